//! The Section 11 cycles in which a type of organisation is asked. What comes in another is kept for its sender's own use, and
//! counts in no rate's numerator or denominator.

use crate::measure::Setting;

/// The feed of the audit.
pub(crate) const AUDIT: &str = "s11-answers";
/// Types that are asked as schools are, and those asked as settings are; all others are asked as agencies.
const FAMILIES: [(&str, &[&str]); 2] = [("school", &["school", "college"]), ("early-years", &["early-years"])];

/// The cycles of each family, oldest first; empty where nothing is declared, so that every cycle counts.
pub(crate) struct AskedCycles {
    families: Vec<(&'static [&'static str], Vec<String>)>,
    agencies: Vec<String>,
}

impl AskedCycles {
    /// Schools and settings by policy, agencies by the quarters in which the audit is due of them.
    pub fn of(setting: &Setting<'_>) -> AskedCycles {
        let declared = &setting.catalogue.policy().audit_cycles;
        let families = FAMILIES.map(|(key, kinds)| {
            let mut cycles = declared.get(key).cloned().unwrap_or_default();
            cycles.sort();
            (kinds, cycles)
        });
        let due = setting.due.get(AUDIT).into_iter().flatten();
        let mut agencies: Vec<String> = due.map(|period| period.financial_year()).collect();
        agencies.sort();
        AskedCycles {
            families: families.into(),
            agencies,
        }
    }

    /// Whether an organisation of a type was asked in a cycle; of cycles before the first that is declared nothing is known.
    pub fn is_asked(&self, kind: &str, cycle: &str) -> bool {
        let family = self.families.iter().find(|(kinds, _)| kinds.contains(&kind));
        let cycles = family.map_or(&self.agencies, |(_, cycles)| cycles);
        let known = cycles.first().is_some_and(|first| cycle >= first.as_str());
        !known || cycles.iter().any(|one| one == cycle)
    }

    /// Each family's types, whether they are those of it or all but them, and its cycles; families of which none is declared left out.
    pub fn declared(&self) -> impl Iterator<Item = (Vec<String>, bool, &[String])> {
        let words = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_string()).collect();
        let others: Vec<&str> = FAMILIES.iter().flat_map(|(_, kinds)| kinds.iter().copied()).collect();
        let agencies = (words(&others), false, self.agencies.as_slice());
        let families = self
            .families
            .iter()
            .map(move |(kinds, cycles)| (words(kinds), true, cycles.as_slice()));
        families.chain([agencies]).filter(|(_, _, cycles)| !cycles.is_empty())
    }
}
