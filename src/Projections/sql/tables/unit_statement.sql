-- What units state of themselves, their counts and their recurring duties, kept whole: few per unit, folded in memory for any position.
create table if not exists {schema}.unit_statement (
    position bigint primary key,
    unit_id uuid not null,
    event_id uuid not null,
    version bigint not null,
    type text not null,
    data text not null,
    recorded_at timestamptz not null
);
