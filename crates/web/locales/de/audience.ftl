# Audiences: conditions, the sentence they make, and their editor.
## The sentence. Parts come in the order of the language; `$not` turns one into its opposite.
audience-said = Alle, die { $clause }.
audience-and = und
audience-or = oder
audience-of-family = der Familie { $family }
audience-of-item = Artikel { $item }
audience-of-channel = Kanal { $channel }
audience-of-in = von ihnen begonnen
audience-of-out = von uns begonnen
audience-least = mindestens { $n }
audience-most = höchstens { $n }
audience-between = { $low } bis { $high }
audience-exactly = genau { $n }
audience-times-least = mindestens { $count ->
    [one] einmal
   *[other] { $count }-mal
  }
audience-times-most = höchstens { $count ->
    [one] einmal
   *[other] { $count }-mal
  }
audience-times-between = { $low }- bis { $high }-mal
audience-times-exactly = genau { $count ->
    [one] einmal
   *[other] { $count }-mal
  }
audience-ago-least = vor mindestens { $low ->
    [one] einem Tag
   *[other] { $low } Tagen
  }
audience-ago-most = vor höchstens { $high ->
    [one] einem Tag
   *[other] { $high } Tagen
  }
audience-ago-between = vor { $low } bis { $high } Tagen
audience-when-days = { $count ->
    [one] am letzten Tag
   *[other] in den letzten { $count } Tagen
  }
audience-when-dates = zwischen dem { $from } und dem { $until }
audience-anything = irgendetwas
audience-say-bought = { $not ->
    [yes] nie etwas der Familie { $family } gekauft haben
   *[no] etwas der Familie { $family } gekauft haben
  }
audience-say-families = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }aus { $range } { $one ->
    [yes] Produktfamilie
   *[no] Produktfamilien
  } gekauft haben
audience-say-region = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }zur Region { $names } gehören
audience-say-country = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }in { $names } sitzen
audience-say-owner = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }von { $names } betreut werden
audience-say-kind = { $not ->
    [yes] keine{" "}
   *[no] {""}
  }{ $kind ->
    [company] Firmen
   *[person] Privatpersonen
  } sind
audience-say-revenue = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $range } Nettoumsatz gebracht haben
audience-say-returned = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $range } ihrer Einkäufe zurückgegeben haben
audience-say-orders = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $range } { $one ->
    [yes] Bestellung
   *[no] Bestellungen
  } aufgegeben haben
audience-say-first = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $ago } zum ersten Mal bestellt haben
audience-say-last = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $ago } zuletzt bestellt haben
audience-say-signal = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $ago } zuletzt von sich aus Interesse gezeigt haben
audience-say-phase = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }in der Phase { $names } sind
audience-say-window = { $family } { $not ->
    [yes] gewöhnlich nicht
   *[no] gewöhnlich
  } im { $month } brauchen
audience-say-need = { $what } jetzt { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }brauchen ({ $by ->
    [words] nach eigenen Worten
    [habit] wie sonst um diese Jahreszeit
   *[either] nach eigenen Worten oder wie sonst um diese Jahreszeit
  })
audience-say-complaint = { $not ->
    [yes] keine
   *[no] eine
  } offene Beschwerde haben
audience-say-barrier = { $not ->
    [yes] keinen dieser Gründe
   *[no] einen dieser Gründe
  } gegen einen Kauf genannt haben: { $names }
audience-say-pressure = unter einem Kontaktdruck von { $not ->
    [yes] mehr als
   *[no] höchstens
  } { $n } stehen
audience-say-messages = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $range } unserer Nachrichten { $were ->
    [sent] bekommen haben
    [answered] beantwortet haben
   *[bounced] nicht bekommen konnten
  }
audience-say-language = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $names } lesen
audience-say-role = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }diese Rolle bei einem Kauf haben: { $names }
audience-say-reach = für { $purpose } über den Kanal { $channel } { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }erreicht werden dürfen
audience-say-did = { $not ->
    [yes] nicht{" "}
   *[no] {""}
  }{ $when } { $times } { $act }
