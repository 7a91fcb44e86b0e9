"""Areas, populations and agencies of the example board."""

COUNTY = "E10000012"
SET = "set-footprint"
SOUTHEND, THURROCK = "E06000033", "E06000034"

# code, name, quadrant, 0-17, 10-17 and 16-17 at mid-2020 as first published (ONS), need weight (invented).
# West to east and north to south, the order of a tile map read line by line.
DISTRICTS = [
    ("E07000077", "Uttlesford", "essex-west", 20664, 9415, 2307, 0.70),
    ("E07000067", "Braintree", "essex-mid", 32738, 15060, 3415, 0.95),
    ("E07000071", "Colchester", "essex-north", 40930, 17549, 3962, 1.05),
    ("E07000076", "Tendring", "essex-north", 27080, 12220, 2956, 1.40),
    ("E07000073", "Harlow", "essex-west", 21869, 8692, 1919, 1.30),
    ("E07000072", "Epping Forest", "essex-west", 28170, 11971, 2836, 0.90),
    ("E07000070", "Chelmsford", "essex-mid", 38369, 17383, 4027, 0.80),
    ("E07000074", "Maldon", "essex-mid", 12090, 5681, 1367, 0.80),
    ("E07000068", "Brentwood", "essex-south", 16303, 7292, 1863, 0.70),
    ("E07000066", "Basildon", "essex-south", 44242, 18569, 4334, 1.30),
    ("E07000075", "Rochford", "essex-south", 17028, 8151, 1955, 0.75),
    ("E07000069", "Castle Point", "essex-south", 17560, 8099, 2012, 0.95),
]
QUADRANTS = [
    ("essex-north", "North", "North Essex;North East;North quadrant"),
    ("essex-mid", "Mid", "Mid Essex;Mid quadrant"),
    ("essex-west", "West", "West Essex;West quadrant"),
    ("essex-south", "South", "South Essex;South quadrant"),
]
DISTRICT_ALIASES = {
    "Colchester": "Colchester City;Colchester Borough",
    "Chelmsford": "Chelmsford City",
    "Epping Forest": "Epping",
    "Castle Point": "Canvey and Castle Point",
    "Tendring": "Tendring District",
    "Uttlesford": "Uttlesford District",
}
# Column and row of each district on the tile map.
TILES = dict(zip([row[0] for row in DISTRICTS], ["A1", "B1", "C1", "D1", "A2", "A3", "B2", "C2", "B3", "C3", "D3", "D4"]))
DISTRICT_CODES = [row[0] for row in DISTRICTS]
NEED = {row[0]: row[3] * row[6] for row in DISTRICTS}
QUADRANT_OF = {row[0]: row[2] for row in DISTRICTS}
NEED |= {q[0]: sum(NEED[d] for d in DISTRICT_CODES if QUADRANT_OF[d] == q[0]) for q in QUADRANTS}

# ONS mid-year estimates of under-18s after the 2021 rebasing, as copied by the Department for Education; None: between two of them.
COUNTY_UNDER_18 = {2015: 301867, 2016: 304021, 2019: 309474, 2020: 311057, 2024: 329197}
SOUTHEND_UNDER_18 = {2015: 38041, 2016: 38212, 2019: 38455, 2020: 38285, 2024: 39611}
THURROCK_UNDER_18 = {2015: 40941, 2016: 41750, 2019: 43718, 2020: 44175, 2024: 46271}


def between(known, year):
    """A figure for `year` and whether it was published or worked out from the years around it."""
    if year in known:
        return known[year], True
    years = sorted(known)
    place = min(max(1, sum(y < year for y in years)), len(years) - 1)  # outside them: go on at the pace of the nearest two
    low, high = years[place - 1], years[place]
    slope = (known[high] - known[low]) / (high - low)
    return round(known[low] + slope * (year - low)), False


