-- An attempt goes with the organisation whose it was, and with nothing else.
create or replace function refuse_to_rewrite_attempts() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('app.erasing', true) = 'yes' then
        return old;
    end if;
    if tg_op = 'DELETE' or old.ended_at is not null then
        raise exception 'attempts are written once and never changed: %', old.attempt_id;
    end if;
    return new;
end $$;
