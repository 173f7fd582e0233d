-- name: gate
-- All that decides, at the last moment, whether a publication goes out now: what stops it, what its post's newest
-- revision says, what else of that post is live on the account, and how much the account published lately.
select
    (select jsonb_build_object('scope', scope, 'target', target, 'reason', reason)
     from halts
     where organization_id = p.organization_id and active
        and target = case scope when 'organization' then p.organization_id::text when 'network' then p.network
                                when 'account' then p.account_id::text when 'post' then p.post_id::text
                                else p.campaign_id::text end
     order by changed_at
     limit 1) as halt,
    (select jsonb_build_object('organization_id', organization_id, 'revision', revision, 'state', state,
                               'contents', contents)
     from post_plans where post_id = p.post_id) as plan,
    (select jsonb_agg(jsonb_build_object('publication_id', publication_id, 'state', state, 'url', url))
     from publications
     where post_id = p.post_id and account_id = p.account_id and publication_id <> p.publication_id
        and (state in ('attempting', 'processing', 'unknown', 'uncertain', 'published') or remote_id is not null))
        as siblings,
    array(
        select (select started_at from attempts
                where account_id = p.account_id and kind = 'publish' and (answer is null or answer not in ('refused', 'not_sent'))
                    and started_at > now() - make_interval(secs => pacing.seconds)
                    and (pacing.kind is null or exists (
                        select from publications told
                        where told.publication_id = attempts.publication_id
                            and pacing.kind = coalesce(told.details->>'kind', 'post')
                            and pacing.kind = coalesce(p.details->>'kind', 'post')))
                order by started_at desc
                offset pacing.most - 1 limit 1)
        from unnest($2::integer[], $3::integer[], $5::text[]) with ordinality as pacing (most, seconds, kind, place)
        order by place
    ) as starts,
    (select max(started_at) from attempts
     where account_id = p.account_id and kind = 'publish' and (answer is null or answer not in ('refused', 'not_sent'))
        and $4) as last
from publications p
where p.publication_id = $1;

-- name: halt
-- The newest revision of each halt; another organisation's changes nothing.
insert into halts (halt_id, organization_id, revision, active, scope, target, reason, changed_at)
select * from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::boolean[], $5::text[], $6::text[], $7::text[],
                     $8::timestamptz[])
    as told (halt_id, organization_id, revision, active, scope, target, reason, changed_at)
order by halt_id
on conflict (halt_id) do update
set revision = excluded.revision, active = excluded.active, reason = excluded.reason, changed_at = excluded.changed_at
where excluded.revision > halts.revision and excluded.organization_id = halts.organization_id
returning halt_id;

-- name: in_flight
-- Publications of halts whose call has begun, or that the network is at work on.
select h.halt_id, p.publication_id
from halts h join publications p on p.organization_id = h.organization_id
where h.halt_id = any($1::uuid[]) and h.active and p.state in ('attempting', 'processing', 'unknown')
    and h.target = case h.scope when 'organization' then p.organization_id::text when 'network' then p.network
                                when 'account' then p.account_id::text when 'post' then p.post_id::text
                                else p.campaign_id::text end
order by p.publication_id;

-- name: wake_halted
-- What waits because something was halted tries again.
update publications set next_at = now()
where organization_id = any($1::uuid[]) and state = 'waiting' and code = 'publishing.halted'
returning account_id;

-- name: lock_publication
-- One publication; its lane is locked already.
select * from publications where publication_id = $1 for update;

-- name: lane_of
-- The account whose lane a publication is in.
select account_id from publications where publication_id = $1;

-- name: add_wish
-- A wish is written down once; the publication wants attention.
with added as (
    insert into wishes (wish_id, publication_id, action, text, requested_at, cause)
    values ($1, $2, $3, $4, $5, $6)
    on conflict do nothing
    returning publication_id
)
update publications set next_at = now() from added where publications.publication_id = added.publication_id;

-- name: open_wish
-- The wish that was made first.
select wish_id, action, text, requested_at, cause, setbacks from wishes
where publication_id = $1 and ended_at is null
order by requested_at, wish_id
limit 1;

-- name: end_wish
-- It is over, one way or the other; the next one, if there is one, wants attention.
with ended as (
    update wishes set ended_at = now() where wish_id = $1 and ended_at is null returning publication_id
)
update publications
set state = $2, text = coalesce($3, text), updated_at = now(),
    next_at = case when exists (
        select from wishes w where w.publication_id = publications.publication_id and w.ended_at is null and w.wish_id <> $1)
        then now() end
from ended where publications.publication_id = ended.publication_id;

-- name: put_off_wish
-- It did not work this time.
with tried as (
    update wishes set setbacks = setbacks + 1 where wish_id = $1 returning publication_id
)
update publications set next_at = now() + make_interval(secs => $2)
from tried where publications.publication_id = tried.publication_id;

-- name: rest
-- Nothing is asked of a live post any more.
update publications set next_at = null
where publication_id = $1 and state in ('published', 'removed')
    and not exists (select from wishes where publication_id = $1 and ended_at is null);
