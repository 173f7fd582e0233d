-- What analytics says of a subject and day, as it is now. No reference to organizations: figures may come first when topics are
-- replayed into an empty database.
create table figures (
    organization_id uuid not null,
    figures_of text not null,
    period date not null,
    revision integer not null,
    due bigint not null,
    published bigint not null,
    failed bigint not null,
    uncertain bigint not null,
    missed bigint not null,
    lateness_ms_sum bigint not null,
    lateness_ms_max bigint not null,
    lateness_count bigint not null,
    rolled_at timestamptz not null,
    primary key (organization_id, figures_of, period)
);
call keep_to_tenant('figures');
