-- name: insert_erasure
-- Somebody asked to be forgotten.
insert into erasure_requests (erasure_id, receipt_hash, requested_at) values ($1, $2, $3);

-- name: insert_erasure_parts
-- What is told to the services.
insert into erasure_parts (part_id, erasure_id, subject, subject_id)
select part_id, $1, subject, subject_id
from unnest($2::uuid[], $3::text[], $4::uuid[]) as part (part_id, subject, subject_id);

-- name: report_erasures
-- What services say they have forgotten; what nobody here asked for is left out.
insert into erasure_reports (part_id, service, rows, objects, completed_at)
select part_id, service, rows, objects, completed_at
from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::bigint[], $5::timestamptz[])
    as told (part_id, service, rows, objects, completed_at)
join erasure_parts using (part_id)
on conflict do nothing;

-- name: erasure_by_receipt
-- A request with its parts and what was reported of each.
select r.requested_at, p.part_id, p.subject, p.subject_id, t.service, t.rows, t.objects, t.completed_at
from erasure_requests r
join erasure_parts p using (erasure_id)
left join erasure_reports t using (part_id)
where r.receipt_hash = $1
order by p.subject, p.part_id, t.service;

-- name: lock_organization
-- An organisation that is to be erased; nobody joins or leaves it until the transaction ends.
select name from organizations where organization_id = $1 for update;

-- name: overdue_organizations
-- Organisations whose time for being restored is over, and that nobody is erasing yet.
select organization_id from organizations o
where deleted_at < $1 and not exists (select from erasure_parts p where p.subject_id = o.organization_id)
limit 10
for update skip locked;

-- name: sessions_of_organization
-- Who may act in it.
select session_id from sessions where organization_id = $1 and revoked_at is null;

-- name: sessions_of_person
-- Where somebody is signed in.
select session_id from sessions where user_id = $1 and revoked_at is null;

-- name: end_sessions
-- The end of these sessions; the first reason stays.
update sessions set revoked_at = $2, revoked_because = 'erased' where session_id = any($1::uuid[]) and revoked_at is null;

-- name: dissolve_organization
-- From now on nobody may act in it.
delete from memberships where organization_id = $1;

-- name: dissolve_memberships
-- A person is a member nowhere any more.
delete from memberships where user_id = $1;

-- name: lock_person
-- Somebody who is to be forgotten.
select username, password_hash from users where user_id = $1 for update;

-- name: lock_owned
-- Organisations that this person owns; nobody joins or leaves them until the transaction ends.
select from organizations o
join memberships m using (organization_id)
where m.user_id = $1 and m.role = 'owner'
order by o.organization_id
for update of o;

-- name: owned_by
-- Organisations that have no other owner than this person, with how many other members they have.
select o.organization_id, o.name, (
    select count(*) from memberships x where x.organization_id = o.organization_id and x.user_id <> $1) as others
from organizations o
join memberships m using (organization_id)
where m.user_id = $1 and m.role = 'owner' and not exists (
    select from memberships x
    where x.organization_id = o.organization_id and x.user_id <> $1 and x.role = 'owner')
order by o.organization_id;

-- name: forget_in_audit_entries
-- An organisation's record of what a person did there stays, without what tells more of them than an id.
update audit_entries set address = '', user_agent = '' where user_id = $1;

-- name: forget_in_idempotency_keys
-- What others were answered about their address, which stands there as a JSON text of its own.
delete from idempotency_keys
-- What is sealed is no text, and which side of an `and` is looked at first is not said.
where case when sealed then false else position(lower($1) in lower(convert_from(body, 'UTF8'))) > 0 end;

-- name: forget_in_live_events
-- What names a person. Whose id it has and no name is the organisation's.
delete from live_events where data ->> 'user_id' = $1 and data ? 'username';

-- name: forget_in_notifications
-- The same to those who were told of it.
delete from notifications where data ->> 'user_id' = $1 and data ? 'username';

-- name: forget_in_webhook_events
-- The same where it was, or is yet to be, sent: what can't be rewritten is not sent any more.
delete from webhook_events
where position($1 in body) > 0 and body::jsonb #>> '{data,user_id}' = $1 and body::jsonb -> 'data' ? 'username';

-- name: insert_export
-- An organisation wants all that is kept of it.
insert into exports (export_id, organization_id, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5);

-- name: get_export
-- One export.
select export_id, organization_id, created_by, created_at, expires_at, files, ready_at
from exports where export_id = $1;

-- name: list_exports
-- A page of exports, newest first. $1 after this id, $2 ready or not yet, $3 rows.
select export_id, organization_id, created_by, created_at, expires_at, files, ready_at
from exports
where ($1::uuid is null or export_id < $1) and ($2::boolean is null or (ready_at is not null) = $2)
order by export_id desc
limit $3;

-- name: note_exported
-- What a service has written; the export is ready with the last of them. $5: how many are awaited.
update exports e
set files = e.files || jsonb_build_object($3::text, $4::jsonb),
    ready_at = case when (select count(*) from jsonb_object_keys(e.files || jsonb_build_object($3::text, $4::jsonb))) >= $5
        then coalesce(e.ready_at, now()) end
where export_id = $1 and organization_id = $2
returning (ready_at is not null and not e.files ? $3) as is_ready;

-- name: expired_exports
-- Exports whose time is over.
select export_id, organization_id from exports where expires_at < $1 limit 100;

-- name: delete_export
-- An export whose files are gone.
delete from exports where export_id = $1;
