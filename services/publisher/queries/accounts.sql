-- name: accounts_of
-- What is known of some accounts, kept still.
select account_id, organization_id, authorized_revision from accounts
where account_id = any($1::uuid[]) order by account_id for update;

-- name: authorize
-- New credentials to be verified, unless something newer is known.
insert into accounts (
    account_id, organization_id, network, base_url, state, authorized_revision, credentials, credentials_version,
    refresh_at, expires_at, check_at, cause)
select account_id, organization_id, network, base_url, 'verifying', authorized_revision, credentials, 1, refresh_at,
    expires_at, now(), cause::jsonb
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::bytea[], $7::timestamptz[],
        $8::timestamptz[], $9::text[])
    as told (account_id, organization_id, network, base_url, authorized_revision, credentials, refresh_at, expires_at,
        cause)
order by account_id
on conflict (account_id) do update
set network = excluded.network, base_url = excluded.base_url, state = 'verifying',
    authorized_revision = excluded.authorized_revision, credentials = excluded.credentials,
    credentials_version = accounts.credentials_version + 1, former_credentials = null, former_until = null,
    refresh_at = excluded.refresh_at, refresh_owner = null, refresh_until = null, expires_at = excluded.expires_at,
    expiry_told = null, check_at = now(), checks = 0, cause = excluded.cause, updated_at = now()
where accounts.authorized_revision < excluded.authorized_revision
    and accounts.organization_id = excluded.organization_id;

-- name: verify_again
-- What was to replace the credentials is not there any more: whether they still do is asked of the network.
update accounts
set state = 'verifying', authorized_revision = $2, check_at = now(), checks = 0, updated_at = now()
where account_id = $1 and authorized_revision < $2 and credentials is not null;

-- name: refuse_credentials
-- Credentials that can't even be read: the account is there, without any.
insert into accounts (account_id, organization_id, network, base_url, state, revision, authorized_revision, cause)
values ($1, $2, $3, $4, 'degraded', 1, $5, $6)
on conflict (account_id) do update
set state = 'degraded', revision = accounts.revision + 1, authorized_revision = excluded.authorized_revision,
    credentials = null, credentials_version = accounts.credentials_version + 1, former_credentials = null,
    former_until = null, refresh_at = null, expires_at = null, check_at = null, cause = excluded.cause,
    updated_at = now()
where accounts.authorized_revision < excluded.authorized_revision
    and accounts.organization_id = excluded.organization_id
returning revision;

-- name: disconnect
-- Accounts that were taken away; their credentials are erased, and another may be put in their place.
insert into accounts (account_id, organization_id, network, state, authorized_revision, cause)
select account_id, organization_id, network, 'disconnected', authorized_revision, cause::jsonb
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::text[])
    as told (account_id, organization_id, network, authorized_revision, cause)
order by account_id
on conflict (account_id) do update
set state = 'disconnected', credentials = null, credentials_version = accounts.credentials_version + 1,
    former_credentials = null, former_until = null, remote_id = null,
    authorized_revision = excluded.authorized_revision,
    refresh_at = null, refresh_owner = null, refresh_until = null, expires_at = null, check_at = null,
    updated_at = now()
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
-- New credentials in place of the ones they were made from, which are kept for an hour: a network that did not see its
-- answer arrive may still want those. Where the account was given up meanwhile it is verified again.
update accounts
set former_credentials = credentials, former_until = now() + interval '1 hour', credentials = $3,
    credentials_version = credentials_version + 1, refresh_at = $4, expires_at = $5,
    revision = revision + (state = 'connected' and expires_at is distinct from $5)::integer,
    expiry_told = case when expires_at is distinct from $5 then null else expiry_told end,
    check_at = case when state = 'connected' then least($4, $5) else coalesce(check_at, now()) end,
    refresh_owner = null, refresh_until = null, updated_at = now()
where account_id = $1 and credentials_version = $2 and credentials is not null
returning *;

-- name: connect
-- The network said whose account it is.
update accounts
set state = 'connected', revision = revision + 1, remote_id = $3, handle = $4, display_name = $5, profile_url = $6,
    check_at = least(refresh_at, expires_at), checks = 0, updated_at = now()
where account_id = $1 and credentials_version = $2 and state in ('verifying', 'degraded')
returning revision;

-- name: degrade
-- The account can't be used until somebody acts, unless it has new credentials already; where the network only did not
-- answer it is asked again later, and somebody may be the network.
update accounts
set state = 'degraded', revision = revision + 1, check_at = now() + make_interval(secs => $3), refresh_owner = null,
    refresh_until = null, updated_at = now()
where account_id = $1 and credentials_version = $2 and state in ('verifying', 'connected')
    and ($4::text is null or refresh_owner = $4)
returning revision;

-- name: note_expiring
-- Accounts that end within 7, 3 or 1 days, and whose owner was not told so yet.
with due as materialized (
    select account_id, days from accounts,
        lateral (select min(day) as days from unnest(array[1, 3, 7]) as ahead (day)
            where expires_at <= $1::timestamptz + make_interval(days => day)) as near
    where state = 'connected' and expires_at > $1 and expires_at <= $1::timestamptz + interval '7 days'
        and days < coalesce(expiry_told, 8)
    order by expires_at
    limit 100
    for update of accounts skip locked
)
update accounts set expiry_told = due.days, revision = revision + 1, updated_at = now()
from due where accounts.account_id = due.account_id
returning accounts.*;

-- name: days_left
-- Of the connected accounts of each network whose consent ends: the fewest days, and how many have at most so many.
select network, min(left_days) as fewest,
    array[count(*) filter (where left_days <= 1), count(*) filter (where left_days <= 3),
        count(*) filter (where left_days <= 7), count(*) filter (where left_days <= 30),
        count(*)]::bigint[] as within
from (
    select network, extract(epoch from expires_at - $1::timestamptz)::double precision / 86400 as left_days
    from accounts where state = 'connected' and expires_at is not null
) as ending
group by network;

-- name: is_key_in_use
-- Whether some process encrypts with that key.
select exists (select from encryption_keys where key_id = $1);
