"""Fixtures of sheets, headings, tables and totals."""

from faults_maker.board import DISTRICTS
from faults_maker.fixture import HEADING, file, row, rows
from faults_maker.formats import Formula, Sheet, csv, xlsx

TABLE = [["Quarter 2 2026/27"], ["indicator", "value"], ["FD01", 310], ["FD03", 210]]


def book(rows_, **options):
    """A workbook of one sheet called Return."""
    return xlsx(Sheet("Return", rows_, **options))


file("sheet-unreadable", "xlsx", xlsx(Sheet("Return", TABLE), Sheet("More", None)), [("More", "", "sheet-unreadable")])
file("sheet-not-understood", "xlsx", xlsx(Sheet("Return", TABLE), Sheet("Budget", [
    ["Channel", "Domain", "Risk"], ["a", 120, 80], ["b", 40, 60], ["c", 12, 31]])), [("Budget", "A1", "sheet-not-understood")])
file("chart-sheet", "xlsx", xlsx(Sheet("Return", TABLE), charts=["Trend"]), [("Trend", "", "chart-sheet")])
file("hidden-sheet", "xlsx", xlsx(Sheet("Return", TABLE), Sheet("Last year", TABLE, state="hidden")), [("Last year", "", "hidden-sheet")])
file("hidden-rows", "xlsx", book([*TABLE, ["CP01", 31], ["CP04", 12]], hidden_rows=[5]), [("Return", "A5:B5", "hidden-rows")])
file("hidden-columns", "xlsx", book([["Quarter 2 2026/27"], ["indicator", "working", "value"], ["FD01", 1, 310], ["FD03", 2, 210]],
                                    hidden_columns=[1]), [("Return", "B2:B4", "hidden-columns")])
file("header-not-found", "csv", csv("""
The figures for the quarter will follow by the end of the month.
"""), [" header-not-found"])
file("heading-unknown", "csv", rows("FD01,,2026-27 Q2,310,,,,17", "FD03,,2026-27 Q2,210,,,,12", heading=HEADING + ",weighting"),
     ["H1:H3 heading-unknown"])
file("heading-near-miss", "csv", rows("FD01,2026-27 Q2,310", "FD03,2026-27 Q2,210", heading="indicator,period,numerater"),
     ["C1:C3 heading-near-miss"])
file("heading-twice", "csv", rows("FD01,2026-27 Q2,310,300", "FD03,2026-27 Q2,210,200", heading="indicator,period,value,value"),
     ["C1:C3 heading-twice", "D1:D3 heading-twice"])
file("columns-missing", "csv", csv("""
session,course,registered,attended,cancelled,no_show
S1,Neglect,20,18,1,1
S2,Neglect,21,18,2,1
"""), [("", "A1", "columns-missing")], agency="board-training")
file("filled-down", "csv", rows("FD02,E07000066,2026-27 Q2,10,40,,", ",E07000067,2026-27 Q2,12,40,,", ",E07000068,2026-27 Q2,9,30,,"),
     ["A3:A4 filled-down"])
file("row-without-name", "csv", rows(",,2026-27 Q2,310,,,", "FD03,,2026-27 Q2,210,,,"), ["A2 row-without-name"])
file("row-not-read", "csv", csv("""
Measure,Q2 2026/27
FD03 Referrals,210

Measure,YTD
FD03 Referrals,480
Looked-after reviews held,61
"""), ["B5:B6 row-not-read"])
file("colour-not-read", "xlsx", book([["Quarter 2 2026/27"], ["indicator", "value"], ["FD01", 310], ["FD03", 210], [],
                                     ["Yellow = provisional"]]), [("Return", "A6", "colour-not-read")])
file("row-twice", "csv", rows(row("FD01", 310), row("FD03", 210), row("FD01", 311)), ["D2 row-twice", "D4 row-twice"])
file("row-repeated", "csv", rows(row("FD01", 310), row("FD03", 210), row("FD01", 310)), ["A4:D4 row-repeated"])
DOWN = [["Quarter 2 2026/27"], ["District", "FD03 Referrals to children's social care"]]
DOWN += [[name, 10 + at] for at, name in enumerate(DISTRICTS)]
SUM = sum(line[1] for line in DOWN[2:])
file("total-disagrees", "xlsx", book([*DOWN, ["Total", SUM + 20]]), [("Return", "B15", "total-disagrees")])
file("total-of-unknown-area", "xlsx", book([*DOWN[:6], ["Total", sum(line[1] for line in DOWN[2:6])]]),
     [("Return", "B7", "total-of-unknown-area")])
file("county-disagrees", "csv", rows(*[row("FD03", 10 + at, area=name) for at, name in enumerate(DISTRICTS)], row("FD03", SUM + 20, area="Essex")),
     ["D2:D14 county-disagrees"])
file("parts-disagree", "csv", csv("""
partner,year,pledged,paid
Essex County Council,2026/27,100000,100000
Essex Police,2026/27,40000,40000
Total,,150000,140000
"""), ["C4 parts-disagree"], agency="board-unit")
LIST = [["LADO referrals Quarter 2 2026/27"], ["Referrer", "Sector", "Concern", "Count"],
        ["Police", "Education", "Physical", 4], ["Health", "Education", "Sexual", 3], ["Police", "Health", "Neglect", 2]]
file("tables-of-same-cases", "xlsx", xlsx(
    Sheet("Detail", LIST),
    Sheet("Summary", [["LADO referrals Quarter 2 2026/27"], ["Sector", "Physical", "Sexual", "Neglect"], ["Education", 4, 3, 0], ["Health", 0, 0, 2]])),
     [("Summary", "B3:D4", "tables-of-same-cases")], agency="essex-lado")
file("tables-disagree", "xlsx", xlsx(
    Sheet("Detail", LIST),
    Sheet("Summary", [["LADO referrals Quarter 2 2026/27"], ["Sector", "Physical", "Sexual", "Neglect"], ["Education", 7, 3, 0], ["Health", 0, 0, 2]])),
     [("Summary", "B3:D4", "tables-of-same-cases"), ("Summary", "B3", "tables-disagree")], agency="essex-lado")
file("active-text", "csv", rows(row("FD01", 310, note="=1+1"), row("FD03", 210)), ["G2 active-text"])
file("rows-counted", "csv", csv("""
LADO cases Quarter 2 2026/27
referrer,sector,concern,threshold
Police,Education,Physical,Met
Health,Education,Sexual,Not met
Police,Education,Physical,Met
"""), ["A3:D5 rows-counted"], agency="essex-lado")
