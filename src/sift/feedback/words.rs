//! Plain words for what goes to agencies: no ids of feeds or indicators, no paths, no other agency's name.

use crate::catalogue::Catalogue;
use crate::domain::{Agency, CellState};
use crate::sift::Evidence;

/// `18 November 2026`.
pub use crate::domain::day_in_words as day;

/// `one question`, `3 questions`.
pub fn several(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        _ => format!("{number} {many}"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What a feed is called.
pub fn feed(id: &str, catalogue: &Catalogue) -> String {
    let feed = catalogue.feed(id);
    let Some(feed) = feed else { return id.to_string() };
    // `Multi-agency dashboard` in the middle of a sentence; `LADO referrals` keeps its capitals.
    let mut letters = feed.title.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() && !feed.title.starts_with("Section") => {
            format!("{}{}", first.to_lowercase(), &feed.title[first.len_utf8()..])
        }
        _ => feed.title.clone(),
    }
}

/// The file's own name without its folders.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A text with names in place of ids, files in place of paths, and no other agency.
pub fn plain(text: &str, evidence: &Evidence<'_>, agency: &str) -> String {
    let known = |token: &str| -> Option<String> {
        if token.contains('/') {
            let looks_like_path = token
                .split('/')
                .next()
                .is_some_and(|first| first.parse::<crate::domain::Period>().is_ok());
            return looks_like_path.then(|| file_name(token).to_string());
        }
        if let Some(area) = evidence.places.all().iter().find(|area| area.id == token) {
            return Some(area.name.clone());
        }
        if token.chars().any(|letter| letter.is_ascii_uppercase()) {
            let indicator = evidence.catalogue.indicator(token);
            return indicator.map(|indicator| indicator.row_name.clone());
        }
        let member = evidence
            .agencies
            .iter()
            .find(|one| one.id == token && token.contains('-'));
        if let Some(member) = member {
            return Some(member.name.clone());
        }
        if let Some(state) = CellState::ALL.into_iter().find(|state| state.word() == token) {
            return Some(state.word().replace('-', " "));
        }
        let is_feed = token.contains('-') && evidence.catalogue.feed(token).is_some();
        is_feed.then(|| feed(token, evidence.catalogue))
    };
    let text = &text.replace("as the agency's mapping says", "as we have learnt of your returns");
    let mut out = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let core = word.trim_matches(|letter: char| "\"'.,;:()?!".contains(letter));
        match known(core) {
            Some(name) if !core.is_empty() => out.push_str(&word.replacen(core, &name, 1)),
            _ => out.push_str(word),
        }
    }
    without_others(out, evidence.agencies, agency)
}

/// Takes out the names of all agencies but one. What an agency's neighbours sent is not its affair.
fn without_others(text: String, agencies: &[Agency], own: &str) -> String {
    let own_name = agencies
        .iter()
        .find(|one| one.id == own)
        .map(|one| one.name.as_str())
        .unwrap_or_default();
    let others = agencies
        .iter()
        .filter(|one| one.id != own && !own_name.contains(one.name.as_str()));
    others.fold(text, |text, other| {
        if text.contains(&other.name) {
            text.replace(&other.name, "another agency")
        } else {
            text
        }
    })
}
