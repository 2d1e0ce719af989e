-- What queries ask of events: who speaks in their quotes, the codes and external
-- ids that they have, the countries of their places, and what their date rests on. The
-- counterpart is migrations/sqlite/0011_filters.sql.

-- +goose Up
ALTER TABLE events ADD COLUMN basis text NOT NULL DEFAULT 'unknown';
ALTER TABLE events_past ADD COLUMN basis text NOT NULL DEFAULT 'unknown';
UPDATE events SET basis = CAST(doc AS jsonb) -> 'date' ->> 'basis';
UPDATE events_past SET basis = CAST(doc AS jsonb) -> 'date' ->> 'basis';
DROP INDEX events_by_date;
CREATE INDEX events_by_date ON events (earliest, n, latest, latest_start, earliest_end, state, story, type, status, verification, evidence, basis, updated_at);
CREATE INDEX events_by_basis ON events (basis, earliest, n, latest, latest_start, earliest_end, state);
CREATE INDEX events_by_basis_recorded ON events (basis, n, state);
DROP INDEX event_places_by_event;
CREATE INDEX event_places_by_event ON event_places (event, place, roles, public_roles, all_roles);
CREATE INDEX event_places_by_roles ON event_places (roles, earliest, event, latest, latest_start, earliest_end, state, public_roles) WHERE roles <> 0;
CREATE INDEX event_places_by_roles_recorded ON event_places (roles, event, latest, state, public_roles) WHERE roles <> 0;

