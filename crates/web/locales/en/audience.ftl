# Audiences: conditions, the sentence they make, and their editor.
## The sentence. Parts come in the order of the language; `$not` turns one into its opposite.
audience-said = All people who { $clause }.
audience-and = and
audience-or = or
audience-of-family = of the family { $family }
audience-of-item = article { $item }
audience-of-channel = over the channel { $channel }
audience-of-in = begun by them
audience-of-out = begun by us
audience-least = at least { $n }
audience-most = at most { $n }
audience-between = { $low } to { $high }
audience-exactly = exactly { $n }
audience-times-least = at least { $count ->
    [one] once
   *[other] { $count } times
  }
audience-times-most = at most { $count ->
    [one] once
   *[other] { $count } times
  }
audience-times-between = { $low } to { $high } times
audience-times-exactly = exactly { $count ->
    [one] once
   *[other] { $count } times
  }
audience-ago-least = at least { $low ->
    [one] a day
   *[other] { $low } days
  } ago
audience-ago-most = at most { $high ->
    [one] a day
   *[other] { $high } days
  } ago
audience-ago-between = { $low } to { $high } days ago
audience-when-days = in the last { $count ->
    [one] day
   *[other] { $count } days
  }
audience-when-dates = between { $from } and { $until }
audience-anything = anything
audience-say-bought = { $not ->
    [yes] have never bought anything of the family { $family }
   *[no] have bought something of the family { $family }
  }
audience-say-families = have { $not ->
    [yes] not{" "}
   *[no] {""}
  }bought from { $range } product { $one ->
    [yes] family
   *[no] families
  }
audience-say-region = { $not ->
    [yes] do not belong
   *[no] belong
  } to the region { $names }
audience-say-country = are { $not ->
    [yes] not{" "}
   *[no] {""}
  }seated in { $names }
audience-say-owner = are { $not ->
    [yes] not{" "}
   *[no] {""}
  }looked after by { $names }
audience-say-kind = are { $not ->
    [yes] not{" "}
   *[no] {""}
  }{ $kind ->
    [company] companies
   *[person] private persons
  }
audience-say-revenue = have { $not ->
    [yes] not{" "}
   *[no] {""}
  }brought a net revenue of { $range }
audience-say-returned = have { $not ->
    [yes] not{" "}
   *[no] {""}
  }sent back { $range } of what they bought
audience-say-orders = have { $not ->
    [yes] not{" "}
   *[no] {""}
  }placed { $range } { $one ->
    [yes] order
   *[no] orders
  }
audience-say-first = { $not ->
    [yes] did not place
   *[no] placed
  } their first order { $ago }
audience-say-last = { $not ->
    [yes] did not place
   *[no] placed
  } their last order { $ago }
audience-say-signal = { $not ->
    [yes] did not last show
   *[no] last showed
  } interest of their own { $ago }
audience-say-phase = are { $not ->
    [yes] not{" "}
   *[no] {""}
  }in the phase { $names }
audience-say-window = { $not ->
    [yes] do not usually need
   *[no] usually need
  } { $family } in { $month }
audience-say-need = { $not ->
    [yes] do not need
   *[no] need
  } { $what } now, { $by ->
    [words] as they said themselves
    [habit] as usual at this time of the year
   *[either] as they said or as usual at this time of the year
  }
audience-say-complaint = have { $not ->
    [yes] no open complaint
   *[no] an open complaint
  }
audience-say-barrier = have { $not ->
    [yes] not{" "}
   *[no] {""}
  }told sales what speaks against buying: { $names }
audience-say-pressure = are under a contact pressure of { $not ->
    [yes] more than
   *[no] at most
  } { $n }
audience-say-messages = { $were ->
    [sent] have { $not ->
        [yes] not{" "}
       *[no] {""}
      }been sent
    [answered] have { $not ->
        [yes] not{" "}
       *[no] {""}
      }answered
   *[bounced] could { $not ->
        [yes] not{" "}
       *[no] {""}
      }not be reached by
  } { $range } of our messages
audience-say-language = { $not ->
    [yes] do not read
   *[no] read
  } { $names }
audience-say-role = have { $not ->
    [yes] not{" "}
   *[no] {""}
  }this role in a purchase: { $names }
audience-say-reach = { $not ->
    [yes] may not be reached
   *[no] may be reached
  } over the channel { $channel } for { $purpose }
audience-say-did = have { $not ->
    [yes] not{" "}
   *[no] {""}
  }{ $act } { $times } { $when }
audience-say-never = have { $ever ->
    [ever] never
   *[since] not
  } { $act } { $when }
audience-say-once = have { $act } at least once { $when }
audience-say-sequence = { $not ->
    [yes] do not show this sequence:
   *[no] have
  } { $steps }
audience-step-only = { $act }
audience-step-first = first { $act }
audience-step-next = , then { $act }
audience-step-not = {" "}and then not { $act }
audience-step-within = , within { $count ->
    [one] a day
   *[other] { $count } days
  }
audience-step-begun = {" "}(begun in the last { $count ->
    [one] day
   *[other] { $count } days
  })
