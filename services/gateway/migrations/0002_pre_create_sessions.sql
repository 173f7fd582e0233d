-- A session is one sign-in: a family of refresh tokens of which each is used once.
create table sessions (
    session_id uuid primary key,
    organization_id uuid not null references organizations,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_because text check (revoked_because in ('logged_out', 'token_reused'))
);
create index sessions_user on sessions (user_id);
create index sessions_expires_at on sessions (expires_at);
call keep_to_tenant('sessions');

-- Only the hash of a refresh token is kept: whoever reads this table can't sign in with it.
create table refresh_tokens (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    organization_id uuid not null references organizations,
    session_id uuid not null references sessions on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id);
call keep_to_tenant('refresh_tokens');
