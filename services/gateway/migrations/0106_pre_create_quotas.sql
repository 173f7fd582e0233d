-- What plans allow. Written at the start of the service from its data file; of nobody, and read by all.
create table plans (
    plan text primary key,
    title text not null,
    position integer not null,
    -- Whether people may choose it themselves.
    selectable boolean not null,
    -- That of organisations which name none.
    is_default boolean not null,
    -- By name of the limit; one that is missing or null is no limit.
    limits jsonb not null
);
grant select on plans to postwright_gateway_tenant;

-- How much of a limit an organisation has used in a period: what is counted up month by month. Of what can become less
-- again, such as members, the row is the lock under which it is counted where it stands.
create table usage_counters (
    organization_id uuid not null references organizations,
    limit_name text not null,
    -- First day of the month in the organisation's zone; 1970-01-01 where nothing resets.
    period date not null,
    used bigint not null,
    -- The last threshold that was told of, in percent.
    told smallint not null default 0,
    primary key (organization_id, limit_name, period)
);
call keep_to_tenant('usage_counters');

-- The same by person and network. A post that goes to several networks counts once, and once for each of them here.
create table usage_parts (
    organization_id uuid not null references organizations,
    limit_name text not null,
    period date not null,
    -- Nobody's and nowhere's are the nil UUID and the empty text: a key has no null.
    user_id uuid not null,
    network text not null,
    used bigint not null,
    primary key (organization_id, limit_name, period, user_id, network)
);
call keep_to_tenant('usage_parts');
