### The frame around every page

nav-label = Hoofdnavigatie
nav-today = Vandaag
nav-customers = Klanten
nav-warnings = Doelen
nav-why = Waarom
nav-campaigns = Campagnes
nav-settings = Instellingen
skip-to-content = Naar de inhoud
demo = Demo
account-menu = Uw account
account-wishes = Taal en weergave
sign-out = Afmelden

## Days
day-today = vandaag
day-tomorrow = morgen
day-yesterday = gisteren
days-ahead =
    { $days ->
        [one] over { $days } dag
       *[other] over { $days } dagen
    }
days-ago =
    { $days ->
        [one] { $days } dag geleden
       *[other] { $days } dagen geleden
    }

## Figures, charts, tables
figure-about = Wat betekent “{ $label }”?
figure-explain = Uitleg
figure-n = Gebaseerd op (n)
figure-range = Marge
figure-rows = De regels erachter
figure-unknown = Dat weten we niet
chart-as-table = Als tabel
chart-amount = Bedrag
chart-small-parts =
    { $count ->
        [one] { $count } klein deel
       *[other] { $count } kleine delen
    }
chart-cut = As begint niet bij 0
chart-range = { $low } tot { $high }
heat-window = (behoefteperiode)
heat-guess = (behoefteperiode, nog niet zeker)
pager-label = Pagina’s
pager-rows = { $first }–{ $last } van { $total }
pager-previous = Vorige
pager-next = Volgende

## Buttons
save = Opslaan
search = Zoeken
all = Alle
month = Maand
