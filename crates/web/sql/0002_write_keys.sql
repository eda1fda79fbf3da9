-- What senders of events show to be let in.
create table write_key (
    id text primary key,
    name text not null,
    -- browser, server
    sender text not null,
    -- SHA-256 of the key, in hex. A key is 32 random letters, so no slow hash is needed.
    hash text not null,
    -- its first letters, to tell one from another
    hint text not null,
    created {timestamp} not null,
    revoked {timestamp}
);
create unique index write_key_hash on write_key (hash);
