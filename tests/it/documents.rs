//! A paper as content, through each of its writers: page, PDF and workbook.

use crate::workbook_rules;
use chrono::NaiveDate;
use paqa::domain::{Document, Period};
use paqa::domain::{
    DrawnChart, Figure, Flags, Level, Missing, PaperCell, PaperTable, Part, PointMark, Section, Shown, ShownPoint,
    ShownSeries, ShownUnit,
};
use paqa::report::document::{self, Book, Press};
use paqa::report::page::Overrides;
use std::process::Command;

/// Words that would do something if they were not only words.
const HOSTILE: [&str; 7] = [
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><desc>",
    "=HYPERLINK(\"http://example.org\",\"go\")",
    "#panic(\"stop\") $1/0$ @label *bold* \\ [x] // gone",
    "bell\u{0007}null\u{0000}escape\u{001B}[31m turned\u{202E}round",
    "שלום עולם مرحبا 你好 \u{1F600} {{ 7 * 7 }} {% include 'x' %}",
    "nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak_nobreak",
];

fn number(value: f64, text: &str) -> Shown {
    Shown::Number {
        value,
        text: text.into(),
    }
}

fn series() -> ShownSeries {
    let first: Period = "2024-25 Q1".parse().expect("a period");
    let point = |nth: i32| ShownPoint {
        period: first.back(-nth),
        value: number(40.0 + f64::from(nth % 3), &format!("{}.0%", 40 + nth % 3)),
        numerator: number(40.0, "40"),
        denominator: number(100.0, "100"),
        flags: Flags::default(),
        mark: PointMark::Usual,
        lines: None,
    };
    ShownSeries {
        indicator: "XX01".into(),
        name: HOSTILE[0].into(),
        subtitle: HOSTILE[1].into(),
        level: Level::County,
        area: "E10000012".into(),
        area_name: HOSTILE[5].into(),
        agency: None,
        unit: ShownUnit::Percent,
        points: (0..10).map(point).collect(),
        levels: None,
        median_only: false,
        target: None,
        restarts: vec![],
        too_few: None,
        too_short: None,
    }
}

fn table(caption: &str) -> PaperTable {
    let mut table = PaperTable::headed(caption, &["Name", "Figure", "Shade", "Drawing", "Said"]);
    for words in HOSTILE {
        table.rows.push(vec![
            words.into(),
            PaperCell::Figure(number(41.8, "41.8%")),
            PaperCell::Shaded {
                figure: Shown::Mark(Missing::Withheld),
                word: "some".into(),
                shade: 3,
            },
            PaperCell::Sparkline(Box::new(DrawnChart::Series(Box::new(series())))),
            PaperCell::Named {
                name: words.into(),
                words: words.into(),
            },
        ]);
    }
    table.notes.push(HOSTILE[2].into());
    table
}

fn figure() -> Figure {
    Figure {
        id: "figure-one".into(),
        title: HOSTILE[0].into(),
        subtitle: HOSTILE[3].into(),
        alt: HOSTILE[1].into(),
        source: HOSTILE[5].into(),
        chart: DrawnChart::Series(Box::new(series())),
        table: table("Behind the chart"),
    }
}

/// A paper with a part of every kind, full of hostile words.
pub fn paper() -> Document {
    let words: Vec<String> = HOSTILE.iter().map(|words| words.to_string()).collect();
    let parts = vec![
        Part::Heading(HOSTILE[0].into()),
        Part::Text(HOSTILE[3].into()),
        Part::Points(words.clone()),
        Part::Quote {
            words: HOSTILE[5].into(),
            by: HOSTILE[4].into(),
        },
        Part::Counts(vec![("12".into(), HOSTILE[6].into()), ("3".into(), "others".into())]),
        Part::Table(table("=1+1: every [kind] of cell")),
        Part::Beside(vec![
            vec![Part::Panel {
                heading: HOSTILE[1].into(),
                points: words.clone(),
            }],
            vec![Part::Figure(Box::new(figure()))],
        ]),
    ];
    let section = |heading: &str, parts: Vec<Part>, new_page| Section {
        heading: heading.into(),
        parts,
        new_page,
    };
    Document {
        name: "trial/paper".into(),
        title: HOSTILE[0].into(),
        of: HOSTILE[5].into(),
        marking: "OFFICIAL-SENSITIVE".into(),
        lead: words,
        sections: vec![section("First", parts, false), section("Second", vec![], true)],
        foot: "Draft for edition 1".into(),
        one_page: false,
    }
}

