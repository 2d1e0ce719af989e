-- The first schema. Its counterpart is migrations/postgres/0001_init.sql.
--
-- Every noun has an integer key `n`, handed out in the order in which records
-- were learned, the JSON `doc` that answers show, and the columns that lists
-- filter and sort by. `earliest` and `latest` are seconds from 1970 with the
-- ends of int64 for what is open. `state` says who may see an event:
-- 0 public, 1 public and retracted, 2 private, 3 private and retracted.

-- +goose Up
PRAGMA application_id = 1145851461; -- "DLNE"

CREATE TABLE meta (
    only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
    seq        INTEGER NOT NULL, -- grows with every write
    changed_at INTEGER NOT NULL, -- microseconds from 1970
    cursor_key BLOB    NOT NULL  -- signs cursors; the same for every server of this database
) STRICT;
INSERT INTO meta VALUES (1, 0, CAST(strftime('%s', 'now') AS INTEGER) * 1000000, randomblob(32));

CREATE TABLE stories (
    n           INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    sort_name   TEXT    NOT NULL,
    public      INTEGER NOT NULL CHECK (public IN (0, 1)),
    revision    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    touched     INTEGER NOT NULL,
    doc         TEXT    NOT NULL
) STRICT;
CREATE INDEX stories_by_name ON stories (sort_name, n, public);

CREATE TABLE sources (
    n           INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    sort_name   TEXT    NOT NULL,
    public      INTEGER NOT NULL CHECK (public IN (0, 1)),
    revision    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    touched     INTEGER NOT NULL,
    doc         TEXT    NOT NULL
) STRICT;
CREATE INDEX sources_by_name ON sources (sort_name, n, public);

CREATE TABLE actors (
    n           INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    sort_name   TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    country     TEXT    NOT NULL,
    public      INTEGER NOT NULL CHECK (public IN (0, 1)),
    revision    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    touched     INTEGER NOT NULL,
    doc         TEXT    NOT NULL
) STRICT;
CREATE INDEX actors_by_name ON actors (sort_name, n, public, kind, country);

