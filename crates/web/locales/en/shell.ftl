### The frame around every page

nav-label = Main navigation
nav-today = Today
nav-customers = Customers
nav-warnings = Targets
nav-why = Why
nav-campaigns = Campaigns
nav-settings = Settings
skip-to-content = Skip to content
demo = Demo
account-menu = Your account
account-wishes = Language and appearance
sign-out = Sign out

## Days
day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
days-ahead =
    { $days ->
        [one] in { $days } day
       *[other] in { $days } days
    }
days-ago =
    { $days ->
        [one] { $days } day ago
       *[other] { $days } days ago
    }

## Figures, charts, tables
figure-about = What does “{ $label }” mean?
figure-explain = Explanation
figure-n = Based on (n)
figure-range = Range
figure-rows = The rows behind it
figure-unknown = We do not know
chart-as-table = As a table
chart-amount = Amount
chart-small-parts =
    { $count ->
        [one] { $count } small part
       *[other] { $count } small parts
    }
chart-cut = Axis does not start at 0
chart-range = { $low } to { $high }
heat-window = (need window)
heat-guess = (need window, not certain yet)
pager-label = Pages
pager-rows = { $first }–{ $last } of { $total }
pager-previous = Previous
pager-next = Next

## Buttons
save = Save
search = Search
all = All
month = Month
