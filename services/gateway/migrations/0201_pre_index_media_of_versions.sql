-- The keys of media files that stand anywhere in a document, each once. They are all as long as
-- organizations/<id>/media/<SHA-256>, so cutting the text gives them ten times as fast as a pattern.
create function media_keys_in(document jsonb) returns text[]
language sql immutable strict parallel safe cost 1000
as $$
    select array(
        select distinct 'organizations/' || left(part, 107)
        from unnest((string_to_array(document::text, 'organizations/'))[2:]) as part
        where substr(part, 37, 7) = '/media/')
$$;

-- The ids that stand anywhere in a document, each once, whatever they are of.
create function ids_in(document jsonb) returns text[]
language sql immutable strict parallel safe cost 1000
as $$
    select array(
        select distinct found[1]
        from regexp_matches(
            document::text, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') as found)
$$;

-- What names a file is found by this and never looked through: an index can't fall behind what it is on.
create index content_versions_named on content_versions using gin (media_keys_in(variants));
