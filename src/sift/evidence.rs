//! All that sifting weighs: verdicts, receipts, what people wrote, and what the board knows of itself.

use crate::catalogue::Catalogue;
use crate::domain::{
    Action, Agency, Comparator, Expected, FileState, Finding, Held, Judged, Period, Places, Remark, Series,
};
use crate::domain::{Restatement, Tier, Verdict};
use crate::sift::Quarter;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// Figures that may not be shown although they are not small: indicator, area, quarter.
pub type Hidden = BTreeSet<(String, String, Period)>;

/// A file that came, as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The member agency whose return it is.
    pub sender: String,
    /// The feed; empty where nothing could be read.
    pub feed: String,
    /// The period of its inbox folder.
    pub period: Period,
    /// Relative to the inbox.
    pub file: String,
    /// The day it counts as received.
    pub received: NaiveDate,
    /// Whether it is in use, and if not, why not.
    pub state: FileState,
    /// Why, in words; may be empty.
    pub why: String,
    /// The agency says that there is nothing to report.
    pub nil: bool,
    /// It is not the form that was asked for.
    pub wrong_form: bool,
    /// Numeric cells that could be used, and all that were sent.
    pub cells: (usize, usize),
}

/// A return that was due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The quarter.
    pub period: Period,
    /// The agency's id.
    pub agency: String,
    /// The feed.
    pub feed: String,
}

/// A restated figure, judged in its quarter as first received and as it stands.
#[derive(Clone, Debug)]
pub struct Reconsidered {
    /// What it was and is.
    pub restatement: Restatement,
    /// The verdict of its quarter as first received.
    pub then: Verdict,
    /// The verdict of its quarter as it stands.
    pub now: Verdict,
}

/// All that is weighed.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// What is declared.
    pub catalogue: &'a Catalogue,
    /// The board's areas.
    pub places: &'a Places,
    /// The board's agencies, in the order of its table.
    pub agencies: &'a [Agency],
    /// Published figures of elsewhere.
    pub comparators: &'a [Comparator],
    /// The board's name.
    pub board: &'a str,
    /// Days after a quarter's end by which returns are due.
    pub due_days: u32,
    /// The quarters replayed, oldest first; the last is that of the paper and holds everything that was judged in it.
    pub quarters: &'a [Quarter],
    /// The series as measured, with every sender's part.
    pub series: &'a [Series],
    /// Earlier figures that were restated this quarter.
    pub restated: &'a [Reconsidered],
    /// Every file that came for the last eight quarters.
    pub arrivals: &'a [Arrival],
    /// Every return that was due in the last eight quarters.
    pub returns_due: &'a [Due],
    /// Which indicators were expected of whom, for the last eight quarters.
    pub expected: &'a [Expected],
    /// All standing findings of the quarter.
    pub findings: &'a [Finding],
    /// The findings of the quarter before.
    pub earlier: &'a [Finding],
    /// Indicators with a figure of the quarter whose reading somebody should look at.
    pub doubted: &'a BTreeSet<String>,
    /// Commentary of this quarter and the ones before, oldest first.
    pub remarks: &'a [Remark],
    /// The actions feed, newest versions.
    pub actions: &'a [Action],
    /// The rows of the feeds besides the dashboard.
    pub held: &'a Held,
    /// The quarter of the paper.
    pub period: Period,
    /// The date of the run.
    pub as_at: NaiveDate,
    /// The date of the run and six hex digits.
    pub run_id: &'a str,
    /// `Draft for edition 1`.
    pub edition: &'a str,
}

impl<'a> Evidence<'a> {
    /// When the returns of a quarter were due.
    pub fn due_date(&self, period: Period) -> NaiveDate {
        let end = period.last_day();
        end.checked_add_days(Days::new(u64::from(self.due_days))).unwrap_or(end)
    }

    /// Everything judged this quarter.
    pub fn judged(&self) -> &'a [Judged] {
        self.quarters
            .last()
            .map(|quarter| quarter.judged.as_slice())
            .unwrap_or_default()
    }

    /// For how many quarters, the newest included, nothing could be told of a figure; at least 1.
    pub(super) fn untold(&self, judged: &Judged) -> usize {
        let (id, area) = (&judged.series.indicator, &judged.series.area);
        let is_untold = |quarter: &&Quarter| {
            quarter
                .at(id, area)
                .is_some_and(|one| one.verdict.tier == Tier::CannotTell)
        };
        self.quarters.iter().rev().take_while(is_untold).count().max(1)
    }

    /// The agency's name, else its id.
    pub fn agency_name_owned(&self, id: &str) -> String {
        self.agencies
            .iter()
            .find(|agency| agency.id == id)
            .map_or_else(|| id.to_string(), |agency| agency.name.clone())
    }

    /// The agency's name for rows and headings, else its id.
    pub fn agency_short(&self, id: &str) -> String {
        let found = self.agencies.iter().find(|agency| agency.id == id);
        found.map_or_else(|| id.to_string(), |agency| agency.short_name().to_string())
    }

    /// The figure that speaks for an indicator: the home county's, or that of the wider area in which alone it is sent.
    pub fn main(&self, indicator: &str) -> Option<&'a Judged> {
        let home = self.quarters.last()?.at(indicator, self.places.home())?;
        if home
            .series
            .observations
            .iter()
            .any(|one| one.value.is_some() || one.low.is_some())
        {
            return Some(home);
        }
        let is_wider = |one: &&Judged| one.series.level == crate::domain::Level::Other && one.verdict.points > 0;
        let mut own = self
            .judged()
            .iter()
            .filter(|one| one.series.indicator == indicator && one.series.agency.is_none());
        own.find(is_wider).or(Some(home))
    }
}
