### Today: what needs whom

today-hello = Hello { $name }
today-unseen =
    { $count ->
        [one] { $count } warning is new.
       *[other] { $count } warnings are new.
    }
today-nothing-new = No new warnings.
today-empty = Welcome to Sog
today-empty-text = There is no data yet. Read your orders with “sog import”, then run “sog refresh”. This page then shows what needs you.
today-warnings = Targets at risk
today-all-warnings =
    { $count ->
        [one] Show { $count } warning
       *[other] Show all { $count } warnings
    }
today-no-warnings = Nothing to worry about
today-no-warnings-text = No target will probably be missed, as far as can be known today.
today-month = This month
today-month-more = More about this month
today-no-target = There is no target for the whole company this month, so there is nothing to compare with.
today-set-target = Set a target
today-to-sign = Waiting for your signature
today-to-sign-none = No brief to sign.
today-nobody-signed = nobody has signed yet
today-signed-by = signed by { $team }
today-campaigns-none = No campaign is running.
today-ready = signed, ready to start
today-paused = paused
today-running = running: { $sent } sent, { $waiting } to go
today-uncertain =
    { $count ->
        [one] { $count } message is uncertain, please decide
       *[other] { $count } messages are uncertain, please decide
    }
today-complaints = Open complaints
today-complaints-means = Open complaints that are older than 3 days, the oldest first. While one is open this customer gets no advertising.
today-complaints-none = No complaint has waited longer than 3 days.
today-complaints-count =
    { $count ->
        [one] { $count } is older than 3 days.
       *[other] { $count } are older than 3 days.
    }
today-complaints-all = All customers with an open complaint
today-data = How fresh is the data?
today-data-until = Sales until
today-last-import = Last import
today-no-import = nothing imported yet
today-customers-active = { $count } of them with events
today-refresh = Refresh now
today-refreshed =
    Everything is up to date: { $count ->
        [one] one customer
       *[other] { $count } customers
    }.
today-data-ends = Sales end on { $day }.
today-data-ends-text = Everything below is as of that day. Import newer sales to see today.
today-no-warnings-then = No warnings as of then
today-no-warnings-then-text = Whether a target is at risk today cannot be said from sales this old.
today-sent = runs until { $until }: { $sent } sent
today-answers =
    { $count ->
        [one] { $count } answer
       *[other] { $count } answers
    }
