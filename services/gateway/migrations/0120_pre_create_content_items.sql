-- What is to be published, before it is a post: a text, media and details for each network, in numbered versions.
create table content_items (
    item_id uuid primary key,
    organization_id uuid not null references organizations,
    campaign_id uuid,
    -- No reference: kits may go while what was made with them stays.
    brand_kit_id uuid,
    -- The request it was generated for, if one.
    request_id uuid,
    -- required: a person must approve it, whatever the approval rules say.
    approval text not null check (approval in ('auto', 'required')),
    title text not null,
    state text not null check (state in ('draft', 'in_review', 'approved', 'rejected', 'planned')),
    -- Of the present version; the networks are that version's too, for lists.
    version integer not null,
    networks text[] not null,
    -- Grows with every change: what an ETag says.
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    unique (organization_id, item_id),
    foreign key (organization_id, campaign_id) references campaigns (organization_id, campaign_id)
);
create unique index content_items_request on content_items (request_id) where request_id is not null;
create index content_items_list on content_items (organization_id, item_id desc);
create index content_items_campaign on content_items (campaign_id, item_id desc) where campaign_id is not null;
call keep_to_tenant('content_items');

-- Versions never change.
create table content_versions (
    item_id uuid not null,
    number integer not null,
    organization_id uuid not null references organizations,
    language text not null,
    -- [{network, text, media, details}], the media as objects.
    variants jsonb not null,
    -- SHA-256, in hexadecimal, of exactly what would be published (domain/content_items.py).
    content_hash text not null,
    origin text not null check (origin in ('generated', 'edited', 'restored', 'transformed', 'template', 'imported')),
    -- What made it, where a machine did: {provider, model, cost_micros_usd, prompt, prompt_version}.
    made_by jsonb,
    author uuid not null,
    note text not null default '',
    created_at timestamptz not null,
    primary key (item_id, number),
    foreign key (organization_id, item_id) references content_items (organization_id, item_id) on delete cascade
);
create index content_versions_organization on content_versions (organization_id, item_id);
call keep_to_tenant('content_versions');

-- The working copy of an item. The row stays when the copy becomes a version or is thrown away (content is null then), so
-- that its revision never comes again.
create table content_drafts (
    item_id uuid primary key,
    organization_id uuid not null references organizations,
    -- {language, variants}; null where there is no working copy.
    content jsonb,
    base_version integer not null,
    revision integer not null,
    updated_by uuid not null,
    updated_at timestamptz not null,
    foreign key (organization_id, item_id) references content_items (organization_id, item_id) on delete cascade
);
call keep_to_tenant('content_drafts');
