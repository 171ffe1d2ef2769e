-- Stores a batch of appends: each whole or not at all, none able to spoil another. Arrays run in parallel per append, per stream (s_),
-- per read guard (g_) and per event (e_); s_append, g_append and e_append number the append from 1, last_event is the place of an
-- append's last event in e_ (0 for none). Two appends of one batch may share a guard, but never touch a stream one of them writes.
-- An append is refused when its command id is known (the stored answer is returned) or a stream or guard has moved on.
create or replace function {schema}.append(
    command_id uuid[], request_hash text[], result text[], correlation text[], causation text[], user_name text[], last_event int[],
    s_append int[], s_id text[], s_type text[], s_expected bigint[], s_added int[],
    g_append int[], g_id text[], g_expected bigint[],
    e_append int[], e_stream text[], e_version bigint[], e_id uuid[], e_type text[], e_data jsonb[], e_headers jsonb[],
    out recorded_at timestamptz, out head bigint, out positions bigint[],
    out refused int[], out refused_stream text[], out refused_expected bigint[], out refused_actual bigint[],
    out known int[], out known_hash text[], out known_result text[], out known_position bigint[], out known_at timestamptz[])
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- Plans are kept for the life of a connection and may be made while the tables are empty: they must not be scans.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_variable
declare
    v_out  int[] := '{}';
    v_last timestamptz;
    r      record;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'append needs READ COMMITTED: an older snapshot cannot see the versions it must check' using errcode = 'CW002';
    end if;
    if current_setting('cadre.appended', true) = 'yes' then
        raise exception 'one append per transaction: several streams go in one call' using errcode = 'CW003';
    end if;
    perform set_config('cadre.appended', 'yes', true),
            set_config('synchronous_commit', 'on', true),
            -- Whoever goes quiet while holding the ordering lock loses the session, not everyone's morning.
            set_config('idle_in_transaction_session_timeout', '10s', true);

    -- A statement of its own: the snapshots of the statements below are taken after the lock is held.
    perform {schema}.take_ordering_lock();

    known := '{}'; known_hash := '{}'; known_result := '{}'; known_position := '{}'; known_at := '{}';
    for r in
        select a.n, c.*
        from unnest(command_id) with ordinality a (id, n)
        cross join lateral (select k.request_hash as hash, k.result as answer, k.position as pos, k.recorded_at as at
                            from {schema}.commands k where k.command_id = a.id) c
    loop
        v_out := v_out || r.n::int;
        known := known || r.n::int; known_hash := known_hash || r.hash; known_result := known_result || r.answer;
        known_position := known_position || r.pos; known_at := known_at || r.at;
    end loop;

    refused := '{}'; refused_stream := '{}'; refused_expected := '{}'; refused_actual := '{}';
    for r in
        select t.n, t.id, t.expected, coalesce(m.version, 0) as actual
        from (select * from unnest(s_append, s_id, s_expected) s (n, id, expected)
              union all
              select * from unnest(g_append, g_id, g_expected) g (n, id, expected)) t
        left join lateral (select v.version from {schema}.mt_streams v where v.id = t.id) m on true
        where coalesce(m.version, 0) <> t.expected
    loop
        continue when r.n = any (v_out);
        v_out := v_out || r.n;
        refused := refused || r.n; refused_stream := refused_stream || r.id;
        refused_expected := refused_expected || r.expected; refused_actual := refused_actual || r.actual;
    end loop;

    select e.seq_id, e.timestamp into head, v_last from {schema}.mt_events e order by e.seq_id desc limit 1;
    head := coalesce(head, 0);
    recorded_at := greatest({schema}.recording_clock(), v_last);
    positions := array(select nextval('{schema}.mt_events_sequence') from generate_series(1, cardinality(e_append)));

    if cardinality(v_out) < cardinality(command_id) then
        if cardinality(e_append) > 0 then
            insert into {schema}.mt_streams as m (id, type, version, timestamp, created)
            select s.id, s.type, s.expected + s.added, recorded_at, recorded_at
            from unnest(s_append, s_id, s_type, s_expected, s_added) s (n, id, type, expected, added)
            where s.n <> all (v_out)
            on conflict on constraint pkey_mt_streams_id do update set version = excluded.version, timestamp = excluded.timestamp;

            insert into {schema}.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
            select e.seq, e.id, e.stream, e.version, e.data, e.type, recorded_at, correlation[e.n], causation[e.n], e.headers, user_name[e.n]
            from unnest(positions, e_append, e_stream, e_version, e_id, e_type, e_data, e_headers)
                 e (seq, n, stream, version, id, type, data, headers)
            where e.n <> all (v_out);

            perform {schema}.seal(positions[cardinality(positions)]);
            head := positions[cardinality(positions)];
        end if;

        insert into {schema}.commands (command_id, request_hash, result, position, recorded_at)
        select a.id, a.hash, a.answer, coalesce(positions[nullif(a.last, 0)], head), recorded_at
        from unnest(command_id, request_hash, result, last_event) with ordinality a (id, hash, answer, last, n)
        where a.n <> all (v_out);
    end if;
end
$$;
