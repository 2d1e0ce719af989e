-- The order of a story: what is known by its end alone stands before the day on
-- which that lies. These indexes hold such events and nothing else, by that day;
-- internal/store/story_order.go spells the expression and the condition the same (with
-- + 0, so that no index by date seems as good to SQLite).
-- The counterpart is migrations/sqlite/0014_story_order.sql.

-- +goose Up
CREATE INDEX events_by_end ON events ((latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), n, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX events_by_type_and_end ON events (type, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), n, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX events_by_story_and_end ON events (story, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), n, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_actors_by_end ON event_actors (actor, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_places_by_end ON event_places (place, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_places_by_roles_and_end ON event_places (roles, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state, place, public_roles) WHERE roles <> 0 AND earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_topics_by_end ON event_topics (topic, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_sources_by_end ON event_sources (source, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_speakers_by_end ON event_speakers (speaker, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_codes_by_end ON event_codes (code, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_external_ids_by_end ON event_external_ids (external_id, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX event_countries_by_end ON event_countries (country, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), event, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;
CREATE INDEX events_by_basis_and_end ON events (basis, (latest - 1 - ((latest - 1) % 86400 + 86400) % 86400), n, state) WHERE earliest + 0 = -9223372036854775807 AND latest < 9223372036854775807;

-- +goose Down
DROP INDEX events_by_basis_and_end;
DROP INDEX event_countries_by_end;
DROP INDEX event_external_ids_by_end;
DROP INDEX event_codes_by_end;
DROP INDEX event_speakers_by_end;
DROP INDEX event_sources_by_end;
DROP INDEX event_topics_by_end;
DROP INDEX event_places_by_roles_and_end;
DROP INDEX event_places_by_end;
DROP INDEX event_actors_by_end;
DROP INDEX events_by_story_and_end;
DROP INDEX events_by_type_and_end;
DROP INDEX events_by_end;
