### What customers told us: deals, and stated needs

## How one knows
told-how = How do we know?
told-assumed = We assume it; the customer has not said so
told-told = The customer told us, on the day and over the channel below
told-stays = As before
told-day = Day
told-channel = Channel
told-words = In the customer's words
told-who = Who said it
told-written = written down by { $person }, { $time }
told-need-words = Please write down what the customer said.
told-too-long = These are too many words.
told-need-day = Please name the day.
told-future = This day is still to come.
told-need-channel = Please choose the channel.
told-no-event = Please choose an event in which the customer said so.
told-somebody-else = Somebody else speaks in this event. Please choose another one.
told-must-cite = What moves them now needs an event in which they said so. Otherwise note it as assumed.
told-no-contact = This is no contact of the customer.
told-conflict = { $person } changed this meanwhile, { $time }. What stands there now is shown below; what you typed is still in the form.
told-trade-only = Marketing and sales write down what customers said.

## Deals of a customer
deal-list-text = Where each deal stands follows from what the customer said, not from what we did.
deal-list-none = No deal yet
deal-list-none-text = Open one as soon as the customer speaks of a need.
deal-all = All deals, open a deal
deal-open = Open a deal
deal-open-go = Open
deal-title = Name
deal-title-hint = What it is about, for example “Lighting of the new shop”
deal-amount = Amount
deal-amount-hint = Leave it empty if nobody has named one
deal-need-title = Please name the deal.
deal-title-long = At most { $most } characters.
deal-need-amount = Please write an amount in the currency of the books.
deal-opened = The deal is open.
deal-not-opened = The deal could not be opened. Please try again.

## One deal
deal-steps = The three phases of buying
deal-phase-means = Only what the customer says moves the phase: a need or question of their own, a requirement they confirmed, then a question about risk or price or an answer to our detailed fit. A phase needs the ones before it. Our calls, quotes and notes move nothing.
deal-phase-because = { $phase }. Evidence: { $event }.
deal-no-evidence = The customer has not said anything about it yet. We do not know the phase.
deal-step-none = no evidence
deal-reached = reached
deal-seller = Seller's view
deal-seller-text = { $phase }. The customer has not said anything that shows it.
deal-quoted-early = A quote went out on { $date }, before the customer had said anything of a need.
deal-early = The customer has spoken of this already, but a phase before it lacks evidence.
deal-evidence =
    { $count ->
        [one] { $count } event as evidence
       *[other] { $count } events as evidence
    }
deal-asks-need = Put the need into words: what is needed, what is wished for, what happens if nothing changes, how it will be.
deal-asks-solution = Requirements that the customer confirmed; first whether they fit in outline, then in detail.
deal-asks-risk = What may go wrong, what we answer, what it costs.
deal-missing = Still missing
deal-nothing = Nothing written down yet.
deal-confirmed = confirmed
deal-is-assumed = assumed
deal-risk-open = open
deal-risk-answered = answered
deal-change = Change
deal-undo = Undo the last change
deal-remove = Take out
deal-removed = Taken out
deal-confirm = The customer confirmed it
deal-reword = Change the words
deal-reword-text = Other words are assumed again until the customer confirms them.
deal-answer = Our answer
deal-matrix = What fits?
deal-outline = In outline
deal-detail = In detail
deal-outline-gap = Lacking in outline
deal-detail-gap = Lacking in detail
deal-customer-answer = The customer's answer
deal-not-answered = not answered
deal-fit-go = Save the fit
deal-fit-yes = yes
deal-fit-partly = partly
deal-fit-no = no
deal-need-gap = Please say what is lacking.
deal-detail-first = The fit in detail comes after the fit in outline.
deal-wrong-kind = This does not suit this kind of entry.
deal-accept = The customer answered this
deal-accept-text = What does the customer say to the fit in detail?
deal-say = Write something down
deal-say-text = As it was said. Until the customer confirms it, it stays an assumption.
deal-say-go = Write down
deal-kind = What is it?
deal-kind-need = Need
deal-kind-wish = Wish
deal-kind-consequence = If nothing changes
deal-kind-vision = Vision
deal-kind-own-reason = Reason of their own
deal-kind-moves-now = What moves them now
deal-kind-requirement = Requirement
deal-kind-risk = Risk
deal-kind-price-talk = Price talk
deal-price-amount = Amount that was named (price talk only)
deal-gap-need = The need in words
deal-gap-wish = The wish behind it
deal-gap-consequence = What happens if nothing changes
deal-gap-vision = How it will be
deal-gap-own-reason = A reason of their own
deal-gap-moves-now = What moves them now
deal-gap-requirement = A requirement
deal-gap-requirement-confirmed = A requirement that the customer confirmed
deal-gap-outline =
    { $count ->
        [one] The fit in outline of { $count } requirement
       *[other] The fit in outline of { $count } requirements
    }
