-- name: insert_items
-- New items and their first versions, as JSON arrays of objects with the columns' names.
with items as (
    insert into content_items (
        item_id, organization_id, campaign_id, brand_kit_id, request_id, approval, title, about, state, version, networks,
        created_by, created_at, updated_at)
    select
        item_id, organization_id, campaign_id, brand_kit_id, request_id, approval, title, about, state, version, networks,
        created_by, created_at, updated_at
    from jsonb_populate_recordset(null::content_items, $1)
)
insert into content_versions (
    item_id, number, organization_id, language, variants, content_hash, origin, made_by, compliance, author, note, created_at)
select
    item_id, number, organization_id, language, variants, content_hash, origin, made_by, compliance, author, note, created_at
from jsonb_populate_recordset(null::content_versions, $2);

-- name: insert_version
-- One more version of an item.
insert into content_versions (
    item_id, number, organization_id, language, variants, content_hash, origin, made_by, compliance, author, note, created_at)
select
    item_id, number, organization_id, language, variants, content_hash, origin, made_by, compliance, author, note, created_at
from jsonb_populate_record(null::content_versions, $1);

-- name: get_item
-- One item with its present version.
select item.*, version.language, version.variants, version.content_hash, version.origin, version.made_by, version.compliance,
    version.author, version.note, version.created_at as version_created_at
from content_items as item
join content_versions as version on version.item_id = item.item_id and version.number = item.version
where item.item_id = $1;

-- name: item_of_request
-- The item that was generated for a request.
select item_id from content_items where request_id = $1;

-- name: lock_item
-- Keeps an item from others until the transaction ends. It is read afterwards: a version that was made while this
-- transaction waited is seen by a later statement alone.
select from content_items where item_id = $1 for update;

-- name: update_item
-- An item as it is now; gives its new revision.
update content_items
set campaign_id = $2, brand_kit_id = $3, approval = $4, title = $5, state = $6, version = $7, networks = $8, updated_at = $9,
    archived_at = $10, revision = revision + 1
where item_id = $1
returning revision;

-- name: set_item_states
-- The state of many items at once, as a JSON array of {item_id, state}.
update content_items as item
set state = now.state, revision = revision + 1
from jsonb_to_recordset($1) as now (item_id uuid, state text)
where item.item_id = now.item_id and item.state <> now.state;

-- name: delete_item
-- An item that never became anything.
delete from content_items where item_id = $1;

-- name: is_used
-- Whether posts were made of an item.
select exists (select from posts where content_item_id = $1);

-- name: list_items
-- A page, newest first, without what items hold. $1 after this id, $2 states, $3 campaign, $4 brand kit, $5 request,
-- $6 network, $7 text, $8 archived or not, $9 rows.
select item.*, version.language, version.content_hash, version.origin
from content_items as item
join content_versions as version on version.item_id = item.item_id and version.number = item.version
where ($1::uuid is null or item.item_id < $1)
    and ($2::text[] is null or item.state = any($2))
    and ($3::uuid is null or item.campaign_id = $3)
    and ($4::uuid is null or item.brand_kit_id = $4)
    and ($5::uuid is null or item.request_id = $5)
    and ($6::text is null or $6 = any(item.networks))
    and ($7::text is null or strpos(lower(item.title), lower($7)) > 0 or exists (
        select from jsonb_array_elements(version.variants) as variant
        where strpos(lower(variant ->> 'text'), lower($7)) > 0))
    and (item.archived_at is not null) = $8
order by item.item_id desc
limit $9;

-- name: get_version
-- One version of an item.
select * from content_versions where item_id = $1 and number = $2;

-- name: list_versions
-- A page, newest first. $1 item, $2 below this number, $3 rows.
select * from content_versions
where item_id = $1 and ($2::integer is null or number < $2)
order by number desc
limit $3;

-- name: get_draft
-- The working copy of an item.
select * from content_drafts where item_id = $1;

-- name: keep_draft
-- The working copy of an item as it is now. The item is locked.
insert into content_drafts (item_id, organization_id, content, base_version, revision, updated_by, updated_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (item_id) do update
set content = excluded.content, base_version = excluded.base_version, revision = excluded.revision,
    updated_by = excluded.updated_by, updated_at = excluded.updated_at;
