-- Pictures that people have uploaded, and which events name them. `sha256` is of the
-- bytes of the picture, `original` of the file that was sent; the small one beside it
-- is 640 pixels wide. Their bytes are in media_files, or in the folder that the
-- server was given: then in_folder is 1. The counterpart is
-- migrations/sqlite/0020_media.sql.
--
-- As with tokens none of it is a record; event_media is a table of links like others.

-- +goose Up
CREATE TABLE media (
    sha256      text    NOT NULL PRIMARY KEY,
    original    text    NOT NULL,
    type        text    NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    bytes bigint NOT NULL,
    small_bytes bigint NOT NULL, -- 0: the picture is small itself
    in_folder bigint NOT NULL,
    author      text    NOT NULL,
    added_at bigint NOT NULL  -- microseconds from 1970; when it was sent last
);
CREATE INDEX media_by_original ON media (original);
CREATE INDEX media_by_age ON media (added_at);

CREATE TABLE media_files (
    sha256 text NOT NULL REFERENCES media (sha256) ON DELETE CASCADE,
    small bigint NOT NULL, -- 1: the small one
    body   bytea NOT NULL,
    PRIMARY KEY (sha256, small)
);

CREATE TABLE event_media (
    picture text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    PRIMARY KEY (picture, earliest, event)
);
CREATE INDEX event_media_by_event ON event_media (event, picture);
CREATE INDEX event_media_by_state ON event_media (picture, state);
CREATE TABLE event_media_past (
    picture text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE INDEX event_media_past_by_picture ON event_media_past (picture, until);
CREATE INDEX event_media_past_by_event ON event_media_past (event, until);

-- +goose Down
DROP TABLE event_media_past;
DROP TABLE event_media;
DROP TABLE media_files;
DROP TABLE media;
