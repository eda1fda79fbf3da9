### Trust: promises, stressors, surveys, complaints

trust-title = Trust
trust-text = What strains relationships, what we promised, what customers think of us, and where complaints come from.
trust-figures = Key figures on trust
trust-strains = What strains
trust-strain = Stressor
trust-age = Since
trust-strains-means = Open and unanswered complaints, overdue promises, unanswered questions, too many contacts, and low marks nobody has asked about. Each comes from a record or an event and goes away when that is put right.
trust-strains-none = As far as we know, nothing strains this relationship now.
trust-strains-nobody = As far as we know, nothing strains any relationship now.
trust-stops = stops advertising
trust-since = since { $date }
trust-no-owner = nobody looks after it
trust-oldest = The oldest { $shown } of { $count }.
trust-stressor-complaint = Open complaint
trust-stressor-unheard = Complaint without a first reply
trust-stressor-promise = Overdue promise
trust-stressor-inquiry = Unanswered question
trust-stressor-cap = More contacts than accepted
trust-stressor-survey = Low mark, not asked about yet
trust-way = Answered how?
trust-person = Person
trust-nobody = nobody in particular
trust-answered = The question is answered
trust-ledger = Trust ledger
trust-sum = Sum
trust-sum-is = Sum { $sum }
trust-sum-means = Sum of the entries: what we did that earns (+) or costs (−) trust. The weights are a convention and not measured; “docs/trust.md” gives the reason for each. The sum never decides who gets mail.
trust-entries =
    { $count ->
        [one] from { $count } entry
       *[other] from { $count } entries
    }
trust-entries-all = All entries
trust-chart = Trust ledger by month
trust-unknown = Not known yet: there is no entry.
trust-point-kept = Promise kept
trust-point-broken = Promise not kept
trust-point-heard = Complaint answered soon
trust-point-unheard = Complaint answered late or not yet
trust-point-settled = Complaint settled
trust-point-honoured = Objection honoured
trust-point-ignored = Advertising after an objection
trust-point-answered = Question answered soon
trust-point-unanswered = Question answered late or not yet
trust-point-referral = Recommended us
trust-point-able = Finds us able
trust-point-unable = Does not find us able
trust-point-liked = Is glad to deal with us
trust-point-disliked = Is not glad to deal with us
trust-promises = Promises
trust-promises-means = What we promised and by when. A promise whose day is over and that nobody settled counts as broken. The share: kept among kept, broken and overdue; open and withdrawn ones do not count.
trust-promises-none = No promise on record.
trust-kept-of = { $kept } of { $count } kept
trust-promise-open = open
trust-promise-overdue = overdue
trust-promise-kept = kept
trust-promise-broken = broken
trust-promise-withdrawn = withdrawn
trust-due = due { $date }
trust-settled-on = settled { $date }
trust-to = to { $name }
trust-keep = Kept
trust-break = Broken
trust-withdraw = Withdrawn
trust-remove = Was no promise: remove
trust-undo = Undo: open again
trust-promise-new = Note a new promise
trust-promise-text = What did we promise?
trust-promise-due = Last day
trust-promise-owner = Who of us
trust-promise-add = Note the promise
trust-need-text = Please write what was promised.
trust-need-shorter = At most { $most } characters.
trust-need-due = Please give a day from today on.
trust-need-marks = Please answer both questions from 1 to 5: both or none.
trust-surveys = What they think of us
trust-surveys-means = Two questions, each from 1 (not at all) to 5 (very): how able are we? How glad are you to deal with us? Each counts for itself and they are never averaged. A 1 or 2 is low and needs somebody to ask why.
trust-surveys-none = No answer on record yet.
trust-surveys-nobody = Nobody has answered yet.
trust-competence = Able
trust-likeability = Likeable
trust-competence-is = able: { $mark } of 5
trust-likeability-is = likeable: { $mark } of 5
trust-asked-silent = Asked { $date }, no answer yet.
trust-followed-on = Asked about { $date }
trust-follow = We asked why
trust-unfollow = Undo: not asked
trust-survey-new = Note an answer
trust-survey-words = In their words
trust-survey-add = Note the answer
trust-marks = Marks
trust-mark = Mark
trust-answers =
    { $count ->
        [one] { $count } answer
       *[other] { $count } answers
    }
trust-alerts = Low marks, not asked about yet
trust-replied = First reply { $date }
trust-reply-late =
    { $days ->
        [one] no reply for more than { $days } day
       *[other] no reply for more than { $days } days
    }
trust-reply-none = No first reply on record.
trust-reply = We answered
trust-unreply = Undo: not answered
trust-complaint-close = Settled
trust-complaint-reopen = Open again
trust-done-promised = The promise is on record.
trust-done-settled = The promise is settled.
trust-done-reopened = The promise is open again.
trust-done-removed = The promise is removed.
trust-done-replied = The first reply is on record.
trust-done-unreplied = The first reply is taken back.
trust-done-closed = The complaint is settled.
trust-done-complaint-reopened = The complaint is open again.
trust-done-told = The answer is on record.
trust-done-followed = Changed.
trust-done-answered = Noted. The question goes away with the next refresh.
trust-changed-meanwhile = This has changed meanwhile. Please load the page again and see what it says.
trust-figure-strains = Stressors
trust-figure-kept = Promises kept
trust-kept-unknown = No promise decided yet.
trust-figure-complaints = Complaints per 100 orders
trust-complaints-means = Orders of the last 365 days that somebody complained about, of each 100 orders of that time; n counts the orders. Complaints without an order number have no known origin. An order with several families counts in each. The seller is who looks after the customer today. The range says what to expect with so many orders, with 95% confidence.
trust-complaints-unknown = No order in the last 365 days.
trust-figure-reply = To the first reply
trust-reply-means = Middle time (median) from a complaint to our first reply; n counts those answered. Who still waits stands beside it. Settled complaints without a reply on record do not count.
trust-reply-unknown = No first reply on record yet.
trust-figure-answer = To the answer to questions
trust-answer-means = Middle time (median) from an inquiry to our next contact of our own or quote; advertising does not count. n counts the inquiries answered.
trust-answer-unknown = No inquiry answered yet.
trust-figure-rate = Answers to surveys
trust-rate-means = Share of those asked who answered; n counts those asked. Answers without a note of when we asked do not count.
trust-rate-unknown = Nobody wrote down who was asked.
trust-range = { $low } to { $high }
trust-middle-half = the middle half: { $low } to { $high }
trust-waiting =
    { $count ->
        [one] { $count } still waits
       *[other] { $count } still wait
    }
trust-hours = { $hours } hours
trust-days = { $days } days
trust-owed = Promises: overdue and due this week
trust-owed-none = No promise is overdue or due in the next seven days.
trust-origins = Where complaints come from
trust-by-seller = By seller
trust-by-family = By product family
trust-origin = Origin
trust-origin-none = not named
trust-origin-unknown = { $unknown } of { $count } complaints name no order of this time.
trust-complained = Complained about
trust-per-hundred = Per 100
trust-mine = I look after it
trust-done-mine = You look after this complaint.
