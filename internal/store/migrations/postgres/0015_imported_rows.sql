-- What a row of a foreign file said when an event was written of it: see the
-- counterpart, migrations/sqlite/0015_imported_rows.sql.

-- +goose Up
CREATE TABLE imported_rows (
    event     BIGINT  NOT NULL PRIMARY KEY REFERENCES events (n),
    digest    TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    version   BIGINT  NOT NULL,
    citations TEXT    NOT NULL
);

-- +goose Down
DROP TABLE imported_rows;
