### What customers told us: deals, and stated needs

## How one knows
told-how = Woher wissen wir das?
told-assumed = Wir nehmen es an; der Kunde hat es nicht gesagt
told-told = Der Kunde hat es uns gesagt, am Tag und über den Kanal unten
told-stays = Wie bisher
told-day = Tag
told-channel = Kanal
told-words = In den Worten des Kunden
told-who = Wer hat es gesagt?
told-written = notiert von { $person }, { $time }
told-need-words = Bitte notieren Sie, was der Kunde gesagt hat.
told-too-long = Das sind zu viele Worte.
told-need-day = Bitte nennen Sie den Tag.
told-future = Dieser Tag liegt noch vor uns.
told-need-channel = Bitte wählen Sie den Kanal.
told-no-event = Bitte wählen Sie ein Ereignis, in dem der Kunde das gesagt hat.
told-somebody-else = In diesem Ereignis spricht eine andere Kontaktperson. Bitte wählen Sie ein anderes.
told-must-cite = Was ihn jetzt bewegt, braucht ein Ereignis, in dem er es gesagt hat. Notieren Sie es sonst als Annahme.
told-no-contact = Das ist keine Kontaktperson des Kunden.
told-conflict = { $person } hat das inzwischen geändert, { $time }. Was jetzt gilt, steht unten; was Sie getippt haben, steht noch im Formular.
told-trade-only = Marketing und Vertrieb notieren, was Kunden gesagt haben.

## Deals of a customer
deal-list-text = Wo eine Verkaufschance steht, folgt aus dem, was der Kunde gesagt hat, nicht aus dem, was wir getan haben.
deal-list-none = Noch keine Verkaufschance
deal-list-none-text = Eröffnen Sie eine, sobald der Kunde von einem Bedarf spricht.
deal-all = Alle Verkaufschancen, neue eröffnen
deal-open = Verkaufschance eröffnen
deal-open-go = Eröffnen
deal-title = Name
deal-title-hint = Worum es geht, zum Beispiel „Licht im neuen Laden“
deal-amount = Betrag
deal-amount-hint = Lassen Sie das leer, wenn niemand einen genannt hat
deal-need-title = Bitte geben Sie der Verkaufschance einen Namen.
deal-title-long = Höchstens { $most } Zeichen.
deal-need-amount = Bitte geben Sie einen Betrag in der Währung der Bücher ein.
deal-opened = Die Verkaufschance ist eröffnet.
deal-not-opened = Die Verkaufschance konnte nicht eröffnet werden. Bitte versuchen Sie es noch einmal.

## One deal
deal-steps = Die drei Phasen des Kaufs
deal-phase-means = Nur was der Kunde sagt, verschiebt die Phase: ein eigener Bedarf oder eine eigene Frage, eine bestätigte Anforderung, dann eine Frage zu Risiko oder Preis oder eine Antwort auf unsere Passung im Einzelnen. Eine Phase braucht die vor ihr. Unsere Anrufe, Angebote und Notizen verschieben nichts.
deal-phase-because = { $phase }. Beleg: { $event }.
deal-no-evidence = Der Kunde hat dazu noch nichts gesagt. Wir kennen die Phase nicht.
deal-step-none = kein Beleg
deal-reached = erreicht
deal-seller = Sicht des Vertriebs
deal-seller-text = { $phase }. Der Kunde hat nichts gesagt, das es zeigt.
deal-quoted-early = Am { $date } ging ein Angebot hinaus, bevor der Kunde etwas von einem Bedarf gesagt hatte.
deal-early = Der Kunde hat davon schon gesprochen, aber einer Phase davor fehlt der Beleg.
deal-evidence =
    { $count ->
        [one] { $count } Ereignis als Beleg
       *[other] { $count } Ereignisse als Beleg
    }
