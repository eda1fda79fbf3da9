### Vertrauen: Zusagen, Belastungen, Umfragen, Beschwerden

trust-title = Vertrauen
trust-text = Was Beziehungen belastet, was wir zugesagt haben, was Kunden von uns halten und woher Beschwerden kommen.
trust-figures = Kennzahlen zum Vertrauen
trust-strains = Was belastet
trust-strain = Belastung
trust-age = Seit
trust-strains-means = Offene und unbeantwortete Beschwerden, überfällige Zusagen, unbeantwortete Fragen, zu viele Kontakte und schlechte Noten, nach denen noch niemand gefragt hat. Jede Belastung kommt aus einem Eintrag oder Ereignis und verschwindet, wenn es geklärt ist.
trust-strains-none = Zurzeit belastet nichts diese Beziehung, soweit wir wissen.
trust-strains-nobody = Zurzeit belastet nichts, soweit wir wissen.
trust-stops = stoppt Werbung
trust-since = seit { $date }
trust-no-owner = niemand zuständig
trust-oldest = Die { $shown } ältesten von { $count }.
trust-stressor-complaint = Offene Beschwerde
trust-stressor-unheard = Beschwerde ohne erste Antwort
trust-stressor-promise = Überfällige Zusage
trust-stressor-inquiry = Unbeantwortete Frage
trust-stressor-cap = Mehr Kontakte als erwünscht
trust-stressor-survey = Schlechte Note, noch nicht nachgefragt
trust-way = Wie beantwortet?
trust-person = Person
trust-nobody = niemand Bestimmtes
trust-answered = Frage ist beantwortet
trust-ledger = Vertrauenskonto
trust-sum = Summe
trust-sum-is = Summe { $sum }
trust-sum-means = Summe der Einträge: was wir getan haben, das Vertrauen bringt (+) oder kostet (−). Die Gewichte sind festgelegt und nicht gemessen; „docs/trust.md“ begründet jedes. Die Summe entscheidet nie, wer Post bekommt.
trust-entries =
    { $count ->
        [one] aus { $count } Eintrag
       *[other] aus { $count } Einträgen
    }
trust-entries-all = Alle Einträge
trust-chart = Vertrauenskonto nach Monaten
trust-unknown = Noch nicht bekannt: Es gibt keinen Eintrag.
trust-point-kept = Zusage eingehalten
trust-point-broken = Zusage nicht eingehalten
trust-point-heard = Beschwerde bald beantwortet
trust-point-unheard = Beschwerde spät oder nicht beantwortet
trust-point-settled = Beschwerde gelöst
trust-point-honoured = Widerspruch geachtet
trust-point-ignored = Werbung nach Widerspruch
trust-point-answered = Frage bald beantwortet
trust-point-unanswered = Frage spät oder nicht beantwortet
trust-point-referral = Hat uns weiterempfohlen
trust-point-able = Findet uns fähig
trust-point-unable = Findet uns nicht fähig
trust-point-liked = Hat gern mit uns zu tun
trust-point-disliked = Hat ungern mit uns zu tun
trust-promises = Zusagen
trust-promises-means = Was wir zugesagt haben und bis wann. Eine Zusage, deren Tag vorbei ist und die niemand erledigt hat, zählt als gebrochen. Der Anteil: eingehaltene unter den eingehaltenen, gebrochenen und überfälligen; offene und zurückgezogene zählen nicht.
trust-promises-none = Keine Zusage festgehalten.
trust-kept-of = { $kept } von { $count } eingehalten
trust-promise-open = offen
trust-promise-overdue = überfällig
trust-promise-kept = eingehalten
trust-promise-broken = gebrochen
trust-promise-withdrawn = zurückgezogen
trust-due = bis { $date }
trust-settled-on = erledigt { $date }
trust-to = an { $name }
trust-keep = Eingehalten
trust-break = Gebrochen
trust-withdraw = Zurückgezogen
trust-remove = War keine Zusage: entfernen
trust-undo = Rückgängig: wieder offen
trust-promise-new = Neue Zusage festhalten
trust-promise-text = Was haben wir zugesagt?
trust-promise-due = Letzter Tag
trust-promise-owner = Wer von uns
trust-promise-add = Zusage festhalten
trust-need-text = Bitte schreiben Sie, was zugesagt wurde.
trust-need-shorter = Höchstens { $most } Zeichen.
trust-need-due = Bitte einen Tag ab heute angeben.
trust-need-marks = Bitte beide Fragen mit 1 bis 5 beantworten: beide oder keine.
trust-surveys = Was sie von uns halten
trust-surveys-means = Zwei Fragen, jede von 1 (gar nicht) bis 5 (sehr): Wie fähig sind wir? Wie gern haben Sie mit uns zu tun? Beide zählen für sich und werden nie gemittelt. Eine 1 oder 2 ist schlecht und braucht jemanden, der nachfragt.
trust-surveys-none = Noch keine Antwort festgehalten.
trust-surveys-nobody = Noch niemand hat geantwortet.
trust-competence = Fähig
trust-likeability = Angenehm
trust-competence-is = fähig: { $mark } von 5
trust-likeability-is = angenehm: { $mark } von 5
trust-asked-silent = Gefragt am { $date }, noch keine Antwort.
trust-followed-on = Nachgefragt am { $date }
trust-follow = Wir haben nachgefragt
trust-unfollow = Rückgängig: nicht nachgefragt
trust-survey-new = Antwort festhalten
trust-survey-words = In ihren Worten
trust-survey-add = Antwort festhalten
trust-marks = Noten
trust-mark = Note
trust-answers =
    { $count ->
        [one] { $count } Antwort
       *[other] { $count } Antworten
    }
