### Signing in

signin-title = Aanmelden
signin-email = E-mailadres
signin-password = Wachtwoord
signin-go = Aanmelden
signin-wrong = Het adres of het wachtwoord klopt niet. Controleer beide en probeer het opnieuw.
signin-wait =
    { $minutes ->
        [one] Te veel mislukte pogingen. Wacht { $minutes } minuut en probeer het dan opnieuw.
       *[other] Te veel mislukte pogingen. Wacht { $minutes } minuten en probeer het dan opnieuw.
    }
signin-demo = Demo: als wie wilt u rondkijken?
signin-demo-text = Het bedrijf en de klanten zijn verzonnen. Er gaat geen post de deur uit.
signin-busy = Op dit moment melden te veel mensen zich tegelijk aan. Probeer het over een paar seconden opnieuw.
signin-nobody = Er kan zich nog niemand aanmelden.
signin-nobody-text = Maak het eerste account aan op de server, in de map waarin ‘sog serve’ draait:
