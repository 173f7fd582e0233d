-- From the least certain to the most: of all that is told of a publication the last in this order counts, whenever it
-- comes. So replays, repeats and any order of arrival end at the same row.
create type publication_state as enum ('due', 'missed', 'uncertain', 'failed', 'published');

-- What became of each publication. Organisations are told apart by the key: what one says of a publication never
-- touches another's figures.
create table publications (
    organization_id uuid not null,
    publication_id uuid not null,
    network text not null,
    campaign_id uuid,
    due_at timestamptz not null,
    state publication_state not null,
    lateness_ms bigint,
    primary key (organization_id, publication_id),
    check ((state = 'published') = (lateness_ms is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);  -- room for the next state beside the row: no index changes

-- By how much a batch changed the figures of a subject and day, written with it and not added up yet. Batches only
-- append, so no two of them wait for the same total.
create table changes (
    change_id bigint generated always as identity primary key,
    organization_id uuid not null,
    figures_of text not null,
    period date not null,
    due bigint not null,
    published bigint not null,
    failed bigint not null,
    uncertain bigint not null,
    missed bigint not null,
    lateness_ms_sum bigint not null,
    lateness_ms_max bigint,
    changed_at timestamptz not null default statement_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- The figures of a subject and day, as last told.
create table rollups (
    organization_id uuid not null,
    figures_of text not null,
    period date not null,
    revision integer not null default 1,
    due bigint not null,
    published bigint not null,
    failed bigint not null,
    uncertain bigint not null,
    missed bigint not null,
    lateness_ms_sum bigint not null,
    lateness_ms_max bigint,
    rolled_at timestamptz not null,
    primary key (organization_id, figures_of, period)
) with (fillfactor = 50);
