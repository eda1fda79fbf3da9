### Briefings en campagnes

campaign-title = Campagnes
campaign-intro = Van de diagnose naar mails die verstuurd mogen worden, en naar wat ze hebben veranderd.
campaign-new = Nieuwe briefing zonder diagnose
campaign-new-note = Zonder diagnose staat in de briefing „we weten niet waarom” en tekenen beide teams ervoor om toch door te gaan.
campaign-empty = Er is nog geen campagne
campaign-empty-text = Een campagne begint met een doel dat gevaar loopt en de reden daarvan.
campaign-go-why = Vragen waarom
campaign-go-warnings = Doelen bekijken
campaign-name = Titel
campaign-stand = Status
campaign-target = Doel
campaign-signatures = Handtekeningen
campaign-sent = Verstuurd
campaign-waits = Wacht op
campaign-untitled = Zonder titel
campaign-version = Briefing, versie { $version }
campaign-steps = Stappen van de campagne
campaign-step-brief = Briefing
campaign-step-audience = Doelgroep
campaign-step-message = Bericht
campaign-step-sign = Handtekeningen
campaign-step-launch = Start
campaign-step-result = Resultaat
campaign-done = klaar
campaign-open = open
campaign-stage-draft = In voorbereiding
campaign-stage-running = Gestart
campaign-stage-paused = Gepauzeerd
campaign-begun = De briefing is aangemaakt. Vul aan wat nog ontbreekt.
campaign-saved = Opgeslagen.
campaign-saved-gaps = Opgeslagen. Hier ontbreekt nog iets voordat u verder gaat; zie de lijst.
campaign-saved-voided = Als nieuwe versie opgeslagen. De handtekeningen gelden niet meer; beide teams tekenen opnieuw.
campaign-yours = Uw invoer
campaign-theirs = { $person }, versie { $version }
campaign-conflict = { $person } heeft intussen versie { $version } opgeslagen ({ $time }). Uw invoer staat nog in het formulier, maar is niet opgeslagen. Vergelijk beide; slaat u nog eens op, dan geldt die van u.
campaign-conflict-same = { $person } heeft intussen versie { $version } opgeslagen ({ $time }) en daarbij iets anders gewijzigd, niets van deze pagina. Sla nog eens op.
campaign-conflict-launched = De campagne is intussen gestart (versie { $version }, { $person }, { $time }). Er is niets opgeslagen; hieronder staat wat u schreef en wat geldt.
campaign-edit-voids = Onder briefing en bericht staan handtekeningen. Een wijziging geeft een nieuwe versie die niemand heeft ondertekend.
campaign-part-why = Waarom
campaign-part-what = Wat, voor wie, wanneer
campaign-known =
    gevonden in { $notes ->
        [one] één verkoopnotitie
       *[other] { $notes } verkoopnotities
    }
