-- The live files of the kept pictures, one a bucket of the event log. All rows are changed in
-- one transaction, so that readers see the pictures of one refresh.
create table picture_file (
    bucket bigint primary key,
    -- name of the file in the folder pictures/
    path text not null,
    -- version of the bucket in the event log the pictures were made from
    bucket_version bigint not null,
    -- snapshot of the event log this row was last confirmed at
    snapshot bigint not null,
    fold_version bigint not null,
    customers bigint not null,
    bytes bigint not null,
    -- the checksum the file carries, its 64 bits as a signed number
    checksum bigint not null
)
