### Briefings und Kampagnen

campaign-title = Kampagnen
campaign-intro = Von der Diagnose zu Mails, die gesendet werden dürfen, und zu dem, was sie bewirkt haben.
campaign-new = Neues Briefing ohne Diagnose
campaign-new-note = Ohne Diagnose steht im Briefing „Wir wissen nicht, warum“, und beide Teams unterschreiben, dass es trotzdem weitergeht.
campaign-empty = Es gibt noch keine Kampagne
campaign-empty-text = Eine Kampagne beginnt mit einem Ziel in Gefahr und dem Grund dafür.
campaign-go-why = Nach dem Warum fragen
campaign-go-warnings = Ziele ansehen
campaign-name = Titel
campaign-stand = Status
campaign-target = Ziel
campaign-signatures = Unterschriften
campaign-sent = Gesendet
campaign-waits = Wartet auf
campaign-untitled = Ohne Titel
campaign-version = Briefing, Version { $version }
campaign-steps = Schritte der Kampagne
campaign-step-brief = Briefing
campaign-step-audience = Zielgruppe
campaign-step-message = Nachricht
campaign-step-sign = Unterschriften
campaign-step-launch = Start
campaign-step-result = Ergebnis
campaign-done = erledigt
campaign-open = offen
campaign-stage-draft = In Vorbereitung
campaign-stage-running = Gestartet
campaign-stage-paused = Angehalten
campaign-begun = Das Briefing ist angelegt. Ergänzen Sie, was noch fehlt.
campaign-saved = Gespeichert.
campaign-saved-gaps = Gespeichert. Bevor es weitergeht, fehlt hier noch etwas; es ist aufgelistet.
campaign-saved-voided = Als neue Version gespeichert. Die Unterschriften gelten nicht mehr; beide Teams unterschreiben neu.
campaign-yours = Ihre Angaben
campaign-theirs = { $person }, Version { $version }
campaign-conflict = { $person } hat inzwischen Version { $version } gespeichert ({ $time }). Ihre Angaben stehen noch im Formular, gespeichert sind sie nicht. Vergleichen Sie beides; speichern Sie noch einmal, gelten Ihre.
campaign-conflict-same = { $person } hat inzwischen Version { $version } gespeichert ({ $time }) und dabei anderes geändert, nichts von dieser Seite. Speichern Sie bitte noch einmal.
campaign-conflict-launched = Die Kampagne ist inzwischen gestartet (Version { $version }, { $person }, { $time }). Gespeichert wurde nichts; unten steht, was Sie geschrieben haben und was gilt.
campaign-edit-voids = Briefing und Nachricht tragen Unterschriften. Eine Änderung ergibt eine neue Version, die niemand unterschrieben hat.
campaign-part-why = Warum
campaign-part-what = Was, für wen, wann
campaign-known =
    gefunden in { $notes ->
        [one] einer Vertriebsnotiz
       *[other] { $notes } Vertriebsnotizen
    }
