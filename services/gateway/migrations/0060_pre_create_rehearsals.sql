-- Posts tried on the sandbox: what was asked, and what came of it.
create table rehearsals (
    rehearsal_id uuid primary key,
    organization_id uuid not null references organizations,
    post_id uuid not null,
    post_revision integer not null,
    requested_by uuid,
    requested_at timestamptz not null,
    -- One answer for each target, as rehearsal.ended tells it; null until then.
    targets jsonb,
    ended_at timestamptz
);
create index rehearsals_list on rehearsals (organization_id, rehearsal_id desc);
create index rehearsals_post on rehearsals (post_id, rehearsal_id desc);
call keep_to_tenant('rehearsals');
