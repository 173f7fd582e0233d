-- How posts and accounts do, as the publisher told it. No references: a measurement may arrive before what it is about.
create table post_measurements (
    organization_id uuid not null,
    publication_id uuid not null,
    post_id uuid not null,
    account_id uuid not null,
    network text not null,
    measured_at timestamptz not null,
    age text not null,
    metrics jsonb not null,
    offered text[] not null,
    gone boolean not null,
    primary key (organization_id, publication_id, measured_at)
);
create index post_measurements_post on post_measurements (organization_id, post_id, measured_at);
call keep_to_tenant('post_measurements');

create table account_measurements (
    organization_id uuid not null,
    account_id uuid not null,
    measured_at timestamptz not null,
    metrics jsonb not null,
    offered text[] not null,
    primary key (organization_id, account_id, measured_at)
);
call keep_to_tenant('account_measurements');

alter table figures add column engagement jsonb not null default '{}', add column audience jsonb not null default '{}';
