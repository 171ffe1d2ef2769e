-- Copies of the signed heads for people to look at. The proof is the file outside the database; nothing verifies against this table.
create table if not exists {schema}.chain_heads (
    chain_no  bigint      not null,
    seq_id    bigint      not null,
    hash      bytea       not null,
    key_id    text        not null,
    signature bytea       not null,
    signed_at timestamptz not null,
    constraint pkey_chain_heads primary key (chain_no, key_id)
);
