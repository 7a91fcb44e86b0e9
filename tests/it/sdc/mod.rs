//! Disclosure control on tables whose answers are known: see `README.md` beside this file.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

mod enumeration;
mod instance;

use crate::sdc::instance::{Instance, STANDARD, all};
use paqa::withhold::{Protection, Settings, Standard, Verdict, disclosed, intervals, protect};

/// Enough for the small tables and a fair try at the large ones; the default is some ten times as much.
const SHORT: usize = 200_000_000;

fn protected(instance: &Instance, values_needed: u32, work: usize) -> Protection {
    let standard = Standard {
        values_needed,
        ..STANDARD
    };
    let settings = Settings {
        standard,
        guard_all: false,
        work,
    };
    protect(&instance.true_model(), settings).unwrap()
}

#[test]
fn every_interval_of_every_table_withheld_by_hand_is_the_known_one() {
    let mut faults = Vec::new();
    for instance in all() {
        let model = instance.model_of("by_hand.csv");
        let found = intervals(&model, STANDARD).unwrap();
        let mut lines: Vec<String> = found
            .iter()
            .map(|it| {
                let high = if it.high.is_finite() {
                    it.high.to_string()
                } else {
                    "inf".into()
                };
                let sensitive = u8::from(it.sensitive);
                format!(
                    "{}|{}|{high}|{sensitive}|{}",
                    model.cells[it.cell].key, it.low, it.verdict
                )
            })
            .collect();
        let mut known = instance.known_intervals();
        lines.sort();
        known.sort();
        assert!(!known.is_empty());
        if lines != known {
            faults.push(instance.name.clone());
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn nothing_is_left_unprotected_and_little_more_than_the_least_is_withheld() {
    let (mut found, mut least) = (0, 0);
    for instance in all() {
        let protection = protected(&instance, 5, SHORT);
        assert!(
            protection.exposed.is_empty(),
            "{}: {:?}",
            instance.name,
            protection.exposed
        );
        assert!(
            intervals(&protection.model, STANDARD)
                .unwrap()
                .iter()
                .all(|it| !it.verdict.discloses())
        );
        assert_eq!(protection.primary.len(), instance.known("primary").unwrap());
        if let Some(optimum) = instance.known("proven_optimum") {
            found += protection.secondary.len();
            least += optimum;
        }
    }
    assert_eq!(least, 63);
    assert!(
        found * 100 <= least * 105,
        "{found} secondary cells where {least} would do"
    );
}

#[test]
fn under_the_weaker_aim_fewer_cells_are_withheld_than_by_the_peer() {
    let (mut found, mut peer) = (0, 0);
    for instance in all() {
        let Some(known) = instance.known("peer_exact_only") else {
            continue;
        };
        let protection = protected(&instance, 2, SHORT);
        assert!(protection.exposed.is_empty());
        found += protection.secondary.len();
        peer += known;
    }
    assert_eq!(peer, 236);
    assert!(found <= 229, "{found} secondary cells; the peer withholds {peer}");
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_nothing() {
    for instance in all().into_iter().take(11) {
        let pattern = |protection: Protection| {
            let model = protection.model;
            protection
                .secondary
                .iter()
                .map(|cell| model.cells[*cell].key.to_string())
                .collect::<Vec<String>>()
        };
        let straight = pattern(protected(&instance, 5, SHORT / 20));
        let mut shuffled = instance.clone();
        shuffled.turn_rows_over();
        let (first, second) = std::thread::scope(|scope| {
            let run = || pattern(protected(&shuffled, 5, SHORT / 20));
            let (first, second) = (scope.spawn(run), scope.spawn(run));
            (first.join().unwrap(), second.join().unwrap())
        });
        assert_eq!(straight, first, "{}", instance.name);
        assert_eq!(straight, second, "{}", instance.name);
    }
}

#[test]
fn guarding_all_leaves_nothing_narrow_even_to_a_reader_who_knows_no_true_value() {
    for instance in all().into_iter().take(12) {
        let settings = Settings {
            standard: STANDARD,
            guard_all: true,
            work: SHORT / 20,
        };
        let mut published = protect(&instance.true_model(), settings).unwrap().model;
        for cell in &mut published.cells {
            (cell.truth, cell.sensitive) = (None, None);
        }
        assert!(disclosed(&published, STANDARD).unwrap().is_empty(), "{}", instance.name);
    }
}

#[test]
fn a_truth_never_lies_outside_its_interval() {
    for instance in all() {
        let truths = instance.true_model();
        let model = instance.model_of("by_hand.csv");
        for found in intervals(&model, STANDARD).unwrap() {
            let truth = truths.cells[truths.find(&model.cells[found.cell].key).unwrap()]
                .truth
                .unwrap();
            assert!(
                found.low <= truth && truth <= found.high,
                "{}",
                model.cells[found.cell].key
            );
            assert_eq!(
                found.verdict == Verdict::Harmless,
                !found.sensitive && found.values() < 5.0
            );
        }
    }
}
