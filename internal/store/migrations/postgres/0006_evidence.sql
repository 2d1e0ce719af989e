-- Grades of evidence. What was cited so far is spans with digests: placed. A
-- document has "start" as a name alone: within a text its quotation marks are
-- escaped. `evidence` is the best grade among a record's own citations. The
-- counterpart is migrations/sqlite/0006_evidence.sql.

-- +goose Up
UPDATE sources SET doc = replace(doc, '"start":', '"grade":"placed","start":');
UPDATE sources_past SET doc = replace(doc, '"start":', '"grade":"placed","start":');
UPDATE events SET doc = replace(doc, '"start":', '"grade":"placed","start":');
UPDATE events_past SET doc = replace(doc, '"start":', '"grade":"placed","start":');
UPDATE quotes SET doc = replace(doc, '"start":', '"grade":"placed","start":');
UPDATE quotes_past SET doc = replace(doc, '"start":', '"grade":"placed","start":');

ALTER TABLE events ADD COLUMN evidence text NOT NULL DEFAULT 'none';
UPDATE events SET evidence = 'placed' WHERE json_array_length(doc::json -> 'citations') > 0;
ALTER TABLE events_past ADD COLUMN evidence text NOT NULL DEFAULT 'none';
UPDATE events_past SET evidence = 'placed' WHERE json_array_length(doc::json -> 'citations') > 0;
ALTER TABLE quotes ADD COLUMN evidence text NOT NULL DEFAULT 'none';
UPDATE quotes SET evidence = 'placed' WHERE json_array_length(doc::json -> 'citations') > 0;
ALTER TABLE quotes_past ADD COLUMN evidence text NOT NULL DEFAULT 'none';
UPDATE quotes_past SET evidence = 'placed' WHERE json_array_length(doc::json -> 'citations') > 0;

-- +goose Down
ALTER TABLE quotes_past DROP COLUMN evidence;
ALTER TABLE quotes DROP COLUMN evidence;
ALTER TABLE events_past DROP COLUMN evidence;
ALTER TABLE events DROP COLUMN evidence;
UPDATE sources SET doc = replace(doc, '"grade":"placed",', '');
UPDATE sources_past SET doc = replace(doc, '"grade":"placed",', '');
UPDATE events SET doc = replace(doc, '"grade":"placed",', '');
UPDATE events_past SET doc = replace(doc, '"grade":"placed",', '');
UPDATE quotes SET doc = replace(doc, '"grade":"placed",', '');
UPDATE quotes_past SET doc = replace(doc, '"grade":"placed",', '');
