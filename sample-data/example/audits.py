"""Section 11 answers of agencies and schools, and themed case audits."""

from .chance import stream
from .places import COUNCILS, DISTRICT_CODES, NEED, S11_AGENCIES

STANDARDS = {
    "1": "Senior leadership and accountability",
    "2": "Policy and commitment",
    "3": "Whistleblowing and complaints",
    "4": "Children's views",
    "5": "Training and supervision",
    "6": "Safer recruitment and allegations",
    "7": "Working together",
    "8": "Information sharing",
}
# question -> (text in 2026-27, since cycle, share of agencies that met it in 2024-25 and in 2026-27)
QUESTIONS = {
    "1.1": ("A named senior person leads on safeguarding", "2024-25", 0.92, 0.94),
    "1.2": ("The governing body looks at a safeguarding report every year", "2024-25", 0.85, 0.88),
    "2.1": ("The child protection policy is current", "2024-25", 0.86, 0.90),
    "2.2": ("Staff and families can find the policy without help", "2024-25", 0.70, 0.72),
    "3.1": ("Staff know how to blow the whistle", "2024-25", 0.48, 0.76),
    "3.2": ("Complaints that children make are recorded", "2024-25", 0.76, 0.78),
    "4.1": ("What children say has changed a service", "2024-25", 0.62, 0.66),
    "5.1": ("The training of staff is up to date", "2024-25", 0.72, 0.74),
    "5.2": ("Supervision takes place and is recorded", "2024-25", 0.68, 0.70),
    "6.1": ("Managers know how to refer to the LADO", "2024-25", 0.27, 0.81),
    "6.2": ("Someone trained in safer recruitment sits on every panel", "2024-25", 0.90, 0.91),
    "6.3": ("Allegations reach the LADO within one working day", "2024-25", 0.50, 0.79),
    "7.1": ("The organisation comes to the conferences that it is invited to", "2024-25", 0.66, 0.70),
    "7.2": ("Professional disagreements are escalated and recorded", "2024-25", 0.60, 0.64),
    "8.1": ("Staff know when they may share without consent", "2024-25", 0.72, 0.74),
    "8.2": ("Information sharing agreements are signed and current", "2024-25", 0.78, 0.80),
    "4.2": ("Online safety is part of work with children and families", "2026-27", 0.0, 0.69),
}
SCHOOL_QUESTIONS = {
    "1.1": ("A named senior person leads on safeguarding", 0.96),
    "1.2": ("The governing body looks at a safeguarding report every year", 0.90),
    "2.1": ("The child protection policy is current", 0.97),
    "3.1": ("Staff know how to blow the whistle", 0.84),
    "4.1": ("What children say has changed a service", 0.83),
    "5.1": ("The training of staff is up to date", 0.92),
    "5.2": ("Supervision takes place and is recorded", 0.89),
    "6.1": ("Managers know how to refer to the LADO", 0.80),
    "6.2": ("Someone trained in safer recruitment sits on every panel", 0.94),
    "7.1": ("The organisation comes to the conferences that it is invited to", 0.86),
    "8.1": ("Staff know when they may share without consent", 0.82),
    "8.2": ("Information sharing agreements are signed and current", 0.78),
}
# What this board adds to the built-in questions and workbooks.
SCHEMA = """# Questions of this board's own, and the workbook in which agencies answer in words.

[[question]]
id = "4.2"
standard = "4"
text = "Online safety is part of work with children and families."

[[question]]
id = "6.3"
standard = "6"
text = "Allegations reach the LADO within one working day."

[[question]]
id = "7.2"
standard = "7"
text = "Professional disagreements are escalated and recorded."

[[question]]
id = "8.2"
standard = "8"
text = "Information sharing agreements are signed and current."

[[workbook]]
id = "essex-agencies-words"
family = "agencies"
from_cycle = "2024-25"
recognise_by = ["agency workbook", "Met, Partly met, Not met"]
scale = [
  { written = "Met", grade = "met" },
  { written = "Partly met", grade = "partly-met" },
  { written = "Not met", grade = "not-met" },
  { written = "N/A", grade = "not-applicable" },
]
"""
# The built-in theme with this board's own question on allegations.
LINKS = """# Questions of this board's own that bear on a theme.

[[link]]
id = "allegations"
questions = ["3.1", "6.1", "6.2", "6.3"]
"""
FIRST = "Ashdene Barleyfield Beckmead Birchcroft Blackmarsh Brambleside Bridgewick Broadoak Canewood Cedarhurst Cherrydown Copperbeech Crossways Deerleap Elmcroft Fairacre Fenlane Foxhollow Goldings Greenways".split()
KINDS = ["Primary School", "Academy", "High School"]
HEADER = ["cycle", "organisation", "organisation_type", "area", "standard", "question", "self_grade", "moderated_grade", "evidence"]
COUNCIL_AREA = {agency: code for code, (agency, _, _) in COUNCILS.items()}
KIND_WORD = {"met": "Evidence seen", "partly-met": "Plan in place", "not-met": "", "not-applicable": ""}


