//! What would be said now if one thing alone were as it was when an edition was made. What that changes, the thing is a cause of; what
//! it leaves as it is, it is not, whatever else of it has changed.

use crate::board::Board;
use crate::domain::Period;
use crate::pipeline::assess::{self, Around, Assessed};
use crate::pipeline::compare::{EXCEPTION, FIGURE, Lines, of_table};
use crate::pipeline::quarter::every_exception;
use crate::pipeline::{Session, lists};
use crate::store::Store;

/// What may make figures and exceptions other than they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// How indicators are declared.
    Definition,
    /// What was sent, taken back or decided since.
    Data,
    /// How files are read: codes, symbols, agreed readings.
    Reading,
    /// How many people there are.
    Populations,
    /// What the board may decide about numbers.
    Policy,
    /// The agencies, the areas and what is due when.
    Tables,
    /// Published figures of elsewhere.
    Comparators,
}

/// The figures and the exceptions of one world, by key.
pub struct Said {
    /// Every figure.
    pub series: Lines,
    /// Every exception.
    pub exceptions: Lines,
}

impl Said {
    /// What was made of the evidence of one world.
    pub fn of(assessed: &Assessed) -> Said {
        let exceptions: Vec<_> = every_exception(&assessed.briefing).collect();
        Said {
            series: of_table(&lists::series(&assessed.series), &FIGURE),
            exceptions: of_table(&lists::exceptions(exceptions), &EXCEPTION),
        }
    }
}

/// Everything as it is now, and with one thing as it was.
pub(super) struct Worlds {
    now: Said,
    /// In the order of what each has of then.
    others: Vec<(What, Said)>,
}

/// The store as it is, and with the files of then only.
#[derive(Clone, Copy)]
pub struct Stores<'s> {
    /// What is held.
    pub now: &'s Store,
    /// Of that the files of then, read as now.
    pub then: &'s Store,
}

impl Worlds {
    /// Every world with one thing as it was, of the things that differ. `read_then` holds what is held now as it would have been read
    /// then, where the board reads otherwise now.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn new(
        (session, then): (&Session, &Session),
        (stores, read_then): (Stores<'_>, Option<&Store>),
        (period, around): (Period, &Around),
        now: Said,
    ) -> anyhow::Result<Worlds> {
        let say = |store: &Store, session: &Session| {
            let assessed = assess::assess_all(store, session, (period, around))?;
            anyhow::Ok(Said::of(&assessed))
        };
        let mut others = vec![(What::Data, say(stores.then, session)?)];
        // Rows of other feeds than those declared now cannot be measured by what is declared now.
        if let Some(read_then) = read_then
            && let Ok(said) = say(read_then, session)
        {
            others.push((What::Reading, said));
        }
        for (what, session) in with_one_of_then(session, then) {
            others.push((what, say(stores.now, &session)?));
        }
        others.sort_by_key(|(what, _)| *what);
        Ok(Worlds { now, others })
    }

    /// What alone makes a difference, by a rule that says whether two worlds differ.
    pub fn causes(&self, differ: impl Fn(&Said, &Said) -> bool) -> Vec<What> {
        let others = self.others.iter().filter(|(_, said)| differ(said, &self.now));
        others.map(|(what, _)| *what).collect()
    }
}

/// The session of now with one thing of then, for each thing that differs.
fn with_one_of_then(now: &Session, then: &Session) -> Vec<(What, Session)> {
    let mut found = Vec::new();
    let mut with = |what: What, change: &dyn Fn(&mut Session)| {
        let mut session = Session {
            board: now.board.clone(),
            catalogue: now.catalogue.clone(),
            as_at: now.as_at,
        };
        change(&mut session);
        found.push((what, session));
    };
    let policies = [then, now].map(|session| session.catalogue.policy().clone());
    if then.catalogue.indicators() != now.catalogue.indicators() {
        with(What::Definition, &|session| {
            session.catalogue = then.catalogue.clone().with_policy(policies[1].clone());
        });
    }
    if policies[0] != policies[1] {
        with(What::Policy, &|session| {
            session.catalogue = now.catalogue.clone().with_policy(policies[0].clone());
        });
    }
    let (was, is) = (&then.board, &now.board);
    if was.populations != is.populations {
        with(What::Populations, &|session| {
            session.board.populations = was.populations.clone()
        });
    }
    if tables(was) != tables(is) {
        with(What::Tables, &|session| {
            session.board = Board {
                agencies: was.agencies.clone(),
                places: was.places.clone(),
                due: was.due.clone(),
                due_days: was.due_days,
                ..session.board.clone()
            };
        });
    }
    if was.comparators != is.comparators {
        with(What::Comparators, &|session| {
            session.board.comparators = was.comparators.clone()
        });
    }
    found
}

/// What a board says of its agencies and areas, and when returns are due.
fn tables(board: &Board) -> String {
    format!(
        "{:?}{:?}{:?}{}",
        board.agencies, board.places, board.due, board.due_days
    )
}
