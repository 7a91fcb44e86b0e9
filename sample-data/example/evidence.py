"""The feeds that are not dashboards: LADO, training, and what the Board's own team keeps."""

import datetime

from . import stories
from .calendar import Period
from .chance import binomial, count, poisson, split, stream
from .places import DISTRICT_CODES

SECTORS = {
    "Education": 0.40, "Early years": 0.13, "Foster care": 0.10, "Residential care": 0.08, "Sport and leisure": 0.06,
    "Health": 0.06, "Transport": 0.05, "Faith": 0.03, "Voluntary": 0.05, "Police": 0.02, "Other": 0.02,
}
CONCERNS = {"Physical": 0.36, "Sexual": 0.19, "Conduct or suitability": 0.27, "Neglect": 0.06, "Emotional": 0.06, "Other": 0.06}
REFERRERS = {"Education": 0.34, "Social care": 0.20, "Police": 0.14, "Early years": 0.10, "Health": 0.06, "Regulator": 0.05, "Parent or public": 0.11}
OUTCOMES = {"substantiated": 0.27, "unsubstantiated": 0.25, "unfounded": 0.17, "false": 0.03, "malicious": 0.01, "ongoing": 0.27}
LADO_HEADER = ["period", "area", "referrer", "sector", "concern", "threshold", "outcome", "count"]
SPEED_HEADER = ["period", "measure", "count"]
SEASON = (1.03, 0.93, 1.02, 1.02)


def lado(world, seed, planted):
    """Quarter -> (referral rows, timeliness rows). Cases opened, closed and open always balance."""
    made, opened_before, old_backlog = [], 128, 34
    for t in range(world.quarters):
        rng, period = stream(seed, "lado", t), world.period[t]
        at = t - world.offset
        factor = stories.LADO_REFERRALS.get(at, 1) if planted else 1
        total, cells, met = count(rng, 402 * factor * SEASON[period.quarter - 1], 1.4), {}, 0
        for _ in range(total):
            sector, concern, referrer = (rng.choices(list(x), list(x.values()))[0] for x in (SECTORS, CONCERNS, REFERRERS))
            if planted and sector == "Police" and at >= 20:
                sector = "Education"
            accepted = rng.random() < 0.41
            met += accepted
            outcome = rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0] if accepted else ""
            key = (referrer, sector, concern, "Met" if accepted else "Not met", outcome)
            cells[key] = cells.get(key, 0) + 1
        rows = [[period.name, "", *key, n] for key, n in sorted(cells.items())]
        pace = stories.LADO_CONCLUDED.get(at, 1) if planted else 1
        drift = 0 if planted and at >= 20 else 0.35 * (opened_before - 128)
        concluded = max(40, round(met * pace + drift + rng.gauss(0, 5)))
        concluded = min(concluded, opened_before + met - 60)
        open_now = opened_before + met - concluded
        fast = binomial(rng, concluded, 0.815)
        quarter = min(concluded, fast + binomial(rng, concluded - fast, 0.60))
        year = min(concluded, quarter + binomial(rng, concluded - quarter, 0.93))
        long = binomial(rng, open_now, 0.27) if not (planted and at >= 20) else round(open_now * (0.29 + 0.035 * (at - 19)))
        oldest = min(long, poisson(rng, 6))
        numbers = {
            "concluded": concluded, "concluded_1_month": fast, "concluded_3_months": quarter, "concluded_12_months": year,
            "open_at_end": open_now, "open_over_3_months": long, "open_over_12_months": oldest,
        }
        made.append((rows, [[period.name, measure, n] for measure, n in numbers.items()]))
        opened_before = open_now
    return made


