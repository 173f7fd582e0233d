-- name: insert_requests
-- New requests, as a JSON array of objects with the columns' names.
insert into content_requests (
    request_id, organization_id, batch_id, batch_row, campaign_id, brand, topic, tone, audience, brief, language, networks,
    picture_wanted, brand_colors, account_ids, details, schedule_kind, due_at, local_time, time_zone, approval, state,
    origin, brand_rules, given_texts, poster, transform, created_by, created_at, updated_at)
select
    request_id, organization_id, batch_id, batch_row, campaign_id, brand, topic, tone, audience, brief, language, networks,
    picture_wanted, brand_colors, account_ids, details, schedule_kind, due_at, local_time, time_zone, approval, state,
    origin, brand_rules, given_texts, poster, transform, created_by, created_at, updated_at
from jsonb_populate_recordset(null::content_requests, $1);

-- name: insert_batch
-- A batch.
insert into content_batches (batch_id, organization_id, source, items_total, problems, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: get_request
-- One request, with the post it made.
select request.*, post.post_id
from content_requests as request
left join posts as post on post.request_id = request.request_id
where request.request_id = $1;

-- name: lock_request
-- Keeps a request from others until the transaction ends. It is read afterwards: what another transaction did while this
-- one waited, such as the post it made, is seen by a later statement alone.
select from content_requests where request_id = $1 for update;

-- name: list_requests
-- A page, newest first. $1 after this id, $2 states, $3 campaign, $4 batch, $5 brand kit, $6 network, $7 rows.
select request.*, post.post_id
from content_requests as request
left join posts as post on post.request_id = request.request_id
where ($1::uuid is null or request.request_id < $1)
    and ($2::text[] is null or request.state = any($2))
    and ($3::uuid is null or request.campaign_id = $3)
    and ($4::uuid is null or request.batch_id = $4)
    and ($5::uuid is null or request.brand_rules ->> 'brand_kit_id' = $5::text)
    and ($6::text is null or $6 = any(request.networks))
order by request.request_id desc
limit $7;

-- name: get_batch
-- One batch with how far its requests are.
select batch.*, progress.*
from content_batches as batch
cross join lateral (
    select coalesce(jsonb_object_agg(state, requests), '{}') as counts,
        coalesce(sum(done), 0)::integer as steps_done, coalesce(sum(total), 0)::integer as steps_total
    from (
        select state, count(*) as requests, sum(steps_done) as done, sum(steps_total) as total
        from content_requests where batch_id = batch.batch_id group by state) as counted
) as progress
where batch.batch_id = $1;

-- name: batch_requests
-- The requests of a batch, in the order of its rows.
select request.*, post.post_id
from content_requests as request
left join posts as post on post.request_id = request.request_id
where request.batch_id = $1
order by request.batch_row;

-- name: review_request
-- What a person decided about a request; $2 state, $3 who, $4 when, $5 comment, $6 what still stands in the way.
update content_requests
set state = $2, reviewed_by = $3, reviewed_at = $4, review_comment = $5, problem = $6, updated_at = $4,
    revision = revision + 1
where request_id = $1;

-- name: keep_compliance
-- What content was found to keep of its brand's rules; where that needs a person, its state and why.
update content_requests as request
set compliance = judged.compliance, state = judged.state, problem = judged.problem
from jsonb_to_recordset($1) as judged (request_id uuid, compliance jsonb, state text, problem jsonb)
where request.request_id = judged.request_id;

-- name: settle_requests
-- What became of requests whose content is ready: their state and, where a post could not be planned, why.
update content_requests as request
set state = settled.state, problem = settled.problem
from jsonb_to_recordset($1) as settled (request_id uuid, state text, problem jsonb)
where request.request_id = settled.request_id;

-- name: apply_progress
-- How far requests are. One that somebody else is changing at this moment is passed over: its next step tells as much,
-- and nobody waits for anybody.
with fresh as (
    select progress.*
    from jsonb_to_recordset($1) as progress (
        request_id uuid, organization_id uuid, revision integer, step text, steps_done integer, steps_total integer,
        at timestamptz)
), locked as (
    select request.request_id
    from content_requests as request
    join fresh using (request_id, organization_id)
    where request.state in ('requested', 'generating') and request.content_revision < fresh.revision
    for update of request skip locked
)
update content_requests as request
set state = 'generating', steps_done = fresh.steps_done, steps_total = fresh.steps_total, last_step = fresh.step,
    content_revision = fresh.revision, updated_at = fresh.at
from fresh
where request.request_id = fresh.request_id and request.request_id in (select request_id from locked)
returning request.request_id, request.batch_id;

-- name: apply_generated
-- Content that is ready, for requests that wait for it. A person has to look at it where the request asks for that, or the
-- campaign's rule, or the organisation's where the campaign has none of its own; a rule without steps asks for nothing.
with fresh as (
    select content.*
    from jsonb_to_recordset($1) as content (
        request_id uuid, organization_id uuid, revision integer, variants jsonb, picture jsonb, provider text, model text,
        cost_micros_usd bigint, generated_at timestamptz)
), locked as (
    select request.request_id
    from content_requests as request
    join fresh using (request_id, organization_id)
    where request.state in ('requested', 'generating', 'failed') and request.content_revision < fresh.revision
    order by request.request_id
    for update of request
)
update content_requests as request
set state = case
        when request.approval = 'required' or (
            select jsonb_array_length(rule.steps) > 0
            from approval_rules as rule
            where rule.organization_id = request.organization_id
                and (rule.campaign_id = request.campaign_id or rule.campaign_id is null)
            order by rule.campaign_id nulls last
            limit 1
        ) then 'awaiting_approval'
        else 'ready'
    end,
    variants = fresh.variants, picture = fresh.picture, provider = fresh.provider, model = fresh.model,
    cost_micros_usd = fresh.cost_micros_usd, generated_at = fresh.generated_at, problem = null,
    steps_done = greatest(request.steps_total, request.steps_done), content_revision = fresh.revision,
    updated_at = fresh.generated_at
from fresh
where request.request_id = fresh.request_id and request.request_id in (select request_id from locked)
returning request.*, null::uuid as post_id;

-- name: apply_failed
-- Content that could not be made.
with fresh as (
    select failure.*
    from jsonb_to_recordset($1) as failure (
        request_id uuid, organization_id uuid, revision integer, problem jsonb, failed_at timestamptz)
), locked as (
    select request.request_id
    from content_requests as request
    join fresh using (request_id, organization_id)
    where request.state in ('requested', 'generating') and request.content_revision < fresh.revision
    order by request.request_id
    for update of request
)
update content_requests as request
set state = 'failed', problem = fresh.problem, content_revision = fresh.revision, updated_at = fresh.failed_at
from fresh
where request.request_id = fresh.request_id and request.request_id in (select request_id from locked)
returning request.request_id, request.batch_id;

-- name: pictures
-- The pictures of the organisation's content that lie under these keys.
select distinct on (picture ->> 'key') picture
from content_requests
where picture is not null and picture ->> 'key' = any($1::text[]);
