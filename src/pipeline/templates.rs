//! `templates`: the contract of a quarter and what each agency sent last time into a workbook per agency to fill in.

mod asked;
mod figures;
mod standing;
mod words;

use crate::domain::{Agency, Period, return_form};
use crate::pipeline::templates::asked::Choices;
use crate::pipeline::templates::figures::Figures;
use crate::pipeline::{Fault, Outcome, Session, queries};
use crate::report::sheets::{self, Book, Sheet, SheetTable};
use crate::store::{Store, sha256, write_whole};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// What every form of a quarter is made from.
struct Making<'a> {
    session: &'a Session,
    period: Period,
    /// What had been received by the date of the run, up to the quarter before.
    store: &'a Store,
    /// The figures of the dashboards.
    figures: &'a Figures,
}

/// `templates`: writes `<out>/<agency>.xlsx` for every agency of which anything is due.
///
/// # Errors
/// A store that cannot be read, or a folder that cannot be written.
pub fn templates(session: &Session, (period, out): (Period, Option<&Path>)) -> Result<Outcome, Fault> {
    let folder = match out {
        Some(out) => out.to_path_buf(),
        None => session.board.root.join("templates").join(period.slug()),
    };
    let books = books(session, period)?;
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (agency, book) in &books {
        write_whole(&folder.join(format!("{agency}.xlsx")), &sheets::workbook(book)?)?;
    }
    let said = format!(
        "{} workbooks for {period} written to {}; they are due on {}.",
        books.len(),
        folder.display(),
        words::day(session.board.due_date(period))
    );
    Ok(Outcome {
        notes: vec![said],
        ..Outcome::default()
    })
}

/// The form of every agency of which anything is due, by agency.
fn books(session: &Session, period: Period) -> Result<BTreeMap<String, Book>, Fault> {
    let store = queries::open(session)?.up_to(period.previous())?;
    let figures = Figures::read(session, &store, period)?;
    let making = Making {
        session,
        period,
        store: &store,
        figures: &figures,
    };
    let mut feeds: BTreeMap<&str, (&Agency, Vec<String>)> = BTreeMap::new();
    for (agency, feed) in session.board.expected(period, &session.catalogue) {
        feeds.entry(&agency.id).or_insert((agency, vec![])).1.push(feed);
    }
    let mut books = BTreeMap::new();
    for (id, (agency, feeds)) in feeds {
        if let Some(book) = making.book(agency, &feeds)? {
            books.insert(id.to_string(), book);
        }
    }
    Ok(books)
}

impl Making<'_> {
    /// The form of one agency; `None` when there is nothing to ask.
    fn book(&self, agency: &Agency, feeds: &[String]) -> anyhow::Result<Option<Book>> {
        let mut choices = Choices::new(self.session, self.period);
        let (mut asked, mut explained) = (Vec::new(), Vec::new());
        for feed in feeds {
            if feed == "dashboard" {
                let (more, words) = self.dashboard(agency);
                asked.extend(more);
                explained.extend(words);
            } else if let Some((sheet, words)) = self.table_of_feed((agency, feed), &mut choices)? {
                asked.push(sheet);
                explained.extend(words);
            }
        }
        if asked.is_empty() {
            return Ok(None);
        }
        let mut all = vec![self.read_me(agency, &asked)];
        all.extend(asked);
        all.push(definitions(explained));
        Ok(Some(Book {
            title: format!("Return of {}, {}", agency.name, self.period),
            author: self.session.board.name.clone(),
            day: self.period.last_day(),
            sheets: all,
            lists: choices.lists,
            lists_say: vec![return_form::READ_ONLY_SHEET.to_string()],
        }))
    }

    /// Which form this is: catalogue, program and quarter.
    fn version(&self) -> String {
        let words = [
            self.session.catalogue.hash(),
            env!("CARGO_PKG_VERSION"),
            &self.period.to_string(),
        ];
        sha256(words.join("\n").as_bytes()).chars().take(12).collect()
    }

    fn read_me(&self, agency: &Agency, asked: &[Sheet]) -> Sheet {
        let board = &self.session.board;
        let names: Vec<String> = asked.iter().map(|sheet| sheet.name.clone()).collect();
        let says = vec![
            return_form::READ_ONLY_SHEET.to_string(),
            format!("From {} to {}.", board.name, agency.name),
            format!(
                "Please send this workbook back by {}. It asks about {} ({}).",
                words::day(board.due_date(self.period)),
                self.period,
                self.period.months()
            ),
            format!("1. Fill in the empty cells of: {}. Nothing else is needed.", names.join(", ")),
            "2. A column whose heading ends in \"(for reference)\" shows what to count or what you sent last time. It is not read, and nothing you sent last time is used again: an empty cell stays empty.".to_string(),
            "3. None is 0. If you have no figure write x; if it does not apply write z; if it is too small to send write <5 or c.".to_string(),
            "4. Counts only, please: no names, dates of birth, addresses or reference numbers of children, families or staff, anywhere in the workbook.".to_string(),
            "5. If something is unusual, say why in the note beside it: members read it with the figure.".to_string(),
            "The sheet Definitions says what exactly is counted. The sheet Allowed values, where there is one, holds the words that the drop-down lists offer.".to_string(),
            return_form::stamp(&board.name, &self.period.to_string(), &self.version()),
        ];
        Sheet {
            name: "Read me".to_string(),
            title: format!("Return of {}, {}", agency.name, self.period),
            says,
            table: None,
        }
    }
}

/// What every row and column asks for, for reference.
fn definitions(explained: Vec<words::Explained>) -> Sheet {
    Sheet {
        name: "Definitions".to_string(),
        title: "Definitions".to_string(),
        says: vec![return_form::READ_ONLY_SHEET.to_string()],
        table: Some(SheetTable {
            columns: words::columns(),
            rows: explained.into_iter().map(words::Explained::row).collect(),
            open: false,
        }),
    }
}
