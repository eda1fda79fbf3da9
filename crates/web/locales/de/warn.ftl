### Ziele und Warnungen

warn-title = Ziele und Warnungen
warn-text = Welches Ziel wahrscheinlich verfehlt wird, wie sicher das ist und seit wann man es wissen konnte.
warn-data-until = Verkäufe sind bekannt bis { $time }.
warn-no-data = Noch keine Verkäufe
warn-no-data-text = Lesen Sie Bestellungen mit „sog import“ ein und starten Sie „sog refresh“. Danach lassen sich hier Ziele setzen.
warn-none = Noch keine Ziele
warn-none-text = Ohne Ziel gibt es nichts, wovor zu warnen wäre. Leiten Sie unten Ziele aus dem Vorjahr ab, tragen Sie eines ein oder lesen Sie eine Datei mit „sog import targets.csv“.
warn-stale = Die Ziele wurden noch nicht geprüft. Starten Sie „sog refresh“.
warn-part = Bereich
warn-filter = Filtern
warn-open =
    { $count ->
        [0] Warnungen
        [one] { $count } Warnung
       *[other] { $count } Warnungen, das meiste Geld zuerst
    }
warn-open-none = Keine Warnung
warn-open-none-text = Soweit man es heute wissen kann, wird kein Ziel mit { $limit } Wahrscheinlichkeit oder mehr verfehlt.
warn-tables = Ziele nach Monat
warn-group-missed = { $missed } von { $count } verfehlt
warn-group-risk = { $missed } von { $count } in Gefahr
warn-now = Dieser und die nächsten Monate
warn-record = Vergangene Monate
warn-rows-none = Hier ist kein Ziel
warn-rows-none-text = Für diese Monate gibt es in diesem Bereich kein Ziel.
warn-columns = Was bedeuten die Spalten?
warn-limit = Ab { $limit } wird gewarnt.
warn-why = Warum?
warn-mark-seen = Gesehen
warn-marked-seen = Als gesehen gemerkt.

## Kennzahlen
warn-target = Ziel
warn-target-means = Nettoumsatz, der in dem Monat erreicht werden soll.
warn-booked = Gebucht
warn-booked-means = Nettoumsatz des Monats bis jetzt: Verkäufe abzüglich Rückgaben, auf den Cent genau. n zählt die vergangenen Verkaufstage.
warn-expected = Erwartet
warn-expected-end = Am Ende erwartet
warn-expected-means = Was gebucht ist, plus was die übrigen Verkaufstage voraussichtlich bringen, gelernt aus den vergangenen Tagen dieses Bereichs. n zählt die früheren Vorhersagen, aus denen die Spanne gelernt ist.
warn-difference = Abstand
warn-difference-means = Erwartet (im abgeschlossenen Monat: gebucht) minus Ziel. Unter null fehlt etwas.
warn-difference-note = { $share } vom Ziel
warn-how-likely = Wird es verfehlt?
warn-outcome = Ergebnis
warn-probability = Wahrscheinlich verfehlt
warn-probability-means = In wie vielen von 100 wahrscheinlichen Verläufen des Monats das Ziel verfehlt wird.
warn-at-risk = In Gefahr
warn-at-risk-means = Wie viel im Mittel aller wahrscheinlichen Verläufe bis zum Ziel fehlen wird. Ein Überschuss zählt als nichts.
warn-knowable = Erkennbar seit
warn-knowable-means = Erster Tag, von dem an ein Verfehlen ohne Unterbrechung wahrscheinlich war, allein nach dem, was man an diesem Tag wusste.
warn-knowable-note =
    { $days ->
        [one] { $days } Tag vor Monatsende
       *[other] { $days } Tage vor Monatsende
    }
warn-knowable-since =
    { $days ->
        [one] Erkennbar seit { $date }, { $days } Tag vor Monatsende.
       *[other] Erkennbar seit { $date }, { $days } Tage vor Monatsende.
    }
