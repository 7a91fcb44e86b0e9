"""The current quarter as agencies really send it: one function per agency, each with its own habits."""

import datetime

from . import audits, evidence
from .chance import stream
from .files import csv_text, save
from .history import HEADER
from .names import NAMES
from .places import COUNCILS, COUNTY, DISTRICTS, QUADRANTS, SET, SOUTHEND, THURROCK, agencies
from .workbook import Sheet, ods, xls, xlsx

DISTRICT_NAME = {row[0]: row[1] for row in DISTRICTS}
QUADRANT_NAME = {row[0]: row[1] for row in QUADRANTS}


def label(indicator):
    return f"{indicator} {NAMES[indicator]}"


class Quarter:
    """The figures of the current quarter and the one before, as the agencies hold them."""

    def __init__(self, world, seed):
        self.world, self.seed, self.t = world, seed, world.quarters - 1
        self.now, self.before = world.sent_by(self.t), world.sent_by(self.t - 1)
        self.files = {}

    def rows(self, agency, areas=None, quarter="now"):
        return [r for r in getattr(self, quarter).get(agency, []) if areas is None or r.area in areas]

    def put(self, path, content):
        self.files[path] = content if isinstance(content, bytes) else content.encode()


def share(row):
    return row.numerator / row.denominator if row.denominator else None


def social_care(q):
    """Quarters across under merged heads, percent formats, footnotes, a hidden sheet, and a restated first quarter."""
    now = {r.indicator: r for r in q.rows("essex-social-care", [COUNTY])}
    before = {r.indicator: r for r in q.rows("essex-social-care", [COUNTY], "before")}
    rows = [["Essex County Council"], ["Children's Social Care: quarterly figures for the safeguarding board"], ["Quarter 2 2026/27 (July to September 2026)"],
            ["Run from the case system on 14 October 2026"], [],
            ["Indicator", "Quarter 1 2026/27", None, None, "Quarter 2 2026/27", None, None], [None, "Number", "Out of", "%", "Number", "Out of", "%"]]
    formats = {}
    for indicator, row in now.items():
        if indicator == "CP06":
            continue
        old, line = before.get(indicator), [label(indicator)]
        for part in (old, row):
            line += [None, None, None] if part is None else [part.numerator, part.denominator, share(part)]
        if indicator == "CP09":  # restated: four more repeat plans were found for the first quarter
            line[1:4] = [old.numerator + 4, old.denominator, (old.numerator + 4) / old.denominator]
        rows.append(line)
        for column in "DG":
            formats[f"{column}{len(rows)}"] = "0.0%"
    for row in rows:
        if row and str(row[0]).startswith("PF02"):
            row[6] = "=E%d/F%d" % (rows.index(row) + 1, rows.index(row) + 1)
        if row and str(row[0]).startswith("CP16"):
            row[4] = f"{row[4]}*"
    rows += [[], ["* provisional: two cases are being checked"], ["Repeat plans for Quarter 1 were restated after late recording"]]
    old_sheet = [[f"Quarter 2 2025/26"], ["Indicator", "Number", "Out of"]]
    old_sheet += [[label(r.indicator), r.numerator, r.denominator] for r in q.world.sent_by(q.t - 4)["essex-social-care"] if r.area == COUNTY][:20]
    q.put("essex-social-care/Board dataset Q2 2627.xlsx", xlsx([
        Sheet("County", rows, ["B6:D6", "E6:G6", "A6:A7"], formats, bold=(6, 7)), Sheet("last year", old_sheet, hidden=True)]))
    codes = [row[0] for row in sorted(DISTRICTS, key=lambda row: row[1])]
    spelt = {"Epping Forest": "Epping Forrest", "Castle Point": "Castlepoint"}
    head = ["Measure"] + [spelt.get(DISTRICT_NAME[c], DISTRICT_NAME[c]) for c in codes] + ["Essex"]
    table = [["Where children live, Q2 26/27"], ["Small numbers shown as <5"], [], head]
    for indicator in ("FD03", "CP06", "LA01", "MX10"):
        found = {r.area: r.numerator for r in q.rows("essex-social-care") if r.indicator == indicator}
        table.append([label(indicator)] + [found[c] for c in codes] + [found[COUNTY]])
    q.put("essex-social-care/Localities/District table Sept 26.xlsx", xlsx([Sheet("Districts", table, bold=(4,))]))
    q.put("essex-social-care/conference attendance list.xlsx", children_by_mistake(q))


