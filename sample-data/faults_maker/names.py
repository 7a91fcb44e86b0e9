"""Fixtures of names, areas, agencies and periods."""

from faults_maker.board import DISTRICTS
from faults_maker.files import INBOX, inbox
from faults_maker.fixture import file, folder, row, rows
from faults_maker.formats import Sheet, csv, xlsx

file("code-unknown", "csv", csv("""
action,source,text,owner,due,status
A1,s11,Write the policy,Head of service,2026-12-31,paused
A2,s11,Train the managers,Head of service,2026-12-31,in-progress
"""), ["F2 code-unknown"], agency="board-unit")
file("code-near-miss", "csv", csv("""
action,source,text,owner,due,status
A1,s11,Write the policy,Head of service,2026-12-31,in progres
A2,s11,Train the managers,Head of service,2026-12-31,in-progress
"""), ["F2 code-near-miss"], agency="board-unit")
file("code-by-key", "csv", csv("""
Key: Green = on track; Amber = in progress
priority,action,progress,rag,due
P1,Write the policy,Half done,Green,2026-12-31
P1,Train the managers,Begun,Amber,2026-12-31
"""), ["D3 code-by-key", "A1 key-differs"], agency="board-unit")
file("key-differs", "csv", csv("""
O = good; G = outstanding
audit,case,domain,grade
Neglect,N1,assessment,O
Neglect,N1,plan,G
Neglect,N2,assessment,RI
"""), ["A1 key-differs", "D3 code-by-key", "D4 code-by-key"], agency="board-unit")
file("code-not-taken", "csv", csv("""
Quarter 2 2026/27
measure,count
Concluded in the quarter,40
Concluded in 1 to 3 months,12
"""), ["A4:B4 code-not-taken"], agency="essex-lado")
file("agency-unknown", "csv", csv("""
session,course,date,agency,registered,attended
S1,Neglect,2026-07-09,Essex Police,20,18
S1,Neglect,2026-07-09,The Hospice,4,4
"""), ["D3 agency-unknown"], agency="board-training")
file("year-of-another-kind", "csv", csv("""
partner,year,pledged,paid
Essex Police,2026/27,40000,40000
Colleges (academic year),2026/27,2400,2400
"""), ["A3 year-of-another-kind"], agency="board-unit")
file("word-counted", "csv", csv("""
meeting,date,agency,invited,attended,represented
Board,2026-09-10,Essex Police,1,Present,0
Board,2026-09-10,Essex Fire,1,1,0
"""), ["E2 word-counted"], agency="board-unit")
file("word-on-scale", "csv", csv("""
session,respondent,before,after
S1,1,Disagree,Agree
S1,2,Neither agree nor disagree,Strongly agree
"""), ["C2:C3 word-on-scale", "D2:D3 word-on-scale"], agency="board-training")
file("name-from-title", "csv", csv("""
Multi-agency case audit: Neglect 2026
case,domain,grade
N1,assessment,good
N2,assessment,good
"""), ["A1 name-from-title"], agency="board-unit")
file("section-unknown", "xlsx", xlsx(Sheet("Actions", [
    ["action", "text", "owner", "due", "status"], ["Section 11"], ["A1", "Write the policy", "Head of service", "2026-12-31", "in-progress"],
    ["Something else"], ["A2", "Train the managers", "Head of service", "2026-12-31", "in-progress"]])),
     [("Actions", "A4", "section-unknown")], agency="board-unit")
file("indicator-unknown", "csv", rows(row("Number of puppies", 12), row("FD03", 210), row("CP01", 31), row("CP04", 12)), ["A2:D2 indicator-unknown"])
file("indicator-near-miss", "csv", rows(row("Referals to children's social care", 210), row("FD01", 310)), ["A2:D2 indicator-near-miss"])
file("indicator-of-another-kind", "csv", rows(row("MX01", 310), row("FD03", 210)), ["A2 indicator-of-another-kind"])
file("area-unknown", "csv", rows(row("FD03", 12, area="Kent"), row("FD03", 10, area="Basildon"), row("FD03", 9, area="Harlow"), row("FD03", 9, area="Maldon")), ["B2:D2 area-unknown"])
file("area-near-miss", "csv", rows(row("FD03", 12, area="Epping Forrest"), row("FD03", 10, area="Basildon")), ["B2:D2 area-near-miss"])
file("area-wider", "csv", b"All figures cover Southend Essex and Thurrock\n" + rows(row("MX01", 310), row("PL07", 21)),
     ["D3:D4 area-wider"], agency="essex-police")
