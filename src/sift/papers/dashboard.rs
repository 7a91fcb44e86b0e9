//! Every indicator by priority, with a small chart each, and what is next due.

use crate::domain::{Document, DrawnChart, GridLine, GridTable, PaperCell, PaperTable, Part, Section};
use crate::sift::papers::{Told, document, section, words};
use crate::sift::withhold;

/// The paper.
pub(super) fn paper(told: &Told<'_>) -> Document {
    let briefing = told.briefing;
    let lines = || briefing.grid.iter().flat_map(|table| &table.lines);
    let usual = lines().filter(|line| line.movement == "Usual").count();
    let title = format!("Every indicator at a glance: {usual} are as usual");
    let lead = vec![
        format!(
            "By priority of the business plan, {}, {} ({}).",
            briefing.home,
            briefing.period,
            briefing.period.months()
        ),
        "Movement asks whether this quarter is unusual for the indicator. Target asks whether the target can be met as things run now. An indicator can be as usual and still miss its target.".into(),
    ];
    let mut sections: Vec<Section> = briefing.grid.iter().map(|table| priority(told, table)).collect();
    sections.push(next_due(told));
    sections.push(words_of_the_columns());
    document(
        briefing,
        (
            "dashboard".into(),
            format!("Dashboard by priority, {}", briefing.period),
        ),
        (title, lead),
        sections,
    )
}

fn priority(told: &Told<'_>, table: &GridTable) -> Section {
    let heading = format!("{}: {}", table.priority.replace('P', "Priority "), table.title);
    let mut shown = PaperTable::headed(
        format!("{heading}, {}", told.briefing.period),
        &[
            "Indicator",
            "Now",
            "Movement",
            "Target",
            "How judged, and why so",
            "Last 20 quarters",
        ],
    );
    shown.rows = table.lines.iter().map(|line| row(told, line)).collect();
    section(heading, vec![Part::Table(shown)])
}

fn row(told: &Told<'_>, line: &GridLine) -> Vec<PaperCell> {
    let emphasis = |words: &str| {
        if line.bold {
            PaperCell::Named {
                name: words.to_string(),
                words: String::new(),
            }
        } else {
            PaperCell::from(words)
        }
    };
    vec![
        PaperCell::Named {
            name: line.short_name.clone(),
            words: line.indicator.clone(),
        },
        PaperCell::Figure(line.now.clone()),
        emphasis(&match line.without.as_str() {
            "" => line.movement.clone(),
            without => format!("{}; {without}", line.movement),
        }),
        PaperCell::from(line.target.as_str()),
        PaperCell::from(format!("{}. {}", line.judged_by, line.why).trim()),
        spark(told, &line.indicator),
    ]
}

fn spark(told: &Told<'_>, indicator: &str) -> PaperCell {
    let evidence = told.evidence;
    let found = evidence.main(indicator).zip(evidence.catalogue.indicator(indicator));
    match found {
        Some((judged, indicator)) => {
            let series = withhold::series_beside_a_row(
                &judged.series,
                &judged.verdict,
                (evidence.catalogue, evidence.places),
                indicator,
            );
            PaperCell::Sparkline(Box::new(DrawnChart::Series(Box::new(series))))
        }
        None => PaperCell::from(""),
    }
}

fn next_due(told: &Told<'_>) -> Section {
    let mut table = PaperTable::headed(
        "Measures that are not due this quarter",
        &["Indicator", "Name", "Next due"],
    );
    table.rows = told
        .briefing
        .next_due
        .iter()
        .map(|next| {
            vec![
                PaperCell::from(next.indicator.as_str()),
                PaperCell::from(next.row_name.as_str()),
                PaperCell::from(next.period.to_string()),
            ]
        })
        .collect();
    let parts = if table.rows.is_empty() {
        vec![Part::Text("Every measure is due this quarter.".into())]
    } else {
        vec![Part::Table(table)]
    };
    let count = told.briefing.next_due.len();
    section(
        format!("Not due this quarter: {}", words::several(count, "measure", "measures")),
        parts,
    )
}

fn words_of_the_columns() -> Section {
    let points = [
        "Usual: weighed against all its past, this quarter may be chance. Worse or better: it stands out. Unusual: it stands out, and neither direction is better.",
        "Usual, on list: the figure is as usual, and an exception is told all the same. It has not closed yet, is about a part, or comes from records.",
        "Usual, marked: a rule of the chart marks the quarter. Weighed against all its past, that may be chance.",
        "Wider area only: it came for a wider area than the county, and the county’s own figure is awaited.",
        "How judged: what a figure’s length, counts and kind allow. Where a rule of the chart marks a quarter that may be chance, the column says so.",
        "Met: the target is met as things run now. Missed: it is not. Varies: it is met or missed by chance. Changing: no judgement while a change goes on.",
        "Cannot tell, of a target: there are no limits, and the likely range of the newest figure holds the target.",
        "A dash: no target, or not judged.",
        "[c] withheld because it is small. [x] not received or not available. [z] not applicable, not due, or nothing to count.",
    ];
    section(
        "What the words mean",
        vec![Part::Points(points.map(str::to_string).to_vec())],
    )
}
