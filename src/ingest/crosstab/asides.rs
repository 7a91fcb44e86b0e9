//! Words over or beside a figure that say that it is not the figure that a return is asked for: a target, another place's figure,
//! a change, an example, an old extract, a part of those counted.

use crate::catalogue::plain;
use crate::ingest::words::changes::{is_aim, is_average};
use crate::ingest::words::labels::{is_beside_the_figure, is_part_of_another};

/// Why a figure is not the one that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// What is aimed at or expected.
    Target,
    /// The figure of the country, the region or of neighbours.
    Comparator,
    /// A change, a rank, a colour: made from figures, and none itself. Or an earlier figure without its time.
    Derived,
    /// An average, a peak or a figure blown up to a year: of several figures, and not the one of the quarter.
    Average,
    /// Made up, to show how a return is filled in.
    Example,
    /// An old version that nobody should use.
    Superseded,
    /// Only some of those whom the indicator counts.
    Subset,
}

const TARGET: [&str; 14] = [
    "target",
    "targets",
    "trajectory",
    "forecast",
    "forecasts",
    "projected",
    "projection",
    "goal",
    "ambition",
    "aspiration",
    "milestone",
    "guidance",
    "guideline",
    "expected",
];
const COMPARATOR: [&str; 20] = [
    "england",
    "national",
    "nationally",
    "benchmark",
    "benchmarks",
    "benchmarking",
    "comparator",
    "comparators",
    "comparison",
    "neighbour",
    "neighbours",
    "neighbor",
    "neighbors",
    "sn",
    "snn",
    "region",
    "regional",
    "peers",
    "quartile",
    "uk",
];
const DERIVED: [&str; 21] = [
    "change",
    "diff",
    "difference",
    "differences",
    "variance",
    "var",
    "variation",
    "movement",
    "dot",
    "rag",
    "trend",
    "trends",
    "direction",
    "rank",
    "ranking",
    "sparkline",
    "tolerance",
    "polarity",
    "arrow",
    "increase",
    "decrease",
];
/// Words with which a heading of an earlier figure begins.
const EARLIER: [&str; 6] = ["previous", "previously", "prior", "last", "vs", "opening"];
const DERIVED_PHRASES: [&str; 6] = [
    "traffic light",
    "good is",
    "good performance",
    "compared with",
    "compared to",
    "better or worse",
];
const EXAMPLE: [&str; 9] = [
    "example",
    "examples",
    "dummy",
    "specimen",
    "illustration",
    "illustrative",
    "fictitious",
    "eg",
    "worked",
];
const EXAMPLE_PHRASES: [&str; 5] = ["test data", "sample data", "sample only", "for illustration", "made up"];
const SUPERSEDED: [&str; 5] = ["superseded", "obsolete", "withdrawn", "discontinued", "defunct"];
const SUPERSEDED_PHRASES: [&str; 5] = [
    "do not use",
    "not for use",
    "not to be used",
    "no longer used",
    "old version",
];
const SUBSET: [&str; 24] = [
    "boys",
    "girls",
    "male",
    "males",
    "female",
    "females",
    "men",
    "women",
    "white",
    "bme",
    "bame",
    "asian",
    "black",
    "mixed",
    "ethnic",
    "ethnicity",
    "gender",
    "sex",
    "disabled",
    "disability",
    "send",
    "sen",
    "religion",
    "aged",
];

/// Words of a heading that can be read by one of its words.
const LONGEST: usize = 6;

/// What a text says of the kind of its figures, where it names no indicator that explains the word. `None`: nothing.
pub fn aside(text: &str) -> Option<Aside> {
    let text: String = text
        .split(' ')
        .filter(|word| !word.contains('@'))
        .collect::<Vec<_>>()
        .join(" ");
    if is_difference(&text) {
        return Some(Aside::Derived);
    }
    let simple = plain(&text);
    let text = text.as_str();
    let padded = format!(" {simple} ");
    let words: Vec<&str> = simple.split(' ').collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let says = |known: &[&str]| known.iter().any(|phrase| padded.contains(&format!(" {phrase} ")));
    if has(&EXAMPLE[..7]) || says(&EXAMPLE_PHRASES) {
        return Some(Aside::Example);
    }
    if has(&SUPERSEDED) || says(&SUPERSEDED_PHRASES) || simple == "old" {
        return Some(Aside::Superseded);
    }
    // In a longer text such a word says something else.
    if words.len() > LONGEST {
        return is_part_of_another(text).then_some(Aside::Subset);
    }
    if has(&TARGET) || is_aim(text) {
        return Some(Aside::Target);
    }
    if is_average(text) {
        return Some(Aside::Average);
    }
    if has(&COMPARATOR) || says(&["east of england", "statistical neighbour", "stat neighbours"]) {
        return Some(Aside::Comparator);
    }
    let earlier = words.first().is_some_and(|first| EARLIER.contains(first));
    if is_beside_the_figure(text) || earlier || has(&DERIVED) || says(&DERIVED_PHRASES) {
        return Some(Aside::Derived);
    }
    (is_part_of_another(text) || has(&SUBSET)).then_some(Aside::Subset)
}

