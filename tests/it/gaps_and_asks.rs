//! What the example's papers say of gaps, of sums and of what each agency is asked: nothing is passed over, and nothing said twice
//! otherwise.

use crate::example_run::{board, cell, list};
use crate::true_papers::paper;
use regex::Regex;

/// The rest of a paper from some words on, as long as asked for.
fn after(text: &str, words: &str, letters: usize) -> String {
    let at = text.find(words).unwrap_or_else(|| panic!("no {words}"));
    text[at..].chars().take(letters).collect()
}

#[test]
fn no_total_passes_over_a_council_that_sent_nothing() {
    for name in [
        "dashboard.html",
        "exception-paper.html",
        "quadrants/mid.html",
        "quadrants/north.html",
    ] {
        assert!(paper(name).contains("without Maldon District Council"), "{name}");
    }
    let map = paper("need-map.html");
    assert!(after(&map, "Need in Mid", 2000).contains("[x] 0 without Maldon District Council"));
    assert_eq!(map.matches("46 without Maldon District Council").count(), 4);
}

#[test]
fn none_of_none_is_no_gap_and_what_did_not_come_is_one() {
    let map = paper("need-map.html");
    let row = |from: &str| after(&map[map.find(from).unwrap()..], "Joint assessments in 10 days", 60);
    // Epping Forest, Harlow, Uttlesford; Harlow sent nothing, and Uttlesford had nobody to assess.
    assert!(
        row("Supply in West").contains("[c] [x] [z]"),
        "{}",
        row("Supply in West")
    );
    assert!(
        row("Supply in South").contains("[z] [c] [z]"),
        "{}",
        row("Supply in South")
    );
    let west = paper("quadrants/west.html");
    assert!(west.contains("Some figures are missing for Harlow."));
    assert!(!west.contains("missing for Uttlesford"));
    assert!(!paper("quadrants/south.html").contains("Some figures are missing"));
    assert!(!paper("feedback/uttlesford-council.html").contains("Withheld, because it is small"));
}

#[test]
fn a_withheld_figure_is_on_no_watch_list() {
    let csv = std::fs::read_to_string(board().join("reports/2026-27-Q2/exceptions.csv")).unwrap();
    let withheld: Vec<&str> = csv
        .lines()
        .filter(|line| line.contains("watch,performance") && line.contains(",[c],"))
        .collect();
    assert!(withheld.is_empty(), "{withheld:?}");
    assert!(!paper("exception-paper.html").contains("[c] withheld: small numbers. It is unusual"));
}

#[test]
fn the_summary_s_sum_adds_up() {
    let text = paper("board-summary.html");
    let sum = Regex::new(
        r"Of (\d+) indicators due, (\S+) (?:is|are) as usual, and (\S+) stands? out. (\S+) (?:is|are) on the list of exceptions, and as usual now; (\S+) (?:is|are) as usual and marked by a rule of the chart\. (\S+) (?:is|are) withheld or cannot be judged; (\S+) (?:is|are) not reported",
    );
    let found = sum.unwrap().captures(&text).expect("the sum");
    let words = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let count = |nth: usize| {
        let told = found[nth].to_lowercase();
        let word = words.iter().position(|word| *word == told);
        word.unwrap_or_else(|| told.parse().unwrap())
    };
    assert_eq!(count(1), (2..=7).map(count).sum::<usize>(), "{}", &found[0]);
    assert!(
        text.contains("Two agencies sent no figures and one return cannot be used; for"),
        "{text}"
    );
    assert!(text.contains("One return came and cannot be used: Essex Youth Justice Service."));
    assert!(text.contains("Sent the wrong form: Tendring District Council."));
    assert!(text.contains("Write to the two agencies that sent no figures?"));
}

