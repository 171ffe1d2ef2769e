-- Who is put forward in which personnel procedure, and until when.
create table if not exists {schema}.proposal (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    person_id uuid not null,
    appointment_id uuid not null,
    post_id uuid not null,
    from_on date not null,
    to_on date,
    constraint pk_proposal primary key (key, recorded_from)
);
