### Pages that say what went wrong and what to do

error-home = Naar de startpagina
error-number = Referentienummer: { $number }
error-not-found = Deze pagina bestaat niet
error-not-found-todo = Misschien is het item verwijderd of is het adres niet volledig. Ga terug of zoek vanaf de startpagina.
error-sign-in = Meld u aan
error-sign-in-todo = Deze pagina is alleen voor aangemelde personen.
error-forbidden = Hiervoor hebt u geen rechten
error-forbidden-todo = Alleen personen met deze rol mogen dit: { $teams }. Vraag daar om hulp.
error-foreign-form = Het formulier kwam van een andere website
error-foreign-form-todo = Voor uw veiligheid is er niets gewijzigd. Open de pagina hier opnieuw en verstuur het formulier nog een keer.
error-bad-request = De gegevens waren niet leesbaar
error-bad-request-todo = Er is niets gewijzigd. Ga terug, controleer de velden en verstuur het formulier opnieuw.
error-refused = Dat kan zo niet
error-internal = Er is bij ons iets misgegaan
error-internal-todo = De fout is vastgelegd. Probeer het over een minuut opnieuw; blijft het misgaan, geef dan het referentienummer door aan de beheerder.
