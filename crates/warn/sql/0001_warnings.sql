-- What is expected of every target, as of the last refresh. Made anew each time.
create table forecast (
    target_id text primary key,
    period text not null,
    -- open, met, missed, unknown
    state text not null,
    -- The forecast with its chart, as JSON.
    detail text not null
);
-- Targets that will probably be missed. A row is opened once and closed with a reason; if the
-- target is in danger again later, that is another warning.
create table warning (
    id text primary key,
    target_id text not null,
    -- new, seen, closed
    state text not null,
    first_seen {timestamp} not null,
    last_refreshed {timestamp} not null,
    closed_at {timestamp},
    -- recovered, period_over_missed, period_over_met, target_gone, unknown
    closed_reason text,
    probability double precision not null,
    at_risk text not null,
    knowable_since text,
    -- The forecast with its chart when the warning was last true, as JSON.
    detail text not null
);
create index warning_target on warning (target_id);
create index warning_state on warning (state);
-- Who changed targets: one row for each act of a person, such as entering one or deriving many.
create table target_act (
    id text primary key,
    at {timestamp} not null,
    person text not null
);
create index target_act_at on target_act (at);
-- What an act changed: the target before and after as JSON, null where there was or is none.
create table target_change (
    act text not null,
    target_id text not null,
    before_change text,
    after_change text,
    primary key (act, target_id)
);
create index target_change_target on target_change (target_id);
