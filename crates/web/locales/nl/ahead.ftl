### Wat de modellen zeggen: wie terugkomt, wat nodig zal zijn, wie stil is geworden

comeback-active = Nog actief
comeback-active-means = Hoe waarschijnlijk deze klant niet voorgoed weg is: uit hoe vaak hij bestelde, hoe lang de laatste bestelling geleden is en hoe alle klanten zich gedragen (BG/NBD, MBG/NBD of Pareto/NBD, wat het best past). n telt de klanten waaruit is geleerd. De marge klopt in negen van de tien gevallen.
comeback-expected = Bestellingen per jaar
comeback-expected-means = Dagen met een bestelling die in een jaar na de laatste bekende verkoop te verwachten zijn; dat de klant al weg kan zijn, is eraf getrokken. De marge is die van de verwachting, niet die van de bestellingen. n telt de klanten waaruit is geleerd.
comeback-value = Waarde in een jaar
comeback-value-means = Wat deze bestellingen opbrengen, elk minder waard naarmate ze later komt (10% per jaar). Retouren zijn niet afgetrokken. n telt de klanten waaruit is geleerd.
comeback-range = { $low } tot { $high }
comeback-no-range = Hoe zeker dat is, zeggen de gegevens niet.
comeback-no-order = Nog geen bestelling
comeback-no-amounts = De bedragen van de bestellingen zeggen het niet.
comeback-too-few = Nog maar { $count } klanten; er zijn er minstens 50 nodig om te zeggen wie terugkomt.
comeback-no-repeats = Nog niemand heeft een tweede keer besteld; niets zegt dus wie terugkomt.
comeback-not-fitting = Geen model past bij deze bestellingen, daarom staat hier geen getal.
known-until = Bekend tot en met { $date }.

## Behoefte
needs-title = Behoefte
needs-text = Wat klanten de komende weken waarschijnlijk nodig hebben, uit hun ritme en het seizoen.
needs-unknown = Nog niet bekend
needs-too-short = De bestellingen beslaan te weinig weken: minstens zes zijn nodig.
needs-too-few = Maar { $count } bestellingen in de weken waaruit geleerd kan worden; minstens 40 zijn nodig om te zeggen wie wat nodig zal hebben.
needs-not-learned = Niets in de bestellingen zegt wie wat nodig zal hebben.
needs-no-data = Lees bestellingen in met “sog import” en start daarna “sog refresh”.
needs-calendar = Behoeftekalender
needs-calendar-means = Hoeveel klanten een productfamilie waarschijnlijk vanaf nu voor het eerst bestellen, week na week. Alleen klanten die haar al bestelden tellen mee. Wijs een vak aan voor de marge die in negen van de tien gevallen klopt, voor zover het toeval is; of alle klanten tegelijk veranderen, kan ze niet weten.
needs-caption = Klanten per productfamilie en week
needs-cell =
    { $count ->
        [one] { $family }, week van { $week }: ongeveer { $count } klant ({ $low } tot { $high })
       *[other] { $family }, week van { $week }: ongeveer { $count } klanten ({ $low } tot { $high })
    }
needs-month = Nodig binnen vier weken
needs-month-means = Paren van klant en productfamilie die binnen vier weken waarschijnlijk worden besteld. n telt de bekende paren. De marge klopt in negen van de tien gevallen, voor zover het toeval is.
needs-who = Wie het nodig zal hebben
needs-nobody = Deze productfamilie heeft nog niemand besteld.
needs-window = Venster
needs-peak = Het waarschijnlijkst
needs-from-until = { $from } tot en met { $until }
needs-probability = Kans
needs-probability-means = Op minstens één bestelling van de productfamilie in de komende 26 weken.
needs-said = Door klanten genoemd
needs-said-means = Behoeften waarover klanten ons in eigen woorden vertelden en waarvan de dagen in het komende halfjaar liggen; de eerstvolgende eerst. In de kalender zijn de weken van de families die er staan omkaderd.
needs-said-more = en nog { $count }
needs-words = In eigen woorden
needs-cell-said =
    { $count ->
        [one] { $count } klant zei het
       *[other] { $count } klanten zeiden het
    }
needs-one = Wat nodig zal zijn
needs-one-means = De kans, in procenten, dat de volgende bestelling van de productfamilie in die twee weken valt: uit het ritme van deze klant, het seizoen en hoe anderen haar kopen. Het kader bevat de helft van wat waarschijnlijk is. Het kent het seizoen en het eigen ritme bij deze familie, “Nog actief” kent die niet; bij wie lang stil is kunnen ze dus verschillen.
needs-caption-one = Procent per productfamilie en twee weken; voor de productfamilie van alle 26 weken samen
needs-cell-one = { $family }, twee weken vanaf { $week }: { $share }

