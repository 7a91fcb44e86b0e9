//! The risk register: a score that rose and has no new action beside it is the exception.

use crate::catalogue::Priority;
use crate::domain::{Action, Period, Risk, Waiting, in_force};
use crate::sift::evidence::Evidence;
use crate::sift::records::Raised;
use crate::sift::{number, phrase};
use std::collections::BTreeMap;

/// Quarters over which a rise is looked for.
const LOOKED_BACK: i32 = 8;
/// The greatest score of five by five.
const GREATEST: f64 = 25.0;
/// From this score on a risk is a top one: red in the common grid.
const TOP: f64 = 20.0;
/// Most letters of a risk's name in a row.
const NAME: usize = 36;

/// A score that is still up, with no action since.
#[derive(Clone, Debug, PartialEq)]
pub struct Rise {
    /// The risk's id.
    pub risk: String,
    /// The score before it rose.
    pub was: f64,
    /// The score now.
    pub is: f64,
    /// The quarter in which it first rose, with no action since.
    pub since: Period,
}

/// The register at the end of a quarter.
fn register<'a>(evidence: &Evidence<'a>, period: Period) -> Vec<&'a Risk> {
    in_force(&evidence.held.risks, |risk| &risk.from, period)
}

/// The score of a risk at the end of a quarter; `None` where it was not on the register.
pub fn score_at(evidence: &Evidence<'_>, risk: &str, period: Period) -> Option<f64> {
    register(evidence, period)
        .into_iter()
        .find(|one| one.risk == risk)?
        .score()
}

/// Whether an action was set because of a risk: its reference names the risk.
pub fn is_about(action: &Action, risk: &str) -> bool {
    let mut words = action.reference.split(|letter: char| !letter.is_alphanumeric());
    !risk.is_empty() && words.any(|word| word.eq_ignore_ascii_case(risk))
}

/// The register at the end of a quarter and of those before it over which a rise is looked for, the newest first.
struct Registers<'a>(Vec<Vec<&'a Risk>>);

