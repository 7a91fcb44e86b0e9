//! Words that say over what time figures run.

use crate::ingest::words::patterns::{CALENDAR, ROLLING, TO_DATE};
use crate::ingest::words::tidy;

/// Whether a text says that figures run from April: a year to date.
pub fn says_to_date(text: &str) -> bool {
    TO_DATE.is_match(&tidy(text).to_lowercase())
}

/// Whether a text says that its quarters count from January.
pub fn says_calendar(text: &str) -> bool {
    CALENDAR.is_match(&tidy(text).to_lowercase())
}

/// Whether a text speaks of a rolling window.
pub fn says_rolling(text: &str) -> bool {
    ROLLING.is_match(&tidy(text).to_lowercase())
}
