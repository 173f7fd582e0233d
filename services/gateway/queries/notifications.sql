-- name: what_is_ahead_of_notifications
-- Whether the log has rows that people are not told of yet: `final`, `blocked` while an older transaction still writes, or
-- `nothing`. $1 the horizon.
select case
    when next.txid is null then 'nothing'
    when next.txid < $1::text::xid8 then 'final'
    else 'blocked' end
from notification_cursor c
left join lateral (
    select l.txid from live_events l where (l.txid, l.seq) > (c.txid, c.seq) order by l.txid, l.seq limit 1) next on true;

-- name: lock_notification_cursor
-- How far people were told; no row where another replica is at it.
select txid::text as txid, seq from notification_cursor for update skip locked;

-- name: events_to_notify
-- The next rows of the log that are final, in order; data of those alone that anybody is told of. $1, $2 the cursor, $3
-- the horizon, $4 types, $5 rows.
select txid::text as txid, seq, organization_id, event_id, type, subject, created_at,
    case when type = any($4::text[]) then data end as data
from live_events
where (txid, seq) > ($1::text::xid8, $2) and txid < $3::text::xid8
order by live_events.txid, seq
limit $5;

-- name: move_notification_cursor
-- So far people were told.
update notification_cursor set txid = $1::text::xid8, seq = $2;

-- name: people_to_notify
-- Who is in these organisations, and how they want their e-mail.
select m.organization_id, m.user_id, m.role, u.time_zone, u.email_verified_at is not null as is_verified,
    coalesce(s.email, true) as email, s.quiet_begins, s.quiet_ends, s.digest_at
from memberships m
join users u using (user_id)
left join notification_settings s using (organization_id, user_id)
where m.organization_id = any($1::uuid[]);

-- name: choices_to_notify
-- What people of these organisations want otherwise than it is by default.
select organization_id, user_id, type, in_app, email from notification_choices where organization_id = any($1::uuid[]);

-- name: insert_notifications
-- One for each event and person, whoever tells it again. $1 events as a JSON array, then for each notification its id, the
-- person, the event, whether it is shown, and when it goes by e-mail.
insert into notifications
    (notification_id, organization_id, user_id, event_id, type, subject, data, created_at, shown, email_due_at)
select n.notification_id, e.organization_id, n.user_id, e.event_id, e.type, e.subject, e.data, e.created_at, n.shown,
    n.email_due_at
from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[], $6::timestamptz[])
    as n (notification_id, user_id, event_id, shown, email_due_at)
join jsonb_populate_recordset(null::notifications, $1) e using (event_id)
on conflict (user_id, event_id) do nothing;

-- name: list_notifications
-- A page of what a person was told, newest first. $2 behind this one, $3 unread or read, $4 archived, $5 types, $6 rows.
select notification_id, type, subject, data, created_at, read_at, archived_at
from notifications
where organization_id = current_organization() and user_id = $1 and shown
    and ($2::uuid is null or notification_id < $2)
    and ($3::boolean is null or (read_at is null) = $3)
    and (archived_at is not null) = $4
    and ($5::text[] is null or type = any($5))
order by notification_id desc
limit $6;

-- name: get_notification
-- One of a person's.
select notification_id, type, subject, data, created_at, read_at, archived_at
from notifications
where organization_id = current_organization() and user_id = $1 and notification_id = $2 and shown;

-- name: count_unread
-- How many a person has not read; no more than a thousand are counted.
select count(*) from (
    select from notifications
    where organization_id = current_organization() and user_id = $1 and shown and read_at is null
        and archived_at is null
    limit 1000) as unread;

-- name: change_notifications
-- Read or unread, archived or not; what is null stays as it is. $2 these, or null for all up to $3. Returns how many are
-- otherwise than before.
with changed as (
    update notifications
    set read_at = case $4::boolean when true then coalesce(read_at, $6) when false then null else read_at end,
        archived_at = case $5::boolean when true then coalesce(archived_at, $6) when false then null else archived_at end
    where organization_id = current_organization() and user_id = $1 and shown
        and ($2::uuid[] is null or notification_id = any($2))
        and ($3::uuid is null or notification_id <= $3)
        and (($4::boolean is not null and (read_at is not null) <> $4)
            or ($5::boolean is not null and (archived_at is not null) <> $5))
    returning 1)
select count(*) from changed;

-- name: people_with_mail
-- Some people who have something to be told by e-mail now, and got none a moment ago. $1 the present, $2 that moment.
select distinct n.organization_id, n.user_id
from notifications n
where n.email_due_at <= $1
    and not exists (
        select from notification_mailings m
        where m.organization_id = n.organization_id and m.user_id = n.user_id and m.mailed_at > $2)
limit 200;

-- name: take_due_notifications
-- What these people are told now; not what they have read already, nor what they have said since that they want no mail of.
with due as (
    update notifications n set email_due_at = null
    from unnest($1::uuid[], $2::uuid[]) as person (organization_id, user_id)
    where n.organization_id = person.organization_id and n.user_id = person.user_id and n.email_due_at <= $3
    returning n.*)
select due.organization_id, due.user_id, due.type, due.data, due.created_at, u.email, u.username, u.time_zone,
    o.name as organization_name
from due
join memberships m using (organization_id, user_id)
join users u using (user_id)
join organizations o using (organization_id)
left join notification_settings s using (organization_id, user_id)
left join notification_choices c on (c.organization_id, c.user_id, c.type) = (due.organization_id, due.user_id, due.type)
where due.read_at is null and due.archived_at is null and coalesce(s.email, true) and c.email is not false
    and u.email_verified_at is not null
order by due.notification_id;

-- name: note_mailings
-- They have mail.
insert into notification_mailings (organization_id, user_id, mailed_at)
select organization_id, user_id, $3 from unnest($1::uuid[], $2::uuid[]) as person (organization_id, user_id)
on conflict (organization_id, user_id) do update set mailed_at = excluded.mailed_at;

-- name: get_notification_settings
-- How a person wants to be told, if they ever said.
select email, quiet_begins, quiet_ends, digest_at, revision
from notification_settings
where organization_id = current_organization() and user_id = $1;

-- name: lock_notification_settings
-- The same, made if it is not there, and nobody else changes it now.
insert into notification_settings (organization_id, user_id) values (current_organization(), $1)
on conflict (organization_id, user_id) do update set revision = notification_settings.revision
returning email, quiet_begins, quiet_ends, digest_at, revision;

-- name: update_notification_settings
-- As they are from now on.
update notification_settings
set email = $2, quiet_begins = $3, quiet_ends = $4, digest_at = $5, revision = $6, updated_at = $7
where organization_id = current_organization() and user_id = $1;

-- name: list_notification_choices
-- What a person wants otherwise than it is by default.
select type, in_app, email from notification_choices
where organization_id = current_organization() and user_id = $1;

-- name: put_notification_choice
-- One of them.
insert into notification_choices (organization_id, user_id, type, in_app, email)
values (current_organization(), $1, $2, $3, $4)
on conflict (organization_id, user_id, type) do update set in_app = excluded.in_app, email = excluded.email;

-- name: person_time_zone
-- Where a member is.
select time_zone from users where user_id = $1;

-- name: is_member
-- Whether somebody is (still) of an organisation.
select exists (select from memberships where organization_id = $1 and user_id = $2);
