"""Fixtures of whole files and of several files beside one another."""

import hashlib

from faults_maker.fixture import file, folder, row, rows
from faults_maker.formats import Formula, Sheet, compound, csv, html, ods, ods_cell, xlsx

GOOD = rows(row("FI01", 31), row("FI02", 12))
TABLE = [["Quarter 2 2026/27"], ["indicator", "value"], ["FI01", 31], ["FI02", 12]]
INBOX = "inbox/2026-27-Q2"


def inbox(**by_agency):
    """Files of the inbox by path: `agency={name: content}`."""
    return {f"{INBOX}/{agency.replace('_', '-')}/{name}": content
            for agency, held in by_agency.items() for name, content in held.items()}


file("file-empty", "csv", b"", [" file-empty"], agency="essex-fire")
file("file-damaged", "xlsx", xlsx(Sheet("Return", TABLE))[:700], [" file-damaged"], agency="essex-fire")
file("file-too-large", "ods", ods(
    '<table:table-row table:number-rows-repeated="5000000">' + ods_cell("FD01") + ods_cell(310) + "</table:table-row>"),
     [" file-too-large"], agency="essex-fire")
file("file-not-a-table", "pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", [" file-not-a-table"], agency="essex-fire")
file("file-kind-mismatch", "xls", html([["Quarter 2 2026/27", ""], ["indicator", "value"], ["FI01", 31], ["FI02", 12]]),
     [" file-kind-mismatch"], agency="essex-fire")
