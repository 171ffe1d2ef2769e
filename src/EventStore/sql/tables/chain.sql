-- The integrity chain: gapless numbers over positions that are not dense. hash = sha256(previous hash, event); see functions/seal.sql.
create table if not exists {schema}.chain (
    chain_no bigint not null,
    seq_id   bigint not null,
    hash     bytea  not null,
    constraint pkey_chain primary key (chain_no),
    constraint chain_hash_is_sha256 check (octet_length(hash) = 32)
);
