-- Who may sign in.
create table "user" (
    id text primary key,
    -- Trimmed, lower case.
    email text not null,
    name text not null,
    -- marketing, sales, admin
    team text not null,
    language text not null,
    -- auto, light, dark
    theme text not null,
    -- Argon2id in PHC form.
    password_hash text not null,
    -- Made anew with each new password and whenever the person is kept out or let in again; a
    -- session holds the stamp it was made under, and is over under another one.
    stamp text not null,
    active boolean not null,
    created {timestamp} not null
);
create unique index user_email on "user" (email);
-- Who is signed in. Only the hash of a session's id is kept: a copy of the table opens nothing.
create table session (
    hash text primary key,
    data text not null,
    expires {timestamp} not null
);
create index session_expires on session (expires);
