-- name: share_user
-- Nobody ends all sessions of a person while this transaction begins one.
select from users where user_id = $1 for share;

-- name: share_user_with_hash
-- The same, as long as the password is the one that was checked.
select true from users where user_id = $1 and password_hash = $2 for share;

-- name: is_being_forgotten
-- Whether somebody asked to be forgotten.
select exists (select from erasure_parts where subject = 'person' and subject_id = $1);

-- name: lock_user
-- A person, kept from beginning sessions and from being changed until the transaction ends. Before any lock on a session.
select * from users where user_id = $1 for no key update;

-- name: find_user
-- A person with their password's hash.
select * from users where user_id = $1;

-- name: sign_in_began
-- When the sign-in of a session was begun.
select min(o.created_at) from sessions s join sessions o using (sign_in_id) where s.session_id = $1;

-- name: is_verified
-- Whether somebody is known to read the person's address.
select email_verified_at is not null from users where user_id = $1;

-- name: is_familiar
-- The person of a name, and whether they have signed in from that network, and ever.
select u.user_id, exists (
    select from familiar_addresses f where f.user_id = u.user_id and f.network = $2) as is_familiar,
    exists (select from familiar_addresses f where f.user_id = u.user_id) as was_here
from users u where lower(u.email) = lower($1) or lower(u.username) = lower($1);

-- name: note_familiar
-- They have signed in from that network now.
insert into familiar_addresses (user_id, network, seen_at) values ($1, $2, $3)
on conflict (user_id, network) do update set seen_at = excluded.seen_at;

-- name: set_password
-- Another password.
update users set password_hash = $2 where user_id = $1;

-- name: set_profile
-- How a person wants to be called and shown things.
update users set name = $2, time_zone = $3, locale = $4 where user_id = $1;

-- name: verify_email
-- The person reads mail to their address; the first instant stays.
update users set email_verified_at = coalesce(email_verified_at, $3) where user_id = $1 and lower(email) = lower($2);

-- name: change_email
-- Another address, which they have shown to read.
update users set email = $2, email_verified_at = $3 where user_id = $1;

-- name: add_emailed_token
-- A token for one purpose; those sent before for it do not work any more.
with replaced as (
    delete from emailed_tokens where user_id = $2 and purpose = $3 and used_at is null)
insert into emailed_tokens (token_hash, user_id, purpose, email, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6);

-- name: emailed_since
-- Whether a token for that purpose was sent to the person, at that address, since an instant.
select exists (
    select from emailed_tokens
    where user_id = $1 and purpose = $2 and lower(email) = lower($3) and created_at > $4);

-- name: user_of_token
-- Whose token that is.
select user_id from emailed_tokens where token_hash = $1;

-- name: lock_emailed_token
-- A token, kept from a second use until the transaction ends.
select user_id, purpose, email, expires_at, used_at from emailed_tokens
where token_hash = $1 and purpose = any($2::text[]) for update;

-- name: use_emailed_token
-- From now on it is a used one.
update emailed_tokens set used_at = $2 where token_hash = $1;

-- name: forget_links
-- What was sent to somebody for these purposes and not opened works no more.
delete from emailed_tokens where user_id = $1 and used_at is null and purpose = any($2::text[]);

-- name: ask_for_reset
-- Somebody wants a new password.
insert into password_reset_requests (request_id, login, created_at) values ($1, $2, $3);

-- name: take_reset_requests
-- The people of some requests, which are done with; names that nobody has give nobody.
with taken as (
    delete from password_reset_requests
    where request_id in (
        select request_id from password_reset_requests order by created_at limit 100 for update skip locked)
    returning login)
select distinct on (u.user_id) u.*
from taken join users u on lower(u.email) = lower(taken.login) or lower(u.username) = lower(taken.login);

-- name: sign_ins
-- A page of a person's sign-ins that go on, newest first. $2 after this id, $3 now, $4 rows, $5 the present session.
select s.sign_in_id, min(s.created_at) as created_at, max(s.last_used_at) as last_used_at,
    max(s.expires_at) as expires_at, (array_agg(s.address order by s.created_at))[1] as address,
    (array_agg(s.user_agent order by s.created_at))[1] as user_agent, bool_or(s.session_id = $5) as is_present
from sessions s
where s.user_id = $1 and s.revoked_at is null and s.expires_at > $3
group by s.sign_in_id
having $2::uuid is null or s.sign_in_id < $2
order by s.sign_in_id desc
limit $4;

-- name: is_sign_in_of
-- Whether that was ever a sign-in of the person.
select exists (select from sessions where sign_in_id = $1 and user_id = $2);

-- name: end_sign_in
-- The end of a sign-in with all its sessions; the first reason stays.
update sessions set revoked_at = $3, revoked_because = $4
where revoked_at is null and user_id = $2 and sign_in_id = $1
returning session_id;

-- name: end_sign_ins
-- The end of a person's sign-ins, but for the one that a session belongs to.
update sessions set revoked_at = $3, revoked_because = $4
where revoked_at is null and user_id = $1
    and ($2::uuid is null or sign_in_id <> (select sign_in_id from sessions where session_id = $2))
returning session_id;

-- name: sign_in_of
-- The sign-in that a session belongs to.
select sign_in_id from sessions where session_id = $1;

-- name: distrust_unverified
-- Whoever held the account before its address was shown to be read may have been somebody else: what they left behind to
-- come back by is taken away.
with keys as (
    update api_keys set revoked_at = $2, updated_at = $2, revision = revision + 1
    where user_id = $1 and revoked_at is null),
identities as (
    delete from external_identities where user_id = $1)
select count(*) from users where user_id = $1;

-- name: audit
-- An entry in the trail of an organisation, or of all that the person is a member of, for what is no row of theirs.
insert into audit_entries (
    organization_id, user_id, credential, operation, request_id, address, user_agent, action, kind, subject_id, after)
select m.organization_id, m.user_id, $3, $4, $5, $6, $7, $8, $9, $10, $11
from memberships m
where m.user_id = $1 and ($2::uuid is null or m.organization_id = $2);

-- name: was_audited
-- Whether there is such an entry of the last minute.
select exists (
    select from audit_entries e join memberships m using (organization_id)
    where m.user_id = $1 and e.subject_id = $2 and e.kind = $3 and e.at > now() - interval '1 minute');