COURSES = [  # course, theme, mode, capacity
    ("Safeguarding children level 3", "core", "Face to face", 40),
    ("Safeguarding children level 3 refresher", "core", "Virtual", 60),
    ("Neglect and the graded care profile", "neglect", "Face to face", 30),
    ("Domestic abuse and its effect on children", "domestic abuse", "Virtual", 50),
    ("Child exploitation and missing children", "exploitation", "Face to face", 40),
    ("Online harm", "online safety", "Virtual", 60),
    ("Parental mental health", "mental health", "Virtual", 45),
    ("Child protection conferences", "core", "Face to face", 30),
]
ALLEGATIONS = ("Managing allegations and the role of the LADO", "allegations", "Virtual", 50)
CONFERENCE = ("Annual safeguarding conference", "other", "Conference", 220)
LEARNERS = ["essex-social-care", "essex-family-support", "essex-police", "mid-south-hospitals", "partnership-trust",
            "family-wellbeing", "essex-education", "essex-early-years", "essex-probation", "basildon-council", "tendring-council"]
SESSION_HEADER = ["session", "course", "theme", "date", "mode", "capacity", "agency", "registered", "attended", "cancelled", "no_show", "walk_in"]
FORM_HEADER = ["session", "respondent", "agency", "role", "before", "after", "follow_up", "scale_max", "satisfaction", "practice_change"]
ROLES = ["Practitioner", "Manager", "Designated lead", "Other"]


def training(world, seed, planted):
    """Quarter -> (session rows, evaluation rows as first sent, evaluation rows with all follow-ups)."""
    made = []
    for t in range(world.quarters):
        rng, period, at = stream(seed, "training", t), world.period[t], t - world.offset
        courses = list(COURSES) + [rng.choice(COURSES) for _ in range(4)]
        if planted and at >= 19:
            courses += [ALLEGATIONS] * (3 if at < 23 else 2)
        if period.quarter == 3:
            courses.append(CONFERENCE)
        absent = (stories.NO_SHOWS.get(at) if planted else None) or max(0.03, rng.gauss(0.054, 0.004))
        sessions, forms, later = [], [], []
        for n, (course, theme, mode, capacity) in enumerate(courses, 1):
            name = f"{period.year % 100}{period.quarter}-{n:02d}"
            day = period.first_day + datetime.timedelta(days=rng.randrange(5, 86))
            learners = sorted(rng.sample(LEARNERS, rng.randrange(4, 7)))
            if planted and theme == "allegations" and at > 19:
                learners = [a for a in learners if a != "essex-police"]
            booked = min(capacity, max(8, round(rng.gauss(capacity * 0.95, capacity * 0.04))))
            respondent = 0
            for agency, registered in zip(learners, split(rng, booked, [1] * len(learners))):
                cancelled = binomial(rng, registered, 0.07)
                missing = binomial(rng, registered - cancelled, absent / 0.93)
                walked_in = poisson(rng, 0.25)
                attended = registered - cancelled - missing + walked_in
                sessions.append([name, course, theme, day.isoformat(), mode, capacity, agency, registered, attended, cancelled, missing, walked_in])
                for _ in range(binomial(rng, attended, 0.28)):
                    respondent += 1
                    before = min(9, max(2, round(rng.gauss(5.6, 1.2))))
                    after = min(10, before + max(0, round(rng.gauss(1.9, 1.0))))
                    paired = "" if rng.random() < 0.08 else before
                    replied = rng.random() < 0.52
                    follow = min(10, max(1, after - rng.choice([0, 0, 1]))) if replied else ""
                    changed = ("Yes" if rng.random() < 0.46 else "No") if replied else ""
                    start = [name, f"R{respondent:02d}", agency, rng.choice(ROLES), paired, after]
                    happy = rng.choices([10, 9, 8, 7, 6, 4], [30, 32, 22, 9, 4, 3])[0]
                    later.append(start + [follow, 10, happy, changed])
                    early = replied and rng.random() < 0.25
                    forms.append(start + [follow if early else "", 10, happy, changed if early else ""])
        made.append((sessions, forms, later))
    return made


