//! Rows and indicators into series. Must not judge.

mod amount;
mod asked;
mod assemble;
mod book;
mod breakdown;
mod cells;
mod checks;
mod dashboard;
mod expectation;
mod held;
mod observe;
mod part;
mod parts;
mod population;
mod restated;
mod rows;
mod side_by_side;
mod sql;
mod table;

pub use breakdown::breakdown;
pub use cells::{SourceCells, cells, only_zeros, sources};
pub use expectation::Expectation;
pub use held::held;
pub use rows::condition::{Cells, all_met, bears};
pub use side_by_side::{Doer, in_turn};
pub use sql::sql;

use crate::catalogue::{Catalogue, Indicator};
use crate::domain::{Agency, Expected, Finding, Level, Observation, Period, Places, Populations, Restatement, Series};
use polars::prelude::DataFrame;
use std::collections::{BTreeMap, BTreeSet};

/// The rows that the store holds of each feed, superseded ones included, by feed id.
pub type RowsByFeed = BTreeMap<String, DataFrame>;

/// What measuring needs to know besides the rows.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// What is declared.
    pub catalogue: &'a Catalogue,
    /// The board's areas.
    pub places: &'a Places,
    /// The board's agencies.
    pub agencies: &'a [Agency],
    /// The board's populations.
    pub populations: &'a Populations,
    /// Feeds that are not due every quarter, and the quarters in which they are (`[due]` of `board.toml`).
    pub due: &'a BTreeMap<String, Vec<Period>>,
    /// Days after a quarter's end by which returns are due.
    pub due_days: u32,
    /// Files whose rows are held and do not count: forms that were not asked for. Relative to the inbox.
    pub left_out: &'a BTreeSet<String>,
    /// The newest quarter; rows about later ones are not used.
    pub until: Period,
}

/// All that was measured.
pub struct Measured<'a> {
    /// Every indicator's series: the home county's always, then areas and agencies of which anything was sent. Ordered as in
    /// the catalogue, then by level and area.
    pub series: Vec<Series>,
    /// What does not fit together in the newest quarter.
    pub findings: Vec<Finding>,
    /// The home county's figures that were restated, with what they were, oldest quarter first.
    pub restatements: Vec<Restatement>,
    book: book::Book<'a>,
}

/// Every series up to the newest quarter.
pub fn series<'a>(rows: &RowsByFeed, setting: &'a Setting<'a>) -> Measured<'a> {
    series_by(&in_turn, rows, setting)
}

/// The same, done as it is said: what is made of each indicator needs nothing of the others.
pub fn series_by<'a>(doer: Doer<'_>, rows: &RowsByFeed, setting: &'a Setting<'a>) -> Measured<'a> {
    let home = setting.places.home();
    let table = rows
        .get(expectation::DASHBOARD)
        .map(|frame| table::Table::of(frame, &dashboard::COLUMNS));
    let tables = rows::tables(rows, setting);
    let of_dashboards = || {
        let sent = table
            .as_ref()
            .map(|table| dashboard::sent(doer, table, home, setting.until))
            .unwrap_or_default();
        let expectation = Expectation::new(setting.agencies, setting.catalogue, &sent);
        (sent, expectation)
    };
    let ((mut sent, expectation), grouped) =
        side_by_side::both(doer, of_dashboards, || rows::grouped(doer, &tables, setting));
    let indicators = setting.catalogue.indicators();
    let of_indicator = |at: usize| {
        let (indicator, mut findings) = (&indicators[at], vec![]);
        let total = sent.get(&indicator.id);
        if let Some(total) = total.filter(|_| book::adds_up(indicator)) {
            findings.extend(checks::of_parts(indicator, total, table.as_ref(), setting));
        }
        let of_rows = rows::sent(indicator, (&tables, &grouped), setting);
        if let Some(pair) = total.zip(of_rows.as_ref()) {
            findings.extend(checks::of_totals(indicator, pair, table.as_ref(), setting));
        }
        let both = of_rows.map(|of_rows| match total {
            Some(total) => of_rows.laid_over(total.clone()),
            None => of_rows,
        });
        (both, findings)
    };
    let (found, findings): (Vec<Option<_>>, Vec<Vec<Finding>>) =
        side_by_side::each(indicators.len(), doer, of_indicator)
            .into_iter()
            .unzip();
    let found = indicators.iter().zip(found);
    sent.extend(found.filter_map(|(indicator, both)| Some((indicator.id.clone(), both?))));
    finished(
        doer,
        (sent, expectation, setting),
        findings.into_iter().flatten().collect(),
    )
}

