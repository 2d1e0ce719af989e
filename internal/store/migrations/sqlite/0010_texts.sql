-- The texts of sources, which prove what is cited of them, and are shown only to
-- those who have a token. `body` is null where the copy has been forgotten: what
-- was lost in it stays lost. The counterpart is
-- migrations/postgres/0010_texts.sql.

-- +goose Up
CREATE TABLE source_texts (
    source INTEGER PRIMARY KEY REFERENCES sources (n),
    digest TEXT NOT NULL,
    body TEXT
) STRICT;

-- +goose Down
DROP TABLE source_texts;
