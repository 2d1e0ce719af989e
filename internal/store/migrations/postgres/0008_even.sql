-- What queries ask of events beside their links. The counterpart is
-- migrations/sqlite/0008_even.sql.

-- +goose Up
ALTER TABLE events ADD COLUMN is_key bigint NOT NULL DEFAULT 0;
ALTER TABLE events_past ADD COLUMN is_key bigint NOT NULL DEFAULT 0;

-- Which database this is, on whatever server: copies of it keep it.
ALTER TABLE meta ADD COLUMN identity text NOT NULL DEFAULT '';
UPDATE meta SET identity = replace(CAST(gen_random_uuid() AS text), '-', '');

-- +goose Down
ALTER TABLE meta DROP COLUMN identity;
ALTER TABLE events_past DROP COLUMN is_key;
ALTER TABLE events DROP COLUMN is_key;
