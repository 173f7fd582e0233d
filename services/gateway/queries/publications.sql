-- name: apply_publications
-- What the topics say of publications. The newest word counts; being due comes before every other, and what is live is
-- not undone by a failure that was told of an attempt before.
insert into publications as known (
    publication_id, organization_id, post_id, account_id, network, campaign_id, request_id, due_at, state, state_at,
    remote_id, url, published_at, lateness_ms, attempts, reconciled, parts, problem)
select publication_id, organization_id, post_id, account_id, network, campaign_id, request_id, due_at, state, at,
    remote_id, url, published_at, lateness_ms, coalesce(attempts, 0), coalesce(reconciled, false),
    coalesce(parts, '[]'), problem
from jsonb_to_recordset($1) as told (
    publication_id uuid, organization_id uuid, post_id uuid, account_id uuid, network text, campaign_id uuid,
    request_id uuid, due_at timestamptz, state text, at timestamptz, remote_id text, url text, published_at timestamptz,
    lateness_ms bigint, attempts integer, reconciled boolean, parts jsonb, problem jsonb)
order by publication_id
on conflict (publication_id) do update
set state = excluded.state, state_at = excluded.state_at,
    remote_id = coalesce(excluded.remote_id, known.remote_id), url = coalesce(excluded.url, known.url),
    published_at = coalesce(excluded.published_at, known.published_at),
    lateness_ms = coalesce(excluded.lateness_ms, known.lateness_ms),
    attempts = greatest(excluded.attempts, known.attempts), reconciled = excluded.reconciled or known.reconciled,
    parts = case when excluded.parts = '[]' then known.parts else excluded.parts end, problem = excluded.problem
where excluded.organization_id = known.organization_id
    and known.state <> 'removed'
    and (excluded.state = 'removed' or known.state <> 'published')
    and (excluded.state = 'published' or excluded.state_at > known.state_at
        or (known.state = 'publishing' and excluded.state <> 'publishing'));

-- name: hold_publications
-- What holds up publications that are on their way.
update publications as known
set problem = told.problem
from jsonb_to_recordset($1) as told (publication_id uuid, organization_id uuid, problem jsonb)
where known.publication_id = told.publication_id and known.organization_id = told.organization_id
    and known.state = 'publishing';

-- name: hold_targets
-- The same on the posts' targets, for whoever looks at a post.
update post_targets as target
set problem = told.problem
from jsonb_to_recordset($1) as told (publication_id uuid, organization_id uuid, problem jsonb)
where target.publication_id = told.publication_id and target.organization_id = told.organization_id
    and target.state = 'publishing';

-- name: add_attempts
-- An attempt is told once; it never changes.
insert into publication_attempts (
    attempt_id, organization_id, publication_id, kind, part, request_hash, trace_id, started_at, ended_at, answer,
    latency_ms, code, detail, error_class, who_must_act, retry_can_help, next_at)
select attempt_id, organization_id, publication_id, kind, part, request_hash, trace_id, started_at, ended_at, answer,
    latency_ms, code, detail, error_class, who_must_act, retry_can_help, next_at
from jsonb_to_recordset($1) as told (
    attempt_id uuid, organization_id uuid, publication_id uuid, kind text, part integer, request_hash text,
    trace_id text, started_at timestamptz, ended_at timestamptz, answer text, latency_ms double precision, code text,
    detail text, error_class text, who_must_act text, retry_can_help boolean, next_at timestamptz)
on conflict do nothing;

-- name: end_wishes
-- What became of what people asked; an edit's new text is the target's.
with ended as (
    update publication_wishes as wish
    set state = told.outcome, code = told.code, detail = told.detail, who_must_act = told.who_must_act,
        url = coalesce(told.url, wish.url), ended_at = told.changed_at
    from jsonb_to_recordset($1) as told (
        wish_id uuid, organization_id uuid, outcome text, code text, detail text, who_must_act text, url text,
        changed_at timestamptz)
    where wish.wish_id = told.wish_id and wish.organization_id = told.organization_id and wish.state = 'open'
    returning wish.publication_id, wish.action, wish.text, wish.state, wish.ended_at
), removed as (
    update publications set state = 'removed', state_at = ended.ended_at, problem = null
    from ended
    where publications.publication_id = ended.publication_id and ended.action = 'remove' and ended.state = 'done'
)
update post_targets as target
set text = coalesce(case when ended.action = 'edit' then ended.text end, target.text),
    removed_at = case when ended.action = 'remove' then ended.ended_at else target.removed_at end
