-- name: insert_rule
-- A new approval rule; nothing where the campaign, or the organisation, has one.
insert into approval_rules (
    rule_id, organization_id, campaign_id, name, steps, author_may_approve, created_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (organization_id, campaign_id) do nothing
returning *;

-- name: get_rule
-- One rule.
select * from approval_rules where rule_id = $1;

-- name: lock_rule
-- One rule, kept from others until the transaction ends.
select * from approval_rules where rule_id = $1 for update;

-- name: update_rule
-- A rule as it is now.
update approval_rules
set name = $2, steps = $3, author_may_approve = $4, updated_at = $5, revision = revision + 1
where rule_id = $1
returning *;

-- name: delete_rule
-- A rule; what began under it goes on.
delete from approval_rules where rule_id = $1;

-- name: list_rules
-- A page, newest first. $1 after this id, $2 campaign, $3 rows.
select * from approval_rules
where ($1::uuid is null or rule_id < $1) and ($2::uuid is null or campaign_id = $2)
order by rule_id desc
limit $3;

-- name: rules_of
-- The rules that may hold for content of these organisations: each organisation's own, and those of these campaigns.
select * from approval_rules
where organization_id = any($1::uuid[]) and (campaign_id is null or campaign_id = any($2::uuid[]));

-- name: insert_workflows
-- New reviews, as a JSON array of objects with the columns' names.
insert into workflows (
    workflow_id, organization_id, item_id, version, post_id, content_hash, rule_id, steps, author_may_approve, author,
    former_authors, state, step, step_started_at, due_at, previous_id, started_by, started_at)
select
    workflow_id, organization_id, item_id, version, post_id, content_hash, rule_id, steps, author_may_approve, author,
    former_authors, state, step, step_started_at, due_at, previous_id, started_by, started_at
from jsonb_populate_recordset(null::workflows, $1);

-- name: former_authors
-- Who else wrote what is to be reviewed: items ($1, at the versions $2) and posts ($3), whose last authors are $4. Those of
-- every version since one was approved by somebody else than its authors; before the first, also who made the item. Of a
-- post, also those of its own reviews since then.
with subjects as (
    select
        coalesce(asked.item_id, asked.post_id) as subject_id, asked.post_id, asked.author,
        coalesce(asked.item_id, post.content_item_id) as item_id,
        coalesce(asked.version, post.content_version) as version
    from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::uuid[]) as asked (item_id, version, post_id, author)
    left join posts as post on post.post_id = asked.post_id
)
select subject.subject_id, array_agg(distinct wrote.author) as authors
from subjects as subject
cross join lateral (
    select coalesce(max(version), 0) as version
    from workflows
    where item_id = subject.item_id and state = 'approved' and not author_may_approve
) as approved
cross join lateral (
    select author
    from content_versions
    where item_id = subject.item_id and number > approved.version and number <= subject.version
    union all
    select created_by from content_items where item_id = subject.item_id and approved.version = 0
    union all
    select unnest(former.author || former.former_authors)
    from workflows as former
    where former.post_id = subject.post_id
        and not exists (
            select from workflows as later
            where later.post_id = former.post_id and later.workflow_id >= former.workflow_id
                and later.state = 'approved' and not later.author_may_approve)
) as wrote
where wrote.author is distinct from subject.author and wrote.author is not null
group by subject.subject_id;

-- name: get_workflows
-- These reviews.
select * from workflows where workflow_id = any($1::uuid[]);

-- name: decisions
-- What was decided in these reviews, in the order of time.
select * from workflow_decisions where workflow_id = any($1::uuid[]) order by at, decision_id;

-- name: lock_workflow
-- One review, kept from others until the transaction ends. What it is about is locked before.
select * from workflows where workflow_id = $1 for update;

-- name: running_workflow
-- The review that runs of an item.
select * from workflows where state = 'running' and item_id = $1 for update;

-- name: update_workflow
-- A review as it is now.
update workflows
set steps = $2, state = $3, reason = $4, step = $5, step_started_at = $6, reminded = $7, due_at = $8,
    ended_at = $9
where workflow_id = $1;

-- name: void_workflows
-- The reviews that run of these items or posts end, since these were changed: $2 why, $3 when. What is reviewed is locked before.
update workflows
set state = 'void', reason = $2, due_at = null, ended_at = $3
where state = 'running' and (item_id = any($1::uuid[]) or post_id = any($1::uuid[]))
returning *;

-- name: insert_decision
-- What somebody decided.
insert into workflow_decisions (
    decision_id, workflow_id, organization_id, step, decision, by, comment, content_hash, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: list_workflows
-- A page, newest first. $1 after this id, $2 states, $3 item, $4 post, $5 campaign, $6 rows.
select workflow.*
from workflows as workflow
left join content_items as item on item.item_id = workflow.item_id
left join posts as post on post.post_id = workflow.post_id
where ($1::uuid is null or workflow.workflow_id < $1)
    and ($2::text[] is null or workflow.state = any($2))
    and ($3::uuid is null or workflow.item_id = $3)
    and ($4::uuid is null or workflow.post_id = $4)
    and ($5::uuid is null or coalesce(item.campaign_id, post.campaign_id) = $5)
order by workflow.workflow_id desc
limit $6;

-- name: reviews_of_item
-- All reviews of an item, and of the posts made from it, oldest first.
select * from workflows
where item_id = $1 or post_id = any($2::uuid[])
order by workflow_id
limit 1000;

-- name: is_approved
-- Whether the last review of an item approved this version, exactly as it is, under this rule ($4; null is any).
select coalesce((
    select state = 'approved' and version = $2 and content_hash = $3 and ($4::uuid is null or rule_id is not distinct from $4)
    from workflows
    where item_id = $1
    order by workflow_id desc
    limit 1), false);

-- name: due_workflows
-- Reviews in which something is to be done by itself, of all organisations; $1 now, $2 how many.
select workflow_id, organization_id
from workflows
where state = 'running' and due_at <= $1
order by due_at
limit $2;
