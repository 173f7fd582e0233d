-- name: add_tenants
-- Every tenant that plans something has a row; in order, so that two replicas don't wait for each other in a circle.
insert into tenants (organization_id)
select distinct organization_id from unnest($1::uuid[]) as told (organization_id) order by organization_id
on conflict do nothing;

-- name: hold_tenants
-- Nobody else changes what waits for these tenants until the end of the transaction.
select organization_id from tenants where organization_id = any($1::uuid[]) order by organization_id for update;

-- name: find_foreign
-- Targets whose post or account is known as another organisation's.
select told.post_id, posts.organization_id is distinct from told.organization_id and posts.post_id is not null as foreign_post
from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as told (post_id, organization_id, account_id)
left join posts using (post_id)
left join accounts using (account_id)
where posts.organization_id <> told.organization_id or accounts.organization_id <> told.organization_id;

-- name: plan
-- Takes over the posts that are newer than what is known: what they no longer plan is cancelled, what they plan waits,
-- unless it was told or missed already; the tenants' positions move back where something is due before them.
with told as (
    select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::uuid[], $6::uuid[], $7::timestamp[],
                         $8::text[], $9::timestamptz[])
        as t (post_id, organization_id, revision, state, campaign_id, request_id, local_time, time_zone, scheduled_at)
),
target as (
    select * from unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::text[], $14::timestamptz[], $15::timestamptz[],
                         $16::text[], $17::text[])
        as t (publication_id, post_id, account_id, network, due_at, misses_at, due_headers, due_value)
),
accepted as (
    insert into posts (post_id, organization_id, revision, state, publications, campaign_id, request_id, local_time,
                       time_zone, scheduled_at)
    select post_id, organization_id, revision, state, coalesce(publications, '{}'), campaign_id, request_id,
           local_time, time_zone, scheduled_at
    from told
    left join (select post_id, array_agg(publication_id) as publications from target group by post_id) as planned
        using (post_id)
    on conflict (post_id) do update
    set revision = excluded.revision, state = excluded.state, publications = excluded.publications,
        campaign_id = excluded.campaign_id, request_id = excluded.request_id, local_time = excluded.local_time,
        time_zone = excluded.time_zone, scheduled_at = excluded.scheduled_at
    where posts.revision < excluded.revision and posts.organization_id = excluded.organization_id
    returning post_id, organization_id, revision, coalesce(old.publications, '{}') as former
),
withdrawn as (
    update occurrences o
    set state = 'cancelled', due_headers = null, due_value = null
    from accepted a, unnest(a.former) as f (publication_id)
    where o.publication_id = f.publication_id and o.state in ('waiting', 'held')
        and f.publication_id not in (select publication_id from target)
),
planned as (
    insert into occurrences (publication_id, organization_id, post_id, account_id, network, revision, due_at, misses_at,
                             state, due_headers, due_value)
    select publication_id, organization_id, post_id, account_id, network, revision, due_at, misses_at,
           'waiting', due_headers, due_value
    from target join accepted using (post_id)
    on conflict (publication_id) do update
    set revision = excluded.revision, misses_at = excluded.misses_at, state = 'waiting',
        due_headers = excluded.due_headers, due_value = excluded.due_value
    where occurrences.state in ('waiting', 'held', 'cancelled')
    returning organization_id, due_at, publication_id
)
update tenants t
set next_due_at = first.due_at, next_publication_id = first.publication_id
from (select distinct on (organization_id) * from planned order by organization_id, due_at, publication_id) as first
where t.organization_id = first.organization_id
    and (t.next_due_at is null or (first.due_at, first.publication_id) < (t.next_due_at, t.next_publication_id))
returning t.organization_id;

-- name: take_turns
-- Tenants that have something due, those served longest ago first. A statement of its own: what was planned until these
-- rows were ours must be seen by the one that tells.
select organization_id
from tenants
where next_due_at <= statement_timestamp()
order by served_at
limit $1
for update skip locked;

