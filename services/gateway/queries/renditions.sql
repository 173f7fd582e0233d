-- name: order_renditions
-- What is to be made, as a JSON array; what could not be made before is tried anew, what is there stays.
insert into media_renditions (rendition_id, organization_id, source, plan)
select rendition_id, organization_id, source, plan
from jsonb_populate_recordset(null::media_renditions, $1)
order by rendition_id
on conflict (rendition_id) do update
set state = 'waiting', settled = false, attempts = 0, problem = null, retry_at = now()
where media_renditions.state = 'failed';

-- name: made_renditions
-- Those of these that are made. All stay as they are until the transaction ends, so that whoever makes one meanwhile
-- sees who waits for it.
select rendition_id, case when state = 'made' then object end as object
from media_renditions
where rendition_id = any($1::uuid[])
order by rendition_id
for share;

-- name: claim_renditions
-- Up to so many that nobody works on, under a lease.
update media_renditions
set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
where rendition_id in (
    select rendition_id from media_renditions
    where not settled and retry_at <= now() and (lease_until is null or lease_until < now())
    order by retry_at
    limit $1
    for update skip locked)
returning *;

-- name: renew_renditions
-- Goes on holding them.
update media_renditions set lease_until = now() + make_interval(secs => $3)
where rendition_id = any($1::uuid[]) and lease_owner = $2;

-- name: release_renditions
-- Gives them back.
update media_renditions set lease_owner = null, lease_until = null
where rendition_id = any($1::uuid[]) and lease_owner = $2;

-- name: finish_rendition
-- It is made, or can't be; true if it was still ours.
update media_renditions set state = $3, object = $4, problem = $5, attempts = attempts + 1
where rendition_id = $1 and lease_owner = $2 and state = 'waiting'
returning true;

-- name: postpone_rendition
-- Another try after some seconds.
update media_renditions
set attempts = attempts + 1, retry_at = now() + make_interval(secs => $3), lease_owner = null, lease_until = null
where rendition_id = $1 and lease_owner = $2;

-- name: settle_rendition
-- Who waited for it has heard. If it is wanted anew meanwhile, it is only given back.
update media_renditions
set settled = (state <> 'waiting'), lease_owner = null, lease_until = null
where rendition_id = $1 and lease_owner = $2;

-- name: waiting_posts
-- The posts with a target that waits for a rendition.
select distinct post_id
from post_targets
where organization_id = $1 and state in ('converting', 'awaiting_approval')
    and exists (select from jsonb_each_text(rendition_ids) as one where one.value = $2::text)
order by post_id;
