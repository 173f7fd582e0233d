-- What clients that watch are told, in the order of (txid, seq): see usecases/live.py for why not a plain sequence.
create table live_events (
    txid xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    organization_id uuid not null references organizations,
    type text not null,
    data jsonb not null,
    created_at timestamptz not null default now(),
    primary key (txid, seq)
);
create index live_events_organization on live_events (organization_id, txid, seq);
create index live_events_created_at on live_events using brin (created_at);
call keep_to_tenant('live_events');

-- How far the log has been forgotten.
create table live_events_forgotten (
    only_row boolean primary key default true check (only_row),
    txid xid8 not null default '0',
    seq bigint not null default 0
);
insert into live_events_forgotten default values;
grant select on live_events_forgotten to postwright_gateway_tenant;
