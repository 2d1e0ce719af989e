-- What people say makes no event of what is suggested to them, and how much each of
-- them sends. The counterpart is migrations/sqlite/0022_editing.sql.

-- +goose Up
-- Passages of a source that somebody who edits a draft wants proposed no more.
CREATE TABLE draft_dismissals (
    draft  bigint  NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    source text    NOT NULL,
    sha256 text    NOT NULL, -- of the passage's words
    PRIMARY KEY (draft, source, sha256)
);

-- How many pictures and files each person has sent lately.
CREATE TABLE sent_files (
    person bigint  NOT NULL REFERENCES tokens (n),
    hour   bigint  NOT NULL, -- from 1970
    files  bigint  NOT NULL,
    bytes  bigint  NOT NULL,
    PRIMARY KEY (person, hour)
);

-- +goose Down
DROP TABLE sent_files;
DROP TABLE draft_dismissals;