def children_by_mistake(q):
    """A working list of children, sent by mistake: test-range NHS numbers, pseudo postcodes, reserved phone numbers."""
    rng, rows = stream(q.seed, "list"), [["Conferences held outside 15 working days, for checking"], [],
                                         ["Child", "Date of birth", "NHS number", "Postcode", "Parent's phone", "Days"]]
    first = ["Ottoline", "Peregrine", "Tamsin", "Aurelio", "Zinnia", "Barnaby", "Isolde", "Caspian"]
    last = ["Fernhollow", "Quillbrook", "Marshwick", "Thistledown", "Larkspur", "Oakenfell", "Brindlewood", "Saltcote"]
    for n in range(8):
        while True:
            digits = "999" + "".join(str(rng.randrange(10)) for _ in range(6))
            check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits)) % 11
            if check != 10:
                break
        number = digits + str(0 if check == 11 else check)
        born = datetime.date(2012 + n, 1 + (n * 5) % 12, 3 + n * 2)
        rows.append([f"{first[n]} {last[n]}", born, f"{number[:3]} {number[3:6]} {number[6:]}", f"ZZ99 3{'VZ' if n % 2 else 'WZ'}", f"07700 900{100 + n * 7}", 17 + n])
    return xlsx([Sheet("Sheet1", rows)])


def family_support(q):
    """Semicolons, Windows-1252, an en dash in the quarter, quadrant names of its own."""
    spelt = {"essex-north": "N. Essex", "essex-mid": "Mid Essex", "essex-south": "South Essex", "essex-west": "West Essex"}
    rows = [[label(r.indicator), spelt[r.area], "Q2 2026–27", r.numerator, r.denominator or "", f"{r.value} %" if r.value else "", "“As at 6 October” – includes the £1,500 pilot" if n == 0 else ""]
            for n, r in enumerate(q.rows("essex-family-support"))]
    text = csv_text(["Measure", "Locality", "Quarter", "Num", "Den", "Rate", "Comments"], rows, ";", "\r\n")
    q.put("essex-family-support/early help qtr2.csv", text.encode("cp1252"))


def police(q):
    """A part return: 13 of 19 measures. Domestic abuse is given for the whole force area only."""
    now = q.rows("essex-police")
    number = {(r.indicator, r.area): r for r in now}
    rows = [["ESSEX POLICE"], ["Children and young people: partnership data return"], ["Reporting period: 1 July 2026 to 30 September 2026"], [],
            ["Measure", "Area", "Volume", "Of", "Percentage", "Remarks"]]
    for r in now:
        if r.indicator == "MX01":
            rows.append([label("MX01"), DISTRICT_NAME[r.area], r.numerator, None, None, None])
    incidents = sum(r.numerator for r in now if r.indicator == "PL01")
    rows.append([label("PL01"), "Force area (Southend, Essex and Thurrock)", round(incidents * 1.27), None, None, "Essex split to follow"])
    for indicator in ("MX02", "MX03", "MX11", "MX12", "MX13", "MX14", "PL07", "PL08", "PL09", "PL10", "FG02"):
        row = number[(indicator, COUNTY)]
        remark = {"MX13": "tbc", "FG02": None}.get(indicator)
        rows.append([label(indicator), "Essex", "tbc" if remark else row.numerator if row.numerator else "nil", None, None, remark and "awaiting crime audit"])
    rows += [[], ["MARAC figures will follow when the new system is live."]]
    q.put("essex-police/Partnership return Jul-Sep 2026.xlsx", xlsx([Sheet("Return", rows, bold=(1, 5)), Sheet("Chart", [["Chart only"]])]))


