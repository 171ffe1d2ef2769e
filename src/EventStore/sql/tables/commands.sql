-- One row per accepted command: a repeat gets the same answer. result is kept as text so that it comes back byte for byte.
create table if not exists {schema}.commands (
    command_id   uuid        not null,
    request_hash text        not null,
    result       text,
    position     bigint      not null,
    recorded_at  timestamptz not null,
    constraint pkey_commands primary key (command_id)
);
