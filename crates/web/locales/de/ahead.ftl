### Was die Modelle sagen: wer wiederkommt, was gebraucht wird, wer verstummt ist

comeback-active = Noch aktiv
comeback-active-means = Wie wahrscheinlich dieser Kunde nicht für immer gegangen ist: daraus, wie oft er bestellt hat, wie lange die letzte Bestellung her ist und wie sich alle Kunden verhalten (BG/NBD, MBG/NBD oder Pareto/NBD, je nachdem, was am besten passt). n zählt die Kunden, aus denen gelernt wurde. Die Spanne gilt in neun von zehn Fällen.
comeback-expected = Bestellungen im Jahr
comeback-expected-means = Tage mit Bestellung, die in einem Jahr nach dem letzten bekannten Verkauf zu erwarten sind; dass der Kunde schon gegangen sein kann, ist abgezogen. Die Spanne ist die der Erwartung, nicht die der Bestellungen. n zählt die Kunden, aus denen gelernt wurde.
comeback-value = Wert im Jahr
comeback-value-means = Was diese Bestellungen einbringen, jede umso weniger wert, je später sie kommt (10 % im Jahr). Retouren sind nicht abgezogen. n zählt die Kunden, aus denen gelernt wurde.
comeback-range = { $low } bis { $high }
comeback-no-range = Wie sicher das ist, sagen die Daten nicht.
comeback-no-order = Noch keine Bestellung
comeback-no-amounts = Die Beträge der Bestellungen sagen es nicht.
comeback-too-few = Bisher nur { $count } Kunden; mindestens 50 sind nötig, um zu sagen, wer wiederkommt.
comeback-no-repeats = Noch hat niemand ein zweites Mal bestellt; nichts sagt also, wer wiederkommt.
comeback-not-fitting = Kein Modell passt zu diesen Bestellungen, darum steht hier keine Zahl.
known-until = Bekannt bis { $date }.

## Bedarf
needs-title = Bedarf
needs-text = Was Kunden in den kommenden Wochen wahrscheinlich brauchen, aus ihrem Rhythmus und der Saison.
needs-unknown = Noch nicht bekannt
needs-too-short = Die Bestellungen umfassen zu wenige Wochen: mindestens sechs sind nötig.
needs-too-few = Nur { $count } Bestellungen in den Wochen, aus denen man lernen könnte; mindestens 40 sind nötig, um zu sagen, wer was brauchen wird.
needs-not-learned = Nichts in den Bestellungen sagt, wer was brauchen wird.
needs-no-data = Lesen Sie Bestellungen mit „sog import“ ein und starten Sie dann „sog refresh“.
needs-calendar = Bedarfskalender
needs-calendar-means = Wie viele Kunden eine Produktfamilie wahrscheinlich von jetzt an zum ersten Mal bestellen, Woche für Woche. Gezählt sind nur Kunden, die sie schon bestellt haben. Zeigen Sie auf ein Feld für die Spanne, die in neun von zehn Fällen gilt, soweit es am Zufall liegt; ob sich alle Kunden zugleich ändern, kann sie nicht wissen.
needs-caption = Kunden nach Produktfamilie und Woche
needs-cell =
    { $count ->
        [one] { $family }, Woche ab { $week }: etwa { $count } Kunde ({ $low } bis { $high })
       *[other] { $family }, Woche ab { $week }: etwa { $count } Kunden ({ $low } bis { $high })
    }
needs-month = Bedarf in vier Wochen
needs-month-means = Paare aus Kunde und Produktfamilie, die in vier Wochen wahrscheinlich bestellt werden. n zählt die bekannten Paare. Die Spanne gilt in neun von zehn Fällen, soweit es am Zufall liegt.
needs-who = Wer Bedarf haben wird
needs-nobody = Diese Produktfamilie hat noch niemand bestellt.
needs-window = Fenster
needs-peak = Am ehesten
needs-from-until = { $from } bis { $until }
needs-probability = Wahrscheinlichkeit
needs-probability-means = Für mindestens eine Bestellung der Produktfamilie in den kommenden 26 Wochen.
needs-said = Von Kunden genannt
needs-said-means = Bedarf, von dem uns Kunden in eigenen Worten erzählt haben und dessen Tage im kommenden halben Jahr liegen; der nächste zuerst. Im Kalender sind die Wochen der dort gezeigten Familien gerahmt.
needs-said-more = und { $count } weitere
needs-words = In eigenen Worten
needs-cell-said =
    { $count ->
        [one] { $count } Kunde hat es gesagt
       *[other] { $count } Kunden haben es gesagt
    }
needs-one = Was gebraucht wird
needs-one-means = Wie wahrscheinlich, in Prozent, die nächste Bestellung der Produktfamilie in diese zwei Wochen fällt: aus dem Rhythmus dieses Kunden, der Saison und daraus, wie andere sie kaufen. Der Rahmen enthält die Hälfte dessen, was wahrscheinlich ist. Die Saison und der eigene Rhythmus bei dieser Familie sind berücksichtigt, bei „Noch aktiv“ nicht; darum können beide bei jemandem, der lange still ist, auseinandergehen.
needs-caption-one = Prozent nach Produktfamilie und je zwei Wochen; vor der Produktfamilie für alle 26 Wochen zusammen
needs-cell-one = { $family }, zwei Wochen ab { $week }: { $share }

