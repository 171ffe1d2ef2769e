-- Certificates persons showed of classes that are not on record, one row per event; a struck one has a later row of the same kind and number.
create table if not exists {schema}.evidence_fact (
    position bigint primary key,
    person_id uuid not null,
    type text not null,
    occurred_on date not null,
    kind text not null,
    certificate_number text not null,
    certificate_issuer text,
    certificate_on date,
    confirms text
);
