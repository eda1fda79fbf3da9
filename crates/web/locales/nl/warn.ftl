### Doelen en waarschuwingen

warn-title = Doelen en waarschuwingen
warn-text = Welk doel waarschijnlijk niet wordt gehaald, hoe zeker dat is en sinds wanneer men het kon weten.
warn-data-until = Verkopen zijn bekend tot { $time }.
warn-no-data = Nog geen verkopen
warn-no-data-text = Lees bestellingen in met “sog import” en start “sog refresh”. Daarna kunt u hier doelen stellen.
warn-none = Nog geen doelen
warn-none-text = Zonder doel is er niets om voor te waarschuwen. Leid hieronder doelen af van vorig jaar, vul er een in of lees een bestand in met “sog import targets.csv”.
warn-stale = De doelen zijn nog niet bekeken. Start “sog refresh”.
warn-part = Onderdeel
warn-filter = Filteren
warn-open =
    { $count ->
        [0] Waarschuwingen
        [one] { $count } waarschuwing
       *[other] { $count } waarschuwingen, het meeste geld eerst
    }
warn-open-none = Geen waarschuwing
warn-open-none-text = Voor zover men het vandaag kan weten, is er geen doel dat met een kans van { $limit } of meer niet wordt gehaald.
warn-tables = Doelen per maand
warn-group-missed = { $missed } van { $count } niet gehaald
warn-group-risk = { $missed } van { $count } in gevaar
warn-now = Deze en de volgende maanden
warn-record = Voorbije maanden
warn-rows-none = Hier is geen doel
warn-rows-none-text = Voor deze maanden is er in dit onderdeel geen doel.
warn-columns = Wat betekenen de kolommen?
warn-limit = Vanaf { $limit } wordt er gewaarschuwd.
warn-why = Waarom?
warn-mark-seen = Gezien
warn-marked-seen = Als gezien gemarkeerd.

## Kerncijfers
warn-target = Doel
warn-target-means = Netto-omzet die in de maand gehaald moet worden.
warn-booked = Geboekt
warn-booked-means = Netto-omzet van de maand tot nu toe: verkopen min retouren, op de cent nauwkeurig. n telt de voorbije verkoopdagen.
warn-expected = Verwacht
warn-expected-end = Verwacht aan het eind
warn-expected-means = Wat geboekt is plus wat de resterende verkoopdagen waarschijnlijk opleveren, geleerd van de voorbije dagen van dit onderdeel. n telt de eerdere voorspellingen waaruit de marge is geleerd.
warn-difference = Verschil
warn-difference-means = Verwacht (in een afgesloten maand: geboekt) min doel. Onder nul is er een tekort.
warn-difference-note = { $share } van het doel
warn-how-likely = Niet gehaald?
warn-outcome = Uitkomst
warn-probability = Kans op missen
warn-probability-means = In hoeveel van 100 waarschijnlijke verlopen van de maand het doel niet wordt gehaald.
warn-at-risk = In gevaar
warn-at-risk-means = Hoeveel er gemiddeld over alle waarschijnlijke verlopen aan het doel zal ontbreken. Een overschot telt als niets.
warn-knowable = Te zien sinds
warn-knowable-means = Eerste dag vanaf wanneer missen onafgebroken waarschijnlijk was, alleen met wat men op die dag wist.
warn-knowable-note =
    { $days ->
        [one] { $days } dag voor het einde van de maand
       *[other] { $days } dagen voor het einde van de maand
    }
warn-knowable-since =
    { $days ->
        [one] Te zien sinds { $date }, { $days } dag voor het einde van de maand.
       *[other] Te zien sinds { $date }, { $days } dagen voor het einde van de maand.
    }
warn-knowable-never = Niet te weten voor het einde van de maand.
warn-knowable-no = Tot nu toe is missen niet waarschijnlijk.
warn-range-80 = { $share }: { $low } tot { $high }
warn-ranges = { $share80 }: { $low80 } tot { $high80 }; { $share95 }: { $low95 } tot { $high95 }
warn-last-year = Vorig jaar
warn-figures = Kerncijfers
warn-picture = Als beeld

## Hoe waarschijnlijk, en hoe ver de maand is
warn-met = gehaald
warn-missed = niet gehaald
warn-unknown = Dat weten we niet.
warn-unknown-why = Er zijn te weinig gegevens voor een voorspelling.
warn-likely-almost-sure = Wordt bijna zeker niet gehaald
warn-likely-very = Wordt zeer waarschijnlijk niet gehaald
warn-likely-probably = Wordt waarschijnlijk niet gehaald
warn-likely-open = Open
warn-likely-reached = Wordt waarschijnlijk gehaald
warn-likely-surely-reached = Wordt zeer waarschijnlijk gehaald
warn-over = Maand is afgesloten
warn-not-begun =
    { $days ->
        [one] nog niet begonnen, { $days } verkoopdag
       *[other] nog niet begonnen, { $days } verkoopdagen
    }
warn-elapsed =
    { $days ->
        [one] { $elapsed } van { $days } verkoopdag voorbij
       *[other] { $elapsed } van { $days } verkoopdagen voorbij
    }
warn-source-file = uit een bestand
warn-source-entered = met de hand ingevuld
warn-source-rule = vorig jaar { $change }

