//! Words over and beside figures that nothing explains and that may make other figures of them. Those of one column, heading, name
//! or section are one finding: a qualifier that nobody knows never passes in silence.

use crate::catalogue::{Frequency, Indicator, plain};
use crate::domain::{CellState, Level, Places};
use crate::ingest::check::wider::area_said;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::Side;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::nouns::speaks_of;
use crate::ingest::crosstab::parts::part_by_words;
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::crosstab::units::{fits, unit_said};
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use crate::ingest::words::changes::{is_terse_and_strange, may_change_figure, says_strongly, strange_in_heading};
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::whole_quarter::names_another_time;
use std::collections::BTreeMap;

/// Texts of one column that a finding quotes.
const MOST: usize = 3;

/// The words that were met so far, by the cell or the column where they stand.
#[derive(Debug, Default)]
pub(super) struct UnreadWords {
    met: BTreeMap<(Option<u32>, u32), Met>,
}

#[derive(Debug)]
struct Met {
    at: Stretch,
    texts: Vec<String>,
}

impl UnreadWords {
    pub(super) fn add(&mut self, place: (Option<u32>, u32), (at, text): (Stretch, &str)) {
        let met = self.met.entry(place).or_insert(Met { at, texts: vec![] });
        met.at = met.at.and(&at);
        if met.texts.len() < MOST && !met.texts.iter().any(|known| known == text) {
            met.texts.push(text.to_owned());
        }
    }
}

/// Where the figures of a row stand, from the first to the last that is not blank.
pub(super) fn where_filled(built: &Row) -> Option<Stretch> {
    let figures = built.numbers.values();
    let filled = figures.filter(|figure| figure.reading.state != CellState::Blank);
    let cells = filled.map(|figure| Stretch::cell(figure.cell.0, figure.cell.1));
    cells.reduce(|one, other| one.and(&other))
}

