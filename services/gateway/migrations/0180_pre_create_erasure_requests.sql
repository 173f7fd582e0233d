-- Who asked to be forgotten, and what each service says it has forgotten. These outlive what they are about: ids and
-- counts alone, found by a receipt of which only the hash is kept.
create table erasure_requests (
    erasure_id uuid primary key,
    receipt_hash bytea not null unique check (octet_length(receipt_hash) = 32),
    requested_at timestamptz not null
);

-- An organisation or a person: what is told to the services. A person's organisations of their own go with them.
create table erasure_parts (
    part_id uuid primary key,
    erasure_id uuid not null references erasure_requests on delete cascade,
    subject text not null check (subject in ('organization', 'person')),
    subject_id uuid not null
);
create index erasure_parts_erasure on erasure_parts (erasure_id);

create table erasure_reports (
    part_id uuid not null references erasure_parts on delete cascade,
    service text not null,
    rows jsonb not null,
    objects bigint not null,
    completed_at timestamptz not null,
    primary key (part_id, service)
);

-- All that is kept of an organisation, written down for it.
create table exports (
    export_id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    -- By service: [{table, key, rows, size, sha256}].
    files jsonb not null default '{}',
    ready_at timestamptz
);
create index exports_list on exports (organization_id, export_id desc);
create index exports_expiring on exports (expires_at);
call keep_to_tenant('exports');
call keep_audited('exports', 'export_id', array['files', 'ready_at']);
