-- name: insert_upload
-- A file that will come in parts.
insert into media_uploads (
    upload_id, organization_id, name, size, sha256, alt_text, tags, folder, part_bytes, state, media_id, created_by,
    created_at, updated_at, expires_at, sweep_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15);

-- name: count_open_uploads
-- How many the organisation at hand has open.
select count(*) from media_uploads where organization_id = current_organization() and state = 'open';

-- name: get_upload
-- One upload.
select * from media_uploads where upload_id = $1;

-- name: lock_upload
-- One upload, kept from others until the transaction ends.
select * from media_uploads where upload_id = $1 for update;

-- name: list_uploads
-- A page, newest first. $1 after this id, $2 state, $3 rows.
select * from media_uploads
where ($1::uuid is null or upload_id < $1) and ($2::text is null or state = $2)
order by upload_id desc
limit $3;

-- name: update_upload
-- Where it stands now; whoever held it does so no more.
update media_uploads
set state = $2, media_id = $3, problem = $4, updated_at = $5, sweep_at = $6, retry_at = now(), lease_owner = null,
    lease_until = null
where upload_id = $1;

-- name: claim_uploads
-- Up to so many that are to be put together, or whose parts are to be taken away at $4, under a lease.
update media_uploads
set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
where upload_id in (
    select upload_id from media_uploads
    where (state = 'assembling' and retry_at <= now() or sweep_at <= $4)
        and (lease_until is null or lease_until < now())
    order by retry_at
    limit $1
    for update skip locked)
returning *;

-- name: renew_uploads
-- Goes on holding them.
update media_uploads set lease_until = now() + make_interval(secs => $3)
where upload_id = any($1::uuid[]) and lease_owner = $2;

-- name: release_uploads
-- Gives them back.
update media_uploads set lease_owner = null, lease_until = null
where upload_id = any($1::uuid[]) and lease_owner = $2;

-- name: postpone_upload
-- Another try after some seconds.
update media_uploads
set attempts = attempts + 1, retry_at = now() + make_interval(secs => $3), lease_owner = null, lease_until = null
where upload_id = $1 and lease_owner = $2;

-- name: held_upload
-- The upload, kept from others, if it is still in that state and ours.
select * from media_uploads where upload_id = $1 and lease_owner = $2 for update;
