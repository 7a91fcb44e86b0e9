#!/usr/bin/env python3
"""Published packs into the cells, hierarchies, relations and derived figures that an outside attacker reads.

    pack_cells.py BOARD OUT PACK...

BOARD holds areas.csv; PACK is what `paqa publish` wrote (annual packs, packs of a quarter). Everything is taken from the
published files: tables, splits, chart figures and the open data. What counts the same thing (one indicator's base is
another's count) and which quarters add up to a year is taken from the catalogue, as a reader of the definitions would.
OUT gets cells.csv, hierarchies.csv, relations.csv and derived.csv.
"""
import csv
import pathlib
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parents[2]
ADDS_UP = {"flow", "flow_annualised", "flow_lagged", "flow_cohort_by_closure"}
LAST = {"snapshot", "rolling_12m", "rolling_3y"}


def catalogue():
    found = {}
    for path in sorted((HERE / "schemas/indicators").glob("*.toml")):
        for one in tomllib.loads(path.read_text()).get("indicator", []):
            found[one["id"]] = one
    return found


def slug(name):
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in name.lower())


def main(board, out, packs):
    known = catalogue()
    by_slug = {slug(name): name for name in known}
    areas = list(csv.DictReader(open(board / "areas.csv", encoding="utf-8-sig")))
    home = next(a["area"] for a in areas if a["level"] == "county")
    names = {a["name"]: a["area"] for a in areas}
    cells, derived, filters = [], [], set()

    def measure(one, part):
        other = one.get("numerator_is" if part == "numerator" else "denominator_is")
        if part == "denominator" or "denominator" in one:
            return other or f"{one['id']} {part}"
        return one["id"]

    def add(table, name, area, time, value, split=("", "")):
        cell = f"c{len(cells)}"
        cells.append(dict(table_id=table, cell_id=cell, measure=name, area="Total" if area == home else area,
                          time=time, **{f"by_{split[0]}": split[1]} if split[0] else {}, value=value))
        if split[0]:
            filters.add(split[0])
        return cell

    for pack in packs:
        for path in sorted((pack / "tables").glob("*.csv")):
            indicator, _, by = path.stem.partition("_by_")
            one = known[by_slug[indicator]]
            for row in csv.DictReader(open(path, encoding="utf-8")):
                if by:
                    head = row.pop(next(iter(row)))
                    for time, value in row.items():
                        add(f"{pack.name} {path.stem}", measure(one, "numerator"), home, time, value, (by, head))
                    continue
                area, time = row["area_code"], row["financial_year"]
                if not area:
                    within = row["area_name"].removeprefix("Not known within ")
                    area = f"not known in {names[within]}"
                figures(add, measure, one, (f"{pack.name} {path.stem}", area, time), row, derived)
        for path in sorted((pack / "open-data").glob("*_quarters.csv")):
            for row in csv.DictReader(open(path, encoding="utf-8")):
                year = row["time_period"]
                time = f"{year[:4]}-{year[4:]} {row['time_identifier'].split()[-1]}"
                for name in {c.split("_")[0] for c in row if c.split("_")[0] in by_slug}:
                    one = known[by_slug[name]]
                    rate = next((row[c] for c in (f"{name}_percent", f"{name}_rate") if c in row), row.get(name))
                    part = dict(value=rate, numerator=row.get(f"{name}_numerator"), denominator=row.get(f"{name}_denominator"))
                    part = {key: value for key, value in part.items() if value is not None}
                    figures(add, measure, one, (f"{pack.name} {path.stem}", home, time), part, derived)
    write(out, cells, filters, derived)
    hierarchies(out, areas, home, cells, filters)
    relations(out, cells, known)


def figures(add, measure, one, place, row, derived):
    table, area, time = place
    if "numerator" not in row:
        add(table, measure(one, "numerator"), area, time, row["value"])
        return
    top = add(table, measure(one, "numerator"), area, time, row["numerator"])
    scale = {"percent": 100, "rate_per_1000": 1000, "rate_per_10000": 10000, "rate_per_100000": 100000}[one["unit"]]
    if one["unit"] == "percent":
        base, public = add(table, measure(one, "denominator"), area, time, row["denominator"]), ""
    else:
        base, public = "", row["denominator"]
    is_number = row["value"].replace(".", "").isdigit()
    if is_number and (base or public.replace(".", "").isdigit()):
        derived.append(dict(numerator=top, denominator=base, value=row["value"], dp=1, scale=scale, denominator_value=public))


def write(out, cells, filters, derived):
    out.mkdir(parents=True, exist_ok=True)
    columns = ["table_id", "cell_id", "measure", "area", "time", *sorted(f"by_{f}" for f in filters), "value"]
    for name, rows, heads in [("cells.csv", cells, columns),
                              ("derived.csv", derived, ["numerator", "denominator", "value", "dp", "scale", "denominator_value"])]:
        with open(out / name, "w", newline="", encoding="utf-8") as to:
            writer = csv.DictWriter(to, heads, restval="")
            writer.writeheader()
            writer.writerows(rows)


def hierarchies(out, areas, home, cells, filters):
    with open(out / "hierarchies.csv", "w", newline="", encoding="utf-8") as to:
        writer = csv.writer(to)
        writer.writerow(["dim", "parent", "child"])
        inside = [a for a in areas if a["level"] != "other"]
        for parent in inside:
            children = [a["area"] for a in inside if a["parent"] == parent["area"]]
            name = "Total" if parent["area"] == home else parent["area"]
            for child in children + ([f"not known in {parent['area']}"] if children else []):
                writer.writerow(["area", name, child])
        for one in sorted(filters):
            for part in sorted({c.get(f"by_{one}", "") for c in cells} - {"", "Total"}):
                writer.writerow([f"by_{one}", "Total", part])


def relations(out, cells, known):
    """A year is the sum of its quarters, or its last quarter's own figure; a part is no more than its whole."""
    at = {}
    for cell in cells:
        if not any(key.startswith("by_") for key in cell):
            at.setdefault((cell["measure"], cell["area"], cell["time"]), cell["cell_id"])
    timing = {}
    for one in known.values():
        timing.setdefault(one["id"], one)
        timing.setdefault(f"{one['id']} numerator", one)
        timing.setdefault(f"{one['id']} denominator", one)
    rows, number = [], 0
    for (measure, area, time), cell in sorted(at.items()):
        one = timing.get(measure)
        if one is None:
            continue
        if " Q" not in time:
            due = one.get("due_quarters") or [1, 2, 3, 4]
            used = due if one["timing"] in ADDS_UP else [4] if one["timing"] in LAST else []
            quarters = [at.get((measure, area, f"{time} Q{quarter}")) for quarter in used]
            if quarters and all(quarters):
                number += 1
                rows += [(f"r{number}", quarter, 1, "=", 0) for quarter in quarters] + [(f"r{number}", cell, -1, "", "")]
        if measure == f"{one['id']} numerator" and one["unit"] == "percent" and not one.get("may_exceed_100"):
            whole = at.get((one.get("denominator_is") or f"{one['id']} denominator", area, time))
            if whole:
                number += 1
                rows += [(f"r{number}", cell, 1, "<=", 0), (f"r{number}", whole, -1, "", "")]
    with open(out / "relations.csv", "w", newline="", encoding="utf-8") as to:
        writer = csv.writer(to)
        writer.writerow(["relation_id", "cell_id", "coef", "op", "rhs"])
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), [pathlib.Path(p) for p in sys.argv[3:]])
