//! What tables and charts are called and what they say, in words made from public figures.

use crate::domain::{Level, Missing, Public, PublicPack, PublicRow, PublicSplit, PublicTable, ShownUnit};

/// Every mark that may stand in a table, with its meaning.
pub const MARKS: [Missing; 3] = [Missing::Withheld, Missing::NotAvailable, Missing::NotApplicable];

/// Share of a figure below which a change over the years is called little.
const LITTLE: f64 = 0.02;
/// Percentage points below which a change of a share is called little.
const LITTLE_OF_A_SHARE: f64 = 1.0;

/// A table's title: what, where, when.
pub fn title(table: &PublicTable, pack: &PublicPack) -> String {
    format!("{}, {}, {}", table.name, pack.home.1, times(table, pack))
}

/// From when to when a table reaches.
fn times(table: &PublicTable, pack: &PublicPack) -> String {
    match table.years.first().filter(|first| **first != pack.year) {
        Some(first) => format!("{first} to {}", pack.year),
        None => pack.year.clone(),
    }
}

/// The unit and base of a table in one line.
pub fn subtitle(table: &PublicTable) -> String {
    match &table.counted {
        (numerator, Some(base)) => format!("{}: {} out of {}", table.unit_words, lower(numerator), lower(base)),
        (numerator, None) => format!("{}: {}", table.unit_words, lower(numerator)),
    }
}

/// Where the figures come from.
pub fn source(pack: &PublicPack) -> String {
    format!("Source: {}. {}", pack.board, pack.source)
}

/// A figure with its unit as a sentence says it.
pub fn said(figure: &str, table: &PublicTable) -> String {
    match table.unit {
        // A mark has no unit.
        ShownUnit::Percent if !figure.starts_with('[') => format!("{figure}%"),
        _ => figure.to_string(),
    }
}

/// The county's line.
pub fn county(table: &PublicTable) -> Option<&PublicRow> {
    table.rows.iter().find(|row| row.level == Some(Level::County))
}

/// The lines of a level, in the order of the table.
pub fn rows_at(table: &PublicTable, level: Level) -> impl Iterator<Item = &PublicRow> {
    table.rows.iter().filter(move |row| row.level == Some(level))
}

/// How much of a series of figures is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hidden {
    /// None, or less than a third.
    Little,
    /// A third or more.
    Much,
    /// Half or more.
    Most,
}

fn hidden<'a>(figures: impl Iterator<Item = &'a Public>) -> Hidden {
    let (mut all, mut withheld) = (0, 0);
    for figure in figures {
        all += 1;
        withheld += usize::from(figure.mark() == Some(Missing::Withheld));
    }
    match withheld {
        0 => Hidden::Little,
        some if some * 2 >= all => Hidden::Most,
        some if some * 3 >= all => Hidden::Much,
        _ => Hidden::Little,
    }
}

/// What is said where so much is withheld that the rest would mislead; `None` where it would not. It says no number, because
/// how many are withheld is nobody's figure.
fn mostly_withheld<'a>(figures: impl Iterator<Item = &'a Public>, what: &str) -> Option<String> {
    match hidden(figures) {
        Hidden::Little => None,
        Hidden::Much => Some(format!("Many {what} are withheld.")),
        Hidden::Most => Some(format!("Most {what} are withheld.")),
    }
}

/// What the years show, for people who cannot see the chart and for the heading over it.
pub fn trend_sentence(table: &PublicTable, pack: &PublicPack) -> String {
    let Some(row) = county(table) else {
        return String::new();
    };
    if let Some(told) = mostly_withheld(row.figures.iter().map(|figure| &figure.value), "figures") {
        return told;
    }
    let (Some(first), Some(last)) = (row.figures.first(), row.figures.last()) else {
        return String::new();
    };
    if table.years.len() == 1 {
        return format!("{} in {}.", said(&last.value.to_string(), table), pack.year);
    }
    let since = table.years.first().map_or("", String::as_str);
    moved((&first.value, since), (&last.value, &pack.year), table)
}

/// How the county's figure moved from one quarter to the newest one of the pack.
pub fn since_sentence(table: &PublicTable, quarter: &str) -> String {
    let at = table.quarters.iter().position(|name| name == quarter);
    let newest = table.by_quarter.last().zip(table.quarters.last());
    match (at.and_then(|at| table.by_quarter.get(at)), newest) {
        (Some(_), Some((_, name))) if name == quarter => "No later quarter is published yet.".to_string(),
        (Some(then), Some((now, name))) => moved((&then.value, quarter), (&now.value, name), table),
        (None, _) | (_, None) => "The figures of its quarters are not published.".to_string(),
    }
}

