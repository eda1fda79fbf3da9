"""The peers' part of `cargo xtask bench`: the same questions about the same events.

    peers.py load  FOLDER PEER
    peers.py ask   FOLDER PEER QUESTION TIMES

Each peer gets its best form: data sorted by (customer, time) in its native storage (for polars a
sorted Parquet file), codes as enumerations, two threads. Every run is a process of its own and
prints one line of JSON, like Sog's. Times are means over all runs but the first, which warms up.
"""

import json
import os
import resource
import sys
import time

KINDS = ["visit", "touch", "message_sent", "sale", "search", "inquiry", "quote_requested", "return"]
AS_OF_US = 1_767_225_600_000_000  # 2026-01-01
HALF_LIFE_US = 14 * 86_400 * 1_000_000
WINDOW_DAYS = 30
RFM_DAYS = 90


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def tell(who, question, work, times):
    answer = work()
    before, start = used(), time.perf_counter()
    for _ in range(times):
        answer = work()
    runs = max(times, 1)
    cpu, wall = (used() - before) / runs, (time.perf_counter() - start) / runs
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = {"who": who, "question": question, "cpu_s": cpu, "wall_s": wall, "peak_mb": peak}
    print(json.dumps({**line, "answer": answer}))


def tell_load(who, work):
    before, start = used(), time.perf_counter()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = {"who": who, "question": "load", "cpu_s": used() - before}
    print(json.dumps({**line, "wall_s": time.perf_counter() - start, "peak_mb": peak, "answer": None}))


def picture_answer(customers, counts, net, pressure, span):
    return {
        "customers": int(customers), "counts": {kind: int(n) for kind, n in counts.items()},
        "net_cents": str(int(net)), "pressure": float(pressure), "span_ms": str(int(span)),
    }


def scopes_answer(families, regions):
    def sums(rows):
        return {name: [int(days), int(lines), str(int(net))] for name, days, lines, net in rows}

    return {"families": sums(families), "regions": sums(regions)}


def cohorts_answer(rows):
    """From (first month, months later, customers)."""
    told = {}
    for first, later, customers in rows:
        row = told.setdefault(str(first)[:10], [])
        row.extend([0] * (int(later) + 1 - len(row)))
        row[int(later)] = int(customers)
    return dict(sorted(told.items()))


# ---------------------------------------------------------------------------------------- duckdb


