#!/usr/bin/env python3
"""Counts ten customers of Online Retail II by hand, apart from all code of Sog.

Reads the published file with Python's csv module and adds up with Python's exact decimals:

- a line belongs to the customer in `Customer ID` (without the `.0` the circulating csv puts
  behind it);
- an order is a distinct `Invoice` that begins with neither C nor A;
- a return line is a line whose invoice begins with C;
- net revenue is the sum of Quantity x Price over all lines of the customer;
- gross revenue is the same sum over lines whose invoice begins with neither C nor A and whose
  quantity is not negative (stock corrections have no customer, so none is here);
- first and last order are the earliest and latest `InvoiceDate` of such an invoice, as days of
  the file's own clock.

    python3 ten_customers.py FILE.csv.gz > orii_ten_customers.csv
"""
import csv
import gzip
import sys
from collections import defaultdict
from decimal import Decimal

CUSTOMERS = [
    "18102",  # the highest net revenue
    "14911",  # the most orders and the most return lines, abroad
    "14337",  # only returns, 36 lines
    "12918",  # one order, returned twice: negative net revenue
    "17592",  # net revenue of exactly 0
    "16782",  # the most exact repeats of lines (147)
    "13408",  # prices with three decimal places
    "12647",  # the most lines of price 0
    "12417",  # orders from two countries
    "13085",  # the customer of the first line of the file
]

lines = defaultdict(list)
with gzip.open(sys.argv[1], "rt", encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        if row["Customer ID"]:
            lines[row["Customer ID"].removesuffix(".0")].append(row)


def amount(row):
    return Decimal(row["Quantity"]) * Decimal(row["Price"])


def show(rows):
    """The exact sum with at least two decimal places."""
    total = sum(map(amount, rows), Decimal(0)).normalize()
    return f"{total:f}" if total.as_tuple().exponent < -2 else f"{total:.2f}"


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(
    ["customer_id", "orders", "return_lines", "net_revenue", "gross_revenue", "first_order",
     "last_order"]
)
for customer in CUSTOMERS:
    rows = lines[customer]
    bought = [row for row in rows if row["Invoice"][0] not in "CA"]
    days = sorted(row["InvoiceDate"][:10] for row in bought)
    out.writerow([
        customer,
        len({row["Invoice"] for row in bought}),
        sum(row["Invoice"][0] == "C" for row in rows),
        show(rows),
        show(row for row in bought if int(row["Quantity"]) >= 0),
        days[0] if days else "",
        days[-1] if days else "",
    ])
