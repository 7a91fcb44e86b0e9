//! What members know from the papers of their quarters beside what everybody may know: neither tells a small count, nor do both.

use crate::publish::made_up;
use paqa::domain::{Level, Period, Series};
use paqa::pipeline::Session;
use paqa::withhold::{Published, Release, Scope, Seen, Withheld};

/// Counts of children that add up over a year's quarters.
const COUNTS: [&str; 2] = ["AB01", "FD03"];

fn made_up_board() -> (Session, Vec<Series>, Withheld) {
    let session = made_up::session();
    let mut series = made_up::series(&session, 3);
    series.retain(|one| COUNTS.contains(&one.indicator.as_str()));
    let papers = made_up::withheld_in_papers(&session, &series);
    (session, series, papers)
}

/// Withheld quarters of a place that a member narrows to fewer than five values: the published year less the quarters that the
/// papers show.
fn narrowed(session: &Session, (series, papers): (&[Series], &Withheld), release: &Release) -> Vec<String> {
    let mut found = vec![];
    for table in &release.tables {
        let indicator = session.catalogue.indicator(&table.indicator).unwrap();
        for row in table.rows.iter().filter(|row| row.level.is_some()) {
            let own = series
                .iter()
                .find(|one| one.indicator == table.indicator && one.area == row.area);
            for (year, figure) in (made_up::YEAR - made_up::YEARS + 1..).zip(&row.figures) {
                let Some(whole) = figure.value.drawn() else { continue };
                let quarters = (1..=4).map(|quarter| Period::new(year, quarter).unwrap());
                let counts: Vec<(Period, f64)> = quarters
                    .map(|at| (at, own.unwrap().at(at).unwrap().numerator.unwrap()))
                    .collect();
                let hidden: Vec<f64> = counts
                    .iter()
                    .filter(|(at, count)| *count > 0.0 && papers.hides(indicator, (&row.area, *at)))
                    .map(|(_, count)| *count)
                    .collect();
                let shown: f64 = counts.iter().map(|(_, count)| count).sum::<f64>() - hidden.iter().sum::<f64>();
                let values = whole - shown - (hidden.len() as f64 - 1.0);
                if hidden.iter().any(|count| *count <= 5.0) && values < 5.0 {
                    found.push(format!("{}, {}, {year}: {hidden:?}", table.indicator, row.name));
                }
            }
        }
    }
    found
}

#[test]
fn a_published_year_does_not_give_away_the_quarter_that_the_papers_withhold() {
    let (session, series, papers) = made_up_board();
    let scope = Scope::annual(made_up::YEAR, made_up::YEARS);
    let alone = made_up::beside_papers(&session, &series, (&scope, None));
    let known = (series.as_slice(), &papers);
    assert!(
        !narrowed(&session, known, &alone).is_empty(),
        "the made-up board tests nothing"
    );
    let together = made_up::beside_papers(&session, &series, (&scope, Some(&papers)));
    assert_eq!(narrowed(&session, known, &together), Vec::<String>::new());
    let shown = together
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.figures);
    assert!(
        shown.filter(|figure| figure.value.drawn().is_some()).count() > 20,
        "all is withheld"
    );
}

#[test]
fn a_published_position_at_the_end_of_a_year_is_that_of_the_quarter_in_the_papers() {
    let session = made_up::session();
    let mut series = made_up::series(&session, 4);
    series.retain(|one| one.indicator == "HO03");
    let papers = made_up::withheld_in_papers(&session, &series);
    let scope = Scope::annual(made_up::YEAR, made_up::YEARS);
    let release = made_up::beside_papers(&session, &series, (&scope, Some(&papers)));
    // What the papers withhold, and what they show, stand in the model that was audited.
    let in_papers = release.model.cells.iter().filter(|cell| {
        let is_a_quarter = cell.key.code("year").is_some_and(|year| year.ends_with(" Q4"));
        is_a_quarter && cell.key.code("area").is_some_and(|area| area.starts_with("E07"))
    });
    let withheld = |area: &str, year: &str| {
        let indicator = session.catalogue.indicator("HO03").unwrap();
        papers.hides(indicator, (area, year.parse().unwrap()))
    };
    let (mut hidden, mut shown) = (0, 0);
    for cell in in_papers {
        let (area, year) = (cell.key.code("area").unwrap(), cell.key.code("year").unwrap());
        let is_number = matches!(cell.seen, Seen::Number(_));
        match withheld(area, year) && cell.truth != Some(0.0) {
            true => hidden += u32::from(!is_number),
            false => shown += u32::from(is_number),
        }
    }
    assert!(hidden > 5 && shown > 2, "{hidden} {shown}");
}

