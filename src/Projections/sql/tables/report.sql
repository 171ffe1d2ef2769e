-- Published reports: the question to find one by, the whole of it as stored.
create table if not exists {schema}.report (
    report_id uuid primary key,
    event_id uuid not null,
    position bigint not null,
    recorded_at timestamptz not null,
    published_by text,
    published_on date not null,
    from_on date not null,
    to_on date not null,
    unit uuid not null,
    division text,
    structure text not null,
    data text not null
);
