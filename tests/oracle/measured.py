"""Works out, with nothing but Python's own library, the indicators of the example board that are measured from feeds.

    python tests/oracle/measured.py      writes measured.csv beside this file

The Rust tests compare the program's series with that file. Only clean quarters are used, so that reading plays no part.
"""

import csv
import datetime
import glob
import os

HERE = os.path.dirname(os.path.abspath(__file__))
INBOX = os.path.join(HERE, "..", "..", "sample-data", "essex", "inbox")
SCHOOLS, SETTINGS = 60, 40
COUNTY = "E10000012"
READY_MADE = ("LD01", "LD04", "LD09", "LD10", "RV01", "RV02", "CD01", "CD02", "CD03", "EN01", "TR06")
LAST_DAY = {"2024-25-Q3": "2024-12-31", "2025-26-Q3": "2025-12-31", "2025-26-Q4": "2026-03-31", "2026-27-Q1": "2026-06-30"}
FIRST_DAY = {"2024-25-Q3": "2024-10-01", "2025-26-Q3": "2025-10-01", "2025-26-Q4": "2026-01-01", "2026-27-Q1": "2026-04-01"}


def rows(period, name):
    """Rows of a feed in a quarter; of two versions of a file the one marked v2 counts."""
    paths = sorted(glob.glob(os.path.join(INBOX, period, "*", f"{name}*.csv")))
    newest = {}
    for path in paths:
        marked = " v2" in path
        key = (os.path.dirname(path), os.path.basename(path).replace(" v2", ""))
        if marked or key not in newest:
            newest[key] = path
    found = []
    for path in newest.values():
        with open(path, newline="", encoding="utf-8") as source:
            found += list(csv.DictReader(source))
    return found


def total(found, column, keep=lambda row: True):
    return sum(int(row[column]) for row in found if keep(row))


def lado(period):
    cases, speed = rows(period, "lado-referrals"), {row["measure"]: int(row["count"]) for row in rows(period, "lado-timeliness")}
    yield "LD02", total(cases, "count"), None
    yield "LD03", total(cases, "count", lambda r: r["threshold"] == "Met"), total(cases, "count", lambda r: r["threshold"])
    for indicator, measure in (("LD05", "concluded_1_month"), ("LD06", "concluded_3_months"), ("LD07", "concluded_12_months")):
        yield indicator, speed[measure], speed["concluded"]
    ended = ("substantiated", "unsubstantiated", "unfounded", "false", "malicious")
    yield "LD08", total(cases, "count", lambda r: r["outcome"] == "substantiated"), total(cases, "count", lambda r: r["outcome"] in ended)


def training(period):
    everything, forms = rows(period, "training-sessions"), rows(period, "training-evaluations")
    # Conferences would swamp the courses; nobody who filled in a form of one counts either.
    sessions = [row for row in everything if row["mode"].lower() != "conference"]
    conferences = {row["session"] for row in everything if row["mode"].lower() == "conference"}
    forms = [row for row in forms if row["session"] not in conferences]
    places = {row["session"]: int(row["capacity"]) for row in sessions}
    yield "TR01", total(sessions, "attended"), sum(places.values())
    yield "TR02", total(sessions, "no_show"), total(sessions, "registered")
    pairs = [row for row in forms if row["before"] and row["after"]]
    yield "TR03", sum(int(row["after"]) - int(row["before"]) for row in pairs), len(pairs)
    replies = [row for row in forms if row["practice_change"]]
    yield "TR04", sum(row["practice_change"] == "Yes" for row in replies), len(replies)
    rated = [row for row in forms if row["satisfaction"]]
    yield "TR05", sum(int(row["satisfaction"]) >= 0.75 * int(row["scale_max"]) for row in rated), len(rated)


def actions(period):
    tracker, end = rows(period, "actions"), LAST_DAY[period]
    for indicator, source in (("SA05", "s11"), ("RV03", "practice-review")):
        still_open = [row for row in tracker if row["source"] == source and row["status"] != "complete"]
        if still_open:
            yield indicator, sum(bool(row["due"]) and row["due"] < end for row in still_open), len(still_open)
    due = [row for row in tracker if row["source"] == "case-audit" and FIRST_DAY[period] <= row["due"] <= end]
    if due:
        yield "QA02", sum(row["status"] == "complete" and row["completed"] <= row["due"] for row in due), len(due)