def populations(years):
    """Rows of populations.csv: totals for all areas; bands where the rates need them.

    Ages 0 to 14, 10 to 24 and girls of 15 to 17 are worked out from the published bands by fixed shares.
    """
    header = ["area", "year", "population_0_17", "population_0_14", "population_10_17", "population_10_24", "population_16_17", "population_15_17_f", "vintage"]
    base, rows = sum(row[3] for row in DISTRICTS), []
    for year in years:
        county, published = between(COUNTY_UNDER_18, year)
        vintage = f"mid-{year} rebased" if published else f"mid-{year} estimated from the published years around it"
        scale, children, teens, sixteens = county / base, {}, {}, {}
        for code, _, quadrant, total, band, older, _ in DISTRICTS:
            children[code], teens[code], sixteens[code] = round(total * scale), round(band * scale), round(older * scale)
        children[DISTRICT_CODES[-3]] += county - sum(children.values())  # rounding goes to the largest district
        under_15 = {d: children[d] - round(sixteens[d] * 1.52) for d in DISTRICT_CODES}
        to_24 = {d: round(teens[d] * 1.79) for d in DISTRICT_CODES}
        girls = {d: round(sixteens[d] * 0.74) for d in DISTRICT_CODES}
        for part in (children, teens, sixteens, under_15, to_24, girls):
            for quadrant, _, _ in QUADRANTS:
                part[quadrant] = sum(part[d] for d in DISTRICT_CODES if QUADRANT_OF[d] == quadrant)
            part[COUNTY] = sum(part[d] for d in DISTRICT_CODES)
        for area in [COUNTY] + [q[0] for q in QUADRANTS] + DISTRICT_CODES:
            kind = vintage if area == COUNTY else f"{vintage}; district shares of mid-2020 as first published"
            rows.append([area, year, children[area], under_15[area], teens[area], to_24[area], sixteens[area], girls[area], kind])
        southend, _ = between(SOUTHEND_UNDER_18, year)
        thurrock, _ = between(THURROCK_UNDER_18, year)
        for area, total in ((SOUTHEND, southend), (THURROCK, thurrock), (SET, county + southend + thurrock)):
            rows.append([area, year, total, "", "", "", "", "", vintage])
    return header, rows


def areas():
    """Rows of areas.csv."""
    rows = [[COUNTY, "Essex", "county", "", "Essex County;Essex total;County"]]
    rows += [[code, name, "quadrant", COUNTY, aliases] for code, name, aliases in QUADRANTS]
    rows += [[code, name, "district", quadrant, DISTRICT_ALIASES.get(name, "")] for code, name, quadrant, *_ in DISTRICTS]
    rows += [
        [SOUTHEND, "Southend-on-Sea", "other", "", "Southend"],
        [THURROCK, "Thurrock", "other", "", ""],
        [SET, "Southend, Essex and Thurrock", "other", "", "SET;SET total;Force area;Essex Police force area;Force area (Southend, Essex and Thurrock)"],
    ]
    return ["area", "name", "level", "parent", "aliases", "tile"], [[*row, TILES.get(row[0], "")] for row in rows]


COUNCILS = {
    "E07000066": ("basildon-council", "Basildon Borough Council", "Basildon BC"),
    "E07000067": ("braintree-council", "Braintree District Council", "Braintree DC"),
    "E07000068": ("brentwood-council", "Brentwood Borough Council", "Brentwood BC"),
    "E07000069": ("castle-point-council", "Castle Point Borough Council", "Castle Point BC"),
    "E07000070": ("chelmsford-council", "Chelmsford City Council", "Chelmsford Borough Council"),
    "E07000071": ("colchester-council", "Colchester City Council", "Colchester Borough Council"),
    "E07000072": ("epping-forest-council", "Epping Forest District Council", "EFDC"),
    "E07000073": ("harlow-council", "Harlow Council", "Harlow District Council"),
    "E07000074": ("maldon-council", "Maldon District Council", "Maldon DC"),
    "E07000075": ("rochford-council", "Rochford District Council", "Rochford DC"),
    "E07000076": ("tendring-council", "Tendring District Council", "Tendring DC"),
    "E07000077": ("uttlesford-council", "Uttlesford District Council", "Uttlesford DC"),
}

