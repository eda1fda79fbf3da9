### Settings

settings-company = Company
settings-people = People
settings-imports = Imports
settings-me = My settings
settings-saved = Saved.
settings-admin-only = Only an administrator can change this.

## Company
settings-name = Company name
settings-name-hint = As your customers know it.
settings-zone = Time zone
settings-zone-hint = For example Europe/London. Days and months follow it.
settings-currency = Currency
settings-currency-hint = Three letters, such as EUR. Left out, it comes from the first import, or from the first order that a program of your own sends. Then it stays.
settings-currency-stays = The books are kept in it.
settings-need-currency = Three letters, such as EUR.
settings-sender = Sender of messages
settings-sender-email = Sender address
settings-sender-email-hint = Somebody has to read the replies to it.
settings-public-url = Public address of Sog
settings-public-url-hint = Unsubscribe links in messages begin with it. For signing in, a change counts after the next start.
settings-postal = Postal address
settings-postal-hint = Printed in every message; nothing is sent without it.
settings-contact = How much contact a person accepts
settings-contact-text = Contacts we start count, over all channels and all colleagues.
settings-cap-touches = Contacts at most
settings-cap-touches-hint = Anything beyond is not sent.
settings-cap-days = … in so many days
settings-cap-days-hint = Counted back from the moment of sending.
settings-half-life = Half-life of pressure in days
settings-half-life-hint = After so many days a contact weighs half.
settings-holdout = Comparison group, per cent
settings-holdout-hint = These customers, chosen at random, get nothing, so that the effect can be measured.
settings-reply-days = Days to the first reply
settings-reply-days-hint = How long a complaint may go without a first reply. After that it stands under “Trust”.

## What is wrong with a field
settings-need-name = Please enter a name.
settings-need-zone = This time zone is not known. Write it like Europe/London.
settings-need-email = This is not an e-mail address. Write it as name@example.com.
settings-need-url = The address has to begin with https:// or http://.
settings-need-range = Please enter a number from { $low } to { $high }.

## People
settings-person-name = Name
settings-person-team = Role
settings-person-language = Language
settings-person-since = Since
settings-person-state = Access
settings-person-active = active
settings-person-inactive = locked
settings-person-stop = Lock
settings-person-start = Unlock
settings-person-new = Add a person
settings-person-add = Add
settings-person-password = First password
settings-person-added = { $name } can sign in now.
settings-email-taken = Somebody has this address already.
settings-not-yourself = You cannot lock yourself out. Ask another administrator.
settings-not-own-role = You cannot change your own role. Ask another administrator.
settings-not-own-password = Change your own password under “My settings”.
settings-person-password-new = Forgotten password
settings-person-password-text = Give a new first password and tell it to the person in private. All their devices are signed out.
settings-person-password-give = Give new password
settings-person-password-set = { $name } has a new password. All devices are signed out.

## Imports
settings-imports-none = Nothing imported yet
settings-imports-none-text = The command “sog import” reads files; afterwards you see here what became of them.
settings-import-files = Files
settings-import-at = When
settings-import-preset = Preset
settings-import-rows = Rows
settings-import-accepted = Taken
settings-import-duplicates = Known before
settings-import-rejected = Rejected
settings-import-blocked = Left out (erased)
settings-import-download = download

## One's own wishes
settings-language = Language
settings-theme = Appearance
settings-password = Password
settings-password-old = Old password
settings-password-new = New password
settings-password-change = Change password
settings-password-hint = At least { $least } characters. A long sentence is better than a short riddle.
settings-password-short = The password needs at least { $least } characters.
settings-password-long = The password is too long.
settings-password-wrong = The old password is not right.
settings-password-saved = The password is changed. Other devices are signed out.

## Mail server
settings-mail = Mail server
settings-mail-server = Server that sends our mail
settings-mail-host = Server
settings-mail-host-hint = For example smtp.example.com.
settings-mail-port = Port
settings-mail-security = Encryption
settings-mail-user = User name
settings-mail-user-hint = Leave empty if the server asks for no sign-in.
settings-mail-password = Password
settings-mail-password-kept = A password is kept. Leave empty to keep it.
settings-mail-password-none = No password kept yet.
settings-mail-connections = Connections at once
settings-mail-connections-hint = 1 to 4. More is faster, but not every server likes it.
settings-mail-selector = DKIM selector
settings-mail-selector-hint = Name of the key that signs messages.
settings-mail-dns = What you have to publish in the DNS
settings-mail-dns-text = With this TXT record recipients can check that a message really is yours. Your domain also needs SPF and DMARC records.
settings-mail-dns-name = Name
settings-mail-dns-value = Value
settings-mail-dns-none = The record appears here once “Company” has a sender address and the mail server is saved.
settings-need-host = Please give the name of the server, without https://.
settings-need-selector = Letters, digits and hyphens only.
