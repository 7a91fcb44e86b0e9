//! A verdict's movement into words: what is unusual about the newest quarter, and since when.

use crate::catalogue::Indicator;
use crate::domain::{Mark, Rung, Series, Side, Tier, Verdict};
use crate::sift::levels::span;
use crate::sift::phrase::{risen, up_or_down};
use crate::sift::{may_be_chance, number};

/// What is unusual, in the forms that sentences need. Numbers are left out where the figure is withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Movement {
    /// Follows the value after a comma: `below the usual range of 53% to 71%`.
    pub clause: Option<String>,
    /// A sentence of its own, without the full stop: `It has risen nine quarters in a row`.
    pub sentence: Option<String>,
    /// The same after a semicolon: `it has risen nine quarters in a row`.
    pub short: String,
    /// The same for a row of the front page: `Below its usual range of 53% to 71%`, `Ninth rise in a row`.
    pub row: String,
    /// The same in the fewest words and without a number, after a comma: `below its usual range`.
    pub plain: String,
    /// Whether it tells of several quarters, so that the one before says little.
    pub is_run: bool,
    /// What speaks against making much of it.
    pub caution: Option<String>,
}

/// The movement of a judged series whose newest figure may be told. Counts from one up to `hidden` are withheld, and so are levels that
/// low; 0 where none is, and infinity where no level is told.
pub(super) fn movement(series: &Series, verdict: &Verdict, indicator: &Indicator, hidden: f64) -> Movement {
    let newest = verdict.marks.last();
    // Where the evidence points the other way than an older run that still stands, the evidence speaks.
    let agrees = |side: &Side| verdict.side.is_none_or(|evidence| evidence == *side);
    let leading = newest.and_then(|mark| leading(&mark.rules).zip(mark.side.filter(agrees)));
    // A run of moves that still goes on against the evidence is told with it.
    let is_turn = |mark: &&Mark| mark.side.is_some_and(|side| !agrees(&side));
    let turned = newest.filter(is_turn).and_then(|mark| {
        let runs = mark.rules.iter().any(|rule| rule == "rising-or-falling-run");
        mark.side.filter(|_| runs)
    });
    let of = Of {
        series,
        verdict,
        indicator,
        hidden,
    };
    let told = match leading {
        Some(("outside-limits", side)) => of.outside(side),
        Some(("rising-or-falling-run", side)) => of.one_way(side),
        // Where the evidence is of many quarters, two of three would be too little said.
        Some(("two-of-three-near-limit", side)) if is_of_many(verdict) => of.unlike_history(side, None),
        // A level that moved long before says more than where its last points lie.
        Some(("two-of-three-near-limit", side)) if may_be_chance::is_of_long_ago(verdict) => {
            of.one_side(side, "average")
        }
        Some(("two-of-three-near-limit", side)) => of.near_limit(side),
        Some(("run-on-one-side", side)) => of.one_side(side, "average"),
        Some(("longer-run-than-chance", side)) => of.one_side(side, "median"),
        Some(("first-change", side)) => of.first_change(side),
        Some(_) | None => match verdict.side.filter(|_| is_unlike_history(verdict)) {
            Some(side) => of.unlike_history(side, turned),
            None => of.usual(),
        },
    };
    match leading {
        Some(_) => may_be_chance::beside_the_test(told, verdict),
        None => told,
    }
}

/// Whether the evidence sets a figure apart from its history: a low chance by itself, or low enough among all that were tested.
fn is_unlike_history(verdict: &Verdict) -> bool {
    let is_listed = matches!(verdict.tier, Tier::Exception | Tier::Watch);
    verdict.p.is_some_and(|p| p < 0.01 || is_listed)
}

/// Whether what puts a figure on a list is more of its newest quarters together than the rule of two in three looks at.
fn is_of_many(verdict: &Verdict) -> bool {
    matches!(verdict.tier, Tier::Exception | Tier::Watch) && verdict.window.is_some_and(|window| window > 3)
}

/// The rule that a reader is told of first: a run of rises or falls says since when, which one point outside does not.
fn leading(rules: &[String]) -> Option<&str> {
    let run = rules.iter().find(|rule| *rule == "rising-or-falling-run");
    run.or(rules.first()).map(String::as_str)
}

/// What a sentence is about.
struct Of<'a> {
    series: &'a Series,
    verdict: &'a Verdict,
    indicator: &'a Indicator,
    /// Levels up to this are not told; 0 where all are.
    hidden: f64,
}

