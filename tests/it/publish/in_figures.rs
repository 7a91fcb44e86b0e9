//! Leaks planted in what is published together: the audit must find each, though no single table shows it.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

use crate::publish::made_up::{YEAR, of_quarter, released, series, session};
use paqa::domain::{Level, Observation, Period};
use paqa::pipeline::Session;
use paqa::withhold::{Published, Rule, Seen, Sources, Standard, Verdict, disclosed, intervals, read};

const RULE: Rule = Rule {
    largest_small: 5,
    dominance_percent: 10.0,
};
const STANDARD: Standard = Standard {
    largest_small: 5,
    values_needed: 5,
};

/// What the audit says of a publication: each disclosed cell with its verdict.
fn audited(cells: &str, hierarchies: &str, derived: &str) -> Vec<(String, Verdict)> {
    let sources = Sources {
        cells: vec![("cells.csv".into(), cells.replace(' ', ""))],
        hierarchies: Some(hierarchies.replace(' ', "")),
        derived: (!derived.is_empty()).then(|| derived.replace(' ', "")),
        ..Sources::default()
    };
    let model = read(&sources, RULE).unwrap().model(RULE);
    let found = disclosed(&model, STANDARD).unwrap();
    found
        .into_iter()
        .map(|it| (model.cells[it.cell].key.to_string(), it.verdict))
        .collect()
}

#[test]
fn a_year_to_date_less_the_quarter_before() {
    let cells = "table_id,period,value
        quarter 1,Q1,20
        quarter 2,Q2,c
        to date,to-Q2,23";
    let found = audited(cells, "dim,parent,child\n period,to-Q2,Q1\n period,to-Q2,Q2", "");
    assert_eq!(found, [("period=Q2".to_string(), Verdict::Exact)]);
}

#[test]
fn a_rate_of_a_public_population() {
    let cells = "table_id,cell_id,district,value
        counts,a,D1,c";
    let derived = "numerator,value,dp,scale,denominator_value
        a,7.1,1,10000,4200";
    let found = audited(cells, "dim,parent,child", derived);
    assert_eq!(found, [("district=D1".to_string(), Verdict::Exact)]);
    let wide = derived.replace("4200", "421000").replace(",1,", ",0,");
    assert!(audited(cells, "dim,parent,child", &wide).is_empty());
}

#[test]
fn the_mean_line_of_a_control_chart() {
    // Four points with a mean of 16.5 add up to 66, whatever three of them show.
    let sources = Sources {
        cells: vec![(
            "cells.csv".into(),
            "table_id,cell_id,period,value\nchart,a,Q1,20\nchart,b,Q2,22\nchart,c,Q3,c\nchart,d,Q4,21".into(),
        )],
        relations: Some("relation_id,cell_id,coef,op,rhs\nmean,a,1,=,66\nmean,b,1,,\nmean,c,1,,\nmean,d,1,,".into()),
        ..Sources::default()
    };
    let model = read(&sources, RULE).unwrap().model(RULE);
    assert_eq!(intervals(&model, STANDARD).unwrap()[0].verdict, Verdict::Exact);
}

#[test]
fn a_second_geography_of_the_same_county() {
    let cells = "table_id,area,value
        districts,Total,60
        districts,D1,c
        districts,D2,c
        districts,D3,40
        health,H1,17
        health,H2,43";
    let safe = "dim,parent,child,set
        area,Total,D1,district
        area,Total,D2,district
        area,Total,D3,district
        area,Total,H1,health
        area,Total,H2,health";
    assert!(audited(cells, safe, "").is_empty());
    // The second health area is district 3 and district 2: the difference is district 2.
    let nested = format!("{safe}\n area,H2,D2,parts\n area,H2,D3,parts");
    let found = audited(cells, &nested, "");
    assert_eq!(found, [("area=D2".to_string(), Verdict::Exact)]);
}

/// One release: a year, or a quarter of one.
#[derive(Clone, Copy, Debug)]
enum Made {
    Year(i32),
    Quarter(i32, u8),
}
use Made::{Quarter, Year};

