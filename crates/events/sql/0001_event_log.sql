-- The log as a whole. The snapshot grows by one with every change; a change that finds another
-- number than the one it was prepared for does not happen.
create table event_head (
    one bigint primary key,
    -- names the log: the folder of its files says the same
    log text not null,
    snapshot bigint not null,
    buckets bigint not null
);
-- Live files: sorted runs of events (kind 'run') and sorted runs of event ids (kind 'ids').
-- And those that were merged into others and may still have to be removed (kind 'merged').
create table event_file (
    path text primary key,
    kind text not null,
    bucket bigint not null,
    rows bigint not null,
    bytes bigint not null,
    -- microseconds since 1970, of the earliest and the latest event in a run
    min_time bigint not null,
    max_time bigint not null,
    snapshot bigint not null
);
create index event_file_bucket on event_file (bucket);
-- The snapshot that last changed what a bucket holds.
create table event_bucket (
    bucket bigint primary key,
    version bigint not null
);
-- Events that are acknowledged and not yet in a run. The body is JSON.
create table event_inbox (
    seq {serial},
    id {bytes} not null unique,
    body text not null
)
