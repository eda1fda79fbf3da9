### E-mails die de demo heeft onderschept

caught-title = Onderschepte e-mails
caught-about = In de demo verlaat geen e-mail deze computer. Wat verstuurd zou zijn, staat hier, zoals de ontvanger het zou zien.
caught-none = Nog geen e-mail
caught-none-hint = Start een campagne; de e-mails verschijnen hier binnen enkele seconden.
caught-time = Tijd
caught-from = Van
caught-to = Aan
caught-subject = Onderwerp
caught-shown = { $shown } van { $total } getoond
caught-as-seen = De e-mail zoals de ontvanger die ziet
caught-text = Tekstdeel
caught-headers = Waar mailboxaanbieders op letten
caught-raw = Het hele bericht zoals het is verstuurd
caught-link = Onderschepte e-mails
