-- The lock that makes order of positions equal order of commits: a commit becomes visible before its lock is released, so whoever
-- takes the lock next, and reads in a later statement, sees every earlier position.
create or replace function {schema}.take_ordering_lock() returns void
language plpgsql volatile
as $$
begin
    perform pg_catalog.pg_advisory_xact_lock(7203115, pg_catalog.hashtext('{schema_text}'));
end
$$;