impl Body<'_, '_, '_> {
    /// Takes note of the words around the figures of a row of the dashboard that nothing explains.
    pub(super) fn hear_words(
        &mut self,
        built: &Row,
        left: &[(Placed, Side)],
        (group, indicator): (&[usize], &Indicator),
    ) {
        let Some(at) = where_filled(built) else { return };
        // Three numbers that agree prove their headings.
        let parts = ["numerator", "denominator", "value"];
        let is_proved = parts.iter().all(|part| built.number(part).is_some());
        for &over in group.iter().filter(|_| !is_proved) {
            if (at.first_column..=at.last_column).contains(&self.overs[over].at) {
                self.hear_heading(over, indicator);
            }
        }
        for (placed, side) in left {
            if self.may_change((placed, *side), indicator) {
                let place = match side {
                    Side::Indicator | Side::Area => (Some(placed.at.0), placed.at.1),
                    _ => (None, placed.at.1),
                };
                let here = Stretch::cell(at.first_row, placed.at.1);
                self.unread_words.add(place, (at.and(&here), &placed.text));
            }
        }
        if let Some(claim) = self.section.doubtful.clone() {
            let place = (Some(claim.at.0), claim.at.1);
            self.unread_words.add(place, (at, &claim.text));
        }
    }

    /// Takes note of the words of the headings over a column: beside a quarter or in the lowest heading any that nobody knows, above
    /// it those that change any figure.
    fn hear_heading(&mut self, over: usize, indicator: &Indicator) {
        let own = &self.overs[over];
        let Some(column) = self.panel.columns.iter().find(|column| column.at == own.at) else {
            return;
        };
        let is_open = |placed: &Placed| own.says.unexplained.iter().any(|claim| claim.at == placed.at);
        // What such a heading was taken for is said already.
        let is_near_miss = |placed: &Placed| own.is_unknown && own.head.as_ref() == Some(placed);
        let mut strange: Vec<Placed> = Vec::new();
        for (rank, placed) in column.stack.iter().enumerate() {
            let is_near = rank + 1 == column.stack.len() || placed.label.when.is_some();
            let is_part = !placed.label.fixes() && part_by_words(&placed.text, indicator).is_some();
            let is_strange = |piece: &String| {
                let is_else = is_near
                    && !is_near_miss(placed)
                    && strange_in_heading(piece)
                    && !is_the_same_time(piece, &placed.label);
                self.is_strange(piece, indicator) && (is_else || says_strongly(piece))
            };
            let of_others = is_near && counts_others(&placed.text, indicator);
            if is_open(placed) && !is_part && placed.label.left.iter().any(is_strange) || of_others {
                strange.push(placed.clone());
            }
        }
        for placed in strange {
            let at = reach(self.setting.sheet, self.panel, placed.at);
            self.unread_words
                .add((Some(placed.at.0), placed.at.1), (at, &placed.text));
        }
    }

    /// Whether words are neither the indicator's own nor the name of an agency.
    fn is_strange(&self, text: &str, indicator: &Indicator) -> bool {
        let is_its_unit = unit_said(text).is_some_and(|said| fits(said, indicator.unit));
        !is_its_unit
            && !speaks_of(text, indicator)
            && self.setting.context.known.lexicon.agency_declared(text).is_none()
    }

    /// Whether what a cell beside a figure leaves open may make another figure of it.
    fn may_change(&self, (placed, side): (&Placed, Side), indicator: &Indicator) -> bool {
        let mut pieces = placed.label.left.iter();
        match side {
            Side::Period => pieces.any(|piece| strange_in_heading(piece) && !is_the_same_time(piece, &placed.label)),
            Side::Indicator => {
                let is_extra = |piece: &str| stands_behind_a_name(&placed.text, piece) && strange_in_heading(piece);
                let is_else =
                    |piece: &str| may_change_figure(piece) || is_extra(piece) || names_a_state(piece, indicator);
                pieces.any(|piece| self.is_strange(piece, indicator) && is_else(piece))
            }
            Side::Open => self.open_word_changes(placed, indicator),
            Side::Area => takes_in_another(&placed.text, self.setting.context.known.places),
            Side::Sender | Side::Note => false,
        }
    }

    /// The same of a column that nobody called: what describes the indicator is passed over, what names a group is not.
    fn open_word_changes(&self, placed: &Placed, indicator: &Indicator) -> bool {
        let column = self.panel.columns.iter().find(|column| column.at == placed.at.1);
        let head = column.and_then(|column| column.head());
        let heading = head.map(|head| plain(&head.text)).unwrap_or_default();
        let is_of = |list: &str| list.split(", ").any(|one| one == heading);
        if heading.ends_with("frequency") {
            let simple = plain(&placed.text);
            let is_yearly = simple
                .split(' ')
                .any(|word| matches!(word, "annual" | "annually" | "yearly" | "year"));
            return is_yearly && indicator.frequency == Frequency::Quarterly;
        }
        if is_of(DESCRIBING) || !self.is_strange(&placed.text, indicator) {
            return false;
        }
        let home = self.setting.context.known.places.home();
        let is_flag = heading.split(' ').any(|word| word == "flag" || word == "flags");
        if is_flag && placed.text.chars().count() <= 2
            || names_another_area(&placed.text, (home, self.setting.context.known.places))
        {
            return true;
        }
        let is_right = self.overs.first().is_some_and(|over| placed.at.1 > over.at);
        let is_bare = head.is_none_or(|head| head.text.is_empty());
        may_change_figure(&placed.text)
            || is_of(GROUPING) && strange_in_heading(&placed.text)
            || self.hindrances.units == Some(placed.at.1) && unit_said(&placed.text).is_none()
            || (is_right || is_bare || is_of(GROUPING)) && is_terse_and_strange(&placed.text)
    }

    /// Whether the note beside a figure may change what it means.
    pub(super) fn note_changes(&self, note: &str, (area, indicator): (&str, &Indicator)) -> bool {
        let known = &self.setting.context.known;
        if leaves_out_only_what_is_outside(note, known.places) || !self.is_strange(note, indicator) {
            return false;
        }
        // That its figures are of a wider area is said elsewhere.
        if area_said(known.places, note).is_some() {
            return false;
        }
        let is_other_unit = unit_said(note).is_some_and(|said| !fits(said, indicator.unit));
        let own = self.setting.context.period();
        let is_to_a_day =
            plain(note).split(' ').count() <= 6 && plain(note).contains("to end of") && names_another_time(note, own);
        if is_to_a_day || is_other_unit || may_change_figure(note) || names_another_area(note, (area, known.places)) {
            return true;
        }
        let label = Label::of(note, known);
        let is_own = label.area.as_ref().is_some_and(|named| named.id == area);
        is_terse_and_strange(note) && !is_own && label.part.is_none() && label.when.is_none()
    }

    /// What is said of all these words.
    pub(super) fn said_of_words(&mut self) -> Vec<Remark> {
        let met = std::mem::take(&mut self.unread_words.met);
        let remark = |met: Met| Remark {
            at: Some(met.at),
            ..Remark::on_sheet("words-not-read", &self.setting.sheet.name, met.texts.join("\", \""))
        };
        let feed = &self.setting.feed.id;
        let said = met.into_values().map(|met| remark(met).about(feed));
        said.chain(self.noted_headings()).collect()
    }
}

/// Headings of columns that describe what is counted, or who sees to it: they change no figure.
const DESCRIBING: &str = "definition, description, rationale, source, data source, system, owner, lead, data owner, lead officer, \
    responsible officer, contact, polarity, good is, theme, priority, domain, section, strand, objective, outcome, standard, ref, \
    reference, id, code, no, number, item, data item, report, provider, collected by, calculation, formula, numerator \
    definition, denominator definition, why it matters, action, actions, next steps";
/// Headings of columns that part those counted.
const GROUPING: &str = "team, service, group, cohort, site, ward, gender, sex, age, age group, ethnicity, basis, coverage, status, \
    residence, placement, scope, population group, subgroup, cohort group";

