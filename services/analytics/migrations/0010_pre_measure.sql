-- Totals by name: {"likes": {"value": 12, "measured": 3}} are 12 likes, of three that told any.
create function add_totals(known jsonb, more jsonb) returns jsonb language sql immutable strict as $$
    select coalesce(jsonb_object_agg(name, total), '{}')
    from (
        select name, jsonb_build_object(
            'value', sum((entry ->> 'value')::numeric), 'measured', sum((entry ->> 'measured')::bigint)) as total
        from (select * from jsonb_each(known) union all select * from jsonb_each(more)) as every (name, entry)
        group by name
    ) as summed
$$;
create aggregate sum_totals(jsonb) (sfunc = add_totals, stype = jsonb, initcond = '{}');

-- Every measurement of a post.
create table snapshots (
    organization_id uuid not null,
    publication_id uuid not null,
    measured_at timestamptz not null,
    age text not null,
    gone boolean not null,
    metrics jsonb not null,
    primary key (organization_id, publication_id, measured_at)
);

-- The newest figure of each name that a post's network told: one that it did not tell later stays as it was.
create table post_metrics (
    organization_id uuid not null,
    publication_id uuid not null,
    metric text not null,
    value numeric not null,
    measured_at timestamptz not null,
    primary key (organization_id, publication_id, metric)
) with (fillfactor = 80);

-- What an account's network told last on each UTC day.
create table account_days (
    organization_id uuid not null,
    account_id uuid not null,
    day date not null,
    network text not null,
    measured_at timestamptz not null,
    metrics jsonb not null,
    -- What of it is added up already, with the followers gained since the day before that was measured.
    counted jsonb not null default '{}',
    primary key (organization_id, account_id, day)
);

alter table changes add column engagement jsonb, add column audience jsonb;
alter table rollups add column engagement jsonb not null default '{}', add column audience jsonb not null default '{}';