deal-asks-need = Den Bedarf in Worte fassen: was gebraucht wird, was gewünscht wird, was geschieht, wenn alles bleibt, wie es dann sein wird.
deal-asks-solution = Anforderungen, die der Kunde bestätigt hat; erst ob sie im Groben passen, dann im Einzelnen.
deal-asks-risk = Was schiefgehen kann, was wir darauf antworten, was es kostet.
deal-missing = Was noch fehlt
deal-nothing = Noch nichts notiert.
deal-confirmed = bestätigt
deal-is-assumed = angenommen
deal-risk-open = offen
deal-risk-answered = beantwortet
deal-change = Ändern
deal-undo = Letzte Änderung rückgängig machen
deal-remove = Herausnehmen
deal-removed = Herausgenommen
deal-confirm = Der Kunde hat es bestätigt
deal-reword = Worte ändern
deal-reword-text = Andere Worte gelten wieder als angenommen, bis der Kunde sie bestätigt.
deal-answer = Unsere Antwort
deal-matrix = Was passt?
deal-outline = Im Groben
deal-detail = Im Einzelnen
deal-outline-gap = Fehlt im Groben
deal-detail-gap = Fehlt im Einzelnen
deal-customer-answer = Antwort des Kunden
deal-not-answered = nicht beantwortet
deal-fit-go = Passung speichern
deal-fit-yes = ja
deal-fit-partly = teilweise
deal-fit-no = nein
deal-need-gap = Bitte sagen Sie, was fehlt.
deal-detail-first = Die Passung im Einzelnen kommt nach der im Groben.
deal-wrong-kind = Das passt nicht zu dieser Art von Eintrag.
deal-accept = Der Kunde hat darauf geantwortet
deal-accept-text = Was sagt der Kunde zur Passung im Einzelnen?
deal-say = Etwas notieren
deal-say-text = So, wie es gesagt wurde. Bis der Kunde es bestätigt, bleibt es eine Annahme.
deal-say-go = Notieren
deal-kind = Was ist es?
deal-kind-need = Bedarf
deal-kind-wish = Wunsch
deal-kind-consequence = Wenn alles bleibt
deal-kind-vision = Zielbild
deal-kind-own-reason = Eigener Grund
deal-kind-moves-now = Was ihn jetzt bewegt
deal-kind-requirement = Anforderung
deal-kind-risk = Risiko
deal-kind-price-talk = Preisgespräch
deal-price-amount = Genannter Betrag (nur beim Preisgespräch)
deal-gap-need = Der Bedarf in Worten
deal-gap-wish = Der Wunsch dahinter
deal-gap-consequence = Was geschieht, wenn alles bleibt
deal-gap-vision = Wie es sein wird
deal-gap-own-reason = Ein eigener Grund
deal-gap-moves-now = Was ihn jetzt bewegt
deal-gap-requirement = Eine Anforderung
deal-gap-requirement-confirmed = Eine Anforderung, die der Kunde bestätigt hat
deal-gap-outline =
    { $count ->
        [one] Die Passung im Groben von { $count } Anforderung
       *[other] Die Passung im Groben von { $count } Anforderungen
    }
deal-gap-detail =
    { $count ->
        [one] Die Passung im Einzelnen von { $count } Anforderung
       *[other] Die Passung im Einzelnen von { $count } Anforderungen
    }
deal-gap-risk = Die Frage, was schiefgehen kann
deal-gap-risk-open =
    { $count ->
        [one] Eine Antwort auf { $count } Risiko
       *[other] Eine Antwort auf { $count } Risiken
    }
deal-gap-price-talk = Ein Gespräch über den Preis
deal-gap-assumed =
    { $count ->
        [one] Das Wort des Kunden zu { $count } Annahme
       *[other] Das Wort des Kunden zu { $count } Annahmen
    }
