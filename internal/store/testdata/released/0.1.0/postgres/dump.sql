SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.actor_affiliations (
    actor bigint NOT NULL,
    body bigint NOT NULL,
    earliest bigint NOT NULL,
    latest bigint NOT NULL,
    since bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.actor_affiliations_past (
    actor bigint NOT NULL,
    body bigint NOT NULL,
    earliest bigint NOT NULL,
    latest bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.actors (
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    country text NOT NULL COLLATE pg_catalog."C",
    public bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    doc text NOT NULL,
    since bigint DEFAULT 0 NOT NULL,
    retracted bigint DEFAULT 0 NOT NULL,
    CONSTRAINT actors_public_check CHECK ((public = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT actors_retracted_check CHECK ((retracted = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE public.actors_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
CREATE TABLE public.actors_past (
    v bigint NOT NULL,
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    country text NOT NULL COLLATE pg_catalog."C",
    public bigint NOT NULL,
    retracted bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL,
    doc text NOT NULL
);
CREATE TABLE public.actors_past_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE public.actors_past ALTER COLUMN v ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.actors_past_v_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.changes (
    seq bigint NOT NULL,
    at bigint NOT NULL,
    entity text NOT NULL COLLATE pg_catalog."C",
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    story bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    public bigint NOT NULL,
    CONSTRAINT changes_action_check CHECK ((action = ANY (ARRAY['create'::text, 'update'::text, 'retract'::text]))),
    CONSTRAINT changes_entity_check CHECK ((entity = ANY (ARRAY['story'::text, 'source'::text, 'actor'::text, 'place'::text, 'event'::text, 'quote'::text]))),
    CONSTRAINT changes_public_check CHECK ((public = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE public.event_actors (
    actor bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    roles bigint NOT NULL,
    all_roles bigint NOT NULL
);
CREATE TABLE public.event_actors_past (
    actor bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    roles bigint NOT NULL,
    all_roles bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.event_places (
    place bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    roles bigint NOT NULL,
    all_roles bigint NOT NULL
);
CREATE TABLE public.event_places_past (
    place bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    roles bigint NOT NULL,
    all_roles bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.event_relations (
    target text NOT NULL COLLATE pg_catalog."C",
    event bigint NOT NULL
);
CREATE TABLE public.event_sources (
    source bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL
);
CREATE TABLE public.event_sources_past (
    source bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.event_topics (
    topic bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL
);
CREATE TABLE public.event_topics_past (
    topic bigint NOT NULL,
    earliest bigint NOT NULL,
    event bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.events (
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    story bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    verification text NOT NULL COLLATE pg_catalog."C",
    earliest bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    doc text NOT NULL,
    since bigint DEFAULT 0 NOT NULL,
    linked bigint DEFAULT 0 NOT NULL,
    CONSTRAINT events_state_check CHECK (((state >= 0) AND (state <= 3)))
);
CREATE TABLE public.events_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
CREATE TABLE public.events_past (
    v bigint NOT NULL,
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    story bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    verification text NOT NULL COLLATE pg_catalog."C",
    earliest bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL,
    doc text NOT NULL
);
CREATE TABLE public.events_past_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE public.events_past ALTER COLUMN v ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_past_v_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.idempotency_keys (
    token bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    answer text NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.meta (
    only_row bigint NOT NULL,
    seq bigint NOT NULL,
    changed_at bigint NOT NULL,
    cursor_key bytea NOT NULL,
    CONSTRAINT meta_only_row_check CHECK ((only_row = 1))
);
CREATE TABLE public.place_ancestors (
    place bigint NOT NULL,
    ancestor bigint NOT NULL,
    since bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.place_ancestors_past (
    place bigint NOT NULL,
    ancestor bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.places (
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    country text NOT NULL COLLATE pg_catalog."C",
    lat double precision,
    lon double precision,
    x double precision,
    y double precision,
    z double precision,
    public bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    doc text NOT NULL,
    since bigint DEFAULT 0 NOT NULL,
    retracted bigint DEFAULT 0 NOT NULL,
    CONSTRAINT places_public_check CHECK ((public = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT places_retracted_check CHECK ((retracted = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE public.places_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
CREATE TABLE public.places_past (
    v bigint NOT NULL,
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    country text NOT NULL COLLATE pg_catalog."C",
    lat double precision,
    lon double precision,
    x double precision,
    y double precision,
    z double precision,
    public bigint NOT NULL,
    retracted bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL,
    doc text NOT NULL
);
CREATE TABLE public.places_past_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE public.places_past ALTER COLUMN v ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.places_past_v_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quote_actors (
    actor bigint NOT NULL,
    earliest bigint NOT NULL,
    quote bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    roles bigint NOT NULL
);
CREATE TABLE public.quote_actors_past (
    actor bigint NOT NULL,
    earliest bigint NOT NULL,
    quote bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    roles bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.quotes (
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    event bigint NOT NULL,
    story bigint NOT NULL,
    earliest bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    doc text NOT NULL,
    since bigint DEFAULT 0 NOT NULL,
    CONSTRAINT quotes_state_check CHECK (((state >= 0) AND (state <= 3)))
);
CREATE TABLE public.quotes_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
CREATE TABLE public.quotes_past (
    v bigint NOT NULL,
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    event bigint NOT NULL,
    story bigint NOT NULL,
    earliest bigint NOT NULL,
    latest bigint NOT NULL,
    state bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL,
    doc text NOT NULL
);
CREATE TABLE public.quotes_past_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE public.quotes_past ALTER COLUMN v ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.quotes_past_v_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.schema_versions (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.schema_versions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schema_versions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sources (
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    public bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    doc text NOT NULL,
    since bigint DEFAULT 0 NOT NULL,
    retracted bigint DEFAULT 0 NOT NULL,
    CONSTRAINT sources_public_check CHECK ((public = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT sources_retracted_check CHECK ((retracted = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE public.sources_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
CREATE TABLE public.sources_past (
    v bigint NOT NULL,
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    public bigint NOT NULL,
    retracted bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL,
    doc text NOT NULL
);
CREATE TABLE public.sources_past_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE public.sources_past ALTER COLUMN v ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sources_past_v_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.stories (
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    public bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    doc text NOT NULL,
    since bigint DEFAULT 0 NOT NULL,
    retracted bigint DEFAULT 0 NOT NULL,
    CONSTRAINT stories_public_check CHECK ((public = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT stories_retracted_check CHECK ((retracted = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE public.stories_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
CREATE TABLE public.stories_past (
    v bigint NOT NULL,
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    sort_name text NOT NULL COLLATE pg_catalog."C",
    public bigint NOT NULL,
    retracted bigint NOT NULL,
    revision bigint NOT NULL,
    recorded_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    touched bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL,
    doc text NOT NULL
);
CREATE TABLE public.stories_past_fts (
    rowid bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE public.stories_past ALTER COLUMN v ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.stories_past_v_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.story_actors (
    story bigint NOT NULL,
    actor bigint NOT NULL,
    "position" bigint NOT NULL,
    since bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.story_places (
    story bigint NOT NULL,
    place bigint NOT NULL,
    "position" bigint NOT NULL,
    since bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.story_sources (
    story bigint NOT NULL,
    source bigint NOT NULL,
    "position" bigint NOT NULL,
    since bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.story_topics (
    story bigint NOT NULL,
    topic bigint NOT NULL,
    since bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.story_topics_past (
    story bigint NOT NULL,
    topic bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.tokens (
    n bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    hash bytea NOT NULL,
    scope text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    revoked_at bigint NOT NULL,
    CONSTRAINT tokens_scope_check CHECK ((scope = ANY (ARRAY['read'::text, 'write'::text, 'admin'::text])))
);
ALTER TABLE public.tokens ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tokens_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.topics (
    n bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
INSERT INTO public.actor_affiliations VALUES
	(3, 7, -9223372036854775808, 9223372036854775807, 33),
	(3, 9, -9223372036854775808, 9223372036854775807, 33),
	(4, 6, -9223372036854775808, 9223372036854775807, 33),
	(4, 9, -9223372036854775808, 9223372036854775807, 33),
	(5, 11, -9223372036854775808, 9223372036854775807, 33),
	(6, 9, -9223372036854775808, 9223372036854775807, 33),
	(7, 9, -9223372036854775808, 9223372036854775807, 33),
	(8, 9, -9223372036854775808, 9223372036854775807, 33),
	(10, 11, -9223372036854775808, 9223372036854775807, 33),
	(13, 12, -9223372036854775808, 9223372036854775807, 33),
	(15, 14, -9223372036854775808, 9223372036854775807, 33),
	(1, 10, -9223372036854775808, 9223372036854775807, 93),
	(1, 11, -9223372036854775808, 9223372036854775807, 93);
INSERT INTO public.actor_affiliations_past VALUES
	(2, 6, -9223372036854775808, 9223372036854775807, 33, 88),
	(2, 9, -9223372036854775808, 9223372036854775807, 33, 88),
	(1, 10, -9223372036854775808, 9223372036854775807, 33, 93),
	(1, 11, -9223372036854775808, 9223372036854775807, 33, 93);
INSERT INTO public.actors VALUES
	(3, 'john-ratcliffe', 'john ratcliffe', 'person', 'US', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"john-ratcliffe","name":"John Ratcliffe","kind":"person","aliases":["Ratcliffe"],"description":"Director of the CIA, who explains the US pauses.","offices":[{"title":"Director","organization":"central-intelligence-agency"}],"country":"US","affiliations":[{"actor":"central-intelligence-agency"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 5, 0),
	(4, 'donald-trump', 'donald trump', 'person', 'US', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"donald-trump","name":"Donald Trump","kind":"person","aliases":["Trump","Donald J. Trump","President Trump"],"description":"US president; the source also calls him a former president.","offices":[{"title":"President","organization":"united-states"}],"country":"US","affiliations":[{"actor":"trump-administration"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 6, 0),
	(5, 'volodymyr-zelensky', 'volodymyr zelensky', 'person', 'UA', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","aliases":["Zelensky","Volodymyr Zelenskyy","Volodymyr Zelenskiy","Zelenskyy","Zelenskiy","Володимир Зеленський"],"description":"President of Ukraine.","offices":[{"title":"President","organization":"ukraine"}],"country":"UA","affiliations":[{"actor":"ukraine"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 7, 0),
	(6, 'trump-administration', 'trump administration', 'government', 'US', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"trump-administration","name":"Trump administration","kind":"government","aliases":["White House"],"description":"The US government under Donald Trump, which suspended the aid and the intelligence cooperation.","offices":[],"country":"US","affiliations":[{"actor":"united-states"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 8, 0),
	(7, 'central-intelligence-agency', 'central intelligence agency', 'organization', 'US', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"central-intelligence-agency","name":"Central Intelligence Agency","kind":"organization","aliases":["CIA"],"description":"US intelligence agency that John Ratcliffe directs.","offices":[],"country":"US","affiliations":[{"actor":"united-states"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 9, 0),
	(8, 'us-officials', 'us officials', 'group', 'US', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"us-officials","name":"US officials","kind":"group","aliases":["U.S. officials"],"description":"Officials of the United States, neither named nor numbered by the source.","offices":[],"country":"US","affiliations":[{"actor":"united-states"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 10, 0),
	(9, 'united-states', 'united states', 'country', 'US', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"united-states","name":"United States","kind":"country","aliases":["US","U.S.","USA","United States of America"],"description":"In discussions with Ukraine on negotiating with Russia, and holding back support from Ukraine meanwhile.","offices":[],"country":"US","affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 11, 0),
	(10, 'presidential-office-of-ukraine', 'presidential office of ukraine', 'organization', 'UA', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"presidential-office-of-ukraine","name":"Presidential Office of Ukraine","kind":"organization","aliases":["Office of the President of Ukraine","Офіс Президента України"],"description":"The Ukrainian president’s office, headed by Andriy Yermak.","offices":[],"country":"UA","affiliations":[{"actor":"ukraine"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 12, 0),
	(11, 'ukraine', 'ukraine', 'country', 'UA', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"ukraine","name":"Ukraine","kind":"country","aliases":["Kyiv","Україна"],"description":"At war with Russia; the source also writes Kyiv for its leadership.","offices":[],"country":"UA","affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 13, 0),
	(12, 'russia', 'russia', 'country', 'RU', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"russia","name":"Russia","kind":"country","aliases":["Russian Federation","Россия"],"description":"At war with Ukraine; the other side in the negotiations planned.","offices":[],"country":"RU","affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 14, 0),
	(13, 'russian-forces', 'russian forces', 'group', 'RU', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"russian-forces","name":"Russian forces","kind":"group","aliases":[],"description":"Russia’s troops, whose withdrawal is a point for negotiation.","offices":[],"country":"RU","affiliations":[{"actor":"russia"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 15, 0),
	(14, 'nato', 'nato', 'alliance', '', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"nato","name":"NATO","kind":"alliance","aliases":["North Atlantic Treaty Organization","North Atlantic Alliance"],"description":"Alliance whose members react to the talks; the source reports nothing said by NATO itself.","offices":[],"affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 16, 0),
	(15, 'nato-allies', 'nato allies', 'group', '', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"nato-allies","name":"NATO allies","kind":"group","aliases":[],"description":"Member states of NATO, not named one by one.","offices":[],"affiliations":[{"actor":"nato"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 17, 0),
	(1, 'andriy-yermak', 'andrij jermak', 'person', 'UA', 1, 2, 1795982079482279, 1795982080104461, 0, '{"id":"andriy-yermak","name":"Andrij Jermak","kind":"person","aliases":["Andriy Yermak","Andrii Yermak","Андрій Єрмак"],"description":"Head of Ukraine’s Presidential Office; one of the two men on the call of 5 March 2025.","offices":[{"title":"Chief of the Presidential Office","organization":"presidential-office-of-ukraine"}],"country":"UA","affiliations":[{"actor":"presidential-office-of-ukraine"}],"revision":2,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:40.104461Z"}', 93, 0),
	(16, 'european-leaders', 'european leaders', 'group', '', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"european-leaders","name":"European leaders","kind":"group","aliases":[],"description":"Leaders in Europe, not named by the source.","offices":[],"affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 18, 0),
	(17, 'european-union', 'european union', 'organization', '', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"european-union","name":"European Union","kind":"organization","aliases":["EU"],"description":"Has not commented on making up for the US aid withheld.","offices":[],"affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 19, 0),
	(18, 'analysts', 'analysts', 'group', '', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"analysts","name":"Analysts","kind":"group","aliases":[],"description":"Unnamed analysts who comment on the suspension.","offices":[],"affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 20, 0),
	(19, 'kyiv-post', 'kyiv post', 'organization', '', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"kyiv-post","name":"Kyiv Post","kind":"organization","aliases":["KyivPost"],"description":"Publication to which the source credits its account of what the call was about.","offices":[],"affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 21, 0),
	(20, 'informant', 'an informant', 'person', '', 0, 1, 1795982079895131, 1795982079895131, 0, '{"id":"informant","name":"An informant","kind":"person","aliases":[],"offices":[],"affiliations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}', 86, 0),
	(2, 'mike-waltz', 'mike waltz', 'person', '', 1, 2, 1795982079482279, 1795982079895131, 0, '{"id":"mike-waltz","name":"Mike Waltz","kind":"person","aliases":[],"offices":[],"affiliations":[],"revision":2,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.895131Z"}', 87, 0);
INSERT INTO public.actors_fts VALUES
	(3, '''john'':1A ''ratcliffe'':2A,13B'),
	(4, '''donald'':1A,15B ''j'':16B ''president'':19B ''trump'':2A,13B,17B,20B ''¶'':14B,18B'),
	(5, '''volodymyr'':1A,15B,18B ''zelenskiy'':19B,23B ''zelensky'':2A,13B ''zelenskyy'':16B,21B ''¶'':14B,17B,20B,22B,24B ''володимир'':25B ''зеленськии'':26B'),
	(6, '''administration'':2A ''house'':14B ''trump'':1A ''white'':13B'),
	(7, '''agency'':3A ''central'':1A ''cia'':14B ''intelligence'':2A'),
	(8, '''officials'':2A,15B ''s'':14B ''u'':13B ''us'':1A'),
	(9, '''america'':23B ''of'':22B ''s'':16B ''states'':2A,21B ''u'':15B ''united'':1A,20B ''us'':13B ''usa'':18B ''¶'':14B,17B,19B'),
	(10, '''of'':3A,16B,19B ''office'':2A,15B ''president'':18B ''presidential'':1A ''the'':17B ''ukraine'':4A,20B ''¶'':21B ''офіс'':22B ''президента'':23B ''украіни'':24B'),
	(11, '''kyiv'':12B ''ukraine'':1A ''¶'':13B ''украіна'':14B'),
	(12, '''federation'':13B ''russia'':1A ''russian'':12B ''¶'':14B ''россия'':15B'),
	(13, '''forces'':2A ''russian'':1A'),
	(14, '''alliance'':19B ''atlantic'':13B,18B ''nato'':1A ''north'':12B,17B ''organization'':15B ''treaty'':14B ''¶'':16B'),
	(15, '''allies'':2A ''nato'':1A'),
	(16, '''european'':1A ''leaders'':2A'),
	(17, '''eu'':13B ''european'':1A ''union'':2A'),
	(18, '''analysts'':1A'),
	(19, '''kyiv'':1A ''kyivpost'':13B ''post'':2A'),
	(20, '''an'':1A ''informant'':2A'),
	(2, '''mike'':1A ''waltz'':2A'),
	(1, '''andrii'':16B ''andrij'':1A ''andriy'':13B ''jermak'':2A ''yermak'':14B,17B ''¶'':15B,18B ''андріи'':19B ''єрмак'':20B');
INSERT INTO public.actors_past OVERRIDING SYSTEM VALUE VALUES
	(1, 2, 'mike-waltz', 'mike waltz', 'person', 'US', 1, 0, 1, 1795982079482279, 1795982079482279, 0, 4, 87, '{"id":"mike-waltz","name":"Mike Waltz","kind":"person","aliases":["Waltz","Michael Waltz"],"description":"Donald Trump’s National Security Advisor; one of the two men on the call of 5 March 2025.","offices":[{"title":"National Security Advisor","organization":"trump-administration"}],"country":"US","affiliations":[{"actor":"trump-administration"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(2, 1, 'andriy-yermak', 'andriy yermak', 'person', 'UA', 1, 0, 1, 1795982079482279, 1795982079482279, 0, 3, 93, '{"id":"andriy-yermak","name":"Andriy Yermak","kind":"person","aliases":["Yermak","Andrii Yermak","Андрій Єрмак"],"description":"Head of Ukraine’s Presidential Office; one of the two men on the call of 5 March 2025.","offices":[{"title":"Chief of the Presidential Office","organization":"presidential-office-of-ukraine"}],"country":"UA","affiliations":[{"actor":"presidential-office-of-ukraine"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}');
INSERT INTO public.actors_past_fts VALUES
	(1, '''michael'':15B ''mike'':1A ''waltz'':2A,13B,16B ''¶'':14B'),
	(2, '''andrii'':15B ''andriy'':1A ''yermak'':2A,13B,16B ''¶'':14B,17B ''андріи'':18B ''єрмак'':19B');
INSERT INTO public.changes VALUES
	(1, 1795982079482279, 'story', 1, 'us-ukraine-peace-talks', 1, 'create', 1, 'dateline', '', 1),
	(2, 1795982079482279, 'source', 1, 'us-ukraine-forge-path', 0, 'create', 1, 'dateline', '', 1),
	(3, 1795982079482279, 'actor', 1, 'andriy-yermak', 0, 'create', 1, 'dateline', '', 1),
	(4, 1795982079482279, 'actor', 2, 'mike-waltz', 0, 'create', 1, 'dateline', '', 1),
	(5, 1795982079482279, 'actor', 3, 'john-ratcliffe', 0, 'create', 1, 'dateline', '', 1),
	(6, 1795982079482279, 'actor', 4, 'donald-trump', 0, 'create', 1, 'dateline', '', 1),
	(7, 1795982079482279, 'actor', 5, 'volodymyr-zelensky', 0, 'create', 1, 'dateline', '', 1),
	(8, 1795982079482279, 'actor', 6, 'trump-administration', 0, 'create', 1, 'dateline', '', 1),
	(9, 1795982079482279, 'actor', 7, 'central-intelligence-agency', 0, 'create', 1, 'dateline', '', 1),
	(10, 1795982079482279, 'actor', 8, 'us-officials', 0, 'create', 1, 'dateline', '', 1),
	(11, 1795982079482279, 'actor', 9, 'united-states', 0, 'create', 1, 'dateline', '', 1),
	(12, 1795982079482279, 'actor', 10, 'presidential-office-of-ukraine', 0, 'create', 1, 'dateline', '', 1),
	(13, 1795982079482279, 'actor', 11, 'ukraine', 0, 'create', 1, 'dateline', '', 1),
	(14, 1795982079482279, 'actor', 12, 'russia', 0, 'create', 1, 'dateline', '', 1),
	(15, 1795982079482279, 'actor', 13, 'russian-forces', 0, 'create', 1, 'dateline', '', 1),
	(16, 1795982079482279, 'actor', 14, 'nato', 0, 'create', 1, 'dateline', '', 1),
	(17, 1795982079482279, 'actor', 15, 'nato-allies', 0, 'create', 1, 'dateline', '', 1),
	(18, 1795982079482279, 'actor', 16, 'european-leaders', 0, 'create', 1, 'dateline', '', 1),
	(19, 1795982079482279, 'actor', 17, 'european-union', 0, 'create', 1, 'dateline', '', 1),
	(20, 1795982079482279, 'actor', 18, 'analysts', 0, 'create', 1, 'dateline', '', 1),
	(21, 1795982079482279, 'actor', 19, 'kyiv-post', 0, 'create', 1, 'dateline', '', 1),
	(22, 1795982079482279, 'place', 1, 'white-house', 0, 'create', 1, 'dateline', '', 1),
	(23, 1795982079482279, 'place', 2, 'washington-dc', 0, 'create', 1, 'dateline', '', 1),
	(24, 1795982079482279, 'place', 3, 'united-states', 0, 'create', 1, 'dateline', '', 1),
	(25, 1795982079482279, 'place', 4, 'geneva', 0, 'create', 1, 'dateline', '', 1),
	(26, 1795982079482279, 'place', 5, 'switzerland', 0, 'create', 1, 'dateline', '', 1),
	(27, 1795982079482279, 'place', 6, 'istanbul', 0, 'create', 1, 'dateline', '', 1),
	(28, 1795982079482279, 'place', 7, 'turkey', 0, 'create', 1, 'dateline', '', 1),
	(29, 1795982079482279, 'place', 8, 'donbas', 0, 'create', 1, 'dateline', '', 1),
	(30, 1795982079482279, 'place', 9, 'crimea', 0, 'create', 1, 'dateline', '', 1),
	(31, 1795982079482279, 'place', 10, 'ukraine', 0, 'create', 1, 'dateline', '', 1),
	(32, 1795982079482279, 'place', 11, 'russia', 0, 'create', 1, 'dateline', '', 1),
	(33, 1795982079482279, 'story', 1, 'us-ukraine-peace-talks', 1, 'update', 1, 'dateline', '', 1),
	(34, 1795982079482279, 'event', 1, 'russia-ukraine-war', 1, 'create', 1, 'dateline', '', 1),
	(35, 1795982079482279, 'event', 2, 'occupied-regions', 1, 'create', 1, 'dateline', '', 1),
	(36, 1795982079482279, 'event', 3, 'election-cycle-2024', 1, 'create', 1, 'dateline', '', 1),
	(37, 1795982079482279, 'event', 4, 'earlier-aid-cut-reports', 1, 'create', 1, 'dateline', '', 1),
	(38, 1795982079482279, 'event', 5, 'defence-concerns', 1, 'create', 1, 'dateline', '', 1),
	(39, 1795982079482279, 'event', 6, 'white-house-clash', 1, 'create', 1, 'dateline', '', 1),
	(40, 1795982079482279, 'event', 7, 'trump-ceasefire-push', 1, 'create', 1, 'dateline', '', 1),
	(41, 1795982079482279, 'event', 8, 'zelensky-ceasefire-resistance', 1, 'create', 1, 'dateline', '', 1),
	(42, 1795982079482279, 'event', 9, 'military-aid-pause', 1, 'create', 1, 'dateline', '', 1),
	(43, 1795982079482279, 'event', 10, 'intelligence-sharing-pause', 1, 'create', 1, 'dateline', '', 1),
	(44, 1795982079482279, 'event', 11, 'ratcliffe-on-the-pauses', 1, 'create', 1, 'dateline', '', 1),
	(45, 1795982079482279, 'quote', 1, 'ratcliffe-pauses-quote', 1, 'create', 1, 'dateline', '', 1),
	(46, 1795982079482279, 'quote', 2, 'ratcliffe-aim-indirect', 1, 'create', 1, 'dateline', '', 1),
	(47, 1795982079482279, 'event', 12, 'trump-questions-zelensky', 1, 'create', 1, 'dateline', '', 1),
	(48, 1795982079482279, 'quote', 3, 'trump-zelensky-doubt-indirect', 1, 'create', 1, 'dateline', '', 1),
	(49, 1795982079482279, 'event', 13, 'ratcliffe-on-resumption', 1, 'create', 1, 'dateline', '', 1),
	(50, 1795982079482279, 'quote', 4, 'ratcliffe-resumption-indirect', 1, 'create', 1, 'dateline', '', 1);
INSERT INTO public.changes VALUES
	(51, 1795982079482279, 'event', 14, 'us-ukraine-discussions', 1, 'create', 1, 'dateline', '', 1),
	(52, 1795982079482279, 'event', 15, 'yermak-waltz-call', 1, 'create', 1, 'dateline', '', 1),
	(53, 1795982079482279, 'quote', 5, 'kyiv-post-call-indirect', 1, 'create', 1, 'dateline', '', 1),
	(54, 1795982079482279, 'event', 16, 'waltz-good-talks', 1, 'create', 1, 'dateline', '', 1),
	(55, 1795982079482279, 'quote', 6, 'waltz-good-talks-quote', 1, 'create', 1, 'dateline', '', 1),
	(56, 1795982079482279, 'event', 17, 'waltz-hints-at-talks', 1, 'create', 1, 'dateline', '', 1),
	(57, 1795982079482279, 'quote', 7, 'waltz-weeks-indirect', 1, 'create', 1, 'dateline', '', 1),
	(58, 1795982079482279, 'event', 18, 'readiness-unconfirmed', 1, 'create', 1, 'dateline', '', 1),
	(59, 1795982079482279, 'event', 19, 'waltz-not-abandoning', 1, 'create', 1, 'dateline', '', 1),
	(60, 1795982079482279, 'quote', 8, 'waltz-not-abandoning-quote', 1, 'create', 1, 'dateline', '', 1),
	(61, 1795982079482279, 'event', 20, 'us-officials-on-urgency', 1, 'create', 1, 'dateline', '', 1),
	(62, 1795982079482279, 'quote', 9, 'us-officials-urgency-indirect', 1, 'create', 1, 'dateline', '', 1),
	(63, 1795982079482279, 'event', 21, 'allies-cautious', 1, 'create', 1, 'dateline', '', 1),
	(64, 1795982079482279, 'event', 22, 'eu-no-comment', 1, 'create', 1, 'dateline', '', 1),
	(65, 1795982079482279, 'event', 23, 'analysts-on-bargaining-power', 1, 'create', 1, 'dateline', '', 1),
	(66, 1795982079482279, 'quote', 10, 'analysts-bargaining-indirect', 1, 'create', 1, 'dateline', '', 1),
	(67, 1795982079482279, 'event', 24, 'pressure-on-kyiv', 1, 'create', 1, 'dateline', '', 1),
	(68, 1795982079482279, 'event', 25, 'trump-strategy', 1, 'create', 1, 'dateline', '', 1),
	(69, 1795982079482279, 'event', 26, 'zelensky-dilemma', 1, 'create', 1, 'dateline', '', 1),
	(70, 1795982079482279, 'event', 27, 'delicate-balance', 1, 'create', 1, 'dateline', '', 1),
	(71, 1795982079482279, 'event', 28, 'risk-of-offensives', 1, 'create', 1, 'dateline', '', 1),
	(72, 1795982079482279, 'event', 29, 'reliance-on-us-weapons', 1, 'create', 1, 'dateline', '', 1),
	(73, 1795982079482279, 'event', 30, 'potential-breakthrough', 1, 'create', 1, 'dateline', '', 1),
	(74, 1795982079482279, 'event', 31, 'challenges-loom', 1, 'create', 1, 'dateline', '', 1),
	(75, 1795982079482279, 'event', 32, 'critical-juncture', 1, 'create', 1, 'dateline', '', 1),
	(76, 1795982079482279, 'event', 33, 'wider-ramifications', 1, 'create', 1, 'dateline', '', 1),
	(77, 1795982079482279, 'event', 34, 'strategic-leverage', 1, 'create', 1, 'dateline', '', 1),
	(78, 1795982079482279, 'event', 35, 'geopolitical-risks', 1, 'create', 1, 'dateline', '', 1),
	(79, 1795982079482279, 'event', 36, 'domestic-politics', 1, 'create', 1, 'dateline', '', 1),
	(80, 1795982079482279, 'event', 37, 'candidate-venues', 1, 'create', 1, 'dateline', '', 1),
	(81, 1795982079482279, 'event', 38, 'core-issues', 1, 'create', 1, 'dateline', '', 1),
	(82, 1795982079482279, 'event', 39, 'formal-talks', 1, 'create', 1, 'dateline', '', 1),
	(83, 1795982079482279, 'event', 40, 'cooperation-resumes', 1, 'create', 1, 'dateline', '', 1),
	(84, 1795982079895131, 'story', 2, 'unpublished', 2, 'create', 1, 'import', '', 0),
	(85, 1795982079895131, 'source', 2, 'desk-notes', 0, 'create', 1, 'import', '', 0),
	(86, 1795982079895131, 'actor', 20, 'informant', 0, 'create', 1, 'import', '', 0),
	(87, 1795982079895131, 'actor', 2, 'mike-waltz', 0, 'update', 2, 'import', '', 1),
	(88, 1795982079895131, 'story', 2, 'unpublished', 2, 'update', 1, 'import', '', 0),
	(89, 1795982079895131, 'event', 41, 'informant-meets-desk', 2, 'create', 1, 'import', '', 0),
	(90, 1795982079895131, 'quote', 11, 'informant-quote', 2, 'create', 1, 'import', '', 0),
	(91, 1795982079895131, 'event', 42, 'second-meeting', 2, 'create', 1, 'import', '', 0),
	(92, 1795982080027065, 'event', 15, 'yermak-waltz-call', 1, 'update', 2, 'desk', 'clearer title', 1),
	(93, 1795982080104461, 'actor', 1, 'andriy-yermak', 0, 'update', 2, 'desk', 'spelling', 1),
	(94, 1795982080130447, 'event', 43, 'talks-in-jeddah', 1, 'create', 1, 'desk', 'as announced', 1),
	(95, 1795982080175059, 'event', 43, 'talks-in-jeddah', 1, 'update', 2, 'desk', 'date in doubt', 1),
	(96, 1795982080210956, 'event', 41, 'informant-meets-desk', 2, 'update', 2, 'desk', 'second source', 0),
	(97, 1795982080271995, 'event', 42, 'second-meeting', 2, 'retract', 2, 'desk', 'called off', 0),
	(98, 1795982080298528, 'event', 17, 'waltz-hints-at-talks', 1, 'update', 2, 'desk', 'read wrongly', 1),
	(99, 1795982080298528, 'quote', 7, 'waltz-weeks-indirect', 1, 'retract', 2, 'desk', 'read wrongly', 1),
	(100, 1795982080366692, 'event', 43, 'talks-in-jeddah', 1, 'update', 3, 'desk', 'confirmed', 1);
INSERT INTO public.changes VALUES
	(101, 1795982080430901, 'event', 36, 'domestic-politics', 1, 'retract', 2, 'desk', 'said elsewhere', 1);
INSERT INTO public.event_actors VALUES
	(12, -9223372036854775807, 1, 9223372036854775807, 0, 2, 2),
	(11, -9223372036854775807, 1, 9223372036854775807, 0, 2, 2),
	(12, -9223372036854775807, 2, 9223372036854775807, 0, 1, 1),
	(11, -9223372036854775807, 2, 9223372036854775807, 0, 16, 16),
	(4, 1704067200, 3, 1735689600, 0, 64, 64),
	(6, 1704067200, 3, 1735689600, 0, 0, 64),
	(9, 1704067200, 3, 1735689600, 0, 0, 64),
	(9, -9223372036854775808, 4, 9223372036854775807, 0, 1, 1),
	(11, -9223372036854775808, 4, 9223372036854775807, 0, 16, 16),
	(11, -9223372036854775808, 5, 9223372036854775807, 0, 16, 16),
	(4, 1740528000, 6, 1741132800, 0, 2, 2),
	(6, 1740528000, 6, 1741132800, 0, 0, 2),
	(9, 1740528000, 6, 1741132800, 0, 0, 2),
	(5, 1740528000, 6, 1741132800, 0, 2, 2),
	(11, 1740528000, 6, 1741132800, 0, 0, 2),
	(4, 1740528000, 7, 1741132800, 0, 1, 1),
	(6, 1740528000, 7, 1741132800, 0, 0, 1),
	(9, 1740528000, 7, 1741132800, 0, 0, 1),
	(5, 1740528000, 7, 1741132800, 0, 8, 8),
	(11, 1740528000, 7, 1741132800, 0, 0, 8),
	(5, 1740528000, 8, 1741132800, 0, 1, 1),
	(11, 1740528000, 8, 1741132800, 0, 0, 1),
	(4, 1740528000, 8, 1741132800, 0, 8, 8),
	(6, 1740528000, 8, 1741132800, 0, 0, 8),
	(9, 1740528000, 8, 1741132800, 0, 0, 8),
	(6, -9223372036854775807, 9, 9223372036854775807, 0, 1, 1),
	(9, -9223372036854775807, 9, 9223372036854775807, 0, 1, 1),
	(11, -9223372036854775807, 9, 9223372036854775807, 0, 8, 8),
	(6, -9223372036854775807, 10, 9223372036854775807, 0, 1, 1),
	(9, -9223372036854775807, 10, 9223372036854775807, 0, 1, 1),
	(11, -9223372036854775807, 10, 9223372036854775807, 0, 8, 8),
	(3, -9223372036854775808, 11, 9223372036854775807, 0, 4, 4),
	(7, -9223372036854775808, 11, 9223372036854775807, 0, 0, 4),
	(9, -9223372036854775808, 11, 9223372036854775807, 0, 0, 68),
	(11, -9223372036854775808, 11, 9223372036854775807, 0, 64, 64),
	(4, -9223372036854775808, 11, 9223372036854775807, 0, 64, 64),
	(6, -9223372036854775808, 11, 9223372036854775807, 0, 0, 64),
	(5, -9223372036854775808, 11, 9223372036854775807, 0, 64, 64),
	(4, -9223372036854775808, 12, 9223372036854775807, 0, 4, 4),
	(6, -9223372036854775808, 12, 9223372036854775807, 0, 0, 4),
	(9, -9223372036854775808, 12, 9223372036854775807, 0, 0, 36),
	(5, -9223372036854775808, 12, 9223372036854775807, 0, 8, 8),
	(11, -9223372036854775808, 12, 9223372036854775807, 0, 0, 8),
	(3, -9223372036854775808, 12, 9223372036854775807, 0, 32, 32),
	(7, -9223372036854775808, 12, 9223372036854775807, 0, 0, 32),
	(3, -9223372036854775808, 13, 9223372036854775807, 0, 4, 4),
	(7, -9223372036854775808, 13, 9223372036854775807, 0, 0, 4),
	(9, -9223372036854775808, 13, 9223372036854775807, 0, 64, 68),
	(11, -9223372036854775808, 13, 9223372036854775807, 0, 64, 64),
	(9, 1741132800, 14, 9223372036854775807, 0, 2, 2);
INSERT INTO public.event_actors VALUES
	(11, 1741132800, 14, 9223372036854775807, 0, 2, 2),
	(12, 1741132800, 14, 9223372036854775807, 0, 64, 64),
	(12, -9223372036854775807, 18, 9223372036854775807, 0, 64, 64),
	(11, -9223372036854775807, 18, 9223372036854775807, 0, 64, 64),
	(8, -9223372036854775808, 20, 9223372036854775807, 0, 4, 4),
	(9, -9223372036854775808, 20, 9223372036854775807, 0, 0, 4),
	(15, -9223372036854775808, 21, 9223372036854775807, 0, 4, 4),
	(14, -9223372036854775808, 21, 9223372036854775807, 0, 64, 68),
	(16, -9223372036854775808, 21, 9223372036854775807, 0, 4, 4),
	(12, -9223372036854775808, 21, 9223372036854775807, 0, 64, 64),
	(17, -9223372036854775807, 22, 9223372036854775807, 0, 64, 64),
	(9, -9223372036854775807, 22, 9223372036854775807, 0, 64, 64),
	(18, -9223372036854775808, 23, 9223372036854775807, 0, 4, 4),
	(11, -9223372036854775808, 23, 9223372036854775807, 0, 16, 16),
	(9, 1741132800, 24, 9223372036854775807, 0, 1, 1),
	(11, 1741132800, 24, 9223372036854775807, 0, 8, 8),
	(4, 1741132800, 25, 9223372036854775807, 0, 64, 64),
	(6, 1741132800, 25, 9223372036854775807, 0, 0, 64),
	(9, 1741132800, 25, 9223372036854775807, 0, 0, 64),
	(5, 1741132800, 26, 9223372036854775807, 0, 16, 16),
	(11, 1741132800, 26, 9223372036854775807, 0, 16, 16),
	(12, 1741132800, 26, 9223372036854775807, 0, 64, 64),
	(11, 1741132800, 27, 9223372036854775807, 0, 16, 16),
	(11, 1741132800, 28, 9223372036854775807, 0, 16, 16),
	(12, 1741132800, 28, 9223372036854775807, 0, 64, 64),
	(11, 1741132800, 29, 9223372036854775807, 0, 16, 16),
	(9, 1741132800, 29, 9223372036854775807, 0, 64, 64),
	(9, 1741132800, 30, 9223372036854775807, 0, 64, 64),
	(11, 1741132800, 30, 9223372036854775807, 0, 64, 64),
	(9, 1741132800, 31, 9223372036854775807, 0, 64, 64),
	(11, 1741132800, 31, 9223372036854775807, 0, 64, 64),
	(9, 1741132800, 32, 9223372036854775807, 0, 64, 64),
	(11, 1741132800, 32, 9223372036854775807, 0, 64, 64),
	(12, 1741132800, 32, 9223372036854775807, 0, 64, 64),
	(9, 1741132800, 33, 9223372036854775807, 0, 16, 16),
	(11, 1741132800, 33, 9223372036854775807, 0, 64, 64),
	(13, -9223372036854775807, 38, 9223372036854775807, 0, 16, 16),
	(12, -9223372036854775807, 38, 9223372036854775807, 0, 64, 80),
	(9, -9223372036854775808, 40, 9223372036854775807, 0, 1, 65),
	(11, -9223372036854775808, 40, 9223372036854775807, 0, 16, 16),
	(3, -9223372036854775808, 40, 9223372036854775807, 0, 64, 64),
	(7, -9223372036854775808, 40, 9223372036854775807, 0, 0, 64),
	(2, 1741132800, 16, 9223372036854775807, 0, 4, 4),
	(2, -9223372036854775808, 19, 9223372036854775807, 0, 4, 4),
	(11, -9223372036854775808, 19, 9223372036854775807, 0, 64, 64),
	(12, 1741132800, 39, 9223372036854775807, 0, 2, 2),
	(11, 1741132800, 39, 9223372036854775807, 0, 2, 2),
	(9, 1741132800, 39, 9223372036854775807, 0, 64, 64),
	(2, 1741132800, 39, 9223372036854775807, 0, 64, 64),
	(1, 1741132800, 15, 1741219200, 0, 2, 2);
INSERT INTO public.event_actors VALUES
	(10, 1741132800, 15, 1741219200, 0, 0, 2),
	(11, 1741132800, 15, 1741219200, 0, 0, 2),
	(2, 1741132800, 15, 1741219200, 0, 2, 2),
	(19, 1741132800, 15, 1741219200, 0, 32, 32),
	(12, 1741132800, 15, 1741219200, 0, 64, 64),
	(20, 1741305600, 41, 1741392000, 2, 2, 2),
	(2, 1741305600, 41, 1741392000, 2, 64, 64),
	(20, 1742428800, 42, 9223372036854775807, 3, 2, 2),
	(2, -9223372036854775808, 17, 9223372036854775807, 0, 4, 4),
	(1, 1741651200, 43, 1741737600, 0, 2, 2),
	(10, 1741651200, 43, 1741737600, 0, 0, 2),
	(11, 1741651200, 43, 1741737600, 0, 0, 2),
	(2, 1741651200, 43, 1741737600, 0, 2, 2),
	(4, 1741132800, 36, 9223372036854775807, 1, 64, 64),
	(6, 1741132800, 36, 9223372036854775807, 1, 0, 64),
	(9, 1741132800, 36, 9223372036854775807, 1, 0, 64);
INSERT INTO public.event_actors_past VALUES
	(12, 1741132800, 15, 1741219200, 0, 64, 64, 52, 91),
	(19, 1741132800, 15, 1741219200, 0, 32, 32, 52, 91),
	(9, 1741132800, 15, 1741219200, 0, 0, 2, 52, 91),
	(6, 1741132800, 15, 1741219200, 0, 0, 2, 52, 91),
	(2, 1741132800, 15, 1741219200, 0, 2, 2, 52, 91),
	(11, 1741132800, 15, 1741219200, 0, 0, 2, 52, 91),
	(10, 1741132800, 15, 1741219200, 0, 0, 2, 52, 91),
	(1, 1741132800, 15, 1741219200, 0, 2, 2, 52, 91),
	(9, 1741132800, 16, 9223372036854775807, 0, 0, 4, 54, 91),
	(6, 1741132800, 16, 9223372036854775807, 0, 0, 4, 54, 91),
	(2, 1741132800, 16, 9223372036854775807, 0, 4, 4, 54, 91),
	(9, -9223372036854775808, 17, 9223372036854775807, 0, 0, 4, 56, 91),
	(6, -9223372036854775808, 17, 9223372036854775807, 0, 0, 4, 56, 91),
	(2, -9223372036854775808, 17, 9223372036854775807, 0, 4, 4, 56, 91),
	(11, -9223372036854775808, 19, 9223372036854775807, 0, 64, 64, 59, 91),
	(9, -9223372036854775808, 19, 9223372036854775807, 0, 0, 4, 59, 91),
	(6, -9223372036854775808, 19, 9223372036854775807, 0, 0, 4, 59, 91),
	(2, -9223372036854775808, 19, 9223372036854775807, 0, 4, 4, 59, 91),
	(6, 1741132800, 39, 9223372036854775807, 0, 0, 64, 82, 91),
	(2, 1741132800, 39, 9223372036854775807, 0, 64, 64, 82, 91),
	(9, 1741132800, 39, 9223372036854775807, 0, 64, 64, 82, 91),
	(11, 1741132800, 39, 9223372036854775807, 0, 2, 2, 82, 91),
	(12, 1741132800, 39, 9223372036854775807, 0, 2, 2, 82, 91),
	(1, 1741132800, 15, 1741219200, 0, 2, 2, 91, 92),
	(10, 1741132800, 15, 1741219200, 0, 0, 2, 91, 92),
	(11, 1741132800, 15, 1741219200, 0, 0, 2, 91, 92),
	(2, 1741132800, 15, 1741219200, 0, 2, 2, 91, 92),
	(19, 1741132800, 15, 1741219200, 0, 32, 32, 91, 92),
	(12, 1741132800, 15, 1741219200, 0, 64, 64, 91, 92),
	(1, 1741651200, 43, 1741737600, 0, 2, 2, 94, 95),
	(10, 1741651200, 43, 1741737600, 0, 0, 2, 94, 95),
	(11, 1741651200, 43, 1741737600, 0, 0, 2, 94, 95),
	(2, 1741651200, 43, 1741737600, 0, 2, 2, 94, 95),
	(20, 1741305600, 41, 1741392000, 2, 2, 2, 89, 96),
	(2, 1741305600, 41, 1741392000, 2, 64, 64, 89, 96),
	(20, 1742428800, 42, 9223372036854775807, 2, 2, 2, 91, 97),
	(2, -9223372036854775808, 17, 9223372036854775807, 0, 4, 4, 91, 98),
	(1, 1741651200, 43, 1741737600, 0, 2, 2, 95, 100),
	(10, 1741651200, 43, 1741737600, 0, 0, 2, 95, 100),
	(11, 1741651200, 43, 1741737600, 0, 0, 2, 95, 100),
	(2, 1741651200, 43, 1741737600, 0, 2, 2, 95, 100),
	(4, 1741132800, 36, 9223372036854775807, 0, 64, 64, 79, 101),
	(6, 1741132800, 36, 9223372036854775807, 0, 0, 64, 79, 101),
	(9, 1741132800, 36, 9223372036854775807, 0, 0, 64, 79, 101);
INSERT INTO public.event_places VALUES
	(10, -9223372036854775807, 1, 9223372036854775807, 0, 4, 4),
	(11, -9223372036854775807, 1, 9223372036854775807, 0, 4, 4),
	(8, -9223372036854775807, 2, 9223372036854775807, 0, 1, 1),
	(10, -9223372036854775807, 2, 9223372036854775807, 0, 0, 1),
	(9, -9223372036854775807, 2, 9223372036854775807, 0, 1, 1),
	(3, 1704067200, 3, 1735689600, 0, 4, 4),
	(1, 1740528000, 6, 1741132800, 0, 1, 1),
	(2, 1740528000, 6, 1741132800, 0, 0, 1),
	(3, 1740528000, 6, 1741132800, 0, 0, 1),
	(1, 1740528000, 7, 1741132800, 0, 1, 1),
	(2, 1740528000, 7, 1741132800, 0, 0, 1),
	(3, 1740528000, 7, 1741132800, 0, 0, 1),
	(1, 1740528000, 8, 1741132800, 0, 1, 1),
	(2, 1740528000, 8, 1741132800, 0, 0, 1),
	(3, 1740528000, 8, 1741132800, 0, 0, 1),
	(8, 1741132800, 26, 9223372036854775807, 0, 4, 4),
	(10, 1741132800, 26, 9223372036854775807, 0, 0, 4),
	(9, 1741132800, 26, 9223372036854775807, 0, 4, 4),
	(10, 1741132800, 28, 9223372036854775807, 0, 4, 4),
	(4, -9223372036854775807, 37, 9223372036854775807, 0, 2, 2),
	(5, -9223372036854775807, 37, 9223372036854775807, 0, 0, 2),
	(6, -9223372036854775807, 37, 9223372036854775807, 0, 2, 2),
	(7, -9223372036854775807, 37, 9223372036854775807, 0, 0, 2),
	(4, 1741132800, 39, 9223372036854775807, 0, 2, 2),
	(5, 1741132800, 39, 9223372036854775807, 0, 0, 2),
	(6, 1741132800, 39, 9223372036854775807, 0, 2, 2),
	(7, 1741132800, 39, 9223372036854775807, 0, 0, 2);
INSERT INTO public.event_places_past VALUES
	(7, 1741132800, 39, 9223372036854775807, 0, 0, 2, 82, 91),
	(6, 1741132800, 39, 9223372036854775807, 0, 2, 2, 82, 91),
	(5, 1741132800, 39, 9223372036854775807, 0, 0, 2, 82, 91),
	(4, 1741132800, 39, 9223372036854775807, 0, 2, 2, 82, 91);
INSERT INTO public.event_relations VALUES
	('russia-ukraine-war', 2),
	('white-house-clash', 7),
	('white-house-clash', 8),
	('trump-ceasefire-push', 8),
	('earlier-aid-cut-reports', 9),
	('earlier-aid-cut-reports', 10),
	('military-aid-pause', 11),
	('intelligence-sharing-pause', 11),
	('military-aid-pause', 13),
	('intelligence-sharing-pause', 13),
	('white-house-clash', 14),
	('yermak-waltz-call', 16),
	('waltz-hints-at-talks', 18),
	('military-aid-pause', 20),
	('intelligence-sharing-pause', 20),
	('us-ukraine-discussions', 21),
	('military-aid-pause', 22),
	('military-aid-pause', 23),
	('intelligence-sharing-pause', 23),
	('military-aid-pause', 24),
	('intelligence-sharing-pause', 24),
	('white-house-clash', 27),
	('military-aid-pause', 28),
	('intelligence-sharing-pause', 28),
	('military-aid-pause', 29),
	('us-ukraine-discussions', 30),
	('military-aid-pause', 31),
	('intelligence-sharing-pause', 31),
	('us-ukraine-discussions', 32),
	('us-ukraine-discussions', 33),
	('military-aid-pause', 34),
	('formal-talks', 37),
	('formal-talks', 38),
	('yermak-waltz-call', 39),
	('formal-talks', 40),
	('white-house-clash', 15),
	('us-ukraine-discussions', 15);
INSERT INTO public.event_sources VALUES
	(1, -9223372036854775807, 1, 9223372036854775807, 0),
	(1, -9223372036854775807, 2, 9223372036854775807, 0),
	(1, 1704067200, 3, 1735689600, 0),
	(1, -9223372036854775808, 4, 9223372036854775807, 0),
	(1, -9223372036854775808, 5, 9223372036854775807, 0),
	(1, 1740528000, 6, 1741132800, 0),
	(1, 1740528000, 7, 1741132800, 0),
	(1, 1740528000, 8, 1741132800, 0),
	(1, -9223372036854775807, 9, 9223372036854775807, 0),
	(1, -9223372036854775807, 10, 9223372036854775807, 0),
	(1, -9223372036854775808, 11, 9223372036854775807, 0),
	(1, -9223372036854775808, 12, 9223372036854775807, 0),
	(1, -9223372036854775808, 13, 9223372036854775807, 0),
	(1, 1741132800, 14, 9223372036854775807, 0),
	(1, -9223372036854775807, 18, 9223372036854775807, 0),
	(1, -9223372036854775808, 20, 9223372036854775807, 0),
	(1, -9223372036854775808, 21, 9223372036854775807, 0),
	(1, -9223372036854775807, 22, 9223372036854775807, 0),
	(1, -9223372036854775808, 23, 9223372036854775807, 0),
	(1, 1741132800, 24, 9223372036854775807, 0),
	(1, 1741132800, 25, 9223372036854775807, 0),
	(1, 1741132800, 26, 9223372036854775807, 0),
	(1, 1741132800, 27, 9223372036854775807, 0),
	(1, 1741132800, 28, 9223372036854775807, 0),
	(1, 1741132800, 29, 9223372036854775807, 0),
	(1, 1741132800, 30, 9223372036854775807, 0),
	(1, 1741132800, 31, 9223372036854775807, 0),
	(1, 1741132800, 32, 9223372036854775807, 0),
	(1, 1741132800, 33, 9223372036854775807, 0),
	(1, 1741132800, 34, 9223372036854775807, 0),
	(1, 1741132800, 35, 9223372036854775807, 0),
	(1, -9223372036854775807, 37, 9223372036854775807, 0),
	(1, -9223372036854775807, 38, 9223372036854775807, 0),
	(1, -9223372036854775808, 40, 9223372036854775807, 0),
	(1, 1741132800, 16, 9223372036854775807, 0),
	(1, -9223372036854775808, 19, 9223372036854775807, 0),
	(1, 1741132800, 39, 9223372036854775807, 0),
	(1, 1741132800, 15, 1741219200, 0),
	(2, 1741305600, 41, 1741392000, 2),
	(1, -9223372036854775808, 17, 9223372036854775807, 0),
	(1, 1741651200, 43, 1741737600, 0),
	(1, 1741132800, 36, 9223372036854775807, 1);
INSERT INTO public.event_sources_past VALUES
	(1, 1741132800, 15, 1741219200, 0, 52, 91),
	(1, 1741132800, 16, 9223372036854775807, 0, 54, 91),
	(1, -9223372036854775808, 17, 9223372036854775807, 0, 56, 91),
	(1, -9223372036854775808, 19, 9223372036854775807, 0, 59, 91),
	(1, 1741132800, 39, 9223372036854775807, 0, 82, 91),
	(1, 1741132800, 15, 1741219200, 0, 91, 92),
	(1, 1741651200, 43, 1741737600, 0, 94, 95),
	(2, 1741305600, 41, 1741392000, 2, 89, 96),
	(1, -9223372036854775808, 17, 9223372036854775807, 0, 91, 98),
	(1, 1741651200, 43, 1741737600, 0, 95, 100),
	(1, 1741132800, 36, 9223372036854775807, 0, 79, 101);
INSERT INTO public.event_topics VALUES
	(4, -9223372036854775807, 1, 9223372036854775807, 0),
	(5, -9223372036854775807, 2, 9223372036854775807, 0),
	(6, -9223372036854775807, 2, 9223372036854775807, 0),
	(4, -9223372036854775807, 2, 9223372036854775807, 0),
	(7, 1704067200, 3, 1735689600, 0),
	(8, 1704067200, 3, 1735689600, 0),
	(2, -9223372036854775808, 4, 9223372036854775807, 0),
	(2, -9223372036854775808, 5, 9223372036854775807, 0),
	(9, -9223372036854775808, 5, 9223372036854775807, 0),
	(10, 1740528000, 6, 1741132800, 0),
	(1, 1740528000, 6, 1741132800, 0),
	(10, 1740528000, 7, 1741132800, 0),
	(10, 1740528000, 8, 1741132800, 0),
	(6, 1740528000, 8, 1741132800, 0),
	(11, 1740528000, 8, 1741132800, 0),
	(2, -9223372036854775807, 9, 9223372036854775807, 0),
	(3, -9223372036854775807, 10, 9223372036854775807, 0),
	(2, -9223372036854775808, 11, 9223372036854775807, 0),
	(3, -9223372036854775808, 11, 9223372036854775807, 0),
	(1, -9223372036854775808, 11, 9223372036854775807, 0),
	(1, -9223372036854775808, 12, 9223372036854775807, 0),
	(2, -9223372036854775808, 13, 9223372036854775807, 0),
	(3, -9223372036854775808, 13, 9223372036854775807, 0),
	(1, -9223372036854775808, 13, 9223372036854775807, 0),
	(1, 1741132800, 14, 9223372036854775807, 0),
	(1, -9223372036854775807, 18, 9223372036854775807, 0),
	(2, -9223372036854775808, 20, 9223372036854775807, 0),
	(3, -9223372036854775808, 20, 9223372036854775807, 0),
	(1, -9223372036854775808, 20, 9223372036854775807, 0),
	(1, -9223372036854775808, 21, 9223372036854775807, 0),
	(2, -9223372036854775807, 22, 9223372036854775807, 0),
	(2, -9223372036854775808, 23, 9223372036854775807, 0),
	(3, -9223372036854775808, 23, 9223372036854775807, 0),
	(1, -9223372036854775808, 23, 9223372036854775807, 0),
	(2, 1741132800, 24, 9223372036854775807, 0),
	(3, 1741132800, 24, 9223372036854775807, 0),
	(1, 1741132800, 24, 9223372036854775807, 0),
	(2, 1741132800, 25, 9223372036854775807, 0),
	(1, 1741132800, 25, 9223372036854775807, 0),
	(12, 1741132800, 25, 9223372036854775807, 0),
	(1, 1741132800, 26, 9223372036854775807, 0),
	(6, 1741132800, 26, 9223372036854775807, 0),
	(5, 1741132800, 26, 9223372036854775807, 0),
	(1, 1741132800, 27, 9223372036854775807, 0),
	(6, 1741132800, 27, 9223372036854775807, 0),
	(2, 1741132800, 28, 9223372036854775807, 0),
	(3, 1741132800, 28, 9223372036854775807, 0),
	(9, 1741132800, 28, 9223372036854775807, 0),
	(2, 1741132800, 29, 9223372036854775807, 0),
	(9, 1741132800, 29, 9223372036854775807, 0);
INSERT INTO public.event_topics VALUES
	(13, 1741132800, 29, 9223372036854775807, 0),
	(14, 1741132800, 29, 9223372036854775807, 0),
	(1, 1741132800, 30, 9223372036854775807, 0),
	(1, 1741132800, 31, 9223372036854775807, 0),
	(2, 1741132800, 31, 9223372036854775807, 0),
	(3, 1741132800, 31, 9223372036854775807, 0),
	(1, 1741132800, 32, 9223372036854775807, 0),
	(4, 1741132800, 32, 9223372036854775807, 0),
	(1, 1741132800, 33, 9223372036854775807, 0),
	(15, 1741132800, 33, 9223372036854775807, 0),
	(12, 1741132800, 33, 9223372036854775807, 0),
	(2, 1741132800, 34, 9223372036854775807, 0),
	(12, 1741132800, 34, 9223372036854775807, 0),
	(1, 1741132800, 35, 9223372036854775807, 0),
	(15, 1741132800, 35, 9223372036854775807, 0),
	(1, -9223372036854775807, 37, 9223372036854775807, 0),
	(16, -9223372036854775807, 37, 9223372036854775807, 0),
	(1, -9223372036854775807, 38, 9223372036854775807, 0),
	(10, -9223372036854775807, 38, 9223372036854775807, 0),
	(17, -9223372036854775807, 38, 9223372036854775807, 0),
	(18, -9223372036854775807, 38, 9223372036854775807, 0),
	(2, -9223372036854775808, 40, 9223372036854775807, 0),
	(3, -9223372036854775808, 40, 9223372036854775807, 0),
	(1, 1741132800, 16, 9223372036854775807, 0),
	(1, -9223372036854775808, 19, 9223372036854775807, 0),
	(1, 1741132800, 39, 9223372036854775807, 0),
	(1, 1741132800, 15, 1741219200, 0),
	(1, -9223372036854775808, 17, 9223372036854775807, 0),
	(1, 1741651200, 43, 1741737600, 0),
	(7, 1741132800, 36, 9223372036854775807, 1),
	(8, 1741132800, 36, 9223372036854775807, 1);
INSERT INTO public.event_topics_past VALUES
	(1, 1741132800, 15, 1741219200, 0, 52, 91),
	(1, 1741132800, 16, 9223372036854775807, 0, 54, 91),
	(1, -9223372036854775808, 17, 9223372036854775807, 0, 56, 91),
	(1, -9223372036854775808, 19, 9223372036854775807, 0, 59, 91),
	(1, 1741132800, 39, 9223372036854775807, 0, 82, 91),
	(1, 1741132800, 15, 1741219200, 0, 91, 92),
	(1, -9223372036854775808, 17, 9223372036854775807, 0, 91, 98),
	(1, 1741651200, 43, 1741737600, 0, 95, 100),
	(7, 1741132800, 36, 9223372036854775807, 0, 79, 101),
	(8, 1741132800, 36, 9223372036854775807, 0, 79, 101);
INSERT INTO public.events VALUES
	(1, 'russia-ukraine-war', 1, 'war', 'ongoing', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"russia-ukraine-war","story":"us-ukraine-peace-talks","title":"Russia and Ukraine are at war","summary":"The war that the talks are meant to end has gone on for long. The source does not say when it began.","type":"war","status":"ongoing","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"prolonged conflict"},"actors":[{"id":"russia","name":"Russia","kind":"country","role":"participant"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"participant"}],"places":[{"id":"ukraine","name":"Ukraine","kind":"country","role":"subject","lat":48.3794,"lon":31.1656,"country":"UA"},{"id":"russia","name":"Russia","kind":"country","role":"subject","lat":61.524,"lon":105.3188,"country":"RU"}],"topics":["russia-ukraine-war"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"},{"source":"us-ukraine-forge-path","start":3656,"end":3803,"sha256":"f6109115feff8454a2d8098af04a8f6fc67571bd0448386d621664675b4030eb","section":"Why This Matters"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 34, 34),
	(2, 'occupied-regions', 1, 'occupation', 'ongoing', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"occupied-regions","story":"us-ukraine-peace-talks","title":"Donbas and Crimea are under Russian occupation","summary":"The source names the two as examples of Ukrainian regions that Russia occupies. It does not say since when, or how much of them.","type":"occupation","status":"ongoing","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"Russian-occupied"},"actors":[{"id":"russia","name":"Russia","kind":"country","role":"initiator"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"}],"places":[{"id":"donbas","name":"Donbas","kind":"region","role":"location","lat":48.295,"lon":38.5554,"country":"UA"},{"id":"crimea","name":"Crimea","kind":"region","role":"location","lat":45.3,"lon":34.4,"country":"UA"}],"topics":["occupied-territories","sovereignty","russia-ukraine-war"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":2263,"end":2458,"sha256":"c6ffc086dc32b5377cdea7e834e17a838199d1daa0977965cdbc2060d9aa2194","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"}],"relations":[{"type":"part-of","event":"russia-ukraine-war"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 35, 35),
	(3, 'election-cycle-2024', 1, 'election', 'occurred', 'reported', 1704067200, 1735689600, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"election-cycle-2024","story":"us-ukraine-peace-talks","title":"The election cycle of 2024, which the source still puts ahead","summary":"Named as the domestic background to Trump’s approach. The source treats it as still to come; by the one day that it states, in March 2025, that year was over, so it is recorded here as past.","type":"election","status":"occurred","verification":"reported","date":{"edtf":"2024","earliest":"2024-01-01T00:00:00Z","latest":"2025-01-01T00:00:00Z","precision":"year","approximate":false,"uncertain":false,"basis":"stated","text":"2024 election cycle"},"actors":[{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"mentioned"}],"places":[{"id":"united-states","name":"United States","kind":"country","role":"subject","lat":39.8283,"lon":-98.5795,"country":"US"}],"topics":["us-politics","elections"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":4074,"end":4166,"sha256":"a38b0fcfb0373ad5ac273bddfccf49c1ab402f6a9080340d7a73659dd187ea4d","section":"Why This Matters"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 36, 36),
	(4, 'earlier-aid-cut-reports', 1, 'publication', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"earlier-aid-cut-reports","story":"us-ukraine-peace-talks","title":"Reports say that Washington is cutting military aid","summary":"Reports of US cuts to military aid came before the suspension. The source does not say who published them, or when.","type":"publication","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"earlier reports"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"initiator"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"}],"places":[],"topics":["military-aid"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1465,"end":1592,"sha256":"83b2bba0a514dc213f45bfd9eca71924f19e60420d52457248f17efec2cb27f1","section":"US Pauses Military Aid and Intelligence Sharing"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 37, 37),
	(5, 'defence-concerns', 1, 'reaction', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"defence-concerns","story":"us-ukraine-peace-talks","title":"Concern arises over Ukraine’s ability to defend itself","summary":"The source does not say whose concern it is, nor clearly whether the suspension raised it or the reports of cuts before.","type":"reaction","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"sparking concerns"},"actors":[{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"}],"places":[],"topics":["military-aid","ukraine-defence"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1465,"end":1592,"sha256":"83b2bba0a514dc213f45bfd9eca71924f19e60420d52457248f17efec2cb27f1","section":"US Pauses Military Aid and Intelligence Sharing"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 38, 38),
	(30, 'potential-breakthrough', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"potential-breakthrough","story":"us-ukraine-peace-talks","title":"The discussions are called a possible breakthrough","summary":"The source takes the opening of the discussions as a sign that a breakthrough in the long conflict is possible.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"mentioned"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"}],"relations":[{"type":"responds-to","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 73, 73),
	(6, 'white-house-clash', 1, 'dispute', 'occurred', 'reported', 1740528000, 1741132800, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"white-house-clash","story":"us-ukraine-peace-talks","title":"Trump and Zelensky clash at the White House","summary":"The two presidents argue heatedly about the terms of a ceasefire, reportedly over whether it should come at once and without guarantees. No day is given: it was days before the discussions that followed, read as one to seven days before the call of 5 March, the only contact dated.","type":"dispute","status":"occurred","verification":"reported","date":{"edtf":"2025-02-26~/2025-03-04","earliest":"2025-02-26T00:00:00Z","latest":"2025-03-05T00:00:00Z","precision":"interval","approximate":true,"uncertain":false,"basis":"inferred","text":"Days after"},"actors":[{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"participant"},{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","role":"participant"}],"places":[{"id":"white-house","name":"White House","kind":"building","role":"location","lat":38.8977,"lon":-77.0365,"country":"US"}],"topics":["ceasefire","peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":86,"end":317,"sha256":"b87bf3ddcbbd3cd2779a3a3200f686e42a37c585e82924d19dae6bcf933612f0","section":"Lead"},{"source":"us-ukraine-forge-path","start":1803,"end":1968,"sha256":"1f514dbd5dd2e3ffbdae6562f15e9940d84bd165f7e4d9b8b488abe1b959a63e","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 39, 39),
	(7, 'trump-ceasefire-push', 1, 'proposal', 'occurred', 'reported', 1740528000, 1741132800, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"trump-ceasefire-push","story":"us-ukraine-peace-talks","title":"Trump reportedly presses for a ceasefire at once","summary":"His demand for an end to the fighting without delay is reported to have been what the White House clash was mainly about.","type":"proposal","status":"occurred","verification":"reported","date":{"edtf":"2025-02-26~/2025-03-04","earliest":"2025-02-26T00:00:00Z","latest":"2025-03-05T00:00:00Z","precision":"interval","approximate":true,"uncertain":false,"basis":"inferred","text":"Days after"},"actors":[{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"initiator"},{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","role":"target"}],"places":[{"id":"white-house","name":"White House","kind":"building","role":"location","lat":38.8977,"lon":-77.0365,"country":"US"}],"topics":["ceasefire"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1803,"end":1968,"sha256":"1f514dbd5dd2e3ffbdae6562f15e9940d84bd165f7e4d9b8b488abe1b959a63e","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"},{"source":"us-ukraine-forge-path","start":86,"end":317,"sha256":"b87bf3ddcbbd3cd2779a3a3200f686e42a37c585e82924d19dae6bcf933612f0","section":"Lead"}],"relations":[{"type":"part-of","event":"white-house-clash"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 40, 40),
	(8, 'zelensky-ceasefire-resistance', 1, 'reaction', 'occurred', 'reported', 1740528000, 1741132800, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"zelensky-ceasefire-resistance","story":"us-ukraine-peace-talks","title":"Zelensky reportedly holds out for guarantees","summary":"He is reported to have resisted the immediate ceasefire unless it came with guarantees of territorial sovereignty.","type":"reaction","status":"occurred","verification":"reported","date":{"edtf":"2025-02-26~/2025-03-04","earliest":"2025-02-26T00:00:00Z","latest":"2025-03-05T00:00:00Z","precision":"interval","approximate":true,"uncertain":false,"basis":"inferred","text":"Days after"},"actors":[{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","role":"initiator"},{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"target"}],"places":[{"id":"white-house","name":"White House","kind":"building","role":"location","lat":38.8977,"lon":-77.0365,"country":"US"}],"topics":["ceasefire","sovereignty","guarantees"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1803,"end":1968,"sha256":"1f514dbd5dd2e3ffbdae6562f15e9940d84bd165f7e4d9b8b488abe1b959a63e","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"},{"source":"us-ukraine-forge-path","start":86,"end":317,"sha256":"b87bf3ddcbbd3cd2779a3a3200f686e42a37c585e82924d19dae6bcf933612f0","section":"Lead"}],"relations":[{"type":"part-of","event":"white-house-clash"},{"type":"responds-to","event":"trump-ceasefire-push"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 41, 41),
	(9, 'military-aid-pause', 1, 'aid-suspension', 'ongoing', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"military-aid-pause","story":"us-ukraine-peace-talks","title":"US suspends military aid to Ukraine","summary":"The Trump administration halts military assistance for a time, a step that the source calls controversial. When it began is not stated, nor whether that was before or after the clash; it was in force when the source was written.","type":"aid-suspension","status":"ongoing","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"temporarily halts"},"actors":[{"id":"trump-administration","name":"Trump administration","kind":"government","role":"initiator"},{"id":"united-states","name":"United States","kind":"country","role":"initiator"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"target"}],"places":[],"topics":["military-aid"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1074,"end":1208,"sha256":"04146f89b7dc4de0594761cce58d3384ab3738684748856ae04d17851d81a25a","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"},{"source":"us-ukraine-forge-path","start":2753,"end":2862,"sha256":"f47bf3b85c0d417c75330e46798e8306584c5b2bb9b03a92490622165d5e9a96","section":"Short-Term Risks for Ukraine"}],"relations":[{"type":"follows","event":"earlier-aid-cut-reports"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 42, 42),
	(10, 'intelligence-sharing-pause', 1, 'aid-suspension', 'ongoing', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"intelligence-sharing-pause","story":"us-ukraine-peace-talks","title":"US suspends intelligence cooperation with Ukraine","summary":"Halted for a time together with military aid, in the same controversial step, as the source calls it. When it began is not stated; it was in force when the source was written.","type":"aid-suspension","status":"ongoing","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"temporarily halts"},"actors":[{"id":"trump-administration","name":"Trump administration","kind":"government","role":"initiator"},{"id":"united-states","name":"United States","kind":"country","role":"initiator"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"target"}],"places":[],"topics":["intelligence-sharing"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1074,"end":1208,"sha256":"04146f89b7dc4de0594761cce58d3384ab3738684748856ae04d17851d81a25a","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"},{"source":"us-ukraine-forge-path","start":2753,"end":2862,"sha256":"f47bf3b85c0d417c75330e46798e8306584c5b2bb9b03a92490622165d5e9a96","section":"Short-Term Risks for Ukraine"}],"relations":[{"type":"follows","event":"earlier-aid-cut-reports"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 43, 43),
	(11, 'ratcliffe-on-the-pauses', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"ratcliffe-on-the-pauses","story":"us-ukraine-peace-talks","title":"CIA director says the pauses are meant to encourage talks","summary":"Ratcliffe explains the decision as an encouragement to Kyiv to commit itself to negotiating, and calls the pauses temporary but necessary.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"clarified"},"actors":[{"id":"john-ratcliffe","name":"John Ratcliffe","kind":"person","role":"speaker"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"},{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"mentioned"},{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","role":"mentioned"}],"places":[],"topics":["military-aid","intelligence-sharing","peace-talks"],"quotes":[{"id":"ratcliffe-pauses-quote","event":"ratcliffe-on-the-pauses","speaker":"john-ratcliffe","text":"President Trump questioned Zelensky’s dedication to ending this war. These pauses are temporary but necessary to bring all parties to the table.","language":"en","kind":"direct","about":["donald-trump","volodymyr-zelensky"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"clarified"},"citations":[{"source":"us-ukraine-forge-path","start":1319,"end":1463,"sha256":"81afdfe3f1552f7e1eb44877960a845fe50f1544eec474c340387e37695793f1","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"},{"id":"ratcliffe-aim-indirect","event":"ratcliffe-on-the-pauses","speaker":"john-ratcliffe","text":"The purpose of the decision was to encourage Kyiv to commit itself to peace talks.","language":"en","kind":"indirect","about":["ukraine"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"clarified"},"citations":[{"source":"us-ukraine-forge-path","start":1209,"end":1464,"sha256":"64fe4ca09d2696d4fb9fbd100d724d42cd8cbc0e787d05302874bd96af216e91","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":1209,"end":1464,"sha256":"64fe4ca09d2696d4fb9fbd100d724d42cd8cbc0e787d05302874bd96af216e91","section":"US Pauses Military Aid and Intelligence Sharing"}],"relations":[{"type":"responds-to","event":"military-aid-pause"},{"type":"responds-to","event":"intelligence-sharing-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 44, 44),
	(12, 'trump-questions-zelensky', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"trump-questions-zelensky","story":"us-ukraine-peace-talks","title":"Trump questioned Zelensky’s commitment to ending the war, Ratcliffe says","summary":"The CIA director reports it where he explains the pauses. Where and when Trump said so is not stated.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"questioned"},"actors":[{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"speaker"},{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","role":"target"},{"id":"john-ratcliffe","name":"John Ratcliffe","kind":"person","role":"reporter"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"trump-zelensky-doubt-indirect","event":"trump-questions-zelensky","speaker":"donald-trump","text":"It is open to question how committed Zelensky is to ending the war.","language":"en","kind":"indirect","about":["volodymyr-zelensky"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"questioned"},"citations":[{"source":"us-ukraine-forge-path","start":1319,"end":1387,"sha256":"726d4c161fe00c3d14891bde24af72a27dd41a0052b3ba6b280ad4a72cc71661","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":1209,"end":1464,"sha256":"64fe4ca09d2696d4fb9fbd100d724d42cd8cbc0e787d05302874bd96af216e91","section":"US Pauses Military Aid and Intelligence Sharing"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 47, 47),
	(13, 'ratcliffe-on-resumption', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"ratcliffe-on-resumption","story":"us-ukraine-peace-talks","title":"Ratcliffe says that cooperation will be taken up again","summary":"He stresses that it would come back once negotiations make headway, a condition and not a date.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"emphasized"},"actors":[{"id":"john-ratcliffe","name":"John Ratcliffe","kind":"person","role":"speaker"},{"id":"united-states","name":"United States","kind":"country","role":"mentioned"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"}],"places":[],"topics":["military-aid","intelligence-sharing","peace-talks"],"quotes":[{"id":"ratcliffe-resumption-indirect","event":"ratcliffe-on-resumption","speaker":"john-ratcliffe","text":"Cooperation would be taken up again as soon as the negotiations made headway.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"emphasized"},"citations":[{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"}],"relations":[{"type":"responds-to","event":"military-aid-pause"},{"type":"responds-to","event":"intelligence-sharing-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 49, 49),
	(14, 'us-ukraine-discussions', 1, 'negotiation', 'ongoing', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"us-ukraine-discussions","story":"us-ukraine-peace-talks","title":"US and Ukraine open discussions on negotiating with Russia","summary":"Days after the clash the two countries begin discussions, which the source calls critical, to bring peace negotiations with Russia forward. Their start is read from the call of 5 March, the only contact that the source dates.","type":"negotiation","status":"ongoing","verification":"reported","date":{"edtf":"2025-03-05~/..","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":true,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"participant"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"participant"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":86,"end":317,"sha256":"b87bf3ddcbbd3cd2779a3a3200f686e42a37c585e82924d19dae6bcf933612f0","section":"Lead"},{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"}],"relations":[{"type":"follows","event":"white-house-clash"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 51, 51),
	(18, 'readiness-unconfirmed', 1, 'reaction', 'ongoing', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"readiness-unconfirmed","story":"us-ukraine-peace-talks","title":"Neither Russia nor Ukraine confirms that it is ready for talks","summary":"When the source was written, neither had said so in public.","type":"reaction","status":"ongoing","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"neither Russia nor Ukraine has publicly confirmed"},"actors":[{"id":"russia","name":"Russia","kind":"country","role":"mentioned"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[{"type":"responds-to","event":"waltz-hints-at-talks"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 58, 58),
	(28, 'risk-of-offensives', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"risk-of-offensives","story":"us-ukraine-peace-talks","title":"The pauses are said to expose Ukraine to heavier Russian offensives","summary":"A short-term risk that the source sees in doing without both the aid and the intelligence.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[{"id":"ukraine","name":"Ukraine","kind":"country","role":"subject","lat":48.3794,"lon":31.1656,"country":"UA"}],"topics":["military-aid","intelligence-sharing","ukraine-defence"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":2753,"end":2862,"sha256":"f47bf3b85c0d417c75330e46798e8306584c5b2bb9b03a92490622165d5e9a96","section":"Short-Term Risks for Ukraine"}],"relations":[{"type":"responds-to","event":"military-aid-pause"},{"type":"responds-to","event":"intelligence-sharing-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 71, 71),
	(20, 'us-officials-on-urgency', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"us-officials-on-urgency","story":"us-ukraine-peace-talks","title":"US officials say the halt could lend urgency to a lasting peace","summary":"Officials, not named, argue that to stop support for a time could bring urgency to the making of a lasting peace.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"argue"},"actors":[{"id":"us-officials","name":"US officials","kind":"group","role":"speaker"}],"places":[],"topics":["military-aid","intelligence-sharing","peace-talks"],"quotes":[{"id":"us-officials-urgency-indirect","event":"us-officials-on-urgency","speaker":"us-officials","text":"Stopping support for a time could bring urgency to the search for a lasting peace.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"argue"},"citations":[{"source":"us-ukraine-forge-path","start":3020,"end":3111,"sha256":"759aef62292b6549f0598dca438bd36955390836247e23e6572efa6e0159c987","section":"Long-Term Diplomatic Goals"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":3020,"end":3111,"sha256":"759aef62292b6549f0598dca438bd36955390836247e23e6572efa6e0159c987","section":"Long-Term Diplomatic Goals"}],"relations":[{"type":"responds-to","event":"military-aid-pause"},{"type":"responds-to","event":"intelligence-sharing-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 61, 61),
	(21, 'allies-cautious', 1, 'reaction', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"allies-cautious","story":"us-ukraine-peace-talks","title":"NATO allies and European leaders hopeful, but wary of Russia","summary":"They have voiced guarded optimism over the talks and still doubt what Russia intends.","type":"reaction","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"have expressed"},"actors":[{"id":"nato-allies","name":"NATO allies","kind":"group","role":"speaker"},{"id":"european-leaders","name":"European leaders","kind":"group","role":"speaker"},{"id":"nato","name":"NATO","kind":"alliance","role":"mentioned"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":2514,"end":2640,"sha256":"99d1a7756c368e5074bcab667aba7c1149eb5869edc5dddd8e8cba256d22758b","section":"Global Reactions"}],"relations":[{"type":"responds-to","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 63, 63),
	(22, 'eu-no-comment', 1, 'reaction', 'ongoing', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"eu-no-comment","story":"us-ukraine-peace-talks","title":"EU has not said whether it will make up for US aid","summary":"When the source was written, the EU had made no comment on stepping in where the pause leaves a gap.","type":"reaction","status":"ongoing","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"has yet to comment"},"actors":[{"id":"european-union","name":"European Union","kind":"organization","role":"mentioned"},{"id":"united-states","name":"United States","kind":"country","role":"mentioned"}],"places":[],"topics":["military-aid"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":2641,"end":2723,"sha256":"f352ba41215d769b40b250f477168e1a52476fa1200806364ceb28211b4208e0","section":"Global Reactions"}],"relations":[{"type":"responds-to","event":"military-aid-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 64, 64),
	(29, 'reliance-on-us-weapons', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"reliance-on-us-weapons","story":"us-ukraine-peace-talks","title":"Kyiv’s dependence on American weapons makes the pause risky","summary":"The source names Javelin missiles and air defence systems among the arms Ukraine relies on, and for that reason judges the pause precarious in strategic terms.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"},{"id":"united-states","name":"United States","kind":"country","role":"mentioned"}],"places":[],"topics":["military-aid","ukraine-defence","javelin-missiles","air-defence"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":2863,"end":2992,"sha256":"a5380ca1aa2a7da20914a3f7b6d52e37758bd6b0d7066f09c96adc1b902d0fa8","section":"Short-Term Risks for Ukraine"}],"relations":[{"type":"responds-to","event":"military-aid-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 72, 72),
	(23, 'analysts-on-bargaining-power', 1, 'assessment', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"analysts-on-bargaining-power","story":"us-ukraine-peace-talks","title":"Analysts warn that the suspension could weaken Kyiv’s hand","summary":"Unnamed analysts see a risk that Ukraine loses bargaining power.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"Analysts warn"},"actors":[{"id":"analysts","name":"Analysts","kind":"group","role":"speaker"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"}],"places":[],"topics":["military-aid","intelligence-sharing","peace-talks"],"quotes":[{"id":"analysts-bargaining-indirect","event":"analysts-on-bargaining-power","speaker":"analysts","text":"The suspension could leave Ukraine in a weaker position to bargain.","language":"en","kind":"indirect","about":["ukraine"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"Analysts warn"},"citations":[{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"}],"relations":[{"type":"responds-to","event":"military-aid-pause"},{"type":"responds-to","event":"intelligence-sharing-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 65, 65),
	(24, 'pressure-on-kyiv', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"pressure-on-kyiv","story":"us-ukraine-peace-talks","title":"The pauses are seen as pressure on Kyiv to negotiate","summary":"In the source’s own words, not an official’s, the US halts aid and intelligence cooperation to push Kyiv towards diplomacy.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"initiator"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"target"}],"places":[],"topics":["military-aid","intelligence-sharing","peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"}],"relations":[{"type":"responds-to","event":"military-aid-pause"},{"type":"responds-to","event":"intelligence-sharing-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 67, 67),
	(25, 'trump-strategy', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"trump-strategy","story":"us-ukraine-peace-talks","title":"Aid cuts are read as leverage in line with “America First”","summary":"As the source sees it, using the cuts to speed up negotiations fits Trump’s general approach, which puts a quick settlement ahead of long military involvement.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"mentioned"}],"places":[],"topics":["military-aid","peace-talks","us-foreign-policy"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":2077,"end":2260,"sha256":"0799610c4c8f3427aed2c3dcb33d34ab70c8df1f1a7baa6ef4d55d149fdb6e8c","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 68, 68),
	(26, 'zelensky-dilemma', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"zelensky-dilemma","story":"us-ukraine-peace-talks","title":"Zelensky is pressed to negotiate without giving up sovereignty","summary":"The source sees growing pressure on him to negotiate, while he avoids concessions that would damage Ukraine’s sovereignty, above all over regions that Russia occupies.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","role":"affected"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[{"id":"donbas","name":"Donbas","kind":"region","role":"subject","lat":48.295,"lon":38.5554,"country":"UA"},{"id":"crimea","name":"Crimea","kind":"region","role":"subject","lat":45.3,"lon":34.4,"country":"UA"}],"topics":["peace-talks","sovereignty","occupied-territories"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":2263,"end":2458,"sha256":"c6ffc086dc32b5377cdea7e834e17a838199d1daa0977965cdbc2060d9aa2194","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 69, 69),
	(27, 'delicate-balance', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"delicate-balance","story":"us-ukraine-peace-talks","title":"Peace and Ukraine’s interests are said to be in delicate balance","summary":"In the friction between Trump and Zelensky the source sees how finely balanced it is to win peace and still protect Ukraine’s interests.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"}],"places":[],"topics":["peace-talks","sovereignty"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1969,"end":2074,"sha256":"dae0e77d0154346153361248de34c08cb0f6ceb0d664c2f8abf4ba14ff390647","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"}],"relations":[{"type":"responds-to","event":"white-house-clash"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 70, 70),
	(31, 'challenges-loom', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"challenges-loom","story":"us-ukraine-peace-talks","title":"Difficulties are foreseen as US support is halted","summary":"The source qualifies the prospect of a breakthrough: it sees challenges ahead while the US holds back aid and intelligence.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"mentioned"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks","military-aid","intelligence-sharing"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"}],"relations":[{"type":"responds-to","event":"military-aid-pause"},{"type":"responds-to","event":"intelligence-sharing-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 74, 74),
	(32, 'critical-juncture', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"critical-juncture","story":"us-ukraine-peace-talks","title":"The talks are called a critical point in the war","summary":"The source’s own judgement of what it here calls talks on a US-Ukraine peace deal.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"mentioned"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks","russia-ukraine-war"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3656,"end":3803,"sha256":"f6109115feff8454a2d8098af04a8f6fc67571bd0448386d621664675b4030eb","section":"Why This Matters"}],"relations":[{"type":"responds-to","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 75, 75),
	(33, 'wider-ramifications', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"wider-ramifications","story":"us-ukraine-peace-talks","title":"The talks are said to bear on global security and US foreign policy","summary":"The source expects the consequences to reach beyond the war itself. It does not say what they would be.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"affected"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks","global-security","us-foreign-policy"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3656,"end":3803,"sha256":"f6109115feff8454a2d8098af04a8f6fc67571bd0448386d621664675b4030eb","section":"Why This Matters"}],"relations":[{"type":"responds-to","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 76, 76),
	(34, 'strategic-leverage', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"strategic-leverage","story":"us-ukraine-peace-talks","title":"Suspending aid is presented as a tool of diplomacy","summary":"The first of three points that the source finds highlighted: how the suspension of aid is put to use as leverage.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[],"places":[],"topics":["military-aid","us-foreign-policy"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3919,"end":3988,"sha256":"83299c13517d7aa63bc28b90883579891cc090e3d68a3f19e0c5a2649d75a3e1","section":"Why This Matters"},{"source":"us-ukraine-forge-path","start":3804,"end":3916,"sha256":"6fb7c56cafd4d30c8be835a2393c4af7d6681c4fdfea70318f919bfa89aff907","section":"Why This Matters"}],"relations":[{"type":"responds-to","event":"military-aid-pause"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 77, 77),
	(35, 'geopolitical-risks', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"geopolitical-risks","story":"us-ukraine-peace-talks","title":"Peace now is weighed against stability later","summary":"The second point that the source finds highlighted, as a geopolitical risk: how peace at once and stability in the long run balance.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[],"places":[],"topics":["peace-talks","global-security"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3991,"end":4071,"sha256":"cc12ee56a3a3c3697e1fb16f45f02f31600e739ce08d22de76c4b7079749cba2","section":"Why This Matters"},{"source":"us-ukraine-forge-path","start":3804,"end":3916,"sha256":"6fb7c56cafd4d30c8be835a2393c4af7d6681c4fdfea70318f919bfa89aff907","section":"Why This Matters"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 78, 78),
	(37, 'candidate-venues', 1, 'proposal', 'proposed', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"candidate-venues","story":"us-ukraine-peace-talks","title":"Geneva or Istanbul is considered for the talks","summary":"Both are given as examples of neutral ground. Nothing is chosen, and the source does not say who is considering them.","type":"proposal","status":"proposed","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"under consideration"},"actors":[],"places":[{"id":"geneva","name":"Geneva","kind":"city","role":"candidate-venue","lat":46.2044,"lon":6.1432,"country":"CH"},{"id":"istanbul","name":"Istanbul","kind":"city","role":"candidate-venue","lat":41.0082,"lon":28.9784,"country":"TR"}],"topics":["peace-talks","venues"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3265,"end":3359,"sha256":"625b34db5ce440ace5df6ec0f3f4e4688734dbb503c6991884e6e35c7bca31a5","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[{"type":"part-of","event":"formal-talks"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 80, 80),
	(38, 'core-issues', 1, 'proposal', 'proposed', 'reported', -9223372036854775807, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"core-issues","story":"us-ukraine-peace-talks","title":"On the table: ceasefire, Russian withdrawal, disputed territories","summary":"The main points for negotiation are said to include the terms of a ceasefire, a withdrawal of Russia’s forces, and what becomes of the territories in dispute.","type":"proposal","status":"proposed","verification":"reported","date":{"edtf":"/..","earliest":null,"latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"Key negotiation points include"},"actors":[{"id":"russian-forces","name":"Russian forces","kind":"group","role":"affected"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks","ceasefire","troop-withdrawal","disputed-territories"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3362,"end":3492,"sha256":"50c3ef88349fa68e0a2c3e0ba43295a3e3aa1eb46f9958d033c6f443147ad2b0","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[{"type":"part-of","event":"formal-talks"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 81, 81),
	(40, 'cooperation-resumes', 1, 'aid-resumption', 'expected', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"cooperation-resumes","story":"us-ukraine-peace-talks","title":"US cooperation with Ukraine is to resume","summary":"According to Ratcliffe it will, when negotiations gain ground. That is a condition, not a date.","type":"aid-resumption","status":"expected","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"once negotiations gain traction"},"actors":[{"id":"united-states","name":"United States","kind":"country","role":"initiator"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"affected"},{"id":"john-ratcliffe","name":"John Ratcliffe","kind":"person","role":"mentioned"}],"places":[],"topics":["military-aid","intelligence-sharing"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"}],"relations":[{"type":"follows","event":"formal-talks"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 83, 83),
	(41, 'informant-meets-desk', 2, 'meeting', 'occurred', 'confirmed', 1741305600, 1741392000, 2, 2, 1795982079895131, 1795982080210956, 0, '{"id":"informant-meets-desk","story":"unpublished","title":"An informant meets the desk","type":"meeting","status":"occurred","verification":"confirmed","date":{"edtf":"2025-03-07~","earliest":"2025-03-07T00:00:00Z","latest":"2025-03-08T00:00:00Z","precision":"day","approximate":true,"uncertain":false,"basis":"stated","text":"about a week ago"},"actors":[{"id":"informant","name":"An informant","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"mentioned"}],"places":[],"topics":[],"quotes":[{"id":"informant-quote","event":"informant-meets-desk","speaker":"informant","text":"Nobody has signed anything.","kind":"direct","about":[],"date":{"edtf":"2025-03-07~","earliest":"2025-03-07T00:00:00Z","latest":"2025-03-08T00:00:00Z","precision":"day","approximate":true,"uncertain":false,"basis":"stated","text":"about a week ago"},"citations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}],"citations":[{"source":"desk-notes","start":0,"end":30,"sha256":"c3e1d64269c30f13f68640bbeb326811dcdfb4a1a2db07b7f7b1a41a2e4f8a2c"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":2,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:40.210956Z"}', 96, 96),
	(42, 'second-meeting', 2, 'agreement', 'occurred', 'retracted', 1742428800, 9223372036854775807, 3, 2, 1795982079895131, 1795982080271995, 0, '{"id":"second-meeting","story":"unpublished","title":"A second meeting is agreed","type":"agreement","status":"occurred","verification":"retracted","date":{"edtf":"2025-03-20/..","earliest":"2025-03-20T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"from then on"},"actors":[{"id":"informant","name":"An informant","kind":"person","role":"participant"}],"places":[],"topics":[],"quotes":[],"citations":[],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"retracted":{"reason":"called off","at":"2026-11-29T19:54:40.271995Z","by":"desk"},"revision":2,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:40.271995Z"}', 97, 97),
	(16, 'waltz-good-talks', 1, 'statement', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"waltz-good-talks","story":"us-ukraine-peace-talks","title":"Waltz reports progress after the call","summary":"He says that the substance of the talks is going well and that something will move before long.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"later"},"actors":[{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"speaker"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"waltz-good-talks-quote","event":"waltz-good-talks","speaker":"mike-waltz","text":"We’re having good talks on substance… We’ll see movement soon.","language":"en","kind":"direct","about":[],"date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"later"},"citations":[{"source":"us-ukraine-forge-path","start":962,"end":1024,"sha256":"457c2477aafb7117ab4b279ea9ebb4afbcc64fd36b0f251284f779a08e57cdf2","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":920,"end":1025,"sha256":"d91d9267c55874e40bff5c093ebc9e253bcd4cc326206203567999d8543c2a00","section":"Telephone Talks Set the Stage"}],"relations":[{"type":"follows","event":"yermak-waltz-call"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 91, 91),
	(19, 'waltz-not-abandoning', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"waltz-not-abandoning","story":"us-ukraine-peace-talks","title":"Waltz says the US is not out to abandon Ukraine","summary":"Restating the aim, he says that it is to have both sides commit themselves to an end of the war. The source does not say when.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"reiterated"},"actors":[{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"speaker"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"waltz-not-abandoning-quote","event":"waltz-not-abandoning","speaker":"mike-waltz","text":"Our goal isn’t to abandon Ukraine but to ensure both sides commit to ending this war.","language":"en","kind":"direct","about":["ukraine"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"reiterated"},"citations":[{"source":"us-ukraine-forge-path","start":3131,"end":3216,"sha256":"9f47ea94a56c4b18d6e8b547463e690ac963b682120c328c8e7db3f0049436de","section":"Long-Term Diplomatic Goals"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":3112,"end":3217,"sha256":"c585dc81740643453099af26db1d62a9a96a4dc1f44dd903dd20acda96903cf5","section":"Long-Term Diplomatic Goals"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 91, 91),
	(17, 'waltz-hints-at-talks', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 2, 1795982079482279, 1795982080298528, 0, '{"id":"waltz-hints-at-talks","story":"us-ukraine-peace-talks","title":"Waltz hints that formal talks could be weeks away","summary":"He sets no date, and the source does not say when he gave the hint.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"hinted"},"actors":[{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"speaker"}],"places":[],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":2,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:40.298528Z"}', 98, 98),
	(39, 'formal-talks', 1, 'negotiation', 'expected', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"formal-talks","story":"us-ukraine-peace-talks","title":"Formal peace talks could begin","summary":"Waltz hints at a start within weeks, counted from a remark that has no date; on 5 March the negotiations were still ahead. Neither Russia nor Ukraine has confirmed in public that it is ready.","type":"negotiation","status":"expected","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"within weeks"},"actors":[{"id":"russia","name":"Russia","kind":"country","role":"participant"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"participant"},{"id":"united-states","name":"United States","kind":"country","role":"mentioned"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"mentioned"}],"places":[{"id":"geneva","name":"Geneva","kind":"city","role":"candidate-venue","lat":46.2044,"lon":6.1432,"country":"CH"},{"id":"istanbul","name":"Istanbul","kind":"city","role":"candidate-venue","lat":41.0082,"lon":28.9784,"country":"TR"}],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"},{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":3265,"end":3359,"sha256":"625b34db5ce440ace5df6ec0f3f4e4688734dbb503c6991884e6e35c7bca31a5","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[{"type":"follows","event":"yermak-waltz-call"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 91, 91),
	(15, 'yermak-waltz-call', 1, 'call', 'occurred', 'reported', 1741132800, 1741219200, 0, 2, 1795982079482279, 1795982080104461, 93, '{"id":"yermak-waltz-call","story":"us-ukraine-peace-talks","title":"Yermak and Waltz speak by telephone","summary":"The head of Ukraine’s Presidential Office and Trump’s National Security Advisor outline a framework for the negotiations ahead, in a call that the source thinks pivotal. According to Kyiv Post it was about settling the place, the date and the make-up of the delegations.","type":"call","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"actors":[{"id":"andriy-yermak","name":"Andrij Jermak","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"participant"},{"id":"kyiv-post","name":"Kyiv Post","kind":"organization","role":"reporter"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"kyiv-post-call-indirect","event":"yermak-waltz-call","speaker":"kyiv-post","text":"The call was about settling where and when talks with Russia would be held and who would be in the delegations.","language":"en","kind":"indirect","about":["andriy-yermak","mike-waltz","russia"],"date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"citations":[{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"relations":[{"type":"follows","event":"white-house-clash"},{"type":"part-of","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":2,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:40.104461Z"}', 93, 92),
	(43, 'talks-in-jeddah', 1, 'talks', 'scheduled', 'reported', 1741651200, 1741737600, 0, 3, 1795982080130447, 1795982080366692, 0, '{"id":"talks-in-jeddah","story":"us-ukraine-peace-talks","title":"Delegations meet in Jeddah","type":"talks","status":"scheduled","verification":"reported","date":{"edtf":"2025-03-11","earliest":"2025-03-11T00:00:00Z","latest":"2025-03-12T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"on Tuesday"},"actors":[{"id":"andriy-yermak","name":"Andrij Jermak","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"participant"}],"places":[],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":3,"recorded_at":"2026-11-29T19:54:40.130447Z","updated_at":"2026-11-29T19:54:40.366692Z"}', 100, 100),
	(36, 'domestic-politics', 1, 'assessment', 'occurred', 'retracted', 1741132800, 9223372036854775807, 1, 2, 1795982079482279, 1795982080430901, 0, '{"id":"domestic-politics","story":"us-ukraine-peace-talks","title":"Trump’s way of settling conflicts is set against domestic politics","summary":"The third point that the source finds highlighted: how Trump goes about resolving conflicts. It puts the election cycle of 2024 still ahead, which its own date of March 2025 contradicts.","type":"assessment","status":"occurred","verification":"retracted","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"mentioned"}],"places":[],"topics":["us-politics","elections"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":4074,"end":4166,"sha256":"a38b0fcfb0373ad5ac273bddfccf49c1ab402f6a9080340d7a73659dd187ea4d","section":"Why This Matters"},{"source":"us-ukraine-forge-path","start":3804,"end":3916,"sha256":"6fb7c56cafd4d30c8be835a2393c4af7d6681c4fdfea70318f919bfa89aff907","section":"Why This Matters"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"retracted":{"reason":"said elsewhere","at":"2026-11-29T19:54:40.430901Z","by":"desk"},"revision":2,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:40.430901Z"}', 101, 101);
INSERT INTO public.events_fts VALUES
	(1, '''and'':2A ''are'':4A,48C ''at'':5A ''began'':64C ''does'':59C ''end'':51C ''federation'':20B ''for'':55C ''gone'':53C ''has'':52C ''it'':63C ''kyiv'':26B ''long'':56C ''meant'':49C ''not'':60C ''on'':54C ''russia'':1A,17B,32B ''russian'':19B ''say'':61C ''source'':58C ''talks'':47C ''that'':45C ''the'':43C,46C,57C ''to'':50C ''ukraine'':3A,24B,30B ''war'':6A,44C ''when'':62C ''¶'':18B,21B,23B,25B,27B,29B,31B ''россия'':22B ''украіна'':28B'),
	(2, '''and'':2A ''are'':4A ''as'':49C ''crimea'':3A,33B ''does'':58C ''donbas'':1A,31B ''examples'':50C ''federation'':21B ''how'':64C ''it'':57C ''kyiv'':27B ''much'':65C ''names'':46C ''not'':59C ''occupation'':7A ''occupies'':56C ''of'':51C,66C ''or'':63C ''regions'':53C ''russia'':18B,55C ''russian'':6A,20B ''say'':60C ''since'':61C ''source'':45C ''that'':54C ''the'':44C,47C ''them'':67C ''two'':48C ''ukraine'':25B ''ukrainian'':52C ''under'':5A ''when'':62C ''¶'':19B,22B,24B,26B,28B,30B,32B ''россия'':23B ''украіна'':29B'),
	(3, '''2024'':5A ''2025'':72C ''ahead'':11A ''approach'':54C ''as'':47C,59C,82C ''background'':50C ''by'':63C ''come'':62C ''cycle'':3A ''day'':66C ''domestic'':49C ''donald'':22B,27B ''election'':2A ''here'':81C ''in'':70C ''is'':79C ''it'':58C,68C,78C ''j'':28B ''march'':71C ''named'':46C ''of'':4A ''one'':65C ''over'':76C ''past'':83C ''president'':31B ''puts'':10A ''recorded'':80C ''s'':53C ''so'':77C ''source'':8A,56C ''states'':35B,69C ''still'':9A,60C ''that'':67C,73C ''the'':1A,7A,48C,55C,64C ''to'':51C,61C ''treats'':57C ''trump'':23B,25B,29B,32B,52C ''united'':34B ''was'':75C ''which'':6A ''year'':74C ''¶'':24B,26B,30B,33B'),
	(4, '''aid'':8A,55C ''america'':32B ''before'':57C ''came'':56C ''cuts'':52C ''cutting'':6A ''does'':62C ''is'':5A ''kyiv'':36B ''military'':7A,54C ''not'':63C ''of'':31B,50C ''or'':68C ''published'':66C ''reports'':1A,49C ''s'':25B ''say'':2A,64C ''source'':61C ''states'':20B,30B ''suspension'':59C ''that'':3A ''the'':58C,60C ''them'':67C ''to'':53C ''u'':24B ''ukraine'':34B ''united'':19B,29B ''us'':22B,51C ''usa'':27B ''washington'':4A ''when'':69C ''who'':65C ''¶'':21B,23B,26B,28B,33B,35B,37B ''украіна'':38B'),
	(5, '''ability'':6A ''arises'':2A ''before'':56C ''clearly'':45C ''concern'':1A,41C ''cuts'':55C ''defend'':8A ''does'':37C ''is'':43C ''it'':42C,50C ''itself'':9A ''kyiv'':22B ''nor'':44C ''not'':38C ''of'':54C ''or'':51C ''over'':3A ''raised'':49C ''reports'':53C ''s'':5A ''say'':39C ''source'':36C ''suspension'':48C ''the'':35C,47C,52C ''to'':7A ''ukraine'':4A,20B ''whether'':46C ''whose'':40C ''¶'':21B,23B ''украіна'':24B'),
	(6, '''5'':105C ''a'':70C ''about'':66C ''and'':2A,80C ''argue'':64C ''as'':96C ''at'':5A,78C ''before'':90C,101C ''call'':103C ''ceasefire'':71C ''clash'':4A ''come'':77C ''contact'':109C ''dated'':110C ''day'':84C ''days'':89C,100C ''discussions'':92C ''donald'':19B,24B ''followed'':94C ''given'':86C ''guarantees'':82C ''heatedly'':65C ''house'':8A,50B ''is'':85C ''it'':75C,87C ''j'':25B ''march'':106C ''no'':83C ''of'':69C,104C ''once'':79C ''one'':97C ''only'':108C ''over'':73C ''president'':28B ''presidents'':63C ''read'':95C ''reportedly'':72C ''seven'':99C ''should'':76C ''terms'':68C ''that'':93C ''the'':6A,61C,67C,91C,102C,107C ''to'':98C ''trump'':1A,20B,22B,26B,29B ''two'':62C ''volodymyr'':31B,36B,39B ''was'':88C ''whether'':74C ''white'':7A,49B ''without'':81C ''zelenskiy'':40B,44B ''zelensky'':3A,32B,34B ''zelenskyy'':37B,42B ''¶'':21B,23B,27B,30B,33B,35B,38B,41B,43B,45B,48B ''володимир'':46B ''зеленськии'':47B'),
	(7, '''a'':5A ''about'':83C ''an'':64C ''at'':7A ''been'':75C ''ceasefire'':6A ''clash'':80C ''delay'':70C ''demand'':62C ''donald'':19B,24B ''end'':65C ''fighting'':68C ''for'':4A,63C ''have'':74C ''his'':61C ''house'':50B,79C ''is'':71C ''j'':25B ''mainly'':82C ''once'':8A ''president'':28B ''presses'':3A ''reported'':72C ''reportedly'':2A ''the'':67C,77C ''to'':66C,73C ''trump'':1A,20B,22B,26B,29B ''volodymyr'':31B,36B,39B ''was'':81C ''what'':76C ''white'':49B,78C ''without'':69C ''zelenskiy'':40B,44B ''zelensky'':32B,34B ''zelenskyy'':37B,42B ''¶'':21B,23B,27B,30B,33B,35B,38B,41B,43B,45B,48B ''володимир'':46B ''зеленськии'':47B'),
	(8, '''came'':70C ''ceasefire'':67C ''donald'':35B,40B ''for'':5A ''guarantees'':6A,72C ''have'':63C ''he'':59C ''holds'':3A ''house'':48B ''immediate'':66C ''is'':60C ''it'':69C ''j'':41B ''of'':73C ''out'':4A ''president'':44B ''reported'':61C ''reportedly'':2A ''resisted'':64C ''sovereignty'':75C ''territorial'':74C ''the'':65C ''to'':62C ''trump'':36B,38B,42B,45B ''unless'':68C ''volodymyr'':17B,22B,25B ''white'':47B ''with'':71C ''zelenskiy'':26B,30B ''zelensky'':1A,18B,20B ''zelenskyy'':23B,28B ''¶'':19B,21B,24B,27B,29B,31B,34B,37B,39B,43B,46B ''володимир'':32B ''зеленськии'':33B'),
	(9, '''a'':60C,62C ''administration'':18B,55C ''after'':81C ''aid'':4A ''america'':36B ''assistance'':58C ''before'':79C ''began'':71C ''calls'':67C ''clash'':83C ''controversial'':68C ''for'':59C ''force'':87C ''halts'':56C ''house'':21B ''in'':86C ''is'':72C ''it'':70C,84C ''kyiv'':40B ''military'':3A,57C ''nor'':75C ''not'':73C ''of'':35B ''or'':80C ''s'':29B ''source'':66C,90C ''stated'':74C ''states'':24B,34B ''step'':63C ''suspends'':2A ''that'':64C,77C ''the'':53C,65C,82C,89C ''time'':61C ''to'':5A ''trump'':17B,54C ''u'':28B ''ukraine'':6A,38B ''united'':23B,33B ''us'':1A,26B ''usa'':31B ''was'':78C,85C,91C ''when'':69C,88C ''whether'':76C ''white'':20B ''written'':92C ''¶'':19B,22B,25B,27B,30B,32B,37B,39B,41B ''украіна'':42B'),
	(10, '''a'':55C ''administration'':18B ''aid'':60C ''america'':36B ''as'':66C ''began'':73C ''calls'':69C ''controversial'':64C ''cooperation'':4A ''for'':54C ''force'':80C ''halted'':53C ''house'':21B ''in'':61C,79C ''intelligence'':3A ''is'':74C ''it'':70C,72C,77C ''kyiv'':40B ''military'':59C ''not'':75C ''of'':35B ''s'':29B ''same'':63C ''source'':68C,83C ''stated'':76C ''states'':24B,34B ''step'':65C ''suspends'':2A ''the'':62C,67C,82C ''time'':56C ''together'':57C ''trump'':17B ''u'':28B ''ukraine'':6A,38B ''united'':23B,33B ''us'':1A,26B ''usa'':31B ''was'':78C,84C ''when'':71C,81C ''white'':20B ''with'':5A,58C ''written'':85C ''¶'':19B,22B,25B,27B,30B,32B,37B,39B,41B ''украіна'':42B'),
	(11, '''all'':120 ''an'':76C ''and'':85C ''are'':6A,114 ''as'':75C ''bring'':119 ''but'':90C,116 ''calls'':86C ''cia'':1A ''commit'':81C,136 ''decision'':74C,130 ''dedication'':107 ''director'':2A ''donald'':32B,37B ''encourage'':9A,133 ''encouragement'':77C ''ending'':109 ''explains'':72C ''itself'':82C,137 ''j'':38B ''john'':21B ''kyiv'':28B,79C,134 ''meant'':7A ''necessary'':91C,117 ''negotiating'':84C ''of'':128 ''parties'':121 ''pauses'':5A,88C,113 ''peace'':139 ''president'':41B,102 ''purpose'':127 ''questioned'':104 ''ratcliffe'':22B,24B,71C ''s'':106 ''says'':3A ''table'':124 ''talks'':10A,140 ''temporary'':89C,115 ''the'':4A,73C,87C,123,126,129 ''these'':112 ''this'':110 ''to'':8A,78C,80C,83C,108,118,122,132,135,138 ''trump'':33B,35B,39B,42B,103 ''ukraine'':26B ''volodymyr'':44B,49B,52B ''war'':111 ''was'':131 ''zelenskiy'':53B,57B ''zelensky'':45B,47B,105 ''zelenskyy'':50B,55B ''¶'':23B,25B,27B,29B,31B,34B,36B,40B,43B,46B,48B,51B,54B,56B,58B,125 ''володимир'':59B ''зеленськии'':60B ''украіна'':30B'),
	(12, '''and'':77C ''cia'':67C ''commitment'':5A ''committed'':101 ''director'':68C ''donald'':22B,27B ''ending'':7A,105 ''explains'':73C ''he'':72C ''how'':100 ''is'':82C,96,103 ''it'':70C,95 ''j'':28B ''john'':52B ''not'':83C ''open'':97 ''pauses'':75C ''president'':31B ''question'':99 ''questioned'':2A ''ratcliffe'':10A,53B,55B ''reports'':69C ''s'':4A ''said'':80C ''says'':11A ''so'':81C ''stated'':84C ''the'':8A,66C,74C,106 ''to'':6A,98,104 ''trump'':1A,23B,25B,29B,32B,79C ''volodymyr'':34B,39B,42B ''war'':9A,107 ''when'':78C ''where'':71C,76C ''zelenskiy'':43B,47B ''zelensky'':3A,35B,37B,102 ''zelenskyy'':40B,45B ''¶'':24B,26B,30B,33B,36B,38B,41B,44B,46B,48B,51B,54B ''володимир'':49B ''зеленськии'':50B'),
	(13, '''a'':66C,70C ''again'':9A,87 ''america'':38B ''and'':68C ''as'':88,90 ''back'':61C ''be'':6A,84 ''come'':60C ''condition'':67C ''cooperation'':4A,82 ''date'':71C ''he'':55C ''headway'':65C,94 ''it'':58C ''john'':20B ''kyiv'':42B ''made'':93 ''make'':64C ''negotiations'':63C,92 ''not'':69C ''of'':37B ''once'':62C ''ratcliffe'':1A,21B,23B ''s'':31B ''says'':2A ''soon'':89 ''states'':26B,36B ''stresses'':56C ''taken'':7A,85 ''that'':3A,57C ''the'':91 ''u'':30B ''ukraine'':40B ''united'':25B,35B ''up'':8A,86 ''us'':28B ''usa'':33B ''will'':5A ''would'':59C,83 ''¶'':22B,24B,27B,29B,32B,34B,39B,41B,43B ''украіна'':44B'),
	(14, '''5'':86C ''after'':58C ''america'':33B ''and'':2A ''begin'':64C ''bring'':72C ''call'':84C ''calls'':69C ''clash'':60C ''contact'':90C ''countries'':63C ''critical'':70C ''dates'':94C ''days'':57C ''discussions'':5A,65C ''federation'':44B ''forward'':77C ''from'':82C ''is'':80C ''kyiv'':37B ''march'':87C ''negotiating'':7A ''negotiations'':74C ''of'':32B,85C ''on'':6A ''only'':89C ''open'':4A ''peace'':73C ''read'':81C ''russia'':9A,41B,76C ''russian'':43B ''s'':26B ''source'':68C,93C ''start'':79C ''states'':21B,31B ''that'':91C ''the'':59C,61C,67C,83C,88C,92C ''their'':78C ''to'':71C ''two'':62C ''u'':25B ''ukraine'':3A,35B ''united'':20B,30B ''us'':1A,23B ''usa'':28B ''which'':66C ''with'':8A,75C ''¶'':22B,24B,27B,29B,34B,36B,38B,40B,42B,45B ''россия'':46B ''украіна'':39B'),
	(18, '''confirms'':5A ''federation'':25B ''for'':10A ''had'':50C ''in'':53C ''is'':8A ''it'':7A ''kyiv'':31B ''neither'':1A,49C ''nor'':3A ''public'':54C ''ready'':9A ''russia'':2A,22B ''russian'':24B ''said'':51C ''so'':52C ''source'':46C ''talks'':11A ''that'':6A ''the'':45C ''ukraine'':4A,29B ''was'':47C ''when'':44C ''written'':48C ''¶'':23B,26B,28B,30B,32B ''россия'':27B ''украіна'':33B'),
	(20, '''a'':10A,48C,57C,73,82 ''argue'':42C ''bring'':51C,76 ''could'':6A,50C,75 ''for'':47C,72,81 ''halt'':5A ''lasting'':11A,58C,83 ''lend'':7A ''making'':55C ''named'':41C ''not'':40C ''of'':56C ''officials'':2A,24B,28B,39C ''peace'':12A,59C,84 ''s'':27B ''say'':3A ''search'':80 ''stop'':45C ''stopping'':70 ''support'':46C,71 ''that'':43C ''the'':4A,54C,79 ''time'':49C,74 ''to'':9A,44C,53C,78 ''u'':26B ''urgency'':8A,52C,77 ''us'':1A,23B ''¶'':25B'),
	(21, '''alliance'':36B ''allies'':2A,22B ''and'':3A,62C ''atlantic'':30B,35B ''but'':7A ''doubt'':64C ''european'':4A,24B ''federation'':41B ''guarded'':57C ''have'':55C ''hopeful'':6A ''intends'':67C ''leaders'':5A,25B ''nato'':1A,21B,27B ''north'':29B,34B ''of'':9A ''optimism'':58C ''organization'':32B ''over'':59C ''russia'':10A,38B,66C ''russian'':40B ''still'':63C ''talks'':61C ''the'':60C ''they'':54C ''treaty'':31B ''voiced'':56C ''wary'':8A ''what'':65C ''¶'':23B,26B,28B,33B,37B,39B,42B ''россия'':43B'),
	(22, '''a'':70C ''aid'':12A ''america'':41B ''comment'':62C ''eu'':1A,26B,58C ''european'':23B ''for'':10A ''gap'':71C ''had'':59C ''has'':2A ''in'':65C ''it'':6A ''leaves'':69C ''made'':60C ''make'':8A ''no'':61C ''not'':3A ''of'':40B ''on'':63C ''pause'':68C ''s'':34B ''said'':4A ''source'':54C ''states'':29B,39B ''stepping'':64C ''the'':53C,57C,67C ''u'':33B ''union'':24B ''united'':28B,38B ''up'':9A ''us'':11A,31B ''usa'':36B ''was'':55C ''when'':52C ''where'':66C ''whether'':5A ''will'':7A ''written'':56C ''¶'':25B,27B,30B,32B,35B,37B'),
	(23, '''a'':41C,64 ''analysts'':1A,21B,39C ''bargain'':68 ''bargaining'':46C ''could'':6A,60 ''hand'':10A ''in'':63 ''kyiv'':8A,25B ''leave'':61 ''loses'':45C ''position'':66 ''power'':47C ''risk'':42C ''s'':9A ''see'':40C ''suspension'':5A,59 ''that'':3A,43C ''the'':4A,58 ''to'':67 ''ukraine'':23B,44C,62 ''unnamed'':38C ''warn'':2A ''weaken'':7A ''weaker'':65 ''¶'':22B,24B,26B ''украіна'':27B'),
	(24, '''aid'':64C ''america'':34B ''an'':58C ''and'':65C ''are'':3A ''as'':5A ''cooperation'':67C ''diplomacy'':72C ''halts'':63C ''in'':51C ''intelligence'':66C ''kyiv'':8A,38B,70C ''negotiate'':10A ''not'':57C ''of'':33B ''official'':59C ''on'':7A ''own'':55C ''pauses'':2A ''pressure'':6A ''push'':69C ''s'':27B,54C,60C ''seen'':4A ''source'':53C ''states'':22B,32B ''the'':1A,52C,61C ''to'':9A,68C ''towards'':71C ''u'':26B ''ukraine'':36B ''united'':21B,31B ''us'':24B,62C ''usa'':29B ''words'':56C ''¶'':23B,25B,28B,30B,35B,37B,39B ''украіна'':40B'),
	(25, '''a'':62C ''ahead'':65C ''aid'':1A ''america'':10A ''approach'':59C ''are'':3A ''as'':5A,43C ''cuts'':2A,50C ''donald'':22B,27B ''first'':11A ''fits'':55C ''general'':58C ''in'':7A ''involvement'':69C ''it'':47C ''j'':28B ''leverage'':6A ''line'':8A ''long'':67C ''military'':68C ''negotiations'':54C ''of'':66C ''president'':31B ''puts'':61C ''quick'':63C ''read'':4A ''s'':57C ''sees'':46C ''settlement'':64C ''source'':45C ''speed'':52C ''the'':44C,49C ''to'':51C ''trump'':23B,25B,29B,32B,56C ''up'':53C ''using'':48C ''which'':60C ''with'':9A ''¶'':24B,26B,30B'),
	(26, '''above'':83C ''all'':84C ''avoids'':75C ''concessions'':76C ''crimea'':53B ''damage'':79C ''donbas'':51B ''federation'':47B ''giving'':7A ''growing'':67C ''he'':74C ''him'':70C ''is'':2A ''kyiv'':40B ''negotiate'':5A,72C ''occupies'':89C ''on'':69C ''over'':85C ''pressed'':3A ''pressure'':68C ''regions'':86C ''russia'':44B,88C ''russian'':46B ''s'':81C ''sees'':66C ''source'':65C ''sovereignty'':9A,82C ''that'':77C,87C ''the'':64C ''to'':4A,71C ''ukraine'':38B,80C ''up'':8A ''volodymyr'':20B,25B,28B ''while'':73C ''without'':6A ''would'':78C ''zelenskiy'':29B,33B ''zelensky'':1A,21B,23B ''zelenskyy'':26B,31B ''¶'':22B,24B,27B,30B,32B,34B,37B,39B,41B,43B,45B,48B,50B,52B ''володимир'':35B ''зеленськии'':36B ''россия'':49B ''украіна'':42B'),
	(27, '''and'':2A,43C,56C ''are'':6A ''balance'':12A ''balanced'':50C ''be'':9A ''between'':41C ''delicate'':11A ''finely'':49C ''friction'':40C ''how'':48C ''in'':10A,38C ''interests'':5A,61C ''is'':52C ''it'':51C ''kyiv'':25B ''peace'':1A,55C ''protect'':58C ''s'':4A,60C ''said'':7A ''sees'':47C ''source'':46C ''still'':57C ''the'':39C,45C ''to'':8A,53C ''trump'':42C ''ukraine'':3A,23B,59C ''win'':54C ''zelensky'':44C ''¶'':24B,26B ''украіна'':27B'),
	(28, '''a'':46C ''aid'':59C ''and'':60C ''are'':3A ''both'':57C ''doing'':55C ''expose'':6A ''federation'':31B ''heavier'':9A ''in'':54C ''intelligence'':62C ''kyiv'':24B ''offensives'':11A ''pauses'':2A ''risk'':49C ''russia'':28B ''russian'':10A,30B ''said'':4A ''sees'':53C ''short'':47C ''source'':52C ''term'':48C ''that'':50C ''the'':1A,51C,58C,61C ''to'':5A,8A ''ukraine'':7A,22B,35B ''without'':56C ''¶'':23B,25B,27B,29B,32B,34B ''россия'':33B ''украіна'':26B'),
	(29, '''air'':57C ''america'':40B ''american'':5A ''among'':60C ''and'':56C,66C ''arms'':62C ''defence'':58C ''dependence'':3A ''for'':67C ''in'':74C ''javelin'':54C ''judges'':70C ''kyiv'':1A,23B ''makes'':7A ''missiles'':55C ''names'':53C ''of'':39B ''on'':4A,65C ''pause'':9A,72C ''precarious'':73C ''reason'':69C ''relies'':64C ''risky'':10A ''s'':2A,33B ''source'':52C ''states'':28B,38B ''strategic'':75C ''systems'':59C ''terms'':76C ''that'':68C ''the'':8A,51C,61C,71C ''u'':32B ''ukraine'':21B,63C ''united'':27B,37B ''us'':30B ''usa'':35B ''weapons'':6A ''¶'':22B,24B,26B,29B,31B,34B,36B ''украіна'':25B'),
	(30, '''a'':5A,57C,60C ''america'':31B ''are'':3A ''as'':56C ''breakthrough'':7A,61C ''called'':4A ''conflict'':65C ''discussions'':2A,55C ''in'':62C ''is'':66C ''kyiv'':35B ''long'':64C ''of'':30B,53C ''opening'':52C ''possible'':6A,67C ''s'':24B ''sign'':58C ''source'':49C ''states'':19B,29B ''takes'':50C ''that'':59C ''the'':1A,48C,51C,54C,63C ''u'':23B ''ukraine'':33B ''united'':18B,28B ''us'':21B ''usa'':26B ''¶'':20B,22B,25B,27B,32B,34B,36B ''украіна'':37B'),
	(31, '''a'':55C ''ahead'':60C ''aid'':66C ''america'':32B ''and'':67C ''are'':2A ''as'':4A ''back'':65C ''breakthrough'':56C ''challenges'':59C ''difficulties'':1A ''foreseen'':3A ''halted'':8A ''holds'':64C ''intelligence'':68C ''is'':7A ''it'':57C ''kyiv'':36B ''of'':31B,54C ''prospect'':53C ''qualifies'':51C ''s'':25B ''sees'':58C ''source'':50C ''states'':20B,30B ''support'':6A ''the'':49C,52C,62C ''u'':24B ''ukraine'':34B ''united'':19B,29B ''us'':5A,22B,63C ''usa'':27B ''while'':61C ''¶'':21B,23B,26B,28B,33B,35B,37B ''украіна'':38B'),
	(32, '''a'':5A,70C ''america'':34B ''are'':3A ''called'':4A ''calls'':67C ''critical'':6A ''deal'':74C ''federation'':45B ''here'':66C ''in'':8A ''it'':65C ''judgement'':62C ''kyiv'':38B ''of'':33B,63C ''on'':69C ''own'':61C ''peace'':73C ''point'':7A ''russia'':42B ''russian'':44B ''s'':27B,60C ''source'':59C ''states'':22B,32B ''talks'':2A,68C ''the'':1A,9A,58C ''u'':26B ''ukraine'':36B,72C ''united'':21B,31B ''us'':24B,71C ''usa'':29B ''war'':10A ''what'':64C ''¶'':23B,25B,28B,30B,35B,37B,39B,41B,43B,46B ''россия'':47B ''украіна'':40B'),
	(33, '''america'':37B ''and'':10A ''are'':3A ''be'':72C ''bear'':6A ''beyond'':61C ''consequences'':58C ''does'':66C ''expects'':56C ''foreign'':12A ''global'':8A ''it'':65C ''itself'':64C ''kyiv'':41B ''not'':67C ''of'':36B ''on'':7A ''policy'':13A ''reach'':60C ''s'':30B ''said'':4A ''say'':68C ''security'':9A ''source'':55C ''states'':25B,35B ''talks'':2A ''the'':1A,54C,57C,62C ''they'':70C ''to'':5A,59C ''u'':29B ''ukraine'':39B ''united'':24B,34B ''us'':11A,27B ''usa'':32B ''war'':63C ''what'':69C ''would'':71C ''¶'':26B,28B,31B,33B,38B,40B,42B ''украіна'':43B'),
	(34, '''a'':6A ''aid'':2A,44C ''as'':5A,49C ''diplomacy'':9A ''finds'':38C ''first'':31C ''highlighted'':39C ''how'':40C ''is'':3A,45C ''leverage'':50C ''of'':8A,32C,43C ''points'':34C ''presented'':4A ''put'':46C ''source'':37C ''suspending'':1A ''suspension'':42C ''that'':35C ''the'':30C,36C,41C ''three'':33C ''to'':47C ''tool'':7A ''use'':48C'),
	(35, '''a'':37C ''against'':5A ''and'':44C ''as'':36C ''at'':42C ''balance'':50C ''finds'':34C ''geopolitical'':38C ''highlighted'':35C ''how'':40C ''in'':46C ''is'':3A ''later'':7A ''long'':48C ''now'':2A ''once'':43C ''peace'':1A,41C ''point'':30C ''risk'':39C ''run'':49C ''second'':29C ''source'':33C ''stability'':6A,45C ''that'':31C ''the'':28C,32C,47C ''weighed'':4A'),
	(37, '''and'':43C ''are'':33C ''as'':35C ''both'':32C ''chosen'':42C ''considered'':5A ''considering'':51C ''does'':46C ''examples'':36C ''for'':6A ''geneva'':1A,19B ''given'':34C ''ground'':39C ''is'':4A,41C,50C ''istanbul'':3A,21B ''neutral'':38C ''not'':47C ''nothing'':40C ''of'':37C ''or'':2A ''say'':48C ''source'':45C ''talks'':8A ''the'':7A,44C ''them'':52C ''who'':49C ''¶'':20B'),
	(38, '''a'':50C,52C ''and'':58C ''are'':43C ''becomes'':60C ''ceasefire'':4A,51C ''dispute'':65C ''disputed'':7A ''federation'':25B ''for'':41C ''forces'':20B,57C ''in'':64C ''include'':46C ''main'':39C ''negotiation'':42C ''of'':49C,54C,61C ''on'':1A ''points'':40C ''russia'':22B,55C ''russian'':5A,19B,24B ''s'':56C ''said'':44C ''table'':3A ''terms'':48C ''territories'':8A,63C ''the'':2A,38C,47C,62C ''to'':45C ''what'':59C ''withdrawal'':6A,53C ''¶'':21B,23B,26B ''россия'':27B'),
	(40, '''a'':64C,67C ''according'':53C ''america'':31B ''condition'':65C ''cooperation'':2A ''date'':68C ''gain'':60C ''ground'':61C ''is'':5A,63C ''it'':56C ''john'':39B ''kyiv'':35B ''negotiations'':59C ''not'':66C ''of'':30B ''ratcliffe'':40B,42B,55C ''resume'':7A ''s'':24B ''states'':19B,29B ''that'':62C ''to'':6A,54C ''u'':23B ''ukraine'':4A,33B ''united'':18B,28B ''us'':1A,21B ''usa'':26B ''when'':58C ''will'':57C ''with'':3A ''¶'':20B,22B,25B,27B,32B,34B,36B,38B,41B ''украіна'':37B'),
	(16, '''after'':4A ''and'':40C ''before'':45C ''call'':6A ''going'':38C ''good'':60 ''having'':59 ''he'':29C ''is'':37C ''ll'':65 ''long'':46C ''mike'':17B ''move'':44C ''movement'':67 ''of'':34C ''on'':62 ''progress'':3A ''re'':58 ''reports'':2A ''says'':30C ''see'':66 ''something'':42C ''soon'':68 ''substance'':33C,63 ''talks'':36C,61 ''that'':31C,41C ''the'':5A,32C,35C ''waltz'':1A,18B ''we'':57,64 ''well'':39C ''will'':43C'),
	(19, '''abandon'':9A,80 ''aim'':41C ''an'':54C ''both'':49C,85 ''but'':82 ''commit'':51C,87 ''does'':61C ''end'':55C ''ending'':89 ''ensure'':84 ''goal'':76 ''have'':48C ''he'':42C ''is'':5A,46C ''isn'':77 ''it'':45C ''kyiv'':26B ''mike'':21B ''not'':6A,62C ''of'':56C ''our'':75 ''out'':7A ''restating'':39C ''say'':63C ''says'':2A,43C ''sides'':50C,86 ''source'':60C ''t'':78 ''that'':44C ''the'':3A,40C,57C,59C ''themselves'':52C ''this'':90 ''to'':8A,47C,53C,79,83,88 ''ukraine'':10A,24B,81 ''us'':4A ''waltz'':1A,22B ''war'':58C,91 ''when'':64C ''¶'':23B,25B,27B ''украіна'':28B'),
	(39, '''5'':76C ''a'':63C,69C ''ahead'':82C ''america'':42B ''at'':62C ''begin'':5A ''confirmed'':88C ''could'':4A ''counted'':67C ''date'':74C ''federation'':19B ''formal'':1A ''from'':68C ''geneva'':47B ''has'':72C,87C ''hints'':61C ''in'':89C ''is'':93C ''istanbul'':49B ''it'':92C ''kyiv'':25B ''march'':77C ''mike'':44B ''negotiations'':79C ''neither'':83C ''no'':73C ''nor'':85C ''of'':41B ''on'':75C ''peace'':2A ''public'':90C ''ready'':94C ''remark'':70C ''russia'':16B,84C ''russian'':18B ''s'':35B ''start'':64C ''states'':30B,40B ''still'':81C ''talks'':3A ''that'':71C,91C ''the'':78C ''u'':34B ''ukraine'':23B,86C ''united'':29B,39B ''us'':32B ''usa'':37B ''waltz'':45B,60C ''weeks'':66C ''were'':80C ''within'':65C ''¶'':17B,20B,22B,24B,26B,28B,31B,33B,36B,38B,43B,46B,48B ''россия'':21B ''украіна'':27B'),
	(15, '''a'':67C,74C ''about'':87C,113 ''according'':81C ''advisor'':65C ''ahead'':72C ''and'':2A,60C,93C,116,124 ''andrii'':23B ''andrij'':17B ''andriy'':20B ''be'':122,127 ''by'':5A ''call'':75C,111 ''date'':92C ''delegations'':99C,130 ''federation'':40B ''for'':69C ''framework'':68C ''head'':54C ''held'':123 ''in'':73C,128 ''it'':85C ''jermak'':18B ''kyiv'':32B,83C ''kyivpost'':35B ''make'':95C ''mike'':29B ''national'':63C ''negotiations'':71C ''of'':55C,97C ''office'':59C ''outline'':66C ''pivotal'':80C ''place'':90C ''post'':33B,84C ''presidential'':58C ''russia'':37B,120 ''russian'':39B ''s'':57C,62C ''security'':64C ''settling'':88C,114 ''source'':78C ''speak'':4A ''talks'':118 ''telephone'':6A ''that'':76C ''the'':53C,70C,77C,89C,91C,94C,98C,110,129 ''thinks'':79C ''to'':82C ''trump'':61C ''ukraine'':56C ''up'':96C ''waltz'':3A,30B ''was'':86C,112 ''when'':117 ''where'':115 ''who'':125 ''with'':119 ''would'':121,126 ''yermak'':1A,21B,24B ''¶'':19B,22B,25B,28B,31B,34B,36B,38B,41B ''андріи'':26B ''россия'':42B ''єрмак'':27B'),
	(41, '''an'':1A,16B ''anything'':44 ''desk'':5A ''has'':42 ''informant'':2A,17B ''meets'':3A ''mike'':19B ''nobody'':41 ''signed'':43 ''the'':4A ''waltz'':20B ''¶'':18B'),
	(42, '''a'':1A ''agreed'':5A ''an'':16B ''informant'':17B ''is'':4A ''meeting'':3A ''second'':2A'),
	(17, '''and'':36C ''away'':9A ''be'':7A ''could'':6A ''date'':35C ''does'':39C ''formal'':4A ''gave'':44C ''he'':32C,43C ''hint'':46C ''hints'':2A ''mike'':20B ''no'':34C ''not'':40C ''say'':41C ''sets'':33C ''source'':38C ''talks'':5A ''that'':3A ''the'':37C,45C ''waltz'':1A,21B ''weeks'':8A ''when'':42C'),
	(43, '''andrii'':21B ''andrij'':15B ''andriy'':18B ''delegations'':1A ''in'':3A ''jeddah'':4A ''jermak'':16B ''meet'':2A ''mike'':27B ''waltz'':28B ''yermak'':19B,22B ''¶'':17B,20B,23B,26B ''андріи'':24B ''єрмак'':25B'),
	(36, '''2024'':63C ''2025'':72C ''about'':54C ''against'':9A ''ahead'':65C ''conflicts'':6A,56C ''contradicts'':73C ''cycle'':61C ''date'':69C ''domestic'':10A ''donald'':22B,27B ''election'':60C ''finds'':49C ''goes'':53C ''highlighted'':50C ''how'':51C ''is'':7A ''it'':57C ''its'':67C ''j'':28B ''march'':71C ''of'':4A,62C,70C ''own'':68C ''point'':45C ''politics'':11A ''president'':31B ''puts'':58C ''resolving'':55C ''s'':2A ''set'':8A ''settling'':5A ''source'':48C ''still'':64C ''that'':46C ''the'':43C,47C,59C ''third'':44C ''trump'':1A,23B,25B,29B,32B,52C ''way'':3A ''which'':66C ''¶'':24B,26B,30B');
INSERT INTO public.events_past OVERRIDING SYSTEM VALUE VALUES
	(1, 15, 'yermak-waltz-call', 1, 'call', 'occurred', 'reported', 1741132800, 1741219200, 0, 1, 1795982079482279, 1795982079482279, 0, 52, 91, '{"id":"yermak-waltz-call","story":"us-ukraine-peace-talks","title":"Yermak and Waltz speak by phone about negotiating with Russia","summary":"The head of Ukraine’s Presidential Office and Trump’s National Security Advisor outline a framework for the negotiations ahead, in a call that the source thinks pivotal. According to Kyiv Post it was about settling the place, the date and the make-up of the delegations.","type":"call","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"actors":[{"id":"andriy-yermak","name":"Andriy Yermak","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"participant"},{"id":"kyiv-post","name":"Kyiv Post","kind":"organization","role":"reporter"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"kyiv-post-call-indirect","event":"yermak-waltz-call","speaker":"kyiv-post","text":"The call was about settling where and when talks with Russia would be held and who would be in the delegations.","language":"en","kind":"indirect","about":["andriy-yermak","mike-waltz","russia"],"date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"citations":[{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"relations":[{"type":"follows","event":"white-house-clash"},{"type":"part-of","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(2, 16, 'waltz-good-talks', 1, 'statement', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, 54, 91, '{"id":"waltz-good-talks","story":"us-ukraine-peace-talks","title":"Waltz reports progress after the call","summary":"He says that the substance of the talks is going well and that something will move before long.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"later"},"actors":[{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"speaker"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"waltz-good-talks-quote","event":"waltz-good-talks","speaker":"mike-waltz","text":"We’re having good talks on substance… We’ll see movement soon.","language":"en","kind":"direct","about":[],"date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"later"},"citations":[{"source":"us-ukraine-forge-path","start":962,"end":1024,"sha256":"457c2477aafb7117ab4b279ea9ebb4afbcc64fd36b0f251284f779a08e57cdf2","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":920,"end":1025,"sha256":"d91d9267c55874e40bff5c093ebc9e253bcd4cc326206203567999d8543c2a00","section":"Telephone Talks Set the Stage"}],"relations":[{"type":"follows","event":"yermak-waltz-call"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(3, 17, 'waltz-hints-at-talks', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, 56, 91, '{"id":"waltz-hints-at-talks","story":"us-ukraine-peace-talks","title":"Waltz hints that formal talks could be weeks away","summary":"He sets no date, and the source does not say when he gave the hint.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"hinted"},"actors":[{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"speaker"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"waltz-weeks-indirect","event":"waltz-hints-at-talks","speaker":"mike-waltz","text":"Formal talks could open in a matter of weeks.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"hinted"},"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(4, 19, 'waltz-not-abandoning', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, 59, 91, '{"id":"waltz-not-abandoning","story":"us-ukraine-peace-talks","title":"Waltz says the US is not out to abandon Ukraine","summary":"Restating the aim, he says that it is to have both sides commit themselves to an end of the war. The source does not say when.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"reiterated"},"actors":[{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"speaker"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"waltz-not-abandoning-quote","event":"waltz-not-abandoning","speaker":"mike-waltz","text":"Our goal isn’t to abandon Ukraine but to ensure both sides commit to ending this war.","language":"en","kind":"direct","about":["ukraine"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"reiterated"},"citations":[{"source":"us-ukraine-forge-path","start":3131,"end":3216,"sha256":"9f47ea94a56c4b18d6e8b547463e690ac963b682120c328c8e7db3f0049436de","section":"Long-Term Diplomatic Goals"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":3112,"end":3217,"sha256":"c585dc81740643453099af26db1d62a9a96a4dc1f44dd903dd20acda96903cf5","section":"Long-Term Diplomatic Goals"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(5, 39, 'formal-talks', 1, 'negotiation', 'expected', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, 82, 91, '{"id":"formal-talks","story":"us-ukraine-peace-talks","title":"Formal peace talks could begin","summary":"Waltz hints at a start within weeks, counted from a remark that has no date; on 5 March the negotiations were still ahead. Neither Russia nor Ukraine has confirmed in public that it is ready.","type":"negotiation","status":"expected","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"within weeks"},"actors":[{"id":"russia","name":"Russia","kind":"country","role":"participant"},{"id":"ukraine","name":"Ukraine","kind":"country","role":"participant"},{"id":"united-states","name":"United States","kind":"country","role":"mentioned"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"mentioned"}],"places":[{"id":"geneva","name":"Geneva","kind":"city","role":"candidate-venue","lat":46.2044,"lon":6.1432,"country":"CH"},{"id":"istanbul","name":"Istanbul","kind":"city","role":"candidate-venue","lat":41.0082,"lon":28.9784,"country":"TR"}],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"},{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":3265,"end":3359,"sha256":"625b34db5ce440ace5df6ec0f3f4e4688734dbb503c6991884e6e35c7bca31a5","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[{"type":"follows","event":"yermak-waltz-call"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(6, 15, 'yermak-waltz-call', 1, 'call', 'occurred', 'reported', 1741132800, 1741219200, 0, 1, 1795982079482279, 1795982079482279, 0, 91, 92, '{"id":"yermak-waltz-call","story":"us-ukraine-peace-talks","title":"Yermak and Waltz speak by phone about negotiating with Russia","summary":"The head of Ukraine’s Presidential Office and Trump’s National Security Advisor outline a framework for the negotiations ahead, in a call that the source thinks pivotal. According to Kyiv Post it was about settling the place, the date and the make-up of the delegations.","type":"call","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"actors":[{"id":"andriy-yermak","name":"Andriy Yermak","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"participant"},{"id":"kyiv-post","name":"Kyiv Post","kind":"organization","role":"reporter"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"kyiv-post-call-indirect","event":"yermak-waltz-call","speaker":"kyiv-post","text":"The call was about settling where and when talks with Russia would be held and who would be in the delegations.","language":"en","kind":"indirect","about":["andriy-yermak","mike-waltz","russia"],"date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"citations":[{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"relations":[{"type":"follows","event":"white-house-clash"},{"type":"part-of","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(7, 15, 'yermak-waltz-call', 1, 'call', 'occurred', 'reported', 1741132800, 1741219200, 0, 2, 1795982079482279, 1795982080027065, 0, 92, 93, '{"id":"yermak-waltz-call","story":"us-ukraine-peace-talks","title":"Yermak and Waltz speak by telephone","summary":"The head of Ukraine’s Presidential Office and Trump’s National Security Advisor outline a framework for the negotiations ahead, in a call that the source thinks pivotal. According to Kyiv Post it was about settling the place, the date and the make-up of the delegations.","type":"call","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"actors":[{"id":"andriy-yermak","name":"Andriy Yermak","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"participant"},{"id":"kyiv-post","name":"Kyiv Post","kind":"organization","role":"reporter"},{"id":"russia","name":"Russia","kind":"country","role":"mentioned"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"kyiv-post-call-indirect","event":"yermak-waltz-call","speaker":"kyiv-post","text":"The call was about settling where and when talks with Russia would be held and who would be in the delegations.","language":"en","kind":"indirect","about":["andriy-yermak","mike-waltz","russia"],"date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"citations":[{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"relations":[{"type":"follows","event":"white-house-clash"},{"type":"part-of","event":"us-ukraine-discussions"}],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":2,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:40.027065Z"}'),
	(8, 43, 'talks-in-jeddah', 1, 'talks', 'scheduled', 'reported', 1741651200, 1741737600, 0, 1, 1795982080130447, 1795982080130447, 0, 94, 95, '{"id":"talks-in-jeddah","story":"us-ukraine-peace-talks","title":"Delegations meet in Jeddah","type":"talks","status":"scheduled","verification":"reported","date":{"edtf":"2025-03-11","earliest":"2025-03-11T00:00:00Z","latest":"2025-03-12T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"on Tuesday"},"actors":[{"id":"andriy-yermak","name":"Andrij Jermak","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"participant"}],"places":[],"topics":[],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:40.130447Z","updated_at":"2026-11-29T19:54:40.130447Z"}'),
	(9, 41, 'informant-meets-desk', 2, 'meeting', 'occurred', 'reported', 1741305600, 1741392000, 2, 1, 1795982079895131, 1795982079895131, 0, 89, 96, '{"id":"informant-meets-desk","story":"unpublished","title":"An informant meets the desk","type":"meeting","status":"occurred","verification":"reported","date":{"edtf":"2025-03-07~","earliest":"2025-03-07T00:00:00Z","latest":"2025-03-08T00:00:00Z","precision":"day","approximate":true,"uncertain":false,"basis":"stated","text":"about a week ago"},"actors":[{"id":"informant","name":"An informant","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"mentioned"}],"places":[],"topics":[],"quotes":[{"id":"informant-quote","event":"informant-meets-desk","speaker":"informant","text":"Nobody has signed anything.","kind":"direct","about":[],"date":{"edtf":"2025-03-07~","earliest":"2025-03-07T00:00:00Z","latest":"2025-03-08T00:00:00Z","precision":"day","approximate":true,"uncertain":false,"basis":"stated","text":"about a week ago"},"citations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}],"citations":[{"source":"desk-notes","start":0,"end":30,"sha256":"c3e1d64269c30f13f68640bbeb326811dcdfb4a1a2db07b7f7b1a41a2e4f8a2c"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}'),
	(10, 42, 'second-meeting', 2, 'agreement', 'occurred', 'reported', 1742428800, 9223372036854775807, 2, 1, 1795982079895131, 1795982079895131, 0, 91, 97, '{"id":"second-meeting","story":"unpublished","title":"A second meeting is agreed","type":"agreement","status":"occurred","verification":"reported","date":{"edtf":"2025-03-20/..","earliest":"2025-03-20T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"from then on"},"actors":[{"id":"informant","name":"An informant","kind":"person","role":"participant"}],"places":[],"topics":[],"quotes":[],"citations":[],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}'),
	(11, 17, 'waltz-hints-at-talks', 1, 'statement', 'occurred', 'reported', -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, 91, 98, '{"id":"waltz-hints-at-talks","story":"us-ukraine-peace-talks","title":"Waltz hints that formal talks could be weeks away","summary":"He sets no date, and the source does not say when he gave the hint.","type":"statement","status":"occurred","verification":"reported","date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"hinted"},"actors":[{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"speaker"}],"places":[],"topics":["peace-talks"],"quotes":[{"id":"waltz-weeks-indirect","event":"waltz-hints-at-talks","speaker":"mike-waltz","text":"Formal talks could open in a matter of weeks.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"hinted"},"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}],"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}'),
	(12, 43, 'talks-in-jeddah', 1, 'talks', 'scheduled', 'reported', 1741651200, 1741737600, 0, 2, 1795982080130447, 1795982080175059, 0, 95, 100, '{"id":"talks-in-jeddah","story":"us-ukraine-peace-talks","title":"Delegations meet in Jeddah","type":"talks","status":"scheduled","verification":"reported","date":{"edtf":"2025-03-11?","earliest":"2025-03-11T00:00:00Z","latest":"2025-03-12T00:00:00Z","precision":"day","approximate":false,"uncertain":true,"basis":"stated","text":"on Tuesday"},"actors":[{"id":"andriy-yermak","name":"Andrij Jermak","kind":"person","role":"participant"},{"id":"mike-waltz","name":"Mike Waltz","kind":"person","role":"participant"}],"places":[],"topics":["peace-talks"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":2,"recorded_at":"2026-11-29T19:54:40.130447Z","updated_at":"2026-11-29T19:54:40.175059Z"}'),
	(13, 36, 'domestic-politics', 1, 'assessment', 'occurred', 'reported', 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, 79, 101, '{"id":"domestic-politics","story":"us-ukraine-peace-talks","title":"Trump’s way of settling conflicts is set against domestic politics","summary":"The third point that the source finds highlighted: how Trump goes about resolving conflicts. It puts the election cycle of 2024 still ahead, which its own date of March 2025 contradicts.","type":"assessment","status":"occurred","verification":"reported","date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"actors":[{"id":"donald-trump","name":"Donald Trump","kind":"person","role":"mentioned"}],"places":[],"topics":["us-politics","elections"],"quotes":[],"citations":[{"source":"us-ukraine-forge-path","start":4074,"end":4166,"sha256":"a38b0fcfb0373ad5ac273bddfccf49c1ab402f6a9080340d7a73659dd187ea4d","section":"Why This Matters"},{"source":"us-ukraine-forge-path","start":3804,"end":3916,"sha256":"6fb7c56cafd4d30c8be835a2393c4af7d6681c4fdfea70318f919bfa89aff907","section":"Why This Matters"}],"relations":[],"media":[],"codes":[],"external_ids":[],"figures":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}');
INSERT INTO public.events_past_fts VALUES
	(1, '''a'':75C,82C ''about'':7A,95C,121 ''according'':89C ''advisor'':73C ''ahead'':80C ''and'':2A,68C,101C,124,132 ''andrii'':26B ''andriy'':21B ''be'':130,135 ''by'':5A ''call'':83C,119 ''date'':100C ''delegations'':107C,138 ''federation'':48B ''for'':77C ''framework'':76C ''head'':62C ''held'':131 ''in'':81C,136 ''it'':93C ''kyiv'':40B,91C ''kyivpost'':43B ''make'':103C ''michael'':37B ''mike'':32B ''national'':71C ''negotiating'':8A ''negotiations'':79C ''of'':63C,105C ''office'':67C ''outline'':74C ''phone'':6A ''pivotal'':88C ''place'':98C ''post'':41B,92C ''presidential'':66C ''russia'':10A,45B,128 ''russian'':47B ''s'':65C,70C ''security'':72C ''settling'':96C,122 ''source'':86C ''speak'':4A ''talks'':126 ''that'':84C ''the'':61C,78C,85C,97C,99C,102C,106C,118,137 ''thinks'':87C ''to'':90C ''trump'':69C ''ukraine'':64C ''up'':104C ''waltz'':3A,33B,35B,38B ''was'':94C,120 ''when'':125 ''where'':123 ''who'':133 ''with'':9A,127 ''would'':129,134 ''yermak'':1A,22B,24B,27B ''¶'':23B,25B,28B,31B,34B,36B,39B,42B,44B,46B,49B ''андріи'':29B ''россия'':50B ''єрмак'':30B'),
	(2, '''after'':4A ''and'':45C ''before'':50C ''call'':6A ''going'':43C ''good'':65 ''having'':64 ''he'':34C ''is'':42C ''ll'':70 ''long'':51C ''michael'':22B ''mike'':17B ''move'':49C ''movement'':72 ''of'':39C ''on'':67 ''progress'':3A ''re'':63 ''reports'':2A ''says'':35C ''see'':71 ''something'':47C ''soon'':73 ''substance'':38C,68 ''talks'':41C,66 ''that'':36C,46C ''the'':5A,37C,40C ''waltz'':1A,18B,20B,23B ''we'':62,69 ''well'':44C ''will'':48C ''¶'':19B,21B'),
	(3, '''a'':67 ''and'':41C ''away'':9A ''be'':7A ''could'':6A,64 ''date'':40C ''does'':44C ''formal'':4A,62 ''gave'':49C ''he'':37C,48C ''hint'':51C ''hints'':2A ''in'':66 ''matter'':68 ''michael'':25B ''mike'':20B ''no'':39C ''not'':45C ''of'':69 ''open'':65 ''say'':46C ''sets'':38C ''source'':43C ''talks'':5A,63 ''that'':3A ''the'':42C,50C ''waltz'':1A,21B,23B,26B ''weeks'':8A,70 ''when'':47C ''¶'':22B,24B'),
	(4, '''abandon'':9A,85 ''aim'':46C ''an'':59C ''both'':54C,90 ''but'':87 ''commit'':56C,92 ''does'':66C ''end'':60C ''ending'':94 ''ensure'':89 ''goal'':81 ''have'':53C ''he'':47C ''is'':5A,51C ''isn'':82 ''it'':50C ''kyiv'':31B ''michael'':26B ''mike'':21B ''not'':6A,67C ''of'':61C ''our'':80 ''out'':7A ''restating'':44C ''say'':68C ''says'':2A,48C ''sides'':55C,91 ''source'':65C ''t'':83 ''that'':49C ''the'':3A,45C,62C,64C ''themselves'':57C ''this'':95 ''to'':8A,52C,58C,84,88,93 ''ukraine'':10A,29B,86 ''us'':4A ''waltz'':1A,22B,24B,27B ''war'':63C,96 ''when'':69C ''¶'':23B,25B,28B,30B,32B ''украіна'':33B'),
	(5, '''5'':81C ''a'':68C,74C ''ahead'':87C ''america'':42B ''at'':67C ''begin'':5A ''confirmed'':93C ''could'':4A ''counted'':72C ''date'':79C ''federation'':19B ''formal'':1A ''from'':73C ''geneva'':52B ''has'':77C,92C ''hints'':66C ''in'':94C ''is'':98C ''istanbul'':54B ''it'':97C ''kyiv'':25B ''march'':82C ''michael'':49B ''mike'':44B ''negotiations'':84C ''neither'':88C ''no'':78C ''nor'':90C ''of'':41B ''on'':80C ''peace'':2A ''public'':95C ''ready'':99C ''remark'':75C ''russia'':16B,89C ''russian'':18B ''s'':35B ''start'':69C ''states'':30B,40B ''still'':86C ''talks'':3A ''that'':76C,96C ''the'':83C ''u'':34B ''ukraine'':23B,91C ''united'':29B,39B ''us'':32B ''usa'':37B ''waltz'':45B,47B,50B,65C ''weeks'':71C ''were'':85C ''within'':70C ''¶'':17B,20B,22B,24B,26B,28B,31B,33B,36B,38B,43B,46B,48B,51B,53B ''россия'':21B ''украіна'':27B'),
	(6, '''a'':70C,77C ''about'':7A,90C,116 ''according'':84C ''advisor'':68C ''ahead'':75C ''and'':2A,63C,96C,119,127 ''andrii'':26B ''andriy'':21B ''be'':125,130 ''by'':5A ''call'':78C,114 ''date'':95C ''delegations'':102C,133 ''federation'':43B ''for'':72C ''framework'':71C ''head'':57C ''held'':126 ''in'':76C,131 ''it'':88C ''kyiv'':35B,86C ''kyivpost'':38B ''make'':98C ''mike'':32B ''national'':66C ''negotiating'':8A ''negotiations'':74C ''of'':58C,100C ''office'':62C ''outline'':69C ''phone'':6A ''pivotal'':83C ''place'':93C ''post'':36B,87C ''presidential'':61C ''russia'':10A,40B,123 ''russian'':42B ''s'':60C,65C ''security'':67C ''settling'':91C,117 ''source'':81C ''speak'':4A ''talks'':121 ''that'':79C ''the'':56C,73C,80C,92C,94C,97C,101C,113,132 ''thinks'':82C ''to'':85C ''trump'':64C ''ukraine'':59C ''up'':99C ''waltz'':3A,33B ''was'':89C,115 ''when'':120 ''where'':118 ''who'':128 ''with'':9A,122 ''would'':124,129 ''yermak'':1A,22B,24B,27B ''¶'':23B,25B,28B,31B,34B,37B,39B,41B,44B ''андріи'':29B ''россия'':45B ''єрмак'':30B'),
	(7, '''a'':66C,73C ''about'':86C,112 ''according'':80C ''advisor'':64C ''ahead'':71C ''and'':2A,59C,92C,115,123 ''andrii'':22B ''andriy'':17B ''be'':121,126 ''by'':5A ''call'':74C,110 ''date'':91C ''delegations'':98C,129 ''federation'':39B ''for'':68C ''framework'':67C ''head'':53C ''held'':122 ''in'':72C,127 ''it'':84C ''kyiv'':31B,82C ''kyivpost'':34B ''make'':94C ''mike'':28B ''national'':62C ''negotiations'':70C ''of'':54C,96C ''office'':58C ''outline'':65C ''pivotal'':79C ''place'':89C ''post'':32B,83C ''presidential'':57C ''russia'':36B,119 ''russian'':38B ''s'':56C,61C ''security'':63C ''settling'':87C,113 ''source'':77C ''speak'':4A ''talks'':117 ''telephone'':6A ''that'':75C ''the'':52C,69C,76C,88C,90C,93C,97C,109,128 ''thinks'':78C ''to'':81C ''trump'':60C ''ukraine'':55C ''up'':95C ''waltz'':3A,29B ''was'':85C,111 ''when'':116 ''where'':114 ''who'':124 ''with'':118 ''would'':120,125 ''yermak'':1A,18B,20B,23B ''¶'':19B,21B,24B,27B,30B,33B,35B,37B,40B ''андріи'':25B ''россия'':41B ''єрмак'':26B'),
	(8, '''andrii'':21B ''andrij'':15B ''andriy'':18B ''delegations'':1A ''in'':3A ''jeddah'':4A ''jermak'':16B ''meet'':2A ''mike'':27B ''waltz'':28B ''yermak'':19B,22B ''¶'':17B,20B,23B,26B ''андріи'':24B ''єрмак'':25B'),
	(9, '''an'':1A,16B ''anything'':44 ''desk'':5A ''has'':42 ''informant'':2A,17B ''meets'':3A ''mike'':19B ''nobody'':41 ''signed'':43 ''the'':4A ''waltz'':20B ''¶'':18B'),
	(10, '''a'':1A ''agreed'':5A ''an'':16B ''informant'':17B ''is'':4A ''meeting'':3A ''second'':2A'),
	(11, '''a'':62 ''and'':36C ''away'':9A ''be'':7A ''could'':6A,59 ''date'':35C ''does'':39C ''formal'':4A,57 ''gave'':44C ''he'':32C,43C ''hint'':46C ''hints'':2A ''in'':61 ''matter'':63 ''mike'':20B ''no'':34C ''not'':40C ''of'':64 ''open'':60 ''say'':41C ''sets'':33C ''source'':38C ''talks'':5A,58 ''that'':3A ''the'':37C,45C ''waltz'':1A,21B ''weeks'':8A,65 ''when'':42C'),
	(12, '''andrii'':21B ''andrij'':15B ''andriy'':18B ''delegations'':1A ''in'':3A ''jeddah'':4A ''jermak'':16B ''meet'':2A ''mike'':27B ''waltz'':28B ''yermak'':19B,22B ''¶'':17B,20B,23B,26B ''андріи'':24B ''єрмак'':25B'),
	(13, '''2024'':63C ''2025'':72C ''about'':54C ''against'':9A ''ahead'':65C ''conflicts'':6A,56C ''contradicts'':73C ''cycle'':61C ''date'':69C ''domestic'':10A ''donald'':22B,27B ''election'':60C ''finds'':49C ''goes'':53C ''highlighted'':50C ''how'':51C ''is'':7A ''it'':57C ''its'':67C ''j'':28B ''march'':71C ''of'':4A,62C,70C ''own'':68C ''point'':45C ''politics'':11A ''president'':31B ''puts'':58C ''resolving'':55C ''s'':2A ''set'':8A ''settling'':5A ''source'':48C ''still'':64C ''that'':46C ''the'':43C,47C,59C ''third'':44C ''trump'':1A,23B,25B,29B,32B,52C ''way'':3A ''which'':66C ''¶'':24B,26B,30B');
INSERT INTO public.idempotency_keys VALUES
	(1, 'announced-1', '\xb46616de42dcb49ec9d767a9344f878692ecbaac93bcb27aebd9e2f314d49a2a', '{"JSON":"eyJpZCI6InRhbGtzLWluLWplZGRhaCIsInN0b3J5IjoidXMtdWtyYWluZS1wZWFjZS10YWxrcyIsInRpdGxlIjoiRGVsZWdhdGlvbnMgbWVldCBpbiBKZWRkYWgiLCJ0eXBlIjoidGFsa3MiLCJzdGF0dXMiOiJzY2hlZHVsZWQiLCJ2ZXJpZmljYXRpb24iOiJyZXBvcnRlZCIsImRhdGUiOnsiZWR0ZiI6IjIwMjUtMDMtMTEiLCJlYXJsaWVzdCI6IjIwMjUtMDMtMTFUMDA6MDA6MDBaIiwibGF0ZXN0IjoiMjAyNS0wMy0xMlQwMDowMDowMFoiLCJwcmVjaXNpb24iOiJkYXkiLCJhcHByb3hpbWF0ZSI6ZmFsc2UsInVuY2VydGFpbiI6ZmFsc2UsImJhc2lzIjoic3RhdGVkIiwidGV4dCI6Im9uIFR1ZXNkYXkifSwiYWN0b3JzIjpbeyJpZCI6ImFuZHJpeS15ZXJtYWsiLCJuYW1lIjoiQW5kcmlqIEplcm1hayIsImtpbmQiOiJwZXJzb24iLCJyb2xlIjoicGFydGljaXBhbnQifSx7ImlkIjoibWlrZS13YWx0eiIsIm5hbWUiOiJNaWtlIFdhbHR6Iiwia2luZCI6InBlcnNvbiIsInJvbGUiOiJwYXJ0aWNpcGFudCJ9XSwicGxhY2VzIjpbXSwidG9waWNzIjpbXSwicXVvdGVzIjpbXSwiY2l0YXRpb25zIjpbeyJzb3VyY2UiOiJ1cy11a3JhaW5lLWZvcmdlLXBhdGgiLCJzdGFydCI6NTk0LCJlbmQiOjc4OCwic2hhMjU2IjoiMjM2ODM5ZTJlYmFhNzRkM2RjN2M4YjE3MTFjYWYxNjg3NGZhMjVmMzg5NzY3ZGExMWY0Njk2YzhkNDA1Y2RhMyJ9XSwicmVsYXRpb25zIjpbXSwibWVkaWEiOltdLCJjb2RlcyI6W10sImV4dGVybmFsX2lkcyI6W10sImZpZ3VyZXMiOltdLCJyZXZpc2lvbiI6MSwicmVjb3JkZWRfYXQiOiIyMDI2LTExLTI5VDE5OjU0OjQwLjEzMDQ0N1oiLCJ1cGRhdGVkX2F0IjoiMjAyNi0xMS0yOVQxOTo1NDo0MC4xMzA0NDdaIn0=","Revision":1,"Touched":0,"UpdatedAt":"2026-11-29T19:54:40.130447Z","Redacted":false}', 1795982080130447);
INSERT INTO public.meta VALUES
	(1, 101, 1795982080430901, '\xe20aed8ee36e49488733ebdfc8ebe341c5bca28081b74501abfafe67475181ca');
INSERT INTO public.place_ancestors VALUES
	(1, 2, 33),
	(1, 3, 33),
	(2, 3, 33),
	(4, 5, 33),
	(6, 7, 33),
	(8, 10, 33),
	(9, 10, 33);
INSERT INTO public.places VALUES
	(1, 'white-house', 'white house', 'building', 'US', 38.8977, -77.0365, 0.17458916675890665, -0.7584327634841712, 0.6279318164611456, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"white-house","name":"White House","kind":"building","lat":38.8977,"lon":-77.0365,"country":"US","parent":"washington-dc","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 22, 0),
	(2, 'washington-dc', 'washington d c', 'city', 'US', 38.9072, -77.0369, 0.17456051404698578, -0.758332510264338, 0.6280608496092076, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"washington-dc","name":"Washington, D.C.","kind":"city","lat":38.9072,"lon":-77.0369,"country":"US","parent":"united-states","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 23, 0),
	(3, 'united-states', 'united states', 'country', 'US', 39.8283, -98.5795, -0.11456655740097224, -0.7593735700723363, 0.6404890982685688, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"united-states","name":"United States","kind":"country","lat":39.8283,"lon":-98.5795,"country":"US","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 24, 0),
	(4, 'geneva', 'geneva', 'city', 'CH', 46.2044, 6.1432, 0.6881134586291787, 0.07406290779312887, 0.7218133787500866, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"geneva","name":"Geneva","kind":"city","lat":46.2044,"lon":6.1432,"country":"CH","parent":"switzerland","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 25, 0),
	(5, 'switzerland', 'switzerland', 'country', 'CH', 46.8182, 8.2275, 0.6772723065770961, 0.0979282707994272, 0.7291860369768294, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"switzerland","name":"Switzerland","kind":"country","lat":46.8182,"lon":8.2275,"country":"CH","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 26, 0),
	(6, 'istanbul', 'istanbul', 'city', 'TR', 41.0082, 28.9784, 0.6601396178172725, 0.365596100123556, 0.6561670340412662, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"istanbul","name":"Istanbul","kind":"city","lat":41.0082,"lon":28.9784,"country":"TR","parent":"turkey","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 27, 0),
	(7, 'turkey', 'turkey', 'country', 'TR', 38.9637, 35.2433, 0.6350276331892362, 0.44868182123567985, 0.6288279004455116, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"turkey","name":"Turkey","kind":"country","lat":38.9637,"lon":35.2433,"country":"TR","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 28, 0),
	(8, 'donbas', 'donbas', 'region', 'UA', 48.295, 38.5554, 0.520264995655596, 0.4146594362259257, 0.7465801271426128, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"donbas","name":"Donbas","kind":"region","lat":48.295,"lon":38.5554,"country":"UA","parent":"ukraine","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 29, 0),
	(9, 'crimea', 'crimea', 'region', 'UA', 45.3, 34.4, 0.5803804639063967, 0.39739479747182516, 0.7107994738729924, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"crimea","name":"Crimea","kind":"region","lat":45.3,"lon":34.4,"country":"UA","parent":"ukraine","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 30, 0),
	(10, 'ukraine', 'ukraine', 'country', 'UA', 48.3794, 31.1656, 0.5683351671449832, 0.3437298031419951, 0.7475593355836374, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"ukraine","name":"Ukraine","kind":"country","lat":48.3794,"lon":31.1656,"country":"UA","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 31, 0),
	(11, 'russia', 'russia', 'country', 'RU', 61.524, 105.3188, -0.12596308374307788, 0.45985060413537393, 0.8790169073517675, 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"russia","name":"Russia","kind":"country","lat":61.524,"lon":105.3188,"country":"RU","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 32, 0);
INSERT INTO public.places_fts VALUES
	(1, '''house'':2A ''white'':1A'),
	(2, '''c'':3A ''d'':2A ''washington'':1A'),
	(3, '''states'':2A ''united'':1A'),
	(4, '''geneva'':1A'),
	(5, '''switzerland'':1A'),
	(6, '''istanbul'':1A'),
	(7, '''turkey'':1A'),
	(8, '''donbas'':1A'),
	(9, '''crimea'':1A'),
	(10, '''ukraine'':1A'),
	(11, '''russia'':1A');
INSERT INTO public.quote_actors VALUES
	(3, -9223372036854775808, 1, 9223372036854775807, 0, 1),
	(4, -9223372036854775808, 1, 9223372036854775807, 0, 2),
	(5, -9223372036854775808, 1, 9223372036854775807, 0, 2),
	(3, -9223372036854775808, 2, 9223372036854775807, 0, 1),
	(11, -9223372036854775808, 2, 9223372036854775807, 0, 2),
	(4, -9223372036854775808, 3, 9223372036854775807, 0, 1),
	(5, -9223372036854775808, 3, 9223372036854775807, 0, 2),
	(3, -9223372036854775808, 4, 9223372036854775807, 0, 1),
	(19, 1741132800, 5, 1741219200, 0, 1),
	(1, 1741132800, 5, 1741219200, 0, 2),
	(2, 1741132800, 5, 1741219200, 0, 2),
	(12, 1741132800, 5, 1741219200, 0, 2),
	(2, 1741132800, 6, 9223372036854775807, 0, 1),
	(2, -9223372036854775808, 8, 9223372036854775807, 0, 1),
	(11, -9223372036854775808, 8, 9223372036854775807, 0, 2),
	(8, -9223372036854775808, 9, 9223372036854775807, 0, 1),
	(18, -9223372036854775808, 10, 9223372036854775807, 0, 1),
	(11, -9223372036854775808, 10, 9223372036854775807, 0, 2),
	(20, 1741305600, 11, 1741392000, 2, 1),
	(2, -9223372036854775808, 7, 9223372036854775807, 1, 1);
INSERT INTO public.quote_actors_past VALUES
	(2, -9223372036854775808, 7, 9223372036854775807, 0, 1, 57, 99);
INSERT INTO public.quotes VALUES
	(1, 'ratcliffe-pauses-quote', 11, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"ratcliffe-pauses-quote","event":"ratcliffe-on-the-pauses","speaker":"john-ratcliffe","text":"President Trump questioned Zelensky’s dedication to ending this war. These pauses are temporary but necessary to bring all parties to the table.","language":"en","kind":"direct","about":["donald-trump","volodymyr-zelensky"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"clarified"},"citations":[{"source":"us-ukraine-forge-path","start":1319,"end":1463,"sha256":"81afdfe3f1552f7e1eb44877960a845fe50f1544eec474c340387e37695793f1","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 45),
	(2, 'ratcliffe-aim-indirect', 11, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"ratcliffe-aim-indirect","event":"ratcliffe-on-the-pauses","speaker":"john-ratcliffe","text":"The purpose of the decision was to encourage Kyiv to commit itself to peace talks.","language":"en","kind":"indirect","about":["ukraine"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"clarified"},"citations":[{"source":"us-ukraine-forge-path","start":1209,"end":1464,"sha256":"64fe4ca09d2696d4fb9fbd100d724d42cd8cbc0e787d05302874bd96af216e91","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 46),
	(3, 'trump-zelensky-doubt-indirect', 12, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"trump-zelensky-doubt-indirect","event":"trump-questions-zelensky","speaker":"donald-trump","text":"It is open to question how committed Zelensky is to ending the war.","language":"en","kind":"indirect","about":["volodymyr-zelensky"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"questioned"},"citations":[{"source":"us-ukraine-forge-path","start":1319,"end":1387,"sha256":"726d4c161fe00c3d14891bde24af72a27dd41a0052b3ba6b280ad4a72cc71661","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 48),
	(4, 'ratcliffe-resumption-indirect', 13, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"ratcliffe-resumption-indirect","event":"ratcliffe-on-resumption","speaker":"john-ratcliffe","text":"Cooperation would be taken up again as soon as the negotiations made headway.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"emphasized"},"citations":[{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 50),
	(5, 'kyiv-post-call-indirect', 15, 1, 1741132800, 1741219200, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"kyiv-post-call-indirect","event":"yermak-waltz-call","speaker":"kyiv-post","text":"The call was about settling where and when talks with Russia would be held and who would be in the delegations.","language":"en","kind":"indirect","about":["andriy-yermak","mike-waltz","russia"],"date":{"edtf":"2025-03-05","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":"On March 5, 2025"},"citations":[{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 53),
	(6, 'waltz-good-talks-quote', 16, 1, 1741132800, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"waltz-good-talks-quote","event":"waltz-good-talks","speaker":"mike-waltz","text":"We’re having good talks on substance… We’ll see movement soon.","language":"en","kind":"direct","about":[],"date":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"later"},"citations":[{"source":"us-ukraine-forge-path","start":962,"end":1024,"sha256":"457c2477aafb7117ab4b279ea9ebb4afbcc64fd36b0f251284f779a08e57cdf2","section":"Telephone Talks Set the Stage"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 55),
	(8, 'waltz-not-abandoning-quote', 19, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"waltz-not-abandoning-quote","event":"waltz-not-abandoning","speaker":"mike-waltz","text":"Our goal isn’t to abandon Ukraine but to ensure both sides commit to ending this war.","language":"en","kind":"direct","about":["ukraine"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"reiterated"},"citations":[{"source":"us-ukraine-forge-path","start":3131,"end":3216,"sha256":"9f47ea94a56c4b18d6e8b547463e690ac963b682120c328c8e7db3f0049436de","section":"Long-Term Diplomatic Goals"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 60),
	(9, 'us-officials-urgency-indirect', 20, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"us-officials-urgency-indirect","event":"us-officials-on-urgency","speaker":"us-officials","text":"Stopping support for a time could bring urgency to the search for a lasting peace.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"argue"},"citations":[{"source":"us-ukraine-forge-path","start":3020,"end":3111,"sha256":"759aef62292b6549f0598dca438bd36955390836247e23e6572efa6e0159c987","section":"Long-Term Diplomatic Goals"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 62),
	(10, 'analysts-bargaining-indirect', 23, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, '{"id":"analysts-bargaining-indirect","event":"analysts-on-bargaining-power","speaker":"analysts","text":"The suspension could leave Ukraine in a weaker position to bargain.","language":"en","kind":"indirect","about":["ukraine"],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"Analysts warn"},"citations":[{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 66),
	(11, 'informant-quote', 41, 2, 1741305600, 1741392000, 2, 1, 1795982079895131, 1795982079895131, 0, '{"id":"informant-quote","event":"informant-meets-desk","speaker":"informant","text":"Nobody has signed anything.","kind":"direct","about":[],"date":{"edtf":"2025-03-07~","earliest":"2025-03-07T00:00:00Z","latest":"2025-03-08T00:00:00Z","precision":"day","approximate":true,"uncertain":false,"basis":"stated","text":"about a week ago"},"citations":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}', 90),
	(7, 'waltz-weeks-indirect', 17, 1, -9223372036854775808, 9223372036854775807, 1, 2, 1795982079482279, 1795982080298528, 0, '{"id":"waltz-weeks-indirect","event":"waltz-hints-at-talks","speaker":"mike-waltz","text":"Formal talks could open in a matter of weeks.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"hinted"},"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"retracted":{"reason":"read wrongly","at":"2026-11-29T19:54:40.298528Z","by":"desk"},"revision":2,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:40.298528Z"}', 99);
INSERT INTO public.quotes_fts VALUES
	(1, '''all'':19A ''are'':13A ''bring'':18A ''but'':15A ''dedication'':6A ''ending'':8A ''necessary'':16A ''parties'':20A ''pauses'':12A ''president'':1A ''questioned'':3A ''s'':5A ''table'':23A ''temporary'':14A ''the'':22A ''these'':11A ''this'':9A ''to'':7A,17A,21A ''trump'':2A ''war'':10A ''zelensky'':4A'),
	(2, '''commit'':11A ''decision'':5A ''encourage'':8A ''itself'':12A ''kyiv'':9A ''of'':3A ''peace'':14A ''purpose'':2A ''talks'':15A ''the'':1A,4A ''to'':7A,10A,13A ''was'':6A'),
	(3, '''committed'':7A ''ending'':11A ''how'':6A ''is'':2A,9A ''it'':1A ''open'':3A ''question'':5A ''the'':12A ''to'':4A,10A ''war'':13A ''zelensky'':8A'),
	(4, '''again'':6A ''as'':7A,9A ''be'':3A ''cooperation'':1A ''headway'':13A ''made'':12A ''negotiations'':11A ''soon'':8A ''taken'':4A ''the'':10A ''up'':5A ''would'':2A'),
	(5, '''about'':4A ''and'':7A,15A ''be'':13A,18A ''call'':2A ''delegations'':21A ''held'':14A ''in'':19A ''russia'':11A ''settling'':5A ''talks'':9A ''the'':1A,20A ''was'':3A ''when'':8A ''where'':6A ''who'':16A ''with'':10A ''would'':12A,17A'),
	(6, '''good'':4A ''having'':3A ''ll'':9A ''movement'':11A ''on'':6A ''re'':2A ''see'':10A ''soon'':12A ''substance'':7A ''talks'':5A ''we'':1A,8A'),
	(7, '''a'':6A ''could'':3A ''formal'':1A ''in'':5A ''matter'':7A ''of'':8A ''open'':4A ''talks'':2A ''weeks'':9A'),
	(8, '''abandon'':6A ''both'':11A ''but'':8A ''commit'':13A ''ending'':15A ''ensure'':10A ''goal'':2A ''isn'':3A ''our'':1A ''sides'':12A ''t'':4A ''this'':16A ''to'':5A,9A,14A ''ukraine'':7A ''war'':17A'),
	(9, '''a'':4A,13A ''bring'':7A ''could'':6A ''for'':3A,12A ''lasting'':14A ''peace'':15A ''search'':11A ''stopping'':1A ''support'':2A ''the'':10A ''time'':5A ''to'':9A ''urgency'':8A'),
	(10, '''a'':7A ''bargain'':11A ''could'':3A ''in'':6A ''leave'':4A ''position'':9A ''suspension'':2A ''the'':1A ''to'':10A ''ukraine'':5A ''weaker'':8A'),
	(11, '''anything'':4A ''has'':2A ''nobody'':1A ''signed'':3A');
INSERT INTO public.quotes_past OVERRIDING SYSTEM VALUE VALUES
	(1, 7, 'waltz-weeks-indirect', 17, 1, -9223372036854775808, 9223372036854775807, 0, 1, 1795982079482279, 1795982079482279, 0, 57, 99, '{"id":"waltz-weeks-indirect","event":"waltz-hints-at-talks","speaker":"mike-waltz","text":"Formal talks could open in a matter of weeks.","language":"en","kind":"indirect","about":[],"date":{"edtf":null,"earliest":null,"latest":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"hinted"},"citations":[{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}');
INSERT INTO public.quotes_past_fts VALUES
	(1, '''a'':6A ''could'':3A ''formal'':1A ''in'':5A ''matter'':7A ''of'':8A ''open'':4A ''talks'':2A ''weeks'':9A');
INSERT INTO public.schema_versions VALUES
	(1, 0, true, '2026-11-29 19:54:39.256806'),
	(2, 1, true, '2026-11-29 19:54:39.270481'),
	(3, 2, true, '2026-11-29 19:54:39.359745'),
	(4, 3, true, '2026-11-29 19:54:39.460865'),
	(5, 4, true, '2026-11-29 19:54:39.467605');
INSERT INTO public.sources VALUES
	(1, 'us-ukraine-forge-path', 'us and ukraine forge path to peace with russia after trump zelensky white house clash', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"us-ukraine-forge-path","title":"US and Ukraine Forge Path to Peace with Russia After Trump-Zelensky White House Clash","published":{"edtf":"2025-03-05/","earliest":"2025-03-05T00:00:00Z","latest":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"inferred","text":"On March 5, 2025"},"language":"en","digest":"7099d23f9f661c29b5a9f1e28397b6aa635729ca5e2f8f9a82b605b397d64db1","length":4363,"notes":[{"text":"Undated, and without a named author or publisher. The one calendar day it gives is that of the call, which it reports as past: it was written on or after 5 March 2025, and nothing bounds it above. Kyiv Post is named as the origin of one report, not as its publisher.","citations":[{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"}]},{"text":"Calls Donald Trump a former president in its opening, but elsewhere writes of him as in office: of President Trump, of his administration and of his National Security Advisor.","citations":[{"source":"us-ukraine-forge-path","start":86,"end":317,"sha256":"b87bf3ddcbbd3cd2779a3a3200f686e42a37c585e82924d19dae6bcf933612f0","section":"Lead"},{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":1074,"end":1208,"sha256":"04146f89b7dc4de0594761cce58d3384ab3738684748856ae04d17851d81a25a","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":1209,"end":1464,"sha256":"64fe4ca09d2696d4fb9fbd100d724d42cd8cbc0e787d05302874bd96af216e91","section":"US Pauses Military Aid and Intelligence Sharing"}]},{"text":"Places Trump’s approach before the 2024 election cycle, although the only day it states is 5 March 2025, by which time 2024 was over.","citations":[{"source":"us-ukraine-forge-path","start":4074,"end":4166,"sha256":"a38b0fcfb0373ad5ac273bddfccf49c1ab402f6a9080340d7a73659dd187ea4d","section":"Why This Matters"},{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"}]},{"text":"Uses “talks” in three senses: discussions between the US and Ukraine that have begun, formal negotiations with Russia still to come, and in its conclusion talks on a US-Ukraine peace deal, although by its own account the war is between Russia and Ukraine.","citations":[{"source":"us-ukraine-forge-path","start":86,"end":317,"sha256":"b87bf3ddcbbd3cd2779a3a3200f686e42a37c585e82924d19dae6bcf933612f0","section":"Lead"},{"source":"us-ukraine-forge-path","start":594,"end":788,"sha256":"236839e2ebaa74d3dc7c8b1711caf16874fa25f389767da11f4696c8d405cda3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"},{"source":"us-ukraine-forge-path","start":3656,"end":3803,"sha256":"f6109115feff8454a2d8098af04a8f6fc67571bd0448386d621664675b4030eb","section":"Why This Matters"}]},{"text":"Has the call settling the place, the date and the delegations, but in its outlook offers only possible venues, a start that could be weeks away and no confirmation by Russia or Ukraine that it is ready.","citations":[{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":3265,"end":3359,"sha256":"625b34db5ce440ace5df6ec0f3f4e4688734dbb503c6991884e6e35c7bca31a5","section":"Path Forward: What’s Next for Negotiations?"},{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}]},{"text":"Describes a halt, suspension or pause that is temporary, but also speaks of cuts to military aid. It does not say whether the cuts reported earlier, or those it counts as Trump’s leverage, are the same measure.","citations":[{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"},{"source":"us-ukraine-forge-path","start":1074,"end":1208,"sha256":"04146f89b7dc4de0594761cce58d3384ab3738684748856ae04d17851d81a25a","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":1465,"end":1592,"sha256":"83b2bba0a514dc213f45bfd9eca71924f19e60420d52457248f17efec2cb27f1","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":2077,"end":2260,"sha256":"0799610c4c8f3427aed2c3dcb33d34ab70c8df1f1a7baa6ef4d55d149fdb6e8c","section":"Behind the Trump-Zelensky Clash: A Catalyst for Diplomacy?"}]},{"text":"Names intelligence cooperation in some places and intelligence sharing in others. Read here as one measure.","citations":[{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"},{"source":"us-ukraine-forge-path","start":1074,"end":1208,"sha256":"04146f89b7dc4de0594761cce58d3384ab3738684748856ae04d17851d81a25a","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":2753,"end":2862,"sha256":"f47bf3b85c0d417c75330e46798e8306584c5b2bb9b03a92490622165d5e9a96","section":"Short-Term Risks for Ukraine"}]},{"text":"Leaves open what caused the concerns over Ukraine’s defences (the suspension, the earlier reports, or the cuts that they told of) and who holds them.","citations":[{"source":"us-ukraine-forge-path","start":1465,"end":1592,"sha256":"83b2bba0a514dc213f45bfd9eca71924f19e60420d52457248f17efec2cb27f1","section":"US Pauses Military Aid and Intelligence Sharing"}]},{"text":"Gives Ratcliffe’s reason in two ways: in paraphrase, the pauses are about Kyiv’s commitment; in the words quoted, they are for every party. The opening speaks of pressure on Kyiv alone.","citations":[{"source":"us-ukraine-forge-path","start":1209,"end":1464,"sha256":"64fe4ca09d2696d4fb9fbd100d724d42cd8cbc0e787d05302874bd96af216e91","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":318,"end":517,"sha256":"5e73d12b5cd07f7fd7ad82dc7b653a34433b310c4986a1c96a73b199af2acc7a","section":"Lead"}]},{"text":"Says that Waltz reiterated the goal that he is quoted on, but reports no earlier statement of his to that effect; nothing tells whether he spoke before or after the call.","citations":[{"source":"us-ukraine-forge-path","start":3112,"end":3217,"sha256":"c585dc81740643453099af26db1d62a9a96a4dc1f44dd903dd20acda96903cf5","section":"Long-Term Diplomatic Goals"}]},{"text":"Credits only the account of what the call was about to a publication. The words of Waltz and Ratcliffe come without an occasion, a day or an outlet, and neither the analysts nor the US officials are named.","citations":[{"source":"us-ukraine-forge-path","start":791,"end":919,"sha256":"b59581d236a30044d1d7efcbb2f3d0a73d4777a2a825aa1aa212494a15759be3","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":920,"end":1025,"sha256":"d91d9267c55874e40bff5c093ebc9e253bcd4cc326206203567999d8543c2a00","section":"Telephone Talks Set the Stage"},{"source":"us-ukraine-forge-path","start":1209,"end":1464,"sha256":"64fe4ca09d2696d4fb9fbd100d724d42cd8cbc0e787d05302874bd96af216e91","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":1593,"end":1743,"sha256":"8a7b516082a5b54d6168300f8fd4ad8db9fda03349e2d8db5745993d256d2bbb","section":"US Pauses Military Aid and Intelligence Sharing"},{"source":"us-ukraine-forge-path","start":3020,"end":3111,"sha256":"759aef62292b6549f0598dca438bd36955390836247e23e6572efa6e0159c987","section":"Long-Term Diplomatic Goals"},{"source":"us-ukraine-forge-path","start":3112,"end":3217,"sha256":"c585dc81740643453099af26db1d62a9a96a4dc1f44dd903dd20acda96903cf5","section":"Long-Term Diplomatic Goals"},{"source":"us-ukraine-forge-path","start":3495,"end":3638,"sha256":"87948a96d29c985270dbf5edbcf86f09c284d2a7c69646aa055a2cc63372e50f","section":"Path Forward: What’s Next for Negotiations?"}]}],"not_factual":[{"source":"us-ukraine-forge-path","start":0,"end":85,"sha256":"39cac431d4c18c7f8f9406023ae19f9a4f0e79af6ada23c498625666edc1af7c"},{"source":"us-ukraine-forge-path","start":519,"end":561,"sha256":"e06f5998e5f0c4c0f47918677708dca8c865772870ee69ebd20ea3da350f6608"},{"source":"us-ukraine-forge-path","start":562,"end":591,"sha256":"4169f21d4d444cf146d643a32fb82d5baa1076b4ec4c76781f1301b3fde33176"},{"source":"us-ukraine-forge-path","start":1026,"end":1073,"sha256":"4bfbd0da3f7c4b2b194b8e56e3885a2b1654510fbdc363238e7d51e704c4f969"},{"source":"us-ukraine-forge-path","start":1744,"end":1802,"sha256":"34b56dd24b94898c23b8f1208a14a5fa686d613c41fb228a8a43f9f4d524f7d5"},{"source":"us-ukraine-forge-path","start":2460,"end":2496,"sha256":"1a5f55429cdbb78c6ffc47078431504963da2e9394737a19dbac0fd8f72b74ee"},{"source":"us-ukraine-forge-path","start":2497,"end":2513,"sha256":"5c6cc8eddefc2b8bd62326fcbe174e6af33f406671e67f6c6bd831009dd7969c"},{"source":"us-ukraine-forge-path","start":2724,"end":2752,"sha256":"bd290925d408691738cbc69b7c83f2beb215d6221a554a89901182718993abfd"},{"source":"us-ukraine-forge-path","start":2993,"end":3019,"sha256":"2fffa3788651889daeb90d4cebcd370ea610b013a5b1745e636c64099c9bc424"},{"source":"us-ukraine-forge-path","start":3219,"end":3262,"sha256":"03949aee759c02e45ea3cd6bc0f7dfbd037965d71d7701ee609162c6bb6cfcca"},{"source":"us-ukraine-forge-path","start":3639,"end":3655,"sha256":"7aff51aa464a270d43dffe837cf839e169599078b160bc480e8cba1ce0c3832f"},{"source":"us-ukraine-forge-path","start":4168,"end":4185,"sha256":"a9360e0212a4d173581c91da68494d022ee55871188be00acf863d2ed0cf7a6a"},{"source":"us-ukraine-forge-path","start":4186,"end":4200,"sha256":"99346014d0578fa68b4cd5ff5d62047cca868fbde476675a025437b4c98277f4"},{"source":"us-ukraine-forge-path","start":4201,"end":4259,"sha256":"21a7a9ba91ebe7d5894d2604f7b9002f6a3fe7e8f171f94971fbffc0d20d705d"},{"source":"us-ukraine-forge-path","start":4260,"end":4363,"sha256":"8807d11971383a8660039e5e532074dc5ff35e051f618a9aa92a3e0de0caaf47"}],"revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 2, 0),
	(2, 'desk-notes', 'notes of the desk', 0, 1, 1795982079895131, 1795982079895131, 0, '{"id":"desk-notes","title":"Notes of the desk","length":400,"notes":[],"not_factual":[],"revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}', 85, 0);
INSERT INTO public.sources_fts VALUES
	(1, '''after'':10A ''and'':2A ''clash'':15A ''forge'':4A ''house'':14A ''path'':5A ''peace'':7A ''russia'':9A ''to'':6A ''trump'':11A ''ukraine'':3A ''us'':1A ''white'':13A ''with'':8A ''zelensky'':12A'),
	(2, '''desk'':4A ''notes'':1A ''of'':2A ''the'':3A');
INSERT INTO public.stories VALUES
	(1, 'us-ukraine-peace-talks', 'us ukraine peace talks after the white house clash', 1, 1, 1795982079482279, 1795982079482279, 0, '{"id":"us-ukraine-peace-talks","title":"US–Ukraine peace talks after the White House clash","summary":"Days after Donald Trump and Volodymyr Zelensky fell out over the terms of a ceasefire, senior aides to both spoke by phone about negotiating with Russia. The US has meanwhile suspended military aid to Ukraine and intelligence cooperation with it, and formal talks are expected but not confirmed.","language":"en","topics":["peace-talks","military-aid","intelligence-sharing"],"visibility":"public","revision":1,"recorded_at":"2026-11-29T19:54:39.482279Z","updated_at":"2026-11-29T19:54:39.482279Z"}', 1, 0),
	(2, 'unpublished', 'what the desk is working on', 0, 1, 1795982079895131, 1795982079895131, 0, '{"id":"unpublished","title":"What the desk is working on","topics":["peace-talks","desk"],"visibility":"private","revision":1,"recorded_at":"2026-11-29T19:54:39.895131Z","updated_at":"2026-11-29T19:54:39.895131Z"}', 84, 0);
INSERT INTO public.stories_fts VALUES
	(1, '''a'':33C ''about'':42C ''after'':5A,21C ''aid'':52C ''aides'':36C ''and'':24C,55C,60C ''are'':63C ''both'':38C ''but'':65C ''by'':40C ''ceasefire'':34C ''clash'':9A ''confirmed'':67C ''cooperation'':57C ''days'':20C ''donald'':22C ''expected'':64C ''fell'':27C ''formal'':61C ''has'':48C ''house'':8A ''intelligence'':56C ''it'':59C ''meanwhile'':49C ''military'':51C ''negotiating'':43C ''not'':66C ''of'':32C ''out'':28C ''over'':29C ''peace'':3A ''phone'':41C ''russia'':45C ''senior'':35C ''spoke'':39C ''suspended'':50C ''talks'':4A,62C ''terms'':31C ''the'':6A,30C,46C ''to'':37C,53C ''trump'':23C ''ukraine'':2A,54C ''us'':1A,47C ''volodymyr'':25C ''white'':7A ''with'':44C,58C ''zelensky'':26C'),
	(2, '''desk'':3A ''is'':4A ''on'':6A ''the'':2A ''what'':1A ''working'':5A');
INSERT INTO public.story_actors VALUES
	(1, 1, 0, 33),
	(1, 2, 1, 33),
	(1, 3, 2, 33),
	(1, 4, 3, 33),
	(1, 5, 4, 33),
	(1, 6, 5, 33),
	(1, 7, 6, 33),
	(1, 8, 7, 33),
	(1, 9, 8, 33),
	(1, 10, 9, 33),
	(1, 11, 10, 33),
	(1, 12, 11, 33),
	(1, 13, 12, 33),
	(1, 14, 13, 33),
	(1, 15, 14, 33),
	(1, 16, 15, 33),
	(1, 17, 16, 33),
	(1, 18, 17, 33),
	(1, 19, 18, 33),
	(2, 20, 0, 88),
	(2, 2, 1, 88);
INSERT INTO public.story_places VALUES
	(1, 1, 0, 33),
	(1, 2, 1, 33),
	(1, 3, 2, 33),
	(1, 4, 3, 33),
	(1, 5, 4, 33),
	(1, 6, 5, 33),
	(1, 7, 6, 33),
	(1, 8, 7, 33),
	(1, 9, 8, 33),
	(1, 10, 9, 33),
	(1, 11, 10, 33);
INSERT INTO public.story_sources VALUES
	(1, 1, 0, 33),
	(2, 2, 0, 88);
INSERT INTO public.story_topics VALUES
	(1, 1, 1),
	(1, 2, 1),
	(1, 3, 1),
	(2, 1, 84),
	(2, 19, 84);
INSERT INTO public.tokens OVERRIDING SYSTEM VALUE VALUES
	(2, 'former', '\x7e46512b17d2e3af1e555add8f04299d577b00a1f56bc539db8debc675df0dd4', 'read', 1795982079778913, 0, 0, 1795982079843723),
	(1, 'desk', '\x9dc92bde2641dd9fee36df79b2ec87bf3fa6c9136995b193bdd8dcda6f6b3c94', 'write', 1795982079734993, 0, 1795982080015486, 0);
INSERT INTO public.topics VALUES
	(1, 'peace-talks'),
	(2, 'military-aid'),
	(3, 'intelligence-sharing'),
	(4, 'russia-ukraine-war'),
	(5, 'occupied-territories'),
	(6, 'sovereignty'),
	(7, 'us-politics'),
	(8, 'elections'),
	(9, 'ukraine-defence'),
	(10, 'ceasefire'),
	(11, 'guarantees'),
	(12, 'us-foreign-policy'),
	(13, 'javelin-missiles'),
	(14, 'air-defence'),
	(15, 'global-security'),
	(16, 'venues'),
	(17, 'troop-withdrawal'),
	(18, 'disputed-territories'),
	(19, 'desk');
SELECT pg_catalog.setval('public.actors_past_v_seq', 2, true);
SELECT pg_catalog.setval('public.events_past_v_seq', 13, true);
SELECT pg_catalog.setval('public.places_past_v_seq', 1, false);
SELECT pg_catalog.setval('public.quotes_past_v_seq', 1, true);
SELECT pg_catalog.setval('public.schema_versions_id_seq', 5, true);
SELECT pg_catalog.setval('public.sources_past_v_seq', 1, false);
SELECT pg_catalog.setval('public.stories_past_v_seq', 1, false);
SELECT pg_catalog.setval('public.tokens_n_seq', 2, true);
ALTER TABLE ONLY public.actor_affiliations
    ADD CONSTRAINT actor_affiliations_pkey PRIMARY KEY (actor, body, earliest, latest);
ALTER TABLE ONLY public.actors_fts
    ADD CONSTRAINT actors_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.actors
    ADD CONSTRAINT actors_id_key UNIQUE (id);
ALTER TABLE ONLY public.actors_past_fts
    ADD CONSTRAINT actors_past_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.actors_past
    ADD CONSTRAINT actors_past_pkey PRIMARY KEY (v);
ALTER TABLE ONLY public.actors
    ADD CONSTRAINT actors_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.event_actors
    ADD CONSTRAINT event_actors_pkey PRIMARY KEY (actor, earliest, event);
ALTER TABLE ONLY public.event_places
    ADD CONSTRAINT event_places_pkey PRIMARY KEY (place, earliest, event);
ALTER TABLE ONLY public.event_relations
    ADD CONSTRAINT event_relations_pkey PRIMARY KEY (target, event);
ALTER TABLE ONLY public.event_sources
    ADD CONSTRAINT event_sources_pkey PRIMARY KEY (source, earliest, event);
ALTER TABLE ONLY public.event_topics
    ADD CONSTRAINT event_topics_pkey PRIMARY KEY (topic, earliest, event);
ALTER TABLE ONLY public.events_fts
    ADD CONSTRAINT events_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_id_key UNIQUE (id);
ALTER TABLE ONLY public.events_past_fts
    ADD CONSTRAINT events_past_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.events_past
    ADD CONSTRAINT events_past_pkey PRIMARY KEY (v);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (token, key);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY public.place_ancestors
    ADD CONSTRAINT place_ancestors_pkey PRIMARY KEY (place, ancestor);
ALTER TABLE ONLY public.places_fts
    ADD CONSTRAINT places_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_id_key UNIQUE (id);
ALTER TABLE ONLY public.places_past_fts
    ADD CONSTRAINT places_past_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.places_past
    ADD CONSTRAINT places_past_pkey PRIMARY KEY (v);
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.quote_actors
    ADD CONSTRAINT quote_actors_pkey PRIMARY KEY (actor, earliest, quote);
ALTER TABLE ONLY public.quotes_fts
    ADD CONSTRAINT quotes_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.quotes
    ADD CONSTRAINT quotes_id_key UNIQUE (id);
ALTER TABLE ONLY public.quotes_past_fts
    ADD CONSTRAINT quotes_past_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.quotes_past
    ADD CONSTRAINT quotes_past_pkey PRIMARY KEY (v);
ALTER TABLE ONLY public.quotes
    ADD CONSTRAINT quotes_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.schema_versions
    ADD CONSTRAINT schema_versions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sources_fts
    ADD CONSTRAINT sources_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT sources_id_key UNIQUE (id);
ALTER TABLE ONLY public.sources_past_fts
    ADD CONSTRAINT sources_past_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.sources_past
    ADD CONSTRAINT sources_past_pkey PRIMARY KEY (v);
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT sources_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.stories_fts
    ADD CONSTRAINT stories_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.stories
    ADD CONSTRAINT stories_id_key UNIQUE (id);
ALTER TABLE ONLY public.stories_past_fts
    ADD CONSTRAINT stories_past_fts_pkey PRIMARY KEY (rowid);
ALTER TABLE ONLY public.stories_past
    ADD CONSTRAINT stories_past_pkey PRIMARY KEY (v);
ALTER TABLE ONLY public.stories
    ADD CONSTRAINT stories_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.story_actors
    ADD CONSTRAINT story_actors_pkey PRIMARY KEY (story, actor);
ALTER TABLE ONLY public.story_places
    ADD CONSTRAINT story_places_pkey PRIMARY KEY (story, place);
ALTER TABLE ONLY public.story_sources
    ADD CONSTRAINT story_sources_pkey PRIMARY KEY (story, source);
ALTER TABLE ONLY public.story_topics
    ADD CONSTRAINT story_topics_pkey PRIMARY KEY (story, topic);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.topics
    ADD CONSTRAINT topics_id_key UNIQUE (id);
ALTER TABLE ONLY public.topics
    ADD CONSTRAINT topics_pkey PRIMARY KEY (n);
CREATE INDEX actor_affiliations_by_body ON public.actor_affiliations USING btree (body, actor);
CREATE INDEX actor_affiliations_past_by_actor ON public.actor_affiliations_past USING btree (actor, until);
CREATE INDEX actors_by_name ON public.actors USING btree (sort_name, n, public, retracted, kind, country);
CREATE INDEX actors_fts_by_term ON public.actors_fts USING gin (terms);
CREATE INDEX actors_past_by_n ON public.actors_past USING btree (n, until);
CREATE INDEX actors_past_by_until ON public.actors_past USING btree (until);
CREATE INDEX actors_past_fts_terms ON public.actors_past_fts USING gin (terms);
CREATE INDEX changes_by_time ON public.changes USING btree (at, seq);
CREATE INDEX changes_of_record ON public.changes USING btree (entity, n, seq);
CREATE INDEX changes_of_story ON public.changes USING btree (story, seq);
CREATE INDEX event_actors_by_event ON public.event_actors USING btree (event, actor, roles, all_roles);
CREATE INDEX event_actors_past_by_actor ON public.event_actors_past USING btree (actor, until);
CREATE INDEX event_actors_past_by_event ON public.event_actors_past USING btree (event, until);
CREATE INDEX event_actors_recorded ON public.event_actors USING btree (actor, event, latest, state, roles, all_roles);
CREATE INDEX event_places_by_event ON public.event_places USING btree (event, place, roles);
CREATE INDEX event_places_past_by_event ON public.event_places_past USING btree (event, until);
CREATE INDEX event_places_past_by_place ON public.event_places_past USING btree (place, until);
CREATE INDEX event_places_recorded ON public.event_places USING btree (place, event, latest, state);
CREATE INDEX event_relations_by_event ON public.event_relations USING btree (event);
CREATE INDEX event_sources_by_event ON public.event_sources USING btree (event, source);
CREATE INDEX event_sources_past_by_event ON public.event_sources_past USING btree (event, until);
CREATE INDEX event_sources_past_by_source ON public.event_sources_past USING btree (source, until);
CREATE INDEX event_sources_recorded ON public.event_sources USING btree (source, event, latest, state);
CREATE INDEX event_topics_by_event ON public.event_topics USING btree (event, topic);
CREATE INDEX event_topics_past_by_event ON public.event_topics_past USING btree (event, until);
CREATE INDEX event_topics_past_by_topic ON public.event_topics_past USING btree (topic, until);
CREATE INDEX event_topics_recorded ON public.event_topics USING btree (topic, event, latest, state);
CREATE INDEX events_by_date ON public.events USING btree (earliest, n, latest, state, story, type, status, verification, updated_at);
CREATE INDEX events_by_since ON public.events USING btree (since);
CREATE INDEX events_by_story ON public.events USING btree (story, earliest, n, latest, state);
CREATE INDEX events_by_story_recorded ON public.events USING btree (story, n, state);
CREATE INDEX events_by_type ON public.events USING btree (type, earliest, n, latest, state);
CREATE INDEX events_by_type_recorded ON public.events USING btree (type, n, state);
CREATE INDEX events_fts_by_term ON public.events_fts USING gin (terms);
CREATE INDEX events_past_by_n ON public.events_past USING btree (n, until);
CREATE INDEX events_past_by_until ON public.events_past USING btree (until);
CREATE INDEX events_past_fts_terms ON public.events_past_fts USING gin (terms);
CREATE INDEX idempotency_keys_by_time ON public.idempotency_keys USING btree (at);
CREATE INDEX place_ancestors_by_ancestor ON public.place_ancestors USING btree (ancestor, place);
CREATE INDEX place_ancestors_past_by_place ON public.place_ancestors_past USING btree (place, until);
CREATE INDEX places_by_name ON public.places USING btree (sort_name, n, public, retracted, kind, country);
CREATE INDEX places_fts_by_term ON public.places_fts USING gin (terms);
CREATE INDEX places_past_by_n ON public.places_past USING btree (n, until);
CREATE INDEX places_past_by_until ON public.places_past USING btree (until);
CREATE INDEX places_past_fts_terms ON public.places_past_fts USING gin (terms);
CREATE INDEX quote_actors_by_quote ON public.quote_actors USING btree (quote, actor);
CREATE INDEX quote_actors_past_by_actor ON public.quote_actors_past USING btree (actor, until);
CREATE INDEX quote_actors_past_by_quote ON public.quote_actors_past USING btree (quote, until);
CREATE INDEX quotes_by_date ON public.quotes USING btree (earliest, n, latest, state, story);
CREATE INDEX quotes_by_event ON public.quotes USING btree (event);
CREATE INDEX quotes_by_story ON public.quotes USING btree (story, earliest, n, latest, state);
CREATE INDEX quotes_fts_by_term ON public.quotes_fts USING gin (terms);
CREATE INDEX quotes_past_by_n ON public.quotes_past USING btree (n, until);
CREATE INDEX quotes_past_by_until ON public.quotes_past USING btree (until);
CREATE INDEX quotes_past_fts_terms ON public.quotes_past_fts USING gin (terms);
CREATE INDEX sources_by_name ON public.sources USING btree (sort_name, n, public, retracted);
CREATE INDEX sources_fts_by_term ON public.sources_fts USING gin (terms);
CREATE INDEX sources_past_by_n ON public.sources_past USING btree (n, until);
CREATE INDEX sources_past_by_until ON public.sources_past USING btree (until);
CREATE INDEX sources_past_fts_terms ON public.sources_past_fts USING gin (terms);
CREATE INDEX stories_by_name ON public.stories USING btree (sort_name, n, public, retracted);
CREATE INDEX stories_fts_by_term ON public.stories_fts USING gin (terms);
CREATE INDEX stories_past_by_n ON public.stories_past USING btree (n, until);
CREATE INDEX stories_past_by_until ON public.stories_past USING btree (until);
CREATE INDEX stories_past_fts_terms ON public.stories_past_fts USING gin (terms);
CREATE INDEX story_actors_by_actor ON public.story_actors USING btree (actor, story);
CREATE INDEX story_places_by_place ON public.story_places USING btree (place, story);
CREATE INDEX story_sources_by_source ON public.story_sources USING btree (source, story);
CREATE INDEX story_topics_by_topic ON public.story_topics USING btree (topic, story);
CREATE INDEX story_topics_past_by_story ON public.story_topics_past USING btree (story, until);
CREATE UNIQUE INDEX tokens_by_name ON public.tokens USING btree (name) WHERE (revoked_at = 0);
ALTER TABLE ONLY public.actor_affiliations
    ADD CONSTRAINT actor_affiliations_actor_fkey FOREIGN KEY (actor) REFERENCES public.actors(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.actor_affiliations
    ADD CONSTRAINT actor_affiliations_body_fkey FOREIGN KEY (body) REFERENCES public.actors(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.event_actors
    ADD CONSTRAINT event_actors_actor_fkey FOREIGN KEY (actor) REFERENCES public.actors(n);
ALTER TABLE ONLY public.event_actors
    ADD CONSTRAINT event_actors_event_fkey FOREIGN KEY (event) REFERENCES public.events(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.event_places
    ADD CONSTRAINT event_places_event_fkey FOREIGN KEY (event) REFERENCES public.events(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.event_places
    ADD CONSTRAINT event_places_place_fkey FOREIGN KEY (place) REFERENCES public.places(n);
ALTER TABLE ONLY public.event_relations
    ADD CONSTRAINT event_relations_event_fkey FOREIGN KEY (event) REFERENCES public.events(n);
ALTER TABLE ONLY public.event_sources
    ADD CONSTRAINT event_sources_event_fkey FOREIGN KEY (event) REFERENCES public.events(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.event_sources
    ADD CONSTRAINT event_sources_source_fkey FOREIGN KEY (source) REFERENCES public.sources(n);
ALTER TABLE ONLY public.event_topics
    ADD CONSTRAINT event_topics_event_fkey FOREIGN KEY (event) REFERENCES public.events(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.event_topics
    ADD CONSTRAINT event_topics_topic_fkey FOREIGN KEY (topic) REFERENCES public.topics(n);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_story_fkey FOREIGN KEY (story) REFERENCES public.stories(n);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_token_fkey FOREIGN KEY (token) REFERENCES public.tokens(n);
ALTER TABLE ONLY public.place_ancestors
    ADD CONSTRAINT place_ancestors_ancestor_fkey FOREIGN KEY (ancestor) REFERENCES public.places(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.place_ancestors
    ADD CONSTRAINT place_ancestors_place_fkey FOREIGN KEY (place) REFERENCES public.places(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.quote_actors
    ADD CONSTRAINT quote_actors_actor_fkey FOREIGN KEY (actor) REFERENCES public.actors(n);
ALTER TABLE ONLY public.quote_actors
    ADD CONSTRAINT quote_actors_quote_fkey FOREIGN KEY (quote) REFERENCES public.quotes(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.quotes
    ADD CONSTRAINT quotes_event_fkey FOREIGN KEY (event) REFERENCES public.events(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.quotes
    ADD CONSTRAINT quotes_story_fkey FOREIGN KEY (story) REFERENCES public.stories(n);
ALTER TABLE ONLY public.story_actors
    ADD CONSTRAINT story_actors_actor_fkey FOREIGN KEY (actor) REFERENCES public.actors(n);
ALTER TABLE ONLY public.story_actors
    ADD CONSTRAINT story_actors_story_fkey FOREIGN KEY (story) REFERENCES public.stories(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.story_places
    ADD CONSTRAINT story_places_place_fkey FOREIGN KEY (place) REFERENCES public.places(n);
ALTER TABLE ONLY public.story_places
    ADD CONSTRAINT story_places_story_fkey FOREIGN KEY (story) REFERENCES public.stories(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.story_sources
    ADD CONSTRAINT story_sources_source_fkey FOREIGN KEY (source) REFERENCES public.sources(n);
ALTER TABLE ONLY public.story_sources
    ADD CONSTRAINT story_sources_story_fkey FOREIGN KEY (story) REFERENCES public.stories(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.story_topics
    ADD CONSTRAINT story_topics_story_fkey FOREIGN KEY (story) REFERENCES public.stories(n) ON DELETE CASCADE;
ALTER TABLE ONLY public.story_topics
    ADD CONSTRAINT story_topics_topic_fkey FOREIGN KEY (topic) REFERENCES public.topics(n);
