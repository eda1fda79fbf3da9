-- Campaigns. What they say stands in the versions of their brief.
create table campaign (
    id text primary key,
    created {timestamp} not null,
    created_by text not null,
    -- draft, running, paused
    state text not null,
    -- Why it is held, when nobody paused it by hand: a code and what a server said, as JSON.
    state_note text,
    launched {timestamp},
    launched_by text,
    -- The version of the brief that was launched, and the share held out.
    launched_version bigint,
    holdout_share double precision
);
-- What a brief said and the words of its message, version by version, as JSON. A version is
-- never written twice.
create table brief (
    campaign_id text not null,
    version bigint not null,
    at {timestamp} not null,
    author text not null,
    body text not null,
    message text not null,
    primary key (campaign_id, version)
);
-- Who stands for a version: one person of each team, never the same one twice.
create table brief_signature (
    campaign_id text not null,
    version bigint not null,
    team text not null,
    person text not null,
    at {timestamp} not null,
    -- SHA-256 of the brief and the words that were signed.
    content text not null,
    primary key (campaign_id, version, team)
);
create unique index brief_signature_person on brief_signature (campaign_id, version, person);
-- One row for every contact of a launched campaign, also for those who get nothing.
create table message (
    id text primary key,
    campaign_id text not null,
    contact_id text not null,
    customer_id text not null,
    -- queued, claimed, sending, sent, bounced, failed, uncertain, denied, held_out, given_up
    state text not null,
    -- The group the guard put the contact into at the launch; never changed afterwards, so
    -- that those who could have been written to compare with those held out.
    launch_group text not null,
    -- The address it was sent to; empty until then.
    address text,
    -- The findings of the guard, as JSON.
    reasons text not null,
    -- The group of the guard's last no; empty for all others.
    denied_group text,
    -- What happened, as a code; what the mail server said, word for word; whose problem it is.
    note text,
    answer text,
    blame text,
    attempts bigint not null,
    not_before {timestamp} not null,
    -- Which worker has it, and until when others leave it alone.
    claim text,
    lease {timestamp},
    -- SHA-256 of the secret in its links.
    token_hash text,
    queued {timestamp} not null,
    sending {timestamp},
    done {timestamp},
    unsubscribed {timestamp},
    answered {timestamp},
    answers bigint not null,
    -- Who decided about an uncertain one.
    decided_by text
);
create unique index message_once on message (campaign_id, contact_id);
create unique index message_token on message (token_hash);
create index message_state on message (state, not_before);
create index message_contact on message (contact_id);
-- By address as it is compared: what reached it counts for whoever has it.
create index message_address on message (lower(address));
create index message_standing on message (campaign_id, state);
-- One row: how many messages were ever begun. A file beside the database knows it too.
create table sending_marks (
    id bigint primary key,
    marks bigint not null
);
insert into sending_marks (id, marks) values (1, 0);
-- Answers to the question of a mail, for the campaign's page; each is an event too.
create table campaign_answer (
    id text primary key,
    campaign_id text not null,
    message_id text not null,
    contact_id text not null,
    customer_id text not null,
    at {timestamp} not null,
    text text not null
);
create index campaign_answer_campaign on campaign_answer (campaign_id, at);
