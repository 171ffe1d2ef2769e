-- The append that is by far the commonest, alone in its batch: one event to one stream, under guards. It stores what append() would store, with
-- scalars where that takes arrays, and answers the position and the time of recording in microseconds since 1970; or it answers null and has
-- stored nothing: then append() is asked, which says why. One array, because a function asked for columns is run into a store of rows first.
drop function if exists {schema}.append_one;
create function {schema}.append_one(
    command_id uuid, request_hash text, result text, correlation text, causation text, user_name text,
    stream text, stream_type text, expected bigint, g_id text[], g_expected bigint[],
    event_id uuid, event_type text, data jsonb, headers jsonb) returns bigint[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    v_refused boolean;
    v_demo    timestamptz;
    v_last    timestamptz;
    v_at      timestamptz;
    v_micros  bigint;
    v_seq     bigint;
    v_no      bigint;
    v_hash    bytea;
begin
    -- Whatever is amiss, append() names it or puts it right.
    if current_setting('transaction_isolation') <> 'read committed' or pg_current_xact_id_if_assigned() is not null
        or pg_client_encoding() <> 'UTF8' or current_setting('synchronous_commit') <> 'on'
        or current_setting('idle_in_transaction_session_timeout') = '0' then
        return null;
    end if;

    -- A statement of its own: the snapshot of the next is taken after the lock is held.
    v_refused := pg_advisory_xact_lock({lock_key}) is not null;

    -- The last link and what could stand in the way, in one query without a join. No link yet, or events no link has: append() begins or seals. A guard
    -- on a stream that must not exist is append()'s too.
    select h.chain_no, h.hash,
           (select e.timestamp from {schema}.mt_events e where e.seq_id = h.seq_id),
           (select i.demo_now from {schema}.log_info i where i.singleton),
           exists (select from {schema}.mt_events e where e.seq_id > h.seq_id)
           or exists (select from {schema}.commands k where k.command_id = command_id)
           or coalesce((select m.version from {schema}.mt_streams m where m.id = stream), 0) <> expected
           or cardinality(g_id) > 0
              and (select count(*) from {schema}.mt_streams m
                   where m.id = any (g_id) and m.version = g_expected[array_position(g_id, m.id)]) <> cardinality(g_id)
    into v_no, v_hash, v_last, v_demo, v_refused
    from {schema}.chain h order by h.chain_no desc limit 1;
    if v_refused is distinct from false then
        return null;
    end if;

    v_at := greatest(coalesce(v_demo, clock_timestamp()), v_last);
    v_micros := extract(epoch from v_at) * 1000000;
    v_seq := nextval('{schema}.mt_events_sequence');
    v_no := v_no + 1;
    -- As in append(): past its header of 20 bytes an array is sent as the chain wants its fields.
    v_hash := sha256(v_hash || substr(array_send(array[
        v_no::text, v_seq::text, stream, (expected + 1)::text, event_id::text, event_type::varchar(500)::text,
        v_micros::text, data::text, headers::text, correlation, causation, user_name]), 21));

    -- Plain statements: under the lock nobody else can have made the stream meanwhile.
    if expected = 0 then
        insert into {schema}.mt_streams (id, type, version, timestamp, created) values (stream, stream_type, 1, v_at, v_at);
    else
        update {schema}.mt_streams m set version = expected + 1, timestamp = v_at where m.id = stream;
    end if;
    insert into {schema}.commands (command_id, request_hash, result, position, recorded_at) values (command_id, request_hash, result, v_seq, v_at);
    insert into {schema}.chain (chain_no, seq_id, hash) values (v_no, v_seq, v_hash);
    insert into {schema}.mt_events
        (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
    values (v_seq, event_id, stream, expected + 1, data, event_type, v_at, correlation, causation, headers, user_name);
    return array[v_seq, v_micros];
end
$$;
