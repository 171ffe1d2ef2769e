-- Published policy and calendar versions, folded in memory for any position.
create table if not exists {schema}.regulation_fact (
    position bigint primary key,
    event_id uuid not null,
    version bigint not null,
    type text not null,
    data text not null,
    recorded_at timestamptz not null
);
