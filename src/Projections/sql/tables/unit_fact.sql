-- Every fact of the organisation units of both trees: small enough to be folded in memory for any position.
create table if not exists {schema}.unit_fact (
    position bigint primary key,
    unit_id uuid not null,
    event_id uuid not null,
    version bigint not null,
    type text not null,
    data text not null,
    corrects uuid,
    recorded_at timestamptz not null
);
