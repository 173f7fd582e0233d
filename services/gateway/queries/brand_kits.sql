-- name: insert_kit
-- A new brand kit.
insert into brand_kits (
    brand_kit_id, organization_id, name, rules, is_default, created_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $7)
returning *;

-- name: list_kits
-- A page of brand kits, newest first. $1 after this id, $2 archived or not, $3 part of the name, $4 rows.
select *
from brand_kits
where ($1::uuid is null or brand_kit_id < $1)
    and (archived_at is not null) = $2
    and ($3::text is null or strpos(lower(name), lower($3)) > 0)
order by brand_kit_id desc
limit $4;

-- name: get_kit
-- One brand kit.
select * from brand_kits where brand_kit_id = $1;

-- name: lock_kit
-- One brand kit, kept from others until the transaction ends.
select * from brand_kits where brand_kit_id = $1 for update;

-- name: update_kit
-- A brand kit as it is now.
update brand_kits
set name = $2, rules = $3, is_default = $4, archived_at = $5, updated_at = $6, revision = revision + 1
where brand_kit_id = $1
returning *;

-- name: lock_default
-- Lets one transaction at a time say which kit is the organisation's.
select pg_advisory_xact_lock(hashtextextended('brand_kits.default ' || $1::uuid, 0));

-- name: clear_default
-- No kit but $2 is the organisation's.
update brand_kits
set is_default = false, updated_at = $3, revision = revision + 1
where organization_id = $1 and is_default and brand_kit_id <> $2;

-- name: open_kits
-- Those of these kits, and of these campaigns' kits, and the organisation's own, that are not archived; each with the
-- campaigns that name it. They are not locked: what they say is kept with what they hold for, and every reader of content asks.
select kit.*, array(
    select campaign_id from campaigns where brand_kit_id = kit.brand_kit_id and campaign_id = any($3::uuid[])) as campaigns
from brand_kits as kit
where kit.organization_id = $1 and kit.archived_at is null and (
    kit.brand_kit_id = any($2::uuid[]) or kit.is_default
    or kit.brand_kit_id in (select brand_kit_id from campaigns where campaign_id = any($3::uuid[])));
