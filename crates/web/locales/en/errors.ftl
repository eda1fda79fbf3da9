### Pages that say what went wrong and what to do

error-home = Go to the start page
error-number = Reference number: { $number }
error-not-found = This page does not exist
error-not-found-todo = The entry may have been deleted, or the address is incomplete. Go back, or look for it from the start page.
error-sign-in = Please sign in
error-sign-in-todo = This page is for people who are signed in.
error-forbidden = You are not allowed to do this
error-forbidden-todo = Only people with this role may: { $teams }. Ask one of them for help.
error-foreign-form = The form came from another website
error-foreign-form-todo = For your safety nothing was changed. Open the page here again and send the form once more.
error-bad-request = The details could not be read
error-bad-request-todo = Nothing was changed. Go back, check the fields and send the form once more.
error-refused = That is not possible
error-internal = Something went wrong on our side
error-internal-todo = The error has been logged. Try again in a minute; if it stays, tell your administrator the reference number.