RISKS = {  # risk -> (text, likelihood, impact, target, owner)
    "R01": ("Late or missing returns hide a change in practice", 3, 3, 4, "Board manager"),
    "R02": ("Too few placements close to home for older children", 4, 4, 9, "Head of placements"),
    "R03": ("Vacancies among designated doctors and nurses", 3, 4, 6, "Chief nurse"),
    "R04": ("Partners' contributions fall behind costs", 2, 4, 4, "Board manager"),
    "R05": ("Child death reviews take longer than a year", 3, 2, 2, "Panel chair"),
    "R06": ("Long waits for emotional wellbeing assessments", 3, 4, 6, "Head of commissioning"),
    "R07": ("LADO cases stay open for longer", 2, 3, 4, "LADO manager"),
}
RISK_HEADER = ["risk", "text", "likelihood", "impact", "target", "owner", "reviewed"]


def risks(period, at):
    """The register at the end of a quarter. R07 rises with no new action beside it: planted."""
    rows = []
    for risk, (text, likelihood, impact, target, owner) in RISKS.items():
        if risk == "R07" and at >= 22:
            likelihood = 3 if at < 24 else 4
        if risk == "R06" and at >= 23:
            likelihood = 4
        rows.append([risk, text, likelihood, impact, target, owner, period.last_day.isoformat()])
    return rows


ACTION_HEADER = ["action", "source", "reference", "agency", "text", "owner", "due", "status", "completed", "impact"]
# action, source, reference, agency, text, owner, first quarter, due, started, completed, impact
ACTIONS = [
    ("A01", "practice-review", "Review Linden R1", "essex-social-care", "Test strategy discussions for missing health partners", "Head of quality", 4, "2022-06-30", 5, "2022-06-10", "Dip sample in 2022: health present in 18 of 20"),
    ("A02", "practice-review", "Review Linden R2", "mid-south-hospitals", "Flag bruising in babies on arrival", "Named doctor", 4, "2022-09-30", 6, "2022-10-21", "Audit of 30 records in January 2023"),
    ("A03", "case-audit", "Neglect 2021", "family-wellbeing", "Use the graded care profile at the first visit", "Head of health visiting", 4, "2022-03-31", 5, "2022-03-18", "Tools completed rose in two districts"),
    ("A04", "case-audit", "Domestic abuse 2022", "essex-police", "Record children present at every incident", "Head of public protection", 8, "2023-03-31", 9, "2023-03-27", ""),
    ("A05", "business-plan", "BP 2.1", "board-unit", "Publish the exploitation pathway", "Board manager", 8, "2023-09-30", 9, "2023-09-12", "Pathway used in quadrant meetings"),
    ("A06", "exception", "CP05 2024-25 Q2", "essex-social-care", "Add a second conference chair team and a weekly booking review", "Head of child protection", 18, "2025-09-30", 19, "2025-09-19", "Share of conferences in time back above 90% from 2025-26 Q4"),
    ("A07", "s11", "S11 2024-25 6.1", "essex-education", "Send the LADO contact card to every setting", "Safeguarding lead", 18, "2025-06-30", 19, "2025-06-20", "Card seen in 27 of 30 settings visited"),
    ("A08", "s11", "S11 2024-25 6.1", "board-training", "Run a course on managing allegations and the role of the LADO", "Training manager", 18, "2025-07-31", 19, "2025-07-22", "Course run in each quarter since"),
    ("A09", "s11", "S11 2024-25 3.1", "partnership-trust", "Put the whistleblowing route in induction", "Director of nursing", 18, "2025-12-31", 21, "2025-12-12", "Asked in supervision; most could name it"),
    ("A10", "s11", "S11 2024-25 6.3", "basildon-council", "Report allegations within one working day", "Safeguarding lead", 18, "2025-12-31", 20, "", ""),
    ("A11", "s11", "S11 2024-25 4.1", "castle-point-council", "Show what changed after the youth survey", "", 18, "2026-03-31", 22, "", ""),
    ("A12", "s11", "S11 2024-25 5.2", "essex-probation", "Record supervision of staff who work with parents", "Head of service", 18, "", 21, "", ""),
    ("A13", "practice-review", "Review Hazel R1", "essex-social-care", "Check every plan over 15 months for drift", "Head of child protection", 20, "2026-06-30", 21, "", ""),
    ("A14", "practice-review", "Review Hazel R2", "family-wellbeing", "Agree who speaks to school nurses before a conference", "Named nurse", 20, "2026-03-31", 21, "2026-03-20", ""),
    ("A15", "practice-review", "Review Hazel R3", "essex-police", "Brief response teams on return home interviews", "Head of public protection", 21, "2026-08-31", 22, "", ""),
    ("A16", "practice-review", "Review Rowan R1", "partnership-trust", "Record parental status at each review", "Director of nursing", 22, "2026-12-31", 23, "", ""),
    ("A17", "case-audit", "Children with disabilities 2025", "mid-community-health", "Use chronologies for disabled children", "Named nurse", 22, "2026-06-30", 23, "2026-06-24", "Six of eight records in a dip sample"),
    ("A18", "case-audit", "Children with disabilities 2025", "essex-social-care", "Offer advocacy at each conference", "Head of quality", 22, "2026-09-30", 23, "", ""),
    ("A19", "exception", "CP10 2026-27 Q1", "essex-social-care", "Review each plan that has lasted 18 months", "Head of child protection", 23, "2027-01-31", 24, "", ""),
    ("A21", "exception", "HE07 R06 2026-27 Q1", "wellbeing-service", "Offer a first appointment within eight weeks", "Head of commissioning", 23, "2027-03-31", 24, "", ""),
    ("A20", "exception", "MX05 2026-27 Q1", "essex-social-care", "Agree a handover of missing episodes with police", "Head of adolescent services", 23, "2026-12-31", 24, "", ""),
]


