//! Registers, trackers and audits into exceptions: the rules that need no chart, with the same ranking and the same memory.

pub mod as_of;
pub mod backlog;
pub mod memory;
pub mod plan;
pub mod reviews;
pub mod risks;
pub mod standards;
mod unanswered;

use crate::catalogue::{Indicator, Polarity, Priority};
use crate::domain::{
    Concern, Exception, ExceptionKind, ExceptionState, Judged, ListTier, Missing, Period, Said, Shown, Side, Waiting,
};
use crate::sift::evidence::Evidence;
use crate::sift::memory::Item;
use crate::sift::{alt, attach, number, performance, score};
use memory::Life;
use std::collections::{BTreeMap, BTreeSet};

/// The method of an exception that no figure made.
pub(super) const RECORDS: &str = "records";

/// The row's name where several records that wait are told as one.
const TOGETHER: &str = "Actions and challenges that wait";

/// One reason to care that a register or a tracker gives in one quarter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Raised {
    /// The same from quarter to quarter: `risk R07`.
    pub key: String,
    /// The indicator that the records are counted by; empty where there is none.
    pub indicator: &'static str,
    /// The record with which it is told where that is raised too, so that the list stays short; empty: it stands alone.
    pub beside: &'static str,
    /// Where any indicator of this theme is on the list already, it is told there; empty: only where its own is.
    pub theme: &'static str,
    /// The agency that must answer; empty when several.
    pub agency: String,
    /// The agencies whose records these are, by id.
    pub agencies: Vec<String>,
    /// Indicators of the records that are told with these.
    pub also: Vec<&'static str>,
    /// What it is about, 36 characters or fewer.
    pub row_name: String,
    /// What happened, 90 characters or fewer.
    pub row: String,
    /// The same in a few words, for a row that tells several records; empty: it is never told with another.
    pub short: String,
    /// One or two sentences.
    pub sentence: String,
    /// Which rule fired: its id and its words.
    pub rule: (&'static str, &'static str),
    /// The figures behind it in one line.
    pub evidence: String,
    /// The figure of the analyst's table where no indicator has one.
    pub value: Option<f64>,
    /// 0 to 1, with its reason.
    pub severity: (f64, String),
    /// Of the business plan.
    pub priority: Priority,
    /// One sentence for each record.
    pub related: Vec<String>,
    /// The same records for the table of the block; none where what is raised is no list of records.
    pub waiting: Vec<Waiting>,
    /// Who owns it, as a role; empty when nobody is named.
    pub owner: String,
}

impl Raised {
    /// The key of the record under which it is told.
    fn told_as(&self) -> &str {
        match self.beside {
            "" => &self.key,
            beside => beside,
        }
    }

    /// Nothing yet, of a priority.
    fn of(priority: Priority) -> Raised {
        Raised {
            key: String::new(),
            indicator: "",
            beside: "",
            theme: "",
            agency: String::new(),
            agencies: vec![],
            also: vec![],
            row_name: String::new(),
            row: String::new(),
            short: String::new(),
            sentence: String::new(),
            rule: ("", ""),
            evidence: String::new(),
            value: None,
            severity: (0.0, String::new()),
            priority,
            related: vec![],
            waiting: vec![],
            owner: String::new(),
        }
    }
}

/// Everything that the records raise in a quarter.
fn raised(evidence: &Evidence<'_>, period: Period) -> Vec<Raised> {
    let mut all = risks::raised(evidence, period);
    all.extend(reviews::raised(evidence, period));
    all.extend(plan::raised(evidence, period));
    all.extend(standards::raised(evidence, period));
    all.extend(backlog::raised(evidence, period));
    all.extend(unanswered::raised(evidence, period));
    all
}

/// The share of an indicator in a quarter as every row prints it: `66.7%`, `6 of 19`; `None` where it was not measured.
fn share(evidence: &Evidence<'_>, indicator: &str, period: Period) -> Option<String> {
    let declared = evidence.catalogue.indicator(indicator)?;
    let one = evidence.main(indicator)?.series.at(period)?;
    number::figure(one, declared, evidence.catalogue.policy())
}

