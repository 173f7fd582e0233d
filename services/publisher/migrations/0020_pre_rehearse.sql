-- Posts to be tried on the sandbox: worked off one by one under a lease, and forgotten when they are told.
create table rehearsals (
    rehearsal_id uuid primary key,
    organization_id uuid not null,
    post_id uuid not null,
    targets jsonb not null,
    cause jsonb not null,
    requested_at timestamptz not null,
    lease_owner text,
    lease_until timestamptz
);
create index rehearsals_waiting on rehearsals (requested_at);
