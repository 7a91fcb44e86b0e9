//! The text of one label into all that it says of the figures that it governs: what is counted, where, when, which number of it,
//! and whether it is a figure of the return at all.

use crate::ingest::context::Known;
use crate::ingest::crosstab::asides::{Aside, is_difference};
use crate::ingest::crosstab::parts::{Part, part_named, per};
use crate::ingest::crosstab::peeling::{Peeling, ends_in_a_part};
use crate::ingest::crosstab::places::area_in;
use crate::ingest::lexicon::{Named, is_total};
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::tidy;

/// All that a text can say of the figures that it governs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// The column of words that it heads, in the dashboard's feed: `District` heads areas.
    pub column: Option<String>,
    /// Whether it heads a column of agencies.
    pub heads_senders: bool,
    /// What is counted.
    pub indicator: Option<Named>,
    /// Where.
    pub area: Option<Named>,
    /// When.
    pub when: Option<When>,
    /// Which number of the indicator.
    pub part: Option<Part>,
    /// Whether that is only a sign in its name: `Re-referrals (%)` is how a measure is called, whatever stands beside it.
    pub part_of_name: bool,
    /// How many of a population a rate is of.
    pub per: Option<f64>,
    /// Whether it says that the figures are sums.
    pub total: bool,
    /// Whether it speaks of a rolling window.
    pub rolling: bool,
    /// Whether it says that figures run from April.
    pub to_date: bool,
    /// Why its figures are not those that are asked for.
    pub aside: Option<Aside>,
    /// Whether it names a place that is none of the board's.
    pub elsewhere: bool,
    /// Whether it names several areas side by side, which no area of the board is all of.
    pub several: bool,
    /// Whether it names two indicators, or a code with another's name.
    pub clash: bool,
    /// Whether it says `Area: Mid`: what it is, and then what it is here.
    pub keyed: bool,
    /// Whether words are left that nothing explains.
    pub unexplained: bool,
    /// Those words, piece by piece.
    pub left: Vec<String>,
    /// Whether words are left beside a whole name that may say that only some of those counted are meant: `Children on a plan - neglect`.
    pub qualified: bool,
}

/// Labels longer than this are prose.
pub const LONGEST: usize = 200;

impl Label {
    /// What a text says. Remembered by text.
    pub fn of(text: &str, known: &Known<'_>) -> Label {
        let text = tidy(text);
        known.lexicon.labels.of(&text, || read(&text, known))
    }

    /// Whether it says where, when, what or which number.
    pub fn says_something(&self) -> bool {
        self.fixes() || self.part.is_some() || self.total || self.aside.is_some()
    }

    /// Whether it says where, when or of what its figures are.
    pub fn fixes(&self) -> bool {
        self.indicator.is_some() || self.area.is_some() || self.when.is_some() || self.elsewhere
    }

    /// Whether it is the heading of a column of words or of one of the three numbers.
    pub fn is_heading(&self) -> bool {
        self.column.is_some() || self.heads_senders || self.part.is_some() && !self.fixes()
    }

    /// Whether it names an indicator beyond doubt.
    pub fn is_certain(&self) -> bool {
        self.indicator
            .as_ref()
            .is_some_and(|named| named.likeness != Likeness::Near)
    }
}

fn read(text: &str, known: &Known<'_>) -> Label {
    if text.is_empty() {
        return Label::default();
    }
    if text.chars().count() > LONGEST {
        return Label {
            unexplained: true,
            ..Label::default()
        };
    }
    whole(text, known)
        .or_else(|| keyed(text, known))
        .unwrap_or_else(|| Peeling::new(text, known).done())
}

/// A text that is nothing but one thing.
fn whole(text: &str, known: &Known<'_>) -> Option<Label> {
    let lexicon = known.lexicon;
    if is_difference(text) {
        return Some(Label {
            aside: Some(Aside::Derived),
            ..Label::default()
        });
    }
    let mut label = Label::default();
    let headings = lexicon.heading_exactly(text);
    label.heads_senders = headings.iter().any(|(_, column)| column == "agency");
    label.part = part_named(text, lexicon);
    if label.part.is_none() {
        let own = headings.iter().find(|(feed, _)| feed == "dashboard");
        label.column = own.map(|(_, column)| column.clone());
    }
    label.per = per(text);
    label.when = periods::read(text);
    label.total = is_total(text);
    // `Plans closed: number` is a name and a number of it, even where a name of the same words exists.
    let indicator = lexicon
        .indicator_exactly(text)
        .filter(|named| named.likeness == Likeness::Declared || !ends_in_a_part(text, lexicon));
    if indicator.is_none()
        && !label.is_heading()
        && label.when.is_none()
        && let Some((area, total)) = area_in(text, known)
    {
        label.total |= total;
        label.area = Some(area);
    }
    if !label.is_heading() {
        label.indicator = indicator;
    }
    (label.is_heading() || label.fixes() || label.total).then_some(label)
}

/// `Area: Mid`, `District - Basildon`: a heading and its value in one text.
fn keyed(text: &str, known: &Known<'_>) -> Option<Label> {
    let (key, value) = text.split_once(':').or_else(|| text.split_once(" - "))?;
    let column = whole(key, known)?.column?;
    let said = Label::of(value, known);
    let mut label = Label {
        keyed: true,
        ..Label::default()
    };
    match column.as_str() {
        "area" => {
            label.area = said.area.clone();
            label.total = said.total;
            label.elsewhere = label.area.is_none() && !said.total;
        }
        "period" => label.when = said.when.clone(),
        "indicator" => label.indicator = said.indicator.clone(),
        _ => return None,
    }
    label.says_something().then_some(label)
}
