//! Words of a label that explain nothing.

use crate::catalogue::plain;

/// Words that explain nothing and stand everywhere.
pub(super) fn is_filler(piece: &str) -> bool {
    const FILLERS: [&str; 24] = [
        "figures",
        "figure",
        "data",
        "return",
        "the",
        "for",
        "of",
        "in",
        "and",
        "by",
        "at",
        "as",
        "to",
        "quarter",
        "quarterly",
        "period",
        "end",
        "ending",
        "ended",
        "financial",
        "year",
        "position",
        "only",
        "all",
    ];
    let simple = plain(piece);
    // `12 districts` behind the name of the county.
    let counts_places = simple.split_once(' ').is_some_and(|(count, places)| {
        let is_count = count == "all" || count.bytes().all(|digit| digit.is_ascii_digit());
        is_count
            && matches!(
                places,
                "districts" | "areas" | "quadrants" | "boroughs" | "councils" | "localities"
            )
    });
    counts_places
        || simple
            .split(' ')
            .all(|word| word.is_empty() || FILLERS.contains(&word) || word.chars().count() == 1 && word != "%")
}

/// Whether a text names a sum of something: `LPA total`.
pub(super) fn ends_as_total(piece: &str) -> bool {
    matches!(plain(piece).rsplit(' ').next(), Some("total" | "totals" | "subtotal"))
}
