### Settings

settings-company = Firma
settings-people = Personen
settings-imports = Importe
settings-me = Meine Einstellungen
settings-saved = Gespeichert.
settings-admin-only = Ändern kann das nur die Administration.

## Company
settings-name = Name der Firma
settings-name-hint = So, wie Ihre Kunden ihn kennen.
settings-zone = Zeitzone
settings-zone-hint = Zum Beispiel Europe/Berlin. Tage und Monate richten sich danach.
settings-currency = Währung
settings-currency-hint = Drei Buchstaben, etwa EUR. Bleibt das Feld leer, ergibt sie sich aus dem ersten Import oder der ersten Bestellung, die ein eigenes Programm sendet. Danach bleibt sie.
settings-currency-stays = In ihr werden die Bücher geführt.
settings-need-currency = Drei Buchstaben, etwa EUR.
settings-sender = Absender von Nachrichten
settings-sender-email = Absenderadresse
settings-sender-email-hint = Antworten an diese Adresse müssen gelesen werden.
settings-public-url = Öffentliche Adresse von Sog
settings-public-url-hint = Abmeldelinks in Nachrichten beginnen damit. Eine Änderung gilt nach dem nächsten Start auch für die Anmeldung.
settings-postal = Postanschrift
settings-postal-hint = Steht in jeder Nachricht; ohne sie wird nichts versendet.
settings-contact = Wie viel Kontakt eine Person verträgt
settings-contact-text = Es zählen Kontakte, die von uns ausgehen, über alle Kanäle und alle Kolleginnen und Kollegen.
settings-cap-touches = Höchstens so viele Kontakte
settings-cap-touches-hint = Was darüber ginge, wird nicht gesendet.
settings-cap-days = … in so vielen Tagen
settings-cap-days-hint = Zurückgerechnet vom Moment des Sendens.
settings-half-life = Halbwertszeit des Drucks in Tagen
settings-half-life-hint = Nach so vielen Tagen wiegt ein Kontakt nur noch halb.
settings-holdout = Vergleichsgruppe in Prozent
settings-holdout-hint = Diese zufällig gewählten Kunden erhalten nichts, damit die Wirkung messbar ist.
settings-reply-days = Tage bis zur ersten Antwort
settings-reply-days-hint = So lange darf eine Beschwerde ohne erste Antwort bleiben. Danach steht sie unter „Vertrauen“.

## What is wrong with a field
settings-need-name = Bitte geben Sie einen Namen ein.
settings-need-zone = Diese Zeitzone ist nicht bekannt. Schreiben Sie sie wie Europe/Berlin.
settings-need-email = Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.com.
settings-need-url = Die Adresse muss mit https:// oder http:// beginnen.
settings-need-range = Bitte eine Zahl von { $low } bis { $high }.

## People
settings-person-name = Name
settings-person-team = Rolle
settings-person-language = Sprache
settings-person-since = Seit
settings-person-state = Zugang
settings-person-active = aktiv
settings-person-inactive = gesperrt
settings-person-stop = Sperren
settings-person-start = Freigeben
settings-person-new = Person hinzufügen
settings-person-add = Hinzufügen
settings-person-password = Erstes Passwort
settings-person-added = { $name } kann sich jetzt anmelden.
settings-email-taken = Diese Adresse gehört schon jemandem.
settings-not-yourself = Sie können sich nicht selbst sperren. Bitten Sie eine andere Person aus der Administration.
settings-not-own-role = Ihre eigene Rolle können Sie nicht ändern. Bitten Sie eine andere Person aus der Administration.
settings-not-own-password = Ihr eigenes Passwort ändern Sie unter „Meine Einstellungen“.
settings-person-password-new = Passwort vergessen
settings-person-password-text = Vergeben Sie ein neues erstes Passwort und teilen Sie es der Person vertraulich mit. Alle ihre Geräte werden abgemeldet.
settings-person-password-give = Neues Passwort vergeben
settings-person-password-set = { $name } hat ein neues Passwort. Alle Geräte sind abgemeldet.

## Imports
settings-imports-none = Noch nichts importiert
settings-imports-none-text = Der Befehl „sog import“ liest Dateien ein; hier sehen Sie danach, was daraus wurde.
settings-import-files = Dateien
settings-import-at = Wann
settings-import-preset = Vorlage
settings-import-rows = Zeilen
settings-import-accepted = Übernommen
settings-import-duplicates = Schon bekannt
settings-import-rejected = Abgewiesen
settings-import-blocked = Ausgelassen (gelöscht)
settings-import-download = herunterladen

## One's own wishes
settings-language = Sprache
settings-theme = Darstellung
settings-password = Passwort
settings-password-old = Bisheriges Passwort
settings-password-new = Neues Passwort
settings-password-change = Passwort ändern
settings-password-hint = Mindestens { $least } Zeichen. Ein langer Satz ist besser als ein kurzes Rätsel.
settings-password-short = Das Passwort braucht mindestens { $least } Zeichen.
settings-password-long = Das Passwort ist zu lang.
settings-password-wrong = Das bisherige Passwort stimmt nicht.
settings-password-saved = Das Passwort ist geändert. Andere Geräte sind abgemeldet.

## Mail server
settings-mail = Mailserver
settings-mail-server = Mailserver für den Versand
settings-mail-host = Server
settings-mail-host-hint = Zum Beispiel smtp.example.com.
settings-mail-port = Port
settings-mail-security = Verschlüsselung
settings-mail-user = Benutzername
settings-mail-user-hint = Leer lassen, wenn der Server keine Anmeldung verlangt.
settings-mail-password = Passwort
settings-mail-password-kept = Ein Passwort ist gespeichert. Leer lassen, um es zu behalten.
settings-mail-password-none = Noch kein Passwort gespeichert.
settings-mail-connections = Verbindungen zugleich
settings-mail-connections-hint = 1 bis 4. Mehr ist schneller, aber nicht jeder Server mag es.
settings-mail-selector = DKIM-Selektor
settings-mail-selector-hint = Name des Schlüssels, mit dem Nachrichten signiert werden.
settings-mail-dns = Das müssen Sie im DNS veröffentlichen
settings-mail-dns-text = Mit diesem TXT-Eintrag können Empfänger prüfen, dass eine Nachricht wirklich von Ihnen kommt. Dazu gehören außerdem SPF- und DMARC-Einträge Ihrer Domain.
settings-mail-dns-name = Name
settings-mail-dns-value = Wert
settings-mail-dns-none = Der Eintrag erscheint hier, sobald unter „Firma“ eine Absenderadresse steht und der Mailserver gespeichert ist.
settings-need-host = Bitte den Namen des Servers ohne https:// angeben.
settings-need-selector = Nur Buchstaben, Ziffern und Bindestriche.