campaign-unknown = We weten niet waarom. Wie tekent, staat ervoor in dat we toch doorgaan.
campaign-finding = Wat is gevonden
campaign-argument = Waarom toch doorgaan
campaign-barrier = Drempel
campaign-not-known = niet bekend
campaign-stage = Doel (AIDA)
campaign-stage-hint = De stap die de lezer hierna moet zetten.
campaign-choose = Kies een optie
campaign-core = Kern van de boodschap
campaign-core-hint = Het ene dat moet blijven hangen.
campaign-question = Vraag aan de lezer
campaign-question-hint = Het antwoord komt bij deze campagne terug.
campaign-family = Productfamilie
campaign-family-hint = Behoefte en toestemming worden hieraan getoetst.
campaign-window = Periode
campaign-from = Eerste dag
campaign-until = Laatste dag
campaign-window-hint = In deze dagen gaan mails uit en telt het resultaat.
campaign-measure = Maatstaf voor succes
campaign-measure-hint = Vooraf vastgelegd, zodat niemand het achteraf kiest.
campaign-measured-by = Gemeten aan
campaign-measure-repurchase = Aandeel klanten dat opnieuw koopt
campaign-measure-revenue = Netto-omzet per klant
campaign-measure-answers = Aandeel lezers dat antwoordt
campaign-measure-said = { $measure }: zonder campagne { $baseline }, de moeite waard vanaf { $smallest } meer
campaign-measure-said-only = { $measure }: de moeite waard vanaf { $smallest }
campaign-baseline = Zonder de campagne
campaign-smallest = Kleinste effect dat de moeite waard is
campaign-point = { $number } procentpunt
campaign-points = { $number } procentpunt
campaign-baseline-hint-share = Een aandeel in procenten.
campaign-baseline-hint-money = Een bedrag per klant.
campaign-smallest-hint-share = In procentpunten: van 8% naar 10% is 2.
campaign-smallest-hint-money = Hoeveel meer per klant.
campaign-smallest-hint-answers = Het aandeel dat moet antwoorden, in procenten.
campaign-before = Vorig jaar ({ $from } – { $until }) kocht { $share } van de { $customers } klanten die worden vergeleken; netto-omzet per klant: { $revenue }.
campaign-before-answers = Zonder campagne wordt niemand iets gevraagd; er is dus geen vergelijkingswaarde.
campaign-before-later = De waarde van vorig jaar komt hier te staan zodra periode en doelgroep zijn opgeslagen.
campaign-before-nobody = Niemand uit de doelgroep mag worden aangeschreven; er is dus geen waarde van vorig jaar.
campaign-before-unknown = Voor deze dagen van vorig jaar zijn er geen volledige gegevens. Vul in waar u op rekent.
campaign-visible = Met { $treated } aangeschreven klanten en { $heldout } in de vergelijkingsgroep wordt een verschil van ongeveer { $effect } in vier van de vijf gevallen gezien, een kleiner verschil minder vaak.
campaign-visible-few = Er komt geen oordeel: elke kant heeft { $needed } klanten nodig; hier zijn er { $treated } aangeschreven en { $heldout } in de vergelijkingsgroep. Wat helpt: een groter publiek of een grotere vergelijkingsgroep (in de instellingen).
campaign-claims = Termijnen en voorraden
campaign-claims-hint = Elk „alleen tot” en „zolang de voorraad strekt” vraagt een feit met datum. Zonder dat wordt niets verstuurd.
campaign-claim-kind = Soort
campaign-claim-deadline = Termijn
campaign-claim-stock = Voorraad
campaign-claim-words = Woorden in het bericht
campaign-claim-fact = Waar het feit te vinden is
campaign-claim-until = Geldig tot en met
campaign-save = Opslaan
campaign-save-next = Opslaan en verder
campaign-next = Verder
campaign-complete = Er ontbreekt niets.
campaign-gaps =
    { $count ->
        [one] Er ontbreekt één ding
       *[other] Er ontbreken { $count } dingen
    }
