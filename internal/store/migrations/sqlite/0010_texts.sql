-- The texts of sources, which prove what is cited of them, and are shown only to
-- those who have a token. `body` is null where the copy has been forgotten: what
-- was lost in it stays lost. And the spans that records cite, with the version of the
-- source that they are of: its digest. The counterpart is
-- migrations/postgres/0010_texts.sql.

-- +goose Up
CREATE TABLE source_texts (
    source INTEGER PRIMARY KEY REFERENCES sources (n),
    digest TEXT NOT NULL,
    body TEXT
) STRICT;

CREATE TABLE cited_spans (
    resource TEXT NOT NULL,
    record INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (n),
    version TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (resource, record, source, version, start_at, end_at)
) STRICT;
CREATE INDEX cited_spans_by_span ON cited_spans (source, start_at, end_at, version, sha256);
INSERT OR IGNORE INTO cited_spans SELECT 'event', d.n, s.n, coalesce(json_extract(s.doc, '$.digest'), ''), json_extract(c.value, '$.start'), json_extract(c.value, '$.end'), json_extract(c.value, '$.sha256')
    FROM events d, json_each(d.doc, '$.citations') c JOIN sources s ON s.id = json_extract(c.value, '$.source') WHERE json_extract(c.value, '$.end') > 0;
INSERT OR IGNORE INTO cited_spans SELECT 'quote', d.n, s.n, coalesce(json_extract(s.doc, '$.digest'), ''), json_extract(c.value, '$.start'), json_extract(c.value, '$.end'), json_extract(c.value, '$.sha256')
    FROM quotes d, json_each(d.doc, '$.citations') c JOIN sources s ON s.id = json_extract(c.value, '$.source') WHERE json_extract(c.value, '$.end') > 0;
INSERT OR IGNORE INTO cited_spans SELECT 'source', d.n, s.n, coalesce(json_extract(s.doc, '$.digest'), ''), json_extract(c.value, '$.start'), json_extract(c.value, '$.end'), json_extract(c.value, '$.sha256')
    FROM sources d, json_each(d.doc, '$.not_factual') c JOIN sources s ON s.id = json_extract(c.value, '$.source') WHERE json_extract(c.value, '$.end') > 0;
INSERT OR IGNORE INTO cited_spans SELECT 'source', d.n, s.n, coalesce(json_extract(s.doc, '$.digest'), ''), json_extract(c.value, '$.start'), json_extract(c.value, '$.end'), json_extract(c.value, '$.sha256')
    FROM sources d, json_each(d.doc, '$.notes') m, json_each(m.value, '$.citations') c JOIN sources s ON s.id = json_extract(c.value, '$.source') WHERE json_extract(c.value, '$.end') > 0;

-- +goose Down
DROP TABLE cited_spans;
DROP TABLE source_texts;
