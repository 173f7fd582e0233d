-- From where a person signed in before: from there guesses of others do not slow them down. Of people and not of an
-- organisation: no tenant sees it.
create table familiar_addresses (
    user_id uuid not null references users on delete cascade,
    -- An IPv4 address, or the /64 network of an IPv6 one.
    network text not null,
    seen_at timestamptz not null,
    primary key (user_id, network)
);
create index familiar_addresses_seen_at on familiar_addresses (seen_at);
