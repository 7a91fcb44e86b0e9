//! The exception paper in print with the longest words and with nothing, many exceptions and none: nothing leaves the page, hides
//! something else, is too small to read or is torn apart. Looked at through `pdftotext`; without it there is nothing to look with.

mod pages;

use crate::situations::everything_said;
use chrono::NaiveDate;
use pages::{Page, pages};
use paqa::domain::{
    Asked, Briefing, Concern, Counts, Exception, ExceptionState, LinkedAction, ListTier, Period, Said, Shown,
};
use paqa::domain::{GridLine, GridTable, Together};
use paqa::report::exception_paper;
use paqa::report::page::Overrides;

/// Least height of a word's box in print, in points: `pdftotext` gives Open Sans as much height as its size, and a little.
const LEAST: f64 = 8.5;
/// The margins of the text, in points, with a little for rounding.
const SIDES: (f64, f64) = (38.0, 557.5);

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// Words of about five letters.
fn words(count: usize) -> String {
    (0..count)
        .map(|nth| ["staff", "report", "visits", "in", "time"][nth % 5])
        .collect::<Vec<_>>()
        .join(" ")
}

fn said_by_head(text: String) -> Said {
    Said {
        text,
        by: "Head of Missing Services".into(),
        on: "2026-08-09".into(),
        period: "2026-27 Q1".into(),
    }
}

/// An exception as wide as policy lets it be, at a rank.
fn widest(rank: usize) -> Exception {
    let said = everything_said();
    let (_, base) = &said[rank * 37 % said.len()];
    let unless = |silent: bool, count: usize| if silent { String::new() } else { words(count) };
    let question = Asked {
        period: "2026-27 Q1".into(),
        question: words(30),
        answer: unless(rank.is_multiple_of(2), 40),
        answered: unless(rank.is_multiple_of(2), 3),
        decision: words(12),
    };
    let action = LinkedAction {
        id: "A19".into(),
        text: words(25),
        owner: "Head of child protection".into(),
        due: Some(day()),
        status: "in-progress".into(),
        completed: None,
        days_overdue: 44,
        afterwards: String::new(),
    };
    Exception {
        rank: Some(rank),
        tier: ListTier::Exception,
        row_name: "W".repeat(8) + " attendances at conferences w",
        owner: "WWWWWWWW and WWWWWWWW Service".into(),
        row: "100.0% (12,345 of 12,345), from 99.9%. Below its usual range of 98.7% to 99.9%; target 90%".into(),
        title: words(18),
        state: if rank.is_multiple_of(3) {
            ExceptionState::New
        } else {
            ExceptionState::Continuing
        },
        quarters_open: 12,
        concern: Concern::Worse,
        agency_says: said_by_head(unless(rank.is_multiple_of(4), 600)),
        also_said: vec![],
        said_before: said_by_head(unless(rank.is_multiple_of(3), 200)),
        asked: vec![question; 4],
        actions: vec![action; 2],
        related: vec![format!("{}: {}.", words(6), words(15)); 3],
        decision: "Ask for a recovery plan by 8 January 2027 with the number never interviewed?".into(),
        ..base.clone()
    }
}

/// An exception about which nobody wrote anything.
fn barest(rank: usize) -> Exception {
    let (_, base) = &everything_said()[rank];
    Exception {
        rank: Some(rank),
        tier: ListTier::Exception,
        ..base.clone()
    }
}

fn grid() -> Vec<GridTable> {
    let line = |nth: usize| GridLine {
        indicator: format!("XX{nth:02}"),
        short_name: "Twenty-two letters now".into(),
        now: Shown::Number {
            value: 12_345.0,
            text: "12,345".into(),
        },
        without: String::new(),
        movement: ["Usual", "Unusual", "Not measured"][nth % 3].into(),
        icon: ["usual", "unusual-high", "no-return"][nth % 3].into(),
        judged_by: "Control chart of shares".into(),
        why: "There are 25 quarters, each with its base.".into(),
        target: ["Met", "Changing", "Missed"][nth % 3].into(),
        bold: nth.is_multiple_of(3),
    };
    let table = |nth: usize| GridTable {
        priority: format!("P{nth}"),
        title: "Gangs, exploitation, missing, self-harm and online safety".into(),
        lines: (0..30).map(line).collect(),
    };
    (1..=5).map(table).collect()
}

