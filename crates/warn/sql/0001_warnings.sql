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
