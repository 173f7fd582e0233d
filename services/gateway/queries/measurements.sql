-- name: keep_posts
-- Measurements of posts, once each; those that are new.
insert into post_measurements (
    organization_id, publication_id, post_id, account_id, network, measured_at, age, metrics, offered, gone)
select organization_id, publication_id, post_id, account_id, network, measured_at, age, metrics, offered, gone
from jsonb_populate_recordset(null::post_measurements, $1)
order by organization_id, publication_id, measured_at
on conflict do nothing
returning publication_id, measured_at;

-- name: latest_of_publications
-- How publications did when they were last seen, and whether they are gone since.
select distinct on (publication_id)
    publication_id, account_id, network, measured_at, age, metrics, offered,
    bool_or(gone) over (partition by publication_id) as gone
from post_measurements as told
where publication_id = any($1::uuid[])
order by publication_id, told.gone, measured_at desc;

-- name: of_post
-- Every measurement of a post, in the order of time.
select publication_id, account_id, network, measured_at, age, metrics, offered, gone
from post_measurements
where post_id = $1
order by measured_at, publication_id;

-- name: keep_accounts
-- Measurements of accounts, once each; those that are new.
insert into account_measurements (organization_id, account_id, measured_at, metrics, offered)
select organization_id, account_id, measured_at, metrics, offered
from jsonb_populate_recordset(null::account_measurements, $1)
order by organization_id, account_id, measured_at
on conflict do nothing
returning account_id, measured_at;

-- name: of_account
-- The newest measurements of an account, newest first.
select account_id, measured_at, metrics, offered
from account_measurements
where account_id = $1
order by measured_at desc
limit $2;
