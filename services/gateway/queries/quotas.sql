-- name: standing_of
-- An organisation's plan, what it allows of a limit, and the zone of its months. $1 organisation, $2 limit.
select coalesce(p.plan, d.plan) as plan, (coalesce(p.limits, d.limits) ->> $2)::bigint as allowed, o.time_zone
from organizations o
left join plans p on p.plan = o.plan
left join plans d on d.is_default
where o.organization_id = $1;

-- name: standings_of
-- The same with all limits of the plan. $1 organisation.
select coalesce(p.plan, d.plan) as plan, coalesce(p.limits, d.limits) as limits, o.time_zone
from organizations o
left join plans p on p.plan = o.plan
left join plans d on d.is_default
where o.organization_id = $1;

-- name: count_up
-- More is used of a limit; the row is held until the transaction ends. $1 organisation, $2 limit, $3 period, $4 amount;
-- by whom and where: $5 users, $6 networks, $7 amounts.
with counted as (
    insert into usage_counters as c (organization_id, limit_name, period, used) values ($1, $2, $3, $4)
    on conflict (organization_id, limit_name, period) do update set used = c.used + excluded.used
    returning used, told
), shared as (
    insert into usage_parts as p (organization_id, limit_name, period, user_id, network, used)
    select $1, $2, $3, part.user_id, part.network, sum(part.amount)
    -- After the counter, whose row keeps others away from these.
    from counted cross join unnest($5::uuid[], $6::text[], $7::bigint[]) as part (user_id, network, amount)
    group by part.user_id, part.network
    on conflict (organization_id, limit_name, period, user_id, network) do update set used = p.used + excluded.used
)
select used, told from counted;

-- name: count_day
-- One more of something on a day; the days before are forgotten. The row is held until the transaction ends. $1 organisation,
-- $2 of what, $3 day.
with forgotten as (
    delete from usage_counters where organization_id = $1 and limit_name = $2 and period < $3
)
insert into usage_counters as c (organization_id, limit_name, period, used) values ($1, $2, $3, 1)
on conflict (organization_id, limit_name, period) do update set used = c.used + 1
returning used;

-- name: note_told
-- Which threshold was told of.
update usage_counters set told = $4 where organization_id = $1 and limit_name = $2 and period = $3;

-- name: used_in
-- How much was used in a period.
select used from usage_counters where organization_id = $1 and limit_name = $2 and period = $3;

-- name: parts_in
-- By whom and where in a period.
select user_id, network, used from usage_parts
where organization_id = $1 and limit_name = $2 and period = $3 and used > 0
order by used desc, user_id, network;

-- name: count_accounts
-- Accounts that are connected, by network.
select null::uuid as user_id, network, count(*) as used from accounts
where organization_id = $1 and state <> 'disconnected'
group by network order by network;

-- name: count_members
-- Members.
select user_id, '' as network, 1::bigint as used from memberships where organization_id = $1;

-- name: count_storage_bytes
-- Bytes of media that are kept, also of what was deleted and can be brought back, and those that uploads under way have
-- announced; by who sent them.
select created_by as user_id, '' as network, sum(size)::bigint as used
from (
    select created_by, (object ->> 'size')::bigint as size from media where organization_id = $1
    union all
    select created_by, size from media_uploads where organization_id = $1 and state in ('open', 'assembling')) as taken
group by created_by;

-- name: list_plans
-- All plans, the smallest first.
select plan, title, selectable, is_default, limits from plans order by position;

-- name: put_plans
-- The plans of the data file; $1 names, $2 titles, $3 selectable, $4 limits as JSON, $5 the default's name.
insert into plans as p (plan, title, position, selectable, is_default, limits)
select given.plan, given.title, given.position, given.selectable, given.plan = $5, given.limits::jsonb
from unnest($1::text[], $2::text[], $3::boolean[], $4::text[]) with ordinality
    as given (plan, title, selectable, limits, position)
on conflict (plan) do update set
    title = excluded.title, position = excluded.position, selectable = excluded.selectable,
    is_default = excluded.is_default, limits = excluded.limits
where (p.title, p.position, p.selectable, p.is_default, p.limits)
    is distinct from (excluded.title, excluded.position, excluded.selectable, excluded.is_default, excluded.limits);

-- name: drop_other_plans
-- Those that the data file has no more; who is on one is on the default from now on.
delete from plans where plan <> all($1::text[]);
