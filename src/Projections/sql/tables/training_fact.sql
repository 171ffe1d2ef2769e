-- Every fact of the training classes, one row per event; who is in a class, and with what result, is the latest row per person up to a position.
create table if not exists {schema}.training_fact (
    position bigint primary key,
    class_id uuid not null,
    type text not null,
    occurred_on date not null,
    person_id uuid,
    case_id uuid,
    certificate_number text,
    certificate_issuer text,
    certificate_on date,
    kind text,
    code text,
    issuer text,
    starts_on date,
    ends_on date,
    seats int
);
