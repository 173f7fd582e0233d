-- name: lock_webhook_cursor
-- How far the log has been handed out; no row where another replica is at it.
select txid::text as txid, seq from webhook_cursor for update skip locked;

-- name: webhook_next_is_final
-- Whether the next row of the log is final: no row where there is none. $1 the horizon.
select (
    select l.txid < $1::text::xid8 from live_events l
    where (l.txid, l.seq) > (c.txid, c.seq) order by l.txid, l.seq limit 1)
from webhook_cursor c;

-- name: webhook_batch_end
-- The last of the next rows of the log that are final. $1, $2 the cursor, $3 the horizon, $4 rows.
select txid::text as txid, seq
from (
    select txid, seq from live_events
    where (txid, seq) > ($1::text::xid8, $2) and txid < $3::text::xid8
    order by live_events.txid, seq
    limit $4) as next
order by next.txid desc, next.seq desc
limit 1;

-- name: webhook_events_taken
-- What somebody wants to be told of a part of the log, in its order, and who. The webhooks stay until the transaction ends
-- (see keep_webhooks). Campaigns are those of the event itself, of its post, its content request or its content item.
select l.event_id, l.organization_id, l.type, l.subject, l.data, l.created_at,
    array_agg(w.webhook_id order by w.webhook_id) as webhook_ids
from live_events l
join webhooks w on w.organization_id = l.organization_id and l.txid >= w.since_txid
left join posts p on cardinality(w.campaign_ids) > 0 and l.data ->> 'campaign_id' is null
    and p.post_id = case when l.data ->> 'post_id' ~ '^[0-9a-f-]{36}$' then (l.data ->> 'post_id')::uuid end
left join content_requests r on cardinality(w.campaign_ids) > 0 and l.data ->> 'campaign_id' is null
    and r.request_id = case when l.data ->> 'request_id' ~ '^[0-9a-f-]{36}$' then (l.data ->> 'request_id')::uuid end
left join content_items i on cardinality(w.campaign_ids) > 0 and l.data ->> 'campaign_id' is null
    and i.item_id = case when l.data ->> 'item_id' ~ '^[0-9a-f-]{36}$' then (l.data ->> 'item_id')::uuid end
where (l.txid, l.seq) > ($1::text::xid8, $2) and (l.txid, l.seq) <= ($3::text::xid8, $4)
    and w.event_types && array['*', split_part(l.type, '.', 1) || '.*', l.type]
    and (cardinality(w.campaign_ids) = 0
        or coalesce(l.data ->> 'campaign_id', p.campaign_id::text, r.campaign_id::text, i.campaign_id::text)
            = any(w.campaign_ids::text[]))
    and (cardinality(w.account_ids) = 0
        or exists (
            select from unnest(w.account_ids::text[]) as wanted (account_id)
            where l.data ->> 'account_id' = wanted.account_id
                or l.data -> 'account_ids' ? wanted.account_id
                or l.data @> jsonb_build_object('targets', jsonb_build_array(
                    jsonb_build_object('account_id', wanted.account_id)))))
group by l.txid, l.seq
order by l.txid, l.seq;

-- name: keep_webhooks
-- Those of these webhooks that are still there; they can't be deleted until the transaction ends.
select webhook_id from webhooks where webhook_id = any($1::uuid[]) order by webhook_id for key share;

-- name: insert_webhook_events
-- Events as they are sent.
insert into webhook_events (event_id, organization_id, type, subject, body, occurred_at, created_at)
select event_id, organization_id, type, subject, body, occurred_at, $7
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
    as told (event_id, organization_id, type, subject, body, occurred_at)
on conflict (event_id) do nothing;

-- name: insert_webhook_deliveries
-- Who is sent which event, in the order of the log.
insert into webhook_deliveries (
    delivery_id, organization_id, webhook_id, event_id, ordering_key, type, occurred_at, next_at, is_test)
select delivery_id, e.organization_id, webhook_id, event_id, coalesce(e.subject, event_id::text), e.type, e.occurred_at, $4,
    $5
from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as wanted (delivery_id, webhook_id, event_id, position)
join webhook_events e using (event_id)
order by position
on conflict (event_id, webhook_id) do nothing;

-- name: move_webhook_cursor
-- So far it has been handed out.
update webhook_cursor set txid = $1::text::xid8, seq = $2;
