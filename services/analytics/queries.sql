-- name: note_publications
-- Takes over what was told of publications where it is more than is known, and notes by how much that changes the
-- figures of the organisation, the network and the campaign on the UTC day they were due. Where two say the same state
-- the later lateness counts, so that a maximum only grows. Rows are locked in the order of their keys: two replicas
-- that meet at the same publications wait for one another instead of in a circle.
with told as (
    select distinct on (organization_id, publication_id) *
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::publication_state[], $7::bigint[])
        as t (organization_id, publication_id, network, campaign_id, due_at, state, lateness_ms)
    order by organization_id, publication_id, state desc, lateness_ms desc
),
changed as (
    insert into publications as known (organization_id, publication_id, network, campaign_id, due_at, state, lateness_ms)
    select organization_id, publication_id, network, campaign_id, due_at, state, lateness_ms
    from told
    order by organization_id, publication_id
    on conflict (organization_id, publication_id) do update
    set state = excluded.state, lateness_ms = excluded.lateness_ms
    where excluded.state > known.state
        or excluded.state = known.state and excluded.lateness_ms > known.lateness_ms
    returning known.organization_id, known.network, known.campaign_id,
        (known.due_at at time zone 'UTC')::date as period, old.state as former, new.state as state,
        coalesce(new.lateness_ms, 0) - coalesce(old.lateness_ms, 0) as later_by_ms, new.lateness_ms as lateness_ms
)
insert into changes (organization_id, figures_of, period, due, published, failed, uncertain, missed, lateness_ms_sum,
                     lateness_ms_max)
select
    organization_id, figures_of, period,
    count(*) filter (where former is null),
    count(*) filter (where state = 'published') - count(*) filter (where former = 'published'),
    count(*) filter (where state = 'failed') - count(*) filter (where former = 'failed'),
    count(*) filter (where state = 'uncertain') - count(*) filter (where former = 'uncertain'),
    count(*) filter (where state = 'missed') - count(*) filter (where former = 'missed'),
    sum(later_by_ms), max(lateness_ms)
from changed
cross join lateral (
    values ('organization'), ('network:' || network), ('campaign:' || campaign_id)
) as subject (figures_of)
where figures_of is not null
group by organization_id, figures_of, period;

-- name: note_snapshots
-- Keeps measurements of posts, and notes by how much the newest figure of each name changes the totals of the UTC day
-- the post was due. Replays, repeats and any order of arrival end at the same figures.
with told as (
    select distinct on (organization_id, publication_id, measured_at) *
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::text[],
                $8::boolean[], $9::text[])
        as t (organization_id, publication_id, network, campaign_id, due_at, measured_at, age, gone, metrics)
    order by organization_id, publication_id, measured_at
),
kept as (
    insert into snapshots (organization_id, publication_id, measured_at, age, gone, metrics)
    select organization_id, publication_id, measured_at, age, gone, metrics::jsonb from told
    on conflict do nothing
),
newest as (
    select distinct on (organization_id, publication_id, metric)
        organization_id, publication_id, metric, value::numeric as value, measured_at, network, campaign_id,
        (due_at at time zone 'UTC')::date as period
    from told cross join lateral jsonb_each_text(metrics::jsonb) as figure (metric, value)
    order by organization_id, publication_id, metric, measured_at desc
),
changed as (
    insert into post_metrics as known (organization_id, publication_id, metric, value, measured_at)
    select organization_id, publication_id, metric, value, measured_at
    from newest
    order by organization_id, publication_id, metric
    on conflict (organization_id, publication_id, metric) do update
    set value = excluded.value, measured_at = excluded.measured_at
    where excluded.measured_at > known.measured_at
    returning known.organization_id, known.publication_id, known.metric, new.value - coalesce(old.value, 0) as more,
        (old.value is null)::integer as measured
),
added as (
    select organization_id, figures_of, period, metric, sum(more) as value, sum(measured) as measured
    from changed
    join newest using (organization_id, publication_id, metric)
    cross join lateral (
        values ('organization'), ('network:' || network), ('campaign:' || campaign_id)
    ) as subject (figures_of)
    where figures_of is not null
    group by organization_id, figures_of, period, metric
)
insert into changes (organization_id, figures_of, period, due, published, failed, uncertain, missed, lateness_ms_sum,
                     engagement)
select organization_id, figures_of, period, 0, 0, 0, 0, 0, 0,
    jsonb_object_agg(metric, jsonb_build_object('value', value, 'measured', measured))
from added
where value <> 0 or measured <> 0
group by organization_id, figures_of, period;

-- name: note_account_days
-- What accounts' networks told last on each day.
insert into account_days as known (organization_id, account_id, day, network, measured_at, metrics)
select distinct on (organization_id, account_id, day)
    organization_id, account_id, day, network, measured_at, metrics::jsonb
from unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::timestamptz[], $6::text[])
    as told (organization_id, account_id, day, network, measured_at, metrics)
order by organization_id, account_id, day, measured_at desc
on conflict (organization_id, account_id, day) do update
set measured_at = excluded.measured_at, metrics = excluded.metrics
where excluded.measured_at > known.measured_at;

-- name: count_account_days
-- Notes by how much days of accounts change the totals, and the days after them: these count what was gained since.
with told as (
    select distinct * from unnest($1::uuid[], $2::uuid[], $3::date[]) as t (organization_id, account_id, day)
),
affected as (
    select * from told
    union
    select organization_id, account_id, later.day
    from told cross join lateral (
        select known.day from account_days as known
        where known.organization_id = told.organization_id and known.account_id = told.account_id
            and known.day > told.day
        order by known.day
        limit 1
    ) as later
),
fresh as (
    select organization_id, account_id, day, known.counted as former, known.metrics || jsonb_strip_nulls(
        jsonb_build_object('followers_gained',
            (known.metrics ->> 'followers')::numeric - (earlier.metrics ->> 'followers')::numeric)) as counted
    from affected
    join account_days as known using (organization_id, account_id, day)
    left join lateral (
        select before.metrics from account_days as before
        where before.organization_id = known.organization_id and before.account_id = known.account_id
            and before.day < known.day and before.metrics ? 'followers'
        order by before.day desc
        limit 1
    ) as earlier on true
),
changed as (
    update account_days as known set counted = fresh.counted
    from fresh
    where known.organization_id = fresh.organization_id and known.account_id = fresh.account_id
        and known.day = fresh.day and known.counted <> fresh.counted
    returning known.organization_id, known.network, known.day, known.counted, fresh.former
),
added as (
    select organization_id, figures_of, day, metric, sum(value) as value, sum(measured) as measured
    from (
        select organization_id, network, day, metric, value::numeric, 1 as measured
        from changed cross join lateral jsonb_each_text(counted) as figure (metric, value)
        union all
        select organization_id, network, day, metric, -value::numeric, -1
        from changed cross join lateral jsonb_each_text(former) as figure (metric, value)
    ) as either
    cross join lateral (values ('organization'), ('network:' || network)) as subject (figures_of)
    group by organization_id, figures_of, day, metric
)
insert into changes (organization_id, figures_of, period, due, published, failed, uncertain, missed, lateness_ms_sum,
                     audience)
select organization_id, figures_of, day, 0, 0, 0, 0, 0, 0,
    jsonb_object_agg(metric, jsonb_build_object('value', value, 'measured', measured))
from added
where value <> 0 or measured <> 0
group by organization_id, figures_of, day;

-- name: take_turn
-- Whether this transaction is the one that adds up: one at a time, so that what takes back from a total never comes
-- before what it takes back. A statement of its own: the next one must see all that the one before has committed.
select pg_try_advisory_xact_lock(hashtextextended('analytics.rollups', 0));

-- name: roll
-- Adds the oldest changes to their figures, and returns the figures that changed.
with taken as (
    delete from changes
    where change_id in (select change_id from changes order by change_id limit $1)
    returning *
)
insert into rollups as known (organization_id, figures_of, period, due, published, failed, uncertain, missed,
                              lateness_ms_sum, lateness_ms_max, engagement, audience, rolled_at)
select organization_id, figures_of, period, sum(due), sum(published), sum(failed), sum(uncertain), sum(missed),
       sum(lateness_ms_sum), max(lateness_ms_max), sum_totals(engagement), sum_totals(audience), $2
from taken
group by organization_id, figures_of, period
order by organization_id, figures_of, period
on conflict (organization_id, figures_of, period) do update
set revision = known.revision + 1, due = known.due + excluded.due, published = known.published + excluded.published,
    failed = known.failed + excluded.failed, uncertain = known.uncertain + excluded.uncertain,
    missed = known.missed + excluded.missed, lateness_ms_sum = known.lateness_ms_sum + excluded.lateness_ms_sum,
    lateness_ms_max = greatest(known.lateness_ms_max, excluded.lateness_ms_max),
    engagement = add_totals(known.engagement, excluded.engagement),
    audience = add_totals(known.audience, excluded.audience), rolled_at = excluded.rolled_at
returning organization_id, figures_of, period, revision, due, published, failed, uncertain, missed, lateness_ms_sum,
    coalesce(lateness_ms_max, 0) as lateness_ms_max, published as lateness_count, engagement,
    audience, rolled_at;

-- name: measure
-- For the gauges: changes not added up yet, counted up to 10,000, and the age of the oldest.
select
    (select count(*) from (select from changes limit 10000) as waiting) as waiting,
    coalesce((
        select extract(epoch from statement_timestamp() - changed_at) from changes order by change_id limit 1
    ), 0)::float8 as oldest_seconds;