def hospitals(q):
    """One real XLS, one UTF-16 text file, one XLSX sent twice with a correction."""
    def lines(agency):
        return [[label(r.indicator), r.numerator, r.denominator, share(r)] for r in q.rows(agency)]

    first = [["Mid and South Essex NHS Foundation Trust"], ["Safeguarding children return, quarter ending 30/09/2026"], [], ["Indicator", "Numerator", "Denominator", "Result"]] + lines("mid-south-hospitals")
    first.append(["FGM counts are rounded to the nearest 5; 1 to 7 is shown as 5"])
    q.put("mid-south-hospitals/MSE safeguarding return.xls", xls("Return", first, percents={(r, 3) for r, row in enumerate(first) if len(row) == 4 and isinstance(row[3], float)}))
    rows = [[r.indicator, NAMES[r.indicator], "Jul-Sep 26", r.numerator, r.denominator or "", r.value or ""] for r in q.rows("princess-alexandra")]
    text = csv_text(["Code", "Indicator", "Period", "Number", "Out of", "Per cent"], rows, "\t", "\r\n")
    q.put("princess-alexandra/PAHT export.txt", text.encode("utf-16"))

    def book(wrong):
        body = lines("suffolk-essex-hospitals")
        for line in body:
            if wrong and line[0].startswith("HE12"):
                line[1] -= 160
                line[3] = line[1] / line[2]
        head = [["ESNEFT safeguarding children"], ["FY27 Q2"], [], ["Indicator", "Num", "Denom", "%"]]
        formats = {f"D{n}": "0.0%" for n in range(5, 5 + len(body))}
        return xlsx([Sheet("Q2 (2)", head + body, formats=formats)], datetime.datetime(2026, 10, 22 if wrong else 29, 11, 0))

    q.put("suffolk-essex-hospitals/ESNEFT Q2.xlsx", book(True))
    q.put("suffolk-essex-hospitals/ESNEFT Q2 corrected v2.xlsx", book(False))


def mental_health(q):
    """The same file twice; and a service that counts three authorities side by side."""
    rows = [["EPUT", None, None, None], ["Measure", "Sep-26", None, None], [None, "Number", "Out of", "%"]]
    rows += [[NAMES[r.indicator], r.numerator, r.denominator, None if not r.denominator else round(100 * share(r), 1)] for r in q.rows("partnership-trust")]
    content = xlsx([Sheet("Sheet1", rows, ["B2:D2", "A2:A3"])])
    q.put("partnership-trust/EPUT safeguarding Q2.xlsx", content)
    q.put("partnership-trust/EPUT safeguarding Q2 - Copy.xlsx", content)
    places = [(COUNTY, "Essex"), (SOUTHEND, "Southend"), (THURROCK, "Thurrock"), (SET, "SET total")]
    found = {(r.indicator, r.area): r for r in q.rows("wellbeing-service")}
    table = [["Emotional Wellbeing and Mental Health Service"], ["Activity by authority, 2026-27 Q2"], [], ["Indicator"] + [name for _, name in places]]
    for indicator in ("HE04", "HE05"):
        table.append([label(indicator)] + [found[(indicator, a)].value or found[(indicator, a)].numerator for a, _ in places])
    long = [["Indicator", "Local authority", "Period", "Number in time", "Out of", "Median"]]
    long += [[label("HE06"), name, "2026-27 Q2", found[("HE06", a)].numerator, found[("HE06", a)].denominator, None] for a, name in places]
    long += [[label("HE07"), name, "2026-27 Q2", None, None, found[("HE07", a)].value] for a, name in places]
    q.put("wellbeing-service/EWMHS Q2 activity.xlsx", xlsx([Sheet("By authority", table), Sheet("Waits", long)]))