file("password-protected", "xlsx", compound({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": b"\0" * 64}),
     [" password-protected"], agency="essex-fire")
file("macros-ignored", "xlsm", xlsx(Sheet("Return", TABLE), macros=True), [" macros-ignored"], agency="essex-fire")
file("external-links", "xlsx", xlsx(Sheet("Return", [*TABLE[:3], ["FI02", Formula("[1]Data!B2", 12)]]), links=["Q2 data.xlsx"]),
     [" external-links"], agency="essex-fire")
file("encoding-guessed", "csv", rows(row("FI01", 31, note="für Kinder – schön")).decode().encode("utf-16-le"), [" encoding-guessed"], agency="essex-fire")
file("null-bytes-dropped", "csv", rows(row("FI01", 31), row("FI02", 12, note="checked\0")), [" null-bytes-dropped"], agency="essex-fire")
file("quote-not-closed", "csv", rows(row("FI01", 31), row("FI02", 12, note='"sent by the new team')), ["G3 quote-not-closed"], agency="essex-fire")
file("personal-data", "csv", csv("""
NHS number,Name,Date of birth,Plan
9990000018,Ann Example,01/02/2015,CP
9990000026,Ben Example,03/04/2016,CP
"""), ["A2:A3 personal-data"], agency="essex-fire")
file("personal-data-suspected", "csv", rows(row("FI01", 31), row("FI02", 12, note="family lives at CM2 6AB")), ["G3 personal-data-suspected"], agency="essex-fire")

folder("file-duplicate", inbox(essex_fire={"Q2.csv": GOOD, "Q2 - Copy.csv": GOOD}),
       [("2026-27-Q2/essex-fire/Q2 - Copy.csv", "", "", "file-duplicate")])
folder("file-from-two-agencies", inbox(
    essex_fire={"Q2.csv": b"Return of Essex County Fire and Rescue Service\n" + GOOD},
    essex_police={"Q2.csv": b"Return of Essex County Fire and Rescue Service\n" + GOOD}),
       [("2026-27-Q2/essex-police/Q2.csv", "", "", "file-from-two-agencies")])
LATER = rows(row("FI01", 33), row("FI02", 12))
folder("file-superseded", inbox(essex_fire={"Q2.csv": GOOD, "Q2 v2.csv": LATER}),
       [("2026-27-Q2/essex-fire/Q2.csv", "", "", "file-superseded"),
        ("2026-27-Q2/essex-fire/Q2 v2.csv", "", "D2", "file-corrects")])
folder("file-corrects", inbox(essex_fire={
    "return.xlsx": xlsx(Sheet("Return", TABLE), modified="2026-10-12T09:00:00Z"),
    "return (2).xlsx": xlsx(Sheet("Return", [*TABLE[:3], ["FI02", 15]]), modified="2026-10-14T09:00:00Z")}),
       [("2026-27-Q2/essex-fire/return.xlsx", "", "", "file-superseded"),
        ("2026-27-Q2/essex-fire/return (2).xlsx", "Return", "B4", "file-corrects")])
folder("correction-lacks-rows", inbox(essex_fire={"Q2.csv": GOOD, "Q2 v2.csv": rows(row("FI01", 33))}),
       [("2026-27-Q2/essex-fire/Q2.csv", "", "", "file-superseded"),
        ("2026-27-Q2/essex-fire/Q2 v2.csv", "", "", "return-partial"),
        ("2026-27-Q2/essex-fire/Q2 v2.csv", "", "", "correction-lacks-rows"),
        ("2026-27-Q2/essex-fire/Q2 v2.csv", "", "D2", "file-corrects")])
folder("file-order-unclear", inbox(essex_fire={"a.csv": GOOD, "b.csv": LATER}),
       [("2026-27-Q2/essex-fire/a.csv", "", "", "file-order-unclear"),
        ("2026-27-Q2/essex-fire/b.csv", "", "", "file-order-unclear")])
# The first file was seen when the second had been noted by a person, and nothing says when it came.
folder("file-order-assumed", {**inbox(essex_fire={"a.csv": GOOD, "b.csv": LATER}), "register.csv": (
    "agency,period,file,sha256,received,since,state,reason\n"
    f"essex-fire,2026-27 Q2,2026-27-Q2/essex-fire/b.csv,{hashlib.sha256(LATER).hexdigest()},2026-11-05,2026-11-05,current,came by post\n"
    "essex-fire,2026-27 Q2,2026-27-Q2/essex-fire/a.csv,{sha256},2026-10-30,2026-11-10,superseded,by rule: replaced by 2026-27-Q2/essex-fire/b.csv\n")},
       [("2026-27-Q2/essex-fire/a.csv", "", "", "file-order-assumed"),
        ("2026-27-Q2/essex-fire/a.csv", "", "", "file-superseded"),
        ("2026-27-Q2/essex-fire/b.csv", "", "D2", "file-corrects")])
folder("file-overlaps", inbox(essex_fire={
    "Q2.csv": rows(row("FI01", 9, area="Basildon"), row("FI01", 7, area="Harlow"), row("FI02", 4, area="Harlow")),
    "Q2 v2.csv": rows(row("FI01", 8, area="Basildon"), row("FI01", 3, area="Maldon"), row("FI01", 2, area="Rochford"))}),
       [("2026-27-Q2/essex-fire/Q2 v2.csv", "", "", "file-overlaps")])
folder("file-held", {**inbox(essex_fire={"Q2.csv": GOOD}), "register.csv": (
    "agency,period,file,sha256,received,since,state,reason\n"
    "essex-fire,2026-27 Q2,2026-27-Q2/essex-fire/Q2.csv,{sha256},2026-10-20,2026-10-21,held,"
    "the agency is checking its referrals\n")},
       [("2026-27-Q2/essex-fire/Q2.csv", "", "", "file-held")])
folder("file-withdrawn-before", {**inbox(essex_fire={"Q2.csv": GOOD, "Q2 again.csv": GOOD}), "register.csv": (
    "agency,period,file,sha256,received,since,state,reason\n"
    "essex-fire,2026-27 Q2,2026-27-Q2/essex-fire/Q2.csv,{sha256},2026-10-20,2026-10-21,withdrawn,sent by mistake\n")},
       [("2026-27-Q2/essex-fire/Q2 again.csv", "", "", "file-withdrawn-before")])
folder("folder-unknown", inbox(essex_coastguard={"Q2.csv": GOOD}),
       [("2026-27-Q2/essex-coastguard/Q2.csv", "", "", "folder-unknown")])
