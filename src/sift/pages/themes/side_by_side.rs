//! What each source says of a theme: one line each, with the time that it is about.

use crate::catalogue::Link;
use crate::domain::{Exception, Judged, ListTier, PaperCell, PaperTable, Period, Tier};
use crate::sift::evidence::Evidence;
use crate::sift::listed;
use crate::sift::number;
use crate::sift::pages::assurance::{Judgements, newest_judgements};
use crate::sift::pages::paper;
use crate::sift::pages::themes::{Sources, question_in_words};
use crate::sift::pages::training::courses;
use crate::sift::records::RECORDS;
use crate::sift::withhold::counts;
use crate::sift::{performance, sentence, withhold};

/// Quarters told together.
const YEAR: i32 = 4;

pub(super) type Row = Vec<PaperCell>;

fn row(source: &str, says: String, when: String) -> Row {
    vec![source.into(), says.into(), when.into()]
}

pub(super) fn table(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Option<PaperTable> {
    let mut rows = answers(link, sources, evidence);
    rows.extend(actions(link, evidence));
    rows.extend(training(link, evidence));
    rows.extend(lado(link, evidence));
    rows.extend(audits(link, evidence));
    rows.extend(indicators(link, sources, evidence));
    if rows.is_empty() {
        return None;
    }
    Some(paper::table(
        format!("{}: what each source says", link.title),
        &["Source", "What it says", "When"],
        rows,
        &[],
    ))
}

/// Who meets a question: agencies with the cycle before, then schools.
fn answers(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<Row> {
    let mut rows = vec![];
    for question in &link.questions {
        let mut said = vec![];
        let mut when = vec![];
        let pairs = [("agencies", &sources.agencies), ("schools", &sources.schools)];
        for ((who, pair), compared) in pairs.into_iter().zip(&sources.compared) {
            let Some(pair) = pair else { continue };
            let now = pair.now.share(question);
            if now.base == 0 {
                continue;
            }
            let before = pair.before.as_ref().and_then(|before| {
                let shares = *compared.as_ref()?.questions.get(question.as_str())?;
                Some((shares, before.name))
            });
            let earlier = match before.filter(|((was, _), _)| was.base > 0) {
                Some(((was, is), name)) => format!(
                    " Of the {} that answered both times, {} do now and {} did in {name}.",
                    is.base, is.met, was.met
                ),
                None => String::new(),
            };
            let meet = if now.met == 1 { "meets" } else { "meet" };
            said.push(format!("{} of {} {who} {meet} it.{earlier}", now.met, now.base));
            when.push(format!("{who} {}", pair.now.name));
        }
        if !said.is_empty() {
            let words = question_in_words(question, evidence);
            rows.push(row(
                "Section 11",
                format!("{words}. {}", said.join(" ")),
                when.join("; "),
            ));
        }
    }
    rows
}

/// Actions that bear on the theme, open and done.
fn actions(link: &Link, evidence: &Evidence<'_>) -> Vec<Row> {
    let about: Vec<_> = evidence
        .actions
        .iter()
        .filter(|action| crate::sift::pages::training::is_about(link, action))
        .collect();
    if about.is_empty() {
        return vec![];
    }
    let end = evidence.period.last_day();
    let done = about.iter().filter(|action| action.status == "complete").count();
    let late = about
        .iter()
        .filter(|action| action.status != "complete" && action.due.is_some_and(|due| due < end))
        .count();
    vec![row(
        "Actions",
        actions_in_words((done, late), about.len()),
        format!("at {}", paper::day(end)),
    )]
}

/// `3 of 4 actions are complete; one is overdue`.
fn actions_in_words((done, late): (usize, usize), all: usize) -> String {
    match (done, late, all) {
        (1, _, 1) => return "One action, which is complete".into(),
        (_, 0, 1) => return "One action, open and not overdue".into(),
        (_, _, 1) => return "One action, which is overdue".into(),
        (done, _, all) if done == all => return format!("All {} actions are complete", number::in_words(all)),
        _ => (),
    }
    let complete = match done {
        0 => format!("None of {all} actions is complete"),
        done => format!("{done} of {all} actions {} complete", paper::be(done)),
    };
    match late {
        0 => format!("{complete}; none is overdue"),
        late => format!("{complete}; {} {} overdue", number::in_words(late), paper::be(late)),
    }
}

/// Sessions of the theme's courses, and people who came to them, in the year that ends with a quarter.
pub(super) fn came_in_a_year(link: &Link, last: Period, evidence: &Evidence<'_>) -> (usize, f64) {
    let rows: Vec<_> = paper::last_quarters(last, YEAR)
        .into_iter()
        .flat_map(|period| courses::of_quarter(evidence, period, false))
        .filter(|session| link.course_themes.contains(&session.theme))
        .collect();
    (courses::sessions(&rows), courses::People::sum(&rows).attended)
}

fn training(link: &Link, evidence: &Evidence<'_>) -> Vec<Row> {
    if link.course_themes.is_empty() {
        return vec![];
    }
    let now = evidence.period;
    let (sessions, people) = came_in_a_year(link, now, evidence);
    let (_, before) = came_in_a_year(link, now.back(YEAR), evidence);
    vec![row(
        "Training",
        match sessions {
            0 if before <= 0.0 => "No course in two years".into(),
            0 => format!("No session; {} people came in the year before", counts::things(before)),
            _ => format!(
                "{}, {} people came; {} in the year before",
                paper::counted_first(sessions, "session"),
                counts::things(people),
                counts::things(before)
            ),
        },
        format!("year to {now}"),
    )]
}

fn lado(link: &Link, evidence: &Evidence<'_>) -> Vec<Row> {
    if link.lado_sectors.is_empty() || evidence.held.referrals.is_empty() {
        return vec![];
    }
    let sum = |first: Period, last: Period| -> f64 {
        let cells = evidence.held.referrals.iter();
        let cells = cells.filter(|cell| (first..=last).contains(&cell.period));
        cells
            .filter(|cell| link.lado_sectors.contains(&cell.sector))
            .map(|cell| cell.count.0)
            .sum()
    };
    let now = evidence.period;
    let policy = evidence.catalogue.policy();
    let mut rows = vec![row(
        "LADO, linked sectors",
        format!(
            "{} referrals; {} in the year before",
            counts::people(sum(now.back(YEAR - 1), now), policy),
            counts::people(sum(now.back(2 * YEAR - 1), now.back(YEAR)), policy)
        ),
        format!("year to {now}"),
    )];
    if let Some(open) = crate::sift::pages::lado::open_over_three_months(evidence) {
        rows.push(row("LADO, open cases", open, format!("end of {now}")));
    }
    rows
}

/// What the newest audits of a theme, or of the domain that is the theme, judged; `None` where nothing was.
pub(super) fn newest_audit(link: &Link, evidence: &Evidence<'_>) -> Option<Judgements> {
    newest_judgements(evidence, |theme| {
        link.audit_themes.iter().any(|one| one.eq_ignore_ascii_case(theme))
    })
}

/// `8 of 26 judgements good or better`; where there were few cases, that they say no number.
pub(super) fn judged_in_words(found: &Judgements) -> String {
    match found.few {
        true => "few cases, so no number is given [c]".into(),
        false => format!("{} of {} judgements good or better", found.good, found.graded),
    }
}

fn audits(link: &Link, evidence: &Evidence<'_>) -> Vec<Row> {
    let found = newest_audit(link, evidence).map(|one| {
        row(
            "Case audit",
            format!("{}: {}", paper::joined(&one.names, ""), judged_in_words(&one)),
            one.folder.to_string(),
        )
    });
    found.into_iter().collect()
}

/// What is said of a figure, with the list on which it stands: itself, one of its districts or agencies, or its records.
fn on_list(sentence: String, (judged, told): (&Judged, Option<&Exception>)) -> String {
    let Some(told) = told else { return sentence };
    let series = &judged.series;
    let is_itself = told.indicator == series.indicator && told.area == series.area && told.method != RECORDS;
    let list = match (told.tier, told.rank) {
        (ListTier::Exception, Some(rank)) if is_itself => format!("It is exception {rank}."),
        (ListTier::Exception, Some(rank)) => format!("Exception {rank} tells of it: {}.", told.row_name),
        (ListTier::Exception, None) => "It is on the list of exceptions.".into(),
        (ListTier::Watch, _) => "It is on watch.".into(),
        (ListTier::Closed, _) => "It closed this quarter.".into(),
    };
    format!("{sentence} {list}")
}

/// Indicators that stand out or are on a list with their sentence; those in their usual range together.
fn indicators(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<Row> {
    let policy = evidence.catalogue.policy();
    let mut rows = vec![];
    let mut usual = vec![];
    for id in &link.indicators {
        let Some((indicator, judged)) = evidence.catalogue.indicator(id).zip(evidence.main(id)) else {
            continue;
        };
        let Some(newest) = judged.series.newest() else { continue };
        let shown = withhold::value(newest, indicator, policy);
        if shown.drawn().is_none() {
            continue;
        }
        // What a rule of the chart marks is told with that, though it may be chance.
        let marked = judged.verdict.marks.last().is_some_and(|mark| mark.side.is_some());
        let told = listed::told(sources.lists, id);
        if judged.verdict.tier == Tier::Usual && !marked && told.is_none() {
            usual.push(format!("{}, {shown} ({id})", number::lower_first(&indicator.row_name)));
            continue;
        }
        let words = sentence::words(&judged.series, &judged.verdict, indicator, policy);
        let agency = evidence.agency_name_owned(&performance::agency(&judged.series));
        let source = PaperCell::Named {
            name: format!("{} ({id})", indicator.row_name),
            words: agency,
        };
        let says = on_list(words.sentence, (judged, told));
        rows.push(vec![source, says.into(), newest.period.to_string().into()]);
    }
    if !usual.is_empty() {
        rows.push(row(
            "In the usual range",
            format!("Indicators: {}", usual.join("; ")),
            evidence.period.to_string(),
        ));
    }
    rows
}
