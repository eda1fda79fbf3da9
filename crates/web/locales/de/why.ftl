### Warum ein Ziel verfehlt wird

why-title = Warum?
why-text = Wo das Geld fehlt und was Kunden als Grund nennen.
why-none = Nichts zu fragen
why-none-text = Keinem Ziel fehlt etwas, oder es gibt noch keines.
why-to-targets = Zu den Zielen
why-choose = Ziel, dem etwas fehlt
why-choose-none = Bitte wählen
why-choose-title = Wählen Sie ein Ziel
why-choose-text = Dann sehen Sie, woraus der Fehlbetrag besteht und welche Gründe der Vertrieb notiert hat.
why-ask = Warum?
why-stale = Seit der letzten Aktualisierung kamen neue Verkäufe hinzu. Das wird in Kürze von selbst nachgeholt; oder Sie tun es jetzt.
why-look-again = Die Daten haben sich geändert, seit Sie hingesehen haben. Bitte sehen Sie noch einmal hin, bevor Sie ein Briefing machen.
why-made = Stand: { $time }
why-brief = Briefing aus dieser Diagnose machen

## Das Urteil
why-status-met = Es fehlt nichts
why-status-explained = Erklärt
why-status-explained-means = Ein Hindernis, das der Vertrieb notiert hat, sticht heraus, und ein Treiber oder ein Ort ebenso. Alles andere heißt „zu wenig Belege“.
why-status-ambitious = Ehrgeiziges Ziel
why-status-unknown = Zu wenig Belege
why-met = Es wird nichts fehlen: { $surplus } mehr als das Ziel.
why-explained = Es fehlen { $missing }. Am weitesten zurückgefallen ist „{ $place }“, und der Vertrieb notiert „{ $barrier }“ öfter als sonst.
why-explained-part = Es fehlen { $missing }. Der größte Teil davon: „{ $part }“ mit { $amount }. Der Vertrieb notiert „{ $barrier }“ öfter als sonst.
why-explained-part-more = Es fehlen { $missing }. Allein „{ $part }“ kostet { $amount }; anderes gleicht einen Teil davon aus. Der Vertrieb notiert „{ $barrier }“ öfter als sonst.
why-explained-weeks = Es fehlen { $missing }. In den letzten acht Wochen ging am meisten bei „{ $place }“ verloren, und der Vertrieb notiert „{ $barrier }“ öfter als sonst.
why-ambitious = Es fehlen { $missing }, weil das Ziel { $ambition } mehr verlangt als das Vorjahr. Sonst sticht nichts heraus.
why-not-enough = Es fehlen { $missing }. Für ein Warum gibt es nicht genug Belege.
why-fact-driver = { $driver }: { $lost } in den letzten acht Wochen verloren, gemessen an denselben Wochen des Vorjahrs.
why-fact-focus = { $place }: { $lost } in den letzten acht Wochen verloren; gemessen daran, wie sich der Rest bewegt hat, fehlen { $excess }.
why-fact-barrier = „{ $barrier }“ steht in { $share } der Notizen mit Grund ({ $notes } von { $of }), mehr als { $against }.
why-missing = Was fehlt, um mehr zu sagen
why-questions = Fünf Fragen an den Vertrieb
why-against-before = vorher
why-against-rest = sonst in der Firma
why-lack-last-year = Die Daten enthalten denselben Monat des Vorjahres nicht, es gibt also keinen Vergleich.
why-lack-notes = Zu wenige Notizen, die ein Hindernis nennen: { $have } von { $need }.
why-lack-compare = Zu wenige frühere Notizen zum Vergleich: { $have } von { $need }.
why-lack-barrier = Es gibt genug Notizen, aber kein Hindernis wird öfter genannt als vorher.
why-lack-driver = Keine Käufergruppe, Familie oder Region sticht über den Zufall hinaus heraus. Das heißt nicht, dass dort nichts fehlt: Die Tabelle zeigt, wo am meisten.
why-ask-what-changed = Was hat sich dort geändert?
why-ask-leave = Warum kaufen Kunden nicht mehr, die immer gekauft haben?
why-ask-not-begin = Warum fangen die nicht an, die Kunden werden könnten?
why-ask-less-often = Warum bestellen Kunden seltener?
why-ask-smaller = Warum sind die Bestellungen kleiner?
why-ask-returns = Warum schicken Kunden mehr zurück?
why-ask-who-stays-away = Wer von den anonymen Käufern bleibt weg, und seit wann?
why-ask-what-keeps = In den Worten des Kunden: Was hält ihn jetzt vom Kauf ab?
why-ask-instead = Was tun oder kaufen sie stattdessen?
why-ask-help = Was müsste gegeben sein, damit sie kaufen?
why-ask-when = Wann ist der Bedarf wieder da?
why-ask-who-decides = Wer entscheidet sonst noch?

## Kennzahlen
why-shortfall = Fehlbetrag
why-shortfall-means = Ziel minus Gebuchtes und Erwartetes. Unter null wird das Ziel übertroffen.
why-booked-until = bis { $date }
why-last-year = Vorjahr, ganzer Monat
why-last-year-means = Nettoumsatz desselben Monats im Vorjahr.

