"""Fixtures of returns as a whole, of the other evidence, and of what only a run finds."""

from faults_maker.board import AGENCIES
from faults_maker.files import inbox
from faults_maker.fixture import file, folder, row, rows
from faults_maker.formats import Sheet, csv, xlsx


def expecting(agency, feed):
    """The agencies, of which one is expected to send a feed every quarter."""
    lines = [line.replace(",,,", f",{feed},,", 1) if line.startswith(agency + ",") and ",,," in line else line
             for line in AGENCIES.splitlines()]
    return "\n".join(lines) + "\n"


folder("return-missing", {"agencies.csv": expecting("essex-police", "dashboard"), **inbox(essex_fire={"Q2.csv": rows(row("FI01", 31), row("FI02", 12))})},
       [("", "", "", "return-missing")])
folder("return-partial", {
    "inbox/2026-27-Q1/essex-social-care/Q1.csv": rows(row("FD01", 300, period="2026-27 Q1"), row("FD03", 200, period="2026-27 Q1")),
    **inbox(essex_social_care={"Q2.csv": rows(row("FD01", 310))})},
       [("2026-27-Q2/essex-social-care/Q2.csv", "", "", "return-partial")])
file("return-nil", "csv", csv("""
Nil return for Quarter 2 2026/27: no cases.
"""), ["A1 return-nil"], agency="chelmsford-council")
file("wrong-form", "csv", csv("""
Section 11 audit workbook for schools and colleges
standard,question,self_grade
1,1.1,met
1,1.2,partly met
"""), [" wrong-form"], agency="chelmsford-council")
file("grade-unknown", "csv", csv("""
Green = met; Amber = partly met; Red = not met
standard,question,self_grade
1,1.1,Green
1,1.2,Purple
"""), ["C4 grade-unknown"], agency="essex-police")
file("scale-unclear", "csv", csv("""
standard,question,self_grade
1,1.1,1
1,1.2,3
"""), ["C2:C3 scale-unclear"], agency="essex-police")
file("question-unknown", "csv", csv("""
standard,question,self_grade
1,1.1,met
1,1.99,partly met
"""), ["B3 question-unknown"], agency="essex-police")
file("question-reworded", "csv", csv("""
standard,question,question text,self_grade
1,1.1,A named senior person leads on safeguarding,met
6,6.1,Every volunteer has shadowed the designated officer for a week,partly met
"""), ["B3 question-reworded"], agency="essex-police")
file("questions-in-own-words", "csv", csv("""
standard,question,question text,self_grade
1,1.1,A named senior person leads on safeguarding,met
2,2.1,Our trustees see the log of worries at each meeting,met
3,3.1,Children helped to write the code of conduct,partly met
4,4.1,New staff are shown round by a colleague with experience,met
6,6.1,Every volunteer has shadowed the designated officer for a week,not met
"""), ["B3:B6 questions-in-own-words"], agency="essex-police")
file("question-renumbered", "csv", csv("""
standard,question,question text,self_grade
1,1.1,A named senior person leads on safeguarding,met
6,5.2,Managers know how to refer to the LADO,partly met
"""), ["B3 question-renumbered"], agency="essex-police")
file("two-ticks", "csv", csv("""
standard,question,Met,Partly met,Not met
1,1.1,x,,
1,1.2,x,x,
2,2.1,,,x
"""), ["C3:D3 two-ticks"], agency="essex-police")
file("answers-of-several", "csv", csv("""
standard,question,Larkspur,Brightwater
1,1.1,met,partly met
1,1.2,not met,met
2,2.1,met,met
"""), ["C1:D4 answers-of-several"], agency="essex-education")
file("cycle-differs", "csv", csv("""
Section 11 self-assessment 2024-25
standard,question,self_grade
1,1.1,met
1,1.2,partly met
"""), ["A1 cycle-differs"], agency="essex-police")
file("grades-not-written", "csv", csv("""
standard,question,self_grade,evidence
1,1.1,,Seen
1,1.2,,Seen
2,2.1,,Seen
2,2.2,,Seen
3,3.1,,Seen
3,3.2,,Seen
"""), ["C2:C7 grades-not-written"], agency="essex-police")
QUESTIONS = ['1.1', '1.2', '2.1', '2.2', '3.1', '3.2', '4.1', '5.1']
ANSWERS = "".join(f"{question.split('.')[0]},{question},{'partly met' if at % 3 else 'met'}\n"
                  for at, question in enumerate(QUESTIONS))
folder("answers-copied", {
    "inbox/2024-25-Q3/essex-police/audit.csv": "standard,question,self_grade\n" + ANSWERS,
    **inbox(essex_police={"audit.csv": "Standard,Question,Self grade\n" + ANSWERS})},
       [("2026-27-Q2/essex-police/audit.csv", "", "", "answers-copied")])
