-- name: accounts
-- Accounts of these organisations that posts can be planned for.
select account_id, organization_id, network, handle, state
from accounts
where organization_id = any($1::uuid[]) and state <> 'disconnected'
order by account_id;

-- name: insert_posts
-- New posts and ($2) their targets, as JSON arrays of objects with the columns' names.
with planned as (
    insert into posts (
        post_id, organization_id, request_id, campaign_id, content_item_id, content_version, content_hash, approval,
        language, schedule_kind, local_time, time_zone, due_at, grace_seconds, revision, created_by, created_at,
        updated_at)
    select
        post_id, organization_id, request_id, campaign_id, content_item_id, content_version, content_hash, approval,
        language, schedule_kind, local_time, time_zone, due_at, grace_seconds, revision, created_by, created_at,
        updated_at
    from jsonb_populate_recordset(null::posts, $1)
)
insert into post_targets (
    post_id, account_id, organization_id, network, position, text, media, details, rendition_ids, rendered, occurrence_at,
    publication_id, state, state_at)
select
    post_id, account_id, organization_id, network, position, text, media, details, rendition_ids, rendered, occurrence_at,
    publication_id, state, state_at
from jsonb_populate_recordset(null::post_targets, $2);

-- name: get_post
-- One post.
select * from posts where post_id = $1;

-- name: lock_post
-- One post, kept from others who change the intent until the transaction ends.
select * from posts where post_id = $1 for update;

-- name: targets
-- The targets of posts, with what their accounts are in: it says why one still waits.
select target.*, account.state as account_state, account.problem_code, account.problem_detail, account.problem_who_must_act
from post_targets as target
left join accounts as account on account.account_id = target.account_id
where target.post_id = any($1::uuid[])
order by target.post_id, target.position;

-- name: lock_targets
-- The targets of a post, kept from consumers until the transaction ends.
select * from post_targets where post_id = $1 order by publication_id for update;

-- name: list_posts
-- A page, newest first. $1 after this id, $2 combinations of target states, $3 network, $4 campaign, $5 request,
-- $6 content item, $7 due from, $8 due before, $9 rows.
select post.*
from posts as post
cross join lateral (
    select
        string_agg(distinct target.state, ',' order by target.state) as states,
        bool_or(target.network = $3) as on_network
    from post_targets as target
    where target.post_id = post.post_id
) as targets
where ($1::uuid is null or post.post_id < $1)
    and ($2::text[] is null or targets.states = any($2))
    and ($3::text is null or targets.on_network)
    and ($4::uuid is null or post.campaign_id = $4)
    and ($5::uuid is null or post.request_id = $5)
    and ($6::uuid is null or post.content_item_id = $6)
    and ($7::timestamptz is null or post.due_at >= $7)
    and ($8::timestamptz is null or post.due_at < $8)
order by post.post_id desc
limit $9;

-- name: posts_of_item
-- The posts made from a content item, oldest first.
select * from posts where content_item_id = $1 order by post_id limit 1000;

-- name: update_post
-- The intent as it is now.
update posts
set schedule_kind = $2, local_time = $3, time_zone = $4, due_at = $5, updated_at = $6, cancelled_at = $7, revision = $8,
    content_hash = $9, approval = $10
where post_id = $1;

-- name: update_targets
-- Targets as they are now: their plan, and a state that starts over.
update post_targets as target
set text = now.text, media = now.media, details = now.details, rendition_ids = now.rendition_ids,
    rendered = now.rendered, occurrence_at = now.occurrence_at, publication_id = now.publication_id,
    state = now.state, state_at = now.state_at, remote_id = now.remote_id, url = now.url, published_at = now.published_at,
    lateness_ms = now.lateness_ms, attempts = now.attempts, reconciled = now.reconciled, problem = now.problem
from jsonb_populate_recordset(null::post_targets, $1) as now
where target.post_id = now.post_id and target.account_id = now.account_id;

-- name: lapsed_posts
-- Posts whose grace period passed while nobody approved them; one for `now` has no time that could pass. $1 now, $2 rows.
select distinct target.post_id, target.organization_id
from post_targets as target
join posts as post on post.post_id = target.post_id
where target.state = 'awaiting_approval' and target.occurrence_at < $1::timestamptz
    and target.occurrence_at + make_interval(secs => post.grace_seconds) < $1 and post.schedule_kind <> 'now'
limit $2;

-- name: apply_outcomes
-- What happened to publications. Published is the last word; other outcomes give way to later ones; being due comes
-- before every outcome; what was cancelled stays so unless it may be live after all. A target that was moved too late
-- may have been published at its former time: then that is where it is. Rows are locked in one order, so that two
-- replicas never wait for one another in a ring.
with fresh as (
    select outcome.*
    from jsonb_to_recordset($1) as outcome (
        publication_id uuid, organization_id uuid, post_id uuid, account_id uuid, due_at timestamptz, state text,
        at timestamptz, remote_id text, url text, published_at timestamptz, lateness_ms bigint, attempts integer,
        reconciled boolean, problem jsonb)
), locked as (
    select target.post_id, target.account_id, fresh.publication_id, fresh.state
    from post_targets as target
    join fresh using (organization_id, post_id, account_id)
    where case
        when fresh.state = 'published' then target.state <> 'published'
        when fresh.publication_id <> target.publication_id then false
        when fresh.state = 'publishing' then target.state in ('scheduled', 'converting', 'awaiting_approval')
        else target.state in ('scheduled', 'converting', 'awaiting_approval', 'publishing')
            or (target.state in ('failed', 'missed', 'uncertain') and target.state_at < fresh.at)
            or (target.state = 'cancelled' and fresh.state = 'uncertain')
    end
    order by target.publication_id
    for update of target
), taken as (
    select distinct on (post_id, account_id) publication_id
    from locked
    order by post_id, account_id, (state = 'published') desc
)
update post_targets as target
set publication_id = fresh.publication_id, occurrence_at = fresh.due_at, state = fresh.state, state_at = fresh.at,
    remote_id = fresh.remote_id, url = fresh.url, published_at = fresh.published_at, lateness_ms = fresh.lateness_ms,
    attempts = fresh.attempts, reconciled = fresh.reconciled, problem = fresh.problem
from fresh join taken using (publication_id)
where target.post_id = fresh.post_id and target.account_id = fresh.account_id
returning target.publication_id;

-- name: standing_of_publications
-- For live updates: the request, batch and campaign of publications' posts, and the states of all their targets.
select
    publication.publication_id, publication.post_id, post.request_id, post.campaign_id, request.batch_id,
    account.handle,
    (select array_agg(target.state) from post_targets as target where target.post_id = post.post_id) as states
from post_targets as publication
join posts as post on post.post_id = publication.post_id
left join content_requests as request on request.request_id = post.request_id
left join accounts as account on account.account_id = publication.account_id
where publication.publication_id = any($1::uuid[]);
