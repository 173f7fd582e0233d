-- name: insert_campaign
-- A new campaign.
insert into campaigns (
    campaign_id, organization_id, name, description, brand, audience, tone, goals, budget_micros_usd, status,
    created_by, created_at, updated_at, project_id, brand_kit_id, tags, starts_on, ends_on)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, $16, $17);

-- name: list_campaigns
-- A page of campaigns, newest first. $1 after this id, $2 status, $3 archived or not, $4 part of the name, $5 project,
-- $6 brand kit, $7 tag, $8 rows.
select campaign.*, coalesce((
    select sum(cost_micros_usd) from content_requests where campaign_id = campaign.campaign_id), 0)::bigint as spent_micros_usd
from campaigns as campaign
where ($1::uuid is null or campaign_id < $1)
    and ($2::text is null or status = $2)
    and (archived_at is not null) = $3
    and ($4::text is null or strpos(lower(name), lower($4)) > 0)
    and ($5::uuid is null or project_id = $5)
    and ($6::uuid is null or brand_kit_id = $6)
    and ($7::text is null or $7 = any(tags))
order by campaign_id desc
limit $8;

-- name: get_campaign
-- One campaign.
select campaign.*, coalesce((
    select sum(cost_micros_usd) from content_requests where campaign_id = campaign.campaign_id), 0)::bigint as spent_micros_usd
from campaigns as campaign
where campaign_id = $1;

-- name: lock_campaign
-- Keeps a campaign from others until the transaction ends; it is read afterwards.
select from campaigns where campaign_id = $1 for update;

-- name: update_campaign
-- A campaign as it is now.
update campaigns
set name = $2, description = $3, brand = $4, audience = $5, tone = $6, goals = $7, budget_micros_usd = $8, status = $9,
    archived_at = $10, updated_at = $11, project_id = $12, brand_kit_id = $13, tags = $14, starts_on = $15, ends_on = $16,
    revision = revision + 1
where campaign_id = $1
returning revision;

-- name: open_campaigns
-- Which of these campaigns exist and are not archived; keeps them from being archived until the transaction ends.
select campaign_id from campaigns where campaign_id = any($1::uuid[]) and archived_at is null for key share;
