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
