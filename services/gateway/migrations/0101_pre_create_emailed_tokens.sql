-- What is sent by e-mail to prove that somebody reads it. Only the hash is kept: whoever reads this table can't use it.
-- Of people and not of an organisation: no tenant sees it.
create table emailed_tokens (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    user_id uuid not null references users on delete cascade,
    purpose text not null check (purpose in ('verify_email', 'change_email', 'reset_password')),
    -- Where it was sent; it proves that address and no other.
    email text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index emailed_tokens_user on emailed_tokens (user_id, purpose);
create index emailed_tokens_expires_at on emailed_tokens (expires_at);

-- Who wants a new password, as they named themselves. That nobody has the name is found out later, beside the requests:
-- so each of them is answered alike, and takes as long.
create table password_reset_requests (
    request_id uuid primary key,
    login text not null,
    created_at timestamptz not null
);
