//! The words of a label beside a code, held against all that is said of the indicator: a right code beats no name that says
//! something else.

use crate::catalogue::{Indicator, plain};
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::Side;
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::crosstab::unread_words::where_filled;
use crate::ingest::remarks::Stretch;
use crate::ingest::rows::Row;
use crate::ingest::words::changes::says_nothing_of_figures;
use crate::ingest::words::concepts::concepts;
use crate::ingest::words::names::{Likeness, QUALIFIERS, slip};
use crate::ingest::words::{periods, tidy};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Words that say which of several things that happen is counted, who does it, or which way a bound points, as they compare. One
/// that no name of the indicator has makes it another thing, whatever its definition says.
const DECISIVE: &str = "start ended ceas ending open clos complet conclud receiv sent shar referr record detect cancel attend offer \
    accept await wait pend held outsid insid less few fewer more over under abov below befor after since not no non never without \
    exclud except un re de only famil household school polic median mean averag adult parent boy girl femal male first last previou \
    repeat subsequent leav left remain transfer approv request schedul plann due late overdu reject declin refus withdraw issu revok \
    renew reach lead leading per";
/// Words of a label that say nothing of what is counted, as they compare.
const HARMLESS: &str = "new kpi pi ref measur indicator headlin local agenc servic team dataset data snapshot flow provision valid \
    updat revis final draft not applicabl see note tabl section numerator denominator num den figur total rate average";
/// The headings of columns that describe what is counted, and give it no name.
const DESCRIBED: [&str; 16] = [
    "definition",
    "description",
    "rationale",
    "source",
    "data source",
    "system",
    "owner",
    "lead",
    "theme",
    "domain",
    "section",
    "strand",
    "outcome",
    "objective",
    "priority",
    "frequency",
];

/// The headings of columns that give it its name.
const CALLED: [&str; 9] = [
    "measure",
    "indicator",
    "name",
    "title",
    "metric",
    "kpi",
    "measure name",
    "indicator name",
    "performance indicator",
];

impl Body<'_, '_, '_> {
    /// Takes note of a label of a row, or of a heading over it, whose words are none of the indicator that its code or a near name
    /// stands for.
    pub(super) fn hear_label(
        &mut self,
        built: &Row,
        names: &[(Placed, Side)],
        (group, indicator): (&[usize], &Indicator),
    ) {
        let Some(at) = where_filled(built) else { return };
        let coded = names.iter().any(|(placed, _)| self.has_code(&placed.text, indicator));
        let mut labels: Vec<Placed> = Vec::new();
        for (placed, side) in names {
            if *side == Side::Indicator || coded && self.is_a_name(placed, indicator) {
                labels.push(placed.clone());
            }
        }
        for &over in group {
            let own = &self.overs[over];
            let column = self.panel.columns.iter().find(|column| column.at == own.at);
            let heads = column.into_iter().flat_map(|column| &column.stack);
            labels.extend(heads.filter(|head| self.has_code(&head.text, indicator)).cloned());
        }
        for placed in labels {
            let is_coded = coded || self.has_code(&placed.text, indicator);
            if self.says_else(&placed, indicator, is_coded) {
                let here = Stretch::cell(placed.at.0, placed.at.1);
                let place = (Some(placed.at.0), placed.at.1);
                self.unread_words.add(place, (at.and(&here), &placed.text));
            }
        }
    }

    fn has_code(&self, text: &str, indicator: &Indicator) -> bool {
        let codes = self.setting.context.known.lexicon.codes_in(text);
        codes.iter().any(|(id, _)| *id == indicator.id)
    }

    /// Whether a text in a column that nobody called names what is counted: most of its words are the indicator's.
    fn is_a_name(&self, placed: &Placed, indicator: &Indicator) -> bool {
        let column = self.panel.columns.iter().find(|column| column.at == placed.at.1);
        let head = column.and_then(|column| column.head());
        let heading = head.map(|head| plain(&head.text)).unwrap_or_default();
        if CALLED.contains(&heading.as_str()) {
            return true;
        }
        let said = concepts(&placed.text);
        let own = self.own_words(indicator);
        let shared = said.iter().filter(|word| own.named.contains(*word)).count();
        !DESCRIBED.contains(&heading.as_str()) && shared > 0 && shared * 2 >= said.len()
    }

    /// Whether a label has words that the indicator has none of. Of a name without its code only those that decide count: that it
    /// is near is said already.
    fn says_else(&self, placed: &Placed, indicator: &Indicator, is_coded: bool) -> bool {
        let context = self.setting.context;
        let lexicon = context.known.lexicon;
        let agreed = context
            .habits()
            .is_some_and(|habits| habits.indicators.contains_key(&placed.text));
        if is_coded && !agreed && turns_round(&placed.text, indicator) {
            return true;
        }
        let exact = lexicon.indicator_exactly(&placed.text);
        let near = placed.label.indicator.as_ref();
        let is_near = near.is_none_or(|named| named.likeness == Likeness::Near && named.id == indicator.id);
        if agreed || exact.is_some_and(|named| named.id == indicator.id) || !is_coded && !is_near {
            return false;
        }
        let mut text = placed.text.clone();
        for (_, code) in lexicon.codes_in(&placed.text).into_iter().rev() {
            text.replace_range(code, " ");
        }
        let strange = self.own_words(indicator).strange_in(&text);
        strange.decisive || is_coded && strange.any
    }

    /// The words of an indicator, worked out once for all rows that name it.
    fn own_words(&self, indicator: &Indicator) -> Arc<Own> {
        let known = &self.setting.context.known.lexicon.own_words;
        known.of(&indicator.id, || Arc::new(Own::of(indicator)))
    }
}

