//! What stands over a table, on its sheet's tab and elsewhere in the workbook into what holds for every row below.

use crate::domain::Period;
use crate::ingest::words::lone::{Lone, lone};
use crate::ingest::words::periods::{self, Mention, TWO_QUARTERS, When};
use crate::ingest::words::tidy;
use crate::ingest::words::windows;

/// What the texts around a table say for all of its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Titles {
    /// A time, with the place of its text as row and column (none for a sheet's name).
    pub when: Option<(When, Option<(u32, u32)>)>,
    /// The month or the day that is all that the time says.
    pub lone: Option<Lone>,
    /// A financial year, by the calendar year in which it starts.
    pub year: Option<i32>,
    /// Whether bare quarters run on in one table from the folder's or an earlier one to a later one: `Q1`, `Q2`, `Q3`.
    pub runs_on: bool,
    /// Where the text stands that names the year, if it stands on the sheet itself.
    pub year_at: Option<(u32, u32)>,
    /// Whether they speak of a rolling window.
    pub rolling: bool,
    /// Whether they say that figures run from April.
    pub to_date: bool,
    /// Whether they say that quarters count from January.
    pub calendar: bool,
    /// Where the note stands that says so of all figures of a table.
    pub noted: Option<(u32, u32)>,
}

impl Titles {
    /// What a list of texts says; the first time counts.
    pub fn read(texts: &[(u32, u32, String)]) -> Titles {
        let mut titles = Titles::default();
        for (row, column, text) in texts {
            titles.add(text, Some((*row, *column)));
        }
        titles
    }

    /// What a sheet's name says.
    pub fn of_name(name: &str) -> Titles {
        let mut titles = Titles::default();
        titles.add(name, None);
        titles
    }

    fn add(&mut self, text: &str, at: Option<(u32, u32)>) {
        let text = &windows::without_explanations(text);
        self.rolling |= windows::says_rolling(text);
        self.to_date |= windows::says_to_date(text);
        self.calendar |= windows::says_calendar(text);
        let Some(found) = periods::find(text) else { return };
        if !is_about_figures(text, &found) {
            return;
        }
        match found.when {
            When::Year(year) if self.year.is_none() => (self.year, self.year_at) = (Some(year), at),
            When::Year(_) => {}
            When::NoQuarter(TWO_QUARTERS) => self.when = Some((found.when, at)),
            When::NoQuarter(_) => {}
            when => {
                let better = match (&self.when, &when) {
                    (None, _) => true,
                    // A quarter with its year beats one without.
                    (Some((When::QuarterOnly(_), _)), When::Quarter(_)) => true,
                    _ => false,
                };
                if better {
                    self.when = Some((when, at));
                    self.lone = lone(text);
                }
            }
        }
    }

