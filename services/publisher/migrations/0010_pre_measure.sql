-- How live posts do: asked for again and again at growing ages.
create table measurements (
    publication_id uuid primary key references publications,
    account_id uuid not null,
    published_at timestamptz not null,
    -- When it is measured next; none when it is over.
    next_at timestamptz,
    -- Measurements in a row that did not find it.
    misses integer not null default 0,
    -- It was there and is not there any more.
    gone boolean not null default false,
    measured_at timestamptz,
    figures jsonb
) with (fillfactor = 80);
create index measurements_to_come on measurements (account_id, next_at) where next_at is not null;

-- One line of measuring for each account, beside its lane of publishing: neither ever waits for the other's lease.
create table measured_accounts (
    account_id uuid primary key,
    -- When the earliest of its measurements wants attention; none when there is nothing to measure, or no way to.
    next_at timestamptz,
    -- When its own figures are asked for next.
    figures_at timestamptz,
    -- Nothing is measured before then: the network's rate limit, or it did not answer.
    paused_until timestamptz,
    -- Calls in a row that did not work.
    setbacks integer not null default 0,
    lease_owner text,
    lease_until timestamptz
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index measured_accounts_due on measured_accounts (next_at) where next_at is not null;

-- What went out before it was measured. Networks that tell no figures are left out when their turn comes.
insert into measurements (publication_id, account_id, published_at, next_at)
select publication_id, account_id, published_at, now() from publications
where state = 'published' and published_at > now() - interval '30 days';
insert into measured_accounts (account_id, next_at, figures_at)
select account_id, now(), now() from accounts where state = 'connected';