campaign-gap-title = De briefing heeft geen titel.
campaign-gap-cause = Schrijf wat er gevonden is, of waarom het zonder bevinding doorgaat.
campaign-gap-barrier = De reden is bekend, maar er is geen drempel genoemd.
campaign-gap-stage = Het doel (AIDA) is nog open.
campaign-gap-core = De kern van de boodschap ontbreekt.
campaign-gap-audience = Er is nog niemand gekozen: voeg voorwaarden toe.
campaign-gap-note = Schrijf waarom juist deze mensen.
campaign-gap-family = Er is geen productfamilie gekozen.
campaign-gap-window = De eerste en de laatste dag ontbreken.
campaign-gap-backwards = De laatste dag ligt vóór de eerste.
campaign-gap-channel = Campagnes via { $channel } zijn nog niet mogelijk.
campaign-gap-measure = Bij de maatstaf voor succes ontbreekt een waarde.
campaign-gap-range = Aandelen liggen tussen 0 en 100 procent; het kleinste effect ligt boven 0.
campaign-gap-question = De vraag aan de lezer ontbreekt.
campaign-gap-unbacked = Bewering { $number } heeft geen bewijs met datum.
campaign-gap-over = Bewering { $number } klopt op de eerste dag niet meer.
campaign-gap-long = Een tekst is langer dan { $most } tekens.
campaign-bad-day = Dit is geen datum.
campaign-bad-both = Een periode heeft beide dagen nodig.
campaign-bad-choice = Kies uit de lijst.
campaign-bad-number = Vul een getal in.
campaign-condition-large = Er zijn te veel voorwaarden.
campaign-condition-empty = Een voorwaarde is leeg.
campaign-condition-range = Een bereik heeft een onder- of bovengrens nodig, de ondergrens niet boven de bovengrens.
campaign-condition-odd = Een voorwaarde is niet te begrijpen.
campaign-condition-number = Contactdruk ligt niet onder 0.
campaign-start-title = { $place }, { $month }
campaign-start-note = Hier zit het grootste verlies: { $place }.
campaign-start-explained = Er zal ongeveer { $short } ontbreken, vooral hier: { $place }. Klanten noemen als reden: { $barrier }.
campaign-start-unknown = Er zal ongeveer { $short } ontbreken. De gegevens zeggen niet waarom.
campaign-start-short = Hier zal ongeveer { $short } ontbreken: { $place }.
campaign-whom = Voor wie het is
campaign-conditions = Voorwaarden
campaign-match-all = Alle gelden
campaign-match-any = Minstens één geldt
campaign-no-conditions = Nog geen voorwaarden. Voeg de eerste toe.
campaign-is-or-not = Geldt of geldt niet
campaign-is = geldt
campaign-is-not = geldt niet
campaign-remove = Verwijderen
campaign-field-bought = Heeft een van deze gekocht
campaign-field-region = Regio is een van
campaign-field-country = Land is een van
campaign-field-kind = Persoon of bedrijf
campaign-field-revenue = Netto-omzet tot nu toe
campaign-field-orders = Aantal bestellingen
campaign-field-last = Dagen sinds de laatste bestelling
campaign-field-phase = Fase is een van
campaign-field-need = Koopt gewoonlijk in de maand
campaign-field-complaint = Er staat een klacht open
campaign-field-pressure = Contactdruk
campaign-field-language = Taal is een van
campaign-month = Maand
campaign-at-least = Minstens
campaign-at-most = Hoogstens
campaign-older = Minstens zoveel dagen geleden
campaign-newer = Hoogstens zoveel dagen geleden
campaign-row-bad = Geef een passende waarde op.
campaign-note = Waarom deze mensen
campaign-note-hint = Eén zin die beide teams ondertekenen.
campaign-count-now = Nu tellen
campaign-count-title = Wie het zou krijgen
campaign-count =
    { $count ->
        [one] Eén persoon
       *[other] { $count } personen
    } bij { $customers ->
        [one] één klant
       *[other] { $customers } klanten
    }
campaign-count-empty = Voeg voorwaarden toe om te zien wie bedoeld is.
campaign-count-incomplete = Een voorwaarde mist nog een waarde, of een waarde past niet.
campaign-count-launched = De doelgroep is bij de start vastgelegd. Deze cijfers zijn van vandaag.
campaign-examples =
    Enkelen van hen (in totaal { $count ->
        [one] één klant
       *[other] { $count } klanten
    }):
