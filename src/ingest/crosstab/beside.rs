//! The names beside the figures of one row into what they say together. A name holds for the rows below it that leave its place
//! empty and say something of their own to the right of it.

use crate::catalogue::Feed;
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::columns::{Column, Panel, Role, Side};
use crate::ingest::crosstab::families::Families;
use crate::ingest::crosstab::months_down::{Times, times};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::sections::sub_row;
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::printed::Printed;
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::Resolver;
use crate::ingest::scale::Scale;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::words::tidy;
use std::collections::{BTreeMap, BTreeSet};

/// What stands beside the figures of one row.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What the names say together.
    pub says: Says,
    /// The agency that the row names as its sender.
    pub sender: String,
    /// What is said of the figures.
    pub note: String,
    /// A name in a column of indicators that was not understood.
    pub unread: Option<Claim<()>>,
    /// Where the indicator stands or would stand.
    pub place: Option<(u32, u32)>,
    /// Whether it is the sum of whatever stands above it.
    pub sums_whatever: bool,
    /// Names that are no indicator's beyond doubt: they may say which number the row holds.
    pub loose: Vec<Placed>,
    /// Whether any name stands in the row itself.
    pub is_named: bool,
    /// Whether a time stands in it that cannot be read; that is said already.
    pub time_unread: bool,
    /// Whether it is of a month whose quarter has a row of its own.
    pub is_month_beside_quarter: bool,
    /// Names and words of which something was left that nothing explains, with what their columns hold.
    pub left: Vec<(Placed, Side)>,
    /// What stands where names stand.
    pub names: Vec<(Placed, Side)>,
}

/// A name that holds for rows below.
#[derive(Clone, Debug)]
struct Carried {
    says: Says,
    unread: Option<Claim<()>>,
    at: (u32, u32),
    text: String,
}

/// Reads the names of a panel's rows from top to bottom.
pub struct Names<'p, 'c, 'a> {
    pub(super) sheet: &'p Sheet,
    pub(super) panel: &'p Panel,
    pub(super) context: &'c FileContext<'a>,
    pub(super) feed: &'a Feed,
    pub(super) resolver: Resolver<'a, 'c>,
    /// What was said so far.
    pub remarks: Vec<Remark>,
    /// What its column of times holds.
    pub(super) times: Times,
    indicator: Option<Carried>,
    area: Option<Carried>,
    when: Option<Carried>,
    /// Whether a column, a heading or a title says what is counted.
    pub(super) names_elsewhere: bool,
    /// Indicators met since the last name of an area.
    under_area: BTreeSet<String>,
    filled: BTreeMap<u32, (u32, u32, String)>,
    /// Codes with the names beside them, and whether those speak of something else.
    pub(super) doubted: BTreeMap<(String, String), bool>,
    /// Names that complete the title.
    families: Families,
    /// A column whose words say nothing of what the figures are.
    explained: Option<u32>,
}

impl<'p, 'c, 'a> Names<'p, 'c, 'a> {
    /// Ready for the first row; `named` where a heading or a title says what is counted.
    pub fn new(
        (sheet, panel): (&'p Sheet, &'p Panel),
        (context, feed, keys): (&'c FileContext<'a>, &'a Feed, (&'c Scale, &'c Printed)),
        named: bool,
    ) -> Names<'p, 'c, 'a> {
        let is_indicator = |column: &Column| column.role == Role::Side(Side::Indicator);
        let in_column = panel.columns.iter().any(is_indicator);
        Names {
            names_elsewhere: named || in_column,
            sheet,
            panel,
            context,
            feed,
            resolver: Resolver::new(context, &feed.id, (keys.0, keys.1, false)),
            remarks: vec![],
            times: times(sheet, panel),
            indicator: None,
            area: None,
            when: None,
            under_area: BTreeSet::new(),
            filled: BTreeMap::new(),
            doubted: BTreeMap::new(),
            families: Families::new(),
            explained: None,
        }
    }