S11 = "dashboard;s11-answers"
# agency, name, kind, aliases, feeds, valid from, valid to
AGENCIES = [
    ("essex-social-care", "Essex County Council Children's Social Care", "local_authority_csc", "ECC Children's Social Care;Children and Families", S11, "", ""),
    ("essex-family-support", "Essex Family Support", "local_authority_early_help", "Family Solutions;Early Help Service", "dashboard", "", ""),
    ("essex-police", "Essex Police", "police", "Essex Constabulary", S11, "", ""),
    ("mid-south-hospitals", "Mid and South Essex NHS Foundation Trust", "health_acute", "Mid and South Essex Trust;MSE Hospitals;MSEFT;Mid Essex Hospital Services;Basildon and Thurrock University Hospitals", S11, "2020-04-01", ""),
    ("princess-alexandra", "The Princess Alexandra Hospital NHS Trust", "health_acute", "Princess Alexandra Hospital;PAHT", S11, "", ""),
    ("suffolk-essex-hospitals", "East Suffolk and North Essex NHS Foundation Trust", "health_acute", "East Suffolk and North Essex;ESNEFT;Colchester Hospital", S11, "2018-07-01", ""),
    ("partnership-trust", "Essex Partnership University NHS Foundation Trust", "health_mental", "Essex Partnership Trust;EPUT;Adult Mental Health", S11, "2017-04-01", ""),
    ("wellbeing-service", "Emotional Wellbeing and Mental Health Service", "health_mental", "Emotional Wellbeing Service;EWMHS;SET CAMHS", S11, "", ""),
    ("mid-community-health", "Mid Essex Community Health", "health_community", "Central Essex Community Services", S11, "", ""),
    ("family-wellbeing", "Essex Child and Family Wellbeing Service", "health_community", "Child and Family Wellbeing;ECFWS;Health Visiting and School Nursing", S11, "", ""),
    ("mid-south-icb", "NHS Mid and South Essex Integrated Care Board", "health_commissioner", "MSE ICB;Mid and South Essex ICB", "s11-answers", "2022-07-01", ""),
    ("mid-essex-ccg", "NHS Mid Essex Clinical Commissioning Group", "health_commissioner", "Mid Essex CCG", "", "2013-04-01", "2022-06-30"),
    ("child-death-review", "Southend, Essex and Thurrock Child Death Review Team", "health_cdop", "Child Death Review Team;Child Death Overview Panel;CDOP", "dashboard", "", ""),
    ("essex-public-health", "Essex County Council Public Health", "public_health", "Public Health", "dashboard", "", ""),
    ("essex-education", "Essex County Council Education", "education", "Education and Skills;Education Access", "dashboard", "", ""),
    ("essex-early-years", "Essex Early Years and Childcare", "early_years", "Early Years", "", "", ""),
    ("essex-youth-justice", "Essex Youth Justice Service", "youth_justice", "Youth Offending Service;YOS", S11, "", ""),
    ("essex-probation", "The Probation Service Essex", "probation", "Essex Community Rehabilitation Company;National Probation Service", S11, "2021-06-26", ""),
    ("essex-fire", "Essex County Fire and Rescue Service", "fire", "Essex Fire and Rescue;ECFRS", S11, "", ""),
    ("east-ambulance", "East of England Ambulance Service NHS Trust", "ambulance", "East of England Ambulance;EEAST", S11, "", ""),
    ("essex-lado", "Essex LADO Service", "lado", "LADO;Allegations Management", "dashboard;lado-referrals;lado-timeliness", "", ""),
    ("board-unit", "Essex Safeguarding Children Board Support Team", "escb_business_unit", "Board Support Team;ESCB Business Unit;Board Team", "dashboard;actions;risks;attendance;business-plan;case-audits;challenges;communications;funding", "", ""),
    ("board-training", "Essex Safeguarding Children Board Learning and Development", "training_provider", "Board Learning and Development;ESCB Training;Learning and Development", "training-sessions;training-evaluations", "", ""),
    ("stay-safe-groups", "Stay Safe Groups", "multi_agency", "Stay Safe", "dashboard;voice", "", ""),
]


def agencies():
    """Rows of agencies.csv."""
    rows = [list(row) for row in AGENCIES]
    for code in sorted(COUNCILS):
        agency, name, alias = COUNCILS[code]
        rows.append([agency, name, "district_council", alias, S11, "", ""])
    return ["agency", "name", "kind", "aliases", "feeds", "valid_from", "valid_to"], rows


S11_AGENCIES = [row[0] for row in AGENCIES if "s11-answers" in row[4]] + [COUNCILS[c][0] for c in sorted(COUNCILS)]
