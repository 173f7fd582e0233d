-- name: hold_object
-- Notes that an object is about to be written and named, until $3; nothing where it is being taken away.
insert into media_objects as o (key, organization_id, look_at) values ($1, $2, $3)
on conflict (key) do update set look_at = greatest(o.look_at, excluded.look_at) where not o.is_leaving
returning true;

-- name: leave_objects
-- Notes that these may be named by nothing any more: they are looked at now, unless somebody is about to name one.
insert into media_objects as o (key, organization_id, look_at)
select key, $2, $3 from unnest($1::text[]) as key
on conflict (key) do update set look_at = greatest(o.look_at, excluded.look_at);

-- name: claim_objects
-- Up to so many that are to be looked at by $4, under a lease.
update media_objects
set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
where key in (
    select key from media_objects
    where look_at <= $4 and (lease_until is null or lease_until < now())
    order by look_at
    limit $1
    for update skip locked)
returning key;

-- name: renew_objects
-- Goes on holding them.
update media_objects set lease_until = now() + make_interval(secs => $3)
where key = any($1::text[]) and lease_owner = $2;

-- name: release_objects
-- Gives them back.
update media_objects set lease_owner = null, lease_until = null
where key = any($1::text[]) and lease_owner = $2;

-- name: judge_object
-- It is let go of if something names it, and leaves otherwise; true if it does. Nothing where it is not ours, or somebody is
-- about to name it.
update media_objects
set is_leaving = not is_media_object_named(key),
    look_at = case when is_media_object_named(key) then null else look_at end
where key = $1 and lease_owner = $2 and look_at <= $3
returning is_leaving;

-- name: forget_object
-- It is gone.
delete from media_objects where key = $1 and is_leaving;

-- name: get_retention
-- The organisation's rule.
select unused_days, revision, updated_at from media_retention;

-- name: lock_retention
-- The same, kept from others until the transaction ends.
select unused_days, revision, updated_at from media_retention for update;

-- name: put_retention
-- The organisation's rule from now on.
insert into media_retention as r (organization_id, unused_days, revision, updated_at) values ($1, $2, $3, $4)
on conflict (organization_id) do update
set unused_days = excluded.unused_days, revision = excluded.revision, updated_at = excluded.updated_at;

-- name: retention_rules
-- The organisations that have a rule.
select organization_id, unused_days from media_retention where unused_days is not null order by organization_id;

-- name: unchanged_media
-- Some media behind $1 that nobody has changed since $2.
select media_id from media
where ($1::uuid is null or media_id > $1) and deleted_at is null and updated_at < $2
order by media_id
limit $3;

-- name: media_in_use
-- Those of these that something needs, or has used since $2.
select distinct media_id from media_uses($1::uuid[]) where is_open or used_at >= $2;

-- name: lock_unchanged_media
-- Those of these that nobody has changed since $2, kept from others until the transaction ends.
select * from media
where media_id = any($1::uuid[]) and deleted_at is null and updated_at < $2
order by media_id
for update skip locked;

-- name: purgeable
-- Organisations with media whose time of grace is over.
select distinct organization_id from media where purge_at <= $1 order by organization_id;

-- name: lock_purgeable
-- Some media whose time of grace is over, kept from others until the transaction ends.
select * from media where purge_at <= $1 order by media_id limit $2 for update skip locked;

-- name: delete_media
-- They are gone from the library.
delete from media where media_id = any($1::uuid[]);

-- name: delete_renditions
-- What was made of files that no media are any more, where no post needs it; gives the keys.
delete from media_renditions as r
where r.source ->> 'key' = any($1::text[]) and r.settled
    and not exists (select from media as m where m.object ->> 'key' = r.source ->> 'key')
    and not exists (
        select from post_targets as t
        where t.state not in ('published', 'failed', 'missed', 'cancelled')
            and t.rendition_ids::text like '%' || r.rendition_id || '%')
returning 'organizations/' || r.organization_id || '/renditions/' || r.rendition_id as key;
