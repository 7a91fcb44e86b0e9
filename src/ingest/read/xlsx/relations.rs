//! A part's list of relations into the parts and links that it names.

use crate::ingest::read::xml::{Token, Tokens};
use crate::ingest::read::zip_parts::Parts;

/// One relation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relation {
    /// The id by which the part names it.
    pub id: String,
    /// The last word of its type: `worksheet`, `comments`, …
    pub kind: String,
    /// The path of the part, or the address of what lies outside.
    pub target: String,
    /// Whether it lies outside the workbook.
    pub external: bool,
}

/// The relations of a part; of the whole package for the empty path. None when there is no such list.
pub fn relations_of(parts: &mut Parts, path: &str) -> Vec<Relation> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let list = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    let Some(stream) = parts.stream(&list) else {
        return Vec::new();
    };
    let mut tokens = Tokens::new(stream);
    let mut relations = Vec::new();
    while let Ok(Some(token)) = tokens.next() {
        if let Token::Open {
            name: b"Relationship",
            attributes,
            ..
        } = token
        {
            let text = |name: &[u8]| attributes.text(name).unwrap_or_default().into_owned();
            let external = text(b"TargetMode") == "External";
            let target = if external {
                text(b"Target")
            } else {
                resolve(folder, &text(b"Target"))
            };
            let kind = text(b"Type").rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation {
                id: text(b"Id"),
                kind,
                target,
                external,
            });
        }
        if relations.len() > 100_000 {
            break;
        }
    }
    relations
}

/// A target as written, seen from a folder, into a path from the root of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_folder() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../comments1.xml", "xl/comments1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }
}
