-- The ledger of quotas assigned to units (STF-01).
create table if not exists {schema}.staff_quota (
    key uuid not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    unit uuid not null,
    assigned int not null,
    from_on date not null,
    to_on date,
    document_number text,
    document_on date,
    document_issuer text,
    document_kept_at text,
    constraint pk_staff_quota primary key (key, recorded_from)
);
