-- An API key acts for its organisation: never as more than its scopes, nor as more than whoever made it may.
create table api_keys (
    api_key_id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    -- Who made it, or rotated it last. No reference: the key outlives them, and works no more.
    user_id uuid not null,
    name text not null,
    scopes text[] not null,
    revision integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz,
    rotated_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);
create index api_keys_organization on api_keys (organization_id, api_key_id desc);
call keep_to_tenant('api_keys');
call keep_audited('api_keys', 'api_key_id', array['last_used_at']);

-- What is written in front of the secret finds the row; the secret itself is not kept. While a rotation overlaps, a key
-- has two.
create table api_key_secrets (
    prefix text primary key check (length(prefix) = 8),
    organization_id uuid not null references organizations on delete cascade,
    api_key_id uuid not null references api_keys on delete cascade,
    key_hash bytea not null check (octet_length(key_hash) = 32),
    created_at timestamptz not null,
    -- None: until the key itself ends.
    works_until timestamptz
);
create index api_key_secrets_key on api_key_secrets (api_key_id);
call keep_to_tenant('api_key_secrets');

-- Answers that hold what is shown once are kept sealed.
alter table idempotency_keys add column sealed boolean not null default false;
