### Briefs and campaigns

campaign-title = Campaigns
campaign-intro = From a diagnosis to mails that may be sent, and to what they changed.
campaign-new = New brief without a diagnosis
campaign-new-note = Without a diagnosis the brief says "we do not know why", and both teams sign for going on all the same.
campaign-empty = There is no campaign yet
campaign-empty-text = A campaign begins with a target in danger and the reason for it.
campaign-go-why = Ask why
campaign-go-warnings = Look at the targets
campaign-name = Title
campaign-stand = Status
campaign-target = Target
campaign-signatures = Signatures
campaign-sent = Sent
campaign-waits = Waits for
campaign-untitled = Without a title
campaign-version = Brief, version { $version }
campaign-steps = Steps of the campaign
campaign-step-brief = Brief
campaign-step-audience = Audience
campaign-step-message = Message
campaign-step-sign = Signatures
campaign-step-launch = Launch
campaign-step-result = Result
campaign-done = done
campaign-open = open
campaign-stage-draft = Being prepared
campaign-stage-running = Launched
campaign-stage-paused = Paused
campaign-begun = The brief has begun. Fill in what is still missing.
campaign-saved = Saved.
campaign-saved-gaps = Saved. Something is still missing here before you go on; see the list.
campaign-saved-voided = Saved as a new version. The signatures no longer count; both teams sign again.
campaign-yours = What you typed
campaign-theirs = { $person }, version { $version }
campaign-conflict = { $person } saved version { $version } meanwhile ({ $time }). What you typed still stands in the form, but it is not saved. Compare the two; if you save again, yours counts.
campaign-conflict-same = { $person } saved version { $version } meanwhile ({ $time }) and changed other parts, nothing of this page. Please save again.
campaign-conflict-launched = The campaign was launched meanwhile (version { $version }, { $person }, { $time }). Nothing was saved; below is what you typed and what counts.
campaign-edit-voids = Brief and message carry signatures. A change makes a new version that nobody has signed.
campaign-part-why = Why
campaign-part-what = What, to whom, when
campaign-known =
    found in { $notes ->
        [one] one sales note
       *[other] { $notes } sales notes
    }
campaign-unknown = We do not know why. Whoever signs stands for going on all the same.
campaign-finding = What was found
campaign-argument = Why go on all the same
campaign-barrier = Barrier
campaign-not-known = not known
campaign-stage = Goal (AIDA)
campaign-stage-hint = The step the reader should take next.
campaign-choose = Please choose
campaign-core = Core of the message
campaign-core-hint = The one thing the reader should remember.
campaign-question = Question to the reader
campaign-question-hint = The answer comes back to this campaign.
campaign-family = Product family
campaign-family-hint = Needs and permission are judged by it.
campaign-window = Window
campaign-from = First day
campaign-until = Last day
campaign-window-hint = Mails go out and results count within these days.
campaign-measure = Measure of success
campaign-measure-hint = Fixed before the start, so that nobody chooses it afterwards.
campaign-measured-by = Measured by
campaign-measure-repurchase = Share of customers who buy again
campaign-measure-revenue = Net revenue per customer
campaign-measure-answers = Share of readers who answer
campaign-measure-said = { $measure }: without the campaign { $baseline }, worth it from { $smallest } more
campaign-measure-said-only = { $measure }: worth it from { $smallest }
campaign-baseline = Without the campaign
campaign-smallest = Smallest effect worth having
campaign-point = { $number } percentage point
campaign-points = { $number } percentage points
campaign-baseline-hint-share = A share in percent.
campaign-baseline-hint-money = An amount per customer.
campaign-smallest-hint-share = In percentage points: from 8% to 10% is 2.
campaign-smallest-hint-money = How much more per customer.
campaign-smallest-hint-answers = The share that should answer, in percent.
campaign-before = Last year ({ $from } – { $until }) { $share } of the { $customers } customers compared bought; net revenue per customer: { $revenue }.
campaign-before-answers = Without a campaign nobody is asked, so there is nothing to compare with.
campaign-before-later = Last year’s value appears here once dates and audience are saved.
campaign-before-nobody = Nobody of the audience may be written to, so there is no value of last year.
campaign-before-unknown = There are no complete data for these days of last year. Enter what you reckon with.
campaign-visible = With { $treated } customers written to and { $heldout } in the comparison group, a difference of about { $effect } is seen in four of five cases, a smaller one less often.
campaign-visible-few = There will be no verdict: each side needs { $needed } customers; here { $treated } are written to and { $heldout } are in the comparison group. What helps: a larger audience or a larger comparison group (in the settings).
campaign-claims = Deadlines and stocks
campaign-claims-hint = Each "only until" and "while stocks last" needs a dated fact. Without one nothing is sent.
campaign-claim-kind = Kind
campaign-claim-deadline = Deadline
campaign-claim-stock = Stock
campaign-claim-words = Words of the message
campaign-claim-fact = Where the fact can be looked up
campaign-claim-until = True until
campaign-save = Save
campaign-save-next = Save and go on
campaign-next = Go on
campaign-complete = Nothing is missing.
campaign-gaps =
    { $count ->
        [one] One thing is missing
       *[other] { $count } things are missing
    }
