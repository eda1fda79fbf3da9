### What recipients of messages open

public-leave-title = Keine E-Mails mehr?
public-leave-text = { $company } schreibt an { $address }. Ein Klick genügt, dann ist damit Schluss.
public-leave-go = E-Mails beenden
public-leave-note = Das gilt sofort, auch für Nachrichten, die noch warten. Auskünfte zu laufenden Bestellungen bekommen Sie weiterhin.
public-left-title = Sie bekommen keine E-Mails mehr
public-left-text = { $company } schreibt nicht mehr an { $address }. Sie müssen nichts weiter tun.
public-left-before = { $company } schreibt schon nicht mehr an { $address }.
public-left-note = War das ein Versehen? Sagen Sie uns Bescheid; nur Sie selbst können die Einwilligung neu geben.
public-answer-title = Ihre Antwort
public-answer-label = Was möchten Sie uns sagen?
public-answer-hint = Nur { $company } liest das. Schreiben Sie so kurz oder lang, wie Sie mögen.
public-answer-go = Antwort senden
public-answer-empty = Bitte schreiben Sie etwas in das Feld.
public-answer-long = Das ist zu lang; es passen { $most } Zeichen.
public-answer-many = Auf diese Nachricht kamen schon { $most } Antworten. Bitte schreiben Sie uns direkt.
public-thanks-title = Danke!
public-thanks-text = Ihre Antwort ist bei { $company } angekommen.
public-unknown-title = Dieser Link gilt nicht
public-unknown-text = Vielleicht ist er unvollständig. Öffnen Sie ihn bitte noch einmal aus der E-Mail oder schreiben Sie uns.