campaign-unknown = Wir wissen nicht, warum. Wer unterschreibt, steht dafür ein, dass es trotzdem weitergeht.
campaign-finding = Was gefunden wurde
campaign-argument = Warum es trotzdem weitergeht
campaign-barrier = Hindernis
campaign-not-known = nicht bekannt
campaign-stage = Ziel (AIDA)
campaign-stage-hint = Der Schritt, den die Leser als Nächstes gehen sollen.
campaign-choose = Bitte wählen
campaign-core = Kern der Botschaft
campaign-core-hint = Das Eine, das hängen bleiben soll.
campaign-question = Frage an die Leser
campaign-question-hint = Die Antwort kommt zu dieser Kampagne zurück.
campaign-family = Produktfamilie
campaign-family-hint = Bedarf und Erlaubnis richten sich danach.
campaign-window = Zeitraum
campaign-from = Erster Tag
campaign-until = Letzter Tag
campaign-window-hint = In diesen Tagen gehen Mails hinaus und zählt das Ergebnis.
campaign-measure = Erfolgsmaß
campaign-measure-hint = Vor dem Start festgelegt, damit niemand es hinterher aussucht.
campaign-measured-by = Gemessen an
campaign-measure-repurchase = Anteil der Kunden, die wieder kaufen
campaign-measure-revenue = Nettoumsatz je Kunde
campaign-measure-answers = Anteil der Leser, die antworten
campaign-measure-said = { $measure }: ohne Kampagne { $baseline }, lohnend, wenn es mindestens { $smallest } mehr sind
campaign-measure-said-only = { $measure }: lohnend, wenn es mindestens { $smallest } sind
campaign-baseline = Ohne die Kampagne
campaign-smallest = Kleinste lohnende Wirkung
campaign-point = { $number } Prozentpunkt
campaign-points = { $number } Prozentpunkte
campaign-baseline-hint-share = Anteil in Prozent.
campaign-baseline-hint-money = Betrag je Kunde.
campaign-smallest-hint-share = In Prozentpunkten: von 8 % auf 10 % sind es 2.
campaign-smallest-hint-money = Betrag je Kunde, um den es mehr sein soll.
campaign-smallest-hint-answers = Anteil in Prozent, der antworten soll.
campaign-before = Im Vorjahr ({ $from } – { $until }) kauften { $share } der { $customers } Kunden, die verglichen werden; Nettoumsatz je Kunde: { $revenue }.
campaign-before-answers = Ohne Kampagne wird niemand gefragt; hier gibt es keinen Vergleichswert.
campaign-before-later = Der Vorjahreswert steht hier, sobald Zeitraum und Zielgruppe gespeichert sind.
campaign-before-nobody = Aus der Zielgruppe darf niemand angeschrieben werden, daher gibt es keinen Vorjahreswert.
campaign-before-unknown = Für diese Tage des Vorjahres gibt es keine vollständigen Daten. Tragen Sie ein, womit Sie rechnen.
campaign-visible = Mit { $treated } Angeschriebenen und { $heldout } in der Vergleichsgruppe wird ein Unterschied von etwa { $effect } in vier von fünf Fällen erkannt, ein kleinerer seltener.
campaign-visible-few = Ein Urteil wird es nicht geben: Dafür braucht jede Seite { $needed } Kunden, hier sind es { $treated } Angeschriebene und { $heldout } in der Vergleichsgruppe. Was hilft: ein größeres Publikum oder eine größere Vergleichsgruppe (in den Einstellungen).
campaign-claims = Fristen und Vorräte
campaign-claims-hint = Jedes „nur bis“ und „solange der Vorrat reicht“ braucht einen datierten Beleg. Ohne ihn wird nichts gesendet.
campaign-claim-kind = Art
campaign-claim-deadline = Frist
campaign-claim-stock = Vorrat
campaign-claim-words = Wortlaut in der Nachricht
campaign-claim-fact = Wo der Beleg zu finden ist
campaign-claim-until = Gültig bis
campaign-save = Speichern
campaign-save-next = Speichern und weiter
campaign-next = Weiter
campaign-complete = Es fehlt nichts mehr.
campaign-gaps =
    { $count ->
        [one] Eine Angabe fehlt
       *[other] { $count } Angaben fehlen
    }
