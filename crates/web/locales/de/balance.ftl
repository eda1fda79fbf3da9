### Push und Pull im Gleichgewicht: Kontakte, Druck, was nach den Verkäufen kam

balance-title = Gleichgewicht
balance-text = Wer Kontakte beginnt, wie viel Druck auf Menschen liegt und was nach den Verkäufen kam.
balance-window = Kontakte der letzten
balance-days = { $days } Tage
balance-half-life = ein Kontakt wiegt nach { $days } Tagen nur noch halb so viel
balance-ours = Von uns begonnen
balance-ours-is = Ausgehende Kontakte und versandte Nachrichten, über alle Kanäle und von allen bei uns. n zählt alle Kontakte.
balance-theirs = Von Kunden begonnen
balance-theirs-is = Eingehende Kontakte: Anrufe, Mails, Besuche von Kunden. n zählt alle Kontakte.
balance-share = Von Kunden begonnen, Anteil
balance-share-is = Von Kunden begonnene Kontakte, an allen, von denen bekannt ist, wer sie begann. Beide Richtungen sind willkommen.
balance-no-contacts = Es gab keine Kontakte.
balance-answered = Gut beantwortet
balance-answered-is = Von den Kontakten, die wir begannen und deren 14 Tage vorbei sind: die, nach denen in diesen Tagen dieselbe Person zu uns kam, auf eine Nachricht antwortete, etwas fragte, einen Bedarf nannte, ein Angebot verlangte oder bestellte, ohne Widerspruch, Widerruf oder Beschwerde. Was keine Person nennt, wie die meisten Bestellungen, zählt für alle beim Kunden. Eine Antwort zählt für jeden Kontakt, dem sie so bald folgte, ein Widerspruch ebenso. Kontakte, deren 14 Tage über den letzten bekannten Verkauf hinausgehen, werden nicht betrachtet. Die Spanne berücksichtigt, dass Kontakte desselben Kunden einander ähneln.
balance-none-watched = Noch von keinem Kontakt sind die 14 Tage danach bekannt.
balance-worse = Gefolgt von Widerspruch, Widerruf oder Beschwerde
balance-watched = 14 Tage beobachtet
balance-level = Schwelle des Drucks
balance-level-is = Der Druck unmittelbar vor einem Kontakt, jenseits dessen die Kontakte dieser Firma schlechter beantwortet wurden. Betrachtet werden alle Kontakte, die wir je begannen, jeder verglichen mit anderen über denselben Kanal zu Menschen, die vorher ähnlich geantwortet hatten. Eine Schwelle wird nur genannt, wo der Zufall in weniger als 5 von 100 Fällen eine so deutliche zeigen würde; ihre Spanne sollte sie in 9 von 10 Fällen enthalten. Sie sagt nicht, warum: Wer öfter angerufen wird, wird es vielleicht, weil er nicht antwortet.
balance-level-says = Jenseits eines Drucks von { $at } lag der Anteil gut beantworteter Kontakte um { $fewer } Prozentpunkte niedriger, verglichen über denselben Kanal und mit Menschen, die vorher ähnlich geantwortet hatten. Die Schwelle liegt zwischen { $low } und { $high }.
balance-unknown-few = Bisher zu wenige Kontakte: Auf beiden Seiten einer Schwelle braucht es mindestens { $contacts } Kontakte mit { $customers } Kunden.
balance-unknown-chance = Keine Schwelle lässt sich vom Zufall unterscheiden: Der Zufall allein würde in { $share } der Fälle so viel zeigen.
balance-unknown-better = Kontakte unter mehr Druck wurden bisher besser beantwortet, nicht schlechter.
balance-beyond = Menschen über der Schwelle
balance-beyond-is = Menschen, auf denen jetzt mehr Druck liegt, als die Schwelle angibt. n zählt alle Menschen, mit denen wir je einen Kontakt begannen.
balance-beyond-unknown = Noch ist keine Schwelle bekannt.
balance-weeks = Kontakte nach Woche
balance-weeks-is = Die Kontakte jeder Woche, danach, wer sie begann. Eine Woche geht von Montag bis Sonntag; die letzte ist nicht vorbei.
balance-weeks-says = Wir begannen { $ours } Kontakte, Kunden { $theirs }.
balance-week = Woche ab
balance-by-channel = Nach Kanal
balance-by-team = Nach Kampagne
balance-by-owner = Nach Person bei uns
balance-by-phase = Nach Phase des Kunden
balance-parts-is = Dieselben Kontakte, aufgeteilt. Wessen Kontakt es ist, sagt der Kontakt selbst, sonst gilt, wer damals für den Kunden zuständig war. Die Phase ist die, die zur Zeit des Kontakts galt.
balance-part = Teil
balance-campaigns = Kampagnen
balance-single = Einzelne Kontakte
balance-nothing-named = Nicht genannt
balance-curve = Antworten nach Druck
balance-curve-is = Der Anteil gut beantworteter Kontakte nach dem Druck, der unmittelbar davor auf der Person lag; alle Kontakte, die wir je begannen und deren 14 Tage vorbei sind. Jeder Balken enthält etwa gleich viele Kontakte. Alle Menschen und Kanäle zusammen: Wer öfter kontaktiert wird, antwortet vielleicht ohnehin mehr; die Balken können also steigen, obwohl ähnliche Menschen weniger antworten. Die Spannen berücksichtigen, dass Kontakte desselben Kunden einander ähneln.
balance-pressure = Druck
balance-range = Spanne (95 %)
balance-n = Kontakte
balance-load = Druck jetzt
balance-load-is = Wie viele Menschen jetzt unter wie viel Druck stehen: die Kontakte, die wir mit ihnen begannen, über alle Kanäle und von allen bei uns; jeder wiegt nach einer Halbwertszeit nur noch halb so viel.
balance-load-below = unter { $until }
balance-load-between = { $from } bis unter { $until }
balance-load-from = { $from } und mehr
balance-people = Menschen
balance-pressed = Unter dem meisten Druck
balance-pressed-is = Die zehn Kunden mit einer Person, auf der jetzt am meisten Druck liegt. Gezählt sind alle Kontakte, die wir je mit dieser Person begannen.
balance-pressed-none = Wir haben noch mit niemandem einen Kontakt begonnen.
balance-person = Person
balance-sellers = Verkäufe, und was daraus wurde
balance-sales-all = Die Verkäufe aller Regionen: Die gewählte Region wird hier nicht betrachtet.
balance-no-sales = Es gibt noch keine Verkäufe.
balance-more-sellers =
    { $count ->
        [one] { $count } weitere Person hat kleinere Verkäufe.
       *[other] { $count } weitere Personen haben kleinere Verkäufe.
    }

