-- The intent for each post. Its state is not kept: it follows from the targets (domain/posts.py).
create table posts (
    post_id uuid primary key,
    organization_id uuid not null references organizations,
    request_id uuid,
    campaign_id uuid,
    language text not null,
    schedule_kind text not null check (schedule_kind in ('now', 'local', 'instant')),
    local_time text,
    time_zone text,
    due_at timestamptz not null,
    grace_seconds integer not null,
    -- Grows with every change of the intent; goes out with post.scheduled and is what an ETag says.
    revision integer not null default 1,
    created_by uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    cancelled_at timestamptz,
    unique (organization_id, post_id),
    foreign key (organization_id, request_id) references content_requests (organization_id, request_id),
    foreign key (organization_id, campaign_id) references campaigns (organization_id, campaign_id)
);
-- A request makes one post, whoever approves it how often.
create unique index posts_request on posts (request_id) where request_id is not null;
create index posts_list on posts (organization_id, post_id desc);
create index posts_due on posts (organization_id, due_at);
create index posts_campaign on posts (campaign_id, post_id desc) where campaign_id is not null;
call keep_to_tenant('posts');

-- One account that a post goes to, and how that went.
create table post_targets (
    post_id uuid not null,
    account_id uuid not null,
    organization_id uuid not null references organizations,
    network text not null,
    position integer not null,
    text text not null,
    media jsonb not null,
    occurrence_at timestamptz not null,
    publication_id uuid not null,
    state text not null default 'scheduled' check (state in (
        'scheduled', 'publishing', 'published', 'failed', 'uncertain', 'missed', 'cancelled')),
    remote_id text,
    url text,
    published_at timestamptz,
    lateness_ms bigint,
    attempts integer,
    reconciled boolean,
    -- Why it did not go out: {code, detail, error_class, who_must_act, retry_can_help}.
    problem jsonb,
    -- When the event that set the state happened: an older one does not undo a newer.
    state_at timestamptz not null,
    primary key (post_id, account_id),
    foreign key (organization_id, post_id) references posts (organization_id, post_id) on delete cascade
);
create unique index post_targets_publication on post_targets (publication_id);
create index post_targets_state on post_targets (organization_id, state) where state <> 'published';
call keep_to_tenant('post_targets');
