//! What the headings of a table make of its columns: which number each holds, and what is to be said of those that are not read.

use crate::catalogue::plain;
use crate::ingest::cells::number_in;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::around::Around;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::join::slack;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::rates;
use crate::ingest::crosstab::solve::{Known, solve};
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::lexicon::Named;
use crate::ingest::table::header_text;
use crate::ingest::words::changes::may_change_figure;
use crate::ingest::words::days;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the number that a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Which it is.
    Is(Part),
    /// Nothing; rows or figures may tell.
    Open,
    /// The column is not read.
    Unread,
}

/// Rows that are looked at to tell which number a column holds.
const SAMPLE: u32 = 60;

/// How many rows of a table hold figures, up to two.
pub fn lines_with_figures(panel: &Panel, setting: &Setting<'_, '_>) -> usize {
    let filled = |row: &u32| {
        panel
            .columns
            .iter()
            .any(|column| column.role == Role::Figures && !is_blank(&setting.sheet.cell(*row, column.at)))
    };
    (panel.block.first_row..panel.block.end_row)
        .filter(filled)
        .take(2)
        .count()
}

/// A bare `Total` beside a number and a percentage sums nothing that stands there: where it makes the one the share that the other
/// says, it is what the number is out of.
pub fn with_bases(mut overs: Vec<Over>, (panel, around): (&Panel, &Around), setting: &Setting<'_, '_>) -> Vec<Over> {
    rates::counted(&mut overs);
    without_noes(&mut overs);
    for at in 0..overs.len() {
        if overs[at].sum != Sum::OfElse || overs[at].says.part.is_some() {
            continue;
        }
        let of_part = |part: Part| {
            let same = |other: &Over| other.part() == Some(part) && other.key().is_of_the_same(&overs[at].key());
            let found: Vec<usize> = (0..overs.len()).filter(|other| same(&overs[*other])).collect();
            match found[..] {
                [one] => Some(one),
                _ => None,
            }
        };
        let (Some(top), Some(rate)) = (of_part(Part::Numerator), of_part(Part::Value)) else {
            continue;
        };
        let told: Vec<Told> = overs.iter().map(|over| by_labels(over, setting)).collect();
        let columns = [top, at, rate];
        if agreed((&overs, columns), &told, (panel, around, setting))
            == Some([Part::Numerator, Part::Denominator, Part::Value])
        {
            overs[at].sum = Sum::No;
            overs[at].says.total = None;
            overs[at].says.part = Some((Part::Denominator, false));
        }
    }
    overs
}

/// Beside `Yes` a `No` is no number of anything.
fn without_noes(overs: &mut [Over]) {
    let is_called = |over: &Over, word: &str| over.head.as_ref().is_some_and(|head| plain(&head.text) == word);
    if !overs.iter().any(|over| is_called(over, "yes")) {
        return;
    }
    for over in overs.iter_mut().filter(|over| is_called(over, "no")) {
        over.says.part = None;
        (over.is_unknown, over.head) = (true, None);
    }
}

/// Which number each column of figures holds.
pub fn parts(overs: &[Over], (panel, around): (&Panel, &Around), setting: &Setting<'_, '_>) -> Vec<Told> {
    let mut told: Vec<Told> = overs.iter().map(|over| by_labels(over, setting)).collect();
    // Without any heading one column of figures is what the names beside it say; of several nothing tells which is which.
    if let ([told], true) = (&mut told[..], panel.block.band.is_empty()) {
        *told = Told::Open;
    }
    without_strange_groups(overs, &mut told);
    let solved = by_figures(overs, &told, (panel, around, setting));
    for (at, part) in solved {
        told[at] = Told::Is(part);
    }
    if let Some(at) = only_numbers(overs, &told, (panel, setting)) {
        told[at] = Told::Open;
    }
    without_twins(overs, &mut told, (panel, setting));
    told
}

fn by_labels(over: &Over, setting: &Setting<'_, '_>) -> Told {
    if over.is_unknown {
        // `Corrected` beside `Figure` is the same figure, as it stands now.
        if over
            .head
            .as_ref()
            .is_some_and(|head| says_only_how_it_stands(&head.text))
        {
            return Told::Open;
        }
        let near = over.head.as_ref().and_then(|head| near_heading(&head.text, setting));
        return near.map_or(Told::Unread, |(part, _)| Told::Is(part));
    }
    match over.says.part {
        Some((part, false)) => Told::Is(part),
        Some((_, true)) | None => Told::Open,
    }
}

