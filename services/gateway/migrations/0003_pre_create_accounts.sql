-- The public view of connected accounts. Credentials are not here: they go sealed to the publisher.
create table accounts (
    account_id uuid primary key,
    organization_id uuid not null references organizations,
    network text not null,
    base_url text,
    state text not null check (state in ('connecting', 'connected', 'degraded', 'disconnected')),
    revision integer not null,
    -- Of the last account.connected or account.degraded that was applied: the publisher counts by itself.
    publisher_revision integer not null default 0,
    remote_id text,
    handle text,
    display_name text,
    profile_url text,
    problem_code text,
    problem_detail text,
    problem_who_must_act text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    connected_at timestamptz
);
create index accounts_organization on accounts (organization_id, account_id desc);
call keep_to_tenant('accounts');
