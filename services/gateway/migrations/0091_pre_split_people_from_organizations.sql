-- A person exists by themselves; what they are in an organisation is their membership of it.
create table memberships (
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null references users on delete cascade,
    role text not null check (role in ('owner', 'admin', 'editor', 'approver', 'viewer')),
    created_at timestamptz not null default now(),
    primary key (organization_id, user_id)
);
create index memberships_user on memberships (user_id);
insert into memberships (organization_id, user_id, role, created_at)
select organization_id, user_id, role, created_at from users;
call keep_to_tenant('memberships');

drop policy tenant on users;
revoke all on users from postwright_gateway_tenant;
drop index users_organization;
alter table users
    drop column organization_id,
    drop column role,
    -- Who signs in elsewhere has none.
    alter column password_hash drop not null,
    add column name text,
    add column time_zone text not null default 'UTC',
    add column locale text not null default 'en',
    add column email_verified_at timestamptz;

-- An organisation sees the people who are members of it, and nothing of how they sign in.
create policy tenant on users for select to postwright_gateway_tenant
using (exists (
    select from memberships m where m.user_id = users.user_id and m.organization_id = current_organization()));
grant select (user_id, email, username, name, time_zone, locale, email_verified_at, created_at)
on users to postwright_gateway_tenant;

-- A session acts in one organisation. Those that were begun from it for other organisations end with it: they are
-- one sign-in.
alter table sessions
    add column sign_in_id uuid,
    add column address text,
    add column user_agent text,
    add column last_used_at timestamptz;
update sessions set sign_in_id = session_id, last_used_at = created_at;
alter table sessions alter column sign_in_id set not null, alter column last_used_at set not null;
create index sessions_sign_in on sessions (sign_in_id);
alter table sessions drop constraint sessions_revoked_because_check;
alter table sessions add constraint sessions_revoked_because_check check (revoked_because in
    ('logged_out', 'token_reused', 'revoked', 'password_changed', 'password_reset', 'erased'));
-- Of people and not of an organisation: nobody but their owner may list or end them.
revoke all on sessions, refresh_tokens from postwright_gateway_tenant;
