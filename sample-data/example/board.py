"""Whole boards: the example, a stable one, and a big one."""

import os

from . import audits, evidence, planted, stories, trail, untidy
from .calendar import CURRENT, Period
from .files import csv_text, save, save_csv
from .history import HEADER, Row, World, percent
from .places import COUNTY, agencies, areas, populations

SEED = 20261152
NOTES = {"AM05": "Adult services case system", "PL01": "Essex only; Southend and Thurrock left out"}


def tables(out, home_name, years, extra_agencies=()):
    """The Board's own tables."""
    header, rows = agencies()
    save_csv(f"{out}/agencies.csv", header, rows + list(extra_agencies))
    save_csv(f"{out}/areas.csv", *areas())
    save_csv(f"{out}/populations.csv", *populations(years))
    here = os.path.dirname(os.path.abspath(__file__))
    with open(f"{here}/published.csv", "rb") as source:
        save(f"{out}/comparators.csv", source.read())
    # A table of three districts for the examples of `paqa protect`.
    save(f"{out}/protect/values.csv", "table_id,area,value\nT1,Harlow,3\nT1,Maldon,17\nT1,Tendring,20\nT1,Total,40\n".encode())
    save(f"{out}/protect/hierarchies.csv", "dim,parent,child\narea,Total,Harlow\narea,Total,Maldon\narea,Total,Tendring\n".encode())
    save(f"{out}/board.toml", BOARD.replace("NAME", home_name).encode())


BOARD = '''# The board's own settings. Every number that is not here stands in the built-in policy.
name = "NAME"
home = "E10000012"
due_days = 30

# Feeds that are not due every quarter, and the quarters in which they are.
[due]
s11-answers = ["2024-25 Q3", "2026-27 Q2"]
funding = ["2021-22 Q1", "2022-23 Q1", "2023-24 Q1", "2024-25 Q1", "2025-26 Q1", "2026-27 Q1"]
business-plan = ["2025-26 Q2", "2025-26 Q4", "2026-27 Q2"]
case-audits = ["2024-25 Q4", "2025-26 Q3", "2026-27 Q2"]

# How many schools and early-years settings are asked for an audit.
[policy.organisations_in_scope]
school = 60
early-years = 40

# In which years they are asked; agencies are asked in the others.
[policy.audit_cycles]
school = ["2025-26"]
early-years = ["2025-26"]
'''


def dashboards(out, world, t, planted):
    """The dashboard returns of one quarter, in the canonical layout."""
    period = world.period[t]
    missing = stories.NO_RETURN.get(t - world.offset, []) if planted else []
    for agency, rows in world.sent_by(t).items():
        if agency in missing:
            continue
        lines = [row.cells(period.name) for row in rows]
        lines += restated(world, t, agency) if planted else []
        folder = f"{out}/inbox/{period.folder}/{agency}"
        if planted and (t - world.offset, agency) in stories.CORRECTED:
            save_csv(f"{folder}/dashboard.csv", HEADER, misread(lines))
            save_csv(f"{folder}/dashboard corrected.csv", HEADER, lines)
        else:
            save_csv(f"{folder}/dashboard.csv", HEADER, first_sent(world, t, lines) if planted else lines)


def restated(world, t, agency):
    """Rows of an earlier quarter that a later return restates."""
    rows = []
    for indicator, area, about, sent in stories.FIRST_SENT:
        if sent == t - world.offset:
            for row in world.rows[indicator][about + world.offset]:
                if row.area == area and row.sender == agency:
                    cells = row.cells(world.period[about + world.offset].name)
                    rows.append(cells[:-1] + ["Restated after late recording"])
    return rows


def first_sent(world, t, lines):
    """What was sent before a later restatement: a better share or a smaller count than the truth."""
    for indicator, area, about, _ in stories.FIRST_SENT:
        if about != t - world.offset:
            continue
        for line in lines:
            if line[0] == indicator and line[1] == area:
                top = int(line[3])
                if line[4]:
                    line[3] = str(top + 10)
                    line[5] = f"{100 * (top + 10) / int(line[4]):.1f}"
                else:
                    line[3] = str(round(top * 0.82))
    return lines


def misread(lines):
    """A first version with one numerator's digits swapped, as its sender noticed later."""
    wrong = [list(line) for line in lines]
    for line in wrong:
        if line[0] == "HE12":
            line[3] = str(int(line[3]) - 90)
            line[5] = f"{100 * int(line[3]) / int(line[4]):.1f}"
    return wrong


