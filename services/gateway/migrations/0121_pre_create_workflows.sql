-- Who has to look at content before it is published: the organisation's rule where campaign_id is null, else the
-- campaign's own, which goes before it. One without steps lets everything pass.
create table approval_rules (
    rule_id uuid primary key,
    organization_id uuid not null references organizations,
    campaign_id uuid,
    name text not null,
    -- [{name, who: {roles, user_ids}, needed, remind_after_seconds, time_out_after_seconds, on_time_out, escalate_to}].
    steps jsonb not null,
    author_may_approve boolean not null,
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique nulls not distinct (organization_id, campaign_id),
    foreign key (organization_id, campaign_id) references campaigns (organization_id, campaign_id)
);
call keep_to_tenant('approval_rules');

-- One review of exactly one content: of a version of an item, or of a post whose content was changed. The steps are the
-- rule's as they were when it began.
create table workflows (
    workflow_id uuid primary key,
    organization_id uuid not null references organizations,
    item_id uuid,
    version integer,
    post_id uuid,
    content_hash text not null,
    rule_id uuid,
    steps jsonb not null,
    author_may_approve boolean not null,
    author uuid,
    state text not null check (state in ('running', 'approved', 'rejected', 'void', 'cancelled')),
    -- Why it is void.
    reason text not null default '',
    -- Of the step at hand, from 0.
    step integer not null,
    step_started_at timestamptz not null,
    reminded boolean not null default false,
    -- The next instant at which something is to be done by itself: a reminder or a time-out.
    due_at timestamptz,
    previous_id uuid,
    started_by uuid,
    started_at timestamptz not null,
    ended_at timestamptz,
    check ((item_id is null) <> (post_id is null)),
    unique (organization_id, workflow_id),
    foreign key (organization_id, item_id) references content_items (organization_id, item_id) on delete cascade,
    foreign key (organization_id, post_id) references posts (organization_id, post_id) on delete cascade
);
create unique index workflows_running_item on workflows (item_id) where state = 'running' and item_id is not null;
create unique index workflows_running_post on workflows (post_id) where state = 'running' and post_id is not null;
create index workflows_item on workflows (item_id, workflow_id desc) where item_id is not null;
create index workflows_post on workflows (post_id, workflow_id desc) where post_id is not null;
create index workflows_list on workflows (organization_id, workflow_id desc);
create index workflows_due on workflows (due_at) where state = 'running' and due_at is not null;
call keep_to_tenant('workflows');

-- What people decided, and what was done by itself (by is null then).
create table workflow_decisions (
    decision_id uuid primary key,
    organization_id uuid not null references organizations,
    workflow_id uuid not null,
    step integer not null,
    decision text not null check (decision in ('approve', 'reject', 'skip', 'escalate')),
    by uuid,
    comment text not null,
    content_hash text not null,
    at timestamptz not null,
    foreign key (organization_id, workflow_id) references workflows (organization_id, workflow_id) on delete cascade
);
-- Nobody approves twice in a step.
create unique index workflow_decisions_once on workflow_decisions (workflow_id, step, by)
    where decision = 'approve';
create index workflow_decisions_organization on workflow_decisions (organization_id);
call keep_to_tenant('workflow_decisions');

-- Where a post comes from, and whether its content may go out only as somebody approved it.
alter table posts
    add column content_item_id uuid,
    add column content_version integer,
    add column content_hash text,
    -- awaited: its content may go out only once somebody approved it; approved: somebody did, exactly as it is.
    add column approval text not null default 'not_required'
        check (approval in ('not_required', 'awaited', 'approved'));
create index posts_content_item on posts (content_item_id, post_id desc) where content_item_id is not null;

alter table post_targets
    drop constraint post_targets_state_check,
    add constraint post_targets_state_check check (state in (
        'awaiting_approval', 'converting', 'scheduled', 'publishing', 'published', 'failed', 'uncertain', 'missed',
        'cancelled'));
-- Those whose time may pass while nobody approves them.
create index post_targets_awaiting on post_targets (occurrence_at) where state = 'awaiting_approval';

create table content_comments (
    comment_id uuid primary key,
    organization_id uuid not null references organizations,
    item_id uuid not null,
    -- The comment that began the thread.
    reply_to uuid references content_comments on delete cascade,
    -- The version it was said of.
    version integer not null,
    text text not null,
    mentions uuid[] not null,
    author uuid not null,
    revision integer not null default 1,
    created_at timestamptz not null,
    edited_at timestamptz,
    resolved_by uuid,
    resolved_at timestamptz,
    foreign key (organization_id, item_id) references content_items (organization_id, item_id) on delete cascade
);
create index content_comments_item on content_comments (item_id, comment_id);
create index content_comments_thread on content_comments (reply_to) where reply_to is not null;
create index content_comments_organization on content_comments (organization_id);
call keep_to_tenant('content_comments');

call keep_audited('content_items', 'item_id', array['networks']);
-- What each version holds is in the version itself, which never changes.
call keep_audited('content_versions', 'item_id', array['variants', 'made_by']);
call keep_audited('approval_rules', 'rule_id', array[]::text[]);
call keep_audited('workflows', 'workflow_id', array['due_at', 'reminded']);
call keep_audited('workflow_decisions', 'decision_id', array[]::text[]);
call keep_audited('content_comments', 'comment_id', array[]::text[]);
