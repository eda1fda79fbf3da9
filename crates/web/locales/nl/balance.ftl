### Push en pull in balans: contacten, druk, wat na de verkopen kwam

balance-title = Balans
balance-text = Wie contacten begint, hoeveel druk er op mensen ligt en wat er na de verkopen kwam.
balance-window = Contacten van de laatste
balance-days = { $days } dagen
balance-half-life = een contact weegt na { $days } dagen half
balance-ours = Door ons begonnen
balance-ours-is = Uitgaande contacten en verzonden berichten, via alle kanalen en door iedereen bij ons. n telt alle contacten.
balance-theirs = Door klanten begonnen
balance-theirs-is = Inkomende contacten: telefoontjes, mails, bezoeken van klanten. n telt alle contacten.
balance-share = Door klanten begonnen, aandeel
balance-share-is = Door klanten begonnen contacten, van alle waarvan bekend is wie ze begon. Beide richtingen zijn welkom.
balance-no-contacts = Er waren geen contacten.
balance-answered = Goed beantwoord
balance-answered-is = Van de contacten die wij begonnen en waarvan de 14 dagen voorbij zijn: die waarna in die dagen dezelfde persoon naar ons kwam, een bericht beantwoordde, iets vroeg, een behoefte noemde, om een offerte vroeg of bestelde, zonder bezwaar, intrekking of klacht. Wat geen persoon noemt, zoals de meeste bestellingen, telt voor iedereen bij de klant. Een antwoord telt voor elk contact waarop het zo snel volgde, een bezwaar ook. Contacten waarvan de 14 dagen voorbij de laatste bekende verkoop gaan, tellen niet mee. Het bereik houdt er rekening mee dat contacten van één klant op elkaar lijken.
balance-none-watched = Nog van geen contact zijn de 14 dagen erna bekend.
balance-worse = Gevolgd door bezwaar, intrekking of klacht
balance-watched = 14 dagen gevolgd
balance-level = Niveau van druk
balance-level-is = De druk vlak voor een contact waarboven de contacten van dit bedrijf slechter werden beantwoord. Bekeken zijn alle contacten die wij ooit begonnen, elk vergeleken met andere via hetzelfde kanaal met mensen die eerder net zo antwoordden. Een niveau wordt alleen genoemd waar toeval in minder dan 5 van de 100 gevallen een even duidelijk niveau zou laten zien; het bereik zou het in 9 van de 10 gevallen moeten bevatten. Het niveau zegt niet waarom: wie vaker wordt gebeld, wordt dat misschien omdat hij niet antwoordt.
balance-level-says = Boven een druk van { $at } lag het aandeel goed beantwoorde contacten { $fewer } procentpunt lager, vergeleken via hetzelfde kanaal en met mensen die eerder net zo antwoordden. Het niveau ligt tussen { $low } en { $high }.
balance-unknown-few = Tot nu toe te weinig contacten: aan beide kanten van een niveau zijn minstens { $contacts } contacten met { $customers } klanten nodig.
balance-unknown-chance = Geen niveau is van toeval te onderscheiden: toeval alleen zou in { $share } van de gevallen evenveel laten zien.
balance-unknown-better = Contacten onder meer druk werden tot nu toe beter beantwoord, niet slechter.
balance-beyond = Mensen boven het niveau
balance-beyond-is = Mensen op wie nu meer druk ligt dan het niveau. n telt alle mensen met wie wij ooit een contact begonnen.
balance-beyond-unknown = Er is nog geen niveau bekend.
balance-weeks = Contacten per week
balance-weeks-is = De contacten van elke week, naar wie ze begon. Een week loopt van maandag tot en met zondag; de laatste is niet voorbij.
balance-weeks-says = Wij begonnen { $ours } contacten, klanten { $theirs }.
balance-week = Week vanaf
balance-by-channel = Per kanaal
balance-by-team = Per campagne
balance-by-owner = Per persoon bij ons
balance-by-phase = Per fase van de klant
balance-parts-is = Dezelfde contacten, verdeeld. Van wie een contact is, zegt het contact zelf, anders wie toen voor de klant verantwoordelijk was. De fase is die welke op het moment van het contact gold.
balance-part = Deel
balance-campaigns = Campagnes
balance-single = Losse contacten
balance-nothing-named = Niet genoemd
balance-curve = Antwoorden naar druk
balance-curve-is = Het aandeel goed beantwoorde contacten naar de druk die er vlak daarvoor op de persoon lag; alle contacten die wij ooit begonnen en waarvan de 14 dagen voorbij zijn. Elke balk bevat ongeveer evenveel contacten. Alle mensen en kanalen samen: wie vaker wordt benaderd, antwoordt misschien sowieso meer; de balken kunnen dus stijgen hoewel vergelijkbare mensen minder antwoorden. De bereiken houden er rekening mee dat contacten van één klant op elkaar lijken.
balance-pressure = Druk
balance-range = Bereik (95%)
balance-n = Contacten
balance-load = Druk nu
balance-load-is = Hoeveel mensen nu onder hoeveel druk staan: de contacten die wij met hen begonnen, via alle kanalen en door iedereen bij ons; elk weegt na één halfwaardetijd half.
balance-load-below = onder { $until }
balance-load-between = { $from } tot { $until }
balance-load-from = { $from } en meer
balance-people = Mensen
balance-pressed = Onder de meeste druk
balance-pressed-is = De tien klanten met een persoon op wie nu de meeste druk ligt. Geteld zijn alle contacten die wij ooit met deze persoon begonnen.
balance-pressed-none = Wij zijn nog met niemand een contact begonnen.
balance-person = Persoon
balance-sellers = Verkopen, en wat ervan kwam
balance-sales-all = De verkopen van alle regio’s: de gekozen regio telt hier niet.
balance-no-sales = Er zijn nog geen verkopen.
balance-more-sellers =
    { $count ->
        [one] Nog { $count } persoon heeft kleinere verkopen.
       *[other] Nog { $count } personen hebben kleinere verkopen.
    }

## Wat na de verkopen kwam
after-three = Na 90 · 180 · 365 dagen, telkens van bestellingen die zo lang gevolgd zijn.
after-all = Elke termijn met n en marge
after-title = Wat na de verkopen kwam
after-is = Bestellingen van klanten met naam en wat ervan kwam. Elke regel kijkt alleen naar bestellingen die oud genoeg zijn om zo lang gevolgd te zijn; n is hun aantal. Teruggekomen: geld van retouren, van het verkochte geld. Geannuleerd: bestellingen waarvan al het geld terugkwam. Een klacht hoort bij de bestelling die ze noemt, anders bij de laatste van de klant daarvoor. Opnieuw besteld: op een latere dag, met het bereik van 95%; dat houdt er rekening mee dat bestellingen van één klant op elkaar lijken.
after-whose = Van wie
after-watched = Gevolgd
after-so-far = tot nu toe
after-days = { $days } dagen
after-orders = Bestellingen (n)
after-revenue = Verkocht
after-returned = Teruggekomen
after-cancelled = Geannuleerd
after-complaints = Klachten per 100 bestellingen
after-again = Opnieuw besteld
after-unknown = nog niet bekend
balance-below = onder { $value }
