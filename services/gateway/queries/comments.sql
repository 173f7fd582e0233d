-- name: insert_comment
-- Something said of an item.
insert into content_comments (
    comment_id, organization_id, item_id, reply_to, version, text, mentions, author, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: get_comment
-- One comment on an item.
select * from content_comments where item_id = $1 and comment_id = $2;

-- name: lock_comment
-- One comment on an item, kept from others until the transaction ends.
select * from content_comments where item_id = $1 and comment_id = $2 for update;

-- name: update_comment
-- A comment as it is now.
update content_comments
set text = $2, mentions = $3, edited_at = $4, resolved_by = $5, resolved_at = $6, revision = revision + 1
where comment_id = $1
returning *;

-- name: delete_comment
-- A comment, with the answers to it.
delete from content_comments where comment_id = $1;

-- name: list_comments
-- A page, oldest first. $1 item, $2 after this id, $3 of resolved threads, of open ones, or both, $4 rows.
select comment.*
from content_comments as comment
left join content_comments as first on first.comment_id = comment.reply_to
where comment.item_id = $1 and ($2::uuid is null or comment.comment_id > $2)
    and ($3::boolean is null or (coalesce(first.resolved_at, comment.resolved_at) is not null) = $3)
order by comment.comment_id
limit $4;

-- name: members_among
-- Those of these people who are members of the organisation, and as what.
select user_id, role from memberships where user_id = any($1::uuid[]);
