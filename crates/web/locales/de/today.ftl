### Heute: was wen braucht

today-hello = Guten Tag, { $name }
today-unseen =
    { $count ->
        [one] { $count } Warnung ist neu.
       *[other] { $count } Warnungen sind neu.
    }
today-nothing-new = Keine neuen Warnungen.
today-empty = Willkommen bei Sog
today-empty-text = Es gibt noch keine Daten. Lesen Sie Ihre Bestellungen mit „sog import“ ein und starten Sie „sog refresh“. Danach zeigt diese Seite, was Sie braucht.
today-warnings = Ziele in Gefahr
today-all-warnings =
    { $count ->
        [one] { $count } Warnung zeigen
       *[other] Alle { $count } Warnungen zeigen
    }
today-no-warnings = Kein Grund zur Sorge
today-no-warnings-text = Soweit man es heute wissen kann, wird wahrscheinlich kein Ziel verfehlt.
today-month = Dieser Monat
today-month-more = Mehr zu diesem Monat
today-no-target = Für die ganze Firma gibt es diesen Monat kein Ziel, also nichts, womit sich vergleichen ließe.
today-set-target = Ziel setzen
today-to-sign = Wartet auf Ihre Unterschrift
today-to-sign-none = Kein Briefing zu unterschreiben.
today-nobody-signed = noch niemand hat unterschrieben
today-signed-by = unterschrieben von { $team }
today-campaigns-none = Gerade läuft keine Kampagne.
today-ready = unterschrieben, startbereit
today-paused = angehalten
today-running = läuft: { $sent } gesendet, { $waiting } offen
today-uncertain =
    { $count ->
        [one] { $count } Nachricht ist ungewiss, bitte entscheiden
       *[other] { $count } Nachrichten sind ungewiss, bitte entscheiden
    }
today-complaints = Offene Beschwerden
today-complaints-means = Offene Beschwerden, die älter als 3 Tage sind, die ältesten zuerst. Solange eine offen ist, bekommt dieser Kunde keine Werbung.
today-complaints-none = Keine Beschwerde wartet länger als 3 Tage.
today-complaints-count =
    { $count ->
        [one] { $count } ist älter als 3 Tage.
       *[other] { $count } sind älter als 3 Tage.
    }
today-complaints-all = Alle Kunden mit offener Beschwerde
today-data = Wie frisch sind die Daten?
today-data-until = Verkäufe bis
today-last-import = Letzter Import
today-no-import = noch nichts eingelesen
today-customers-active = { $count } davon mit Ereignissen
today-refresh = Jetzt aktualisieren
today-refreshed =
    Auf dem neuesten Stand: { $count ->
        [one] ein Kunde
       *[other] { $count } Kunden
    }.
today-data-ends = Die Verkäufe enden am { $day }.
today-data-ends-text = Alles hier zeigt den Stand dieses Tages. Lesen Sie neuere Verkäufe ein, um den heutigen zu sehen.
today-no-warnings-then = Damals keine Warnung
today-no-warnings-then-text = Ob heute ein Ziel in Gefahr ist, lässt sich aus so alten Verkäufen nicht sagen.
today-sent = läuft bis { $until }: { $sent } gesendet
today-answers =
    { $count ->
        [one] { $count } Antwort
       *[other] { $count } Antworten
    }
