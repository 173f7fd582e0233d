-- What a brand looks and sounds like. The rules are kept whole: {colors, fonts, logos, voice, tones, words_to_use,
-- words_to_avoid, disclaimers, hashtags, checks, enforce}.
create table brand_kits (
    brand_kit_id uuid primary key,
    organization_id uuid not null references organizations,
    name text not null,
    rules jsonb not null,
    -- The one that holds where neither a request nor its campaign names another.
    is_default boolean not null default false,
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    unique (organization_id, brand_kit_id)
);
create index brand_kits_list on brand_kits (organization_id, brand_kit_id desc);
create unique index brand_kits_default on brand_kits (organization_id) where is_default;
call keep_to_tenant('brand_kits');
call keep_audited('brand_kits', 'brand_kit_id', array[]::text[]);

-- Campaigns that belong together.
create table projects (
    project_id uuid primary key,
    organization_id uuid not null references organizations,
    name text not null,
    description text not null default '',
    tags text[] not null default '{}',
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    unique (organization_id, project_id)
);
create index projects_list on projects (organization_id, project_id desc);
call keep_to_tenant('projects');
call keep_audited('projects', 'project_id', array[]::text[]);

alter table campaigns
    add column project_id uuid,
    add column brand_kit_id uuid,
    add column tags text[] not null default '{}',
    add column starts_on date,
    add column ends_on date,
    add constraint campaigns_project foreign key (organization_id, project_id)
        references projects (organization_id, project_id),
    add constraint campaigns_brand_kit foreign key (organization_id, brand_kit_id)
        references brand_kits (organization_id, brand_kit_id);
create index campaigns_of_project on campaigns (project_id, campaign_id desc) where project_id is not null;

alter table content_requests
    -- The kit's rules as they were when the content was asked for, and what the content was found to keep of them.
    add column brand_rules jsonb,
    add column compliance jsonb,
    -- Where it comes from, and what there is beside a brief: [{network, text}], {headline, line, composition},
    -- {source_text, source_language, tone, length}.
    add column origin text not null default 'brief' check (origin in ('brief', 'template', 'transformed')),
    add column given_texts jsonb,
    add column poster jsonb,
    add column transform jsonb;

drop trigger audit_insert on content_requests;
drop trigger audit_update on content_requests;
drop trigger audit_delete on content_requests;
call keep_audited('content_requests', 'request_id', array[
    'variants', 'picture', 'content_revision', 'brand_rules', 'compliance', 'steps_done', 'steps_total', 'last_step']);