file("agency-near-miss", "csv", csv("""
action,source,agency,text,owner,due,status
A1,s11,Essex Polise,Write the policy,Head of service,2026-12-31,in-progress
"""), ["C2 agency-near-miss"], agency="board-unit")
file("agency-old-name", "csv", b"Return of NHS Mid Essex Clinical Commissioning Group\n" + csv("""
organisation,standard,question,self_grade
,1,1.1,met
,1,1.2,partly met
"""), ["A1 agency-old-name"], agency="mid-south-icb")
file("agency-differs", "csv", b"Return of Essex Police\n" + rows(row("MX01", 310), row("PL07", 21)), [" agency-differs"])
folder("agency-not-member", {**inbox(mid_essex_ccg={"Q2.csv": csv("""
standard,question,self_grade
1,1.1,met
1,1.2,partly met
""")})}, [("2026-27-Q2/mid-essex-ccg/Q2.csv", "", "", "agency-not-member")])
file("period-unreadable", "csv", rows(row("FD01", 310, period="Quarter B"), row("FD03", 210)), ["C2 period-unreadable"])
file("period-loose", "xlsx", xlsx(Sheet("Return", [["indicator", "period", "value"], ["FD01", "Q2 2026", 310], ["FD03", "Q2 2026", 210]])),
     [("Return", "B2:C3", "period-loose")])
file("period-differs", "csv", rows(row("FD01", 310, period="2026-27 Q1"), row("FD03", 210, period="2026-27 Q1")), ["A2:D3 period-differs"])
file("later-quarter", "csv", rows(row("FD01", 310), row("FD03", 210, period="2026-27 Q3")), ["D3 later-quarter"])
file("calendar-quarter", "csv", b"Quarters of the calendar year\n" + rows(row("FD01", 310, period="Q3 2026"), row("FD03", 210)),
     ["C3:D3 calendar-quarter"])
file("period-assumed", "csv", rows(row("ED05", 12, period="Summer term 2026"), row("ED01", 21)), ["C2:D2 period-assumed"],
     agency="essex-education")
file("not-a-quarter", "csv", rows(row("FD01", 310, period="August 2026"), row("FD03", 210)), ["C2:D2 not-a-quarter"])
file("year-to-date", "csv", rows(row("FD01", 610, period="YTD Sept 2026"), row("FD03", 210)), ["C2:D2 year-to-date"])
file("window-differs", "csv", rows(row("FD01", 1240, period="12 months to September 2026"), row("FD03", 210)), ["C2:D2 window-differs"])

COUNTS = ["FD01", "FD03", "CP01", "CP04", "CP08", "LA03"]


def quarter(numbers, period):
    """A return of six counts."""
    return rows(*[row(id_, number, period=period) for id_, number in zip(COUNTS, numbers)])


folder("year-to-date-suspected", {
    "inbox/2026-27-Q1/essex-social-care/Q1.csv": quarter([300, 200, 30, 40, 50, 60], "2026-27 Q1"),
    **inbox(essex_social_care={"Q2.csv": quarter([610, 405, 62, 81, 103, 118], "2026-27 Q2")})},
       [("2026-27-Q2/essex-social-care/Q2.csv", "", "", "year-to-date-suspected")])
folder("last-quarter-repeated", {
    "inbox/2026-27-Q1/essex-social-care/Q1.csv": quarter([300, 200, 30, 40, 50, 60], "2026-27 Q1"),
    **inbox(essex_social_care={"Q2.csv": quarter([300, 200, 30, 40, 50, 60], "2026-27 Q2")})},
       [("2026-27-Q2/essex-social-care/Q2.csv", "", "D2:D7", "last-quarter-repeated")])