campaign-gap-title = The brief has no title.
campaign-gap-cause = Say what was found, or why to go on without a finding.
campaign-gap-barrier = The reason is known, but no barrier is named.
campaign-gap-stage = The goal (AIDA) is open.
campaign-gap-core = The core of the message is missing.
campaign-gap-audience = Nobody is chosen yet: add conditions.
campaign-gap-note = Say why these people and not others.
campaign-gap-family = No product family is chosen.
campaign-gap-window = The first and the last day are missing.
campaign-gap-backwards = The last day lies before the first.
campaign-gap-channel = Campaigns by { $channel } are not possible yet.
campaign-gap-measure = The measure of success lacks a value.
campaign-gap-range = Shares lie between 0 and 100 percent; the smallest effect is above 0.
campaign-gap-question = The question to the reader is missing.
campaign-gap-unbacked = Claim { $number } has no dated fact.
campaign-gap-over = Claim { $number } is no longer true on the first day.
campaign-gap-long = A text is longer than { $most } characters.
campaign-bad-day = This is not a date.
campaign-bad-both = A window needs both days.
campaign-bad-choice = Please choose from the list.
campaign-bad-number = Please enter a number.
campaign-condition-large = There are too many conditions.
campaign-condition-empty = A condition is empty.
campaign-condition-range = A range needs a lower or an upper end, the lower not above the upper.
campaign-condition-odd = A condition cannot be understood.
campaign-condition-number = Pressure is not below 0.
campaign-start-title = { $place }, { $month }
campaign-start-note = The loss is concentrated here: { $place }.
campaign-start-explained = About { $short } will be missing, most of it here: { $place }. Customers say: { $barrier }.
campaign-start-unknown = About { $short } will be missing. The data do not say why.
campaign-start-short = About { $short } will be missing here: { $place }.
campaign-whom = Whom it is for
campaign-conditions = Conditions
campaign-match-all = All hold
campaign-match-any = Any holds
campaign-no-conditions = No conditions yet. Add the first one.
campaign-is-or-not = Holds or does not hold
campaign-is = holds
campaign-is-not = does not hold
campaign-remove = Remove
campaign-field-bought = Has bought one of
campaign-field-region = Region is one of
campaign-field-country = Country is one of
campaign-field-kind = Person or company
campaign-field-revenue = Net revenue so far
campaign-field-orders = Number of orders
campaign-field-last = Days since the last order
campaign-field-phase = Phase is one of
campaign-field-need = Usually buys in the month
campaign-field-complaint = A complaint is open
campaign-field-pressure = Contact pressure
campaign-field-language = Language is one of
campaign-month = Month
campaign-at-least = At least
campaign-at-most = At most
campaign-older = At least so many days ago
campaign-newer = At most so many days ago
campaign-row-bad = Please give a value that fits.
campaign-note = Why these people
campaign-note-hint = One sentence that both teams sign.
campaign-count-now = Count now
campaign-count-title = Who would get it
campaign-count =
    { $count ->
        [one] One person
       *[other] { $count } people
    } at { $customers ->
        [one] one customer
       *[other] { $customers } customers
    }
