-- Every row belongs to an organisation, and the database itself keeps organisations apart: requests run under a role that
-- owns no table and sees only rows of the organisation named in the setting app.organization_id.

-- Roles belong to the whole server: another database of the same server may be making the same role at this moment.
do $$
begin
    for attempt in 1 .. 20 loop
        begin
            if not exists (select from pg_roles where rolname = 'postwright_gateway_tenant') then
                create role postwright_gateway_tenant nologin;
            end if;
            -- A superuser may take any role; everybody else has to be a member.
            if not pg_has_role(current_user, 'postwright_gateway_tenant', 'set') then
                execute format('grant postwright_gateway_tenant to %I', current_user);
            end if;
            exit;
        exception
            when duplicate_object or unique_violation or internal_error then
                -- internal_error is how "tuple concurrently updated" arrives.
                if attempt = 20 then
                    raise;
                end if;
                perform pg_sleep(0.05);
        end;
    end loop;
end $$;

-- The organisation of the transaction at hand; none outside a tenant's transaction, so that no row matches.
create function current_organization() returns uuid
language sql stable
as $$ select nullif(current_setting('app.organization_id', true), '')::uuid $$;

-- Puts a table that has the column organization_id under the tenant's policy.
create procedure keep_to_tenant(table_name text)
language plpgsql as $$
begin
    execute format('alter table %I enable row level security', table_name);
    execute format(
        'create policy tenant on %I to postwright_gateway_tenant'
        ' using (organization_id = current_organization())'
        ' with check (organization_id = current_organization())', table_name);
    execute format('grant select, insert, update, delete on %I to postwright_gateway_tenant', table_name);
end $$;

-- What is told is written under the tenant's role as well; nobody but the relay reads it.
grant insert on outbox to postwright_gateway_tenant;

create table organizations (
    organization_id uuid primary key,
    name text not null,
    created_at timestamptz not null default now()
);
call keep_to_tenant('organizations');

create table users (
    user_id uuid primary key,
    organization_id uuid not null references organizations,
    email text not null,
    username text not null,
    password_hash text not null,
    role text not null check (role in ('owner', 'admin', 'editor', 'approver', 'viewer')),
    created_at timestamptz not null default now()
);
-- A person signs in by either, in any case, whatever the organisation.
create unique index users_email on users (lower(email));
create unique index users_username on users (lower(username));
create index users_organization on users (organization_id);
call keep_to_tenant('users');
