//! The parts of a workbook that are no worksheet into texts: comments, properties, charts, text boxes, links, caches.

use crate::ingest::read::properties;
use crate::ingest::read::xlsx::pivot_cache;
use crate::ingest::read::xlsx::relations::relations_of;
use crate::ingest::read::xml::{Token, Tokens, unescape};
use crate::ingest::read::zip_parts::Parts;
use crate::ingest::read::{Aside, ReadFile, Trouble, read_embedded};
use crate::ingest::sheet::address::parse_address;
use crate::ingest::sheet::{Comment, Sheet};

/// Texts taken from one part.
const MOST_TEXTS: usize = 1_000_000;
/// Bytes of an embedded file that is opened.
const MOST_EMBEDDED: usize = 32 << 20;

/// The comments, links and drawings of one sheet.
pub fn of_sheet(parts: &mut Parts, path: &str, sheet: &mut Sheet, file: &mut ReadFile) {
    for relation in relations_of(parts, path) {
        match relation.kind.as_str() {
            "comments" | "threadedComment" => sheet.comments.extend(comments(parts, &relation.target)),
            "hyperlink" if relation.external => {
                file.asides.push(Aside {
                    sheet: sheet.name.clone(),
                    place: "link",
                    text: relation.target,
                });
            }
            _ => {}
        }
    }
    sheet.comments.sort_by_key(|comment| (comment.row, comment.column));
}

/// Comments, old and threaded, by their cells.
fn comments(parts: &mut Parts, path: &str) -> Vec<Comment> {
    let Some(stream) = parts.stream(path) else {
        return Vec::new();
    };
    let mut tokens = Tokens::new(stream);
    let (mut found, mut in_text) = (Vec::<Comment>::new(), false);
    while let Ok(Some(token)) = tokens.next() {
        match token {
            Token::Open {
                name: b"comment" | b"threadedComment",
                attributes,
                ..
            } => {
                let reference = attributes.text(b"ref").unwrap_or_default();
                let (row, column) = parse_address(reference.as_bytes()).unwrap_or_default();
                found.push(Comment {
                    row,
                    column,
                    text: String::new(),
                });
            }
            Token::Open {
                name: b"t" | b"text",
                empty,
                ..
            } => in_text = !empty,
            Token::Close {
                name: b"text" | b"threadedComment",
            } => in_text = false,
            Token::Text(text) if in_text => {
                if let Some(comment) = found.last_mut() {
                    comment.text.push_str(&unescape(text));
                }
            }
            _ => {}
        }
        if found.len() > MOST_TEXTS {
            break;
        }
    }
    found
}

/// Everything of the package that belongs to no single sheet.
pub fn gather(parts: &mut Parts, workbook: &str, file: &mut ReadFile) {
    for name in parts.names().to_vec() {
        let lower = name.to_ascii_lowercase();
        let ending = lower.rsplit('.').next().unwrap_or_default();
        let under = |folder: &str| lower.contains(folder);
        match () {
            () if under("docprops/") && ending == "xml" => properties::read(parts, &name, &mut file.properties),
            () if under("pivotcache/pivotcachedefinition") && ending == "xml" => {
                let records = relations_of(parts, &name)
                    .into_iter()
                    .find(|relation| relation.kind == "pivotCacheRecords");
                let records = records.map(|relation| relation.target);
                file.unseen.extend(pivot_cache::read(parts, &name, records.as_deref()));
            }
            () if under("externallinks/externallink") && ending == "xml" => external_link(parts, &name, file),
            () if under("/embeddings/") => embedded(parts, &name, file),
            () if under("/drawings/") && ending == "xml" => keep(parts, &name, "text box", file),
            () if under("/charts/") && ending == "xml" => keep(parts, &name, "chart", file),
            () if under("/persons/") && ending == "xml" => keep(parts, &name, "author of comments", file),
            () if under("customxml/item") && ending == "xml" => keep(parts, &name, "custom part", file),
            () => {}
        }
    }
    let authors = relations_of(parts, workbook)
        .into_iter()
        .filter(|relation| relation.external);
    file.asides
        .extend(authors.map(|relation| Aside::of_file("link", relation.target)));
}

fn keep(parts: &mut Parts, name: &str, place: &'static str, file: &mut ReadFile) {
    file.asides.extend(
        texts_of(parts, name)
            .into_iter()
            .map(|text| Aside::of_file(place, text)),
    );
}

/// The texts of a part and the words that its tags carry for people, such as the alternative text of a picture.
pub fn texts_of(parts: &mut Parts, name: &str) -> Vec<String> {
    let Some(stream) = parts.stream(name) else {
        return Vec::new();
    };
    let mut tokens = Tokens::new(stream);
    let mut texts = Vec::new();
    while let Ok(Some(token)) = tokens.next() {
        match token {
            Token::Text(text) => texts.push(unescape(text).into_owned()),
            Token::Literal(text) => texts.push(String::from_utf8_lossy(text).into_owned()),
            Token::Open { attributes, .. } => {
                let words = [b"descr".as_slice(), b"title", b"displayName", b"val"];
                texts.extend(
                    words
                        .iter()
                        .filter_map(|word| attributes.text(word))
                        .map(|text| text.into_owned()),
                );
            }
            Token::Close { .. } => {}
        }
        if texts.len() > MOST_TEXTS {
            break;
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    texts
}

/// The values that another workbook lent to this one.
fn external_link(parts: &mut Parts, name: &str, file: &mut ReadFile) {
    let seen = "some of its values come from another workbook";
    if !file.troubles.iter().any(|trouble| trouble.kind == "external-links") {
        file.troubles
            .push(Trouble::with_file("external-links", seen, "the values as last saved"));
    }
    let targets = relations_of(parts, name)
        .into_iter()
        .filter(|relation| relation.external);
    file.asides
        .extend(targets.map(|relation| Aside::of_file("link", relation.target)));
    keep(parts, name, "value from another workbook", file);
}

/// A file inside the file.
fn embedded(parts: &mut Parts, name: &str, file: &mut ReadFile) {
    let Some(bytes) = parts.bytes(name, MOST_EMBEDDED) else {
        return;
    };
    let inner = read_embedded(&bytes);
    file.asides.push(Aside::of_file(
        "embedded file",
        name.rsplit('/').next().unwrap_or_default().to_owned(),
    ));
    file.asides.extend(inner.asides);
    file.unseen.extend(inner.sheets.into_iter().chain(inner.unseen));
}
