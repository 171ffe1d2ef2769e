-- Plans with their reviews and conferences, each with the day it was done. Whether a review was missed is asked of a day.
create table if not exists {schema}.cadre_plan (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    body uuid not null,
    term text not null,
    term_from date not null,
    term_to date not null,
    opened_on date not null,
    closed_on date,
    review_years int[] not null,
    review_days date[] not null,
    step_numbers int[] not null,
    step_days date[] not null,
    constraint pk_cadre_plan primary key (key, recorded_from)
);
