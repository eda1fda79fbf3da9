### Targets and warnings

warn-title = Targets and warnings
warn-text = Which target will probably be missed, how surely, and since when that could be known.
warn-data-until = Sales are known up to { $time }.
warn-no-data = No sales yet
warn-no-data-text = Read orders with “sog import”, then run “sog refresh”. Then targets can be set here.
warn-none = No targets yet
warn-none-text = Without a target there is nothing to be warned of. Make targets from last year below, enter one, or read a file with “sog import targets.csv”.
warn-stale = The targets have not been looked at yet. Run “sog refresh”.
warn-part = Part of the business
warn-filter = Filter
warn-open =
    { $count ->
        [0] Warnings
        [one] { $count } warning
       *[other] { $count } warnings, most money at risk first
    }
warn-open-none = No warning
warn-open-none-text = No target is missed with a probability of { $limit } or more, as far as can be known today.
warn-tables = Targets by month
warn-group-missed = { $missed } of { $count } missed
warn-group-risk = { $missed } of { $count } at risk
warn-now = This month and the next
warn-record = Record of past months
warn-rows-none = No target here
warn-rows-none-text = There is no target for these months in this part of the business.
warn-columns = What do the columns mean?
warn-limit = From { $limit } on there is a warning.
warn-why = Why?
warn-mark-seen = Mark as seen
warn-marked-seen = Marked as seen.

## Figures
warn-target = Target
warn-target-means = Net revenue to be reached in the month.
warn-booked = Booked
warn-booked-means = Net revenue of the month so far: sales less returns, exact to the cent. n counts the open days that have elapsed.
warn-expected = Expected
warn-expected-end = Expected at the end
warn-expected-means = What is booked plus what the remaining open days will probably bring, learned from the past days of this part of the business. n counts the past forecasts from which the range is learned.
warn-difference = Difference
warn-difference-means = Expected (in a month that is over: booked) less target. Below zero means a shortfall.
warn-difference-note = { $share } of the target
warn-how-likely = Will it be missed?
warn-outcome = Outcome
warn-probability = Probability of a miss
warn-probability-means = In how many of 100 likely courses of the month the target is missed.
warn-at-risk = At risk
warn-at-risk-means = How much will be missing to the target on average over all likely courses of the month. A surplus counts as nothing.
warn-knowable = Knowable since
warn-knowable-means = First day from which on, without a break, a miss was probable by what was known on that day alone.
warn-knowable-note =
    { $days ->
        [one] { $days } day before the end of the month
       *[other] { $days } days before the end of the month
    }
warn-knowable-since =
    { $days ->
        [one] Knowable since { $date }, { $days } day before the end of the month.
       *[other] Knowable since { $date }, { $days } days before the end of the month.
    }
warn-knowable-never = Not knowable before the month ended.
warn-knowable-no = No miss is probable so far.
warn-range-80 = { $share }: { $low } to { $high }
warn-ranges = { $share80 }: { $low80 } to { $high80 }; { $share95 }: { $low95 } to { $high95 }
warn-last-year = Last year
warn-figures = Key figures
warn-picture = As a picture

## How likely, and how far the month is
warn-met = met
warn-missed = missed
warn-unknown = We do not know.
warn-unknown-why = There is too little data for a forecast.
warn-likely-almost-sure = Will almost certainly be missed
warn-likely-very = Will very likely be missed
warn-likely-probably = Will probably be missed
warn-likely-open = Open
warn-likely-reached = Will probably be reached
warn-likely-surely-reached = Will very likely be reached
warn-over = Month is over
warn-not-begun =
    { $days ->
        [one] not begun, { $days } open day
       *[other] not begun, { $days } open days
    }
warn-elapsed =
    { $days ->
        [one] { $elapsed } of { $days } open day elapsed
       *[other] { $elapsed } of { $days } open days elapsed
    }
warn-source-file = from a file
warn-source-entered = entered by hand
warn-source-rule = last year { $change }

