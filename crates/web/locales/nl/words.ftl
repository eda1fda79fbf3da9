### The words for the codes of the closed lists


## phase
phase-need = Behoefte
phase-solution = Oplossing
phase-risk = Afweging
phase-customer = Klant
phase-advocate = Beveelt ons aan

## stage
stage-attention = Aandacht
stage-interest = Interesse
stage-desire = Verlangen
stage-action = Actie

## barrier
barrier-brand_unknown = Kent ons niet
barrier-advantage_unknown = Ziet het voordeel niet
barrier-too_expensive = Te duur
barrier-competitor_better = Concurrent geldt als beter
barrier-timing = Verkeerd moment
barrier-risk = Vreest risico’s
barrier-no_need = Geen behoefte
barrier-no_authority = Mag niet beslissen
barrier-trust = Vertrouwt ons niet
barrier-product_gap = Wij missen iets

## channel
channel-email = E-mail
channel-phone = Telefoon
channel-post = Brief
channel-sms = Sms
channel-visit = Bezoek
channel-fair = Beurs
channel-web = Website
channel-chat = Chat

## direction
direction-in = kwam naar ons
direction-out = ging van ons uit

## purpose
purpose-marketing = Marketing
purpose-service = Service

## team
team-marketing = Marketing
team-sales = Verkoop
team-admin = Beheer

## scope
scope-company = Hele bedrijf
scope-family = Productfamilie
scope-region = Regio
scope-owner = Verantwoordelijke
scope-channel = Kanaal

## kind
kind-person = Particulier
kind-company = Bedrijf

## role
role-user = gebruikt het
role-buyer = bestelt
role-decider = beslist
role-specifier = schrijft het voor
role-advocate = beveelt ons aan

## lang
lang-de = Deutsch
lang-nl = Nederlands
lang-es = Español
lang-en = English

## event
event-sale = Bestelling
event-return = Retour
event-adjustment = Correctie
event-touch = Contact
event-message_sent = Bericht verstuurd
event-message_bounced = Bericht onbestelbaar
event-message_answered = Bericht beantwoord
event-visit = Paginabezoek
event-search = Zoekopdracht
event-product_viewed = Artikel bekeken
event-product_added = In winkelmand gelegd
event-product_removed = Uit winkelmand gehaald
event-product_wished = Op verlanglijst gezet
event-product_reviewed = Artikel beoordeeld
event-checkout_started = Afrekenen begonnen
event-inquiry = Aanvraag
event-need_stated = Behoefte genoemd
event-requirement_confirmed = Eis bevestigd
event-quote_requested = Offerte gevraagd
event-price_asked = Naar de prijs gevraagd
event-reference_asked = Naar referenties gevraagd
event-referral = Aanbeveling
event-quote_sent = Offerte verstuurd
event-note = Notitie
event-deal_opened = Kans geopend
event-deal_won = Opdracht gewonnen
event-deal_lost = Opdracht verloren
event-deal_reopened = Kans weer open
event-deal_removed = Kans teruggenomen
event-complaint_opened = Klacht
event-complaint_closed = Klacht opgelost
event-complaint_reopened = Klacht weer open
event-complaint_removed = Klacht teruggenomen
event-promise_made = Toezegging gedaan
event-promise_kept = Toezegging nagekomen
event-promise_broken = Toezegging gebroken
event-promise_reopened = Toezegging weer open
event-promise_removed = Toezegging teruggenomen
event-survey_answered = Enquête beantwoord
event-survey_removed = Antwoord op enquête teruggenomen
event-consent_given = Toestemming gegeven
event-consent_withdrawn = Toestemming ingetrokken
event-objected = Bezwaar tegen reclame
event-other = Andere gebeurtenis

## consent
consent-given = gegeven
consent-withdrawn = ingetrokken
consent-objected = bezwaar gemaakt
consent-existing_customer = bestaande klant

## outcome
outcome-open = open
outcome-won = gewonnen
outcome-lost = verloren

## theme
theme-auto = Zoals het systeem
theme-light = Licht
theme-dark = Donker

## verdict
verdict-allow = toegestaan
verdict-deny = niet toegestaan
verdict-ask_person = controleren

## security
security-starttls = STARTTLS (poort 587)
security-tls = TLS (poort 465)
security-none = geen, alleen op deze computer
