//! Faults of what people declare, each with its file, its line and the words that were allowed.

use std::fmt;

/// One thing wrong in a schema, a board table or a mapping.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file as its reader knows it: `schemas/policy.toml`, `agencies.csv`.
    pub file: String,
    /// Counted from 1; none when the whole file is at fault.
    pub line: Option<usize>,
    /// What is wrong.
    pub said: String,
    /// The words that were allowed; empty when there is no list of them.
    pub allowed: Vec<String>,
}

/// Every fault that was found; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Faults(pub Vec<Fault>);

impl Fault {
    /// A fault of a whole file.
    pub fn of_file(file: impl Into<String>, said: impl Into<String>) -> Fault {
        Fault {
            file: file.into(),
            line: None,
            said: said.into(),
            allowed: vec![],
        }
    }

    /// A fault at a line.
    pub fn at(file: impl Into<String>, line: usize, said: impl Into<String>) -> Fault {
        Fault {
            file: file.into(),
            line: Some(line),
            said: said.into(),
            allowed: vec![],
        }
    }

    /// The same fault with the words that were allowed.
    pub fn allowing<Word: Into<String>>(mut self, words: impl IntoIterator<Item = Word>) -> Fault {
        self.allowed = words.into_iter().map(Into::into).collect();
        self
    }
}

impl Faults {
    /// Nothing wrong, or every fault in the order of files and lines.
    ///
    /// # Errors
    /// The faults, when there is one.
    pub fn none_in(mut faults: Vec<Fault>) -> Result<(), Faults> {
        faults.sort();
        faults.dedup();
        if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}: {}", self.file, self.said)?,
            None => write!(out, "{}: {}", self.file, self.said)?,
        }
        if !self.allowed.is_empty() {
            write!(out, "; allowed: {}", self.allowed.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            write!(out, "{fault}")?;
        }
        Ok(())
    }
}

/// The word among `allowed` that was probably meant, if one is near.
pub fn nearest<'a>(written: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |word: &&str| strsim::damerau_levenshtein(written, word) <= 1 + word.len() / 5;
    allowed
        .into_iter()
        .filter(near)
        .min_by_key(|word| strsim::damerau_levenshtein(written, word))
}

/// Whether a word is another one but for a slip of one or two letters.
pub fn is_slip_of(written: &str, word: &str) -> bool {
    written != word && strsim::damerau_levenshtein(written, word) <= 2
}

/// The line, from 1, on which a byte of a text stands.
pub fn line_of(text: &str, byte: usize) -> usize {
    let upto = byte.min(text.len());
    1 + text.as_bytes()[..upto]
        .iter()
        .filter(|&&letter| letter == b'\n')
        .count()
}
