"""Makes a board of forty agencies with some years of clean quarters, and one more quarter set aside in `next/`.

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
quarters = [(year, quarter) for year in range(2026 - years, 2026) for quarter in (1, 2, 3, 4)] + [(2026, 1)]


def put(name, lines):
    path = board / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")


put("board.toml", ['name = "Ten years"'])
areas = [f"{district},{district},district,E10000012," for district in districts]
put("areas.csv", ["area,name,level,parent,aliases", "E10000012,Essex,county,,", *areas])
people = [f"{area},{year},{30000},mid-{year}" for area in ["E10000012", *districts] for year in range(2014, 2027)]
put("populations.csv", ["area,year,population_0_17,vintage", *people])
put("comparators.csv", ["indicator,group,year,value,published,source"])
members = [f"{agency},{agency},local_authority_csc,,dashboard;actions,," for agency in agencies]
put("agencies.csv", ["agency,name,kind,aliases,feeds,valid_from,valid_to", *members])
for year, quarter in quarters:
    period = f"{year}-{(year + 1) % 100:02d} Q{quarter}"
    folder = "next" if (year, quarter) == quarters[-1] else f"inbox/{period.replace(' ', '-')}"
    for agency in agencies:
        figures = [
            f"{indicator},{district},{period},{random.randint(6, 60)},{random.randint(61, 120)},,"
            for indicator in indicators
            for district in districts[:6]
        ]
        put(f"{folder}/{agency}/dashboard.csv", ["indicator,area,period,numerator,denominator,value,note", *figures])
        actions = [f"{agency}-{number},s11,,{agency},see to it,head,2027-01-31,in-progress,," for number in range(5)]
        head = "action,source,reference,agency,text,owner,due,status,completed,impact"
        put(f"{folder}/{agency}/actions.csv", [head, *actions])
