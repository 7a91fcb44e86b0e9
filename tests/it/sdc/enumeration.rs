//! The audit against counting: every way of filling the gaps of small invented tables is tried.

use crate::sdc::instance::STANDARD;
use paqa::withhold::{Edge, Hierarchies, Model, Publication, Seen, Sighting, intervals};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

const WITHHELD: Seen = Seen::Withheld {
    low: 1.0,
    high: f64::INFINITY,
};
/// Table codes: two areas and two kinds, each with its total.
const CODES: [&str; 3] = ["1", "2", "Total"];

fn edge(dimension: &str, child: &str) -> Edge {
    Edge {
        dimension: dimension.into(),
        parent: "Total".into(),
        child: child.into(),
        set: String::new(),
    }
}

/// A two-by-two table with totals and some gaps.
fn table(inner: [u32; 4], gaps: u32) -> Model {
    let edges = [
        edge("area", "1"),
        edge("area", "2"),
        edge("kind", "1"),
        edge("kind", "2"),
    ];
    let mut publication = Publication::new(Hierarchies::new(&edges));
    for (at, value) in with_totals(inner).into_iter().enumerate() {
        let codes = [("area", CODES[at / 3]), ("kind", CODES[at % 3])];
        let key = publication.hierarchies.key("n", &codes);
        let seen = if gaps >> at & 1 == 1 && value > 0 {
            WITHHELD
        } else {
            Seen::Number(f64::from(value))
        };
        publication.sight(Sighting {
            key,
            seen,
            truth: None,
            place: "T".into(),
        });
    }
    publication.model()
}

/// Row by row: two inner cells and their total; the last row is of totals.
fn with_totals([a, b, c, d]: [u32; 4]) -> [u32; 9] {
    [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]
}

/// Least and greatest value of each gap among all tables that look the same, inner cells up to a limit.
fn counted(inner: [u32; 4], gaps: u32, limit: u32) -> BTreeMap<usize, (u32, u32)> {
    let truth = with_totals(inner);
    let is_gap = |at: usize| gaps >> at & 1 == 1 && truth[at] > 0;
    let mut found: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
    let side = limit + 1;
    for number in 0..side.pow(4) {
        let other = [
            number % side,
            number / side % side,
            number / side / side % side,
            number / side.pow(3),
        ];
        let other = with_totals(other);
        let fits = (0..9).all(|at| {
            if is_gap(at) {
                other[at] >= 1
            } else {
                other[at] == truth[at]
            }
        });
        for at in (0..9).filter(|at| fits && is_gap(*at)) {
            let range = found.entry(at).or_insert((other[at], other[at]));
            *range = (range.0.min(other[at]), range.1.max(other[at]));
        }
    }
    found
}

#[test]
fn each_interval_holds_exactly_the_values_that_counting_finds() {
    let mut random = ChaCha8Rng::seed_from_u64(20_260_401);
    let mut compared = 0;
    for _ in 0..120 {
        let inner = [0; 4].map(|_: u32| random.random_range(0..5));
        // The grand total stays shown, so that counting comes to an end.
        let gaps = random.random_range(0..256u32);
        let model = table(inner, gaps);
        let counted = counted(inner, gaps, inner.iter().sum());
        let found = intervals(&model, STANDARD).unwrap();
        assert_eq!(found.len(), counted.len());
        for (at, (low, high)) in counted {
            let codes = [("area", CODES[at / 3]), ("kind", CODES[at % 3])];
            let key = Hierarchies::new(&[]).key("n", &codes);
            let interval = found.iter().find(|it| model.cells[it.cell].key == key).unwrap();
            assert_eq!(
                (interval.low, interval.high),
                (f64::from(low), f64::from(high)),
                "{inner:?} {gaps:09b} {key}"
            );
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared}");
}