campaign-sum = Samen: { $sum }
campaign-held-out-note = Ongeveer { $share } wordt willekeurig met rust gelaten, om te zien wat de campagne echt verandert.
campaign-group-mailable = Mag worden aangeschreven
campaign-group-no-consent = Geen toestemming
campaign-group-no-address = Geen adres
campaign-group-over-cap = Al vaak genoeg aangeschreven
campaign-group-outside = Buiten de behoefteperiode
campaign-group-complaint = Openstaande klacht
campaign-group-owed = Toezegging of antwoord schuldig
campaign-group-claim = Bewering zonder bewijs
campaign-group-held-out = Vergelijkingsgroep
campaign-fallback = Taal voor alle anderen
campaign-fallback-hint = Lezers krijgen hun eigen taal als u die hebt geschreven, anders deze.
campaign-subject = Onderwerp
campaign-body = Tekst
campaign-save-preview = Opslaan en bekijken
campaign-message-saved = De tekst is opgeslagen.
campaign-placeholders = Plaatshouders en tekens
campaign-placeholders-hint = Ze worden per lezer vervangen.
campaign-placeholder-first = Voornaam; anders achternaam of bedrijf
campaign-placeholder-last = Achternaam
campaign-placeholder-company = Bedrijf van de lezer
campaign-placeholder-sender = Ons bedrijf
campaign-mark-strong = benadrukte woorden
campaign-mark-link = een link
campaign-mark-heading = een kop
campaign-mark-list = een lijst
campaign-added = Vraag, antwoordlink, afzender, postadres en afmelding komen in elke mail. Geen telpixel, geen volglink.
campaign-lint-good = De tekst kan worden verstuurd.
campaign-lint =
    { $count ->
        [one] Eén punt staat verzending in de weg
       *[other] { $count } punten staan verzending in de weg
    }
campaign-fault-fallback = In de taal voor alle anderen ({ $language }) is niets geschreven.
campaign-fault-subject = { $language }: het onderwerp is leeg.
campaign-fault-reply = { $language }: het onderwerp doet zich voor als antwoord of doorgestuurde mail.
campaign-fault-form = { $language }: het onderwerp is langer dan { $most } tekens of bevat een regeleinde.
campaign-fault-body = { $language }: de tekst is leeg.
campaign-fault-long = { $language }: de tekst is langer dan { $most } bytes.
campaign-fault-question = { $language }: de vraag aan de lezer ontbreekt.
campaign-fault-placeholder = { $language }: de plaatshouder „{ $name }” bestaat niet. Er zijn { $known }.
campaign-fault-program = { $language }: een accolade voor % of # kan niet.
campaign-fault-broken = { $language }: een plaatshouder is niet gesloten.
campaign-fault-picture = { $language }: een geladen afbeelding zou melden wie leest. Laat die weg.
campaign-fault-personal = { $language }: een link met plaatshouder zou melden wie hem volgt.
campaign-fault-link = { $language }: „{ $link }” is geen link.
campaign-fault-urgency = { $language }: „{ $words }” zet de lezer onder druk, maar geen termijn of voorraad in de briefing dekt deze woorden. Voeg ze daar met een feit toe of laat ze weg.
campaign-fault-sender = In de instellingen ontbreekt de bedrijfsnaam.
campaign-fault-postal = In de instellingen ontbreekt het postadres.
campaign-fault-address = In de instellingen ontbreekt een geldig afzenderadres.
campaign-fault-https = Het openbare adres moet met https:// beginnen en van overal hierheen leiden, zodat één klik afmeldt.
campaign-preview = Voorbeeld
campaign-preview-as = Lezen als
campaign-preview-later = Het voorbeeld komt zodra de tekst verstuurd kan worden.
campaign-preview-nobody = Niemand gevonden. Zoek op naam of kies eerst een doelgroep.
campaign-search = Zoeken op naam of adres
campaign-first = de eerste gevonden persoon
campaign-show = Tonen
campaign-to = Aan
campaign-language = Taal
campaign-may = Het mag worden verstuurd.
campaign-may-not = Het zou niet worden verstuurd.
campaign-text-part = Als platte tekst
campaign-headers = Kopregels
campaign-what-signed = Wat wordt ondertekend: versie { $version }
campaign-changed-since = Nieuw sinds versie { $version }, getekend door { $people }
campaign-changed-in = Wat versie { $version } heeft gewijzigd
campaign-changed-nothing = Er is niets veranderd.
campaign-changed-part = Wat
campaign-versions = Alle versies
campaign-version-name = Versie
campaign-version-number = Versie { $version }
campaign-version-by = Opgeslagen door
campaign-version-changed = Gewijzigd
campaign-mail-in = Mail ({ $language })
campaign-mail-sample = Tussen vierkante haken staat wat per lezer verschilt.
campaign-sign-hint = Eén persoon van marketing en één van verkoop staan voor deze versie in, voor de briefing en voor elk woord van de mail.
campaign-sign-as = Tekenen voor { $team }
campaign-has-signed = ondertekend
campaign-not-signed = niet ondertekend
campaign-admin-signs-not = Beheerders tekenen niet; dat doen de twee teams.
campaign-signed = Ondertekend. Nu tekent het andere team.
campaign-signed-both = Beide teams hebben getekend.
campaign-checks = Voor de start
campaign-check-brief = De briefing is compleet
campaign-check-audience =
    { $count ->
        [one] Eén persoon mag worden aangeschreven
       *[other] { $count } personen mogen worden aangeschreven
    }
