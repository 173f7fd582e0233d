-- Addresses that are told what happens in an organisation. People change these rows; how an address does is beside it.
create table webhooks (
    webhook_id uuid primary key,
    organization_id uuid not null references organizations,
    -- Its path may be a secret of the receiver's: whoever is told of it is told the host.
    url text not null,
    host text not null,
    description text not null,
    -- Names such as post.published, groups such as post.*, or * for all.
    event_types text[] not null check (cardinality(event_types) > 0),
    -- Empty: of all.
    campaign_ids uuid[] not null,
    account_ids uuid[] not null,
    state text not null default 'enabled' check (state in ('enabled', 'disabled')),
    disabled_because text check (disabled_because in ('asked', 'gone', 'failing')),
    disabled_at timestamptz,
    -- What was told by earlier transactions is not for it.
    since_txid xid8 not null default pg_current_xact_id(),
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((state = 'disabled') = (disabled_because is not null))
);
create index webhooks_list on webhooks (organization_id, webhook_id desc);
call keep_to_tenant('webhooks');
call keep_audited('webhooks', 'webhook_id', array['url', 'since_txid']);

-- What messages are signed with: several while one replaces another.
create table webhook_secrets (
    secret_id uuid primary key,
    organization_id uuid not null references organizations,
    webhook_id uuid not null references webhooks on delete cascade,
    -- v1: HMAC-SHA256 with a secret both know; v1a: Ed25519.
    kind text not null check (kind in ('v1', 'v1a')),
    -- AES-256-GCM, bound to organisation and secret (shared/encryption.py).
    encrypted bytea not null,
    public_key text,
    created_at timestamptz not null,
    -- Null for the newest; the others sign until then.
    expires_at timestamptz
);
create index webhook_secrets_webhook on webhook_secrets (webhook_id, created_at desc);
call keep_to_tenant('webhook_secrets');
call keep_audited('webhook_secrets', 'secret_id', array['encrypted']);

-- How a receiver does. Failures are counted one after another: a success sets them to nought.
create table webhook_health (
    webhook_id uuid primary key references webhooks on delete cascade,
    organization_id uuid not null references organizations,
    failures integer not null default 0,
    failing_since timestamptz,
    -- Nothing is sent before that.
    blocked_until timestamptz,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_error text
) with (fillfactor = 50);
call keep_to_tenant('webhook_health');

-- An event as it is sent: the same bytes to every receiver, at every attempt.
create table webhook_events (
    event_id uuid primary key,
    organization_id uuid not null references organizations,
    type text not null,
    subject text,
    body text not null,
    occurred_at timestamptz not null,
    created_at timestamptz not null
);
create index webhook_events_created_at on webhook_events using brin (created_at);
create index webhook_events_organization on webhook_events (organization_id);
call keep_to_tenant('webhook_events');

-- An event on its way to one receiver. Of those with the same ordering key only the first that waits is sent.
create table webhook_deliveries (
    delivery_id uuid primary key,
    organization_id uuid not null references organizations,
    webhook_id uuid not null references webhooks on delete cascade,
    event_id uuid not null references webhook_events on delete cascade,
    -- The order in which they are sent.
    place bigint generated always as identity,
    ordering_key text not null,
    type text not null,
    occurred_at timestamptz not null,
    -- Asked for by a person: sent once, whatever state the webhook is in.
    is_test boolean not null default false,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'discarded')),
    -- Since it was last asked for; all of them are in the history.
    attempts integer not null default 0,
    next_at timestamptz not null,
    lease_owner text,
    lease_until timestamptz,
    ended_at timestamptz,
    last_status integer,
    last_error text,
    last_latency_ms integer,
    history jsonb not null default '[]',
    unique (event_id, webhook_id)
);
create index webhook_deliveries_waiting on webhook_deliveries (webhook_id, place) where state = 'waiting';
create index webhook_deliveries_order on webhook_deliveries (webhook_id, ordering_key, place) where state = 'waiting';
create index webhook_deliveries_held on webhook_deliveries (webhook_id) where lease_until is not null;
create index webhook_deliveries_tests on webhook_deliveries (delivery_id) where is_test and state = 'waiting';
create index webhook_deliveries_list on webhook_deliveries (webhook_id, delivery_id desc);
create index webhook_deliveries_since on webhook_deliveries (webhook_id, occurred_at);
call keep_to_tenant('webhook_deliveries');

-- How far the log of live events has been handed to webhooks. It is never forgotten beyond this.
create table webhook_cursor (
    only_row boolean primary key default true check (only_row),
    txid xid8 not null default '0',
    seq bigint not null default 0
);
insert into webhook_cursor default values;