## Wat men hierbij moet weten
warn-note-first-year = Er is nog geen heel jaar aan gegevens, dus het seizoen is niet bekend. De marge is daarom ruimer.
warn-note-few-months = Er zijn maar { $months } vergelijkbare eerdere perioden. De marge berust vooral op een aanname.
warn-note-unfinished-day = { $date } is in de gegevens nog niet af; de rest van die dag is voorspeld.
warn-note-data-ends = De gegevens eindigen op { $date }; de dagen erna zijn voorspeld.
warn-note-sales-ahead = Er zijn verkopen met een datum in de toekomst (vanaf { $date }). Ze tellen niet mee.
warn-note-data-begins = De gegevens beginnen op { $date }, midden in de maand.
warn-note-no-days-left = Er is in de maand geen verkoopdag meer over.
warn-note-short-history = De gegevens omvatten { $days } dagen; een voorspelling heeft er { $needed } nodig.
warn-note-nothing-sold = In de laatste acht weken is hier niets verkocht.
warn-note-irregular = De verkopen zijn hier te onregelmatig om te zeggen wat er komt.

## De grafiek
warn-chart = { $name }: { $month } dag na dag, opgeteld
warn-chart-day = Dag van { $month }
warn-chart-means = Alle lijnen tellen de netto-omzet op sinds de eerste van de maand. De vlakken bevatten 80 en 95 van 100 waarschijnlijke verlopen. Vorig jaar is dezelfde kalenderdag van dezelfde maand.
warn-chart-summary = Verwacht { $expected }, doel { $target }: { $words } ({ $percent }).
warn-chart-summary-over = Geboekt { $booked }, doel { $target }: { $words }.
warn-band-80 = 80%-marge
warn-band-95 = 95%-marge
warn-mark-knowable = te weten

## Eén doel
warn-unfinished = Deze maand is nog niet voorbij.
warn-unfinished-text = Stand van { $date }. Hij wordt vergeleken met wat hij zal worden, niet met een afgesloten maand.
warn-not-looked = De laatste verversing heeft dit doel niet bekeken: de maand is te ver weg, of “sog refresh” is sindsdien niet gestart.
warn-when = Wanneer kon men het weten?
warn-when-over = Er was geen dag vanaf wanneer missen waarschijnlijk was.
warn-notes = Goed om te weten
warn-history = Waarschuwingen
warn-first-seen = gewaarschuwd op { $date }
warn-change = Doel wijzigen
warn-delete = Doel verwijderen
warn-delete-sure = Dit doel verwijderen? De waarschuwing wordt gesloten.
warn-target-saved = Doel voor { $name }, { $month }: { $amount }.
warn-target-deleted = Het doel is verwijderd.

## Wat er van een waarschuwing werd
warn-state-new = nieuw
warn-state-seen = gezien
warn-state-closed = gesloten
warn-closed-recovered = missen is niet meer waarschijnlijk
warn-closed-missed = de maand is voorbij, het doel is niet gehaald
warn-closed-met = de maand is voorbij, het doel is gehaald
warn-closed-gone = het doel is verwijderd of wordt niet meer bekeken
warn-closed-unknown = het valt niet meer te zeggen

## Doelen stellen
warn-set = Doelen stellen
warn-derive-title = Vorig jaar plus x%
warn-derive-text = Leidt een doel af van dezelfde maand van vorig jaar. Doelen uit een bestand of met de hand blijven zoals ze zijn.
warn-derive-percent = Procent boven vorig jaar
warn-derive-percent-hint = Bijvoorbeeld 5. Onder nul voor minder.
warn-derive-scopes = Voor
warn-derive-families = elke productfamilie
warn-derive-regions = elke regio
warn-derive-months = Maanden
warn-derive-three = deze en de volgende twee
warn-derive-one = deze maand
warn-derive-go = Doelen afleiden
warn-enter-title = Eén doel
warn-enter-text = Een doel voor dezelfde maand en hetzelfde onderdeel wordt vervangen.
warn-enter-hint = Netto-omzet in de maand, bijvoorbeeld 12.500.
warn-enter-go = Doel opslaan
warn-import-hint = Veel doelen tegelijk: “sog import targets.csv” met de kolommen period, scope_kind, scope_value, amount.
warn-need-month = Kies een maand.
warn-need-scope = Kies een onderdeel.
warn-need-amount = Vul een bedrag boven nul in, zoals 12.500.
warn-need-percent = Vul een waarde tussen −100 en 200 in.
warn-need-scopes = Kruis er minstens één aan.
warn-derived =
    { $count ->
        [0] Er is geen doel afgeleid.
        [one] { $count } doel is afgeleid.
       *[other] { $count } doelen zijn afgeleid.
    }
warn-skipped-no-last-year =
    { $count ->
        [one] { $count } overgeslagen: geen hele maand van vorig jaar in de gegevens.
       *[other] { $count } overgeslagen: geen hele maand van vorig jaar in de gegevens.
    }
warn-skipped-nothing =
    { $count ->
        [one] { $count } overgeslagen: vorig jaar in die maand niets verkocht.
       *[other] { $count } overgeslagen: vorig jaar in die maand niets verkocht.
    }
warn-skipped-given =
    { $count ->
        [one] { $count } overgeslagen: er is al een doel uit een bestand of met de hand.
       *[other] { $count } overgeslagen: er zijn al doelen uit een bestand of met de hand.
    }

## Wie doelen heeft gewijzigd
warn-changes = Wijzigingen van doelen
warn-changes-more =
    { $count ->
        [one] nog { $count } doel
       *[other] nog { $count } doelen
    }
warn-change-line = { $after }, eerder: { $before }
warn-no-target = geen doel
warn-undo = Ongedaan maken
warn-undone =
    { $count ->
        [one] { $count } doel is weer zoals het was.
       *[other] { $count } doelen zijn weer zoals ze waren.
    }
warn-undo-late = Deze doelen zijn intussen opnieuw gewijzigd; dit kan niet meer ongedaan worden gemaakt.
warn-admin-not = Doelen worden gesteld door marketing en verkoop.