fn press(overrides: &Overrides) -> Press<'_> {
    Press {
        board: "A <b>board</b>",
        overrides,
        day: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
    }
}

#[test]
fn hostile_words_are_only_words_on_a_page() {
    let page = document::html(&paper(), &press(&Overrides::new())).expect("a page");
    if let Some(folder) = std::env::var_os("PAQA_TRIAL") {
        std::fs::write(std::path::Path::new(&folder).join("trial.html"), &page).expect("written");
    }
    let lower = page.to_lowercase();
    assert!(
        !lower.contains("<script") && !lower.contains("<img"),
        "markup came through"
    );
    assert!(!lower.contains("<svg onload"), "a drawing came through");
    assert!(page.contains("&lt;script&gt;"));
    assert!(page.contains("{{ 7 * 7 }}"), "words of a template stay words");
    for steering in ['\u{0}', '\u{7}', '\u{1B}', '\u{202E}'] {
        assert!(!page.contains(steering), "{steering:?} came through");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(page.contains("<html lang=\"en-GB\">") && page.contains("class=\"skip\""));
}

#[test]
fn hostile_words_neither_stop_nor_steer_a_pdf() {
    let bytes = document::pdf(&paper(), &press(&Overrides::new())).expect("a PDF");
    let folder = std::env::var_os("PAQA_TRIAL").map(std::path::PathBuf::from);
    let own = tempfile::tempdir().expect("a folder");
    let path = folder.as_deref().unwrap_or(own.path()).join("trial.pdf");
    std::fs::write(&path, bytes).expect("written");
    let Ok(told) = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output() else {
        return;
    };
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(text.contains("alert('x')") || text.contains("alert(‘x’)"), "{text}");
    assert!(text.contains("#panic"), "{text}");
}

#[test]
fn a_workbook_of_hostile_words_keeps_the_checklist_and_has_no_formula() {
    let paper = paper();
    let book = Book {
        marking: "OFFICIAL-SENSITIVE",
        title: "Trial: every table".into(),
        board: "A <b>board</b>",
        day: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
        about: vec![HOSTILE[2].into()],
        tables: paper
            .tables()
            .into_iter()
            .map(|table| (paper.title.clone(), table))
            .collect(),
    };
    let bytes = document::workbook(&book).expect("a workbook");
    assert_eq!(
        bytes,
        document::workbook(&book).expect("a workbook"),
        "the same bytes again"
    );
    let sheets = workbook_rules::kept(&bytes, "Trial: every table");
    assert_eq!(sheets, 3 + 2);
}

#[test]
fn a_fault_in_a_board_s_own_template_names_the_template_and_its_line() {
    let overrides = Overrides::from([("part.html".to_string(), "one\ntwo\n{{ nothing.here }}".to_string())]);
    let fault = document::html(&paper(), &press(&overrides))
        .expect_err("a fault")
        .to_string();
    assert!(fault.contains("part.html") && fault.contains("line 3"), "{fault}");
    let overrides = Overrides::from([("shared.typ".to_string(), "\n#let furniture(".to_string())]);
    let fault = document::pdf(&paper(), &press(&overrides))
        .expect_err("a fault")
        .to_string();
    assert!(fault.contains("shared.typ") && fault.contains("line 2"), "{fault}");
}
