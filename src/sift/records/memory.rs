//! The life of what records raise, replayed quarter by quarter: on the list, out of it two quarters running, closed.

use crate::catalogue::Policy;
use crate::domain::ExceptionState;
use crate::sift::records::Raised;
use std::collections::BTreeMap;

/// Where one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sift) struct Life {
    pub state: ExceptionState,
    /// Quarters on the list, this one included.
    pub quarters_open: usize,
    /// Quarters in a row in which it was not raised.
    back: usize,
}

impl Life {
    const NEW: Life = Life {
        state: ExceptionState::New,
        quarters_open: 1,
        back: 0,
    };

    pub fn is_open(&self) -> bool {
        match self.state {
            ExceptionState::New | ExceptionState::Continuing | ExceptionState::Improving => true,
            ExceptionState::Closed | ExceptionState::AfterClosing => false,
        }
    }
}

/// One quarter later. What closed is forgotten in the next quarter: the record itself says that it is done.
pub(super) fn step(lives: &mut BTreeMap<String, (Life, Raised)>, raised: Vec<Raised>, policy: &Policy) {
    let mut now: BTreeMap<String, Raised> = raised.into_iter().map(|one| (one.key.clone(), one)).collect();
    let before = std::mem::take(lives);
    for (key, (life, was)) in before.into_iter().filter(|(_, (life, _))| life.is_open()) {
        let quarters_open = life.quarters_open + 1;
        let next = match now.remove(&key) {
            // Other records than before are another matter.
            Some(one) if !one.records.is_empty() && one.records.is_disjoint(&was.records) => (Life::NEW, one),
            Some(one) => (
                Life {
                    state: ExceptionState::Continuing,
                    quarters_open,
                    back: 0,
                },
                one,
            ),
            None if life.back + 1 >= policy.quarters_to_close as usize => (
                Life {
                    state: ExceptionState::Closed,
                    ..life
                },
                was,
            ),
            None => (
                Life {
                    state: ExceptionState::Improving,
                    quarters_open,
                    back: life.back + 1,
                },
                was,
            ),
        };
        lives.insert(key, next);
    }
    lives.extend(now.into_iter().map(|(key, one)| (key, (Life::NEW, one))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, Priority};

    fn one() -> Raised {
        Raised {
            key: "risk R1".into(),
            severity: (0.5, String::new()),
            ..Raised::of(Priority::P5)
        }
    }

    #[test]
    fn what_is_not_raised_two_quarters_running_closes() {
        let catalogue = Catalogue::built_in().unwrap();
        let mut lives = BTreeMap::new();
        let mut states = vec![];
        for raised in [vec![one()], vec![one()], vec![], vec![]] {
            step(&mut lives, raised, catalogue.policy());
            states.push(lives["risk R1"].0.state);
        }
        use ExceptionState::{Closed, Continuing, Improving, New};
        assert_eq!(states, [New, Continuing, Improving, Closed]);
        step(&mut lives, vec![], catalogue.policy());
        assert!(lives.is_empty());
    }
}