fn briefing(exceptions: Vec<Exception>) -> Briefing {
    Briefing {
        board: "Essex Safeguarding Children Board".into(),
        home: "Essex".into(),
        period: Period::new(2026, 2).expect("a quarter"),
        as_at: day(),
        due: NaiveDate::from_ymd_opt(2026, 10, 30).expect("a day"),
        run_id: "2026-11-20-000000".into(),
        edition: "Draft for edition 1".into(),
        marking: "OFFICIAL-SENSITIVE".into(),
        in_short: vec![words(25) + ".", words(25) + ".", words(25) + ".", words(25) + "."],
        counts: Counts {
            due: 150,
            reported: 140,
            tested: 100,
            together: Together {
                alarms: 90,
                good_news: 70,
            },
            expected_watch: 1.0,
            raised: exceptions.len(),
            returns_due: 66,
            returns_received: 60,
        },
        watch: exceptions.iter().take(8).cloned().collect(),
        exceptions,
        data_exceptions: vec![],
        closed: vec![],
        good_news: vec![],
        too_few: vec![],
        asked_of_nobody: vec![],
        gaps: vec![],
        restated: vec![],
        grid: grid(),
        next_due: vec![],
        returns: vec![],
        coverage: vec![],
        findings: vec![],
    }
}

/// The pages in print; `None` where nothing can be looked at.
fn printed(exceptions: Vec<Exception>) -> Option<Vec<Page>> {
    let pdf = exception_paper::pdf(&briefing(exceptions), &Overrides::new()).expect("a paper");
    pages(&pdf)
}

/// What every page must keep.
fn keeps(pages: &[Page], about: &str) {
    for (nth, page) in pages.iter().enumerate() {
        let place = format!("{about}, page {}", nth + 1);
        for word in &page.words {
            assert!(
                word.height() >= LEAST,
                "{place}: `{}` is {:.1} high",
                word.text,
                word.height()
            );
            let inside = word.left >= SIDES.0 && word.right <= SIDES.1 && word.top >= 0.0 && word.foot <= page.height;
            assert!(inside, "{place}: `{}` leaves the page: {word:?}", word.text);
        }
        let hidden = page.overlaps();
        assert!(hidden.is_empty(), "{place}: {hidden:?}");
    }
}

/// Whether each block is whole: its number and name, and what is asked, on one page.
fn blocks_are_whole(pages: &[Page], count: usize, about: &str) {
    let asked: usize = pages
        .iter()
        .map(|page| page.text().matches("Decision asked:").count())
        .sum();
    assert_eq!(asked, count, "{about}");
    for page in &pages[1..] {
        let text = page.text();
        let (begun, ended) = (
            text.matches("Which rule fired").count(),
            text.matches("Decision asked:").count(),
        );
        assert_eq!(begun, ended, "{about}: a block is torn: {text}");
        assert!(ended <= 2, "{about}: {ended} blocks on a page");
    }
}

#[test]
fn the_front_is_one_page_however_many_exceptions_there_are_and_no_block_is_torn() {
    for count in [0, 1, 10, 11, 30] {
        for (about, make) in [("widest", widest as fn(usize) -> Exception), ("barest", barest)] {
            let about = format!("{count} exceptions, {about}");
            let Some(pages) = printed((1..=count).map(make).collect()) else {
                return;
            };
            keeps(&pages, &about);
            blocks_are_whole(&pages, count, &about);
            let front = pages[0].text();
            assert!(front.contains("exception") || front.contains("exceptions"), "{front}");
            match count {
                0 => assert!(front.contains("Nothing stands out"), "{front}"),
                1 => assert!(!front.contains("on page 2"), "{front}"),
                more => {
                    let moved = front.contains("on page 2");
                    assert!(moved || more <= 10, "{about}: {front}");
                    assert_eq!(moved, pages[1].text().contains("continued"), "{about}");
                }
            }
        }
    }
}

#[test]
fn ten_rows_of_ordinary_length_fit_on_the_front() {
    let ordinary = |rank: usize| Exception {
        row: "58.6% (68 of 116), from 61.3%. Below its usual range of 62% to 71%".into(),
        ..barest(rank)
    };
    let mut paper = briefing((1..=12).map(ordinary).collect());
    paper.in_short = vec![words(15) + ".", words(12) + ".", words(12) + "."];
    let pdf = exception_paper::pdf(&paper, &Overrides::new()).expect("a paper");
    if let Some(pages) = pages(&pdf) {
        assert!(
            pages[0].text().contains("Nos. 11 to 12 on page 2"),
            "{}",
            pages[0].text()
        );
    }
}
