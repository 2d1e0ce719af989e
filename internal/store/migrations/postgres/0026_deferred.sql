-- What a load into an empty database has left for its end: statements that make the
-- indexes again which it took away. Whoever opens the database runs what is left of
-- them, so that a load that was cut off leaves none missing. The counterpart is
-- migrations/sqlite/0026_deferred.sql.

-- +goose Up
CREATE TABLE deferred (
    name      text PRIMARY KEY,
    statement text NOT NULL
);

-- +goose Down
DROP TABLE deferred;
