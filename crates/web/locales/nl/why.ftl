### Waarom een doel niet wordt gehaald

why-title = Waarom?
why-text = Waar het geld ontbreekt en wat klanten als reden noemen.
why-none = Niets te vragen
why-none-text = Geen doel komt iets tekort, of er is er nog geen.
why-to-targets = Naar de doelen
why-choose = Doel met een tekort
why-choose-none = Kies een doel
why-choose-title = Kies een doel
why-choose-text = Dan ziet u waaruit het tekort bestaat en welke redenen de verkoop noteerde.
why-ask = Vraag waarom
why-stale = Na de laatste verversing kwamen er nieuwe verkopen bij. Dat wordt zo vanzelf bijgewerkt, of u doet het nu.
why-look-again = De gegevens zijn veranderd sinds u keek. Kijk opnieuw voordat u een briefing maakt.
why-made = Stand van { $time }
why-brief = Briefing van deze diagnose maken

## Het oordeel
why-status-met = Geen tekort
why-status-explained = Verklaard
why-status-explained-means = Een drempel die de verkoop noteerde springt eruit, en een oorzaak of een plek ook. Al het andere heet “te weinig bewijs”.
why-status-ambitious = Ambitieus doel
why-status-unknown = Te weinig bewijs
why-met = Er wordt geen tekort verwacht: { $surplus } meer dan het doel.
why-explained = Er ontbreekt { $missing }. “{ $place }” is het verst achtergebleven, en de verkoop noteert “{ $barrier }” vaker dan anders.
why-explained-part = Er ontbreekt { $missing }. Het grootste deel daarvan: “{ $part }” met { $amount }. De verkoop noteert “{ $barrier }” vaker dan anders.
why-explained-part-more = Er ontbreekt { $missing }. Alleen al “{ $part }” kost { $amount }; iets anders maakt een deel daarvan goed. De verkoop noteert “{ $barrier }” vaker dan anders.
why-explained-weeks = Er ontbreekt { $missing }. In de laatste acht weken ging het meeste verloren bij “{ $place }”, en de verkoop noteert “{ $barrier }” vaker dan anders.
why-ambitious = Er ontbreekt { $missing }, omdat het doel { $ambition } meer vraagt dan vorig jaar. Verder springt niets eruit.
why-not-enough = Er ontbreekt { $missing }. Er is te weinig bewijs om te zeggen waarom.
why-fact-driver = { $driver }: { $lost } verloren in de laatste acht weken, vergeleken met dezelfde weken van vorig jaar.
why-fact-focus = { $place }: { $lost } verloren in de laatste acht weken; gemeten aan hoe de rest bewoog ontbreekt { $excess }.
why-fact-barrier = “{ $barrier }” staat in { $share } van de notities met een reden ({ $notes } van { $of }), meer dan { $against }.
why-missing = Wat ontbreekt om meer te zeggen
why-questions = Vijf vragen aan de verkoop
why-against-before = eerder
why-against-rest = elders in het bedrijf
why-lack-last-year = De gegevens bevatten dezelfde maand van vorig jaar niet, dus er is niets om mee te vergelijken.
why-lack-notes = Te weinig notities die een drempel noemen: { $have } van { $need }.
why-lack-compare = Te weinig eerdere notities om mee te vergelijken: { $have } van { $need }.
why-lack-barrier = Er zijn genoeg notities, maar geen drempel wordt vaker genoemd dan eerder.
why-lack-driver = Geen groep kopers, familie of regio springt er boven het toeval uit. Dat betekent niet dat daar niets ontbreekt: de tabel laat zien waar het meest.
why-ask-what-changed = Wat is daar veranderd?
why-ask-leave = Waarom kopen klanten die altijd kochten niet meer?
why-ask-not-begin = Waarom beginnen degenen niet die klant zouden kunnen worden?
why-ask-less-often = Waarom bestellen klanten minder vaak?
why-ask-smaller = Waarom zijn de bestellingen kleiner?
why-ask-returns = Waarom sturen klanten meer terug?
why-ask-who-stays-away = Wie van de anonieme kopers blijft weg, en sinds wanneer?
why-ask-what-keeps = In de woorden van de klant: wat weerhoudt hem nu van kopen?
why-ask-instead = Wat doen of kopen ze in plaats daarvan?
why-ask-help = Wat zou er nodig zijn zodat ze kopen?
why-ask-when = Wanneer is de behoefte er weer?
why-ask-who-decides = Wie beslist er nog meer?

## Kerncijfers
why-shortfall = Tekort
why-shortfall-means = Doel min wat geboekt en verwacht is. Onder nul wordt het doel overtroffen.
why-booked-until = tot { $date }
why-last-year = Vorig jaar, hele maand
why-last-year-means = Netto-omzet van dezelfde maand van vorig jaar.