-- name: await_turn
-- The tenant that waits longest, once whoever holds it is done: a tenant whose plans keep coming in is hardly ever free
-- when looked at, and this stands in line for it. One row alone, so that nobody waits in a circle.
select organization_id
from tenants
where next_due_at <= statement_timestamp()
order by next_due_at
limit 1
for update;

-- name: tell_due
-- The engine: for the tenants whose turn it is, chooses what is due, in equal shares; settles whether each is told,
-- missed (beyond its grace period) or held (its account can't publish); puts what is told into the outbox; and moves
-- the tenants' positions to what comes next. Due is what the database's clock says, so no other clock can make it early.
with moment as (
    select statement_timestamp() as at,
           to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as written
),
turn as (
    select * from tenants where organization_id = any($1::uuid[])
),
picked as (
    select o.*, row_number() over (partition by o.organization_id order by o.due_at, o.publication_id) as place
    from turn t
    cross join lateral (
        select organization_id, publication_id, account_id, due_at, misses_at
        from occurrences
        where organization_id = t.organization_id and state = 'waiting'
            and (due_at, publication_id) >= (t.next_due_at, t.next_publication_id)
        order by due_at, publication_id
        limit $2 + 1
    ) as o
),
held as (
    -- Locked, so that an account can't be released between this look and the mark that its release would undo.
    select account_id from accounts
    where held and account_id in (select account_id from picked)
    order by account_id
    for share
),
settled as (
    select publication_id,
           case when moment.at > misses_at then 'missed' when held.account_id is not null then 'held' else 'told' end
               as state
    from moment cross join picked left join held using (account_id)
    where due_at <= moment.at and place <= $2
),
changed as (
    update occurrences o
    set state = settled.state,
        due_headers = case settled.state when 'held' then o.due_headers end,
        due_value = case settled.state when 'held' then o.due_value end
    from settled
    where o.publication_id = settled.publication_id and o.state = 'waiting'
    returning o.publication_id, o.account_id, o.due_at, new.state, old.due_headers, old.due_value
),
moved as (
    update tenants t
    set served_at = moment.at, next_due_at = following.due_at, next_publication_id = following.publication_id
    from moment cross join turn
    left join (
        select distinct on (organization_id) organization_id, due_at, publication_id
        from moment cross join picked
        where due_at > moment.at or place > $2
        order by organization_id, place
    ) as following using (organization_id)
    where t.organization_id = turn.organization_id
),
told as (
    insert into outbox (topic, key, headers, value)
    select 'post.due', account_id::text,
           due_headers || ',["ce_id","' || uuidv7() || '"],["ce_time","' || moment.written || '"]]',
           convert_to(due_value || ',"emitted_at":"' || moment.written || '"}', 'UTF8')
    from moment cross join changed
    where state = 'told'
    order by due_at, publication_id
)
select
    coalesce((select array_agg(extract(epoch from moment.at - due_at)::float8) from changed where state = 'told'), '{}')
        as lateness,
    (select count(*) from changed where state = 'held') as held,
    coalesce((select jsonb_agg(jsonb_build_array(due_headers || ']', due_value || '}')) from changed
              where state = 'missed'), '[]') as missed,
    moment.at
from moment;

-- name: miss_held
-- What was held until its grace period was over does not go out any more.
with over as materialized (
    select publication_id, account_id from occurrences
    where state = 'held' and misses_at < statement_timestamp()
    order by misses_at
    limit $1
    for update skip locked
)
update occurrences o
set state = 'missed', due_headers = null, due_value = null
from over join accounts a using (account_id)
where o.publication_id = over.publication_id
returning old.due_headers || ']' as headers, old.due_value || '}' as value, statement_timestamp() as at,
    a.disconnected_at > a.connected_at as disconnected;

-- name: seconds_to_next
-- Until something is due, or something held is missed; nothing when nothing is planned.
select extract(epoch from least(
    (select min(next_due_at) from tenants), (select min(misses_at) from occurrences where state = 'held')
) - clock_timestamp())::float8;

-- name: is_outbox_full
-- Whether so much waits for Kafka that telling more would only make others wait behind it.
select exists (
    select from outbox
    where (txid, seq) > ((select txid from outbox_cursor), (select seq from outbox_cursor))
    order by txid, seq
    offset $1
);

-- name: note_connected
-- The publisher reached the accounts; returns those that can publish now.
insert into accounts as a (account_id, organization_id, publisher_revision, connected_at)
select distinct on (account_id) *
from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[])
    as told (account_id, organization_id, revision, connected_at)
