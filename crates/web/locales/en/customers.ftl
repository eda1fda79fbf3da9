### Customers: the list, and the picture of one

customers-title = Customers
customers-text = Who buys, what is needed now, and where each customer stands in their own buying.
customers-none = No customers yet
customers-none-text = Read orders or customers with “sog import”, then run “sog refresh”.
customers-search = Search
customers-search-hint = Name or number
customers-name = Customer
customers-phase = Phase
customers-need = Needs now
customers-region = Region
customers-owner = Owner
customers-orders = Orders
customers-revenue = Net revenue
customers-last = Last order
customers-complaints = Complaints
customers-complaints-open = with an open complaint
customers-found =
    { $count ->
        [one] { $count } customer found
       *[other] { $count } customers found
    }
customers-nobody = Nobody found
customers-nobody-text = No customer meets all conditions. Drop one, or search differently.
customers-reset = Show all customers

## One customer: figures
customer-facts = Key figures
customer-no-picture = No picture yet
customer-no-picture-text = Nothing has happened with this customer yet, or the pictures are not up to date. “sog refresh” brings them up to date.
customer-net = Net revenue
customer-net-means = Sum of all lines: sales, returns and adjustments, exact to the cent. n counts the lines.
customer-net-note = Sales { $gross }
customer-orders = Orders
customer-orders-means = Distinct order numbers among the sales. Returns and adjustments are no orders. n counts the lines of sales.
customer-returned = Returns
customer-returned-means = Sum of returns and cancellations. n counts their lines.
customer-returned-note = { $share } of sales
customer-last = Last order
customer-last-means = Day of the earliest line of the last order. n counts the orders.
customer-no-order = No order yet
customer-rhythm = Rhythm
customer-rhythm-means = The middle gap between two order days (median). n counts the gaps.
customer-rhythm-value =
    { $days ->
        [one] every { $days } day
       *[other] every { $days } days
    }
customer-rhythm-range = { $low } to { $high } days
customer-rhythm-unknown = That takes two order days.
customer-rhythm-few =
    { $count ->
        [one] Only { $count } gap so far: not certain yet.
       *[other] Only { $count } gaps so far: not certain yet.
    }
customer-rhythm-from =
    { $count ->
        [one] from { $count } gap
       *[other] from { $count } gaps
    }
customer-rhythm-overdue = Overdue: no order for { $days } days, never more than { $longest } before.
customer-pressure = Contact pressure
customer-pressure-means = Contacts we began. Each counts 1, and half after { $days } days. n counts the contacts.
customer-pressure-note = { $most } of at most { $cap } in { $days } days
customer-pressure-none = We have not begun a contact yet.
customer-balance = By themselves
customer-balance-means = Share of the contacts that the customer began. n counts the contacts.
customer-balance-note = { $inbound } by the customer, { $outbound } by us
customer-balance-unknown = No contact on record yet.
customer-complaints = Open complaints
customer-complaints-means = Complaints that are not settled. While one is open no advertising goes out. n counts all complaints.
customer-opportunity = New: { $phase }
customer-open-complaints =
    { $count ->
        [one] { $count } open complaint
       *[other] { $count } open complaints
    }

## One customer: needs and revenue
customer-needs = What is needed when?
customer-needs-means = Orders by product family and calendar month, all years together. The frame is the need window: the months in which it was bought, and the month before. What is bought all year has no frame.
customer-calendar-caption = Orders by month
customer-calendar-cell =
    { $orders ->
        [one] { $family }, { $month }: { $orders } order
       *[other] { $family }, { $month }: { $orders } orders
    }
customer-calendar-guess = Dashed: bought in one season only, so the need is not certain yet.
customer-chart = Net revenue by month
customer-chart-summary = { $from } to { $until }

## One customer: permission
customer-may = What may be sent?
customer-may-means = This is what the check would decide now about a commercial message on this product family. It is asked again at the moment of sending. The code names the rule.
customer-may-nobody = No contact on record. Without one nobody can be written to.
customer-may-about = Message about
customer-may-ask = Check
customer-person-cap = { $count } of { $cap } contacts in { $days } days

## One customer: history
customer-history = History
customer-history-campaign = Campaign
customer-history-count =
    { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }
customer-history-none = Nothing has happened yet.
customer-history-all = Show all { $count } entries
customer-lines =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }

## One customer: phase
customer-phase = Phase
customer-phase-means = Where the customer stands in their own buying. Only what the customer does moves it; our calls and quotes do not.
customer-phase-because = Evidence: { $event }, { $date }.
customer-evidence = See it in the history
customer-phase-none = There is no evidence yet. We do not know.
customer-opportunity-because = New since the last purchase: { $event }, { $date }.
customer-phase-all = All evidence
customer-phase-over = no longer counts

## One customer: complaints, words, barriers, deals, consent
customer-complaints-title = Complaints
customer-complaints-none = No complaint on record.
customer-complaint-open = open
customer-complaint-closed = settled { $date }
customer-words = In their own words
customer-words-means = What the customer said or wrote: needs, questions, searches, answers, complaints.
customer-words-none = Nothing noted yet.
customer-barriers = What holds them back?
customer-barriers-means =
    { $count ->
        [one] Barriers that sales noted in { $count } note.
       *[other] Barriers that sales noted in { $count } notes.
    }
customer-barriers-none = No barrier noted. That does not mean there is none.
customer-barrier-count =
    { $count ->
        [one] { $count } note, { $date }
       *[other] { $count } notes, last { $date }
    }
customer-deals = Deals
customer-consent = Consent
customer-consent-means = Every declaration is kept, with its time and source. A withdrawal counts at once and outlives later purchases.
customer-consent-none = Nothing on record.
customer-consent-text = text { $version }
customer-consent-sale = sale { $sale }
customer-source-unsubscribe = unsubscribed from a message
customer-source-message = message { $id }
customer-source-received = received { $at }
customer-blocked = blocked since { $date }

customer-privacy = Data protection
customer-privacy-means = Everything that is kept of this customer can be handed over as a file (GDPR Art. 15 and 20) or erased for good (Art. 17).
customer-export = Everything that is kept, as a file (JSON)
customer-erase = Erase this customer …
erase-title = Erase a customer
erase-what = This is kept of { $id } and would go, for good. Nobody can bring it back.
erase-events = { $count ->
    [one] 1 event
   *[other] { $count } events
}
erase-records = { $count ->
    [one] 1 record (customer, contacts, consents, deals, complaints, messages, answers)
   *[other] { $count } records (customer, contacts, consents, deals, complaints, messages, answers)
}
erase-rejected = { $count ->
    [one] 1 rejected row of an import
   *[other] { $count } rejected rows of imports
}
erase-stays = What stays is that an erasure happened, and hashes that nobody can read: by them the person is recognised and not taken in again when an old file is imported.
erase-backups = Backups made before still hold the data. Let old ones expire.
erase-reason = Reason
erase-reason-hint = Kept with the erasure; names and addresses of the person are not.
erase-typed = Type { $id } to confirm
erase-need-typed = This is not the number of the customer. Nothing was erased.
erase-do = Erase for good
erase-not = Do not erase
erase-done = The customer is erased.
erase-done-mentioned = The customer is erased. The words of a campaign name them; please look at it.
erase-not-clean = The customer is erased and nobody can see them any more. Files could not be removed yet; that is done with the next command, or when the server starts.
erase-later = A message to them is being sent, or what is kept of them keeps changing. Nothing was erased; try again in a minute.
