-- name: insert_template
-- A new template.
insert into templates (
    template_id, organization_id, name, kind, language, tags, definition, library_key, created_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10);

-- name: insert_version
-- A version of a template.
insert into template_versions (template_id, number, organization_id, definition, created_by, created_at)
values ($1, $2, $3, $4, $5, $6);

-- name: list_templates
-- A page of templates, newest first. $1 after this id, $2 kind, $3 archived or not, $4 part of the name, $5 tag,
-- $6 language, $7 rows.
select *
from templates
where ($1::uuid is null or template_id < $1)
    and ($2::text is null or kind = $2)
    and (archived_at is not null) = $3
    and ($4::text is null or strpos(lower(name), lower($4)) > 0)
    and ($5::text is null or $5 = any(tags))
    and ($6::text is null or lower(language) = lower($6))
order by template_id desc
limit $7;

-- name: get_template
-- One template.
select * from templates where template_id = $1;

-- name: lock_template
-- One template, kept from others until the transaction ends.
select * from templates where template_id = $1 for update;

-- name: update_template
-- A template as it is now.
update templates
set name = $2, kind = $3, language = $4, tags = $5, definition = $6, version = $7, archived_at = $8, updated_at = $9,
    revision = revision + 1
where template_id = $1
returning *;

-- name: list_versions
-- A page of a template's versions, newest first. $1 template, $2 before this number, $3 rows.
select template_id, number, definition, created_by, created_at
from template_versions
where template_id = $1 and ($2 = 0 or number < $2)
order by number desc
limit $3;

-- name: get_version
-- One version of a template.
select template_id, number, definition, created_by, created_at
from template_versions
where template_id = $1 and number = $2;
