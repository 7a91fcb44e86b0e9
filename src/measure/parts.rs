//! Everything that was sent of every indicator, by sender, area and quarter, and what it comes to at an area.

use crate::domain::{Period, Places};
use crate::measure::part::{Figure, Part};
use std::collections::{BTreeMap, BTreeSet};

/// Quarters that say what a sender usually sends, the quarter itself included.
const USUAL_QUARTERS: i32 = 5;

/// An earlier version of a figure that was received and later replaced.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Replaced {
    /// What it said.
    pub part: Part,
    /// The inbox folder of the version in use.
    pub replaced_in: Option<Period>,
}

/// What one sender sent of one indicator, by area, then quarter.
pub(super) type ByArea = BTreeMap<String, BTreeMap<Period, Part>>;

/// What was sent of one indicator.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    /// By sender, then area, then quarter.
    pub by_sender: BTreeMap<String, ByArea>,
    /// Figures that were made from the rows of all senders at once and must not be added up, with those senders.
    pub whole: BTreeMap<(String, Period), (Part, BTreeSet<String>)>,
    /// An agency's own part where rows name agencies besides their sender; shown, never added up.
    pub by_agency: BTreeMap<String, BTreeMap<Period, Part>>,
    /// Oldest versions that say something else than the current one.
    pub replaced: BTreeMap<(String, String, Period), Replaced>,
    /// Quarters of which rows came that it is measured from, whether or not any of them counts, and who sent them.
    pub came: BTreeMap<Period, BTreeSet<String>>,
}

/// How figures are put together.
pub(super) struct Rules<'a> {
    /// Which area contains which.
    pub places: &'a Places,
    /// Whether areas and senders may be added up; not so for people told apart.
    pub additive: bool,
    /// Senders and areas that are left out, to compare like with like.
    pub excluding: &'a BTreeSet<String>,
}

impl Sent {
    /// Puts a part in its place; the later of two wins.
    pub fn put(&mut self, sender: &str, (area, period): (&str, Period), part: Part) {
        self.by_sender
            .entry(sender.to_string())
            .or_default()
            .entry(area.to_string())
            .or_default()
            .insert(period, part);
    }

    /// The same with every part as it was first received.
    pub fn as_first_received(&self) -> Sent {
        let mut first = self.clone();
        for ((sender, area, period), old) in std::mem::take(&mut first.replaced) {
            first.put(&sender, (&area, period), old.part);
        }
        first
    }

    /// Every area of which anything was sent.
    pub fn areas(&self) -> BTreeSet<&str> {
        let by_sender = self.by_sender.values().flat_map(BTreeMap::keys).map(String::as_str);
        by_sender
            .chain(self.whole.keys().map(|(area, _)| area.as_str()))
            .collect()
    }

    /// The quarters of which anything was sent, up to `until`: the first and the last.
    pub fn first_period(&self) -> Option<Period> {
        let by_sender = self
            .by_sender
            .values()
            .flat_map(BTreeMap::values)
            .filter_map(|at| at.keys().next().copied());
        by_sender.chain(self.whole.keys().map(|(_, period)| *period)).min()
    }

    /// Takes the place of what was sent ready-made, for the quarters that rows cover.
    pub fn laid_over(self, mut total: Sent) -> Sent {
        let covered: BTreeSet<Period> = self
            .by_sender
            .values()
            .flat_map(BTreeMap::values)
            .flat_map(BTreeMap::keys)
            .chain(self.whole.keys().map(|(_, period)| period))
            .copied()
            .collect();
        for at in total.by_sender.values_mut().flat_map(BTreeMap::values_mut) {
            at.retain(|period, _| !covered.contains(period));
        }
        for (sender, areas) in self.by_sender {
            for (area, at) in areas {
                for (period, part) in at {
                    total.put(&sender, (&area, period), part);
                }
            }
        }
        total
            .by_sender
            .retain(|_, areas| areas.values().any(|at| !at.is_empty()));
        total.replaced.retain(|(_, _, period), _| !covered.contains(period));
        Sent {
            whole: self.whole,
            by_agency: self.by_agency,
            came: self.came,
            ..total
        }
    }

    /// The sum of what a sender sent of the areas within an area, with those named that it usually sends and did not.
    pub fn sum_within(&self, sender: &str, (area, period): (&str, Period), rules: &Rules<'_>) -> Option<Figure> {
        Branch::of(self.by_sender.get(sender)?, area, rules).sum_within(period)
    }

