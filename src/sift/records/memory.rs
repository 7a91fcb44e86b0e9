//! The life of what records raise, replayed quarter by quarter: on the list as long as they raise it, then closed. A record itself
//! says when it is done, so that nothing waits for a second quarter.

use crate::domain::ExceptionState;
use crate::sift::records::Raised;
use std::collections::BTreeMap;

/// Where one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sift) struct Life {
    pub state: ExceptionState,
    /// Quarters on the list, this one included.
    pub quarters_open: usize,
}

impl Life {
    const NEW: Life = Life {
        state: ExceptionState::New,
        quarters_open: 1,
    };

    pub fn is_open(&self) -> bool {
        match self.state {
            ExceptionState::New | ExceptionState::Continuing | ExceptionState::Improving => true,
            ExceptionState::Closed | ExceptionState::AfterClosing => false,
        }
    }
}

/// One quarter later: what is raised now, by key, and what was open and is raised no more, closed. What had closed before is forgotten.
pub(super) fn step(lives: &mut BTreeMap<String, (Life, Raised)>, raised: Vec<Raised>) {
    let before = std::mem::take(lives);
    for one in raised {
        let life = match before.get(&one.key) {
            Some((life, _)) if life.is_open() => Life {
                state: ExceptionState::Continuing,
                quarters_open: life.quarters_open + 1,
            },
            Some(_) | None => Life::NEW,
        };
        lives.insert(one.key.clone(), (life, one));
    }
    for (key, (life, was)) in before.into_iter().filter(|(_, (life, _))| life.is_open()) {
        let closed = Life {
            state: ExceptionState::Closed,
            ..life
        };
        lives.entry(key).or_insert((closed, was));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Priority;

    fn one() -> Raised {
        Raised {
            key: "risk R1".into(),
            severity: (0.5, String::new()),
            ..Raised::of(Priority::P5)
        }
    }

    #[test]
    fn what_records_raise_no_more_closes_at_once_and_is_new_when_it_comes_again() {
        let mut lives = BTreeMap::new();
        let mut states = vec![];
        for raised in [vec![one()], vec![one()], vec![], vec![one()], vec![]] {
            step(&mut lives, raised);
            states.push((lives["risk R1"].0.state, lives["risk R1"].0.quarters_open));
        }
        use ExceptionState::{Closed, Continuing, New};
        assert_eq!(states, [(New, 1), (Continuing, 2), (Closed, 2), (New, 1), (Closed, 1)]);
        step(&mut lives, vec![]);
        assert!(lives.is_empty());
    }
}