from ended
where target.publication_id = ended.publication_id and ended.state = 'done' and ended.action in ('edit', 'remove');

-- name: list_publications
-- Newest first; without a filter, all.
select * from publications
where ($1::uuid is null or (due_at, publication_id) < ($2::timestamptz, $1::uuid))
    and ($3::text[] is null or state = any($3::text[]))
    and ($4::text is null or network = $4)
    and ($5::uuid is null or account_id = $5)
    and ($6::uuid is null or post_id = $6)
    and ($7::uuid is null or campaign_id = $7)
order by due_at desc, publication_id desc
limit $8;

-- name: get_publication
-- One publication.
select * from publications where publication_id = $1;

-- name: lock_publication
-- The same, and nobody else asks anything of it meanwhile.
select * from publications where publication_id = $1 for update;

-- name: attempts_of_publication
-- A page, oldest first. $1 publication, $2 and $3 after this instant and id, $4 rows.
select * from publication_attempts
where publication_id = $1 and ($2::timestamptz is null or (started_at, attempt_id) > ($2, $3::uuid))
order by started_at, attempt_id
limit $4;

-- name: wishes_of_publication
-- Oldest first.
select * from publication_wishes where publication_id = $1 order by requested_at, wish_id limit 1000;

-- name: insert_wish
-- One at a time for each publication.
insert into publication_wishes (
    wish_id, organization_id, publication_id, action, url, text, requested_by, requested_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (publication_id) where state = 'open' do nothing
returning *;

-- name: is_there
-- Whether the organisation has what somebody wants to stop.
select case $1::text
    when 'post' then exists (select from posts where post_id = $2::uuid)
    when 'campaign' then exists (select from campaigns where campaign_id = $2::uuid)
    when 'account' then exists (select from accounts where account_id = $2::uuid)
end;

-- name: insert_halt
-- One halt for each thing; the one that is there already is given again.
insert into halts (halt_id, organization_id, scope, target, reason, active, revision, created_by, created_at)
values ($1, $2, $3, $4, $5, true, 1, $6, $7)
on conflict (organization_id, scope, target) where active do nothing
returning *;

-- name: active_halt
-- The halt of a thing.
select * from halts where scope = $1 and target = $2 and active;

-- name: halt_of_publication
-- The first halt that covers a publication, as the publisher judges it. None: nothing stops it.
select halts.*
from publications join halts on halts.organization_id = publications.organization_id
where publications.publication_id = $1 and halts.active
    and halts.target = case halts.scope
        when 'organization' then publications.organization_id::text when 'network' then publications.network
        when 'account' then publications.account_id::text when 'post' then publications.post_id::text
        else publications.campaign_id::text end
order by halts.created_at
limit 1;

-- name: list_halts
-- Newest first.
select * from halts
where ($1::uuid is null or halt_id < $1) and ($2::boolean is null or active = $2)
order by halt_id desc
limit $3;

-- name: get_halt
-- One halt.
select * from halts where halt_id = $1;

-- name: end_halt
-- It may go out again.
update halts set active = false, revision = revision + 1, ended_at = $2 where halt_id = $1 and active returning *;

-- name: stop_halts
-- The publisher has heard of them.
update halts set stopped_at = told.stopped_at, in_flight = told.in_flight
from (
    select halt_id, organization_id, stopped_at,
        array(select jsonb_array_elements_text(in_flight))::uuid[] as in_flight
    from jsonb_to_recordset($1) as raw (halt_id uuid, organization_id uuid, stopped_at timestamptz, in_flight jsonb)
) as told
where halts.halt_id = told.halt_id and halts.organization_id = told.organization_id and halts.stopped_at is null;

-- name: publications_of_halt
-- What of a thing went out, or may have: newest first.
select publications.*
from publications join halts on halts.organization_id = publications.organization_id
where halts.halt_id = $1
    and halts.target = case halts.scope
        when 'organization' then publications.organization_id::text when 'network' then publications.network
        when 'account' then publications.account_id::text when 'post' then publications.post_id::text
        else publications.campaign_id::text end
    and (publications.state in ('published', 'uncertain', 'publishing', 'removed'))
    and ($2::uuid is null or (publications.due_at, publications.publication_id) < ($3::timestamptz, $2::uuid))
order by publications.due_at desc, publications.publication_id desc
limit $4;