/// The series of all that was sent, with what does not fit together.
fn finished<'a>(
    doer: Doer<'_>,
    (sent, expectation, setting): (BTreeMap<String, parts::Sent>, Expectation<'a>, &'a Setting<'a>),
    mut findings: Vec<Finding>,
) -> Measured<'a> {
    findings.sort();
    let mut findings = checks::fold_totals(findings);
    let book = book::Book::new(doer, sent, (expectation, setting));
    let series = all_series(doer, setting, &book);
    findings.extend(checks::of_populations(&series, setting));
    findings.sort();
    let restatements = restated::restatements(setting, &book);
    Measured {
        series,
        findings,
        restatements,
        book,
    }
}

/// The series of every indicator and subject.
fn all_series(doer: Doer<'_>, setting: &Setting<'_>, book: &book::Book<'_>) -> Vec<Series> {
    let nobody = BTreeSet::new();
    let indicators = setting.catalogue.indicators();
    let of_indicator = |at: usize| -> Vec<Series> {
        let indicator = &indicators[at];
        let ground = assemble::Ground::of(indicator, setting, book);
        let of = |subject| {
            let until = (&nobody, setting.until);
            assemble::series_on(&ground, (indicator, &subject), (setting, book), until)
        };
        let subjects = assemble::subjects(indicator, &ground, (setting, book));
        subjects.into_iter().map(of).collect()
    };
    let all = side_by_side::each(indicators.len(), doer, of_indicator);
    all.into_iter().flatten().collect()
}

impl Measured<'_> {
    /// Which indicators were expected of each agency in the dashboards of the quarters from `first` on, and which came.
    pub fn expected(&self, first: Period) -> Vec<Expected> {
        let setting = self.book.setting;
        let agencies = setting
            .agencies
            .iter()
            .filter(|agency| agency.sends(expectation::DASHBOARD));
        let mut found = vec![];
        for agency in agencies {
            for period in first.to(setting.until) {
                let all = setting.catalogue.indicators().iter();
                let expected = all.filter(|indicator| self.book.expectation.expects(agency, indicator, period));
                let indicators: BTreeSet<String> = expected.map(|indicator| indicator.id.clone()).collect();
                let came = indicators
                    .iter()
                    .filter(|id| self.book.expectation.came(&agency.id, id, period));
                let received = came.cloned().collect();
                found.push(Expected {
                    agency: agency.id.clone(),
                    period,
                    indicators,
                    received,
                });
            }
        }
        found
    }

    /// A series as it stood when `period` was the newest, such that its newest figure is compared like for like: where parts
    /// are missing from that figure, they are left out of every earlier quarter too. `None` when the series had not begun.
    pub fn like_for_like(&self, series: &Series, period: Period) -> Option<Series> {
        let newest = series.at(period)?;
        let Some(indicator) = self.book.catalogue.indicator(&series.indicator) else {
            return series.until(period);
        };
        if newest.without.is_empty() {
            return series.until(period);
        }
        let subject = assemble::Subject {
            level: series.level,
            area: series.area.clone(),
            agency: series.agency.clone(),
        };
        let excluding = newest.without.iter().cloned().collect();
        let mut rebuilt = assemble::series(
            indicator,
            &subject,
            (self.book.setting, &self.book),
            (&excluding, period),
        );
        for one in &mut *rebuilt.observations {
            let whole = series.at(one.period);
            one.flags.withheld =
                whole.is_some_and(|whole| whole.flags.withheld || self.tells_a_part(indicator, (whole, one)));
        }
        let at = rebuilt.observations.last_mut()?;
        at.without.clone_from(&newest.without);
        Some(rebuilt)
    }

    /// Whether a figure without some parts gives those parts away beside the whole figure, which other papers show: where they are
    /// small, or where another area's figure is withheld, which they may serve to work out.
    fn tells_a_part(&self, indicator: &Indicator, (whole, without): (&Observation, &Observation)) -> bool {
        if !indicator.is_sensitive() {
            return false;
        }
        let catalogue = self.book.catalogue;
        let small = f64::from(catalogue.policy().withhold_up_to);
        let counted = |one: &Observation| one.numerator.or(one.value);
        let of = |one: &Observation| one.denominator.filter(|_| !indicator.unit.is_rate());
        let left = |of: &dyn Fn(&Observation) -> Option<f64>| Some(of(whole)? - of(without)?);
        let mut parts = [left(&counted), left(&of)]
            .into_iter()
            .flatten()
            .filter(|part| *part > 0.0);
        let withholds = |series: &Series| {
            let is_area = series.indicator == indicator.id && series.agency.is_none() && series.level != Level::County;
            is_area && series.at(whole.period).is_some_and(|one| one.flags.withheld)
        };
        parts.any(|part| part <= small || self.series.iter().any(withholds))
    }
}
