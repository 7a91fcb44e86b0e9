"""The SQL of every indicator, run by DuckDB and by polars over the store's tables, gives the figures of `paqa series`.

Usage: run_sql.py PAQA BOARD DAY     (see run.sh, which installs the readers and makes the boards)
"""
import csv
import io
import json
import math
import subprocess
import sys
from pathlib import Path

import deltalake
import duckdb
import polars

paqa, board, day = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
tables = board / "store" / "tables"
NUMBERS = ["numerator", "denominator", "value", "low", "high"]
KEY = ["indicator", "level", "area", "agency", "period"]


def said(*words):
    command = [paqa, *words, "--as-at", day, "--quiet", "--board", str(board)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def number(cell):
    """A cell as a number; nothing where there is none."""
    return None if cell in (None, "") else float(cell)


def keyed(rows):
    found = {}
    for row in rows:
        key = tuple(row[name] or "" for name in KEY)
        assert key not in found, f"{key} twice"
        found[key] = (row["state"], [number(row[name]) for name in NUMBERS])
    return found


def near(one, other):
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def differences(found, expected):
    for key in sorted(set(found) | set(expected)):
        mine, theirs = found.get(key), expected.get(key)
        if mine is None or theirs is None:
            yield f"{key}: SQL says {mine}, the series {theirs}"
        elif mine[0] != theirs[0] or not all(map(near, mine[1], theirs[1])):
            yield f"{key}: SQL says {mine}, the series {theirs}"


versions = {run["table"]: run["version"] for run in deltalake.DeltaTable(str(tables / "runs")).to_pyarrow_table().to_pylist()}
feeds = {row["id"] for row in csv.DictReader(io.StringIO(said("catalogue", "feeds", "--format", "csv")))}
frames = {}
for table in sorted(feeds):
    if table in versions:
        frames[table] = polars.from_arrow(deltalake.DeltaTable(str(tables / table), version=versions[table]).to_pyarrow_table())
texts = {row["indicator"]: row["sql"] for row in json.loads(said("sql", "--format", "json"))}

expected = {}
for level in ("county", "quadrant", "district", "other", "agency"):
    listed = csv.DictReader(io.StringIO(said("series", *texts, "--by", level, "--format", "csv")))
    # A quarter without a return has no line in SQL.
    expected |= keyed(row for row in listed if row["state"] not in ("no-return", "not-due"))
by_indicator = {indicator: {} for indicator in texts}
for key, line in expected.items():
    by_indicator[key[0]][key] = line

duck = duckdb.connect()
for table, frame in frames.items():
    duck.register(table, frame.to_arrow())
context = polars.SQLContext(frames)
faults, lines, measured = [], 0, 0
for indicator, text in texts.items():
    wanted = by_indicator[indicator]
    measured += bool(wanted)
    lines += len(wanted)
    for engine, run in (("duckdb", lambda text: duck.sql(text).pl()), ("polars", lambda text: context.execute(text).collect())):
        try:
            found = keyed(run(text).to_dicts())
        except Exception as trouble:  # what an engine cannot run is a fault of the text
            faults.append(f"{indicator} in {engine}: {str(trouble)[:300]}")
            continue
        wrong = list(differences(found, wanted))
        if wrong:
            faults.append(f"{indicator} in {engine}: {len(wrong)} of {len(wanted)} lines differ, first {wrong[0]}")
if faults:
    sys.exit("\n".join(faults) + f"\n{len(faults)} faults")
print(json.dumps({"indicators": len(texts), "with figures": measured, "lines": lines, "engines": 2}))
