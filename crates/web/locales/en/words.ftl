### The words for the codes of the closed lists


## phase
phase-need = Need
phase-solution = Solution
phase-risk = Risk and price
phase-customer = Customer
phase-advocate = Recommends us

## stage
stage-attention = Attention
stage-interest = Interest
stage-desire = Desire
stage-action = Action

## barrier
barrier-brand_unknown = Does not know us
barrier-advantage_unknown = Does not see the advantage
barrier-too_expensive = Too expensive
barrier-competitor_better = Competitor judged better
barrier-timing = Wrong moment
barrier-risk = Fears the risk
barrier-no_need = No need felt
barrier-no_authority = Cannot decide alone
barrier-trust = Does not trust us
barrier-product_gap = We lack something

## channel
channel-email = E-mail
channel-phone = Phone
channel-post = Letter
channel-sms = Text message
channel-visit = Visit
channel-fair = Fair
channel-web = Website
channel-chat = Chat

## direction
direction-in = came to us
direction-out = we began

## purpose
purpose-marketing = Marketing
purpose-service = Service

## team
team-marketing = Marketing
team-sales = Sales
team-admin = Administration

## scope
scope-company = Whole company
scope-family = Product family
scope-region = Region
scope-owner = Owner
scope-channel = Channel

## kind
kind-person = Person
kind-company = Company

## role
role-user = uses it
role-buyer = places the order
role-decider = decides
role-specifier = specifies it
role-advocate = recommends us

## lang
lang-de = Deutsch
lang-nl = Nederlands
lang-es = Español
lang-en = English

## event
event-sale = Order
event-return = Return
event-adjustment = Adjustment
event-touch = Contact
event-message_sent = Message sent
event-message_bounced = Message bounced
event-message_answered = Message answered
event-visit = Page visit
event-search = Search
event-product_viewed = Article viewed
event-product_added = Put into the basket
event-product_removed = Taken out of the basket
event-product_wished = Put on a wish list
event-product_reviewed = Article reviewed
event-checkout_started = Checkout begun
event-inquiry = Inquiry
event-need_stated = Need stated
event-requirement_confirmed = Requirement confirmed
event-quote_requested = Quote requested
event-price_asked = Asked about the price
event-reference_asked = Asked for references
event-referral = Referral
event-quote_sent = Quote sent
event-note = Note
event-deal_opened = Deal opened
event-deal_won = Deal won
event-deal_lost = Deal lost
event-deal_reopened = Deal open again
event-deal_removed = Deal taken back
event-complaint_opened = Complaint
event-complaint_closed = Complaint settled
event-complaint_reopened = Complaint open again
event-complaint_removed = Complaint taken back
event-promise_made = Promise made
event-promise_kept = Promise kept
event-promise_broken = Promise broken
event-promise_reopened = Promise open again
event-promise_removed = Promise taken back
event-survey_answered = Survey answered
event-survey_removed = Survey answer taken back
event-consent_given = Consent given
event-consent_withdrawn = Consent withdrawn
event-objected = Objected to marketing
event-other = Other event

## consent
consent-given = given
consent-withdrawn = withdrawn
consent-objected = objected
consent-existing_customer = existing customer

## outcome
outcome-open = open
outcome-won = won
outcome-lost = lost

## theme
theme-auto = Like the system
theme-light = Light
theme-dark = Dark

## verdict
verdict-allow = allowed
verdict-deny = not allowed
verdict-ask_person = ask somebody

## security
security-starttls = STARTTLS (port 587)
security-tls = TLS (port 465)
security-none = none, on this machine only
