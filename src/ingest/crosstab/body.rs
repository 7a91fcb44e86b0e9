//! The rows of one table of figures into rows of the dashboard: for each figure all that governs it, nearest first.

use crate::catalogue::{Frequency, Indicator};
use crate::ingest::crosstab::around::Around;
use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::beside::{Beside, Names};
use crate::ingest::crosstab::columns::{Panel, Role};
use crate::ingest::crosstab::families::Families;
use crate::ingest::crosstab::hindrances::Hindrances;
use crate::ingest::crosstab::nouns::without_bare_noun;
use crate::ingest::crosstab::over::{Over, Sum, overs};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::sections::Section;
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::crosstab::unread_words::UnreadWords;
use crate::ingest::crosstab::wholes::Wholes;
use crate::ingest::crosstab::{
    Crosstab, Setting, families, footnotes, heads, join, months, remarks, titles, twins, wholes,
};
use crate::ingest::extract::Extract;
use crate::ingest::lexicon::Named;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::scale::Scale;
use crate::ingest::table::header_text;
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::When;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static NO_SCALE: LazyLock<Scale> = LazyLock::new(Scale::default);

/// Reads one table.
pub fn read(panel: &Panel, around: &Around, (setting, table): (&Setting<'_, '_>, usize)) -> Crosstab {
    let around = &titles::with_title((panel, around), setting);
    let families = families::families(panel, setting);
    let (overs, parts) = columns((panel, around), &families, setting);
    let monthly = months::months(&overs, &parts, setting);
    let whole_words = wholes::wholes(panel, setting);
    let named = around.says.indicator.is_some() || overs.iter().any(|over| over.says.indicator.is_some());
    let mut body = Body {
        setting,
        panel,
        around,
        table,
        parts,
        hindrances: Hindrances::of((panel, &overs), setting),
        groups: groups(&overs),
        overs,
        section: Section::default(),
        names: Names::new(
            (setting.sheet, panel),
            (setting.context, setting.feed, (&NO_SCALE, setting.printed)),
            named,
        )
        .completing(families, whole_words.as_ref().map(|wholes| wholes.column)),
        extract: Extract::default(),
        said: BTreeSet::new(),
        figures: 0,
        rows_with_figures: 0,
        named: 0,
        lines: heads::lines_with_figures(panel, setting),
        notes_on_area: footnotes::on_area(setting),
        wholes: whole_words,
        monthly,
        near_name: None,
        own_area: setting.context.own_area(),
        took_own_area: false,
        unread_words: UnreadWords::default(),
    };
    let mut remarks = remarks::remarks(&body.overs, &body.parts, (panel, setting));
    let by_council = around.council_at.map(|at| body.of_council(at));
    for row in panel.block.first_row..panel.block.end_row {
        body.row(row);
    }
    body.leave_strangers();
    remarks.append(&mut body.extract.remarks);
    if !body.extract.rows.is_empty() {
        remarks.extend(remarks::unknown_places(&body.overs, (panel, setting)));
        remarks.extend(remarks::hidden(panel, setting));
        remarks.extend(by_council.into_iter().chain(body.of_sender()));
        remarks.extend(titles::remark((panel, around), setting));
    }
    finished(body, remarks)
}

/// What was read, with everything that is to be said of it.
fn finished(mut body: Body<'_, '_, '_>, mut remarks: Vec<Remark>) -> Crosstab {
    if !body.extract.rows.is_empty() {
        remarks.extend(body.said_of_words());
    }
    let mut extract = body.extract;
    remarks.extend(body.names.into_remarks());
    twins::leave_near(&mut extract.rows, &mut remarks, body.setting);
    remarks.extend(join::join(&mut extract.rows, body.setting));
    extract.remarks = remarks;
    Crosstab {
        at: stretch(body.panel),
        figures: body.figures,
        named: body.named,
        lines: body.rows_with_figures,
        guessed: body.around.near_title.is_some(),
        is_known: is_known((body.panel, &body.overs)),
        extract,
    }
}

/// What stands over the columns of figures, and which number each holds.
fn columns(
    (panel, around): (&Panel, &Around),
    families: &Families,
    setting: &Setting<'_, '_>,
) -> (Vec<Over>, Vec<heads::Told>) {
    let mut overs = heads::with_bases(overs(panel, &around.says, setting.context), (panel, around), setting);
    families::without_names(&mut overs, families);
    let mut parts = heads::parts(&overs, (panel, around), setting);
    families::settle(&mut parts, (&overs, families), setting);
    (overs, parts)
}

/// Whether any label of a table is a heading of the dashboard's or names an indicator.
fn is_known((panel, overs): (&Panel, &[Over])) -> bool {
    let heads = |over: &Over| over.head.as_ref().is_some_and(|head| head.label.is_heading());
    let indicators = Role::Side(crate::ingest::crosstab::columns::Side::Indicator);
    overs.iter().any(|over| over.says.indicator.is_some() || heads(over))
        || panel.columns.iter().any(|column| column.role == indicators)
}

