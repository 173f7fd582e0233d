-- A publication may take several irreversible calls, and a network may go on working after one.
alter table publications
    add column details jsonb not null default '{}',
    -- What became of each part that is over, in order.
    add column ends jsonb not null default '[]',
    add column reconciled boolean not null default false,
    -- Seconds after which an unfinished preparation should be gone on with; 0: it is ready.
    add column prepared_ready_in double precision not null default 0,
    -- When the attempt began that the network is still at work on.
    add column processing_since timestamptz,
    drop constraint publications_state_check,
    add constraint publications_state_check check (
        state in ('waiting', 'attempting', 'processing', 'unknown', 'uncertain', 'published', 'failed'));

-- What was published whole before there were parts.
update publications
set ends = jsonb_build_array(jsonb_build_object(
        'index', 0, 'role', 'post', 'receipt', jsonb_build_object('remote_id', remote_id, 'url', url))),
    reconciled = unknown_since is not null
where remote_id is not null;

alter table attempts
    add column part integer not null default 0,
    drop constraint attempts_answer_check,
    add constraint attempts_answer_check check (
        answer in ('published', 'found', 'absent', 'pending', 'refused', 'not_sent', 'unknown'));
