### Vertrouwen: toezeggingen, belastingen, enquêtes, klachten

trust-title = Vertrouwen
trust-text = Wat relaties belast, wat wij hebben toegezegd, wat klanten van ons vinden en waar klachten vandaan komen.
trust-figures = Kerncijfers over vertrouwen
trust-strains = Wat belast
trust-strain = Belasting
trust-age = Sinds
trust-strains-means = Open en onbeantwoorde klachten, verlopen toezeggingen, onbeantwoorde vragen, te veel contacten en slechte cijfers waar nog niemand naar heeft gevraagd. Elke belasting komt uit een record of gebeurtenis en verdwijnt zodra het is opgelost.
trust-strains-none = Voor zover wij weten belast nu niets deze relatie.
trust-strains-nobody = Voor zover wij weten belast nu niets.
trust-stops = stopt reclame
trust-since = sinds { $date }
trust-no-owner = niemand verantwoordelijk
trust-oldest = De { $shown } oudste van { $count }.
trust-stressor-complaint = Open klacht
trust-stressor-unheard = Klacht zonder eerste antwoord
trust-stressor-promise = Verlopen toezegging
trust-stressor-inquiry = Onbeantwoorde vraag
trust-stressor-cap = Meer contacten dan gewenst
trust-stressor-survey = Slecht cijfer, nog niet nagevraagd
trust-way = Hoe beantwoord?
trust-person = Persoon
trust-nobody = niemand in het bijzonder
trust-answered = Vraag is beantwoord
trust-ledger = Vertrouwensrekening
trust-sum = Som
trust-sum-is = Som { $sum }
trust-sum-means = Som van de posten: wat wij deden dat vertrouwen oplevert (+) of kost (−). De gewichten zijn afgesproken en niet gemeten; ‘docs/trust.md’ geeft van elk de reden. De som beslist nooit wie post krijgt.
trust-entries =
    { $count ->
        [one] uit { $count } post
       *[other] uit { $count } posten
    }
trust-entries-all = Alle posten
trust-chart = Vertrouwensrekening per maand
trust-unknown = Nog niet bekend: er is geen post.
trust-point-kept = Toezegging nagekomen
trust-point-broken = Toezegging niet nagekomen
trust-point-heard = Klacht snel beantwoord
trust-point-unheard = Klacht laat of niet beantwoord
trust-point-settled = Klacht opgelost
trust-point-honoured = Bezwaar gerespecteerd
trust-point-ignored = Reclame na bezwaar
trust-point-answered = Vraag snel beantwoord
trust-point-unanswered = Vraag laat of niet beantwoord
trust-point-referral = Heeft ons aanbevolen
trust-point-able = Vindt ons bekwaam
trust-point-unable = Vindt ons niet bekwaam
trust-point-liked = Heeft graag met ons te maken
trust-point-disliked = Heeft niet graag met ons te maken
trust-promises = Toezeggingen
trust-promises-means = Wat wij hebben toegezegd en tegen wanneer. Een toezegging waarvan de dag voorbij is en die niemand heeft afgehandeld, telt als gebroken. Het aandeel: nagekomen onder de nagekomen, gebroken en verlopen toezeggingen; open en ingetrokken tellen niet mee.
trust-promises-none = Geen toezegging vastgelegd.
trust-kept-of = { $kept } van { $count } nagekomen
trust-promise-open = open
trust-promise-overdue = verlopen
trust-promise-kept = nagekomen
trust-promise-broken = gebroken
trust-promise-withdrawn = ingetrokken
trust-due = uiterlijk { $date }
trust-settled-on = afgehandeld { $date }
trust-to = aan { $name }
trust-keep = Nagekomen
trust-break = Gebroken
trust-withdraw = Ingetrokken
trust-remove = Was geen toezegging: verwijderen
trust-undo = Ongedaan maken: weer open
trust-promise-new = Nieuwe toezegging vastleggen
trust-promise-text = Wat hebben wij toegezegd?
trust-promise-due = Laatste dag
trust-promise-owner = Wie van ons
trust-promise-add = Toezegging vastleggen
trust-need-text = Schrijf wat is toegezegd.
trust-need-shorter = Hoogstens { $most } tekens.
trust-need-due = Geef een dag vanaf vandaag.
trust-need-marks = Beantwoord beide vragen met 1 tot 5: allebei of geen.
trust-surveys = Wat zij van ons vinden
trust-surveys-means = Twee vragen, elk van 1 (helemaal niet) tot 5 (zeer): Hoe bekwaam zijn wij? Hoe graag heeft u met ons te maken? Beide tellen apart en worden nooit gemiddeld. Een 1 of 2 is slecht en vraagt om iemand die navraagt.
trust-surveys-none = Nog geen antwoord vastgelegd.
trust-surveys-nobody = Nog niemand heeft geantwoord.
trust-competence = Bekwaam
trust-likeability = Prettig
trust-competence-is = bekwaam: { $mark } van 5
trust-likeability-is = prettig: { $mark } van 5
trust-asked-silent = Gevraagd op { $date }, nog geen antwoord.
trust-followed-on = Nagevraagd op { $date }
trust-follow = Wij hebben nagevraagd
trust-unfollow = Ongedaan maken: niet nagevraagd
trust-survey-new = Antwoord vastleggen
trust-survey-words = In hun woorden
trust-survey-add = Antwoord vastleggen
trust-marks = Cijfers
trust-mark = Cijfer
trust-answers =
    { $count ->
        [one] { $count } antwoord
       *[other] { $count } antwoorden
    }