campaign-count-empty = Add conditions to see who is meant.
campaign-count-incomplete = A condition still lacks a value, or a value does not fit.
campaign-count-launched = The audience was fixed at the launch. These figures are of today.
campaign-examples =
    Some of them ({ $count ->
        [one] one customer
       *[other] { $count } customers
    } in all):
campaign-sum = Together: { $sum }
campaign-held-out-note = About { $share } are left alone at random, to see what the campaign really changes.
campaign-group-mailable = May be written to
campaign-group-no-consent = No consent
campaign-group-no-address = No address
campaign-group-over-cap = Written to often enough
campaign-group-outside = Outside the need window
campaign-group-complaint = Open complaint
campaign-group-owed = We owe a promise or an answer
campaign-group-claim = Claim without proof
campaign-group-held-out = Comparison group
campaign-fallback = Language for everybody else
campaign-fallback-hint = Readers get their own language where you have written it, otherwise this one.
campaign-subject = Subject
campaign-body = Text
campaign-save-preview = Save and look
campaign-message-saved = The words are saved.
campaign-placeholders = Placeholders and marks
campaign-placeholders-hint = They are replaced for each reader.
campaign-placeholder-first = First name; else last name or company
campaign-placeholder-last = Last name
campaign-placeholder-company = The reader's company
campaign-placeholder-sender = Our company
campaign-mark-strong = strong words
campaign-mark-link = a link
campaign-mark-heading = a heading
campaign-mark-list = a list
campaign-added = Question, answer link, sender, postal address and the way out are added to each mail. No pixel, no tracking link.
campaign-lint-good = The words can be sent.
campaign-lint =
    { $count ->
        [one] One thing keeps it from being sent
       *[other] { $count } things keep it from being sent
    }
campaign-fault-fallback = Nothing is written in the language for everybody else ({ $language }).
campaign-fault-subject = { $language }: the subject is empty.
campaign-fault-reply = { $language }: the subject pretends to be an answer or a forwarded mail.
campaign-fault-form = { $language }: the subject is longer than { $most } characters or has a line break.
campaign-fault-body = { $language }: the text is empty.
campaign-fault-long = { $language }: the text is longer than { $most } bytes.
campaign-fault-question = { $language }: the question to the reader is missing.
campaign-fault-placeholder = { $language }: there is no placeholder "{ $name }". There are { $known }.
campaign-fault-program = { $language }: a brace followed by % or # cannot be used.
campaign-fault-broken = { $language }: a placeholder is not closed.
campaign-fault-picture = { $language }: a loaded picture would report who reads. Leave it out.
campaign-fault-personal = { $language }: a link with a placeholder would report who follows it.
campaign-fault-link = { $language }: "{ $link }" is no link.
campaign-fault-urgency = { $language }: "{ $words }" presses the reader, but no deadline or stock of the brief says these words. Enter them there with their fact, or leave them out.
campaign-fault-sender = The settings lack the name of the company.
campaign-fault-postal = The settings lack the postal address.
campaign-fault-address = The settings lack a valid sender address.
campaign-fault-https = The public address must begin with https:// and lead here from everywhere, so that one click can unsubscribe.
campaign-preview = Preview
campaign-preview-as = Read as
campaign-preview-later = The preview comes when the words can be sent.
campaign-preview-nobody = Nobody was found. Search for a name, or choose an audience first.
campaign-search = Search by name or address
campaign-first = the first one found
campaign-show = Show
campaign-to = To
campaign-language = Language
campaign-may = It may be sent.
campaign-may-not = It would not be sent.
campaign-text-part = As plain text
campaign-headers = Headers
campaign-what-signed = What is signed: version { $version }
campaign-changed-since = New since version { $version }, signed by { $people }
campaign-changed-in = What version { $version } changed
campaign-changed-nothing = Nothing has changed.
campaign-changed-part = What
campaign-versions = All versions
campaign-version-name = Version
campaign-version-number = Version { $version }
campaign-version-by = Saved by
campaign-version-changed = Changed
campaign-mail-in = Mail ({ $language })
campaign-mail-sample = What differs from reader to reader stands in square brackets.
campaign-sign-hint = One person of marketing and one of sales stand for this version: for the brief and for every word of the mail.
campaign-sign-as = Sign for { $team }
campaign-has-signed = signed
campaign-not-signed = not signed
campaign-admin-signs-not = Administrators do not sign; the two teams do.
campaign-signed = Signed. The other team signs next.
campaign-signed-both = Both teams have signed.
campaign-checks = Before the launch
campaign-check-brief = The brief is complete
campaign-check-audience =
    { $count ->
        [one] One person may be written to
       *[other] { $count } people may be written to
    }
