-- As before, with the posts that wait for a person's yes, the items that were rejected and may be mended, and the working
-- copies of those that are planned.
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
        bool_or(t.state in ('awaiting_approval', 'converting', 'scheduled', 'publishing', 'uncertain')), max(t.state_at)
    from targets as t
    group by t.media_id, t.post_id
    union all
    select f.media_id, 'content_request', r.request_id, true, r.updated_at
    from files as f
    join content_requests as r on r.organization_id = current_organization()
        and r.state in ('requested', 'generating', 'awaiting_approval', 'needs_attention', 'ready')
        and strpos(r.details::text, f.key) > 0
    union all
    -- An item needs what its present version and its working copy name; one that is planned has its posts for that.
    select f.media_id, 'content_item', i.item_id,
        i.archived_at is null and (i.state <> 'planned' or coalesce(strpos(d.content::text, f.key) > 0, false)), i.updated_at
    from files as f
    join content_items as i on i.organization_id = current_organization()
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
