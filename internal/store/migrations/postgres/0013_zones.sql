-- Which bounds of a date are instants, stated with a zone, as bits (edtf.Zoned): a
-- query in a time zone converts them and leaves all others as they read.
-- internal/store/fill_zones.go, which runs these statements, then reads the dates
-- that have one. The counterpart is migrations/sqlite/0013_zones.sql.

-- +goose Up
ALTER TABLE events ADD COLUMN zoned bigint NOT NULL DEFAULT 0;
ALTER TABLE events_past ADD COLUMN zoned bigint NOT NULL DEFAULT 0;
ALTER TABLE quotes ADD COLUMN zoned bigint NOT NULL DEFAULT 0;
ALTER TABLE quotes_past ADD COLUMN zoned bigint NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE quotes_past DROP COLUMN zoned;
ALTER TABLE quotes DROP COLUMN zoned;
ALTER TABLE events_past DROP COLUMN zoned;
ALTER TABLE events DROP COLUMN zoned;
