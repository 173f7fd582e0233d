-- name: request_connection
-- Somebody wants to consent; repeats change nothing.
insert into connections (connection_id, organization_id, network, base_url, account_id, redirect_url, reply_key, state,
    secrets, cause, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, 'requested', $8, $9, $10)
on conflict (connection_id) do nothing;

-- name: lock_connection
-- One connection, kept still until the end of the transaction.
select * from connections where connection_id = $1 for update;

-- name: authorize_connection
-- The person came back: a worker trades their answer.
update connections
set state = 'authorized', secrets = $2, next_at = now(), tries = 0, updated_at = now()
where connection_id = $1 and state = 'opened';

-- name: finish_connection
-- What was chosen is with the accounts; nothing is kept here.
update connections
set state = 'done', secrets = null, next_at = null, updated_at = now()
where connection_id = $1 and state = 'offered';

-- name: claim_connections
-- Connections whose network is to be called.
with free as materialized (
    select connection_id from connections
    where next_at <= now() and (lease_until is null or lease_until < now())
    order by next_at
    limit $1
    for update skip locked
)
update connections set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
from free where connections.connection_id = free.connection_id
returning connections.*;

-- name: renew_connections
-- Connections that are being worked on stay ours.
update connections set lease_until = now() + make_interval(secs => $3)
where connection_id = any($1::uuid[]) and lease_owner = $2;

-- name: release_connections
-- Connections that are given back.
update connections set lease_owner = null, lease_until = null
where connection_id = any($1::uuid[]) and lease_owner = $2;

-- name: open_connection
-- The network's page is known; the person is awaited.
update connections
set state = 'opened', secrets = $3, revision = revision + 1, next_at = null, lease_owner = null, lease_until = null,
    updated_at = now()
where connection_id = $1 and lease_owner = $2 and state = 'requested'
returning revision;

-- name: offer_choices
-- The network took the answer; a choice is awaited.
update connections
set state = 'offered', secrets = $3, expires_at = $4, revision = revision + 1, next_at = null, lease_owner = null,
    lease_until = null, updated_at = now()
where connection_id = $1 and lease_owner = $2 and state = 'authorized'
returning revision;

-- name: call_later
-- The network did not answer: the same again after a while.
update connections
set next_at = now() + make_interval(secs => $3), tries = tries + 1, lease_owner = null, lease_until = null
where connection_id = $1 and lease_owner = $2;

-- name: fail_connection
-- Nothing comes of it, and nothing is kept.
update connections
set state = 'failed', secrets = null, revision = revision + 1, next_at = null, lease_owner = null, lease_until = null,
    updated_at = now()
where connection_id = $1 and state not in ('done', 'failed')
returning revision;

-- name: refuse_connection
-- What can't be begun at all.
insert into connections (connection_id, organization_id, network, redirect_url, reply_key, state, revision, next_at,
    cause, expires_at)
values ($1, $2, $3, $4, $5, 'failed', 1, null, $6, $7)
on conflict (connection_id) do nothing
returning revision;

-- name: expire_connections
-- Consents that nobody finished: what was kept for them is erased.
with late as (
    select connection_id from connections
    where expires_at < $1 and state not in ('done', 'failed')
    order by expires_at
    limit 100
    for update skip locked
)
update connections
set state = 'failed', secrets = null, revision = revision + 1, next_at = null, lease_owner = null, lease_until = null,
    updated_at = now()
from late where connections.connection_id = late.connection_id
returning connections.*;

-- name: forget_connections
-- Consents that were over before an instant.
with old as (
    select connection_id from connections
    where expires_at < $1 and state in ('done', 'failed')
    order by expires_at
    limit 1000
    for update skip locked
)
delete from connections using old where connections.connection_id = old.connection_id;