## What somebody did, as the sentence needs it.
audience-act = { $kind ->
    [sale] placed an order{ $of }
    [return] returned something{ $of }
    [adjustment] been given a correction of a booking{ $of }
    [touch] had a contact with us{ $of }
    [message_sent] been sent a message of ours{ $of }
    [message_bounced] had a message of ours bounce{ $of }
    [message_answered] answered a message of ours{ $of }
    [visit] visited a page{ $of }
    [search] searched for something{ $of }
    [product_viewed] viewed an article{ $of }
    [product_added] put an article{ $of } into the basket
    [product_removed] taken an article{ $of } out of the basket
    [product_wished] put an article{ $of } on a wish list
    [product_reviewed] reviewed an article{ $of }
    [checkout_started] begun a checkout{ $of }
    [inquiry] asked us something{ $of }
    [need_stated] stated a need{ $of }
    [requirement_confirmed] confirmed a requirement{ $of }
    [quote_requested] requested a quote{ $of }
    [price_asked] asked about the price{ $of }
    [reference_asked] asked for references{ $of }
    [referral] recommended us{ $of }
    [quote_sent] been sent a quote{ $of }
    [note] had a note of sales written about them{ $of }
    [deal_opened] had a deal opened{ $of }
    [deal_won] concluded a deal with us{ $of }
    [deal_lost] turned a deal down{ $of }
    [deal_reopened] had a deal reopened{ $of }
    [deal_removed] had a deal taken back{ $of }
    [complaint_opened] complained{ $of }
    [complaint_closed] had a complaint settled{ $of }
    [complaint_reopened] had a complaint reopened{ $of }
    [complaint_removed] had a complaint taken back{ $of }
    [promise_made] got a promise{ $of }
    [promise_kept] had a promise kept{ $of }
    [promise_broken] had a promise broken{ $of }
    [promise_reopened] had a promise reopened{ $of }
    [promise_removed] had a promise taken back{ $of }
    [survey_answered] answered a survey{ $of }
    [survey_removed] had a survey answer taken back{ $of }
    [consent_given] given consent{ $of }
    [consent_withdrawn] withdrawn consent{ $of }
    [objected] objected to marketing{ $of }
   *[other] had another event{ $of }
  }
## The editor.
audience-meant = Who is meant
audience-group = Group
audience-addgroup = Add a group
audience-addto = Add
audience-newin = New condition in this group
audience-undo = Undo
audience-match = How the parts combine
audience-emptygroup = Nothing in this group yet.
audience-toolarge = These are too many conditions, or nested too deep: at most 100, at most 8 inside each other; each negation counts.
audience-badgroup = This group needs a condition.
audience-opt-records = Records
audience-opt-buying = Buying
audience-opt-contact = Contact
audience-opt-happened = What happened
audience-field-families = Number of product families
audience-field-owner = Responsible is one of
audience-field-returned = Share sent back (%)
audience-field-first = Days since the first order
audience-field-signal = Days since they showed interest
audience-field-need = Needs it now
audience-field-barrier = Sales noted one of these barriers
audience-field-sent = Messages we sent
audience-field-answered = Messages answered
audience-field-bounced = Messages bounced
audience-field-role = Role in a purchase
audience-field-reach = May be reached
audience-field-did = Something happened so often
audience-field-never = Something did not happen
audience-field-sequence = One thing after the other
audience-event = What
audience-family = Product family
audience-any = any
audience-item = Article number
audience-channel = Channel
audience-direction = Who began
audience-more = Narrow down
audience-days = In the last so many days
audience-days-hint = Empty: at any time.
audience-from = From
audience-until = Until
audience-step = Step { $n }
audience-then-not = Afterwards this did NOT happen
audience-nothing = (leave this out)
audience-within = All within so many days
audience-begun = Begun in the last so many days
audience-add-step = Add a step
audience-less-step = Remove the last step
audience-known-by = How we know
audience-known-either = said, or usual
audience-known-words = they said so
audience-known-habit = usual at this time
audience-purpose = For
audience-json = As JSON
audience-json-hint = For people who build audiences with other programs. What you put here takes the place of the form.
audience-json-take = Use this JSON
audience-json-bad = This JSON cannot be used, at { $at }: { $why }
audience-json-whole = This JSON cannot be used: { $why }
audience-json-syntax = it is not JSON
audience-json-large = there are too many conditions, or they are nested too deep
audience-json-unknown = there is no condition { $name }
audience-json-version = version { $version } is not known
audience-json-form = this is not a condition
audience-json-value = a value is missing or does not fit
audience-sample = Some of them
audience-why = Why
audience-of-all = of { $contacts } people at { $customers } customers
audience-unknown-name = Nobody has “{ $name }” ({ $condition }): is it spelled as in the data?
audience-waits-people = Reading everybody’s records …
audience-waits-events = Looking through everything that happened: { $share } …
audience-waits-permission = Asking for everybody whether they may be written to …
audience-waits-hint = The first count after a change takes longest.
audience-times = { $count ->
    [one] once
   *[other] { $count } times
  }
audience-times-last = { $count ->
    [one] once, on { $day }
   *[other] { $count } times, last on { $day }
  }
audience-found = { $contacts ->
    [one] { $contacts } person
   *[other] { $contacts } people
  } at { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
  }
