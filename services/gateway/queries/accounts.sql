-- name: insert_account
-- An account whose credentials are on their way to the publisher.
insert into accounts (account_id, organization_id, network, base_url, state, revision)
values ($1, $2, $3, $4, 'connecting', 1)
returning *;

-- name: account_by_id
-- One account.
select * from accounts where account_id = $1;

-- name: lock_account
-- One account, kept still until the end of the transaction.
select * from accounts where account_id = $1 for update;

-- name: list_accounts
-- A page, newest first; without a state, all but those that were taken away.
select * from accounts
where ($1::uuid is null or account_id < $1)
    and ($2::text is null or network = $2)
    and case when $3::text is null then state <> 'disconnected' else state = $3 end
order by account_id desc
limit $4;

-- name: reauthorize_account
-- New credentials are on their way to the publisher.
update accounts
set state = 'connecting', base_url = $2, revision = revision + 1, updated_at = now(),
    problem_code = null, problem_detail = null, problem_who_must_act = null
where account_id = $1
returning *;

-- name: disconnect_account
-- Nothing goes out on this account any more; what is connected under its id later may be another.
update accounts
set state = 'disconnected', revision = revision + 1, updated_at = now(), connected_at = null, expires_at = null,
    problem_code = null, problem_detail = null, problem_who_must_act = null
where account_id = $1
returning *;

-- name: apply_connected
-- The network said who the accounts are: the newest event for each, unless a newer one of the publisher was applied.
with told as (
    select distinct on (account_id) *
    from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::timestamptz[], $9::timestamptz[])
        as t (account_id, organization_id, revision, remote_id, handle, display_name, profile_url, connected_at,
              expires_at)
    order by account_id, revision desc
)
update accounts a
set state = 'connected', revision = a.revision + 1, publisher_revision = told.revision, updated_at = now(),
    remote_id = told.remote_id, handle = told.handle, display_name = told.display_name,
    profile_url = told.profile_url, connected_at = told.connected_at, expires_at = told.expires_at,
    problem_code = null, problem_detail = null, problem_who_must_act = null
from told
where a.account_id = told.account_id and a.organization_id = told.organization_id
    and a.publisher_revision < told.revision and a.state <> 'disconnected'
returning a.*;

-- name: lock_organizations
-- One after the other: two new accounts of an organisation may turn out to be the same.
select pg_advisory_xact_lock(hashtextextended('accounts of ' || organization_id, 0))
from (select distinct organization_id::text from unnest($1::uuid[]) as told (organization_id) order by 1) as ordered;

-- name: never_connected
-- Of these accounts those that nobody knew whose they are.
select account_id from accounts where account_id = any($1::uuid[]) and connected_at is null;

-- name: twins
-- Of these new accounts those that the organisation has under another id already; of two new ones the first stays.
select distinct on (twin.account_id) twin.account_id, known.account_id as known_id
from accounts as twin
join accounts as known
    on known.organization_id = twin.organization_id and known.network = twin.network
        and known.remote_id = twin.remote_id and known.base_url is not distinct from twin.base_url
        and known.state <> 'disconnected' and known.account_id <> twin.account_id
where twin.account_id = any($1::uuid[]) and twin.state <> 'disconnected'
    and (known.account_id < twin.account_id or not known.account_id = any($1::uuid[]))
order by twin.account_id, known.account_id;

-- name: refuse_twin
-- What is on the network once is here once; new credentials make it an account again.
update accounts
set state = 'disconnected', revision = revision + 1, updated_at = now(), connected_at = null, expires_at = null,
    problem_code = 'account.connected_already', problem_detail = $2, problem_who_must_act = 'account_owner'
where account_id = $1
returning *;

-- name: apply_degraded
-- The accounts can't publish until somebody acts: the newest event for each, unless a newer one was applied.
with told as (
    select distinct on (account_id) *
    from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[])
        as t (account_id, organization_id, revision, code, detail, who_must_act)
    order by account_id, revision desc
)
update accounts a
set state = 'degraded', revision = a.revision + 1, publisher_revision = told.revision, updated_at = now(),
    problem_code = told.code, problem_detail = told.detail, problem_who_must_act = told.who_must_act
from told
where a.account_id = told.account_id and a.organization_id = told.organization_id
    and a.publisher_revision < told.revision and a.state <> 'disconnected'
returning a.*;

-- name: apply_expiring
-- Somebody must consent again before long: the newest event for each, unless a newer one was applied.
with told as (
    select distinct on (account_id) *
    from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::timestamptz[])
        as t (account_id, organization_id, revision, expires_at)
    order by account_id, revision desc
)
update accounts a
set revision = a.revision + 1, publisher_revision = told.revision, updated_at = now(), expires_at = told.expires_at
from told
where a.account_id = told.account_id and a.organization_id = told.organization_id
    and a.publisher_revision < told.revision and a.state <> 'disconnected'
returning a.*;
