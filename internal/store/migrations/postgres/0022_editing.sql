-- What people say is not so of what is proposed to them: passages that make no event,
-- and records that are two; and how much each person sends. The counterpart is migrations/sqlite/0022_editing.sql.

-- +goose Up
-- Passages of a source that somebody who edits a draft wants proposed no more.
CREATE TABLE draft_dismissals (
    draft  bigint  NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    source text    NOT NULL,
    sha256 text    NOT NULL, -- of the passage's words
    PRIMARY KEY (draft, source, sha256)
);

-- Pairs of records of a resource that are alike and two.
CREATE TABLE told_apart (
    entity text    NOT NULL, -- actor, place or source
    a      bigint  NOT NULL, -- the number of the record, the lower one first
    b      bigint  NOT NULL,
    person bigint  NOT NULL REFERENCES tokens (n), -- who said so
    at     bigint  NOT NULL, -- microseconds from 1970
    PRIMARY KEY (entity, a, b)
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
DROP TABLE told_apart;
DROP TABLE draft_dismissals;