## Stiller Verlust
silent-title = Stiller Verlust
silent-text = Kunden, die nach ihrem eigenen Rhythmus aufgehört haben und die niemand nach dem Warum gefragt hat.
silent-badge = Verstummt.
silent-told =
    { $days ->
        [one] Seit { $days } Tag keine Bestellung, bei einem üblichen Abstand (Median) von { $rhythm } Tagen; ungewöhnlich seit { $since }.
       *[other] Seit { $days } Tagen keine Bestellung, bei einem üblichen Abstand (Median) von { $rhythm } Tagen; ungewöhnlich seit { $since }.
    }
silent-question = Fragen Sie:
silent-ask = Was hat sich bei Ihnen geändert, seit Sie zuletzt bei uns bestellt haben?
silent-ask-family = Sie haben { $family } früher bei uns bezogen. Wie lösen Sie das heute?
silent-ask-complaint = Sie hatten eine Reklamation bei uns. Ist sie so geregelt worden, wie Sie es sich gewünscht haben?
silent-no-data = Noch keine Verkäufe
silent-none = Niemand ist verstummt
silent-none-text = Jeder Kunde mit einem Rhythmus (ab drei Bestelltagen) ist noch in ihm.
silent-show = Zeigen
silent-show-unasked = nie nach dem Warum gefragt
silent-show-all = alle
silent-count = Verstummt
silent-count-means = Kunden mit mindestens drei Bestelltagen, deren Stille länger ist als jede davor und so, wie sie höchstens einer von zwanzig aktiven Kunden mit ihrem Rhythmus hielte. n zählt alle Kunden mit einer Bestellung.
silent-count-note =
    { $count ->
        [one] { $count } Kunde hat je wieder bestellt
       *[other] { $count } Kunden haben je wieder bestellt
    }
silent-worth = Jährlich auf dem Spiel
silent-worth-means = Was sie in einem Jahr in ihrem eigenen Rhythmus bestellen würden: wie oft, solange sie kauften, mal den zu erwartenden Betrag. Die Spanne gilt in neun von zehn Fällen, soweit es am Rhythmus liegt. n zählt die Verstummten.
silent-worth-unknown = Die Beträge der Bestellungen sagen es nicht.
silent-asked = Nach dem Warum gefragt
silent-asked-means = Anteil aller Verstummten (nicht nur der unten aufgeführten), zu denen der Vertrieb nach der letzten Bestellung ein Hindernis notiert hat. n zählt die Verstummten.
silent-contacted = Angesprochen
silent-contacted-means = Anteil der Verstummten, die wir angesprochen haben, nachdem die Stille ungewöhnlich geworden war, ob jemand gefragt hat oder nicht. n zählt die Verstummten.
silent-nobody = Hier ist niemand verstummt.
silent-chart = Auf dem Spiel nach Alter der Stille
silent-chart-summary = Je jünger die Stille, desto eher hilft eine Frage noch.
silent-age = { $low } bis { $high } Tage
silent-age-more = { $low } Tage und mehr
silent-age-head = Ungewöhnlich lange still
silent-since = Still seit
silent-since-means = Der erste Tag, an dem die Stille länger war, als es der Rhythmus dieses Kunden erklärt. Was alle Kunden zusammen tun, kann eine Rückkehr trotzdem wahrscheinlich machen: dann ist „Noch aktiv“ daneben hoch.
silent-days =
    { $days ->
        [one] { $days } Tag ohne Bestellung
       *[other] { $days } Tage ohne Bestellung
    }
silent-order-days =
    { $count ->
        [one] { $count } Bestelltag
       *[other] { $count } Bestelltage
    }
silent-heard = Was wir wissen
silent-heard-means = Das zuletzt notierte Hindernis seit der letzten Bestellung und der letzte Kontakt, den wir begonnen haben, nachdem die Stille ungewöhnlich geworden war.
silent-never-asked = nie gefragt
silent-contact-at = angesprochen am { $date }

## Liste: Filter, Spalten, gespeicherte Ansichten
customers-comes = Kommt wieder
customers-comes-sure = wahrscheinlich (ab 80 %)
customers-comes-open = offen
customers-comes-hardly = kaum (bis 20 %)
customers-comes-silent = verstummt
customers-columns = Spalten wählen
customers-export = Als csv herunterladen
tab-customers = Kunden
tab-needs = Bedarf
tab-silent = Stiller Verlust
views-title = Gespeicherte Ansichten
views-shared = für alle
views-remove = Entfernen
views-removed = „{ $name }“ ist entfernt. Was sie zeigte, steht noch hier; speichern Sie es wieder, falls das ein Versehen war.
views-save = Diese Ansicht speichern
views-label = Name
views-share = Alle sehen sie
views-keep = Speichern
views-name = Eine Ansicht braucht einen Namen mit höchstens { $count } Zeichen.
views-many = Sie haben { $count } Ansichten. Entfernen Sie zuerst eine.
views-saved = „{ $name }“ ist gespeichert.
views-taken = Sie haben schon eine Ansicht „{ $name }“. Nehmen Sie einen anderen Namen, oder entfernen Sie jene zuerst.
