### Settings

settings-company = Bedrijf
settings-people = Gebruikers
settings-imports = Imports
settings-me = Mijn instellingen
settings-saved = Opgeslagen.
settings-admin-only = Alleen de beheerder kan dit wijzigen.

## Company
settings-name = Naam van het bedrijf
settings-name-hint = Zoals uw klanten die kennen.
settings-zone = Tijdzone
settings-zone-hint = Bijvoorbeeld Europe/Amsterdam. Dagen en maanden volgen deze zone.
settings-currency = Valuta
settings-currency-hint = Drie letters, zoals EUR. Leeg gelaten volgt de valuta uit de eerste import of de eerste bestelling die een eigen programma stuurt. Daarna blijft ze.
settings-currency-stays = Hierin worden de boeken gevoerd.
settings-need-currency = Drie letters, zoals EUR.
settings-sender = Afzender van berichten
settings-sender-email = Afzenderadres
settings-sender-email-hint = Antwoorden op dit adres moeten worden gelezen.
settings-public-url = Openbaar adres van Sog
settings-public-url-hint = Afmeldlinks in berichten beginnen hiermee. Voor het aanmelden geldt een wijziging na de volgende start.
settings-postal = Postadres
settings-postal-hint = Staat in elk bericht; zonder adres wordt er niets verstuurd.
settings-contact = Hoeveel contact iemand verdraagt
settings-contact-text = Contacten die van ons uitgaan tellen, via alle kanalen en van alle collega’s.
settings-cap-touches = Maximaal zoveel contacten
settings-cap-touches-hint = Wat daarboven komt, wordt niet verstuurd.
settings-cap-days = … in zoveel dagen
settings-cap-days-hint = Teruggerekend vanaf het moment van versturen.
settings-half-life = Halfwaardetijd van de druk in dagen
settings-half-life-hint = Na zoveel dagen weegt een contact nog maar half.
settings-holdout = Vergelijkingsgroep in procenten
settings-holdout-hint = Deze willekeurig gekozen klanten krijgen niets, zodat het effect meetbaar is.
settings-reply-days = Dagen tot het eerste antwoord
settings-reply-days-hint = Zo lang mag een klacht zonder eerste antwoord blijven. Daarna staat ze onder ‘Vertrouwen’.

## What is wrong with a field
settings-need-name = Vul een naam in.
settings-need-zone = Deze tijdzone is niet bekend. Schrijf die als Europe/Amsterdam.
settings-need-email = Dit is geen e-mailadres. Schrijf het als naam@example.com.
settings-need-url = Het adres moet met https:// of http:// beginnen.
settings-need-range = Vul een getal in van { $low } tot { $high }.

## People
settings-person-name = Naam
settings-person-team = Rol
settings-person-language = Taal
settings-person-since = Sinds
settings-person-state = Toegang
settings-person-active = actief
settings-person-inactive = geblokkeerd
settings-person-stop = Blokkeren
settings-person-start = Vrijgeven
settings-person-new = Persoon toevoegen
settings-person-add = Toevoegen
settings-person-password = Eerste wachtwoord
settings-person-added = { $name } kan zich nu aanmelden.
settings-email-taken = Dit adres is al van iemand anders.
settings-not-yourself = U kunt uzelf niet blokkeren. Vraag een andere beheerder.
settings-not-own-role = U kunt uw eigen rol niet wijzigen. Vraag een andere beheerder.
settings-not-own-password = Uw eigen wachtwoord wijzigt u onder “Mijn instellingen”.
settings-person-password-new = Wachtwoord vergeten
settings-person-password-text = Geef een nieuw eerste wachtwoord en deel het persoonlijk mee. Alle apparaten van deze persoon worden afgemeld.
settings-person-password-give = Nieuw wachtwoord geven
settings-person-password-set = { $name } heeft een nieuw wachtwoord. Alle apparaten zijn afgemeld.

## Imports
settings-imports-none = Nog niets geïmporteerd
settings-imports-none-text = De opdracht “sog import” leest bestanden in; daarna ziet u hier wat ervan is geworden.
settings-import-files = Bestanden
settings-import-at = Wanneer
settings-import-preset = Sjabloon
settings-import-rows = Regels
settings-import-accepted = Overgenomen
settings-import-duplicates = Al bekend
settings-import-rejected = Afgewezen
settings-import-blocked = Weggelaten (gewist)
settings-import-download = downloaden

## One's own wishes
settings-language = Taal
settings-theme = Weergave
settings-password = Wachtwoord
settings-password-old = Huidig wachtwoord
settings-password-new = Nieuw wachtwoord
settings-password-change = Wachtwoord wijzigen
settings-password-hint = Minstens { $least } tekens. Een lange zin is beter dan een kort raadsel.
settings-password-short = Het wachtwoord moet minstens { $least } tekens hebben.
settings-password-long = Het wachtwoord is te lang.
settings-password-wrong = Het huidige wachtwoord klopt niet.
settings-password-saved = Het wachtwoord is gewijzigd. Andere apparaten zijn afgemeld.

## Mail server
settings-mail = Mailserver
settings-mail-server = Mailserver voor het versturen
settings-mail-host = Server
settings-mail-host-hint = Bijvoorbeeld smtp.example.com.
settings-mail-port = Poort
settings-mail-security = Versleuteling
settings-mail-user = Gebruikersnaam
settings-mail-user-hint = Leeg laten als de server geen aanmelding vraagt.
settings-mail-password = Wachtwoord
settings-mail-password-kept = Er is een wachtwoord opgeslagen. Leeg laten om het te behouden.
settings-mail-password-none = Nog geen wachtwoord opgeslagen.
settings-mail-connections = Gelijktijdige verbindingen
settings-mail-connections-hint = 1 tot 4. Meer is sneller, maar niet elke server verdraagt dat.
settings-mail-selector = DKIM-selector
settings-mail-selector-hint = Naam van de sleutel waarmee berichten worden ondertekend.
settings-mail-dns = Dit moet u in het DNS publiceren
settings-mail-dns-text = Met dit TXT-record kunnen ontvangers controleren dat een bericht echt van u komt. Daarnaast horen er SPF- en DMARC-records van uw domein bij.
settings-mail-dns-name = Naam
settings-mail-dns-value = Waarde
settings-mail-dns-none = Het record verschijnt hier zodra er onder “Bedrijf” een afzenderadres staat en de mailserver is opgeslagen.
settings-need-host = Vul de naam van de server in, zonder https://.
settings-need-selector = Alleen letters, cijfers en koppeltekens.
