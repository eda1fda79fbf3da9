### Vandaag: wat wie nodig heeft

today-hello = Goedendag, { $name }
today-unseen =
    { $count ->
        [one] { $count } waarschuwing is nieuw.
       *[other] { $count } waarschuwingen zijn nieuw.
    }
today-nothing-new = Geen nieuwe waarschuwingen.
today-empty = Welkom bij Sog
today-empty-text = Er zijn nog geen gegevens. Lees uw bestellingen in met “sog import” en start “sog refresh”. Daarna toont deze pagina wat u nodig heeft.
today-warnings = Doelen in gevaar
today-all-warnings =
    { $count ->
        [one] { $count } waarschuwing tonen
       *[other] Alle { $count } waarschuwingen tonen
    }
today-no-warnings = Niets om u zorgen over te maken
today-no-warnings-text = Voor zover men het vandaag kan weten, wordt waarschijnlijk elk doel gehaald.
today-month = Deze maand
today-month-more = Meer over deze maand
today-no-target = Er is deze maand geen doel voor het hele bedrijf, dus niets om mee te vergelijken.
today-set-target = Doel stellen
today-to-sign = Wacht op uw handtekening
today-to-sign-none = Geen briefing te ondertekenen.
today-nobody-signed = nog niemand heeft getekend
today-signed-by = getekend door { $team }
today-campaigns-none = Er loopt nu geen campagne.
today-ready = getekend, klaar om te starten
today-paused = gepauzeerd
today-running = loopt: { $sent } verstuurd, { $waiting } te gaan
today-uncertain =
    { $count ->
        [one] { $count } bericht is onzeker, beslis alstublieft
       *[other] { $count } berichten zijn onzeker, beslis alstublieft
    }
today-complaints = Open klachten
today-complaints-means = Open klachten ouder dan 3 dagen, de oudste eerst. Zolang er een open is, krijgt deze klant geen reclame.
today-complaints-none = Geen klacht wacht langer dan 3 dagen.
today-complaints-count =
    { $count ->
        [one] { $count } is ouder dan 3 dagen.
       *[other] { $count } zijn ouder dan 3 dagen.
    }
today-complaints-all = Alle klanten met een open klacht
today-data = Hoe vers zijn de gegevens?
today-data-until = Verkopen tot
today-last-import = Laatste import
today-no-import = nog niets ingelezen
today-customers-active = van wie { $count } met gebeurtenissen
today-refresh = Nu verversen
today-refreshed =
    Alles is bijgewerkt: { $count ->
        [one] één klant
       *[other] { $count } klanten
    }.
today-data-ends = De verkopen eindigen op { $day }.
today-data-ends-text = Alles hieronder is de stand van die dag. Lees nieuwere verkopen in om die van vandaag te zien.
today-no-warnings-then = Toen geen waarschuwingen
today-no-warnings-then-text = Of vandaag een doel in gevaar is, is uit zulke oude verkopen niet af te leiden.
today-sent = loopt t/m { $until }: { $sent } verstuurd
today-answers =
    { $count ->
        [one] { $count } antwoord
       *[other] { $count } antwoorden
    }
