//! What the pack says in words: what is withheld now that was not, and that most of a series is withheld.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

use crate::publish::made_up::{YEAR, released, series, session};
use paqa::domain::{Level, Missing, Public, PublicPack, PublicTable, Shown};
use paqa::pipeline::publish;
use paqa::report::pack::{Files, files};
use paqa::withhold::Published;

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name}")).clone()).unwrap()
}

/// The pack of a county's LADO contacts of which some figures are withheld.
fn with_withheld(years: usize, quarters: usize, districts: usize) -> (PublicPack, Files) {
    let session = session();
    let mut series = series(&session, 2);
    series.retain(|one| one.indicator == "LD01");
    let found = released(&session, &series, (YEAR, &[]));
    let mut pack = publish::pack(&session, &found, ("2025-26", &[]));
    let hide = |figure: &mut Public| *figure = Public::audited(Shown::Mark(Missing::Withheld));
    let table: &mut PublicTable = &mut pack.tables[0];
    let county = table
        .rows
        .iter_mut()
        .find(|row| row.level == Some(Level::County))
        .unwrap();
    county.figures[1..=years]
        .iter_mut()
        .for_each(|figure| hide(&mut figure.value));
    table.by_quarter[1..=quarters]
        .iter_mut()
        .for_each(|figure| hide(&mut figure.value));
    let of_district = table.rows.iter_mut().filter(|row| row.level == Some(Level::District));
    of_district
        .take(districts)
        .for_each(|row| hide(&mut row.figures.last_mut().unwrap().value));
    let files = files(&pack).unwrap();
    (pack, files)
}

#[test]
fn the_words_of_a_mostly_withheld_series_describe_no_trend() {
    let (_, files) = with_withheld(3, 12, 4);
    for (name, told) in [
        ("charts/ld01_years.txt", "Most figures are withheld"),
        ("charts/ld01_quarters.txt", "Most quarters are withheld"),
        ("charts/ld01_districts.txt", "Most districts are withheld"),
    ] {
        let words = text(&files, name);
        assert!(words.contains(told), "{words}");
        assert!(
            !["Up from", "Down from", "highest", "Little changed"]
                .iter()
                .any(|trend| words.contains(trend)),
            "{words}"
        );
    }
    let drawing = text(&files, "charts/ld01_years.svg");
    assert!(
        drawing.contains("Most figures are withheld"),
        "the drawing reads out the same"
    );
    assert!(
        text(&files, "charts/ld01_years.txt")
            .contains("Title: LADO contacts and consultations: most figures are withheld")
    );
    let (_, files) = with_withheld(2, 8, 0);
    assert!(text(&files, "charts/ld01_years.txt").contains("Many figures are withheld"));
    let (_, files) = with_withheld(0, 1, 0);
    assert!(text(&files, "charts/ld01_quarters.txt").contains("the highest is"));
}

#[test]
fn what_was_shown_and_is_withheld_now_is_told_without_a_number() {
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
    let pack = publish::pack(&session, &unchanged, ("2025-26", &earlier));
    assert!(pack.changes.is_empty(), "{:?}", pack.changes);
    assert!(text(&files(&pack).unwrap(), "changes.html").contains("none is withheld now that was not"));
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
            let quarter = &mut one.observations[13];
            quarter.numerator = quarter.numerator.map(|count| count + 2.0);
        }
    }
    let restated = released(&session, &series, (YEAR, &earlier));
    let pack = publish::pack(&session, &restated, ("2025-26", &earlier));
    let page = text(&files(&pack).unwrap(), "changes.html");
    assert!(
        page.contains("published in the annual pack of 2024-25, now [c]: withheld because"),
        "{page}"
    );
    // A reader knows no codes.
    let main = page.split("<main").nth(1).unwrap();
    assert!(
        !main.contains("area=") && !main.contains("E0700") && main.contains(", Basildon, 202"),
        "{main}"
    );
    // The figure that was published stands nowhere in the sentence.
    for line in pack.changes.iter().filter(|line| line.contains("now [c]")) {
        assert!(!line.contains("published as"), "{line}");
    }
}

#[test]
fn the_page_to_paste_from_holds_its_pictures() {
    let (pack, files) = with_withheld(0, 0, 0);
    let page = text(&files, "take/ld01.html");
    assert!(
        page.contains("src=\"data:image/png;base64,iVBOR") && !page.contains("../charts/"),
        "{}",
        &page[..400]
    );
    // Each table can be copied by itself, with its source.
    for page in [&page, &text(&files, "index.html")] {
        assert!(page.contains("</table>"));
        for after in page.split("</table>\n</div>\n").skip(1) {
            assert!(after.starts_with("<p>Source: "), "{}", &after[..80]);
        }
    }
    let leaks = publish::scan::scan(&files, &pack).unwrap();
    assert!(leaks.is_empty(), "{leaks:?}");
}