/// A figure and its time, and a later one, in one sentence.
fn moved((first, since): (&Public, &str), (last, until): (&Public, &str), table: &PublicTable) -> String {
    let (was, is) = (first.drawn(), last.drawn());
    let (from, to) = (said(&first.to_string(), table), said(&last.to_string(), table));
    // A change that a bar does not show is none to make a title of.
    let is_little = |(was, is): &(f64, f64)| {
        let least = match table.unit {
            ShownUnit::Percent => LITTLE_OF_A_SHARE,
            ShownUnit::Count | ShownUnit::Rate | ShownUnit::Days | ShownUnit::Score => LITTLE * was.abs().max(is.abs()),
        };
        was != is && (was - is).abs() < least
    };
    if was.zip(is).filter(is_little).is_some() {
        return format!("Little changed: {from} in {since}, {to} in {until}.");
    }
    match was.zip(is) {
        Some((was, is)) if was < is => format!("Up from {from} in {since} to {to} in {until}."),
        Some((was, is)) if was > is => format!("Down from {from} in {since} to {to} in {until}."),
        Some(_) => format!("{to} in {until}, as in {since}."),
        None => format!("{to} in {until}; {from} in {since}."),
    }
}

/// Each line's newest figure in one sentence.
pub fn areas_sentence(table: &PublicTable, pack: &PublicPack) -> String {
    let parts = rows_at(table, Level::District).filter_map(|row| {
        Some(format!(
            "{} {}",
            row.name,
            said(&table.newest(row)?.value.to_string(), table)
        ))
    });
    let newest = rows_at(table, Level::District).filter_map(|row| Some(&table.newest(row)?.value));
    let withheld = match hidden(newest) {
        Hidden::Most => "Most districts are withheld. ",
        Hidden::Much | Hidden::Little => "",
    };
    format!(
        "{withheld}By district in {}: {}.",
        pack.year,
        parts.collect::<Vec<String>>().join("; ")
    )
}

/// Which time the figures are about, in one line.
pub fn reach(pack: &PublicPack) -> String {
    match pack.is_of_a_quarter() {
        true => format!("Figures for the quarter {}.", pack.year),
        false => format!("Figures for the financial year {} and the years before it.", pack.year),
    }
}

/// What the page of changes is called.
pub fn since(pack: &PublicPack) -> &'static str {
    match pack.is_of_a_quarter() {
        true => "Changes since earlier packs",
        false => "Changes since the last pack",
    }
}

/// How the figures come from the agencies' returns.
pub fn making(pack: &PublicPack) -> &'static str {
    match pack.is_of_a_quarter() {
        true => {
            "Agencies report each quarter. Counts are of what happened in the quarter, or the position at its end; percentages and rates are worked out from the quarter's counts."
        }
        false => {
            "Agencies report each quarter. A year's count is the sum of its four quarters, or the position at the end of March for counts on one day; a year's percentage or rate is worked out from the year's counts, never by averaging quarters. Where a quarter is missing, the year has no figure."
        }
    }
}

/// The pack's time as part of a file name.
pub fn file_year(pack: &PublicPack) -> String {
    pack.year.replace(' ', "-")
}

/// What is withheld, in one line.
pub fn protection(pack: &PublicPack) -> String {
    let small = pack.withheld_up_to;
    match pack.rounded_to {
        None => format!(
            "Counts of children, and of adults in cases about them, from 1 to {small} are withheld, and so are figures from which they could be worked out. Zeros are shown."
        ),
        Some(base) => format!(
            "Counts from 1 to {small} are withheld, and so are figures from which they could be worked out; every other count is rounded to the nearest {base}, sums by themselves, so that parts need not add up. Percentages and rates come from rounded counts. Zeros are shown."
        ),
    }
}

/// What a reader must know of a table's figures, that events are counted included.
pub fn notes(table: &PublicTable) -> Vec<String> {
    let events = table.counts_events.then(|| {
        "Events are counted, and one child can have several: fewer children may stand behind a figure.".to_string()
    });
    table.notes.iter().cloned().chain(events).collect()
}

