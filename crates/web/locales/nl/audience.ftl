# Audiences: conditions, the sentence they make, and their editor.
## The sentence. Parts come in the order of the language; `$not` turns one into its opposite.
audience-said = Alle mensen die { $clause }.
audience-and = en
audience-or = of
audience-of-family = van de familie { $family }
audience-of-item = artikel { $item }
audience-of-channel = via het kanaal { $channel }
audience-of-in = door hen begonnen
audience-of-out = door ons begonnen
audience-least = minstens { $n }
audience-most = hoogstens { $n }
audience-between = { $low } tot { $high }
audience-exactly = precies { $n }
audience-times-least = minstens { $count ->
    [one] één keer
   *[other] { $count } keer
  }
audience-times-most = hoogstens { $count ->
    [one] één keer
   *[other] { $count } keer
  }
audience-times-between = { $low } tot { $high } keer
audience-times-exactly = precies { $count ->
    [one] één keer
   *[other] { $count } keer
  }
audience-ago-least = minstens { $low ->
    [one] een dag
   *[other] { $low } dagen
  } geleden
audience-ago-most = hoogstens { $high ->
    [one] een dag
   *[other] { $high } dagen
  } geleden
audience-ago-between = { $low } tot { $high } dagen geleden
audience-when-days = in de laatste { $count ->
    [one] dag
   *[other] { $count } dagen
  }
audience-when-dates = tussen { $from } en { $until }
audience-anything = iets
audience-say-bought = { $not ->
    [yes] nooit iets van de familie { $family } hebben gekocht
   *[no] iets van de familie { $family } hebben gekocht
  }
audience-say-families = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }uit { $range } { $one ->
    [yes] productfamilie
   *[no] productfamilies
  } hebben gekocht
audience-say-region = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }bij de regio { $names } horen
audience-say-country = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }in { $names } gevestigd zijn
audience-say-owner = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }door { $names } worden verzorgd
audience-say-kind = { $not ->
    [yes] geen{" "}
   *[no] {""}
  }{ $kind ->
    [company] bedrijven
   *[person] particulieren
  } zijn
audience-say-revenue = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $range } netto-omzet hebben gebracht
audience-say-returned = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $range } van hun aankopen hebben teruggestuurd
audience-say-orders = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $range } { $one ->
    [yes] bestelling
   *[no] bestellingen
  } hebben geplaatst
audience-say-first = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $ago } voor het eerst hebben besteld
audience-say-last = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $ago } voor het laatst hebben besteld
audience-say-signal = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $ago } voor het laatst zelf interesse hebben getoond
audience-say-phase = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }in de fase { $names } zijn
audience-say-window = { $family } { $not ->
    [yes] gewoonlijk niet
   *[no] gewoonlijk
  } in { $month } nodig hebben
audience-say-need = { $what } nu { $not ->
    [yes] niet{" "}
   *[no] {""}
  }nodig hebben ({ $by ->
    [words] naar eigen zeggen
    [habit] zoals anders in deze tijd van het jaar
   *[either] naar eigen zeggen of zoals anders in deze tijd van het jaar
  })
audience-say-complaint = { $not ->
    [yes] geen
   *[no] een
  } open klacht hebben
audience-say-barrier = { $not ->
    [yes] geen van deze redenen
   *[no] een van deze redenen
  } tegen een aankoop hebben genoemd: { $names }
audience-say-pressure = onder een contactdruk van { $not ->
    [yes] meer dan
   *[no] hoogstens
  } { $n } staan
audience-say-messages = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $range } van onze berichten { $were ->
    [sent] hebben gekregen
    [answered] hebben beantwoord
   *[bounced] niet konden ontvangen
  }
audience-say-language = { $not ->
    [yes] geen{" "}
   *[no] {""}
  }{ $names } lezen
audience-say-role = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }deze rol bij een aankoop hebben: { $names }
audience-say-reach = voor { $purpose } via het kanaal { $channel } { $not ->
    [yes] niet{" "}
   *[no] {""}
  }mogen worden bereikt
