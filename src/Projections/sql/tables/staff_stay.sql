-- Stays of persons on the staff of units, with the stretches spent elsewhere while the place is kept (STF-04).
create table if not exists {schema}.staff_stay (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    unit uuid not null,
    person_id uuid not null,
    kind text not null,
    from_on date not null,
    to_on date,
    away_from date[] not null,
    -- The first day back; infinity while away.
    away_to date[] not null,
    away_why text[] not null,
    constraint pk_staff_stay primary key (key, recorded_from)
);
