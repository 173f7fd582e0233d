-- Media become a library: tags, folders, thumbnails, and two ways out of the list: archived, and deleted with a time until
-- which it can be brought back.
alter table media
    add column tags text[] not null default '{}',
    -- A path without slashes around it, such as campaigns/monsoon; empty is the top.
    add column folder text not null default '',
    -- By size: what was made at the upload, as objects.
    add column thumbnails jsonb not null default '{}',
    add column revision integer not null default 1,
    add column updated_at timestamptz not null default now(),
    add column archived_at timestamptz,
    add column deleted_at timestamptz,
    -- asked: somebody deleted it; unused: the organisation's rule did.
    add column deleted_because text check (deleted_because in ('asked', 'unused')),
    add column purge_at timestamptz;
create index media_name on media (organization_id, lower(name), media_id);
create index media_size on media (organization_id, ((object ->> 'size')::bigint) desc, media_id desc);
create index media_folder on media (organization_id, folder text_pattern_ops);
create index media_tags on media using gin (tags);
create index media_key on media ((object ->> 'key'));
create index media_purge on media (purge_at) where purge_at is not null;

-- What a list is narrowed by, as a JSON object; what is left out or null does not narrow.
create function media_matching(filter jsonb) returns setof media
language sql stable
as $$
    select *
    from media
    where (filter ->> 'kind' is null or starts_with(object ->> 'media_type', filter ->> 'kind' || '/'))
        and (filter ->> 'text' is null
            or strpos(lower(name || ' ' || (object ->> 'alt_text') || ' ' || array_to_string(tags, ' ')),
                lower(filter ->> 'text')) > 0)
        and (filter ->> 'tags' is null
            or tags @> (select array_agg(tag) from jsonb_array_elements_text(filter -> 'tags') as tag))
        and (filter ->> 'folder' is null or folder = filter ->> 'folder'
            or ((filter ->> 'subfolders')::boolean
                and (filter ->> 'folder' = '' or starts_with(folder, filter ->> 'folder' || '/'))))
        and case filter ->> 'state'
            when 'archived' then archived_at is not null and deleted_at is null
            when 'deleted' then deleted_at is not null
            else archived_at is null and deleted_at is null end
        and (filter ->> 'min_size' is null or (object ->> 'size')::bigint >= (filter ->> 'min_size')::bigint)
        and (filter ->> 'max_size' is null or (object ->> 'size')::bigint <= (filter ->> 'max_size')::bigint)
        and (filter ->> 'created_from' is null or created_at >= (filter ->> 'created_from')::timestamptz)
        and (filter ->> 'created_before' is null or created_at < (filter ->> 'created_before')::timestamptz)
$$;

create index post_targets_media on post_targets using gin (media jsonb_path_ops) where media <> '[]'::jsonb;
create index post_targets_link on post_targets ((details -> 'link' -> 'image' ->> 'key'))
    where details -> 'link' -> 'image' ->> 'key' is not null;
create index post_targets_thread on post_targets using gin ((details -> 'thread') jsonb_path_ops)
    where jsonb_typeof(details -> 'thread') = 'array' and details -> 'thread' <> '[]'::jsonb;

-- What uses media of the organisation at hand: `is_open` while that has still to go out or to be decided on. As its owner,
-- since a condition on JSON is not tried in an index under row-level security.
create function media_uses(wanted uuid[])
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
$$;