/// The open exceptions that come from records, unranked, and those that closed this quarter; those of an indicator or theme that is on
/// the list already are told there.
pub(super) fn listed(evidence: &Evidence<'_>, listed: &mut [Exception]) -> (Vec<Exception>, Vec<Exception>) {
    let mut lives: BTreeMap<String, (Life, Raised)> = BTreeMap::new();
    let quarters: Vec<Period> = evidence.quarters.iter().map(|quarter| quarter.period).collect();
    for period in quarters {
        memory::step(&mut lives, raised(evidence, period));
    }
    let (open, mut ended): (Vec<_>, Vec<_>) = lives.into_values().partition(|(life, _)| life.is_open());
    // What was told with something that goes on did not close as an exception.
    ended.retain(|(_, one)| open.iter().all(|(_, other)| other.told_as() != one.told_as()));
    ended.retain(|(_, one)| on_list(one, listed, evidence).is_none());
    let mut made = vec![];
    for (life, raised) in told_together(open) {
        match on_list(&raised, listed, evidence) {
            Some(one) => {
                one.related.push(raised.sentence);
                one.tells_of.extend(raised.agencies);
                one.also.extend(ids(raised.indicator, &raised.also));
            }
            None => made.push(exception(raised, life, evidence)),
        }
    }
    let ended = told_together(ended).into_iter().map(|(life, raised)| {
        let said = format!("The records no longer raise it; closed. A quarter ago: {}.", raised.row);
        Exception {
            tier: ListTier::Closed,
            row: said.clone(),
            sentence: said,
            waiting: vec![],
            related: vec![],
            ..exception(raised, life, evidence)
        }
    });
    (made, ended.collect())
}

/// The exception on the list that tells of the same indicator or theme.
fn on_list<'l>(raised: &Raised, listed: &'l mut [Exception], evidence: &Evidence<'_>) -> Option<&'l mut Exception> {
    let theme = |id: &str| evidence.catalogue.indicator(id).map_or("", |one| one.theme.as_str());
    let is_same = |one: &Exception| {
        let own = !raised.indicator.is_empty() && one.indicator == raised.indicator;
        own || (!raised.theme.is_empty() && theme(&one.indicator) == raised.theme)
    };
    listed.iter_mut().find(|one| one.rank.is_some() && is_same(one))
}

/// The indicators of records, without those of which none is counted.
fn ids<'a>(own: &'a str, also: &'a [&'static str]) -> impl Iterator<Item = String> + 'a {
    let all = std::iter::once(own).chain(also.iter().copied());
    all.filter(|id| !id.is_empty()).map(String::from)
}

/// What is open, or what closed, with what is told beside another record taken into that.
fn told_together(open: Vec<(Life, Raised)>) -> Vec<(Life, Raised)> {
    let keys: Vec<String> = open.iter().map(|(_, raised)| raised.key.clone()).collect();
    let (beside, mut alone): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|(_, raised)| keys.iter().any(|key| key == raised.beside));
    for (its, told) in beside {
        let with = alone.iter_mut().find(|(_, raised)| raised.key == told.beside);
        if let Some((life, raised)) = with {
            // The list goes on as long as one of its parts did.
            if its.quarters_open > life.quarters_open {
                *life = its;
            }
            // The row, the title and the table of the block say it.
            raised.row_name = TOGETHER.into();
            raised.row = format!("{}; {}", raised.short, told.short);
            raised.short.clone_from(&raised.row);
            raised.sentence = format!("{} {}", raised.sentence, told.sentence);
            raised.agencies.extend(told.agencies);
            raised.also.push(told.indicator);
            raised.related.push(told.sentence);
            raised.waiting.extend(told.waiting);
        }
    }
    alone
}

