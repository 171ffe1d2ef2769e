-- Every fact of the posts: small enough to be folded in memory for any position. A post never changes its unit, so lists join it here.
create table if not exists {schema}.post_fact (
    position bigint primary key,
    post_id uuid not null,
    unit uuid,
    event_id uuid not null,
    version bigint not null,
    type text not null,
    data text not null,
    recorded_at timestamptz not null
);
