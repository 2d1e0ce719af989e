-- Links by themselves: `linked` is the change since which an event's links are
-- as they are. A new name shows in the documents of many events and changes none
-- of their links, so these need not move to the past with the document. The
-- counterpart is migrations/sqlite/0004_links.sql.

-- +goose Up
ALTER TABLE events ADD COLUMN linked bigint NOT NULL DEFAULT 0;
UPDATE events SET linked = since;

-- +goose Down
DELETE FROM event_actors_past;
DELETE FROM event_places_past;
DELETE FROM event_topics_past;
DELETE FROM event_sources_past;
ALTER TABLE events DROP COLUMN linked;
