"""Answers questions with DuckDB, over a DuckLake catalogue that something else wrote.

Standard input is JSON: {"catalogue": address of the database or null, "before": statements run
first, "questions": queries}. Prints one list of rows for each question; what is no number, text,
truth value or null is printed as text. Ends with status 3 when a package is missing.
"""

import importlib.util
import json
import pathlib
import sys

try:
    import duckdb
except ImportError:
    sys.exit(3)

asked = json.load(sys.stdin)
connection = duckdb.connect(
    config={
        "allow_unsigned_extensions": "true",
        "autoinstall_known_extensions": "false",
        "threads": "2",
    }
)
# The extensions come as packages, so that nothing is fetched while a test runs.
for name in ("sqlite_scanner", "postgres_scanner", "httpfs", "ducklake"):
    package = importlib.util.find_spec("duckdb_extension_" + name)
    if package is None:
        sys.exit(3)
    place = pathlib.Path(package.origin).parent / "extensions"
    for extension in sorted(place.glob("*/" + name + ".duckdb_extension")):
        connection.execute(f"LOAD '{extension}'")

for statement in asked["before"]:
    connection.execute(statement)
catalogue = asked["catalogue"]
if catalogue is not None:
    if catalogue.startswith("sqlite://"):
        catalogue = "sqlite:" + catalogue.removeprefix("sqlite://").split("?")[0]
    else:
        catalogue = "postgres:" + catalogue.split("?")[0]
    connection.execute(f"ATTACH 'ducklake:{catalogue}' AS lake (READ_ONLY)")

answers = [connection.execute(question).fetchall() for question in asked["questions"]]
json.dump(answers, sys.stdout, default=str)
