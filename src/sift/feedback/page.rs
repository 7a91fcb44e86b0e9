//! What an agency is told, as one page.

use crate::domain::{Document, FeedbackLine, PaperCell, PaperTable, Part, Section};
use crate::sift::feedback::{Case, figures, note, words};

/// Kinds of reading that need no answer and are listed on the page; the workbook lists all.
const READINGS: usize = 8;

/// Lines that one row of the page stands for.
type Group<'a> = Vec<&'a FeedbackLine>;

/// The page.
pub fn page(case: &Case<'_>) -> Document {
    let briefing = case.briefing;
    let mut sections = vec![found(case)];
    sections.extend(happens(case));
    sections.push(next(case));
    Document {
        name: format!("feedback/{}", case.id),
        title: note::title(case),
        of: format!("Feedback on your return, {}", briefing.period),
        marking: briefing.marking.clone(),
        lead: vec![format!(
            "To: {}, safeguarding data lead. {}",
            case.name,
            note::about(case)
        )],
        sections,
        foot: format!(
            "For the agency named · data received to {} · run {}",
            words::day(briefing.as_at),
            briefing.run_id
        ),
        one_page: false,
    }
}

fn found(case: &Case<'_>) -> Section {
    let mut parts: Vec<Part> = counts(case).into_iter().collect();
    let missing = note::missing(case);
    if !missing.is_empty() {
        parts.push(Part::Panel {
            heading: "What we have not received".to_string(),
            points: missing,
        });
    }
    let groups = groups(case);
    if groups.is_empty() && case.lacking() == 0 {
        parts.push(Part::Text("Nothing to fix. Thank you.".to_string()));
    } else if !groups.is_empty() {
        parts.push(Part::Table(table(&groups)));
        let shown: usize = groups.iter().map(Vec::len).sum();
        let rest = case.lines.len() - shown;
        if rest > 0 {
            let said = words::several(rest, "more reading", "more readings");
            parts.push(Part::Text(format!(
                "The workbook lists {said} that need nothing from you."
            )));
        }
    }
    let heading = if case.questions().next().is_some() {
        "What we found, most urgent first"
    } else {
        "What we found"
    };
    Section {
        heading: heading.to_string(),
        parts,
        new_page: false,
    }
}

/// Three counts, if anything came.
fn counts(case: &Case<'_>) -> Option<Part> {
    case.received()?;
    let questions = case.questions().count();
    let (read, sent) = case.figures;
    let (mended, raised) = case.put_right;
    let raised = match raised {
        0 => ("Nothing".to_string(), "was left open last time".to_string()),
        1 => (
            format!("{mended} of 1"),
            "thing we raised last time is put right".to_string(),
        ),
        _ => (
            format!("{mended} of {raised}"),
            "things we raised last time are put right".to_string(),
        ),
    };
    let asked = match questions {
        0 => ("No question".to_string(), "needs an answer from you".to_string()),
        1 => ("1 question".to_string(), "that we need you to answer".to_string()),
        _ => (
            format!("{questions} questions"),
            "that we need you to answer".to_string(),
        ),
    };
    let figures = match sent {
        0 => ("No figures".to_string(), "in what we could use".to_string()),
        1 => (format!("{read} of 1"), "figure read as you wrote it".to_string()),
        _ => (
            format!("{read} of {sent}"),
            "figures read as you wrote them".to_string(),
        ),
    };
    Some(Part::Counts(vec![figures, asked, raised]))
}

/// Lines of one kind on one sheet together; every question, and the first few kinds of mere reading.
fn groups<'a>(case: &'a Case<'_>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for line in &case.lines {
        let same = |group: &&mut Group<'a>| {
            group.first().is_some_and(|first| {
                (first.is_question, &first.title, &first.file, &first.sheet)
                    == (line.is_question, &line.title, &line.file, &line.sheet)
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    let mut readings = 0;
    groups.retain(|group| {
        let asks = group.first().is_some_and(|line| line.is_question);
        readings += usize::from(!asks);
        asks || readings <= READINGS
    });
    groups
}

fn table(groups: &[Group<'_>]) -> PaperTable {
    let mut table = PaperTable::headed(
        "What we found in your return",
        &["No.", "Where", "What we saw", "What we did", "What we ask of you"],
    );
    for (nth, group) in groups.iter().enumerate() {
        let Some(first) = group.first() else { continue };
        let more = match group.len() {
            1 => String::new(),
            2 => " One more like it.".to_string(),
            all => format!(" {} more like it.", all - 1),
        };
        table.rows.push(vec![
            PaperCell::from((nth + 1).to_string()),
            PaperCell::from(place(group)),
            PaperCell::from(format!("{}{more}", first.saw)),
            PaperCell::from(first.did.as_str()),
            PaperCell::from(first.ask.as_str()),
        ]);
    }
    table
}

/// File, sheet and cells: as many as can be found again without the workbook.
pub(super) fn place(group: &[&FeedbackLine]) -> String {
    let Some(first) = group.first() else {
        return String::new();
    };
    let cells: Vec<String> = group
        .iter()
        .map(|line| line.cell.clone())
        .filter(|cell| !cell.is_empty())
        .collect();
    let mut parts = Vec::new();
    if !first.file.is_empty() {
        parts.push(first.file.clone());
    }
    if !first.sheet.is_empty() {
        parts.push(format!("sheet \u{201c}{}\u{201d}", first.sheet));
    }
    match cells.as_slice() {
        [] => {}
        [one] => parts.push(format!("cell {one}")),
        many => parts.push(format!("cells {}", words::list(many))),
    }
    if parts.is_empty() {
        "The whole return".to_string()
    } else {
        parts.join(", ")
    }
}

fn happens(case: &Case<'_>) -> Option<Section> {
    let table = figures::table(case.evidence, case.briefing, case.id)?;
    Some(Section {
        heading: "What happens with your figures".to_string(),
        parts: vec![Part::Table(table)],
        new_page: false,
    })
}

fn next(case: &Case<'_>) -> Section {
    Section {
        heading: "What we ask of you next".to_string(),
        parts: vec![Part::Points(note::dates(case)), Part::Text(note::closing(case))],
        new_page: false,
    }
}