campaign-gap-title = Das Briefing hat keinen Titel.
campaign-gap-cause = Schreiben Sie, was gefunden wurde oder warum es ohne Befund weitergeht.
campaign-gap-barrier = Der Grund ist bekannt, aber kein Hindernis genannt.
campaign-gap-stage = Das Ziel (AIDA) ist offen.
campaign-gap-core = Der Kern der Botschaft fehlt.
campaign-gap-audience = Noch ist niemand gewählt: Legen Sie Bedingungen fest.
campaign-gap-note = Schreiben Sie, warum gerade diese Menschen.
campaign-gap-family = Es ist keine Produktfamilie gewählt.
campaign-gap-window = Erster und letzter Tag fehlen.
campaign-gap-backwards = Der letzte Tag liegt vor dem ersten.
campaign-gap-channel = Kampagnen über { $channel } sind noch nicht möglich.
campaign-gap-measure = Beim Erfolgsmaß fehlt ein Wert.
campaign-gap-range = Anteile liegen zwischen 0 und 100 Prozent; die kleinste Wirkung liegt über 0.
campaign-gap-question = Die Frage an die Leser fehlt.
campaign-gap-unbacked = Aussage { $number } hat keinen datierten Beleg.
campaign-gap-over = Aussage { $number } gilt am ersten Tag nicht mehr.
campaign-gap-long = Ein Text ist länger als { $most } Zeichen.
campaign-bad-day = Das ist kein Datum.
campaign-bad-both = Ein Zeitraum braucht beide Tage.
campaign-bad-choice = Bitte wählen Sie aus der Liste.
campaign-bad-number = Bitte geben Sie eine Zahl ein.
campaign-condition-large = Es sind zu viele Bedingungen.
campaign-condition-empty = Eine Bedingung ist leer.
campaign-condition-range = Ein Bereich braucht ein unteres oder oberes Ende, das untere nicht über dem oberen.
campaign-condition-odd = Eine Bedingung ist nicht zu verstehen.
campaign-condition-number = Kontaktdruck liegt nicht unter 0.
campaign-start-title = { $place }, { $month }
campaign-start-note = Hier liegt der Schwerpunkt des Verlusts: { $place }.
campaign-start-explained = Es werden etwa { $short } fehlen, vor allem hier: { $place }. Kunden nennen als Grund: { $barrier }.
campaign-start-unknown = Es werden etwa { $short } fehlen. Die Daten sagen nicht, warum.
campaign-start-short = Hier werden etwa { $short } fehlen: { $place }.
campaign-whom = Für wen sie ist
campaign-conditions = Bedingungen
campaign-match-all = Alle treffen zu
campaign-match-any = Mindestens eine trifft zu
campaign-no-conditions = Noch keine Bedingungen. Fügen Sie die erste hinzu.
campaign-is-or-not = Trifft zu oder nicht
campaign-is = trifft zu
campaign-is-not = trifft nicht zu
campaign-remove = Entfernen
campaign-field-bought = Hat etwas davon gekauft
campaign-field-region = Region ist eine von
campaign-field-country = Land ist eines von
campaign-field-kind = Person oder Firma
campaign-field-revenue = Nettoumsatz bisher
campaign-field-orders = Zahl der Bestellungen
campaign-field-last = Tage seit der letzten Bestellung
campaign-field-phase = Phase ist eine von
campaign-field-need = Kauft gewöhnlich im Monat
campaign-field-complaint = Eine Beschwerde ist offen
campaign-field-pressure = Kontaktdruck
campaign-field-language = Sprache ist eine von
campaign-month = Monat
campaign-at-least = Mindestens
campaign-at-most = Höchstens
campaign-older = Vor mindestens so vielen Tagen
campaign-newer = Vor höchstens so vielen Tagen
campaign-row-bad = Bitte geben Sie einen passenden Wert an.
campaign-note = Warum diese Menschen
campaign-note-hint = Ein Satz, den beide Teams unterschreiben.
campaign-count-now = Jetzt zählen
campaign-count-title = Wer sie bekäme
campaign-count =
    { $count ->
        [one] Eine Person
       *[other] { $count } Personen
    } bei { $customers ->
        [one] einem Kunden
       *[other] { $customers } Kunden
    }
campaign-count-empty = Fügen Sie Bedingungen hinzu, um zu sehen, wer gemeint ist.
campaign-count-incomplete = Einer Bedingung fehlt noch ein Wert, oder ein Wert passt nicht.
campaign-count-launched = Die Zielgruppe wurde beim Start festgelegt. Diese Zahlen sind von heute.
campaign-examples =
    Einige davon (insgesamt { $count ->
        [one] ein Kunde
       *[other] { $count } Kunden
    }):
