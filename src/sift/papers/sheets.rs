//! Every table of the exception paper as a sheet of the workbook, with the figures behind each chart.

mod whole;

use crate::domain::{Briefing, Exception, PaperCell, PaperTable, Shown};
use crate::sift::number;
use crate::sift::papers::words;
use crate::sift::withhold::counts;

/// Where each table belongs, and the table, in the order of the paper.
pub fn tables(briefing: &Briefing) -> Vec<(String, PaperTable)> {
    let mut all = vec![("Front page".to_string(), exceptions(briefing))];
    let mut add = |place: &str, table: PaperTable| {
        if !table.rows.is_empty() {
            all.push((place.to_string(), table));
        }
    };
    add("Blocks", before(briefing));
    add("Blocks", sureness(briefing));
    add("Blocks", said(briefing));
    add("Blocks", questions(briefing));
    add("Blocks", actions(briefing));
    add("Data exceptions", data(briefing));
    add("Changed figures", restated(briefing));
    add("On watch", short("Indicators on watch", &briefing.watch));
    add("Closed, and good news", short("Closed exceptions", &briefing.closed));
    add("Closed, and good news", good_news(briefing));
    add("Too few to judge", too_few(briefing));
    for table in &briefing.grid {
        add("All indicators", whole::grid(table));
    }
    add("All indicators", whole::next_due(briefing));
    add("Coverage", whole::coverage(briefing));
    add("Coverage", whole::returns(briefing));
    add("The order", order(briefing));
    for exception in &briefing.exceptions {
        add("Figures behind each chart", points(exception));
    }
    all
}

fn text(words: impl Into<String>) -> PaperCell {
    PaperCell::Words(words.into())
}

fn rank(exception: &Exception) -> String {
    exception.rank.map(|rank| rank.to_string()).unwrap_or_default()
}

fn exceptions(briefing: &Briefing) -> PaperTable {
    let heads = [
        "No.",
        "Exception",
        "Indicator",
        "What happened",
        "Figure",
        "Verdict",
        "State",
        "Owner",
        "Decision asked",
    ];
    let mut table = PaperTable::headed(
        format!("Exceptions of {} in order of priority", briefing.period),
        &heads,
    );
    for one in &briefing.exceptions {
        table.rows.push(vec![
            text(rank(one)),
            text(&one.row_name),
            text(&one.indicator),
            text(&one.sentence),
            PaperCell::Figure(one.value.clone()),
            text(one.verdict_word().to_string()),
            text(words::state(one)),
            text(&one.owner),
            text(&one.decision),
        ]);
    }
    table
}

fn before(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "Each exception now and before",
        &["No.", "Exception", "When", "Figure", "Number of base"],
    );
    for one in &briefing.exceptions {
        for then in &one.then {
            table.rows.push(vec![
                text(rank(one)),
                text(&one.row_name),
                text(&then.when),
                PaperCell::Figure(then.value.clone()),
                text(&then.parts),
            ]);
        }
    }
    table
}

fn sureness(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "Which rule fired, how sure, compared with whom",
        &[
            "No.",
            "Exception",
            "Which rule fired",
            "How sure",
            "Compared with",
            "Source",
        ],
    );
    for one in &briefing.exceptions {
        table.rows.push(vec![
            text(rank(one)),
            text(&one.row_name),
            text(&one.which_rule),
            text(&one.how_sure),
            text(&one.compared_with),
            text(&one.source),
        ]);
    }
    table
}

fn said(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "What agencies say",
        &["No.", "Exception", "Owner", "What is said", "By whom", "When"],
    );
    for one in &briefing.exceptions {
        let said = &one.agency_says;
        let words = match said.text.as_str() {
            "" => format!("Commentary awaited from {}.", one.owner),
            words => words.to_string(),
        };
        table.rows.push(vec![
            text(rank(one)),
            text(&one.row_name),
            text(&one.owner),
            text(words),
            text(&said.by),
            text(&said.on),
        ]);
        for more in &one.also_said {
            let cells = [
                rank(one).as_str(),
                &one.row_name,
                &one.owner,
                &more.text,
                &more.by,
                &more.on,
            ]
            .map(text);
            table.rows.push(cells.to_vec());
        }
        let before = &one.said_before;
        if !before.text.is_empty() {
            let words = format!("Said in {}: {}", before.period, before.text);
            let cells = [
                rank(one).as_str(),
                &one.row_name,
                &one.owner,
                &words,
                &before.by,
                &before.on,
            ]
            .map(text);
            table.rows.push(cells.to_vec());
        }
    }
    table
}

fn questions(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "What members asked before",
        &[
            "No.",
            "Exception",
            "Quarter",
            "Question",
            "Answer",
            "Answered",
            "Decision",
        ],
    );
    for one in &briefing.exceptions {
        for asked in &one.asked {
            let answer = if asked.answer.is_empty() {
                "Not answered."
            } else {
                &asked.answer
            };
            table.rows.push(vec![
                text(rank(one)),
                text(&one.row_name),
                text(&asked.period),
                text(&asked.question),
                text(answer),
                text(&asked.answered),
                text(&asked.decision),
            ]);
        }
    }
    table
}

