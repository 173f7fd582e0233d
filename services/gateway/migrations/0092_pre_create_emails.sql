-- E-mails that wait to be sent. Text and subject are gone as soon as one has left or can't leave: they may hold a link
-- that signs somebody in.
create table emails (
    email_id uuid primary key,
    organization_id uuid references organizations on delete cascade,
    recipient text not null,
    template text not null,
    subject text,
    body_text text,
    body_html text,
    unsubscribe_url text,
    created_at timestamptz not null default now(),
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused')),
    state_at timestamptz not null default now(),
    -- What the mail server answered last; never anything of the mail itself.
    problem text,
    attempts integer not null default 0,
    retry_at timestamptz not null default now(),
    lease_owner text,
    lease_until timestamptz,
    check ((state = 'waiting') = (body_text is not null))
);
create index emails_waiting on emails (retry_at) where state = 'waiting';
create index emails_done on emails (state_at) where state <> 'waiting';
create index emails_recipient on emails (lower(recipient));
-- Requests may queue mail of their organisation, and read none.
call keep_to_tenant('emails');
revoke select, update, delete on emails from postwright_gateway_tenant;
