"""A board whose returns have everything that makes measuring hard: suppressed cells with and without bounds, districts without
their county and counties without their districts, several senders at one area, blanks, late follow-ups, the same figure ready-made
and as rows, rates without a row of their own. Always the same for the same seed.

Usage: make_odd_board.py FOLDER INDICATORS.JSON [SEED]     (the indicators as `paqa catalogue indicators --format json` lists them)
"""
import csv
import json
import random
import sys
from pathlib import Path

board, seed = Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
indicators = [row["id"] for row in json.loads(Path(sys.argv[2]).read_text())]
chance = random.Random(seed)
DISTRICTS = ["D1", "D2", "D3", "D4"]
QUARTERS = ["2025-26 Q3", "2025-26 Q4", "2026-27 Q1", "2026-27 Q2"]
FEEDS = ["dashboard", "s11-answers", "training-sessions", "training-evaluations", "lado-referrals", "lado-timeliness", "actions",
         "case-audits", "communications", "business-plan", "voice", "attendance"]
AGENCIES = {"one": "local_authority_csc", "two": "police", "three": "local_authority_csc", "four": "health_provider"}
ENDS = {"2025-26 Q3": "2025-12", "2025-26 Q4": "2026-03", "2026-27 Q1": "2026-06", "2026-27 Q2": "2026-09"}


def put(name, head, rows):
    path = board / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as out:
        csv.writer(out).writerows([head.split(","), *rows])


def day(quarter):
    month = ENDS[quarter]
    back = chance.randint(0, 2)
    return f"{month[:5]}{int(month[5:]) - back:02d}-{chance.randint(1, 28):02d}"


def cell(most=200):
    kind = chance.random()
    if kind < 0.80:
        return chance.randint(0, most)
    return chance.choice(["<5", "<10", "c", "x", "z", "..", ":", ""])


board.mkdir(parents=True, exist_ok=True)
(board / "board.toml").write_text('name = "An odd board"\n[due]\ns11-answers = ["2025-26 Q4"]\n')
put("areas.csv", "area,name,level,parent,aliases",
    [["C", "County", "county", "", ""], ["N", "North", "quadrant", "C", ""], ["S", "South", "quadrant", "C", ""],
     ["D1", "Alton", "district", "N", ""], ["D2", "Bolton", "district", "N", ""], ["D3", "Cotton", "district", "S", ""],
     ["D4", "Dutton", "district", "C", ""], ["W", "Wide", "other", "", ""]])
people = []
for area in ["C", "N", *DISTRICTS[:3]]:
    for year in (2024, 2025):
        people.append([area, year, *(chance.randint(5000, 90000) for _ in range(3)), f"mid-{year}"])
put("populations.csv", "area,year,population_0_17,population_10_17,population_15_17_f,vintage", people)
put("comparators.csv", "indicator,group,year,value,published,source", [])
put("agencies.csv", "agency,name,kind,aliases,feeds,valid_from,valid_to",
    [[id, f"{id.title()} agency", kind, "", ";".join(FEEDS), "2026-05-01" if id == "four" else "", ""] for id, kind in AGENCIES.items()])

