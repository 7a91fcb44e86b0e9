//! A name into what it is about, so that other words for the same thing compare as the same: `investigations begun` and
//! `enquiries started`, `children in care` and `looked-after children`.

use crate::catalogue::plain;
use crate::ingest::words::names::words;
use crate::ingest::words::patterns::pattern;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Ways of saying a thing, and the one way in which it is compared. What says only that a figure is of the quarter or of its end
/// is left out. They are applied in turn to plain text.
const PHRASES: [(&str, &str); 32] = [
    (r"\b(\d+) ?(m|mths?)\b", "$1 months"),
    (
        r"\b(as )?(at|on|by) (the )?(30|31|1|30th|31st) (sept|september|dec|december|march|mar|june|jun|oct|october)( 20\d\d)?\b",
        " ",
    ),
    (
        r"\b(as )?(at|on|by) (the )?(last day|end|close) of (the )?(quarter|period|month)\b",
        " ",
    ),
    (r"\b(at )?(the )?(quarter|period) end\b", " "),
    (r"\bend of (the )?(quarter|period)\b", " "),
    (r"\b(in|during|this|within) (the |this )?(quarter|period)\b", " "),
    (
        r"\b(in|within|over|during) (the )?(last|past|previous|prior) (12 months|twelve months|year)\b",
        " 12 months ",
    ),
    (r"\bin the year\b", " 12 months "),
    (
        r"\b(coming|came|come|entering|entered|taken) into care\b",
        " starting looked after ",
    ),
    (r"\bleav(e|ing|er|ers) care\b", " care leaver "),
    (
        r"\b(children|child|young people|those) in care\b",
        " children looked after ",
    ),
    (
        r"\b(went|going|goes) on to (be|become)\b|\b(led|leading|leads) to\b|\b(resulted|resulting|result) in\b|\b(turned|turning|turn) into\b|\b(progressed|progressing|progress|converted|converting) to\b|\bbecame\b|\bbecome\b",
        " becoming ",
    ),
    (
        r"\bcarried out\b|\btook place\b|\bundertaken\b|\bfinished\b|\bdone\b|\bheld\b|\bconcluded\b|\bcompleted\b",
        " complete ",
    ),
    (
        r"\b(on time|in time|in timescales?|within timescales?|timely)\b",
        " timely ",
    ),
    (r"\binvestigations?\b", " enquiry "),
    (
        r"\b(begun|began|commenced|started|initiated|new|newly made)\b",
        " start ",
    ),
    (
        r"\b(inside|under|less than|no more than|not more than|up to) (\w+) (hours?|days?|working days?|weeks?|months?)\b",
        " within $2 $3 ",
    ),
    (r"\b(or|and) (more|longer|over|above)\b", " more "),
    (r"\blast(ed|ing)\b", " "),
    (r"\bdentists?\b", " dental "),
    (r"\bhous(ing|ed)\b|\bhomes\b", " accommodation "),
    (r"\b(councils?|local authorit(y|ies)|authorit(y|ies))\b", " authority "),
    (
        r"\b(children (and )?families|family) hub\b|\bfront door\b|\bmash\b",
        " social care ",
    ),
    (
        r"\bbecause\b|\bstill\b|\btimes\b|\bused\b|\breported\b|\breports of\b",
        " ",
    ),
    (r"\bout of county\b|\boutside (the )?county\b", " outside county "),
    (
        r"\bbeen on a plan before\b|\bon a plan (before|previously)\b|\bprevious plan\b",
        " second subsequent plan ",
    ),
    (
        r"\b(past|after|beyond) (the |its |their )?(due|target) date\b|\bnot done by (the )?due date\b",
        " overdue ",
    ),
    (
        r"\b(took|taken|take|taking) part in\b|\bparticipat(ed|ing|e) in\b|\b(were |was )?involved in\b",
        " engaged ",
    ),
    (
        r"\bdid not (show|attend|come|turn up)\b|\b(failed|failing) to (attend|show|turn up)\b",
        " no show ",
    ),
    (
        r"\bhow many\b|\bwhat (number|proportion|percentage|share)\b|\b(did|do|does|there|you|your|receive|received|made|raise|raised)\b",
        " ",
    ),
    (r"\buasc\b", " unaccompanied asylum seeking child "),
    (
        r"%|\b(proportion|percentage|percent|per cent|share|we|our|which|when|whose|whom|this|during|it|its|their|they|has|been|be|count)\b",
        " ",
    ),
];

static WAYS: LazyLock<Vec<(Regex, &str)>> =
    LazyLock::new(|| PHRASES.iter().map(|(way, one)| (pattern(way), *one)).collect());

/// `3+` is 3 or more.
fn with_more(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for letter in name.chars() {
        match letter {
            '+' if out.ends_with(|last: char| last.is_ascii_digit()) => out.push_str(" or more "),
            letter => out.push(letter),
        }
    }
    out
}

/// What a name is about, as words that compare.
pub fn concepts(name: &str) -> BTreeSet<String> {
    let one_way = WAYS
        .iter()
        .fold(plain(&with_more(name)), |text, (way, one)| match way.is_match(&text) {
            true => way.replace_all(&text, *one).into_owned(),
            false => text,
        });
    words(&one_way)
}

#[cfg(test)]
mod tests {
    use super::concepts;

    #[test]
    fn other_words_for_the_same_thing_are_the_same() {
        let same = [
            (
                "CLA with 3+ placements in last 12m",
                "CLA with 3 or more placements in 12 months",
            ),
            (
                "Section 47 investigations begun in the quarter",
                "Section 47 enquiries started",
            ),
            (
                "Children in care on 30 September",
                "Children looked after at quarter end",
            ),
            (
                "Initial conferences held inside 15 working days",
                "Initial conferences completed within 15 working days",
            ),
            (
                "Children on a plan lasting 2 years or longer",
                "Children on a plan 2 years or more",
            ),
        ];
        for (one, other) in same {
            assert_eq!(concepts(one), concepts(other), "{one}");
        }
        assert_ne!(concepts("Plans started"), concepts("Plans ended"));
        assert_ne!(concepts("Care leavers"), concepts("Children in care"));
    }
}