#[test]
fn what_is_on_the_list_is_nowhere_merely_usual() {
    let listed = list(&["exceptions", "--period", "2026-27-Q2"]);
    let dashboard = paper("dashboard.html");
    let feedback = paper("feedback/essex-social-care.html");
    for row in 0..listed.rows.len() {
        let of = |column: &str| cell(&listed, row, column);
        if of("tier") != "exception" || of("kind") != "performance" || of("indicator").is_empty() {
            continue;
        }
        let usual = Regex::new(&format!(r"{} \S+(?: of \d+)? Usual [^,;]", of("indicator"))).unwrap();
        assert!(!usual.is_match(&dashboard), "{}", of("indicator"));
    }
    assert!(
        feedback.contains("Reports sent to conferences") && feedback.contains("Better than usual."),
        "{feedback}"
    );
}

#[test]
fn what_a_rule_marks_and_the_test_thinks_chance_is_said_with_both() {
    let text = paper("exception-paper.html");
    let bare = Regex::new(r"On watch [^.]*\. (?:Above|Below) its usual range of [^,.]*\. It closed").unwrap();
    assert!(!bare.is_match(&text));
    assert!(text.contains("which may be chance. It closed"));
    let themes = paper("themes.html");
    let usual = Regex::new(r"In the usual range [^(]*\(CP06\)").unwrap();
    assert!(!usual.is_match(&themes));
}

#[test]
fn each_agency_is_asked_what_is_its_to_do() {
    for (agency, words) in [
        (
            "maldon-council",
            "Send the return that was due on 30 October 2026 (Section 11 audit)",
        ),
        ("castle-point-council", "one thing is asked of you"),
        ("castle-point-council", "Action A11"),
        (
            "mid-south-hospitals",
            "visits for self-harm, Mid and South Essex NHS Foundation Trust: 171",
        ),
        ("princess-alexandra", "Tell members what they should know about: A"),
        (
            "family-wellbeing",
            "Tell members what they should know about: First health checks in time",
        ),
        (
            "essex-family-support",
            "Tell members what they should know about: Business plan past its dates",
        ),
        ("essex-lado", "R07: LADO cases stay open for longer"),
        ("essex-lado", "Challenge C06"),
        (
            "essex-police",
            "Domestic abuse incidents: send the figure for Essex alone. What came is for Southend, Essex and Thurrock.",
        ),
        ("essex-police", "Challenge C05"),
        ("essex-family-support", "Business plan, 3.2"),
        ("basildon-council", "Challenge C04"),
    ] {
        let text = paper(&format!("agencies/{agency}.html"));
        assert!(
            text.contains(words),
            "{agency}: {words}\n{}",
            after(&text, "What is asked of you", 900)
        );
    }
    let team = paper("agencies/board-unit.html");
    assert!(!team.contains("should know about: R07"), "it is for the LADO to answer");
    assert!(paper("feedback/board-unit.html").contains("No. 11 on the list"));
    for page in std::fs::read_dir(board().join("reports/2026-27-Q2/agencies")).unwrap() {
        let name = page.unwrap().file_name().into_string().unwrap();
        let text = paper(&format!("agencies/{name}"));
        let nothing = text.contains("Nothing is asked of you this quarter");
        let asks = ["No file came", "Questions to answer", "overdue by"]
            .iter()
            .any(|words| text.contains(words));
        assert!(!(nothing && asks), "{name}");
    }
}

#[test]
fn a_past_quarter_is_told_with_its_own_figure_and_a_yearly_rate_as_one() {
    let themes = paper("themes.html");
    let earlier =
        Regex::new(r"2025-26 Q\d [^:.]* \([A-Z]{2}\d\d\): (?:above|below) its average from this quarter on\. ([^.]*)")
            .unwrap();
    let told: Vec<String> = earlier
        .captures_iter(&themes)
        .map(|found| found[1].to_string())
        .collect();
    assert!(!told.is_empty());
    assert!(told.iter().all(|words| words.starts_with("It was ")), "{told:?}");
    for name in ["need-map.html", "quadrants/north.html"] {
        assert!(
            paper(name).contains("Referrals per 10,000 children, as a yearly rate"),
            "{name}"
        );
    }
}
