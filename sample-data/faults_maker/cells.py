"""Fixtures of single cells: symbols, numbers, percentages, dates."""

from faults_maker.fixture import file, row, rows
from faults_maker.formats import BELOW_FIVE, DAY, PERCENT, STRUCK, UNSEEN, Formula, Sheet, Styled, xlsx

PLAIN = ["indicator", "numerator", "denominator", "value"]


def workbook(*lines, heading=PLAIN, **options):
    """A workbook with one table of the quarter."""
    return xlsx(Sheet("Return", [["Quarter 2 2026/27"], heading, *lines]), **options)


file("symbol-read", "csv", rows(row("FD01", "*"), row("FD03", 210), row("CP01", "†")), ["D2 symbol-read", "D4 symbol-read"])
file("symbol-unknown", "csv", rows(row("FD01", "@@"), row("FD03", 210)), ["D2 symbol-unknown"])
file("bound-in-words", "csv", rows(row("FD01", "<=5"), row("FD03", "1 to 4"), row("CP01", "up to 9")),
     ["D2 bound-in-words", "D3 bound-in-words", "D4 bound-in-words"])
file("range-for-number", "csv", rows(row("FD01", "28-32"), row("FD03", 210)), ["D2 range-for-number"])
file("above-a-bound", "csv", rows(row("FD01", ">100"), row("FD03", 210)), ["D2 above-a-bound"])
file("dash-unclear", "csv", rows(row("FD01", "-"), row("FD03", 210), row("CP01", "–")), ["D2 dash-unclear", "D4 dash-unclear"])
file("word-read-as-zero", "csv", rows(row("PF01", "nil"), row("FD03", 210)), ["D2 word-read-as-zero"])
file("number-unreadable", "csv", rows(row("FD01", "1.2.3"), row("FD03", "see email"), row("CP01", 31)),
     ["D2 number-unreadable", "D3 number-unreadable"])
file("number-with-words", "csv", rows(row("FD01", "approx 30"), row("FD03", "12 (3)"), row("CP01", "14 families")),
     ["D2 number-with-words", "D3 number-with-words", "D4 number-with-words"])
file("marker-after-number", "csv", rows(row("FD01", "12*"), row("FD03", "210 (r)")), ["D2 marker-after-number", "D3 marker-after-number"])
file("odd-space", "csv", rows(row("FD01", "4\u00a0"), row("FD03", 210)), ["D2 odd-space"])
file("odd-digits", "csv", rows(row("FD01", "\uff14\uff11"), row("FD03", 210)), ["D2 odd-digits"])
file("thousands-separator", "xlsx", workbook(["FD01", "1,234", "", ""], ["FD03", 210, "", ""]),
     [("Return", "B3", "thousands-separator")])
file("number-shortened", "csv", rows(row("FD01", "1.2k"), row("FD03", 210)), ["D2 number-shortened"])
file("decimal-comma", "csv", rows(row("WF04", value='"14,5"'), row("FD03", 210)), ["F2 decimal-comma"])
file("score-out-of", "csv",
     b"session,respondent,before,after\nS1,R1,3/10,8\nS1,R2,4,7\n", ["C2 score-out-of"], agency="board-training")
file("score-with-word", "csv",
     b"session,respondent,before,after\nS1,R1,3 - Fair,4\nS1,R2,2 - Low,5\n", ["C2:C3 score-with-word"], agency="board-training")
file("fraction-under-percent", "csv", rows(row("FD02", 20, 100, "0.2"), row("FD06", 30, 100, "0.3"), row("FD03", 210)),
     ["F2:F3 fraction-under-percent"])
file("percent-scale-unclear", "csv", rows(row("CP09", value="0.8"), row("FD03", 210)), ["F2 percent-scale-unclear"])
file("one-for-hundred-percent", "csv", rows(row("FD07", 40, 40, "1"), row("FD02", 20, 100, "20")), ["F2 one-for-hundred-percent"])
file("percent-in-count", "xlsx", workbook(["FD01", "12%", "", ""], ["FD03", Styled(0.21, PERCENT), "", ""], ["CP01", 31, "", ""]),
     [("Return", "B3", "percent-in-count"), ("Return", "B4", "percent-in-count")])
file("denominator-of-count", "csv", rows(row("FD01", 310, 1200), row("FD03", 210)), ["E2 denominator-of-count"])
file("count-given-twice", "csv", rows(row("FD01", 310, value=320), row("FD03", 210)), ["F2 count-given-twice"])
file("percent-impossible", "csv", rows(row("FD02", value="120%"), row("FD03", 210)), ["F2 percent-impossible"])
file("negative-number", "csv", rows(row("FD01", -3), row("FD03", 210)), ["D2 negative-number"])
file("decimal-in-count", "csv", rows(row("FD01", "12.5"), row("FD03", 210)), ["D2 decimal-in-count"])
file("number-out-of-range", "csv",
     b"risk,text,likelihood,impact,target,owner,reviewed\nR1,Too few foster homes,7,4,6,Head of placements,2026-09-01\n"
     b"R2,Late returns,3,3,4,Board manager,2026-09-01\n", ["C2 number-out-of-range"], agency="board-unit")
