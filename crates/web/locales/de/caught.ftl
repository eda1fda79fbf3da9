### Mails, die die Demo abgefangen hat

caught-title = Abgefangene Mails
caught-about = In der Demo verlässt keine Mail diesen Rechner. Was verschickt worden wäre, liegt hier, so wie es der Empfänger sähe.
caught-none = Noch keine Mail
caught-none-hint = Starten Sie eine Kampagne; ihre Mails erscheinen hier nach wenigen Sekunden.
caught-time = Zeit
caught-from = Von
caught-to = An
caught-subject = Betreff
caught-shown = { $shown } von { $total } angezeigt
caught-as-seen = Die Mail, wie der Empfänger sie sieht
caught-text = Textteil
caught-headers = Worauf die Postfachanbieter achten
caught-raw = Die ganze Nachricht, wie sie gesendet wurde
caught-link = Abgefangene Mails
