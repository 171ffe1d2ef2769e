create or replace function {schema}.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op
        using errcode = 'CW001', hint = 'A correction is a new event that points at the wrong one.';
end
$$;
