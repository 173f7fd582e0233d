-- name: insert_organization
-- A new tenant.
insert into organizations (organization_id, name, created_at) values ($1, $2, $3);

-- name: insert_user
-- A new person; the unique indexes refuse an e-mail address or username that is taken.
insert into users (user_id, organization_id, email, username, password_hash, role, created_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: user_by_login
-- A person by e-mail address or username, in any case, with the password's hash. A username holds no @.
select u.*, o.name as organization_name
from users u join organizations o using (organization_id)
where lower(u.email) = lower($1) or lower(u.username) = lower($1);

-- name: user_by_id
-- A person of the present organisation.
select u.*, o.name as organization_name
from users u join organizations o using (organization_id)
where u.user_id = $1;

-- name: update_password_hash
-- The same password under stronger parameters, unless it was changed meanwhile.
update users set password_hash = $3 where user_id = $1 and password_hash = $2;

-- name: insert_session
-- A sign-in.
insert into sessions (session_id, organization_id, user_id, created_at, expires_at) values ($1, $2, $3, $4, $5);

-- name: insert_refresh_token
-- The one token of the family that can be used next.
insert into refresh_tokens (token_hash, organization_id, session_id, created_at, expires_at)
values ($1, $2, $3, $4, $5);

-- name: lock_refresh_token
-- A token with its session and user; the session's row is locked, so that of two uses at once one is the second.
select t.session_id, t.organization_id, t.expires_at, t.used_at, s.revoked_at, s.user_id, u.role
from refresh_tokens t
join sessions s using (session_id)
join users u on u.user_id = s.user_id
where t.token_hash = $1
for update of s, t;

-- name: use_refresh_token
-- From now on this token is a used one.
update refresh_tokens set used_at = $2 where token_hash = $1;

-- name: prolong_session
-- A session lives as long as it is used.
update sessions set expires_at = $2 where session_id = $1;

-- name: revoke_session
-- The end of a sign-in; the first reason stays.
update sessions set revoked_at = $2, revoked_because = $3 where session_id = $1 and revoked_at is null;

-- name: session_is_live
-- Whether the session exists, was not ended and has not run out.
select exists (select from sessions where session_id = $1 and revoked_at is null and expires_at > $2);
