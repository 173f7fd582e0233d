-- The publish ledger as clients see it: every publication there was, also of posts that were moved since, and every
-- attempt. Fed by the topics alone.
create table publications (
    publication_id uuid primary key,
    organization_id uuid not null references organizations,
    post_id uuid not null,
    account_id uuid not null,
    network text not null,
    campaign_id uuid,
    request_id uuid,
    due_at timestamptz not null,
    state text not null check (state in (
        'publishing', 'published', 'failed', 'uncertain', 'missed', 'removed')),
    -- When the event that set the state happened: an older one does not undo a newer.
    state_at timestamptz not null,
    remote_id text,
    url text,
    published_at timestamptz,
    lateness_ms bigint,
    attempts integer not null default 0,
    reconciled boolean not null default false,
    parts jsonb not null default '[]',
    -- Why it is where it is: {code, detail, error_class, who_must_act, retry_can_help, until}.
    problem jsonb
);
create index publications_list on publications (organization_id, publication_id desc);
create index publications_due on publications (organization_id, due_at desc, publication_id desc);
create index publications_post on publications (post_id);
create index publications_uncertain on publications (organization_id, due_at) where state = 'uncertain';
call keep_to_tenant('publications');

create table publication_attempts (
    attempt_id uuid primary key,
    organization_id uuid not null references organizations,
    publication_id uuid not null,
    kind text not null,
    part integer not null,
    request_hash text not null,
    trace_id text,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    answer text not null,
    latency_ms double precision,
    code text,
    detail text,
    error_class text,
    who_must_act text,
    retry_can_help boolean,
    next_at timestamptz
);
create index publication_attempts_list on publication_attempts (publication_id, started_at, attempt_id);
call keep_to_tenant('publication_attempts');

-- What people asked of a publication, and what became of it.
create table publication_wishes (
    wish_id uuid primary key,
    organization_id uuid not null references organizations,
    publication_id uuid not null,
    action text not null check (action in ('confirm', 'repeat', 'remove', 'edit')),
    url text,
    text text,
    requested_by uuid,
    requested_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'done', 'refused')),
    code text,
    detail text,
    who_must_act text,
    ended_at timestamptz
);
create index publication_wishes_list on publication_wishes (publication_id, requested_at);
create unique index publication_wishes_open on publication_wishes (publication_id) where state = 'open';
call keep_to_tenant('publication_wishes');

-- What must not go out, until somebody takes it back.
create table halts (
    halt_id uuid primary key,
    organization_id uuid not null references organizations,
    scope text not null check (scope in ('organization', 'campaign', 'network', 'account', 'post')),
    target text not null,
    reason text not null,
    active boolean not null,
    revision integer not null,
    created_by uuid,
    created_at timestamptz not null,
    -- When the publisher had heard of it, and what was under way then.
    stopped_at timestamptz,
    in_flight uuid[] not null default '{}',
    ended_at timestamptz
);
create index halts_list on halts (organization_id, halt_id desc);
create unique index halts_active on halts (organization_id, scope, target) where active;
call keep_to_tenant('halts');

alter table post_targets add column removed_at timestamptz;