audience-say-never = { $ever ->
    [ever] nie
   *[since] { $when } kein einziges Mal
  } { $act }
audience-say-once = { $when } mindestens einmal { $act }
audience-say-sequence = { $not ->
    [yes] diese Folge nicht zeigen:
   *[no] {""}
  } { $steps }
audience-step-only = { $act }
audience-step-first = zuerst { $act }
audience-step-next = , dann { $act }
audience-step-not = {" "}und danach kein einziges Mal { $act }
audience-step-within = {" "}(innerhalb { $count ->
    [one] eines Tages
   *[other] von { $count } Tagen
  })
audience-step-begun = {" "}(begonnen { $count ->
    [one] am letzten Tag
   *[other] in den letzten { $count } Tagen
  })
## What somebody did, as the sentence needs it.
audience-act = { $kind ->
    [sale] eine Bestellung{ $of } aufgegeben haben
    [return] etwas{ $of } zurückgegeben haben
    [adjustment] eine Korrekturbuchung{ $of } bekommen haben
    [touch] einen Kontakt{ $of } mit uns gehabt haben
    [message_sent] eine Nachricht{ $of } von uns bekommen haben
    [message_bounced] eine Nachricht{ $of } von uns nicht bekommen konnten
    [message_answered] eine Nachricht{ $of } von uns beantwortet haben
    [visit] eine Seite{ $of } besucht haben
    [search] nach etwas{ $of } gesucht haben
    [product_viewed] einen Artikel{ $of } angesehen haben
    [product_added] einen Artikel{ $of } in den Warenkorb gelegt haben
    [product_removed] einen Artikel{ $of } aus dem Warenkorb genommen haben
    [product_wished] einen Artikel{ $of } auf eine Wunschliste gesetzt haben
    [product_reviewed] einen Artikel{ $of } bewertet haben
    [checkout_started] einen Bezahlvorgang{ $of } begonnen haben
    [inquiry] eine Anfrage{ $of } gestellt haben
    [need_stated] einen Bedarf{ $of } genannt haben
    [requirement_confirmed] eine Anforderung{ $of } bestätigt haben
    [quote_requested] ein Angebot{ $of } angefordert haben
    [price_asked] nach dem Preis{ $of } gefragt haben
    [reference_asked] nach Referenzen{ $of } gefragt haben
    [referral] uns{ $of } empfohlen haben
    [quote_sent] ein Angebot{ $of } von uns bekommen haben
    [note] eine Notiz{ $of } des Vertriebs bekommen haben
    [deal_opened] einen Abschluss{ $of } in Aussicht gestellt haben
    [deal_won] einen Abschluss{ $of } mit uns gemacht haben
    [deal_lost] einen Abschluss{ $of } abgelehnt haben
    [deal_reopened] einen wieder offenen Abschluss{ $of } gehabt haben
    [deal_removed] einen zurückgenommenen Abschluss{ $of } gehabt haben
    [complaint_opened] sich{ $of } beschwert haben
    [complaint_closed] eine erledigte Beschwerde{ $of } gehabt haben
    [complaint_reopened] eine wieder offene Beschwerde{ $of } gehabt haben
    [complaint_removed] eine zurückgenommene Beschwerde{ $of } gehabt haben
    [promise_made] eine Zusage{ $of } bekommen haben
    [promise_kept] eine eingehaltene Zusage{ $of } gehabt haben
    [promise_broken] eine gebrochene Zusage{ $of } gehabt haben
    [promise_reopened] eine wieder offene Zusage{ $of } gehabt haben
    [promise_removed] eine zurückgenommene Zusage{ $of } gehabt haben
    [survey_answered] eine Umfrage{ $of } beantwortet haben
    [survey_removed] eine zurückgenommene Antwort auf eine Umfrage{ $of } gehabt haben
    [consent_given] eine Einwilligung{ $of } gegeben haben
    [consent_withdrawn] eine Einwilligung{ $of } widerrufen haben
    [objected] der Werbung{ $of } widersprochen haben
   *[other] ein anderes Ereignis{ $of } gehabt haben
  }
