//! What reading has to say about a file, cell by cell, into findings: worded by the catalogue, runs of one kind folded into one.

use crate::catalogue::Catalogue;
use crate::domain::{Finding, Place, Receipt, Responsibility, Severity};
use crate::ingest::sheet::address;

/// A stretch of cells, rows and columns counted from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// Leftmost column.
    pub first_column: u32,
    /// Top row.
    pub first_row: u32,
    /// Bottom row.
    pub last_row: u32,
    /// Rightmost column.
    pub last_column: u32,
}

impl Stretch {
    /// One cell.
    pub fn cell(row: u32, column: u32) -> Stretch {
        Stretch {
            first_column: column,
            first_row: row,
            last_row: row,
            last_column: column,
        }
    }

    /// The least stretch that holds this one and another.
    pub fn and(&self, other: &Stretch) -> Stretch {
        Stretch {
            first_column: self.first_column.min(other.first_column),
            first_row: self.first_row.min(other.first_row),
            last_row: self.last_row.max(other.last_row),
            last_column: self.last_column.max(other.last_column),
        }
    }

    /// As Excel names it: `C7`, `C7:C19`.
    pub fn name(&self) -> String {
        let first = address(self.first_row, self.first_column);
        if (self.first_row, self.first_column) == (self.last_row, self.last_column) {
            first
        } else {
            format!("{first}:{}", address(self.last_row, self.last_column))
        }
    }

    /// Whether it stands right beside `left` in the same one row.
    fn is_beside(&self, left: &Stretch) -> bool {
        let one_row = |stretch: &Stretch| stretch.first_row == stretch.last_row;
        one_row(self) && one_row(left) && self.first_row == left.first_row && self.first_column == left.last_column + 1
    }

    /// Whether it goes on below `above` in the same column.
    fn follows(&self, above: &Stretch) -> bool {
        self.first_column == above.first_column
            && self.last_column == above.last_column
            && self.first_row == above.last_row + 1
    }
}

/// Something to say about a place in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Id of the kind of finding.
    pub kind: &'static str,
    /// The feed it concerns; empty for the whole file.
    pub feed: String,
    /// The sheet's name; empty for a text file or the whole file.
    pub sheet: String,
    /// The cells; none for a whole sheet or file.
    pub at: Option<Stretch>,
    /// What stood there.
    pub seen: String,
    /// What it was taken for; empty when it was not taken.
    pub treated_as: String,
    /// What else the message says; fills `{note}`.
    pub note: String,
}

impl Remark {
    /// A remark about a whole file.
    pub fn on_file(kind: &'static str, seen: impl Into<String>) -> Remark {
        Remark {
            kind,
            feed: String::new(),
            sheet: String::new(),
            at: None,
            seen: seen.into(),
            treated_as: String::new(),
            note: String::new(),
        }
    }

    /// A remark about a whole sheet.
    pub fn on_sheet(kind: &'static str, sheet: &str, seen: impl Into<String>) -> Remark {
        Remark {
            sheet: sheet.to_owned(),
            ..Remark::on_file(kind, seen)
        }
    }

    /// A remark about one cell, given as row and column.
    pub fn on_cell(kind: &'static str, (sheet, row, column): (&str, u32, u32), seen: impl Into<String>) -> Remark {
        Remark {
            at: Some(Stretch::cell(row, column)),
            ..Remark::on_sheet(kind, sheet, seen)
        }
    }

    /// That empty cells of a column, from one row to another, were read as the name above them.
    pub fn filled_down(sheet: &str, (column, first, last): (u32, u32, u32), name: impl Into<String>) -> Remark {
        let at = Stretch {
            first_column: column,
            first_row: first,
            last_row: last,
            last_column: column,
        };
        Remark {
            at: Some(at),
            ..Remark::on_sheet("filled-down", sheet, "").taken_as(name)
        }
    }

    /// The same with what it was taken for.
    pub fn taken_as(mut self, treated_as: impl Into<String>) -> Remark {
        self.treated_as = treated_as.into();
        self
    }

    /// The same with more to say.
    pub fn noting(mut self, note: impl Into<String>) -> Remark {
        self.note = note.into();
        self
    }

    /// The same for a feed.
    pub fn about(mut self, feed: &str) -> Remark {
        self.feed = feed.to_owned();
        self
    }
}

