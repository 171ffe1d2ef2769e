-- What was known of a case from recorded_from up to, not including, recorded_to: one row per event position that is no longer the latest.
create table if not exists {schema}.case_past (
    like {schema}.case_now
);
