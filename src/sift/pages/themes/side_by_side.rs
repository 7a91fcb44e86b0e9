//! What each source says of a theme: one line each, with the time that it is about.

use crate::catalogue::Link;
use crate::domain::{PaperCell, PaperTable, Period};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::themes::Sources;
use crate::sift::pages::training::courses;
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
    rows.extend(indicators(link, evidence));
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

/// The share of agencies, and of schools, that meet a question, with the cycle before.
fn answers(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Vec<Row> {
    let mut rows = vec![];
    for (who, pair) in [
        ("Section 11, agencies", &sources.agencies),
        ("Section 11, schools", &sources.schools),
    ] {
        let Some(pair) = pair else { continue };
        for question in &link.questions {
            let now = pair.now.share(question);
            if now.base == 0 {
                continue;
            }
            let before = pair.before.as_ref().map(|cycle| (cycle.share(question), cycle.name));
            let before = before.filter(|(share, _)| share.base > 0);
            let earlier = match &before {
                Some((share, name)) => format!("; {} of {} in {name}", share.met, share.base),
                None => String::new(),
            };
            let words = evidence.catalogue.question(question).map_or_else(
                || question.clone(),
                |known| known.text.trim_end_matches('.').to_string(),
            );
            rows.push(row(
                who,
                format!("{question} {words}: met by {} of {}{earlier}", now.met, now.base),
                pair.now.name.to_string(),
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
        format!(
            "{} of {} complete; {} overdue",
            done,
            about.len(),
            if late == 0 {
                "none".into()
            } else {
                number::in_words(late)
            }
        ),
        format!("at {}", paper::day(end)),
    )]
}

fn training(link: &Link, evidence: &Evidence<'_>) -> Vec<Row> {
    if link.course_themes.is_empty() {
        return vec![];
    }
    let came = |first: Period, last: Period| -> (usize, f64) {
        let rows: Vec<_> = first
            .to(last)
            .flat_map(|period| courses::of_quarter(evidence, period, false))
            .filter(|session| link.course_themes.contains(&session.theme))
            .collect();
        (courses::sessions(&rows), courses::People::sum(&rows).attended)
    };
    let now = evidence.period;
    let (sessions, people) = came(now.back(YEAR - 1), now);
    let (_, before) = came(now.back(2 * YEAR - 1), now.back(YEAR));
    vec![row(
        "Training",
        format!(
            "{}, {} people came; {} in the year before",
            paper::counted_first(sessions, "session"),
            counts::things(people),
            counts::things(before)
        ),
        format!("{} to {now}", now.back(YEAR - 1)),
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
    vec![row(
        "LADO, linked sectors",
        format!(
            "{} referrals; {} in the year before",
            counts::people(sum(now.back(YEAR - 1), now), policy),
            counts::people(sum(now.back(2 * YEAR - 1), now.back(YEAR)), policy)
        ),
        format!("{} to {now}", now.back(YEAR - 1)),
    )]
}

fn audits(link: &Link, evidence: &Evidence<'_>) -> Vec<Row> {
    let is_of = |theme: &str| link.audit_themes.iter().any(|one| one.eq_ignore_ascii_case(theme));
    let rows: Vec<_> = evidence
        .held
        .audits
        .iter()
        .filter(|row| is_of(&row.theme) || is_of(&row.domain))
        .collect();
    let Some(newest) = rows.iter().map(|row| row.from.folder).max() else {
        return vec![];
    };
    let newest_rows: Vec<_> = rows
        .iter()
        .filter(|row| row.from.folder == newest && row.domain != "overall")
        .collect();
    let graded: Vec<&str> = newest_rows
        .iter()
        .map(|row| row.standing_grade())
        .filter(|grade| !grade.is_empty())
        .collect();
    let good = graded
        .iter()
        .filter(|grade| ["outstanding", "good"].contains(grade))
        .count();
    let name = newest_rows.first().map(|row| row.audit.clone()).unwrap_or_default();
    vec![row(
        "Case audit",
        format!("{name}: {good} of {} judgements good or better", graded.len()),
        newest.to_string(),
    )]
}

/// Each linked indicator of the dashboard with its verdict in a sentence.
fn indicators(link: &Link, evidence: &Evidence<'_>) -> Vec<Row> {
    let policy = evidence.catalogue.policy();
    link.indicators
        .iter()
        .filter_map(|id| {
            let indicator = evidence.catalogue.indicator(id)?;
            let judged = evidence.main(id)?;
            let newest = judged.series.newest()?;
            let shown = withhold::value(newest, indicator, policy);
            shown.drawn()?;
            let words = sentence::words(&judged.series, &judged.verdict, indicator, policy);
            let source = format!(
                "{id}, {}",
                evidence.agency_name_owned(&performance::agency(&judged.series))
            );
            let source = source.trim_end_matches(", ").to_string();
            Some(row(&source, words.sentence, newest.period.to_string()))
        })
        .collect()
}
