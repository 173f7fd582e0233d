-- name: list_batches
-- A page of batches with how far each is, newest first. $1 after this id, $2 states, $3 rows.
select batch.*, progress.*
from content_batches as batch
cross join lateral (
    select coalesce(jsonb_object_agg(state, requests), '{}') as counts,
        coalesce(sum(done), 0)::integer as steps_done, coalesce(sum(total), 0)::integer as steps_total
    from (
        select state, count(*) as requests, sum(steps_done) as done, sum(steps_total) as total
        from content_requests where batch_id = batch.batch_id group by state) as counted
) as progress
where ($1::uuid is null or batch.batch_id < $1) and ($2::text[] is null or batch.state = any($2))
order by batch.batch_id desc
limit $3;

-- name: lock_batch
-- A batch, kept from others until the transaction ends.
select batch_id, organization_id, state, revision from content_batches where batch_id = $1 for update;

-- name: control_batch
-- A batch as people want it: $2 state, $3 when.
update content_batches set state = $2, revision = revision + 1, updated_at = $3 where batch_id = $1 returning revision;

-- name: lock_reviewed
-- Keeps the items under review that were made for the requests of a batch ($1), or for one request ($2), from others. Items
-- are locked before their requests, as everywhere.
select from content_items
where state = 'in_review' and request_id in (
    select request_id from content_requests where batch_id = $1 or request_id = $2)
order by item_id for update;

-- name: reviewed_of
-- The items under review of requests that are locked: those locked before, and those that came since. What somebody else holds
-- is being decided on, and its review ends by that.
select item_id from content_items
where state = 'in_review' and request_id = any($1::uuid[])
order by item_id for update skip locked;

-- name: move_requests
-- Brings the requests of a batch ($1), or one request ($2), from some states ($3) into another ($4), at $5.
with locked as (
    select request_id from content_requests
    where (batch_id = $1 or request_id = $2) and state = any($3::text[])
    order by request_id for update
)
update content_requests as request
set state = $4, problem = null, updated_at = $5, revision = request.revision + 1
from locked
where request.request_id = locked.request_id
returning request.*, null::uuid as post_id;

-- name: list_rows
-- A page of a batch's rows: those that made a request, and those that were refused. $1 batch, $2 after this row, $3 states,
-- $4 rows.
with refused as (
    select (problem ->> 'row')::integer as number,
        jsonb_agg(problem - 'row' order by problem ->> 'column') as problems
    from content_batches, jsonb_array_elements(problems) as problem
    where batch_id = $1
    group by 1
), every as (
    select request.batch_row as number, request.state, request.request_id, post.post_id, request.topic, request.networks,
        request.steps_done, request.steps_total,
        case when request.problem is null then '[]'::jsonb
            else jsonb_build_array(request.problem || '{"column": ""}') end as problems
    from content_requests as request
    left join posts as post on post.request_id = request.request_id
    where request.batch_id = $1
    union all
    select number, 'refused', null, null, null, null, 0, 0, problems from refused
)
select * from every
where number > $2 and ($3::text[] is null or state = any($3))
order by number
limit $4;
