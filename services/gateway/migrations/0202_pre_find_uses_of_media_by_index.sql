create index content_drafts_named on content_drafts using gin (media_keys_in(content));
create index content_requests_named on content_requests using gin (media_keys_in(details));
create index brand_kits_named on brand_kits using gin (ids_in(rules));
create index templates_named on templates using gin (ids_in(definition));

-- As before, but found by indexes. `offset 0` has rows looked up one by one: the planner, which can't know how few name a
-- file, would read whole tables.
create or replace function media_uses(wanted uuid[])
returns table (media_id uuid, kind text, id uuid, is_open boolean, used_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
as $$
    with files as (
        select m.media_id, m.object ->> 'key' as key
        from media as m
        where m.media_id = any(wanted) and m.organization_id = current_organization()),
    targets as (
        select f.media_id, t.post_id, t.state, t.state_at
        from files as f
        join post_targets as t on t.media <> '[]'::jsonb
            and t.media @> jsonb_build_array(jsonb_build_object('key', f.key))
        union
        select f.media_id, t.post_id, t.state, t.state_at
        from files as f
        cross join lateral (
            select * from post_targets
            where details -> 'link' -> 'image' ->> 'key' is not null and details -> 'link' -> 'image' ->> 'key' = f.key
            offset 0) as t
        union
        select f.media_id, t.post_id, t.state, t.state_at
        from files as f
        join post_targets as t
            on jsonb_typeof(t.details -> 'thread') = 'array' and t.details -> 'thread' <> '[]'::jsonb
            and t.details -> 'thread' @> jsonb_build_array(
                jsonb_build_object('media', jsonb_build_array(jsonb_build_object('key', f.key))))),
    -- The number of a working copy is null: it is none of the versions.
    contents as (
        select f.media_id, v.item_id, v.number
        from files as f
        join content_versions as v on media_keys_in(v.variants) @> array[f.key]
        union all
        select f.media_id, d.item_id, null
        from files as f
        join content_drafts as d on media_keys_in(d.content) @> array[f.key])
    select t.media_id, 'post', t.post_id,
        bool_or(t.state in ('awaiting_approval', 'converting', 'scheduled', 'publishing', 'uncertain')), max(t.state_at)
    from targets as t
    group by t.media_id, t.post_id
    union all
    select f.media_id, 'content_request', r.request_id, true, r.updated_at
    from files as f
    join content_requests as r on media_keys_in(r.details) @> array[f.key]
    where r.organization_id = current_organization()
        and r.state in ('requested', 'generating', 'awaiting_approval', 'needs_attention', 'ready')
    union all
    -- An item needs what its present version and its working copy name; one that is planned has its posts for that.
    select c.media_id, 'content_item', i.item_id,
        i.archived_at is null and (i.state <> 'planned' or bool_or(c.number is null)), i.updated_at
    from contents as c
    cross join lateral (select * from content_items where item_id = c.item_id offset 0) as i
    where i.organization_id = current_organization() and i.version = coalesce(c.number, i.version)
    group by c.media_id, i.item_id, i.archived_at, i.state, i.updated_at
    union all
    select f.media_id, 'brand_kit', k.brand_kit_id, true, k.updated_at
    from files as f
    join brand_kits as k on ids_in(k.rules) @> array[f.media_id::text]
    where k.organization_id = current_organization() and k.archived_at is null
    union all
    select f.media_id, 'template', t.template_id, true, t.updated_at
    from files as f
    join templates as t on ids_in(t.definition) @> array[f.media_id::text]
    where t.organization_id = current_organization() and t.archived_at is null
$$;