class Duckdb:
    name = "duckdb"

    def __init__(self, folder, load=False):
        import duckdb

        self.path = f"{folder}/duckdb.db"
        self.source = f"{folder}/events.parquet"
        if load and os.path.exists(self.path):
            os.remove(self.path)
        self.db = duckdb.connect(self.path, read_only=not load)
        self.db.execute("SET threads = 2")
        self.db.execute("SET TimeZone = 'UTC'")
        self.db.execute(f"SET temp_directory = '{folder}/duckdb.tmp'")

    def load(self):
        kinds = ", ".join(f"'{kind}'" for kind in KINDS)
        self.db.execute(f"CREATE TYPE kind AS ENUM ({kinds})")
        self.db.execute("CREATE TYPE direction AS ENUM ('in', 'out')")
        self.db.execute(
            f"""CREATE TABLE events AS
                SELECT customer, epoch_us(time) AS time, kind::kind AS kind,
                       direction::direction AS direction, reference, family, region,
                       amount::DECIMAL(18, 2) AS amount
                FROM '{self.source}' ORDER BY customer, time"""
        )
        self.db.execute("CHECKPOINT")

    def one(self, sql):
        return self.db.execute(sql).fetchone()

    def all(self, sql):
        return self.db.execute(sql).fetchall()

    def picture(self):
        counts = ", ".join(f"count(*) FILTER (kind = '{kind}') AS n{at}" for at, kind in enumerate(KINDS))
        sums = ", ".join(f"sum(n{at})" for at in range(len(KINDS)))
        row = self.one(
            f"""WITH pictures AS (
                  SELECT customer, {counts}, min(time) AS first, max(time) AS last,
                         sum(amount) FILTER (kind IN ('sale', 'return')) AS net,
                         sum(exp2(-({AS_OF_US} - time) / {HALF_LIFE_US}.0))
                           FILTER (kind = 'message_sent' OR (kind = 'touch' AND direction = 'out'))
                           AS pressure
                  FROM events GROUP BY customer)
                SELECT count(*), sum(net) * 100, sum(pressure), sum((last - first) // 1000), {sums}
                FROM pictures"""
            .replace("exp2(", "pow(2.0, ")
        )
        return picture_answer(row[0], dict(zip(KINDS, row[4:])), row[1], row[2], row[3])

    def funnel(self):
        window = WINDOW_DAYS * 86_400 * 1_000_000
        # The published way without a function for it: the running latest start of a way, step by step.
        rows = self.one(
            f"""WITH steps AS (
                  SELECT customer, time, CASE kind WHEN 'visit' THEN 1 WHEN 'search' THEN 2
                    WHEN 'inquiry' THEN 3 WHEN 'quote_requested' THEN 3 WHEN 'sale' THEN 4 END AS step
                  FROM events WHERE kind IN ('visit', 'search', 'inquiry', 'quote_requested', 'sale')),
                one AS (SELECT *, max(CASE WHEN step = 1 THEN time END) OVER w AS s1 FROM steps
                        WINDOW w AS (PARTITION BY customer ORDER BY time)),
                two AS (SELECT *, max(CASE WHEN step = 2 AND time - s1 <= {window} THEN s1 END) OVER w AS s2
                        FROM one WINDOW w AS (PARTITION BY customer ORDER BY time)),
                three AS (SELECT *, max(CASE WHEN step = 3 AND time - s2 <= {window} THEN s2 END) OVER w AS s3
                          FROM two WINDOW w AS (PARTITION BY customer ORDER BY time)),
                far AS (SELECT customer, max(CASE
                          WHEN step = 4 AND time - s3 <= {window} THEN 4 WHEN s3 IS NOT NULL THEN 3
                          WHEN s2 IS NOT NULL THEN 2 WHEN s1 IS NOT NULL THEN 1 ELSE 0 END) AS reached
                        FROM three GROUP BY customer)
                SELECT count(*) FILTER (reached >= 1), count(*) FILTER (reached >= 2),
                       count(*) FILTER (reached >= 3), count(*) FILTER (reached >= 4) FROM far"""
        )
        return list(rows)

    def cohorts(self):
        return cohorts_answer(
            self.all(
                """WITH months AS (SELECT DISTINCT customer, date_trunc('month', make_timestamp(time)) AS month
                                   FROM events WHERE kind = 'sale'),
                        firsts AS (SELECT customer, min(month) AS first FROM months GROUP BY customer)
                   SELECT first::DATE, datediff('month', first, month), count(*)
                   FROM months JOIN firsts USING (customer) GROUP BY ALL"""
            )
        )

    def scopes(self):
        def by(scope):
            return self.all(
                f"""WITH days AS (SELECT {scope} AS scope, time // 86400000000 AS day, count(*) AS lines,
                                         sum(amount) AS net
                                  FROM events WHERE kind IN ('sale', 'return') GROUP BY ALL)
                    SELECT scope, count(*), sum(lines), sum(net) * 100 FROM days GROUP BY scope ORDER BY scope"""
            )

        return scopes_answer(by("family"), by("region"))

    def history(self):
        events = 0
        for number in range(100):
            sql = f"SELECT * FROM events WHERE customer = 'C{number * 37:07}' ORDER BY time"
            events += len(self.db.execute(sql).fetchall())
        return {"customers": 100, "events": events}

    def rfm(self):
        since = AS_OF_US - RFM_DAYS * 86_400 * 1_000_000
        row = self.one(
            f"""WITH rfm AS (SELECT customer, max(time) AS last, count(*) AS sales, sum(amount) AS money
                             FROM events WHERE kind = 'sale' AND time >= {since} GROUP BY customer)
                SELECT count(*), sum({AS_OF_US} - last), sum(sales), sum(money) * 100 FROM rfm"""
        )
        return [str(int(part)) for part in row]


# ------------------------------------------------------------------------------------------ chdb


