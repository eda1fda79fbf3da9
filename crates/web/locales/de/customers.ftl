### Customers: the list, and the picture of one

customers-title = Kunden
customers-text = Wer kauft, was gerade gebraucht wird und wo jede Kundin und jeder Kunde im eigenen Kaufweg steht.
customers-none = Noch keine Kunden
customers-none-text = Lesen Sie Bestellungen oder Kunden mit „sog import“ ein und rufen Sie danach „sog refresh“ auf.
customers-search = Suche
customers-search-hint = Name oder Nummer
customers-name = Kunde
customers-phase = Phase
customers-need = Bedarf jetzt
customers-region = Region
customers-owner = Zuständig
customers-orders = Bestellungen
customers-revenue = Nettoumsatz
customers-last = Letzte Bestellung
customers-complaints = Beschwerden
customers-complaints-open = mit offener Beschwerde
customers-found =
    { $count ->
        [one] { $count } Kunde gefunden
       *[other] { $count } Kunden gefunden
    }
customers-nobody = Niemand gefunden
customers-nobody-text = Kein Kunde erfüllt alle Bedingungen. Nehmen Sie eine heraus oder suchen Sie anders.
customers-reset = Alle Kunden zeigen

## One customer: figures
customer-facts = Kennzahlen
customer-no-picture = Noch kein Bild
customer-no-picture-text = Zu diesem Kunden ist noch nichts geschehen, oder die Bilder sind nicht auf dem neuesten Stand. „sog refresh“ holt das nach.
customer-net = Nettoumsatz
customer-net-means = Summe aller Zeilen: Verkäufe, Rückgaben und Korrekturen, auf den Cent genau. n zählt die Zeilen.
customer-net-note = Verkäufe { $gross }
customer-orders = Bestellungen
customer-orders-means = Verschiedene Bestellnummern unter den Verkäufen. Rückgaben und Korrekturen zählen nicht als Bestellung. n zählt die Verkaufszeilen.
customer-returned = Rückgaben
customer-returned-means = Summe der Rückgaben und Stornos. n zählt ihre Zeilen.
customer-returned-note = { $share } der Verkäufe
customer-last = Letzte Bestellung
customer-last-means = Tag der frühesten Zeile der letzten Bestellung. n zählt die Bestellungen.
customer-no-order = Noch keine Bestellung
customer-rhythm = Rhythmus
customer-rhythm-means = Der mittlere Abstand zwischen zwei Bestelltagen (Median). n zählt die Abstände.
customer-rhythm-value =
    { $days ->
        [one] alle { $days } Tage
       *[other] alle { $days } Tage
    }
customer-rhythm-range = { $low } bis { $high } Tage
customer-rhythm-unknown = Dafür braucht es zwei Bestelltage.
customer-rhythm-few =
    { $count ->
        [one] Erst { $count } Abstand: noch nicht sicher.
       *[other] Erst { $count } Abstände: noch nicht sicher.
    }
customer-rhythm-from =
    { $count ->
        [one] aus { $count } Abstand
       *[other] aus { $count } Abständen
    }
customer-rhythm-overdue = Überfällig: seit { $days } Tagen keine Bestellung, früher höchstens { $longest }.
customer-pressure = Kontaktdruck
customer-pressure-means = Kontakte, die von uns ausgingen. Jeder zählt 1 und nach { $days } Tagen nur noch halb. n zählt die Kontakte.
customer-pressure-note = { $most } von höchstens { $cap } in { $days } Tagen
customer-pressure-none = Von uns ging noch kein Kontakt aus.
customer-balance = Von sich aus
customer-balance-means = Anteil der Kontakte, die der Kunde begonnen hat, an allen. n zählt die Kontakte.
customer-balance-note = { $inbound } vom Kunden, { $outbound } von uns
customer-balance-unknown = Noch kein Kontakt erfasst.
customer-complaints = Offene Beschwerden
customer-complaints-means = Beschwerden, die noch nicht gelöst sind. Solange eine offen ist, geht keine Werbung hinaus. n zählt alle Beschwerden.
customer-opportunity = Neu: { $phase }
customer-open-complaints =
    { $count ->
        [one] { $count } offene Beschwerde
       *[other] { $count } offene Beschwerden
    }

## One customer: needs and revenue
customer-needs = Wann wird was gebraucht?
customer-needs-means = Bestellungen je Produktfamilie und Kalendermonat, alle Jahre zusammen. Umrahmt ist das Bedarfsfenster: die Monate, in denen gekauft wurde, und der Monat davor. Was das ganze Jahr über gekauft wird, hat keinen Rahmen.
customer-calendar-caption = Bestellungen je Monat
customer-calendar-cell =
    { $orders ->
        [one] { $family }, { $month }: { $orders } Bestellung
       *[other] { $family }, { $month }: { $orders } Bestellungen
    }
customer-calendar-guess = Gestrichelt: erst in einer Saison gekauft, der Bedarf ist noch nicht sicher.
customer-chart = Nettoumsatz je Monat
customer-chart-summary = { $from } bis { $until }