campaign-check-message = The words can be sent
campaign-check-marketing = Marketing has signed
campaign-check-sales = Sales has signed
campaign-check-window = The window is not over
campaign-check-server = A mail server is set
campaign-check-address = Readers can reach the public address
campaign-launch = Launch the campaign
campaign-launch-later = The button becomes active when every line is done.
campaign-launch-sure =
    Write to { $count ->
        [one] one person
       *[other] { $count } people
    } now? This cannot be taken back.
campaign-launched =
    Launched. { $count ->
        [one] One mail waits
       *[other] { $count } mails wait
    } for its turn.
campaign-launched-by = Launched by { $person }, { $time }
campaign-admin-launches-not = Marketing or sales launches.
campaign-begins = The window opens on { $time }. Nothing goes out before.
campaign-going = Mails go out
campaign-soon = The mails wait for the first day
campaign-held = Paused
campaign-gone = Everything has gone out
campaign-done-of = { $done } of { $all } done
campaign-pause = Pause
campaign-resume = Go on sending
campaign-retry = Try the failed ones again
campaign-paused = Paused. Nothing new goes out.
campaign-resumed = Sending goes on.
campaign-retried =
    { $count ->
        [one] One mail waits again.
       *[other] { $count } mails wait again.
    }
campaign-look-again = Look again
campaign-result-none = There is no result yet
campaign-result-none-text = It comes with the launch.
campaign-state = Status
campaign-state-queued = waits
campaign-state-claimed = about to go
campaign-state-sending = on its way
campaign-state-sent = sent
campaign-state-bounced = bounced
campaign-state-failed = failed on our side
campaign-state-uncertain = uncertain
campaign-state-denied = not allowed
campaign-state-held-out = comparison group
campaign-state-given-up = given up
campaign-adds-up = Everybody chosen
campaign-people = People
campaign-chart = What became of each person chosen
campaign-chart-is = The state of the message of each person who met the conditions at the launch.
campaign-of-sent = { $share } of those sent
campaign-figure-audience = Audience
campaign-figure-audience-is = People who met the conditions at the launch, with those who got nothing.
campaign-figure-sent = Sent
campaign-figure-sent-is = Mails a mail server has taken.
campaign-figure-answered = Answered
campaign-figure-answered-is = People who answered the question of the mail.
campaign-figure-left = Unsubscribed
campaign-figure-left-is = People who ended the mails through this message.
campaign-figure-bounced = Bounced
campaign-figure-bounced-is = Mails refused because of the recipient.
campaign-effect = What it changed
campaign-effect-treated = Written to
campaign-effect-held-out = Comparison group
campaign-effect-side-is = The measure of the brief among these customers, from the day after the launch to the last day.
campaign-effect-nobody = Nobody is on this side.
campaign-effect-difference = Difference
campaign-effect-difference-is = Those written to (also whoever could get nothing in the end) less the comparison group, with the range that holds the true value in 95 of 100 cases.
campaign-effect-none = There is nothing to compare yet.
campaign-effect-early = { $count } customers; values after { $day }
campaign-effect-no-day = Launched on the last day of the period: no day is left on which an effect could show.
campaign-verdict-early = Too early: the window is not over in the data.
campaign-verdict-few = Too few customers to say anything.
campaign-verdict-not-seen = No difference can be seen.
campaign-verdict-better = Better than without the campaign.
campaign-verdict-small = Better than without it, but less than was worth the effort.
campaign-verdict-worse = Worse than without the campaign.
campaign-verdict-no-comparison = The comparison group was not asked, so there is nothing to compare with.
campaign-beside = Revenue, returns and complaints
campaign-beside-is = Means per customer from the day after the launch to the last day. A campaign that sells and comes back as returns or complaints has not helped.
campaign-side = Side
campaign-customers = Customers
campaign-bought-each = Bought, each
campaign-returned-each = Returned, each
campaign-complaints = Complaints
campaign-answers =
    { $count ->
        [0] Answers
        [one] One answer
       *[other] { $count } answers
    }
