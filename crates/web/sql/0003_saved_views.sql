-- Filters, columns and order of the list of customers, under a name.
create table saved_view (
    id text primary key,
    -- whose it is
    user_id text not null,
    name text not null,
    -- the part of the address after the question mark, as the page writes it
    query text not null,
    -- whether everybody of the house sees it
    shared boolean not null,
    created {timestamp} not null
);
create index saved_view_user on saved_view (user_id);
