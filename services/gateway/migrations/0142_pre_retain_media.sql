-- Every object of media that is written is noted here first, so that none is lost sight of: one that nothing names in the end,
-- since a process died or the media were removed, is found by this table and taken away.
create table media_objects (
    key text primary key,
    organization_id uuid not null references organizations,
    -- When it is looked whether anything names it; null once something did. Whoever writes an object puts this off.
    look_at timestamptz,
    -- It is being taken away: whoever wants to write it again waits until it is gone.
    is_leaving boolean not null default false,
    lease_owner text,
    lease_until timestamptz
);
create index media_objects_look on media_objects (look_at) where look_at is not null;
create index media_objects_organization on media_objects (organization_id);
call keep_to_tenant('media_objects');
insert into media_objects (key, organization_id)
select object ->> 'key', min(organization_id::text)::uuid from media group by object ->> 'key';

-- Whether anything names an object: media, or what is made of them for networks.
create function is_media_object_named(wanted text) returns boolean
language sql stable
as $$
    select exists (select from media where object ->> 'key' = wanted)
        or exists (
            select from media_renditions
            where rendition_id = case when wanted ~ '/renditions/[0-9a-f-]{36}$' then right(wanted, 36)::uuid end)
$$;
create index media_renditions_source on media_renditions ((source ->> 'key'));

-- After how many days without use media are deleted; none where an organisation has no row or null in it.
create table media_retention (
    organization_id uuid primary key references organizations,
    unused_days integer check (unused_days between 7 and 3650),
    revision integer not null default 1,
    updated_at timestamptz not null
);
call keep_to_tenant('media_retention');
call keep_audited('media_retention', 'organization_id', array[]::text[]);
create index media_unused on media (organization_id, media_id) where deleted_at is null;

-- As before, and what is written and reviewed, and what brands and templates show.
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
        join post_targets as t on t.details -> 'link' -> 'image' ->> 'key' is not null
            and t.details -> 'link' -> 'image' ->> 'key' = f.key
        union
        select f.media_id, t.post_id, t.state, t.state_at
        from files as f
        join post_targets as t
            on jsonb_typeof(t.details -> 'thread') = 'array' and t.details -> 'thread' <> '[]'::jsonb
            and t.details -> 'thread' @> jsonb_build_array(
                jsonb_build_object('media', jsonb_build_array(jsonb_build_object('key', f.key)))))
    select t.media_id, 'post', t.post_id,
        bool_or(t.state in ('converting', 'scheduled', 'publishing', 'uncertain')), max(t.state_at)
    from targets as t
    group by t.media_id, t.post_id
    union all
    select f.media_id, 'content_request', r.request_id, true, r.updated_at
    from files as f
    join content_requests as r on r.organization_id = current_organization()
        and r.state in ('requested', 'generating', 'awaiting_approval', 'needs_attention', 'ready')
        and strpos(r.details::text, f.key) > 0
    union all
    select f.media_id, 'content_item', i.item_id, true, i.updated_at
    from files as f
    join content_items as i on i.organization_id = current_organization()
        and i.archived_at is null and i.state in ('draft', 'in_review', 'approved')
    join content_versions as v on v.item_id = i.item_id and v.number = i.version
    left join content_drafts as d on d.item_id = i.item_id
    where strpos(v.variants::text, f.key) > 0 or strpos(d.content::text, f.key) > 0
    union all
    select f.media_id, 'brand_kit', k.brand_kit_id, true, k.updated_at
    from files as f
    join brand_kits as k on k.organization_id = current_organization()
        and k.archived_at is null and strpos(k.rules::text, f.media_id::text) > 0
    union all
    select f.media_id, 'template', t.template_id, true, t.updated_at
    from files as f
    join templates as t on t.organization_id = current_organization()
        and t.archived_at is null and strpos(t.definition::text, f.media_id::text) > 0
$$;
