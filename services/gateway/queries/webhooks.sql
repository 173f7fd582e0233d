-- name: insert_webhook
-- A new webhook, told what happens from this transaction on.
with made as (
    insert into webhooks (
        webhook_id, organization_id, url, host, description, event_types, campaign_ids, account_ids, created_by,
        created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
    returning webhook_id, organization_id)
insert into webhook_health (webhook_id, organization_id) select webhook_id, organization_id from made;

-- name: list_webhooks
-- A page of webhooks, newest first, or one. $1 after this id, $2 state, $3 rows, $4 only this one, $5 the present.
select w.*, h.failures, h.failing_since, h.blocked_until, h.last_success_at, h.last_failure_at, h.last_error,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'secret_id', s.secret_id, 'kind', s.kind, 'public_key', s.public_key, 'created_at', s.created_at,
            'expires_at', s.expires_at) order by s.created_at desc, s.secret_id desc), '[]')
        from webhook_secrets s
        where s.webhook_id = w.webhook_id and (s.expires_at is null or s.expires_at > $5)) as keys
from webhooks w join webhook_health h using (webhook_id)
where ($1::uuid is null or w.webhook_id < $1)
    and ($2::text is null or w.state = $2)
    and ($4::uuid is null or w.webhook_id = $4)
order by w.webhook_id desc
limit $3;

-- name: lock_webhook
-- Keeps a webhook from others until the transaction ends. Its health first: whoever records a delivery has that one.
with health as (
    select webhook_id from webhook_health where webhook_id = $1 for update)
select w.webhook_id from webhooks w join health using (webhook_id) for update of w;

-- name: update_webhook
-- A webhook as its owner wants it.
update webhooks
set url = $2, host = $3, description = $4, event_types = $5, campaign_ids = $6, account_ids = $7, updated_at = $8,
    revision = revision + 1
where webhook_id = $1;

-- name: set_webhook_state
-- A webhook enabled, or disabled and why; true unless it was so already.
update webhooks
set state = $2, disabled_because = $3, disabled_at = case when $2 = 'disabled' then $4::timestamptz end, updated_at = $4,
    revision = revision + 1
where webhook_id = $1 and state <> $2
returning true;

-- name: delete_webhook
-- A webhook, its secrets and its log.
delete from webhooks where webhook_id = $1;

-- name: not_there
-- Those of these campaigns ($1) and accounts ($2) that the organisation does not have.
select 'campaign' as kind, told.id
from unnest($1::uuid[]) as told (id) where not exists (select from campaigns where campaign_id = told.id)
union all
select 'account', told.id
from unnest($2::uuid[]) as told (id) where not exists (select from accounts where account_id = told.id);

-- name: insert_webhook_secret
-- What signs from now on.
insert into webhook_secrets (secret_id, organization_id, webhook_id, kind, encrypted, public_key, created_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: expire_webhook_secrets
-- Those that have been replaced sign until an instant, or until the earlier one they had.
update webhook_secrets
set expires_at = least(coalesce(expires_at, $2), $2)
where webhook_id = $1 and secret_id <> $3 and (expires_at is null or expires_at > $2);

-- name: forget_webhook_secrets
-- Those that sign no more.
delete from webhook_secrets where webhook_id = $1 and expires_at <= $2;

-- name: set_webhook_health
-- How a receiver does.
update webhook_health
set failures = $2, failing_since = $3, blocked_until = $4, last_success_at = $5, last_failure_at = $6, last_error = $7
where webhook_id = $1;

-- name: lock_webhook_health
-- How a receiver does, kept from others until the transaction ends.
select * from webhook_health where webhook_id = $1 for update;

-- name: webhook_gauges
-- How old the oldest delivery of a receiver that is well is, in seconds, how many wait, and how many receivers fail.
-- $1 the present, $2 failures that stop one.
select
    coalesce(extract(epoch from $1 - min(oldest.occurred_at)), 0)::float8 as lag,
    count(*) filter (where h.failures >= $2) as failing
from webhook_health h
join webhooks w using (webhook_id)
left join lateral (
    select d.occurred_at from webhook_deliveries d
    where d.webhook_id = h.webhook_id and d.state = 'waiting' and h.failures < $2
    order by d.place limit 1) oldest on true
where w.state = 'enabled';
