//! The files below a folder, with their text and with their code (the text without comments and strings).

use std::path::{Path, PathBuf};

/// One file below `src/`.
pub struct SourceFile {
    /// Relative to `src/`, with forward slashes.
    pub path: String,
    /// As it stands.
    pub text: String,
    /// Without comments and string literals, so that words in prose are not taken for code.
    pub code: String,
    /// The code without what is compiled for unit tests, which may do what the program may not.
    pub program: String,
}

impl SourceFile {
    pub fn new(path: &str, text: &str) -> SourceFile {
        let code = code_of(text);
        SourceFile {
            path: path.to_string(),
            text: text.to_string(),
            program: without_tests(&code),
            code,
        }
    }

    /// The top module: `stats` of `stats/xmr.rs`, `cli` of `cli.rs`.
    pub fn module(&self) -> &str {
        let top = self.path.split('/').next().unwrap_or_default();
        top.strip_suffix(".rs").unwrap_or(top)
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, sorted by path.
pub fn files_below(folder: &Path) -> Vec<SourceFile> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("src/ can be walked"))
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"))
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(folder)
                .expect("below the folder")
                .to_string_lossy()
                .replace('\\', "/");
            SourceFile::new(&path, &std::fs::read_to_string(entry.path()).expect("a readable file"))
        })
        .collect()
}

/// Code without each item that stands after `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut parts = code.split("#[cfg(test)]");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |kept, part| kept + &part[end_of_item(part)..])
}

/// Where the item at the start of some code ends: at its closing brace, or at a semicolon that stands in no brackets.
fn end_of_item(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => (),
        }
    }
    code.len()
}

/// The text with comments, string literals and character literals blanked; lines are kept.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = literal_or_comment(rest);
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push(' ');
            code.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
            rest = &rest[skipped..];
        }
    }
    code
}

/// How many bytes at the start of `rest` are a comment or a literal; 0 when it starts with code.
fn literal_or_comment(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.chars().take_while(|c| *c == '#').count();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let opened = 1 + hashes + 1;
            return rest[opened..]
                .find(&close)
                .map_or(rest.len(), |end| opened + end + close.len());
        }
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    // A character literal such as '"' would open a string, and '{' a block; a lifetime has no closing quote.
    let mut letters = rest.char_indices();
    match (letters.next(), letters.next(), letters.next()) {
        (Some((_, '\'')), Some((_, '\\')), Some((at, escaped))) => {
            let after = at + escaped.len_utf8();
            rest[after..].find('\'').map_or(0, |end| after + end + 1)
        }
        (Some((_, '\'')), Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => (),
        }
    }
    rest.len()
}