trust-alerts = Slechte cijfers, nog niet nagevraagd
trust-replied = Eerste antwoord { $date }
trust-reply-late =
    { $days ->
        [one] al meer dan { $days } dag zonder antwoord
       *[other] al meer dan { $days } dagen zonder antwoord
    }
trust-reply-none = Geen eerste antwoord vastgelegd.
trust-reply = Wij hebben geantwoord
trust-unreply = Ongedaan maken: niet geantwoord
trust-complaint-close = Opgelost
trust-complaint-reopen = Weer openen
trust-done-promised = De toezegging is vastgelegd.
trust-done-settled = De toezegging is afgehandeld.
trust-done-reopened = De toezegging is weer open.
trust-done-removed = De toezegging is verwijderd.
trust-done-replied = Het eerste antwoord is vastgelegd.
trust-done-unreplied = Het eerste antwoord is teruggenomen.
trust-done-closed = De klacht is opgelost.
trust-done-complaint-reopened = De klacht is weer open.
trust-done-told = Het antwoord is vastgelegd.
trust-done-followed = Gewijzigd.
trust-done-answered = Vastgelegd. De vraag verdwijnt bij de volgende verversing.
trust-changed-meanwhile = Dit is inmiddels gewijzigd. Laad de pagina opnieuw en kijk wat er staat.
trust-figure-strains = Belastingen
trust-figure-kept = Toezeggingen nagekomen
trust-kept-unknown = Nog geen toezegging beslist.
trust-figure-complaints = Klachten per 100 bestellingen
trust-complaints-means = Bestellingen van de laatste 365 dagen waarover iemand klaagde, per 100 bestellingen van die tijd; n telt de bestellingen. Klachten zonder bestelnummer horen bij geen herkomst. Een bestelling met meer families telt in elke. Verkoper is wie de klant nu begeleidt. Het bereik zegt waarmee bij zoveel bestellingen voor 95% rekening te houden is.
trust-complaints-unknown = Geen bestelling in de laatste 365 dagen.
trust-figure-reply = Tot het eerste antwoord
trust-reply-means = Middelste tijd (mediaan) van een klacht tot ons eerste antwoord; n telt de beantwoorde. Wie nog wacht, staat ernaast. Opgeloste klachten zonder vastgelegd antwoord tellen niet mee.
trust-reply-unknown = Nog geen eerste antwoord vastgelegd.
trust-figure-answer = Tot het antwoord op vragen
trust-answer-means = Middelste tijd (mediaan) van een aanvraag tot ons volgende eigen contact of onze offerte; reclame telt niet. n telt de beantwoorde aanvragen.
trust-answer-unknown = Nog geen aanvraag beantwoord.
trust-figure-rate = Antwoorden op enquêtes
trust-rate-means = Aandeel van de gevraagden dat heeft geantwoord; n telt de gevraagden. Antwoorden waarbij niet is vastgelegd wanneer is gevraagd, tellen niet mee.
trust-rate-unknown = Nergens is vastgelegd wie is gevraagd.
trust-range = { $low } tot { $high }
trust-middle-half = de middelste helft: { $low } tot { $high }
trust-waiting =
    { $count ->
        [one] { $count } wacht nog
       *[other] { $count } wachten nog
    }
trust-hours = { $hours } uur
trust-days = { $days } dagen
trust-owed = Toezeggingen: verlopen en deze week
trust-owed-none = Geen toezegging is verlopen of loopt de komende zeven dagen af.
trust-origins = Waar klachten vandaan komen
trust-by-seller = Per verkoper
trust-by-family = Per productfamilie
trust-origin = Herkomst
trust-origin-none = niet vermeld
trust-origin-unknown = { $unknown } van { $count } klachten noemen geen bestelling van deze tijd.
trust-complained = Met klacht
trust-per-hundred = Per 100
trust-mine = Ik neem het op mij
trust-done-mine = U neemt deze klacht op u.
