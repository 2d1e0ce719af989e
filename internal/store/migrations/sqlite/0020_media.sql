-- Pictures that people have uploaded, and which events name them. `sha256` is of the
-- bytes of the picture, `original` of the file that was sent; the small one beside it
-- is 640 pixels wide. Their bytes are in media_files, or in the folder that the
-- server was given: then in_folder is 1. The counterpart is
-- migrations/postgres/0020_media.sql.
--
-- As with tokens none of it is a record; event_media is a table of links like others.

-- +goose Up
CREATE TABLE media (
    sha256      TEXT    NOT NULL PRIMARY KEY,
    original    TEXT    NOT NULL,
    type        TEXT    NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    bytes       INTEGER NOT NULL,
    small_bytes INTEGER NOT NULL, -- 0: the picture is small itself
    in_folder   INTEGER NOT NULL,
    author      TEXT    NOT NULL,
    added_at    INTEGER NOT NULL  -- microseconds from 1970; when it was sent last
) STRICT;
CREATE INDEX media_by_original ON media (original);
CREATE INDEX media_by_age ON media (added_at);

CREATE TABLE media_files (
    sha256 TEXT NOT NULL REFERENCES media (sha256) ON DELETE CASCADE,
    small  INTEGER NOT NULL, -- 1: the small one
    body   BLOB NOT NULL,
    PRIMARY KEY (sha256, small)
) STRICT;

CREATE TABLE event_media (
    picture TEXT NOT NULL,
    earliest INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest INTEGER NOT NULL,
    latest_start INTEGER NOT NULL,
    earliest_end INTEGER NOT NULL,
    state INTEGER NOT NULL,
    PRIMARY KEY (picture, earliest, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_media_by_event ON event_media (event, picture);
CREATE INDEX event_media_by_state ON event_media (picture, state);
CREATE TABLE event_media_past (
    picture TEXT NOT NULL,
    earliest INTEGER NOT NULL,
    event INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    latest_start INTEGER NOT NULL,
    earliest_end INTEGER NOT NULL,
    state INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX event_media_past_by_picture ON event_media_past (picture, until);
CREATE INDEX event_media_past_by_event ON event_media_past (event, until);

-- +goose Down
DROP TABLE event_media_past;
DROP TABLE event_media;
DROP TABLE media_files;
DROP TABLE media;
