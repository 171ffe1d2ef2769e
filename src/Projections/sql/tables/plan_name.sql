-- Names in a plan with the coarse statistics of the day of naming (ST-20).
create table if not exists {schema}.plan_name (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    plan_id uuid not null,
    person_id uuid not null,
    post_id uuid not null,
    approved_by uuid not null,
    from_on date not null,
    to_on date,
    reason text,
    gender text not null,
    age_years int,
    education text not null,
    theory text not null,
    science_technology bool,
    constraint pk_plan_name primary key (key, recorded_from)
);