campaign-check-message = De tekst kan worden verstuurd
campaign-check-marketing = Marketing heeft getekend
campaign-check-sales = Verkoop heeft getekend
campaign-check-window = De periode is niet voorbij
campaign-check-server = Er is een mailserver ingesteld
campaign-check-address = Het openbare adres is voor iedereen bereikbaar
campaign-launch = Campagne starten
campaign-launch-later = De knop wordt actief zodra elk punt klaar is.
campaign-launch-sure =
    Nu { $count ->
        [one] één persoon
       *[other] { $count } personen
    } aanschrijven? Dit kan niet ongedaan worden gemaakt.
campaign-launched =
    Gestart. { $count ->
        [one] Eén mail wacht
       *[other] { $count } mails wachten
    } op verzending.
campaign-launched-by = Gestart door { $person }, { $time }
campaign-admin-launches-not = Marketing of verkoop start.
campaign-begins = De periode begint op { $time }. Eerder gaat er niets uit.
campaign-going = Mails gaan eruit
campaign-soon = De mails wachten op de eerste dag
campaign-held = Gepauzeerd
campaign-gone = Alles is verstuurd
campaign-done-of = { $done } van { $all } klaar
campaign-pause = Pauzeren
campaign-resume = Verder versturen
campaign-retry = Mislukte opnieuw proberen
campaign-paused = Gepauzeerd. Er gaat niets nieuws uit.
campaign-resumed = Het versturen gaat verder.
campaign-retried =
    { $count ->
        [one] Eén mail wacht weer.
       *[other] { $count } mails wachten weer.
    }