## What a reader should know
warn-note-first-year = There is no whole year of history yet, so the season is not known. The range is wider for it.
warn-note-few-months = There are only { $months } comparable past periods. The range rests mostly on an assumption.
warn-note-unfinished-day = { $date } is not finished in the data; the rest of that day is forecast.
warn-note-data-ends = The data ends on { $date }; the days after it are forecast.
warn-note-sales-ahead = Some sales are dated in the future (from { $date } on). They do not count.
warn-note-data-begins = The data begins on { $date }, in the middle of the month.
warn-note-no-days-left = No open day is left in the month.
warn-note-short-history = The history has { $days } days; a forecast needs { $needed }.
warn-note-nothing-sold = Nothing was sold here in the last eight weeks.
warn-note-irregular = Sales are too irregular here to say what will come.

## The chart
warn-chart = { $name }: { $month } day by day, added up
warn-chart-day = Day of { $month }
warn-chart-means = All lines add up net revenue from the first of the month. The shaded areas hold 80 and 95 of 100 likely courses. Last year is the same calendar day of the same month.
warn-chart-summary = Expected { $expected }, target { $target }: { $words } ({ $percent }).
warn-chart-summary-over = Booked { $booked }, target { $target }: { $words }.
warn-band-80 = 80% range
warn-band-95 = 95% range
warn-mark-knowable = knowable

## One target
warn-unfinished = This month is not over.
warn-unfinished-text = As of { $date }. It is compared with what it will be, not with a finished month.
warn-not-looked = The last refresh did not look at this target: its month is too far away, or “sog refresh” has not run since.
warn-when = When could it be known?
warn-when-over = There was no day from which on a miss was probable.
warn-notes = Good to know
warn-history = Warnings
warn-first-seen = warned on { $date }
warn-change = Change the target
warn-delete = Remove the target
warn-delete-sure = Remove this target? Its warning is closed.
warn-target-saved = Target for { $name }, { $month }: { $amount }.
warn-target-deleted = The target is removed.

## What became of a warning
warn-state-new = new
warn-state-seen = seen
warn-state-closed = closed
warn-closed-recovered = a miss is no longer probable
warn-closed-missed = the month is over, the target was missed
warn-closed-met = the month is over, the target was met
warn-closed-gone = the target was removed or is no longer looked at
warn-closed-unknown = it can no longer be said

## Setting targets
warn-set = Set targets
warn-derive-title = Last year plus x%
warn-derive-text = Makes a target from the same month of last year. Targets from a file or entered by hand stay as they are.
warn-derive-percent = Percent on top of last year
warn-derive-percent-hint = For example 5. Below zero for less.
warn-derive-scopes = For
warn-derive-families = every product family
warn-derive-regions = every region
warn-derive-months = Months
warn-derive-three = this month and the next two
warn-derive-one = this month
warn-derive-go = Make targets
warn-enter-title = One target
warn-enter-text = A target for the same month and part is replaced.
warn-enter-hint = Net revenue in the month, for example 12,500.
warn-enter-go = Save target
warn-import-hint = Many targets at once: “sog import targets.csv” with the columns period, scope_kind, scope_value, amount.
warn-need-month = Please choose a month.
warn-need-scope = Please choose a part of the business.
warn-need-amount = Please enter an amount above zero, such as 12,500.
warn-need-percent = Please enter a percentage between −100 and 200.
warn-need-scopes = Please tick at least one.
warn-derived =
    { $count ->
        [0] No target was made.
        [one] { $count } target was made.
       *[other] { $count } targets were made.
    }
warn-skipped-no-last-year =
    { $count ->
        [one] { $count } left out: no whole month of last year in the data.
       *[other] { $count } left out: no whole month of last year in the data.
    }
warn-skipped-nothing =
    { $count ->
        [one] { $count } left out: nothing was sold in that month last year.
       *[other] { $count } left out: nothing was sold in that month last year.
    }
warn-skipped-given =
    { $count ->
        [one] { $count } left out: a target given by hand or file is there.
       *[other] { $count } left out: targets given by hand or file are there.
    }

## Who changed targets
warn-changes = Changes to targets
warn-changes-more =
    { $count ->
        [one] { $count } more target
       *[other] { $count } more targets
    }
warn-change-line = { $after }, before: { $before }
warn-no-target = no target
warn-undo = Undo
warn-undone =
    { $count ->
        [one] { $count } target is as it was before.
       *[other] { $count } targets are as they were before.
    }
warn-undo-late = These targets have changed again since, so this cannot be undone.
warn-admin-not = Targets are set by marketing and sales.
