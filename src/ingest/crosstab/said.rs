//! What is said of figures that are not read: of what nothing tells, what contradicts itself, what is no part of the return.

use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::beside::Beside;
use crate::ingest::crosstab::body::{Body, stretch};
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::says::Claim;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use std::collections::BTreeSet;

impl Body<'_, '_, '_> {
    /// What is said where only the name of a council tells the area.
    pub(super) fn of_council(&self, at: (u32, u32)) -> Remark {
        let area = self.around.says.area.as_ref();
        let name = area.map_or("", |claim| self.setting.context.known.places.name(&claim.value.id));
        let seen = area.map_or("", |claim| claim.text.as_str());
        self.at_label("area-assumed", at, seen)
            .taken_as(name)
            .about(&self.setting.feed.id)
    }

    /// What is said where nothing tells the area but who sends.
    pub(super) fn of_sender(&self) -> Option<Remark> {
        let own = self.own_area.as_ref().filter(|_| self.took_own_area)?;
        let context = self.setting.context;
        let remark = Remark {
            at: Some(stretch(self.panel)),
            ..Remark::on_sheet("area-assumed", &self.setting.sheet.name, &context.folder_agency()?.name)
        };
        let name = context.known.places.name(own);
        Some(remark.taken_as(name).about(&self.setting.feed.id))
    }

    /// What is said of a row whose indicator nothing tells.
    pub(super) fn say_lacking(&mut self, row: u32, beside: &Beside) {
        let name = self.setting.sheet.name.clone();
        let feed = &self.setting.feed.id;
        match &beside.unread {
            Some(claim) if self.said.insert(claim.at) => {
                let nearest = self
                    .setting
                    .context
                    .known
                    .lexicon
                    .closest_indicator(&claim.text)
                    .and_then(|id| self.setting.context.known.catalogue.indicator(id));
                let note = nearest
                    .map(|indicator| format!("The nearest is {} {}.", indicator.id, indicator.name))
                    .unwrap_or_default();
                let remark = Remark {
                    at: Some(reach(self.setting.sheet, self.panel, claim.at)),
                    ..Remark::on_sheet("indicator-unknown", &name, &claim.text)
                };
                self.extract.remarks.push(remark.noting(note).about(feed));
            }
            Some(_) => {}
            None => match beside.says.unexplained.first().cloned() {
                Some(claim) => self.say_unknown(&claim),
                None => {
                    let column = self.panel.columns.first().map_or(0, |column| column.at);
                    let remark = Remark::on_cell("row-without-name", (&name, row, column), "");
                    self.extract.remarks.push(remark.noting("indicator").about(feed));
                }
            },
        }
    }

    /// Leaves out what the agency is not asked for, where most rows of the table are of nothing that is known: in a list of who
    /// referred a name that sounds like an indicator is one more of the list.
    pub(super) fn leave_strangers(&mut self) {
        let context = self.setting.context;
        let lines: BTreeSet<u32> = self.extract.rows.iter().map(|row| row.at.0).collect();
        let Some(agency) = context.folder_agency() else { return };
        if lines.len() * 2 >= self.rows_with_figures {
            return;
        }
        let is_asked = |row: &Row| {
            let indicator = context.known.catalogue.indicator(row.word("indicator"));
            indicator.is_none_or(|indicator| indicator.agency_kinds.contains(&agency.kind))
        };
        let (kept, strange) = std::mem::take(&mut self.extract.rows).into_iter().partition(is_asked);
        self.extract.rows = kept;
        let column = self.panel.columns.first().map_or(0, |column| column.at);
        let rows: Vec<Row> = strange;
        for row in rows {
            let at = (row.at.0, column);
            let text = self.setting.sheet.cell_through_merges(at.0, at.1).shown().into_owned();
            self.say_unknown(&Claim { value: (), at, text });
        }
    }

    /// A remark about a label and all its figures.
    pub(super) fn at_label(&self, kind: &'static str, at: (u32, u32), text: &str) -> Remark {
        Remark {
            at: Some(reach(self.setting.sheet, self.panel, at)),
            ..Remark::on_sheet(kind, &self.setting.sheet.name, text)
        }
    }

    pub(super) fn say_unknown(&mut self, claim: &Claim<()>) {
        if self.said.insert(claim.at) {
            let remark = self.at_label("label-unknown", claim.at, &claim.text);
            self.extract.remarks.push(remark.about(&self.setting.feed.id));
        }
    }

    pub(super) fn say_aside(&mut self, aside: &Claim<Aside>) {
        if !self.said.insert(aside.at) {
            return;
        }
        let remark = match aside.value {
            Aside::Subset => self.at_label("label-unknown", aside.at, &aside.text),
            _ if self.panel.block.band.contains(&aside.at.0) || aside.value == Aside::Average => {
                self.at_label("figures-set-aside", aside.at, &aside.text)
            }
            _ => Remark {
                at: Some(stretch(self.panel)),
                ..Remark::on_sheet("figures-set-aside", &self.setting.sheet.name, &aside.text)
            },
        };
        self.extract.remarks.push(remark.about(&self.setting.feed.id));
    }

    pub(super) fn say_clash(&mut self, (row, group): (u32, &[usize]), (one, other): (&Claim<()>, &Claim<()>)) {
        let columns = group.iter().map(|&at| self.overs[at].at);
        let at = Stretch {
            first_column: columns.clone().min().unwrap_or(0),
            first_row: row,
            last_row: row,
            last_column: columns.max().unwrap_or(0),
        };
        let seen = if one == other {
            one.text.clone()
        } else {
            format!("{} / {}", one.text, other.text)
        };
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet("labels-contradict", &self.setting.sheet.name, seen)
        };
        self.extract.remarks.push(remark.about(&self.setting.feed.id));
    }

    pub(super) fn say_elsewhere(&mut self, place: &Claim<()>) {
        if !self.said.insert(place.at) {
            return;
        }
        let of_tab = place.text == self.setting.sheet.name;
        let remark = if of_tab {
            Remark {
                at: Some(stretch(self.panel)),
                ..Remark::on_sheet("area-unknown", &self.setting.sheet.name, &place.text)
            }
        } else {
            self.at_label("area-unknown", place.at, &place.text)
        };
        self.extract.remarks.push(remark.about(&self.setting.feed.id));
    }
}
