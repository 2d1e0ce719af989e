-- Files that somebody who is signed in looks at before they are imported. Every server
-- of the database knows them. They are no records, stay some hours, and are in no
-- export. The counterpart is migrations/postgres/0021_uploads.sql.

-- +goose Up
CREATE TABLE uploads (
    n          INTEGER PRIMARY KEY,
    person     INTEGER NOT NULL REFERENCES tokens (n), -- who alone sees it
    id         TEXT    NOT NULL UNIQUE, -- a random one, as its address has it
    size       INTEGER NOT NULL, -- bytes of the file
    state      TEXT    NOT NULL, -- JSON: what was chosen, what was mended, what became of it
    begun_at   INTEGER NOT NULL, -- when importing it began; 0 while nobody does
    expires_at INTEGER NOT NULL  -- microseconds from 1970, like the others
) STRICT;
CREATE INDEX uploads_by_person ON uploads (person);

CREATE TABLE upload_pieces (
    upload INTEGER NOT NULL REFERENCES uploads (n) ON DELETE CASCADE,
    piece  INTEGER NOT NULL, -- from 0
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (upload, piece)
) STRICT;

-- +goose Down
DROP TABLE upload_pieces;
DROP TABLE uploads;
