-- Every version of every case, the present one last.
create or replace view {schema}.case_version as
    select * from {schema}.case_past
    union all
    select * from {schema}.case_now;
