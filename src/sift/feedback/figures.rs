//! What the paper says of the indicators that an agency sent.

use crate::domain::{Briefing, Exception, ExceptionState, GridLine, ListTier, Missing, PaperCell, PaperTable, Shown};
use crate::sift::{Evidence, listed, number, owners};

/// One row for each indicator that is on a list or cannot be judged, and one for all others. `None` when nothing was sent.
pub fn table(evidence: &Evidence<'_>, briefing: &Briefing, agency: &str) -> Option<PaperTable> {
    let sent = evidence
        .expected
        .iter()
        .find(|one| one.agency == agency && one.period == evidence.period)
        .map(|one| &one.received)
        .filter(|received| !received.is_empty())?;
    let mut table = PaperTable::headed(
        "Your indicators in the paper",
        &["Indicator", "This quarter", "What the paper says"],
    );
    let lines: Vec<&GridLine> = briefing.grid.iter().flat_map(|grid| &grid.lines).collect();
    let (mut usual, mut rows) = (0, Vec::new());
    for indicator in evidence
        .catalogue
        .indicators()
        .iter()
        .filter(|one| sent.contains(&one.id))
    {
        let line = lines.iter().find(|line| line.indicator == indicator.id);
        let alone = is_alone(evidence, &indicator.id, agency);
        let said = said(briefing, (&indicator.id, agency), (line.copied(), alone));
        let Some(said) = said else {
            usual += 1;
            continue;
        };
        let now = match line {
            Some(line) if alone && line.now == Shown::Mark(Missing::Withheld) => PaperCell::from("withheld"),
            Some(line) if alone && line.now != Shown::Mark(Missing::NotAvailable) => {
                PaperCell::Figure(line.now.clone())
            }
            _ => PaperCell::from("as sent"),
        };
        let row = vec![PaperCell::from(indicator.row_name.as_str()), now, PaperCell::from(said)];
        rows.push((place_on_lists(briefing, &indicator.id), row));
    }
    // What it answers for besides the dashboard: exceptions of registers, and of figures measured from other feeds.
    let others = briefing.exceptions.iter().filter(|one| !sent.contains(&one.indicator));
    for one in others.filter(|one| owners::is_about(one, agency, evidence)) {
        let row = vec![
            PaperCell::from(one.row_name.as_str()),
            PaperCell::from("as sent"),
            PaperCell::from(listed_words(one, briefing)),
        ];
        rows.push((one.rank.map_or(usize::MAX, |rank| rank - 1), row));
    }
    rows.sort_by_key(|(place, _)| *place);
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    table.rows.extend(the_rest(usual, table.rows.is_empty()));
    Some(table)
}

/// One row for all that is in its usual range.
fn the_rest(usual: usize, is_all: bool) -> Option<Vec<PaperCell>> {
    let name = match (is_all, usual) {
        (_, 0) => return None,
        (true, 1) => "Your indicator".to_string(),
        (true, _) => format!("All {usual} indicators"),
        (false, 1) => "One other".to_string(),
        (false, _) => format!("{} others", number::capitalised(&number::in_words(usual))),
    };
    Some(vec![
        PaperCell::from(name),
        PaperCell::from("as sent"),
        PaperCell::from("In the usual range."),
    ])
}

/// The list by rank, then what is watched, then the rest.
fn place_on_lists(briefing: &Briefing, indicator: &str) -> usize {
    let mut listed = briefing.exceptions.iter().chain(&briefing.watch);
    listed.position(|one| one.indicator == indicator).unwrap_or(usize::MAX)
}

/// Whether the paper's figure is made of this agency's numbers only: another's are not shown to it.
fn is_alone(evidence: &Evidence<'_>, indicator: &str, agency: &str) -> bool {
    let newest = evidence.main(indicator).and_then(|judged| judged.series.newest());
    newest.is_some_and(|one| {
        one.reporting_sources.iter().all(|source| source == agency) && !one.reporting_sources.is_empty()
    })
}

/// What the list says of an exception: its number, its state, what happened.
fn listed_words(listed: &Exception, briefing: &Briefing) -> String {
    let state = match listed.state {
        ExceptionState::New => "new this quarter".to_string(),
        ExceptionState::Continuing => format!("{} on the list", number::quarters_open(listed.quarters_open)),
        ExceptionState::Improving => "on the list, and improving".to_string(),
        ExceptionState::Closed | ExceptionState::AfterClosing => "closed".to_string(),
    };
    let rank = listed
        .rank
        .map(|rank| format!("No. {rank} on the list, {state}."))
        .unwrap_or_default();
    let place = match &listed.series {
        Some(series) if series.area_name != briefing.home => format!("{}: ", series.area_name),
        Some(_) | None => String::new(),
    };
    format!("{rank} {place}{}.", listed.row.trim_end_matches('.'))
        .trim()
        .to_string()
}

/// What the paper says of one indicator; `None` when it is in its usual range.
fn said(
    briefing: &Briefing,
    (indicator, agency): (&str, &str),
    (line, alone): (Option<&GridLine>, bool),
) -> Option<String> {
    let own = |one: &&Exception| one.indicator == indicator && (one.agency == agency || alone);
    if let Some(listed) = briefing.exceptions.iter().find(own) {
        return Some(listed_words(listed, briefing));
    }
    if let Some(watched) = briefing.watch.iter().find(own) {
        return Some(format!("On watch. {}.", watched.row.trim_end_matches('.')));
    }
    match listed::tier(briefing, indicator) {
        Some(ListTier::Exception) => return Some("On the list, together with what others send.".to_string()),
        Some(ListTier::Watch) => return Some("On watch, together with what others send.".to_string()),
        Some(ListTier::Closed) => return Some("Closed this quarter, and on watch for two more.".to_string()),
        None => (),
    }
    let words = match line?.icon.as_str() {
        "usual" => return None,
        "better-high" | "better-low" if alone => "Better than usual.",
        "better-high" | "better-low" => "Better than usual, together with what others send.",
        "too-few" => "Too few to judge.",
        "no-return" => "Cannot be shown: no figure of the whole county could be used.",
        "withheld" if alone => "Withheld, because it is small.",
        "withheld" => "The figure of all together is withheld, because it is small or would give one away.",
        "new-series" => "Too short a history to judge.",
        "restated" => "Restated.",
        _ => "Outside its usual range, not on the list.",
    };
    Some(words.to_string())
}