fn actions(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "Actions joined to exceptions",
        &[
            "No.",
            "Exception",
            "Action",
            "What",
            "Owner",
            "Due",
            "Days overdue",
            "Afterwards",
        ],
    );
    for one in &briefing.exceptions {
        for action in &one.actions {
            table.rows.push(vec![
                text(rank(one)),
                text(&one.row_name),
                text(&action.id),
                text(&action.text),
                text(if action.owner.is_empty() {
                    "No owner named"
                } else {
                    &action.owner
                }),
                text(action.due.map(words::day).unwrap_or_else(|| "No date set".into())),
                text(action.days_overdue.to_string()),
                text(&action.afterwards),
            ]);
        }
    }
    table
}

fn data(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        format!("Data exceptions of {}", briefing.period),
        &[
            "No.",
            "What it is about",
            "Agency",
            "What is wrong",
            "What the papers do about it",
            "State",
            "Who acts",
        ],
    );
    for one in &briefing.data_exceptions {
        table.rows.push(vec![
            text(rank(one)),
            text(&one.row_name),
            text(agency(&one.agency, briefing)),
            text(&one.sentence),
            text(&one.treatment),
            text(words::state(one)),
            text(&one.owner),
        ]);
    }
    table
}

fn agency(id: &str, briefing: &Briefing) -> String {
    let found = briefing.coverage.iter().find(|line| line.agency == id);
    found.map_or_else(|| id.to_string(), |line| line.name.clone())
}

fn restated(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "Figures that have changed since they were first received",
        &["Indicator", "Quarter", "Was", "Now", "Would the verdict have changed?"],
    );
    for one in &briefing.restated {
        let answer = if one.verdict_changes { "Yes." } else { "No." };
        table.rows.push(vec![
            text(&one.row_name),
            text(one.period.to_string()),
            PaperCell::Figure(one.was.clone()),
            PaperCell::Figure(one.now.clone()),
            text(format!("{answer} {}", one.consequence)),
        ]);
    }
    table
}

fn short(caption: &str, all: &[Exception]) -> PaperTable {
    let mut table = PaperTable::headed(caption, &["Name", "Indicator", "Figure", "What is said", "State"]);
    for one in all {
        table.rows.push(vec![
            text(&one.row_name),
            text(&one.indicator),
            PaperCell::Figure(one.value.clone()),
            text(&one.sentence),
            text(words::state(one)),
        ]);
    }
    table
}

fn good_news(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed("Improvements that have lasted", &["Name", "Indicator", "What is said"]);
    for note in &briefing.good_news {
        table
            .rows
            .push(vec![text(&note.row_name), text(&note.indicator), text(&note.text)]);
    }
    table
}

fn too_few(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed("Too few cases to judge", &["Name", "What is said"]);
    for name in &briefing.too_few {
        table
            .rows
            .push(vec![text(name), text("Counts only; no trend and no rating.")]);
    }
    table
}

fn order(briefing: &Briefing) -> PaperTable {
    let mut table = PaperTable::headed(
        "The points behind the order",
        &["No.", "Exception", "Part", "Points", "Why so many"],
    );
    for one in &briefing.exceptions {
        for part in &one.score {
            table.rows.push(vec![
                text(rank(one)),
                text(&one.row_name),
                text(&part.name),
                text(number::decimal(part.points, 1)),
                text(&part.reason),
            ]);
        }
    }
    table
}

/// The figures behind an exception's chart, with the lines that are drawn.
fn points(exception: &Exception) -> PaperTable {
    // Where records stand in the place of a chart, its figures are drawn in the row of the front page alone.
    let drawn = if exception.waiting.is_empty() { "Chart" } else { "Row" };
    let mut table = PaperTable::headed(
        format!("{drawn} {}: {}", rank(exception), exception.row_name),
        &[
            "Quarter",
            "Figure",
            "Number",
            "Out of",
            "Average",
            "Lower limit",
            "Upper limit",
            "Mark",
        ],
    );
    let Some(series) = &exception.series else { return table };
    for point in &series.points {
        let limits = point.lines.and_then(|lines| lines.limits);
        let line = |value: Option<f64>| value.map_or_else(|| text(""), |value| PaperCell::Figure(counts::line(value)));
        table.rows.push(vec![
            text(point.period.to_string()),
            PaperCell::Figure(point.value.clone()),
            PaperCell::Figure(point.numerator.clone()),
            PaperCell::Figure(match series.unit {
                crate::domain::ShownUnit::Count => Shown::Mark(crate::domain::Missing::NotApplicable),
                _ => point.denominator.clone(),
            }),
            line(point.lines.map(|lines| lines.centre)),
            line(limits.map(|limits| limits.low)),
            line(limits.map(|limits| limits.high)),
            text(mark(point.mark)),
        ]);
    }
    table.notes.push(exception.source.clone());
    table.notes.push(format!("{}. {}", series.subtitle, exception.alt));
    table
}

fn mark(mark: crate::domain::PointMark) -> &'static str {
    match mark {
        crate::domain::PointMark::Usual => "Usual",
        crate::domain::PointMark::WorseHigh => "Worse, high",
        crate::domain::PointMark::WorseLow => "Worse, low",
        crate::domain::PointMark::Better => "Better",
        crate::domain::PointMark::Unusual => "Unusual",
    }
}
