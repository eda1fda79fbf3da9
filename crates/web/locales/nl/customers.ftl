### Customers: the list, and the picture of one

customers-title = Klanten
customers-text = Wie koopt, wat er nu nodig is en waar elke klant in het eigen koopproces staat.
customers-none = Nog geen klanten
customers-none-text = Lees bestellingen of klanten in met “sog import” en voer daarna “sog refresh” uit.
customers-search = Zoeken
customers-search-hint = Naam of nummer
customers-name = Klant
customers-phase = Fase
customers-need = Nu nodig
customers-region = Regio
customers-owner = Verantwoordelijke
customers-orders = Bestellingen
customers-revenue = Netto-omzet
customers-last = Laatste bestelling
customers-complaints = Klachten
customers-complaints-open = met open klacht
customers-found =
    { $count ->
        [one] { $count } klant gevonden
       *[other] { $count } klanten gevonden
    }
customers-nobody = Niemand gevonden
customers-nobody-text = Geen klant voldoet aan alle voorwaarden. Laat er een weg of zoek anders.
customers-reset = Alle klanten tonen

## One customer: figures
customer-facts = Kerncijfers
customer-no-picture = Nog geen beeld
customer-no-picture-text = Van deze klant is nog niets vastgelegd, of de beelden zijn niet bijgewerkt. “sog refresh” doet dat.
customer-net = Netto-omzet
customer-net-means = Som van alle regels: verkopen, retouren en correcties, tot op de cent. n telt de regels.
customer-net-note = Verkopen { $gross }
customer-orders = Bestellingen
customer-orders-means = Verschillende bestelnummers onder de verkopen. Retouren en correcties tellen niet als bestelling. n telt de verkoopregels.
customer-returned = Retouren
customer-returned-means = Som van retouren en annuleringen. n telt de regels daarvan.
customer-returned-note = { $share } van de verkopen
customer-last = Laatste bestelling
customer-last-means = Dag van de eerste regel van de laatste bestelling. n telt de bestellingen.
customer-no-order = Nog geen bestelling
customer-rhythm = Ritme
customer-rhythm-means = De middelste afstand tussen twee besteldagen (mediaan). n telt de afstanden.
customer-rhythm-value =
    { $days ->
        [one] elke { $days } dag
       *[other] elke { $days } dagen
    }
customer-rhythm-range = { $low } tot { $high } dagen
customer-rhythm-unknown = Daarvoor zijn twee besteldagen nodig.
customer-rhythm-few =
    { $count ->
        [one] Pas { $count } tussentijd: nog niet zeker.
       *[other] Pas { $count } tussentijden: nog niet zeker.
    }
customer-rhythm-from =
    { $count ->
        [one] uit { $count } tussentijd
       *[other] uit { $count } tussentijden
    }
customer-rhythm-overdue = Te laat: al { $days } dagen geen bestelling, eerder nooit meer dan { $longest }.
customer-pressure = Contactdruk
customer-pressure-means = Contacten die van ons uitgingen. Elk telt als 1 en na { $days } dagen nog maar half. n telt de contacten.
customer-pressure-note = { $most } van maximaal { $cap } in { $days } dagen
customer-pressure-none = Wij hebben nog geen contact opgenomen.
customer-balance = Uit eigen beweging
customer-balance-means = Aandeel van de contacten dat de klant begon. n telt de contacten.
customer-balance-note = { $inbound } van de klant, { $outbound } van ons
customer-balance-unknown = Nog geen contact vastgelegd.
customer-complaints = Open klachten
customer-complaints-means = Klachten die nog niet zijn opgelost. Zolang er een openstaat, gaat er geen reclame uit. n telt alle klachten.
customer-opportunity = Nieuw: { $phase }
customer-open-complaints =
    { $count ->
        [one] { $count } open klacht
       *[other] { $count } open klachten
    }

## One customer: needs and revenue
customer-needs = Wat is wanneer nodig?
customer-needs-means = Bestellingen per productfamilie en kalendermaand, alle jaren samen. Omkaderd is de behoefteperiode: de maanden waarin is gekocht en de maand ervoor. Wat het hele jaar door wordt gekocht, heeft geen kader.
customer-calendar-caption = Bestellingen per maand
customer-calendar-cell =
    { $orders ->
        [one] { $family }, { $month }: { $orders } bestelling
       *[other] { $family }, { $month }: { $orders } bestellingen
    }
customer-calendar-guess = Gestreept: pas in één seizoen gekocht, de behoefte is nog niet zeker.
customer-chart = Netto-omzet per maand
customer-chart-summary = { $from } t/m { $until }