/// Whether a piece of a heading says its quarter once more: `Q2 (Jul-Sep)`.
fn is_the_same_time(piece: &str, label: &Label) -> bool {
    let quarter = |when: &When| match when {
        When::Quarter(period) => Some(period.quarter()),
        When::QuarterOnly(quarter) => Some(*quarter),
        _ => None,
    };
    let own = label.when.as_ref().and_then(quarter);
    own.is_some() && periods::read(piece).as_ref().and_then(quarter) == own
}

/// Whether a piece of a name stands behind a joint and a name before it: `in house` in `LA01 Children looked after - in house`.
fn stands_behind_a_name(text: &str, piece: &str) -> bool {
    let before = text.find(piece).and_then(|at| text.get(..at)).unwrap_or_default();
    let simple = plain(before);
    let words = simple.split(' ').filter(|word| word.chars().all(char::is_alphabetic));
    before.trim_end().ends_with(['(', '-', '\u{2013}', ':', '[', ','])
        && words.filter(|word| word.len() > 3).count() > 0
}

/// Whether a name speaks of a state that the indicator does not: `Referrals awaiting decision`.
fn names_a_state(piece: &str, indicator: &Indicator) -> bool {
    const STATES: [&str; 18] = [
        "awaiting",
        "pending",
        "unallocated",
        "allocated",
        "declined",
        "rejected",
        "refused",
        "withdrawn",
        "cancelled",
        "overdue",
        "outstanding",
        "backlog",
        "accepted",
        "reopened",
        "waiting",
        "due",
        "late",
        "delayed",
    ];
    let simple = plain(piece);
    simple
        .split(' ')
        .any(|word| STATES.contains(&word) && !speaks_of(word, indicator))
}

/// `Number of families` over an indicator that counts none.
fn counts_others(heading: &str, indicator: &Indicator) -> bool {
    const COUNTS: [&str; 5] = ["number of ", "no of ", "numbers of ", "count of ", "total number of "];
    let simple = plain(heading);
    let rest = COUNTS.iter().find_map(|start| simple.strip_prefix(start));
    rest.is_some_and(|rest| {
        !speaks_of(rest, indicator) && strange_in_heading(rest) && part_by_words(heading, indicator).is_none()
    })
}

/// Whether a text names areas, and all that it leaves out lie outside the county anyway: `excludes Southend and Thurrock`.
pub(super) fn leaves_out_only_what_is_outside(text: &str, places: &Places) -> bool {
    let simple = plain(text);
    let leaves_out = ["excl", "without", "except", "not includ", "not count"]
        .iter()
        .any(|word| simple.contains(word));
    let named = areas_named(text, places);
    let home = places.home();
    let mut others = named.iter().filter(|id| **id != home).peekable();
    leaves_out && others.peek().is_some() && others.all(|id| !places.contains(home, id))
}

/// Whether a remark names nothing but another area than its row's, or says that it is taken in.
fn names_another_area(note: &str, (area, places): (&str, &Places)) -> bool {
    const TAKES_IN: [&str; 7] = ["incl", "plus", "covers", "covering", "with", "and", "only"];
    let simple = plain(note);
    let words: Vec<&str> = simple.split(' ').collect();
    let takes_in = words.len() <= 6
        && words
            .iter()
            .any(|word| TAKES_IN.iter().any(|one| word.starts_with(one)));
    let named = areas_named(note, places);
    named.iter().any(|id| *id != area) && (takes_in || words.len() <= 3) && !may_compare(&words)
}

/// Whether the name of an area says that another is counted with it: `Colchester (incl. Tendring)`.
fn takes_in_another(text: &str, places: &Places) -> bool {
    let simple = plain(text);
    let takes_in = simple
        .split(' ')
        .any(|word| word.starts_with("incl") || matches!(word, "inc" | "plus" | "with"));
    let named = areas_named(text, places);
    let is_apart =
        |one: &str, other: &str| one != other && !places.contains(one, other) && !places.contains(other, one);
    takes_in && named.iter().any(|one| named.iter().any(|other| is_apart(one, other)))
}

fn may_compare(words: &[&str]) -> bool {
    const COMPARES: [&str; 12] = [
        "up", "down", "higher", "lower", "rise", "fall", "increase", "decrease", "than", "from", "improved", "busy",
    ];
    words.iter().any(|word| COMPARES.contains(word))
}

/// The areas that a text names.
pub(super) fn areas_named<'p>(text: &str, places: &'p Places) -> Vec<&'p str> {
    let padded = format!(" {} ", plain(text));
    let says = |name: &String| plain(name).len() >= 4 && padded.contains(&format!(" {} ", plain(name)));
    let is_named = |area: &&crate::domain::Area| std::iter::once(&area.name).chain(&area.aliases).any(says);
    // `South` and `West` are words of every day: quadrants go by two of them, or with the word.
    let all = places.all().iter();
    all.filter(|area| area.level != Level::Quadrant || padded.contains(" quadrant"))
        .filter(is_named)
        .map(|area| area.id.as_str())
        .collect()
}

/// Whether a note below a table that speaks of its figures may make others of all of them.
pub(super) fn changes_all(note: &str, places: &Places) -> bool {
    says_strongly(note) && !leaves_out_only_what_is_outside(note, places)
}