file("parts-of-people-disagree", "csv", csv("""
session,course,date,registered,attended,cancelled,no_show,walk_in
S1,Neglect,2026-07-09,20,18,1,1,0
S2,Neglect,2026-07-10,20,24,2,4,1
"""), ["D3 parts-of-people-disagree"], agency="board-training")
file("date-in-future", "csv", csv("""
action,source,text,owner,due,status,completed,impact
A1,s11,Write the policy,Head of service,2026-07-31,complete,2026-07-20,Staff found it without help
A2,s11,Train the managers,Head of service,2026-07-31,complete,2027-07-20,Nine in ten managers now know whom to ring
"""), ["G3 date-in-future"], agency="board-unit")
file("date-impossible", "csv", csv("""
Position at 31 September 2026
indicator,value
FI01,31
FI02,12
"""), ["A1:B4 date-impossible"], agency="essex-fire")
file("figures-in-thousands", "csv", csv("""
partner,year,"Pledged (£000s)","Paid (£000s)"
Essex Police,2026-27,48.5,24
Essex County Fire and Rescue Service,2026-27,12,12
Mid and South Essex ICB,2026-27,50,25
"""), ["C1 figures-in-thousands", "D1 figures-in-thousands"], agency="board-unit")
file("figure-out-of-line", "csv", csv("""
partner,year,pledged,paid
Essex Police,2026-27,48000,48
Essex County Fire and Rescue Service,2026-27,12000,12000
Mid and South Essex ICB,2026-27,50000,25000
"""), ["C2 figure-out-of-line"], agency="board-unit")
file("complete-without-evidence", "csv", csv("""
action,source,text,owner,due,status,completed,impact
A1,s11,Write the policy,Head of service,2026-07-31,complete,2026-07-20,
A2,s11,Train the managers,Head of service,2026-07-31,complete,2026-07-20,Nine in ten managers now know whom to ring
"""), ["H2 complete-without-evidence"], agency="board-unit")
file("action-without-date", "csv", csv("""
action,source,text,owner,due,status
A1,s11,Write the policy,Head of service,,in-progress
A2,s11,Train the managers,Head of service,2026-12-31,in-progress
"""), ["E2 action-without-date"], agency="board-unit")
file("action-without-owner", "csv", csv("""
action,source,text,owner,due,status
A1,s11,Write the policy,,2026-12-31,in-progress
A2,s11,Train the managers,Head of service,2026-12-31,in-progress
"""), ["D2 action-without-owner"], agency="board-unit")
folder("total-not-used", {
    "inbox/2026-27-Q1/essex-lado/Q1.csv": rows(row("LD02", 38, period="2026-27 Q1")),
    **inbox(essex_lado={
    "Q2 dashboard.csv": rows(row("LD02", 40)),
    "Q2 referrals.csv": csv("period,sector,concern,count\n2026-27 Q2,health,physical,2\n")})},
       [("2026-27-Q2/essex-lado/Q2 dashboard.csv", "", "D2", "total-not-used")])
FIRE = inbox(essex_fire={"Q2.csv": rows(row("FI01", 31), row("FI02", 12))})
folder("population-missing", {
    "populations.csv": "area,year,population_0_17,vintage\n",
    "inbox/2026-27-Q1/essex-social-care/Q1.csv": rows(row("CP06", 480, period="2026-27 Q1")),
    **inbox(essex_social_care={"Q2.csv": rows(row("CP06", 500))})},
       [("", "", "", "population-missing")])
COMMENTARY = "exception,indicator,area,agency,said,said_by,said_on,asked,answer,decision,owner,due\n"
folder("commentary-unknown", {**FIRE, "commentary/2026-27-Q2.csv": COMMENTARY + "FD09 high,FD09,,,It rose,Analyst,2026-11-01,,,,,\n"},
       [("commentary/2026-27-Q2.csv", "", "", "commentary-unknown")])
folder("commentary-unreadable", {**FIRE, "commentary/2026-27-Q2.csv": "exception;said\n\"FD09;It rose\n"},
       [("commentary/2026-27-Q2.csv", "", "A2", "commentary-unreadable")])
folder("file-sent-before", {
    "inbox/2026-27-Q1/essex-fire/return.csv": "indicator,value\nFI01,31\nFI02,12\n",
    **inbox(essex_fire={"return.csv": "indicator,value\nFI01,31\nFI02,12\n"})},
       [("2026-27-Q2/essex-fire/return.csv", "", "", "file-sent-before")])
file("form-not-filled", "xlsx", xlsx(Sheet("Return", [
    ["Return form of Essex Safeguarding Children Board, 2026-27 Q2, version 0123456789ab"], ["Quarter 2 2026/27"],
    ["indicator", "value"], ["FI01", ""], ["FI02", ""]])), [" form-not-filled"], agency="essex-fire")
file("completed-and-open", "csv", csv("""
action,source,text,owner,due,status,completed
A1,s11,Write the policy,Head of service,2026-12-31,in progress,2026-07-30
A2,s11,Train the staff,Head of service,2026-12-31,in progress,
"""), ["G2 completed-and-open"], agency="board-unit")