## The editor.
audience-meant = Wer gemeint ist
audience-group = Gruppe
audience-addgroup = Gruppe hinzufügen
audience-addto = Hinzufügen
audience-newin = Neue Bedingung in dieser Gruppe
audience-undo = Rückgängig
audience-match = Wie die Teile zusammenwirken
audience-emptygroup = Noch nichts in dieser Gruppe.
audience-toolarge = Das sind zu viele oder zu tief verschachtelte Bedingungen: höchstens 100, höchstens 8 ineinander; jede Verneinung zählt mit.
audience-badgroup = Diese Gruppe braucht eine Bedingung.
audience-opt-records = Stammdaten
audience-opt-buying = Kaufen
audience-opt-contact = Kontakt
audience-opt-happened = Was geschah
audience-field-families = Zahl der Produktfamilien
audience-field-owner = Zuständig ist
audience-field-returned = Anteil zurückgegeben (%)
audience-field-first = Tage seit der ersten Bestellung
audience-field-signal = Tage seit eigenem Interesse
audience-field-need = Braucht es jetzt
audience-field-barrier = Der Vertrieb notierte
audience-field-sent = Nachrichten von uns
audience-field-answered = Nachrichten beantwortet
audience-field-bounced = Nachrichten nicht zugestellt
audience-field-role = Rolle bei einem Kauf
audience-field-reach = Darf erreicht werden
audience-field-did = Etwas geschah so oft
audience-field-never = Etwas geschah nicht
audience-field-sequence = Eins nach dem anderen
audience-event = Was
audience-family = Produktfamilie
audience-any = beliebig
audience-item = Artikelnummer
audience-channel = Kanal
audience-direction = Wer begann
audience-more = Eingrenzen
audience-days = In den letzten so vielen Tagen
audience-days-hint = Leer: zu jeder Zeit.
audience-from = Von
audience-until = Bis
audience-step = Schritt { $n }
audience-then-not = Danach geschah das NICHT
audience-nothing = (weglassen)
audience-within = Alles innerhalb so vieler Tage
audience-begun = Begonnen in den letzten so vielen Tagen
audience-add-step = Schritt hinzufügen
audience-less-step = Letzten Schritt entfernen
audience-known-by = Woher wir es wissen
audience-known-either = gesagt oder üblich
audience-known-words = sie sagten es
audience-known-habit = um diese Zeit üblich
audience-purpose = Für
audience-json = Als JSON
audience-json-hint = Für Menschen, die Zielgruppen mit anderen Programmen bauen. Was Sie hier einsetzen, tritt an die Stelle des Formulars.
audience-json-take = Dieses JSON verwenden
audience-json-bad = Dieses JSON ist nicht verwendbar, bei { $at }: { $why }
audience-json-whole = Dieses JSON ist nicht brauchbar: { $why }
audience-json-syntax = es ist kein JSON
audience-json-large = es sind zu viele Bedingungen, oder sie sind zu tief verschachtelt
audience-json-unknown = eine Bedingung { $name } gibt es nicht
audience-json-version = Version { $version } ist nicht bekannt
audience-json-form = das ist keine Bedingung
audience-json-value = ein Wert fehlt oder passt nicht
audience-sample = Einige davon
audience-why = Warum
audience-of-all = von { $contacts } Personen bei { $customers } Kunden
audience-unknown-name = Niemand hat „{ $name }“ ({ $condition }): Ist es so geschrieben wie in den Daten?
audience-waits-people = Die Stammdaten aller werden gelesen …
audience-waits-events = Alles, was geschah, wird durchgesehen: { $share } …
audience-waits-permission = Für alle wird gefragt, ob ihnen geschrieben werden darf …
audience-waits-hint = Das erste Zählen nach einer Änderung dauert am längsten.
audience-times = { $count ->
    [one] einmal
   *[other] { $count }-mal
  }
audience-times-last = { $count ->
    [one] einmal, am { $day }
   *[other] { $count }-mal, zuletzt am { $day }
  }
audience-found = { $contacts ->
    [one] { $contacts } Person
   *[other] { $contacts } Personen
  } bei { $customers ->
    [one] { $customers } Kunden
   *[other] { $customers } Kunden
  }