## Was nach den Verkäufen kam
after-three = Nach 90 · 180 · 365 Tagen, jeweils von Bestellungen, die so lange beobachtet sind.
after-all = Jeder Zeitraum mit n und Spanne
after-title = Was nach den Verkäufen kam
after-is = Bestellungen namentlich bekannter Kunden und was daraus wurde. Jede Zeile betrachtet nur Bestellungen, die alt genug sind, um so lange beobachtet zu sein; n ist ihre Zahl. Zurückgekommen: Geld der Rücksendungen, am verkauften Geld. Storniert: Bestellungen, deren ganzes Geld zurückkam. Eine Beschwerde gehört zur Bestellung, die sie nennt, sonst zur letzten des Kunden davor. Wieder bestellt: an einem späteren Tag, mit der Spanne von 95 %; sie berücksichtigt, dass Bestellungen desselben Kunden einander ähneln.
after-whose = Wessen
after-watched = Beobachtet
after-so-far = bisher
after-days = { $days } Tage
after-orders = Bestellungen (n)
after-revenue = Verkauft
after-returned = Zurückgekommen
after-cancelled = Storniert
after-complaints = Beschwerden je 100 Bestellungen
after-again = Wieder bestellt
after-unknown = noch nicht bekannt
balance-below = unter { $value }
