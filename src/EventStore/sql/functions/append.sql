-- Stores a batch of appends: each whole or not at all, none able to spoil another. Arrays run in parallel per append, per stream (s_),
-- per read guard (g_) and per event (e_); s_append, g_append and e_append number the append from 1, last_event is the place of an
-- append's last event in e_ (0 for none). Two appends of one batch may share a guard, but never touch a stream one of them writes.
-- An append is refused when its command id is known (the stored answer is returned) or a stream or guard has moved on.
-- Stored events are chained here, from the arrays at hand and by the rule of seal_locked.
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
as $$
#variable_conflict use_variable
declare
    v_out     int[] := '{}';
    v_demo    timestamptz;
    v_last    timestamptz;
    v_known   boolean;
    v_refused boolean;
    v_text    text;
    v_no      bigint;
    v_sealed  bigint;
    v_hash    bytea;
    v_micros  text;
    v_nos     bigint[] := '{}';
    v_seqs    bigint[] := '{}';
    v_hashes  bytea[]  := '{}';
    r         record;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'append needs READ COMMITTED: an older snapshot cannot see the versions it must check' using errcode = 'CW002';
    end if;
    if pg_current_xact_id_if_assigned() is not null then
        raise exception 'one append per transaction: several streams go in one call' using errcode = 'CW003';
    end if;
    if pg_client_encoding() <> 'UTF8' then
        raise exception 'append needs client_encoding UTF8: the chain is made of the texts as sent' using errcode = 'CW005';
    end if;
    -- Assignments and loops over arrays instead of queries where it matters: each query costs a lone append as much as an insert.
    if current_setting('synchronous_commit') <> 'on' then
        v_text := set_config('synchronous_commit', 'on', true);
    end if;
    -- Whoever goes quiet while holding the ordering lock loses the session, not everyone's morning.
    if current_setting('idle_in_transaction_session_timeout') = '0' then
        v_text := set_config('idle_in_transaction_session_timeout', '10s', true);
    end if;

    -- A statement of its own: the snapshots of the statements below are taken after the lock is held.
    v_known := pg_advisory_xact_lock({lock_key}) is null;

    select exists (select from {schema}.commands k where k.command_id = any (command_id)),
           exists (select from unnest(s_id || g_id, s_expected || g_expected) t (id, expected)
                   where coalesce((select m.version from {schema}.mt_streams m where m.id = t.id), 0) <> t.expected),
           i.demo_now, l.seq_id, l.timestamp, c.chain_no, c.seq_id, c.hash
    into v_known, v_refused, v_demo, head, v_last, v_no, v_sealed, v_hash
    from {schema}.log_info i
    left join lateral (select e.seq_id, e.timestamp from {schema}.mt_events e order by e.seq_id desc limit 1) l on true
    left join lateral (select h.chain_no, h.seq_id, h.hash from {schema}.chain h order by h.chain_no desc limit 1) c on true
    where i.singleton;
    head := coalesce(head, 0);
    -- The clock is that of recording_clock(), read with the rest. Time never falls as positions rise.
    recorded_at := greatest(coalesce(v_demo, clock_timestamp()), v_last);

    known := '{}';
    if v_known then
        known_hash := '{}'; known_result := '{}'; known_position := '{}'; known_at := '{}';
        for r in
            select a.n, k.*
            from unnest(command_id) with ordinality a (id, n)
            cross join lateral (select k.request_hash as hash, k.result as answer, k.position as pos, k.recorded_at as at
                                from {schema}.commands k where k.command_id = a.id offset 0) k
        loop
            v_out := v_out || r.n::int;
            known := known || r.n::int; known_hash := known_hash || r.hash; known_result := known_result || r.answer;
            known_position := known_position || r.pos; known_at := known_at || r.at;
        end loop;
    end if;

    refused := '{}';
    if v_refused then
        refused_stream := '{}'; refused_expected := '{}'; refused_actual := '{}';
        for r in
            select t.n, t.id, t.expected, coalesce((select m.version from {schema}.mt_streams m where m.id = t.id), 0) as actual
            from unnest(s_append || g_append, s_id || g_id, s_expected || g_expected) t (n, id, expected)
        loop
            continue when r.actual = r.expected or r.n = any (v_out);
            v_out := v_out || r.n;
            refused := refused || r.n; refused_stream := refused_stream || r.id;
            refused_expected := refused_expected || r.expected; refused_actual := refused_actual || r.actual;
        end loop;
    end if;

    if head > coalesce(v_sealed, 0) then
        -- Another engine wrote before us and nobody has sealed it yet.
        perform {schema}.seal_locked(head);
        select h.chain_no, h.hash into v_no, v_hash from {schema}.chain h order by h.chain_no desc limit 1;
    end if;
    v_no := coalesce(v_no, 0);
    v_hash := coalesce(v_hash, decode(repeat('00', 32), 'hex'));
    v_micros := (extract(epoch from recorded_at) * 1000000)::bigint::text;

    positions := '{}';
    for n in 1 .. cardinality(e_append) loop
        if e_append[n] = any (v_out) then
            -- A refused event gets no position: the head of the log must be one that is stored.
            positions := positions || null::bigint;
            continue;
        end if;
        head := nextval('{schema}.mt_events_sequence');
        v_no := v_no + 1;
        -- Past its header of 20 bytes an array is sent as the chain wants its fields: four bytes of length and UTF-8, a null as ffffffff.
        v_hash := sha256(v_hash || substr(array_send(array[
            v_no::text, head::text, e_stream[n], e_version[n]::text, e_id[n]::text, e_type[n]::varchar(500)::text, v_micros, e_data[n]::text,
            e_headers[n]::text, correlation[e_append[n]], causation[e_append[n]], user_name[e_append[n]]]), 21));
        positions := positions || head;
        v_nos := v_nos || v_no;
        v_seqs := v_seqs || head;
        v_hashes := v_hashes || v_hash;
    end loop;

    if cardinality(v_out) < cardinality(command_id) then
        with streams as (
            insert into {schema}.mt_streams as m (id, type, version, timestamp, created)
            select s.id, s.type, s.expected + s.added, recorded_at, recorded_at
            from unnest(s_append, s_id, s_type, s_expected, s_added) s (n, id, type, expected, added)
            where s.n <> all (v_out)
            on conflict on constraint pkey_mt_streams_id do update set version = excluded.version, timestamp = excluded.timestamp
        ), commands as (
            insert into {schema}.commands (command_id, request_hash, result, position, recorded_at)
            select a.id, a.hash, a.answer, coalesce(positions[nullif(a.last, 0)], head), recorded_at
            from unnest(command_id, request_hash, result, last_event) with ordinality a (id, hash, answer, last, n)
            where a.n <> all (v_out)
        ), links as (
            insert into {schema}.chain (chain_no, seq_id, hash) select * from unnest(v_nos, v_seqs, v_hashes)
        )
        insert into {schema}.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
        select e.seq, e.id, e.stream, e.version, e.data, e.type, recorded_at, correlation[e.n], causation[e.n], e.headers, user_name[e.n]
        from unnest(positions, e_append, e_stream, e_version, e_id, e_type, e_data, e_headers)
             e (seq, n, stream, version, id, type, data, headers)
        where e.n <> all (v_out);
    end if;
end
$$;
