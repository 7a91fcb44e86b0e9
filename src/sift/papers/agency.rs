//! A page for each agency: its return, its figures, what the papers say of them, how its file was read, what is asked of it.

mod asks;
mod findings;
mod said;

use crate::catalogue::Indicator;
use crate::domain::{
    AgencyCoverage, Document, DrawnChart, Exception, Level, PaperCell, PaperTable, Part, Period, Section, Series,
};
use crate::sift::papers::{Told, asked, document, quadrant, section, words};
use crate::sift::{number, owners, withhold};

/// A page for each agency of which anything was due in the last eight quarters.
pub(super) fn papers(told: &Told<'_>) -> Vec<Document> {
    told.briefing.coverage.iter().map(|line| paper(told, line)).collect()
}

/// The title of an agency's page, by how much is asked of it and how many exceptions are about it.
fn title(name: &str, told: (usize, usize)) -> String {
    match told {
        (0, 0) => format!("{name}: nothing to fix, nothing to answer"),
        (0, _) => format!("{name}: nothing is asked of you"),
        (some, _) => format!(
            "{name}: {} of you",
            words::several(some, "thing is asked", "things are asked")
        ),
    }
}

fn paper(told: &Told<'_>, line: &AgencyCoverage) -> Document {
    let briefing = told.briefing;
    let questions = findings::questions(told, &line.agency);
    let answerable: Vec<&Exception> = all(told)
        .filter(|one| owners::is_about(one, &line.agency, told.evidence))
        .collect();
    let asked = asks::points(told, &answerable, (&line.agency, &questions));
    let said = said::rows(told, line);
    let title = title(&line.name, (asked.len(), said.len()));
    let lead = vec![format!(
        "For the person who sends the return. {}, {} ({}).",
        briefing.home,
        briefing.period,
        briefing.period.months()
    )];
    let sections = vec![
        section("Your return", your_return(told, line)),
        section("What is asked of you", vec![asked_part(asked)]),
        section(
            "What the papers say of your figures",
            vec![said::part(told, line, said)],
        ),
        section(
            "How your files were read",
            findings::parts(told, &line.agency, questions),
        ),
        section("Your figures", vec![figures(told, &line.agency)]),
        section(
            "What members asked you before",
            vec![asked::part(
                told,
                (
                    "Questions and answers, newest first",
                    "No question to you is recorded in the commentary of the last three years.",
                ),
                |remark| remark.agency == line.agency,
            )],
        ),
        dates(told),
    ];
    document(
        briefing,
        (
            format!("agencies/{}", quadrant::slug(&line.agency, &line.name)),
            format!("{}, {}", line.name, briefing.period),
        ),
        (title, lead),
        sections,
    )
}

fn all<'a>(told: &Told<'a>) -> impl Iterator<Item = &'a Exception> {
    let briefing = told.briefing;
    briefing
        .exceptions
        .iter()
        .chain(&briefing.data_exceptions)
        .chain(&briefing.watch)
        .chain(&briefing.closed)
}

fn your_return(told: &Told<'_>, line: &AgencyCoverage) -> Vec<Part> {
    let briefing = told.briefing;
    let now = line
        .history
        .last()
        .copied()
        .unwrap_or(crate::domain::ReturnStatus::NotDue);
    let mut counts = vec![(words::status(now).to_string(), format!("{} return", briefing.period))];
    if line.asked > 0 {
        counts.push((
            format!("{} of {}", line.received, line.asked),
            match line.asked {
                1 => "indicator received of the one asked for".into(),
                _ => "indicators received of those asked for".into(),
            },
        ));
    }
    if let Some(percent) = line.usable_percent {
        counts.push((format!("{percent}%"), "of the numbers sent could be used".into()));
    }
    let first = briefing.period.back(line.history.len() as i32 - 1);
    let quarters: Vec<String> = first.to(briefing.period).map(|period| period.to_string()).collect();
    let mut table = PaperTable::headed("Your returns, last eight quarters", &["Quarter", "Return"]);
    for (quarter, status) in quarters.iter().zip(&line.history) {
        table.rows.push(vec![
            PaperCell::from(quarter.as_str()),
            PaperCell::from(words::status(*status)),
        ]);
    }
    vec![Part::Counts(counts), Part::Table(table)]
}

fn asked_part(points: Vec<String>) -> Part {
    match points.is_empty() {
        true => Part::Text("Nothing is asked of you this quarter. Thank you.".into()),
        false => Part::Points(points),
    }
}

