//! A name into the words that carry its meaning.

use crate::catalogue::plain;
use crate::ingest::words::tidy;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The words that carry the meaning of a name: abbreviations written out, endings dropped, small words left out.
pub fn words(name: &str) -> BTreeSet<String> {
    const SMALL: [&str; 26] = [
        "the", "of", "for", "in", "to", "a", "an", "by", "with", "at", "on", "and", "all", "who", "that", "where",
        "is", "are", "was", "were", "have", "had", "per", "from", "number", "count",
    ];
    let name = spread(&tidy(name).to_lowercase());
    let mut out = BTreeSet::new();
    for word in plain(&name).split(' ').filter(|word| !word.is_empty()) {
        for word in written_out(word).split(' ') {
            if !SMALL.contains(&word) {
                out.insert(stem(word));
            }
        }
    }
    out
}

/// `percentage of` and `per cent` are the sign; `18s` and `s47` are a number and its letter.
fn spread(name: &str) -> String {
    let written_out = || {
        name.replace('½', ".5")
            .replace("per cent", "%")
            .replace("percentage", "%")
            .replace("percent", "%")
            .replace("proportion", "%")
    };
    let any = name.contains("per") || name.contains("proportion") || name.contains('½');
    let name = if any {
        Cow::Owned(written_out())
    } else {
        Cow::Borrowed(name)
    };
    let mut out = String::with_capacity(name.len() + 4);
    let mut last = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let plural =
            letter == 's' && last.is_ascii_digit() && letters.peek().is_none_or(|next| !next.is_alphanumeric());
        if plural {
            continue;
        }
        if (last.is_ascii_digit() && letter.is_alphabetic()) || (last.is_alphabetic() && letter.is_ascii_digit()) {
            out.push(' ');
        }
        out.push(letter);
        last = letter;
    }
    out
}

/// Short forms that everybody in children's services uses. A board's own are spellings in `schemas/` and `mappings/`.
fn written_out(word: &str) -> &str {
    match word {
        "da" => "domestic abuse",
        "cp" => "child protection",
        "cpp" | "cpps" => "child protection plan",
        "cin" => "child need",
        "cla" | "lac" => "child looked after",
        "ehe" => "elective home education",
        "cme" => "child missing education",
        "nfa" => "no further action",
        "icpc" | "icpcs" => "initial child protection conference",
        "rhi" | "rhis" => "return home interview",
        "fte" | "ftes" => "first time entrant",
        "sw" => "social worker",
        "yp" => "young people",
        "mh" => "mental health",
        "cse" => "child sexual exploitation",
        "nrm" => "national referral mechanism",
        "asap" => "asap",
        "pct" => "%",
        "s" => "section",
        "m" | "mths" | "mth" => "month",
        "wks" | "wk" => "week",
        "wd" | "wds" => "working day",
        "yrs" | "yr" => "year",
        "u" => "under",
        "eh" => "early help",
        "no." | "nos" | "num" => "number",
        "became" => "become",
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "six" => "6",
        "twelve" => "12",
        other => other,
    }
}

/// A word without its ending: `electively` and `elective`, `children` and `child`.
fn stem(word: &str) -> String {
    match word {
        "children" | "childrens" => return "child".into(),
        "people" | "persons" | "person" => return "people".into(),
        _ => {}
    }
    if word.len() <= 4 || !word.is_ascii() {
        return word
            .strip_suffix('s')
            .filter(|rest| rest.len() >= 3)
            .unwrap_or(word)
            .to_owned();
    }
    for ending in [
        "ations", "ation", "ively", "ions", "ings", "ives", "ion", "ing", "ive", "ies", "ely", "ed", "es", "ly", "s",
        "e", "y",
    ] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 4
        {
            return rest.to_owned();
        }
    }
    word.to_owned()
}
