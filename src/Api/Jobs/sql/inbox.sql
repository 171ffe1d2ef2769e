-- The in-app inbox. Rows hold ids and codes; names are joined when shown.
create schema if not exists inbox;
revoke all on schema inbox from public;

create table if not exists inbox.digest (
    account_id text        not null,
    day        date        not null,
    items      jsonb       not null,
    created_at timestamptz not null default clock_timestamp(),
    read_at    timestamptz,
    -- At most one a day, whoever sweeps and however often.
    constraint pkey_digest primary key (account_id, day)
);

grant usage on schema inbox to {app_role};
grant select, insert, update on inbox.digest to {app_role};
