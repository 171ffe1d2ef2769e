-- Clocks of cases, as known from recorded_from up to, not including, recorded_to.
create table if not exists {schema}.deadline (
    case_id uuid not null,
    rule text not null,
    start_fact uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    clock_start date not null,
    due date not null,
    met_on date,
    open bool not null,
    acting_unit uuid not null,
    calendar text not null,
    policy_version text not null,
    provisional bool not null,
    confirmed bool not null,
    extension_days int not null,
    version_date date not null,
    -- Set while the clock stands still; due is then the earliest end still possible.
    stands_since date,
    pauses text not null,
    -- Bodies that took the clock over and their calendars, day/body/calendar;…; calendar is that of the start.
    moves text not null,
    constraint pk_deadline primary key (case_id, rule, start_fact, recorded_from)
);
