//! Actions, training sessions and audit answers against what they must have to be of use. Nothing is left out for it.

use crate::catalogue::{Cadence, Holds};
use crate::domain::Period;
use crate::ingest::cells::plain_number;
use crate::ingest::check::{Checked, Told};
use crate::ingest::rows::Row;
use std::collections::BTreeSet;

/// Says what is lacking or cannot be in the rows of a feed.
pub fn remark(checked: &mut Checked<'_, '_>) {
    let rows = checked.rows.clone();
    match checked.feed.id.as_str() {
        "actions" => rows.iter().for_each(|row| action(checked, row)),
        "training-sessions" => sessions(checked, &rows),
        "s11-answers" => questions(checked, &rows),
        _ => {}
    }
    remark_days(checked, &rows);
}

fn place(row: &Row, column: &str) -> (u32, u32) {
    row.places.get(column).copied().unwrap_or(row.at)
}

fn plainly(seen: &str) -> Told {
    Told {
        seen: seen.to_owned(),
        ..Told::default()
    }
}

/// An open action needs an owner and a day; a complete one something that shows its effect. What the table has no column for is
/// not asked row by row.
fn action(checked: &mut Checked<'_, '_>, row: &Row) {
    let completed = row.word("completed").to_owned();
    if !completed.is_empty() && matches!(row.word("status"), "not-started" | "in-progress") {
        let told = Told {
            seen: completed,
            note: row.word("status").replace('-', " "),
            ..Told::default()
        };
        checked.say("completed-and-open", (row, place(row, "completed")), told);
    }
    let name = row.word("action").to_owned();
    let asks = |column: &str| row.places.contains_key(column) && row.word(column).is_empty();
    let unreadable = |row: &Row| {
        let at = place(row, "due");
        checked.remarks.iter().any(|remark| {
            remark.kind == "date-unreadable"
                && remark
                    .at
                    .is_some_and(|stretch| (stretch.first_row, stretch.first_column) == at)
        })
    };
    if row.word("status") == "complete" {
        if asks("impact") {
            checked.say("complete-without-evidence", (row, place(row, "impact")), plainly(&name));
        }
        return;
    }
    let no_date = asks("due") && !unreadable(row);
    if no_date {
        checked.say("action-without-date", (row, place(row, "due")), plainly(&name));
    }
    if asks("owner") {
        checked.say("action-without-owner", (row, place(row, "owner")), plainly(&name));
    }
}

/// The people of each session against one another: singly, and by the way in which the list counts them.
fn sessions(checked: &mut Checked<'_, '_>, rows: &[Row]) {
    let counted: Vec<Counted> = rows.iter().filter_map(Counted::of).collect();
    let way = Counted::way_of(&counted);
    for row in rows {
        if session(checked, row) {
            continue;
        }
        let Some(counted) = Counted::of(row).filter(|counted| !counted.fits_in_any_way()) else {
            continue;
        };
        // Where the list as a whole is counted in no way that is known, nothing tells which row is at fault.
        let Some(way) = way else { continue };
        let told = Told {
            seen: plain_number(counted.attended),
            note: counted.told(way),
            ..Told::default()
        };
        checked.say_over("parts-of-people-disagree", (row, row.stretch()), told);
    }
}

/// The people of one session.
struct Counted {
    registered: f64,
    attended: f64,
    cancelled: f64,
    no_show: f64,
    walk_in: f64,
}

/// How those who came follow from the others: whether who cancelled is among those registered, and who walked in among those who came.
type Way = (bool, bool);

impl Counted {
    const WAYS: [Way; 4] = [(true, true), (true, false), (false, true), (false, false)];

    fn of(row: &Row) -> Option<Counted> {
        let has = |column: &str| row.numbers.contains_key(column);
        // A column that the list has not is not counted; a cell that is no number leaves the rest open.
        let or_none = |column: &str| if has(column) { row.number(column) } else { Some(0.0) };
        Some(Counted {
            registered: row.number("registered")?,
            attended: row.number("attended")?,
            cancelled: or_none("cancelled")?,
            no_show: row.number("no_show")?,
            walk_in: or_none("walk_in")?,
        })
    }

    fn expected(&self, (cancelled, walk_in): Way) -> f64 {
        let gone = self.no_show + if cancelled { self.cancelled } else { 0.0 };
        self.registered - gone + if walk_in { self.walk_in } else { 0.0 }
    }

    fn fits(&self, way: Way) -> bool {
        (self.expected(way) - self.attended).abs() < 0.5
    }

    fn fits_in_any_way(&self) -> bool {
        Counted::WAYS.into_iter().any(|way| self.fits(way))
    }

    /// The way in which a list counts: that of at least two rows in three.
    fn way_of(rows: &[Counted]) -> Option<Way> {
        let fitting = |way: Way| rows.iter().filter(|row| row.fits(way)).count();
        let way = Counted::WAYS.into_iter().rev().max_by_key(|way| fitting(*way))?;
        (fitting(way) >= 2 && fitting(way) * 3 >= rows.len() * 2).then_some(way)
    }