    /// What a sender sent of an area and the areas within it.
    pub fn of_sender<'s>(&'s self, sender: &str, area: &'s str, rules: &Rules<'s>) -> Option<Branch<'s>> {
        let branch = Branch::of(self.by_sender.get(sender)?, area, rules);
        (!branch.sent.is_empty()).then_some(branch)
    }

    /// What all senders sent of an area and the areas within it.
    pub fn at<'s>(&'s self, area: &'s str, rules: &Rules<'s>) -> Gathered<'s> {
        let senders = self.by_sender.iter();
        let senders = senders.filter(|(sender, _)| !rules.excluding.contains(*sender));
        let branches = senders.map(|(sender, areas)| (sender.as_str(), Branch::of(areas, area, rules)));
        let whole = self.whole.iter().filter(|((of, _), _)| of == area);
        Gathered {
            whole: whole.map(|((_, period), made)| (*period, made)).collect(),
            senders: branches.filter(|(_, branch)| !branch.sent.is_empty()).collect(),
            additive: rules.additive,
        }
    }

    /// What all senders sent comes to at an area, and who they are.
    #[cfg(test)]
    fn at_area<'s>(
        &'s self,
        (area, period): (&'s str, Period),
        rules: &Rules<'s>,
    ) -> Option<(Figure, BTreeSet<&'s str>)> {
        self.at(area, rules).figure(period)
    }
}

/// What all senders sent of one area, found once and put together quarter by quarter.
pub(super) struct Gathered<'s> {
    whole: BTreeMap<Period, &'s (Part, BTreeSet<String>)>,
    senders: Vec<(&'s str, Branch<'s>)>,
    additive: bool,
}

impl<'s> Gathered<'s> {
    /// Whether anything was sent that comes to a figure, known or not.
    pub fn comes(&self, period: Period) -> bool {
        let mut branches = self.senders.iter();
        self.whole.contains_key(&period) || branches.any(|(_, branch)| branch.comes(period))
    }

    /// Senders who usually send of the area and sent nothing of it for a quarter; none where the figure was made of all rows at once.
    pub fn silent(&self, period: Period) -> impl Iterator<Item = &'s str> {
        let of_parts = !self.whole.contains_key(&period);
        let silent = self
            .senders
            .iter()
            .filter(move |(_, branch)| of_parts && !branch.comes(period) && branch.usually_comes(period));
        silent.map(|(sender, _)| *sender)
    }

    /// What it comes to, and who sent it.
    pub fn figure(&self, period: Period) -> Option<(Figure, BTreeSet<&'s str>)> {
        if let Some((part, senders)) = self.whole.get(&period) {
            return Some((Figure::of(part), senders.iter().map(String::as_str).collect()));
        }
        let (mut sum, mut reporting) = (None, BTreeSet::new());
        for (sender, branch) in &self.senders {
            if let Some(figure) = branch.figure(period) {
                Figure::add(&mut sum, figure);
                reporting.insert(*sender);
            }
        }
        if reporting.len() > 1 && !self.additive {
            sum = Some(Figure {
                parts: reporting.len(),
                ..Figure::default()
            });
        }
        sum.map(|figure| (figure, reporting))
    }
}

/// What one sender sent of an area and of the areas within it, found once and looked at quarter by quarter.
pub(super) struct Branch<'s> {
    area: &'s str,
    /// Of the area itself.
    own: Option<&'s BTreeMap<Period, Part>>,
    /// Whether anything within the area is left out.
    leaves_some_out: bool,
    /// The areas within it that are not left out and of which anything was sent, where they may be added up.
    within: Vec<Branch<'s>>,
    /// Everything sent of the area and of areas within it.
    sent: Vec<&'s BTreeMap<Period, Part>>,
}

