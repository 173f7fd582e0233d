-- name: append_entries
-- What happened, once an event.
insert into timeline_entries (
    event_id, organization_id, request_id, post_id, kind, at, network, account_id, publication_id, lateness_ms,
    correlation_id, causation_id, explanation)
select
    event_id, organization_id, request_id, post_id, kind, at, network, account_id, publication_id, lateness_ms,
    correlation_id, causation_id, explanation
from jsonb_populate_recordset(null::timeline_entries, $1)
on conflict do nothing;

-- name: timeline_of_post
-- The life of a post, with that of the request it was made from ($2), in the order of time.
select entry.*, account.handle
from timeline_entries as entry
left join accounts as account using (account_id)
where entry.post_id = $1 or (entry.request_id = $2 and entry.post_id is null)
order by entry.at, entry.event_id;

-- name: timeline_of_request
-- The life of a request until a post was made from it.
select entry.*, null::text as handle
from timeline_entries as entry
where entry.request_id = $1 and entry.post_id is null
order by entry.at, entry.event_id;
