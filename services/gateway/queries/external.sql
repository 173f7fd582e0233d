-- name: add_sign_in
-- Somebody goes to a provider.
insert into external_sign_ins
    (state_hash, binding_hash, provider_id, redirect_url, user_id, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: take_sign_in
-- Somebody is back; a state works once, whatever comes of it.
delete from external_sign_ins where state_hash = $1
returning binding_hash, provider_id, redirect_url, user_id, expires_at;

-- name: user_of_identity
-- Whose identity that is.
select u.* from external_identities e join users u using (user_id) where e.issuer = $1 and e.subject = $2;

-- name: user_of_email
-- Who has that address.
select * from users where lower(email) = lower($1);

-- name: use_identity
-- It is used now; the address that the provider gives may have changed.
update external_identities set last_used_at = $4, email = $5
where issuer = $1 and subject = $2 and user_id = $3
returning true;

-- name: add_identity
-- From now on the person can sign in that way; true unless the identity is somebody's already.
insert into external_identities
    (identity_id, user_id, provider_id, issuer, subject, email, created_at, last_used_at)
values ($1, $2, $3, $4, $5, $6, $7, $7)
on conflict (issuer, subject) do nothing returning true;

-- name: identities
-- A page of a person's, newest first. $2 after this id, $3 rows.
select identity_id, provider_id, issuer, email, created_at, last_used_at from external_identities
where user_id = $1 and ($2::uuid is null or identity_id < $2)
order by identity_id desc
limit $3;

-- name: count_identities
-- How many ways there are to sign in elsewhere.
select count(*) from external_identities where user_id = $1;

-- name: remove_identity
-- The person can't sign in that way any more.
delete from external_identities where identity_id = $1 and user_id = $2 returning true;