class Chdb:
    name = "chdb"

    def __init__(self, folder, load=False):
        from chdb import session

        self.source = f"{folder}/events.parquet"
        self.session = session.Session(f"{folder}/chdb")

    def query(self, sql):
        text = self.session.query(f"{sql} SETTINGS max_threads = 2", "JSONCompact").bytes()
        return json.loads(text)["data"] if text else []

    def load(self):
        kinds = ", ".join(f"'{kind}' = {at}" for at, kind in enumerate(KINDS))
        self.session.query("CREATE DATABASE IF NOT EXISTS b")
        self.session.query("DROP TABLE IF EXISTS b.events")
        self.session.query(
            f"""CREATE TABLE b.events (customer String, time DateTime64(6, 'UTC'), kind Enum8({kinds}),
                  direction LowCardinality(String), reference String, family LowCardinality(String),
                  region LowCardinality(String), amount Decimal(18, 2))
                ENGINE = MergeTree ORDER BY (customer, time) SETTINGS allow_nullable_key = 1"""
        )
        self.session.query(
            f"""INSERT INTO b.events SELECT customer, time, kind, ifNull(direction, ''), ifNull(reference, ''),
                  ifNull(family, ''), ifNull(region, ''), ifNull(amount, 0)
                FROM file('{self.source}', Parquet) SETTINGS max_threads = 2, max_insert_threads = 2"""
        )
        self.session.query("OPTIMIZE TABLE b.events FINAL")

    def picture(self):
        counts = ", ".join(f"countIf(kind = '{kind}') AS n{at}" for at, kind in enumerate(KINDS))
        sums = ", ".join(f"sum(n{at})" for at in range(len(KINDS)))
        row = self.query(
            f"""SELECT count(), sum(net) * 100, sum(pressure), sum(intDiv(last - first, 1000)), {sums} FROM (
                  SELECT customer, {counts}, toUnixTimestamp64Micro(min(time)) AS first,
                         toUnixTimestamp64Micro(max(time)) AS last,
                         sumIf(amount, kind IN ('sale', 'return')) AS net,
                         sumIf(exp2(-({AS_OF_US} - toUnixTimestamp64Micro(time)) / {HALF_LIFE_US}),
                               kind = 'message_sent' OR (kind = 'touch' AND direction = 'out')) AS pressure
                  FROM b.events GROUP BY customer SETTINGS optimize_aggregation_in_order = 1)"""
        )[0]
        return picture_answer(row[0], dict(zip(KINDS, row[4:])), float(row[1]), row[2], row[3])

    def funnel(self):
        window = WINDOW_DAYS * 86_400 * 1_000_000
        rows = self.query(
            f"""SELECT reached, count() FROM (
                  SELECT customer, windowFunnel({window})(toUInt64(toUnixTimestamp64Micro(time)), kind = 'visit',
                    kind = 'search', kind IN ('inquiry', 'quote_requested'), kind = 'sale') AS reached
                  FROM b.events GROUP BY customer SETTINGS optimize_aggregation_in_order = 1)
                GROUP BY reached"""
        )
        counts = {int(reached): int(customers) for reached, customers in rows}
        return [sum(n for reached, n in counts.items() if reached >= step) for step in range(1, 5)]

    def cohorts(self):
        return cohorts_answer(
            self.query(
                """SELECT toString(toStartOfMonth(first)), dateDiff('month', first, month) AS later, count() FROM (
                     SELECT customer, min(m) OVER (PARTITION BY customer) AS first, m AS month FROM (
                       SELECT DISTINCT customer, toStartOfMonth(time) AS m FROM b.events WHERE kind = 'sale'))
                   GROUP BY first, later"""
            )
        )

    def scopes(self):
        def by(scope):
            return self.query(
                f"""SELECT scope, count(), sum(lines), sum(net) * 100 FROM (
                      SELECT {scope} AS scope, toDate(time) AS day, count() AS lines, sum(amount) AS net
                      FROM b.events WHERE kind IN ('sale', 'return') GROUP BY scope, day)
                    GROUP BY scope ORDER BY scope"""
            )

        rows = [[(n, d, l, float(m)) for n, d, l, m in by(scope)] for scope in ("family", "region")]
        return scopes_answer(*rows)

    def history(self):
        events = 0
        for number in range(100):
            sql = f"SELECT * FROM b.events WHERE customer = 'C{number * 37:07}' ORDER BY time"
            events += len(self.query(sql))
        return {"customers": 100, "events": events}

    def rfm(self):
        since = AS_OF_US - RFM_DAYS * 86_400 * 1_000_000
        row = self.query(
            f"""SELECT count(), toString(sum({AS_OF_US} - last)), sum(sales), sum(money) * 100 FROM (
                  SELECT customer, toUnixTimestamp64Micro(max(time)) AS last, count() AS sales, sum(amount) AS money
                  FROM b.events WHERE kind = 'sale' AND time >= fromUnixTimestamp64Micro({since})
                  GROUP BY customer)"""
        )[0]
        return [str(int(part)) if isinstance(part, str) else str(int(float(part))) for part in row]


# ---------------------------------------------------------------------------------------- polars


