-- name: append_live_events
-- What clients that watch are to be told, in this order.
insert into live_events (organization_id, type, data, event_id, subject)
select organization_id, type, data, event_id, subject
from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::uuid[], $5::text[])
    with ordinality as told (organization_id, type, data, event_id, subject, position)
order by position;

-- name: live_events_since
-- What was told after a position, of all organisations; `final` is false where an older transaction may still add
-- something before it.
select txid::text as txid, seq, organization_id, type, data::text as data, event_id, created_at, txid < $3::text::xid8 as final
from live_events
where (txid, seq) > ($1::text::xid8, $2)
order by live_events.txid, seq
limit 1000;

-- name: live_events_last
-- The last events of all organisations up to a position, newest first.
select txid::text as txid, seq, organization_id, type, data::text as data, event_id, created_at
from live_events
where (txid, seq) <= ($1::text::xid8, $2)
order by live_events.txid desc, seq desc
limit $3;

-- name: live_events_between
-- A page of what one organisation was told after one position, up to another.
select txid::text as txid, seq, type, data::text as data, event_id, created_at
from live_events
where organization_id = $1 and (txid, seq) > ($2::text::xid8, $3) and (txid, seq) <= ($4::text::xid8, $5)
order by live_events.txid, seq
limit 500;

-- name: live_events_bounds
-- The last position that was forgotten, and the transaction id that no position has reached yet.
select txid::text as txid, seq, pg_snapshot_xmax(pg_current_snapshot())::text as ceiling from live_events_forgotten;

-- name: ended_sessions
-- Those of these sessions that were ended or have run out, whose person is no member any more or by another role ($2, of
-- each), or whose organisation was deleted. $3 now.
select asked.session_id, asked.role
from unnest($1::uuid[], $2::text[]) as asked (session_id, role)
where not exists (
    select from sessions s
    join memberships m using (organization_id, user_id)
    join organizations o using (organization_id)
    where s.session_id = asked.session_id and s.revoked_at is null and s.expires_at > $3
        and m.role = asked.role and o.deleted_at is null);

-- name: insert_event_ticket
-- A way in for a client that can't send headers.
insert into event_tickets (ticket_hash, organization_id, caller, expires_at) values ($1, $2, $3, $4);

-- name: take_event_ticket
-- Who a ticket was made for; it is used up.
delete from event_tickets where ticket_hash = $1 returning caller, expires_at;
