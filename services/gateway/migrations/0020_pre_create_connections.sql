-- Accounts on their way by consent on the network's own page. What comes back from there is sealed for the publisher at
-- once: no code, verifier or token is ever here.
create table connections (
    connection_id uuid primary key,
    organization_id uuid not null references organizations,
    -- Who began it, and in which sign-in: nobody else can bring the answer.
    user_id uuid not null,
    session_id uuid not null,
    network text not null,
    base_url text,
    -- The account that is connected again, if it is one.
    account_id uuid,
    redirect_url text not null,
    state text not null check (state in ('requested', 'open', 'authorizing', 'choose', 'done', 'failed')),
    revision integer not null default 1,
    -- Of the last connection.opened, .offered or .failed that was applied: the publisher counts by itself.
    publisher_revision integer not null default 0,
    -- Opens the address of the network's page, which the publisher seals; both are erased when the answer is there.
    reply_key text,
    authorize_url text,
    choices jsonb not null default '[]',
    account_ids uuid[] not null default '{}',
    problem_code text,
    problem_detail text,
    problem_who_must_act text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- Until then the person must have come back, or later on have chosen.
    expires_at timestamptz not null
);
create index connections_created_at on connections (created_at);
call keep_to_tenant('connections');

-- When a person must consent again; null if never, or not known.
alter table accounts add column expires_at timestamptz;
-- Which account an offered one is already.
create index accounts_remote_id on accounts (organization_id, network, remote_id) where remote_id is not null;
