create table campaigns (
    campaign_id uuid primary key,
    organization_id uuid not null references organizations,
    name text not null,
    description text not null default '',
    brand text not null default '',
    audience text not null default '',
    tone text not null default '',
    goals text not null default '',
    budget_micros_usd bigint check (budget_micros_usd >= 0),
    status text not null check (status in ('draft', 'active', 'completed')),
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    -- Lets other tables refer to a campaign of the same organisation and no other.
    unique (organization_id, campaign_id)
);
create index campaigns_list on campaigns (organization_id, campaign_id desc);
call keep_to_tenant('campaigns');
