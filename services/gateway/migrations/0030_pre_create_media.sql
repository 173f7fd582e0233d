-- What people uploaded. The object, as events carry it, is kept whole: {key, media_type, size, sha256, width, ...}.
create table media (
    media_id uuid primary key,
    organization_id uuid not null references organizations,
    -- Of the bytes as they were sent; what is kept may have lost its metadata.
    upload_sha256 text not null,
    name text not null,
    object jsonb not null,
    created_by uuid,
    created_at timestamptz not null
);
-- The same file again is the same media.
create unique index media_upload on media (organization_id, upload_sha256);
create index media_list on media (organization_id, media_id desc);
call keep_to_tenant('media');

-- What is made of media so that a network takes them. A row is made once for a file and a plan, whoever asks how often.
-- waiting: to be made; made, failed: those who wait for it have yet to hear of it; settled: they have.
create table media_renditions (
    rendition_id uuid primary key,
    organization_id uuid not null references organizations,
    source jsonb not null,
    plan jsonb not null,
    state text not null default 'waiting' check (state in ('waiting', 'made', 'failed')),
    settled boolean not null default false,
    object jsonb,
    -- Why it could not be made: {code, detail}.
    problem jsonb,
    attempts integer not null default 0,
    retry_at timestamptz not null default now(),
    lease_owner text,
    lease_until timestamptz,
    created_at timestamptz not null default now()
);
create index media_renditions_open on media_renditions (retry_at) where not settled;
call keep_to_tenant('media_renditions');

alter table post_targets
    -- What there is beside text and media, with the media as they were chosen.
    add column details jsonb not null default '{}',
    -- Which renditions stand in for which media, by the key of the media.
    add column rendition_ids jsonb not null default '{}',
    -- Those that are made, as objects.
    add column rendered jsonb not null default '{}',
    drop constraint post_targets_state_check,
    add constraint post_targets_state_check check (state in (
        'converting', 'scheduled', 'publishing', 'published', 'failed', 'uncertain', 'missed', 'cancelled'));
create index post_targets_converting on post_targets (organization_id) where state = 'converting';

-- For each network what its targets are to have beside text and picture.
alter table content_requests add column details jsonb not null default '{}';
