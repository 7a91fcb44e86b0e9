//! What the papers say of an agency's figures, of its records, and of the district whose council it is: each list and each pack.

use crate::domain::{AgencyCoverage, Area, Exception, ExceptionKind, Level, ListTier, PaperCell, PaperTable, Part};
use crate::sift::owners;
use crate::sift::papers::{Told, agency, discussion, words};

/// One line of the table.
pub(super) struct Row {
    about: String,
    says: String,
    stands: String,
}

/// The district whose council an agency is.
fn district<'a>(told: &Told<'a>, agency: &str) -> Option<&'a Area> {
    let own = told.evidence.agencies.iter().find(|one| one.id == agency)?;
    let mut districts = told.evidence.places.at_level(Level::District);
    districts.find(|district| owners::is_council_of(own, district))
}

/// Everything that the lists and the packs say of it, each thing once.
pub(super) fn rows(told: &Told<'_>, line: &AgencyCoverage) -> Vec<Row> {
    let mentioned: Vec<&Exception> = agency::all(told)
        .filter(|one| owners::is_told(one, &line.agency, told.evidence))
        .collect();
    let mut rows: Vec<Row> = mentioned.iter().map(|one| of_exception(told, one, line)).collect();
    rows.extend(good_news(told, &line.agency));
    let packs = in_packs(told, &line.agency);
    let is_new = |row: &Row| rows.iter().all(|other| !other.says.contains(&row.says));
    let packs: Vec<Row> = packs.into_iter().filter(is_new).collect();
    rows.extend(packs);
    rows
}

/// The rows as a table; where there are none, that no list and no pack has anything of the agency.
pub(super) fn part(told: &Told<'_>, line: &AgencyCoverage, rows: Vec<Row>) -> Part {
    if rows.is_empty() {
        let whose = match district(told, &line.agency) {
            Some(district) => format!("No figure of yours or of {}", district.name),
            None => "No figure of yours".to_string(),
        };
        return Part::Text(format!(
            "{whose} is an exception, on watch, closed or better than usual this quarter. No group’s pack singles one out."
        ));
    }
    let mut table = PaperTable::headed(
        "What the papers say of your figures",
        &["What it is about", "What the papers say", "Where it stands"],
    );
    table.rows = rows
        .into_iter()
        .map(|row| vec![row.about.into(), PaperCell::from(row.says.trim()), row.stands.into()])
        .collect();
    Part::Table(table)
}

fn of_exception(told: &Told<'_>, one: &Exception, line: &AgencyCoverage) -> Row {
    let list = match (one.kind, one.tier) {
        (ExceptionKind::Data, _) => "Data exception".to_string(),
        (ExceptionKind::Performance, ListTier::Watch) => "On watch".to_string(),
        (ExceptionKind::Performance, ListTier::Exception | ListTier::Closed) => words::state(one),
    };
    Row {
        about: one.row_name.clone(),
        says: with_its_part(told, one, line),
        stands: list,
    }
}

/// The same with what the exception says of the agency's own part, or of its district.
fn with_its_part(told: &Told<'_>, one: &Exception, line: &AgencyCoverage) -> String {
    let district = district(told, &line.agency).map(|district| district.name.as_str());
    let names = [Some(line.name.as_str()), Some(line.short_name.as_str()), district];
    let is_its = |said: &&String| names.iter().flatten().any(|name| said.contains(name));
    let beside = district.filter(|name| one.compared_with.contains(name));
    let beside = beside.map(|_| one.compared_with.clone());
    let all = std::iter::once(with_treatment(one)).chain(one.related.iter().filter(is_its).cloned());
    all.chain(beside).collect::<Vec<_>>().join(" ")
}

/// What is said of an exception and what is done about it, each once.
fn with_treatment(one: &Exception) -> String {
    match one.sentence.contains(&one.treatment) {
        true => one.sentence.clone(),
        false => format!("{} {}", one.sentence, one.treatment),
    }
}

/// What is better than usual among the figures that it sends.
fn good_news(told: &Told<'_>, agency: &str) -> Vec<Row> {
    let all = told.briefing.good_news.iter();
    let sent = all.filter(|note| owners::sends(agency, &note.indicator, told.evidence));
    sent.map(|note| Row {
        about: note.row_name.clone(),
        says: note.text.clone(),
        stands: "Better than usual".into(),
    })
    .collect()
}

/// What the packs of the groups single out: figures by district that it sends, and those of the district whose council it is.
fn in_packs(told: &Told<'_>, agency: &str) -> Vec<Row> {
    let evidence = told.evidence;
    let own = district(told, agency).map(|district| district.name.as_str());
    let mut rows = vec![];
    for quadrant in evidence.places.at_level(Level::Quadrant) {
        let districts: Vec<&Area> = evidence.places.children(&quadrant.id).collect();
        let outstanding = discussion::outstanding(told, &districts);
        let its = outstanding
            .iter()
            .filter(|one| own == Some(one.place) || owners::sends(agency, &one.indicator.id, evidence));
        rows.extend(its.map(|one| Row {
            about: format!("{}, {}", one.indicator.row_name, one.place),
            says: one.words.clone(),
            stands: format!("In the pack of the {} group", quadrant.name),
        }));
    }
    rows
}
