-- Who changed what, through what, from where, before and after. Appended to by triggers in the transaction of the change:
-- a change that is committed has its entry, and one that is not has none.
create table audit_entries (
    audit_id uuid not null default uuidv7(),
    organization_id uuid not null,
    at timestamptz not null default now(),
    -- Nobody's, where the system acted by a rule of its own. No reference: the entry outlives who made it.
    user_id uuid,
    -- session:<id>, api_key:<id> or system.
    credential text not null,
    operation text not null,
    request_id text not null,
    address text not null,
    user_agent text not null,
    action text not null check (action in ('insert', 'update', 'delete')),
    -- The table, and the row's own id in it.
    kind text not null,
    subject_id text not null,
    -- Of an update the columns that changed and no other.
    before jsonb,
    after jsonb,
    primary key (organization_id, audit_id)
);
create index audit_entries_subject on audit_entries (organization_id, subject_id, audit_id desc);
call keep_to_tenant('audit_entries');
-- Nobody who makes entries can change one or take one away.
revoke update, delete on audit_entries from postwright_gateway_tenant;

-- Of a statement on an audited table. Its arguments: the column of the row's id, and the columns that are left out.
-- Nobody acts where an event is consumed, and then the triggers' condition keeps this from being called at all.
create function audit() returns trigger
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
        from (select to_jsonb(n) as doc from new_rows n) as written;
    elsif tg_op = 'DELETE' then
        insert into audit_entries (
            organization_id, user_id, credential, operation, request_id, address, user_agent, action, kind, subject_id, before)
        select coalesce((doc ->> 'organization_id')::uuid, current_organization()), (actor ->> 'user_id')::uuid,
            actor ->> 'credential', actor ->> 'operation', actor ->> 'request_id', actor ->> 'address',
            actor ->> 'user_agent', 'delete', tg_table_name, doc ->> id_column, jsonb_strip_nulls(doc - hidden)
        from (select to_jsonb(o) as doc from old_rows o) as written;
    else
        insert into audit_entries (
            organization_id, user_id, credential, operation, request_id, address, user_agent, action, kind, subject_id,
            before, after)
        select coalesce((new_doc ->> 'organization_id')::uuid, current_organization()), (actor ->> 'user_id')::uuid,
            actor ->> 'credential', actor ->> 'operation', actor ->> 'request_id', actor ->> 'address',
            actor ->> 'user_agent', 'update', tg_table_name, new_doc ->> id_column, changed.before, changed.after
        from (select to_jsonb(n) as new_doc from new_rows n) as written
        join (select to_jsonb(o) as old_doc from old_rows o) as replaced
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

-- Puts what people do to a table into the audit trail. Secrets, and what only repeats that there was a change, are left out.
create procedure keep_audited(table_name text, id_column text, excluded text[])
language plpgsql as $$
declare
    acted constant text := $when$(nullif(current_setting('app.actor', true), '') is not null)$when$;
    hidden constant text := (excluded || array['updated_at', 'revision'])::text;
begin
    execute format(
        'create trigger audit_insert after insert on %I referencing new table as new_rows'
        ' for each statement when %s execute function audit(%L, %L)', table_name, acted, id_column, hidden);
    execute format(
        'create trigger audit_update after update on %I referencing old table as old_rows new table as new_rows'
        ' for each statement when %s execute function audit(%L, %L)', table_name, acted, id_column, hidden);
    execute format(
        'create trigger audit_delete after delete on %I referencing old table as old_rows'
        ' for each statement when %s execute function audit(%L, %L)', table_name, acted, id_column, hidden);
end $$;

call keep_audited('campaigns', 'campaign_id', array[]::text[]);
call keep_audited('accounts', 'account_id', array['publisher_revision']);
call keep_audited('posts', 'post_id', array[]::text[]);
-- What was generated is in the request itself and its versions.
call keep_audited('content_requests', 'request_id', array['variants', 'picture', 'content_revision']);
call keep_audited('content_batches', 'batch_id', array['problems']);
call keep_audited('publication_wishes', 'wish_id', array[]::text[]);
call keep_audited('halts', 'halt_id', array[]::text[]);
call keep_audited('media', 'media_id', array[]::text[]);
call keep_audited('connections', 'connection_id', array['reply_key', 'authorize_url', 'choices', 'publisher_revision']);
