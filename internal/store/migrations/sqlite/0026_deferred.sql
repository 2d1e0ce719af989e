-- What a load into an empty database has left for its end: statements that make the
-- indexes again which it took away. Whoever opens the database runs what is left of
-- them, so that a load that was cut off leaves none missing. The counterpart is
-- migrations/postgres/0026_deferred.sql.

-- +goose Up
CREATE TABLE deferred (
    name      TEXT PRIMARY KEY,
    statement TEXT NOT NULL
) STRICT;

-- Words of a transaction are gathered in memory up to this many bytes before they are
-- written: what comes in batches is merged less often. A small write takes no more than
-- it has.
INSERT INTO events_fts (events_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('hashsize', 16777216);

-- +goose Down
INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('hashsize', 1048576);
INSERT INTO events_fts (events_fts, rank) VALUES ('hashsize', 1048576);
DROP TABLE deferred;