/// Whether runs of a kind down a column are one finding: they have one cause, and are mended in one go.
fn folds(kind: &str) -> bool {
    kind.starts_with("area-")
        || kind.starts_with("indicator-")
        || kind.starts_with("agency-")
        || kind.starts_with("code-")
        || kind.starts_with("period-")
        || matches!(
            kind,
            "fraction-under-percent"
                | "decimal-comma"
                | "thousands-separator"
                | "odd-space"
                | "rate-annualised"
                | "labels-contradict"
                | "filled-down"
                | "not-a-quarter"
                | "year-to-date"
                | "later-quarter"
                | "date-outside-period"
                | "earlier-quarter-added"
                | "date-month-first"
                | "word-counted"
                | "row-without-name"
                | "symbol-read"
        )
}

/// Kinds whose runs fold although the cells say different things.
fn folds_over_different(kind: &str) -> bool {
    matches!(
        kind,
        "fraction-under-percent"
            | "decimal-comma"
            | "thousands-separator"
            | "odd-space"
            | "rate-annualised"
            | "labels-contradict"
            | "filled-down"
            | "date-outside-period"
            | "earlier-quarter-added"
            | "date-month-first"
    )
}

/// Whether a kind is said once for all cells of a column that say the same, wherever they stand.
fn gathers(kind: &str) -> bool {
    matches!(kind, "mapping-used" | "code-by-key" | "earlier-quarter-added") || gathers_all(kind)
}

/// Whether a kind is said once for a whole column, whatever its cells say.
fn gathers_all(kind: &str) -> bool {
    names_each(kind) || matches!(kind, "score-with-word" | "word-on-scale")
}

/// Whether what is said of a whole column names each action that it is about.
fn names_each(kind: &str) -> bool {
    matches!(
        kind,
        "action-without-date" | "action-without-owner" | "complete-without-evidence"
    )
}

/// Puts remarks in the order of the file and folds runs.
pub fn fold(mut remarks: Vec<Remark>) -> Vec<(Remark, usize)> {
    remarks.sort_by(|one, other| {
        (&one.sheet, one.kind, one.at, &one.seen).cmp(&(&other.sheet, other.kind, other.at, &other.seen))
    });
    remarks.dedup();
    let mut folded: Vec<(Remark, usize)> = Vec::new();
    for remark in remarks {
        if gathers(remark.kind)
            && let Some((first, count)) = folded.iter_mut().find(|(known, _)| says_the_same(known, &remark))
            && let (Some(above), Some(below)) = (first.at.as_mut(), remark.at)
        {
            above.last_row = below.last_row;
            *count += 1;
            if names_each(remark.kind) && !remark.seen.is_empty() {
                first.seen = format!("{}, {}", first.seen, remark.seen);
            }
            continue;
        }
        if let Some((last, count)) = folded.last_mut()
            && remark.kind == "symbol-read"
            && (last.kind, &last.sheet, &last.seen, &last.treated_as)
                == (remark.kind, &remark.sheet, &remark.seen, &remark.treated_as)
            && let (Some(left), Some(right)) = (last.at.as_mut(), remark.at)
            && right.is_beside(left)
        {
            left.last_column = right.last_column;
            *count += 1;
            continue;
        }
        if let Some((last, count)) = folded.last_mut()
            && last.kind == remark.kind
            && last.sheet == remark.sheet
            && folds(remark.kind)
            && (remark.kind != "earlier-quarter-added" || last.treated_as == remark.treated_as)
            && (last.seen == remark.seen || folds_over_different(remark.kind))
            && let (Some(above), Some(below)) = (last.at.as_mut(), remark.at)
            && below.follows(above)
        {
            above.last_row = below.last_row;
            *count += 1;
            if last.seen != remark.seen && !last.seen.contains(" to ") {
                last.seen = format!("{} …", last.seen);
            }
            continue;
        }
        folded.push((remark, 1));
    }
    folded
}

fn says_the_same(one: &Remark, other: &Remark) -> bool {
    let column = |remark: &Remark| remark.at.map(|at| (at.first_column, at.last_column));
    let seen = one.seen == other.seen || folds_over_different(one.kind);
    let words = seen && one.treated_as == other.treated_as || gathers_all(one.kind);
    (one.kind, &one.sheet) == (other.kind, &other.sheet) && words && column(one) == column(other)
}

/// Remarks about one file into findings.
pub fn findings(remarks: Vec<Remark>, receipt: &Receipt, (catalogue, sender): (&Catalogue, &str)) -> Vec<Finding> {
    let folded = fold(remarks);
    let mut findings: Vec<Finding> = folded
        .iter()
        .map(|(remark, count)| worded(remark, *count, (receipt, catalogue, sender)))
        .collect();
    findings.sort();
    findings
}

