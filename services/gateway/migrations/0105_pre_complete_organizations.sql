-- What an organisation is beside its name, its members as things that change, and invitations.
alter table organizations
    add column time_zone text not null default 'UTC',
    -- Of content requests that say nothing else.
    add column approval text not null default 'auto' check (approval in ('auto', 'required')),
    add column language text not null default 'en',
    -- None: that of the installation.
    add column plan text,
    add column revision integer not null default 1,
    add column updated_at timestamptz not null default now(),
    -- From then on everything stands still; it can be restored until it is erased.
    add column deleted_at timestamptz,
    add column deleted_by uuid,
    add column deletion_halt_id uuid;
create index organizations_deleted on organizations (deleted_at) where deleted_at is not null;
call keep_audited('organizations', 'organization_id', array['deletion_halt_id']);

alter table memberships add column revision integer not null default 1;
call keep_audited('memberships', 'user_id', array[]::text[]);

create table invitations (
    invitation_id uuid primary key,
    organization_id uuid not null references organizations,
    email text not null,
    role text not null check (role in ('owner', 'admin', 'editor', 'approver', 'viewer')),
    -- Only the hash is kept: whoever reads this table can't come in with it.
    token_hash bytea not null check (octet_length(token_hash) = 32),
    invited_by uuid not null,
    created_at timestamptz not null,
    sent_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    revoked_at timestamptz
);
create unique index invitations_token on invitations (token_hash);
-- One open invitation of a person; it is sent again, and not made again.
create unique index invitations_open on invitations (organization_id, lower(email))
where accepted_at is null and revoked_at is null;
create index invitations_list on invitations (organization_id, invitation_id desc);
call keep_to_tenant('invitations');
-- The address is a person's, who may never have been here: the invitation itself has it for as long as it is kept.
call keep_audited('invitations', 'invitation_id', array['token_hash', 'email']);

-- Sessions are people's and no tenant sees them; the end of a membership ends those that acted by it.
create function end_sessions_of_member(member uuid, ended_at timestamptz) returns setof uuid
language sql security definer set search_path = public, pg_temp
as $$
    update sessions set revoked_at = ended_at, revoked_because = 'revoked'
    where organization_id = current_organization() and user_id = member and revoked_at is null
    returning session_id
$$;
revoke execute on function end_sessions_of_member from public;
grant execute on function end_sessions_of_member to postwright_gateway_tenant;
