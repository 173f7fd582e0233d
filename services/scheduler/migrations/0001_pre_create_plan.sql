-- Whose turn it is: where each tenant's plan goes on. Whoever makes occurrences wait, or tells those that do, first holds
-- the tenants' rows, in the order of their ids; so nothing that waits is ever behind this position, and a burst of one
-- tenant can't delay another's single post.
create table tenants (
    organization_id uuid primary key,
    next_due_at timestamptz,  -- no occurrence before (next_due_at, next_publication_id) waits; null: none waits at all
    next_publication_id uuid,
    served_at timestamptz not null default '-infinity'
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index tenants_next_due on tenants (next_due_at);

-- What was asked for, as the highest revision says it.
create table posts (
    post_id uuid primary key,
    organization_id uuid not null,
    revision bigint not null,
    state text not null check (state in ('active', 'cancelled')),
    publications uuid[] not null,  -- what this revision plans
    campaign_id uuid,
    request_id uuid,
    local_time timestamp,  -- the wall-clock time that was meant, to find the instant again when zone data change
    time_zone text,
    scheduled_at timestamptz not null
);

-- One instant of a post on one account.
create table occurrences (
    publication_id uuid primary key,
    organization_id uuid not null,
    post_id uuid not null,
    account_id uuid not null,
    network text not null,
    revision bigint not null,
    due_at timestamptz not null,
    misses_at timestamptz not null,  -- beyond this instant it does not go out any more
    state text not null check (state in ('waiting', 'held', 'told', 'missed', 'cancelled')),
    outcome text check (outcome in ('published', 'rejected', 'uncertain')),  -- what became of it; not indexed, so cheap to set
    -- Its post.due as JSON without its end: the instant it is told is added then. Kept only while it may be told.
    due_headers text,
    due_value text
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);
create index occurrences_waiting on occurrences (organization_id, due_at, publication_id) where state = 'waiting';
create index occurrences_held on occurrences (account_id) where state = 'held';
create index occurrences_held_until on occurrences (misses_at) where state = 'held';

-- Which accounts can publish. The publisher and the gateway each count revisions of their own.
create table accounts (
    account_id uuid primary key,
    organization_id uuid not null,
    degraded boolean not null default false,
    publisher_revision bigint not null default 0,
    connected_at timestamptz not null default '-infinity',
    disconnected_at timestamptz not null default '-infinity',
    held boolean not null generated always as (degraded or disconnected_at > connected_at) stored
);
