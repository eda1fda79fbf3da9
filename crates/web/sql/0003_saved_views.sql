-- Filters, columns and order of the list of customers, under a name.
create table saved_view (
    id text primary key,
    -- whose it is
    user_id text not null,
    name text not null,
    -- what its address asks for: names and values, as a list in JSON
    query text not null,
    -- whether everybody of the house sees it
    shared boolean not null,
    created {timestamp} not null
);
create index saved_view_user on saved_view (user_id);
