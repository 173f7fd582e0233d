-- Consents under way. All that is secret in one is encrypted in `secrets`: the state, what the exchange needs, the person's
-- answer, then what was offered; erased when it is over, or after a quarter of an hour.
create table connections (
    connection_id uuid primary key,
    organization_id uuid not null,
    network text not null,
    base_url text,
    account_id uuid,
    redirect_url text not null,
    -- Public key that the page's address is sealed to.
    reply_key text not null,
    state text not null check (state in ('requested', 'opened', 'authorized', 'offered', 'done', 'failed')),
    revision integer not null default 0,
    secrets bytea,
    -- When a worker calls the network, and under whose lease; none while a person is awaited.
    next_at timestamptz default now(),
    tries integer not null default 0,
    lease_owner text,
    lease_until timestamptz,
    cause jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    expires_at timestamptz not null,
    check (state not in ('done', 'failed') or secrets is null)
);
create index connections_to_call on connections (next_at) where next_at is not null;
create index connections_expires_at on connections (expires_at);

alter table accounts
    -- The set before the present one, for a while: tried when the network refuses the present one right after it was made.
    add column former_credentials bytea,
    add column former_until timestamptz,
    -- When a person must consent again, and of how few days ahead they were told.
    add column expires_at timestamptz,
    add column expiry_told smallint,
    add column display_name text,
    add column profile_url text;
create index accounts_expires_at on accounts (expires_at) where expires_at is not null;

-- Under which key each is encrypted: what is left under older ones is found without reading all.
create index accounts_key on accounts (substring(credentials from 2 for 4)) where credentials is not null;
create index accounts_former_key on accounts (substring(former_credentials from 2 for 4))
    where former_credentials is not null;