    /// Which sum was expected.
    fn told(&self, (cancelled, walk_in): Way) -> String {
        let mut parts = vec![format!("{} registered", plain_number(self.registered))];
        if cancelled {
            parts.push(format!("less {} cancelled", plain_number(self.cancelled)));
        }
        parts.push(format!("less {} no show", plain_number(self.no_show)));
        if walk_in {
            parts.push(format!("and {} walked in", plain_number(self.walk_in)));
        }
        let expected = plain_number(self.expected((cancelled, walk_in)));
        format!(
            "{} make {expected}, not {} who came",
            parts.join(", "),
            plain_number(self.attended)
        )
    }
}

/// Nobody can come, cancel or stay away who was not registered, but for those who walk in. Whether that was said.
fn session(checked: &mut Checked<'_, '_>, row: &Row) -> bool {
    let Some(registered) = row.number("registered") else {
        return false;
    };
    let walk_in = row.number("walk_in").unwrap_or(0.0);
    let parts = [
        ("attended", row.number("attended").map(|attended| attended - walk_in)),
        ("cancelled", row.number("cancelled")),
        ("no_show", row.number("no_show")),
    ];
    let over = parts
        .into_iter()
        .find_map(|(column, number)| Some((column, number.filter(|number| *number > registered + 0.5)?)));
    if let Some((column, number)) = over {
        let cell = row.numbers.get("registered").map_or(row.at, |figure| figure.cell);
        let told = Told {
            seen: plain_number(registered),
            note: format!(
                "{} registered, {} {}{}",
                plain_number(registered),
                plain_number(number),
                column.replace('_', " "),
                if column == "attended" && walk_in > 0.0 {
                    " besides those who walked in"
                } else {
                    ""
                }
            ),
            ..Told::default()
        };
        checked.say("parts-of-people-disagree", (row, cell), told);
        return true;
    }
    false
}

/// Questions that no declared workbook asks cannot be compared with anything: said once for a file, from the first to the last.
fn questions(checked: &mut Checked<'_, '_>, rows: &[Row]) {
    // One that stands in other words than its number's was told with its cell.
    let is_told = |question: &str| {
        question
            .split_once(' ')
            .is_some_and(|(number, _)| checked.catalogue().question(number).is_some())
    };
    let known = |row: &&Row| {
        let question = row.word("question");
        question.is_empty() || checked.catalogue().question(question).is_some() || is_told(question)
    };
    let asked: BTreeSet<&str> = rows.iter().map(|row| row.word("question")).collect();
    // One more question of a standard, next in its order, is kept under that standard like the others.
    let follows = |row: &&Row| {
        let Some((standard, place)) = row.word("question").split_once('.') else {
            return false;
        };
        let before = place.parse::<u32>().ok().and_then(|place| place.checked_sub(1));
        let before = before.map(|place| format!("{standard}.{place}"));
        let is_declared = checked.catalogue().standards().iter().any(|known| known.id == standard);
        is_declared && before.is_some_and(|before| asked.contains(before.as_str()))
    };
    let unknown: Vec<&Row> = rows.iter().filter(|row| !known(row) && !follows(row)).collect();
    let ids: BTreeSet<&str> = unknown.iter().map(|row| row.word("question")).collect();
    let (Some(first), Some(last)) = (unknown.first(), unknown.last()) else {
        return;
    };
    let shown: Vec<&str> = ids.iter().copied().take(3).collect();
    let more = match ids.len().saturating_sub(shown.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let seen = format!("{}{more}", shown.join(", "));
    let (from, to) = (place(first, "question"), place(last, "question"));
    checked.say("question-unknown", (first, from), plainly(&seen));
    if let Some(at) = checked
        .remarks
        .last_mut()
        .and_then(|remark| remark.at.as_mut())
        .filter(|_| first.sheet == last.sheet)
    {
        (at.first_row, at.last_row) = (from.0.min(to.0), from.0.max(to.0));
        (at.first_column, at.last_column) = (from.1.min(to.1), from.1.max(to.1));
    }
}

/// Days outside the quarter in a list of what happened in it.
fn remark_days(checked: &mut Checked<'_, '_>, rows: &[Row]) {
    let required = |holds: &Holds| *holds == Holds::Date;
    let column = checked
        .feed
        .columns
        .iter()
        .find(|column| required(&column.holds) && column.required);
    let Some(column) = column.filter(|_| checked.feed.cadence == Cadence::Quarterly) else {
        return;
    };
    let folder = checked.context.period();
    let quarter = |row: &Row| row.word(&column.name).parse().ok().map(Period::of);
    let inside = |row: &&Row| quarter(row) == Some(folder);
    let quarters: BTreeSet<Period> = rows.iter().filter_map(quarter).collect();
    // All of them in one other quarter is that quarter's list, which is said once for the file.
    if quarters.len() == 1 {
        return;
    }
    for row in rows
        .iter()
        .filter(|row| !inside(row) && !row.word(&column.name).is_empty())
    {
        let day = row.word(&column.name).to_owned();
        checked.say("date-outside-period", (row, place(row, &column.name)), plainly(&day));
    }
}
