-- name: note_api_key_uses
-- When keys were used last, by the minute.
-- A row that somebody else is writing is left out.
update api_keys k set last_used_at = stale.at
from (
    select o.api_key_id, used.at
    from api_keys o join unnest($1::uuid[], $2::timestamptz[]) used (api_key_id, at) using (api_key_id)
    where o.last_used_at is null or o.last_used_at < used.at - interval '1 minute'
    for update of o skip locked) stale
where k.api_key_id = stale.api_key_id;

-- name: note_session_uses
-- When sessions were used last, by the minute.
-- A row that somebody else is writing is left out.
update sessions s set last_used_at = stale.at
from (
    select o.session_id, used.at
    from sessions o join unnest($1::uuid[], $2::timestamptz[]) used (session_id, at) using (session_id)
    where o.last_used_at < used.at - interval '1 minute'
    for update of o skip locked) stale
where s.session_id = stale.session_id;