campaign-sum = Zusammen: { $sum }
campaign-held-out-note = Etwa { $share } bleiben zufällig außen vor, damit sich zeigt, was die Kampagne wirklich bewirkt.
campaign-group-mailable = Darf angeschrieben werden
campaign-group-no-consent = Keine Einwilligung
campaign-group-no-address = Keine Adresse
campaign-group-over-cap = Schon oft genug angeschrieben
campaign-group-outside = Außerhalb des Bedarfsfensters
campaign-group-complaint = Offene Beschwerde
campaign-group-owed = Zusage oder Antwort schuldig
campaign-group-claim = Aussage ohne Beleg
campaign-group-held-out = Vergleichsgruppe
campaign-fallback = Sprache für alle anderen
campaign-fallback-hint = Leser bekommen ihre Sprache, wo Sie sie geschrieben haben, sonst diese.
campaign-subject = Betreff
campaign-body = Text
campaign-save-preview = Speichern und ansehen
campaign-message-saved = Der Text ist gespeichert.
campaign-placeholders = Platzhalter und Zeichen
campaign-placeholders-hint = Sie werden für jeden Leser ersetzt.
campaign-placeholder-first = Vorname; sonst Nachname oder Firma
campaign-placeholder-last = Nachname
campaign-placeholder-company = Firma der Leser
campaign-placeholder-sender = Unsere Firma
campaign-mark-strong = hervorgehobene Worte
campaign-mark-link = ein Link
campaign-mark-heading = eine Überschrift
campaign-mark-list = eine Liste
campaign-added = Frage, Antwortlink, Absender, Anschrift und Abmeldung kommen in jede Mail. Kein Zählpixel, kein Verfolgungslink.
campaign-lint-good = Der Text kann gesendet werden.
campaign-lint =
    { $count ->
        [one] Ein Punkt steht dem Versand im Weg
       *[other] { $count } Punkte stehen dem Versand im Weg
    }
campaign-fault-fallback = In der Sprache für alle anderen ({ $language }) ist nichts geschrieben.
campaign-fault-subject = { $language }: Der Betreff ist leer.
campaign-fault-reply = { $language }: Der Betreff täuscht eine Antwort oder Weiterleitung vor.
campaign-fault-form = { $language }: Der Betreff ist länger als { $most } Zeichen oder enthält einen Umbruch.
campaign-fault-body = { $language }: Der Text ist leer.
campaign-fault-long = { $language }: Der Text ist länger als { $most } Byte.
campaign-fault-question = { $language }: Die Frage an die Leser fehlt.
campaign-fault-placeholder = { $language }: Den Platzhalter „{ $name }“ gibt es nicht. Es gibt { $known }.
campaign-fault-program = { $language }: Eine geschweifte Klammer vor % oder # geht nicht.
campaign-fault-broken = { $language }: Ein Platzhalter ist nicht geschlossen.
campaign-fault-picture = { $language }: Ein geladenes Bild würde melden, wer liest. Lassen Sie es weg.
campaign-fault-personal = { $language }: Ein Link mit Platzhalter würde melden, wer ihm folgt.
campaign-fault-link = { $language }: „{ $link }“ ist kein Link.
campaign-fault-urgency = { $language }: „{ $words }“ drängt die Leser, aber keine Frist und kein Vorrat im Briefing deckt diese Worte. Tragen Sie sie dort mit Beleg ein oder lassen Sie sie weg.
campaign-fault-sender = In den Einstellungen fehlt der Name der Firma.
campaign-fault-postal = In den Einstellungen fehlt die Anschrift.
campaign-fault-address = In den Einstellungen fehlt eine gültige Absenderadresse.
campaign-fault-https = Die öffentliche Adresse muss mit https:// beginnen und von überall hierher führen, damit ein Klick abmeldet.
campaign-preview = Vorschau
campaign-preview-as = Lesen als
campaign-preview-later = Die Vorschau kommt, sobald der Text gesendet werden kann.
campaign-preview-nobody = Niemand gefunden. Suchen Sie nach einem Namen oder wählen Sie zuerst eine Zielgruppe.
campaign-search = Nach Name oder Adresse suchen
campaign-first = die erste gefundene Person
campaign-show = Zeigen
campaign-to = An
campaign-language = Sprache
campaign-may = Sie darf gesendet werden.
campaign-may-not = Sie würde nicht gesendet.
campaign-text-part = Als reiner Text
campaign-headers = Kopfzeilen
campaign-what-signed = Was unterschrieben wird: Version { $version }
campaign-changed-since = Neu seit Version { $version }, unterschrieben von { $people }
campaign-changed-in = Was Version { $version } geändert hat
campaign-changed-nothing = Es hat sich nichts geändert.
campaign-changed-part = Was
campaign-versions = Alle Versionen
campaign-version-name = Version
campaign-version-number = Version { $version }
campaign-version-by = Gespeichert von
campaign-version-changed = Geändert
campaign-mail-in = Mail ({ $language })
campaign-mail-sample = In eckigen Klammern steht, was sich von Leser zu Leser unterscheidet.
campaign-sign-hint = Je eine Person aus Marketing und Vertrieb steht für diese Version ein, für das Briefing und für jedes Wort der Mail.
campaign-sign-as = Für { $team } unterschreiben
campaign-has-signed = unterschrieben
campaign-not-signed = nicht unterschrieben
campaign-admin-signs-not = Die Administration unterschreibt nicht; das tun die beiden Teams.
campaign-signed = Unterschrieben. Nun unterschreibt das andere Team.
campaign-signed-both = Beide Teams haben unterschrieben.
campaign-checks = Vor dem Start
campaign-check-brief = Das Briefing ist vollständig
campaign-check-audience =
    { $count ->
        [one] Eine Person darf angeschrieben werden
       *[other] { $count } Personen dürfen angeschrieben werden
    }
