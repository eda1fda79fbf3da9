### What recipients of messages open

public-leave-title = Geen e-mails meer?
public-leave-text = { $company } schrijft naar { $address }. Eén klik en het stopt.
public-leave-go = E-mails stoppen
public-leave-note = Dit geldt direct, ook voor berichten die al klaarstaan. Over lopende bestellingen krijgt u nog wel bericht.
public-left-title = U krijgt geen e-mails meer
public-left-text = { $company } schrijft niet meer naar { $address }. U hoeft verder niets te doen.
public-left-before = { $company } schrijft al niet meer naar { $address }.
public-left-note = Was dit een vergissing? Laat het ons weten; alleen u kunt opnieuw toestemming geven.
public-answer-title = Uw antwoord
public-answer-label = Wat wilt u ons laten weten?
public-answer-hint = Alleen { $company } leest dit. Schrijf zo kort of zo lang als u wilt.
public-answer-go = Antwoord versturen
public-answer-empty = Schrijf iets in het veld.
public-answer-long = Dat is te lang; er passen { $most } tekens in.
public-answer-many = Op dit bericht zijn al { $most } antwoorden gekomen. Schrijf ons rechtstreeks.
public-thanks-title = Dank u wel!
public-thanks-text = Uw antwoord is bij { $company } aangekomen.
public-unknown-title = Deze link is niet geldig
public-unknown-text = Misschien is hij onvolledig. Open hem nog eens vanuit de e-mail of schrijf ons.