deal-gap-detail =
    { $count ->
        [one] The fit in detail of { $count } requirement
       *[other] The fit in detail of { $count } requirements
    }
deal-gap-risk = The question what may go wrong
deal-gap-risk-open =
    { $count ->
        [one] An answer to { $count } risk
       *[other] An answer to { $count } risks
    }
deal-gap-price-talk = A talk about the price
deal-gap-assumed =
    { $count ->
        [one] The customer's word for { $count } assumption
       *[other] The customer's word for { $count } assumptions
    }
deal-assumed = Assumed
deal-assumed-means = Share of the statements, requirements and risks that the customer has not confirmed. n counts all of them; price talks are not among them.
deal-assumed-unknown = Nothing is written down yet.
deal-answered = Requirements answered in detail
deal-answered-means = Requirements with a yes, partly or no in detail. n counts all requirements.
deal-answered-unknown = There is no requirement yet.
deal-of = { $count } of { $all }
deal-open-risks = Open risks
deal-open-risks-means = Risks without an answer of ours. n counts all risks.
deal-open-risks-unknown = No risk has been talked about yet.
deal-moves = What moves them now
deal-moves-means = When the customer last said what moves them now. It moves no phase. n counts the entries.
deal-moves-unknown = They have not said it yet.
deal-outcome = Outcome
deal-won = Won
deal-lost = Lost
deal-reopen = Open again
deal-ended = The outcome is written down.
deal-end-late = The deal has changed meanwhile. Look at it again, please.
deal-done = Written down.
deal-done-assumed = Written down as an assumption.
deal-done-confirmed = Written down, with the event in which the customer said so.
deal-done-removed = Taken out. It can be undone on this page.
deal-done-undone = The last change is undone. An event that was written for it stays in the history; the deal does not count it any more.

## Stated needs
stated-title = What the customer told us they need
stated-means = Needs in the customer's words with their days, each with the event in which they said so. A change keeps what was there before.
stated-none = The customer has not told us a need yet.
stated-add = Write down a need
stated-add-go = Write down
stated-fact = What is needed, in the customer's words
stated-wish = The wish behind it, in the customer's words
stated-from = From
stated-peak = Most of all on
stated-peak-is = most of all on { $date }
stated-until = Until
stated-recurrence = How often
stated-once = once
stated-yearly = every year
stated-source = Where from
stated-talk = from a talk
stated-form = from a form
stated-preference = from their preferences
stated-now = now, until { $date }
stated-next = from { $date }
stated-over = over
stated-withdraw = Not needed any more
stated-withdrawn =
    { $count ->
        [one] { $count } need not needed any more
       *[other] { $count } needs not needed any more
    }
stated-withdrawn-at = withdrawn { $date }
stated-need-day = Please write a day.
stated-need-family = Please name the product family.
stated-need-recurrence = Please choose how often.
stated-need-source = Please choose where it comes from.
stated-days = The days are out of order: from, most of all, until.
stated-too-long = What is needed every year takes less than a year.
stated-two-years = What is needed once takes two years at most.
stated-is-withdrawn = This need was withdrawn. Undo that first.
stated-saved = The need is written down.
stated-gone = The need is withdrawn. It can be undone below.
stated-undone = The last change is undone.
