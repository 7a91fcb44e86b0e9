//! What stands over each column of figures of a panel, all levels together; and which columns are sums of others.

use crate::catalogue::{Unit, plain};
use crate::domain::{Level, Places};
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::columns::{Panel, Role};
use crate::ingest::crosstab::parts::{Part, part_by_words};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::crosstab::titles::narrows;
use crate::ingest::crosstab::{neighbours, times};
use crate::ingest::lexicon::Named;
use crate::ingest::words::names::{Likeness, words};
use crate::ingest::words::periods::When;
use std::collections::{BTreeMap, BTreeSet};

/// What a column sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sum {
    /// Nothing: it stands for itself.
    No,
    /// The areas beside it; its own area is known.
    OverAreas,
    /// Areas that are not known.
    OfUnknown,
    /// Times, or whatever else stands beside it.
    OfElse,
}

/// One column of figures with all that stands over it.
#[derive(Clone, Debug)]
pub struct Over {
    /// The column of the sheet.
    pub at: u32,
    /// What its labels say together.
    pub says: Says,
    /// The lowest label; none where nothing stands over the column.
    pub head: Option<Placed>,
    /// Whether its lowest label says nothing that is understood.
    pub is_unknown: bool,
    /// Texts of the labels above the lowest that explain nothing: the names of groups.
    pub groups: Vec<String>,
    /// Where the label above the lowest stands.
    pub group_at: Option<(u32, u32)>,
    /// What it sums.
    pub sum: Sum,
    /// Whether the heading itself names the area.
    pub names_area: bool,
}

impl Over {
    /// The number that its labels name, beyond doubt.
    pub fn part(&self) -> Option<Part> {
        self.says.part.map(|(part, _)| part)
    }

    /// What tells its rows from those of other columns.
    pub fn key(&self) -> Key<'_> {
        Key {
            indicator: self.says.indicator.as_ref().map(|claim| claim.value.id.as_str()),
            area: self.says.area.as_ref().map(|claim| claim.value.id.as_str()),
            when: self.says.when.as_ref().map(|claim| &claim.value),
            sum: self.sum,
            is_window: self.says.to_date.is_some() || self.says.rolling.is_some(),
            aside: self.says.aside.as_ref().map(|claim| claim.value),
        }
    }
}

/// What tells the rows of one column from those of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'o> {
    indicator: Option<&'o str>,
    area: Option<&'o str>,
    when: Option<&'o When>,
    sum: Sum,
    is_window: bool,
    aside: Option<Aside>,
}

impl Key<'_> {
    /// Whether it is that of figures of the time of the return, and of nothing beside them.
    pub fn is_plain(&self) -> bool {
        self.when.is_none() && !self.is_window && self.aside.is_none()
    }

    /// Whether it is that of figures of the same indicator and area as another, whatever their time.
    pub fn is_of_the_same(&self, other: &Key<'_>) -> bool {
        let same_sum = |sum: Sum| !matches!(sum, Sum::OfElse | Sum::OfUnknown);
        (self.indicator, self.area, self.aside) == (other.indicator, other.area, other.aside)
            && !self.is_window
            && same_sum(self.sum)
    }

    /// Whether it is that of a window of time, and another that of the quarter itself.
    pub fn is_window_beside(&self, other: &Key<'_>) -> bool {
        let quarter = Key {
            is_window: false,
            ..*self
        };
        self.is_window && quarter == *other
    }
}

/// The columns of figures of a panel; `around` is what the titles say.
pub fn overs(panel: &Panel, around: &Says, context: &FileContext<'_>) -> Vec<Over> {
    let places = context.known.places;
    let columns = panel.columns.iter().filter(|column| column.role == Role::Figures);
    let named = named_in(panel, around);
    let mut overs: Vec<Over> = columns
        .map(|column| {
            let (head, above) = match column.stack.split_last() {
                Some((head, above)) => (Some(head.clone()), above),
                None => (None, column.stack.as_slice()),
            };
            let over = above
                .iter()
                .fold(Says::default(), |says, placed| says.and(&Says::of(placed), places));
            let mut own = head.as_ref().map(|head| said_by(head, panel)).unwrap_or_default();
            let worded = head.as_ref().is_some_and(|head| {
                by_number((&mut own, &over), head, (&named, around, context))
                    || by_words((&mut own, &over), head, (around, context))
            });
            let says = over.and(&own, places);
            let is_unknown = !worded
                && head.as_ref().is_none_or(|head| {
                    let label = &head.label;
                    !label.says_something() && !label.is_heading() && (label.unexplained || head.text.is_empty())
                });
            Over {
                at: column.at,
                names_area: says.area.is_some(),
                is_unknown,
                groups: above
                    .iter()
                    .filter(|placed| placed.label.unexplained && !placed.label.fixes())
                    .map(|placed| placed.text.clone())
                    .collect(),
                group_at: above.last().map(|placed| placed.at),
                head,
                says,
                sum: Sum::No,
            }
        })
        .collect();
    neighbours::explain(&mut overs, (panel, around), context);
    without_the_title(&mut overs, around);
    times::share(&mut overs);
    settle_sums(&mut overs, places);
    times::months(&mut overs);
    overs
}

