//! What is wrong with what agencies sent into the list of data exceptions, apart from performance.

use crate::catalogue::{Catalogue, Indicator, Unit};
use crate::domain::{
    Concern, Exception, ExceptionKind, ExceptionState, Finding, Gap, Judged, ListTier, Missing, PERSONAL_DATA,
    ReturnLine, ReturnStatus, Said, Severity, Shown, Tier,
};
use crate::sift::evidence::Evidence;
use crate::sift::withhold::told::without_figure;
use crate::sift::{attach, coverage, number, sentence, unusable};
use std::collections::BTreeMap;

/// One thing that is wrong, before it is ranked.
struct Fault {
    /// Sorts the list: personal data first, then returns that did not come, then what was not taken, then what cannot be told.
    weight: u32,
    indicator: String,
    agency: String,
    wrong: String,
    sentence: String,
    treatment: String,
    rule: &'static str,
    quarters_open: usize,
}

/// The list, in the order of the paper.
pub(super) fn data_exceptions(evidence: &Evidence<'_>, (returns, gaps): (&[ReturnLine], &[Gap])) -> Vec<Exception> {
    let of_return = |line| of_return(evidence, line, gaps);
    let mut faults: Vec<Fault> = returns.iter().filter_map(of_return).collect();
    faults.extend(of_findings(evidence, returns));
    faults.extend(of_verdicts(evidence));
    faults.sort_by(|one, other| {
        let key = |fault: &Fault| {
            (
                std::cmp::Reverse(fault.weight),
                fault.agency.clone(),
                fault.indicator.clone(),
            )
        };
        key(one).cmp(&key(other)).then_with(|| one.wrong.cmp(&other.wrong))
    });
    faults
        .into_iter()
        .enumerate()
        .map(|(at, fault)| exception(fault, at + 1, evidence))
        .collect()
}

fn exception(fault: Fault, rank: usize, evidence: &Evidence<'_>) -> Exception {
    let state = match fault.quarters_open {
        2.. => ExceptionState::Continuing,
        _ => ExceptionState::New,
    };
    let mut made = Exception {
        rank: Some(rank),
        tier: ListTier::Exception,
        kind: ExceptionKind::Data,
        indicator: fault.indicator,
        row_name: fault.wrong.clone(),
        area: String::new(),
        owner: owner(&fault.agency, evidence),
        agency: fault.agency,
        tells_of: vec![],
        also: vec![],
        period: evidence.period,
        value: Shown::Mark(Missing::NotAvailable),
        analyst_value: None,
        direction: None,
        concern: Concern::Unusual,
        rules: vec![fault.rule.to_string()],
        evidence: String::new(),
        method: "receipts and findings".into(),
        points: 0,
        quarters_open: fault.quarters_open,
        state,
        row: fault.wrong.chars().take(90).collect(),
        title: fault.wrong,
        sentence: fault.sentence,
        identity: String::new(),
        then: vec![],
        which_rule: String::new(),
        how_sure: "Certain.".into(),
        compared_with: String::new(),
        related: vec![],
        waiting: vec![],
        agency_says: Said::default(),
        also_said: vec![],
        said_before: Said::default(),
        asked: vec![],
        actions: vec![],
        decision: String::new(),
        treatment: fault.treatment,
        score: vec![],
        series: None,
        alt: String::new(),
        source: String::new(),
    };
    attach::attach(&mut made, None, evidence);
    made
}

/// Who must put it right; the Board's analyst where it is nobody's own.
fn owner(agency: &str, evidence: &Evidence<'_>) -> String {
    match agency {
        "" => "Board analyst".to_string(),
        agency => evidence.agency_short(agency),
    }
}

/// How many quarters in a row, this one included, a return had a status.
fn running(evidence: &Evidence<'_>, line: &ReturnLine) -> usize {
    let same = |back: &i32| {
        let period = line.period.back(*back);
        let then = coverage::returns(evidence, period);
        then.iter()
            .any(|one| one.agency == line.agency && one.feed == line.feed && one.status == line.status)
    };
    (0..8).take_while(same).count().max(1)
}

fn of_return(evidence: &Evidence<'_>, line: &ReturnLine, gaps: &[Gap]) -> Option<Fault> {
    let name = evidence.agency_name_owned(&line.agency);
    let feed = evidence
        .catalogue
        .feed(&line.feed)
        .map_or(line.feed.clone(), |feed| feed.title.clone());
    let [title, said] = unusable::nothing(line, (&name, &feed));
    let (weight, rule, wrong, sentence, treatment) = match line.status {
        ReturnStatus::Missing => (
            100,
            "no-return",
            title,
            said,
            "Its figures are shown as [x]. A total without it says so.",
        ),
        ReturnStatus::Held => (
            90,
            "held",
            format!("Held: {feed}"),
            held(evidence, line, &name),
            "Not used until it is decided on.",
        ),
        ReturnStatus::WrongForm => (
            90,
            "wrong-form",
            format!("Wrong form: {feed}"),
            format!("{name} sent another form than the one asked for."),
            "Not counted as a return.",
        ),
        ReturnStatus::Partial => (
            80,
            "partial",
            format!("Part of a return: {}", line.note),
            unusable::in_part(evidence, (line, &name), gaps),
            "What came is used; what did not is shown as [x].",
        ),
        ReturnStatus::OnTime | ReturnStatus::Late | ReturnStatus::Nil | ReturnStatus::NotDue => return None,
    };
    Some(Fault {
        weight,
        indicator: String::new(),
        agency: line.agency.clone(),
        wrong,
        sentence,
        treatment: treatment.into(),
        rule,
        quarters_open: running(evidence, line),
    })
}