pub(super) fn stretch(panel: &Panel) -> Stretch {
    Stretch {
        first_column: panel.columns.first().map_or(0, |column| column.at),
        first_row: panel
            .block
            .band
            .first()
            .map_or(panel.block.first_row, |top| (*top).min(panel.block.first_row)),
        last_row: panel.block.end_row.max(panel.block.first_row + 1) - 1,
        last_column: panel.columns.last().map_or(0, |column| column.at),
    }
}

/// Columns of figures that belong to one row of the dashboard: those over which the same stands, the number apart.
fn groups(overs: &[Over]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in 0..overs.len() {
        let month = overs[at]
            .says
            .when
            .as_ref()
            .is_some_and(|claim| matches!(claim.value, When::NoQuarter(_)));
        let same = groups
            .iter_mut()
            .find(|group| !month && overs[group[0]].key() == overs[at].key());
        match same {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

pub(super) struct Body<'p, 's, 'a> {
    pub(super) setting: &'p Setting<'s, 'a>,
    pub(super) panel: &'p Panel,
    pub(super) around: &'p Around,
    pub(super) table: usize,
    pub(super) overs: Vec<Over>,
    /// The number of each column of figures, where its labels or its neighbours tell.
    pub(super) parts: Vec<heads::Told>,
    groups: Vec<Vec<usize>>,
    pub(super) section: Section,
    pub(super) names: Names<'p, 's, 'a>,
    pub(super) extract: Extract,
    /// Labels of which was said already that they are not understood.
    pub(super) said: BTreeSet<(u32, u32)>,
    figures: usize,
    pub(super) rows_with_figures: usize,
    named: usize,
    /// How many rows of the table hold figures, up to two.
    pub(super) lines: usize,
    /// Notes that say that figures are of a wider area, by the sign with which they begin.
    pub(super) notes_on_area: BTreeMap<String, String>,
    /// What tells the rows of whole areas from those of their parts.
    wholes: Option<Wholes>,
    /// Months of the return's quarter.
    pub(super) monthly: Vec<months::Months>,
    /// What is to be said of a name once a row is made of it.
    pub(super) near_name: Option<Remark>,
    /// The area of the council that sends, for figures of which nothing says the area.
    pub(super) own_area: Option<String>,
    /// What its titles and headings say against what they seem to say.
    pub(super) hindrances: Hindrances,
    /// Whether a figure was read as that area's.
    pub(super) took_own_area: bool,
    /// Words beside the figures that nobody reads.
    pub(super) unread_words: UnreadWords,
}

impl<'a> Body<'_, '_, 'a> {
    fn row(&mut self, row: u32) {
        let sheet = self.setting.sheet;
        if sheet.row_is_hidden(row) {
            return;
        }
        let filled: Vec<usize> = (0..self.panel.columns.len())
            .filter(|&at| !is_blank(&sheet.cell(row, self.panel.columns[at].at)))
            .collect();
        if filled.is_empty() || self.lone(row, &filled) {
            return;
        }
        if self.is_shifted(row, &filled) {
            return;
        }
        if let Some(wholes) = &self.wholes {
            let word = header_text(&sheet.cell_through_merges(row, wholes.column));
            if !word.is_empty() && word != wholes.word {
                self.names.of(row);
                self.extract.parts.push(row);
                return;
            }
        }
        let mut beside = self.names.of(row);
        beside.note = self.note_on_area(row).unwrap_or(beside.note);
        let figures: Vec<usize> = (0..self.overs.len())
            .filter(|&at| !is_blank(&sheet.cell(row, self.overs[at].at)))
            .collect();
        self.figures += figures.len();
        self.rows_with_figures += usize::from(!figures.is_empty());
        if beside.sums_whatever || beside.is_month_beside_quarter {
            return;
        }
        let mut lacking = false;
        for group in self.groups.clone() {
            lacking |= self.group(row, &beside, &group) == Outcome::Lacks;
        }
        if lacking && !figures.is_empty() {
            self.say_lacking(row, &beside);
        }
    }

    /// Reads the figures of one row that belong together.
    #[expect(
        clippy::too_many_lines,
        reason = "one question after the other, in the order in which they settle a figure"
    )]
    fn group(&mut self, row: u32, beside: &Beside, group: &[usize]) -> Outcome {
        let mut over = self.overs[group[0]].clone();
        let standing = self.standing_for_quarter(row, group[0]);
        match (standing, &mut over.says.when) {
            (Some([_, _, last]), Some(claim)) if last == group[0] => {
                claim.value = When::Quarter(self.setting.context.period());
                claim.text = self.setting.context.period().to_string();
            }
            (Some(_), _) => return Outcome::Read,
            (None, _) => {}
        }
        let filled = group
            .iter()
            .any(|&at| !is_blank(&self.setting.sheet.cell(row, self.overs[at].at)));
        if self.is_month_beside_quarter(&over)
            || self.is_window_beside_quarter(&over)
            || group.iter().all(|&at| self.parts[at] == heads::Told::Unread)
            || matches!(over.sum, Sum::OfElse | Sum::OfUnknown)
        {
            return Outcome::Read;
        }
        // A sum over places is of no use beside a place of the row's own.
        if over.sum == Sum::OverAreas && !over.names_area && beside.says.area.is_some() {
            return Outcome::Read;
        }
        let places = self.setting.context.known.places;
        let heading = without_bare_noun(over.says.clone(), &beside.says, self.setting);
        let says = heading.and(&beside.says, places);
        let says = self.without_weak_name(says);
        let near = says.indicator.is_some();
        let says = says.or(&self.section.says).or(&self.around.says);
        self.near_name = None;
        let Some(says) = self.of_own_kind(says) else {
            return Outcome::Read;
        };
        let Some(indicator) = self.indicator_of(&says, (beside, near)) else {
            return match &says.aside {
                // A part of the figure above has a name of its own, but no figure of the return.
                Some(aside) if filled && aside.value == Aside::Subset => {
                    self.say_aside(aside);
                    Outcome::Read
                }
                None if filled && says.clash.is_none() => Outcome::Lacks,
                _ => Outcome::Read,
            };
        };
        self.named += usize::from(filled && near);
        if standing.is_none() && self.is_beside_its_quarter((row, group), indicator) {
            return Outcome::Read;
        }
        let says = says.without_average_of(indicator);
        if !self.may_be_read((row, filled), &says, (beside, group)) {
            return Outcome::Read;
        }
        if !self.explains((beside, near), indicator) {
            return Outcome::Read;
        }
        if let Some(remark) = self.near_name.take()
            && remark
                .at
                .is_none_or(|at| self.said.insert((at.first_row, at.first_column)))
        {
            self.extract.remarks.push(remark);
        }
        self.build(row, (beside, &says), (group, indicator));
        Outcome::Read
    }

    /// Whether a column is a month, and its quarter has a column of its own.
    fn is_month_beside_quarter(&self, over: &Over) -> bool {
        let when = |over: &Over| over.says.when.as_ref().map(|claim| claim.value.clone());
        let is_quarter = |(other, told): (&Over, &heads::Told)| match when(other) {
            Some(When::Quarter(_) | When::QuarterOnly(_)) => true,
            None => *told != heads::Told::Unread && other.sum == Sum::No && other.key().is_plain(),
            Some(_) => false,
        };
        when(over) == Some(When::NoQuarter("a month")) && self.overs.iter().zip(&self.parts).any(is_quarter)
    }

    /// Whether a column is of a year to date or of twelve months, and the quarter has a column of its own.
    fn is_window_beside_quarter(&self, over: &Over) -> bool {
        let key = over.key();
        let mut others = self.overs.iter().zip(&self.parts);
        others.any(|(other, told)| {
            *told != heads::Told::Unread && other.says.aside.is_none() && key.is_window_beside(&other.key())
        })
    }

    /// Whether figures of a year or of another stretch of time stand beside that of the quarter, which is all that is asked for.
    fn is_beside_its_quarter(&self, (row, group): (u32, &[usize]), indicator: &Indicator) -> bool {
        let own = &self.overs[group[0]];
        let stretch = own.says.when.as_ref().is_some_and(|claim| {
            matches!(
                claim.value,
                When::NoQuarter(_) | When::Year(_) | When::YearToDate(_) | When::TwelveMonthsTo(_)
            )
        });
        if !stretch || indicator.frequency != Frequency::Quarterly {
            return false;
        }
        let of_quarter = |other: &Over| {
            let plain = match other.says.when.as_ref().map(|claim| &claim.value) {
                Some(When::Quarter(period)) => *period == self.setting.context.period(),
                Some(When::QuarterOnly(quarter)) => *quarter == self.setting.context.period().quarter(),
                Some(_) => false,
                None => true,
            };
            plain && other.key().is_of_the_same(&own.key())
        };
        self.overs.iter().zip(&self.parts).any(|(other, told)| {
            *told != heads::Told::Unread && of_quarter(other) && !is_blank(&self.setting.sheet.cell(row, other.at))
        })
    }

    /// A heading that only sounds like an indicator is none where the section or the title names one.
    fn without_weak_name(&self, mut says: Says) -> Says {
        let certain = |claim: &Claim<Named>| claim.value.likeness != Likeness::Near;
        let further = self
            .section
            .says
            .indicator
            .as_ref()
            .or(self.around.says.indicator.as_ref());
        if further.is_some_and(certain) && says.indicator.as_ref().is_some_and(|claim| !certain(claim)) {
            says.indicator = None;
        }
        says
    }

    fn indicator_of(&self, says: &Says, (beside, near): (&Beside, bool)) -> Option<&'a Indicator> {
        // A name in the row that was not understood is not replaced by one that stands further away.
        if beside.unread.is_some() && !near && !self.words_fit(beside, says) {
            return None;
        }
        let id = &says.indicator.as_ref()?.value.id;
        self.setting.context.known.catalogue.indicator(id)
    }
}

/// What became of the figures of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Read, or rightly left.
    Read,
    /// Nothing tells what they count.
    Lacks,
}