fn worded(remark: &Remark, count: usize, (receipt, catalogue, sender): (&Receipt, &Catalogue, &str)) -> Finding {
    let period = receipt.period.to_string();
    let cell = remark.at.map(|at| at.name()).unwrap_or_default();
    let count_text = count.to_string();
    let seen = match names_each(remark.kind) {
        true => shortened_list(&remark.seen),
        false => shortened(&remark.seen),
    };
    let values = [
        ("seen", seen.as_str()),
        ("treated_as", remark.treated_as.as_str()),
        ("cell", cell.as_str()),
        ("sheet", remark.sheet.as_str()),
        ("file", receipt.file.as_str()),
        ("agency", sender),
        ("feed", remark.feed.as_str()),
        ("period", period.as_str()),
        ("note", remark.note.as_str()),
        ("count", count_text.as_str()),
    ];
    let (severity, responsibility, message) = match catalogue.finding_kind(remark.kind) {
        Some(kind) => {
            let message = if count > 1 {
                kind.sentence_for_many(&values)
            } else {
                kind.sentence(&values)
            };
            (kind.severity_in(receipt.period), kind.responsibility, message)
        }
        // A kind that a board's own catalogue dropped is still said.
        None => (
            Severity::Warning,
            Responsibility::Analyst,
            format!("{}: {seen}. {}", remark.kind, remark.note),
        ),
    };
    Finding {
        agency: sender.to_owned(),
        feed: remark.feed.clone(),
        period: period.clone(),
        place: Place {
            file: receipt.file.clone(),
            sheet: remark.sheet.clone(),
            cell: cell.clone(),
        },
        kind: remark.kind.to_owned(),
        severity,
        responsibility,
        seen,
        treated_as: remark.treated_as.clone(),
        message: message.trim().to_owned(),
    }
}

/// Letters of a cell that are enough to recognise it.
const MOST: usize = 120;

/// The names of a list that have room, and how many there are besides.
fn shortened_list(text: &str) -> String {
    let names: Vec<&str> = text.split(", ").collect();
    let has_room = |kept: &usize| names[..*kept].join(", ").chars().count() <= MOST;
    let kept = (1..=names.len()).rev().find(has_room).unwrap_or(1);
    let shown = shortened(&names[..kept].join(", "));
    match names.len() - kept {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Enough of a cell to recognise it.
fn shortened(text: &str) -> String {
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_down_a_column_is_one_finding() {
        let slip = |row| Remark::on_cell("area-near-miss", ("Return", row, 2), "Castlepoint").taken_as("Castle Point");
        let folded = fold(vec![slip(4), slip(2), slip(3), slip(7)]);
        let places: Vec<(String, usize)> = folded
            .iter()
            .map(|(remark, count)| (remark.at.unwrap().name(), *count))
            .collect();
        assert_eq!(places, [("C3:C5".to_owned(), 3), ("C8".to_owned(), 1)]);
    }

    #[test]
    fn every_action_of_a_column_is_named_and_a_long_list_is_cut_between_names() {
        let lacks = |row: u32| {
            let name = format!("A{row:02}");
            Remark::on_cell("complete-without-evidence", ("Tracker", row, 9), &name)
        };
        let seen = |last: u32| {
            let folded = fold((4..=last).map(lacks).collect());
            assert_eq!(folded.len(), 1);
            shortened_list(&folded[0].0.seen)
        };
        assert_eq!(seen(4), "A04");
        assert_eq!(seen(6), "A04, A05, A06");
        assert!(seen(30).ends_with(", A27 and 3 more"), "{}", seen(30));
    }

    #[test]
    fn a_symbol_is_said_once_for_neighbours_and_again_where_a_figure_stands_between() {
        let star = |row, column| Remark::on_cell("symbol-read", ("Return", row, column), "*");
        let places = |stars: Vec<Remark>| -> Vec<String> {
            let folded = fold(stars);
            folded.iter().map(|(remark, _)| remark.at.unwrap().name()).collect()
        };
        assert_eq!(places(vec![star(2, 2), star(2, 3)]), ["C3:D3"]);
        assert_eq!(places(vec![star(4, 2), star(5, 2), star(7, 2)]), ["C5:C6", "C8"]);
    }
}
