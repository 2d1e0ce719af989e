-- History: the log of changes, and what every row was before each of them. The
-- counterpart is migrations/sqlite/0002_history.sql.
--
-- `since` is the change that made a row what it is, and `until`, in the tables
-- called …_past, the one that ended it. A query of the present reads no table of
-- the past; one of an earlier change reads both, as one.

-- +goose Up
ALTER TABLE stories ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE actors ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE places ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE quotes ADD COLUMN since bigint NOT NULL DEFAULT 0;

ALTER TABLE stories ADD COLUMN retracted bigint NOT NULL DEFAULT 0 CHECK (retracted IN (0, 1));
ALTER TABLE sources ADD COLUMN retracted bigint NOT NULL DEFAULT 0 CHECK (retracted IN (0, 1));
ALTER TABLE actors ADD COLUMN retracted bigint NOT NULL DEFAULT 0 CHECK (retracted IN (0, 1));
ALTER TABLE places ADD COLUMN retracted bigint NOT NULL DEFAULT 0 CHECK (retracted IN (0, 1));
DROP INDEX stories_by_name;
CREATE INDEX stories_by_name ON stories (sort_name, n, public, retracted);
DROP INDEX sources_by_name;
CREATE INDEX sources_by_name ON sources (sort_name, n, public, retracted);
DROP INDEX actors_by_name;
CREATE INDEX actors_by_name ON actors (sort_name, n, public, retracted, kind, country);
DROP INDEX places_by_name;
CREATE INDEX places_by_name ON places (sort_name, n, public, retracted, kind, country);

-- So that a stream finds what a change touched.
CREATE INDEX events_by_since ON events (since);

ALTER TABLE actor_affiliations ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE place_ancestors ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE story_sources ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE story_actors ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE story_places ADD COLUMN since bigint NOT NULL DEFAULT 0;
ALTER TABLE story_topics ADD COLUMN since bigint NOT NULL DEFAULT 0;

-- Which events say that they are related to which.
CREATE TABLE event_relations (
    target text COLLATE "C" NOT NULL,
    event  bigint NOT NULL REFERENCES events (n),
    PRIMARY KEY (target, event)
);
CREATE INDEX event_relations_by_event ON event_relations (event);

INSERT INTO event_relations SELECT DISTINCT r.value ->> 'event', e.n FROM events e, jsonb_array_elements(CAST(e.doc AS jsonb) -> 'relations') r;

-- The log. `seq` has no gap; `public` says whether anybody may see the entry.
CREATE TABLE changes (
    seq      bigint PRIMARY KEY,
    at       bigint NOT NULL, -- microseconds from 1970; never less than that of the entry before
    entity   text COLLATE "C" NOT NULL CHECK (entity IN ('story', 'source', 'actor', 'place', 'event', 'quote')),
    n        bigint NOT NULL,
    id       text COLLATE "C" NOT NULL,
    story    bigint NOT NULL, -- 0 for what belongs to none
    action   text COLLATE "C" NOT NULL CHECK (action IN ('create', 'update', 'retract')),
    revision bigint NOT NULL,
    author   text NOT NULL,
    reason   text NOT NULL,
    public   bigint NOT NULL CHECK (public IN (0, 1))
);
CREATE INDEX changes_of_record ON changes (entity, n, seq);
CREATE INDEX changes_of_story ON changes (story, seq);
CREATE INDEX changes_by_time ON changes (at, seq);

-- What was there before has one entry each: it was recorded then, and is as it is.
INSERT INTO changes (seq, at, entity, n, id, story, action, revision, author, reason, public)
SELECT row_number() OVER (ORDER BY r.recorded_at, r.place, r.n), r.recorded_at, r.entity, r.n, r.id, r.story, 'create', r.revision, 'import', '', r.public FROM (
    SELECT 1 AS place, 'story' AS entity, n, id, n AS story, revision, recorded_at, public FROM stories
    UNION ALL SELECT 2, 'source', n, id, 0, revision, recorded_at, public FROM sources
    UNION ALL SELECT 3, 'actor', n, id, 0, revision, recorded_at, public FROM actors
    UNION ALL SELECT 4, 'place', n, id, 0, revision, recorded_at, public FROM places
    UNION ALL SELECT 5, 'event', n, id, story, revision, recorded_at, CASE WHEN state < 2 THEN 1 ELSE 0 END FROM events
    UNION ALL SELECT 6, 'quote', n, id, story, revision, recorded_at, CASE WHEN state < 2 THEN 1 ELSE 0 END FROM quotes
) r;
UPDATE meta SET seq = (SELECT count(*) FROM changes);