def actions(period, at):
    """The tracker at the end of a quarter: every action known by then, with its state of that day."""
    rows = []
    for action, source, reference, agency, text, owner, first, due, started, completed, impact in ACTIONS:
        if at < first:
            continue
        done = completed and datetime.date.fromisoformat(completed) <= period.last_day
        status = "complete" if done else "in-progress" if at >= started else "not-started"
        rows.append([action, source, reference, agency, text, owner, due, status, completed if done else "", impact if done else ""])
    return rows


PLAN_HEADER = ["priority", "action", "lead", "progress", "rag", "due"]
PLAN = [
    (priority, f"{number}.{n}", lead, text)
    for number, (priority, lead, texts) in enumerate([
        ("P1", "essex-police", ["Joint domestic abuse triage", "FGM guidance for schools", "Parental mental health protocol", "Substance misuse briefings"]),
        ("P2", "essex-social-care", ["Exploitation pathway", "Missing children protocol", "Self-harm toolkit", "Online safety campaign"]),
        ("P3", "essex-family-support", ["Neglect strategy", "Graded care profile", "Early help module"]),
        ("P4", "board-unit", ["Young people's panel", "E-bulletin", "Stay Safe road shows"]),
        ("P5", "board-unit", ["Section 11 audit", "Learning from reviews", "Escalation policy", "Performance framework", "Training needs analysis"]),
    ], 1) for n, text in enumerate(texts, 1)
]


LATE = 9  # the graded care profile


def business_plan(period):
    """The plan of a year at the end of a quarter; green is completed, amber on target, red no progress."""
    rows = []
    for place, (priority, action, lead, text) in enumerate(PLAN):
        finish = 1 + (place * 7 + period.year) % 5  # the quarter of the year in which it is completed; 5: not this year
        rag = "green" if period.quarter > finish or (period.quarter == finish and place % 2) else "amber"
        if place == LATE and period.year == 2026:  # past its date from the second quarter on, and still called on target: planted
            finish, rag = 1, "amber"
        if place in (5, 12) and period.quarter >= 2 and period.year >= 2025 and rag != "green":
            rag = "red"
        month, year = {1: ("06-30", 0), 2: ("09-30", 0), 3: ("12-31", 0), 4: ("03-31", 1), 5: ("03-31", 1)}[finish]
        progress = {"green": "Completed", "amber": "On target", "red": "No progress since the last report"}[rag]
        rows.append([priority, f"{action} {text}", lead, progress, rag, f"{period.year + year}-{month}"])
    return rows