def community(q):
    """An ODS workbook; and an XLSX with the agency's name merged down the side and totals in the middle."""
    rows = [["Mid Essex Community Health"], ["Looked-after children's health and health visiting"], [], ["Indicator", "Period", "Numerator", "Denominator", "%", "Notes"]]
    rows += [[label(r.indicator), "Qtr 2 2026/27", r.numerator, r.denominator, float(r.value), "awaiting data on two children" if r.indicator == "LA06" else None] for r in q.rows("mid-community-health")]
    q.put("mid-community-health/Q2 return.ods", ods("Return", rows))
    own = q.rows("family-wellbeing")
    rows = [["Provider", "Measure", "Quarter", "Number met", "Eligible", "%"]]
    rows += [["Essex Child and Family Wellbeing Service" if n == 0 else None, NAMES[r.indicator], "Q2 26-27", r.numerator, r.denominator, share(r)] for n, r in enumerate(own)]
    rows.append(["Grand Total", None, None, sum(r.numerator for r in own), sum(r.denominator for r in own), None])
    formats = {f"F{n}": "0%" for n in range(2, 2 + len(own))}
    q.put("family-wellbeing/ECFWS performance.xlsx", xlsx([Sheet("data NEW final", rows, [f"A2:A{1 + len(own)}"], formats, bold=(1, 2 + len(own)))]))


def smaller_agencies(q):
    """Nil, stale, wrong quarter, fractions, misspelt places; probation sends nothing."""
    q.put("child-death-review/CDR Q2.xlsx", xlsx([Sheet("Return", [["Southend, Essex and Thurrock child death review"], ["Quarter 2, 2026-27"], [], ["Indicator", "Number"], [label("CD01"), q.rows("child-death-review")[0].numerator]])]))
    rows = [[r.indicator, NAMES[r.indicator], QUADRANT_NAME[r.area], "September 2026", f"{share(r):.4f}", r.numerator, r.denominator] for r in q.rows("essex-public-health")]
    q.put("essex-public-health/PH_Q2.csv", csv_text(["ref", "indicator", "quadrant", "quarter ending", "%", "number", "base"], rows, ";").encode("utf-8-sig"))
    found = {(r.indicator, r.area): r.numerator for r in q.rows("essex-education")}
    table = [["Education Access: children out of school"], ["As at 30 September 2026"], [], ["District", NAMES["ED03"], NAMES["ED04"]]]
    codes = [row[0] for row in sorted(DISTRICTS, key=lambda row: row[1])]
    table += [[DISTRICT_NAME[c], found[("ED03", c)], found[("ED04", c)]] for c in codes]
    table += [["Essex", found[("ED03", COUNTY)], found[("ED04", COUNTY)]]]
    term = [["Exclusions and absence, summer term 2026 (return for Q2 2026/27)"], [], ["Measure", "Number", "Out of", "Rate"]]
    for r in q.rows("essex-education", [COUNTY]):
        if r.indicator in ("ED01", "ED02", "ED05"):
            term.append([label(r.indicator), r.numerator, r.denominator, share(r)])
    term.append([label("ED07"), "not collected", None, None])
    formats = {"D4": "0.000%", "D5": "0.00%", "D6": "0.0%"}
    q.put("essex-education/EHE and CME Sept 2026.xlsx", xlsx([Sheet("Sheet1", table, bold=(4, 17)), Sheet("Term", term, formats=formats)]))
    old = [[label(r.indicator), r.numerator] for r in q.rows("essex-youth-justice", quarter="before")]
    q.put("essex-youth-justice/YJS Q2 return.xlsx", xlsx([Sheet("YJS", [["Essex Youth Justice Service"], ["Quarter 1 2026/27 (April to June 2026)"], [], ["Indicator", "Number"]] + old)]))
    stale = [[r.indicator, QUADRANT_NAME.get(r.area, "Essex"), "Q2 2026/27", r.numerator] for r in q.rows("essex-fire", quarter="before")]
    q.put("essex-fire/ECFRS safeguarding Q2.csv", csv_text(["Indicator", "Area", "Quarter", "Number"], stale).encode())
    spelt = {"Epping Forest": "Epping Forrest", "Castle Point": "Castlepoint", "Uttlesford": "Uttlesford "}
    rows = [[label("AB01"), spelt.get(DISTRICT_NAME[r.area], DISTRICT_NAME[r.area]), "Jul – Sep 2026", f"{r.numerator:,}", "=HYPERLINK(\"http://intranet.example\",\"see log\")" if n == 4 else ""] for n, r in enumerate(q.rows("east-ambulance"))]
    rows.append(["Total", "", "", sum(r.numerator for r in q.rows("east-ambulance")), ""])
    q.put("east-ambulance/AmbulanceReferrals_Q2.csv", csv_text(["Indicator", "District", "Period", "Referrals", "Comment"], rows, ",", "\r\n").encode("utf-8-sig"))


