//! Evidence into the briefing: both lists ranked, watch, closed, good news, the grid, coverage and the words of the front page.

use crate::catalogue::{self, Indicator, Policy};
use crate::domain::{
    Briefing, Concern, Counts, Exception, ExceptionState, Judged, Key, Level, ListTier, Note, ReturnLine, ReturnStatus,
    Rung, Tier, Together,
};
use crate::sift::evidence::Evidence;
use crate::sift::memory::{self, Item, Rules};
use crate::sift::{
    attach, concern, coverage, faults, gaps, grid, in_short, number, owners, performance, records, restated, score,
    sentence, story, withhold,
};
use std::collections::BTreeMap;

/// All that a paper may say about the quarter.
#[expect(
    clippy::too_many_lines,
    reason = "one line for each list and each field of the paper"
)]
pub fn briefing(evidence: &Evidence<'_>) -> Briefing {
    let rules = Rules {
        catalogue: evidence.catalogue,
        comparators: evidence.comparators,
    };
    let items = memory::replay(evidence.quarters, &rules);
    let (mut exceptions, of_records) = ranked(evidence, &items);
    let most = evidence.catalogue.policy().most_exceptions as usize;
    let without_room = exceptions.split_off(most.min(exceptions.len()));
    let mut closed = ended(evidence, &items);
    closed.extend(of_records);
    let returns = coverage::returns(evidence, evidence.period);
    let (closed, after): (Vec<Exception>, Vec<Exception>) =
        closed.into_iter().partition(|one| one.tier == ListTier::Closed);
    let unraised = without_room.into_iter().map(|one| Exception {
        tier: ListTier::Watch,
        rank: None,
        ..one
    });
    let watch: Vec<Exception> = watched(evidence, &items, &exceptions)
        .into_iter()
        .chain(unraised)
        .chain(after)
        .collect();
    let listed: Vec<Exception> = exceptions.iter().chain(&watch).cloned().collect();
    let (grid, next_due) = grid::grid(evidence, &listed);
    let (due, missing) = gaps::due(evidence, &grid);
    let counts = counts(evidence, &returns, (due, missing.len(), exceptions.len()));
    let gaps = gaps::of_agencies(evidence, &missing);
    let data_exceptions = faults::data_exceptions(evidence, (&returns, &gaps));
    let every = exceptions.iter().chain(&data_exceptions).chain(&watch).chain(&closed);
    let findings = attach::with_unknown(evidence, every);
    let good_news = good_news(evidence);
    let in_short = in_short::told(&in_short::Lists {
        exceptions: &exceptions,
        closed: &closed,
        good_news: &good_news,
        returns: &returns,
        counts: &counts,
        gaps: &gaps,
    });
    Briefing {
        board: evidence.board.to_string(),
        home: evidence.places.name(evidence.places.home()).to_string(),
        period: evidence.period,
        as_at: evidence.as_at,
        due: evidence.due_date(evidence.period),
        run_id: evidence.run_id.to_string(),
        edition: evidence.edition.to_string(),
        marking: evidence.catalogue.policy().marking_restricted.clone(),
        in_short,
        good_news,
        too_few: too_few(evidence),
        asked_of_nobody: asked_of_nobody(evidence, &grid),
        gaps,
        restated: restated::restated(evidence),
        coverage: coverage::coverage(evidence),
        findings,
        counts,
        exceptions,
        data_exceptions,
        watch,
        closed,
        grid,
        next_due,
        returns,
    }
}

/// Every judged series of the quarter with its indicator.
fn all<'a>(evidence: &Evidence<'a>) -> impl Iterator<Item = (&'a Judged, &'a Indicator)> {
    let catalogue = evidence.catalogue;
    evidence
        .judged()
        .iter()
        .filter_map(|judged| Some((judged, catalogue.indicator(&judged.series.indicator)?)))
}

/// The exceptions that are open, by falling score, each with what belongs to the same story; and what records raise no more.
fn ranked(evidence: &Evidence<'_>, items: &BTreeMap<Key, Item>) -> (Vec<Exception>, Vec<Exception>) {
    let mut open: Vec<(Key, Exception)> = all(evidence)
        .filter_map(|(judged, indicator)| {
            let key = judged.key();
            let item = items.get(&key).filter(|item| item.is_open())?;
            Some((
                key,
                performance::exception(judged, indicator, (item, ListTier::Exception), evidence),
            ))
        })
        .collect();
    open.sort_by(|(key, one), (other_key, other)| {
        let by_score = score::total(&other.score).total_cmp(&score::total(&one.score));
        by_score.then_with(|| key.cmp(other_key))
    });
    let mut ranked: Vec<Exception> = open
        .into_iter()
        .enumerate()
        .map(|(at, (key, mut made))| {
            made.rank = Some(at + 1);
            (made.related, made.tells_of) = related(evidence, &key, made.tells_of);
            made
        })
        .collect();
    let (of_records, ended) = records::listed(evidence, &mut ranked);
    ranked.extend(of_records);
    ranked.sort_by(|one, other| score::total(&other.score).total_cmp(&score::total(&one.score)));
    for (at, one) in ranked.iter_mut().enumerate() {
        one.rank = Some(at + 1);
    }
    (ranked, ended)
}