class Polars:
    name = "polars"

    def __init__(self, folder, load=False):
        os.environ.setdefault("POLARS_MAX_THREADS", "2")
        import polars

        self.pl = polars
        self.source = f"{folder}/events.parquet"
        self.path = f"{folder}/polars.parquet"
        if not load:
            # Sorted by customer, and told so: grouping then needs no hash table.
            self.events = polars.scan_parquet(self.path).set_sorted("customer")

    def load(self):
        pl = self.pl
        events = pl.read_parquet(self.source).with_columns(
            pl.col("time").dt.epoch("us").alias("time"),
            pl.col("kind").cast(pl.Enum(KINDS)),
            pl.col("amount").cast(pl.Decimal(18, 2)),
        )
        events.sort("customer", "time").write_parquet(self.path, compression="zstd", compression_level=1)

    def picture(self):
        pl = self.pl
        kind, at = pl.col("kind"), pl.col("time")
        ours = (kind == "message_sent") | ((kind == "touch") & (pl.col("direction") == "out"))
        weight = (-(AS_OF_US - at) / HALF_LIFE_US * 0.6931471805599453).exp()
        each = [(kind == name).sum().alias(name) for name in KINDS]
        pictures = self.events.group_by("customer").agg(
            *each, at.min().alias("first"), at.max().alias("last"),
            pl.col("amount").filter(kind.is_in(["sale", "return"])).sum().alias("net"),
            weight.filter(ours).sum().alias("pressure"),
        )
        row = pictures.select(
            pl.len(), (pl.col("net").sum() * 100).alias("net"), pl.col("pressure").sum(),
            ((pl.col("last") - pl.col("first")) // 1000).sum().alias("span"), *[pl.col(name).sum() for name in KINDS],
        ).collect().row(0)
        return picture_answer(row[0], dict(zip(KINDS, row[4:])), row[1], row[2], row[3])

    def cohorts(self):
        pl = self.pl
        month = pl.from_epoch("time", time_unit="us").dt.truncate("1mo").alias("month")
        months = self.events.filter(pl.col("kind") == "sale").select("customer", month).unique()
        firsts = months.with_columns(pl.col("month").min().over("customer").alias("first"))
        later = (
            (pl.col("month").dt.year() - pl.col("first").dt.year()).cast(pl.Int64) * 12
            + pl.col("month").dt.month() - pl.col("first").dt.month()
        )
        rows = firsts.group_by("first", later.alias("later")).len().collect().rows()
        return cohorts_answer(rows)

    def scopes(self):
        pl = self.pl
        lines = self.events.filter(pl.col("kind").is_in(["sale", "return"]))

        def by(scope):
            days = lines.group_by(pl.col(scope), (pl.col("time") // 86_400_000_000).alias("day")).agg(
                pl.len().alias("lines"), pl.col("amount").sum().alias("net")
            )
            sums = days.group_by(scope).agg(pl.len().alias("days"), pl.col("lines").sum(), pl.col("net").sum() * 100)
            return sums.sort(scope).collect().rows()

        return scopes_answer(by("family"), by("region"))

    def rfm(self):
        pl = self.pl
        since = AS_OF_US - RFM_DAYS * 86_400 * 1_000_000
        lines = self.events.filter((pl.col("kind") == "sale") & (pl.col("time") >= since))
        rfm = lines.group_by("customer").agg(
            pl.col("time").max().alias("last"), pl.len().alias("sales"), pl.col("amount").sum().alias("money")
        )
        row = rfm.select(
            pl.len().alias("n"), (AS_OF_US - pl.col("last")).sum(), pl.col("sales").sum(), pl.col("money").sum() * 100
        ).collect().row(0)
        return [str(int(part)) for part in row]


class Lifetimes:
    """Models of repeat buying; parameters are told in Sog's order."""

    name = "lifetimes"

    def __init__(self, folder, load=False):
        import warnings

        import lifetimes
        import pandas

        warnings.simplefilter("ignore")
        self.models, self.pandas, self.folder = lifetimes, pandas, folder
        self.of = {}

    def histories(self, name):
        if name not in self.of:
            rows = self.pandas.read_csv(os.path.join(self.folder, name))
            self.of[name] = (rows["frequency"], rows["recency"], rows["T"])
        return self.of[name]

    def fitted(self, fitter, name):
        fitter.fit(*self.histories(name))
        return fitter

    def bg_small(self):
        fit = self.fitted(self.models.BetaGeoFitter(), "small.csv")
        return [float(fit.params_[name]) for name in ("r", "alpha", "a", "b")]

    def pareto_small(self):
        fit = self.fitted(self.models.ParetoNBDFitter(), "small.csv")
        return [float(fit.params_[name]) for name in ("r", "alpha", "s", "beta")]

    def bg_million(self):
        fit = self.fitted(self.models.BetaGeoFitter(), "million.csv")
        return [float(fit.params_[name]) for name in ("r", "alpha", "a", "b")]

    def predict_million(self):
        if "fit" not in self.of:
            self.of["fit"] = self.fitted(self.models.BetaGeoFitter(), "million.csv")
        ahead = self.of["fit"].conditional_expected_number_of_purchases_up_to_time
        return [float(ahead(39, *self.histories("million.csv")).sum())]


PEERS = {peer.name: peer for peer in (Duckdb, Chdb, Polars, Lifetimes)}


def main():
    command, folder, name, *rest = sys.argv[1:]
    peer = PEERS[name](folder, load=command == "load")
    if command == "load":
        tell_load(name, peer.load)
    else:
        question, times = rest
        tell(name, question, getattr(peer, question), int(times))


main()