def lado(q, cases):
    """A summary, a list, a pivot of the same list, and a timeliness sheet in the Board's words."""
    referrals, speed = cases
    own = [r for r in q.rows("essex-lado") if r.area == COUNTY]
    summary = [["LADO service: quarterly return"], ["Q2 2026-27"], [], ["Measure", "Number", "Out of", "%"]]
    summary += [[label(r.indicator), r.numerator, r.denominator, share(r)] for r in own]
    licensing = [["Licensing applications reviewed, July to September 2026"], [], ["Indicator", "District", "Number"]]
    licensing += [[label("LD10"), DISTRICT_NAME[r.area], r.numerator] for r in q.rows("essex-lado") if r.indicator == "LD10"]
    detail = [["Referrals received in Q2 2026-27"], [], ["Referred by", "Employment sector", "Nature of concern", "Threshold met?", "Outcome", "Referrals"]]
    detail += [[row[2], row[3], row[4], {"Met": "Yes", "Not met": "No"}[row[5]], row[6].capitalize() or None, row[7]] for row in referrals]
    sectors, concerns = list(evidence.SECTORS), list(evidence.CONCERNS)
    cell = {}
    for row in referrals:
        cell[(row[3], row[4])] = cell.get((row[3], row[4]), 0) + row[7]
    pivot = [["Referrals by sector and concern, Q2 2026-27"], [], ["Sector"] + concerns + ["Grand Total"]]
    pivot += [[s] + [cell.get((s, c), 0) or None for c in concerns] + [sum(cell.get((s, c), 0) for c in concerns)] for s in sectors]
    pivot.append(["Grand Total"] + [sum(cell.get((s, c), 0) for s in sectors) for c in concerns] + [sum(cell.values())])
    words = {"concluded": "Cases concluded in the quarter", "concluded_1_month": "Concluded within 1 month", "concluded_3_months": "Concluded within 3 months",
             "concluded_12_months": "Concluded within 12 months", "open_at_end": "Cases open at quarter end", "open_over_3_months": "Open over 3 months", "open_over_12_months": "Open over 12 months"}
    timing = [["How long cases take, Q2 2026-27"], [], ["Measure", "Number"]] + [[words[row[1]], row[2]] for row in speed]
    formats = {f"D{n}": "0.0%" for n in range(5, 5 + len(own))}
    q.put("essex-lado/LADO quarter 2.xlsx", xlsx([Sheet("Summary", summary, formats=formats), Sheet("Licensing", licensing), Sheet("Pivot", pivot), Sheet("Referral list", detail), Sheet("Timeliness", timing)]))


