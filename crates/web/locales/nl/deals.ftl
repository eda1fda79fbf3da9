### What customers told us: deals, and stated needs

## How one knows
told-how = Hoe weten we dat?
told-assumed = We nemen het aan; de klant heeft het niet gezegd
told-told = De klant heeft het ons gezegd, op de dag en via het kanaal hieronder
told-stays = Zoals het was
told-day = Dag
told-channel = Kanaal
told-words = In de woorden van de klant
told-who = Wie heeft het gezegd?
told-written = genoteerd door { $person }, { $time }
told-need-words = Noteer wat de klant gezegd heeft.
told-too-long = Dit zijn te veel woorden.
told-need-day = Vul de dag in.
told-future = Deze dag moet nog komen.
told-need-channel = Kies het kanaal.
told-no-event = Kies een gebeurtenis waarin de klant dit gezegd heeft.
told-somebody-else = In deze gebeurtenis spreekt een andere contactpersoon. Kies een andere.
told-must-cite = Wat de klant nu beweegt, heeft een gebeurtenis nodig waarin de klant het zei. Noteer het anders als aanname.
told-no-contact = Dit is geen contactpersoon van de klant.
told-conflict = { $person } heeft dit intussen gewijzigd, { $time }. Wat nu geldt, staat hieronder; wat u typte, staat nog in het formulier.
told-trade-only = Marketing en verkoop noteren wat klanten gezegd hebben.

## Deals of a customer
deal-list-text = Waar een verkoopkans staat, volgt uit wat de klant zei, niet uit wat wij deden.
deal-list-none = Nog geen verkoopkans
deal-list-none-text = Open er een zodra de klant over een behoefte spreekt.
deal-all = Alle verkoopkansen, nieuwe openen
deal-open = Verkoopkans openen
deal-open-go = Openen
deal-title = Naam
deal-title-hint = Waar het over gaat, bijvoorbeeld ‘Licht in de nieuwe winkel’
deal-amount = Bedrag
deal-amount-hint = Laat dit leeg als niemand er een genoemd heeft
deal-need-title = Geef de verkoopkans een naam.
deal-title-long = Hoogstens { $most } tekens.
deal-need-amount = Vul een bedrag in de valuta van de boeken in.
deal-opened = De verkoopkans is geopend.
deal-not-opened = De verkoopkans kon niet worden geopend. Probeer het nog eens.

## One deal
deal-steps = De drie fasen van kopen
deal-phase-means = Alleen wat de klant zegt, verschuift de fase: een eigen behoefte of vraag, een eis die de klant bevestigde, dan een vraag over risico of prijs of een antwoord op onze gedetailleerde match. Een fase heeft de fasen ervoor nodig. Onze telefoontjes, offertes en notities verschuiven niets.
deal-phase-because = { $phase }. Bewijs: { $event }.
deal-no-evidence = De klant heeft er nog niets over gezegd. We kennen de fase niet.
deal-step-none = geen bewijs
deal-reached = bereikt
deal-seller = Blik van verkoop
deal-seller-text = { $phase }. De klant heeft niets gezegd dat dit laat zien.
deal-quoted-early = Op { $date } ging een offerte uit, voordat de klant iets over een behoefte gezegd had.
deal-early = De klant heeft hier al over gesproken, maar een fase ervoor mist bewijs.
deal-evidence =
    { $count ->
        [one] { $count } gebeurtenis als bewijs
       *[other] { $count } gebeurtenissen als bewijs
    }
deal-asks-need = Breng de behoefte onder woorden: wat nodig is, wat gewenst is, wat er gebeurt als alles blijft, hoe het zal zijn.
deal-asks-solution = Eisen die de klant bevestigde; eerst of ze op hoofdlijnen passen, dan in detail.
deal-asks-risk = Wat mis kan gaan, wat wij daarop antwoorden, wat het kost.
deal-missing = Wat nog ontbreekt
deal-nothing = Nog niets genoteerd.
deal-confirmed = bevestigd
deal-is-assumed = aangenomen
deal-risk-open = open
deal-risk-answered = beantwoord
deal-change = Wijzigen
deal-undo = Laatste wijziging ongedaan maken
deal-remove = Eruit halen
deal-removed = Eruit gehaald
deal-confirm = De klant heeft het bevestigd
deal-reword = Woorden wijzigen
deal-reword-text = Andere woorden gelden weer als aangenomen, tot de klant ze bevestigt.
deal-answer = Ons antwoord
deal-matrix = Wat past?
deal-outline = Op hoofdlijnen
deal-detail = In detail
deal-outline-gap = Ontbreekt op hoofdlijnen
deal-detail-gap = Ontbreekt in detail
deal-customer-answer = Antwoord van de klant
deal-not-answered = niet beantwoord
deal-fit-go = Match opslaan
deal-fit-yes = ja
deal-fit-partly = deels
deal-fit-no = nee
deal-need-gap = Vul in wat er ontbreekt.
deal-detail-first = De match in detail komt na die op hoofdlijnen.
deal-wrong-kind = Dit past niet bij dit soort notitie.
deal-accept = De klant heeft hierop geantwoord
deal-accept-text = Wat zegt de klant over de match in detail?
deal-say = Iets noteren
deal-say-text = Zoals het gezegd werd. Tot de klant het bevestigt, blijft het een aanname.
deal-say-go = Noteren
deal-kind = Wat is het?
deal-kind-need = Behoefte
deal-kind-wish = Wens
deal-kind-consequence = Als alles blijft
deal-kind-vision = Toekomstbeeld
deal-kind-own-reason = Eigen reden
deal-kind-moves-now = Wat de klant nu beweegt
deal-kind-requirement = Eis
deal-kind-risk = Risico
deal-kind-price-talk = Prijsgesprek
deal-price-amount = Genoemd bedrag (alleen bij een prijsgesprek)
deal-gap-need = De behoefte in woorden
deal-gap-wish = De wens erachter
deal-gap-consequence = Wat er gebeurt als alles blijft
deal-gap-vision = Hoe het zal zijn
deal-gap-own-reason = Een eigen reden
deal-gap-moves-now = Wat de klant nu beweegt
deal-gap-requirement = Een eis
deal-gap-requirement-confirmed = Een eis die de klant bevestigde
deal-gap-outline =
    { $count ->
        [one] De match op hoofdlijnen van { $count } eis
       *[other] De match op hoofdlijnen van { $count } eisen
    }
