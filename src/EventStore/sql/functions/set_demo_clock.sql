-- Sets the clock of recording in a log marked test or demo; null goes back to the real one.
create or replace function {schema}.set_demo_clock(new_now timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if not (select i.test_clock from {schema}.log_info i) then
        raise exception 'this log is not marked test or demo: its clock is the server''s' using errcode = 'CW004';
    end if;
    update {schema}.log_info set demo_now = new_now;
end
$$;
