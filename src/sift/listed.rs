//! On which list an indicator stands. Every view that says so asks here, so that no two of them differ.

use crate::domain::{Briefing, Exception, ListTier};

/// The lists of performance, in the order in which they are read.
fn all(briefing: &Briefing) -> impl Iterator<Item = &Exception> {
    briefing
        .exceptions
        .iter()
        .chain(&briefing.watch)
        .chain(&briefing.closed)
}

/// Whether an exception tells of an indicator: it is about it, or tells its records beside another's.
pub(super) fn tells(exception: &Exception, indicator: &str) -> bool {
    exception.indicator == indicator || exception.also.iter().any(|one| one == indicator)
}

/// What the lists say of an indicator: the exception if there is one, else what is on watch, else what has closed.
pub(super) fn told<'a>(briefing: &'a Briefing, indicator: &str) -> Option<&'a Exception> {
    all(briefing).find(|one| tells(one, indicator))
}

/// The list on which an indicator stands.
pub(super) fn tier(briefing: &Briefing, indicator: &str) -> Option<ListTier> {
    told(briefing, indicator).map(|one| one.tier)
}

/// Whether it is among the exceptions.
pub(super) fn is_exception(briefing: &Briefing, indicator: &str) -> bool {
    tier(briefing, indicator) == Some(ListTier::Exception)
}
