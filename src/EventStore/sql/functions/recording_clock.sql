-- The clock of recording. Only a log marked test or demo can have another one; see set_demo_clock.
create or replace function {schema}.recording_clock() returns timestamptz
language sql volatile
as $$
    select coalesce(i.demo_now, clock_timestamp()) from {schema}.log_info i
$$;
