//! Judged quarters of the home county and nothing else into what sifting weighs: no agencies, no files, no remarks.

use paqa::catalogue::Catalogue;
use paqa::domain::{Area, Comparator, Held, Level, Places};
use paqa::sift::{Evidence, Quarter};

/// Whatever is wanted of the evidence; the paper is that of the last quarter.
pub fn weigh<Wanted>(
    quarters: &[Quarter],
    (catalogue, comparators): (&Catalogue, &[Comparator]),
    wanted: impl FnOnce(&Evidence<'_>) -> Wanted,
) -> Wanted {
    let essex = Area {
        id: "E10000012".into(),
        name: "Essex".into(),
        level: Level::County,
        parent: None,
        aliases: vec![],
        tile: None,
    };
    let places = Places::new(vec![essex], "E10000012".into());
    let held = Held::default();
    wanted(&Evidence {
        catalogue,
        places: &places,
        agencies: &[],
        comparators,
        board: "Essex",
        due_days: 30,
        quarters,
        series: &[],
        restated: &[],
        arrivals: &[],
        returns_due: &[],
        expected: &[],
        findings: &[],
        doubted: &std::collections::BTreeSet::new(),
        earlier: &[],
        remarks: &[],
        actions: &[],
        held: &held,
        period: quarters.last().unwrap().period,
        as_at: "2026-11-20".parse().unwrap(),
        run_id: "test",
        edition: "Draft for edition 1",
    })
}
