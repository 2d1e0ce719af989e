-- The first schema. Its counterpart is migrations/sqlite/0001_init.sql.
--
-- Every noun has an integer key `n`, handed out in the order in which records
-- were learned, the JSON `doc` that answers show, and the columns that lists
-- filter and sort by. `earliest` and `latest` are seconds from 1970 with the
-- ends of int64 for what is open. `state` says who may see an event:
-- 0 public, 1 public and retracted, 2 private, 3 private and retracted.

-- +goose Up
CREATE TABLE meta (
    only_row   bigint PRIMARY KEY CHECK (only_row = 1),
    seq        bigint NOT NULL, -- grows with every write
    changed_at bigint NOT NULL, -- microseconds from 1970
    cursor_key bytea NOT NULL  -- signs cursors; the same for every server of this database
);
INSERT INTO meta VALUES (1, 0, CAST(extract(epoch FROM now()) * 1000000 AS bigint), decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

CREATE TABLE stories (
    n           bigint PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE,
    sort_name   text COLLATE "C" NOT NULL,
    public      bigint NOT NULL CHECK (public IN (0, 1)),
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX stories_by_name ON stories (sort_name, n, public);

CREATE TABLE sources (
    n           bigint PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE,
    sort_name   text COLLATE "C" NOT NULL,
    public      bigint NOT NULL CHECK (public IN (0, 1)),
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX sources_by_name ON sources (sort_name, n, public);

CREATE TABLE actors (
    n           bigint PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE,
    sort_name   text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    country     text COLLATE "C" NOT NULL,
    public      bigint NOT NULL CHECK (public IN (0, 1)),
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX actors_by_name ON actors (sort_name, n, public, kind, country);

-- Whom an actor is affiliated with, directly or through others, and when: the
-- span in which the whole chain holds.
CREATE TABLE actor_affiliations (
    actor    bigint NOT NULL REFERENCES actors (n) ON DELETE CASCADE,
    body     bigint NOT NULL REFERENCES actors (n) ON DELETE CASCADE,
    earliest bigint NOT NULL,
    latest   bigint NOT NULL,
    PRIMARY KEY (actor, body, earliest, latest)
);
CREATE INDEX actor_affiliations_by_body ON actor_affiliations (body, actor);

CREATE TABLE places (
    n           bigint PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE,
    sort_name   text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    country     text COLLATE "C" NOT NULL,
    lat         double precision,            -- degrees, WGS 84
    lon         double precision,
    x           double precision,            -- the same point on the unit sphere,
    y           double precision,            -- so that a distance is plain arithmetic
    z           double precision,
    public      bigint NOT NULL CHECK (public IN (0, 1)),
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX places_by_name ON places (sort_name, n, public, kind, country);

-- The places that a place lies in, directly or through others.
CREATE TABLE place_ancestors (
    place    bigint NOT NULL REFERENCES places (n) ON DELETE CASCADE,
    ancestor bigint NOT NULL REFERENCES places (n) ON DELETE CASCADE,
    PRIMARY KEY (place, ancestor)
);
CREATE INDEX place_ancestors_by_ancestor ON place_ancestors (ancestor, place);

CREATE TABLE topics (
    n  bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE
);

-- What each story declares, in the order of its file.
CREATE TABLE story_sources (
    story    bigint NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    source   bigint NOT NULL REFERENCES sources (n),
    position bigint NOT NULL,
    PRIMARY KEY (story, source)
);
CREATE INDEX story_sources_by_source ON story_sources (source, story);

CREATE TABLE story_actors (
    story    bigint NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    actor    bigint NOT NULL REFERENCES actors (n),
    position bigint NOT NULL,
    PRIMARY KEY (story, actor)
);
CREATE INDEX story_actors_by_actor ON story_actors (actor, story);

CREATE TABLE story_places (
    story    bigint NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    place    bigint NOT NULL REFERENCES places (n),
    position bigint NOT NULL,
    PRIMARY KEY (story, place)
);
CREATE INDEX story_places_by_place ON story_places (place, story);

CREATE TABLE story_topics (
    story bigint NOT NULL REFERENCES stories (n) ON DELETE CASCADE,
    topic bigint NOT NULL REFERENCES topics (n),
    PRIMARY KEY (story, topic)
);
CREATE INDEX story_topics_by_topic ON story_topics (topic, story);

CREATE TABLE events (
    n            bigint PRIMARY KEY,
    id           text COLLATE "C" NOT NULL UNIQUE,
    story        bigint NOT NULL REFERENCES stories (n),
    type         text COLLATE "C" NOT NULL,
    status       text COLLATE "C" NOT NULL,
    verification text COLLATE "C" NOT NULL,
    earliest     bigint NOT NULL,
    latest       bigint NOT NULL,
    state        bigint NOT NULL CHECK (state BETWEEN 0 AND 3),
    revision     bigint NOT NULL,
    recorded_at  bigint NOT NULL,
    updated_at   bigint NOT NULL,
    touched      bigint NOT NULL, -- meta.seq when a name inside doc last changed; 0 when not since its revision
    doc          text NOT NULL
);
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
    actor     bigint NOT NULL REFERENCES actors (n),
    earliest  bigint NOT NULL,
    event     bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest    bigint NOT NULL,
    state     bigint NOT NULL,
    roles     bigint NOT NULL,
    all_roles bigint NOT NULL,
    PRIMARY KEY (actor, earliest, event)
);
CREATE INDEX event_actors_by_event ON event_actors (event, actor, roles, all_roles);
CREATE INDEX event_actors_recorded ON event_actors (actor, event, latest, state, roles, all_roles);

CREATE TABLE event_places (
    place     bigint NOT NULL REFERENCES places (n),
    earliest  bigint NOT NULL,
    event     bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest    bigint NOT NULL,
    state     bigint NOT NULL,
    roles     bigint NOT NULL,
    all_roles bigint NOT NULL,
    PRIMARY KEY (place, earliest, event)
);
CREATE INDEX event_places_by_event ON event_places (event, place, roles);
CREATE INDEX event_places_recorded ON event_places (place, event, latest, state);

CREATE TABLE event_topics (
    topic    bigint NOT NULL REFERENCES topics (n),
    earliest bigint NOT NULL,
    event    bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest   bigint NOT NULL,
    state    bigint NOT NULL,
    PRIMARY KEY (topic, earliest, event)
);
CREATE INDEX event_topics_by_event ON event_topics (event, topic);
CREATE INDEX event_topics_recorded ON event_topics (topic, event, latest, state);

CREATE TABLE event_sources (
    source   bigint NOT NULL REFERENCES sources (n),
    earliest bigint NOT NULL,
    event    bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest   bigint NOT NULL,
    state    bigint NOT NULL,
    PRIMARY KEY (source, earliest, event)
);
CREATE INDEX event_sources_by_event ON event_sources (event, source);
CREATE INDEX event_sources_recorded ON event_sources (source, event, latest, state);

CREATE TABLE quotes (
    n           bigint PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE,
    event       bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    story       bigint NOT NULL REFERENCES stories (n),
    earliest    bigint NOT NULL,
    latest      bigint NOT NULL,
    state       bigint NOT NULL CHECK (state BETWEEN 0 AND 3),
    revision    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at  bigint NOT NULL,
    touched     bigint NOT NULL,
    doc         text NOT NULL
);
CREATE INDEX quotes_by_date ON quotes (earliest, n, latest, state, story);
CREATE INDEX quotes_by_story ON quotes (story, earliest, n, latest, state);
CREATE INDEX quotes_by_event ON quotes (event);

-- roles: 1 speaker, 2 about, 4 addressee.
CREATE TABLE quote_actors (
    actor    bigint NOT NULL REFERENCES actors (n),
    earliest bigint NOT NULL,
    quote    bigint NOT NULL REFERENCES quotes (n) ON DELETE CASCADE,
    latest   bigint NOT NULL,
    state    bigint NOT NULL,
    roles    bigint NOT NULL,
    PRIMARY KEY (actor, earliest, quote)
);
CREATE INDEX quote_actors_by_quote ON quote_actors (quote, actor);

-- Full text, of words that the program has parted and folded already, so that
-- both databases find the same. Weights: A title, B names, C summary, D quotes.
CREATE TABLE events_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX events_fts_by_term ON events_fts USING gin (terms);
CREATE TABLE quotes_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX quotes_fts_by_term ON quotes_fts USING gin (terms);
CREATE TABLE actors_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX actors_fts_by_term ON actors_fts USING gin (terms);
CREATE TABLE places_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX places_fts_by_term ON places_fts USING gin (terms);
CREATE TABLE sources_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX sources_fts_by_term ON sources_fts USING gin (terms);
CREATE TABLE stories_fts (rowid bigint PRIMARY KEY, terms tsvector NOT NULL);
CREATE INDEX stories_fts_by_term ON stories_fts USING gin (terms);

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
