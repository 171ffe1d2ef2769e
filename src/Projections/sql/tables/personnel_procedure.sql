-- Personnel procedures with the days on which each thing was done; where one stands is asked of a day.
create table if not exists {schema}.personnel_procedure (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    post_id uuid not null,
    kind text not null,
    source text not null,
    opened_on date not null,
    policy_on date,
    candidates uuid[] not null,
    candidate_days date[] not null,
    step_numbers int[] not null,
    step_days date[] not null,
    decided_on date,
    decided_by uuid,
    person_id uuid,
    in_force_from date,
    term_ends_on date,
    ended_on date,
    ended_by text,
    constraint pk_personnel_procedure primary key (key, recorded_from)
);
