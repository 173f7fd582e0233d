-- As before. `offset 0` keeps each row's document from being made anew for every column that is read from it.
create or replace function audit() returns trigger
language plpgsql as $$
declare
    actor jsonb := current_setting('app.actor')::jsonb;
    id_column text := tg_argv[0];
    hidden text[] := tg_argv[1]::text[];
begin
    if tg_op = 'INSERT' then
        insert into audit_entries (
            organization_id, user_id, credential, operation, request_id, address, user_agent, action, kind, subject_id, after)
        select coalesce((doc ->> 'organization_id')::uuid, current_organization()), (actor ->> 'user_id')::uuid,
            actor ->> 'credential', actor ->> 'operation', actor ->> 'request_id', actor ->> 'address',
            actor ->> 'user_agent', 'insert', tg_table_name, doc ->> id_column, jsonb_strip_nulls(doc - hidden)
        from (select to_jsonb(n) as doc from new_rows n offset 0) as written;
    elsif tg_op = 'DELETE' then
        insert into audit_entries (
            organization_id, user_id, credential, operation, request_id, address, user_agent, action, kind, subject_id, before)
        select coalesce((doc ->> 'organization_id')::uuid, current_organization()), (actor ->> 'user_id')::uuid,
            actor ->> 'credential', actor ->> 'operation', actor ->> 'request_id', actor ->> 'address',
            actor ->> 'user_agent', 'delete', tg_table_name, doc ->> id_column, jsonb_strip_nulls(doc - hidden)
        from (select to_jsonb(o) as doc from old_rows o offset 0) as written;
    else
        insert into audit_entries (
            organization_id, user_id, credential, operation, request_id, address, user_agent, action, kind, subject_id,
            before, after)
        select coalesce((new_doc ->> 'organization_id')::uuid, current_organization()), (actor ->> 'user_id')::uuid,
            actor ->> 'credential', actor ->> 'operation', actor ->> 'request_id', actor ->> 'address',
            actor ->> 'user_agent', 'update', tg_table_name, new_doc ->> id_column, changed.before, changed.after
        from (select to_jsonb(n) as new_doc from new_rows n offset 0) as written
        join (select to_jsonb(o) as old_doc from old_rows o offset 0) as replaced
            on old_doc ->> id_column = new_doc ->> id_column
        cross join lateral (
            select jsonb_object_agg(key, old_doc -> key) as before, jsonb_object_agg(key, value) as after
            from jsonb_each(new_doc - hidden)
            where value is distinct from old_doc -> key
        ) as changed
        where changed.after is not null;
    end if;
    return null;
end $$;