CHALLENGE_HEADER = ["challenge", "raised", "about", "issue", "response", "outcome", "closed"]
CHALLENGES = [
    ("C01", "2022-02-17", "east-ambulance", "No return for a quarter", "New contact named", "Returns since on time", "2022-08-18"),
    ("C02", "2023-11-16", "essex-fire", "No return for a quarter", "System change explained", "Return resumed", "2024-02-15"),
    ("C03", "2024-11-21", "essex-social-care", "Initial conferences outside 15 working days", "Second chair team and weekly review", "In time again", "2026-02-19"),
    ("C04", "2025-05-15", "basildon-council", "Section 11 action on allegations without evidence", "Lead to attend in September", "", ""),
    ("C05", "2026-02-19", "essex-police", "Briefing on return home interviews not dated", "Date promised", "", ""),
    ("C06", "2026-05-21", "essex-lado", "Cases open for over three months", "", "", ""),
]
COMMS_HEADER = ["campaign", "channel", "period", "reach", "clicks"]
FUNDING_HEADER = ["partner", "year", "pledged", "paid"]
PARTNERS = [("Essex County Council", 240205), ("Police, Fire and Crime Commissioner", 66426), ("NHS integrated care boards", 59897),
            ("District, borough and city councils", 14520), ("Probation", 7497), ("CAFCASS", 550)]
VOICE_HEADER = ["group", "date", "young_people", "topic", "method", "said", "changed"]
ATTENDANCE_HEADER = ["meeting", "date", "agency", "invited", "attended", "represented"]
MEMBERS = ["essex-social-care", "essex-police", "mid-south-icb", "mid-south-hospitals", "partnership-trust", "family-wellbeing",
           "essex-education", "essex-youth-justice", "essex-probation", "basildon-council", "colchester-council", "essex-fire"]


def challenges(period):
    rows = []
    for challenge, raised, about, issue, response, outcome, closed in CHALLENGES:
        if datetime.date.fromisoformat(raised) <= period.last_day:
            shut = closed and datetime.date.fromisoformat(closed) <= period.last_day
            rows.append([challenge, raised, about, issue, response, outcome if shut else "", closed if shut else ""])
    return rows


def communications(seed, period, t):
    rng, rows = stream(seed, "communications", t), []
    for campaign, channel, reach in [("Safer sleep", "Website", 42000), ("Safer sleep", "Facebook", 118000), ("Walk online", "Instagram", 36000),
                                     ("Walk online", "Website", 12500), ("See the signs", "Facebook", 84000), ("E-bulletin", "E-bulletin", 3650)]:
        seen = round(rng.gauss(reach, reach * 0.08))
        rows.append([campaign, channel, period.name, seen, binomial(rng, seen, 0.027)])
    return rows


def funding(period):
    return [[partner, period.year_name, pledged, pledged] for partner, pledged in PARTNERS]


def voice(seed, period, t):
    rng, rows = stream(seed, "voice", t), []
    topics = [("Waiting for help", "We do not know what happens while we wait", "A letter now says what to expect"),
              ("Feeling safe in town", "We avoid the bus station after dark", "Patrols at closing time of schools"),
              ("Reporting worries online", "Forms are too long on a phone", "Form cut to one page"),
              ("Meetings about us", "We want to choose who comes", "A choice is offered before each conference")]
    for n, group in enumerate(["Young people's panel", "Children in care council", "Youth council West", "School safeguarding ambassadors"]):
        topic, said, changed = topics[(t + n) % 4]
        day = period.first_day + datetime.timedelta(days=14 + 17 * n)
        rows.append([group, day.isoformat(), max(6, round(rng.gauss(12, 2))), topic, rng.choice(["Workshop", "Survey", "Focus group"]), said, changed])
    return rows


def attendance(seed, period, t):
    rng, rows = stream(seed, "attendance", t), []
    for meeting, days in (("PAQA sub-committee", 50), ("Executive board", 68)):
        day = period.first_day + datetime.timedelta(days=days)
        for agency in MEMBERS:
            came = rng.random() < (0.62 if agency == "essex-probation" else 0.88)
            stood_in = not came and rng.random() < 0.45
            rows.append([meeting, day.isoformat(), agency, 1, int(came), int(stood_in)])
    return rows