def other_feeds(out, world, seed, planted, quarters):
    """Every feed but the dashboards, for the quarters given, in the canonical layout."""
    cases, courses = evidence.lado(world, seed, planted), evidence.training(world, seed, planted)
    for t in quarters:
        period, at = world.period[t], t - world.offset if planted else 12
        base = f"{out}/inbox/{period.folder}"
        save_csv(f"{base}/essex-lado/lado-referrals.csv", evidence.LADO_HEADER, cases[t][0])
        save_csv(f"{base}/essex-lado/lado-timeliness.csv", evidence.SPEED_HEADER, cases[t][1])
        sessions, forms, later = courses[t]
        save_csv(f"{base}/board-training/training-sessions.csv", evidence.SESSION_HEADER, sessions)
        if planted and at in (22, 23):  # follow-up forms come a quarter later, in a second version of the file
            save_csv(f"{base}/board-training/training-evaluations.csv", evidence.FORM_HEADER, forms)
            save_csv(f"{base}/board-training/training-evaluations v2.csv", evidence.FORM_HEADER, later)
        else:
            save_csv(f"{base}/board-training/training-evaluations.csv", evidence.FORM_HEADER, later)
        unit = f"{base}/board-unit"
        save_csv(f"{unit}/actions.csv", evidence.ACTION_HEADER, evidence.actions(period, at))
        save_csv(f"{unit}/risks.csv", evidence.RISK_HEADER, evidence.risks(period, at))
        save_csv(f"{unit}/challenges.csv", evidence.CHALLENGE_HEADER, evidence.challenges(period))
        save_csv(f"{unit}/communications.csv", evidence.COMMS_HEADER, evidence.communications(seed, period, t))
        save_csv(f"{unit}/attendance.csv", evidence.ATTENDANCE_HEADER, evidence.attendance(seed, period, t))
        save_csv(f"{unit}/business-plan.csv", evidence.PLAN_HEADER, evidence.business_plan(period))
        save_csv(f"{base}/stay-safe-groups/voice.csv", evidence.VOICE_HEADER, evidence.voice(seed, period, t))
        if period.quarter == 1:
            save_csv(f"{unit}/funding.csv", evidence.FUNDING_HEADER, evidence.funding(period))
        if at in audits.AUDITS and planted:
            save_csv(f"{unit}/case-audits.csv", audits.AUDIT_HEADER, audits.case_audit(seed, at))
        if planted and period.name == "2024-25 Q3":
            for agency, rows in audits.agency_answers(seed, "2024-25").items():
                save_csv(f"{base}/{agency}/s11-answers.csv", audits.HEADER, rows)
        if planted and period.name == "2025-26 Q3":
            save_csv(f"{base}/essex-education/s11-answers schools.csv", audits.HEADER, audits.school_answers(seed))
            save_csv(f"{base}/essex-early-years/s11-answers settings.csv", audits.HEADER, audits.setting_answers(seed))


def example(out, planted_list):
    """The board in sample-data/essex: 24 clean quarters and an untidy one."""
    world = World(SEED, CURRENT + 1)
    tables(out, "Essex Safeguarding Children Board", range(2015, 2026))
    for t in range(CURRENT):
        dashboards(out, world, t, True)
    other_feeds(out, world, SEED, True, range(CURRENT))
    trail.register(out, untidy.write(out, world, SEED))
    trail.commentary(out)
    trail.mappings(out)
    save_csv(planted_list, planted.HEADER, planted.ALL)


def stable(out, seed, quarters=25):
    """A board in which nothing changes: what a detector raises on it is a false alarm."""
    world = World(seed, quarters, planted=False)
    tables(out, f"Stable board {seed}", range(2015, 2026))
    for t in range(quarters):
        dashboards(out, world, t, False)
    other_feeds(out, world, seed, False, range(quarters))


def altered(row, by):
    """The row with its counts raised a little, so that no two agencies send the same file."""
    top = row.numerator + by if isinstance(row.numerator, int) else row.numerator
    bottom = row.denominator + 2 * by if row.denominator is not None else None
    value = percent(top, bottom) if bottom and row.value else row.value
    return Row(row.sender, row.indicator, row.area, top, bottom, value, row.note)


def big(out, years, wanted):
    """A board of many years and agencies; the agencies beyond the first 36 are copies under other names."""
    quarters = years * 4 + 1
    first = Period.at(CURRENT - quarters + 1)
    world = World(SEED, quarters, planted=False, origin=(first.year, first.quarter))
    _, own = agencies()
    copies = [[f"{row[0]}-{n}", f"{row[1]} {n}", row[2], "", "dashboard", "", ""] for n in range(2, 40) for row in own if "dashboard" in row[4]]
    copies = copies[: max(0, wanted - len(own))]
    tables(out, "Big board", range(first.year - 1, 2026), copies)
    for t in range(quarters):
        dashboards(out, world, t, False)
        sent, period = world.sent_by(t), world.period[t]
        for copy in copies:
            name, number = copy[0].rsplit("-", 1)
            rows = [altered(row, int(number)).cells(period.name) for row in sent.get(name, [])]
            save_csv(f"{out}/inbox/{period.folder}/{copy[0]}/dashboard.csv", HEADER, rows)
    other_feeds(out, world, SEED, False, range(quarters))