/// The finding of a return whose figures are last quarter's: they are used, and nothing may be made of them unasked.
pub(super) const REPEATED: &str = "last-quarter-repeated";

/// Whether a finding is why a return is held: it is about a file of that return, and is told with it.
fn is_why_held(finding: &Finding, line: &ReturnLine) -> bool {
    let is_of_it = finding.agency == line.agency && finding.feed == line.feed;
    let is_private = finding.kind.starts_with(PERSONAL_DATA);
    line.status == ReturnStatus::Held
        && finding.severity == Severity::Error
        && !is_private
        && is_of_it
        && line.files.contains(&finding.place.file)
}

/// That a return waits for a decision, and why.
fn held(evidence: &Evidence<'_>, line: &ReturnLine, name: &str) -> String {
    let waits = format!("{name}'s return is set aside until a person decides on it");
    match (line.note.trim_end_matches('.'), why_held(evidence, line)) {
        ("", Some(why)) => format!("{waits}. {why}"),
        ("", None) => format!("{waits}."),
        (why, _) => format!("{waits}: {why}."),
    }
}

/// What the findings say of why a return is held, without figures; `None` where they say nothing.
fn why_held(evidence: &Evidence<'_>, line: &ReturnLine) -> Option<String> {
    let why = evidence.findings.iter().find(|finding| is_why_held(finding, line))?;
    if why.kind == "period-differs" {
        let (seen, period) = (&why.seen, line.period);
        return Some(format!(
            "It holds the figures of {seen}. Those of {period} are awaited."
        ));
    }
    Some(without_figure(&why.message, why, evidence.catalogue.policy()))
}

/// Findings that took something out of use or put it in doubt, folded by agency and kind.
fn of_findings(evidence: &Evidence<'_>, returns: &[ReturnLine]) -> Vec<Fault> {
    let mut folded: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in evidence
        .findings
        .iter()
        // That nobody can read the scale of a return is told as the return that is held.
        .filter(|finding| finding.kind != "scale-unclear")
        .filter(|finding| !returns.iter().any(|line| is_why_held(finding, line)))
        .filter(|finding| finding.severity == Severity::Error || is_out_of_balance(finding) || finding.kind == REPEATED)
    {
        folded
            .entry((&finding.agency, &finding.kind))
            .or_default()
            .push(finding);
    }
    let fault = |((agency, kind), findings): ((&str, &str), Vec<&Finding>)| {
        let title = evidence
            .catalogue
            .finding_kind(kind)
            .map_or(kind.to_string(), |kind| kind.title.clone());
        let times = match findings.len() {
            1 => String::new(),
            more => format!(" ({} times)", number::in_words(more)),
        };
        let first = findings
            .first()
            .map(|finding| without_figure(&finding.message, finding, evidence.catalogue.policy()))
            .unwrap_or_default();
        Fault {
            weight: match kind {
                PERSONAL_DATA | "personal-data-suspected" => 110,
                REPEATED => 60,
                _ => 70,
            },
            indicator: String::new(),
            agency: agency.to_string(),
            wrong: format!("{title}{times}"),
            sentence: first,
            treatment: match findings.iter().all(|finding| is_out_of_balance(finding)) {
                true => "The lines are used, the total is not.".into(),
                false if kind == REPEATED => "Used as sent, until the agency confirms.".into(),
                false => "Not used.".into(),
            },
            rule: if kind == PERSONAL_DATA {
                PERSONAL_DATA
            } else {
                "finding"
            },
            quarters_open: 1,
        }
    };
    folded.into_iter().map(fault).collect()
}

/// Whether money does not add up to its total, or a table of the LADO's cases to its list, which members must know although the
/// lines are used.
fn is_out_of_balance(finding: &Finding) -> bool {
    let money = finding.feed == "funding" && matches!(finding.kind.as_str(), "parts-disagree" | "total-disagrees");
    money || finding.feed == "lado-referrals" && finding.kind == "tables-disagree"
}