file("rounded-figure", "csv",
     b"FGM: rounded to the nearest 5; 1 to 7 is shown as 5\n" + rows(row("FG01", 5), row("HE01", 212)),
     ["D3 rounded-figure"], agency="mid-south-hospitals")
file("formula-error", "xlsx", workbook(["FD01", Formula("1/0", "#DIV/0!"), "", ""], ["FD03", 210, "", ""]),
     [("Return", "B3", "formula-error")])
file("formula-without-value", "xlsx", workbook(["FD01", Formula("SUM(B9:B10)"), "", ""], ["FD03", 210, "", ""]),
     [("Return", "B3", "formula-without-value")])
file("date-where-number", "xlsx", workbook(["FD01", Styled(46054, DAY), "", ""], ["FD03", 210, "", ""]),
     [("Return", "B3", "date-where-number")])
file("unit-differs", "csv", rows(row("HE07", value="6 weeks"), row("HE04", 310)), ["F2 unit-differs"], agency="wellbeing-service")
file("rate-disagrees", "csv", rows(row("FD02", 20, 100, "25%"), row("FD06", 30, 100, "30%")), ["D2:F2 rate-disagrees"])
file("numerator-over-denominator", "csv", rows(row("FD02", 120, 100), row("FD03", 210)), ["D2:E2 numerator-over-denominator"])
file("date-unreadable", "csv",
     b"action,source,text,owner,due,status\nA1,s11,Write the policy,Head of service,ASAP,in-progress\n"
     b"A2,s11,Train the managers,Head of service,2026-12-31,in-progress\n", ["E2 date-unreadable"], agency="board-unit")
file("date-as-serial", "csv",
     b"action,source,text,owner,due,status\nA1,s11,Write the policy,Head of service,46387,in-progress\n"
     b"A2,s11,Train the managers,Head of service,2026-12-31,in-progress\n", ["E2 date-as-serial"], agency="board-unit")
file("date-order-guessed", "csv",
     b"action,source,text,owner,due,status\nA1,s11,Write the policy,Head of service,05/11/2026,in-progress\n"
     b"A2,s11,Train the managers,Head of service,12/31/2026,in-progress\n",
     ["E2 date-order-guessed", "E3 date-month-first"], agency="board-unit")
file("scale-reversed", "csv",
     b"session,respondent,\"Before (1 = very confident, 5 = not confident)\",after\nS1,R1,4,4\nS1,R2,5,4\n",
     ["C2:C3 scale-reversed"], agency="board-training")
file("date-month-first", "csv",
     b"action,source,text,owner,due,status\nA1,s11,Write the policy,Head of service,11/30/2026,in-progress\n"
     b"A2,s11,Train the managers,Head of service,12/31/2026,in-progress\n", ["E2:E3 date-month-first"], agency="board-unit")
file("date-outside-period", "csv",
     b"session,course,date,registered,attended\nS1,Neglect,2026-07-09,20,18\nS2,Neglect,2026-09-10,21,18\n"
     b"S3,Neglect,2026-03-05,19,15\n", ["C4 date-outside-period"], agency="board-training")
file("dates-count-from-1904", "xlsx",
     xlsx(Sheet("Actions", [["action", "source", "text", "owner", "due", "status"],
                            ["A1", "s11", "Write the policy", "Head of service", Styled(44925, DAY), "in-progress"]]),
          from_1904=True), [("", "", "dates-count-from-1904")], agency="board-unit")
file("figure-for-several", "xlsx", xlsx(Sheet("Return", [
    ["Quarter 2 2026/27"], ["indicator", "area", "value"], ["FD03", "Basildon", 50], ["FD03", "Harlow", ""], ["FD03", "Maldon", 7]],
    merges=["C3:C4"])), [("Return", "C3", "figure-for-several")])
for kind, style in [("figure-struck-out", STRUCK), ("figure-unseen", UNSEEN), ("figure-shown-otherwise", BELOW_FIVE)]:
    file(kind, "xlsx", workbook(["FD01", Styled(3, style), "", ""], ["FD03", 210, "", ""]), [("Return", "B3", kind)])
file("comment-on-figure", "xlsx", xlsx(Sheet("Return", [["Quarter 2 2026/27"], PLAIN, ["FD01", 310, "", ""], ["FD03", 210, "", ""]],
                                             comments={"B3": "Not final: the last week is missing"})), [("Return", "B3", "comment-on-figure")])
file("text-as-formula", "csv", rows(row("FD01", '"=""310"""'), row("FD03", 210)), ["D2 text-as-formula"])
file("rate-annualised", "csv", rows(row("FD04", 1000, 331174, "120.8"), row("FD03", 1000)), ["F2 rate-annualised"])
