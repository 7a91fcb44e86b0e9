//! What holds for the figures of one row, and the figures, into a row of the dashboard.

use crate::catalogue::Indicator;
use crate::domain::CellState;
use crate::ingest::check::wider;
use crate::ingest::crosstab::beside::Beside;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::over::Sum;
use crate::ingest::crosstab::says::Says;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::times;
use crate::ingest::words::doubts::doubts;
use crate::ingest::words::windows::{self, Span};

impl Body<'_, '_, '_> {
    /// Makes a row of the dashboard.
    pub(super) fn build(
        &mut self,
        row: u32,
        (beside, says): (&Beside, &Says),
        (group, indicator): (&[usize], &Indicator),
    ) {
        let over = &self.overs[group[0]];
        let home = self.setting.context.known.places.home();
        let total = over.sum == Sum::OverAreas || says.total.is_some();
        let mut built = Row {
            sender: beside.sender.clone(),
            sheet: self.setting.sheet_at,
            table: self.table,
            at: (row, self.panel.columns.first().map_or(0, |column| column.at)),
            total,
            named: over.names_area,
            ..Row::default()
        };
        let area = match (&says.area, &self.own_area) {
            (Some(claim), _) => claim.value.id.clone(),
            (None, Some(own)) if !total && beside.sender.is_empty() => {
                self.took_own_area = true;
                own.clone()
            }
            (None, _) => home.to_owned(),
        };
        built.words.insert("indicator".to_owned(), indicator.id.clone());
        built.words.insert("area".to_owned(), area);
        if !beside.note.is_empty() {
            built.words.insert("note".to_owned(), beside.note.clone());
        }
        if let Some(at) = over.says.indicator.as_ref().map(|claim| claim.at).or(beside.place) {
            built.places.insert("indicator".to_owned(), at);
        }
        if !self.fill_period(&mut built, (says, &beside.note), indicator) {
            return;
        }
        self.fill_numbers(&mut built, row, (group, says, beside));
        self.take_months(&mut built, indicator);
        self.compare_months(&built, indicator);
        self.doubt_by_note(&built, indicator);
        self.hear_words(&built, &beside.left, (group, indicator));
        self.hear_label(&built, &beside.names, (group, indicator));
        let empty = built
            .numbers
            .values()
            .all(|figure| figure.reading.state == CellState::Blank);
        let expected = built.word("period") == self.setting.context.period().to_string();
        if (!empty || expected) && !built.numbers.is_empty() {
            self.extract.rows.push(built);
        }
    }

    /// Says of a row whose note calls its figure an estimate, a part or another quarter's that it may mean something else.
    fn doubt_by_note(&mut self, built: &Row, indicator: &Indicator) {
        let own = self.setting.context.period();
        let note = built.word("note");
        if note.is_empty() || built.word("period") != own.to_string() {
            return;
        }
        let places = self.setting.context.known.places;
        let is_home = built.word("area") == places.home();
        let takes_in = || wider::area_said(places, note).is_none() && wider::takes_in_a_neighbour(places, note);
        let changes = || self.note_changes(note, (built.word("area"), indicator));
        if !(doubts(note, own) || is_home && takes_in() || changes()) {
            return;
        }
        let is_figure = |figure: &&Figure| figure.reading.state != CellState::Blank;
        let Some(figure) = built.numbers.values().find(is_figure) else {
            return;
        };
        let spot = (self.setting.sheet.name.as_str(), figure.cell.0, figure.cell.1);
        let remark = Remark::on_cell("comment-on-figure", spot, figure.seen.clone());
        self.extract.remarks.push(remark.about(&self.setting.feed.id));
    }

    fn fill_period(&mut self, built: &mut Row, (says, note): (&Says, &str), indicator: &Indicator) -> bool {
        let mut titles = self.around.titles.clone();
        let remarked = windows::span_of_remark(note);
        titles.rolling |= says.rolling.is_some() || remarked == Some(Span::Rolling);
        titles.runs_on = self.hindrances.runs_on;
        titles.to_date |= says.to_date.is_some() || remarked == Some(Span::ToDate);
        let (when, at) = match (&says.when, &titles.when) {
            (Some(claim), _) => (Some(claim.value.clone()), Some(claim.at)),
            (None, Some((when, at))) => (Some(when.clone()), *at),
            (None, None) => (None, None),
        };
        let seen =
            |at: (u32, u32)| crate::ingest::table::header_text(&self.setting.sheet.cell_through_merges(at.0, at.1));
        match times::settle(when, (self.setting.context.period(), &titles), Some(indicator)) {
            times::Settled::Is(period, _) if self.is_less_than_a_quarter((says, &titles), (period, indicator)) => {
                let note = self.less_than_a_quarter((says, &titles));
                let at = at.unwrap_or(built.at);
                let remark = self.at_label("not-a-quarter", at, &seen(at));
                self.extract
                    .remarks
                    .push(remark.noting(note).about(&self.setting.feed.id));
                false
            }
            times::Settled::Is(period, remark) => {
                if let (Some((kind, note)), Some(at)) = (remark, at) {
                    let remark = self.at_label(kind, at, &seen(at));
                    let remark = remark.taken_as(period.to_string()).noting(note);
                    self.extract.remarks.push(remark.about(&self.setting.feed.id));
                }
                built.words.insert("period".to_owned(), period.to_string());
                true
            }
            times::Settled::Not(kind, note) => {
                // A note is not among the labels: the row is what is not read.
                let noted = (titles.noted.is_some() || remarked.is_some()).then_some(built.at);
                let flagged = match kind {
                    "year-to-date" => says.to_date.or(noted),
                    "window-differs" => says.rolling.or(noted),
                    _ => None,
                };
                let at = flagged.or(at).unwrap_or(built.at);
                let remark = self.at_label(kind, at, &seen(at));
                self.extract
                    .remarks
                    .push(remark.noting(note).about(&self.setting.feed.id));
                false
            }
        }
    }
}