words = {
    "grade": ["outstanding", "good", "requires improvement", "inadequate"],
    "s11": ["met", "partly-met", "not-met", "not-applicable"],
    "status": ["not-started", "in-progress", "complete"],
}
maybe = lambda value, share=0.7: value if chance.random() < share else ""
for quarter in QUARTERS:
    for agency in AGENCIES:
        folder = f"inbox/{quarter.replace(' ', '-')}/{agency}"
        rows = []
        for indicator in indicators:
            if chance.random() < 0.35:
                continue
            areas = chance.choice([["C"], ["C", *DISTRICTS], DISTRICTS, DISTRICTS[:2], ["N", "D3"], ["W"], ["", "D4"]])
            abouts = {(area, quarter) for area in areas}
            if chance.random() < 0.15 and quarter != QUARTERS[0]:
                abouts |= {(area, QUARTERS[QUARTERS.index(quarter) - 1]) for area in areas}
            for area, about in sorted(abouts):
                kind = chance.choice(["count", "share", "value", "all"])
                numerator = cell() if kind != "value" else ""
                denominator = cell(400) if kind in ("share", "all") else ""
                value = chance.randint(0, 100) if kind in ("value", "all") else ""
                rows.append([indicator, area, about, numerator, denominator, value, ""])
        put(f"{folder}/dashboard.csv", "indicator,area,period,numerator,denominator,value,note", rows)
        sessions = [f"{quarter[-2:]}-{agency}-{number}" for number in range(4)]
        put(f"{folder}/training sessions.csv",
            "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in",
            [[session, "Neglect", "neglect", day(quarter), "in-person", capacity, who, *(cell(20) for _ in range(5))]
             for session in sessions for capacity in [chance.choice([20, 30, "<5", ""])]
             for who in chance.sample(sorted(AGENCIES), 3)])
        put(f"{folder}/evaluations.csv",
            "session,respondent,agency,role,before,after,follow_up,scale_max,satisfaction,practice_change",
            [[chance.choice(sessions), f"r{number}", chance.choice(sorted(AGENCIES)), "", maybe(chance.randint(1, 5)),
              maybe(chance.randint(1, 5)), maybe(chance.randint(1, 5), 0.4), maybe(chance.choice([5, 10])), maybe(chance.randint(1, 5)),
              maybe("Yes", 0.3)] for number in range(12)])
        put(f"{folder}/lado timeliness.csv", "period,measure,count",
            [[quarter, measure, cell(30)] for measure in
             ["concluded", "concluded_1_month", "concluded_3_months", "concluded_12_months", "open_at_end", "open_over_3_months", "open_over_12_months"]])
        put(f"{folder}/lado referrals.csv", "period,area,referrer,sector,concern,threshold,outcome,count",
            [[quarter, chance.choice(["", *DISTRICTS]), "School", f"Sector {number}", "Physical", chance.choice(["Met", "Not met", ""]),
              chance.choice(["substantiated", "unfounded", "ongoing", ""]), cell(20)] for number in range(10)])
        put(f"{folder}/actions.csv", "action,source,reference,agency,text,owner,due,status,completed,impact",
            [[f"{agency}-{number}", chance.choice(["s11", "practice-review", "case-audit"]), "", chance.choice(sorted(AGENCIES)), "Do it", "",
              day(chance.choice(QUARTERS)), chance.choice(words["status"]), maybe(day(quarter)), ""] for number in range(25)])
        put(f"{folder}/case audits.csv", "audit,theme,case,agency,domain,grade,moderated_grade",
            [[f"A-{quarter[-2:]}", "neglect", f"Case {case}", agency, domain, chance.choice(words["grade"]), maybe(chance.choice(words["grade"]), 0.3)]
             for case in range(6) for domain in chance.sample(["overall", "voice of the child", "management oversight", "assessment"], 3)])
        put(f"{folder}/communications.csv", "campaign,channel,period,reach,clicks",
            [[campaign, channel, quarter, cell(5000), cell(50)] for campaign in ("Sleep", "Water") for channel in ("facebook", "x", "website")])
        put(f"{folder}/plan.csv", "priority,action,lead,progress,rag,due",
            [[f"P{1 + number % 5}", f"Action {number}", "Lead", "Going", chance.choice(["red", "amber", "green"]), day(quarter)] for number in range(9)])
        put(f"{folder}/voice.csv", "group,date,young_people,topic,method,said,changed",
            [[f"Group {number}", day(quarter), cell(30), "topic", "", "said", ""] for number in range(4)])
        put(f"{folder}/attendance.csv", "meeting,date,agency,invited,attended,represented",
            [[f"Meeting {quarter[-2:]}", f"{ENDS[quarter]}-05", who, 1, chance.choice([0, 1]), chance.choice(["", 1, 0])] for who in AGENCIES])
        if quarter == "2025-26 Q4":
            put(f"{folder}/section 11.csv", "cycle,organisation,organisation_type,area,standard,question,self_grade,moderated_grade,evidence",
                [[quarter, name, kind, maybe(chance.choice(DISTRICTS), 0.5), 1 + number % 8, f"{1 + number % 8}.{1 + number % 3}",
                  chance.choice(words["s11"]), maybe(chance.choice(words["s11"]), 0.3), ""]
                 for name, kind in ((f"{agency.title()} agency", "agency"), (f"{agency} school", "school"), (f"{agency} nursery", "early-years"))
                 for number in range(12)])