/// The number whose heading a text nearly is.
pub(super) fn near_heading(text: &str, setting: &Setting<'_, '_>) -> Option<(Part, Named)> {
    if speaks_of_another_time(text) {
        return None;
    }
    let named = setting.context.known.lexicon.heading_near("dashboard", text)?;
    let part = [Part::Numerator, Part::Denominator, Part::Value]
        .into_iter()
        .find(|part| part.column() == named.id)?;
    Some((part, named))
}

/// `This year` is another time than `This quarter`.
fn speaks_of_another_time(text: &str) -> bool {
    const OTHER_TIMES: [&str; 6] = ["year", "annual", "month", "monthly", "week", "ytd"];
    let simple = plain(text);
    let is_other = simple.split(' ').any(|word| OTHER_TIMES.contains(&word));
    is_other || days::month(&simple).is_some()
}

/// Columns that differ in nothing but the names of groups that nobody knows are not told apart by anything that is known.
fn without_strange_groups(overs: &[Over], told: &mut [Told]) {
    for (at, over) in overs.iter().enumerate() {
        let twin = |other: &Over| {
            other.key() == over.key()
                && other.part() == over.part()
                && !over.groups.is_empty()
                && other.groups != over.groups
        };
        if over.sum == Sum::No && overs.iter().any(|other| other.at != over.at && twin(other)) {
            told[at] = Told::Unread;
        }
    }
}

/// Columns whose figures can be only one number of the three, in every row.
fn by_figures(overs: &[Over], told: &[Told], place: (&Panel, &Around, &Setting<'_, '_>)) -> Vec<(usize, Part)> {
    let mut solved = Vec::new();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    for first in 0..overs.len() {
        let group: Vec<usize> = (first..overs.len())
            .filter(|at| {
                overs[*at].key() == overs[first].key() && overs[*at].says.aside.is_none() && !done.contains(at)
            })
            .collect();
        done.extend(&group);
        // A heading that names a group or a sum is not one of three numbers.
        let [one, two, three] = group[..] else { continue };
        let known = |at: usize| match told[at] {
            Told::Is(part) => Some(part),
            Told::Open | Told::Unread => None,
        };
        let three = [one, two, three];
        let distinct: BTreeSet<Part> = three.iter().filter_map(|at| known(*at)).collect();
        if distinct.len() == three.len() {
            continue;
        }
        // `No. of children` and `No. seen` are each a number of something: which is the base the percentage beside them tells.
        let mut counted = told.to_vec();
        for at in three.into_iter().filter(|at| known(*at) == Some(Part::Numerator)) {
            counted[at] = Told::Open;
        }
        let parts = agreed((overs, three), told, place).or_else(|| agreed((overs, three), &counted, place));
        if let Some(parts) = parts {
            solved.extend(three.into_iter().zip(parts));
        }
    }
    solved
}

/// The parts of three columns on which all rows agree that tell.
fn agreed(
    (overs, columns): (&[Over], [usize; 3]),
    told: &[Told],
    (panel, around, setting): (&Panel, &Around, &Setting<'_, '_>),
) -> Option<[Part; 3]> {
    let catalogue = setting.context.known.catalogue;
    let mut votes: BTreeMap<[Part; 3], usize> = BTreeMap::new();
    let mut against = 0_usize;
    for row in panel.block.first_row..panel.block.end_row.min(panel.block.first_row + SAMPLE) {
        let known = |at: usize| {
            let cell = setting.sheet.cell(row, overs[at].at);
            let part = match told[at] {
                Told::Is(part) => Some(part),
                Told::Open | Told::Unread => None,
            };
            Some(Known {
                part,
                number: number_in(&cell)?,
                slack: slack(&cell.shown()),
            })
        };
        let (Some(one), Some(two), Some(three)) = (known(columns[0]), known(columns[1]), known(columns[2])) else {
            continue;
        };
        let over = overs[columns[0]]
            .says
            .indicator
            .as_ref()
            .map(|claim| claim.value.id.clone());
        let Some(indicator) = over
            .or_else(|| indicator_beside(row, panel, setting))
            .or_else(|| around.says.indicator.as_ref().map(|claim| claim.value.id.clone()))
            .and_then(|id| catalogue.indicator(&id))
        else {
            continue;
        };
        match solve(&[one, two, three], indicator) {
            Some(parts) => *votes.entry(parts).or_insert(0) += 1,
            None => against += 1,
        }
    }
    let (parts, count) = votes.iter().max_by_key(|(_, count)| **count)?;
    (votes.len() == 1 && *count > against).then_some(*parts)
}