/// One sentence for each other unusual figure of the same story, its rate, its districts, its agencies; and of whom they all tell.
fn related(evidence: &Evidence<'_>, lead: &Key, mut tells_of: Vec<String>) -> (Vec<String>, Vec<String>) {
    let of = story::story(lead, evidence.catalogue);
    let same = all(evidence).filter(|(judged, _)| {
        let key = judged.key();
        key != *lead && story::story(&key, evidence.catalogue) == of && judged.verdict.tier == Tier::Exception
    });
    let policy = evidence.catalogue.policy();
    let told = same.map(|(judged, indicator)| {
        tells_of.extend(owners::told_of(judged, indicator, evidence));
        let row = sentence::words(&judged.series, &judged.verdict, indicator, policy).row;
        let place = match &judged.series.agency {
            Some(agency) => evidence.agency_name_owned(agency),
            None => evidence.places.name(&judged.series.area).to_string(),
        };
        match performance::is_boxed(judged, indicator, evidence) {
            true => format!(
                "{}, {place}: {}. Too many earlier figures are withheld to say how it moves.",
                indicator.row_name,
                judged
                    .series
                    .newest()
                    .map_or_else(String::new, |one| withhold::value(one, indicator, policy).to_string())
            ),
            false => format!("{}, {place}: {row}.", indicator.row_name),
        }
    });
    let told = told.collect();
    (told, tells_of)
}

/// Items that closed this quarter.
fn ended(evidence: &Evidence<'_>, items: &BTreeMap<Key, Item>) -> Vec<Exception> {
    let closed = all(evidence).filter_map(|(judged, indicator)| {
        let item = items.get(&judged.key())?;
        let tier = match item.state {
            ExceptionState::Closed => ListTier::Closed,
            ExceptionState::AfterClosing => ListTier::Watch,
            ExceptionState::New | ExceptionState::Continuing | ExceptionState::Improving => return None,
        };
        let mut made = performance::exception(judged, indicator, (item, tier), evidence);
        if tier == ListTier::Watch {
            made.treatment = format!(
                "It closed {} ago and stays on watch for {}.",
                number::quarters(item.since_closing),
                number::quarters(evidence.catalogue.policy().quarters_on_watch as usize)
            );
            made.sentence = format!("{} {}", made.sentence, made.treatment);
        }
        if tier == ListTier::Closed {
            let because = match &judged.verdict.target {
                Some(target) if target.met_running >= 2 => "The target has been met two quarters running",
                Some(_) | None => "It has been in its usual range two quarters running",
            };
            let value = judged.series.newest().and_then(|one| {
                sentence::value_phrase(one, indicator, evidence.catalogue.policy())
                    .filter(|_| !withhold::is_small(one, indicator, evidence.catalogue.policy()))
            });
            let value = value.map(|value| format!("{value}. ")).unwrap_or_default();
            made.sentence = format!("{value}{because}; closed, and on watch for two more.");
        }
        Some(made)
    });
    closed.collect()
}

/// What is said of a supplementary indicator that is unusual.
pub(super) const BY_ITSELF: &str =
    "It is a supplementary indicator, judged by itself: it can be on watch, and never among the exceptions.";

/// What is unusual by itself, but about as often by chance; the county's figures only.
fn watched(evidence: &Evidence<'_>, items: &BTreeMap<Key, Item>, listed: &[Exception]) -> Vec<Exception> {
    let tested = tested(evidence);
    let caution = format!(
        "Unusual, but with {} indicators tested {}.",
        number::decimal(tested as f64, 0),
        by_chance(tested, evidence.catalogue.policy())
    );
    let mut found = vec![];
    for indicator in evidence.catalogue.indicators() {
        let Some(judged) = evidence.main(&indicator.id) else {
            continue;
        };
        let better = judged
            .verdict
            .leans
            .is_some_and(|side| concern::concern(side, indicator.polarity) == Concern::Better);
        let told = items.contains_key(&judged.key()) || listed.iter().any(|one| one.indicator == indicator.id);
        // An exception that found no room on the list is on watch, too.
        let unusual = matches!(judged.verdict.tier, Tier::Watch | Tier::Exception);
        let is_fault = faults::is_sudden_zero(judged, evidence.catalogue);
        // That it is unusual would say something of a figure that nobody may know.
        let newest = judged.series.newest();
        let is_withheld = newest.is_some_and(|one| withhold::is_withheld(one, indicator, evidence.catalogue.policy()));
        if !unusual
            || better
            || !is_tested(judged, indicator, evidence)
            || told
            || is_fault
            || is_withheld
            || same_story_is_listed(judged, evidence, listed)
        {
            continue;
        }
        let item = Item::fresh(judged);
        let mut made = performance::exception(judged, indicator, (&item, ListTier::Watch), evidence);
        let marked = judged.verdict.marks.last().is_some_and(|mark| mark.side.is_some());
        let caution = match (indicator.tier, marked) {
            (catalogue::Tier::Supplementary, _) => BY_ITSELF,
            (catalogue::Tier::Core, true) => {
                "The rules mark this quarter. Allowing for the number tested, it is on watch."
            }
            (catalogue::Tier::Core, false) => caution.as_str(),
        };
        made.sentence = format!("{} {caution}", made.sentence);
        made.decision = "Note?".into();
        found.push(made);
    }
    found
}

