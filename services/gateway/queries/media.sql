-- name: insert_media
-- A file that was uploaded; nothing where the same one is there already.
insert into media (media_id, organization_id, upload_sha256, name, object, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (organization_id, upload_sha256) do nothing;

-- name: find_upload
-- The media that a file with these bytes became.
select * from media where upload_sha256 = $1;

-- name: set_alt_text
-- What is seen, for those who do not see it.
update media set object = jsonb_set(object, '{alt_text}', to_jsonb($2::text)) where media_id = $1;

-- name: get_media
-- One of the organisation's media.
select * from media where media_id = $1;

-- name: find_media
-- Those of these that are the organisation's.
select * from media where media_id = any($1::uuid[]);

-- name: list_media
-- A page, newest first. $1 after this id, $2 beginning of the media type, $3 rows.
select *
from media
where ($1::uuid is null or media_id < $1)
    and ($2::text is null or starts_with(object ->> 'media_type', $2))
order by media_id desc
limit $3;
