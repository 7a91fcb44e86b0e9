"""What was planted: changes in the figures, faults in the files, and what a careful reader should make of them.

Quarters are numbered as in calendar.py: 0 is 2020-21 Q2, 24 is the current quarter, 2026-27 Q2.
"""

# Shares that leave their usual level: indicator -> quarter -> level.
LEVELS = {
    "CP05": {16: 0.777, 17: 0.762, 18: 0.784, 19: 0.748, 20: 0.852, 21: 0.872, 22: 0.952, 23: 0.948, 24: 0.934},
    "MX05": {22: 0.552, 23: 0.468, 24: 0.412},
    "LA06": {22: 0.848, 23: 0.771, 24: 0.672},
    "CP19": {20: 0.742, 21: 0.768, 22: 0.801, 23: 0.834, 24: 0.861},
    "AS01": {23: 0.909, 24: 0.848},
    "HE12": {24: 0.894},
    "LA08": {0: 0.46, 1: 0.49, 2: 0.55, 3: 0.63, 4: 0.71, 5: 0.77},
}
# Counts that leave their usual level: indicator -> quarter -> factor.
FACTORS = {
    "PL07": {23: 1.12, 24: 1.72},
    "HE01": {23: 1.24, 24: 1.31},
    "EH01": {22: 0.90, 23: 0.82, 24: 0.76},
    "MX01": {24: 0.96},  # so that Tendring's rise is Tendring's alone
}
# One district only: (indicator, district) -> quarter -> factor.
DISTRICT_FACTORS = {("MX01", "E07000076"): {23: 1.10, 24: 1.55}}
# Figures the agency prints: indicator -> quarter -> value of the county.
PRINTED = {"HE07": {23: 76, 24: 83}}
# Numerators that move too slowly for a quarter-on-quarter rule: children on a plan for two years or more.
NUMERATORS = {
    "CP10": dict(enumerate(
        [17, 18, 16, 17, 19, 18, 17, 16, 18, 17, 19, 18, 17, 18, 17, 19, 21, 24, 26, 29, 32, 35, 38, 42, 46]
    )),
}
# Factors on feeds that are not dashboards: quarter -> factor or level.
LADO_REFERRALS = {21: 1.14, 22: 1.22, 23: 1.27, 24: 1.30}
LADO_CONCLUDED = {20: 0.96, 21: 0.93, 22: 0.92, 23: 0.92, 24: 0.92}
NO_SHOWS = {23: 0.102, 24: 0.121}

# Returns that never came, in history: quarter -> agencies.
NO_RETURN = {
    0: ["essex-probation"],  # the service was formed in June 2021
    1: ["essex-probation"],
    2: ["essex-probation"],
    5: ["wellbeing-service"],
    8: ["east-ambulance"],
    13: ["essex-fire"],
    15: ["maldon-council"],
    18: ["essex-youth-justice"],
}
# Returns that came late, in history: (quarter, agency) -> days after the due date.
LATE = {(9, "partnership-trust"): 12, (14, "essex-police"): 9, (17, "harlow-council"): 20, (20, "wellbeing-service"): 15, (22, "essex-probation"): 11}
# What was first sent and later restated: (indicator, area, about quarter, sent in quarter) -> (numerator, denominator) first sent.
FIRST_SENT = {("CP05", "E10000012", 19, 20): "as 79.5%", ("MX01", "E07000070", 12, 13): "as 61"}
# A corrected file in history: (quarter, agency).
CORRECTED = [(17, "princess-alexandra")]
# Figures that an agency could not or would not give: (indicator, quarter) -> what stands in the cell, and its note.
NOT_GIVEN = {
    ("LA14", 10): ("..", "Notifications not counted while the system changed"),
    ("HE14", 6): ("", ""),
    ("FG03", 6): ("c", "c: 1 to 5"),
    ("FG03", 14): ("c", "c: 1 to 5"),
    ("FG03", 22): ("c", "c: 1 to 5"),
    ("YJ03", 3): ("z", "Service formed in June 2021"),
}
