"""The Board's own record of the returns: when each file came, as the Board's team noted it."""

import datetime
import hashlib
import os

from . import audits, habits, remarks, stories
from .calendar import Period
from .files import save, save_csv

HEADER = ["agency", "period", "file", "sha256", "received", "since", "state", "reason"]
# Days of October and November on which this quarter's files came by e-mail; what is not named came on the 28th.
RECEIVED = {
    "essex-social-care": "2026-10-16", "essex-family-support": "2026-10-09", "essex-police": "2026-10-30", "wellbeing-service": "2026-10-29",
    "suffolk-essex-hospitals": "2026-10-22", "essex-lado": "2026-10-20", "board-unit": "2026-10-12", "board-training": "2026-10-14",
    "uttlesford-council": "2026-11-09", "essex-education": "2026-11-04", "harlow-council": "2026-10-30", "family-wellbeing": "2026-11-02",
}
LATER = {"ESNEFT Q2 corrected v2.xlsx": "2026-10-29", "EPUT safeguarding Q2 - Copy.xlsx": "2026-10-29", "Section 11 2026-27 Basildon.xlsx": "2026-11-06"}


def line(out, agency, period, file, day, reason):
    with open(f"{out}/inbox/{file}", "rb") as source:
        digest = hashlib.sha256(source.read()).hexdigest()
    return [agency, period, file, digest, day, day, "current", reason]


def register(out, untidy_files):
    """Lines for this quarter's files and for the late ones of history; the file with children in it is not noted."""
    lines = []
    for (t, agency), days in sorted(stories.LATE.items()):
        period = Period.at(t)
        day = period.last_day + datetime.timedelta(days=30 + days)
        file = f"{period.folder}/{agency}/dashboard.csv"
        lines.append(line(out, agency, period.name, file, day.isoformat(), "came late"))
    for t, agency in stories.CORRECTED:
        period = Period.at(t)
        for name, days in (("dashboard.csv", 28), ("dashboard corrected.csv", 44)):
            day = period.last_day + datetime.timedelta(days=days)
            file = f"{period.folder}/{agency}/{name}"
            lines.append(line(out, agency, period.name, file, day.isoformat(), "as received"))
    for period, first, second in (("2025-26-Q4", "2026-04-14", "2026-07-14"), ("2026-27-Q1", "2026-07-14", "2026-10-14")):
        file = f"{period}/board-training/training-evaluations"
        name = period.replace("-Q", " Q")
        lines.append(line(out, "board-training", name, f"{file}.csv", first, "as received"))
        lines.append(line(out, "board-training", name, f"{file} v2.csv", second, "with the follow-up forms"))
    for file in sorted(untidy_files):
        period, agency, *_ = file.split("/")
        name = os.path.basename(file)
        if name == "conference attendance list.xlsx":
            continue
        if name.startswith("Colchester"):
            reason = "came from Chelmsford's address"
        else:
            reason = "as received"
        day = LATER.get(name) or RECEIVED.get(agency, "2026-10-28")
        lines.append(line(out, agency, "2026-27 Q2", file, day, reason))
    lines.sort(key=lambda row: row[4])
    save_csv(f"{out}/register.csv", HEADER, lines)


def mappings(out):
    for agency, text in habits.MAPPINGS.items():
        save(f"{out}/mappings/{agency}.toml", text.encode())
    save(f"{out}/schemas/standards/essex.toml", audits.SCHEMA.encode())
    save(f"{out}/schemas/links.toml", audits.LINKS.encode())


def commentary(out):
    for period in remarks.LINES:
        save_csv(f"{out}/commentary/{period}.csv", remarks.HEADER, remarks.rows(period))
