//! The other feeds of a form: the contract's columns, rows that are known beforehand, and lists to choose from.

use crate::catalogue::{Column, Holds};
use crate::domain::{Agency, Period};
use crate::pipeline::Session;
use crate::pipeline::templates::Making;
use crate::pipeline::templates::standing::Standing;
use crate::pipeline::templates::words::{Explained, for_reference, heading};
use crate::report::sheets::{AllowedList, Allows, Field, Sheet, SheetColumn, SheetTable};

/// The lists that the cells of one form choose from.
pub struct Choices<'a> {
    session: &'a Session,
    period: Period,
    /// Those used so far.
    pub lists: Vec<AllowedList>,
}

impl<'a> Choices<'a> {
    /// None used yet.
    pub fn new(session: &'a Session, period: Period) -> Choices<'a> {
        Choices {
            session,
            period,
            lists: vec![],
        }
    }

    /// What a column's cells may hold.
    fn of(&mut self, column: &Column) -> Allows {
        match &column.holds {
            Holds::Whole => Allows::Count,
            Holds::Number | Holds::Money => Allows::Number,
            Holds::Date => Allows::Day,
            Holds::Code(list) => self.codes(list),
            Holds::Area => self.listed("Areas", |session, _| {
                let areas = session.board.places.all().iter();
                areas.map(|area| (area.name.clone(), area.level.to_string())).collect()
            }),
            Holds::Organisation => self.listed("Agencies", |session, period| {
                let members = session.board.agencies.iter();
                let members = members.filter(|agency| agency.existed(period.first_day(), period.last_day()));
                members
                    .map(|agency| (agency.name.clone(), "member of the Board".to_string()))
                    .collect()
            }),
            Holds::Label
            | Holds::Text
            | Holds::Period
            | Holds::Year
            | Holds::Indicator
            | Holds::Standard
            | Holds::Question => Allows::Anything,
        }
    }

    fn codes(&mut self, id: &str) -> Allows {
        let Some(list) = self.session.catalogue.code_list(id) else {
            return Allows::Anything;
        };
        let title = list.title.clone();
        self.listed(&title, |session, period| {
            let list = session.catalogue.code_list(id);
            let codes = list.map(|list| list.codes.as_slice()).unwrap_or_default().iter();
            let means = |code: &crate::catalogue::Code| code.means.clone().unwrap_or_else(|| code.label.clone());
            codes
                .filter(|code| code.in_force(period))
                .map(|code| (code.label.clone(), means(code)))
                .collect()
        })
    }

    fn listed(&mut self, title: &str, values: impl Fn(&Session, Period) -> Vec<(String, String)>) -> Allows {
        if let Some(at) = self.lists.iter().position(|list| list.title == title) {
            return Allows::Listed(at);
        }
        self.lists.push(AllowedList {
            title: title.to_string(),
            values: values(self.session, self.period),
        });
        Allows::Listed(self.lists.len() - 1)
    }
}

impl Making<'_> {
    /// The sheet of one feed, and what its columns mean; `None` for a feed that is not declared.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub(super) fn table_of_feed(
        &self,
        (agency, feed): (&Agency, &str),
        choices: &mut Choices<'_>,
    ) -> anyhow::Result<Option<(Sheet, Vec<Explained>)>> {
        let Some(feed) = self.session.catalogue.feed(feed) else {
            return Ok(None);
        };
        let standing = self.standing(agency, feed)?;
        let contract = feed.contract_for(self.period);
        let asked: Vec<&Column> = contract
            .columns
            .iter()
            .filter(|column| is_asked(&feed.id, column))
            .collect();
        let name: String = feed.title.chars().take(31).collect();
        let mut columns: Vec<SheetColumn> = asked
            .iter()
            .map(|column| SheetColumn {
                heading: heading(&column.name),
                width: width(column),
                allows: choices.of(column),
                hint: column.means.clone(),
            })
            .collect();
        let (reference, says) = told(standing.as_deref(), &feed.id);
        let rows = standing.unwrap_or_default();
        let rows = rows.iter().map(|row| fields(row, (&asked, !reference.is_empty())));
        let rows: Vec<Vec<Field>> = rows.collect();
        if !reference.is_empty() {
            columns.push(for_reference(reference, 50.0));
        }
        let kind = if feed.id == "s11-answers" {
            "agency workbook, "
        } else {
            ""
        };
        let explained = asked
            .iter()
            .map(|column| Explained::column(&name, &column.name, &column.means));
        let explained = explained.collect();
        let sheet = Sheet {
            title: format!("{}, {}: {kind}{}", agency.name, self.period, feed.title),
            name,
            says: vec![format!("This sheet contains one table. {says}")],
            table: Some(SheetTable {
                columns,
                open: feed.id != "s11-answers",
                rows,
            }),
        };
        Ok(Some((sheet, explained)))
    }
}

/// The heading of the column for reference (none: empty), and what the sheet asks of its reader.
fn told(standing: Option<&[Standing]>, feed: &str) -> (&'static str, &'static str) {
    match (standing, feed) {
        (Some(_), "s11-answers") => ("The question in full", "Please fill in its empty cells."),
        (Some([_, ..]), _) => (
            "Last time",
            "Please fill in its empty cells, and add rows below for what is new.",
        ),
        (Some([]) | None, _) => ("", "Please add as many rows as you need."),
    }
}

/// What the Board itself adds to a return later is not asked of the agency.
fn is_asked(feed: &str, column: &Column) -> bool {
    match feed {
        "s11-answers" => !matches!(column.name.as_str(), "organisation_type" | "area" | "moderated_grade"),
        _ => true,
    }
}

fn fields(row: &Standing, (asked, with_last): (&[&Column], bool)) -> Vec<Field> {
    let given = |column: &&Column| Field::from(row.given.get(&column.name).cloned().unwrap_or_default());
    let mut fields: Vec<Field> = asked.iter().map(given).collect();
    if with_last {
        let last = if row.last.is_empty() {
            "nothing was sent"
        } else {
            &row.last
        };
        fields.push(Field::from(last));
    }
    fields
}

fn width(column: &Column) -> f64 {
    match column.holds {
        Holds::Text => 44.0,
        Holds::Organisation | Holds::Area | Holds::Code(_) => 26.0,
        Holds::Whole
        | Holds::Number
        | Holds::Money
        | Holds::Date
        | Holds::Label
        | Holds::Period
        | Holds::Year
        | Holds::Indicator
        | Holds::Standard
        | Holds::Question => 15.0,
    }
}