def unit(q, period, at):
    """The Board's own team: one workbook for everything, and the audit apart."""
    own, names = q.rows("board-unit"), {row[0]: row[1] for row in agencies()[1]}
    first = [["Board support team"], [], ["Indicator", "Period", "Number"]] + [[label(r.indicator), "2026-27 Q2", f"{r.numerator:,}" if r.indicator == "EN01" else r.numerator] for r in own]

    def dated(rows, places):
        return [[datetime.date.fromisoformat(v) if n in places and v else None if v == "" else v for n, v in enumerate(row)] for row in rows]

    def named(rows, place):
        return [[*row[:place], names.get(row[place], row[place]), *row[place + 1:]] for row in rows]

    tracker = [["Action tracker at 30 September 2026"], [], ["Action no.", "Source", "Reference", "Lead agency", "Action", "Owner", "Due date", "Status", "Date completed", "Evidence of impact"]]
    sources = {"s11": "Section 11", "practice-review": "Practice review", "case-audit": "Case audit", "business-plan": "Business plan", "exception": "Exception"}
    state = {"complete": "Complete", "in-progress": "In progress", "not-started": "Not started"}
    body = [[a, sources[s], *rest[:5], state[rest[5]], *rest[6:]] for a, s, *rest in evidence.actions(period, at)]
    for line in named(dated(body, (6, 8)), 3):
        tracker.append(line)
    tracker[9][6] = tracker[9][6].strftime("%d/%m/%Y")  # one due date typed as text
    register = [["Risk register, September 2026"], [], ["Risk no.", "Risk", "Likelihood (1-5)", "Impact (1-5)", "Target score", "Owner", "Date reviewed"]] + dated(evidence.risks(period, at), (6,))
    plan = [["Business plan 2026-27, at the end of quarter 2"], [], ["Priority", "Action", "Lead", "Progress", "RAG", "Due"]]
    plan += [[*row[:4], row[4].capitalize(), row[5]] for row in dated(evidence.business_plan(period), (5,))]
    log = [["Challenge log"], [], ["No.", "Date raised", "About", "Issue", "Response", "Outcome", "Date closed"]] + named(dated(evidence.challenges(period), (1, 6)), 2)
    reach = [["Campaign", "Channel", "Period", "Reach", "Clicks"]] + evidence.communications(q.seed, period, q.t)
    reach[2][3] = f"{reach[2][3] / 1000:.1f}k"
    seats = [["Attendance, July to September 2026"], [], ["Meeting", "Date", "Member agency", "Invited", "Attended", "Represented"]] + named(dated(evidence.attendance(q.seed, period, q.t), (1,)), 2)
    q.put("board-unit/Board team Q2.xlsx", xlsx([Sheet("Figures", first), Sheet("Action tracker", tracker), Sheet("Risk register", register), Sheet("Business plan", plan),
                                                 Sheet("Challenge log", log), Sheet("Communications", reach), Sheet("Attendance", seats)]))
    grades = [["Audit", "Theme", "Case ref", "Agency", "Domain", "Agency grade", "Moderated grade"]]
    grades += [[*row[:3], names[row[3]], row[4], row[5].capitalize(), row[6].capitalize()] for row in audits.case_audit(q.seed, at)]
    q.put("board-unit/Neglect audit 2026.xlsx", xlsx([Sheet("Grades", grades)]))


def training(q, sessions, forms):
    rows = [["Courses run July to September 2026"], [], ["Session", "Course", "Theme", "Date", "Delivery", "Places", "Agency", "Booked", "Attended", "Cancelled", "Did not attend", "Walk-ins"]]
    names = {row[0]: row[1] for row in agencies()[1]}
    for row in sessions:
        rows.append([*row[:3], datetime.date.fromisoformat(row[3]), {"Face to face": "F2F"}.get(row[4], row[4]), row[5], names[row[6]], *row[7:]])
    rows.append(["Total", None, None, None, None, None, None] + [sum(row[n] for row in sessions) for n in range(7, 12)])
    q.put("board-training/Courses Q2.xlsx", xlsx([Sheet("Sessions", rows)]))
    header = ["Session", "Respondent", "Agency", "Role", "Confidence before", "Confidence after", "Follow-up", "Scale maximum", "Satisfaction", "Changed practice"]
    q.put("board-training/evaluation forms.csv", csv_text(header, forms, ",", "\r\n").encode("utf-8-sig"))