campaign-look-again = Opnieuw bekijken
campaign-result-none = Er is nog geen resultaat
campaign-result-none-text = Het komt met de start.
campaign-state = Status
campaign-state-queued = wacht
campaign-state-claimed = bijna aan de beurt
campaign-state-sending = onderweg
campaign-state-sent = verstuurd
campaign-state-bounced = teruggekomen
campaign-state-failed = bij ons mislukt
campaign-state-uncertain = onzeker
campaign-state-denied = niet toegestaan
campaign-state-held-out = vergelijkingsgroep
campaign-state-given-up = opgegeven
campaign-adds-up = Iedereen die gekozen is
campaign-people = Personen
campaign-chart = Wat er van elke gekozen persoon werd
campaign-chart-is = De stand van het bericht van elke persoon voor wie bij de start de voorwaarden golden.
campaign-of-sent = { $share } van de verstuurde
campaign-figure-audience = Doelgroep
campaign-figure-audience-is = Personen voor wie bij de start de voorwaarden golden, ook wie niets kreeg.
campaign-figure-sent = Verstuurd
campaign-figure-sent-is = Mails die een mailserver heeft aangenomen.
campaign-figure-answered = Beantwoord
campaign-figure-answered-is = Personen die de vraag in de mail hebben beantwoord.
campaign-figure-left = Afgemeld
campaign-figure-left-is = Personen die zich via dit bericht hebben afgemeld.
campaign-figure-bounced = Teruggekomen
campaign-figure-bounced-is = Mails die vanwege de ontvanger zijn geweigerd.
campaign-effect = Wat het heeft veranderd
campaign-effect-treated = Aangeschreven
campaign-effect-held-out = Vergelijkingsgroep
campaign-effect-side-is = De maatstaf van de briefing bij deze klanten, van de dag na de start tot de laatste dag.
campaign-effect-nobody = Aan deze kant is niemand.
campaign-effect-difference = Verschil
campaign-effect-difference-is = Aangeschreven klanten (ook wie uiteindelijk niets mocht krijgen) min de vergelijkingsgroep, met het bereik dat in 95 van de 100 gevallen de ware waarde bevat.
campaign-effect-none = Er valt nog niets te vergelijken.
campaign-effect-early = { $count } klanten; waarden na { $day }
campaign-effect-no-day = Gestart op de laatste dag van de periode: er blijft geen dag over waarop een effect te zien kan zijn.
campaign-verdict-early = Te vroeg: de periode is in de gegevens nog niet voorbij.
campaign-verdict-few = Te weinig klanten om iets te zeggen.
campaign-verdict-not-seen = Er is geen verschil te zien.
campaign-verdict-better = Beter dan zonder de campagne.
campaign-verdict-small = Beter dan zonder, maar minder dan de moeite waard was.
campaign-verdict-worse = Slechter dan zonder de campagne.
campaign-verdict-no-comparison = De vergelijkingsgroep is niet gevraagd; er is dus geen vergelijking.
campaign-beside = Omzet, retouren en klachten
campaign-beside-is = Gemiddelden per klant van de dag na de start tot de laatste dag. Een campagne die verkoopt en terugkomt als retour of klacht heeft niet geholpen.
campaign-side = Kant
campaign-customers = Klanten
campaign-bought-each = Gekocht, per klant
campaign-returned-each = Geretourneerd, per klant
campaign-complaints = Klachten
campaign-answers =
    { $count ->
        [0] Antwoorden
        [one] Eén antwoord
       *[other] { $count } antwoorden
    }