trust-alerts = Schlechte Noten, noch nicht nachgefragt
trust-replied = Erste Antwort { $date }
trust-reply-late =
    { $days ->
        [one] seit mehr als { $days } Tag ohne Antwort
       *[other] seit mehr als { $days } Tagen ohne Antwort
    }
trust-reply-none = Keine erste Antwort festgehalten.
trust-reply = Wir haben geantwortet
trust-unreply = Rückgängig: nicht geantwortet
trust-complaint-close = Gelöst
trust-complaint-reopen = Wieder öffnen
trust-done-promised = Die Zusage ist festgehalten.
trust-done-settled = Die Zusage ist erledigt.
trust-done-reopened = Die Zusage ist wieder offen.
trust-done-removed = Die Zusage ist entfernt.
trust-done-replied = Die erste Antwort ist festgehalten.
trust-done-unreplied = Die erste Antwort ist zurückgenommen.
trust-done-closed = Die Beschwerde ist gelöst.
trust-done-complaint-reopened = Die Beschwerde ist wieder offen.
trust-done-told = Die Antwort ist festgehalten.
trust-done-followed = Geändert.
trust-done-answered = Festgehalten. Die Frage verschwindet mit der nächsten Aktualisierung.
trust-changed-meanwhile = Das hat sich inzwischen geändert. Bitte laden Sie die Seite neu und sehen Sie, was dort steht.
trust-figure-strains = Belastungen
trust-figure-kept = Zusagen eingehalten
trust-kept-unknown = Noch keine Zusage entschieden.
trust-figure-complaints = Beschwerden je 100 Bestellungen
trust-complaints-means = Bestellungen der letzten 365 Tage, über die sich jemand beschwert hat, je 100 Bestellungen dieser Zeit; n zählt die Bestellungen. Beschwerden ohne Bestellnummer sind keiner Herkunft zuzuordnen. Eine Bestellung mit mehreren Familien zählt in jeder. Verkäufer ist, wer den Kunden heute betreut. Der Bereich nennt, womit bei so vielen Bestellungen zu 95 % zu rechnen ist.
trust-complaints-unknown = Keine Bestellung in den letzten 365 Tagen.
trust-figure-reply = Bis zur ersten Antwort
trust-reply-means = Mittlere Zeit (Median) von einer Beschwerde bis zu unserer ersten Antwort; n zählt die beantworteten. Wer noch wartet, steht daneben. Gelöste Beschwerden ohne festgehaltene Antwort zählen nicht.
trust-reply-unknown = Noch keine erste Antwort festgehalten.
trust-figure-answer = Bis zur Antwort auf Fragen
trust-answer-means = Mittlere Zeit (Median) von einer Anfrage bis zu unserem nächsten eigenen Kontakt oder Angebot; Werbung zählt nicht. n zählt die beantworteten Anfragen.
trust-answer-unknown = Noch keine Anfrage beantwortet.
trust-figure-rate = Antworten auf Umfragen
trust-rate-means = Anteil der Befragten, die geantwortet haben; n zählt die Befragten. Antworten, bei denen nicht festgehalten ist, wann gefragt wurde, zählen nicht.
trust-rate-unknown = Nirgends ist festgehalten, wer gefragt wurde.
trust-range = { $low } bis { $high }
trust-middle-half = die mittlere Hälfte: { $low } bis { $high }
trust-waiting =
    { $count ->
        [one] { $count } wartet noch
       *[other] { $count } warten noch
    }
trust-hours = { $hours } Stunden
trust-days = { $days } Tage
trust-owed = Zusagen: überfällig und diese Woche fällig
trust-owed-none = Keine Zusage ist überfällig oder in den nächsten sieben Tagen fällig.
trust-origins = Woher Beschwerden kommen
trust-by-seller = Nach Verkäufer
trust-by-family = Nach Produktfamilie
trust-origin = Herkunft
trust-origin-none = ohne Angabe
trust-origin-unknown = { $unknown } von { $count } Beschwerden nennen keine Bestellung dieser Zeit.
trust-complained = Beanstandet
trust-per-hundred = Je 100
trust-mine = Ich kümmere mich
trust-done-mine = Sie kümmern sich um diese Beschwerde.