## Vom Ziel zum Erwarteten
why-waterfall = Vom Ziel zu dem, was erwartet wird
why-waterfall-summary = Vom Ziel { $target } bis zu erwarteten { $expected }.
why-waterfall-means = Jede Stufe ist ein Teil des Fehlbetrags. Nach unten vergrößert ihn, nach oben hat geholfen. Alle Teile ergeben zusammen den Fehlbetrag auf den Cent.
why-part = Teil des Fehlbetrags
why-adds = Trägt zum Fehlbetrag bei
why-sum = Summe
why-sum-shortfall = Summe = Fehlbetrag
why-part-ambition = Ziel über Vorjahr
why-part-ambition-means = Wie viel mehr das Ziel verlangt, als der ganze Monat des Vorjahres gebracht hat.
why-part-rest = Rest des Monats
why-part-rest-means = Wie viel weniger der Rest des Monats voraussichtlich bringt als der Rest im Vorjahr. Was ein unfertiger Tag gebracht hat, gehört dazu.
why-part-unexplained = Kein Vergleich möglich

## Wo
why-where = Wo fehlt es?
why-compared = { $now } im Vergleich mit { $then }.
why-recent = Die letzten acht Wochen
why-recent-means = Längere Zeit als im Diagramm oben, damit der Zufall weniger zählt; die Beträge sind daher andere.
why-elapsed = Der Monat bis jetzt, wie im Diagramm oben
why-window = { $from } bis { $until }
why-groups = Wer kauft, wie oft, für wie viel
why-groups-means = Neu ist, wer in den verglichenen Tagen zum ersten Mal bestellt hat; wiederkehrend sind alle anderen mit Namen. Die Zeilen einer Gruppe ergeben zusammen, was sie verloren hat.
why-groups-table = Alle Zahlen dazu
why-segment-new = Neue Kunden
why-segment-returning = Wiederkehrende Kunden
why-segment-named = Namentliche Kunden
why-segment-anonymous = Anonyme Verkäufe
why-factor = Einfluss
why-factor-customers = Zahl der Kunden
why-factor-orders-per-customer = Bestellungen je Kunde
why-factor-orders = Zahl der Bestellungen
why-factor-value-per-order = Wert je Bestellung
why-factor-returns = Rückgaben
why-net = Nettoumsatz
why-noise =
    { $n ->
        [one] Allein durch Zufall liegt der Verlust innerhalb von etwa ± { $noise } (n = { $n } Kunde).
       *[other] Allein durch Zufall liegt der Verlust innerhalb von etwa ± { $noise } (n = { $n } Kunden).
    }
why-noise-anonymous =
    { $n ->
        [one] Allein durch Zufall liegt der Verlust innerhalb von etwa ± { $noise } (n = { $n } Bestellung).
       *[other] Allein durch Zufall liegt der Verlust innerhalb von etwa ± { $noise } (n = { $n } Bestellungen).
    }
why-before = Vorjahr
why-after = Dieses Jahr
why-lost = Verloren
why-lost-means = Vorjahr minus dieses Jahr in den verglichenen Tagen. Unter null: gewonnen.
why-excess = Schlechter als der Rest
why-excess-means = Was bis zu dem Betrag fehlt, der verkauft worden wäre, hätte es sich wie alle anderen bewegt.
why-families = Was die Produktfamilien verloren
why-regions = Was die Regionen verloren
why-places-summary = Zusammen { $sum } in den verglichenen Tagen.
why-places-means = Nettoumsatz des Vorjahres minus dieses Jahr in den verglichenen Tagen. Die Zeilen ergeben die Summe auf den Cent.
why-place = Name
why-others =
    { $count ->
        [one] { $count } weitere
       *[other] { $count } weitere
    }
why-nameless = ohne Namen
why-from-to = { $before } → { $after }
why-stands-out = sticht heraus
why-stands-out-means = Ist weiter hinter alle anderen zurückgefallen, als der Zufall erklärt, und so weit, dass es für den Fehlbetrag zählt.
why-stands-out-against = mehr als { $against }

## Was der Vertrieb notiert hat
why-notes = Was der Vertrieb notiert hat
why-notes-in = Notierte Gründe: { $place }
why-notes-means = Hindernisse in den Notizen von 90 Tagen. Die Anteile beziehen sich auf die Notizen, die irgendein Hindernis nennen. Die Spanne enthält den wahren Anteil mit 95 %.
why-notes-basis = { $labelled } von { $notes } Notizen nennen ein Hindernis, { $window }.
why-notes-rest =
    { $count ->
        [one] { $count } weiteres Hindernis
       *[other] { $count } weitere Hindernisse
    }
why-notes-none = Niemand hat in diesen Tagen ein Hindernis notiert. Das heißt nicht, dass es keines gibt.
why-notes-of =
    { $of ->
        [one] { $notes } von { $of } Notiz
       *[other] { $notes } von { $of } Notizen
    }
why-no-notes = keine Notizen
why-share-of = { $share } ({ $notes } von { $of })
why-elsewhere = anderswo
why-quotes =
    { $count ->
        [one] { $count } Zitat
       *[other] { $count } Zitate
    }
why-means = Was bedeuten diese Wörter?
why-earlier = Früher aufbewahrte Diagnosen
