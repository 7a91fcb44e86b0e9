"""What each dashboard indicator looks like when nothing happens: level, spread, season, areas and sender.

Every figure is invented; levels are of the order of magnitude that boards report.
"""

SCHOOL = (1.06, 0.80, 1.10, 1.04)  # quarters 1 to 4: the summer holidays empty quarter 2
MILD = (1.02, 0.95, 1.03, 1.00)
FLAT = (1.0, 1.0, 1.0, 1.0)


class Count:
    """Events in a quarter (`flow`) or people at its end (`snapshot`, with memory of the quarter before)."""

    def __init__(self, sender, mean, spread=1.5, season=FLAT, areas="county", snapshot=False, since=0, share=None, growth=0.0):
        self.sender, self.mean, self.spread, self.season = sender, mean, spread, season
        self.areas, self.snapshot, self.since, self.share = areas, snapshot, since, share
        self.growth = growth  # a quarter, as the population grows


class Share:
    """A numerator out of a denominator: `of` is a mean count or the id of the indicator that holds it."""

    def __init__(self, sender, of, level, spread=0.0, season=FLAT, areas="county", part="count", scale=1.0):
        self.sender, self.of, self.level, self.spread = sender, of, level, spread
        self.season, self.areas, self.part, self.scale = season, areas, part, scale


class Same:
    """A rate whose numerator is another indicator's count; the Board holds the population."""

    def __init__(self, sender, of, areas="county"):
        self.sender, self.of, self.areas = sender, of, areas


class Printed:
    """A figure that only the agency can work out, such as a median."""

    def __init__(self, sender, mean, sd, places=0, areas="county"):
        self.sender, self.mean, self.sd, self.places, self.areas = sender, mean, sd, places, areas


class Seldom:
    """A figure sent in certain quarters of the year only; `parts` gives numerator and denominator."""

    def __init__(self, sender, quarters, parts):
        self.sender, self.quarters, self.parts = sender, quarters, parts


CSC, EARLY, POLICE = "essex-social-care", "essex-family-support", "essex-police"
ACUTE = ("mid-south-hospitals", "princess-alexandra", "suffolk-essex-hospitals")
COMMUNITY = ("mid-community-health", "family-wellbeing")
TRUST, WELLBEING, HEALTH = "partnership-trust", "wellbeing-service", "essex-public-health"
SCHOOLS, UNIT, GROUPS, LADO = "essex-education", "board-unit", "stay-safe-groups", "essex-lado"

# Quarters in which figures that are not quarterly arrive.
TERMS = (2, 3, 4)