/// The agency's own part of each indicator: for the county where it sends that, else for the places that it sends.
fn own_series<'a>(told: &Told<'a>, agency: &str) -> Vec<(&'a Indicator, &'a Series)> {
    let evidence = told.evidence;
    let all = evidence.series.iter();
    let of_agency: Vec<&Series> = all.filter(|one| one.agency.as_deref() == Some(agency)).collect();
    let mut found = vec![];
    for indicator in evidence.catalogue.indicators() {
        let own = of_agency.iter().copied().filter(|one| one.indicator == indicator.id);
        let own: Vec<&Series> = own.collect();
        let whole = own.iter().find(|one| one.level == Level::County);
        match whole {
            Some(series) => found.push((indicator, *series)),
            None => found.extend(own.into_iter().map(|series| (indicator, series))),
        }
    }
    found
}

fn figures(told: &Told<'_>, agency: &str) -> Part {
    let evidence = told.evidence;
    let mut table = PaperTable::headed(
        format!("Your figures, {} and before", evidence.period),
        &["Indicator", "Now", "Last quarter", "A year ago", "Last quarters"],
    );
    for (indicator, series) in own_series(told, agency) {
        let at = |period: Period| {
            let one = series.at(period);
            PaperCell::Figure(one.map_or(
                crate::domain::Shown::Mark(crate::domain::Missing::NotAvailable),
                |one| withhold::value(one, indicator, evidence.catalogue.policy()),
            ))
        };
        let place = match series.level {
            Level::County => String::new(),
            _ => format!(", {}", evidence.places.name(&series.area)),
        };
        table.rows.push(vec![
            PaperCell::Named {
                name: format!("{}{place}", indicator.row_name),
                words: indicator.id.clone(),
            },
            at(evidence.period),
            at(evidence.period.previous()),
            at(evidence.period.back(4)),
            spark(told, (indicator, series)),
        ]);
    }
    table.notes.push(
        "[c] withheld because it is small. [x] not received or not available. [z] not applicable, not due, or nothing to count.".into(),
    );
    table.notes.extend(by_area(told, agency));
    if table.rows.is_empty() {
        return Part::Text("No figure of yours is held.".into());
    }
    Part::Table(table)
}

/// What it sends by area only, where areas may not be added up: without the words a row of gaps would say that nothing came.
fn by_area(told: &Told<'_>, agency: &str) -> Option<String> {
    let evidence = told.evidence;
    let first = evidence.period.back(4);
    let came = |series: &Series| {
        let recent = series.observations.iter().filter(|one| one.period >= first);
        recent.clone().any(|one| one.was_sent())
    };
    let own = own_series(told, agency);
    let silent = own
        .into_iter()
        .filter(|(_, series)| series.level == Level::County && !came(series));
    let sent = silent.filter(|(indicator, _)| {
        let all = evidence.series.iter();
        let mut areas =
            all.filter(|one| one.indicator == indicator.id && one.agency.is_none() && one.level != Level::County);
        areas.any(came)
    });
    let names: Vec<String> = sent.map(|(indicator, _)| indicator.row_name.clone()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "Held by area, and not for the county: {}. Areas are not added up where one child may be in several.",
            names.join("; ")
        )
    })
}

/// The agency's line without limits: those belong to figures that members judge.
fn spark(told: &Told<'_>, (indicator, series): (&Indicator, &Series)) -> PaperCell {
    let evidence = told.evidence;
    let judged = evidence.judged().iter().find(|one| {
        one.series.indicator == series.indicator && one.series.area == series.area && one.series.agency == series.agency
    });
    match judged {
        Some(judged) => {
            let shown = withhold::series_beside_a_row(
                &judged.series,
                &judged.verdict,
                (evidence.catalogue, evidence.places),
                indicator,
            );
            PaperCell::Sparkline(Box::new(DrawnChart::Series(Box::new(shown))))
        }
        None => PaperCell::from("\u{2013}"),
    }
}

fn dates(told: &Told<'_>) -> Section {
    let evidence = told.evidence;
    let next = evidence.period.next();
    section(
        "Dates",
        vec![
            Part::Points(vec![
                format!(
                    "The {} return was due on {}.",
                    evidence.period,
                    words::day(evidence.due_date(evidence.period))
                ),
                format!("These papers use what had come by {}.", words::day(evidence.as_at)),
                format!("The {next} return is due on {}.", words::day(evidence.due_date(next))),
            ]),
            Part::Text(format!(
                "If we read something wrongly, tell us. Your {} figures stay as you sent them until you correct them.",
                number::capitalised(&evidence.period.to_string())
            )),
        ],
    )
}
