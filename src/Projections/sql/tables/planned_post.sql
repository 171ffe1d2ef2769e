-- Names in plans, as the persons' own records have them.
create table if not exists {schema}.planned_post (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    person_id uuid not null,
    plan_id uuid not null,
    post_id uuid not null,
    level text not null,
    from_on date not null,
    to_on date,
    reason text,
    constraint pk_planned_post primary key (key, recorded_from)
);