-- Whom an actor is affiliated with, directly or through others, and when: the
-- span in which the whole chain holds.
CREATE TABLE actor_affiliations (
    actor    INTEGER NOT NULL REFERENCES actors (n) ON DELETE CASCADE,
    body     INTEGER NOT NULL REFERENCES actors (n) ON DELETE CASCADE,
    earliest INTEGER NOT NULL,
    latest   INTEGER NOT NULL,
    PRIMARY KEY (actor, body, earliest, latest)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_affiliations_by_body ON actor_affiliations (body, actor);

CREATE TABLE places (
    n           INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    sort_name   TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    country     TEXT    NOT NULL,
    lat         REAL,            -- degrees, WGS 84
    lon         REAL,
    x           REAL,            -- the same point on the unit sphere,
    y           REAL,            -- so that a distance is plain arithmetic
    z           REAL,
    public      INTEGER NOT NULL CHECK (public IN (0, 1)),
    revision    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    touched     INTEGER NOT NULL,
    doc         TEXT    NOT NULL
) STRICT;
CREATE INDEX places_by_name ON places (sort_name, n, public, kind, country);

-- The places that a place lies in, directly or through others.
CREATE TABLE place_ancestors (
    place    INTEGER NOT NULL REFERENCES places (n) ON DELETE CASCADE,
    ancestor INTEGER NOT NULL REFERENCES places (n) ON DELETE CASCADE,
    PRIMARY KEY (place, ancestor)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_ancestors_by_ancestor ON place_ancestors (ancestor, place);

CREATE TABLE topics (
    n  INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;

-- What each story declares, in the order of its file.
CREATE TABLE story_sources (
    story    INTEGER NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    source   INTEGER NOT NULL REFERENCES sources (n),
    position INTEGER NOT NULL,
    PRIMARY KEY (story, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_sources_by_source ON story_sources (source, story);

CREATE TABLE story_actors (
    story    INTEGER NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    actor    INTEGER NOT NULL REFERENCES actors (n),
    position INTEGER NOT NULL,
    PRIMARY KEY (story, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_actors_by_actor ON story_actors (actor, story);

CREATE TABLE story_places (
    story    INTEGER NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    place    INTEGER NOT NULL REFERENCES places (n),
    position INTEGER NOT NULL,
    PRIMARY KEY (story, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_places_by_place ON story_places (place, story);

CREATE TABLE story_topics (
    story INTEGER NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    topic INTEGER NOT NULL REFERENCES topics (n),
    PRIMARY KEY (story, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_topics_by_topic ON story_topics (topic, story);

CREATE TABLE events (
    n            INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
    story        INTEGER NOT NULL REFERENCES stories (n),
    type         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    verification TEXT    NOT NULL,
    earliest     INTEGER NOT NULL,
    latest       INTEGER NOT NULL,
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    revision     INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    touched      INTEGER NOT NULL, -- meta.seq when a name inside doc last changed; 0 when not since its revision
    doc          TEXT    NOT NULL
) STRICT;
CREATE INDEX events_by_date ON events (earliest, n, latest, state, story, type, status, verification, updated_at);
CREATE INDEX events_by_type ON events (type, earliest, n, latest, state);
CREATE INDEX events_by_story ON events (story, earliest, n, latest, state);
CREATE INDEX events_by_type_recorded ON events (type, n, state);
CREATE INDEX events_by_story_recorded ON events (story, n, state);

-- The link tables repeat the event's dates and state, so that one index
-- answers who and when without reading the event. `roles` has a bit for each
-- role held directly, `all_roles` also those held by members and by places
-- inside.
CREATE TABLE event_actors (
    actor     INTEGER NOT NULL REFERENCES actors (n),
    earliest  INTEGER NOT NULL,
    event     INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest    INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    roles     INTEGER NOT NULL,
    all_roles INTEGER NOT NULL,
    PRIMARY KEY (actor, earliest, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_by_event ON event_actors (event, actor, roles, all_roles);
CREATE INDEX event_actors_recorded ON event_actors (actor, event, latest, state, roles, all_roles);

CREATE TABLE event_places (
    place     INTEGER NOT NULL REFERENCES places (n),
    earliest  INTEGER NOT NULL,
    event     INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest    INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    roles     INTEGER NOT NULL,
    all_roles INTEGER NOT NULL,
    PRIMARY KEY (place, earliest, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_places_by_event ON event_places (event, place, roles);
CREATE INDEX event_places_recorded ON event_places (place, event, latest, state);

CREATE TABLE event_topics (
    topic    INTEGER NOT NULL REFERENCES topics (n),
    earliest INTEGER NOT NULL,
    event    INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest   INTEGER NOT NULL,
    state    INTEGER NOT NULL,
    PRIMARY KEY (topic, earliest, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_topics_by_event ON event_topics (event, topic);
CREATE INDEX event_topics_recorded ON event_topics (topic, event, latest, state);

CREATE TABLE event_sources (
    source   INTEGER NOT NULL REFERENCES sources (n),
    earliest INTEGER NOT NULL,
    event    INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest   INTEGER NOT NULL,
    state    INTEGER NOT NULL,
    PRIMARY KEY (source, earliest, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_sources_by_event ON event_sources (event, source);
CREATE INDEX event_sources_recorded ON event_sources (source, event, latest, state);

CREATE TABLE quotes (
    n           INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    event       INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    story       INTEGER NOT NULL REFERENCES stories (n),
    earliest    INTEGER NOT NULL,
    latest      INTEGER NOT NULL,
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    revision    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    touched     INTEGER NOT NULL,
    doc         TEXT    NOT NULL
) STRICT;
CREATE INDEX quotes_by_date ON quotes (earliest, n, latest, state, story);
CREATE INDEX quotes_by_story ON quotes (story, earliest, n, latest, state);
CREATE INDEX quotes_by_event ON quotes (event);

-- roles: 1 speaker, 2 about, 4 addressee.
CREATE TABLE quote_actors (
    actor    INTEGER NOT NULL REFERENCES actors (n),
    earliest INTEGER NOT NULL,
    quote    INTEGER NOT NULL REFERENCES quotes (n) ON DELETE CASCADE,
    latest   INTEGER NOT NULL,
    state    INTEGER NOT NULL,
    roles    INTEGER NOT NULL,
    PRIMARY KEY (actor, earliest, quote)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_actors_by_quote ON quote_actors (quote, actor);

-- Full text, of words that the program has parted and folded already, so that
-- both databases find the same: the tokenizer is to part them at spaces alone,
-- and this one takes every sign beyond ASCII for a letter.
CREATE VIRTUAL TABLE events_fts USING fts5 (title, names, summary, quotes, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE quotes_fts USING fts5 (title, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE actors_fts USING fts5 (title, names, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE places_fts USING fts5 (title, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE sources_fts USING fts5 (title, names, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE stories_fts USING fts5 (title, summary, content = '', contentless_delete = 1, tokenize = 'ascii');

-- +goose Down
DROP TABLE stories_fts;
DROP TABLE sources_fts;
DROP TABLE places_fts;
DROP TABLE actors_fts;
DROP TABLE quotes_fts;
DROP TABLE events_fts;
DROP TABLE quote_actors;
DROP TABLE quotes;
DROP TABLE event_sources;
DROP TABLE event_topics;
DROP TABLE event_places;
DROP TABLE event_actors;
DROP TABLE events;
DROP TABLE story_topics;
DROP TABLE story_places;
DROP TABLE story_actors;
DROP TABLE story_sources;
DROP TABLE topics;
DROP TABLE place_ancestors;
DROP TABLE places;
DROP TABLE actor_affiliations;
DROP TABLE actors;
DROP TABLE sources;
DROP TABLE stories;
DROP TABLE meta;
PRAGMA application_id = 0;
