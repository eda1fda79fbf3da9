-- What the installation as a whole is set to. One JSON value a key.
create table setting (
    key text primary key,
    value text not null
);
-- Who buys.
create table customer (
    id text primary key,
    name text not null,
    kind text not null,
    country text not null,
    region text,
    owner text,
    since {timestamp}
);
create index customer_owner on customer (owner);
-- Natural persons and company addresses we can reach.
create table contact (
    id text primary key,
    customer_id text not null,
    first_name text not null,
    last_name text not null,
    email text,
    phone text,
    language text not null,
    role text not null,
    impersonal boolean not null
);
create index contact_customer on contact (customer_id);
-- By address as it is compared: contacts who share one are looked up for each message.
create index contact_email on contact (lower(trim(email)));
-- Consent and its opposite, append-only: what was said, when, on which evidence.
create table consent (
    id text primary key,
    contact_id text not null,
    channel text not null,
    purpose text not null,
    -- given, withdrawn, objected, existing_customer
    status text not null,
    at {timestamp} not null,
    source text not null,
    text_version text,
    -- The facts of the existing-customer exception (rule M2).
    sale_ref text,
    family text,
    notice_shown boolean not null
);
create index consent_contact on consent (contact_id);
-- A row for each transaction that changed people's records; nobody updates or deletes one.
create table people_change (
    one integer not null
);
-- Who was erased and is not to be taken in or written to again, as keyed hashes.
create table block (
    hash text not null,
    -- email, phone, customer, contact
    channel text not null,
    at {timestamp} not null,
    reason text not null,
    -- The erasure it is part of.
    erasure text,
    primary key (hash, channel)
);
create index block_erasure on block (erasure);
-- Opportunities.
create table deal (
    id text primary key,
    customer_id text not null,
    title text not null,
    opened {timestamp} not null,
    closed {timestamp},
    -- open, won, lost
    outcome text not null,
    phase text not null,
    amount text not null,
    family text,
    region text,
    owner text
);
create index deal_customer on deal (customer_id);
-- Complaints; an open one stops commercial contact.
create table complaint (
    id text primary key,
    customer_id text not null,
    order_ref text,
    opened {timestamp} not null,
    closed {timestamp},
    owner text,
    text text not null
);
create index complaint_customer on complaint (customer_id);
-- What should be reached: a month, a scope, an amount of net revenue.
create table target (
    id text primary key,
    period text not null,
    scope_kind text not null,
    scope_value text not null,
    amount text not null,
    -- file, or the rule it was derived by, such as last_year+5%
    source text not null
);
create unique index target_key on target (period, scope_kind, scope_value);
-- Imports, for the record and for the page.
create table import (
    id text primary key,
    at {timestamp} not null,
    files text not null,
    preset text not null,
    rows bigint not null,
    accepted bigint not null,
    duplicates bigint not null,
    rejected bigint not null,
    -- Rows about people who were erased: they are left out.
    blocked bigint not null,
    rejected_file text
);
