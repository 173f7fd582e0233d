-- Who acts where from now on in a transaction, and what the audit trail will say of it; answers whether they still may: 0,
-- or 1 where they are no member, 2 where their role does not allow it, 3 where the organisation was deleted. It is sent
-- together with BEGIN, which takes no parameters, so the actor comes as bytes.
create function enter(
    organization uuid, actor bytea, member uuid default null, roles text[] default null, also_deleted boolean default true)
returns integer
language plpgsql as $$
declare
    standing record;
begin
    perform set_config('app.organization_id', organization::text, true),
        set_config('app.actor', convert_from(actor, 'UTF8'), true);
    if member is null then
        return 0;
    end if;
    select
        (select role from memberships where organization_id = organization and user_id = member) as role,
        (select deleted_at from organizations where organization_id = organization) as deleted_at
    into standing;
    return case
        when standing.role is null then 1
        when standing.role <> all (roles) then 2
        when standing.deleted_at is not null and not also_deleted then 3
        else 0
    end;
end $$;
