-- The append that is by far the commonest, alone in its batch: one event to one stream, under guards. It stores what append() would store,
-- with scalars where that takes arrays, or answers a null position and has stored nothing: then append() is asked, which says why.
create or replace function {schema}.append_one(
    command_id uuid, request_hash text, result text, correlation text, causation text, user_name text,
    stream text, stream_type text, expected bigint, g_id text[], g_expected bigint[],
    event_id uuid, event_type text, data jsonb, headers jsonb,
    out recorded_at timestamptz, out seq bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    v_text   text;
    v_known  boolean;
    v_moved  boolean;
    v_demo   timestamptz;
    v_last   timestamptz;
    v_head   bigint;
    v_no     bigint;
    v_sealed bigint;
    v_hash   bytea;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'append needs READ COMMITTED: an older snapshot cannot see the versions it must check' using errcode = 'CW002';
    end if;
    if current_setting('cadre.appended', true) = 'yes' then
        raise exception 'one append per transaction: several streams go in one call' using errcode = 'CW003';
    end if;
    if pg_client_encoding() <> 'UTF8' then
        raise exception 'append needs client_encoding UTF8: the chain is made of the texts as sent' using errcode = 'CW005';
    end if;
    v_text := set_config('cadre.appended', 'yes', true);
    v_text := set_config('synchronous_commit', 'on', true);
    v_text := set_config('idle_in_transaction_session_timeout', '10s', true);

    -- A statement of its own: the snapshot of the next is taken after the lock is held.
    v_known := pg_advisory_xact_lock({lock_key}) is null;

    select exists (select from {schema}.commands k where k.command_id = command_id),
           coalesce((select m.version from {schema}.mt_streams m where m.id = stream), 0) <> expected
           or exists (select from unnest(g_id, g_expected) g (id, expected)
                      where coalesce((select m.version from {schema}.mt_streams m where m.id = g.id), 0) <> g.expected),
           i.demo_now, l.seq_id, l.timestamp, c.chain_no, c.seq_id, c.hash
    into v_known, v_moved, v_demo, v_head, v_last, v_no, v_sealed, v_hash
    from {schema}.log_info i
    left join lateral (select e.seq_id, e.timestamp from {schema}.mt_events e order by e.seq_id desc limit 1) l on true
    left join lateral (select h.chain_no, h.seq_id, h.hash from {schema}.chain h order by h.chain_no desc limit 1) c on true
    where i.singleton;
    if v_known or v_moved or v_head > coalesce(v_sealed, 0) then
        return;
    end if;

    recorded_at := greatest(coalesce(v_demo, clock_timestamp()), v_last);
    seq := nextval('{schema}.mt_events_sequence');
    v_no := coalesce(v_no, 0) + 1;
    -- As in append(): past its header of 20 bytes an array is sent as the chain wants its fields.
    v_hash := sha256(coalesce(v_hash, decode(repeat('00', 32), 'hex')) || substr(array_send(array[
        v_no::text, seq::text, stream, (expected + 1)::text, event_id::text, event_type::varchar(500)::text,
        (extract(epoch from recorded_at) * 1000000)::bigint::text, data::text, headers::text, correlation, causation, user_name]), 21));

    with streams as (
        insert into {schema}.mt_streams as m (id, type, version, timestamp, created)
        values (stream, stream_type, expected + 1, recorded_at, recorded_at)
        on conflict on constraint pkey_mt_streams_id do update set version = excluded.version, timestamp = excluded.timestamp
    ), commands as (
        insert into {schema}.commands (command_id, request_hash, result, position, recorded_at)
        values (command_id, request_hash, result, seq, recorded_at)
    ), links as (
        insert into {schema}.chain (chain_no, seq_id, hash) values (v_no, seq, v_hash)
    )
    insert into {schema}.mt_events
        (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
    values (seq, event_id, stream, expected + 1, data, event_type, recorded_at, correlation, causation, headers, user_name);
end
$$;