campaign-check-message = Der Text kann gesendet werden
campaign-check-marketing = Marketing hat unterschrieben
campaign-check-sales = Der Vertrieb hat unterschrieben
campaign-check-window = Der Zeitraum ist nicht vorbei
campaign-check-server = Ein Mailserver ist eingerichtet
campaign-check-address = Die öffentliche Adresse ist für alle erreichbar
campaign-launch = Kampagne starten
campaign-launch-later = Der Knopf wird aktiv, sobald jeder Punkt erledigt ist.
campaign-launch-sure =
    Jetzt { $count ->
        [one] eine Person
       *[other] { $count } Personen
    } anschreiben? Das lässt sich nicht zurücknehmen.
campaign-launched =
    Gestartet. { $count ->
        [one] Eine Mail wartet
       *[other] { $count } Mails warten
    } darauf, gesendet zu werden.
campaign-launched-by = Gestartet von { $person }, { $time }
campaign-admin-launches-not = Marketing oder Vertrieb startet.
campaign-begins = Der Zeitraum beginnt am { $time }. Vorher geht nichts hinaus.
campaign-going = Mails gehen hinaus
campaign-soon = Die Mails warten auf den ersten Tag
campaign-held = Angehalten
campaign-gone = Alles ist hinausgegangen
campaign-done-of = { $done } von { $all } erledigt
campaign-pause = Anhalten
campaign-resume = Weiter senden
campaign-retry = Fehlgeschlagene erneut versuchen
campaign-paused = Angehalten. Es geht nichts Neues hinaus.
campaign-resumed = Der Versand geht weiter.
campaign-retried =
    { $count ->
        [one] Eine Mail wartet wieder.
       *[other] { $count } Mails warten wieder.
    }
