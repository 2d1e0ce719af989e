-- The last change that each story shows: the version of whatever is asked of that story
-- alone, so that a write leaves the answers about all others as they are. The counterpart
-- is migrations/sqlite/0023_story_versions.sql.

-- +goose Up
CREATE TABLE story_versions (
    story             bigint PRIMARY KEY REFERENCES stories (n) ON DELETE CASCADE,
    seq               bigint NOT NULL, -- of the last write that changed what is shown of the story
    changed_at        bigint NOT NULL, -- when that was made, in microseconds from 1970
    public_seq        bigint NOT NULL, -- the same of what anybody may see of it; 0 where that is nothing yet
    public_changed_at bigint NOT NULL
);
INSERT INTO story_versions SELECT s.n, m.seq, m.changed_at,
    CASE WHEN s.public = 1 THEN m.public_seq ELSE 0 END, CASE WHEN s.public = 1 THEN m.public_changed_at ELSE 0 END
    FROM stories s CROSS JOIN meta m;
CREATE INDEX story_versions_by_public_seq ON story_versions (public_seq);

-- +goose Down
DROP TABLE story_versions;