RECIPES = {
    "FD01": Count(CSC, 5650, 5, MILD),
    "FD02": Share(CSC, "FD01", 0.253, 0.006),
    "FD03": Same(CSC, "FD02", areas="districts"),
    "FD04": Same(CSC, "FD03"),
    "FD05": Share(CSC, "FD03", 0.162, 0.010),
    "FD06": Share(CSC, "FD03", 0.061, 0.006),
    "FD07": Share(CSC, "FD03", 0.955, 0.006),
    "FD08": Share(CSC, "FD03", 0.284, 0.012),
    "FD09": Share(CSC, "FD03", 0.158, 0.008, (1.08, 0.66, 1.14, 1.12)),
    "FD10": Share(CSC, "FD03", 0.131, 0.008),
    "FD11": Share(CSC, "FD03", 0.388, 0.012),
    "AS01": Share(CSC, "AS02", 0.924, 0.007),
    "AS02": Count(CSC, 1720, 3, MILD),
    "AS03": Count(CSC, 5900, 6, snapshot=True, growth=0.0016),
    "AS04": Same(CSC, "AS03"),
    "CP01": Count(CSC, 352, 1.8),
    "CP02": Same(CSC, "CP01"),
    "CP03": Share(CSC, "CP01", 0.575, 0.015),
    "CP04": Count(CSC, 206, 1.6),
    "CP05": Share(CSC, "CP04", 0.917, 0.006),
    "CP06": Count(CSC, 690, 1.4, areas="districts", snapshot=True),
    "CP07": Same(CSC, "CP06"),
    "CP08": Count(CSC, 184, 1.6),
    "CP09": Share(CSC, "CP08", 0.236, 0.010),
    "CP10": Share(CSC, "CP06", 0.026, 0.0),
    "CP11": Share(CSC, 176, 0.068, 0.0),
    "CP12": Share(CSC, "CP06", 0.962, 0.004, scale=0.79),
    "CP13": Share(CSC, "CP06", 0.472, 0.008),
    "CP14": Share(CSC, "CP06", 0.336, 0.008),
    "CP15": Share(CSC, "CP06", 0.075, 0.003),
    "CP16": Share(CSC, "CP06", 0.036, 0.002),
    "CP17": Share(CSC, "CP06", 0.921, 0.006),
    "CP18": Share(CSC, 1480, 0.905, 0.008),
    "CP19": Share(CSC, 1360, 0.705, 0.012),
    "CP20": Share(CSC, 152, 0.842, 0.010),
    "LA01": Count(CSC, 1176, 1.3, areas="districts", snapshot=True),
    "LA02": Same(CSC, "LA01"),
    "LA03": Count(CSC, 116, 1.5),
    "LA04": Share(CSC, "LA01", 0.132, 0.004),
    "LA05": Share(CSC, "LA01", 0.143, 0.004),
    "LA10": Seldom(CSC, (4,), lambda rng, t: (round(612 * rng.gauss(14.3, 0.12)), 612)),
    "LA11": Share(CSC, "LA01", 0.127, 0.006, scale=1.09),
    "LA12": Count(CSC, 112, 1.2, snapshot=True),
    "LA13": Share(CSC, 524, 0.884, 0.006),
    "LA14": Count(CSC, 724, 2.0, snapshot=True),
    "MX04": Share(CSC, 484, 0.962, 0.006),
    "MX05": Share(CSC, "MX04", 0.612, 0.018, part="numerator"),
    "MX06": Count(CSC, 112, 1.6, snapshot=True),
    "MX08": Share(CSC, "PL11", 0.012, 0.001, part="denominator"),
    "MX09": Share(CSC, "PL11", 0.010, 0.001, part="denominator"),
    "MX10": Count(CSC, 23, 1.2, areas="districts-small", since=3),
    "PL11": Share(CSC, 968, 0.401, 0.012),
    "AM01": Share(CSC, "PL11", 0.342, 0.012, part="denominator"),
    "AM02": Share(CSC, "PL11", 0.138, 0.008, part="denominator"),
    "AM03": Share(CSC, "PL11", 0.121, 0.008, part="denominator"),
    "HE03": Share(CSC, "PL11", 0.027, 0.002, part="denominator"),
    "EH04": Share(CSC, "PL11", 0.312, 0.012, part="denominator"),
    "FG03": Seldom(CSC, (4,), lambda rng, t: (rng.choice([0, 2, 3, 4]), None)),
    "EH06": Seldom(CSC, (4,), lambda rng, t: (round(rng.gauss(92, 9)), None)),
    "PF01": Count(CSC, 24, 1.0, snapshot=True),
    "PF02": Share(CSC, 38, 0.93, 0.01),
    "WF01": Seldom(CSC, (3,), lambda rng, t: (round(rng.gauss(92, 6)), 720)),
    "WF02": Seldom(CSC, (3,), lambda rng, t: (round(rng.gauss(71, 5)), 640)),
    "WF03": Seldom(CSC, (3,), lambda rng, t: (round(rng.gauss(22, 3)), 690)),
    "WF04": Seldom(CSC, (3,), lambda rng, t: (round(rng.gauss(5950, 60)), 441)),
    "EH01": Count(EARLY, 884, 1.8, MILD, areas="quadrants"),
    "EH02": Share(EARLY, 752, 0.771, 0.012, areas="quadrants"),
    "EH03": Share(EARLY, "EH02", 0.094, 0.008, part="denominator", areas="quadrants"),
    "MX01": Count(POLICE, 918, 2.2, areas="districts"),
    "MX02": Count(POLICE, 412, 1.6),
    "MX03": Count(POLICE, 57, 1.3),
    "MX07": Count(POLICE, 88, 1.3, areas="quadrants"),
    "MX11": Count(POLICE, 22, 1.2),
    "MX12": Count(POLICE, 84, 1.4),
    "MX13": Count(POLICE, 132, 1.6),
    "MX14": Count(POLICE, 37, 1.3),
    "PL01": Count(POLICE, 5620, 4, (1.02, 1.05, 0.97, 0.96), areas="districts"),
    "PL02": Share(POLICE, "PL01", 0.452, 0.010),
    "PL03": Count(POLICE, 424, 1.8),
    "PL04": Share(POLICE, "PL03", 0.962, 0.006),
    "PL05": Share(POLICE, "PL03", 0.276, 0.012),
    "PL06": Count(POLICE, 634, 2.0),
    "PL07": Count(POLICE, 66, 1.3),
    "PL08": Count(POLICE, 3920, 5, MILD),
    "PL09": Count(POLICE, 694, 2.2),
    "PL10": Count(POLICE, 11, 1.0),
    "FG02": Count(POLICE, 0.8, 1.0),
    "HE01": Count(ACUTE, 286, 1.6, (1.02, 0.92, 1.03, 1.03), share=(0.42, 0.24, 0.34)),
    "HE12": Share(ACUTE, 4560, 0.889, 0.004),
    "HE13": Count(ACUTE, 108, 1.4, share=(0.42, 0.24, 0.34)),
    "HE16": Share(ACUTE, 27400, 0.084, 0.004),
    "FG01": Count(ACUTE, 14, 1.2, share=(0.5, 0.2, 0.3)),
    "AM05": Share(TRUST, 6980, 0.955, 0.006),
    "AM06": Count(TRUST, 53, 1.4),
    "HE08": Count(TRUST, 0.9, 1.0),
    "HE14": Count(TRUST, 214, 1.6),
    "HE04": Count(WELLBEING, 2480, 4, SCHOOL, areas="set"),
    "HE05": Count(WELLBEING, 4890, 3, areas="set", snapshot=True),
    "HE06": Share(WELLBEING, 1530, 0.936, 0.008, areas="set"),
    "HE07": Printed(WELLBEING, 57, 2.4, areas="set"),
    "LA06": Share(COMMUNITY, 116, 0.905, 0.012),
    "LA07": Share(COMMUNITY, 862, 0.912, 0.006),
    "LA08": Share(COMMUNITY, 862, 0.812, 0.010),
    "LA09": Seldom(COMMUNITY, (4,), lambda rng, t: (round(rng.gauss(338, 7)), 431)),
    "HE15": Share(COMMUNITY, 3380, 0.941, 0.006),
    "CD01": Count("child-death-review", 18, 1.2),
    "CD02": Seldom("child-death-review", (4,), lambda rng, t: (round(rng.gauss(24, 3)), None)),
    "CD03": Seldom("child-death-review", (4,), lambda rng, t: (round(rng.gauss(49, 3)), 66)),
    "AM04": Share(HEALTH, 2310, 0.262, 0.008, areas="quadrants"),
    "HE02": Seldom(HEALTH, (3,), lambda rng, t: (round(rng.gauss(890, 30)), 251000)),
    "HE09": Seldom(HEALTH, (3,), lambda rng, t: (round(rng.gauss(186, 12)), None)),
    "HE10": Seldom(HEALTH, (3,), lambda rng, t: (round(rng.gauss(1890, 45)), 262000)),
    "HE11": Seldom(HEALTH, (3,), lambda rng, t: (round(rng.gauss(58, 5)), None)),
    "HE17": Seldom(HEALTH, (4,), lambda rng, t: (round(rng.gauss(292, 14)), 24400)),
    "ED01": Seldom(SCHOOLS, TERMS, lambda rng, t: (round(rng.gauss(44, 6)), 218400)),
    "ED02": Seldom(SCHOOLS, TERMS, lambda rng, t: (round(rng.gauss(6420, 260)), 218400)),
    "ED03": Count(SCHOOLS, 2860, 1.6, areas="districts", snapshot=True),
    "ED04": Count(SCHOOLS, 336, 1.3, areas="districts", snapshot=True),
    "ED05": Seldom(SCHOOLS, TERMS, lambda rng, t: (round(218400 * (0.121 if t < 4 else rng.gauss(0.186, 0.005))), 218400)),
    "ED06": Seldom(SCHOOLS, (3,), lambda rng, t: (round(rng.gauss(1640, 40)), 3420)),
    "ED07": Seldom(SCHOOLS, TERMS, lambda rng, t: (round(rng.gauss(338, 22)), None)),
    "YJ01": Count("essex-youth-justice", 208, 1.1, snapshot=True),
    "YJ02": Seldom("essex-youth-justice", (4,), lambda rng, t: (round(rng.gauss(71, 6)), 214)),
    "YJ03": Share("essex-probation", 268, 0.962, 0.008),
    "HO01": Count("councils", 58, 1.2, areas="councils"),
    "HO02": Share("councils", "HO01", 0.93, 0.0, areas="councils"),
    "HO03": Count("councils", 9, 1.0, areas="councils"),
    "FI01": Count("essex-fire", 26, 1.2, areas="quadrants"),
    "FI02": Count("essex-fire", 13, 1.2),
    "AB01": Count("east-ambulance", 232, 1.5, areas="districts"),
    "LD01": Count(LADO, 604, 1.8, (1.04, 0.84, 1.08, 1.04)),
    "LD04": Count(LADO, 96, 1.4),
    "LD09": Share(LADO, 402, 0.912, 0.010),
    "LD10": Count(LADO, 48, 1.2, areas="districts"),
    "RV01": Count(UNIT, 1.5, 1.0),
    "RV02": Count(UNIT, 4, 0.4, snapshot=True),
    "EN01": Count(UNIT, 3680, 1.0, snapshot=True),
    "EH05": Count(GROUPS, 70, 1.4, areas="quadrants"),
    "TR06": Seldom(GROUPS, (4,), lambda rng, t: (round(rng.gauss(31, 1)), 35)),
}
