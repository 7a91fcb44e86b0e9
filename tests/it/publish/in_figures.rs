//! Leaks planted in what is published together: the audit must find each, though no single table shows it.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

use crate::publish::made_up::{YEAR, of_quarter, released, series, session};
use paqa::domain::{Level, Observation, Period};
use paqa::withhold::{Published, Rule, Sources, Standard, Verdict, disclosed, intervals, read};

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

#[test]
fn a_year_less_its_other_quarters() {
    // An annual pack was published; a quarter's pack of the same year must not let a small quarter of a district be
    // worked out from the year and the other quarters.
    let session = session();
    let mut series = series(&session, 3);
    series.retain(|one| one.indicator == "LD01");
    let first = released(&session, &series, (YEAR, &[]));
    let named = |release: &str, cells: Vec<Published>| -> Vec<Published> {
        let own = |cell: Published| Published {
            release: release.into(),
            ..cell
        };
        cells.into_iter().map(own).collect()
    };
    let mut earlier = named("annual-2025-26", first.cells);
    for quarter in 1..=4 {
        let period = Period::new(YEAR, quarter).unwrap();
        let found = of_quarter(&session, &series, (period, &earlier));
        earlier.extend(named(&format!("quarter-{}", period.slug()), found.cells));
    }
    // What a reader has after all five releases, by other code: district by district, the year and its quarters.
    let mut checked = 0;
    for one in series.iter().filter(|one| one.level == Level::District) {
        let shown = |time: &str| {
            let own =
                |cell: &&Published| cell.key.code("area") == Some(&one.area) && cell.key.code("year") == Some(time);
            earlier.iter().find(own).and_then(|cell| cell.value)
        };
        let quarters: Vec<Option<f64>> = (1..=4).map(|quarter| shown(&format!("2025-26 Q{quarter}"))).collect();
        let gaps = quarters.iter().filter(|value| value.is_none()).count();
        assert!(shown("2025-26").is_none() || gaps != 1, "{}: {quarters:?}", one.area);
        checked += gaps;
    }
    assert!(checked > 0);
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
