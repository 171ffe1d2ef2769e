-- Duties to declare and the days on which each thing was done; never what was declared.
create table if not exists {schema}.declaration_duty (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    person_id uuid not null,
    kind text not null,
    year int not null,
    arose_on date not null,
    due_on date not null,
    filed_on date,
    handed_over_on date,
    published_on date,
    waived_on date,
    constraint pk_declaration_duty primary key (key, recorded_from)
);
