-- What is private leads nobody on: the version of what anybody may see beside
-- that of all data, and of each link whether it is there by way of public records
-- alone. The counterpart is migrations/sqlite/0009_public.sql.
--
-- `public_seq` is the last change that showed, and `public_since` of an event the
-- one that made it what anybody may see of it. `public` of a link that leads
-- through others is 1 where all of these are public, and `public_roles` are those
-- roles of `all_roles` that are held directly or by such links.

-- +goose Up
ALTER TABLE meta ADD COLUMN public_seq bigint NOT NULL DEFAULT 0;
ALTER TABLE meta ADD COLUMN public_changed_at bigint NOT NULL DEFAULT 0;
UPDATE meta SET public_seq = seq, public_changed_at = changed_at;

ALTER TABLE events ADD COLUMN public_since bigint NOT NULL DEFAULT 0;
ALTER TABLE events_past ADD COLUMN public_since bigint NOT NULL DEFAULT 0;
UPDATE events SET public_since = since;
UPDATE events_past SET public_since = since;
CREATE INDEX events_by_public_since ON events (public_since);

ALTER TABLE actor_affiliations ADD COLUMN public bigint NOT NULL DEFAULT 1 CHECK (public IN (0, 1));
ALTER TABLE actor_affiliations_past ADD COLUMN public bigint NOT NULL DEFAULT 1;
ALTER TABLE place_ancestors ADD COLUMN public bigint NOT NULL DEFAULT 1 CHECK (public IN (0, 1));
ALTER TABLE place_ancestors_past ADD COLUMN public bigint NOT NULL DEFAULT 1;
ALTER TABLE event_actors ADD COLUMN public_roles bigint NOT NULL DEFAULT 0;
ALTER TABLE event_actors_past ADD COLUMN public_roles bigint NOT NULL DEFAULT 0;
ALTER TABLE event_places ADD COLUMN public_roles bigint NOT NULL DEFAULT 0;
ALTER TABLE event_places_past ADD COLUMN public_roles bigint NOT NULL DEFAULT 0;

-- A link with somebody private between its ends counts as private, even where
-- there is another way: which of them a row stands for is not written down.
UPDATE actor_affiliations SET public = 0 WHERE EXISTS (SELECT 1 FROM actors p
    JOIN actor_affiliations a ON a.body = p.n JOIN actor_affiliations b ON b.actor = p.n
    WHERE p.public = 0 AND a.actor = actor_affiliations.actor AND b.body = actor_affiliations.body);
UPDATE actor_affiliations_past SET public = 0 WHERE EXISTS (SELECT 1 FROM actors p
    JOIN actor_affiliations_past a ON a.body = p.n JOIN actor_affiliations_past b ON b.actor = p.n
    WHERE p.public = 0 AND a.actor = actor_affiliations_past.actor AND b.body = actor_affiliations_past.body);
UPDATE place_ancestors SET public = 0 WHERE EXISTS (SELECT 1 FROM places p
    JOIN place_ancestors a ON a.ancestor = p.n JOIN place_ancestors b ON b.place = p.n
    WHERE p.public = 0 AND a.place = place_ancestors.place AND b.ancestor = place_ancestors.ancestor);
UPDATE place_ancestors_past SET public = 0 WHERE EXISTS (SELECT 1 FROM places p
    JOIN place_ancestors_past a ON a.ancestor = p.n JOIN place_ancestors_past b ON b.place = p.n
    WHERE p.public = 0 AND a.place = place_ancestors_past.place AND b.ancestor = place_ancestors_past.ancestor);
UPDATE event_actors SET public_roles = all_roles;
UPDATE event_actors SET public_roles = roles | coalesce((SELECT max(p.roles & 1) + max(p.roles & 2) + max(p.roles & 4) + max(p.roles & 8) + max(p.roles & 16) + max(p.roles & 32) + max(p.roles & 64)
    FROM event_actors p JOIN actor_affiliations a ON a.actor = p.actor AND a.body = event_actors.actor
    WHERE p.event = event_actors.event AND p.roles <> 0 AND a.public = 1 AND a.earliest < event_actors.latest AND event_actors.earliest < a.latest), 0)
    WHERE all_roles <> roles AND actor IN (SELECT body FROM actor_affiliations WHERE public = 0);
UPDATE event_actors_past SET public_roles = CASE WHEN actor IN (SELECT body FROM actor_affiliations WHERE public = 0 UNION SELECT body FROM actor_affiliations_past WHERE public = 0) THEN roles ELSE all_roles END;
UPDATE event_places SET public_roles = all_roles;
UPDATE event_places SET public_roles = roles | coalesce((SELECT max(p.roles & 1) + max(p.roles & 2) + max(p.roles & 4) + max(p.roles & 8) + max(p.roles & 16) + max(p.roles & 32) + max(p.roles & 64)
    FROM event_places p JOIN place_ancestors a ON a.place = p.place AND a.ancestor = event_places.place
    WHERE p.event = event_places.event AND p.roles <> 0 AND a.public = 1), 0)
    WHERE all_roles <> roles AND place IN (SELECT ancestor FROM place_ancestors WHERE public = 0);
UPDATE event_places_past SET public_roles = CASE WHEN place IN (SELECT ancestor FROM place_ancestors WHERE public = 0 UNION SELECT ancestor FROM place_ancestors_past WHERE public = 0) THEN roles ELSE all_roles END;

DROP INDEX event_actors_by_event;
CREATE INDEX event_actors_by_event ON event_actors (event, actor, roles, public_roles, all_roles);
DROP INDEX event_actors_recorded;
CREATE INDEX event_actors_recorded ON event_actors (actor, event, latest, state, roles, public_roles, all_roles);
DROP INDEX event_places_by_event;
CREATE INDEX event_places_by_event ON event_places (event, place, roles, public_roles);
DROP INDEX event_places_recorded;
CREATE INDEX event_places_recorded ON event_places (place, event, latest, state, public_roles);

-- +goose Down
DROP INDEX event_places_recorded;
CREATE INDEX event_places_recorded ON event_places (place, event, latest, state);
DROP INDEX event_places_by_event;
CREATE INDEX event_places_by_event ON event_places (event, place, roles);
DROP INDEX event_actors_recorded;
CREATE INDEX event_actors_recorded ON event_actors (actor, event, latest, state, roles, all_roles);
DROP INDEX event_actors_by_event;
CREATE INDEX event_actors_by_event ON event_actors (event, actor, roles, all_roles);
ALTER TABLE event_places_past DROP COLUMN public_roles;
ALTER TABLE event_places DROP COLUMN public_roles;
ALTER TABLE event_actors_past DROP COLUMN public_roles;
ALTER TABLE event_actors DROP COLUMN public_roles;
ALTER TABLE place_ancestors_past DROP COLUMN public;
ALTER TABLE place_ancestors DROP COLUMN public;
ALTER TABLE actor_affiliations_past DROP COLUMN public;
ALTER TABLE actor_affiliations DROP COLUMN public;
DROP INDEX events_by_public_since;
ALTER TABLE events_past DROP COLUMN public_since;
ALTER TABLE events DROP COLUMN public_since;
ALTER TABLE meta DROP COLUMN public_changed_at;
ALTER TABLE meta DROP COLUMN public_seq;
