-- Every fact of the training programmes, one row per event; what is planned is the latest row that says so up to a position.
create table if not exists {schema}.programme_fact (
    position bigint primary key,
    programme_id uuid not null,
    type text not null,
    occurred_on date not null,
    code text,
    title text,
    kind text,
    owner uuid,
    from_on date,
    to_on date,
    planned_classes int,
    planned_seats int,
    reported_number int,
    reported_precision text,
    reported_counted text,
    reported_certificates int,
    document_number text
);
