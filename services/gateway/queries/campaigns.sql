-- name: insert_campaign
-- A new campaign.
insert into campaigns (
    campaign_id, organization_id, name, description, brand, audience, tone, goals, budget_micros_usd, status,
    created_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
returning *;

-- name: list_campaigns
-- A page of campaigns, newest first. $1 after this id, $2 status, $3 archived or not, $4 part of the name, $5 rows.
select *
from campaigns
where ($1::uuid is null or campaign_id < $1)
    and ($2::text is null or status = $2)
    and (archived_at is not null) = $3
    and ($4::text is null or strpos(lower(name), lower($4)) > 0)
order by campaign_id desc
limit $5;

-- name: get_campaign
-- One campaign.
select * from campaigns where campaign_id = $1;

-- name: lock_campaign
-- One campaign, kept from others until the transaction ends.
select * from campaigns where campaign_id = $1 for update;

-- name: update_campaign
-- A campaign as it is now.
update campaigns
set name = $2, description = $3, brand = $4, audience = $5, tone = $6, goals = $7, budget_micros_usd = $8, status = $9,
    archived_at = $10, updated_at = $11, revision = revision + 1
where campaign_id = $1
returning *;

-- name: open_campaigns
-- Which of these campaigns exist and are not archived; keeps them from being archived until the transaction ends.
select campaign_id from campaigns where campaign_id = any($1::uuid[]) and archived_at is null for key share;
