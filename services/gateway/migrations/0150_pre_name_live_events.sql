-- What webhooks tell of an event: an id that stays the same however often it is sent, and what it is about, within which
-- receivers get events in their order. A replica of the release before gives neither.
alter table live_events
    add column event_id uuid not null default gen_random_uuid(),
    add column subject text;