folder("figure-unlike-before", {
    "inbox/2025-26-Q4/essex-social-care/Q4.csv": quarter([310, 195, 31, 39, 52, 57], "2025-26 Q4"),
    "inbox/2025-26-Q3/essex-social-care/Q3.csv": quarter([305, 204, 33, 41, 49, 61], "2025-26 Q3"),
    "inbox/2026-27-Q1/essex-social-care/Q1.csv": quarter([300, 200, 30, 40, 50, 60], "2026-27 Q1"),
    **inbox(essex_social_care={"Q2.csv": quarter([3020, 199, 32, 4, 48, 63], "2026-27 Q2")})},
       [("2026-27-Q2/essex-social-care/Q2.csv", "", "D2", "figure-unlike-before"),
        ("2026-27-Q2/essex-social-care/Q2.csv", "", "D5", "figure-unlike-before")])
file("row-of-another-quarter", "csv", rows(row("FD01", 310), row("FD03", 210), row("CP01", 31), row("CP04", 12, period="2025-26 Q2")),
     ["A5:D5 row-of-another-quarter", "D5 earlier-quarter-added"])
folder("restated", {
    "inbox/2026-27-Q1/essex-social-care/Q1.csv": rows(row("FD01", 300, period="2026-27 Q1"), row("FD03", 200, period="2026-27 Q1")),
    **inbox(essex_social_care={"Q2.csv": rows(row("FD01", 310), row("FD03", 210), row("FD03", 204, period="2026-27 Q1"))})},
       [("2026-27-Q2/essex-social-care/Q2.csv", "", "D4", "restated")])
folder("earlier-quarter-added", {
    "inbox/2026-27-Q1/essex-social-care/Q1.csv": rows(row("FD01", 300, period="2026-27 Q1")),
    **inbox(essex_social_care={"Q2.csv": rows(row("FD01", 310), row("FD03", 210), row("FD03", 204, period="2026-27 Q1"))})},
       [("2026-27-Q2/essex-social-care/Q2.csv", "", "D4", "earlier-quarter-added")])
MAPPING = """[areas]
"The Island" = "E07000069"
"""
folder("mapping-used", {**inbox(essex_fire={
    "Q2.csv": rows(row("FI01", 12, area="The Island"), row("FI01", 10, area="Basildon"), row("FI02", 4, area="The Island"))}),
    "mappings/essex-fire.toml": MAPPING}, [("2026-27-Q2/essex-fire/Q2.csv", "", "B2:D4", "mapping-used")])
folder("sheet-skipped", {**inbox(essex_fire={
    "Q2.xlsx": xlsx(Sheet("Return", [["Quarter 2 2026/27"], ["indicator", "value"], ["FI01", 31], ["FI02", 12]]),
                    Sheet("Workings", [["a", "b"], [1, 2], [3, 4]]))}),
    "mappings/essex-fire.toml": 'skip_sheets = ["Workings"]\n'},
       [("2026-27-Q2/essex-fire/Q2.xlsx", "Workings", "", "sheet-skipped")])
PATCH = """[[patch]]
file = "2026-27-Q2/essex-fire/Q2.csv"
cell = "D2"
seen = "3l"
read_as = "31"
agreed = "by e-mail, 3 November 2026"
"""
folder("patch-used", {**inbox(essex_fire={"Q2.csv": rows(row("FI01", "3l"), row("FI02", 12))}),
                      "mappings/essex-fire.toml": PATCH},
       [("2026-27-Q2/essex-fire/Q2.csv", "", "D2", "patch-used")])
folder("patch-void", {**inbox(essex_fire={"Q2.csv": rows(row("FI01", 36), row("FI02", 12))}),
                      "mappings/essex-fire.toml": PATCH},
       [("2026-27-Q2/essex-fire/Q2.csv", "", "D2", "patch-void")])
