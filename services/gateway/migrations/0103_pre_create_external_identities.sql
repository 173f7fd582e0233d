-- How a person signs in elsewhere. Of people and not of an organisation: no tenant sees it.
create table external_identities (
    identity_id uuid primary key,
    user_id uuid not null references users on delete cascade,
    provider_id text not null,
    -- Whoever an issuer calls by a subject is one person for ever; addresses change hands.
    issuer text not null,
    subject text not null,
    email text,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    unique (issuer, subject)
);
create index external_identities_user on external_identities (user_id, identity_id desc);

-- Who has gone to a provider and is not back. Neither the state nor what binds it to whoever went is kept, only hashes.
create table external_sign_ins (
    state_hash bytea primary key check (octet_length(state_hash) = 32),
    binding_hash bytea not null check (octet_length(binding_hash) = 32),
    provider_id text not null,
    redirect_url text not null,
    -- Set where somebody who is signed in wants to sign in that way too.
    user_id uuid references users on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index external_sign_ins_expires_at on external_sign_ins (expires_at);
