### What the models say: who comes back, what will be needed, who fell silent

comeback-active = Still active
comeback-active-means = The probability that this customer has not left for good, from how often they ordered, how long ago the last order was, and how all customers behave (BG/NBD, MBG/NBD or Pareto/NBD, whichever is likeliest). n counts the customers it was learned from. The range holds in nine of ten cases.
comeback-expected = Orders in a year
comeback-expected-means = Days with an order to expect within a year after the last sale that is known; already lowered by the chance that the customer has left. The range is that of the expectation, not of the orders themselves. n counts the customers it was learned from.
comeback-value = Worth in a year
comeback-value-means = What these orders will come to, each worth less the later it comes (10% a year). Returns are not taken off. n counts the customers it was learned from.
comeback-range = { $low } to { $high }
comeback-no-range = How sure that is, the data do not say.
comeback-no-order = No order yet
comeback-no-amounts = The amounts of the orders do not say.
comeback-too-few = Only { $count } customers so far; at least 50 are needed to tell who comes back.
comeback-no-repeats = Nobody has ordered a second time yet, so nothing says who comes back.
comeback-not-fitting = No model fits these orders, so no figure is given.
known-until = Known up to { $date }.

## Needs
needs-title = Needs
needs-text = What customers will probably need in the coming weeks, from their rhythm and the season.
needs-unknown = Not known yet
needs-too-short = The orders span too few weeks: at least six are needed.
needs-too-few = Only { $count } orders in the weeks one could learn from; at least 40 are needed to tell who will need what.
needs-not-learned = Nothing in the orders tells who will need what.
needs-no-data = Read orders with “sog import”, then run “sog refresh”.
needs-calendar = Calendar of needs
needs-calendar-means = How many customers will probably order a family for the first time from now on, week by week. Only customers who ordered the family before are counted. Point at a cell for the range that holds in nine of ten cases, as far as chance goes; whether customers change all together, it cannot know.
needs-caption = Customers by family and week
needs-cell =
    { $count ->
        [one] { $family }, week of { $week }: about { $count } customer ({ $low } to { $high })
       *[other] { $family }, week of { $week }: about { $count } customers ({ $low } to { $high })
    }
needs-month = Needed within four weeks
needs-month-means = Pairs of customer and family that will probably be ordered within four weeks. n counts the pairs known. The range holds in nine of ten cases, as far as chance goes.
needs-who = Who will need it
needs-nobody = Nobody has ordered this family yet.
needs-window = Window
needs-peak = Most likely
needs-from-until = { $from } to { $until }
needs-probability = Probability
needs-probability-means = Of at least one order of the family within the 26 weeks ahead.
needs-said = Stated by customers
needs-said-means = Needs customers told us of, in their own words, whose days lie in the half year ahead; the next first. In the calendar the weeks of families shown there are framed.
needs-said-more = and { $count } more
needs-words = In their words
needs-cell-said =
    { $count ->
        [one] { $count } customer said so
       *[other] { $count } customers said so
    }
needs-one = What will be needed
needs-one-means = The probability, in per cent, that the next order of the family falls into those two weeks, from this customer's rhythm, the season, and how others buy it. The frame holds half of what is probable. It knows the season and the customer's own rhythm of the family; “Still active” knows neither, so the two may differ for somebody who has been silent.
needs-caption-one = Per cent by family and fortnight; before the family, of the 26 weeks together
needs-cell-one = { $family }, two weeks from { $week }: { $share }

## Silent loss
silent-title = Silent loss
silent-text = Customers who stopped as their own rhythm judges it, and whom nobody asked why.
silent-badge = Fell silent.
silent-told =
    { $days ->
        [one] No order for { $days } day, where the middle gap is { $rhythm } days; unusual since { $since }.
       *[other] No order for { $days } days, where the middle gap is { $rhythm } days; unusual since { $since }.
    }
silent-question = Ask:
silent-ask = What has changed for you since you last ordered from us?
silent-ask-family = You used to get { $family } from us. How do you manage that today?
silent-ask-complaint = You had a complaint with us. Was it settled the way you wished?
silent-no-data = No sales yet
silent-none = Nobody fell silent
silent-none-text = Every customer with a rhythm (three order days or more) is still within it.
silent-show = Show
silent-show-unasked = never asked why
silent-show-all = all
silent-count = Fell silent
silent-count-means = Customers with at least three order days whose silence is longer than any before, and such as one in twenty active customers of their rhythm would keep at most. n counts all customers with an order.
silent-count-note =
    { $count ->
        [one] { $count } customer ever ordered again
       *[other] { $count } customers ever ordered again
    }
silent-worth = At stake in a year
silent-worth-means = What they would order in a year at their own rhythm: the rate while they bought, times the amount to expect. The range holds in nine of ten cases as far as the rhythm goes. n counts those who fell silent.
silent-worth-unknown = The amounts of the orders do not say.
silent-asked = Asked why
silent-asked-means = Share of all who fell silent (not only those listed below) of whom sales noted a barrier after the last order. n counts those who fell silent.
silent-contacted = Contacted
silent-contacted-means = Share of those who fell silent whom we contacted after the silence had become unusual, whether or not anybody asked. n counts those who fell silent.
silent-nobody = Nobody fell silent here.
silent-chart = At stake by the age of the silence
silent-chart-summary = The younger the silence, the better the chance that a question still helps.
silent-age = { $low } to { $high } days
silent-age-more = { $low } days and more
silent-age-head = Unusual for
silent-since = Silent since
silent-since-means = The first day on which the silence was longer than this customer's rhythm explains. What all customers do together may still make a return likely: then “Still active” is high beside it.
silent-days =
    { $days ->
        [one] { $days } day without an order
       *[other] { $days } days without an order
    }
silent-order-days =
    { $count ->
        [one] { $count } order day
       *[other] { $count } order days
    }
silent-heard = What we know
silent-heard-means = The barrier noted last since the last order, and the last contact we began after the silence had become unusual.
silent-never-asked = never asked
silent-contact-at = contacted { $date }

## List: filters, columns, saved views
customers-comes = Comes back
customers-comes-sure = probably (80% and more)
customers-comes-open = open
customers-comes-hardly = hardly (20% and less)
customers-comes-silent = fell silent
customers-columns = Choose columns
customers-export = Download as csv
tab-customers = Customers
tab-needs = Needs
tab-silent = Silent loss
views-title = Saved views
views-shared = shared
views-remove = Remove
views-removed = “{ $name }” is removed. What it showed is still here; save it again if that was a slip.
views-save = Save this view
views-label = Name
views-share = Everybody sees it
views-keep = Save
views-name = A view needs a name of at most { $count } characters.
views-many = You have { $count } views. Remove one first.
views-saved = “{ $name }” is saved.
views-taken = You have a view “{ $name }” already. Take another name, or remove that one first.
