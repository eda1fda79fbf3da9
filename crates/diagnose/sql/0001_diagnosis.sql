-- What was found out about a target, as it was found: one JSON document each, never changed.
create table diagnosis (
    id text primary key,
    target_id text not null,
    made_at {timestamp} not null,
    -- The last day whose sales it knows.
    as_of text not null,
    json text not null
);
create index diagnosis_target on diagnosis (target_id, made_at);
