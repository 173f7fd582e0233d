-- Texts and posters with places to fill in: each as it is now, and every version of it.
create table templates (
    template_id uuid primary key,
    organization_id uuid not null references organizations,
    -- For lists; as in the definition.
    name text not null,
    kind text not null check (kind in ('copy', 'visual')),
    language text not null,
    tags text[] not null,
    definition jsonb not null,
    version integer not null default 1,
    -- Of the library's template that it is a copy of.
    library_key text,
    revision integer not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    unique (organization_id, template_id)
);
create index templates_list on templates (organization_id, template_id desc);
call keep_to_tenant('templates');
call keep_audited('templates', 'template_id', array[]::text[]);

-- Versions never change.
create table template_versions (
    template_id uuid not null,
    number integer not null,
    organization_id uuid not null references organizations,
    definition jsonb not null,
    created_by uuid not null,
    created_at timestamptz not null,
    primary key (template_id, number),
    foreign key (organization_id, template_id) references templates (organization_id, template_id) on delete cascade
);
create index template_versions_organization on template_versions (organization_id, template_id);
call keep_to_tenant('template_versions');
