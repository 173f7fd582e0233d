-- name: lock_idempotency_key
-- Whether this transaction is the only one that works on the key; the lock ends with it.
select pg_try_advisory_xact_lock(hashtextextended($1, 0));

-- name: remembered_answer
-- What was answered to the first request with the key, within a day.
select fingerprint, status, headers, body, sealed
from idempotency_keys
where organization_id = $1 and scope = $2 and key = $3 and created_at > now() - interval '24 hours';

-- name: remember_answer
-- Keep the answer for retries; a row that is older than a day is replaced.
insert into idempotency_keys (organization_id, scope, key, fingerprint, status, headers, body, sealed)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (organization_id, scope, key) do update
set fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers, body = excluded.body,
    sealed = excluded.sealed, created_at = now();
