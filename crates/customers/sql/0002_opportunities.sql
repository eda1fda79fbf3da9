-- What is known of a deal: what the customer said, requires, fears, asks of the price. Every
-- change is a new row; the newest version of a fact counts, the older ones stay.
create table opportunity_fact (
    -- FACT:VERSION, so that two who change the same version cannot both succeed.
    id text primary key,
    fact text not null,
    version bigint not null,
    deal_id text not null,
    customer_id text not null,
    -- Who said it; the same in all versions.
    contact_id text,
    -- need, wish, consequence, vision, own_reason, moves_now, requirement, risk, price_talk
    kind text not null,
    text text not null,
    said {timestamp} not null,
    -- The event of the customer that confirms it; without one it is assumed.
    event_id text,
    event_kind text,
    event_at {timestamp},
    -- Of a requirement: yes, partly, no, in outline first, then in detail; what is lacking.
    outline text,
    outline_gap text not null,
    detail text,
    detail_gap text not null,
    -- The event with the customer's answer to the fit in detail.
    accepted_id text,
    accepted_kind text,
    accepted_at {timestamp},
    -- Our answer to a risk; empty while it is open.
    answer text not null,
    -- Of a price talk.
    amount text,
    removed boolean not null,
    written {timestamp} not null,
    person text not null
);
create index opportunity_fact_deal on opportunity_fact (deal_id);
create index opportunity_fact_fact on opportunity_fact (fact);
create index opportunity_fact_customer on opportunity_fact (customer_id);
-- What a customer told us they need, and when. Versions as above.
create table stated_need (
    id text primary key,
    need text not null,
    version bigint not null,
    customer_id text not null,
    contact_id text,
    family text not null,
    -- Days.
    from_day text not null,
    peak_day text,
    until_day text not null,
    -- once, yearly
    recurrence text not null,
    -- What is needed, and the wish behind it, in the customer's words.
    fact text not null,
    wish text not null,
    -- talk, form, preference
    source text not null,
    event_id text not null,
    event_kind text not null,
    event_at {timestamp} not null,
    withdrawn {timestamp},
    -- Entered by mistake.
    removed boolean not null,
    written {timestamp} not null,
    person text not null
);
create index stated_need_customer on stated_need (customer_id);
create index stated_need_need on stated_need (need);