deal-gap-detail =
    { $count ->
        [one] De match in detail van { $count } eis
       *[other] De match in detail van { $count } eisen
    }
deal-gap-risk = De vraag wat mis kan gaan
deal-gap-risk-open =
    { $count ->
        [one] Een antwoord op { $count } risico
       *[other] Een antwoord op { $count } risico's
    }
deal-gap-price-talk = Een gesprek over de prijs
deal-gap-assumed =
    { $count ->
        [one] Het woord van de klant over { $count } aanname
       *[other] Het woord van de klant over { $count } aannames
    }
deal-assumed = Aangenomen
deal-assumed-means = Deel van de uitspraken, eisen en risico's dat de klant niet bevestigd heeft. n telt ze allemaal; prijsgesprekken horen er niet bij.
deal-assumed-unknown = Er is nog niets genoteerd.
deal-answered = Eisen in detail beantwoord
deal-answered-means = Eisen met ja, deels of nee in detail. n telt alle eisen.
deal-answered-unknown = Er is nog geen eis.
deal-of = { $count } van { $all }
deal-open-risks = Open risico's
deal-open-risks-means = Risico's zonder antwoord van ons. n telt alle risico's.
deal-open-risks-unknown = Er is nog niet over risico's gesproken.
deal-moves = Wat de klant nu beweegt
deal-moves-means = Wanneer de klant voor het laatst zei wat hem of haar nu beweegt. Het verschuift geen fase. n telt de notities.
deal-moves-unknown = De klant heeft het nog niet gezegd.
deal-outcome = Uitkomst
deal-won = Gewonnen
deal-lost = Verloren
deal-reopen = Weer openen
deal-ended = De uitkomst is genoteerd.
deal-end-late = De verkoopkans is intussen gewijzigd. Bekijk haar nog eens.
deal-done = Genoteerd.
deal-done-assumed = Als aanname genoteerd.
deal-done-confirmed = Genoteerd, met de gebeurtenis waarin de klant het zei.
deal-done-removed = Eruit gehaald. Op deze pagina kunt u het ongedaan maken.
deal-done-undone = De laatste wijziging is ongedaan gemaakt. Een gebeurtenis die ervoor geschreven werd, blijft in de geschiedenis; voor de verkoopkans telt ze niet meer.

## Stated needs
stated-title = Welke behoefte de klant ons noemde
stated-means = Behoeften in de woorden van de klant met hun dagen, elk met de gebeurtenis waarin de klant het zei. Een wijziging bewaart wat er eerder stond.
stated-none = De klant heeft ons nog geen behoefte genoemd.
stated-add = Behoefte noteren
stated-add-go = Noteren
stated-fact = Wat nodig is, in de woorden van de klant
stated-wish = De wens erachter, in de woorden van de klant
stated-from = Van
stated-peak = Vooral op
stated-peak-is = vooral op { $date }
stated-until = Tot en met
stated-recurrence = Hoe vaak
stated-once = eenmalig
stated-yearly = elk jaar
stated-source = Waarvandaan
stated-talk = uit een gesprek
stated-form = uit een formulier
stated-preference = uit de voorkeuren
stated-now = nu, tot en met { $date }
stated-next = vanaf { $date }
stated-over = voorbij
stated-withdraw = Niet meer nodig
stated-withdrawn =
    { $count ->
        [one] { $count } behoefte die er niet meer is
       *[other] { $count } behoeften die er niet meer zijn
    }
stated-withdrawn-at = ingetrokken { $date }
stated-need-day = Vul een dag in.
stated-need-family = Vul de productfamilie in.
stated-need-recurrence = Kies hoe vaak.
stated-need-source = Kies waarvandaan.
stated-days = De dagen staan niet in de goede volgorde: van, vooral op, tot en met.
stated-too-long = Wat elk jaar nodig is, duurt korter dan een jaar.
stated-two-years = Wat één keer nodig is, duurt hoogstens twee jaar.
stated-is-withdrawn = Deze behoefte is ingetrokken. Maak dat eerst ongedaan.
stated-saved = De behoefte is genoteerd.
stated-gone = De behoefte is ingetrokken. Hieronder kunt u dat ongedaan maken.
stated-undone = De laatste wijziging is ongedaan gemaakt.
