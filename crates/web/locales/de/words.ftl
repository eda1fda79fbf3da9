### The words for the codes of the closed lists


## phase
phase-need = Bedarf
phase-solution = Lösung
phase-risk = Abwägung
phase-customer = Kunde
phase-advocate = Empfiehlt uns

## stage
stage-attention = Aufmerksamkeit
stage-interest = Interesse
stage-desire = Wunsch
stage-action = Handlung

## barrier
barrier-brand_unknown = Kennt uns nicht
barrier-advantage_unknown = Sieht den Vorteil nicht
barrier-too_expensive = Zu teuer
barrier-competitor_better = Wettbewerber gilt als besser
barrier-timing = Falscher Zeitpunkt
barrier-risk = Fürchtet Risiken
barrier-no_need = Kein Bedarf
barrier-no_authority = Darf nicht entscheiden
barrier-trust = Vertraut uns nicht
barrier-product_gap = Uns fehlt etwas

## channel
channel-email = E-Mail
channel-phone = Telefon
channel-post = Brief
channel-sms = SMS
channel-visit = Besuch
channel-fair = Messe
channel-web = Website
channel-chat = Chat

## direction
direction-in = kam zu uns
direction-out = ging von uns aus

## purpose
purpose-marketing = Werbung
purpose-service = Service

## team
team-marketing = Marketing
team-sales = Vertrieb
team-admin = Administration

## scope
scope-company = Ganze Firma
scope-family = Produktfamilie
scope-region = Region
scope-owner = Zuständig
scope-channel = Kanal

## kind
kind-person = Privatperson
kind-company = Unternehmen

## role
role-user = nutzt es
role-buyer = bestellt
role-decider = entscheidet
role-specifier = schreibt es vor
role-advocate = empfiehlt uns

## lang
lang-de = Deutsch
lang-nl = Nederlands
lang-es = Español
lang-en = English

## event
event-sale = Bestellung
event-return = Rückgabe
event-adjustment = Korrektur
event-touch = Kontakt
event-message_sent = Nachricht gesendet
event-message_bounced = Nachricht nicht zustellbar
event-message_answered = Nachricht beantwortet
event-visit = Seitenbesuch
event-search = Suche
event-product_viewed = Artikel angesehen
event-product_added = In den Warenkorb gelegt
event-product_removed = Aus dem Warenkorb genommen
event-product_wished = Auf die Merkliste gesetzt
event-product_reviewed = Artikel bewertet
event-checkout_started = Zur Kasse gegangen
event-inquiry = Anfrage
event-need_stated = Bedarf genannt
event-requirement_confirmed = Anforderung bestätigt
event-quote_requested = Angebot angefragt
event-price_asked = Nach dem Preis gefragt
event-reference_asked = Nach Referenzen gefragt
event-referral = Empfehlung
event-quote_sent = Angebot gesendet
event-note = Notiz
event-deal_opened = Chance eröffnet
event-deal_won = Auftrag gewonnen
event-deal_lost = Auftrag verloren
event-deal_reopened = Chance wieder offen
event-deal_removed = Chance zurückgenommen
event-complaint_opened = Beschwerde
event-complaint_closed = Beschwerde gelöst
event-complaint_reopened = Beschwerde wieder offen
event-complaint_removed = Beschwerde zurückgenommen
event-promise_made = Zusage gegeben
event-promise_kept = Zusage eingehalten
event-promise_broken = Zusage gebrochen
event-promise_reopened = Zusage wieder offen
event-promise_removed = Zusage zurückgenommen
event-survey_answered = Umfrage beantwortet
event-survey_removed = Antwort auf Umfrage zurückgenommen
event-consent_given = Einwilligung erteilt
event-consent_withdrawn = Einwilligung widerrufen
event-objected = Werbung widersprochen
event-other = Anderes Ereignis

## consent
consent-given = erteilt
consent-withdrawn = widerrufen
consent-objected = widersprochen
consent-existing_customer = Bestandskunde

## outcome
outcome-open = offen
outcome-won = gewonnen
outcome-lost = verloren

## theme
theme-auto = Wie das System
theme-light = Hell
theme-dark = Dunkel

## verdict
verdict-allow = erlaubt
verdict-deny = nicht erlaubt
verdict-ask_person = bitte prüfen

## security
security-starttls = STARTTLS (Port 587)
security-tls = TLS (Port 465)
security-none = keine, nur auf diesem Rechner
