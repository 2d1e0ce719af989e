-- Moments and periods: between which times something began, and between which it
-- ended. `latest_start` is the end, exclusive, of the time in which it began, and
-- `earliest_end` the beginning of that in which it ended; for a moment they are
-- `latest` and `earliest`. internal/store/fill_bounds.go, which runs these
-- statements, then reads the dates of periods. The counterpart is
-- migrations/sqlite/0005_periods.sql.

-- +goose Up
ALTER TABLE events ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE events_past ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE events_past ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE quotes ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE quotes ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE quotes_past ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE quotes_past ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_actors ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_actors ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_actors_past ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_actors_past ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_places ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_places ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_places_past ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_places_past ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_topics ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_topics ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_topics_past ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_topics_past ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_sources ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_sources ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE event_sources_past ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE event_sources_past ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE quote_actors ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE quote_actors ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;
ALTER TABLE quote_actors_past ADD COLUMN latest_start bigint NOT NULL DEFAULT 0;
ALTER TABLE quote_actors_past ADD COLUMN earliest_end bigint NOT NULL DEFAULT 0;

UPDATE events SET latest_start = latest, earliest_end = earliest;
UPDATE events_past SET latest_start = latest, earliest_end = earliest;
UPDATE quotes SET latest_start = latest, earliest_end = earliest;
UPDATE quotes_past SET latest_start = latest, earliest_end = earliest;
UPDATE event_actors SET latest_start = latest, earliest_end = earliest;
UPDATE event_actors_past SET latest_start = latest, earliest_end = earliest;
UPDATE event_places SET latest_start = latest, earliest_end = earliest;
UPDATE event_places_past SET latest_start = latest, earliest_end = earliest;
UPDATE event_topics SET latest_start = latest, earliest_end = earliest;
UPDATE event_topics_past SET latest_start = latest, earliest_end = earliest;
UPDATE event_sources SET latest_start = latest, earliest_end = earliest;
UPDATE event_sources_past SET latest_start = latest, earliest_end = earliest;
UPDATE quote_actors SET latest_start = latest, earliest_end = earliest;
UPDATE quote_actors_past SET latest_start = latest, earliest_end = earliest;

DROP INDEX events_by_date;
CREATE INDEX events_by_date ON events (earliest, n, latest, latest_start, earliest_end, state, story, type, status, verification, updated_at);
DROP INDEX events_by_type;
CREATE INDEX events_by_type ON events (type, earliest, n, latest, latest_start, earliest_end, state);
DROP INDEX events_by_story;
CREATE INDEX events_by_story ON events (story, earliest, n, latest, latest_start, earliest_end, state);
DROP INDEX quotes_by_date;
CREATE INDEX quotes_by_date ON quotes (earliest, n, latest, latest_start, earliest_end, state, story);
DROP INDEX quotes_by_story;
CREATE INDEX quotes_by_story ON quotes (story, earliest, n, latest, latest_start, earliest_end, state);

-- +goose Down
DROP INDEX events_by_date;
CREATE INDEX events_by_date ON events (earliest, n, latest, state, story, type, status, verification, updated_at);
DROP INDEX events_by_type;
CREATE INDEX events_by_type ON events (type, earliest, n, latest, state);
DROP INDEX events_by_story;
CREATE INDEX events_by_story ON events (story, earliest, n, latest, state);
DROP INDEX quotes_by_date;
CREATE INDEX quotes_by_date ON quotes (earliest, n, latest, state, story);
DROP INDEX quotes_by_story;
CREATE INDEX quotes_by_story ON quotes (story, earliest, n, latest, state);

ALTER TABLE quote_actors_past DROP COLUMN earliest_end;
ALTER TABLE quote_actors_past DROP COLUMN latest_start;
ALTER TABLE quote_actors DROP COLUMN earliest_end;
ALTER TABLE quote_actors DROP COLUMN latest_start;
ALTER TABLE event_sources_past DROP COLUMN earliest_end;
ALTER TABLE event_sources_past DROP COLUMN latest_start;
ALTER TABLE event_sources DROP COLUMN earliest_end;
ALTER TABLE event_sources DROP COLUMN latest_start;
ALTER TABLE event_topics_past DROP COLUMN earliest_end;
ALTER TABLE event_topics_past DROP COLUMN latest_start;
ALTER TABLE event_topics DROP COLUMN earliest_end;
ALTER TABLE event_topics DROP COLUMN latest_start;
ALTER TABLE event_places_past DROP COLUMN earliest_end;
ALTER TABLE event_places_past DROP COLUMN latest_start;
ALTER TABLE event_places DROP COLUMN earliest_end;
ALTER TABLE event_places DROP COLUMN latest_start;
ALTER TABLE event_actors_past DROP COLUMN earliest_end;
ALTER TABLE event_actors_past DROP COLUMN latest_start;
ALTER TABLE event_actors DROP COLUMN earliest_end;
ALTER TABLE event_actors DROP COLUMN latest_start;
ALTER TABLE quotes_past DROP COLUMN earliest_end;
ALTER TABLE quotes_past DROP COLUMN latest_start;
ALTER TABLE quotes DROP COLUMN earliest_end;
ALTER TABLE quotes DROP COLUMN latest_start;
ALTER TABLE events_past DROP COLUMN earliest_end;
ALTER TABLE events_past DROP COLUMN latest_start;
ALTER TABLE events DROP COLUMN earliest_end;
ALTER TABLE events DROP COLUMN latest_start;
