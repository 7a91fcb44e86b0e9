//! One cell beside the figures into what it says: an indicator, an area, a time, a sender, or whatever it says for itself.

use crate::catalogue::{Column as Declared, Holds, Unit, plain};
use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::beside::{Beside, Names, names_beside};
use crate::ingest::crosstab::columns::Role;
use crate::ingest::crosstab::guess::guess;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::nouns::lacks_only_the_sign;
use crate::ingest::crosstab::parts::{Part, part_in_brackets, part_named, part_of};
use crate::ingest::crosstab::places::{area_in, area_shortened, last_quadrant};
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::sections::sub_row;
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::lexicon::{Named, is_total};
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::Word;
use crate::ingest::words::days;
use crate::ingest::words::labels::{is_no_one_place, is_part_of_another};
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::{When, names_month};
use std::collections::BTreeSet;

impl Names<'_, '_, '_> {
    pub(super) fn say(&mut self, kind: &'static str, placed: &Placed) -> Remark {
        Remark {
            at: Some(reach(self.sheet, self.panel, placed.at)),
            ..Remark::on_sheet(kind, &self.sheet.name, &placed.text)
        }
        .about(&self.feed.id)
    }

    pub(super) fn indicator_cell(&mut self, placed: &Placed, beside: &mut Beside) -> Says {
        let raw = self.sheet.cell(placed.at.0, placed.at.1).shown().trim().to_owned();
        if let Some(says) = self.by_habit(placed, &raw) {
            return says;
        }
        if let Some(says) = self.tailed(placed) {
            return says;
        }
        let known = self.context.known.lexicon;
        let label = &placed.label;
        let says = Says::of(placed);
        if let Some(part) = self.part_below(&raw, label) {
            return Says {
                part: Some((part, false)),
                ..Says::default()
            };
        }
        if let Some(named) = label
            .indicator
            .as_ref()
            .filter(|named| !self.is_share_of_count(named, &placed.text))
        {
            // A name that is only nearly an indicator's may be a paraphrase of another's.
            let nearly = named.likeness == Likeness::Near;
            let meant = nearly.then(|| guess(&placed.text, self.context)).flatten();
            return Says {
                indicator: meant.map(|named| claim(placed, named)).or(says.indicator),
                unexplained: vec![],
                ..says
            };
        }
        if label.total {
            beside.sums_whatever = true;
            return says;
        }
        let only_part = label.part.is_some() && !label.unexplained && part_named(&placed.text, known).is_some();
        if only_part || label.aside.is_some() || label.when.is_some() && !label.unexplained {
            return says;
        }
        if let Some(named) = guess(&placed.text, self.context) {
            return Says {
                indicator: Some(claim(placed, named)),
                unexplained: vec![],
                ..says
            };
        }
        beside.unread = Some(claim(placed, ()));
        Says {
            indicator: None,
            ..says
        }
    }

    /// The indicator for which it was agreed that a name stands.
    fn by_habit(&mut self, placed: &Placed, raw: &str) -> Option<Says> {
        let id = self.context.habits()?.indicators.get(raw)?;
        let remark = self.say("mapping-used", placed).taken_as(id.as_str());
        self.remarks.push(remark);
        let named = Named {
            id: id.clone(),
            likeness: Likeness::Declared,
        };
        Some(Says {
            indicator: Some(claim(placed, named)),
            ..Says::default()
        })
    }

    /// The number that `- eligible staff (denominator)` says it holds, below the name that it belongs to.
    fn part_below(&self, raw: &str, label: &Label) -> Option<Part> {
        let known = self.context.known.lexicon;
        let sub = sub_row(raw)?;
        let may_be = !label.is_certain() && label.aside.is_none() && !is_part_of_another(raw) && self.may_have_parts();
        part_in_brackets(&sub, known).or_else(|| part_of(&sub, known).filter(|_| may_be))
    }

    /// Whether the name above can have parts below it: a count has groups of those counted, each a number of its own.
    fn may_have_parts(&self) -> bool {
        let above = self.above().and_then(|id| self.context.known.catalogue.indicator(id));
        above.is_none_or(|indicator| indicator.unit != Unit::Count)
    }

    /// Whether a text speaks of a percentage, and the indicator that its name begins with counts: that is the share of another.
    fn is_share_of_count(&self, named: &Named, text: &str) -> bool {
        let indicator = self.context.known.catalogue.indicator(&named.id);
        let simple = text.trim_end();
        let of_share = simple.ends_with("(%)") || simple.ends_with(" %") || simple.starts_with("% ");
        of_share && indicator.is_some_and(|indicator| indicator.unit == Unit::Count)
    }

    /// The indicator that a name without figures has whose parts stand below it, and a remark where it is only nearly that.
    pub(super) fn parted(&mut self, placed: &Placed) -> Option<Claim<Named>> {
        let named = placed
            .label
            .indicator
            .clone()
            .or_else(|| guess(&placed.text, self.context))?;
        let beside = Beside {
            says: Says {
                indicator: Some(claim(placed, named)),
                ..Says::default()
            },
            ..Beside::default()
        };
        self.say_near(&beside);
        beside.says.indicator
    }

    /// Says which name was taken for an indicator's that it only nearly is.
    pub(super) fn say_near(&mut self, beside: &Beside) {
        let Some(claim) = beside
            .says
            .indicator
            .as_ref()
            .filter(|claim| claim.value.likeness == Likeness::Near)
        else {
            return;
        };
        let id = &claim.value.id;
        // Beside numbers and their bases nothing else is meant by a name that only lacks its sign.
        let indicator = self.context.known.catalogue.indicator(id);
        if indicator.is_some_and(|indicator| lacks_only_the_sign(&claim.text, indicator)) && self.holds_shares() {
            return;
        }
        let name = self
            .context
            .known
            .catalogue
            .indicator(id)
            .map(|indicator| format!("{id} {}", indicator.name))
            .unwrap_or_default();
        let remark = Remark {
            at: Some(reach(self.sheet, self.panel, claim.at)),
            ..Remark::on_sheet("indicator-near-miss", &self.sheet.name, &claim.text)
        };
        self.remarks.push(remark.taken_as(name).about(&self.feed.id));
    }

    /// Whether a heading of the table is that of a count with its base, or of a percentage.
    fn holds_shares(&self) -> bool {
        let figures = self.panel.columns.iter().filter(|column| column.role == Role::Figures);
        let mut heads = figures.filter_map(|column| column.head());
        heads
            .any(|head| matches!(head.label.part, Some(Part::Numerator | Part::Denominator)) || head.text.contains('%'))
    }

    pub(super) fn area_cell(&mut self, placed: &Placed) -> Says {
        if let Some(says) = self.site_cell(placed) {
            return says;
        }
        let raw = self.sheet.cell(placed.at.0, placed.at.1).shown().trim().to_owned();
        let known = &self.context.known;
        let says = Says::default();
        if let Some(id) = self.context.habits().and_then(|habits| habits.areas.get(&raw)) {
            let named = Named {
                id: id.clone(),
                likeness: Likeness::Declared,
            };
            let remark = self.say("mapping-used", placed).taken_as(id.as_str());
            self.remarks.push(remark);
            return Says {
                area: Some(claim(placed, named)),
                ..says
            };
        }
        if is_total(&placed.text) {
            return Says {
                total: Some(claim(placed, ())),
                ..says
            };
        }
        let named = area_in(&placed.text, known).map(|(named, _)| named);
        let named = named.or_else(|| area_shortened(&placed.text, known));
        if let Some(named) = named.or_else(|| last_quadrant(&placed.text, &self.areas_beside(placed.at.1), known)) {
            if named.likeness == Likeness::Near {
                let name = known.places.name(&named.id).to_owned();
                let remark = self.say("area-near-miss", placed).taken_as(name);
                self.remarks.push(remark);
            }
            // Of an area within the county a total is nothing but its parts; the county's row stands for itself.
            let home = known.places.home();
            let within = named.id != home && known.places.contains(home, &named.id);
            let is_sum = within && speaks_of_total(&placed.text);
            return Says {
                total: is_sum.then(|| claim(placed, ())),
                area: Some(claim(placed, named)),
                ..says
            };
        }
        beyond_areas(placed)
    }

    /// The areas that the other cells of a column name.
    fn areas_beside(&self, column: u32) -> BTreeSet<String> {
        let rows = self.panel.block.first_row..self.panel.block.end_row;
        let texts: BTreeSet<String> = rows
            .map(|row| self.sheet.cell(row, column).shown().into_owned())
            .collect();
        let area = |text: &String| Some(area_in(text, &self.context.known)?.0.id);
        texts.iter().filter_map(area).collect()
    }

    pub(super) fn period_cell(&mut self, (row, column): (u32, u32), placed: &Placed, beside: &mut Beside) -> Says {
        let declared = self.feed.columns.iter().find(|column| column.holds == Holds::Period);
        let Some(declared) = declared else {
            return Says::default();
        };
        let is_month = names_month(&placed.text) || days::month(&plain(&placed.text)).is_some();
        let beside_quarter = || {
            self.times
                .quarterly
                .contains(&names_beside((self.sheet, self.panel), row))
        };
        if self.times.monthly && is_month && beside_quarter() {
            beside.is_month_beside_quarter = true;
            return Says::default();
        }
        let word = self.time_word(declared, (row, column));
        match word {
            Word::Time(when) => {
                let month = self.times.monthly && is_month;
                let when = if month { When::NoQuarter("a month") } else { when };
                let flags = Says::of(placed);
                Says {
                    when: Some(claim(placed, when)),
                    rolling: flags.rolling,
                    to_date: flags.to_date,
                    aside: flags.aside,
                    ..Says::default()
                }
            }
            Word::Total => {
                beside.sums_whatever = true;
                Says::default()
            }
            Word::NotUnderstood => {
                beside.time_unread = true;
                Says::default()
            }
            Word::Is(_) | Word::Empty => Says::default(),
        }
    }

    pub(super) fn time_word(&mut self, declared: &Declared, (row, column): (u32, u32)) -> Word {
        let cell = self.sheet.cell_through_merges(row, column);
        self.resolver.word(declared, &cell, (&self.sheet.name, row, column))
    }

    pub(super) fn open_cell(&mut self, placed: &Placed, beside: &mut Beside) -> Says {
        if let Some(says) = self.site_cell(placed) {
            return says;
        }
        let label = &placed.label;
        let mut says = Says::of(placed);
        if label.total && label.area.is_none() {
            beside.sums_whatever = true;
        }
        // In a column that nobody called names only a whole name counts, where names stand elsewhere.
        if self.names_elsewhere && !label.is_certain() {
            says.indicator = None;
        }
        if label.fixes() {
            says.unexplained.clear();
        }
        // Among names of areas `Out of county` and `Not known` are no area of the board.
        let says_else = label.is_certain() || label.area.is_some() || label.when.is_some() || label.total;
        let is_no_area = !says_else && is_no_one_place(&placed.text);
        if is_no_area && !self.areas_beside(placed.at.1).is_empty() {
            says.elsewhere = Some(claim(placed, ()));
        }
        says
    }

    pub(super) fn sender_cell(&mut self, placed: &Placed, beside: &mut Beside) {
        if is_total(&placed.text) {
            beside.sums_whatever = true;
        } else if let Some(named) = self.context.known.lexicon.agency(&placed.text) {
            beside.sender = named.id;
        }
    }
}

/// Whether a name of an area is called a total: `North quadrant total`.
fn speaks_of_total(text: &str) -> bool {
    let simple = plain(text);
    simple
        .split(' ')
        .any(|word| matches!(word, "total" | "totals" | "subtotal"))
}

/// What a cell says that names no area as a whole: an area with more, a comparator, or a place that is none of the board's.
fn beyond_areas(placed: &Placed) -> Says {
    let label = &placed.label;
    if let (Some(area), false) = (&label.area, label.unexplained) {
        return Says {
            area: Some(claim(placed, area.clone())),
            part: label.part.map(|part| (part, false)),
            when: label.when.clone().map(|when| claim(placed, when)),
            ..Says::default()
        };
    }
    if label.aside == Some(Aside::Comparator) || label.aside == Some(Aside::Target) {
        return Says {
            aside: label.aside.map(|aside| claim(placed, aside)),
            ..Says::default()
        };
    }
    Says {
        elsewhere: Some(claim(placed, ())),
        ..Says::default()
    }
}

fn claim<T>(placed: &Placed, value: T) -> Claim<T> {
    Claim {
        value,
        at: placed.at,
        text: placed.text.clone(),
    }
}
