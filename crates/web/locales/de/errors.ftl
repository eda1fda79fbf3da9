### Pages that say what went wrong and what to do

error-home = Zur Startseite
error-number = Vorgangsnummer: { $number }
error-not-found = Diese Seite gibt es nicht
error-not-found-todo = Vielleicht wurde der Eintrag gelöscht, oder die Adresse ist unvollständig. Gehen Sie zurück oder suchen Sie über die Startseite.
error-sign-in = Bitte melden Sie sich an
error-sign-in-todo = Diese Seite ist nur für angemeldete Personen.
error-forbidden = Dafür fehlt Ihnen die Berechtigung
error-forbidden-todo = Das dürfen nur Personen mit dieser Rolle: { $teams }. Bitten Sie dort um Hilfe.
error-foreign-form = Das Formular kam von einer anderen Website
error-foreign-form-todo = Zu Ihrem Schutz wurde nichts geändert. Öffnen Sie die Seite hier neu und senden Sie das Formular noch einmal.
error-bad-request = Die Angaben waren nicht zu lesen
error-bad-request-todo = Es wurde nichts geändert. Gehen Sie zurück, prüfen Sie die Felder und senden Sie das Formular noch einmal.
error-refused = Das geht so nicht
error-internal = Bei uns ist etwas schiefgegangen
error-internal-todo = Der Fehler ist protokolliert. Versuchen Sie es in einer Minute noch einmal; bleibt es dabei, nennen Sie der Administration die Vorgangsnummer.
