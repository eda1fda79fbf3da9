### Push and pull in balance: contacts, pressure, what came after sales

balance-title = Balance
balance-text = Who begins contacts, how much pressure lies on people, and what came after the sales.
balance-window = Contacts of the last
balance-days = { $days } days
balance-half-life = a contact weighs half after { $days } days
balance-ours = Begun by us
balance-ours-is = Touches that went out and messages that were sent, over all channels, by everybody of us. n counts all contacts.
balance-theirs = Begun by customers
balance-theirs-is = Touches that came in: calls, mails, visits of customers. n counts all contacts.
balance-share = Begun by customers, share
balance-share-is = Contacts begun by customers, of all contacts whose beginner is known. Both directions are welcome.
balance-no-contacts = There were no contacts.
balance-answered = Answered well
balance-answered-is = Of the contacts we began whose 14 days are over: those after which, within these days, the same person came to us, answered a message, asked, stated a need, asked for a quote or ordered, without an objection, a withdrawal or a complaint. What names no person, as most orders do, counts for everybody of the customer. An answer counts for every contact it came so soon after, and so does an objection. Contacts whose 14 days go beyond the last known sale are not looked at. The range allows for contacts of one customer being alike.
balance-none-watched = Of no contact the 14 days after it are known yet.
balance-worse = Followed by an objection, a withdrawal or a complaint
balance-watched = Watched for 14 days
balance-level = Level of pressure
balance-level-is = The pressure just before a contact beyond which this company’s contacts were answered worse. All contacts we ever began are looked at, each compared with others over the same channel to people who had answered alike before. A level is told only where chance would show one as clear in fewer than 5 of 100 cases; its range should hold it in 9 of 10. It does not say why: who is called more often may be called because they do not answer.
balance-level-says = Beyond a pressure of { $at } the share answered well was lower by { $fewer } percentage points, compared over the same channel with people who had answered alike before. The level lies between { $low } and { $high }.
balance-unknown-few = Too few contacts so far: on both sides of a level there must be at least { $contacts } contacts with { $customers } customers.
balance-unknown-chance = No level can be told from chance: chance alone would show as much in { $share } of cases.
balance-unknown-better = Contacts under more pressure were answered better so far, not worse.
balance-beyond = People beyond the level
balance-beyond-is = People on whom more pressure lies now than the level. n counts all people with whom we ever began a contact.
balance-beyond-unknown = No level is known yet.
balance-weeks = Contacts by week
balance-weeks-is = Contacts of each week, by who began them. A week goes from Monday to Sunday; the last one is not over.
balance-weeks-says = We began { $ours } contacts, customers { $theirs }.
balance-week = Week from
balance-by-channel = By channel
balance-by-team = By campaign
balance-by-owner = By person of ours
balance-by-phase = By phase of the customer
balance-parts-is = The same contacts, divided. Whose contact it is says the contact itself, otherwise whoever was responsible for the customer then. The phase is that in force at the time of the contact.
balance-part = Part
balance-campaigns = Campaigns
balance-single = Single contacts
balance-nothing-named = Not named
balance-curve = Answers by pressure
balance-curve-is = The share of contacts answered well by the pressure that lay on the person just before, all contacts we ever began whose 14 days are over. Each bar holds about as many contacts as the next. All people and channels together: who is contacted more may be somebody who answers more, so the bars may rise although like people answer less. The ranges allow for contacts of one customer being alike.
balance-pressure = Pressure
balance-range = 95% range
balance-n = Contacts
balance-load = Pressure now
balance-load-is = How many people are under how much pressure now: the contacts we began with them, over all channels and by everybody of us, each weighing half after one half-life.
balance-load-below = below { $until }
balance-load-between = { $from } to below { $until }
balance-load-from = { $from } and more
balance-people = People
balance-pressed = Under most pressure
balance-pressed-is = The ten customers with a person under most pressure now. The count is of all contacts we ever began with this person.
balance-pressed-none = We have not begun a contact with anybody yet.
balance-person = Person
balance-sellers = Sales, and what came of them
balance-sales-all = The sales of all regions: the chosen region is not looked at here.
balance-no-sales = There are no sales yet.
balance-more-sellers =
    { $count ->
        [one] { $count } more has smaller sales.
       *[other] { $count } more have smaller sales.
    }

## What came after sales
after-three = After 90 · 180 · 365 days, each of orders watched that long.
after-all = Each horizon with its n and its range
after-title = What came after the sales
after-is = Orders of named customers and what came of them. Each line looks only at orders old enough to have been watched that long; n is their number. Came back: money of returns, of the money sold. Cancelled: orders of which all money came back. A complaint belongs to the order it names, otherwise to the customer’s last order before it. Ordered again: on a later day, with its 95% range, which allows for orders of one customer being alike.
after-whose = Whose
after-watched = Watched
after-so-far = so far
after-days = { $days } days
after-orders = Orders (n)
after-revenue = Sold
after-returned = Came back
after-cancelled = Cancelled
after-complaints = Complaints per 100 orders
after-again = Ordered again
after-unknown = not known yet
balance-below = below { $value }
