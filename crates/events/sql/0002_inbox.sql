-- Events that are acknowledged and not yet in a run, many in a row: a request of a sender, or what
-- a room recorded in one transaction. The body is zstd over one JSON object a line.
create table event_inbox (
    seq {serial},
    -- how many events the row holds
    events bigint not null,
    body {bytes} not null
);
-- Who turned out to be whom: events of `alias` belong to `customer`, earlier ones too.
create table event_identity (
    alias text primary key,
    -- never an alias itself
    customer text not null,
    -- microseconds since 1970
    since bigint not null,
    -- 1 until the runs hold no event of the alias any more
    pending bigint not null
);
create index event_identity_customer on event_identity (customer)
