"""The small board that all fixtures share."""

BOARD = """name = "Essex Safeguarding Children Board"
home = "E10000012"
due_days = 30
"""

AGENCIES = """agency,name,kind,aliases,feeds,valid_from,valid_to
essex-social-care,Essex Children's Social Care,local_authority_csc,ECC Children's Social Care,,,
essex-family-support,Essex Family Support,local_authority_early_help,Early Help Service,,,
essex-police,Essex Police,police,Essex Constabulary,,,
mid-south-icb,NHS Mid and South Essex Integrated Care Board,health_commissioner,MSE ICB;Mid Essex CCG,,2022-07-01,
mid-essex-ccg,NHS Mid Essex Clinical Commissioning Group,health_commissioner,Mid Essex CCG,,2013-04-01,2022-06-30
mid-south-hospitals,Mid and South Essex NHS Foundation Trust,health_acute,MSEFT,,2020-04-01,
family-wellbeing,Essex Child and Family Wellbeing Service,health_community,ECFWS,,,
wellbeing-service,Emotional Wellbeing and Mental Health Service,health_mental,EWMHS,,,
essex-fire,Essex County Fire and Rescue Service,fire,ECFRS,,,
essex-education,Essex County Council Education,education,Education Access,,,
essex-public-health,Essex County Council Public Health,public_health,,,,
essex-lado,Essex LADO Service,lado,LADO,,,
board-unit,Essex Safeguarding Children Board Support Team,escb_business_unit,Board Team,,,
board-training,Essex Safeguarding Children Board Learning and Development,training_provider,ESCB Training,,,
chelmsford-council,Chelmsford City Council,district_council,Chelmsford Borough Council,,,
colchester-council,Colchester City Council,district_council,Colchester Borough Council,,,
"""

AREAS = """area,name,level,parent,aliases
E10000012,Essex,county,,Essex County;Essex total;County
essex-north,North,quadrant,E10000012,North Essex
essex-mid,Mid,quadrant,E10000012,Mid Essex
essex-west,West,quadrant,E10000012,West Essex
essex-south,South,quadrant,E10000012,South Essex
E07000077,Uttlesford,district,essex-west,
E07000067,Braintree,district,essex-mid,
E07000071,Colchester,district,essex-north,
E07000076,Tendring,district,essex-north,
E07000073,Harlow,district,essex-west,
E07000072,Epping Forest,district,essex-west,
E07000070,Chelmsford,district,essex-mid,
E07000074,Maldon,district,essex-mid,
E07000068,Brentwood,district,essex-south,
E07000066,Basildon,district,essex-south,
E07000075,Rochford,district,essex-south,
E07000069,Castle Point,district,essex-south,
E06000033,Southend-on-Sea,other,,Southend
E06000034,Thurrock,other,,
set-footprint,"Southend, Essex and Thurrock",other,,SET;Force area
"""

# Mid-year estimates of 2024, as in ../essex/populations.csv.
POPULATIONS = """area,year,population_0_17,vintage
E10000012,2026,317000,round figure for the fixtures
"""

TABLES = {"board.toml": BOARD, "agencies.csv": AGENCIES, "areas.csv": AREAS, "populations.csv": POPULATIONS}
DISTRICTS = [line.split(",")[1] for line in AREAS.splitlines() if ",district," in line]
