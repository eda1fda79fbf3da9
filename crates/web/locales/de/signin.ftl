### Signing in

signin-title = Anmelden
signin-email = E-Mail-Adresse
signin-password = Passwort
signin-go = Anmelden
signin-wrong = Adresse oder Passwort stimmen nicht. Prüfen Sie beides und versuchen Sie es noch einmal.
signin-wait =
    { $minutes ->
        [one] Zu viele Fehlversuche. Bitte warten Sie { $minutes } Minute und versuchen Sie es dann noch einmal.
       *[other] Zu viele Fehlversuche. Bitte warten Sie { $minutes } Minuten und versuchen Sie es dann noch einmal.
    }
signin-demo = Demo: als wen möchten Sie sich umsehen?
signin-demo-text = Die Firma und ihre Kundschaft sind erfunden. Post verlässt diesen Rechner nicht.
signin-busy = Im Moment melden sich zu viele zugleich an. Bitte versuchen Sie es in ein paar Sekunden noch einmal.
signin-nobody = Noch kann sich niemand anmelden.
signin-nobody-text = Legen Sie das erste Konto auf dem Server an, in dem Ordner, in dem „sog serve“ läuft:
