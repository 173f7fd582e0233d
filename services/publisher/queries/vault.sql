-- name: accounts_under_other_keys
-- Accounts with credentials that are encrypted under another key than the present one; locked, so that nobody changes
-- them meanwhile.
select account_id, organization_id, credentials, former_credentials from accounts
where (credentials is not null and substring(credentials from 2 for 4) = any($1::bytea[]))
    or (former_credentials is not null and substring(former_credentials from 2 for 4) = any($1::bytea[]))
limit $2
for update skip locked;

-- name: replace_account_secrets
-- The same credentials under another key: their version stays.
update accounts set credentials = told.credentials, former_credentials = told.former_credentials
from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as told (account_id, credentials, former_credentials)
where accounts.account_id = told.account_id;

-- name: connections_under_other_keys
-- Consents under way whose secrets are encrypted under another key than the present one.
select connection_id, organization_id, secrets from connections
where secrets is not null and substring(secrets from 2 for 4) = any($1::bytea[])
limit $2
for update skip locked;

-- name: replace_connection_secrets
-- The same secrets under another key.
update connections set secrets = told.secrets
from unnest($1::uuid[], $2::bytea[]) as told (connection_id, secrets)
where connections.connection_id = told.connection_id;

-- name: count_by_key
-- Secrets at rest by the id of their key.
select key_id, count(*) as secrets
from (
    select substring(credentials from 2 for 4) as key_id from accounts where credentials is not null
    union all
    select substring(former_credentials from 2 for 4) from accounts where former_credentials is not null
    union all
    select substring(secrets from 2 for 4) from connections where secrets is not null
) as stored
group by key_id;

-- name: forget_former
-- Sets of credentials that no network may still want.
update accounts set former_credentials = null, former_until = null where former_until < $1;

-- name: put_key_first
-- A process that encrypts with this key has started.
insert into encryption_keys (key_id, put_first_at) values ($1, clock_timestamp())
on conflict (key_id) do update set put_first_at = excluded.put_first_at;

-- name: newest_key
-- The first key of the process that started last.
select key_id from encryption_keys order by put_first_at desc limit 1;
