-- Where each subscription stands and which process may move it. One row is both checkpoint and lease, so that taking the lease
-- and moving the checkpoint can never interleave.
create table if not exists {schema}.checkpoints (
    subscription      text        not null,
    position          bigint      not null default 0,
    epoch             bigint      not null default 0,
    owner             text,
    lease_until       timestamptz,
    updated_at        timestamptz not null default clock_timestamp(),
    attempts          integer     not null default 0,
    last_error        text,
    last_error_at     timestamptz,
    poisoned_position bigint,
    poisoned_at       timestamptz,
    retired_at        timestamptz,
    constraint pkey_checkpoints primary key (subscription)
);
