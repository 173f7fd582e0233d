-- Ids of the events that were applied, so that a repeat changes nothing.
create table inbox (
    event_id uuid primary key,
    received_at timestamptz not null default now()
);
create index inbox_received_at on inbox using brin (received_at);

-- What is to be told, in the order of the transactions that told it. Rows are never updated and never deleted one by
-- one: the relay moves a cursor over them, and whole days are dropped after the retention.
create table outbox (
    txid xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    topic text not null,
    key text,
    headers text not null,  -- JSON; never searched, so it is not parsed on the way in
    value bytea not null,
    created_at timestamptz not null default now()
) partition by range (created_at);
create index outbox_order on outbox (txid, seq);

-- How far the relay has come. The epoch fences a relay that has lost its lock and does not know yet.
create table outbox_cursor (
    only_row boolean primary key default true check (only_row),
    txid xid8 not null default '0',
    seq bigint not null default 0,
    epoch bigint not null default 0,
    moved_at timestamptz not null default now()
);
insert into outbox_cursor default values;

-- Makes the partitions of today and the days ahead; called at start and now and then, so that an insert always finds one.
create function outbox_make_partitions(days_ahead integer) returns void
language plpgsql as $$
declare
    day date;
begin
    for day in select generate_series(
        (now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + days_ahead, interval '1 day')::date
    loop
        execute format(
            'create table if not exists %I partition of outbox for values from (%L) to (%L)',
            'outbox_' || to_char(day, 'YYYYMMDD'),
            day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    end loop;
end $$;
select outbox_make_partitions(7);
