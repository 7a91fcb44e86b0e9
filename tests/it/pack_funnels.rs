//! The funnels of the example's packs: each district of the group is named in bold near its own mark, and no name hides another.

use crate::example_run::board;
use paqa::chart::labels::meet;
use paqa::chart::palette::TEXT;
use paqa::chart::plan::At;
use paqa::chart::text::text_width;
use regex::Regex;

/// The groups and their districts.
const GROUPS: [(&str, &[&str]); 4] = [
    ("north", &["Colchester", "Tendring"]),
    ("mid", &["Braintree", "Chelmsford", "Maldon"]),
    ("west", &["Epping Forest", "Harlow", "Uttlesford"]),
    ("south", &["Basildon", "Brentwood", "Castle Point", "Rochford"]),
];

/// Farthest that a name may stand from its mark, in points.
const FARTHEST: f64 = 40.0;

/// A text of a drawing: its box, its anchor, whether it is bold, its words.
struct Name {
    place: (At, At),
    at: At,
    anchor: String,
    bold: bool,
    words: String,
}

fn names(drawing: &str) -> Vec<Name> {
    let text = Regex::new(r#"<text x="(-?\d+)" y="(-?\d+)"([^>]*)>([^<]*)</text>"#).unwrap();
    let anchored = Regex::new(r#"text-anchor="(\w+)""#).unwrap();
    let name = |found: regex::Captures<'_>| {
        let at = (tenth(&found[1]), tenth(&found[2]));
        let (bold, words) = (found[3].contains("font-weight"), found[4].to_string());
        let anchor = anchored
            .captures(&found[3])
            .map_or("start".into(), |found| found[1].to_string());
        let wide = text_width(&words, TEXT, bold);
        let from = match anchor.as_str() {
            "end" => at.0 - wide,
            "middle" => at.0 - wide / 2.0,
            _ => at.0,
        };
        let place = ((from, at.1 - TEXT / 2.0), (from + wide, at.1 + TEXT / 2.0));
        Name {
            place,
            at,
            anchor,
            bold,
            words,
        }
    };
    text.captures_iter(drawing).map(name).collect()
}

fn tenth(digits: &str) -> f64 {
    digits.parse::<f64>().unwrap() / 10.0
}

/// The middles of the marks.
fn marks(drawing: &str) -> Vec<At> {
    let circle = Regex::new(r#"<circle cx="(\d+)" cy="(\d+)""#).unwrap();
    let polygon = Regex::new(r#"<polygon[^>]*points="([^"]*)""#).unwrap();
    let discs = circle
        .captures_iter(drawing)
        .map(|found| (tenth(&found[1]), tenth(&found[2])));
    let middle = |points: &str| {
        let corners: Vec<At> = points
            .split_whitespace()
            .map(|corner| corner.split_once(',').map(|(x, y)| (tenth(x), tenth(y))).unwrap())
            .collect();
        let between = |of: fn(&At) -> f64| {
            let all = corners.iter().map(of);
            (all.clone().fold(f64::MAX, f64::min) + all.fold(f64::MIN, f64::max)) / 2.0
        };
        (between(|at| at.0), between(|at| at.1))
    };
    discs
        .chain(polygon.captures_iter(drawing).map(|found| middle(&found[1])))
        .collect()
}

/// The height at which a figure stands, by the printed axis.
fn height(names: &[Name], figure: f64) -> f64 {
    let ticks: Vec<(f64, f64)> = names
        .iter()
        .filter(|name| name.anchor == "end")
        .filter_map(|name| Some((number(&name.words)?, name.at.1)))
        .collect();
    let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
    low.1 + (figure - low.0) / (high.0 - low.0) * (high.1 - low.1)
}

fn number(words: &str) -> Option<f64> {
    words.trim_end_matches('%').replace(',', "").parse().ok()
}

/// From a point to the nearest edge of a box.
fn distance((low, high): (At, At), (x, y): At) -> f64 {
    let aside = (low.0 - x).max(x - high.0).max(0.0);
    aside.hypot((low.1 - y).max(y - high.1).max(0.0))
}

/// Faults of one drawing, for the districts that are the group's own.
fn faults(drawing: &str, own: &[&str]) -> Vec<String> {
    let (names, marks) = (names(drawing), marks(drawing));
    let mut faults = vec![];
    for (nth, name) in names.iter().enumerate() {
        let hidden = names[nth + 1..].iter().filter(|other| meet(name.place, other.place));
        faults.extend(hidden.map(|other| format!("{} and {} overlap", name.words, other.words)));
    }
    for district in own {
        let label = names
            .iter()
            .find(|name| name.words.starts_with(&format!("{district} ")));
        let Some(label) = label.filter(|label| label.bold) else {
            faults.push(format!("{district} has no bold name"));
            continue;
        };
        let figure = number(label.words.trim_start_matches(district).trim()).unwrap();
        let level = height(&names, figure);
        let away = marks.iter().filter(|mark| (mark.1 - level).abs() < 1.5);
        let away = away.map(|mark| distance(label.place, *mark)).fold(f64::MAX, f64::min);
        if away > FARTHEST {
            faults.push(format!("{district} stands {away:.0} pt from its mark"));
        }
    }
    faults
}

fn pack(group: &str) -> String {
    let pack = format!("reports/2026-27-Q2/quadrants/{group}.html");
    std::fs::read_to_string(board().join(pack)).unwrap()
}

fn funnels(page: &str) -> Vec<&str> {
    let drawn = Regex::new(r"(?s)<svg[^>]*>.*?</svg>").unwrap();
    let all = drawn.find_iter(page).map(|found| found.as_str());
    all.filter(|drawing| drawing.contains("Funnel chart.")).collect()
}

#[test]
fn each_district_of_a_group_is_named_near_its_mark() {
    let mut looked = 0;
    for (group, own) in GROUPS {
        let page = pack(group);
        for drawing in funnels(&page) {
            assert_eq!(faults(drawing, own), Vec::<String>::new(), "{group}");
            looked += 1;
        }
    }
    assert!(looked >= GROUPS.len(), "{looked} funnels were looked at");
}

#[test]
fn a_name_that_is_far_off_or_in_the_way_is_found() {
    let page = pack("south");
    let drawing = funnels(&page)[0];
    let label = Regex::new(r#"<text x="\d+" y="\d+"([^>]*>Basildon )"#).unwrap();
    let (others, _) = names(drawing)
        .into_iter()
        .partition::<Vec<Name>, _>(|name| name.words.starts_with("Rochford"));
    let at = others[0].at;
    let moved = format!(r#"<text x="{:.0}" y="{:.0}"$1"#, at.0 * 10.0, at.1 * 10.0);
    let told = faults(&label.replace(drawing, moved.as_str()), &["Basildon", "Rochford"]);
    assert!(told.iter().any(|fault| fault.contains("overlap")), "{told:?}");
    assert!(told.iter().any(|fault| fault.contains("pt from its mark")), "{told:?}");
}