/// County figures that depend on withheld parts, and those that fell so far that the data is the first suspect.
fn of_verdicts(evidence: &Evidence<'_>) -> Vec<Fault> {
    let mut faults = vec![];
    for indicator in evidence.catalogue.indicators() {
        let Some(judged) = evidence.main(&indicator.id) else {
            continue;
        };
        let fault = |weight, rule, wrong: &str, sentence: String, treatment: &str| Fault {
            weight,
            indicator: indicator.id.clone(),
            agency: super::performance::agency(&judged.series),
            wrong: format!("{}: {wrong}", indicator.row_name),
            sentence,
            treatment: treatment.into(),
            rule,
            quarters_open: 1,
        };
        if judged.verdict.tier == Tier::CannotTell {
            let policy = evidence.catalogue.policy();
            let words = sentence::words(&judged.series, &judged.verdict, indicator, policy);
            let told = format!("{}: {}", indicator.row_name, words.sentence);
            faults.push(Fault {
                quarters_open: evidence.untold(judged),
                ..fault(60, "cannot-tell", "cannot tell", told, "No verdict is given.")
            });
        }
        let moves = [
            (
                sudden_fall(judged, evidence.catalogue),
                "sudden-fall",
                "sudden fall",
                "fell",
            ),
            (
                sudden_rise(judged, evidence.catalogue),
                "sudden-rise",
                "sudden rise",
                "rose",
            ),
        ];
        for (was, rule, wrong, moved) in moves {
            let Some(was) = was else { continue };
            let sentence = moved_suddenly((judged, was), moved, (indicator, evidence.catalogue));
            faults.push(fault(65, rule, wrong, sentence, "Shown as sent; asked about."));
        }
    }
    faults
}

/// `The figure fell to 0 from 84. A fault in the data is the first thing to rule out.`
fn moved_suddenly(
    (judged, was): (&Judged, f64),
    moved: &str,
    (indicator, catalogue): (&Indicator, &Catalogue),
) -> String {
    let newest = judged.series.newest();
    let now = newest.map(|one| crate::sift::withhold::value(one, indicator, catalogue.policy()));
    let before = crate::sift::withhold::earlier_value(was, indicator, catalogue.policy());
    let now = now.map(|now| now.to_string()).unwrap_or_default();
    format!("The figure {moved} to {now} from {before}. A fault in the data is the first thing to rule out.")
}

/// The median of the eight figures before the newest; `None` without any.
fn usual_before(judged: &Judged) -> Option<f64> {
    let before = judged.series.observations.iter().rev().skip(1);
    crate::stats::centre::median(before.filter_map(|one| one.value).take(8))
}

/// Last quarter's figure, where a count or a rate rose to more than policy's multiple of what had been usual: a slipped digit makes ten
/// times of a figure, and hardly anything else does.
fn sudden_rise(judged: &Judged, catalogue: &Catalogue) -> Option<f64> {
    let indicator = catalogue.indicator(&judged.series.indicator)?;
    let newest = judged.series.newest()?;
    let now = newest.value.filter(|_| newest.without.is_empty())?;
    let was = judged.series.at(newest.period.previous())?.value?;
    let usual = usual_before(judged)?;
    let counted = match indicator.unit {
        Unit::Count => Some(now),
        Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => newest.numerator,
        Unit::Percent | Unit::Ratio | Unit::Score | Unit::MedianDays => None,
    };
    let many =
        counted.is_some_and(|counted| counted >= catalogue.policy().sudden_rise * catalogue.policy().least_denominator);
    let factor = catalogue.policy().sudden_rise;
    (many && usual > 0.0 && now > usual * factor && now > was * factor).then_some(was)
}

/// Last quarter's figure, where a count fell from well above it to less than policy's share of what had been usual.
pub(super) fn sudden_fall(judged: &Judged, catalogue: &Catalogue) -> Option<f64> {
    let indicator = catalogue.indicator(&judged.series.indicator)?;
    let newest = judged.series.newest()?;
    let now = newest.value.filter(|_| newest.without.is_empty())?;
    let was = judged.series.at(newest.period.previous())?.value?;
    let usual = usual_before(judged)?;
    let base = catalogue.policy().least_denominator;
    let enough = match indicator.unit {
        Unit::Count => usual >= 2.0 * base || (now <= 0.0 && usual >= base),
        _ => {
            let none = newest.numerator.is_some_and(|numerator| numerator <= 0.0);
            none && usual > 0.0 && newest.denominator.is_some_and(|denominator| denominator >= base)
        }
    };
    let limits = judged
        .verdict
        .lines
        .last()
        .copied()
        .flatten()
        .and_then(|lines| lines.limits);
    let outside = limits.is_none_or(|limits| now < limits.low);
    (enough && outside && now < usual * catalogue.policy().sudden_fall && now < was).then_some(was)
}

/// Whether a figure fell to nothing from well above it: a fault in the data is ruled out first, so it is a data exception alone.
pub(super) fn is_sudden_zero(judged: &Judged, catalogue: &Catalogue) -> bool {
    let is_zero = judged
        .series
        .newest()
        .and_then(|one| one.value)
        .is_some_and(|value| value <= 0.0);
    is_zero && sudden_fall(judged, catalogue).is_some()
}