/// What of a label is none of an indicator's words.
struct Strange {
    any: bool,
    decisive: bool,
}

/// The words of an indicator: those of its names, and those of its description.
#[derive(Debug)]
pub struct Own {
    named: BTreeSet<String>,
    told: BTreeSet<String>,
    /// Words that each of its longer names has.
    core: BTreeSet<String>,
}

impl Own {
    fn of(indicator: &Indicator) -> Own {
        let names: Vec<BTreeSet<String>> = indicator.ways_of_writing().skip(1).map(concepts).collect();
        let mut named: BTreeSet<String> = names.iter().flatten().cloned().collect();
        named.extend(concepts(&indicator.numerator));
        let told = [&indicator.definition, &indicator.noun, &indicator.verb_phrase];
        let told = told.into_iter().chain(&indicator.denominator);
        let first = names.first().cloned().unwrap_or_default();
        let is_core = |word: &&String| names.iter().all(|name| name.contains(*word));
        Own {
            core: first.iter().filter(is_core).cloned().collect(),
            named,
            told: told.flat_map(|text| concepts(text)).collect(),
        }
    }

    fn strange_in(&self, label: &str) -> Strange {
        let label = without_time(&without_mark(&without_number(label)));
        let said = concepts(&label);
        let is_listed = |list: &str, word: &str| list.split(' ').any(|one| one == word);
        let decides = |word: &str| {
            word.bytes().any(|letter| letter.is_ascii_digit())
                || QUALIFIERS.contains(&word)
                || is_listed(DECISIVE, word)
                || is_negative(word)
        };
        let is_own = |word: &String| self.named.iter().any(|own| own == word || slip(own, word));
        let mut strange = Strange {
            any: false,
            decisive: false,
        };
        for word in said.iter().filter(|word| !is_own(word)) {
            let harmless = says_nothing_of_figures(word)
                || is_listed(HARMLESS, word)
                || word.chars().count() == 1 && !decides(word);
            if decides(word) {
                (strange.any, strange.decisive) = (true, true);
            } else if !harmless && !self.told.contains(word) {
                strange.any = true;
            }
        }
        let lost = self
            .core
            .iter()
            .any(|word| !said.contains(word) && !said.iter().any(|own| slip(own, word)));
        strange.any |= lost && said.len() > 2;
        strange
    }
}

/// Whether a label says that what the indicator counts as done was received, or leaves out within how long it was done:
/// `Notifications received by police` of those sent, `Interviews completed` of those within 72 hours.
fn turns_round(label: &str, indicator: &Indicator) -> bool {
    const DONE: [&str; 8] = [
        "sent",
        "reviewed",
        "completed",
        "held",
        "issued",
        "shared",
        "closed",
        "recorded",
    ];
    const TIMELY: [&str; 6] = ["time", "timely", "timescale", "timescales", "target", "statutory"];
    let has = |text: &str, known: &[&str]| plain(text).split(' ').any(|word| known.contains(&word));
    let ways: Vec<&str> = indicator.ways_of_writing().skip(1).collect();
    let Some(name) = ways.first() else { return false };
    if ways.iter().any(|way| plain(way) == plain(label)) {
        return false;
    }
    let is_received = has(name, &DONE) && has(label, &["received"]) && !ways.iter().any(|way| has(way, &["received"]));
    let has_digit = |text: &str| text.bytes().any(|letter| letter.is_ascii_digit());
    let is_bounded = |way: &&&str| {
        let way = format!(" {} ", plain(way));
        [" within ", " in "].iter().any(|word| way.contains(word))
            && [" hours ", "hrs ", " days "].iter().any(|word| way.contains(word))
    };
    let is_timely = ways.iter().filter(is_bounded).count() * 2 > ways.len();
    let leaves_it_out = is_timely && !has_digit(label) && !has(label, &TIMELY) && has(label, &DONE);
    is_received || leaves_it_out
}

/// A label without the mark of a note behind it: `Referrals (1)`, `Referrals [a]`.
fn without_mark(label: &str) -> String {
    let label = label
        .trim()
        .trim_end_matches(['*', '\u{2020}', '\u{b9}', '\u{b2}', '\u{b3}', '^', '#']);
    let inside = label
        .strip_suffix([')', ']'])
        .and_then(|rest| rest.rsplit_once(['(', '[']));
    match inside {
        Some((before, mark)) if mark.chars().count() <= 2 => before.to_owned(),
        _ => label.to_owned(),
    }
}

/// `unsubstantiated`, `incomplete`: a word with a beginning that turns it round, as it compares.
fn is_negative(word: &str) -> bool {
    const TURNED: [&str; 5] = ["unsub", "unfound", "incompl", "unalloc", "unvisit"];
    TURNED.iter().any(|start| word.starts_with(start))
}

/// `3. Contacts` without the number of its line.
fn without_number(label: &str) -> String {
    let label = label.trim();
    let rest = label.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let numbered =
        rest.len() < label.len() && (label[..label.len() - rest.len()].contains('.') || rest.starts_with([')', ':']));
    if numbered { rest.to_owned() } else { label.to_owned() }
}

/// A label without the time that it names.
fn without_time(label: &str) -> String {
    let text = tidy(label).to_lowercase();
    match periods::find(&text) {
        Some(found) => format!(
            "{} {}",
            text.get(..found.start).unwrap_or_default(),
            text.get(found.end..).unwrap_or_default()
        ),
        None => text,
    }
}
