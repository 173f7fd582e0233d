-- name: open_lanes
-- Every account of a batch has a lane that wants attention now, unless the network asked for a pause.
insert into lanes (account_id, next_at)
select distinct account_id, now() from unnest($1::uuid[]) as told (account_id) order by account_id
on conflict (account_id) do update
set next_at = least(lanes.next_at, greatest(now(), lanes.paused_until));

-- name: accept_due
-- Publications that came due; one that is known already stays as it is. One that was held up on its way waits: a
-- cancellation or edit that was held up by the same comes at another pace, over another topic.
insert into publications (
    publication_id, organization_id, post_id, account_id, network, revision, campaign_id, request_id, due_at,
    text, media, language, cause, details, give_up_at, next_at)
select publication_id, organization_id, post_id, account_id, network, revision, campaign_id, request_id, due_at,
    text, media::jsonb, language, cause::jsonb, details::jsonb, now() + make_interval(secs => $15),
    case when emitted_at < now() - make_interval(secs => $16) then now() + make_interval(secs => $17) else now() end
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::integer[], $7::uuid[], $8::uuid[],
            $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $18::text[])
    as told (publication_id, organization_id, post_id, account_id, network, revision, campaign_id, request_id,
             due_at, text, media, language, cause, emitted_at, details)
on conflict (publication_id) do nothing;

-- name: follow_plans
-- The newest revision of each post; an older one, or another organisation's, changes nothing.
insert into post_plans (post_id, organization_id, revision, state, contents)
select post_id, organization_id, revision, state, contents::jsonb
from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[])
    as told (post_id, organization_id, revision, state, contents)
order by post_id
on conflict (post_id) do update
set revision = excluded.revision, state = excluded.state, contents = excluded.contents, updated_at = now()
where excluded.revision > post_plans.revision and excluded.organization_id = post_plans.organization_id;

-- name: claim
-- Lanes that want attention and nobody holds, each with its publication that has been due longest. While keys are being
-- rotated, an account under a key of other replicas is left to them; if none of them comes, it is taken late, so that
-- somebody says what is wrong.
with free as materialized (
    select account_id from lanes
    where next_at <= now() and (lease_until is null or lease_until < now())
        and (next_at < now() - make_interval(secs => $5) or not exists (
            select from accounts join encryption_keys on key_id = substring(credentials from 2 for 4)
            where accounts.account_id = lanes.account_id and key_id <> all($4::bytea[])))
    order by next_at
    limit $1
    for update skip locked
), taken as (
    update lanes set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
    from free where lanes.account_id = free.account_id
    returning lanes.account_id
)
select taken.account_id as lane, publication.*
from taken left join lateral (
    select * from publications
    where account_id = taken.account_id and next_at <= now()
    order by due_at, publication_id
    limit 1
) publication on true;

-- name: accounts_of
-- The accounts of some lanes.
select * from accounts where account_id = any($1::uuid[]);

-- name: renew
-- Lanes that are being worked on stay ours.
update lanes set lease_until = now() + make_interval(secs => $3)
where account_id = any($1::uuid[]) and lease_owner = $2;

-- name: release
-- Lanes that are given back unfinished.
update lanes set lease_owner = null, lease_until = null
where account_id = any($1::uuid[]) and lease_owner = $2;

-- name: lock_lane
-- Who holds a lane; nobody can take it, and nothing be added to it, before the transaction ends.
select lease_owner from lanes where account_id = $1 for update;

-- name: lock_lanes
-- As lock_lane, for several.
select account_id from lanes where account_id = any($1::uuid[]) order by account_id for update;

-- name: settle_lanes
-- When lanes want attention next; they are given back if they are ours. Run under the lanes' locks, in a statement of
-- its own, so that publications added meanwhile are seen.
update lanes
set next_at = (
        select greatest(min(p.next_at), lanes.paused_until, now() + make_interval(secs => $3))
        from publications p where p.account_id = lanes.account_id and p.next_at is not null
        having min(p.next_at) is not null),
    paused_until = greatest(lanes.paused_until, now() + make_interval(secs => $3)),
    lease_owner = case when lease_owner = $2 then null else lease_owner end,
    lease_until = case when lease_owner = $2 then null else lease_until end
where account_id = any($1::uuid[]);

-- name: end_pauses
-- A rate limit matters no more where nothing will be asked.
update lanes set paused_until = null where account_id = any($1::uuid[]);

-- name: begin_attempt
-- An attempt is written down before the network is called; no row if the publication is not what it was.
with begun as (
    update publications
    set state = 'attempting', attempt_id = $2, attempts = attempts + 1, waits_for_account = false, prepared = $8,
        prepared_until = $9, prepared_ready_in = 0, updated_at = now()
    where publication_id = $1 and state = $3
    returning account_id, network
)
insert into attempts (
    attempt_id, publication_id, account_id, network, kind, request_hash, trace_id, started_at, part)
select $2, $1, account_id, network, $4, $5, $6, $7, $10 from begun
returning attempt_id;

-- name: end_attempt
-- How an attempt ended; only once.
update attempts set ended_at = $2, answer = $3, code = $4, detail = $5, latency_ms = $6
where attempt_id = $1 and ended_at is null
returning attempt_id, kind, part, request_hash, trace_id, started_at;

-- name: add_attempt
-- A look whether the post is there, or another call that is harmless to repeat: written down when it is over.
insert into attempts (
    attempt_id, publication_id, account_id, network, request_hash, trace_id, started_at, ended_at, answer,
    code, detail, latency_ms, part, kind)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: attempt_started
-- When an attempt began.
select started_at from attempts where attempt_id = $1;

-- name: save
-- A publication's new state, if it is still in one of the states we knew, and in the attempt we knew.
update publications
set state = $4, next_at = now() + make_interval(secs => $5), setbacks = $6, looks = $7, repeats = $8,
    unknown_since = $9, prepared_until = $10, waits_for_account = $11, error_class = $12, code = $13, detail = $14,
    who_must_act = $15, retry_can_help = $16, remote_id = $17, url = $18, published_at = $19, prepared = $20,
    prepared_ready_in = $21, processing_since = $22, ends = $23, reconciled = $24,
    give_up_at = $25, held_code = $26, updated_at = now()
where publication_id = $1 and state = any($2::text[]) and attempt_id is not distinct from $3
returning publication_id;

-- name: taken_remote_ids
-- Posts of this account that are known; an hour more than asked, since instants may be of other clocks.
select part->'receipt'->>'remote_id' as remote_id from publications, jsonb_array_elements(ends) as part
where account_id = $1 and updated_at > $2::timestamptz - interval '1 hour' and part->'receipt'->>'remote_id' is not null;

-- name: count_open
-- Publications on their way, by network and state.
select network, state, count(*) as publications from publications where next_at is not null group by network, state;

-- name: wake_account
-- Publications that wait for this account try again.
update publications set next_at = now(), waits_for_account = false where account_id = $1 and waits_for_account;

-- name: fail_waiting
-- Publications that have not begun can't begin any more.
update publications
set state = 'failed', next_at = null, waits_for_account = false, error_class = $2, code = $3, detail = $4,
    who_must_act = $5, retry_can_help = $6, updated_at = now()
where account_id = any($1::uuid[]) and state = 'waiting'
returning *;
