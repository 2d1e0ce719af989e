-- SQLite keeps these links in the order of their primary key and with all their columns
-- (WITHOUT ROWID): there is nothing to do. The counterpart is
-- migrations/postgres/0027_covering.sql.

-- +goose Up
SELECT 1;

-- +goose Down
SELECT 1;
