### The frame around every page

nav-label = Hauptnavigation
nav-today = Heute
nav-customers = Kunden
nav-warnings = Ziele
nav-why = Warum
nav-campaigns = Kampagnen
nav-settings = Einstellungen
skip-to-content = Zum Inhalt
demo = Demo
account-menu = Ihr Konto
account-wishes = Sprache und Darstellung
sign-out = Abmelden

## Days
day-today = heute
day-tomorrow = morgen
day-yesterday = gestern
days-ahead =
    { $days ->
        [one] in { $days } Tag
       *[other] in { $days } Tagen
    }
days-ago =
    { $days ->
        [one] vor { $days } Tag
       *[other] vor { $days } Tagen
    }

## Figures, charts, tables
figure-about = Was bedeutet „{ $label }“?
figure-explain = Erklärung
figure-n = Grundlage (n)
figure-range = Spanne
figure-rows = Die Zeilen dahinter
figure-unknown = Wissen wir nicht
chart-as-table = Als Tabelle
chart-amount = Betrag
chart-small-parts =
    { $count ->
        [one] { $count } kleiner Teil
       *[other] { $count } kleine Teile
    }
chart-cut = Achse beginnt nicht bei 0
chart-range = { $low } bis { $high }
heat-window = (Bedarfsfenster)
heat-guess = (Bedarfsfenster, noch nicht sicher)
pager-label = Seiten
pager-rows = { $first }–{ $last } von { $total }
pager-previous = Zurück
pager-next = Weiter

## Buttons
save = Speichern
search = Suchen
all = Alle
month = Monat
