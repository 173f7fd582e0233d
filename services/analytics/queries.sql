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
                              lateness_ms_sum, lateness_ms_max, rolled_at)
select organization_id, figures_of, period, sum(due), sum(published), sum(failed), sum(uncertain), sum(missed),
       sum(lateness_ms_sum), max(lateness_ms_max), $2
from taken
group by organization_id, figures_of, period
order by organization_id, figures_of, period
on conflict (organization_id, figures_of, period) do update
set revision = known.revision + 1, due = known.due + excluded.due, published = known.published + excluded.published,
    failed = known.failed + excluded.failed, uncertain = known.uncertain + excluded.uncertain,
    missed = known.missed + excluded.missed, lateness_ms_sum = known.lateness_ms_sum + excluded.lateness_ms_sum,
    lateness_ms_max = greatest(known.lateness_ms_max, excluded.lateness_ms_max), rolled_at = excluded.rolled_at
returning organization_id, figures_of, period, revision, due, published, failed, uncertain, missed, lateness_ms_sum,
    coalesce(lateness_ms_max, 0) as lateness_ms_max, published as lateness_count, rolled_at;

-- name: measure
-- For the gauges: changes not added up yet, counted up to 10,000, and the age of the oldest.
select
    (select count(*) from (select from changes limit 10000) as waiting) as waiting,
    coalesce((
        select extract(epoch from statement_timestamp() - changed_at) from changes order by change_id limit 1
    ), 0)::float8 as oldest_seconds;