## One customer: permission
customer-may = Was darf gesendet werden?
customer-may-means = So würde die Prüfung jetzt über eine werbliche Nachricht zu dieser Produktfamilie entscheiden. Beim Senden wird noch einmal geprüft. Das Kürzel nennt die Regel.
customer-may-nobody = Keine Kontaktperson erfasst. Ohne sie kann niemand angeschrieben werden.
customer-may-about = Nachricht über
customer-may-ask = Prüfen
customer-person-cap = { $count } von { $cap } Kontakten in { $days } Tagen

## One customer: history
customer-history = Verlauf
customer-history-campaign = Kampagne
customer-history-count =
    { $count ->
        [one] { $count } Eintrag
       *[other] { $count } Einträge
    }
customer-history-none = Noch nichts geschehen.
customer-history-all = Alle { $count } Einträge zeigen
customer-lines =
    { $count ->
        [one] { $count } Zeile
       *[other] { $count } Zeilen
    }

## One customer: phase
customer-phase = Phase
customer-phase-means = Wo der Kunde im eigenen Kaufweg steht. Nur was der Kunde selbst tut, verschiebt die Phase; unsere Anrufe und Angebote nicht.
customer-phase-because = Beleg: { $event } am { $date }.
customer-evidence = Im Verlauf ansehen
customer-phase-none = Es gibt noch keinen Beleg. Wir wissen es nicht.
customer-opportunity-because = Seit dem letzten Kauf neu: { $event } am { $date }.
customer-phase-all = Alle Belege
customer-phase-over = zählt nicht mehr

## One customer: complaints, words, barriers, deals, consent
customer-complaints-title = Beschwerden
customer-complaints-none = Keine Beschwerde erfasst.
customer-complaint-open = offen
customer-complaint-closed = gelöst am { $date }
customer-words = In eigenen Worten
customer-words-means = Was der Kunde selbst gesagt oder geschrieben hat: Bedarf, Anfragen, Suchen, Antworten, Beschwerden.
customer-words-none = Noch nichts festgehalten.
customer-barriers = Was hält vom Kauf ab?
customer-barriers-means =
    { $count ->
        [one] Hindernisse, die der Vertrieb in { $count } Notiz festgehalten hat.
       *[other] Hindernisse, die der Vertrieb in { $count } Notizen festgehalten hat.
    }
customer-barriers-none = Kein Hindernis notiert. Das heißt nicht, dass es keines gibt.
customer-barrier-count =
    { $count ->
        [one] { $count } Notiz, { $date }
       *[other] { $count } Notizen, zuletzt { $date }
    }
customer-deals = Verkaufschancen
customer-consent = Einwilligungen
customer-consent-means = Jede Erklärung bleibt stehen, mit Zeit und Herkunft. Ein Widerruf gilt sofort und überdauert spätere Käufe.
customer-consent-none = Keine Erklärung erfasst.
customer-consent-text = Text { $version }
customer-consent-sale = Kauf { $sale }
customer-source-unsubscribe = Abmeldung aus einer Nachricht
customer-source-message = Nachricht { $id }
customer-source-received = eingegangen { $at }
customer-blocked = gesperrt seit { $date }

customer-privacy = Datenschutz
customer-privacy-means = Alles, was über diesen Kunden gespeichert ist, kann als Datei herausgegeben (DSGVO Art. 15 und 20) oder endgültig gelöscht werden (Art. 17).
customer-export = Alles Gespeicherte als Datei (JSON)
customer-erase = Diesen Kunden löschen …
erase-title = Einen Kunden löschen
erase-what = Das ist über { $id } gespeichert und würde endgültig gelöscht. Niemand kann es zurückholen.
erase-events = { $count ->
    [one] 1 Ereignis
   *[other] { $count } Ereignisse
}
erase-records = { $count ->
    [one] 1 Eintrag (Kunde, Kontakte, Einwilligungen, Geschäfte, Beschwerden, Nachrichten, Antworten)
   *[other] { $count } Einträge (Kunde, Kontakte, Einwilligungen, Geschäfte, Beschwerden, Nachrichten, Antworten)
}
erase-rejected = { $count ->
    [one] 1 abgewiesene Zeile eines Imports
   *[other] { $count } abgewiesene Zeilen von Importen
}
erase-stays = Es bleibt, dass gelöscht wurde, und Prüfsummen, die niemand lesen kann: An ihnen wird die Person erkannt und nicht wieder aufgenommen, wenn eine alte Datei importiert wird.
erase-backups = Frühere Sicherungen enthalten die Daten noch. Lassen Sie alte ablaufen.
erase-reason = Grund
erase-reason-hint = Wird mit der Löschung aufbewahrt, ohne Namen und Adressen der Person.
erase-typed = Zur Bestätigung { $id } eingeben
erase-need-typed = Das ist nicht die Nummer des Kunden. Es wurde nichts gelöscht.
erase-do = Endgültig löschen
erase-not = Nicht löschen
erase-done = Der Kunde ist gelöscht.
erase-done-mentioned = Der Kunde ist gelöscht. Die Worte einer Kampagne nennen ihn; bitte sehen Sie nach.
erase-not-clean = Der Kunde ist gelöscht und für niemanden mehr sichtbar. Dateien konnten noch nicht entfernt werden; das geschieht beim nächsten Befehl oder wenn der Server startet.
erase-later = Gerade geht eine Nachricht an ihn hinaus, oder die Daten ändern sich ständig. Es wurde nichts gelöscht; versuchen Sie es in einer Minute noch einmal.
