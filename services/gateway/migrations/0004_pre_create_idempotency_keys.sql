-- What was answered to a create, so that a retry with the same key gets the same answer and makes nothing.
-- Written in the transaction of the effect: there is never one without the other.
create table idempotency_keys (
    organization_id uuid not null references organizations,
    scope text not null,
    key text not null,
    fingerprint bytea not null,
    status integer not null,
    headers jsonb not null,
    body bytea not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, scope, key)
);
create index idempotency_keys_created_at on idempotency_keys using brin (created_at);
call keep_to_tenant('idempotency_keys');
