-- Disciplines on record: kind and days, never contents.
create table if not exists {schema}.discipline (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    person_id uuid not null,
    kind text not null,
    on_day date not null,
    ended_on date,
    constraint pk_discipline primary key (key, recorded_from)
);