warn-knowable-never = Vor Monatsende nicht erkennbar.
warn-knowable-no = Bisher ist kein Verfehlen wahrscheinlich.
warn-range-80 = { $share }: { $low } bis { $high }
warn-ranges = { $share80 }: { $low80 } bis { $high80 }; { $share95 }: { $low95 } bis { $high95 }
warn-last-year = Vorjahr
warn-figures = Kennzahlen
warn-picture = Als Bild

## Wie wahrscheinlich, und wie weit der Monat ist
warn-met = erreicht
warn-missed = verfehlt
warn-unknown = Wissen wir nicht.
warn-unknown-why = Für eine Vorhersage gibt es zu wenige Daten.
warn-likely-almost-sure = Wird fast sicher verfehlt
warn-likely-very = Wird sehr wahrscheinlich verfehlt
warn-likely-probably = Wird wahrscheinlich verfehlt
warn-likely-open = Offen
warn-likely-reached = Wird wahrscheinlich erreicht
warn-likely-surely-reached = Wird sehr wahrscheinlich erreicht
warn-over = Monat abgeschlossen
warn-not-begun =
    { $days ->
        [one] noch nicht begonnen, { $days } Verkaufstag
       *[other] noch nicht begonnen, { $days } Verkaufstage
    }
warn-elapsed =
    { $days ->
        [one] { $elapsed } von { $days } Verkaufstag vergangen
       *[other] { $elapsed } von { $days } Verkaufstagen vergangen
    }
warn-source-file = aus einer Datei
warn-source-entered = von Hand eingetragen
warn-source-rule = Vorjahr { $change }

## Was man dazu wissen sollte
warn-note-first-year = Es gibt noch kein ganzes Jahr an Daten, die Saison ist also nicht bekannt. Die Spanne ist deshalb weiter.
warn-note-few-months = Es gibt nur { $months } vergleichbare frühere Zeiträume. Die Spanne beruht vor allem auf einer Annahme.
warn-note-unfinished-day = Der { $date } ist in den Daten noch nicht zu Ende; der Rest dieses Tages ist vorhergesagt.
warn-note-data-ends = Die Daten enden am { $date }; die Tage danach sind vorhergesagt.
warn-note-sales-ahead = Es gibt Verkäufe mit einem Datum in der Zukunft (ab dem { $date }). Sie zählen nicht mit.
warn-note-data-begins = Die Daten beginnen am { $date }, mitten im Monat.
warn-note-no-days-left = Im Monat ist kein Verkaufstag mehr übrig.
warn-note-short-history = Die Daten umfassen { $days } Tage; eine Vorhersage braucht { $needed }.
warn-note-nothing-sold = In den letzten acht Wochen wurde hier nichts verkauft.
warn-note-irregular = Die Verkäufe sind hier zu unregelmäßig, um zu sagen, was kommt.

## Das Diagramm
warn-chart = { $name }: { $month } Tag für Tag, aufsummiert
warn-chart-day = Tag im { $month }
warn-chart-means = Alle Linien summieren den Nettoumsatz seit dem Monatsersten. Die Flächen enthalten 80 und 95 von 100 wahrscheinlichen Verläufen. Vorjahr ist derselbe Kalendertag desselben Monats.
warn-chart-summary = Erwartet { $expected }, Ziel { $target }: { $words } ({ $percent }).
warn-chart-summary-over = Gebucht { $booked }, Ziel { $target }: { $words }.
warn-band-80 = 80-%-Spanne
warn-band-95 = 95-%-Spanne
warn-mark-knowable = erkennbar

## Ein Ziel
warn-unfinished = Dieser Monat ist noch nicht zu Ende.
warn-unfinished-text = Stand: { $date }. Er wird mit dem verglichen, was er werden wird, nicht mit einem fertigen Monat.
warn-not-looked = Die letzte Aktualisierung hat dieses Ziel nicht geprüft: Der Monat ist zu weit weg, oder „sog refresh“ lief seither nicht.
warn-when = Wann konnte man es wissen?
warn-when-over = Es gab keinen Tag, von dem an ein Verfehlen wahrscheinlich war.
warn-notes = Gut zu wissen
warn-history = Warnungen
warn-first-seen = gewarnt am { $date }
warn-change = Ziel ändern
warn-delete = Ziel entfernen
warn-delete-sure = Dieses Ziel entfernen? Seine Warnung wird geschlossen.
warn-target-saved = Ziel für { $name }, { $month }: { $amount }.
warn-target-deleted = Das Ziel ist entfernt.