def dashboard(period):
    """Indicators of these themes that no feed has rows of: the county's total, else the sum of its districts."""
    sent = rows(period, "dashboard")
    for indicator in READY_MADE:
        own = [row for row in sent if row["indicator"] == indicator and (row["numerator"] or row["value"])]
        county = [row for row in own if row["area"] in ("", COUNTY)]
        found = county or own
        if found:
            above = sum(float(row["numerator"] or row["value"]) for row in found)
            below = [float(row["denominator"]) for row in found if row["denominator"]]
            yield indicator, int(above), int(sum(below)) if below else None


def governance(period):
    plan, seats = rows(period, "business-plan"), rows(period, "attendance")
    yield "BP01", sum(row["rag"] == "green" for row in plan), len(plan)
    yield "EN04", total(seats, "attended") + total(seats, "represented"), total(seats, "invited")
    # One young person may be in several groups, and one person may be reached by several campaigns and channels: nothing is added up.
    yield "EN03", max(int(row["young_people"]) for row in rows(period, "voice") if row["young_people"]), None
    yield "EN02", max(int(row["reach"]) for row in rows(period, "communications") if row["reach"]), None


def late(period):
    """Agencies whose audit came after the day on which it was due, 30 days after the quarter; the register has the days."""
    due = datetime.date.fromisoformat(LAST_DAY[period]) + datetime.timedelta(days=30)
    with open(os.path.join(INBOX, "..", "register.csv"), newline="", encoding="utf-8") as source:
        lines = [row for row in csv.DictReader(source) if row["file"].startswith(period) and "s11-answers" in row["file"]]
    return {row["agency"] for row in lines if row["received"] > due.isoformat()}


def audits(period):
    cases = [row for row in rows(period, "case-audits") if row["domain"] == "overall"]
    if cases:
        yield "QA01", sum((row["moderated_grade"] or row["grade"]) in ("outstanding", "good") for row in cases), len(cases)
    answers = rows(period, "s11-answers")
    agencies = [row for row in answers if row["organisation_type"] == "agency"]
    if agencies:
        asked = [row for row in csv.DictReader(open(os.path.join(INBOX, "..", "agencies.csv"), newline="")) if "s11-answers" in row["feeds"].split(";")]
        yield "SA01", len({row["organisation"] for row in agencies} - late(period)), len(asked)
        graded = [row["moderated_grade"] or row["self_grade"] for row in agencies]
        # What does not apply leaves the base; what was left blank stays in it.
        graded = [grade for grade in graded if grade != "not-applicable"]
        yield "SA04", graded.count("met"), len(graded)
        both = [row for row in agencies if row["self_grade"] and row["moderated_grade"]]
        both = [row for row in both if "not-applicable" not in (row["self_grade"], row["moderated_grade"])]
        yield "SA06", sum(row["self_grade"] != row["moderated_grade"] for row in both), len(both)
    for indicator, kinds, asked in (("SA02", ("school", "college"), SCHOOLS), ("SA03", ("early-years",), SETTINGS)):
        returned = {(row["organisation"], row["area"]) for row in answers if row["organisation_type"] in kinds}
        if returned:
            yield indicator, len(returned), asked


def main():
    assert all(datetime.date.fromisoformat(day) for day in LAST_DAY.values())
    lines = []
    for period in LAST_DAY:
        name = period[:7] + " " + period[8:]
        for part in (lado, training, actions, governance, audits, dashboard):
            for indicator, numerator, denominator in part(period):
                value = numerator if denominator is None else numerator / denominator * (1 if indicator == "TR03" else 100)
                lines.append([indicator, name, numerator, "" if denominator is None else denominator, f"{value:.6f}"])
    with open(os.path.join(HERE, "measured.csv"), "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["indicator", "period", "numerator", "denominator", "value"])
        writer.writerows(sorted(lines))
    print(f"{len(lines)} figures written")


if __name__ == "__main__":
    main()