campaign-look-again = Neu laden
campaign-result-none = Es gibt noch kein Ergebnis
campaign-result-none-text = Es kommt mit dem Start.
campaign-state = Status
campaign-state-queued = wartet
campaign-state-claimed = gleich dran
campaign-state-sending = unterwegs
campaign-state-sent = gesendet
campaign-state-bounced = zurückgekommen
campaign-state-failed = bei uns gescheitert
campaign-state-uncertain = ungewiss
campaign-state-denied = nicht erlaubt
campaign-state-held-out = Vergleichsgruppe
campaign-state-given-up = aufgegeben
campaign-adds-up = Alle Gewählten
campaign-people = Personen
campaign-chart = Was aus jeder gewählten Person wurde
campaign-chart-is = Der Stand der Nachricht jeder Person, auf die beim Start die Bedingungen zutrafen.
campaign-of-sent = { $share } der gesendeten
campaign-figure-audience = Zielgruppe
campaign-figure-audience-is = Personen, auf die beim Start die Bedingungen zutrafen, auch jene, die nichts bekamen.
campaign-figure-sent = Gesendet
campaign-figure-sent-is = Mails, die ein Mailserver angenommen hat.
campaign-figure-answered = Beantwortet
campaign-figure-answered-is = Personen, die die Frage der Mail beantwortet haben.
campaign-figure-left = Abgemeldet
campaign-figure-left-is = Personen, die sich über diese Nachricht abgemeldet haben.
campaign-figure-bounced = Zurückgekommen
campaign-figure-bounced-is = Mails, die wegen des Empfängers abgelehnt wurden.
campaign-effect = Was sie bewirkt hat
campaign-effect-treated = Angeschriebene
campaign-effect-held-out = Vergleichsgruppe
campaign-effect-side-is = Das Maß des Briefings bei diesen Kunden, vom Tag nach dem Start bis zum letzten Tag.
campaign-effect-nobody = Auf dieser Seite ist niemand.
campaign-effect-difference = Unterschied
campaign-effect-difference-is = Angeschriebene (auch wer inzwischen nichts mehr bekommen durfte) minus Vergleichsgruppe, mit dem Bereich, der in 95 von 100 Fällen den wahren Wert enthält.
campaign-effect-none = Es gibt noch nichts zu vergleichen.
campaign-effect-early = { $count } Kunden; Werte nach dem { $day }
campaign-effect-no-day = Gestartet am letzten Tag des Zeitraums: Danach bleibt kein Tag, an dem sich eine Wirkung zeigen könnte.
campaign-verdict-early = Zu früh: Der Zeitraum ist in den Daten noch nicht vorbei.
campaign-verdict-few = Zu wenige Kunden für eine Aussage.
campaign-verdict-not-seen = Ein Unterschied ist nicht zu sehen.
campaign-verdict-better = Besser als ohne die Kampagne.
campaign-verdict-small = Besser als ohne sie, aber weniger, als sich gelohnt hätte.
campaign-verdict-worse = Schlechter als ohne die Kampagne.
campaign-verdict-no-comparison = Die Vergleichsgruppe wurde nicht gefragt; ein Vergleich fehlt daher.
campaign-beside = Umsatz, Rücksendungen und Beschwerden
campaign-beside-is = Mittel je Kunde vom Tag nach dem Start bis zum letzten Tag. Eine Kampagne, die verkauft und als Rücksendung oder Beschwerde zurückkommt, hat nicht geholfen.
campaign-side = Seite
campaign-customers = Kunden
campaign-bought-each = Gekauft, je Kunde
campaign-returned-each = Zurückgesandt, je Kunde
campaign-complaints = Beschwerden
campaign-answers =
    { $count ->
        [0] Antworten
        [one] Eine Antwort
       *[other] { $count } Antworten
    }
campaign-no-answers = Noch hat niemand geantwortet.
campaign-messages = Nachricht für Nachricht
campaign-no-messages = Solche Nachrichten gibt es nicht.
campaign-all = Jeder Status
campaign-why = Warum
campaign-when = Wann
campaign-why-sent = vom Mailserver angenommen
campaign-why-address = Diese Adresse gibt es nicht.
campaign-why-later = Der Mailserver hat sie vorläufig abgelehnt; es wird noch einmal versucht.
campaign-why-policy = Der Mailserver nimmt Mails von uns nicht an.
campaign-why-large = Die Mail ist dem Mailserver zu groß.
campaign-why-refused = Der Mailserver hat sie abgelehnt und nicht gesagt, warum.
campaign-why-waits = noch nicht an der Reihe
campaign-settle-sent = Wurde gesendet
campaign-settle-give-up = Auf sich beruhen lassen
campaign-settled = Vermerkt. Die Mail wird nicht noch einmal gesendet.
campaign-settle-sent-sure = Endgültig vermerken, dass die Mail an { $name } gesendet wurde?
campaign-settle-give-up-sure = Die Mail an { $name } endgültig auf sich beruhen lassen?
campaign-note-process-ended = Der Versand brach ab, bevor der Server geantwortet hat.
campaign-note-restored = Die Datenbank ist eine ältere Kopie; die Mail kann seither gesendet worden sein.
campaign-note-contact-gone = Diese Person ist nicht mehr verzeichnet.
campaign-note-broke-before = Die Verbindung brach ab, bevor die Mail übergeben war.
campaign-note-silent-before = Der Server hat nicht rechtzeitig geantwortet; übergeben wurde nichts.
campaign-note-odd-before = Der Server hat unerwartet geantwortet; übergeben wurde nichts.
campaign-note-broke = Die Verbindung brach ab, während die Mail übergeben wurde.
campaign-note-silent = Der Server hat nicht rechtzeitig gesagt, ob er die Mail angenommen hat.
campaign-note-odd = Die Antwort des Servers heißt weder ja noch nein.
campaign-note-clearance = Die Erlaubnis wurde vor zu langer Zeit geprüft; sie wird neu geprüft.
campaign-note-not-utf8 = Unser Mailserver nimmt nur Adressen aus reinen ASCII-Zeichen an.
campaign-note-bad-address = Das ist keine E-Mail-Adresse.
campaign-note-not-built = Die Mail ließ sich für diese Person nicht zusammenstellen.
campaign-note-gave-up = Immer wieder vorläufig abgelehnt, bis die Zeit um war.
campaign-halt-unwanted = Angehalten: Der Mailserver will unsere Mails nicht.
campaign-halt-unexplained = Angehalten: Der Mailserver lehnt eine Person nach der anderen ab und sagt nicht, warum.
campaign-halt-faults = Angehalten: Der Text oder die Angaben zur Firma sind fehlerhaft.
campaign-halt-address = Angehalten: Die öffentliche Adresse ist für Leser nicht erreichbar.
campaign-halt-key = Angehalten: Der Signaturschlüssel ist nicht benutzbar.
campaign-halt-sent-before = Schon gesendet: Die Datenbank ist eine ältere Kopie von davor.
campaign-waits-paused = Angehalten: Jemand muss fortsetzen
campaign-waits-sending =
    { $count ->
        [one] Eine Mail wartet noch
       *[other] { $count } Mails warten noch
    }