    /// The same with rows whose names complete the title, and without a column whose words are explained.
    pub fn completing(mut self, families: Families, explained: Option<u32>) -> Names<'p, 'c, 'a> {
        (self.families, self.explained) = (families, explained);
        self
    }

    /// Everything that was said of names.
    pub fn into_remarks(mut self) -> Vec<Remark> {
        for (column, (first, last, name)) in std::mem::take(&mut self.filled) {
            let remark = Remark::filled_down(&self.sheet.name, (column, first, last), name);
            self.remarks.push(remark.about(&self.feed.id));
        }
        self.remarks.extend(self.resolver.remarks);
        self.remarks
    }

    /// A heading between rows ends what was carried down.
    pub fn forget(&mut self) {
        (self.indicator, self.area, self.when) = (None, None, None);
    }

    /// The names of a row. `quiet` for rows of which nothing is read.
    pub fn of(&mut self, row: u32) -> Beside {
        let mut beside = Beside::default();
        let explained = self.explained;
        let before = (self.remarks.len(), self.resolver.remarks.len());
        let sides: Vec<(u32, Side)> = self
            .panel
            .columns
            .iter()
            .filter_map(|column| match column.role {
                Role::Side(side) => Some((column.at, side)),
                Role::Figures | Role::Nothing => None,
            })
            .collect();
        let first_own = sides
            .iter()
            .position(|(column, side)| *side != Side::Note && !self.text(row, *column).is_empty());
        beside.is_named = first_own.is_some();
        for (column, side) in sides.iter().filter(|(column, _)| Some(*column) != explained) {
            self.take_cell((row, *column), *side, &mut beside);
        }
        self.settle_own(&mut beside);
        self.doubt_code(row, &mut beside, &sides);
        self.say_near(&beside);
        let leads = |carried: &Carried| {
            let at = sides.iter().position(|(column, _)| *column == carried.at.1);
            at.zip(first_own).is_some_and(|(at, first)| at < first)
        };
        self.carry(row, (&mut beside, &leads));
        if beside.sums_whatever {
            // A total is about nothing but its rows.
            self.remarks.truncate(before.0);
            self.resolver.remarks.truncate(before.1);
        }
        beside
    }

    pub(super) fn text(&self, row: u32, column: u32) -> String {
        tidy(&self.sheet.cell_through_merges(row, column).shown())
    }

    fn take_cell(&mut self, (row, column): (u32, u32), side: Side, beside: &mut Beside) {
        let cell = self.sheet.cell_through_merges(row, column);
        let placed = Placed::at((self.sheet, row, column), &self.context.known);
        if side == Side::Indicator {
            beside.place = beside.place.or(Some((row, column)));
        }
        if let Raw::Text(text) = cell.raw {
            self.resolver.remark_active(text, (&self.sheet.name, row, column));
        }
        if placed.text.is_empty() {
            return;
        }
        if !placed.label.left.is_empty() || side == Side::Area && placed.text.contains(['(', '+', '&']) {
            beside.left.push((placed.clone(), side));
        }
        if matches!(side, Side::Indicator | Side::Open) && !self.families.contains_key(&row) {
            beside.names.push((placed.clone(), side));
        }
        let completes = self.families.get(&row).filter(|(at, _)| *at == column).cloned();
        let says = match side {
            Side::Indicator | Side::Open if completes.is_some() => Says {
                indicator: completes.as_ref().map(|(_, named)| Claim {
                    value: named.clone(),
                    at: placed.at,
                    text: placed.text.clone(),
                }),
                ..Says::default()
            },
            Side::Indicator => self.indicator_cell(&placed, beside),
            Side::Area => self.area_cell(&placed),
            Side::Period => self.period_cell((row, column), &placed, beside),
            Side::Open => self.open_cell(&placed, beside),
            Side::Sender => {
                self.sender_cell(&placed, beside);
                return;
            }
            Side::Note => {
                if beside.note.is_empty() {
                    beside.note = cell.shown().trim().to_owned();
                }
                return;
            }
        };
        let says = says.of_some_only((&placed, completes.is_none()));
        let is_name = matches!(side, Side::Indicator | Side::Open) && !self.families.contains_key(&row);
        if is_name && !placed.label.is_certain() {
            beside.loose.push(placed.clone());
        }
        let places = self.context.known.places;
        beside.says = std::mem::take(&mut beside.says).and(&says, places);
        self.remember(&says, (beside, &placed), side);
    }

    /// Keeps a name for the rows below.
    fn remember(&mut self, says: &Says, (beside, placed): (&Beside, &Placed), side: Side) {
        let carried = |says: Says| Carried {
            says,
            unread: beside.unread.clone(),
            at: placed.at,
            text: placed.text.clone(),
        };
        let unread = side == Side::Indicator && beside.unread.as_ref().is_some_and(|claim| claim.at == placed.at);
        if says.indicator.is_some() || unread {
            let own_row = self.indicator.as_ref().is_some_and(|known| known.at.0 == placed.at.0);
            // Of two names in one row the one that was understood holds below.
            if !(own_row && unread) {
                self.indicator = Some(carried(Says {
                    indicator: says.indicator.clone(),
                    ..Says::default()
                }));
            }
        } else if side == Side::Indicator && says.total.is_some() {
            self.indicator = None;
        }
        if says.area.is_some() || says.elsewhere.is_some() {
            self.under_area.clear();
            self.area = Some(carried(Says {
                area: says.area.clone(),
                elsewhere: says.elsewhere.clone(),
                ..Says::default()
            }));
        } else if side == Side::Area {
            self.area = None;
        }
        if says.when.is_some() {
            self.when = Some(carried(Says {
                when: says.when.clone(),
                ..Says::default()
            }));
        }
    }

    /// What the row's own names make of one another.
    fn settle_own(&mut self, beside: &mut Beside) {
        let says = &mut beside.says;
        if says.area.is_some() {
            // The country and the region of an area of the board are no comparators beside it.
            says.elsewhere = None;
            if says
                .aside
                .as_ref()
                .is_some_and(|aside| aside.value == Aside::Comparator)
            {
                says.aside = None;
            }
        }
        if says.indicator.is_some() {
            beside.unread = None;
        }
    }

    /// Takes from the rows above what the row leaves empty.
    fn carry(&mut self, row: u32, (beside, leads): (&mut Beside, &dyn Fn(&Carried) -> bool)) {
        if !beside.is_named || beside.sums_whatever {
            return;
        }
        let blank = |names: &Self, carried: &Carried| names.text(row, carried.at.1).is_empty();
        let has_part = beside.says.part.is_some();
        let is_part = |names: &Self, carried: &Carried| has_part && names.is_sub_row(row, carried.at.1);
        if beside.says.indicator.is_none()
            && beside.unread.is_none()
            && let Some(carried) = self
                .indicator
                .clone()
                .filter(|carried| blank(self, carried) || is_part(self, carried))
        {
            beside.says.indicator = carried.says.indicator.clone();
            beside.unread = carried.unread.clone();
            if blank(self, &carried) {
                self.note_filled(row, &carried);
            }
        }
        if beside.says.when.is_none()
            && let Some(carried) = self
                .when
                .clone()
                .filter(|carried| blank(self, carried) && self.is_side(carried.at.1))
        {
            beside.says.when = carried.says.when.clone();
            self.note_filled(row, &carried);
        }
        let id = beside.says.indicator.as_ref().map(|claim| claim.value.id.clone());
        let again = id.as_ref().is_some_and(|id| self.under_area.contains(id)) && beside.says.part.is_none();
        if beside.says.area.is_none()
            && beside.says.elsewhere.is_none()
            && beside.says.total.is_none()
            && let Some(carried) = self
                .area
                .clone()
                .filter(|carried| blank(self, carried) && leads(carried) && !again)
        {
            beside.says.area = carried.says.area.clone();
            beside.says.elsewhere = carried.says.elsewhere.clone();
            self.note_filled(row, &carried);
        }
        self.under_area.extend(id);
    }

    /// The indicator that the last name above stands for.
    pub(super) fn above(&self) -> Option<&str> {
        let claim = self.indicator.as_ref()?.says.indicator.as_ref()?;
        Some(claim.value.id.as_str())
    }

    /// Whether a cell names a part of the name above it: `- eligible staff (denominator)`.
    fn is_sub_row(&self, row: u32, column: u32) -> bool {
        sub_row(&self.sheet.cell_through_merges(row, column).shown()).is_some()
    }

    fn is_side(&self, column: u32) -> bool {
        let side = |panel: &crate::ingest::crosstab::columns::Column| {
            panel.at == column && panel.role == Role::Side(Side::Period)
        };
        self.panel.columns.iter().any(side)
    }

    /// Notes an empty cell that was read as the name above it. Under a merged name there is no empty cell.
    fn note_filled(&mut self, row: u32, carried: &Carried) {
        let column = carried.at.1;
        let known = self.filled.entry(column).or_insert((row, row, carried.text.clone()));
        known.1 = row;
    }
}

/// What stands in a row's columns of names, the time apart.
pub(super) fn names_beside((sheet, panel): (&Sheet, &Panel), row: u32) -> Vec<String> {
    let named =
        |column: &&Column| matches!(column.role, Role::Side(side) if side != Side::Period && side != Side::Note);
    let columns = panel.columns.iter().filter(named);
    columns
        .map(|column| tidy(&sheet.cell_through_merges(row, column.at).shown()))
        .collect()
}
