-- What the catalogue of the runs (0003_ducklake.sql) has no place for.

-- The log as a whole. Every change locks this row.
create table event_log (
    one bigint primary key,
    -- names the log: the folder of its files says the same
    log text not null,
    -- of customers, and one more for events of nobody
    buckets bigint not null,
    -- the change up to which what is derived from the log is made: later events are not merged
    -- with earlier ones
    derived bigint not null
);
-- What the events of each run are as old as. A bulk's are all of one change, those of merged runs
-- of several.
create table event_run (
    -- as the catalogue of the runs numbers it
    file_id bigint primary key,
    -- the first and the last change that brought events of it
    oldest bigint not null,
    newest bigint not null
);
-- Sorted files of the ids of all events in runs, by which repeats are recognised.
create table event_ids (
    -- numbered together with the runs
    file_id bigint primary key,
    path text not null,
    rows bigint not null,
    -- the change it was written with
    snapshot bigint not null
);
-- The change that last changed what a bucket holds; merging does not.
create table event_bucket (
    bucket bigint primary key,
    version bigint not null,
    -- the change that last took events from it, or gave it those of others
    rewritten bigint not null
)
