-- name: insert_media
-- A file that was uploaded; nothing where the same one is there already.
insert into media (
    media_id, organization_id, upload_sha256, name, object, tags, folder, thumbnails, created_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
on conflict (organization_id, upload_sha256) do nothing;

-- name: lock_upload
-- The media that a file with these bytes became, kept from others until the transaction ends.
select * from media where upload_sha256 = $1 for update;

-- name: get_media
-- One of the organisation's media.
select * from media where media_id = $1;

-- name: lock_media
-- Some of the organisation's media, kept from others until the transaction ends.
select * from media where media_id = any($1::uuid[]) order by media_id for update;

-- name: find_media
-- Those of these that are the organisation's and not deleted; none is deleted until the transaction ends.
select media_id, object from media where media_id = any($1::uuid[]) and deleted_at is null
order by media_id for key share;

-- name: hold_media_keys
-- Those of these keys under which the organisation's media lie; none is removed until the transaction ends.
select object ->> 'key' as key from media
where object ->> 'key' = any($1::text[]) and organization_id = current_organization()
order by media_id for key share;

-- name: list_media_newest
-- A page of what matches $1, newest first. $2 after this id, $4 rows.
select * from media_matching($1)
where ($2::uuid is null or media_id < $2) and $3::text is null order by media_id desc limit $4;

-- name: list_media_oldest
-- The same, oldest first.
select * from media_matching($1)
where ($2::uuid is null or media_id > $2) and $3::text is null order by media_id limit $4;

-- name: list_media_name
-- The same by name: $3 is that of the last of the page before.
select * from media_matching($1)
where $2::uuid is null or (lower(name), media_id) > (lower($3), $2) order by lower(name), media_id limit $4;

-- name: list_media_largest
-- The same, the largest first: $3 is the size of the last of the page before.
select * from media_matching($1)
where $2::uuid is null or ((object ->> 'size')::bigint, media_id) < ($3::text::bigint, $2)
order by (object ->> 'size')::bigint desc, media_id desc limit $4;

-- name: update_media
-- What people say of media and what became of them, as a JSON array of objects with the columns' names.
update media as m
set name = now.name, tags = now.tags, folder = now.folder,
    object = jsonb_set(m.object, '{alt_text}', now.object -> 'alt_text'),
    archived_at = now.archived_at, deleted_at = now.deleted_at, deleted_because = now.deleted_because,
    purge_at = now.purge_at, updated_at = now.updated_at, revision = now.revision
from jsonb_populate_recordset(null::media, $1) as now
where m.media_id = now.media_id;

-- name: list_media_uses
-- A page of what uses one, the latest first. $1 media, $2 and $3 after this instant and id, $4 rows.
select media_id, kind, id, is_open, used_at
from media_uses(array[$1::uuid])
where $2::timestamptz is null or (used_at, id) < ($2, $3::uuid)
order by used_at desc, id desc
limit $4;

-- name: media_uses
-- What uses these, the latest first; of one media at most so many.
select media_id, kind, id, is_open, used_at
from (
    select u.*, row_number() over (partition by u.media_id, u.is_open order by u.used_at desc, u.id) as place
    from media_uses($1::uuid[]) as u) as ranked
where place <= $2
order by media_id, used_at desc, id;

-- name: list_tags
-- The tags of what is in the list, each with how often. $1 after this tag, $2 rows.
select tag, count(*) as media
from media cross join lateral unnest(tags) as tag
where deleted_at is null and archived_at is null and ($1::text is null or tag > $1)
group by tag order by tag limit $2;

-- name: list_folders
-- The folders of what is in the list, each with how much is right in it. $1 after this path, $2 rows.
select folder, count(*) as media, sum((object ->> 'size')::bigint)::bigint as size
from media
where deleted_at is null and archived_at is null and folder <> '' and ($1::text is null or folder > $1)
group by folder order by folder limit $2;

-- name: move_folder
-- All that is in a folder and below it, to another one; gives how many that were.
with moved as (
    update media
    set folder = ltrim($2 || substr(folder, length($1) + 1), '/'), updated_at = $3, revision = revision + 1
    where folder = $1 or starts_with(folder, $1 || '/')
    returning folder)
select count(*) as media, coalesce(max(length(folder)), 0) as longest,
    coalesce(max(length(folder) - length(replace(folder, '/', '')) + 1), 0) as deepest
from moved;