audience-say-did = { $not ->
    [yes] niet{" "}
   *[no] {""}
  }{ $when } { $times } { $act }
audience-say-never = { $ever ->
    [ever] nooit
   *[since] { $when } geen enkele keer
  } { $act }
audience-say-once = { $when } minstens één keer { $act }
audience-say-sequence = { $not ->
    [yes] deze volgorde niet laten zien:
   *[no] {""}
  } { $steps }
audience-step-only = { $act }
audience-step-first = eerst { $act }
audience-step-next = , dan { $act }
audience-step-not = {" "}en daarna geen enkele keer { $act }
audience-step-within = {" "}(binnen { $count ->
    [one] een dag
   *[other] { $count } dagen
  })
audience-step-begun = {" "}(begonnen in de laatste { $count ->
    [one] dag
   *[other] { $count } dagen
  })
## What somebody did, as the sentence needs it.
audience-act = { $kind ->
    [sale] een bestelling{ $of } hebben geplaatst
    [return] iets{ $of } hebben teruggestuurd
    [adjustment] een correctieboeking{ $of } hebben gekregen
    [touch] een contact{ $of } met ons hebben gehad
    [message_sent] een bericht{ $of } van ons hebben gekregen
    [message_bounced] een bericht{ $of } van ons niet konden ontvangen
    [message_answered] een bericht{ $of } van ons hebben beantwoord
    [visit] een pagina{ $of } hebben bezocht
    [search] iets{ $of } hebben gezocht
    [product_viewed] een artikel{ $of } hebben bekeken
    [product_added] een artikel{ $of } in het mandje hebben gelegd
    [product_removed] een artikel{ $of } uit het mandje hebben gehaald
    [product_wished] een artikel{ $of } op een wensenlijst hebben gezet
    [product_reviewed] een artikel{ $of } hebben beoordeeld
    [checkout_started] een betaling{ $of } zijn begonnen
    [inquiry] een vraag{ $of } hebben gesteld
    [need_stated] een behoefte{ $of } hebben genoemd
    [requirement_confirmed] een eis{ $of } hebben bevestigd
    [quote_requested] een offerte{ $of } hebben aangevraagd
    [price_asked] naar de prijs{ $of } hebben gevraagd
    [reference_asked] naar referenties{ $of } hebben gevraagd
    [referral] ons{ $of } hebben aanbevolen
    [quote_sent] een offerte{ $of } van ons hebben gekregen
    [note] een notitie{ $of } van verkoop hebben gekregen
    [deal_opened] een mogelijke opdracht{ $of } hebben gegeven
    [deal_won] een opdracht{ $of } aan ons hebben gegund
    [deal_lost] een opdracht{ $of } niet aan ons hebben gegund
    [deal_reopened] een heropende opdracht{ $of } hebben gehad
    [deal_removed] een teruggenomen opdracht{ $of } hebben gehad
    [complaint_opened] een klacht{ $of } hebben ingediend
    [complaint_closed] een opgeloste klacht{ $of } hebben gehad
    [complaint_reopened] een heropende klacht{ $of } hebben gehad
    [complaint_removed] een teruggenomen klacht{ $of } hebben gehad
    [promise_made] een toezegging{ $of } hebben gekregen
    [promise_kept] een nagekomen toezegging{ $of } hebben gehad
    [promise_broken] een gebroken toezegging{ $of } hebben gehad
    [promise_reopened] een heropende toezegging{ $of } hebben gehad
    [promise_removed] een teruggenomen toezegging{ $of } hebben gehad
    [survey_answered] een enquête{ $of } hebben beantwoord
    [survey_removed] een teruggenomen antwoord op een enquête{ $of } hebben gehad
    [consent_given] toestemming{ $of } hebben gegeven
    [consent_withdrawn] toestemming{ $of } hebben ingetrokken
    [objected] bezwaar tegen reclame{ $of } hebben gemaakt
   *[other] een andere gebeurtenis{ $of } hebben gehad
  }
