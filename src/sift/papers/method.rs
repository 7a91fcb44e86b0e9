//! The page "how to read this": fixed words with the counts of the quarter and the board's policy filled in.

use crate::catalogue::Policy;
use crate::domain::{Document, PaperCell, PaperTable, Part, Section};
use crate::sift::briefing::by_chance;
use crate::sift::papers::{Told, document, section};
use crate::sift::{number, sureness};

/// What is said to whoever cannot read a paper as it is; the exception paper says the same.
const OTHER_FORMATS: &str = "The papers are web pages; those for printing are tagged PDF files, too, with the same words. Their tables are in a workbook as well. For large print or another format, or where a part cannot be read, ask whoever sent you the paper.";

/// The paper.
pub(super) fn paper(told: &Told<'_>) -> Document {
    let briefing = told.briefing;
    let policy = told.evidence.catalogue.policy();
    let lead = vec![format!(
        "For members. It goes with every paper for {} ({}).",
        briefing.period,
        briefing.period.months()
    )];
    let sections = vec![
        section("The usual range", usual_range()),
        section("Exception, watch, and neither", tiers(told, policy)),
        section("How sure", how_sure(policy)),
        section("The marks on charts and in tables", vec![Part::Table(marks())]),
        section("Targets", targets()),
        section("Small numbers", small_numbers(policy)),
        section("The order of exceptions", order(policy)),
        not_said(),
        section("Other formats", texts(&[OTHER_FORMATS])),
    ];
    document(
        briefing,
        ("method".into(), format!("How to read the papers, {}", briefing.period)),
        ("How to read these papers".into(), lead),
        sections,
    )
}

fn texts(all: &[&str]) -> Vec<Part> {
    all.iter().map(|text| Part::Text((*text).to_string())).collect()
}

fn usual_range() -> Vec<Part> {
    texts(&[
        "The usual range is where a figure falls if nothing has changed. It comes from the indicator’s own past. A move inside it is not news.",
        "A range needs 13 quarters. With 8 to 12 quarters the chart shows a middle line only. With fewer, nothing is judged.",
        "The range starts again where a definition changes, or where a lasting change was agreed. The chart says so.",
        "A gap in the line is a quarter without a figure. A gap is never counted as zero, and last quarter’s figure is never carried forward.",
    ])
}

fn tiers(told: &Told<'_>, policy: &Policy) -> Vec<Part> {
    let counts = &told.briefing.counts;
    let chance = by_chance(counts.tested, policy);
    vec![
        Part::Text(format!(
            "We tested {} indicators. With so many, some look unusual by chance alone. An exception still stands out once we allow for that.",
            counts.tested
        )),
        Part::Text(format!(
            "That is allowed for over {} core indicators together where figures are worse or unusual, and over {} where they are better. Supplementary indicators are judged each by itself. They can be on watch, and never among the exceptions.",
            counts.together.alarms, counts.together.good_news
        )),
        Part::Text(format!(
            "Watch is unusual, but may be chance: if nothing had changed, {chance}. Cannot tell and too few are answers, too. They do not mean that all is well."
        )),
        Part::Points(vec![
            "New: first quarter on the list.".into(),
            "Continuing: listed last quarter, too.".into(),
            "Improving: still listed, and the newest two figures are nearer the usual range or the target.".into(),
            format!(
                "Closed: target met, or back in the usual range, for {}. It stays on watch for {} more.",
                number::quarters(policy.quarters_to_close as usize),
                number::quarters(policy.quarters_on_watch as usize)
            ),
        ]),
    ]
}

fn how_sure(policy: &Policy) -> Vec<Part> {
    let mut table = PaperTable::headed("Words for how sure we are", &["Words", "What they mean"]);
    table.rows = sureness::table(policy)
        .into_iter()
        .map(|(words, meaning)| vec![PaperCell::from(words), PaperCell::from(meaning)])
        .collect();
    vec![
        Part::Text("Sure says that something changed. It does not say why, or that it will last.".into()),
        Part::Table(table),
        Part::Text("The marks of a chart follow fixed rules, point by point. How sure we are comes from a test that weighs the newest quarters against all earlier ones. A mark alone makes no exception.".into()),
    ]
}

fn marks() -> PaperTable {
    let mut table = PaperTable::headed("Marks and what they mean", &["Mark", "Meaning"]);
    let rows = [
        ("Triangle", "Unusual and worse. It points where the figure went."),
        ("Diamond", "Unusual and better."),
        ("Open square", "Unusual; neither direction is better."),
        ("Disc", "In the usual range."),
        ("Grey band, dashed lines", "The usual range and its limits."),
        ("Dotted line", "The target."),
        ("[c]", "Withheld because it is small, or would reveal a figure that is."),
        ("[x]", "Not received or not available."),
        ("[z]", "Not applicable, or not due this quarter."),
        ("[low]", "More than zero, but rounds to zero."),
        ("[r]", "Restated since it was first received."),
    ];
    table.rows = rows
        .iter()
        .map(|(mark, meaning)| vec![PaperCell::from(*mark), PaperCell::from(*meaning)])
        .collect();
    table
}

fn targets() -> Vec<Part> {
    texts(&[
        "A missed target is stated as such. It is not an exception by itself.",
        "The likely range shows how far a share could move by chance, 95 times in 100. If it holds the target, we cannot tell whether the service meets it.",
        "National figures and figures of similar areas are given with their year. Being above or below them is not good or bad by itself.",
    ])
}

fn small_numbers(policy: &Policy) -> Vec<Part> {
    let bound = policy.withhold_up_to;
    let own = if policy.withhold_in_restricted_papers {
        format!(
            "Counts of children from 1 to {bound} are withheld in every paper, and so are figures that would give one away. Zeros are shown."
        )
    } else {
        format!(
            "By decision of the board, this paper shows counts of children from 1 to {bound}. Published figures never do."
        )
    };
    vec![
        Part::Text(own),
        Part::Text("District figures pass the same check as published ones: a second figure is withheld with the first, so that neither can be worked out.".into()),
        Part::Text(format!(
            "Shares are printed with one decimal from a base of {}, and whole from {}. Under that, counts are printed in their place. The Section 11 papers give shares beside the number of organisations (n), however few.",
            policy.decimals_from, policy.percent_from
        )),
    ]
}

fn order(policy: &Policy) -> Vec<Part> {
    let weights = &policy.ranking;
    let mut table = PaperTable::headed("Most points that each part can give", &["Part", "Most points"]);
    let parts = [
        ("Severity: how far outside the usual range", weights.severity),
        ("Direction: worse counts more than unusual", weights.direction),
        ("Persistence: quarters on the list", weights.persistence),
        ("Comparator: against figures of elsewhere", weights.comparator),
        ("Confidence: how sure", weights.confidence),
        ("Board priority", weights.priority),
        ("Target: missed clearly, or within what chance may give", weights.target),
    ];
    table.rows = parts
        .iter()
        .map(|(part, points)| vec![PaperCell::from(*part), PaperCell::from(number::decimal(*points, 1))])
        .collect();
    vec![
        Part::Text("The order is made from points. The same figures always give the same order.".into()),
        Part::Table(table),
    ]
}

fn not_said() -> Section {
    section(
        "What these papers do not say",
        vec![Part::Points(vec![
            "Why a figure moved. Only agencies can say; their words are quoted, dated and named by role.".into(),
            "That more referrals are bad, or fewer good.".into(),
            "Which district is best or worst. No table lists districts in the order of their figures.".into(),
            "That all is well where nothing was reported.".into(),
        ])],
    )
}
