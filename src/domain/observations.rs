//! The quarters of a series, shared between the looks that are taken at it: a look at an earlier quarter copies none of them.

use crate::domain::Observation;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Observations of consecutive quarters, oldest first. They read like a slice; whoever changes one gets a copy of them all.
#[derive(Clone)]
pub struct Observations {
    all: Arc<[Observation]>,
    shown: usize,
}

impl Observations {
    /// The oldest `shown` of them.
    pub fn first_few(&self, shown: usize) -> Observations {
        Observations {
            all: Arc::clone(&self.all),
            shown: shown.min(self.shown),
        }
    }
}

impl Deref for Observations {
    type Target = [Observation];

    fn deref(&self) -> &[Observation] {
        &self.all[..self.shown]
    }
}

impl DerefMut for Observations {
    fn deref_mut(&mut self) -> &mut [Observation] {
        let shown = self.shown;
        &mut Arc::make_mut(&mut self.all)[..shown]
    }
}

impl From<Vec<Observation>> for Observations {
    fn from(all: Vec<Observation>) -> Observations {
        Observations {
            shown: all.len(),
            all: all.into(),
        }
    }
}

impl FromIterator<Observation> for Observations {
    fn from_iter<I: IntoIterator<Item = Observation>>(all: I) -> Observations {
        all.into_iter().collect::<Vec<_>>().into()
    }
}

impl<'a> IntoIterator for &'a Observations {
    type Item = &'a Observation;
    type IntoIter = std::slice::Iter<'a, Observation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Observations {
    fn eq(&self, other: &Observations) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Observations {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}
