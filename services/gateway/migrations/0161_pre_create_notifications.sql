-- What people are told of: of each event one row for each person, whatever channels they chose. What it says is made of the
-- event's data when it is shown. No reference to the person: whoever is forgotten takes their rows along.
create table notifications (
    notification_id uuid primary key,
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null,
    event_id uuid not null,
    type text not null,
    subject text,
    data jsonb not null,
    created_at timestamptz not null,
    -- In the app; one that is not, goes by e-mail alone.
    shown boolean not null,
    read_at timestamptz,
    archived_at timestamptz,
    -- When it goes by e-mail, at the earliest; none: not, or not any more.
    email_due_at timestamptz,
    unique (user_id, event_id)
);
create index notifications_person on notifications (organization_id, user_id, notification_id) where shown;
create index notifications_unread on notifications (organization_id, user_id)
    where shown and read_at is null and archived_at is null;
create index notifications_to_send on notifications (email_due_at) where email_due_at is not null;
create index notifications_created_at on notifications (created_at);
call keep_to_tenant('notifications');

-- How far the log of live events is told to people.
create table notification_cursor (
    only_row boolean primary key default true check (only_row),
    txid xid8 not null,
    seq bigint not null
);
-- What happened before there were notifications is nobody's news.
insert into notification_cursor (txid, seq) select pg_snapshot_xmin(pg_current_snapshot()), 0;

create table notification_settings (
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null,
    email boolean not null default true,
    -- Local times: no e-mail between them, and the one at which everything comes in one.
    quiet_begins time,
    quiet_ends time,
    digest_at time,
    revision integer not null default 0,
    updated_at timestamptz not null default now(),
    primary key (organization_id, user_id),
    check ((quiet_begins is null) = (quiet_ends is null))
);
call keep_to_tenant('notification_settings');
call keep_audited('notification_settings', 'user_id', array[]::text[]);

-- What somebody wants otherwise than it is by default.
create table notification_choices (
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null,
    type text not null,
    in_app boolean,
    email boolean,
    primary key (organization_id, user_id, type)
);
call keep_to_tenant('notification_choices');
call keep_audited('notification_choices', 'user_id', array[]::text[]);

-- When somebody last got e-mail of an organisation.
create table notification_mailings (
    organization_id uuid not null references organizations on delete cascade,
    user_id uuid not null,
    mailed_at timestamptz not null,
    primary key (organization_id, user_id)
);
call keep_to_tenant('notification_mailings');
revoke all on notification_mailings from postwright_gateway_tenant;
