//! Parts of a sentence that may be empty, put together so that no bracket, colon or stop is left round nothing; and words of direction.

use crate::domain::Side;

/// `R08 (late cases)`; what is before the bracket alone where nothing stands in it.
pub fn with_words(before: &str, words: &str) -> String {
    match without_stop(words) {
        "" => before.to_string(),
        words => format!("{before} ({words})"),
    }
}

/// `A2, Essex Police: do it.`; whoever or whatever is empty is left out.
pub fn named(who: &[&str], text: &str) -> String {
    let who: Vec<&str> = who.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
    match (who.join(", "), without_stop(text)) {
        (who, "") => format!("{who}."),
        (who, text) if who.is_empty() => format!("{text}."),
        (who, text) => format!("{who}: {text}."),
    }
}

/// `A2: Do it`; the words alone, or the number alone, where the other is empty. Without a stop: for a cell of a table.
pub fn titled(id: &str, text: &str) -> String {
    match (id.trim(), without_stop(text)) {
        ("", text) => text.to_string(),
        (id, "") => id.to_string(),
        (id, text) => format!("{id}: {text}"),
    }
}

/// `The register says: late cases.`; `None` where it says nothing.
pub fn told(lead: &str, text: &str) -> Option<String> {
    (!without_stop(text).is_empty()).then(|| named(&[lead], text))
}

fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches('.').trim_end()
}

/// `up` or `down`.
pub(super) fn up_or_down(side: Side) -> &'static str {
    match side {
        Side::High => "up",
        Side::Low => "down",
    }
}

/// `risen` or `fallen`.
pub(super) fn risen(side: Side) -> &'static str {
    match side {
        Side::High => "risen",
        Side::Low => "fallen",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_round_nothing() {
        for (made, expected) in [
            (with_words("R08", "late cases."), "R08 (late cases)"),
            (with_words("R08", " "), "R08"),
            (named(&["A2", "Essex Police"], "do it."), "A2, Essex Police: do it."),
            (named(&["A2", ""], "do it"), "A2: do it."),
            (named(&["A2", "Essex Police"], ""), "A2, Essex Police."),
            (named(&["A2", ""], "."), "A2."),
            (titled("A2", "do it."), "A2: do it"),
            (titled("", "do it"), "do it"),
            (titled("A2", ""), "A2"),
        ] {
            assert_eq!(made, expected);
        }
        assert_eq!(told("The register says", ". "), None);
        assert_eq!(
            told("The register says", "late cases.").as_deref(),
            Some("The register says: late cases.")
        );
    }
}
