-- name: insert_organization
-- A new tenant.
insert into organizations (organization_id, name, created_at, updated_at, time_zone, approval, language)
values ($1, $2, $3, $3, $4, $5, $6);

-- name: insert_user
-- A new person; the unique indexes refuse an e-mail address or username that is taken.
insert into users (user_id, email, username, password_hash, created_at) values ($1, $2, $3, $4, $5);

-- name: insert_membership
-- What a person is in an organisation from now on; true unless they were a member already.
insert into memberships (organization_id, user_id, role, created_at) values ($1, $2, $3, $4)
on conflict do nothing returning true;

-- name: memberships_of
-- Where a person is a member; the one they signed in to last comes first, then the oldest.
select m.organization_id, o.name as organization_name, m.role, m.created_at
from memberships m
join organizations o using (organization_id)
left join lateral (
    select max(s.created_at) as at from sessions s
    where s.user_id = m.user_id and s.organization_id = m.organization_id) used on true
where m.user_id = $1
order by used.at desc nulls last, m.created_at, m.organization_id;

-- name: membership
-- What a person is in one organisation.
select m.organization_id, o.name as organization_name, m.role, m.created_at
from memberships m
join organizations o using (organization_id)
where m.user_id = $1 and m.organization_id = $2;

-- name: user_by_login
-- A person by e-mail address or username, in any case, with the password's hash. A username holds no @.
select * from users where lower(email) = lower($1) or lower(username) = lower($1);

-- name: user_by_id
-- A person.
select * from users where user_id = $1;

-- name: update_password_hash
-- The same password under stronger parameters, unless it was changed meanwhile.
update users set password_hash = $3 where user_id = $1 and password_hash = $2;

-- name: insert_session
-- A sign-in, or a session in another organisation that belongs to one.
insert into sessions
    (session_id, sign_in_id, organization_id, user_id, address, user_agent, created_at, last_used_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $7, $8);

-- name: insert_refresh_token
-- The one token of the family that can be used next.
insert into refresh_tokens (token_hash, organization_id, session_id, created_at, expires_at)
values ($1, $2, $3, $4, $5);

-- name: lock_refresh_token
-- A token with its session; the session's row is locked, so that of two uses at once one is the second.
-- A session ends with the membership it acts by.
select t.session_id, s.sign_in_id, t.organization_id, t.expires_at, t.used_at, s.revoked_at, s.user_id,
    exists (
        select from memberships m where m.user_id = s.user_id and m.organization_id = s.organization_id
    ) as is_member
from refresh_tokens t
join sessions s using (session_id)
where t.token_hash = $1
for update of s, t;

-- name: use_refresh_token
-- From now on this token is a used one.
update refresh_tokens set used_at = $2 where token_hash = $1;

-- name: prolong_session
-- A session lives as long as it is used.
update sessions set expires_at = $2, last_used_at = $3 where session_id = $1;

-- name: lock_session
-- A session that can be used, so that nothing begins from it while it is ended.
select sign_in_id from sessions where session_id = $1 and revoked_at is null and expires_at > $2 for update;

-- name: session_standing
-- The role a session acts by: none if it was ended, has run out, or its person is no member (any more).
select m.role from sessions s
join memberships m using (organization_id, user_id)
where s.session_id = $1 and s.revoked_at is null and s.expires_at > $2;
