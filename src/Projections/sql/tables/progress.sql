-- One row: the log position these tables stand at, moved in the transaction that writes them.
create table if not exists {schema}.progress (
    only_row bool primary key default true check (only_row),
    position bigint not null
);
insert into {schema}.progress (position) values (0) on conflict do nothing;
