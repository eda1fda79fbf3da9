### Why a target is missed

why-title = Why?
why-text = Where the money is missing, and what customers give as reason.
why-none = Nothing to ask about
why-none-text = No target lacks anything, or there is none yet.
why-to-targets = Go to the targets
why-choose = Target with a shortfall
why-choose-none = Please choose
why-choose-title = Choose a target
why-choose-text = Then you see what its shortfall is made of, and what sales noted as reasons.
why-ask = Ask why
why-stale = New sales came in after the last refresh. They will be taken in shortly; or do it now.
why-look-again = The data changed since you looked. Please look again before you make a brief.
why-made = As of { $time }
why-brief = Make a brief from this diagnosis

## The verdict
why-status-met = No shortfall
why-status-explained = Explained
why-status-explained-means = A barrier that sales noted stands out, and a driver or a place stands out as well. Everything else is called “not enough evidence”.
why-status-ambitious = Ambitious target
why-status-unknown = Not enough evidence
why-met = No shortfall is expected: { $surplus } more than the target.
why-explained = { $missing } is missing. “{ $place }” has fallen behind furthest, and sales note “{ $barrier }” more often than usual.
why-explained-part = { $missing } is missing. The largest part of it: “{ $part }” with { $amount }. Sales note “{ $barrier }” more often than usual.
why-explained-part-more = { $missing } is missing. “{ $part }” alone costs { $amount }; something else makes up for part of it. Sales note “{ $barrier }” more often than usual.
why-explained-weeks = { $missing } is missing. In the last eight weeks most was lost at “{ $place }”, and sales note “{ $barrier }” more often than usual.
why-ambitious = { $missing } is missing because the target asks for { $ambition } more than last year. Nothing else stands out.
why-not-enough = { $missing } is missing. There is not enough evidence to say why.
why-fact-driver = { $driver }: { $lost } lost in the last eight weeks, against the same weeks of last year.
why-fact-focus = { $place }: { $lost } lost in the last eight weeks; { $excess } less than if it had moved like the rest.
why-fact-barrier = “{ $barrier }” is in { $share } of the labelled notes ({ $notes } of { $of }), more than { $against }.
why-missing = What is missing to say more
why-questions = Five questions to ask sales
why-against-before = before
why-against-rest = elsewhere in the company
why-lack-last-year = The data does not hold the same month of last year, so there is nothing to compare with.
why-lack-notes = Too few notes that name a barrier: { $have } of { $need }.
why-lack-compare = Too few earlier notes to compare with: { $have } of { $need }.
why-lack-barrier = There are enough notes, but no barrier is named more often than before.
why-lack-driver = No group of buyers, family or region stands out beyond chance. That does not mean nothing is missing there: the table shows where most is.
why-ask-what-changed = What changed there?
why-ask-leave = Why do customers who always bought buy no more?
why-ask-not-begin = Why do those who could become customers not begin?
why-ask-less-often = Why do customers order less often?
why-ask-smaller = Why are orders smaller?
why-ask-returns = Why do customers send more back?
why-ask-who-stays-away = Who of the anonymous buyers stays away, and since when?
why-ask-what-keeps = In the customer’s own words: what keeps them from buying now?
why-ask-instead = What do they do or buy instead?
why-ask-help = What would have to be true for them to buy?
why-ask-when = When will the need be there again?
why-ask-who-decides = Who else decides?

## Figures
why-shortfall = Shortfall
why-shortfall-means = Target less what is booked and expected. Below zero the target is exceeded.
why-booked-until = until { $date }
why-last-year = Last year, whole month
why-last-year-means = Net revenue of the same month of last year.

## The waterfall
why-waterfall = From the target to what is expected
why-waterfall-summary = From a target of { $target } to an expected { $expected }.
why-waterfall-means = Each step is a part of the shortfall. Downwards adds to it, upwards helped. All parts add up to the shortfall to the cent.
why-part = Part of the shortfall
why-adds = Adds to the shortfall
why-sum = Sum
why-sum-shortfall = Sum = shortfall
why-part-ambition = Target above last year
why-part-ambition-means = How much more the target asks for than last year’s whole month brought.
why-part-rest = Rest of the month
why-part-rest-means = How much less the rest of the month is expected to bring than last year’s rest did. What an unfinished day has brought is part of it.
why-part-unexplained = No comparison possible

## Where
why-where = Where is it missing?
why-compared = { $now } compared with { $then }.
why-recent = The last eight weeks
why-recent-means = A longer time than in the chart above, so that chance counts less; the amounts are therefore others.
why-elapsed = The month so far, as in the chart above
why-window = { $from } to { $until }
why-groups = Who buys, how often, for how much
why-groups-means = New is who ordered for the first time in the days compared; returning is everybody else with a name. The lines of a group add up to what it lost.
why-groups-table = All figures
why-segment-new = New customers
why-segment-returning = Returning customers
why-segment-named = Named customers
why-segment-anonymous = Anonymous sales
why-factor = Factor
why-factor-customers = number of customers
why-factor-orders-per-customer = orders per customer
why-factor-orders = number of orders
why-factor-value-per-order = value per order
why-factor-returns = returns
why-net = Net revenue
why-noise =
    { $n ->
        [one] By chance alone the loss lies within about ± { $noise } (n = { $n } customer).
       *[other] By chance alone the loss lies within about ± { $noise } (n = { $n } customers).
    }
why-noise-anonymous =
    { $n ->
        [one] By chance alone the loss lies within about ± { $noise } (n = { $n } order).
       *[other] By chance alone the loss lies within about ± { $noise } (n = { $n } orders).
    }
why-before = Last year
why-after = This year
why-lost = Lost
why-lost-means = Last year less this year in the days compared. Below zero: gained.
why-excess = Worse than the rest
why-excess-means = What is missing to the amount it would have sold had it moved like all others.
why-families = What product families lost
why-regions = What regions lost
why-places-summary = Together { $sum } in the days compared.
why-places-means = Net revenue of last year less this year in the days compared. The rows add up to the sum to the cent.
why-place = Name
why-others =
    { $count ->
        [one] { $count } other
       *[other] { $count } others
    }
why-nameless = without a name
why-from-to = { $before } → { $after }
why-stands-out = stands out
why-stands-out-means = Fell behind all others further than chance explains, and far enough to matter for the shortfall.
why-stands-out-against = more than { $against }

## What sales noted
why-notes = What sales noted
why-notes-in = Reasons noted: { $place }
why-notes-means = Barriers in the notes of 90 days. Shares are taken among the notes that name any barrier. The range holds the true share with 95%.
why-notes-basis = { $labelled } of { $notes } notes name a barrier, { $window }.
why-notes-rest =
    { $count ->
        [one] { $count } more barrier
       *[other] { $count } more barriers
    }
why-notes-none = Nobody noted a barrier in these days. That does not mean there is none.
why-notes-of =
    { $of ->
        [one] { $notes } of { $of } note
       *[other] { $notes } of { $of } notes
    }
why-no-notes = no notes
why-share-of = { $share } ({ $notes } of { $of })
why-elsewhere = elsewhere
why-quotes =
    { $count ->
        [one] { $count } quote
       *[other] { $count } quotes
    }
why-means = What do these words mean?
why-earlier = Diagnoses kept earlier