deal-assumed = Angenommen
deal-assumed-means = Anteil der Aussagen, Anforderungen und Risiken, die der Kunde nicht bestätigt hat. n zählt sie alle; Preisgespräche gehören nicht dazu.
deal-assumed-unknown = Noch ist nichts notiert.
deal-answered = Anforderungen im Einzelnen beantwortet
deal-answered-means = Anforderungen mit Ja, Teilweise oder Nein im Einzelnen. n zählt alle Anforderungen.
deal-answered-unknown = Es gibt noch keine Anforderung.
deal-of = { $count } von { $all }
deal-open-risks = Offene Risiken
deal-open-risks-means = Risiken ohne eine Antwort von uns. n zählt alle Risiken.
deal-open-risks-unknown = Über Risiken wurde noch nicht gesprochen.
deal-moves = Was ihn jetzt bewegt
deal-moves-means = Wann der Kunde zuletzt gesagt hat, was ihn jetzt bewegt. Es verschiebt keine Phase. n zählt die Einträge.
deal-moves-unknown = Der Kunde hat es noch nicht gesagt.
deal-outcome = Ausgang
deal-won = Gewonnen
deal-lost = Verloren
deal-reopen = Wieder öffnen
deal-ended = Der Ausgang ist notiert.
deal-end-late = Die Verkaufschance hat sich inzwischen geändert. Bitte sehen Sie sie noch einmal an.
deal-done = Notiert.
deal-done-assumed = Als Annahme notiert.
deal-done-confirmed = Notiert, mit dem Ereignis, in dem der Kunde es gesagt hat.
deal-done-removed = Herausgenommen. Auf dieser Seite lässt es sich rückgängig machen.
deal-done-undone = Die letzte Änderung ist rückgängig gemacht. Ein Ereignis, das dafür geschrieben wurde, bleibt im Verlauf; für die Verkaufschance zählt es nicht mehr.

## Stated needs
stated-title = Welchen Bedarf uns der Kunde genannt hat
stated-means = Bedarf in den Worten des Kunden mit seinen Tagen, jeder mit dem Ereignis, in dem er es gesagt hat. Eine Änderung bewahrt, was vorher da stand.
stated-none = Der Kunde hat uns noch keinen Bedarf genannt.
stated-add = Bedarf notieren
stated-add-go = Notieren
stated-fact = Was gebraucht wird, in den Worten des Kunden
stated-wish = Der Wunsch dahinter, in den Worten des Kunden
stated-from = Von
stated-peak = Vor allem am
stated-peak-is = vor allem am { $date }
stated-until = Bis
stated-recurrence = Wie oft
stated-once = einmal
stated-yearly = jedes Jahr
stated-source = Woher
stated-talk = aus einem Gespräch
stated-form = aus einem Formular
stated-preference = aus seinen Einstellungen
stated-now = jetzt, bis { $date }
stated-next = ab { $date }
stated-over = vorbei
stated-withdraw = Wird nicht mehr gebraucht
stated-withdrawn =
    { $count ->
        [one] { $count } Bedarf, der nicht mehr besteht
       *[other] { $count } Bedarfe, die nicht mehr bestehen
    }
stated-withdrawn-at = zurückgenommen { $date }
stated-need-day = Bitte geben Sie einen Tag ein.
stated-need-family = Bitte nennen Sie die Produktfamilie.
stated-need-recurrence = Bitte wählen Sie, wie oft.
stated-need-source = Bitte wählen Sie, woher.
stated-days = Die Tage sind nicht in der richtigen Folge: von, vor allem am, bis.
stated-too-long = Was jedes Jahr gebraucht wird, dauert weniger als ein Jahr.
stated-two-years = Was einmal gebraucht wird, dauert höchstens zwei Jahre.
stated-is-withdrawn = Dieser Bedarf wurde zurückgenommen. Machen Sie das zuerst rückgängig.
stated-saved = Der Bedarf ist notiert.
stated-gone = Der Bedarf ist zurückgenommen. Das lässt sich unten rückgängig machen.
stated-undone = Die letzte Änderung ist rückgängig gemacht.
