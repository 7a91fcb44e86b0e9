//! What several labels say together: they complete one another, or contradict one another, which is said and never settled by a
//! guess.

use crate::catalogue::{Indicator, Unit};
use crate::domain::{Period, Places};
use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::lexicon::Named;
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::When;

/// Something that a label says, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<T> {
    /// What it says.
    pub value: T,
    /// Row and column of the label.
    pub at: (u32, u32),
    /// Its text.
    pub text: String,
}

/// What all labels of one rank say of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Says {
    /// What is counted.
    pub indicator: Option<Claim<Named>>,
    /// Where.
    pub area: Option<Claim<Named>>,
    /// When.
    pub when: Option<Claim<When>>,
    /// Which number; and whether that is only a sign in the indicator's name.
    pub part: Option<(Part, bool)>,
    /// How many of a population a rate is of.
    pub per: Option<f64>,
    /// A word for a sum.
    pub total: Option<Claim<()>>,
    /// Whether a rolling window is spoken of, and where.
    pub rolling: Option<(u32, u32)>,
    /// Whether figures are said to run from April, and where.
    pub to_date: Option<(u32, u32)>,
    /// Why the figure is not one that is asked for.
    pub aside: Option<Claim<Aside>>,
    /// A place that is none of the board's.
    pub elsewhere: Option<Claim<()>>,
    /// Two labels that contradict one another.
    pub clash: Option<(Claim<()>, Claim<()>)>,
    /// Words that nothing explains.
    pub unexplained: Vec<Claim<()>>,
}

fn bare<T>(claim: &Claim<T>) -> Claim<()> {
    Claim {
        value: (),
        at: claim.at,
        text: claim.text.clone(),
    }
}

impl Says {
    /// What one label says.
    pub fn of(placed: &Placed) -> Says {
        let label = &placed.label;
        let here = || Claim {
            value: (),
            at: placed.at,
            text: placed.text.clone(),
        };
        fn claim<T: Clone>(value: &Option<T>, placed: &Placed) -> Option<Claim<T>> {
            value.clone().map(|value| Claim {
                value,
                at: placed.at,
                text: placed.text.clone(),
            })
        }
        Says {
            indicator: claim(&label.indicator, placed),
            area: claim(&label.area, placed),
            when: claim(&label.when, placed),
            part: label.part.map(|part| (part, label.part_of_name)),
            per: label.per,
            total: label.total.then(here),
            rolling: label.rolling.then_some(placed.at),
            to_date: label.to_date.then_some(placed.at),
            aside: claim(&label.aside, placed),
            elsewhere: label.elsewhere.then(here),
            clash: label.clash.then(|| (here(), here())),
            unexplained: if label.unexplained { vec![here()] } else { vec![] },
        }
    }

    /// These, of a row whose own name is a whole name and more: what more there is may say that only some are meant.
    pub fn of_some_only(mut self, (placed, is_own): (&Placed, bool)) -> Says {
        if is_own && placed.label.qualified && self.indicator.is_some() && self.aside.is_none() {
            self.aside = Some(Claim {
                value: Aside::Subset,
                at: placed.at,
                text: placed.text.clone(),
            });
        }
        self
    }

    /// These, of an indicator that is an average itself: the word for one says nothing more.
    pub fn without_average_of(mut self, indicator: &Indicator) -> Says {
        let is_average = self.aside.as_ref().is_some_and(|claim| claim.value == Aside::Average);
        if is_average && matches!(indicator.unit, Unit::Ratio | Unit::Score) {
            self.aside = None;
        }
        self
    }

    /// These and others of the same rank. What differs contradicts, unless one of the two is only nearly a name, or lies within the
    /// other.
    pub fn and(mut self, other: &Says, places: &Places) -> Says {
        self.clash = self.clash.take().or_else(|| other.clash.clone());
        self.join_indicator(other);
        self.join_area(other, places);
        self.join_when(other);
        self.part = match (self.part, other.part) {
            // A word for a number that stands alone beats a sign in a name; of two words the later one is nearer.
            (Some(own), Some((_, true))) if !own.1 => Some(own),
            (own, other) => other.or(own),
        };
        self.per = other.per.or(self.per);
        self.total = self.total.take().or_else(|| other.total.clone());
        self.rolling = self.rolling.or(other.rolling);
        self.to_date = self.to_date.or(other.to_date);
        self.aside = self.aside.take().or_else(|| other.aside.clone());
        self.elsewhere = self.elsewhere.take().or_else(|| other.elsewhere.clone());
        self.unexplained.extend(other.unexplained.iter().cloned());
        self
    }

