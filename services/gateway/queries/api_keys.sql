-- name: insert_api_key
-- A new key.
insert into api_keys (api_key_id, organization_id, user_id, name, scopes, created_at, updated_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $6, $7);

-- name: insert_secret
-- A secret of a key.
insert into api_key_secrets (prefix, organization_id, api_key_id, key_hash, created_at) values ($1, $2, $3, $4, $5);

-- name: api_keys
-- A page of keys, newest first, or one. $1 this one, $2 after this id, $3 with those that ended, $4 rows, $5 now.
select k.*, m.role, s.secrets
from api_keys k
left join memberships m using (organization_id, user_id)
left join lateral (
    select jsonb_agg(
        jsonb_build_object('prefix', prefix, 'created_at', created_at, 'works_until', works_until)
        order by created_at desc, works_until desc nulls first) as secrets
    from api_key_secrets
    where api_key_id = k.api_key_id and (works_until is null or works_until > $5) and k.revoked_at is null
) s on true
where ($1::uuid is null or k.api_key_id = $1)
    and ($2::uuid is null or k.api_key_id < $2)
    and ($3 or (k.revoked_at is null and (k.expires_at is null or k.expires_at > $5)))
order by k.api_key_id desc
limit $4;

-- name: lock_api_key
-- Keeps a key from others until the transaction ends.
select from api_keys where api_key_id = $1 for update;

-- name: rename_api_key
-- Another name.
update api_keys set name = $2, updated_at = $3, revision = revision + 1 where api_key_id = $1;

-- name: rotate_api_key
-- It is now whoever rotated it who answers for it.
update api_keys set user_id = $2, rotated_at = $3, updated_at = $3, revision = revision + 1 where api_key_id = $1;

-- name: retire_secrets
-- The present secrets work until an instant at most.
update api_key_secrets set works_until = $2
where api_key_id = $1 and (works_until is null or works_until > $2);

-- name: forget_secrets
-- Those of a key that work no more.
delete from api_key_secrets where api_key_id = $1 and works_until <= $2;

-- name: secrets_of
-- What a key's secrets are found by, for those who remember them.
select key_hash from api_key_secrets where api_key_id = $1;

-- name: revoke_api_key
-- The end of a key; the first instant stays.
update api_keys set revoked_at = $2, updated_at = $2, revision = revision + 1
where api_key_id = $1 and revoked_at is null;

-- name: key_by_prefix
-- What a key is good for, whoever holds it: compared by the hash, which is why it comes along.
select s.key_hash, s.works_until, k.api_key_id, k.organization_id, k.user_id, k.scopes, k.expires_at, k.revoked_at,
    m.role
from api_key_secrets s
join api_keys k using (api_key_id)
left join memberships m on m.organization_id = k.organization_id and m.user_id = k.user_id
where s.prefix = $1;

-- name: key_role
-- The role of whoever made a key; none if it can't be used any more with the secret of that prefix.
select m.role
from api_key_secrets s
join api_keys k using (api_key_id)
join memberships m on m.organization_id = k.organization_id and m.user_id = k.user_id
join organizations o on o.organization_id = k.organization_id and o.deleted_at is null
where s.prefix = $1 and (s.works_until is null or s.works_until > $2)
    and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2);
