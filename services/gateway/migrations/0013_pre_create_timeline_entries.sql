-- What happened in the life of a request and its post, one row an event or decision, in the order of time.
create table timeline_entries (
    event_id uuid not null,
    organization_id uuid not null,
    -- No references: an entry may arrive before what it is about, and says what was said.
    request_id uuid,
    post_id uuid,
    kind text not null,
    at timestamptz not null,
    network text,
    account_id uuid,
    publication_id uuid,
    lateness_ms bigint,
    correlation_id text not null,
    causation_id text,
    explanation text not null,
    primary key (event_id)
);
create index timeline_entries_post on timeline_entries (post_id, at) where post_id is not null;
create index timeline_entries_request on timeline_entries (request_id, at) where request_id is not null;
call keep_to_tenant('timeline_entries');
