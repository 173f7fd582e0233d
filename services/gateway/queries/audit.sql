-- name: list_audit_entries
-- A page of the trail, newest first. $1 after this id, $2 user, $3 credential, $4 operation, $5 kind, $6 subject, $7 action,
-- $8 since, $9 until, $10 part of what was written, $11 rows.
select *
from audit_entries
where ($1::uuid is null or audit_id < $1)
    and ($2::uuid is null or user_id = $2)
    and ($3::text is null or credential = $3)
    and ($4::text is null or operation = $4)
    and ($5::text is null or kind = $5)
    and ($6::text is null or subject_id = $6)
    and ($7::text is null or action = $7)
    and ($8::timestamptz is null or at >= $8)
    and ($9::timestamptz is null or at < $9)
    and ($10::text is null or strpos(lower(concat(before, ' ', after)), lower($10)) > 0)
order by audit_id desc
limit $11;

-- name: get_audit_entry
-- One entry.
select * from audit_entries where audit_id = $1;
