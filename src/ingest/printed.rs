//! The keys that a file prints (`G = good, RI = requires improvement`, a small table of scores) into what its words mean.

use crate::catalogue::plain;
use crate::ingest::words::tidy;

/// A word with the meaning that a key gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The word as the cells have it.
    pub written: String,
    /// What the key says that it means.
    pub meaning: String,
    /// The sheet's name.
    pub sheet: String,
    /// Row and column of the text, counted from 0.
    pub at: (u32, u32),
}

/// Every key of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    pairs: Vec<Pair>,
}

impl Printed {
    /// Notes what a text at a place says.
    pub fn hear(&mut self, sheet: &str, at: (u32, u32), text: &str) {
        for (written, meaning) in pairs(text) {
            self.add(sheet, at, (written, meaning));
        }
    }

    /// Notes two cells side by side, the first of which may be a word and the second its meaning.
    pub fn hear_row(&mut self, sheet: &str, at: (u32, u32), (word, meaning): (&str, &str)) {
        let word = tidy(word);
        if !word.is_empty() && word.split(' ').count() <= MOST_WORDS && !meaning.trim().is_empty() {
            self.add(sheet, at, (word, tidy(meaning)));
        }
    }

    fn add(&mut self, sheet: &str, at: (u32, u32), (written, meaning): (String, String)) {
        self.pairs.push(Pair {
            written,
            meaning,
            sheet: sheet.to_owned(),
            at,
        });
    }

    /// All pairs, in the order of the file.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// What the file's key says of a word.
    pub fn of(&self, written: &str) -> Option<&Pair> {
        let simple = plain(&tidy(written));
        self.pairs.iter().find(|pair| plain(&pair.written) == simple)
    }
}

/// Words that the longest entry of a key has.
const MOST_WORDS: usize = 4;

/// The pairs of a text; none where it is no key.
fn pairs(text: &str) -> Vec<(String, String)> {
    let text = tidy(text).replace(['–', '—'], "-");
    if text.contains('=') {
        return by_signs(&text);
    }
    for between in [';', '|', '\n', ',', '/'] {
        let found: Vec<(String, String)> = text.split(between).filter_map(by_dash).collect();
        if found.len() >= 2 {
            return found;
        }
    }
    by_dash(&text).into_iter().collect()
}

/// `Green: met`, `R - not met`.
fn by_dash(part: &str) -> Option<(String, String)> {
    let (written, meaning) = part.split_once(": ").or_else(|| part.split_once(" - "))?;
    // `Key: G - met` begins with a word for the key itself.
    if let Some(inner) = by_dash(meaning).filter(|_| leads(written)) {
        return Some(inner);
    }
    entry(written, meaning)
}

/// `1 = met, 2 = partly met, in some teams; 3 = not met`: what stands between two signs ends in the next word.
fn by_signs(text: &str) -> Vec<(String, String)> {
    const BETWEEN: [char; 7] = [';', '|', ',', '(', '\n', '.', ':'];
    let parts: Vec<&str> = text.split('=').collect();
    let mut found = Vec::new();
    let mut word = last_part(parts.first().copied().unwrap_or_default(), &BETWEEN);
    for (at, part) in parts.iter().enumerate().skip(1) {
        let is_last = at + 1 == parts.len();
        // The next word ends what stands before its sign, whatever space there is between.
        let part = part.trim_end();
        let next = if is_last { "" } else { next_word(part, &BETWEEN) };
        let meaning = part.get(..part.len() - next.len()).unwrap_or(part);
        found.extend(entry(word, meaning));
        word = next;
    }
    found
}

/// What stands after the last of some signs; where there is none the last word, if something stands before it.
fn last_part<'t>(text: &'t str, between: &[char]) -> &'t str {
    let text = text.trim_end();
    match text.rfind(|letter| between.contains(&letter)) {
        Some(at) => text.get(at + 1..).unwrap_or_default(),
        None if text.split_whitespace().count() <= MOST_WORDS => text,
        None => text.rsplit(' ').next().unwrap_or_default(),
    }
}

/// The same between two signs, where only the last word can belong to the second.
fn next_word<'t>(text: &'t str, between: &[char]) -> &'t str {
    let text = text.trim_end();
    match text.contains(between) {
        true => last_part(text, between),
        false => text.rsplit(' ').next().unwrap_or_default(),
    }
}

fn entry(written: &str, meaning: &str) -> Option<(String, String)> {
    let trim = |text: &str| {
        tidy(text)
            .trim_matches(|letter: char| matches!(letter, ',' | ';' | '|' | '(' | ')' | '.' | '-' | ' ' | '\'' | '"'))
            .to_owned()
    };
    let (mut written, meaning) = (trim(written), trim(meaning));
    let words = written.split(' ').count();
    if words > 1
        && let Some((first, rest)) = written.clone().split_once(' ')
        && leads(first)
    {
        written = rest.to_owned();
    }
    let fits = !written.is_empty() && !meaning.is_empty() && words <= MOST_WORDS;
    fits.then_some((written, meaning))
}

/// Whether a word speaks of the key itself.
fn leads(word: &str) -> bool {
    [
        "key", "score", "scores", "scoring", "grade", "grades", "grading", "rating", "ratings", "rag", "scale",
        "legend", "where", "note", "codes",
    ]
    .contains(&plain(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_however_they_are_printed() {
        for (text, expected) in [
            (
                "O = outstanding, G = good, RI = requires improvement",
                "O|outstanding G|good RI|requires improvement",
            ),
            (
                "Scoring: 0 = not met; 1 = partly met, large gaps; 3 = fully met",
                "0|not met 1|partly met, large gaps 3|fully met",
            ),
            ("Grade (4 = fully met, 1 = not met)", "4|fully met 1|not met"),
            ("4=Fully met 3=Mostly met", "4|Fully met 3|Mostly met"),
            ("Key: Blue = complete; Green = on track", "Blue|complete Green|on track"),
            ("Green: met; Red: not met", "Green|met Red|not met"),
            ("R – not met", "R|not met"),
            (
                "100% = fully met; 50% to 99% = partly; below 50% = not met",
                "100%|fully met 50% to 99%|partly below 50%|not met",
            ),
            ("1 = best  2 = good 3 = poor", "1|best 2|good 3|poor"),
            ("Green means go", ""),
        ] {
            let found: Vec<String> = pairs(text)
                .into_iter()
                .map(|(written, meaning)| format!("{written}|{meaning}"))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
