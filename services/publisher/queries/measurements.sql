-- name: plan_post
-- A post that went live is measured from now on; it is planned once.
with planned as (
    insert into measurements (publication_id, account_id, published_at, next_at)
    values ($1, $2, $3, $4)
    on conflict do nothing
    returning account_id, next_at
)
insert into measured_accounts (account_id, next_at)
select account_id, next_at from planned
on conflict (account_id) do update
set next_at = least(measured_accounts.next_at, greatest(excluded.next_at, measured_accounts.paused_until));

-- name: plan_account
-- An account that can be used again: what came due meanwhile is measured now.
insert into measured_accounts as known (account_id, next_at, figures_at) values ($1, $2, $2)
on conflict (account_id) do update
set figures_at = coalesce(known.figures_at, excluded.figures_at), paused_until = null, setbacks = 0,
    next_at = least(coalesce(known.figures_at, excluded.figures_at), (
        select min(next_at) from measurements where account_id = $1 and next_at is not null));

-- name: claim
-- Accounts with something to measure that nobody holds. What is due is said by the service's clock, leases are counted
-- by the database's.
with free as materialized (
    select account_id from measured_accounts
    where next_at <= $4 and (lease_until is null or lease_until < now())
    order by next_at
    limit $1
    for update skip locked
)
update measured_accounts as lane set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
from free where lane.account_id = free.account_id
returning lane.account_id, lane.figures_at, lane.setbacks;

-- name: renew
-- Accounts that are being measured stay ours.
update measured_accounts set lease_until = now() + make_interval(secs => $3)
where account_id = any($1::uuid[]) and lease_owner = $2;

-- name: release
-- Accounts that are given back unfinished.
update measured_accounts set lease_owner = null, lease_until = null
where account_id = any($1::uuid[]) and lease_owner = $2;

-- name: publishing_paused
-- For how many seconds the network wants no posts of the account: then it is not asked for figures either.
select extract(epoch from paused_until - now())::float8 from lanes where account_id = $1 and paused_until > now();

-- name: due_posts
-- Posts of an account to be measured, those first that have been due longest.
select publication.*, measurement.misses
from measurements as measurement
join publications as publication using (publication_id)
where measurement.account_id = $1 and measurement.next_at <= $2
order by measurement.next_at, measurement.publication_id
limit $3;

-- name: lock
-- Who holds an account's line; nobody can take it, and nothing be added to it, before the transaction ends.
select lease_owner from measured_accounts where account_id = $1 for update;

-- name: record
-- What was found out of posts, and when they are measured next.
update measurements as known
set next_at = told.next_at, misses = told.misses, gone = told.gone,
    measured_at = case when told.figures is null then known.measured_at else $6 end,
    figures = coalesce(told.figures::jsonb, known.figures)
from unnest($1::uuid[], $2::timestamptz[], $3::integer[], $4::boolean[], $5::text[])
    as told (publication_id, next_at, misses, gone, figures)
where known.publication_id = told.publication_id;

-- name: end_posts
-- Nothing of this account is measured any more: its network tells no figures of posts.
update measurements set next_at = null where account_id = $1 and next_at is not null;

-- name: settle
-- When an account wants attention next; it is given back. One that can't be used sleeps until it is connected. Run under
-- the lock, in a statement of its own, so that what was added meanwhile is seen.
update measured_accounts as lane
set figures_at = $2, setbacks = $3, paused_until = $4, lease_owner = null, lease_until = null,
    next_at = (
        select greatest(coming.at, $4::timestamptz)
        from (select least($2::timestamptz, min(next_at)) as at
              from measurements where account_id = $1 and next_at is not null) as coming
        where coming.at is not null
            and exists (select from accounts where account_id = $1 and state = 'connected'))
where account_id = $1;

-- name: longest_due
-- Since when the account that waits longest has had something to measure.
select min(next_at) from measured_accounts where next_at is not null;
