//! Issued exceptions beside those of now: raised, dropped, described otherwise or at another place, each with its cause.

use crate::domain::Period;
use crate::pipeline::cause::{Causes, Moved};
use crate::pipeline::compare::{Key, Line, Lines, What, rounded, same};
use std::collections::BTreeSet;

/// What has become of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It was none, and would be one.
    Raised,
    /// It was one, and would be none.
    Dropped,
    /// Anything else that is said of it has changed.
    Described,
    /// Only its place in the order has changed.
    Place,
}

/// An exception that would now be another.
pub struct Flip {
    /// Kind, indicator, area, agency.
    pub key: Key,
    /// What it was.
    pub was: String,
    /// What it would be.
    pub is: String,
    /// What has become of it.
    pub turn: Turn,
    /// What is said of it now, or else was.
    pub sentence: String,
    /// The rule that made it, or else had.
    pub rules: String,
    /// What alone makes it other than it was.
    pub by: Vec<What>,
}

/// What besides tier, direction and concern makes an exception what it is, with the word before it.
static DETAILS: [(&str, &str); 7] = [
    ("rank", "rank "),
    ("rules", "rules "),
    ("state", ""),
    ("quarters_open", "quarters open "),
    ("value", "value "),
    ("method", "method "),
    ("sentence", "said to be: "),
];

/// What a figure is said to be changes with it; of a fault in data the sentence is all there is.
const SENTENCE: &str = "sentence";

/// The exceptions of a period that are not what they were.
pub(super) fn flips(was: &Lines, is: &Lines, period: Period) -> Vec<Flip> {
    let of_period = |line: &&Line| line.get("period").is_none_or(|at| *at == period.to_string());
    let keys: BTreeSet<&Key> = was.keys().chain(is.keys()).collect();
    let of = |key: &Key| flip(key, (was.get(key).filter(of_period), is.get(key).filter(of_period)));
    as_one(keys.into_iter().filter_map(of).collect())
}

/// Whether more than the place of an exception differs between two worlds.
pub(super) fn is_turned(key: &Key, both: (Option<&Line>, Option<&Line>)) -> bool {
    flip(key, both).is_some_and(|flip| flip.turn != Turn::Place)
}

/// What has become of one exception; `None` where it stands as it was.
fn flip(key: &Key, (was, is): (Option<&Line>, Option<&Line>)) -> Option<Flip> {
    let rules = part(is.or(was), "rules").to_string();
    let sentence = part(is.or(was), "sentence").to_string();
    let (mut was_words, mut is_words) = (stands(was), stands(is));
    let differing: Vec<&(&str, &str)> = match (was, is) {
        (Some(was), Some(is)) => DETAILS
            .iter()
            .filter(|(name, _)| *name != SENTENCE || key[0] == "data")
            .filter(|(name, _)| differs(was, is, name))
            .collect(),
        _ => Vec::new(),
    };
    if was_words == is_words && differing.is_empty() {
        return None;
    }
    let turn = match (was_words.starts_with("exception"), is_words.starts_with("exception")) {
        (false, true) => Turn::Raised,
        (true, false) => Turn::Dropped,
        _ if was_words == is_words && differing.iter().all(|(name, _)| *name == "rank") => Turn::Place,
        _ => Turn::Described,
    };
    for (name, before) in differing {
        for (words, line) in [(&mut was_words, was), (&mut is_words, is)] {
            let cell = match part(line, name) {
                "" => "none".to_string(),
                cell => rounded(cell),
            };
            words.push_str(&format!(", {before}{cell}"));
        }
    }
    Some(Flip {
        key: key.clone(),
        was: was_words,
        is: is_words,
        turn,
        sentence,
        rules,
        by: vec![],
    })
}