## Stil verlies
silent-title = Stil verlies
silent-text = Klanten die naar hun eigen ritme zijn gestopt en aan wie niemand vroeg waarom.
silent-badge = Stil geworden.
silent-told =
    { $days ->
        [one] Al { $days } dag geen bestelling, bij een middelste tussentijd van { $rhythm } dagen; ongewoon sinds { $since }.
       *[other] Al { $days } dagen geen bestelling, bij een middelste tussentijd van { $rhythm } dagen; ongewoon sinds { $since }.
    }
silent-question = Vraag:
silent-ask = Wat is er bij u veranderd sinds u voor het laatst bij ons bestelde?
silent-ask-family = U haalde { $family } vroeger bij ons. Hoe lost u dat nu op?
silent-ask-complaint = U had een klacht bij ons. Is die opgelost zoals u het wenste?
silent-no-data = Nog geen verkopen
silent-none = Niemand is stil geworden
silent-none-text = Elke klant met een ritme (vanaf drie besteldagen) zit er nog in.
silent-show = Tonen
silent-show-unasked = nooit gevraagd waarom
silent-show-all = allemaal
silent-count = Stil geworden
silent-count-means = Klanten met minstens drie besteldagen van wie de stilte langer is dan elke daarvoor, en zo dat hoogstens één op de twintig actieve klanten met hun ritme zo lang stil zou zijn. n telt alle klanten met een bestelling.
silent-count-note =
    { $count ->
        [one] { $count } klant bestelde ooit opnieuw
       *[other] { $count } klanten bestelden ooit opnieuw
    }
silent-worth = Op het spel in een jaar
silent-worth-means = Wat zij in een jaar in hun eigen ritme zouden bestellen: hoe vaak zolang zij kochten, maal het te verwachten bedrag. De marge klopt in negen van de tien gevallen voor zover het aan het ritme ligt. n telt wie stil is geworden.
silent-worth-unknown = De bedragen van de bestellingen zeggen het niet.
silent-asked = Gevraagd waarom
silent-asked-means = Aandeel van allen die stil zijn geworden (niet alleen wie hieronder staat) bij wie verkoop na de laatste bestelling een drempel noteerde. n telt wie stil is geworden.
silent-contacted = Benaderd
silent-contacted-means = Aandeel van wie stil is geworden dat wij benaderden nadat de stilte ongewoon was geworden, of er nu gevraagd is of niet. n telt wie stil is geworden.
silent-nobody = Hier is niemand stil geworden.
silent-chart = Op het spel naar ouderdom van de stilte
silent-chart-summary = Hoe jonger de stilte, hoe eerder een vraag nog helpt.
silent-age = { $low } tot { $high } dagen
silent-age-more = { $low } dagen en meer
silent-age-head = Ongewoon lang stil
silent-since = Stil sinds
silent-since-means = De eerste dag waarop de stilte langer was dan het ritme van deze klant verklaart. Wat alle klanten samen doen, kan een terugkeer toch waarschijnlijk maken: dan is “Nog actief” ernaast hoog.
silent-days =
    { $days ->
        [one] { $days } dag zonder bestelling
       *[other] { $days } dagen zonder bestelling
    }
silent-order-days =
    { $count ->
        [one] { $count } besteldag
       *[other] { $count } besteldagen
    }
silent-heard = Wat wij weten
silent-heard-means = De drempel die sinds de laatste bestelling het laatst is genoteerd, en het laatste contact dat wij begonnen nadat de stilte ongewoon was geworden.
silent-never-asked = nooit gevraagd
silent-contact-at = benaderd op { $date }

## Lijst: filters, kolommen, bewaarde weergaven
customers-comes = Komt terug
customers-comes-sure = waarschijnlijk (vanaf 80%)
customers-comes-open = open
customers-comes-hardly = nauwelijks (tot 20%)
customers-comes-silent = stil geworden
customers-columns = Kolommen kiezen
customers-export = Als csv downloaden
tab-customers = Klanten
tab-needs = Behoefte
tab-silent = Stil verlies
views-title = Bewaarde weergaven
views-shared = voor iedereen
views-remove = Verwijderen
views-removed = “{ $name }” is verwijderd. Wat ze toonde staat hier nog; bewaar het opnieuw als dat een vergissing was.
views-save = Deze weergave bewaren
views-label = Naam
views-share = Iedereen ziet haar
views-keep = Bewaren
views-name = Een weergave heeft een naam van hoogstens { $count } tekens nodig.
views-many = U hebt { $count } weergaven. Verwijder er eerst een.
views-saved = “{ $name }” is bewaard.
views-taken = U hebt al een weergave “{ $name }”. Neem een andere naam, of verwijder die eerst.
