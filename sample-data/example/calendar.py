"""Financial-year quarters, numbered so that 0 is the first quarter of the example's history."""

import datetime

FIRST_YEAR, FIRST_QUARTER = 2020, 2
QUARTERS_OF_HISTORY = 24
CURRENT = QUARTERS_OF_HISTORY  # the untidy quarter, 2026-27 Q2


class Period:
    """One financial-year quarter; quarter 1 is April to June."""

    def __init__(self, year, quarter):
        self.year, self.quarter = year, quarter

    @classmethod
    def at(cls, index, origin=None):
        year, quarter = origin or (FIRST_YEAR, FIRST_QUARTER)
        steps = year * 4 + quarter - 1 + index
        return cls(steps // 4, steps % 4 + 1)

    @property
    def name(self):
        return f"{self.year_name} Q{self.quarter}"

    @property
    def folder(self):
        return f"{self.year_name}-Q{self.quarter}"

    @property
    def year_name(self):
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    @property
    def first_day(self):
        month = {1: 4, 2: 7, 3: 10, 4: 1}[self.quarter]
        return datetime.date(self.year + (self.quarter == 4), month, 1)

    @property
    def last_day(self):
        month = {1: 6, 2: 9, 3: 12, 4: 3}[self.quarter]
        day = 30 if month in (6, 9) else 31
        return datetime.date(self.year + (self.quarter == 4), month, day)

    def next(self, steps=1):
        index = self.year * 4 + self.quarter - 1 + steps
        return Period(index // 4, index % 4 + 1)