/// What the lowest label over a column says; no indicator where a title says which of what it names are counted.
fn said_by(head: &Placed, panel: &Panel) -> Says {
    let mut says = Says::of(head);
    if narrows(&head.text, &panel.block.titles) {
        says.indicator = None;
    }
    says
}

/// The indicators that the titles and headings of a table name beyond doubt, and how often.
fn named_in(panel: &Panel, around: &Says) -> BTreeMap<String, usize> {
    let certain = |named: &&Named| named.likeness != Likeness::Near;
    let headings = panel.columns.iter().filter(|column| column.role == Role::Figures);
    let heads: BTreeMap<(u32, u32), &Placed> = headings
        .flat_map(|column| &column.stack)
        .map(|placed| (placed.at, placed))
        .collect();
    let named = heads.values().filter_map(|placed| placed.label.indicator.as_ref());
    let title = around.indicator.as_ref().map(|claim| &claim.value);
    let mut count = BTreeMap::new();
    for named in named.chain(title).filter(certain) {
        *count.entry(named.id.clone()).or_insert(0) += 1;
    }
    count
}

/// A heading that is what an indicator calls one of its two numbers: of the one that stands over it, of one that the table names,
/// else of one that the agency is asked for. `% repeat cases` is the share of them.
fn by_number(
    (own, over): (&mut Says, &Says),
    head: &Placed,
    (named, around, context): (&BTreeMap<String, usize>, &Says, &FileContext<'_>),
) -> bool {
    let certain = |claim: &Claim<Named>| claim.value.likeness != Likeness::Near;
    if head.label.is_certain() && over.indicator.as_ref().is_some_and(|claim| !certain(claim)) {
        return false;
    }
    let text = plain(&head.text);
    let text = text.strip_prefix("sum of ").unwrap_or(&text);
    let (text, share) = match text.strip_prefix("% ").or_else(|| text.strip_suffix(" %")) {
        Some(rest) => (rest.strip_prefix("of ").unwrap_or(rest), true),
        None => (text, false),
    };
    let called = context.known.lexicon.numbers_named(text);
    let kind = context.folder_agency().map(|agency| &agency.kind);
    let asked = |id: &str| {
        let indicator = context.known.catalogue.indicator(id);
        indicator
            .zip(kind)
            .is_some_and(|(indicator, kind)| indicator.agency_kinds.contains(kind))
    };
    // Beside another heading that names the indicator this one is its number.
    let named = |id: &str| {
        let own = head.label.indicator.as_ref().is_some_and(|named| named.id == id) && head.label.is_certain();
        named.get(id).is_some_and(|count| *count > usize::from(own))
    };
    let is_own = head.label.indicator.as_ref().filter(|_| head.label.is_certain());
    if is_own.is_some_and(|own| asked(&own.id) && !named(&own.id)) {
        return false;
    }
    let only = |may: &dyn Fn(&str) -> bool| {
        let mut found = called
            .iter()
            .filter(|(id, part)| may(id) && (!share || *part == Part::Numerator));
        found.next().filter(|_| found.next().is_none())
    };
    let found = match &over.indicator {
        Some(claim) => only(&|id| id == claim.value.id),
        // One common word is the number of many things.
        None if words(text).len() < 2 || is_own.is_some() => only(&named),
        None => only(&named).or_else(|| only(&asked)),
    };
    let Some((id, part)) = found else { return false };
    // What the table does not name otherwise is said, where nothing around it says what it is about.
    let told = named(id) || around.indicator.is_some();
    own.part = Some((if share { Part::Value } else { *part }, false));
    own.indicator = over.indicator.is_none().then(|| Claim {
        value: Named {
            id: id.clone(),
            likeness: if told { Likeness::SameWords } else { Likeness::Near },
        },
        at: head.at,
        text: head.text.clone(),
    });
    own.unexplained.clear();
    true
}

/// What a title says needs not be said by a heading: under `First-time entrants per 100,000` a column `First-time entrants` is one of
/// its numbers, and the columns beside it are the others.
fn without_the_title(overs: &mut [Over], around: &Says) {
    let certain = |claim: &&Claim<Named>| claim.value.likeness != Likeness::Near;
    let Some(title) = around.indicator.as_ref().filter(certain) else {
        return;
    };
    let is_titles = |over: &Over| {
        over.says
            .indicator
            .as_ref()
            .is_some_and(|claim| claim.value.id == title.value.id)
    };
    let all = overs.iter().all(|over| over.says.indicator.is_some());
    if all && !overs.iter().all(is_titles) {
        return;
    }
    for over in overs.iter_mut() {
        if over
            .says
            .indicator
            .as_ref()
            .is_some_and(|claim| claim.value.id == title.value.id)
        {
            over.says.indicator = None;
        }
    }
}

/// A heading that is none in general may be one of the numbers of the indicator that stands over it.
fn by_words((own, over): (&mut Says, &Says), head: &Placed, (around, context): (&Says, &FileContext<'_>)) -> bool {
    if head.label.is_certain() {
        return false;
    }
    let certain = |claim: &&Claim<Named>| claim.value.likeness != Likeness::Near;
    // A group of columns is called what it is called, however loosely.
    let Some(claim) = over.indicator.as_ref().or(around.indicator.as_ref().filter(certain)) else {
        return false;
    };
    let Some(indicator) = context.known.catalogue.indicator(&claim.value.id) else {
        return false;
    };
    // A count has one number, and what is called otherwise is another thing.
    let other = head.label.indicator.as_ref().filter(|named| named.id != indicator.id);
    if indicator.unit == Unit::Count && other.is_some() {
        return false;
    }
    let Some(part) = part_by_words(&head.text, indicator) else {
        return false;
    };
    // What only sounds like an indicator is a number of the one that is named.
    own.indicator = None;
    if head.label.part.is_none() {
        own.part = Some((part, false));
    }
    true
}

/// Beside columns for its own areas the county's column is their total; beside its neighbours' it is a column like theirs.
fn settle_sums(overs: &mut [Over], places: &Places) {
    let home = places.home();
    let area = |over: &Over| over.says.area.as_ref().map(|claim| claim.value.id.clone());
    let inside: BTreeSet<String> = overs
        .iter()
        .filter_map(area)
        .filter(|id| id != home && places.contains(home, id))
        .collect();
    let known: Vec<Beside> = overs
        .iter()
        .map(|over| Beside {
            area: area(over),
            group_at: over.group_at,
            total: over.says.total.is_some(),
            is_unknown: over.is_unknown,
            is_subset: over
                .says
                .aside
                .as_ref()
                .is_some_and(|claim| claim.value == Aside::Subset),
        })
        .collect();
    for over in overs.iter_mut() {
        match area(over) {
            Some(id) if over.says.total.is_some() || id == home && inside.len() >= 2 => over.sum = Sum::OverAreas,
            Some(_) => {}
            None if over.says.total.is_some() => settle_bare(over, &known, places),
            None => {}
        }
    }
}

/// What a total needs to know of a column beside it.
struct Beside {
    area: Option<String>,
    group_at: Option<(u32, u32)>,
    total: bool,
    is_unknown: bool,
    is_subset: bool,
}

/// A column that only says `Total`: the county's where all its neighbours are areas of the county.
fn settle_bare(over: &mut Over, known: &[Beside], places: &Places) {
    let own_group = over.group_at;
    let parts = |in_group: bool| {
        known
            .iter()
            .filter(move |one| !one.total && (!in_group || one.group_at == own_group))
    };
    let grouped = over.group_at.is_some() && parts(true).count() < parts(false).count();
    let of: Vec<&Beside> = parts(grouped).collect();
    // Beside `Boys` and `Girls` it is the figure itself, and so is the `Quarter 2 total` that stands alone.
    if of.is_empty() && over.says.when.is_some()
        || of.len() >= 2 && of.iter().all(|one| one.is_subset && one.area.is_none())
    {
        over.says.total = None;
        return;
    }
    if of.is_empty() || of.iter().all(|one| one.area.is_none() && !one.is_unknown) {
        over.sum = Sum::OfElse;
        return;
    }
    let areas: BTreeSet<&str> = of.iter().filter_map(|one| one.area.as_deref()).collect();
    let all_known = of.iter().all(|one| one.area.is_some());
    let id = match (all_known, grouped) {
        (false, _) => None,
        (true, true) => quadrant_of(&areas, places),
        (true, false) => areas
            .iter()
            .all(|id| places.contains(places.home(), id))
            .then(|| places.home().to_owned()),
    };
    over.sum = if id.is_some() { Sum::OverAreas } else { Sum::OfUnknown };
    if let (Some(id), Some(total)) = (id, &over.says.total) {
        over.says.area = Some(Claim {
            value: Named {
                id,
                likeness: Likeness::SameWords,
            },
            at: total.at,
            text: total.text.clone(),
        });
    }
}

/// The area that consists of exactly these.
fn quadrant_of(areas: &BTreeSet<&str>, places: &Places) -> Option<String> {
    places
        .at_level(Level::Quadrant)
        .find(|quadrant| {
            let children: BTreeSet<&str> = places.children(&quadrant.id).map(|area| area.id.as_str()).collect();
            children == *areas
        })
        .map(|quadrant| quadrant.id.clone())
}