def grade(rng, met):
    """One self-assessed grade: mostly met, then partly, seldom not."""
    roll = rng.random()
    if roll < met:
        return "met"
    return "partly-met" if roll < met + (1 - met) * 0.72 else "not-met"


def moderated(rng, own):
    """The panel moves about one grade in eight, mostly down."""
    if own == "not-applicable" or rng.random() > 0.12:
        return own
    return {"met": "partly-met", "partly-met": "not-met", "not-met": "partly-met"}[own]


def agency_answers(seed, cycle, agencies=S11_AGENCIES, planted=True):
    """agency -> rows of one agency cycle. A few answers of 2026-27 are copied forward unchanged by one council."""
    answers = {}
    for place, agency in enumerate(agencies):
        rng, rows = stream(seed, "s11", cycle, agency), []
        for question, (_, since, first, later) in QUESTIONS.items():
            if since > cycle:
                continue
            met = first if cycle == "2024-25" or not planted else later
            own = grade(rng, met)
            if question in ("7.1", "5.2") and agency in ("essex-fire", "uttlesford-council"):
                own = "not-applicable"
            if question == "6.1" and cycle == "2024-25" and planted:
                own = ("met", "partly-met", "not-met", "partly-met")[place % 4]
            if agency == "essex-police" and question in ("6.1", "6.3"):
                own = "met"
            panel = moderated(rng, own) if cycle == "2024-25" else ""
            rows.append([cycle, agency, "agency", COUNCIL_AREA.get(agency, ""), question[0], question, own, panel, KIND_WORD[own]])
        answers[agency] = sorted(rows, key=lambda r: r[5])
    return answers


def schools():
    """Sixty invented schools and their districts."""
    named = []
    for n in range(60):
        kind = {7: "Special School", 19: "College", 39: "Sixth Form College"}.get(n, KINDS[n // 20])
        named.append(f"{FIRST[n % 20]} {kind}")
    return named


def school_answers(seed, cycle="2025-26"):
    """Rows of the schools' cycle; three schools did not answer."""
    rng, rows = stream(seed, "s11 schools", cycle), []
    weights = [NEED[d] for d in DISTRICT_CODES]
    for n, name in enumerate(schools()):
        area = rng.choices(DISTRICT_CODES, weights)[0]
        if n in (11, 28, 52):
            continue
        for question, (_, met) in SCHOOL_QUESTIONS.items():
            own = grade(rng, met)
            kind = "college" if name.endswith("College") else "school"
            rows.append([cycle, name, kind, area, question[0], question, own, "", ""])
    return rows


def setting_answers(seed, cycle="2025-26"):
    """Rows of 31 of forty invented nurseries and playgroups, which answer half of the schools' questions."""
    rng, rows = stream(seed, "s11 settings", cycle), []
    weights = [NEED[d] for d in DISTRICT_CODES]
    for n in range(40):
        area = rng.choices(DISTRICT_CODES, weights)[0]
        if n % 9 in (3, 8):
            continue
        name = f"{FIRST[n % 20]} {'Nursery' if n < 20 else 'Playgroup'}"
        for question in ("1.1", "2.1", "3.1", "5.1", "6.1", "6.2"):
            own = grade(rng, SCHOOL_QUESTIONS[question][1] - 0.08)
            rows.append([cycle, name, "early-years", area, question[0], question, own, "", ""])
    return rows


AUDITS = {  # quarter -> (audit, theme, cases)
    3: ("Neglect 2021", "neglect", 8),
    7: ("Domestic abuse 2022", "domestic abuse", 10),
    11: ("Exploitation 2023", "exploitation", 8),
    14: ("Neglect 2023", "neglect", 9),
    18: ("Domestic abuse 2024", "domestic abuse", 8),
    21: ("Children with disabilities 2025", "disability", 7),
    24: ("Neglect 2026", "neglect", 9),
}
DOMAINS = ["assessment", "voice of child", "plan", "management oversight", "multi-agency working", "overall"]
GRADES = ["outstanding", "good", "requires improvement", "inadequate"]
AUDIT_HEADER = ["audit", "theme", "case", "agency", "domain", "grade", "moderated_grade"]


def case_audit(seed, t):
    """Rows of the themed audit of a quarter; case references mean nothing outside the audit."""
    if t not in AUDITS:
        return []
    audit, theme, cases = AUDITS[t]
    rng, rows = stream(seed, "case audit", t), []
    for case in range(1, cases + 1):
        for agency in ("essex-social-care", "essex-police", "family-wellbeing"):
            own = [min(3, max(0, round(rng.gauss(1.4, 0.8)))) for _ in DOMAINS]
            for domain, mark in zip(DOMAINS, own):
                if domain == "overall" and agency != "essex-social-care":
                    continue  # one judgement for the whole case
                panel = min(3, mark + 1) if rng.random() < 0.22 else mark
                rows.append([audit, theme, f"{theme[0].upper()}{case:02d}", agency, domain, GRADES[mark], GRADES[panel]])
    return rows