pub(super) fn indicator_beside(row: u32, panel: &Panel, setting: &Setting<'_, '_>) -> Option<String> {
    let sides = panel
        .columns
        .iter()
        .filter(|column| matches!(column.role, Role::Side(_)));
    let label = |column: u32| {
        let text = header_text(&setting.sheet.cell_through_merges(row, column));
        Label::of(&text, &setting.context.known)
    };
    sides
        .filter_map(|column| label(column.at).indicator)
        .map(|named| named.id)
        .next()
}

/// A table that has all but its figures, and one column of numbers under a heading of its own: that must be them.
fn only_numbers(overs: &[Over], told: &[Told], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Option<usize> {
    let names_rows = panel
        .columns
        .iter()
        .any(|column| column.role == Role::Side(Side::Indicator));
    let read = |at: &usize| {
        told[*at] != Told::Unread && overs[*at].says.aside.is_none() && is_filled(&overs[*at], (panel, setting))
    };
    let unread = |at: &usize| {
        told[*at] == Told::Unread
            && overs[*at].head.as_ref().is_some_and(|head| {
                let is_else = speaks_of_another_time(&head.text) || may_change_figure(&head.text);
                !head.text.is_empty() && !is_else
            })
            && is_filled(&overs[*at], (panel, setting))
    };
    if (0..overs.len()).any(|at| read(&at)) {
        return None;
    }
    let open: Vec<usize> = (0..overs.len()).filter(unread).collect();
    match open[..] {
        [at] if names_rows => Some(at),
        _ => None,
    }
}

pub(super) fn is_filled(over: &Over, (panel, setting): (&Panel, &Setting<'_, '_>)) -> bool {
    (panel.block.first_row..panel.block.end_row).any(|row| !is_blank(&setting.sheet.cell(row, over.at)))
}

/// The same number under the same labels twice cannot be told apart: neither is read, unless they say the same, or the one is called
/// final and the other provisional.
fn without_twins(overs: &[Over], told: &mut [Told], (panel, setting): (&Panel, &Setting<'_, '_>)) {
    let before = told.to_vec();
    for at in 0..overs.len() {
        let is_twin = |other: usize| {
            let stands_apart = standing(&overs[other]) != standing(&overs[at])
                && before.iter().all(|told| *told != Told::Is(Part::Denominator));
            let may_be = before[other] != Told::Unread && before[at] != Told::Unread && stands_apart;
            (before[other] == before[at] || may_be)
                && overs[other].key() == overs[at].key()
                && overs[other].says.aside == overs[at].says.aside
                && overs[other].sum == Sum::No
        };
        let cell = |at: usize, row: u32| setting.sheet.cell(row, overs[at].at);
        let differs = |other: usize| {
            (panel.block.first_row..panel.block.end_row).any(|row| {
                let (one, two) = (cell(at, row), cell(other, row));
                !is_blank(&one) && !is_blank(&two) && one.shown() != two.shown()
            })
        };
        let twin = |other: usize| {
            let stands = standing(&overs[other]).cmp(&standing(&overs[at]));
            is_twin(other) && (stands.is_gt() || stands.is_eq() && (other < at || differs(other)))
        };
        let month = overs[at]
            .says
            .when
            .as_ref()
            .is_some_and(|claim| matches!(claim.value, crate::ingest::words::periods::When::NoQuarter(_)));
        let others = || (0..overs.len()).filter(|other| *other != at);
        if before[at] != Told::Unread && !month && overs[at].says.aside.is_none() && others().any(twin) {
            told[at] = Told::Unread;
        }
    }
}

/// Words for figures that were looked at again.
const LATE: [&str; 8] = [
    "final",
    "finalised",
    "validated",
    "confirmed",
    "revised",
    "updated",
    "corrected",
    "amended",
];

/// Whether a heading says nothing but that its figures were looked at again: `Revised value`.
fn says_only_how_it_stands(text: &str) -> bool {
    const BESIDE: [&str; 6] = ["figure", "figures", "value", "number", "total", "data"];
    let simple = plain(text);
    let mut words = simple.split(' ');
    words.clone().any(|word| LATE.contains(&word)) && words.all(|word| LATE.contains(&word) || BESIDE.contains(&word))
}

/// How far a heading says that its figures stand: `final` before one that says nothing, that before `provisional`.
fn standing(over: &Over) -> i32 {
    let texts = over.groups.iter().chain(over.head.as_ref().map(|head| &head.text));
    texts
        .map(|text| {
            let simple = plain(text);
            let has = |known: &[&str]| simple.split(' ').any(|word| known.contains(&word));
            let late = has(&LATE);
            let early = has(&[
                "provisional",
                "draft",
                "initial",
                "unvalidated",
                "preliminary",
                "interim",
                "prov",
            ]);
            i32::from(late) - i32::from(early)
        })
        .sum()
}
