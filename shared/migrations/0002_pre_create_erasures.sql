-- A record without a value is a tombstone: nothing is left to say about its key on a compacted topic.
alter table outbox alter column value drop not null;

-- Who is to be forgotten, and what was found of them. Rows stay: what comes in late of an erased organisation is dropped.
create table erasures (
    erasure_id uuid primary key,
    organization_id uuid not null,
    -- A person; without one, the whole organisation.
    user_id uuid,
    -- The event that asked for it: {id, correlation_id, traceparent}.
    cause jsonb not null,
    requested_at timestamptz not null,
    rows jsonb not null default '{}',
    objects bigint not null default 0,
    done_at timestamptz,
    lease_owner text,
    lease_until timestamptz
);
create index erasures_of_organizations on erasures (organization_id) where user_id is null;
create index erasures_to_do on erasures (requested_at) where done_at is null;

-- What is to be written down for an organisation that wants all that is kept of it.
create table exports_asked (
    export_id uuid primary key,
    organization_id uuid not null,
    cause jsonb not null,
    requested_at timestamptz not null,
    done_at timestamptz,
    lease_owner text,
    lease_until timestamptz
);
create index exports_asked_to_do on exports_asked (requested_at) where done_at is null;
