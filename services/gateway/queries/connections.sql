-- name: insert_connection
-- Somebody wants to consent; the publisher finds the network's page.
insert into connections (connection_id, organization_id, user_id, session_id, network, base_url, account_id,
    redirect_url, state, reply_key, created_at, updated_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'requested', $9, $10, $10, $11)
returning *;

-- name: connection_by_id
-- One connection.
select * from connections where connection_id = $1;

-- name: lock_connection
-- One connection, kept still until the end of the transaction.
select * from connections where connection_id = $1 for update;

-- name: organization_of_connection
-- Whose it is; for those who come back from a network without a token of ours.
select organization_id from connections where connection_id = $1;

-- name: open_connection
-- The network's page is known.
update connections
set state = 'open', authorize_url = $3, reply_key = null, publisher_revision = $2, revision = revision + 1,
    updated_at = $4
where connection_id = $1
returning *;

-- name: authorize_connection
-- The person came back; nobody can come back a second time.
update connections
set state = 'authorizing', authorize_url = null, reply_key = null, revision = revision + 1, updated_at = $2
where connection_id = $1
returning *;

-- name: offer_choices
-- The consent gives access to these accounts.
update connections
set state = 'choose', choices = $3, publisher_revision = $2, expires_at = $4, revision = revision + 1,
    updated_at = $5
where connection_id = $1
returning *;

-- name: finish_connection
-- These accounts come of it.
update connections
set state = 'done', account_ids = $2, revision = revision + 1, updated_at = $3
where connection_id = $1
returning *;

-- name: fail_connection
-- Nothing comes of it.
update connections
set state = 'failed', authorize_url = null, reply_key = null, publisher_revision = $2, problem_code = $3,
    problem_detail = $4, problem_who_must_act = $5, revision = revision + 1, updated_at = $6
where connection_id = $1
returning *;

-- name: hold_network
-- Of two who choose the same account at once, the second sees what the first made.
select pg_advisory_xact_lock(hashtextextended($1::uuid::text || '/' || $2::text, 0));

-- name: accounts_of_remote_ids
-- The organisation's accounts that some of a network's are already; one that was taken away only where there is no other.
select distinct on (remote_id) * from accounts
where organization_id = $1 and network = $2 and remote_id = any($3::text[])
    and (not $5 or base_url is not distinct from $4)
order by remote_id, state = 'disconnected', account_id;