UPDATE stories SET since = (SELECT c.seq FROM changes c WHERE c.entity = 'story' AND c.n = stories.n);
UPDATE sources SET since = (SELECT c.seq FROM changes c WHERE c.entity = 'source' AND c.n = sources.n);
UPDATE actors SET since = (SELECT c.seq FROM changes c WHERE c.entity = 'actor' AND c.n = actors.n);
UPDATE places SET since = (SELECT c.seq FROM changes c WHERE c.entity = 'place' AND c.n = places.n);
UPDATE events SET since = (SELECT c.seq FROM changes c WHERE c.entity = 'event' AND c.n = events.n);
UPDATE quotes SET since = (SELECT c.seq FROM changes c WHERE c.entity = 'quote' AND c.n = quotes.n);

-- What rows were. `v` numbers the versions, and is the key of their words.
CREATE TABLE stories_past (
    v           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    n           bigint NOT NULL,
    id          text COLLATE "C" NOT NULL,
    sort_name   text COLLATE "C" NOT NULL,
    public      bigint NOT NULL,
    retracted   bigint NOT NULL,
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    since       bigint NOT NULL,
    until       bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX stories_past_by_n ON stories_past (n, until);
CREATE INDEX stories_past_by_until ON stories_past (until);
CREATE TABLE stories_past_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX stories_past_fts_terms ON stories_past_fts USING gin (terms);

CREATE TABLE sources_past (
    v           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    n           bigint NOT NULL,
    id          text COLLATE "C" NOT NULL,
    sort_name   text COLLATE "C" NOT NULL,
    public      bigint NOT NULL,
    retracted   bigint NOT NULL,
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    since       bigint NOT NULL,
    until       bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX sources_past_by_n ON sources_past (n, until);
CREATE INDEX sources_past_by_until ON sources_past (until);
CREATE TABLE sources_past_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX sources_past_fts_terms ON sources_past_fts USING gin (terms);

CREATE TABLE actors_past (
    v           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    n           bigint NOT NULL,
    id          text COLLATE "C" NOT NULL,
    sort_name   text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    country     text COLLATE "C" NOT NULL,
    public      bigint NOT NULL,
    retracted   bigint NOT NULL,
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    since       bigint NOT NULL,
    until       bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX actors_past_by_n ON actors_past (n, until);
CREATE INDEX actors_past_by_until ON actors_past (until);
CREATE TABLE actors_past_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX actors_past_fts_terms ON actors_past_fts USING gin (terms);

CREATE TABLE places_past (
    v           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    n           bigint NOT NULL,
    id          text COLLATE "C" NOT NULL,
    sort_name   text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    country     text COLLATE "C" NOT NULL,
    lat         double precision,
    lon         double precision,
    x           double precision,
    y           double precision,
    z           double precision,
    public      bigint NOT NULL,
    retracted   bigint NOT NULL,
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    since       bigint NOT NULL,
    until       bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX places_past_by_n ON places_past (n, until);
CREATE INDEX places_past_by_until ON places_past (until);
CREATE TABLE places_past_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX places_past_fts_terms ON places_past_fts USING gin (terms);

CREATE TABLE events_past (
    v            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    n            bigint NOT NULL,
    id           text COLLATE "C" NOT NULL,
    story        bigint NOT NULL,
    type         text COLLATE "C" NOT NULL,
    status       text COLLATE "C" NOT NULL,
    verification text COLLATE "C" NOT NULL,
    earliest     bigint NOT NULL,
    latest       bigint NOT NULL,
    state        bigint NOT NULL,
    revision     bigint NOT NULL,
    recorded_at  bigint NOT NULL,
    updated_at   bigint NOT NULL,
    touched      bigint NOT NULL,
    since        bigint NOT NULL,
    until        bigint NOT NULL,
    doc          text NOT NULL
);
CREATE INDEX events_past_by_n ON events_past (n, until);
CREATE INDEX events_past_by_until ON events_past (until);
CREATE TABLE events_past_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX events_past_fts_terms ON events_past_fts USING gin (terms);

CREATE TABLE quotes_past (
    v           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    n           bigint NOT NULL,
    id          text COLLATE "C" NOT NULL,
    event       bigint NOT NULL,
    story       bigint NOT NULL,
    earliest    bigint NOT NULL,
    latest      bigint NOT NULL,
    state       bigint NOT NULL,
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    since       bigint NOT NULL,
    until       bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX quotes_past_by_n ON quotes_past (n, until);
CREATE INDEX quotes_past_by_until ON quotes_past (until);
CREATE TABLE quotes_past_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX quotes_past_fts_terms ON quotes_past_fts USING gin (terms);

-- What links were.
CREATE TABLE event_actors_past (
    actor     bigint NOT NULL,
    earliest  bigint NOT NULL,
    event     bigint NOT NULL,
    latest    bigint NOT NULL,
    state     bigint NOT NULL,
    roles     bigint NOT NULL,
    all_roles bigint NOT NULL,
    since     bigint NOT NULL,
    until     bigint NOT NULL
);
CREATE INDEX event_actors_past_by_actor ON event_actors_past (actor, until);
CREATE INDEX event_actors_past_by_event ON event_actors_past (event, until);

CREATE TABLE event_places_past (
    place     bigint NOT NULL,
    earliest  bigint NOT NULL,
    event     bigint NOT NULL,
    latest    bigint NOT NULL,
    state     bigint NOT NULL,
    roles     bigint NOT NULL,
    all_roles bigint NOT NULL,
    since     bigint NOT NULL,
    until     bigint NOT NULL
);
CREATE INDEX event_places_past_by_place ON event_places_past (place, until);
CREATE INDEX event_places_past_by_event ON event_places_past (event, until);

CREATE TABLE event_topics_past (
    topic    bigint NOT NULL,
    earliest bigint NOT NULL,
    event    bigint NOT NULL,
    latest   bigint NOT NULL,
    state    bigint NOT NULL,
    since    bigint NOT NULL,
    until    bigint NOT NULL
);
CREATE INDEX event_topics_past_by_topic ON event_topics_past (topic, until);
CREATE INDEX event_topics_past_by_event ON event_topics_past (event, until);

CREATE TABLE event_sources_past (
    source   bigint NOT NULL,
    earliest bigint NOT NULL,
    event    bigint NOT NULL,
    latest   bigint NOT NULL,
    state    bigint NOT NULL,
    since    bigint NOT NULL,
    until    bigint NOT NULL
);
CREATE INDEX event_sources_past_by_source ON event_sources_past (source, until);
CREATE INDEX event_sources_past_by_event ON event_sources_past (event, until);

CREATE TABLE quote_actors_past (
    actor    bigint NOT NULL,
    earliest bigint NOT NULL,
    quote    bigint NOT NULL,
    latest   bigint NOT NULL,
    state    bigint NOT NULL,
    roles    bigint NOT NULL,
    since    bigint NOT NULL,
    until    bigint NOT NULL
);
CREATE INDEX quote_actors_past_by_actor ON quote_actors_past (actor, until);
CREATE INDEX quote_actors_past_by_quote ON quote_actors_past (quote, until);

CREATE TABLE actor_affiliations_past (
    actor    bigint NOT NULL,
    body     bigint NOT NULL,
    earliest bigint NOT NULL,
    latest   bigint NOT NULL,
    since    bigint NOT NULL,
    until    bigint NOT NULL
);
CREATE INDEX actor_affiliations_past_by_actor ON actor_affiliations_past (actor, until);

CREATE TABLE place_ancestors_past (
    place    bigint NOT NULL,
    ancestor bigint NOT NULL,
    since    bigint NOT NULL,
    until    bigint NOT NULL
);
CREATE INDEX place_ancestors_past_by_place ON place_ancestors_past (place, until);

CREATE TABLE story_topics_past (
    story bigint NOT NULL,
    topic bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE INDEX story_topics_past_by_story ON story_topics_past (story, until);

-- +goose Down
DROP TABLE story_topics_past;
DROP TABLE place_ancestors_past;
DROP TABLE actor_affiliations_past;
DROP TABLE quote_actors_past;
DROP TABLE event_sources_past;
DROP TABLE event_topics_past;
DROP TABLE event_places_past;
DROP TABLE event_actors_past;
DROP TABLE quotes_past_fts;
DROP TABLE quotes_past;
DROP TABLE events_past_fts;
DROP TABLE events_past;
DROP TABLE places_past_fts;
DROP TABLE places_past;
DROP TABLE actors_past_fts;
DROP TABLE actors_past;
DROP TABLE sources_past_fts;
DROP TABLE sources_past;
DROP TABLE stories_past_fts;
DROP TABLE stories_past;
DROP TABLE changes;
DROP TABLE event_relations;
ALTER TABLE story_topics DROP COLUMN since;
ALTER TABLE story_places DROP COLUMN since;
ALTER TABLE story_actors DROP COLUMN since;
ALTER TABLE story_sources DROP COLUMN since;
ALTER TABLE place_ancestors DROP COLUMN since;
ALTER TABLE actor_affiliations DROP COLUMN since;
DROP INDEX events_by_since;
DROP INDEX places_by_name;
ALTER TABLE places DROP COLUMN retracted;
CREATE INDEX places_by_name ON places (sort_name, n, public, kind, country);
DROP INDEX actors_by_name;
ALTER TABLE actors DROP COLUMN retracted;
CREATE INDEX actors_by_name ON actors (sort_name, n, public, kind, country);
DROP INDEX sources_by_name;
ALTER TABLE sources DROP COLUMN retracted;
CREATE INDEX sources_by_name ON sources (sort_name, n, public);
DROP INDEX stories_by_name;
ALTER TABLE stories DROP COLUMN retracted;
CREATE INDEX stories_by_name ON stories (sort_name, n, public);
ALTER TABLE quotes DROP COLUMN since;
ALTER TABLE events DROP COLUMN since;
ALTER TABLE places DROP COLUMN since;
ALTER TABLE actors DROP COLUMN since;
ALTER TABLE sources DROP COLUMN since;
ALTER TABLE stories DROP COLUMN since;
