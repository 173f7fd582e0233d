-- name: get_organization
-- The present organisation.
select * from organizations where organization_id = $1;

-- name: lock_organization
-- The same, kept from others until the transaction ends: changes of members are made one after the other.
select * from organizations where organization_id = $1 for no key update;

-- name: update_organization
-- An organisation as it is now.
update organizations
set name = $2, time_zone = $3, approval = $4, language = $5, plan = $6, updated_at = $7, revision = revision + 1
where organization_id = $1
returning *;

-- name: delete_organization
-- Everything stands still from now on.
update organizations
set deleted_at = $2, deleted_by = $3, deletion_halt_id = $4, updated_at = $2, revision = revision + 1
where organization_id = $1
returning *;

-- name: restore_organization
-- As if it had not been deleted.
update organizations
set deleted_at = null, deleted_by = null, deletion_halt_id = null, updated_at = $2, revision = revision + 1
where organization_id = $1
returning *;

-- name: own_organizations
-- A page of a person's organisations, newest first. $1 person, $2 after this id, $3 rows.
select o.organization_id, o.name, m.role, m.created_at as joined_at, o.deleted_at
from memberships m join organizations o using (organization_id)
where m.user_id = $1 and ($2::uuid is null or o.organization_id < $2)
order by o.organization_id desc
limit $3;

-- name: list_members
-- A page of members, those who signed up last first. $1 organisation, $2 after this id, $3 role, $4 rows.
select m.user_id, u.username, u.name, u.email, m.role, m.revision, m.created_at
from memberships m join users u using (user_id)
where m.organization_id = $1 and ($2::uuid is null or m.user_id < $2) and ($3::text is null or m.role = $3)
order by m.user_id desc
limit $4;

-- name: get_member
-- One member.
select m.user_id, u.username, u.name, u.email, m.role, m.revision, m.created_at
from memberships m join users u using (user_id)
where m.organization_id = $1 and m.user_id = $2;

-- name: set_role
-- What a member is from now on.
update memberships set role = $3, revision = revision + 1 where organization_id = $1 and user_id = $2;

-- name: other_owners
-- Whether somebody else owns the organisation as well.
select exists (select from memberships where organization_id = $1 and role = 'owner' and user_id <> $2);

-- name: delete_member
-- The end of a membership.
delete from memberships where organization_id = $1 and user_id = $2;

-- name: end_sessions
-- The end of what acted by a membership.
select end_sessions_of_member($1, $2) as session_id;

-- name: insert_invitation
-- An invitation; nothing where one of the same person is open.
insert into invitations (
    invitation_id, organization_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $7, $8)
on conflict (organization_id, lower(email)) where accepted_at is null and revoked_at is null do nothing
returning true;

-- name: last_invited
-- When another invitation than this was last sent to an address. $1 organisation, $2 address, $3 invitation.
select max(sent_at) from invitations
where organization_id = $1 and lower(email) = lower($2) and invitation_id <> $3;

-- name: count_open_invitations
-- How many can be accepted, and when the first of them runs out. $1 organisation, $2 the present.
select count(*) as count, min(expires_at) as first_ends from invitations
where organization_id = $1 and accepted_at is null and revoked_at is null and expires_at > $2;

-- name: is_member_address
-- Whether a member has this address.
select exists (
    select from memberships m join users u using (user_id)
    where m.organization_id = $1 and lower(u.email) = lower($2));

-- name: list_invitations
-- A page of invitations, newest first. $1 organisation, $2 after this id, $3 only open ones, $4 the present, $5 rows.
select *
from invitations
where organization_id = $1 and ($2::uuid is null or invitation_id < $2)
    and ($3::boolean is null
        or (accepted_at is null and revoked_at is null and expires_at > $4) = $3)
order by invitation_id desc
limit $5;

-- name: get_invitation
-- One invitation.
select * from invitations where organization_id = $1 and invitation_id = $2;

-- name: lock_invitation
-- One invitation, kept from others until the transaction ends.
select * from invitations where organization_id = $1 and invitation_id = $2 for update;

-- name: lock_invitation_by_token
-- The invitation that a token is of, whatever the organisation.
select i.*, o.name as organization_name, o.deleted_at as organization_deleted_at
from invitations i join organizations o using (organization_id)
where i.token_hash = $1
for update of i;

-- name: renew_invitation
-- Sent again: with another token, since the first is not known any more, and by whoever sends it now.
update invitations set token_hash = $3, sent_at = $4, expires_at = $5, invited_by = $6
where organization_id = $1 and invitation_id = $2
returning *;

-- name: revoke_invitation
-- It can't be accepted any more.
update invitations set revoked_at = $3 where organization_id = $1 and invitation_id = $2 returning *;

-- name: accept_invitation
-- Somebody has come in by it; nobody else will.
update invitations set accepted_at = $2, accepted_by = $3 where invitation_id = $1 returning *;