/// What is raised about an agency's return in place of what is dropped about it is one exception described otherwise.
fn as_one(flips: Vec<Flip>) -> Vec<Flip> {
    let is_of_return = |flip: &Flip, turn: Turn| flip.turn == turn && flip.key[0] == "data" && flip.key[1].is_empty();
    let (dropped, mut others): (Vec<Flip>, Vec<Flip>) =
        flips.into_iter().partition(|flip| is_of_return(flip, Turn::Dropped));
    let with_rules = |words: &str, flip: &Flip| match flip.key.get(4) {
        Some(rules) => format!("{words}, rules {rules}"),
        None => words.to_string(),
    };
    for gone in dropped {
        // Best what breaks the same rule.
        let is_alike =
            |flip: &Flip, parts: usize| is_of_return(flip, Turn::Raised) && flip.key[..parts] == gone.key[..parts];
        let place = |parts: usize| others.iter().position(|flip| is_alike(flip, parts));
        let place = place(5).or_else(|| place(4));
        match place.map(|at| &mut others[at]) {
            Some(raised) => {
                raised.was = with_rules(&gone.was, &gone);
                raised.is = with_rules(&raised.is, raised);
                raised.turn = Turn::Described;
            }
            None => others.push(gone),
        }
    }
    others.sort_by(|one, other| one.key.cmp(&other.key));
    others
}

fn part<'l>(line: Option<&'l Line>, name: &str) -> &'l str {
    line.and_then(|line| line.get(name))
        .map(String::as_str)
        .unwrap_or_default()
}

fn stands(line: Option<&Line>) -> String {
    if line.is_none() {
        return "not listed".to_string();
    }
    let words = ["tier", "direction", "concern"].map(|name| part(line, name));
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn differs(was: &Line, is: &Line, name: &str) -> bool {
    let cell = |line: &Line| Some(part(Some(line), name).to_string());
    !same(cell(was), cell(is))
}

/// The causes in a few words, and what there is to say of them: whatever alone makes the difference; where nothing does, what moved in
/// its own series, else what is declared otherwise, else what other exceptions did to its place.
pub(super) fn why(flip: &Flip, moved: &[Moved], causes: &Causes) -> (String, String) {
    if flip.by.is_empty() || flip.turn == Turn::Place {
        return unproved(flip, moved, causes);
    }
    let (mut words, mut details) = (Vec::new(), Vec::new());
    for what in &flip.by {
        let told = match what {
            What::Data => vec![of_data(flip, moved, causes)],
            What::Reading => causes.all_read_otherwise(&flip.key[1], &flip.key[3]),
            other => vec![causes.of_declaration(*other, &flip.key[1])]
                .into_iter()
                .map(in_words)
                .collect(),
        };
        for (why, detail) in told {
            if !words.contains(&why) {
                words.push(why);
            }
            details.extend(Some(detail).filter(|detail| !detail.is_empty()));
        }
    }
    (words.join("; "), with_details(&flip.sentence, &details.join("; ")))
}

fn in_words((why, detail): (&'static str, String)) -> (String, String) {
    (why.to_string(), detail)
}

/// A sentence with what there is to say besides.
fn with_details(sentence: &str, detail: &str) -> String {
    match (sentence.trim(), detail) {
        (sentence, "") => sentence.to_string(),
        ("", detail) => detail.to_string(),
        (sentence, detail) => format!("{sentence} ({detail})"),
    }
}

/// What was sent since that makes the difference.
fn of_data(flip: &Flip, moved: &[Moved], causes: &Causes) -> (String, String) {
    let own = match (flip.key[0].as_str(), flip.key[1].is_empty()) {
        ("data", true) => of_return(&flip.key[3], moved, causes),
        (_, true) => None,
        (_, false) => data_of_series(flip, moved, causes).map(|why| (why, String::new())),
    };
    if let Some(told) = own {
        return told;
    }
    let other = || match flip.turn {
        // It stands as it did, and others stand before it.
        Turn::Dropped if flip.is.starts_with("watch") => "other exceptions were raised, dropped or moved",
        _ => "other figures or remarks changed",
    };
    let of_register = causes.of_register(&flip.rules);
    of_register.unwrap_or_else(|| (other().to_string(), String::new()))
}

/// What was sent that moved the newest figure of the exception's series, and then whatever moved earlier ones: it is judged by all.
fn data_of_series(flip: &Flip, moved: &[Moved], causes: &Causes) -> Option<String> {
    const RELATED: &str = "related figures";
    let newest = newest_of_series(flip, moved, |change| change.by.contains(&What::Data))?;
    let mut words = causes.data_words(newest)?;
    let is_earlier = |change: &&Moved| {
        change.by.contains(&What::Data) && change.key[..4] == newest.key[..4] && change.key[4] != newest.key[4]
    };
    for change in moved.iter().filter(is_earlier) {
        for why in causes.data_words(change)?.split("; ") {
            if why != RELATED && !words.split("; ").any(|known| known == why) {
                words = format!("{words}; {why}");
            }
        }
    }
    Some(words)
}

/// The same where no one thing makes the difference by itself.
fn unproved(flip: &Flip, moved: &[Moved], causes: &Causes) -> (String, String) {
    let told = |why: String| (why, flip.sentence.clone());
    let own = match (flip.key[0].as_str(), flip.key[1].is_empty()) {
        // What an agency sent changes what is said of its return; only others change its place.
        ("data", true) if flip.turn != Turn::Place => of_return(&flip.key[3], moved, causes),
        (_, true) => None,
        (_, false) => newest_of_series(flip, moved, |_| true).map(|change| (causes.of(change).0, String::new())),
    };
    if let Some((why, detail)) = own {
        return (why, with_details(&flip.sentence, &detail));
    }
    let of_register = causes.of_register(&flip.rules).filter(|_| flip.turn != Turn::Place);
    // Others alone can change a place; what is declared elsewhere is no cause of it.
    let around = || causes.around_it(&flip.key[1]).filter(|_| flip.turn != Turn::Place);
    let around = || causes.declared(&flip.key[1]).or_else(around);
    if let Some((why, detail)) = of_register.or_else(around) {
        return (why, with_details(&flip.sentence, &detail));
    }
    told(match flip.turn {
        Turn::Place => "other exceptions were raised, dropped or moved".to_string(),
        _ => "other figures or remarks changed".to_string(),
    })
}

/// The newest figure of some that moved within the series of an exception.
fn newest_of_series<'m>(flip: &Flip, moved: &'m [Moved], counts: impl Fn(&Moved) -> bool) -> Option<&'m Moved> {
    let same = |change: &&Moved| {
        counts(change)
            && change.key[0] == flip.key[1]
            // What is said without an area is said of all.
            && (flip.key[2].is_empty() || change.key[2] == flip.key[2])
            && (flip.key[3].is_empty() || change.key[3].is_empty() || change.key[3] == flip.key[3])
    };
    // What is said of the whole hangs on its own figure, not on that of one part of it.
    let own = |change: &&Moved| same(change) && change.key[3] == flip.key[3];
    let newest = |is: &dyn Fn(&&Moved) -> bool| moved.iter().filter(is).max_by_key(|change| change.key[4].clone());
    newest(&own).or_else(|| newest(&same))
}

