-- name: accounts_of
-- What is known of some accounts, kept still.
select account_id, organization_id, authorized_revision from accounts
where account_id = any($1::uuid[]) order by account_id for update;

-- name: authorize
-- New credentials to be verified, unless something newer is known.
insert into accounts (
    account_id, organization_id, network, base_url, state, authorized_revision, credentials, credentials_version,
    refresh_at, check_at, cause)
select account_id, organization_id, network, base_url, 'verifying', authorized_revision, credentials, 1, refresh_at,
    now(), cause::jsonb
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::bytea[], $7::timestamptz[], $8::text[])
    as told (account_id, organization_id, network, base_url, authorized_revision, credentials, refresh_at, cause)
order by account_id
on conflict (account_id) do update
set network = excluded.network, base_url = excluded.base_url, state = 'verifying',
    authorized_revision = excluded.authorized_revision, credentials = excluded.credentials,
    credentials_version = accounts.credentials_version + 1, refresh_at = excluded.refresh_at, refresh_owner = null,
    refresh_until = null, check_at = now(), checks = 0, cause = excluded.cause, updated_at = now()
where accounts.authorized_revision < excluded.authorized_revision
    and accounts.organization_id = excluded.organization_id;

-- name: refuse_credentials
-- Credentials that can't even be read: the account is there, without any.
insert into accounts (account_id, organization_id, network, base_url, state, revision, authorized_revision, cause)
values ($1, $2, $3, $4, 'degraded', 1, $5, $6)
on conflict (account_id) do update
set state = 'degraded', revision = accounts.revision + 1, authorized_revision = excluded.authorized_revision,
    credentials = null, credentials_version = accounts.credentials_version + 1, refresh_at = null, check_at = null,
    cause = excluded.cause, updated_at = now()
where accounts.authorized_revision < excluded.authorized_revision
    and accounts.organization_id = excluded.organization_id
returning revision;

-- name: disconnect
-- Accounts that were taken away; their credentials are erased.
insert into accounts (account_id, organization_id, network, state, authorized_revision, cause)
select account_id, organization_id, network, 'disconnected', authorized_revision, cause::jsonb
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::text[])
    as told (account_id, organization_id, network, authorized_revision, cause)
order by account_id
on conflict (account_id) do update
set state = 'disconnected', credentials = null, credentials_version = accounts.credentials_version + 1,
    authorized_revision = excluded.authorized_revision, refresh_at = null, refresh_owner = null,
    refresh_until = null, check_at = null, updated_at = now()
where accounts.authorized_revision < excluded.authorized_revision
    and accounts.organization_id = excluded.organization_id
returning account_id, network;

-- name: account
-- One account.
select * from accounts where account_id = $1;

-- name: claim_checks
-- Accounts to verify, or whose credentials are to be renewed.
with free as materialized (
    select account_id from accounts
    where check_at <= now() and (lease_until is null or lease_until < now())
    order by check_at
    limit $1
    for update skip locked
)
update accounts set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
from free where accounts.account_id = free.account_id
returning accounts.*;

-- name: renew_checks
-- Accounts that are being worked on stay ours.
update accounts set lease_until = now() + make_interval(secs => $3)
where account_id = any($1::uuid[]) and lease_owner = $2;

-- name: release_checks
-- Accounts that are given back.
update accounts set lease_owner = null, lease_until = null
where account_id = any($1::uuid[]) and lease_owner = $2;

-- name: check_later
-- The network did not answer: the same again after a while.
update accounts set check_at = now() + make_interval(secs => $3), checks = checks + 1
where account_id = $1 and credentials_version = $2;

-- name: claim_renewal
-- One of many who want to renew these credentials does it.
update accounts set refresh_owner = $3, refresh_until = now() + make_interval(secs => $4)
where account_id = $1 and credentials_version = $2 and credentials is not null
    and (refresh_until is null or refresh_until < now())
returning *;

-- name: release_renewal
-- The renewal did not work; the credentials are as they were.
update accounts set refresh_owner = null, refresh_until = null where account_id = $1 and refresh_owner = $2;

-- name: store_credentials
-- New credentials in place of the ones they were made from.
update accounts
set credentials = $3, credentials_version = credentials_version + 1, refresh_at = $4,
    check_at = case when state = 'connected' then $4 else check_at end,
    refresh_owner = null, refresh_until = null, updated_at = now()
where account_id = $1 and credentials_version = $2 and credentials is not null
returning *;

-- name: connect
-- The network said whose account it is.
update accounts
set state = 'connected', revision = revision + 1, remote_id = $3, handle = $4, check_at = refresh_at, checks = 0,
    updated_at = now()
where account_id = $1 and credentials_version = $2 and state in ('verifying', 'degraded')
returning revision;

-- name: degrade
-- The account can't be used until somebody acts, unless it has new credentials already; where the network only did not
-- answer it is asked again later, and somebody may be the network.
update accounts
set state = 'degraded', revision = revision + 1, check_at = now() + make_interval(secs => $3), refresh_owner = null, refresh_until = null,
    updated_at = now()
where account_id = $1 and credentials_version = $2 and state in ('verifying', 'connected')
returning revision;
