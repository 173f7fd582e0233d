-- name: insert_project
-- A new project.
insert into projects (
    project_id, organization_id, name, description, tags, created_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $7);

-- name: list_projects
-- A page of projects, newest first. $1 after this id, $2 archived or not, $3 part of the name, $4 tag, $5 rows.
select *
from projects
where ($1::uuid is null or project_id < $1)
    and (archived_at is not null) = $2
    and ($3::text is null or strpos(lower(name), lower($3)) > 0)
    and ($4::text is null or $4 = any(tags))
order by project_id desc
limit $5;

-- name: get_project
-- One project.
select * from projects where project_id = $1;

-- name: lock_project
-- One project, kept from others until the transaction ends.
select * from projects where project_id = $1 for update;

-- name: update_project
-- A project as it is now.
update projects
set name = $2, description = $3, tags = $4, archived_at = $5, updated_at = $6, revision = revision + 1
where project_id = $1
returning *;

-- name: open_project
-- Whether a project exists and is not archived; keeps it from being archived until the transaction ends.
select true from projects where project_id = $1 and archived_at is null for key share;