/// What is said of a whole return hangs on what its agency sent, whatever else has changed: what moved its figures, or else what has
/// become of its files.
fn of_return(agency: &str, moved: &[Moved], causes: &Causes) -> Option<(String, String)> {
    const SENT: [&str; 6] = [
        "late return",
        "withdrawn",
        "expired",
        "set aside",
        "restored",
        "restated by the agency",
    ];
    let of_agency = moved
        .iter()
        .filter(|change| !agency.is_empty() && change.key[3] == agency);
    let found: BTreeSet<String> = of_agency.map(|change| causes.of(change).0).collect();
    let of_all: BTreeSet<&str> = found.iter().flat_map(|words| words.split("; ")).collect();
    let sent = SENT.into_iter().find(|cause| of_all.contains(*cause)).map(String::from);
    let told = |why: String| (why, String::new());
    let of_files = || causes.of_files(agency);
    sent.map(told)
        .or_else(of_files)
        .or_else(|| found.iter().next().cloned().map(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An exception as the lists have it, with some cells of it changed.
    fn listed(changes: &[(&str, &str)]) -> Lines {
        let cells = [
            ("rank", "3"),
            ("tier", "exception"),
            ("kind", "performance"),
            ("indicator", "FD05"),
            ("period", "2026-27 Q1"),
            ("value", "24.5"),
            ("direction", "high"),
            ("concern", "worse"),
            ("rules", "outside-limits"),
            ("method", "p'"),
            ("quarters_open", "1"),
            ("state", "new"),
        ];
        let mut line: Line = cells.map(|(name, cell)| (name.to_string(), cell.to_string())).into();
        line.extend(changes.iter().map(|(name, cell)| (name.to_string(), cell.to_string())));
        Lines::from([(["performance", "FD05", "", ""].map(String::from).to_vec(), line)])
    }

    fn flipped(changes: &[(&str, &str)]) -> Vec<(Turn, String, String)> {
        let period = "2026-27 Q1".parse().unwrap();
        let flips = flips(&listed(&[]), &listed(changes), period);
        flips.into_iter().map(|flip| (flip.turn, flip.was, flip.is)).collect()
    }

    #[test]
    fn of_one_return_what_is_raised_takes_the_place_of_what_is_dropped() {
        let of = |agency: &str, rules: &str| {
            let (_, mut line) = listed(&[("kind", "data"), ("indicator", ""), ("rules", rules)])
                .pop_first()
                .unwrap();
            line.insert("agency".into(), agency.into());
            (["data", "", "", agency, rules].map(String::from).to_vec(), line)
        };
        let was = Lines::from([of("one", "unit-unclear"), of("two", "unit-unclear")]);
        let is = Lines::from([of("one", "wrong-form"), of("three", "wrong-form")]);
        let found = flips(&was, &is, "2026-27 Q1".parse().unwrap());
        let told: Vec<_> = found.iter().map(|flip| (flip.key[3].as_str(), flip.turn)).collect();
        assert_eq!(
            told,
            [
                ("one", Turn::Described),
                ("three", Turn::Raised),
                ("two", Turn::Dropped)
            ]
        );
        assert!(found[0].was.ends_with("rules unit-unclear") && found[0].is.ends_with("rules wrong-form"));
    }

    #[test]
    fn of_a_fault_in_data_what_is_said_is_looked_at_and_of_a_figure_it_moves_with_it() {
        assert!(flipped(&[("sentence", "Between 3 and 21 women.")]).is_empty());
        let of = |said: &str| {
            let (_, mut line) = listed(&[("kind", "data"), ("value", "")]).pop_first().unwrap();
            line.insert("sentence".into(), said.into());
            Lines::from([(["data", "FG01", "", ""].map(String::from).to_vec(), line)])
        };
        let (was, is) = (of("Between 2 and 14 women."), of("Between 3 and 21 women."));
        let found = flips(&was, &is, "2026-27 Q1".parse().unwrap());
        assert!(found.len() == 1 && found[0].turn == Turn::Described);
        assert!(
            found[0].is.ends_with("said to be: Between 3 and 21 women."),
            "{}",
            found[0].is
        );
    }

    #[test]
    fn every_part_of_an_exception_is_looked_at() {
        assert!(flipped(&[]).is_empty());
        let high = "exception high worse";
        let changed = |turn, was: &str, is: &str| vec![(turn, format!("{high}, {was}"), format!("{high}, {is}"))];
        assert_eq!(flipped(&[("rank", "1")]), changed(Turn::Place, "rank 3", "rank 1"));
        assert_eq!(
            flipped(&[("rules", "outside-limits;long-run")]),
            changed(Turn::Described, "rules outside-limits", "rules outside-limits;long-run")
        );
        assert_eq!(
            flipped(&[("state", "continuing"), ("quarters_open", "2")]),
            changed(Turn::Described, "new, quarters open 1", "continuing, quarters open 2")
        );
        assert!(flipped(&[("value", "24.500000000000004")]).is_empty());
        assert_eq!(
            flipped(&[("concern", "unusual")]),
            [(Turn::Described, high.to_string(), "exception high unusual".to_string())]
        );
        assert_eq!(
            flipped(&[("tier", "watch"), ("rank", "")]),
            [(
                Turn::Dropped,
                format!("{high}, rank 3"),
                "watch high worse, rank none".to_string()
            )]
        );
        let none = Lines::new();
        let raised = flips(&none, &listed(&[]), "2026-27 Q1".parse().unwrap());
        assert!(raised.len() == 1 && raised[0].turn == Turn::Raised && raised[0].was == "not listed");
    }
}