## One customer: permission
customer-may = Wat mag er worden verstuurd?
customer-may-means = Zo zou de controle nu oordelen over een reclamebericht over deze productfamilie. Bij het versturen wordt opnieuw gecontroleerd. De code noemt de regel.
customer-may-nobody = Geen contactpersoon vastgelegd. Zonder contactpersoon kan niemand worden aangeschreven.
customer-may-about = Bericht over
customer-may-ask = Controleren
customer-person-cap = { $count } van { $cap } contacten in { $days } dagen

## One customer: history
customer-history = Verloop
customer-history-campaign = Campagne
customer-history-count =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
customer-history-none = Nog niets gebeurd.
customer-history-all = Alle { $count } items tonen
customer-lines =
    { $count ->
        [one] { $count } regel
       *[other] { $count } regels
    }

## One customer: phase
customer-phase = Fase
customer-phase-means = Waar de klant in het eigen koopproces staat. Alleen wat de klant zelf doet, verschuift de fase; onze telefoontjes en offertes niet.
customer-phase-because = Bewijs: { $event } op { $date }.
customer-evidence = In het verloop bekijken
customer-phase-none = Er is nog geen bewijs. We weten het niet.
customer-opportunity-because = Nieuw sinds de laatste aankoop: { $event } op { $date }.
customer-phase-all = Al het bewijs
customer-phase-over = telt niet meer

## One customer: complaints, words, barriers, deals, consent
customer-complaints-title = Klachten
customer-complaints-none = Geen klacht vastgelegd.
customer-complaint-open = open
customer-complaint-closed = opgelost op { $date }
customer-words = In eigen woorden
customer-words-means = Wat de klant zelf heeft gezegd of geschreven: behoeften, aanvragen, zoekopdrachten, antwoorden, klachten.
customer-words-none = Nog niets vastgelegd.
customer-barriers = Wat weerhoudt van kopen?
customer-barriers-means =
    { $count ->
        [one] Drempels die verkoop in { $count } notitie heeft vastgelegd.
       *[other] Drempels die verkoop in { $count } notities heeft vastgelegd.
    }
customer-barriers-none = Geen drempel genoteerd. Dat betekent niet dat er geen is.
customer-barrier-count =
    { $count ->
        [one] { $count } notitie, { $date }
       *[other] { $count } notities, laatst { $date }
    }
customer-deals = Verkoopkansen
customer-consent = Toestemmingen
customer-consent-means = Elke verklaring blijft staan, met tijd en herkomst. Een intrekking geldt direct en blijft gelden na latere aankopen.
customer-consent-none = Geen verklaring vastgelegd.
customer-consent-text = tekst { $version }
customer-consent-sale = aankoop { $sale }
customer-source-unsubscribe = afgemeld via een bericht
customer-source-message = bericht { $id }
customer-source-received = ontvangen { $at }
customer-blocked = geblokkeerd sinds { $date }

customer-privacy = Gegevensbescherming
customer-privacy-means = Alles wat over deze klant is opgeslagen kan als bestand worden overhandigd (AVG art. 15 en 20) of voorgoed worden gewist (art. 17).
customer-export = Alles wat is opgeslagen, als bestand (JSON)
customer-erase = Deze klant wissen …
erase-title = Een klant wissen
erase-what = Dit is over { $id } opgeslagen en zou voorgoed worden gewist. Niemand kan het terughalen.
erase-events = { $count ->
    [one] 1 gebeurtenis
   *[other] { $count } gebeurtenissen
}
erase-records = { $count ->
    [one] 1 gegeven (klant, contacten, toestemmingen, deals, klachten, berichten, antwoorden)
   *[other] { $count } gegevens (klant, contacten, toestemmingen, deals, klachten, berichten, antwoorden)
}
erase-rejected = { $count ->
    [one] 1 geweigerde regel van een import
   *[other] { $count } geweigerde regels van imports
}
erase-stays = Wat blijft is dat er is gewist, en hashes die niemand kan lezen: daaraan wordt de persoon herkend en niet opnieuw opgenomen als een oud bestand wordt geïmporteerd.
erase-backups = Eerdere back-ups bevatten de gegevens nog. Laat oude verlopen.
erase-reason = Reden
erase-reason-hint = Wordt bij het wissen bewaard, zonder namen en adressen van de persoon.
erase-typed = Typ { $id } ter bevestiging
erase-need-typed = Dit is niet het nummer van de klant. Er is niets gewist.
erase-do = Voorgoed wissen
erase-not = Niet wissen
erase-done = De klant is gewist.
erase-done-mentioned = De klant is gewist. De woorden van een campagne noemen deze klant; kijk er alstublieft naar.
erase-not-clean = De klant is gewist en voor niemand meer zichtbaar. Bestanden konden nog niet worden verwijderd; dat gebeurt bij de volgende opdracht of als de server start.
erase-later = Er wordt net een bericht aan deze klant verzonden, of de gegevens blijven veranderen. Er is niets gewist; probeer het over een minuut opnieuw.
