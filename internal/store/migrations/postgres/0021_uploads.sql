-- Files that somebody who is signed in looks at before they are imported. Every server
-- of the database knows them. They are no records, stay some hours, and are in no
-- export. The counterpart is migrations/sqlite/0021_uploads.sql.

-- +goose Up
CREATE TABLE uploads (
    n          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person     bigint NOT NULL REFERENCES tokens (n), -- who alone sees it
    id         text   NOT NULL UNIQUE, -- a random one, as its address has it
    size       bigint NOT NULL, -- bytes of the file
    state      text   NOT NULL, -- JSON: what was chosen, what was mended, what became of it
    begun_at   bigint NOT NULL, -- when importing it began; 0 while nobody does
    expires_at bigint NOT NULL  -- microseconds from 1970, like the others
);
CREATE INDEX uploads_by_person ON uploads (person);

CREATE TABLE upload_pieces (
    upload bigint NOT NULL REFERENCES uploads (n) ON DELETE CASCADE,
    piece  bigint NOT NULL, -- from 0
    bytes  bytea  NOT NULL,
    PRIMARY KEY (upload, piece)
);

-- +goose Down
DROP TABLE upload_pieces;
DROP TABLE uploads;
