-- What people said must not go out, at the newest revision that was heard of.
create table halts (
    halt_id uuid primary key,
    organization_id uuid not null,
    revision integer not null,
    active boolean not null,
    scope text not null check (scope in ('organization', 'campaign', 'network', 'account', 'post')),
    target text not null,
    reason text not null,
    changed_at timestamptz not null
);
create index halts_active on halts (organization_id) where active;

-- What people ask of a publication that is live, or may be: worked off in its account's lane, in the order of asking.
create table wishes (
    wish_id uuid primary key,
    publication_id uuid not null references publications,
    action text not null check (action in ('remove', 'edit')),
    text text,
    requested_at timestamptz not null,
    cause jsonb not null,
    setbacks integer not null default 0,
    ended_at timestamptz
);
create index wishes_open on wishes (publication_id, requested_at) where ended_at is null;

alter table publications
    drop constraint publications_state_check,
    add constraint publications_state_check check (
        state in ('waiting', 'attempting', 'processing', 'unknown', 'uncertain', 'published', 'failed', 'removed'));

alter table attempts
    drop constraint attempts_kind_check,
    add constraint attempts_kind_check check (kind in ('publish', 'repeat', 'look_up', 'remove', 'edit')),
    drop constraint attempts_answer_check,
    add constraint attempts_answer_check check (
        answer in ('published', 'found', 'absent', 'pending', 'done', 'refused', 'not_sent', 'unknown'));
-- For limits: how many calls that may have published an account made lately.
create index attempts_of_account on attempts (account_id, started_at) where kind = 'publish';