campaign-waits-uncertain =
    { $count ->
        [one] Eine ungewisse Mail braucht Ihre Entscheidung
       *[other] { $count } ungewisse Mails brauchen Ihre Entscheidung
    }
campaign-waits-nothing = Nichts: Alles ist hinausgegangen
campaign-waits-gaps =
    Marketing und Vertrieb: Im Briefing { $count ->
        [one] fehlt eine Angabe
       *[other] fehlen { $count } Angaben
    }
campaign-waits-message = Marketing: Der Text ist noch nicht fertig
campaign-waits-launch = Den Start: Beide Teams dürfen den Knopf drücken
campaign-waits-one = Die Unterschrift von { $team }
campaign-waits-both = Die Unterschriften beider Teams
campaign-refused-launched = Die Kampagne ist gestartet. Briefing und Text ändern sich nicht mehr.
campaign-refused-not-launched = Die Kampagne ist noch nicht gestartet.
campaign-refused-changed = Jemand hat Briefing oder Nachricht inzwischen geändert: Sie stehen bei Version { $version }. Gehen Sie zurück, laden Sie neu und sehen Sie sich beides an, bevor Sie unterschreiben.
campaign-refused-gaps = Das Briefing ist noch nicht vollständig.
campaign-refused-team = Nur Marketing und Vertrieb unterschreiben.
campaign-refused-already = { $team } hat diese Version schon unterschrieben.
campaign-refused-same = Die beiden Unterschriften kommen von zwei Personen.
campaign-refused-name = Eine Unterschrift braucht einen Namen.
campaign-refused-unsigned = { $team } hat diese Version noch nicht unterschrieben.
campaign-refused-altered = Was { $team } unterschrieben hat, steht so nicht mehr da. Speichern Sie noch einmal und lassen Sie beide Teams unterschreiben.
campaign-refused-message = Der Text kann noch nicht gesendet werden. Sehen Sie beim Schritt „Nachricht“ nach.
campaign-refused-window = Der Zeitraum endete am { $day }. Legen Sie einen neuen fest und unterschreiben Sie erneut.
campaign-refused-nobody = Auf niemanden treffen die Bedingungen zu.
campaign-refused-settled = Über diese Nachricht ist schon entschieden.
campaign-refused-server = Es ist kein Mailserver eingerichtet. Das macht die Administration in den Einstellungen.
campaign-refused-sent-before = Diese Kampagne wurde schon gesendet: Die Datenbank ist eine ältere Kopie. Beginnen Sie eine neue Kampagne.