campaign-no-answers = Er heeft nog niemand geantwoord.
campaign-messages = Bericht voor bericht
campaign-no-messages = Zulke berichten zijn er niet.
campaign-all = Elke status
campaign-why = Waarom
campaign-when = Wanneer
campaign-why-sent = door de mailserver aangenomen
campaign-why-address = Dit adres bestaat niet.
campaign-why-later = De mailserver weigerde hem voorlopig; er wordt het nog eens geprobeerd.
campaign-why-policy = De mailserver neemt geen mail van ons aan.
campaign-why-large = De mail is te groot voor de mailserver.
campaign-why-refused = De mailserver weigerde hem en zei niet waarom.
campaign-why-waits = nog niet aan de beurt
campaign-settle-sent = Is verstuurd
campaign-settle-give-up = Laten rusten
campaign-settled = Genoteerd. De mail wordt niet nog eens verstuurd.
campaign-settle-sent-sure = Definitief noteren dat de mail aan { $name } is verstuurd?
campaign-settle-give-up-sure = De mail aan { $name } definitief laten rusten?
campaign-note-process-ended = Het versturen stopte voordat de server had geantwoord.
campaign-note-restored = De database is een oudere kopie; de mail kan sindsdien zijn verstuurd.
campaign-note-contact-gone = Deze persoon staat niet meer in de gegevens.
campaign-note-broke-before = De verbinding viel weg voordat de mail was overgedragen.
campaign-note-silent-before = De server antwoordde niet op tijd; er is niets overgedragen.
campaign-note-odd-before = De server gaf een onverwacht antwoord; er is niets overgedragen.
campaign-note-broke = De verbinding viel weg terwijl de mail werd overgedragen.
campaign-note-silent = De server heeft niet op tijd gezegd of hij de mail heeft aangenomen.
campaign-note-odd = Het antwoord van de server betekent geen ja en geen nee.
campaign-note-clearance = De toestemming is te lang geleden gecontroleerd; dat gebeurt opnieuw.
campaign-note-not-utf8 = Onze mailserver neemt alleen adressen met gewone ASCII-tekens aan.
campaign-note-bad-address = Dit is geen e-mailadres.
campaign-note-not-built = De mail kon voor deze persoon niet worden samengesteld.
campaign-note-gave-up = Steeds weer voorlopig geweigerd, tot de tijd om was.
campaign-halt-unwanted = Gepauzeerd: de mailserver wil onze mail niet.
campaign-halt-unexplained = Gepauzeerd: de mailserver weigert de ene persoon na de andere en zegt niet waarom.
campaign-halt-faults = Gepauzeerd: er zitten fouten in de tekst of in de bedrijfsgegevens.
campaign-halt-address = Gepauzeerd: lezers kunnen het openbare adres niet bereiken.
campaign-halt-key = Gepauzeerd: de sleutel voor de handtekening is niet bruikbaar.
campaign-halt-sent-before = Al verstuurd: de database is een oudere kopie van daarvoor.
campaign-waits-paused = Gepauzeerd: iemand moet verdergaan
campaign-waits-sending =
    { $count ->
        [one] Eén mail wacht nog
       *[other] { $count } mails wachten nog
    }
campaign-waits-uncertain =
    { $count ->
        [one] Eén onzekere mail vraagt uw beslissing
       *[other] { $count } onzekere mails vragen uw beslissing
    }
campaign-waits-nothing = Niets: alles is verstuurd
campaign-waits-gaps =
    Marketing en verkoop: in de briefing { $count ->
        [one] ontbreekt één ding
       *[other] ontbreken { $count } dingen
    }
campaign-waits-message = Marketing: de tekst is nog niet klaar
campaign-waits-launch = De start: beide teams mogen op de knop drukken
campaign-waits-one = De handtekening van { $team }
campaign-waits-both = De handtekeningen van beide teams
campaign-refused-launched = De campagne is gestart. Briefing en tekst veranderen niet meer.
campaign-refused-not-launched = De campagne is nog niet gestart.
campaign-refused-changed = Iemand heeft de briefing of het bericht intussen gewijzigd: het is nu versie { $version }. Ga terug, laad opnieuw en bekijk beide voordat u tekent.
campaign-refused-gaps = De briefing is nog niet compleet.
campaign-refused-team = Alleen marketing en verkoop tekenen.
campaign-refused-already = { $team } heeft deze versie al getekend.
campaign-refused-same = De twee handtekeningen komen van twee personen.
campaign-refused-name = Een handtekening heeft een naam nodig.
campaign-refused-unsigned = { $team } heeft deze versie nog niet getekend.
campaign-refused-altered = Wat { $team } heeft getekend, staat er zo niet meer. Sla nog eens op en laat beide teams tekenen.
campaign-refused-message = De tekst kan nog niet worden verstuurd. Kijk bij de stap „Bericht”.
campaign-refused-window = De periode eindigde op { $day }. Kies een nieuwe en teken opnieuw.
campaign-refused-nobody = Voor niemand gelden de voorwaarden.
campaign-refused-settled = Over dit bericht is al beslist.
campaign-refused-server = Er is geen mailserver ingesteld. Dat doet een beheerder in de instellingen.
campaign-refused-sent-before = Deze campagne is al verstuurd: de database is een oudere kopie. Begin een nieuwe campagne.
