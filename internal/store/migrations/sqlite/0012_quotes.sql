-- What queries ask of quotes: their kind, their event, and the order in which they
-- were recorded. The counterpart is migrations/postgres/0012_quotes.sql.

-- +goose Up
ALTER TABLE quotes ADD COLUMN kind TEXT NOT NULL DEFAULT 'direct';
UPDATE quotes SET kind = json_extract(doc, '$.kind');
ALTER TABLE quotes_past ADD COLUMN kind TEXT NOT NULL DEFAULT 'direct';
UPDATE quotes_past SET kind = json_extract(doc, '$.kind');

DROP INDEX quotes_by_date;
CREATE INDEX quotes_by_date ON quotes (earliest, n, latest, latest_start, earliest_end, state, story, event, kind, evidence, updated_at);
-- In the order of recording an event's quotes are in quotes_by_event.
CREATE INDEX quotes_by_event_date ON quotes (event, earliest, n, latest, latest_start, earliest_end, state);
CREATE INDEX quotes_by_story_recorded ON quotes (story, n, state);
CREATE INDEX quote_actors_recorded ON quote_actors (actor, quote, latest, state, roles);

-- +goose Down
DROP INDEX quote_actors_recorded;
DROP INDEX quotes_by_story_recorded;
DROP INDEX quotes_by_event_date;
DROP INDEX quotes_by_date;
CREATE INDEX quotes_by_date ON quotes (earliest, n, latest, latest_start, earliest_end, state, story);
ALTER TABLE quotes_past DROP COLUMN kind;
ALTER TABLE quotes DROP COLUMN kind;
