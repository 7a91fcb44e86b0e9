//! The Section 11 cycles in which a type of organisation is asked. What comes in another is kept for its sender's own use, and
//! counts in no rate's numerator or denominator.

use crate::domain::Period;
use crate::measure::Setting;
use std::collections::BTreeSet;

/// The feed of the audit.
pub(crate) const AUDIT: &str = "s11-answers";
/// Types that are asked as schools are, and those asked as settings are; all others are asked as agencies.
const FAMILIES: [(&str, &[&str]); 2] = [("school", &["school", "college"]), ("early-years", &["early-years"])];

/// The cycles of each family, oldest first; empty where nothing is declared, so that every cycle counts.
pub(crate) struct AskedCycles {
    families: Vec<(&'static [&'static str], Vec<String>)>,
    agencies: Vec<String>,
}

/// The years in which schools and settings are asked where nobody says so: agencies and schools take turns, so that the audits
/// of agencies leave a year out between them. None where fewer than two audits of agencies are declared, or two in years that
/// follow one another: then nothing tells that they take turns.
fn between(due: &BTreeSet<Period>, until: Period) -> Vec<String> {
    let years: BTreeSet<i32> = due.iter().map(|period| period.year()).collect();
    let gaps = years.iter().zip(years.iter().skip(1)).all(|(one, next)| next - one > 1);
    let (Some(first), true, true) = (years.first(), gaps, years.len() > 1) else {
        return vec![];
    };
    let last = until.year().max(*first);
    let others = (first - 1..=last).filter(|year| !years.contains(year));
    others
        .filter_map(|year| Period::new(year, 1))
        .map(|period| period.financial_year())
        .collect()
}

impl AskedCycles {
    /// Schools and settings by policy, or in the years between where agencies take turns with them; agencies by the quarters in
    /// which the audit is due of them.
    pub fn of(setting: &Setting<'_>) -> AskedCycles {
        let declared = &setting.catalogue.policy().audit_cycles;
        let due: BTreeSet<Period> = setting.due.get(AUDIT).into_iter().flatten().copied().collect();
        let families = FAMILIES.map(|(key, kinds)| {
            let mut cycles = match declared.get(key) {
                Some(cycles) => cycles.clone(),
                None => between(&due, setting.until),
            };
            cycles.sort();
            (kinds, cycles)
        });
        let mut agencies: Vec<String> = due.iter().map(|period| period.financial_year()).collect();
        agencies.dedup();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn years(due: &[(i32, u8)]) -> Vec<String> {
        let due = due
            .iter()
            .filter_map(|(year, quarter)| Period::new(*year, *quarter))
            .collect();
        between(&due, Period::new(2026, 2).unwrap())
    }

    #[test]
    fn schools_take_the_years_that_audits_of_agencies_leave_out() {
        assert_eq!(years(&[(2024, 3), (2026, 2)]), ["2023-24", "2025-26"]);
        assert_eq!(
            years(&[(2020, 3), (2022, 2), (2026, 2)]),
            ["2019-20", "2021-22", "2023-24", "2024-25", "2025-26"]
        );
        assert!(years(&[(2026, 2)]).is_empty(), "one audit tells of no turns");
        assert!(years(&[(2025, 2), (2026, 2)]).is_empty(), "every year is no turn");
        assert!(years(&[]).is_empty());
    }
}
