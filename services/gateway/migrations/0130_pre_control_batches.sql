alter table content_batches
    add column state text not null default 'running' check (state in ('running', 'paused', 'cancelled')),
    -- Grows with what people do to the batch; the generator follows the highest.
    add column revision integer not null default 1,
    add column updated_at timestamptz;
update content_batches set updated_at = created_at;
alter table content_batches alter column updated_at set default now(), alter column updated_at set not null;

alter table content_requests
    drop constraint content_requests_state_check,
    add constraint content_requests_state_check check (state in (
        'requested', 'generating', 'awaiting_approval', 'needs_attention', 'ready', 'planned', 'rejected', 'failed',
        'cancelled'));
