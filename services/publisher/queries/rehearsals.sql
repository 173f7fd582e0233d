-- name: request
-- Each once.
insert into rehearsals (rehearsal_id, organization_id, post_id, targets, cause, requested_at)
select rehearsal_id, organization_id, post_id, targets::jsonb, cause::jsonb, requested_at
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[])
    as told (rehearsal_id, organization_id, post_id, targets, cause, requested_at)
on conflict do nothing;

-- name: claim
-- Those that wait longest and nobody holds.
with free as materialized (
    select rehearsal_id from rehearsals
    where lease_until is null or lease_until < now()
    order by requested_at
    limit $1
    for update skip locked
)
update rehearsals set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
from free where rehearsals.rehearsal_id = free.rehearsal_id
returning rehearsals.*;

-- name: renew
-- Those that are being worked on stay ours.
update rehearsals set lease_until = now() + make_interval(secs => $3)
where rehearsal_id = any($1::uuid[]) and lease_owner = $2;

-- name: release
-- Those that are given back unfinished.
update rehearsals set lease_owner = null, lease_until = null
where rehearsal_id = any($1::uuid[]) and lease_owner = $2;

-- name: end
-- It is told; no row if somebody else told it.
delete from rehearsals where rehearsal_id = $1 and lease_owner = $2 returning rehearsal_id;
