-- The position of the last event recorded at or before an instant; 0 when there is none. Times never fall as positions rise, so the
-- primary key is searched by halves and no index on time is needed.
create or replace function {schema}.position_at(instant timestamptz) returns bigint
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    low    bigint := 0;                       -- everything at or below low was recorded at or before the instant
    high   bigint;
    middle bigint;
    e      record;
begin
    select m.seq_id into high from {schema}.mt_events m order by m.seq_id desc limit 1;
    high := coalesce(high, 0);
    while low < high loop
        middle := low + (high - low + 1) / 2;
        select m.seq_id, m.timestamp into e from {schema}.mt_events m where m.seq_id <= middle order by m.seq_id desc limit 1;
        if not found or e.timestamp <= instant then
            low := middle;
        else
            high := e.seq_id - 1;
        end if;
    end loop;
    return coalesce((select m.seq_id from {schema}.mt_events m where m.seq_id <= low order by m.seq_id desc limit 1), 0);
end
$$;
