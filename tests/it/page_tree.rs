//! A page as a tree of its elements, read as simply as the pages of papers are written.

/// One element with what is in it, in the order of the page.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name in small letters; empty for the page itself.
    pub name: String,
    /// Its attributes as written.
    pub attributes: String,
    /// Words and elements in turn.
    pub inside: Vec<Inside>,
}

/// What an element holds.
#[derive(Debug)]
pub enum Inside {
    /// Words, entities put back.
    Words(String),
    /// Another element.
    Element(Element),
}

/// Elements that have no end tag.
const ALONE: [&str; 5] = ["meta", "br", "img", "hr", "link"];
/// Elements whose text is not read.
const SILENT: [&str; 2] = ["style", "script"];

/// The whole page.
pub fn read(page: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = page;
    while let Some((words, after)) = rest.split_once('<') {
        push_words(&mut open, words);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = after;
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut open, name.trim());
            continue;
        }
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let name = name.trim_end_matches('/').to_lowercase();
        open.push(Element {
            name: name.clone(),
            attributes: attributes.to_string(),
            inside: vec![],
        });
        if tag.ends_with('/') || ALONE.contains(&name.as_str()) {
            close(&mut open, &name);
        } else if SILENT.contains(&name.as_str()) {
            rest = rest.split_once(&format!("</{name}>")).map_or("", |(_, after)| after);
            close(&mut open, &name);
        }
    }
    push_words(&mut open, rest);
    while open.len() > 1 {
        let name = open.last().map(|last| last.name.clone()).unwrap_or_default();
        close(&mut open, &name);
    }
    open.pop().unwrap_or_default()
}

fn push_words(open: &mut [Element], words: &str) {
    let words = [
        ("&amp;", "&"),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&ensp;", " "),
        ("&#x2f;", "/"),
    ]
    .iter()
    .fold(words.to_string(), |text, (entity, letter)| text.replace(entity, letter));
    if let Some(last) = open.last_mut().filter(|_| !words.trim().is_empty()) {
        last.inside.push(Inside::Words(words));
    }
}

/// Ends the innermost element of a name, and those inside it that were left open.
fn close(open: &mut Vec<Element>, name: &str) {
    if !open.iter().skip(1).any(|element| element.name == name) {
        return;
    }
    while open.len() > 1 {
        let Some(last) = open.pop() else { return };
        let is_it = last.name == name;
        if let Some(outer) = open.last_mut() {
            outer.inside.push(Inside::Element(last));
        }
        if is_it {
            return;
        }
    }
}

impl Element {
    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.inside.iter().filter_map(|inside| match inside {
            Inside::Element(element) => Some(element),
            Inside::Words(_) => None,
        })
    }

    /// All words, with a space between elements.
    pub fn text(&self) -> String {
        let parts = self.inside.iter().map(|inside| match inside {
            Inside::Words(words) => words.trim().to_string(),
            Inside::Element(element) => element.text(),
        });
        parts.collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn a_page_becomes_a_tree() {
    let page = read("<!DOCTYPE html><p class=\"a\">One &amp; <b>two</b><br>three</p><style>p{}</style><p>four");
    let paragraphs: Vec<String> = page
        .elements()
        .filter(|one| one.name == "p")
        .map(Element::text)
        .collect();
    assert_eq!(paragraphs, ["One & two  three", "four"]);
}
