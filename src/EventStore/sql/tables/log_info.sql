-- What this log is: its identity (named in exports and signed heads) and whether it is marked test or demo.
create table if not exists {schema}.log_info (
    singleton  boolean     not null default true,
    log_id     uuid        not null default gen_random_uuid(),
    created    timestamptz not null default clock_timestamp(),
    test_clock boolean     not null default false,
    demo_now   timestamptz,
    constraint pkey_log_info primary key (singleton),
    constraint log_info_one_row check (singleton),
    constraint log_info_demo_now_only_in_marked_log check (test_clock or demo_now is null)
);

insert into {schema}.log_info (singleton) values (true) on conflict do nothing;
