-- What queries ask of events beside their links. The counterpart is
-- migrations/postgres/0008_even.sql.

-- +goose Up
ALTER TABLE events ADD COLUMN is_key INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events_past ADD COLUMN is_key INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE events_past DROP COLUMN is_key;
ALTER TABLE events DROP COLUMN is_key;