/// The orders in which a board may publish its years and their quarters.
fn orders() -> Vec<Vec<Made>> {
    let quarters = |year: i32| [1, 2, 3, 4].map(|quarter| Quarter(year, quarter));
    let before = YEAR - 1;
    vec![
        [vec![Year(YEAR)], quarters(YEAR).to_vec()].concat(),
        vec![
            Quarter(YEAR, 3),
            Quarter(YEAR, 1),
            Year(YEAR),
            Quarter(YEAR, 2),
            Quarter(YEAR, 4),
        ],
        vec![
            Quarter(YEAR, 4),
            Quarter(YEAR, 2),
            Quarter(YEAR, 3),
            Quarter(YEAR, 1),
            Year(YEAR),
        ],
        vec![
            Quarter(before, 1),
            Year(before),
            Quarter(YEAR, 2),
            Quarter(before, 4),
            Year(YEAR),
            Quarter(before, 2),
            Quarter(YEAR, 1),
            Quarter(YEAR, 4),
            Quarter(before, 3),
            Quarter(YEAR, 3),
        ],
    ]
}

#[test]
fn a_year_less_its_other_quarters() {
    // Whatever the order of an annual pack and the quarters' packs, a small quarter of a district must not be what the year
    // and the other quarters leave, nor what the county and its other districts leave.
    let session = session();
    let mut series = series(&session, 3);
    series.retain(|one| one.indicator == "LD01");
    for order in orders() {
        let mut earlier: Vec<Published> = Vec::new();
        for made in &order {
            let (release, found) = match made {
                Year(year) => (format!("annual-{year}"), released(&session, &series, (*year, &earlier))),
                Quarter(year, quarter) => {
                    let period = Period::new(*year, *quarter).unwrap();
                    (
                        format!("quarter-{}", period.slug()),
                        of_quarter(&session, &series, (period, &earlier)),
                    )
                }
            };
            earlier.extend(found.cells.into_iter().map(|cell| Published {
                release: release.clone(),
                ..cell
            }));
        }
        nothing_is_left_over(&session, &earlier, &order);
    }
}

/// What a reader has after all releases, by other code: of the year and its quarters, and of an area and its parts, never is
/// a single figure missing whose value the others give.
fn nothing_is_left_over(session: &Session, published: &[Published], order: &[Made]) {
    let places = &session.board.places;
    let shown = |area: &str, time: &str| {
        let own = |cell: &&Published| {
            cell.key.code("area") == Some(area) && cell.key.code("year") == Some(time) && cell.value.is_some()
        };
        published.iter().find(own).and_then(|cell| cell.value)
    };
    let is_told = |time: &str| published.iter().any(|cell| cell.key.code("year") == Some(time));
    let mut checked = 0;
    let mut leaves = |whole: Option<f64>, parts: &[Option<f64>], about: &str| {
        let gaps = parts.iter().filter(|value| value.is_none()).count();
        checked += gaps;
        // A rest that is large is nobody's secret.
        let rest = whole.map(|whole| whole - parts.iter().flatten().sum::<f64>());
        let is_small = rest.is_some_and(|rest| rest > 0.0 && rest < 6.0);
        assert!(!(gaps == 1 && is_small), "{order:?}, {about}: {parts:?} leave {rest:?}");
    };
    for year in [YEAR - 1, YEAR] {
        let name = Period::new(year, 1).unwrap().financial_year();
        let quarters: Vec<String> = (1..=4).map(|quarter| format!("{name} Q{quarter}")).collect();
        let all_told = quarters.iter().all(|time| is_told(time));
        for area in places.all().iter().filter(|area| area.level != Level::Other) {
            let parts: Vec<Option<f64>> = quarters.iter().map(|time| shown(&area.id, time)).collect();
            if all_told {
                leaves(shown(&area.id, &name), &parts, &area.id);
            }
            for time in quarters.iter().chain([&name]).filter(|time| is_told(time)) {
                let inside: Vec<Option<f64>> = places.children(&area.id).map(|part| shown(&part.id, time)).collect();
                leaves(shown(&area.id, time), &inside, time);
            }
        }
    }
    assert!(checked > 0, "{order:?} withheld nothing");
}

