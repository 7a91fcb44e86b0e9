"""Other programs read the store: Python deltalake, polars and DuckDB, each table, compared with what paqa prints.

Usage: read_tables.py PAQA BOARD DAY     (see run.sh, which installs the readers and makes the board)
"""
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import deltalake
import duckdb
import polars

paqa, board, day = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
tables = board / "store" / "tables"


def printed(*words):
    """A list as paqa prints it: rows of text."""
    command = [paqa, *words, "--format", "csv", "--as-at", day, "--quiet", "--board", str(board)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [{name: as_written(value) for name, value in row.items()} for row in csv.DictReader(io.StringIO(text))]


def as_written(value):
    """A text without the apostrophe that keeps a spreadsheet from running it as a formula."""
    rest = value[1:]
    guarded = value.startswith("'") and rest.lstrip().startswith(tuple("'=+-@\uff1d\uff0b\uff0d\uff20"))
    return rest if guarded else value


def text(value):
    """A value as paqa writes it in CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return str(value)


def same(found, expected, what):
    """Two lists of rows hold the same text, whatever their order; numbers are compared as numbers."""
    def plain(row):
        cells = []
        for name in sorted(row):
            try:
                cells.append((name, repr(float(row[name]))))
            except ValueError:
                cells.append((name, row[name]))
        return tuple(cells)

    one, other = sorted(map(plain, found)), sorted(map(plain, expected))
    if one != other:
        differing = [(a, b) for a, b in zip(one, other) if a != b][:1]
        sys.exit(f"{what}: {len(one)} rows against {len(other)}; first difference {differing}")


def rows_of(frame):
    return [{name: text(value) for name, value in row.items()} for row in frame.to_dicts()]


# Readers go by the newest version of table `runs`, which says which versions belong together.
runs = deltalake.DeltaTable(str(tables / "runs")).to_pyarrow_table().to_pylist()
assert runs, "table runs is empty"
versions = {run["table"]: run["version"] for run in runs}
folders = {folder.name for folder in tables.iterdir()} - {"runs"}
assert set(versions) == folders, f"runs names {sorted(versions)}, the folders are {sorted(folders)}"

read = 0
for table, version in sorted(versions.items()):
    delta = deltalake.DeltaTable(str(tables / table), version=version)
    by_deltalake = polars.from_arrow(delta.to_pyarrow_table())
    by_polars = polars.scan_delta(str(tables / table), version=version).collect()
    files = [str(tables / table / name.split("/")[-1]) for name in delta.file_uris()]
    by_duckdb = duckdb.sql(f"select * from read_parquet({files!r})").pl() if files else by_polars.clear()
    found = rows_of(by_deltalake)
    same(rows_of(by_polars), found, f"{table}: polars against deltalake")
    same(rows_of(by_duckdb), found, f"{table}: duckdb against deltalake")
    if table not in ("submissions", "findings", "series", "exceptions"):
        expected = printed("rows", table, "--all")
        same(found, expected, f"{table}: deltalake against paqa rows")
        if expected:
            columns = list(expected[0])
            assert delta.to_pyarrow_table().column_names == columns, f"{table}: columns differ"
    read += len(found)

series = rows_of(polars.scan_delta(str(tables / "series"), version=versions["series"]).collect())
indicators = sorted({row["indicator"] for row in series})
for level in ("county", "quadrant", "district"):
    expected = printed("series", *indicators, "--by", level)
    found = [row for row in series if row["level"] == level and not row["agency"]]
    same(found, expected, f"series by {level}")
same([row for row in series if row["agency"]], printed("series", *indicators, "--by", "agency"), "series by agency")

history = deltalake.DeltaTable(str(tables / "runs")).history()
assert all("run" in commit and "inputs" in commit for commit in history), "a commit does not say what made it"
print(json.dumps({"tables": len(versions), "rows": read, "series": len(series), "commits": len(history)}))
