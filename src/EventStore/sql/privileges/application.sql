-- The application's login appends through the function, reads, and keeps its own checkpoints; nothing more.
revoke all on schema {schema} from public;
grant usage on schema {schema} to {app_role};

grant select on
    {schema}.mt_streams, {schema}.mt_events, {schema}.commands, {schema}.chain, {schema}.chain_heads, {schema}.log_info, {schema}.checkpoints
    to {app_role};
grant insert, update on {schema}.checkpoints to {app_role};
grant insert on {schema}.chain_heads to {app_role};

revoke all on function
    {schema}.append, {schema}.append_one, {schema}.seal, {schema}.seal_locked, {schema}.recording_clock, {schema}.set_demo_clock,
    {schema}.position_at, {schema}.refuse_change
    from public;
grant execute on function {schema}.append, {schema}.append_one, {schema}.seal, {schema}.recording_clock, {schema}.set_demo_clock, {schema}.position_at to {app_role};
