//! What is declared, agreed or tabled otherwise than when an edition was made, in the words of causes.

use crate::catalogue::Indicator;
use crate::domain::Period;
use crate::pipeline::cause::declarations::{lists_changed, symbols_differ, tables_changed, what_differs};
use crate::pipeline::cause::{Causes, Moved};
use crate::pipeline::compare::What;
use std::collections::BTreeSet;

impl Causes<'_> {
    /// A declaration or a table that differs, in a few words, and what there is to say of it about an indicator.
    pub fn of_declaration(&self, what: What, id: &str) -> (&'static str, String) {
        let (then, now) = (self.then.catalogue.indicator(id), self.session.catalogue.indicator(id));
        match what {
            What::Definition => {
                let own = then.zip(now).filter(|(then, now)| then != now);
                let said = match own {
                    Some((then, now)) => format!("declared otherwise: {}", what_differs(then, now)),
                    None => "another indicator is declared otherwise".to_string(),
                };
                ("definition", said)
            }
            What::Populations => ("population", "populations.csv has changed".to_string()),
            What::Policy => ("policy", "a number of the policy has changed".to_string()),
            What::Comparators => ("comparator", "comparators.csv has changed".to_string()),
            What::Tables => {
                let changed = tables_changed((self.then, self.session), |_| false);
                let said = if changed.is_empty() {
                    "board.toml changed".into()
                } else {
                    changed
                };
                ("board tables", said)
            }
            What::Data | What::Reading => self.read_otherwise(id, |_| true).into_iter().next().unwrap_or_else(|| {
                let said = "files are read otherwise than then".to_string();
                ("definition", said)
            }),
        }
    }

    /// All that decides how files are read and is not what it was: which of it makes a difference is not measured one by one.
    /// Of a figure of one agency only what was agreed with it is told.
    pub fn all_read_otherwise(&self, id: &str, agency: &str) -> Vec<(String, String)> {
        let told = self.read_otherwise(id, |of| agency.is_empty() || of == agency);
        match told.is_empty() {
            true => vec![self.of_declaration(What::Reading, id)],
            false => told,
        }
        .into_iter()
        .map(|(why, detail)| (why.to_string(), detail))
        .collect()
    }

    /// What is declared otherwise of an indicator than then, or of what it is compared with.
    pub fn declared(&self, id: &str) -> Option<(String, String)> {
        let (then, now) = (self.then.catalogue.indicator(id), self.session.catalogue.indicator(id));
        if let (Some(then), Some(now)) = (then, now)
            && then != now
        {
            let detail = format!("declared otherwise: {}", what_differs(then, now));
            return Some(("definition".to_string(), detail));
        }
        if self.comparators().iter().any(|one| one.0 == id) {
            return Some(("comparator".to_string(), "comparators.csv has changed".to_string()));
        }
        None
    }

    /// What has changed around an indicator that is declared as it was.
    pub fn around_it(&self, id: &str) -> Option<(String, String)> {
        // That something is declared otherwise somewhere is no cause of what is said of this one.
        let around = self.surroundings(self.session.catalogue.indicator(id)?);
        around.map(|(why, detail)| (why.to_string(), detail))
    }

    /// What has changed around a declaration that stands as it was, or else somewhere in the catalogue.
    pub(super) fn around(&self, now: &Indicator) -> Option<(&'static str, String)> {
        let changed = self.then.catalogue.hash() != self.session.catalogue.hash();
        let anywhere = || changed.then(|| ("definition", "the catalogue has changed".to_string()));
        self.surroundings(now).or_else(anywhere)
    }

    /// Populations, codes, policy, tables or the program, where one of them has changed.
    fn surroundings(&self, now: &Indicator) -> Option<(&'static str, String)> {
        let (then, session) = (self.then, self.session);
        if now.population.is_some() && then.board.populations != session.board.populations {
            return Some(self.of_declaration(What::Populations, &now.id));
        }
        if let Some(read) = self.read_otherwise(&now.id, |_| true).into_iter().next() {
            return Some(read);
        }
        if then.catalogue.policy() != session.catalogue.policy() {
            return Some(self.of_declaration(What::Policy, &now.id));
        }
        let program = env!("CARGO_PKG_VERSION");
        (self.program != program).then(|| {
            let said = format!("made with version {} of the program, now {program}", self.program);
            ("program", said)
        })
    }

    /// What of all that decides how a figure's files are read has changed.
    pub(super) fn reading(&self, change: &Moved, now: &Indicator) -> Vec<(&'static str, String)> {
        let period = change.key[4].parse::<Period>().ok();
        let rows = period.map(|period| self.rows_now.of(now, period)).unwrap_or_default();
        let senders: BTreeSet<&str> = rows.iter().map(|part| part.sender.as_str()).collect();
        let read = self.read_otherwise(&now.id, |agency| senders.is_empty() || senders.contains(agency));
        match read.is_empty() {
            true => vec![self.of_declaration(What::Reading, &now.id)],
            false => read,
        }
    }

    /// The lists of codes of an indicator's feeds, the symbols, and the tables and agreed readings of those who matter that are not what
    /// they were.
    fn read_otherwise(&self, id: &str, bears: impl Fn(&str) -> bool) -> Vec<(&'static str, String)> {
        let both = (self.then, self.session);
        let mut told = Vec::new();
        let lists = self
            .session
            .catalogue
            .indicator(id)
            .map(|now| lists_changed(now, both))
            .unwrap_or_default();
        if !lists.is_empty() {
            told.push(("code list", format!("what stands in {} has changed", lists.join(", "))));
        }
        if symbols_differ(self.then, self.session) {
            told.push(("symbols", "what a symbol in a cell stands for has changed".to_string()));
        }
        let tables = tables_changed(both, bears);
        if !tables.is_empty() {
            told.push(("board tables", tables));
        }
        told
    }
}