## Van doel naar verwachting
why-waterfall = Van het doel naar wat verwacht wordt
why-waterfall-summary = Van een doel van { $target } naar { $expected } verwacht.
why-waterfall-means = Elke stap is een deel van het tekort. Omlaag vergroot het, omhoog hielp. Alle delen samen zijn het tekort, op de cent.
why-part = Deel van het tekort
why-adds = Draagt bij aan het tekort
why-sum = Som
why-sum-shortfall = Som = tekort
why-part-ambition = Doel boven vorig jaar
why-part-ambition-means = Hoeveel meer het doel vraagt dan de hele maand van vorig jaar opbracht.
why-part-rest = Rest van de maand
why-part-rest-means = Hoeveel minder de rest van de maand naar verwachting opbrengt dan de rest vorig jaar. Wat een onvoltooide dag opbracht hoort erbij.
why-part-unexplained = Geen vergelijking mogelijk

## Waar
why-where = Waar ontbreekt het?
why-compared = { $now } vergeleken met { $then }.
why-recent = De laatste acht weken
why-recent-means = Een langere tijd dan in de grafiek hierboven, zodat toeval minder telt; de bedragen zijn daarom anders.
why-elapsed = De maand tot nu toe, zoals in de grafiek hierboven
why-window = { $from } t/m { $until }
why-groups = Wie koopt, hoe vaak, voor hoeveel
why-groups-means = Nieuw is wie in de vergeleken dagen voor het eerst bestelde; terugkerend zijn alle anderen met een naam. De regels van een groep zijn samen wat ze verloor.
why-groups-table = Alle cijfers
why-segment-new = Nieuwe klanten
why-segment-returning = Terugkerende klanten
why-segment-named = Klanten met naam
why-segment-anonymous = Anonieme verkopen
why-factor = Factor
why-factor-customers = aantal klanten
why-factor-orders-per-customer = bestellingen per klant
why-factor-orders = aantal bestellingen
why-factor-value-per-order = waarde per bestelling
why-factor-returns = retouren
why-net = Netto-omzet
why-noise =
    { $n ->
        [one] Alleen door toeval ligt het verlies binnen ongeveer ± { $noise } (n = { $n } klant).
       *[other] Alleen door toeval ligt het verlies binnen ongeveer ± { $noise } (n = { $n } klanten).
    }
why-noise-anonymous =
    { $n ->
        [one] Alleen door toeval ligt het verlies binnen ongeveer ± { $noise } (n = { $n } bestelling).
       *[other] Alleen door toeval ligt het verlies binnen ongeveer ± { $noise } (n = { $n } bestellingen).
    }
why-before = Vorig jaar
why-after = Dit jaar
why-lost = Verloren
why-lost-means = Vorig jaar min dit jaar in de vergeleken dagen. Onder nul: gewonnen.
why-excess = Slechter dan de rest
why-excess-means = Wat ontbreekt aan het bedrag dat verkocht zou zijn als het als alle andere had bewogen.
why-families = Wat productfamilies verloren
why-regions = Wat regio’s verloren
why-places-summary = Samen { $sum } in de vergeleken dagen.
why-places-means = Netto-omzet van vorig jaar min dit jaar in de vergeleken dagen. De regels zijn samen de som, op de cent.
why-place = Naam
why-others =
    { $count ->
        [one] { $count } andere
       *[other] { $count } andere
    }
why-nameless = zonder naam
why-from-to = { $before } → { $after }
why-stands-out = springt eruit
why-stands-out-means = Raakte verder achter bij alle andere dan toeval verklaart, en ver genoeg om voor het tekort te tellen.
why-stands-out-against = meer dan { $against }

## Wat de verkoop noteerde
why-notes = Wat de verkoop noteerde
why-notes-in = Genoteerde redenen: { $place }
why-notes-means = Drempels in de notities van 90 dagen. De aandelen gaan over de notities die een drempel noemen. De marge bevat het ware aandeel met 95%.
why-notes-basis = { $labelled } van { $notes } notities noemen een drempel, { $window }.
why-notes-rest =
    { $count ->
        [one] Nog { $count } drempel
       *[other] Nog { $count } drempels
    }
why-notes-none = Niemand noteerde in deze dagen een drempel. Dat betekent niet dat er geen is.
why-notes-of =
    { $of ->
        [one] { $notes } van { $of } notitie
       *[other] { $notes } van { $of } notities
    }
why-no-notes = geen notities
why-share-of = { $share } ({ $notes } van { $of })
why-elsewhere = elders
why-quotes =
    { $count ->
        [one] { $count } citaat
       *[other] { $count } citaten
    }
why-means = Wat betekenen deze woorden?
why-earlier = Eerder bewaarde diagnoses