    /// These, with what the notes under the table say of all its figures: that they run from April, or over twelve months.
    pub fn heeding<'n>(mut self, notes: impl Iterator<Item = &'n (u32, u32, String)>) -> Titles {
        for (row, column, note) in notes {
            let note = &windows::without_explanations(note);
            let words = crate::catalogue::plain(note);
            let has = |wanted: &[&str]| words.split(' ').any(|word| wanted.contains(&word));
            // `* cumulative since 1 April` is about all that stands above it.
            let is_bare = words.starts_with("cumulative ") && has(&["since", "from", "april"]);
            if !is_bare && !has(&["figures", "data", "numbers", "counts", "all", "values", "totals"])
                || has(&["not", "except", "excluding"])
                // `"YTD" = April to date` explains a heading.
                || note.contains('=')
            {
                continue;
            }
            let from_april = matches!(
                periods::find(note),
                Some(Mention {
                    when: When::YearToDate(_),
                    ..
                })
            );
            let (to_date, rolling) = (from_april || windows::says_to_date(note), windows::says_rolling(note));
            if (to_date && !self.to_date) || (rolling && !self.rolling) {
                self.noted = self.noted.or(Some((*row, *column)));
            }
            self.to_date |= to_date;
            self.rolling |= rolling;
        }
        self
    }

    /// These, and where they say nothing the others.
    pub fn or(self, other: &Titles) -> Titles {
        let year_at = self.year_at.filter(|_| self.year.is_some());
        let timed = self.timed_by(other);
        Titles {
            year: timed.year.or(other.year),
            year_at,
            rolling: timed.rolling || other.rolling,
            to_date: timed.to_date || other.to_date,
            calendar: timed.calendar || other.calendar,
            ..timed
        }
    }

    /// These with the time of the others, where they name none: whether it is a month or a day goes with it.
    pub fn timed_by(self, other: &Titles) -> Titles {
        match self.when {
            Some(_) => self,
            None => Titles {
                when: other.when.clone(),
                lone: other.lone,
                ..self
            },
        }
    }

    /// The quarter that a bare `Q2` means: of the year that the titles name, else the newest that is not after the folder's period;
    /// `None` where the quarters of the table run on to it from that of the folder.
    pub fn quarter(&self, quarter: u8, folder: Period) -> Option<Period> {
        if self.year.is_none() && self.runs_on && quarter > folder.quarter() {
            return None;
        }
        let year = self.year.unwrap_or(if quarter > folder.quarter() {
            folder.year() - 1
        } else {
            folder.year()
        });
        Period::new(year, quarter)
    }
}

/// Words for the making of a file.
const MAKING: [&str; 22] = [
    "extract",
    "run ",
    "run:",
    "printed",
    "produced",
    "created",
    "version",
    "updated",
    "published",
    "due",
    "submitted",
    "submission",
    "report date",
    "date of report",
    "date:",
    "author",
    "return by",
    "returned by",
    "return to",
    "deadline",
    "completed on",
    "signed",
];

/// Whether a text in small letters speaks of the making of the file.
pub fn speaks_of_making(lower: &str) -> bool {
    MAKING.iter().any(|word| lower.contains(word))
}

/// Whether a title names a time that is about the figures, not about the making of the file.
pub fn dates_figures(text: &str) -> bool {
    periods::find(text).is_some_and(|found| is_about_figures(text, &found))
}

/// Whether a time in a title is about the figures, not about the making of the file.
fn is_about_figures(text: &str, found: &Mention) -> bool {
    let lower = tidy(text).to_lowercase();
    let quarter_said = lower.contains('q') && !matches!(found.when, When::Year(_));
    let making = speaks_of_making(&lower);
    if making && !quarter_said {
        return false;
    }
    let time = lower.get(found.start..found.end).unwrap_or_default();
    let is_day = crate::ingest::words::days::read(time).is_some();
    let before = lower.get(..found.start).unwrap_or_default().trim_end();
    let introduced = ["at", "ending", "ended", "end", "to", "period", "quarter", ":"]
        .iter()
        .any(|word| before.ends_with(word));
    !is_day || introduced || before.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Titles {
        let texts: Vec<(u32, u32, String)> = texts
            .iter()
            .zip(0..)
            .map(|(text, row)| (row, 0, (*text).to_owned()))
            .collect();
        Titles::read(&texts)
    }

    #[test]
    fn the_quarter_is_found_and_the_day_of_the_extract_is_not() {
        let titles = of(&[
            "ESSEX COUNTY COUNCIL",
            "Extract run 9 October 2026",
            "Quarter 2 2026/27",
        ]);
        assert_eq!(
            titles.when,
            Some((When::Quarter(Period::new(2026, 2).unwrap()), Some((2, 0))))
        );
        assert_eq!(of(&["Extract run 9 October 2026"]).when, None);
        assert!(of(&["position at 30 September 2026"]).when.is_some());
    }

    #[test]
    fn a_bare_quarter_takes_the_year_of_another_title() {
        let titles = of(&["EEAST", "Financial year 2026/27"]);
        let folder = Period::new(2026, 2).unwrap();
        assert_eq!(titles.quarter(2, folder), Some(folder));
        assert_eq!(Titles::default().quarter(4, folder), Period::new(2025, 4));
    }
}
