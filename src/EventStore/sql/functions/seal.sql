-- Seals on behalf of another engine, or of nobody: chains under the ordering lock every event up to a position that is not chained yet,
-- and says how many.
create or replace function {schema}.seal(up_to bigint) returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    -- The lock that makes the order of positions the order of commits, as a statement of its own: what is read next is read after it.
    perform pg_advisory_xact_lock({lock_key});
    return {schema}.seal_locked(up_to);
end
$$;
