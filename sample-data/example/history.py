"""From recipes and stories to the rows that each agency sends in each quarter."""

from . import stories
from .calendar import Period
from .chance import binomial, count, split, stream
from .places import COUNCILS, COUNTY, DISTRICT_CODES, NEED, QUADRANTS, SET, SOUTHEND, THURROCK
from .recipe import ACUTE, COMMUNITY, Count, Printed, RECIPES, Same, Seldom, Share

HEADER = ["indicator", "area", "period", "numerator", "denominator", "value", "note"]
QUADRANT_CODES = [row[0] for row in QUADRANTS]
# Outside Essex, as shares of the county figure.
OUTSIDE = {SOUTHEND: 0.135, THURROCK: 0.145}


class Row:
    """One figure of one sender at one area."""

    def __init__(self, sender, indicator, area, numerator=None, denominator=None, value=None, note=""):
        self.sender, self.indicator, self.area = sender, indicator, area
        self.numerator, self.denominator, self.value, self.note = numerator, denominator, value, note

    def cells(self, period):
        def show(x):
            return "" if x is None else str(x)

        return [self.indicator, self.area, period, show(self.numerator), show(self.denominator), show(self.value), self.note]


def percent(numerator, denominator):
    """The share in per cent as an agency prints it."""
    if not denominator:
        return None
    share = 100 * numerator / denominator
    return f"{share:.3f}" if share < 1 else f"{share:.1f}"


