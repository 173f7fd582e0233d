-- Accounts with their credentials, encrypted under a key that the database does not have.
create table accounts (
    account_id uuid primary key,
    organization_id uuid not null,
    network text not null,
    base_url text,
    state text not null check (state in ('verifying', 'connected', 'degraded', 'disconnected')),
    -- Ours: grows with every account.connected and account.degraded that we tell.
    revision integer not null default 0,
    -- The gateway's: of the newest account.authorized or account.disconnected that was applied.
    authorized_revision integer not null,
    credentials bytea,
    -- Grows with every new set of credentials, so that of many who want to renew one set only one does.
    credentials_version integer not null default 0,
    refresh_at timestamptz,
    refresh_owner text,
    refresh_until timestamptz,
    remote_id text,
    handle text,
    -- When a worker next verifies or renews it, and under whose lease.
    check_at timestamptz,
    checks integer not null default 0,
    lease_owner text,
    lease_until timestamptz,
    cause jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index accounts_to_check on accounts (check_at) where check_at is not null;

-- One line of work for each account: at most one of its publications is worked on at a time.
create table lanes (
    account_id uuid primary key,
    -- When the earliest of its publications wants attention; none when there is nothing to do.
    next_at timestamptz,
    -- No attempt before then, whatever the publication: the network's rate limit.
    paused_until timestamptz,
    lease_owner text,
    lease_until timestamptz
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index lanes_due on lanes (next_at) where next_at is not null;

-- waiting -> attempting -> published | waiting again | failed | unknown -> published | waiting again | uncertain -> published
create table publications (
    publication_id uuid primary key,
    organization_id uuid not null,
    post_id uuid not null,
    account_id uuid not null,
    network text not null,
    revision integer not null,
    campaign_id uuid,
    request_id uuid,
    due_at timestamptz not null,
    text text not null,
    media jsonb not null,
    language text not null,
    cause jsonb not null,
    state text not null default 'waiting'
        check (state in ('waiting', 'attempting', 'unknown', 'uncertain', 'published', 'failed')),
    -- When it wants attention again; none when there is nothing left that we can do.
    next_at timestamptz default now(),
    give_up_at timestamptz not null,
    -- Waits for its account, not for a time: a reconnected account wakes it.
    waits_for_account boolean not null default false,
    attempts integer not null default 0,
    -- Preparations and calls that failed in a row without any effect.
    setbacks integer not null default 0,
    -- Looks that found nothing since the last attempt, and how often it was published again after such looks.
    looks integer not null default 0,
    repeats integer not null default 0,
    attempt_id uuid,
    -- Of the first attempt whose outcome is not known.
    unknown_since timestamptz,
    prepared jsonb,
    prepared_until timestamptz,
    error_class text,
    code text,
    detail text,
    who_must_act text,
    retry_can_help boolean,
    remote_id text,
    url text,
    published_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
) with (fillfactor = 70);
create index publications_open on publications (account_id, next_at) where next_at is not null;
create unique index publications_live on publications (account_id, remote_id) where remote_id is not null;

-- Every call that could publish and every look afterwards. A row is written before the network is called and completed
-- once; after that it never changes.
create table attempts (
    attempt_id uuid primary key,
    publication_id uuid not null references publications,
    account_id uuid not null,
    network text not null,
    kind text not null check (kind in ('publish', 'repeat', 'look_up')),
    request_hash bytea not null,
    trace_id text,
    started_at timestamptz not null,
    ended_at timestamptz,
    answer text check (answer in ('published', 'found', 'absent', 'refused', 'not_sent', 'unknown')),
    code text,
    detail text,
    latency_ms double precision,
    check ((ended_at is null) = (answer is null))
);
create index attempts_of_publication on attempts (publication_id, started_at);

create function refuse_to_rewrite_attempts() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.ended_at is not null then
        raise exception 'attempts are written once and never changed: %', old.attempt_id;
    end if;
    return new;
end $$;
create trigger attempts_are_append_only before update or delete on attempts
    for each row execute function refuse_to_rewrite_attempts();

-- What the newest revision of each post says: asked at the moment of publishing.
create table post_plans (
    post_id uuid primary key,
    organization_id uuid not null,
    revision integer not null,
    state text not null check (state in ('active', 'cancelled')),
    -- Hash of the content by publication id.
    contents jsonb not null,
    updated_at timestamptz not null default now()
);
