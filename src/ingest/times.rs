//! A time as written, with its titles and its indicator, into the quarter that a row is about.

use crate::catalogue::{Frequency, Indicator, Timing};
use crate::domain::Period;
use crate::ingest::titles::Titles;
use crate::ingest::words::periods::{TWO_QUARTERS, When};

/// What became of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// A quarter, with a kind of finding and a note where it was not written plainly.
    Is(Period, Option<(&'static str, String)>),
    /// No quarter: the kind of finding, and why.
    Not(&'static str, String),
}

/// Settles which quarter a row is about. Without any time it is the folder's.
pub fn settle(when: Option<When>, (folder, titles): (Period, &Titles), indicator: Option<&Indicator>) -> Settled {
    let Some(when) = when else {
        return without_time((folder, titles), indicator);
    };
    match when {
        When::Quarter(period) => windowed(period, titles, indicator),
        When::QuarterOnly(quarter) => match titles.quarter(quarter, folder) {
            Some(period) => windowed(period, titles, indicator),
            None => Settled::Not(
                "period-unreadable",
                "It would not be over yet; quarters may be counted from January here.".to_owned(),
            ),
        },
        // Said so, the second reading, from January, is meant.
        When::OneOf(periods) if titles.calendar && periods.len() == 2 => Settled::Is(
            periods[1],
            Some((
                "calendar-quarter",
                "The titles say that quarters count from January.".to_owned(),
            )),
        ),
        When::OneOf(periods) => match periods.contains(&folder) {
            true => Settled::Is(
                folder,
                Some((
                    "period-loose",
                    "It can be read in more than one way; the folder's quarter is one of them.".to_owned(),
                )),
            ),
            false => Settled::Not("period-unreadable", "It can be read in more than one way.".to_owned()),
        },
        When::TwelveMonthsTo(period) => rolling(period, indicator),
        When::YearToDate(period) => to_date(period, indicator),
        When::Year(year) => of_year(year, folder, indicator),
        When::NoQuarter(TWO_QUARTERS) => Settled::Not("not-a-quarter", format!("It is {TWO_QUARTERS}.")),
        When::NoQuarter(what) => match indicator.map(|indicator| indicator.frequency) {
            Some(Frequency::Quarterly) | None => Settled::Not("not-a-quarter", format!("It is {what}.")),
            Some(
                Frequency::Termly
                | Frequency::Annual
                | Frequency::Biennial
                | Frequency::PerAudit
                | Frequency::PerCampaign,
            ) => Settled::Is(
                folder,
                Some((
                    "period-assumed",
                    format!("It is {what}; the figure is kept in the quarter in which it came."),
                )),
            ),
        },
    }
}

fn without_time((folder, titles): (Period, &Titles), indicator: Option<&Indicator>) -> Settled {
    match titles.year {
        // A title that names another year than the folder's cannot be about the folder's quarter.
        Some(year) if year != folder.year() => of_year(year, folder, indicator),
        Some(_) | None => windowed(folder, titles, indicator),
    }
}

/// A quarter under a title that speaks of a window or of the year to date.
fn windowed(period: Period, titles: &Titles, indicator: Option<&Indicator>) -> Settled {
    if titles.to_date {
        return to_date(period, indicator);
    }
    if titles.rolling {
        return rolling(period, indicator);
    }
    Settled::Is(period, None)
}

fn rolling(period: Period, indicator: Option<&Indicator>) -> Settled {
    let Some(indicator) = indicator else {
        return Settled::Is(period, None);
    };
    match indicator.timing {
        Timing::Rolling12m | Timing::Rolling3y | Timing::FlowOrRolling12m | Timing::Snapshot | Timing::Cycle => {
            Settled::Is(period, None)
        }
        Timing::Flow
        | Timing::FlowAnnualised
        | Timing::FlowDistinct
        | Timing::FlowLagged
        | Timing::FlowCohortByClosure => Settled::Not(
            "window-differs",
            "It covers twelve months, and the indicator is counted by the quarter.".to_owned(),
        ),
    }
}

fn to_date(period: Period, indicator: Option<&Indicator>) -> Settled {
    let snapshot = indicator.is_some_and(|indicator| {
        matches!(
            indicator.timing,
            Timing::Snapshot | Timing::Rolling12m | Timing::Rolling3y | Timing::Cycle
        )
    });
    // In the first quarter the year to date is the quarter.
    if period.quarter() == 1 || snapshot {
        return Settled::Is(period, None);
    }
    Settled::Not("year-to-date", String::new())
}

fn of_year(year: i32, folder: Period, indicator: Option<&Indicator>) -> Settled {
    let yearly = indicator.is_some_and(|indicator| indicator.frequency != Frequency::Quarterly);
    let near = year == folder.year() || year == folder.year() - 1;
    if yearly && near {
        return Settled::Is(
            folder,
            Some((
                "period-loose",
                "It is a year; the figure is kept in the quarter in which it came.".to_owned(),
            )),
        );
    }
    Settled::Not("not-a-quarter", "It is a year.".to_owned())
}
