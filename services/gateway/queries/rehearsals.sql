-- name: insert_rehearsal
-- Asked for.
insert into rehearsals (rehearsal_id, organization_id, post_id, post_revision, requested_by, requested_at)
values ($1, $2, $3, $4, $5, $6);

-- name: get_rehearsal
-- One.
select * from rehearsals where rehearsal_id = $1;

-- name: list_rehearsals
-- Newest first.
select * from rehearsals
where ($1::uuid is null or rehearsal_id < $1) and ($2::uuid is null or post_id = $2)
order by rehearsal_id desc
limit $3;

-- name: end_rehearsals
-- Told once.
update rehearsals set targets = told.targets, ended_at = told.ended_at
from jsonb_to_recordset($1) as told (rehearsal_id uuid, organization_id uuid, targets jsonb, ended_at timestamptz)
where rehearsals.rehearsal_id = told.rehearsal_id and rehearsals.organization_id = told.organization_id
    and rehearsals.ended_at is null;
