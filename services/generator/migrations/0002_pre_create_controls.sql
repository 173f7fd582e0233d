-- What people hold back or have called off: requests and batches, also those that have yet to come in.
create table controls (
    controlled_id uuid primary key,
    state text not null check (state in ('running', 'paused', 'cancelled')),
    revision integer not null,
    controlled_at timestamptz not null
);

alter table jobs
    add column batch_id uuid,
    drop constraint jobs_state_check,
    add constraint jobs_state_check check (state in ('working', 'generated', 'failed', 'cancelled'));
create index jobs_of_batch on jobs (batch_id) where batch_id is not null;

-- A step that is held is not begun; one whose call is under way when it is held ends as it would have.
alter table steps
    add column held boolean not null default false,
    drop constraint steps_state_check,
    add constraint steps_state_check check (state in ('waiting', 'done', 'failed', 'cancelled'));
create index steps_startable on steps (free_at) where free_at is not null and not held;