def groups(q, period):
    rows = [["Stay Safe Groups: combined update"], [], ["Indicator", "Group", "Quarter", "Number"]]
    spelt = {"North": "N. East"}
    rows += [[label(r.indicator), spelt.get(QUADRANT_NAME[r.area], QUADRANT_NAME[r.area]), "Q2 2026/27", r.numerator] for r in q.rows("stay-safe-groups")]
    rows.append(["Total", None, None, sum(r.numerator for r in q.rows("stay-safe-groups"))])
    heard = [["Group", "Date", "Young people", "Topic", "Method", "You said", "We did"]] + evidence.voice(q.seed, period, q.t)
    q.put("stay-safe-groups/Stay Safe Q2.xlsx", xlsx([Sheet("Measures", rows), Sheet("You said we did", heard)]))


def councils(q):
    """Twelve small returns in twelve manners; Maldon's never comes, Colchester's lies in Chelmsford's folder."""
    for code in sorted(COUNCILS):
        agency, name, _ = COUNCILS[code]
        own = {r.indicator: r for r in q.rows(agency)}
        presented, joint, rooms = own["HO01"].numerator, own["HO02"].numerator, own["HO03"].numerator
        district = DISTRICT_NAME[code]
        plain = [[label("HO01"), district, presented, None], [label("HO02"), district, joint, presented], [label("HO03"), district, rooms, None]]
        if agency == "maldon-council":
            continue
        if agency == "braintree-council":
            rows = [r.cells("2026-27 Q2") for r in own.values()]
            q.put(f"{agency}/dashboard.csv", csv_text(HEADER, rows))
        elif agency == "rochford-council":
            nil = [[*row[:2], "Nil", None] for row in plain]
            q.put(f"{agency}/Rochford nil return.xlsx", xlsx([Sheet("Return", [[name], ["Q2 2026-27"], ["Indicator", "District", "Number", "Out of"]] + nil)]))
        elif agency == "castle-point-council":
            rows = [["Quarter 2 2026/27"], ["Indicator", "District", "Number", "Out of"], [label("HO01"), "Castlepoint", f"{presented}\u00a0", None],
                    [label("HO02"), "Castlepoint", joint, presented], [label("HO03"), "Castlepoint", rooms or "–", None]]
            q.put(f"{agency}/CPBC housing.xlsx", xlsx([Sheet("Housing", rows)]))
        elif agency == "brentwood-council":
            rows = [[row[0], row[1], "Q2 26–27", row[2], row[3] or ""] for row in plain]
            q.put(f"{agency}/brentwood q2.csv", csv_text(["Measure", "Area", "Quarter", "Number", "Out of"], rows).encode("cp1252"))
        elif agency == "harlow-council":
            last = {r.indicator: r for r in q.rows(agency, quarter="before")}
            rows = [["Harlow Council"], ["Measure", "District", "Q1 26/27", "Q2 26/27"], [label("HO01"), district, last["HO01"].numerator, presented],
                    [label("HO03"), district, last["HO03"].numerator, rooms]]
            q.put(f"{agency}/Harlow housing measures.xlsx", xlsx([Sheet("Housing", rows)]))
        elif agency == "tendring-council":
            rows = [[row[0], row[1], "30/09/2026", f"{row[2]}*" if n == 0 else row[2], row[3] or ""] for n, row in enumerate(plain)] + [["* provisional", "", "", "", ""]]
            q.put(f"{agency}/tendring.csv", csv_text(["Indicator", "Area", "Quarter end", "Number", "Out of"], rows))
        else:
            rows = [[name], ["Homelessness return, July to September 2026"], [], ["Indicator", "District", "Number", "Out of"]] + plain
            folder = "chelmsford-council" if agency == "colchester-council" else agency
            q.put(f"{folder}/{name.split()[0]} housing Q2.xlsx", xlsx([Sheet("Return", rows)]))


