-- What a story's events come to, kept by each write: pages of many or large stories
-- need not count them. What is retracted is left out; whether a story is private makes no
-- difference. Rows of nothing are not kept.
-- The counterpart is migrations/postgres/0025_counts.sql.

-- +goose Up
CREATE TABLE story_names (
    story  INTEGER NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    kind   INTEGER NOT NULL CHECK (kind IN (0, 1)), -- 0: an actor that events name, 1: a source that they cite
    n      INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (story, kind, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_dates (
    story        INTEGER NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    seconds      INTEGER NOT NULL, -- to whole multiples of which the bounds are widened: a day, 8, 64 or 512 of them
    earliest     INTEGER NOT NULL,
    latest       INTEGER NOT NULL,
    latest_start INTEGER NOT NULL,
    earliest_end INTEGER NOT NULL,
    status       TEXT NOT NULL,
    events       INTEGER NOT NULL,
    PRIMARY KEY (story, seconds, earliest, latest, latest_start, earliest_end, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_counts (
    story   INTEGER PRIMARY KEY REFERENCES stories (n) ON DELETE CASCADE,
    events  INTEGER NOT NULL,
    quotes  INTEGER NOT NULL,
    actors  INTEGER NOT NULL DEFAULT 0,
    sources INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO story_names (story, kind, n, events)
SELECT e.story, 0, x.actor, count(*) FROM events e JOIN event_actors x ON x.event = e.n AND x.roles <> 0 WHERE e.state % 2 = 0 GROUP BY e.story, x.actor
UNION ALL
SELECT e.story, 1, x.source, count(*) FROM events e JOIN event_sources x ON x.event = e.n WHERE e.state % 2 = 0 GROUP BY e.story, x.source;

INSERT INTO story_dates (story, seconds, earliest, latest, latest_start, earliest_end, status, events)
SELECT d.story, d.seconds, d.earliest, d.latest, d.latest_start, d.earliest_end, d.status, count(*)
FROM (SELECT e.story, u.seconds, e.status,
    CASE WHEN e.earliest BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.earliest - ((e.earliest % u.seconds) + u.seconds) % u.seconds ELSE e.earliest END AS earliest,
    CASE WHEN e.latest BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.latest + (u.seconds - ((e.latest % u.seconds) + u.seconds) % u.seconds) % u.seconds ELSE e.latest END AS latest,
    CASE WHEN e.latest_start BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.latest_start + (u.seconds - ((e.latest_start % u.seconds) + u.seconds) % u.seconds) % u.seconds ELSE e.latest_start END AS latest_start,
    CASE WHEN e.earliest_end BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.earliest_end - ((e.earliest_end % u.seconds) + u.seconds) % u.seconds ELSE e.earliest_end END AS earliest_end
  FROM events e CROSS JOIN (SELECT 86400 AS seconds UNION ALL SELECT 691200 UNION ALL SELECT 5529600 UNION ALL SELECT 44236800) u
  WHERE e.state % 2 = 0) d
GROUP BY d.story, d.seconds, d.earliest, d.latest, d.latest_start, d.earliest_end, d.status;

INSERT INTO story_counts (story, events, quotes, actors, sources)
SELECT c.story, c.events, (SELECT count(*) FROM quotes q WHERE q.story = c.story AND q.state % 2 = 0),
  (SELECT count(*) FROM story_names k WHERE k.story = c.story AND k.kind = 0), (SELECT count(*) FROM story_names k WHERE k.story = c.story AND k.kind = 1)
FROM (SELECT story, count(*) AS events FROM events WHERE state % 2 = 0 GROUP BY story) c;

-- +goose Down
DROP TABLE story_counts;
DROP TABLE story_dates;
DROP TABLE story_names;