class World:
    """All figures of the board for `quarters` quarters, current one included."""

    def __init__(self, seed, quarters, planted=True, origin=None):
        self.seed, self.quarters, self.planted = seed, quarters, planted
        self.period = [Period.at(t, origin) for t in range(quarters)]
        self.offset = 0 if quarters <= 25 else quarters - 25  # stories stand at the end of a longer history
        self.rows = {}  # indicator -> list by quarter of list of Row
        waiting = list(RECIPES)
        while waiting:  # an indicator built on another one waits for it
            indicator = waiting.pop(0)
            needed = getattr(RECIPES[indicator], "of", None)
            if isinstance(needed, str) and needed not in self.rows:
                waiting.append(indicator)
            else:
                self.rows[indicator] = self.make(indicator, RECIPES[indicator])
        self.rows = {indicator: self.rows[indicator] for indicator in RECIPES}

    def story(self, table, key, t):
        return table.get(key, {}).get(t - self.offset) if self.planted else None

    def total(self, indicator, t, part="count"):
        """The county's count of an indicator that another one is built on."""
        rows = [r for r in self.rows[indicator][t] if r.area == COUNTY]
        if not rows:
            rows = [r for r in self.rows[indicator][t] if r.area in DISTRICT_CODES or r.area in QUADRANT_CODES]
        numbers = [(r.denominator if part == "denominator" else r.numerator) for r in rows]
        return sum(n for n in numbers if isinstance(n, int))

    def make(self, indicator, recipe):
        made, memory = [], {}
        for t in range(self.quarters):
            rng = stream(self.seed, indicator, t)
            quarter = self.period[t].quarter
            match recipe:
                case Count():
                    rows = self.counts(indicator, recipe, t, quarter, rng, memory)
                case Share():
                    rows = self.shares(indicator, recipe, t, quarter, rng, made)
                case Same():
                    rows = self.same(indicator, recipe, t)
                case Printed():
                    rows = self.printed(indicator, recipe, t, rng)
                case Seldom():
                    rows = self.seldom(indicator, recipe, t, quarter, rng)
            not_given = stories.NOT_GIVEN.get((indicator, t - self.offset)) if self.planted else None
            if not_given:
                rows = [Row(r.sender, indicator, r.area, not_given[0], None, None, not_given[1]) for r in rows]
            made.append(rows)
        return made

    def counts(self, indicator, recipe, t, quarter, rng, memory):
        if t < recipe.since:
            return []
        mean = recipe.mean * (1 + recipe.growth * (t - 12)) * recipe.season[quarter - 1] * (self.story(stories.FACTORS, indicator, t) or 1)
        if recipe.snapshot:
            before = memory.get("last", mean)
            keep = 0.2
            drift = rng.gauss(0, (recipe.mean * recipe.spread * (1 - keep * keep)) ** 0.5)
            total = max(0, round(mean + keep * (before - mean) + drift))
            memory["last"] = total
        else:
            total = count(rng, mean, recipe.spread)
        senders = recipe.sender
        if recipe.areas == "councils":
            parts = split(rng, total, [NEED[d] for d in sorted(COUNCILS)])
            return [Row(COUNCILS[d][0], indicator, d, n) for d, n in zip(sorted(COUNCILS), parts)]
        if isinstance(senders, tuple):
            parts = split(rng, total, list(recipe.share))
            if indicator == "FG01":
                return [Row(s, indicator, COUNTY, 5 * round(n / 5) if n > 7 or n == 0 else 5, note="Rounded to the nearest 5; 1 to 7 shown as 5") for s, n in zip(senders, parts)]
            return [Row(s, indicator, COUNTY, n) for s, n in zip(senders, parts)]
        if recipe.areas in ("districts", "districts-small"):
            return self.by_district(indicator, recipe, t, total, rng, memory)
        if recipe.areas == "quadrants":
            parts = split(rng, total, [NEED[q] for q in QUADRANT_CODES])
            return [Row(senders, indicator, q, n) for q, n in zip(QUADRANT_CODES, parts)]
        if recipe.areas == "set":
            outside = {a: count(rng, mean * f, recipe.spread) for a, f in OUTSIDE.items()}
            rows = [Row(senders, indicator, COUNTY, total)] + [Row(senders, indicator, a, n) for a, n in outside.items()]
            return rows + [Row(senders, indicator, SET, total + sum(outside.values()))]
        return [Row(senders, indicator, COUNTY, total)]

    def by_district(self, indicator, recipe, t, total, rng, memory):
        weights = [NEED[d] for d in DISTRICT_CODES]
        if recipe.snapshot:  # some children stay from one quarter to the next
            last = memory.get("parts") or split(rng, total, weights)
            moved = split(rng, round(total * 0.8), weights)
            share = (total - sum(moved)) / max(1, sum(last))
            kept = [round(n * share) for n in last]
            kept[0] += total - sum(moved) - sum(kept)
            parts = [k + m for k, m in zip(kept, moved)]
            memory["parts"] = parts
        else:
            parts = split(rng, total, weights)
        for n, d in enumerate(DISTRICT_CODES):
            factor = self.story(stories.DISTRICT_FACTORS, (indicator, d), t)
            if factor:
                extra = round(parts[n] * (factor - 1))
                parts[n], total = parts[n] + extra, total + extra
        small = recipe.areas == "districts-small"
        rows = [Row(recipe.sender, indicator, d, "<5" if small and 0 < n < 5 else n) for d, n in zip(DISTRICT_CODES, parts)]
        if recipe.sender in ("essex-social-care", "essex-education"):
            rows.append(Row(recipe.sender, indicator, COUNTY, total))
        return rows

    def shares(self, indicator, recipe, t, quarter, rng, made):
        level = self.story(stories.LEVELS, indicator, t)
        if level is None:
            level = rng.gauss(recipe.level, recipe.spread) * recipe.season[quarter - 1]
        if recipe.areas == "councils":
            return [Row(r.sender, indicator, r.area, *self.part(rng, r.numerator, level)) for r in self.rows[recipe.of][t]]
        if isinstance(recipe.of, str):
            part = "numerator" if recipe.part == "count" else recipe.part
            whole = round(self.total(recipe.of, t, part) * recipe.scale)
        else:
            whole = count(rng, recipe.of, 1.6)
        if isinstance(recipe.sender, tuple):
            weights = [0.42, 0.24, 0.34] if recipe.sender == ACUTE else [0.5, 0.5]
            return [Row(s, indicator, COUNTY, *self.part(rng, n, level)) for s, n in zip(recipe.sender, split(rng, whole, weights))]
        if recipe.areas == "quadrants":
            wholes = split(rng, whole, [NEED[q] for q in QUADRANT_CODES])
            if isinstance(recipe.of, str):
                wholes = [r.denominator for r in self.rows[recipe.of][t]]
            return [Row(recipe.sender, indicator, q, *self.part(rng, n, level)) for q, n in zip(QUADRANT_CODES, wholes)]
        planted = self.story(stories.NUMERATORS, indicator, t)
        if planted is not None:
            return [Row(recipe.sender, indicator, COUNTY, planted, whole, percent(planted, whole))]
        rows = [Row(recipe.sender, indicator, COUNTY, *self.part(rng, whole, level))]
        if recipe.areas == "set":
            rows += [Row(recipe.sender, indicator, a, *self.part(rng, round(whole * f), level)) for a, f in OUTSIDE.items()]
            top, bottom = sum(r.numerator for r in rows), sum(r.denominator for r in rows)
            rows.append(Row(recipe.sender, indicator, SET, top, bottom, percent(top, bottom)))
        return rows

    @staticmethod
    def part(rng, whole, level):
        numerator = binomial(rng, whole, level)
        return numerator, whole, percent(numerator, whole)

    def same(self, indicator, recipe, t):
        rows = self.rows[recipe.of][t]
        if indicator == "FD03":
            total = self.total("FD02", t, "numerator")
            parts = split(stream(self.seed, "FD03 parts", t), total, [NEED[d] for d in DISTRICT_CODES])
            return [Row(recipe.sender, indicator, d, n) for d, n in zip(DISTRICT_CODES, parts)] + [Row(recipe.sender, indicator, COUNTY, total)]
        return [Row(recipe.sender, indicator, r.area, r.numerator) for r in rows if recipe.areas == "districts" or r.area == COUNTY]

    def printed(self, indicator, recipe, t, rng):
        value = self.story(stories.PRINTED, indicator, t) or round(rng.gauss(recipe.mean, recipe.sd), recipe.places or None)
        rows = [Row(recipe.sender, indicator, COUNTY, None, None, value)]
        if recipe.areas == "set":
            near = [round(value + rng.gauss(0, 3)) for _ in OUTSIDE]
            rows += [Row(recipe.sender, indicator, a, None, None, v) for a, v in zip(OUTSIDE, near)]
            rows.append(Row(recipe.sender, indicator, SET, None, None, round((8 * value + sum(near)) / 10)))
        return rows

    def seldom(self, indicator, recipe, t, quarter, rng):
        if quarter not in recipe.quarters:
            return []
        senders = recipe.sender if isinstance(recipe.sender, tuple) else (recipe.sender,)
        rows = []
        for sender in senders:
            top, bottom = recipe.parts(rng, t)
            if bottom is None:
                rows.append(Row(sender, indicator, COUNTY, top))
            elif indicator in ("LA10", "WF04"):
                rows.append(Row(sender, indicator, COUNTY, top, bottom, f"{top / bottom:.1f}"))
            elif indicator in ("HE02", "HE10", "HE17"):
                rows.append(Row(sender, indicator, COUNTY, top, bottom))
            else:
                rows.append(Row(sender, indicator, COUNTY, top, bottom, percent(top, bottom)))
        return rows

    def sent_by(self, t):
        """Agency -> rows of its dashboard return for one quarter, in the catalogue's order."""
        found = {}
        for by_quarter in self.rows.values():
            for row in by_quarter[t]:
                found.setdefault(row.sender, []).append(row)
        return found