impl<'s> Branch<'s> {
    fn of(areas: &'s ByArea, area: &'s str, rules: &Rules<'s>) -> Branch<'s> {
        let places = rules.places;
        let sent = areas.iter().filter(|(sent, _)| places.contains(area, sent));
        let sent: Vec<_> = sent.map(|(_, at)| at).collect();
        let children = places.children(area);
        let children = children.filter(|child| rules.additive && !rules.excluding.contains(&child.id));
        let within = match sent.is_empty() {
            true => vec![],
            false => children.map(|child| Branch::of(areas, &child.id, rules)).collect(),
        };
        Branch {
            area,
            own: areas.get(area),
            leaves_some_out: rules
                .excluding
                .iter()
                .any(|out| out != area && places.contains(area, out)),
            within: within
                .into_iter()
                .filter(|child: &Branch<'_>| !child.sent.is_empty())
                .collect(),
            sent,
        }
    }

    /// What it comes to: the sender's own row of the area, else the sum over the areas within.
    pub fn figure(&self, period: Period) -> Option<Figure> {
        let own = self.own.and_then(|at| at.get(&period));
        let own = own.filter(|_| !self.leaves_some_out);
        if let Some(part) = own.filter(|part| part.has_amount()) {
            return Some(Figure::of(part));
        }
        self.sum_within(period).or_else(|| own.map(Figure::of))
    }

    /// Whether it comes to a figure, known or not.
    fn comes(&self, period: Period) -> bool {
        let own = self.own.filter(|_| !self.leaves_some_out);
        let counts = |child: &Branch<'_>| {
            let figure = child.figure(period);
            figure.is_some_and(|figure| figure.numerator.is_some() || figure.denominator.is_some())
        };
        own.is_some_and(|at| at.contains_key(&period)) || self.within.iter().any(counts)
    }

    fn sum_within(&self, period: Period) -> Option<Figure> {
        if self.within.is_empty() {
            return None;
        }
        let mut sum = None;
        let mut without = BTreeSet::new();
        for child in &self.within {
            match child.figure(period) {
                Some(figure) if figure.numerator.is_some() || figure.denominator.is_some() => {
                    Figure::add(&mut sum, figure);
                }
                Some(_) => drop(without.insert(child.area.to_string())),
                None if child.usually_comes(period) => drop(without.insert(child.area.to_string())),
                None => (),
            }
        }
        let mut sum = sum?;
        sum.without.extend(without);
        Some(sum)
    }

    fn usually_comes(&self, period: Period) -> bool {
        let recent = period.back(USUAL_QUARTERS - 1)..=period;
        self.sent.iter().any(|at| at.range(recent.clone()).next().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Area, Level};
    use crate::measure::amount::Amount;

    fn places() -> Places {
        let areas = vec![
            Area::named("county", Level::County, None),
            Area::named("north", Level::Quadrant, Some("county")),
            Area::named("a", Level::District, Some("north")),
            Area::named("b", Level::District, Some("north")),
        ];
        Places::new(areas, "county".into())
    }

    fn period(back: i32) -> Period {
        Period::at(8100).back(back)
    }

    fn count(value: f64) -> Part {
        Part {
            numerator: Some(Amount::exactly(value)),
            denominator: None,
            value: None,
            row: None,
        }
    }

    fn numerator(sent: &Sent, area: &str, out: &[&str]) -> Option<f64> {
        let excluding = out.iter().map(|word| (*word).to_string()).collect();
        let rules = Rules {
            places: &places(),
            additive: true,
            excluding: &excluding,
        };
        sent.at_area((area, period(0)), &rules)?.0.numerator?.exact()
    }

    #[test]
    fn the_county_row_of_a_sender_wins_over_its_districts_and_senders_add_up() {
        let mut sent = Sent::default();
        for (sender, area, value) in [("x", "county", 10.0), ("x", "a", 4.0), ("x", "b", 5.0), ("y", "a", 7.0)] {
            sent.put(sender, (area, period(0)), count(value));
        }
        assert_eq!(numerator(&sent, "county", &[]), Some(17.0));
        assert_eq!(numerator(&sent, "north", &[]), Some(16.0));
        assert_eq!(numerator(&sent, "a", &[]), Some(11.0));
        assert_eq!(numerator(&sent, "county", &["y"]), Some(10.0));
        assert_eq!(numerator(&sent, "county", &["b", "y"]), Some(4.0));
    }

    #[test]
    fn a_district_that_usually_comes_and_did_not_is_named() {
        let mut sent = Sent::default();
        sent.put("x", ("a", period(1)), count(4.0));
        sent.put("x", ("b", period(1)), count(5.0));
        sent.put("x", ("a", period(0)), count(6.0));
        let nobody = BTreeSet::new();
        let rules = Rules {
            places: &places(),
            additive: true,
            excluding: &nobody,
        };
        let (figure, _) = sent.at_area(("county", period(0)), &rules).unwrap();
        assert_eq!(figure.without, BTreeSet::from(["b".to_string()]));
    }

    #[test]
    fn people_told_apart_are_never_added_up() {
        let mut sent = Sent::default();
        sent.put("x", ("a", period(0)), count(4.0));
        sent.put("y", ("a", period(0)), count(5.0));
        let nobody = BTreeSet::new();
        let rules = Rules {
            places: &places(),
            additive: false,
            excluding: &nobody,
        };
        assert!(sent.at_area(("a", period(0)), &rules).unwrap().0.numerator.is_none());
        assert!(sent.at_area(("county", period(0)), &rules).is_none());
    }
}