CREATE TABLE event_speakers (
    speaker bigint NOT NULL REFERENCES actors (n),
    earliest bigint NOT NULL,
    event bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    PRIMARY KEY (speaker, earliest, event)
);
CREATE INDEX event_speakers_by_event ON event_speakers (event, speaker);
CREATE INDEX event_speakers_recorded ON event_speakers (speaker, event, latest, state);
CREATE TABLE event_speakers_past (
    speaker bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE INDEX event_speakers_past_by_speaker ON event_speakers_past (speaker, until);
CREATE INDEX event_speakers_past_by_event ON event_speakers_past (event, until);

CREATE TABLE event_codes (
    code text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    PRIMARY KEY (code, earliest, event)
);
CREATE INDEX event_codes_by_event ON event_codes (event, code);
CREATE INDEX event_codes_recorded ON event_codes (code, event, latest, state);
CREATE TABLE event_codes_past (
    code text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE INDEX event_codes_past_by_code ON event_codes_past (code, until);
CREATE INDEX event_codes_past_by_event ON event_codes_past (event, until);

CREATE TABLE event_external_ids (
    external_id text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    PRIMARY KEY (external_id, earliest, event)
);
CREATE INDEX event_external_ids_by_event ON event_external_ids (event, external_id);
CREATE INDEX event_external_ids_recorded ON event_external_ids (external_id, event, latest, state);
CREATE TABLE event_external_ids_past (
    external_id text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE INDEX event_external_ids_past_by_external_id ON event_external_ids_past (external_id, until);
CREATE INDEX event_external_ids_past_by_event ON event_external_ids_past (event, until);

CREATE TABLE event_countries (
    country text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    PRIMARY KEY (country, earliest, event)
);
CREATE INDEX event_countries_by_event ON event_countries (event, country);
CREATE INDEX event_countries_recorded ON event_countries (country, event, latest, state);
CREATE TABLE event_countries_past (
    country text COLLATE "C" NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    latest_start bigint NOT NULL,
    earliest_end bigint NOT NULL,
    state bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE INDEX event_countries_past_by_country ON event_countries_past (country, until);
CREATE INDEX event_countries_past_by_event ON event_countries_past (event, until);

-- A place that got another country changed no links so far, and does now: those of
-- its events are as they are since then, and were the same before.
CREATE TABLE newly_linked AS SELECT e.n, e.linked, e.since FROM events e WHERE EXISTS (SELECT 1 FROM events_past p
    WHERE p.n = e.n AND p.until > e.linked AND (SELECT string_agg(coalesce(v.value ->> 'country', ''), ',' ORDER BY v.ordinality) FROM jsonb_array_elements(CAST(p.doc AS jsonb) -> 'places') WITH ORDINALITY v)
        <> (SELECT string_agg(coalesce(v.value ->> 'country', ''), ',' ORDER BY v.ordinality) FROM jsonb_array_elements(CAST(e.doc AS jsonb) -> 'places') WITH ORDINALITY v));
INSERT INTO event_actors_past (actor, earliest, event, latest, latest_start, earliest_end, state, roles, public_roles, all_roles, since, until)
    SELECT x.actor, x.earliest, x.event, x.latest, x.latest_start, x.earliest_end, x.state, x.roles, x.public_roles, x.all_roles, m.linked, m.since FROM event_actors x JOIN newly_linked m ON m.n = x.event;
INSERT INTO event_places_past (place, earliest, event, latest, latest_start, earliest_end, state, roles, public_roles, all_roles, since, until)
    SELECT x.place, x.earliest, x.event, x.latest, x.latest_start, x.earliest_end, x.state, x.roles, x.public_roles, x.all_roles, m.linked, m.since FROM event_places x JOIN newly_linked m ON m.n = x.event;
INSERT INTO event_topics_past (topic, earliest, event, latest, latest_start, earliest_end, state, since, until)
    SELECT x.topic, x.earliest, x.event, x.latest, x.latest_start, x.earliest_end, x.state, m.linked, m.since FROM event_topics x JOIN newly_linked m ON m.n = x.event;
INSERT INTO event_sources_past (source, earliest, event, latest, latest_start, earliest_end, state, since, until)
    SELECT x.source, x.earliest, x.event, x.latest, x.latest_start, x.earliest_end, x.state, m.linked, m.since FROM event_sources x JOIN newly_linked m ON m.n = x.event;
UPDATE events SET linked = since WHERE n IN (SELECT n FROM newly_linked);
DROP TABLE newly_linked;

INSERT INTO event_speakers (speaker, earliest, event, latest, latest_start, earliest_end, state)
    SELECT DISTINCT a.n, d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state FROM events d CROSS JOIN jsonb_array_elements(CAST(d.doc AS jsonb) -> 'quotes') v JOIN actors a ON a.id = v.value ->> 'speaker';
INSERT INTO event_speakers_past (speaker, earliest, event, latest, latest_start, earliest_end, state, since, until)
    SELECT DISTINCT a.n, d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state, d.since, d.until FROM events_past d JOIN events o ON o.n = d.n AND d.until <= o.linked CROSS JOIN jsonb_array_elements(CAST(d.doc AS jsonb) -> 'quotes') v JOIN actors a ON a.id = v.value ->> 'speaker';
INSERT INTO event_codes (code, earliest, event, latest, latest_start, earliest_end, state)
    SELECT DISTINCT v.value, d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state FROM events d CROSS JOIN jsonb_array_elements_text(CAST(d.doc AS jsonb) -> 'codes') v;
INSERT INTO event_codes_past (code, earliest, event, latest, latest_start, earliest_end, state, since, until)
    SELECT DISTINCT v.value, d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state, d.since, d.until FROM events_past d JOIN events o ON o.n = d.n AND d.until <= o.linked CROSS JOIN jsonb_array_elements_text(CAST(d.doc AS jsonb) -> 'codes') v;
INSERT INTO event_external_ids (external_id, earliest, event, latest, latest_start, earliest_end, state)
    SELECT DISTINCT v.value, d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state FROM events d CROSS JOIN jsonb_array_elements_text(CAST(d.doc AS jsonb) -> 'external_ids') v;
INSERT INTO event_external_ids_past (external_id, earliest, event, latest, latest_start, earliest_end, state, since, until)
    SELECT DISTINCT v.value, d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state, d.since, d.until FROM events_past d JOIN events o ON o.n = d.n AND d.until <= o.linked CROSS JOIN jsonb_array_elements_text(CAST(d.doc AS jsonb) -> 'external_ids') v;
INSERT INTO event_countries (country, earliest, event, latest, latest_start, earliest_end, state)
    SELECT DISTINCT v.value ->> 'country', d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state FROM events d CROSS JOIN jsonb_array_elements(CAST(d.doc AS jsonb) -> 'places') v WHERE v.value ->> 'country' <> '';
INSERT INTO event_countries_past (country, earliest, event, latest, latest_start, earliest_end, state, since, until)
    SELECT DISTINCT v.value ->> 'country', d.earliest, d.n, d.latest, d.latest_start, d.earliest_end, d.state, d.since, d.until FROM events_past d JOIN events o ON o.n = d.n AND d.until <= o.linked CROSS JOIN jsonb_array_elements(CAST(d.doc AS jsonb) -> 'places') v WHERE v.value ->> 'country' <> '';

-- +goose Down
DROP TABLE event_countries_past;
DROP TABLE event_countries;
DROP TABLE event_external_ids_past;
DROP TABLE event_external_ids;
DROP TABLE event_codes_past;
DROP TABLE event_codes;
DROP TABLE event_speakers_past;
DROP TABLE event_speakers;
DROP INDEX event_places_by_roles_recorded;
DROP INDEX event_places_by_roles;
DROP INDEX event_places_by_event;
CREATE INDEX event_places_by_event ON event_places (event, place, roles, public_roles);
DROP INDEX events_by_basis_recorded;
DROP INDEX events_by_basis;
DROP INDEX events_by_date;
CREATE INDEX events_by_date ON events (earliest, n, latest, latest_start, earliest_end, state, story, type, status, verification, updated_at);
ALTER TABLE events_past DROP COLUMN basis;
ALTER TABLE events DROP COLUMN basis;