## Was aus einer Warnung wurde
warn-state-new = neu
warn-state-seen = gesehen
warn-state-closed = geschlossen
warn-closed-recovered = ein Verfehlen ist nicht mehr wahrscheinlich
warn-closed-missed = der Monat ist zu Ende, das Ziel wurde verfehlt
warn-closed-met = der Monat ist zu Ende, das Ziel wurde erreicht
warn-closed-gone = das Ziel wurde entfernt oder wird nicht mehr geprüft
warn-closed-unknown = es lässt sich nicht mehr sagen

## Ziele setzen
warn-set = Ziele setzen
warn-derive-title = Vorjahr plus x %
warn-derive-text = Leitet ein Ziel aus demselben Monat des Vorjahres ab. Ziele aus einer Datei oder von Hand bleiben, wie sie sind.
warn-derive-percent = Prozent auf das Vorjahr
warn-derive-percent-hint = Zum Beispiel 5. Unter null für weniger.
warn-derive-scopes = Für
warn-derive-families = jede Produktfamilie
warn-derive-regions = jede Region
warn-derive-months = Monate
warn-derive-three = dieser und die nächsten zwei
warn-derive-one = dieser Monat
warn-derive-go = Ziele ableiten
warn-enter-title = Einzelnes Ziel
warn-enter-text = Ein Ziel für denselben Monat und Bereich wird ersetzt.
warn-enter-hint = Nettoumsatz im Monat, zum Beispiel 12.500.
warn-enter-go = Ziel speichern
warn-import-hint = Viele Ziele auf einmal: „sog import targets.csv“ mit den Spalten period, scope_kind, scope_value, amount.
warn-need-month = Bitte wählen Sie einen Monat.
warn-need-scope = Bitte wählen Sie einen Bereich.
warn-need-amount = Bitte geben Sie einen Betrag über null ein, etwa 12.500.
warn-need-percent = Bitte geben Sie einen Wert zwischen −100 und 200 ein.
warn-need-scopes = Bitte kreuzen Sie mindestens eines an.
warn-derived =
    { $count ->
        [0] Es wurde kein Ziel abgeleitet.
        [one] { $count } Ziel wurde abgeleitet.
       *[other] { $count } Ziele wurden abgeleitet.
    }
warn-skipped-no-last-year =
    { $count ->
        [one] { $count } ausgelassen: kein ganzer Monat des Vorjahres in den Daten.
       *[other] { $count } ausgelassen: kein ganzer Monat des Vorjahres in den Daten.
    }
warn-skipped-nothing =
    { $count ->
        [one] { $count } ausgelassen: im Vorjahr in dem Monat nichts verkauft.
       *[other] { $count } ausgelassen: im Vorjahr in dem Monat nichts verkauft.
    }
warn-skipped-given =
    { $count ->
        [one] { $count } ausgelassen: es gibt ein Ziel aus einer Datei oder von Hand.
       *[other] { $count } ausgelassen: es gibt Ziele aus einer Datei oder von Hand.
    }

## Wer Ziele geändert hat
warn-changes = Änderungen an Zielen
warn-changes-more =
    { $count ->
        [one] { $count } weiteres Ziel
       *[other] { $count } weitere Ziele
    }
warn-change-line = { $after }, vorher: { $before }
warn-no-target = kein Ziel
warn-undo = Rückgängig machen
warn-undone =
    { $count ->
        [one] { $count } Ziel ist wieder wie vorher.
       *[other] { $count } Ziele sind wieder wie vorher.
    }
warn-undo-late = Diese Ziele wurden inzwischen erneut geändert; das lässt sich nicht mehr rückgängig machen.
warn-admin-not = Ziele setzen Marketing und Vertrieb.