fn same_story_is_listed(judged: &Judged, evidence: &Evidence<'_>, listed: &[Exception]) -> bool {
    let key = judged.key();
    let of = story::story(&key, evidence.catalogue);
    listed.iter().any(|one| {
        let other = Key {
            indicator: one.indicator.clone(),
            ..key.clone()
        };
        story::story(&other, evidence.catalogue) == of
    })
}

/// Indicators whose own figure has a p value, and so can come on the watch list by chance.
pub(super) fn tested(evidence: &Evidence<'_>) -> usize {
    let own = evidence.catalogue.indicators().iter().filter(|indicator| {
        let judged = evidence.main(&indicator.id);
        judged.is_some_and(|judged| is_tested(judged, indicator, evidence))
    });
    own.count()
}

/// Whether the figure that speaks for an indicator is tested: it has a p value, and no count says the same already.
fn is_tested(judged: &Judged, indicator: &Indicator, evidence: &Evidence<'_>) -> bool {
    judged.verdict.p.is_some() && !evidence.catalogue.is_told_by_its_count(indicator)
}

/// How many of the county's core indicators were tested together, for each direction; as the verdicts themselves have it.
fn together(evidence: &Evidence<'_>) -> Together {
    let county = |one: &&Judged| one.series.level == Level::County && one.series.agency.is_none();
    let mut verdicts = evidence.judged().iter().filter(county);
    verdicts.find_map(|one| one.verdict.together).unwrap_or_default()
}

/// How many of so many that are tested come on the watch list by chance.
pub(super) fn by_chance(tested: usize, policy: &Policy) -> String {
    let expected = policy.watch_p * tested as f64;
    match number::in_words(expected.round() as usize).as_str() {
        "no" => "one such may turn up by chance".into(),
        "one" => "about one such would turn up by chance".into(),
        several => format!("about {several} such would turn up by chance"),
    }
}

fn good_news(evidence: &Evidence<'_>) -> Vec<Note> {
    let policy = evidence.catalogue.policy();
    let better = evidence.catalogue.indicators().iter().filter_map(|indicator| {
        let judged = evidence.main(&indicator.id)?;
        let meaning = judged
            .verdict
            .side
            .map(|side| concern::concern(side, indicator.polarity));
        let is_good = meaning == Some(Concern::Better) && matches!(judged.verdict.tier, Tier::Exception | Tier::Watch);
        let is_good = is_good && !evidence.doubted.contains(&indicator.id);
        is_good.then_some((judged, indicator))
    });
    better
        .map(|(judged, indicator)| Note {
            indicator: indicator.id.clone(),
            row_name: indicator.row_name.clone(),
            text: sentence::words(&judged.series, &judged.verdict, indicator, policy).sentence,
            series: withhold::series(
                &judged.series,
                &judged.verdict,
                (evidence.catalogue, evidence.places),
                indicator,
            ),
        })
        .collect()
}

/// Row names of what is too rare or too small to judge.
fn too_few(evidence: &Evidence<'_>) -> Vec<String> {
    let few = evidence.catalogue.indicators().iter().filter(|indicator| {
        evidence
            .main(&indicator.id)
            .is_some_and(|judged| judged.verdict.rung == Rung::TooFew)
    });
    few.map(|indicator| indicator.row_name.clone()).collect()
}

/// The ids of what stands in the grid and no agency is asked for.
fn asked_of_nobody(evidence: &Evidence<'_>, grid: &[crate::domain::GridTable]) -> Vec<String> {
    let lines = grid.iter().flat_map(|table| &table.lines).map(|line| &line.indicator);
    lines
        .filter(|id| grid::nobody_is_asked(id, evidence))
        .cloned()
        .collect()
}

fn counts(evidence: &Evidence<'_>, returns: &[ReturnLine], (due, missing, raised): (usize, usize, usize)) -> Counts {
    let asked = returns
        .iter()
        .filter(|line| line.note != "not asked for" && line.status != ReturnStatus::NotDue);
    let came = asked.clone().filter(|line| line.status.has_come());
    let tested = tested(evidence);
    Counts {
        due,
        reported: due - missing,
        tested,
        together: together(evidence),
        expected_watch: evidence.catalogue.policy().watch_p * tested as f64,
        raised,
        returns_due: asked.count(),
        returns_received: came.count(),
    }
}
