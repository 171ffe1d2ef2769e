-- Marten's table of streams: string identity, no CLR names. Only versions and timestamps of a row ever change.
-- Identities are compared by their bytes: a language's order of letters costs each look-up dear and means nothing here.
create table if not exists {schema}.mt_streams (
    id          varchar     collate "C" not null,
    type        varchar,
    version     bigint,
    timestamp   timestamptz not null default now(),
    created     timestamptz not null default now(),
    tenant_id   varchar     default '*DEFAULT*',
    is_archived boolean     default false,
    constraint pkey_mt_streams_id primary key (id)
);
