//! The templates built into the program, by name, and the fault that a board's own one can have.

/// Those of pages.
pub(in crate::report) const PAGES: &[(&str, &str)] = &[
    ("page.html", include_str!("templates/page.html")),
    ("marks.html", include_str!("templates/marks.html")),
    ("exception-paper.html", include_str!("templates/exception-paper.html")),
    ("icon.html", include_str!("templates/icon.html")),
    ("block.html", include_str!("templates/block.html")),
    ("document.html", include_str!("templates/document.html")),
    ("part.html", include_str!("templates/part.html")),
    ("table.html", include_str!("templates/table.html")),
    ("style.css", include_str!("templates/style.css")),
];

/// Those of print.
pub(in crate::report) const PRINT: &[(&str, &str)] = &[
    ("shared.typ", include_str!("templates/shared.typ")),
    ("document.typ", include_str!("templates/document.typ")),
    ("exception-paper.typ", include_str!("templates/exception-paper.typ")),
];

/// The names that a board's own templates may have.
pub fn names() -> impl Iterator<Item = &'static str> {
    PAGES.iter().chain(PRINT).map(|(name, _)| *name)
}

/// The text of a built-in template; `None` for a name that none has.
pub fn built_in(name: &str) -> Option<&'static str> {
    let found = PAGES.iter().chain(PRINT).find(|(other, _)| *other == name);
    found.map(|(_, text)| *text)
}

/// A fault in a template: its name, its line and what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct TemplateFault(pub String);