def section_11(q):
    """The 2026-27 agency audit: two versions of the workbook, three scales, and one schools workbook by mistake."""
    words = {"met": "Met", "partly-met": "Partly met", "not-met": "Not met", "not-applicable": "N/A"}
    colours = {"met": "Green", "partly-met": "Amber", "not-met": "Red", "not-applicable": "N/A"}
    scores = {"met": 1, "partly-met": 2, "not-met": 4, "not-applicable": "N/A"}
    names = {row[0]: row[1] for row in agencies()[1]}
    silent = {"essex-probation", "maldon-council", "tendring-council"}
    earlier = audits.agency_answers(q.seed, "2024-25")
    for agency, rows in audits.agency_answers(q.seed, "2026-27").items():
        if agency in silent:
            continue
        scale, key = words, [["Met, Partly met, Not met, or N/A"]]
        if agency in ("mid-south-hospitals", "princess-alexandra"):
            scale, key = colours, [["Green = met"], ["Amber = partly met"], ["Red = not met"], ["N/A = not applicable"]]
        if agency in ("essex-police", "essex-fire"):
            scale, key = scores, [["1 = fully met"], ["2 = partly met"], ["3 = little in place"], ["4 = not met"], ["N/A = not applicable"]]
        if agency == "brentwood-council":  # last audit's answers brought forward unchanged
            copied = {row[5]: row[6] for row in earlier[agency]}
            rows = [[*row[:6], copied.get(row[5], "met"), *row[7:]] for row in rows]
        page = [["Section 11 self-assessment 2026-27: agency workbook"], [f"Organisation: {names[agency]}"], ["Completed by: designated safeguarding lead"], [],
                ["Standard", "Ref", "Question", "Self-assessed grade", "Evidence"]]
        for n, row in enumerate(rows):
            own = None if agency == "castle-point-council" and n in (6, 9) else scale[row[6]]
            page.append([f"{row[4]}. {audits.STANDARDS[row[4]]}", row[5], audits.QUESTIONS[row[5]][0], own, row[8] or None])
        q.put(f"{agency}/Section 11 2026-27 {names[agency].split()[0]}.xlsx", xlsx([Sheet("Guide", [["How to grade"]] + key), Sheet("Self-assessment", page, bold=(5,))]))
    page = [["Safeguarding audit for schools and colleges 2026-27: schools workbook"], ["Organisation: Tendring District Council"], [],
            ["Standard", "Ref", "Question", "Self-assessed grade", "Evidence"]]
    page += [[f"{ref[0]}. {audits.STANDARDS[ref[0]]}", ref, text, "Fully met", None] for ref, (text, _) in audits.SCHOOL_QUESTIONS.items()]
    q.put("tendring-council/safeguarding audit.xlsx", xlsx([Sheet("Guide", [["How to grade"], ["Fully met, Partially met, Not yet met, or Not applicable"]]), Sheet("Audit", page)]))


def write(out, world, seed):
    """All files of the current quarter; returns their paths inside the inbox and their bytes."""
    q, period = Quarter(world, seed), world.period[-1]
    at = world.quarters - 1 - world.offset
    social_care(q)
    family_support(q)
    police(q)
    hospitals(q)
    mental_health(q)
    community(q)
    smaller_agencies(q)
    lado(q, evidence.lado(world, seed, True)[-1])
    unit(q, period, at)
    sessions, forms, _ = evidence.training(world, seed, True)[-1]
    training(q, sessions, forms)
    groups(q, period)
    councils(q)
    section_11(q)
    for path, content in sorted(q.files.items()):
        save(f"{out}/inbox/{period.folder}/{path}", content)
    return {f"{period.folder}/{path}": content for path, content in sorted(q.files.items())}