## The editor.
audience-meant = Wie bedoeld is
audience-group = Groep
audience-addgroup = Groep toevoegen
audience-addto = Toevoegen
audience-newin = Nieuwe voorwaarde in deze groep
audience-undo = Ongedaan maken
audience-match = Hoe de delen samenwerken
audience-emptygroup = Nog niets in deze groep.
audience-toolarge = Dit zijn te veel voorwaarden, of ze zitten te diep in elkaar: hoogstens 100, hoogstens 8 in elkaar; elke ontkenning telt mee.
audience-badgroup = Deze groep heeft een voorwaarde nodig.
audience-opt-records = Gegevens
audience-opt-buying = Kopen
audience-opt-contact = Contact
audience-opt-happened = Wat er gebeurde
audience-field-families = Aantal productfamilies
audience-field-owner = Verantwoordelijk is
audience-field-returned = Aandeel teruggestuurd (%)
audience-field-first = Dagen sinds de eerste bestelling
audience-field-signal = Dagen sinds eigen interesse
audience-field-need = Heeft het nu nodig
audience-field-barrier = Verkoop noteerde
audience-field-sent = Berichten van ons
audience-field-answered = Berichten beantwoord
audience-field-bounced = Berichten niet bezorgd
audience-field-role = Rol bij een aankoop
audience-field-reach = Mag worden bereikt
audience-field-did = Iets gebeurde zo vaak
audience-field-never = Iets gebeurde niet
audience-field-sequence = Het een na het ander
audience-event = Wat
audience-family = Productfamilie
audience-any = willekeurig
audience-item = Artikelnummer
audience-channel = Kanaal
audience-direction = Wie begon
audience-more = Verfijnen
audience-days = In de laatste zoveel dagen
audience-days-hint = Leeg: op elk moment.
audience-from = Van
audience-until = Tot en met
audience-step = Stap { $n }
audience-then-not = Daarna gebeurde dit NIET
audience-nothing = (weglaten)
audience-within = Alles binnen zoveel dagen
audience-begun = Begonnen in de laatste zoveel dagen
audience-add-step = Stap toevoegen
audience-less-step = Laatste stap verwijderen
audience-known-by = Hoe we het weten
audience-known-either = gezegd of gebruikelijk
audience-known-words = ze zeiden het
audience-known-habit = gebruikelijk in deze tijd
audience-purpose = Voor
audience-json = Als JSON
audience-json-hint = Voor mensen die doelgroepen met andere programma’s maken. Wat u hier invult, komt in de plaats van het formulier.
audience-json-take = Deze JSON gebruiken
audience-json-bad = Deze JSON is niet bruikbaar, bij { $at }: { $why }
audience-json-whole = Deze JSON is niet bruikbaar: { $why }
audience-json-syntax = het is geen JSON
audience-json-large = er zijn te veel voorwaarden, of ze zijn te diep genest
audience-json-unknown = een voorwaarde { $name } bestaat niet
audience-json-version = versie { $version } is niet bekend
audience-json-form = dit is geen voorwaarde
audience-json-value = een waarde ontbreekt of past niet
audience-sample = Enkelen van hen
audience-why = Waarom
audience-of-all = van { $contacts } mensen bij { $customers } klanten
audience-unknown-name = Niemand heeft “{ $name }” ({ $condition }): is het gespeld zoals in de gegevens?
audience-waits-people = De gegevens van iedereen worden gelezen …
audience-waits-events = Alles wat er gebeurde wordt doorgekeken: { $share } …
audience-waits-permission = Voor iedereen wordt gevraagd of er mag worden geschreven …
audience-waits-hint = De eerste telling na een wijziging duurt het langst.
audience-times = { $count ->
    [one] één keer
   *[other] { $count } keer
  }
audience-times-last = { $count ->
    [one] één keer, op { $day }
   *[other] { $count } keer, laatst op { $day }
  }
audience-found = { $contacts ->
    [one] { $contacts } persoon
   *[other] { $contacts } mensen
  } bij { $customers ->
    [one] { $customers } klant
   *[other] { $customers } klanten
  }
