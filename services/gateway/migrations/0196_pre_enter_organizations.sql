-- Who acts where from now on in a transaction, whether they still may, and what the audit trail will say of it. It is sent
-- together with BEGIN, which takes no parameters and gives back no rows: so the actor comes as bytes, and a refusal is an
-- error (PW001 no member, PW002 their role, PW003 deleted).
create function enter(
    organization uuid, actor bytea, member uuid default null, roles text[] default null, also_deleted boolean default true)
returns void
language plpgsql as $$
declare
    standing record;
begin
    perform set_config('app.organization_id', organization::text, true),
        set_config('app.actor', convert_from(actor, 'UTF8'), true);
    if member is null then
        return;
    end if;
    select
        (select role from memberships where organization_id = organization and user_id = member) as role,
        (select deleted_at from organizations where organization_id = organization) as deleted_at
    into standing;
    if standing.role is null then
        raise exception 'no member' using errcode = 'PW001';
    elsif standing.role <> all (roles) then
        raise exception '%', standing.role using errcode = 'PW002';
    elsif standing.deleted_at is not null and not also_deleted then
        raise exception 'deleted' using errcode = 'PW003';
    end if;
end $$;