impl<'a> Registers<'a> {
    fn up_to(evidence: &Evidence<'a>, period: Period) -> Registers<'a> {
        let each = 0..=LOOKED_BACK;
        Registers(each.map(|back| register(evidence, period.back(back))).collect())
    }

    /// The score of a risk so many quarters before; `None` where it was not on the register.
    fn score(&self, risk: &str, back: usize) -> Option<f64> {
        let mut then = self.0.get(back)?.iter();
        then.find(|one| one.risk == risk)?.score()
    }
}

/// The risks whose score rose within two years, has not come down since, and has no action that is newer than the rise.
pub fn rises(evidence: &Evidence<'_>, period: Period) -> Vec<Rise> {
    risen(&Registers::up_to(evidence, period), evidence, period)
}

fn risen(registers: &Registers<'_>, evidence: &Evidence<'_>, period: Period) -> Vec<Rise> {
    let now = registers.0.first().into_iter().flatten();
    now.filter_map(|risk| rise(registers, (risk, period), evidence))
        .collect()
}

/// The rises since the last action or fall, told as one: from the score before the first of them.
fn rise(registers: &Registers<'_>, (risk, period): (&Risk, Period), evidence: &Evidence<'_>) -> Option<Rise> {
    let is = risk.score()?;
    let mut later = is;
    let mut found = None;
    for (back, quarters) in (1..registers.0.len()).zip(0..) {
        let Some(earlier) = registers.score(&risk.risk, back).filter(|earlier| *earlier <= later) else {
            break;
        };
        if later > earlier {
            let since = period.back(quarters);
            if has_action_since(evidence, &risk.risk, (since, period)) {
                break;
            }
            found = Some(Rise {
                risk: risk.risk.clone(),
                was: earlier,
                is,
                since,
            });
        }
        later = earlier;
    }
    found
}

/// A name of a size that fits a row, cut at a word.
fn short(name: &str) -> String {
    let mut kept = String::new();
    for word in name.split(' ') {
        if kept.chars().count() + word.chars().count() + 1 > NAME {
            return format!("{kept}\u{2026}");
        }
        kept = format!("{kept} {word}").trim_start().to_string();
    }
    kept
}

/// `R07: LADO cases stay open`, or `Risk R07` where the register has no words for it.
fn name(risk: &str, text: &str) -> String {
    match text.trim() {
        "" => format!("Risk {risk}"),
        text => short(&format!("{risk}: {text}")),
    }
}

/// Whether an action about the risk first came in the quarter of its rise or after it.
fn has_action_since(evidence: &Evidence<'_>, risk: &str, (since, until): (Period, Period)) -> bool {
    let held = evidence.held.actions.iter();
    let about = held.filter(|(from, action)| from.folder <= until && is_about(action, risk));
    let mut first_came: BTreeMap<&str, Period> = BTreeMap::new();
    for (from, action) in about {
        let first = first_came.entry(action.id.as_str()).or_insert(from.folder);
        *first = (*first).min(from.folder);
    }
    first_came.values().any(|first| *first >= since)
}

pub(super) fn raised(evidence: &Evidence<'_>, period: Period) -> Vec<Raised> {
    let registers = Registers::up_to(evidence, period);
    let named = &registers.0[0];
    let of = |rise: Rise| {
        let risk = named.iter().find(|one| one.risk == rise.risk)?;
        let text = risk.text.trim_end_matches('.');
        let (was, is) = (number::decimal(rise.was, 0), number::decimal(rise.is, 0));
        let row = format!(
            "Score up from {was} to {is} since {}; no new action beside it",
            rise.since
        );
        Some(Raised {
            key: format!("risk {}", rise.risk),
            indicator: "",
            beside: "",
            theme: "",
            agency: risk.from.sender.to_string(),
            agencies: vec![],
            also: vec![],
            row_name: name(&rise.risk, text),
            sentence: format!(
                "Risk {} has risen from {was} to {is} since {}, and no new action stands beside it.",
                phrase::with_words(&rise.risk, text),
                rise.since
            ),
            row,
            short: String::new(),
            rule: (
                "risk-without-action",
                "A risk's score rose and no action is newer than the rise",
            ),
            evidence: format!("score {was} to {is} of {}", number::decimal(GREATEST, 0)),
            value: Some(rise.is),
            severity: (
                rise.is / GREATEST,
                format!("score {is} of {}", number::decimal(GREATEST, 0)),
            ),
            related: phrase::told("The register says", text).into_iter().collect(),
            waiting: vec![waiting(risk, &rise)],
            owner: risk.owner.clone(),
            ..Raised::of(Priority::P5)
        })
    };
    let risen = risen(&registers, evidence, period);
    let mut all: Vec<Raised> = named
        .iter()
        .filter(|risk| risen.iter().all(|rise| rise.risk != risk.risk))
        .filter_map(|risk| begun(&registers, (risk, period), evidence))
        .collect();
    all.extend(risen.into_iter().filter_map(of));
    all
}

fn waiting(risk: &Risk, rise: &Rise) -> Waiting {
    Waiting {
        what: phrase::titled(&risk.risk, &risk.text),
        whose: risk.owner.clone(),
        when: format!("up since {}", rise.since),
        stands: format!(
            "score {}, was {}; no new action",
            number::decimal(rise.is, 0),
            number::decimal(rise.was, 0)
        ),
    }
}

/// A risk that is on the register with a top score, has nobody who owns it or no action beside it, and came within two years.
fn begun(registers: &Registers<'_>, (risk, period): (&Risk, Period), evidence: &Evidence<'_>) -> Option<Raised> {
    let score = risk.score().filter(|score| *score >= TOP)?;
    let is_on = |back: &i32| registers.score(&risk.risk, *back as usize).is_some();
    let since = period.back((0..LOOKED_BACK).take_while(is_on).last()?);
    // One that has been there as long as anything is known did not begin then.
    if is_on(&LOOKED_BACK) || register(evidence, since.previous()).is_empty() {
        return None;
    }
    let no_action = !has_action_since(evidence, &risk.risk, (since, period));
    let lacks = match (risk.owner.is_empty(), no_action) {
        (true, true) => "no owner and no action",
        (true, false) => "no owner",
        (false, true) => "no action",
        (false, false) => return None,
    };
    let text = risk.text.trim_end_matches('.');
    let score = number::decimal(score, 0);
    Some(Raised {
        key: format!("risk {}", risk.risk),
        agency: risk.from.sender.to_string(),
        row_name: name(&risk.risk, text),
        sentence: format!(
            "Risk {} came onto the register in {since} with a score of {score}, and has {lacks}.",
            phrase::with_words(&risk.risk, text)
        ),
        row: format!("New in {since} with a score of {score}; {lacks}"),
        rule: (
            "new-risk-without-action",
            "A new risk has a top score, and no owner or no action",
        ),
        evidence: format!("score {score} of {}", number::decimal(GREATEST, 0)),
        value: risk.score(),
        severity: (
            risk.score().unwrap_or(0.0) / GREATEST,
            format!("score {score} of {}", number::decimal(GREATEST, 0)),
        ),
        related: phrase::told("The register says", text).into_iter().collect(),
        owner: risk.owner.clone(),
        ..Raised::of(Priority::P5)
    })
}
