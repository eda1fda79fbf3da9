### Mails the demo caught instead of sending

caught-title = Caught mails
caught-about = In the demo no mail leaves this machine. What would have been sent is here, as its recipient would see it.
caught-none = No mail yet
caught-none-hint = Start a campaign; its mails appear here within seconds.
caught-time = Time
caught-from = From
caught-to = To
caught-subject = Subject
caught-shown = { $shown } of { $total } shown
caught-as-seen = The mail as its recipient sees it
caught-text = Text part
caught-headers = What mailbox providers look at
caught-raw = The whole message as it was sent
caught-link = Caught mails
