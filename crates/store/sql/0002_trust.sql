-- When the customer first heard from us about a complaint.
alter table complaint add column first_reply {timestamp};
-- What we promised whom by when; an overdue one stops commercial contact.
create table promise (
    id text primary key,
    customer_id text not null,
    contact_id text,
    made {timestamp} not null,
    owner text,
    text text not null,
    -- A moment of the last day on which it can be kept; the day counts, in the company's zone.
    due {timestamp} not null,
    settled {timestamp},
    -- kept, broken, withdrawn; filled exactly when settled is
    outcome text
);
create index promise_customer on promise (customer_id);
-- What customers said about us when they were asked.
create table survey (
    id text primary key,
    customer_id text not null,
    contact_id text,
    asked {timestamp},
    answered {timestamp},
    -- 1 to 5, both or none; filled exactly when answered is
    competence integer,
    likeability integer,
    text text not null,
    followed_up {timestamp}
);
create index survey_customer on survey (customer_id);
