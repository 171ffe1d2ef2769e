-- The clock of recording. Only a log marked test or demo can have another one; see set_demo_clock.
create or replace function {schema}.recording_clock() returns timestamptz
language plpgsql volatile
as $$
begin
    return coalesce((select i.demo_now from {schema}.log_info i where i.singleton), pg_catalog.clock_timestamp());
end
$$;
