-- name: insert_emails
-- E-mails to be sent, as a JSON array. Inside an organisation's transaction they are that organisation's.
insert into emails (email_id, organization_id, recipient, template, subject, body_text, body_html, unsubscribe_url, created_at)
select email_id, coalesce(organization_id, current_organization()), recipient, template, subject, body_text, body_html,
    unsubscribe_url, created_at
from jsonb_populate_recordset(null::emails, $1);

-- name: claim_emails
-- Up to so many that nobody sends, under a lease.
update emails
set lease_owner = $2, lease_until = now() + make_interval(secs => $3)
where email_id in (
    select email_id from emails
    where state = 'waiting' and retry_at <= now() and (lease_until is null or lease_until < now())
    order by retry_at
    limit $1
    for update skip locked)
returning *;

-- name: renew_emails
-- Goes on holding them.
update emails set lease_until = now() + make_interval(secs => $3)
where email_id = any($1::uuid[]) and lease_owner = $2;

-- name: release_emails
-- Gives them back.
update emails set lease_owner = null, lease_until = null
where email_id = any($1::uuid[]) and lease_owner = $2;

-- name: finish_email
-- It has left, or never will; what it said is deleted.
update emails
set state = $3, state_at = $5, problem = $4, attempts = attempts + 1, subject = null, body_text = null, body_html = null,
    unsubscribe_url = null, lease_owner = null, lease_until = null
where email_id = $1 and lease_owner = $2 and state = 'waiting';

-- name: postpone_email
-- Another try after some seconds.
update emails
set attempts = attempts + 1, problem = $4, retry_at = now() + make_interval(secs => $3),
    lease_owner = null, lease_until = null
where email_id = $1 and lease_owner = $2;
