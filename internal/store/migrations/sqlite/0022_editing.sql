-- What people say makes no event of what is suggested to them, and how much each of
-- them sends. The counterpart is migrations/postgres/0022_editing.sql.

-- +goose Up
-- Passages of a source that somebody who edits a draft wants proposed no more.
CREATE TABLE draft_dismissals (
    draft  INTEGER NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    source TEXT    NOT NULL,
    sha256 TEXT    NOT NULL, -- of the passage's words
    PRIMARY KEY (draft, source, sha256)
) STRICT, WITHOUT ROWID;

-- How many pictures and files each person has sent lately.
CREATE TABLE sent_files (
    person INTEGER NOT NULL REFERENCES tokens (n),
    hour   INTEGER NOT NULL, -- from 1970
    files  INTEGER NOT NULL,
    bytes  INTEGER NOT NULL,
    PRIMARY KEY (person, hour)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE sent_files;
DROP TABLE draft_dismissals;
