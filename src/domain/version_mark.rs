//! A file's name → how far it says that it is a later version.

/// How far a file's name says that it is a later version: 0 for no mark, a number for `v2` or `(2)`, above these
/// `revised` and `corrected`, above all `final`.
pub fn version_mark(file: &str) -> u32 {
    let name = file.rsplit('/').next().unwrap_or_default().to_lowercase();
    let name = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let numbered = words
        .iter()
        .filter_map(|word| word.strip_prefix("version").or(word.strip_prefix('v'))?.parse().ok());
    let bracketed = name
        .split('(')
        .skip(1)
        .filter_map(|rest| rest.split(')').next()?.trim().parse::<u32>().ok());
    let number = numbered
        .chain(bracketed)
        .filter(|number| *number < 1000)
        .max()
        .unwrap_or(0);
    let says = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word == stem));
    let worded = if says(&["final"]) {
        2000
    } else if says(&[
        "corrected",
        "correction",
        "revised",
        "revision",
        "amended",
        "updated",
        "resubmission",
    ]) {
        1000
    } else {
        0
    };
    worded + number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_version_are_ordered() {
        let names = [
            "Q2.xlsx",
            "Q2 v2.xlsx",
            "Q2 (3).xlsx",
            "Q2 revised.xlsx",
            "Q2_corrected_v2.xlsx",
            "Q2-FINAL.xlsx",
        ];
        let marks: Vec<u32> = names.iter().map(|name| version_mark(name)).collect();
        assert!(marks.is_sorted() && marks[0] == 0 && marks[1] < marks[2], "{marks:?}");
        assert_eq!(version_mark("2026-27-Q2/v2/(2)/Q2 (2026-27).csv"), 0);
    }
}