fn exception(raised: Raised, life: Life, evidence: &Evidence<'_>) -> Exception {
    let indicator = evidence.catalogue.indicator(raised.indicator);
    let judged = evidence.main(raised.indicator);
    let mut made = match indicator.zip(judged) {
        Some((indicator, judged)) => of_indicator((judged, indicator), evidence),
        None => bare(&raised, evidence),
    };
    made.row_name.clone_from(&raised.row_name);
    made.row.clone_from(&raised.row);
    made.title.clone_from(&raised.row);
    made.sentence = raised.sentence;
    made.rules = vec![raised.rule.0.to_string()];
    made.which_rule = raised.rule.1.to_string();
    made.evidence = raised.evidence;
    made.method = RECORDS.into();
    as_of::say(&mut made, raised.rule.0, evidence);
    made.concern = Concern::Worse;
    made.agency = raised.agency;
    made.quarters_open = life.quarters_open;
    made.state = life.state;
    made.related = raised.related;
    made.waiting = raised.waiting;
    if !made.waiting.is_empty() {
        in_place_of_a_chart(&mut made, judged, evidence);
    }
    if raised.key == plan::KEY {
        // A plan is of its year: what was completed before is of another. What is past its date is no share that is better high.
        made.then.clear();
        made.series = None;
        let higher = indicator.map_or("", |indicator| indicator.better.as_str());
        made.identity = made.identity.replace(higher, "Fewer past their dates is better");
    }
    made.tells_of = raised.agencies;
    made.also = ids("", &raised.also).collect();
    made.score = score::of_record(
        evidence.catalogue.policy(),
        (raised.severity, life.quarters_open, raised.priority),
    );
    if !raised.owner.is_empty() {
        made.owner = raised.owner;
    } else if !made.agency.is_empty() {
        // Who answers is who owns it, in the paper as in the data.
        made.owner = evidence.agency_short(&made.agency);
    } else {
        let named = made.tells_of.iter().filter(|id| !id.is_empty());
        let whose: BTreeSet<String> = named.cloned().collect();
        if !whose.is_empty() {
            made.owner = performance::owner_of(&whose.into_iter().collect::<Vec<_>>(), evidence);
        }
    }
    attach::attach(&mut made, judged, evidence);
    made
}

/// What a list of records says in place of a chart: no method of a chart belongs to it, and no figure of elsewhere.
fn in_place_of_a_chart(made: &mut Exception, judged: Option<&Judged>, evidence: &Evidence<'_>) {
    let sender = evidence.agency_name_owned(&made.agency);
    made.source = match judged {
        Some(judged) => alt::source(&judged.series, evidence),
        None => alt::sourced(&sender, "", evidence),
    };
    made.compared_with = "Nothing: it is the Board's own list.".into();
}

/// The exception of the indicator that counts the records, with its chart.
fn of_indicator((judged, indicator): (&Judged, &Indicator), evidence: &Evidence<'_>) -> Exception {
    let side = match indicator.polarity {
        Polarity::LowerBetter => Some(Side::High),
        Polarity::HigherBetter => Some(Side::Low),
        Polarity::Neutral => None,
    };
    Exception {
        direction: side,
        ..performance::exception(judged, indicator, (&Item::fresh(judged), ListTier::Exception), evidence)
    }
}

/// An exception without an indicator.
fn bare(raised: &Raised, evidence: &Evidence<'_>) -> Exception {
    Exception {
        rank: None,
        tier: ListTier::Exception,
        kind: ExceptionKind::Performance,
        indicator: String::new(),
        row_name: String::new(),
        area: String::new(),
        agency: String::new(),
        tells_of: vec![],
        also: vec![],
        owner: "Not named".into(),
        period: evidence.period,
        value: raised.value.map_or(
            Shown::Mark(Missing::NotAvailable),
            crate::sift::withhold::counts::things,
        ),
        analyst_value: raised.value,
        direction: Some(Side::High),
        concern: Concern::Worse,
        rules: vec![],
        evidence: String::new(),
        method: String::new(),
        points: 0,
        quarters_open: 1,
        state: ExceptionState::New,
        row: String::new(),
        title: String::new(),
        sentence: String::new(),
        identity: format!("{} · {} · Lower is better", raised.row_name, raised.priority.title()),
        then: vec![],
        which_rule: String::new(),
        how_sure: String::new(),
        compared_with: "The Board holds no national figure to set beside it.".into(),
        related: vec![],
        waiting: vec![],
        agency_says: Said::default(),
        also_said: vec![],
        said_before: Said::default(),
        asked: vec![],
        actions: vec![],
        decision: String::new(),
        treatment: String::new(),
        score: vec![],
        series: None,
        alt: String::new(),
        source: String::new(),
    }
}
