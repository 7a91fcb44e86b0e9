"""Makes a board of forty agencies with some years of clean quarters of every feed, and one more quarter set aside in `next/`.

Usage: make_board.py FOLDER YEARS
"""
import random
import sys
from pathlib import Path

board, years = Path(sys.argv[1]), int(sys.argv[2])
random.seed(1)
districts = [f"district-{number:02d}" for number in range(12)]
agencies = [f"agency-{number:02d}" for number in range(40)]
indicators = ["CP01", "CP03", "CP04", "CP05", "CP06", "FD01", "FD02", "FD03", "LA01", "LA02"]
SHARES = ("CP03", "CP05", "FD02")
quarters = [(year, quarter) for year in range(2026 - years, 2026) for quarter in (1, 2, 3, 4)] + [(2026, 1)]


def put(name, lines):
    path = board / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")


cycles = ", ".join(f'"{year}-{(year + 1) % 100:02d} Q3"' for year in range(2026 - years, 2026))
put("board.toml", ['name = "Ten years"', "[due]", f"s11-answers = [{cycles}]"])
areas = [f"{district},{district},district,E10000012," for district in districts]
put("areas.csv", ["area,name,level,parent,aliases", "E10000012,Essex,county,,", *areas])
people = [f"{area},{year},{30000},mid-{year}" for area in ["E10000012", *districts] for year in range(2014, 2027)]
put("populations.csv", ["area,year,population_0_17,vintage", *people])
put("comparators.csv", ["indicator,group,year,value,published,source"])
members = [f"{agency},{agency},local_authority_csc,,dashboard;actions;s11-answers,," for agency in agencies]
put("agencies.csv", ["agency,name,kind,aliases,feeds,valid_from,valid_to", *members])
for year, quarter in quarters:
    period = f"{year}-{(year + 1) % 100:02d} Q{quarter}"
    folder = "next" if (year, quarter) == quarters[-1] else f"inbox/{period.replace(' ', '-')}"
    for agency in agencies:
        figures = [
            f"{indicator},{district},{period},{random.randint(6, 60)},{random.randint(61, 120) if indicator in SHARES else ''},,"
            for indicator in indicators
            for district in districts[:6]
        ]
        put(f"{folder}/{agency}/dashboard.csv", ["indicator,area,period,numerator,denominator,value,note", *figures])
        actions = [f"{agency}-{number},s11,,{agency},see to it,head,2027-01-31,in-progress,," for number in range(5)]
        head = "action,source,reference,agency,text,owner,due,status,completed,impact"
        put(f"{folder}/{agency}/actions.csv", [head, *actions])
    unit = f"{folder}/{agencies[0]}"
    first_month = [None, 4, 7, 10, 1][quarter]
    when = lambda month, day: f"{year + (quarter == 4)}-{first_month + month:02d}-{day:02d}"
    sessions = [f"S{period[2:]}-{number}" for number in range(60)]
    courses = ["Neglect", "Exploitation", "Designated leads", "Domestic abuse"]
    put(f"{unit}/training sessions.csv",
        ["session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in",
         *(f"{session},{courses[at % 4]},,{when(at % 3, 1 + at % 27)},In person,{24},{agency},{6},{random.randint(3, 5)},0,{random.randint(0, 1)},0"
           for at, session in enumerate(sessions) for agency in random.sample(agencies, 6))])
    put(f"{unit}/evaluations.csv",
        ["session,respondent,agency,role,before,after,follow_up,scale_max,satisfaction,practice_change",
         *(f"{random.choice(sessions)},R{number},{random.choice(agencies)},,{random.randint(1, 3)},{random.randint(3, 5)},,5,{random.randint(3, 5)},Yes"
           for number in range(300))])
    put(f"{unit}/lado referrals.csv",
        ["period,area,referrer,sector,concern,threshold,outcome,count",
         *(f"{period},{district},{referrer},{sector},Physical,{threshold},ongoing,{random.randint(1, 9)}"
           for district in districts[:6] for referrer in ("School", "Police") for sector in ("School", "Early years", "Transport")
           for threshold in ("Met", "Not met"))])
    measures = {"concluded": 80, "concluded_1_month": 60, "concluded_3_months": 70, "concluded_12_months": 79, "open_at_end": 20,
                "open_over_3_months": 8, "open_over_12_months": 1}
    put(f"{unit}/lado timeliness.csv",
        ["period,measure,count", *(f"{period},{measure},{count + random.randint(0, 3)}" for measure, count in measures.items())])
    grades = ["outstanding", "good", "requires improvement", "inadequate"]
    put(f"{unit}/case audits.csv",
        ["audit,theme,case,agency,domain,grade,moderated_grade",
         *(f"A{period[2:]},Neglect,Case {case},{agencies[case % 12]},{domain},{random.choice(grades)},"
           for case in range(40) for domain in ("Overall", "Voice of the child", "Assessment", "Planning"))])
    put(f"{unit}/risks.csv",
        ["risk,text,likelihood,impact,target,owner,reviewed",
         *(f"R{number},Something may happen,{random.randint(1, 5)},{random.randint(1, 5)},4,Head of service,{when(2, 1)}" for number in range(15))])
    put(f"{unit}/challenges.csv",
        ["challenge,raised,about,issue,response,outcome,closed",
         *(f"C{period[2:]}-{number},{when(0, 5 + number)},{random.choice(agencies)},Late minutes,Answered,Agreed,{when(2, 5)}" for number in range(10))])
    put(f"{unit}/communications.csv",
        ["campaign,channel,period,reach,clicks",
         *(f"Campaign {number},{channel},{period},{random.randint(900, 9000)},{random.randint(10, 90)}"
           for number in range(4) for channel in ("Facebook", "Website", "Newsletter"))])
    put(f"{unit}/funding.csv",
        ["partner,year,pledged,paid", *(f"{agency},{period[:7]},{10000},{2500 * quarter}" for agency in agencies[:12])])
    put(f"{unit}/plan.csv",
        ["priority,action,lead,progress,rag,due",
         *(f"P{1 + number % 5},Action {number},Lead,As planned,{random.choice(['red', 'amber', 'green'])},{year + 1}-03-31" for number in range(30))])
    put(f"{unit}/voice.csv",
        ["group,date,young_people,topic,method,said,changed",
         *(f"Group {number},{when(number % 3, 9)},{random.randint(6, 40)},Being heard,Workshop,Listen to us,We meet monthly" for number in range(10))])
    put(f"{unit}/attendance.csv",
        ["meeting,date,agency,invited,attended,represented",
         *(f"M{period[2:]},{when(1, 15)},{agency},1,{random.randint(0, 1)},0" for agency in agencies)])
    if quarter == 3:
        words = ["met", "partly-met", "not-met"]
        for agency in agencies:
            put(f"{folder}/{agency}/section 11.csv",
                ["cycle,organisation,organisation_type,area,standard,question,self_grade,moderated_grade,evidence",
                 *(f"{period},{agency},Agency,,{standard},{standard}.{question},{random.choice(words)},,Seen"
                   for standard in range(1, 9) for question in range(1, 4))])
