-- What a row of a foreign file said when an event was written of it: the digest of
-- that, the revision which it made, and the citations that it brought. By these the
-- same row changes nothing, and one that says something else does not undo what was
-- edited here since.
-- The counterpart is migrations/postgres/0015_imported_rows.sql.

-- +goose Up
CREATE TABLE imported_rows (
    event     INTEGER NOT NULL PRIMARY KEY REFERENCES events (n),
    digest    TEXT    NOT NULL, -- SHA-256 of what the row says, without where it stands
    revision  INTEGER NOT NULL, -- of the event, as the row or what was added of other files made it
    version   INTEGER NOT NULL, -- of the row, where its format has one: an older row changes nothing
    citations TEXT    NOT NULL  -- JSON: those of the row, the one of its file included
) STRICT;

-- +goose Down
DROP TABLE imported_rows;