impl Of<'_> {
    fn value(&self) -> f64 {
        self.series.newest().and_then(|one| one.value).unwrap_or_default()
    }

    /// From the least to the greatest value or limit that a chart shows.
    fn span(&self) -> f64 {
        span(self.series, self.verdict)
    }

    fn range(&self) -> Option<String> {
        let limits = self.verdict.lines.last().copied().flatten()?.limits?;
        let may = limits.high > self.hidden;
        may.then(|| number::range(limits, self.indicator, (self.value(), self.span())))
    }

    fn centre(&self) -> Option<String> {
        let centre = self.verdict.lines.last().copied().flatten()?.centre;
        let may = centre > self.hidden || self.hidden <= 0.0;
        may.then(|| number::level_beside(centre, self.indicator, (self.value(), self.span())))
            .flatten()
    }

    /// `July to September`.
    fn months(&self) -> String {
        let months = self.series.newest().map(|one| one.period.months()).unwrap_or_default();
        let without_year = months.rsplit_once(' ').map(|(months, _)| months.to_string());
        without_year.unwrap_or(months)
    }

    fn one_only(&self) -> String {
        let span = number::capitalised(&number::spans(1, self.indicator));
        format!("{span} only: we cannot say yet that it will last")
    }

    fn season(&self) -> String {
        match self.verdict.rung {
            Rung::Seasonal => format!(" for {}", self.months()),
            _ => String::new(),
        }
    }

    /// How many newest quarters in a row the rule marks on this side.
    fn running(&self, rule: &str, side: Side) -> usize {
        let marks = self.verdict.marks.iter().rev();
        marks
            .take_while(|mark| mark.side == Some(side) && mark.rules.iter().any(|id| id == rule))
            .count()
    }

    fn outside(&self, side: Side) -> Movement {
        let season = self.season();
        let clause = match self.range() {
            Some(range) => format!("{} the usual range{season} of {range}", above(side)),
            None => format!("{} the usual range{season}", above(side)),
        };
        let row = match (self.range(), season.is_empty()) {
            (Some(range), true) => format!("{} its usual range of {range}", above(side)),
            (Some(range), false) => format!("{} its {} range of {range}", above(side), self.months()),
            (None, _) => format!("{} its usual range", above(side)),
        };
        let running = self.running("outside-limits", side);
        let (sentence, caution) = match running {
            0 | 1 if self.verdict.window.is_some_and(|window| window > 1) => (None, None),
            0 | 1 => (None, Some(self.one_only())),
            more => (
                Some(format!(
                    "It has been outside that range for {}",
                    number::spans(more, self.indicator)
                )),
                None,
            ),
        };
        Movement {
            short: clause.clone(),
            clause: Some(clause),
            row: number::capitalised(&row),
            plain: format!("{} its usual range", above(side)),
            is_run: false,
            sentence,
            caution,
        }
    }

    /// Steps in the run that ends now, repeats not counted, and the quarters that they take, repeats counted.
    fn steps(&self, side: Side) -> (usize, usize) {
        let (mut steps, mut quarters, mut since) = (0, 0, 0);
        let values: Vec<Option<f64>> = self.series.observations.iter().map(|one| one.value).collect();
        for pair in values.windows(2).rev() {
            let Some((before, now)) = pair[0].zip(pair[1]) else {
                break;
            };
            since += 1;
            match (now.total_cmp(&before), side) {
                (std::cmp::Ordering::Equal, _) => (),
                (std::cmp::Ordering::Greater, Side::High) | (std::cmp::Ordering::Less, Side::Low) => {
                    (steps, quarters) = (steps + 1, since);
                }
                (std::cmp::Ordering::Greater | std::cmp::Ordering::Less, _) => break,
            }
        }
        (steps, quarters)
    }

    /// `risen nine quarters in a row`; `risen in eight of the last ten quarters and fallen in none` where it stood still between.
    fn moved(&self, side: Side) -> String {
        match self.steps(side) {
            (steps, quarters) if steps == quarters => {
                format!("{} {} in a row", risen(side), number::spans(steps, self.indicator))
            }
            (steps, quarters) => format!(
                "{} in {} of the last {} and {} in none",
                risen(side),
                number::in_words(steps),
                number::spans(quarters, self.indicator),
                risen(side.other())
            ),
        }
    }

    fn one_way(&self, side: Side) -> Movement {
        let (steps, quarters) = self.steps(side);
        let short = format!("it has {}", self.moved(side));
        let rise = match side {
            Side::High => "rise",
            Side::Low => "fall",
        };
        Movement {
            sentence: Some(number::capitalised(&short)),
            row: match steps == quarters {
                true => format!("{} {rise} in a row", number::capitalised(&number::ordinal(steps))),
                false => number::capitalised(&self.moved(side)),
            },
            plain: match steps == quarters {
                true => format!("the {} {rise} in a row", number::ordinal(steps)),
                false => self.moved(side),
            },
            is_run: true,
            short,
            ..Movement::default()
        }
    }

    fn near_limit(&self, side: Side) -> Movement {
        // One of the two may lie outside the range.
        let (end, in_full) = match side {
            Side::High => (
                "near or above its usual high",
                "near or above the high end of the usual range",
            ),
            Side::Low => (
                "near or below its usual low",
                "near or below the low end of the usual range",
            ),
        };
        let range = self.range().map(|range| format!(", {range}")).unwrap_or_default();
        let span = self.indicator.frequency.span();
        Movement {
            sentence: Some(format!("Two of the last three {span}s were {in_full}{range}")),
            row: format!("Two of three {span}s were {end}"),
            plain: end.into(),
            is_run: true,
            short: format!("two of the last three {span}s were {end}"),
            ..Movement::default()
        }
    }

    fn one_side(&self, side: Side, line: &str) -> Movement {
        let rule = if line == "median" {
            "longer-run-than-chance"
        } else {
            "run-on-one-side"
        };
        let at = self.centre().map(|centre| format!(" of {centre}")).unwrap_or_default();
        let quarters = number::spans(self.running(rule, side), self.indicator);
        let short = format!("it has been {} its {line}{at} for {quarters}", above(side));
        Movement {
            sentence: Some(number::capitalised(&short)),
            row: number::capitalised(&format!("{} its {line}{at} for {quarters}", above(side))),
            plain: format!("{} its {line} for {quarters}", above(side)),
            is_run: true,
            short,
            ..Movement::default()
        }
    }

    /// `after 19 quarters at 7`.
    fn first_change(&self, side: Side) -> Movement {
        let observations = self.series.observations.iter().rev().skip(1);
        let values: Vec<f64> = observations.filter_map(|one| one.value).collect();
        let same = |one: &&f64| values.first().is_some_and(|first| first.total_cmp(one).is_eq());
        let quarters = number::spans(values.iter().take_while(same).count(), self.indicator);
        let level = values.first().filter(|value| **value > self.hidden);
        let level = level.map(|value| number::level(*value, self.indicator, self.span()));
        let at = level.map_or("at the same value".into(), |level| format!("at {level}"));
        let clause = format!("{} after {quarters} {at}", up_or_down(side));
        Movement {
            row: number::capitalised(&clause),
            plain: format!("the first change in {quarters}"),
            short: clause.clone(),
            clause: Some(clause),
            sentence: None,
            is_run: false,
            caution: Some(self.one_only()),
        }
    }

    /// Unlike its history on a side; `turned` is the way in which it has been moving since, where that is the other.
    fn unlike_history(&self, side: Side, turned: Option<Side>) -> Movement {
        let comparison = match side {
            Side::High => "higher",
            Side::Low => "lower",
        };
        let season = match self.verdict.rung {
            Rung::Seasonal => " at this time of year",
            _ => "",
        };
        match self.verdict.window.unwrap_or(1) {
            0 | 1 => {
                let clause = format!("{comparison} than its history leads us to expect{season}");
                Movement {
                    short: clause.clone(),
                    row: number::capitalised(&clause),
                    plain: format!("{comparison} than its history"),
                    is_run: false,
                    clause: Some(clause),
                    sentence: turned.map(|way| format!("It has {} all the same", self.moved(way))),
                    caution: None,
                }
            }
            window => {
                let spans = number::spans(window, self.indicator);
                let short = format!("its last {spans} together are {comparison} than usual{season}");
                let sentence = match turned {
                    None => format!(
                        "The last {spans} together are {comparison} than their history leads us to expect{season}"
                    ),
                    Some(way) => format!(
                        "Over the last {spans} it has been {comparison} than its history{season}, but has {}",
                        self.moved(way)
                    ),
                };
                Movement {
                    clause: None,
                    sentence: Some(sentence),
                    row: number::capitalised(&short),
                    plain: format!("{comparison} than usual over {spans} together"),
                    is_run: true,
                    short,
                    caution: None,
                }
            }
        }
    }

    /// Whether all figures, two or more, are the same.
    fn has_never_varied(&self) -> bool {
        let mut values = self.series.observations.iter().filter_map(|one| one.value);
        let first = values.next();
        let same = |value: f64| first.is_some_and(|first| first.total_cmp(&value).is_eq());
        self.verdict.p.is_some() && self.verdict.points > 1 && values.all(same)
    }

    fn usual(&self) -> Movement {
        let has_limits = self
            .verdict
            .lines
            .last()
            .copied()
            .flatten()
            .is_some_and(|lines| lines.limits.is_some());
        let clause = match self.has_never_varied() {
            true => Some(format!(
                "the same as in every {} before",
                self.indicator.frequency.span()
            )),
            false => has_limits.then(|| format!("in the usual range{}", self.season())),
        };
        let short = clause.clone().unwrap_or_default();
        Movement {
            row: number::capitalised(&short),
            plain: short.clone(),
            is_run: false,
            short,
            clause,
            sentence: None,
            caution: None,
        }
    }
}

/// `above` or `below`.
pub(super) fn above(side: Side) -> &'static str {
    match side {
        Side::High => "above",
        Side::Low => "below",
    }
}