    fn join_indicator(&mut self, other: &Says) {
        let (Some(own), Some(theirs)) = (&self.indicator, &other.indicator) else {
            self.indicator = self.indicator.take().or_else(|| other.indicator.clone());
            return;
        };
        let near = |claim: &Claim<Named>| claim.value.likeness == Likeness::Near;
        match (own.value.id == theirs.value.id, near(own), near(theirs)) {
            (true, true, _) | (false, true, false) => self.indicator = Some(theirs.clone()),
            (true, false, _) | (false, false, true) => {}
            (false, ..) => self.clash = self.clash.take().or_else(|| Some((bare(own), bare(theirs)))),
        }
    }

    fn join_area(&mut self, other: &Says, places: &Places) {
        let (Some(own), Some(theirs)) = (&self.area, &other.area) else {
            self.area = self.area.take().or_else(|| other.area.clone());
            return;
        };
        let (one, two) = (own.value.id.as_str(), theirs.value.id.as_str());
        let near = |claim: &Claim<Named>| claim.value.likeness == Likeness::Near;
        if places.contains(one, two) || near(own) && !near(theirs) {
            self.area = Some(theirs.clone());
        } else if !places.contains(two, one) && (near(own) || !near(theirs)) {
            self.clash = self.clash.take().or_else(|| Some((bare(own), bare(theirs))));
        }
    }

    fn join_when(&mut self, other: &Says) {
        let (Some(own), Some(theirs)) = (&self.when, &other.when) else {
            self.when = self.when.take().or_else(|| other.when.clone());
            return;
        };
        match together(&own.value, &theirs.value) {
            Some(value) => {
                let nearer = if value == own.value { own } else { theirs };
                self.when = Some(Claim {
                    value,
                    ..nearer.clone()
                });
            }
            None => self.clash = self.clash.take().or_else(|| Some((bare(own), bare(theirs)))),
        }
    }

    /// These, and where they say nothing what stands further away.
    pub fn or(mut self, further: &Says) -> Says {
        self.indicator = self.indicator.take().or_else(|| further.indicator.clone());
        if self.area.is_none() && self.elsewhere.is_none() {
            (self.area, self.elsewhere) = (further.area.clone(), further.elsewhere.clone());
        }
        self.when = match (self.when.take(), &further.when) {
            (None, theirs) => theirs.clone(),
            (Some(own), Some(theirs)) => {
                let completes = matches!(own.value, When::QuarterOnly(_) | When::OneOf(_));
                let value = together(&own.value, &theirs.value).filter(|_| completes);
                Some(Claim {
                    value: value.unwrap_or_else(|| own.value.clone()),
                    ..own
                })
            }
            (own, None) => own,
        };
        self.part = self.part.or(further.part);
        self.per = self.per.or(further.per);
        self.aside = self.aside.take().or_else(|| further.aside.clone());
        self.rolling = self.rolling.or(further.rolling);
        self.to_date = self.to_date.or(further.to_date);
        self.clash = self.clash.take().or_else(|| further.clash.clone());
        self
    }
}

/// Two times that one figure is about, as one; `None` where they contradict one another.
fn together(one: &When, other: &When) -> Option<When> {
    if one == other {
        return Some(one.clone());
    }
    match (one, other) {
        // A month within a quarter is a month.
        (When::NoQuarter(_), _) => Some(one.clone()),
        (_, When::NoQuarter(_)) => Some(other.clone()),
        (When::QuarterOnly(quarter), When::Year(year)) | (When::Year(year), When::QuarterOnly(quarter)) => {
            Period::new(*year, *quarter).map(When::Quarter)
        }
        (When::Quarter(period), When::Year(year)) | (When::Year(year), When::Quarter(period)) => {
            (period.year() == *year).then_some(When::Quarter(*period))
        }
        (When::Quarter(period), When::QuarterOnly(quarter)) | (When::QuarterOnly(quarter), When::Quarter(period)) => {
            (period.quarter() == *quarter).then_some(When::Quarter(*period))
        }
        (When::Quarter(period), When::OneOf(periods)) | (When::OneOf(periods), When::Quarter(period)) => {
            periods.contains(period).then_some(When::Quarter(*period))
        }
        (When::OneOf(periods), When::Year(year)) | (When::Year(year), When::OneOf(periods)) => {
            let of_year: Vec<&Period> = periods.iter().filter(|period| period.year() == *year).collect();
            match of_year[..] {
                [period] => Some(When::Quarter(*period)),
                _ => None,
            }
        }
        (window @ (When::TwelveMonthsTo(end) | When::YearToDate(end)), When::Quarter(period))
        | (When::Quarter(period), window @ (When::TwelveMonthsTo(end) | When::YearToDate(end))) => {
            (end == period).then(|| window.clone())
        }
        (window @ (When::TwelveMonthsTo(_) | When::YearToDate(_)), When::Year(_) | When::QuarterOnly(_))
        | (When::Year(_) | When::QuarterOnly(_), window @ (When::TwelveMonthsTo(_) | When::YearToDate(_))) => {
            Some(window.clone())
        }
        _ => None,
    }
}
