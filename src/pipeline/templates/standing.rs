//! Rows that are known before anyone fills them in: indicators by area, open actions, risks, questions, fixed measures.

use crate::catalogue::{Feed, Indicator, Unit};
use crate::domain::{Agency, Period, Table, table_of};
use crate::pipeline::templates::Making;
use crate::pipeline::templates::figures::cell;
use crate::pipeline::templates::words::{Explained, for_reference};
use crate::report::sheets::{Allows, Field, Sheet, SheetColumn, SheetTable};
use crate::store::Window;
use std::collections::BTreeMap;

/// The sheets of the dashboard by what an indicator is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Count,
    Share,
    Value,
}

impl Form {
    fn of(indicator: &Indicator) -> Form {
        match indicator.unit {
            Unit::Count | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => Form::Count,
            Unit::Percent => Form::Share,
            Unit::Ratio | Unit::Score | Unit::MedianDays if indicator.denominator.is_some() => Form::Share,
            Unit::Ratio | Unit::Score | Unit::MedianDays => Form::Value,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Form::Count => "Counts",
            Form::Share => "Percentages",
            Form::Value => "Medians and scores",
        }
    }

    /// The columns to fill in.
    fn asked(self) -> Vec<SheetColumn> {
        let column = |heading: &str, allows: Allows, hint: &str| SheetColumn {
            heading: heading.to_string(),
            width: 14.0,
            allows,
            hint: hint.to_string(),
        };
        match self {
            Form::Count => vec![column("Number", Allows::Count, "How many in this quarter. None is 0.")],
            Form::Share => vec![
                column("Numerator", Allows::Number, "How many of them. None is 0."),
                column(
                    "Denominator",
                    Allows::Number,
                    "Out of how many. The percentage is worked out from the two.",
                ),
            ],
            Form::Value => vec![column(
                "Value",
                Allows::Number,
                "The median or score itself, in the unit of the indicator.",
            )],
        }
    }
}

impl Making<'_> {
    /// The sheets of the dashboard for one agency, and what their rows mean.
    pub(super) fn dashboard(&self, agency: &Agency) -> (Vec<Sheet>, Vec<Explained>) {
        let catalogue = &self.session.catalogue;
        let asked = self.figures.asked(agency, (self.session, self.period));
        let asked: Vec<&Indicator> = catalogue
            .indicators()
            .iter()
            .filter(|indicator| asked.contains(indicator.id.as_str()))
            .collect();
        let (mut sheets, mut explained) = (vec![], vec![]);
        for form in [Form::Count, Form::Share, Form::Value] {
            let own: Vec<&Indicator> = asked.iter().copied().filter(|one| Form::of(one) == form).collect();
            if own.is_empty() {
                continue;
            }
            let rows = own.iter().flat_map(|indicator| self.rows_of((agency, form), indicator));
            sheets.push(Sheet {
                name: form.name().to_string(),
                title: format!("{}, {}: {}", agency.name, self.period, form.name().to_lowercase()),
                says: vec!["This sheet contains one table. Please fill in its empty cells.".to_string()],
                table: Some(SheetTable {
                    columns: columns(form),
                    rows: rows.collect(),
                    open: false,
                }),
            });
            explained.extend(own.iter().map(|indicator| Explained::indicator(form.name(), indicator)));
        }
        (sheets, explained)
    }

    /// One row for each area for which the agency sends the indicator; the home county where it never sent any.
    fn rows_of(&self, (agency, form): (&Agency, Form), indicator: &Indicator) -> Vec<Vec<Field>> {
        let places = &self.session.board.places;
        let mut areas = self.figures.of(&agency.id, &indicator.id);
        if areas.is_empty() {
            areas.push((places.home(), ""));
        }
        let order = |id: &str| places.all().iter().position(|area| area.id == id);
        areas.sort_by_key(|(area, _)| order(area));
        let row = |(area, last): (&str, &str)| {
            let mut row = vec![Field::from(indicator.id.as_str()), Field::from(indicator.name.as_str())];
            row.push(Field::from(places.name(area)));
            row.push(Field::from(self.period.to_string()));
            row.push(Field::from(indicator.numerator.as_str()));
            if form == Form::Share {
                row.push(Field::from(indicator.denominator.clone().unwrap_or_default()));
            }
            row.extend(form.asked().iter().map(|_| Field::Empty));
            row.push(Field::Empty);
            row.push(Field::from(if last.is_empty() { "nothing was sent" } else { last }));
            row
        };
        areas.into_iter().map(row).collect()
    }
}

fn columns(form: Form) -> Vec<SheetColumn> {
    let mut columns = vec![
        SheetColumn::words("Indicator code", 12.0),
        for_reference("Indicator", 44.0),
        SheetColumn::words("Area", 22.0),
        SheetColumn::words("Quarter", 13.0),
        for_reference("What to count", 40.0),
    ];
    if form == Form::Share {
        columns.push(for_reference("Out of", 40.0));
    }
    columns.extend(form.asked());
    columns.push(SheetColumn {
        hint: "Anything that explains the figure. No names or details of a child, please.".into(),
        ..SheetColumn::words("Note", 36.0)
    });
    columns.push(for_reference("Last time", 26.0));
    columns
}

