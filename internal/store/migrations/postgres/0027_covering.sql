-- What is asked of times and of earlier moments is read from indexes alone: which links
-- there are of something in a range of time, and since when an event has those that it
-- has. Before, each link was looked up in its table, and each event in its own, which is
-- ten times as wide. The counterpart is migrations/sqlite/0027_covering.sql.

-- +goose Up
ALTER TABLE event_actors DROP CONSTRAINT event_actors_pkey,
    ADD PRIMARY KEY (actor, earliest, event) INCLUDE (latest, latest_start, earliest_end, state, roles, public_roles, all_roles);
ALTER TABLE event_places DROP CONSTRAINT event_places_pkey,
    ADD PRIMARY KEY (place, earliest, event) INCLUDE (latest, latest_start, earliest_end, state, roles, public_roles, all_roles);
ALTER TABLE event_topics DROP CONSTRAINT event_topics_pkey,
    ADD PRIMARY KEY (topic, earliest, event) INCLUDE (latest, latest_start, earliest_end, state);
ALTER TABLE event_sources DROP CONSTRAINT event_sources_pkey,
    ADD PRIMARY KEY (source, earliest, event) INCLUDE (latest, latest_start, earliest_end, state);
CREATE INDEX events_by_linked ON events (n) INCLUDE (linked, since, state);

-- +goose Down
DROP INDEX events_by_linked;
ALTER TABLE event_actors DROP CONSTRAINT event_actors_pkey, ADD PRIMARY KEY (actor, earliest, event);
ALTER TABLE event_places DROP CONSTRAINT event_places_pkey, ADD PRIMARY KEY (place, earliest, event);
ALTER TABLE event_topics DROP CONSTRAINT event_topics_pkey, ADD PRIMARY KEY (topic, earliest, event);
ALTER TABLE event_sources DROP CONSTRAINT event_sources_pkey, ADD PRIMARY KEY (source, earliest, event);
