-- The texts of sources, which prove what is cited of them, and are shown only to
-- those who have a token. `body` is null where the copy has been forgotten: what
-- was lost in it stays lost. And the spans that records cite, with the version of the
-- source that they are of: its digest. The counterpart is
-- migrations/sqlite/0010_texts.sql.

-- +goose Up
CREATE TABLE source_texts (
    source bigint PRIMARY KEY REFERENCES sources (n),
    digest text NOT NULL,
    body text
);

CREATE TABLE cited_spans (
    resource text COLLATE "C" NOT NULL,
    record bigint NOT NULL,
    source bigint NOT NULL REFERENCES sources (n),
    version text COLLATE "C" NOT NULL,
    start_at bigint NOT NULL,
    end_at bigint NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    PRIMARY KEY (resource, record, source, version, start_at, end_at)
);
CREATE INDEX cited_spans_by_span ON cited_spans (source, start_at, end_at, version, sha256);
INSERT INTO cited_spans SELECT 'event', d.n, s.n, coalesce(CAST(s.doc AS jsonb) ->> 'digest', ''), CAST(c.value ->> 'start' AS bigint), CAST(c.value ->> 'end' AS bigint), c.value ->> 'sha256'
    FROM events d CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(CAST(d.doc AS jsonb) -> 'citations') WHEN 'array' THEN CAST(d.doc AS jsonb) -> 'citations' ELSE '[]' END) AS c(value) JOIN sources s ON s.id = c.value ->> 'source' WHERE CAST(c.value ->> 'end' AS bigint) > 0 ON CONFLICT DO NOTHING;
INSERT INTO cited_spans SELECT 'quote', d.n, s.n, coalesce(CAST(s.doc AS jsonb) ->> 'digest', ''), CAST(c.value ->> 'start' AS bigint), CAST(c.value ->> 'end' AS bigint), c.value ->> 'sha256'
    FROM quotes d CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(CAST(d.doc AS jsonb) -> 'citations') WHEN 'array' THEN CAST(d.doc AS jsonb) -> 'citations' ELSE '[]' END) AS c(value) JOIN sources s ON s.id = c.value ->> 'source' WHERE CAST(c.value ->> 'end' AS bigint) > 0 ON CONFLICT DO NOTHING;
INSERT INTO cited_spans SELECT 'source', d.n, s.n, coalesce(CAST(s.doc AS jsonb) ->> 'digest', ''), CAST(c.value ->> 'start' AS bigint), CAST(c.value ->> 'end' AS bigint), c.value ->> 'sha256'
    FROM sources d CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(CAST(d.doc AS jsonb) -> 'not_factual') WHEN 'array' THEN CAST(d.doc AS jsonb) -> 'not_factual' ELSE '[]' END) AS c(value) JOIN sources s ON s.id = c.value ->> 'source' WHERE CAST(c.value ->> 'end' AS bigint) > 0 ON CONFLICT DO NOTHING;
INSERT INTO cited_spans SELECT 'source', d.n, s.n, coalesce(CAST(s.doc AS jsonb) ->> 'digest', ''), CAST(c.value ->> 'start' AS bigint), CAST(c.value ->> 'end' AS bigint), c.value ->> 'sha256'
    FROM sources d CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(CAST(d.doc AS jsonb) -> 'notes') WHEN 'array' THEN CAST(d.doc AS jsonb) -> 'notes' ELSE '[]' END) AS m(value) CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(m.value -> 'citations') WHEN 'array' THEN m.value -> 'citations' ELSE '[]' END) AS c(value) JOIN sources s ON s.id = c.value ->> 'source' WHERE CAST(c.value ->> 'end' AS bigint) > 0 ON CONFLICT DO NOTHING;

-- +goose Down
DROP TABLE cited_spans;
DROP TABLE source_texts;
