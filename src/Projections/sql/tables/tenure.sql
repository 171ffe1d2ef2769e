-- Posts held, as known from recorded_from up to, not including, recorded_to. Whether a term is over is asked of a day, never stored.
create table if not exists {schema}.tenure (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    person_id uuid not null,
    post_id uuid not null,
    kind text not null,
    decided_on date not null,
    from_on date not null,
    term_ends_on date,
    to_on date,
    left_by text,
    constraint pk_tenure primary key (key, recorded_from)
);
