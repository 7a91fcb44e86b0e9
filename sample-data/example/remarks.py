"""What people wrote beside the exceptions of past quarters and of this one."""

HEADER = ["exception", "indicator", "area", "agency", "said", "said_by", "said_on", "asked", "answer", "decision", "owner", "due"]
CHAIR, ADOLESCENT, COUNTY = "Head of child protection", "Head of adolescent services", "E10000012"
CSC = "essex-social-care"

# period -> lines: indicator, area, agency, said, said by, said on, asked, answer, decision, owner, due
LINES = {
    "2024-25-Q2": [
        ("CP05", COUNTY, CSC, "Two conference chairs left in July and one post is still empty.", CHAIR, "2024-11-11",
         "How many conferences were late by more than a week?", "", "Ask for an explanation", CHAIR, "2025-02-06"),
    ],
    "2024-25-Q3": [
        ("CP05", COUNTY, CSC, "", "", "", "How many conferences were late by more than a week, and when will the posts be filled?",
         "About one late conference in four was late by more than a week. One post is filled.",
         "Ask again; challenge logged as C03", CHAIR, "2025-05-08"),
    ],
    "2024-25-Q4": [
        ("CP05", COUNTY, CSC, "Of the late conferences, most were held within four more days. Bookings were made by three teams with three diaries.",
         CHAIR, "2025-05-06", "What will change, by whom, and by when?",
         "A second chair team and one diary, from September.", "Accept the answer; ask for a plan", CHAIR, "2025-08-07"),
    ],
    "2025-26-Q1": [
        ("CP05", COUNTY, CSC, "A second chair team starts in September. One diary replaces three, and bookings are reviewed each week.",
         CHAIR, "2025-08-01", "Will members see the figure by week of booking?", "Yes, from the next quarter.", "Accept the plan received (action A06)", CHAIR, "2025-09-30"),
    ],
    "2025-26-Q2": [
        ("CP05", COUNTY, CSC, "The chair team is in post since 1 September. The figure for the first quarter was restated: ten conferences had been recorded as in time by mistake.",
         CHAIR, "2025-11-03", "Does the restated figure change last quarter's answer?", "No. It is lower than first reported, and the plan stands.", "Note, and keep on the list", CHAIR, ""),
        ("CP19", COUNTY, CSC, "Partners can now send reports through a shared form.", CHAIR, "2025-11-03", "", "", "Note", "", ""),
    ],
    "2025-26-Q3": [
        ("CP05", COUNTY, CSC, "Nearly nine in ten conferences were in time again.", CHAIR, "2026-02-02", "Is the second team paid for after March?", "Yes, it is in the base budget.", "Note, and keep on the list", CHAIR, ""),
        ("CP10", COUNTY, CSC, "", "", "", "How many plans have lasted 15 months or more?", "", "Ask for an explanation", CHAIR, "2026-05-07"),
    ],
    "2025-26-Q4": [
        ("CP05", COUNTY, CSC, "The target has been met.", CHAIR, "2026-05-01", "", "", "Close when it is met again; keep on watch for two quarters", CHAIR, ""),
        ("CP10", COUNTY, CSC, "Court timetables hold up the decision in some families. A panel now reads each plan at 15 months.", CHAIR, "2026-05-04",
         "How many plans have lasted 15 months or more?", "Sixty-one at the end of March.", "Ask for a review of each plan over 18 months", CHAIR, "2026-07-31"),
        ("MX05", COUNTY, CSC, "Police changed how episodes are passed on in January. Some arrive after the 72 hours have gone.", ADOLESCENT, "2026-05-05",
         "Can police and social care agree one handover?", "", "Ask both services", ADOLESCENT, "2026-08-06"),
        ("LA06", COUNTY, "mid-community-health", "", "", "", "Is the delay in consent, in notice, or in clinics?", "", "Ask for an explanation", "Named nurse", "2026-08-06"),
    ],
    "2026-27-Q1": [
        ("CP10", COUNTY, CSC, "The panel has read 40 plans. Twelve families are ready for a step down.", CHAIR, "2026-08-03",
         "When does the number begin to fall?", "We expect it by March 2027.", "Accept the plan received (action A19)", CHAIR, "2027-01-31"),
        ("MX05", COUNTY, CSC, "A joint handover is drafted.", ADOLESCENT, "2026-08-04", "By when will it be in use?", "By the end of December.", "Accept the plan received (action A20)", ADOLESCENT, "2026-12-31"),
        ("LA06", COUNTY, "mid-community-health", "", "", "", "Is the delay in consent, in notice, or in clinics?", "", "Ask again, by letter from the chair", "Named nurse", "2026-11-06"),
        ("EH01", COUNTY, "essex-family-support", "Four posts are empty in two teams.", "Head of early help", "2026-08-05", "Which areas wait longest?", "", "Ask for an explanation", "Head of early help", "2026-11-06"),
    ],
    "2026-27-Q2": [
        ("MX05", COUNTY, CSC, "The new handover starts on 1 December. Until then a duty worker asks police for episodes each morning.", ADOLESCENT, "2026-11-12", "", "", "", "", ""),
        ("PL07", COUNTY, "essex-police", "Nearly half of the occasions were in August, at two large events. Each one was reviewed by an inspector.", "Head of public protection", "2026-11-13", "", "", "", "", ""),
        ("CP10", COUNTY, CSC, "", "", "", "", "", "", "", ""),
        ("HE07", COUNTY, "wellbeing-service", "Referrals are seen in order of need. Two locum clinicians start in January. =HYPERLINK(\"http://intranet.example\",\"plan\")", "Service manager", "2026-11-16", "", "", "", "", ""),
    ],
}


def rows(period):
    return [["", *line] for line in LINES[period]]
