-- Chains every event up to a position that is not chained yet, and says how many; the caller holds the ordering lock. hash = sha256 of
-- the previous hash (32 zero bytes at first) followed by the fields, each as four bytes of length (big-endian) and UTF-8 text, a null as
-- ffffffff: chain number, seq_id, stream, version, id, type, microseconds since 1970 UTC, data, headers, correlation, causation, user.
-- is_archived and mt_dotnet_type stay out: another engine may set them.
create or replace function {schema}.seal_locked(up_to bigint) returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
    v_no     bigint := 0;
    v_seq    bigint := 0;
    v_hash   bytea  := decode(repeat('00', 32), 'hex');
    v_first  bigint;
    v_nos    bigint[] := '{}';
    v_seqs   bigint[] := '{}';
    v_hashes bytea[]  := '{}';
    v_text   text;
    e        record;
begin
    select c.chain_no, c.seq_id, c.hash into e from {schema}.chain c order by c.chain_no desc limit 1;
    if found then
        v_no := e.chain_no; v_seq := e.seq_id; v_hash := e.hash;
    end if;
    v_first := v_no;

    for e in
        select t.seq_id,
               int4send(octet_length(t.seq))     || convert_to(t.seq, 'UTF8')
            || int4send(octet_length(t.stream))  || convert_to(t.stream, 'UTF8')
            || int4send(octet_length(t.version)) || convert_to(t.version, 'UTF8')
            || int4send(octet_length(t.id))      || convert_to(t.id, 'UTF8')
            || int4send(octet_length(t.type))    || convert_to(t.type, 'UTF8')
            || int4send(octet_length(t.micros))  || convert_to(t.micros, 'UTF8')
            || int4send(octet_length(t.data))    || convert_to(t.data, 'UTF8')
            || coalesce(int4send(octet_length(t.headers))     || convert_to(t.headers, 'UTF8'),     '\xffffffff'::bytea)
            || coalesce(int4send(octet_length(t.correlation)) || convert_to(t.correlation, 'UTF8'), '\xffffffff'::bytea)
            || coalesce(int4send(octet_length(t.causation))   || convert_to(t.causation, 'UTF8'),   '\xffffffff'::bytea)
            || coalesce(int4send(octet_length(t.user_name))   || convert_to(t.user_name, 'UTF8'),   '\xffffffff'::bytea) as fields
        from (
            -- offset 0 keeps each text from being made three times over.
            select m.seq_id, m.seq_id::text as seq, m.stream_id::text as stream, m.version::text as version, m.id::text as id, m.type::text as type,
                   (extract(epoch from m.timestamp) * 1000000)::bigint::text as micros, m.data::text as data, m.headers::text as headers,
                   m.correlation_id::text as correlation, m.causation_id::text as causation, m.user_name::text as user_name
            from {schema}.mt_events m
            where m.seq_id > v_seq and m.seq_id <= up_to
            order by m.seq_id
            offset 0) t
    loop
        v_no := v_no + 1;
        v_text := v_no::text;
        v_hash := sha256(v_hash || int4send(octet_length(v_text)) || convert_to(v_text, 'UTF8') || e.fields);
        v_nos := v_nos || v_no;
        v_seqs := v_seqs || e.seq_id;
        v_hashes := v_hashes || v_hash;
    end loop;

    insert into {schema}.chain (chain_no, seq_id, hash) select * from unnest(v_nos, v_seqs, v_hashes);
    return v_no - v_first;
end
$$;