#[test]
fn a_restatement_is_withheld_with_both_places_named_and_a_second_year_stays_safe() {
    let session = session();
    let mut series = series(&session, 2);
    series.retain(|one| one.indicator == "LD01" || one.indicator == "FD01");
    let first = released(&session, &series, (YEAR - 1, &[]));
    let named = |cell: Published| Published {
        release: "annual-2024-25".into(),
        ..cell
    };
    let earlier: Vec<Published> = first.cells.into_iter().map(named).collect();
    let unchanged = released(&session, &series, (YEAR, &earlier));
    assert!(unchanged.differencing.is_empty());
    // One district reports two more in an old quarter, and its quadrant and county with it.
    let district = session
        .board
        .places
        .at_level(Level::District)
        .next()
        .unwrap()
        .id
        .clone();
    for one in series.iter_mut().filter(|one| one.indicator == "LD01") {
        if one.area == district || session.board.places.contains(&one.area, &district) {
            let quarter: &mut Observation = &mut one.observations[13];
            quarter.numerator = quarter.numerator.map(|count| count + 2.0);
        }
    }
    let restated = released(&session, &series, (YEAR, &earlier));
    let told: Vec<String> = restated.differencing.iter().map(ToString::to_string).collect();
    assert!(!told.is_empty());
    assert!(
        told.iter()
            .all(|it| it.contains("LD01 table (annual-2024-25)") && it.contains("so LD01 table withholds it")),
        "{told:?}"
    );
    for found in &restated.differencing {
        let now = restated.cells.iter().find(|cell| cell.key == found.key).unwrap();
        assert_eq!(now.value, None, "{}", found.key);
    }
}

#[test]
fn a_district_total_in_another_boards_report() {
    // Another board tells of a district that this pack would withhold for a small one's sake: something else must be withheld,
    // or the county and its other districts would leave the small one.
    let session = session();
    let mut series = series(&session, 2);
    series.retain(|one| one.indicator == "LD01");
    let alone = released(&session, &series, (YEAR, &[]));
    let truth = |key: &paqa::withhold::Key| {
        let cell = alone.model.find(key)?;
        alone.model.cells[cell].truth.filter(|value| *value > 5.0)
    };
    let is_district = |cell: &&Published| {
        let area = cell.key.code("area").and_then(|area| session.board.places.area(area));
        area.is_some_and(|area| area.level == Level::District)
    };
    let withheld = alone
        .cells
        .iter()
        .filter(is_district)
        .filter(|cell| cell.value.is_none());
    let theirs: Vec<Published> = withheld
        .filter_map(|cell| {
            Some(Published {
                release: "suffolk-annual-report-2025-26".into(),
                value: Some(truth(&cell.key)?),
                ..cell.clone()
            })
        })
        .take(1)
        .collect();
    assert_eq!(theirs.len(), 1, "nothing was withheld for another's sake");
    let beside = released(&session, &series, (YEAR, &theirs));
    let moved = |cell: &&Published| !beside.cells.contains(cell);
    assert!(
        alone.cells.iter().any(|cell| moved(&cell)),
        "the same cells as without it"
    );
    let all = [beside.cells, theirs].concat();
    let known: Vec<Published> = all.into_iter().rev().collect();
    nothing_is_left_over(&session, &known, &[Year(YEAR)]);
}

#[test]
fn what_is_left_of_a_withheld_part_is_one_at_least_since_all_of_a_whole_is_shown() {
    // Six are left over in three withheld parts: no part can have more than four of them.
    let cells = "table_id,period,value,out_of
        T,Q1,c,162
        T,Q2,c,142
        T,Q3,c,143
        T,Total,441,447";
    let edges = "dim,parent,child\n period,Total,Q1\n period,Total,Q2\n period,Total,Q3";
    let found = audited(cells, edges, "");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found.iter().all(|(_, verdict)| *verdict == Verdict::Narrow),
        "{found:?}"
    );
}

#[test]
fn a_pack_is_safe_from_a_reader_who_knows_that_no_withheld_rest_is_nought() {
    let session = session();
    for seed in 1..4 {
        let mut series = series(&session, seed);
        series.retain(|one| ["LD07", "PF02", "LD08"].contains(&one.indicator.as_str()));
        let mut model = released(&session, &series, (YEAR, &[])).model;
        let rests = model
            .cells
            .iter_mut()
            .filter(|cell| cell.key.measure.starts_with("rest of "));
        let mut checked = 0;
        for cell in rests.filter(|cell| cell.truth.is_some_and(|truth| truth >= 1.0)) {
            let (low, high) = (1.0, f64::INFINITY);
            cell.seen = Seen::Withheld { low, high };
            checked += 1;
        }
        assert!(checked > 0);
        let open = disclosed(&model, STANDARD).unwrap();
        let first = open
            .first()
            .map(|it| (model.cells[it.cell].key.to_string(), it.low, it.high));
        assert!(open.is_empty(), "{seed}: {first:?}");
    }
}