/// Rows of another feed that are known beforehand: what is given in each, by column, and what was said last time.
pub struct Standing {
    /// By column.
    pub given: BTreeMap<String, String>,
    /// What was said last time; empty where nothing was.
    pub last: String,
}

impl Making<'_> {
    /// The rows of a feed that are known beforehand; `None` for feeds whose rows are new every time.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub(super) fn standing(&self, agency: &Agency, feed: &Feed) -> anyhow::Result<Option<Vec<Standing>>> {
        let period = self.period.to_string();
        Ok(match feed.id.as_str() {
            "lado-timeliness" => {
                let last = self.last_time(agency, &feed.id)?;
                let list = self.session.catalogue.code_list("lado-measures");
                let codes = list.map(|list| list.codes.as_slice()).unwrap_or_default();
                let codes = codes.iter().filter(|code| code.in_force(self.period));
                let row = |code: &crate::catalogue::Code| Standing {
                    given: BTreeMap::from([
                        ("period".into(), period.clone()),
                        ("measure".into(), code.label.clone()),
                    ]),
                    last: last_count(&last, &code.code),
                };
                Some(codes.map(row).collect())
            }
            "s11-answers" => {
                let questions = self.session.catalogue.questions().iter();
                let row = |question: &crate::catalogue::Question| Standing {
                    given: BTreeMap::from([
                        ("cycle".into(), self.period.financial_year()),
                        ("organisation".into(), agency.name.clone()),
                        ("standard".into(), question.standard.clone()),
                        ("question".into(), question.id.clone()),
                    ]),
                    last: question.text.clone(),
                };
                Some(questions.map(row).collect())
            }
            "actions" => Some(self.carried_on(agency, feed, (&["status", "completed", "impact"], "complete"))?),
            "risks" => Some(self.carried_on(agency, feed, (&["likelihood", "impact", "target", "reviewed"], ""))?),
            _ => None,
        })
    }

    /// The rows of the newest return of a feed, without those that are finished; what is asked again is empty.
    fn carried_on(
        &self,
        agency: &Agency,
        feed: &Feed,
        (again, finished): (&[&str], &str),
    ) -> anyhow::Result<Vec<Standing>> {
        let last = self.last_time(agency, &feed.id)?;
        let list = |name: &str| match feed.column(name).map(|column| &column.holds) {
            Some(crate::catalogue::Holds::Code(list)) => self.session.catalogue.code_list(list),
            _ => None,
        };
        let shown = |row: usize, name: &str| {
            let text = cell(&last, row, name);
            let label = list(name)
                .and_then(|list| list.code(&text))
                .map(|code| code.label.clone());
            label.unwrap_or_else(|| match feed.column(name).map(|column| &column.holds) {
                Some(crate::catalogue::Holds::Organisation) => self.session.board.agency_name(&text).to_string(),
                _ => text,
            })
        };
        let mut rows = Vec::new();
        for row in 0..last.rows.len() {
            if !finished.is_empty() && cell(&last, row, "status") == finished {
                continue;
            }
            let names = feed.columns.iter().map(|column| column.name.as_str());
            let given = names
                .filter(|name| !again.contains(name))
                .map(|name| (name.to_string(), shown(row, name)));
            let said = again
                .iter()
                .map(|name| (name, shown(row, name)))
                .filter(|(_, text)| !text.is_empty());
            let said: Vec<String> = said
                .map(|(name, text)| format!("{} {text}", name.replace('_', " ")))
                .collect();
            rows.push(Standing {
                given: given.collect(),
                last: said.join("; "),
            });
        }
        Ok(rows)
    }

    /// The rows in use of the newest quarter in which an agency sent a feed.
    pub(super) fn last_time(&self, agency: &Agency, feed: &str) -> anyhow::Result<Table> {
        let own = |held: &&crate::store::Held| held.sender == agency.id && held.feed == feed && held.rows > 0;
        let newest = self.store.held().filter(own).map(|held| held.receipt.period).max();
        let window = Window {
            from: newest,
            until: newest.or(Some(Period::at(0))),
        };
        let mut table = table_of(&self.store.rows(feed, &window)?);
        let kept = (0..table.rows.len())
            .filter(|&row| cell(&table, row, "superseded") != "true" && cell(&table, row, "sender") == agency.id)
            .map(|row| table.rows[row].clone())
            .collect();
        table.rows = kept;
        Ok(table)
    }
}

fn last_count(last: &Table, measure: &str) -> String {
    let row = (0..last.rows.len()).find(|&row| cell(last, row, "measure") == measure);
    row.map(|row| format!("{} in {}", cell(last, row, "count"), cell(last, row, "period")))
        .unwrap_or_default()
}
