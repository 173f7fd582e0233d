-- Many briefs of one call. The problems are of rows that were refused; they made no request.
create table content_batches (
    batch_id uuid primary key,
    organization_id uuid not null references organizations,
    source text not null check (source in ('json', 'csv')),
    items_total integer not null,
    problems jsonb not null,
    created_by uuid not null,
    created_at timestamptz not null,
    unique (organization_id, batch_id)
);
create index content_batches_list on content_batches (organization_id, batch_id desc);
call keep_to_tenant('content_batches');

-- A brief, how far its content has come, and the content. The brief and the schedule never change; an approval may
-- give another schedule, which then is in the post.
create table content_requests (
    request_id uuid primary key,
    organization_id uuid not null references organizations,
    batch_id uuid,
    batch_row integer,
    campaign_id uuid,
    brand text not null,
    topic text not null,
    tone text not null,
    audience text not null,
    brief text not null,
    language text not null,
    networks text[] not null,
    picture_wanted boolean not null,
    brand_colors text[] not null,
    account_ids uuid[],
    schedule_kind text not null check (schedule_kind in ('none', 'now', 'local', 'instant')),
    due_at timestamptz,
    local_time text,
    time_zone text,
    approval text not null check (approval in ('auto', 'required')),
    state text not null check (state in (
        'requested', 'generating', 'awaiting_approval', 'needs_attention', 'ready', 'planned', 'rejected', 'failed')),
    steps_done integer not null default 0,
    steps_total integer not null default 0,
    last_step text,
    variants jsonb,
    picture jsonb,
    provider text,
    model text,
    cost_micros_usd bigint,
    generated_at timestamptz,
    -- Why it failed or needs attention: {code, detail}.
    problem jsonb,
    reviewed_by uuid,
    reviewed_at timestamptz,
    review_comment text,
    -- Highest revision of the generator's events that was applied.
    content_revision integer not null default 0,
    -- Grows with what people do to the request: what an ETag says.
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (organization_id, request_id),
    foreign key (organization_id, batch_id) references content_batches (organization_id, batch_id),
    foreign key (organization_id, campaign_id) references campaigns (organization_id, campaign_id)
);
create index content_requests_list on content_requests (organization_id, request_id desc);
create index content_requests_batch on content_requests (batch_id, batch_row) where batch_id is not null;
create index content_requests_campaign on content_requests (campaign_id, request_id desc) where campaign_id is not null;
create index content_requests_picture on content_requests ((picture ->> 'key')) where picture is not null;
call keep_to_tenant('content_requests');
