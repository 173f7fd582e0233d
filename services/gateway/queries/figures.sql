-- name: keep_figures
-- Figures as they are now; an older revision changes nothing.
insert into figures (
    organization_id, figures_of, period, revision, due, published, failed, uncertain, missed, lateness_ms_sum,
    lateness_ms_max, lateness_count, engagement, audience, rolled_at)
select
    organization_id, figures_of, period, revision, due, published, failed, uncertain, missed, lateness_ms_sum,
    lateness_ms_max, lateness_count, engagement, audience, rolled_at
from jsonb_populate_recordset(null::figures, $1) as fresh
order by organization_id, figures_of, period
on conflict (organization_id, figures_of, period) do update
set revision = excluded.revision, due = excluded.due, published = excluded.published, failed = excluded.failed,
    uncertain = excluded.uncertain, missed = excluded.missed, lateness_ms_sum = excluded.lateness_ms_sum,
    lateness_ms_max = excluded.lateness_ms_max, lateness_count = excluded.lateness_count,
    engagement = excluded.engagement, audience = excluded.audience, rolled_at = excluded.rolled_at
where figures.revision < excluded.revision;

-- name: figures_between
-- Figures of an organisation's days.
select * from figures where period >= $1 and period <= $2 order by figures_of, period;

-- name: campaign_names
-- What campaigns are called.
select campaign_id, name from campaigns where campaign_id = any($1::uuid[]);
