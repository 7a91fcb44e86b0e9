"""Makes the example board of `sample-data/essex`, or other invented boards for trials.

    python make_example.py                                   the example board, beside this file
    python make_example.py --stable 7 --out DIR              a board in which nothing is planted
    python make_example.py --years 12 --agencies 80 --out DIR   a big board

Needs Python 3.11, and for the example board openpyxl, odfpy and xlwt from PyPI.
"""

import argparse
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from example import board  # noqa: E402


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=os.path.join(here, "essex"))
    parser.add_argument("--stable", type=int, metavar="SEED", help="plant nothing; clean files only")
    parser.add_argument("--years", type=int, help="years of history instead of six")
    parser.add_argument("--agencies", type=int, help="this many agencies or more, by adding copies")
    wanted = parser.parse_args()
    if os.path.isdir(wanted.out):
        if not os.path.exists(os.path.join(wanted.out, "board.toml")):
            parser.error(f"{wanted.out} exists and is not a board; name a new folder")
        shutil.rmtree(wanted.out)
    if wanted.years or wanted.agencies:
        board.big(wanted.out, wanted.years or 6, wanted.agencies or 36)
    elif wanted.stable is not None:
        board.stable(wanted.out, wanted.stable)
    else:
        board.example(wanted.out, os.path.join(here, "planted.csv"))


if __name__ == "__main__":
    main()
