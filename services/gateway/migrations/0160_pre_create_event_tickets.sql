-- Ways into the stream for clients that can't send headers, such as a browser's WebSocket: of each only the hash, used
-- once and within seconds.
create table event_tickets (
    ticket_hash bytea primary key check (octet_length(ticket_hash) = 32),
    organization_id uuid not null references organizations on delete cascade,
    caller jsonb not null,
    expires_at timestamptz not null
);
create index event_tickets_expires_at on event_tickets (expires_at);
call keep_to_tenant('event_tickets');