/// Whether a text is nothing but the sign of a difference: `+/-` has no letters.
pub fn is_difference(text: &str) -> bool {
    let signs: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    matches!(
        signs.as_str(),
        "+/-" | "+-" | "-/+" | "\u{b1}" | "\u{394}" | "\u{394}%" | "+/-%"
    )
}

/// What a title says of all figures below it. Titles are prose, so only words that nobody uses otherwise count.
pub fn aside_of_title(text: &str) -> Option<Aside> {
    let simple = plain(text);
    let first = simple.split(' ').next().unwrap_or_default();
    match aside(text)? {
        found @ (Aside::Example | Aside::Superseded) => Some(found),
        Aside::Comparator if COMPARATOR[3..9].contains(&first) => Some(Aside::Comparator),
        Aside::Target if TARGET[..4].contains(&first) => Some(Aside::Target),
        Aside::Target | Aside::Comparator | Aside::Derived | Aside::Average | Aside::Subset => None,
    }
}

/// The country, and the counties of England with what lies between them.
const ELSEWHERE: [&str; 58] = [
    "bedfordshire",
    "berkshire",
    "bristol",
    "buckinghamshire",
    "cambridgeshire",
    "cheshire",
    "cornwall",
    "cumbria",
    "derbyshire",
    "devon",
    "dorset",
    "durham",
    "east sussex",
    "essex",
    "gloucestershire",
    "greater london",
    "greater manchester",
    "hampshire",
    "herefordshire",
    "hertfordshire",
    "isle of wight",
    "kent",
    "lancashire",
    "leicestershire",
    "lincolnshire",
    "london",
    "merseyside",
    "norfolk",
    "north yorkshire",
    "northamptonshire",
    "northumberland",
    "nottinghamshire",
    "oxfordshire",
    "rutland",
    "shropshire",
    "somerset",
    "south yorkshire",
    "staffordshire",
    "suffolk",
    "surrey",
    "tyne and wear",
    "warwickshire",
    "west midlands",
    "west sussex",
    "west yorkshire",
    "wiltshire",
    "worcestershire",
    "east riding",
    "medway",
    "milton keynes",
    "peterborough",
    "luton",
    "scotland",
    "wales",
    "northern ireland",
    "manchester",
    "birmingham",
    "liverpool",
];

/// Whether a place is outside every board that could be meant: a country, or a county of England with its neighbours. A board
/// whose own area is called so has it in its table, which is asked first.
pub fn is_elsewhere(text: &str) -> bool {
    let simple = plain(text);
    let bare = [
        "residents",
        "resident",
        "county",
        "council",
        "only",
        "area",
        "patients",
        "children",
    ]
    .iter()
    .fold(format!(" {simple} "), |text, word| {
        text.replace(&format!(" {word} "), " ")
    });
    ELSEWHERE.contains(&bare.trim())
}

/// Whether a text says by an arrow and in words by how much a figure changed: `▲ 13 on last quarter`. A number behind an arrow alone may be
/// the figure itself.
pub fn is_change(text: &str) -> bool {
    const ARROWS: [char; 8] = ['▲', '▼', '△', '▽', '↑', '↓', '→', '↔'];
    let Some(rest) = text.trim().strip_prefix(ARROWS) else {
        return false;
    };
    let simple = plain(rest);
    let words = simple.split(' ').filter(|word| word.starts_with(char::is_alphabetic));
    words.count() >= 2
}

#[cfg(test)]
mod tests {
    use super::{Aside, aside, aside_of_title, is_elsewhere};

    #[test]
    fn a_change_is_an_arrow_with_words() {
        for text in ["▲ 13 on last quarter", "↓ 2% since Q1 last year"] {
            assert!(super::is_change(text), "{text}");
        }
        for text in ["▲ 13", "13 on last quarter", "→", "↑ 4%", ""] {
            assert!(!super::is_change(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_of_the_return_is_told() {
        for (text, kind) in [
            ("Target 2026/27", Aside::Target),
            ("England 2024/25", Aside::Comparator),
            ("Stat. neighbours", Aside::Comparator),
            ("Good is", Aside::Derived),
            ("% change", Aside::Derived),
            ("Diff.", Aside::Derived),
            ("EXAMPLE ONLY - how a completed block looks:", Aside::Example),
            ("Q2 extract of 2 Oct - do not use", Aside::Superseded),
            ("plan", Aside::Target),
            ("monthly average", Aside::Average),
            ("of which re-referrals", Aside::Subset),
            ("Boys", Aside::Subset),
        ] {
            assert_eq!(aside(text), Some(kind), "{text}");
        }
        for text in ["Number", "Total", "Q2 2026/27", "Basildon", "Outturn", "FRONT DOOR"] {
            assert_eq!(aside(text), None, "{text}");
        }
    }

    #[test]
    fn a_title_sets_its_table_aside_only_in_plain_words() {
        assert_eq!(aside_of_title("Benchmarks 2024/25"), Some(Aside::Comparator));
        assert_eq!(aside_of_title("Performance against target, girls included"), None);
        assert!(is_elsewhere("Suffolk residents") && !is_elsewhere("Basildon"));
    }
}
