-- That people were erased: when, by whom and why, never who. What the block list keeps of them
-- says which erasure it is part of.
create table erasure (
    id text primary key,
    at {timestamp} not null,
    -- Who did it: the address of somebody who may sign in, or `command line`.
    person text not null,
    -- As it was given; empty when nothing was.
    reason text not null,
    -- What went, counted, as JSON.
    counts text not null,
    -- Files that wait for their new content: one path a line.
    files text not null,
    -- When no byte was left: files removed, pictures made anew, the database vacuumed.
    done {timestamp}
)