/// Whether the county's quarters say more than the years: some are known.
pub fn has_quarters(table: &PublicTable) -> bool {
    let known = table
        .by_quarter
        .iter()
        .filter(|figure| figure.value.mark() != Some(Missing::NotAvailable));
    known
        .filter(|figure| figure.value.mark() != Some(Missing::NotApplicable))
        .count()
        >= 4
}

/// The title of a split: what, by what, where, when.
pub fn split_title(split: &PublicSplit, (table, pack): (&PublicTable, &PublicPack)) -> String {
    format!(
        "{} by {}, {}, {}",
        table.name,
        split.id,
        pack.home.1,
        times(table, pack)
    )
}

/// What the parts of a split count, and what they are split by: `Number: referrals, by the sector in which the adult works`.
pub fn split_subtitle(split: &PublicSplit, table: &PublicTable) -> String {
    format!("Number: {}, by {}", lower(&table.counted.0), lower(&split.means))
}

/// The parts of a split with the county's total under them.
pub fn with_total<'a>(split: &'a PublicSplit, table: &'a PublicTable) -> Vec<(&'a str, Vec<&'a Public>)> {
    let parts = split
        .parts
        .iter()
        .map(|(name, figures)| (name.as_str(), figures.iter().collect()));
    let total = county(table).map(|row| ("Total", row.figures.iter().map(|figure| &figure.value).collect()));
    parts.chain(total).collect()
}

/// Each part's newest figure in one sentence.
pub fn parts_sentence(split: &PublicSplit, pack: &PublicPack) -> String {
    let parts = split
        .parts
        .iter()
        .filter_map(|(name, figures)| Some(format!("{name} {}", figures.last()?)));
    let newest = split.parts.iter().filter_map(|(_, figures)| figures.last());
    let withheld = match hidden(newest) {
        Hidden::Most => "Most parts are withheld. ",
        Hidden::Much | Hidden::Little => "",
    };
    format!(
        "{withheld}In {}: {}.",
        pack.year,
        parts.collect::<Vec<String>>().join("; ")
    )
}

/// Highest and lowest quarter and the newest one, for people who cannot see the chart.
pub fn quarters_sentence(table: &PublicTable) -> String {
    let drawn: Vec<(f64, &Public, &str)> = table
        .by_quarter
        .iter()
        .zip(&table.quarters)
        .filter_map(|(figure, quarter)| Some((figure.value.drawn()?, &figure.value, quarter.as_str())))
        .collect();
    if let Some(told) = mostly_withheld(table.by_quarter.iter().map(|figure| &figure.value), "quarters") {
        return told;
    }
    let highest = drawn.iter().rev().max_by(|one, other| one.0.total_cmp(&other.0));
    let lowest = drawn.iter().rev().min_by(|one, other| one.0.total_cmp(&other.0));
    let (Some(highest), Some(lowest), Some(newest)) = (highest, lowest, drawn.last()) else {
        return String::new();
    };
    let at = |it: &(f64, &Public, &str)| format!("{} in {}", said(&it.1.to_string(), table), it.2);
    let gaps = table.by_quarter.len() - drawn.len();
    let gaps = match gaps {
        0 => String::new(),
        _ => " Quarters that are withheld or not available are gaps.".to_string(),
    };
    format!(
        "Newest: {}. Among the quarters shown the highest is {} and the lowest {}.{gaps}",
        at(newest),
        at(highest),
        at(lowest)
    )
}

/// What others have published, year by year, in one sentence each.
pub fn others_sentence(table: &PublicTable) -> String {
    let each = table.comparators.iter().map(|other| {
        let known = other
            .figures
            .iter()
            .zip(&table.years)
            .filter(|(figure, _)| figure.drawn().is_some());
        let said: Vec<String> = known
            .map(|(figure, year)| format!("{} in {year}", said(&figure.to_string(), table)))
            .collect();
        format!("{}: {}.", other.group, said.join("; "))
    });
    each.collect::<Vec<String>>().join(" ")
}

/// Who published the figures of other places.
pub fn published_by(table: &PublicTable) -> String {
    let source = table.comparators.first().map_or("", |other| other.source.as_str());
    format!("Other places: {source}")
}

/// A text with a capital at its start.
pub fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A text without a capital at its start, unless it starts with an abbreviation.
pub fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let is_acronym = letters.clone().next().is_some_and(char::is_uppercase);
    match first {
        Some(first) if !is_acronym => first.to_lowercase().chain(letters).collect(),
        Some(_) | None => text.to_string(),
    }
}