#[test]
fn a_published_quarter_shows_nothing_that_its_papers_withhold() {
    let (session, series, papers) = made_up_board();
    let period = Period::new(made_up::YEAR, 2).unwrap();
    let release = made_up::beside_papers(&session, &series, (&Scope::quarter(period), Some(&papers)));
    let mut hidden = 0;
    for table in &release.tables {
        let indicator = session.catalogue.indicator(&table.indicator).unwrap();
        for row in table.rows.iter().filter(|row| row.level.is_some()) {
            if papers.hides(indicator, (&row.area, period)) {
                hidden += 1;
                let shown = row.figures[0].value.drawn();
                assert!(
                    shown.is_none_or(|count| count == 0.0),
                    "{} {}",
                    table.indicator,
                    row.name
                );
            }
        }
    }
    assert!(hidden > 1, "the made-up board tests nothing");
}

#[test]
fn papers_withhold_a_quantity_wherever_it_is_counted() {
    let session = made_up::session();
    let mut series = made_up::series(&session, 5);
    let share = session
        .catalogue
        .indicators()
        .iter()
        .find(|one| one.denominator_is.is_some() && one.is_sensitive())
        .unwrap();
    let count = session
        .catalogue
        .indicator(share.denominator_is.as_ref().unwrap())
        .unwrap();
    series.retain(|one| one.indicator == share.id || one.indicator == count.id);
    let papers = made_up::withheld_in_papers(&session, &series);
    let mut both = 0;
    for one in series
        .iter()
        .filter(|one| one.indicator == count.id && one.level == Level::District)
    {
        for at in one
            .observations
            .iter()
            .filter(|at| papers.hides(count, (&one.area, at.period)))
        {
            both += 1;
            assert!(
                papers.hides(share, (&one.area, at.period)),
                "{} {}",
                one.area,
                at.period
            );
        }
    }
    assert!(both > 0, "the made-up board tests nothing");
    papers.mark((session.catalogue.indicators(), &session.board.places), &mut series);
    let marked = series
        .iter()
        .flat_map(|one| &one.observations)
        .filter(|one| one.flags.withheld);
    assert!(marked.count() >= 2 * both);
}

/// The cells of a release as the ledger holds them.
fn kept(release: &Release, name: &str) -> Vec<Published> {
    let named = |cell: &Published| Published {
        release: name.to_string(),
        ..cell.clone()
    };
    release.cells.iter().map(named).collect()
}

#[test]
fn a_small_restatement_is_withheld_and_stops_no_pack_though_members_can_add_up_their_quarters() {
    let (session, series, papers) = made_up_board();
    let first = made_up::beside_both(&session, &series, (made_up::YEAR - 1, &[]), &papers);
    let mut earlier = kept(&first, "annual-2024-25");
    // A district of which a year is shown, with all that it is part of, two children fewer than it is now.
    let shown = earlier.iter().find(|cell| {
        let is_a_district = cell.key.code("area").is_some_and(|area| area.starts_with("E07"));
        is_a_district && cell.value.is_some_and(|value| value > 9.0) && cell.place == "AB01 table"
    });
    let key = shown.expect("a figure that is shown").key.clone();
    let district = key.code("area").unwrap();
    let is_restated = |cell: &Published| {
        let area = cell.key.code("area").unwrap_or("E10000012");
        let holds = area == district || session.board.places.contains(area, district);
        cell.key.measure == key.measure && cell.key.code("year") == key.code("year") && holds
    };
    for cell in earlier.iter_mut().filter(|cell| is_restated(cell)) {
        cell.value = cell.value.map(|value| value - 2.0);
    }
    let release = made_up::beside_both(&session, &series, (made_up::YEAR, &earlier), &papers);
    assert!(!release.differencing.is_empty());
    for one in &release.differencing {
        let now = release.cells.iter().find(|cell| cell.key == one.key).unwrap();
        assert_eq!(now.value, None, "{}", one.key);
    }
    assert!(!release.known_before.is_empty(), "members can add up their quarters");
}

#[test]
fn what_another_board_told_stops_no_pack() {
    let (session, series, papers) = made_up_board();
    let alone = made_up::beside_both(&session, &series, (made_up::YEAR, &[]), &papers);
    let is_large = |cell: &&Published| {
        let truth = alone.model.find(&cell.key).and_then(|at| alone.model.cells[at].truth);
        cell.value.is_none() && cell.key.code("area").is_some_and(|area| area.starts_with("E07")) && truth > Some(5.0)
    };
    let told: Vec<Published> = alone.cells.iter().filter(is_large).cloned().collect();
    assert!(!told.is_empty(), "the made-up board tests nothing");
    for cell in told {
        let at = alone.model.find(&cell.key).unwrap();
        let theirs = Published {
            release: "another-board".into(),
            value: alone.model.cells[at].truth,
            ..cell
        };
        made_up::beside_both(&session, &series, (made_up::YEAR, &[theirs]), &papers);
    }
}
