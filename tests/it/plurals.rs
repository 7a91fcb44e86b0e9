//! In every paper a number and its noun agree: one figure, two figures, and never one figures.

use crate::example_run;
use crate::small_board::{paqa_on, put, small_board};
use regex::Regex;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What ends in an s and stands after a one without being its plural.
const NO_PLURALS: [&str; 22] = [
    "is", "was", "has", "does", "means", "stays", "comes", "moves", "reads", "this", "its", "as", "times", "less",
    "basis", "process", "address", "unless", "us", "gives", "needs", "says",
];

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

static ONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^\d.,\-–/A-Za-z])(?:all )?(?:1|[Oo]ne)(?: of (?:1|one))? ((?:[a-z]+ ){0,1}?)([a-z]+s)\b")
});
static MANY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d.,\-–/A-Za-z])(?:0|[2-9]|\d{2,}|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en) (?:[a-z]+ )?(figure|question|indicator|thing|agency|district|exception|grade|case|referral|action)\b(?:[ .,;|]|$)",
    )
});

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
        if path.is_dir() {
            all.extend(files(&path));
        } else if ending.is_some_and(|ending| ending == "html" || ending == "txt") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// What a page says; cells, paragraphs and items are apart.
fn said(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a page");
    if path.extension().is_some_and(|ending| ending == "txt") {
        return text.replace('\n', " | ");
    }
    let text = pattern(r"(?s)<style.*?</style>|<svg.*?</svg>").replace_all(&text, " ");
    let text = pattern(r"</?(?:td|th|tr|caption|table|li|h[1-6]|figcaption|section|summary)\b[^>]*>")
        .replace_all(&text, " | ");
    let text = pattern(r"<[^>]+>").replace_all(&text, " ").replace("&nbsp;", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each place where a number and its noun disagree.
fn disagreements(text: &str) -> Vec<String> {
    let around = |from: usize, to: usize| {
        let start = text[..from].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let end = text[to..].char_indices().nth(20).map_or(text.len(), |(at, _)| to + at);
        text[start..end].to_string()
    };
    let plural = |word: &str| !NO_PLURALS.contains(&word) && !word.ends_with("ss");
    let ones = ONE.captures_iter(text).filter(|found| {
        let before = found[1].trim();
        // One of the agencies, one that is, one for schools.
        plural(&found[2])
            && ![
                "of", "that", "for", "in", "the", "each", "to", "it", "question", "action", "which",
            ]
            .contains(&before)
    });
    // Section 11 is a name.
    let many = MANY.captures_iter(text).filter(|found| {
        let before = found.get(0).map_or("", |whole| &text[..whole.start()]);
        !before.ends_with("Section")
    });
    let all = ones.chain(many).filter_map(|found| found.get(0));
    all.map(|found| around(found.start(), found.end())).collect()
}

#[test]
fn the_patterns_know_a_disagreement() {
    for wrong in [
        "We read all 1 figures as you wrote them.",
        "1 of 1 indicators received",
        "Of one grades the panel lowered none",
        "2 figure was left out",
        "0 of 3 question",
    ] {
        assert!(!disagreements(wrong).is_empty(), "{wrong}");
    }
    for right in [
        "1 of 12 indicators",
        "one figure is",
        "Q1 cases",
        "0 figures",
        "11 indicators",
        "one that is",
    ] {
        assert!(disagreements(right).is_empty(), "{right}: {:?}", disagreements(right));
    }
}

fn in_papers(board: &Path) -> Vec<String> {
    let papers = files(&board.join("reports"));
    assert!(papers.len() >= 10, "{}", papers.len());
    let told = |path: &PathBuf| {
        let found = disagreements(&said(path));
        found
            .into_iter()
            .map(|text| format!("{}: {text}", path.display()))
            .collect::<Vec<_>>()
    };
    papers.iter().flat_map(told).collect()
}

#[test]
fn numbers_and_nouns_agree_in_every_paper_of_the_example() {
    let found = in_papers(&example_run::board());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn numbers_and_nouns_agree_where_there_is_one_agency_and_one_indicator() {
    let folder = small_board();
    let agencies = "agency,name,kind,aliases,feeds,valid_from,valid_to\n\
                    essex-social-care,Essex Social Care,local_authority_csc,,dashboard,,\n";
    put(folder.path(), "agencies.csv", agencies);
    let figure = |number: u32, period: &str| {
        format!("indicator,area,period,numerator,denominator,value,note\nCP01,E10000012,{period},{number},,,\n")
    };
    let periods = ["2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2"];
    for (nth, period) in periods.iter().enumerate() {
        let name = format!("inbox/{period}/essex-social-care/return.csv");
        put(folder.path(), &name, &figure(300 + 7 * nth as u32, period));
    }
    paqa_on("2026-11-16", &["run", "--period", "2026-27-Q2"], folder.path()).unwrap();
    let found = in_papers(folder.path());
    assert!(found.is_empty(), "{found:#?}");
    let note =
        std::fs::read_to_string(folder.path().join("reports/2026-27-Q2/feedback/essex-social-care.txt")).unwrap();
    assert!(note.contains("We read your one figure as you wrote it."), "{note}");
    // A figure that was read otherwise than it was written is not said to be as written.
    put(
        folder.path(),
        "inbox/2026-27-Q2/essex-social-care/return.csv",
        &figure(330, "2026-27-Q2").replace("330", "330*"),
    );
    paqa_on("2026-11-17", &["run", "--period", "2026-27-Q2"], folder.path()).unwrap();
    let found = in_papers(folder.path());
    assert!(found.is_empty(), "{found:#?}");
}
