-- The live files of the kept pictures, one or two a bucket of the event log. All rows are changed
-- in one transaction, so that readers see the pictures of one refresh.
create table picture_file (
    bucket bigint primary key,
    -- name in the folder pictures/ of the file with the pictures of all customers
    path text not null,
    -- the checksum the file carries, its 64 bits as a signed number
    checksum bigint not null,
    -- name of the file with the pictures that are others since then; empty where there is none
    changes text not null,
    -- its checksum, or 0
    changes_checksum bigint not null,
    -- version of the bucket in the event log the pictures were made from
    bucket_version bigint not null,
    -- snapshot of the event log this row was last confirmed at
    snapshot bigint not null,
    fold_version bigint not null,
    customers bigint not null,
    -- of both files
    bytes bigint not null
)