order by account_id, revision desc
on conflict (account_id) do update
set degraded = false, publisher_revision = excluded.publisher_revision, connected_at = excluded.connected_at
where a.publisher_revision < excluded.publisher_revision and a.organization_id = excluded.organization_id
returning account_id;

-- name: note_degraded
-- The accounts can't publish until somebody acts.
insert into accounts as a (account_id, organization_id, publisher_revision, degraded)
select distinct on (account_id) *, true
from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as told (account_id, organization_id, revision)
order by account_id, revision desc
on conflict (account_id) do update
set degraded = true, publisher_revision = excluded.publisher_revision
where a.publisher_revision < excluded.publisher_revision and a.organization_id = excluded.organization_id;

-- name: note_disconnected
-- Somebody took the accounts away.
insert into accounts as a (account_id, organization_id, disconnected_at)
select account_id, organization_id, max(disconnected_at)
from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as told (account_id, organization_id, disconnected_at)
group by account_id, organization_id order by account_id
on conflict (account_id) do update
set disconnected_at = greatest(a.disconnected_at, excluded.disconnected_at)
where a.organization_id = excluded.organization_id;

-- name: release
-- What was held for accounts that can publish now waits again, and its tenants' positions move back to it.
with released as (
    update occurrences o
    set state = 'waiting'
    from accounts a
    where a.account_id = any($1::uuid[]) and not a.held and o.account_id = a.account_id and o.state = 'held'
    returning o.organization_id, o.due_at, o.publication_id
)
update tenants t
set next_due_at = first.due_at, next_publication_id = first.publication_id
from (select distinct on (organization_id) * from released order by organization_id, due_at, publication_id) as first
where t.organization_id = first.organization_id
    and (t.next_due_at is null or (first.due_at, first.publication_id) < (t.next_due_at, t.next_publication_id))
returning t.organization_id;

-- name: note_outcomes
-- What became of publications: published outweighs rejected outweighs uncertain, in whatever order they come. One that
-- is not planned yet, or waits (a database brought back from a backup), is noted as told, so that nothing tells it again.
insert into occurrences as o (publication_id, organization_id, post_id, account_id, network, revision, due_at, misses_at,
                              state, outcome)
select distinct on (publication_id) publication_id, organization_id, post_id, account_id, network, revision, due_at,
       due_at, 'told', outcome
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::timestamptz[], $8::text[])
    as told (publication_id, organization_id, post_id, account_id, network, revision, due_at, outcome)
order by publication_id, array_position(array['published', 'rejected', 'uncertain'], outcome)
on conflict (publication_id) do update
set outcome = excluded.outcome, state = case o.state when 'missed' then o.state else 'told' end,
    due_headers = null, due_value = null
where o.organization_id = excluded.organization_id
    and (o.outcome is null
         or array_position(array['published', 'rejected', 'uncertain'], excluded.outcome)
            < array_position(array['published', 'rejected', 'uncertain'], o.outcome));

-- name: measure
-- For the gauges: what is overdue by more than a second and held, both counted; what is planned, as vacuum estimates it.
select
    (select count(*) from (
        select from tenants t
        cross join lateral (
            select from occurrences
            where organization_id = t.organization_id and state = 'waiting'
                and (due_at, publication_id) >= (t.next_due_at, t.next_publication_id)
                and due_at <= statement_timestamp() - interval '1 second'
            limit 10000
        ) as o
        where t.next_due_at <= statement_timestamp() - interval '1 second'
        limit 10000
    ) as overdue) as overdue,
    (select count(*) from (select from occurrences where state = 'held' limit 10000) as held) as held,
    (select greatest(reltuples, 0)::bigint from pg_class where oid = 'occurrences_waiting'::regclass) as planned;
