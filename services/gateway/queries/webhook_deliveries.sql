-- name: lock_receivers_with_work
-- Some receivers that may be sent something now, kept from other replicas until the transaction ends, so that what is
-- under way is counted right. $1 the present.
select h.webhook_id
from webhook_health h
join webhooks w using (webhook_id)
where w.state = 'enabled' and (h.blocked_until is null or h.blocked_until <= $1)
    and exists (
        select from webhook_deliveries d
        where d.webhook_id = h.webhook_id and d.state = 'waiting' and d.next_at <= $1
            and (d.lease_until is null or d.lease_until < now()))
order by random()
limit 64
for update of h skip locked;

-- name: claim_deliveries
-- Up to so many deliveries under a lease, the organisations in turn, and the receivers of each: of a receiver only as many at
-- once as it may be sent, of those with one ordering key only the first that waits; and what people test, whatever the
-- receiver's state. Of an organisation this owner holds no more than $8, so that others' are sent
-- beside those of slow receivers.
-- $1 receivers, $2 the present, $3 rows, $4 owner, $5 seconds, $6 at once, $7 failures that stop a receiver.
with allowed as (
    select h.webhook_id,
        case when h.failures >= $7 then 1 else $6 end - (
            select count(*) from webhook_deliveries b
            where b.webhook_id = h.webhook_id and b.lease_until >= now() and b.state = 'waiting' and not b.is_test
        ) as free
    from webhook_health h where h.webhook_id = any($1::uuid[])),
candidates as (
    select one.delivery_id, one.organization_id, row_number() over (partition by allowed.webhook_id order by one.place) as turn
    from allowed
    cross join lateral (
        select d.delivery_id, d.organization_id, d.place
        from webhook_deliveries d
        where d.webhook_id = allowed.webhook_id and d.state = 'waiting' and not d.is_test and d.next_at <= $2
            and (d.lease_until is null or d.lease_until < now())
            and not exists (
                select from webhook_deliveries e
                where e.webhook_id = d.webhook_id and e.ordering_key = d.ordering_key and e.state = 'waiting'
                    and e.place < d.place)
        order by d.place
        limit greatest(allowed.free, 0)) one
    union all
    select delivery_id, organization_id, 0
    from webhook_deliveries
    where is_test and state = 'waiting' and (lease_until is null or lease_until < now())),
held as (
    select organization_id, count(*) as number
    from webhook_deliveries
    where lease_until >= now() and lease_owner = $4 and state = 'waiting'
    group by organization_id),
fair as (
    select delivery_id, row_number() over (partition by organization_id order by turn, delivery_id) as turn,
        coalesce(held.number, 0) as held
    from candidates
    left join held using (organization_id)),
chosen as (
    select delivery_id from webhook_deliveries
    where delivery_id in (select delivery_id from fair where held + turn <= $8 order by held + turn limit $3)
        and state = 'waiting' and (lease_until is null or lease_until < now())
    for update skip locked),
taken as (
    update webhook_deliveries d
    set lease_owner = $4, lease_until = now() + make_interval(secs => $5)
    from chosen where d.delivery_id = chosen.delivery_id
    returning d.*)
select taken.delivery_id, taken.organization_id, taken.webhook_id, taken.event_id, taken.type, taken.is_test,
    taken.attempts, taken.probes, e.body, w.url, w.host, s.secret_ids, s.kinds, s.encrypted
from taken
join webhook_events e using (event_id)
join webhooks w using (webhook_id)
cross join lateral (
    select array_agg(secret_id order by created_at desc, secret_id desc) as secret_ids,
        array_agg(kind order by created_at desc, secret_id desc) as kinds,
        array_agg(encrypted order by created_at desc, secret_id desc) as encrypted
    from webhook_secrets
    where webhook_id = taken.webhook_id and (expires_at is null or expires_at > $2)) s
order by taken.place;

-- name: renew_deliveries
-- Goes on holding them.
update webhook_deliveries set lease_until = now() + make_interval(secs => $3)
where delivery_id = any($1::uuid[]) and lease_owner = $2;

-- name: release_deliveries
-- Gives them back.
update webhook_deliveries set lease_owner = null, lease_until = null
where delivery_id = any($1::uuid[]) and lease_owner = $2;

-- name: record_attempt
-- What came of an attempt; true if the delivery was still ours. $10 whether its receiver took nothing then.
update webhook_deliveries
set state = $3, next_at = $4, attempts = attempts + 1, probes = probes + $10::boolean::int, last_status = $5, last_error = $6, last_latency_ms = $7,
    history = case when jsonb_array_length(history) >= 30 then history - 0 else history end || $8::jsonb,
    ended_at = case when $3 <> 'waiting' then $9::timestamptz end, lease_owner = null, lease_until = null
where delivery_id = $1 and lease_owner = $2 and state = 'waiting'
returning true;

-- name: hurry_deliveries
-- The receiver answers again: what waits for another attempt waits no longer.
update webhook_deliveries set next_at = $2 where webhook_id = $1 and state = 'waiting' and next_at > $2;

-- name: list_deliveries
-- A page of a webhook's log, newest first, or one. $1 the webhook, $2 after this id, $3 state, $4 type, $5 from and $6
-- until these instants, $7 rows, $8 only this one.
select delivery_id, webhook_id, event_id, type, ordering_key, occurred_at, is_test, state, attempts, next_at, ended_at,
    last_status, last_error, last_latency_ms
from webhook_deliveries
where webhook_id = $1
    and ($2::uuid is null or delivery_id < $2)
    and ($3::text is null or state = $3)
    and ($4::text is null or type = $4)
    and ($5::timestamptz is null or occurred_at >= $5)
    and ($6::timestamptz is null or occurred_at < $6)
    and ($8::uuid is null or delivery_id = $8)
order by delivery_id desc
limit $7;

-- name: get_delivery_history
-- What was sent, and what came of each attempt.
select d.history, e.body from webhook_deliveries d join webhook_events e using (event_id) where delivery_id = $1;

-- name: redeliver_one
-- Sent once more, at once; its attempts are counted anew.
update webhook_deliveries
set state = 'waiting', attempts = case when state = 'waiting' then attempts else 0 end,
    probes = case when state = 'waiting' then probes else 0 end, next_at = $3, ended_at = null
where webhook_id = $1 and delivery_id = $2;

-- name: redeliver_since
-- Sent once more what happened since an instant, in order; how many, and when the last of them happened. $3 the states, $4
-- the present, $5 at most.
with again as (
    select delivery_id from webhook_deliveries
    where webhook_id = $1 and occurred_at >= $2 and state = any($3::text[]) and not is_test
    order by occurred_at, place
    limit $5
    for update),
asked as (
    update webhook_deliveries d
    set state = 'waiting', attempts = 0, probes = 0, next_at = $4, ended_at = null
    from again where d.delivery_id = again.delivery_id
    returning d.occurred_at)
select count(*) as count, max(occurred_at) as until from asked;

-- name: discard_deliveries
-- What waits is not sent; how many.
with gone as (
    update webhook_deliveries set state = 'discarded', ended_at = $2, lease_owner = null, lease_until = null
    where webhook_id = $1 and state = 'waiting'
    returning 1)
select count(*) from gone;

-- name: count_waiting_deliveries
-- How many wait, counted up to ten thousand.
select count(*) from (
    select from webhook_deliveries where webhook_id = $1 and state = 'waiting' limit 10000) as waiting;
