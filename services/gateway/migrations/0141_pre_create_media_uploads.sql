-- A file that is sent in parts. The parts themselves lie in the object store under the upload's own keys, and which are there
-- is asked of the store alone: they may have been sent straight to it.
create table media_uploads (
    upload_id uuid primary key,
    organization_id uuid not null references organizations,
    name text not null,
    size bigint not null check (size > 0),
    -- Of the whole file, as the client announced it.
    sha256 text,
    alt_text text not null,
    tags text[] not null,
    folder text not null,
    part_bytes bigint not null check (part_bytes > 0),
    -- open: parts are taken; assembling: they are put together and looked into; the others are ends.
    state text not null default 'open'
        check (state in ('open', 'assembling', 'ready', 'refused', 'aborted', 'expired')),
    -- What it became. No reference: the media may be gone one day.
    media_id uuid,
    -- Why it was refused: {code, detail}.
    problem jsonb,
    created_by uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    -- When its parts are to be taken away: after its end, and once more when no address can be sent to any longer.
    sweep_at timestamptz,
    attempts integer not null default 0,
    retry_at timestamptz not null default now(),
    lease_owner text,
    lease_until timestamptz
);
create index media_uploads_list on media_uploads (organization_id, upload_id desc);
create index media_uploads_work on media_uploads (retry_at) where state = 'assembling';
create index media_uploads_sweep on media_uploads (sweep_at) where sweep_at is not null;
call keep_to_tenant('media_uploads');
call keep_audited('media_uploads', 'upload_id',
    array['sweep_at', 'attempts', 'retry_at', 'lease_owner', 'lease_until']::text[]);
