-- A request for content, and how far it has come. The brief is the event's data as it came in.
create table jobs (
    request_id uuid primary key,
    organization_id uuid not null,
    brief jsonb not null,
    correlation_id text not null,
    causation_id text not null,
    traceparent text,
    tracestate text,
    state text not null check (state in ('working', 'generated', 'failed')),
    revision integer not null default 0,
    steps_total integer not null,
    steps_done integer not null default 0,
    steps_failed integer not null default 0,
    cost_micros_usd bigint not null default 0,
    created_at timestamptz not null default now(),
    ended_at timestamptz
);

-- One call of a provider: the copy for one network, or the picture. free_at is from when on the step may be taken: the
-- instant of its next attempt, or the end of its holder's lease; null once it has ended.
create table steps (
    request_id uuid not null references jobs,
    name text not null,
    kind text not null check (kind in ('caption', 'picture')),
    network text check ((kind = 'caption') = (network is not null)),
    state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
    attempt integer not null default 0,
    free_at timestamptz default now() check ((free_at is not null) = (state = 'waiting')),
    lease_owner text,
    call_id uuid,
    result jsonb,
    problem jsonb,
    primary key (request_id, name)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index steps_free on steps (free_at) where free_at is not null;

-- Every call that was begun: written with the claim, before the call, so that one whose end nobody learned is seen too.
create table provider_calls (
    call_id uuid primary key,
    organization_id uuid not null,
    request_id uuid not null,
    step text not null,
    attempt integer not null,
    provider text not null,
    outcome text,
    model text,
    input_tokens bigint,
    output_tokens bigint,
    images integer,
    seconds double precision,
    cost_micros_usd bigint,
    started_at timestamptz not null default now()
);
create index provider_calls_of_request on provider_calls (request_id, started_at);
create index provider_calls_of_organization on provider_calls (organization_id, started_at);
