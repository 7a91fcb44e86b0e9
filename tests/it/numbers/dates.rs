//! The days and quarters in the tables of themes, and what is overdue: each against the row that it is told of.

use super::sources::themes::{actions, folder};
use super::sources::{Lists, Row, declared};
use super::spots::Spot;
use super::{Sources, spots_of_papers};
use chrono::NaiveDate;
use regex::Regex;

/// A day of a row as papers write it.
fn day(text: &str) -> String {
    let day: NaiveDate = text.parse().expect("a day");
    day.format("%-d %B %Y").to_string()
}

/// Every row of an action, oldest first.
fn rows_of<'a>(lists: &'a Lists, id: &str) -> Vec<&'a Row> {
    lists.rows["actions"].iter().filter(|row| row["action"] == id).collect()
}

/// When a thing of the table was, by the rows of its own feed; `None` for what is counted by its quarter.
fn when_it_was(lists: &Lists, told: &str) -> Option<String> {
    let action =
        Regex::new(r"^Action (A\d+) (completed by|of .* due[.,]|of .* is on the tracker\.)").expect("a pattern");
    if let Some(found) = action.captures(told) {
        let rows = rows_of(lists, &found[1]);
        let last = rows.last().expect("a row of the action");
        return Some(match &found[2] {
            "completed by" => day(&last["completed"]),
            set if set.ends_with("tracker.") => rows.iter().map(|row| folder(row)).min().expect("a quarter"),
            _ => day(&last["due"]),
        });
    }
    let course = told.strip_prefix("The course “")?.split('”').next()?;
    let rows = lists.rows["training-sessions"].iter();
    let days = rows
        .filter(|row| row["course"] == course)
        .map(|row| row["date"].as_str());
    Some(day(days.min().expect("a session")))
}

/// The cells of the themes' tables under a heading.
fn cells(column: &str) -> impl Iterator<Item = Spot> {
    let all = spots_of_papers().into_iter();
    all.filter(move |spot| spot.page == "themes" && spot.element == "td" && spot.column == column)
}

#[test]
fn every_day_of_the_themes_is_that_of_its_row() {
    let lists = &Sources::read().lists;
    let mut looked_at = 0;
    for spot in cells("What happened or is due") {
        let Some(expected) = when_it_was(lists, &spot.words) else {
            continue;
        };
        let told = spot.line.split(" | ").next().unwrap_or_default();
        assert_eq!(told, expected, "{}", spot.words);
        looked_at += 1;
    }
    assert!(looked_at > 20, "only {looked_at} days were looked at");
}

#[test]
fn what_is_overdue_of_a_theme_is_counted_from_the_tracker() {
    let lists = &Sources::read().lists;
    let words = ["", "", "two", "three", "four"];
    let mut looked_at = 0;
    for spot in cells("What it says").filter(|spot| spot.row == "Actions") {
        let link = declared()
            .links()
            .iter()
            .find(|link| spot.heads.contains(&link.title))
            .expect("a theme");
        let is_late =
            |row: &&&Row| row["status"] != "complete" && !row["due"].is_empty() && row["due"].as_str() < "2026-09-30";
        let its = actions(lists, link);
        let late = its.iter().filter(is_late).count();
        let told = match (late, its.len()) {
            (0, 1) => !spot.words.ends_with("which is overdue"),
            (_, 1) => spot.words.ends_with("which is overdue"),
            (0, _) => spot.words.ends_with("; none is overdue") || spot.words.starts_with("All "),
            (1, _) => spot.words.ends_with("; one is overdue"),
            (_, _) => spot.words.ends_with(&format!("; {} are overdue", words[late])),
        };
        assert!(told, "{late}: {}", spot.line);
        looked_at += 1;
    }
    assert!(looked_at >= 5, "only {looked_at} themes have actions");
}
