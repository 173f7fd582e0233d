-- name: forget_sessions
-- Sessions that ran out before an instant, with their tokens; true while there may be more.
with old as (
    select session_id from sessions where expires_at < $1 order by expires_at limit 1000
    for update skip locked),
gone as (
    delete from sessions s using old where s.session_id = old.session_id returning 1)
select count(*) = 1000 from gone;

-- name: forget_familiar_addresses
-- From where nobody signed in since an instant; true while there may be more.
with old as (
    select user_id, network from familiar_addresses where seen_at < $1 limit 1000 for update skip locked),
gone as (
    delete from familiar_addresses f using old where (f.user_id, f.network) = (old.user_id, old.network) returning 1)
select count(*) = 1000 from gone;

-- name: forget_external_sign_ins
-- Of those who went to a provider and did not come back in time; true while there may be more.
with old as (
    select state_hash from external_sign_ins where expires_at < $1 limit 1000 for update skip locked),
gone as (
    delete from external_sign_ins e using old where e.state_hash = old.state_hash returning 1)
select count(*) = 1000 from gone;

-- name: forget_emailed_tokens
-- Tokens that ran out before an instant; true while there may be more.
with old as (
    select token_hash from emailed_tokens where expires_at < $1 limit 1000 for update skip locked),
gone as (
    delete from emailed_tokens t using old where t.token_hash = old.token_hash returning 1)
select count(*) = 1000 from gone;

-- name: forget_idempotency_keys
-- Answers that no retry will ask for; true while there may be more.
with old as (
    select organization_id, scope, key from idempotency_keys where created_at < $1 limit 1000
    for update skip locked),
gone as (
    delete from idempotency_keys k using old
    where (k.organization_id, k.scope, k.key) = (old.organization_id, old.scope, old.key) returning 1)
select count(*) = 1000 from gone;

-- name: forget_live_events
-- What was told before an instant and handed to webhooks and to people, noting how far; true while there may be more.
with old as (
    select txid, seq from live_events
    where created_at < $1 and (txid, seq) <= (select c.txid, c.seq from webhook_cursor c)
        and (txid, seq) <= (select c.txid, c.seq from notification_cursor c)
    order by txid, seq limit 5000),
gone as (
    delete from live_events l using old where l.txid = old.txid and l.seq = old.seq returning l.txid, l.seq)
update live_events_forgotten f
set txid = last.txid, seq = last.seq
from (select txid, seq from gone order by txid desc, seq desc limit 1) last
where (f.txid, f.seq) < (last.txid, last.seq)
returning true;

-- name: forget_connections
-- Connections that were begun before an instant; true while there may be more.
with old as (
    select connection_id from connections where created_at < $1 order by created_at limit 1000
    for update skip locked),
gone as (
    delete from connections c using old where c.connection_id = old.connection_id returning 1)
select count(*) = 1000 from gone;

-- name: give_up_emails
-- E-mails that wait since before an instant, tried or not, since nobody takes mail here; what they say is deleted. True
-- while there may be more.
with old as (
    select email_id from emails
    where state = 'waiting' and created_at < $1 and (lease_until is null or lease_until < now())
    limit 1000
    for update skip locked),
given_up as (
    update emails e
    set state = 'refused', state_at = now(), problem = coalesce(problem, 'no mail server'), subject = null,
        body_text = null, body_html = null, unsubscribe_url = null, lease_owner = null, lease_until = null
    from old where e.email_id = old.email_id
    returning 1)
select count(*) = 1000 from given_up;

-- name: forget_emails
-- E-mails that left, or were given up, before an instant; true while there may be more.
with old as (
    select email_id from emails where state <> 'waiting' and state_at < $1 order by state_at limit 1000
    for update skip locked),
gone as (
    delete from emails e using old where e.email_id = old.email_id returning 1)
select count(*) = 1000 from gone;

-- name: forget_event_tickets
-- Tickets that ran out before an instant; true while there may be more.
with old as (
    select ticket_hash from event_tickets where expires_at < $1 limit 1000 for update skip locked),
gone as (
    delete from event_tickets t using old where t.ticket_hash = old.ticket_hash returning 1)
select count(*) = 1000 from gone;

-- name: forget_webhook_events
-- What webhooks were told before an instant, and its deliveries; true while there may be more.
with old as (
    select event_id from webhook_events where created_at < $1 order by created_at limit 1000
    for update skip locked),
gone as (
    delete from webhook_events e using old where e.event_id = old.event_id returning 1)
select count(*) = 1000 from gone;

-- name: forget_notifications
-- Some that are older than an instant; true while there may be more.
with old as (
    select notification_id from notifications where created_at < $1 order by created_at limit 1000
    for update skip locked),
gone as (
    delete from notifications n using old where n.notification_id = old.notification_id returning 1)
select count(*) = 1000 from gone;