campaign-no-answers = Nobody has answered yet.
campaign-messages = Message by message
campaign-no-messages = There is no such message.
campaign-all = Any status
campaign-why = Why
campaign-when = When
campaign-why-sent = taken by the mail server
campaign-why-address = This address does not exist.
campaign-why-later = The mail server refused it for now; it is tried again.
campaign-why-policy = The mail server does not take mail from us.
campaign-why-large = The mail is too large for the mail server.
campaign-why-refused = The mail server refused it and did not say why.
campaign-why-waits = not its turn yet
campaign-settle-sent = It was sent
campaign-settle-give-up = Let it be
campaign-settled = Noted. It will not be sent again.
campaign-settle-sent-sure = Note for good that the mail to { $name } was sent?
campaign-settle-give-up-sure = Let the mail to { $name } be, for good?
campaign-note-process-ended = The sending process ended before the server answered.
campaign-note-restored = The database is an older copy; the mail may have been sent since.
campaign-note-contact-gone = This person is not on record any more.
campaign-note-broke-before = The connection broke before the mail was handed over.
campaign-note-silent-before = The server did not answer in time; nothing was handed over.
campaign-note-odd-before = The server gave an unexpected answer; nothing was handed over.
campaign-note-broke = The connection broke while the mail was handed over.
campaign-note-silent = The server has not said in time whether it took the mail.
campaign-note-odd = The server’s answer says neither yes nor no.
campaign-note-clearance = The permission was checked too long ago; it is checked again.
campaign-note-not-utf8 = Our mail server takes only addresses of plain ASCII letters.
campaign-note-bad-address = This is not an e-mail address.
campaign-note-not-built = The mail could not be put together for this person.
campaign-note-gave-up = Refused for now again and again, until there was no time left.
campaign-halt-unwanted = Paused: the mail server does not want our mail.
campaign-halt-unexplained = Paused: the mail server refuses one person after the other and does not say why.
campaign-halt-faults = Paused: the words or the company’s settings have faults.
campaign-halt-address = Paused: readers cannot reach the public address.
campaign-halt-key = Paused: the signing key cannot be used.
campaign-halt-sent-before = Sent already: the database is an older copy from before that.
campaign-waits-paused = Paused: somebody has to resume it
campaign-waits-sending =
    { $count ->
        [one] One mail still waits
       *[other] { $count } mails still wait
    }
campaign-waits-uncertain =
    { $count ->
        [one] One uncertain mail needs a word from you
       *[other] { $count } uncertain mails need a word from you
    }
campaign-waits-nothing = Nothing: everything has gone out
campaign-waits-gaps =
    Marketing and sales: { $count ->
        [one] one thing is missing
       *[other] { $count } things are missing
    } in the brief
campaign-waits-message = Marketing: the words are not ready
campaign-waits-launch = The launch: either team may press the button
campaign-waits-one = The signature of { $team }
campaign-waits-both = The signatures of both teams
campaign-refused-launched = The campaign was launched. Its brief and its words do not change any more.
campaign-refused-not-launched = The campaign has not been launched yet.
campaign-refused-changed = Somebody has changed the brief or the message meanwhile: they are at version { $version } now. Go back, load them again and look before you sign.
campaign-refused-gaps = The brief is not complete yet.
campaign-refused-team = Only marketing and sales sign.
campaign-refused-already = { $team } has signed this version already.
campaign-refused-same = The two signatures come from two people.
campaign-refused-name = A signature needs a name.
campaign-refused-unsigned = { $team } has not signed this version yet.
campaign-refused-altered = What { $team } signed is not what stands there now. Save again and let both teams sign.
campaign-refused-message = The words cannot be sent yet. Look at the step "Message".
campaign-refused-window = The window ended on { $day }. Set a new one and sign again.
campaign-refused-nobody = Nobody meets the conditions.
campaign-refused-settled = This message is settled already.
campaign-refused-server = No mail server is set. An administrator does that in the settings.
campaign-refused-sent-before = This campaign was sent already: the database is an older copy. Begin a new campaign.
