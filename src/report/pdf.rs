//! A typst template and what it is filled with into a tagged PDF (PDF/UA-1).

use crate::chart::fonts::FONTS;
use crate::report::document::kept;
use crate::report::page::Overrides;
use crate::report::templates::{self, TemplateFault};
use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What the program knows whatever the paper: parsed once.
struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    Shelf {
        // Cells that head a row are named as such by what is not yet a settled part of the typesetter.
        library: LazyHash::new(
            Library::builder()
                .with_features([Feature::A11yExtras].into_iter().collect())
                .build(),
        ),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// One paper: its template, the part that all papers share, and its content as JSON.
struct Desk {
    main: Source,
    shared: Source,
    content: (FileId, Bytes),
    day: NaiveDate,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHELF.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHELF.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.shared]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.content.0 {
            Ok(self.content.1.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHELF.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let (month, day) = (u8::try_from(self.day.month()).ok()?, u8::try_from(self.day.day()).ok()?);
        Datetime::from_ymd(self.day.year(), month, day)
    }
}

fn source(name: &str, overrides: &Overrides) -> anyhow::Result<Source> {
    let text = overrides
        .get(name)
        .map(String::as_str)
        .or_else(|| templates::built_in(name));
    let text = text.with_context(|| format!("there is no template {name}"))?;
    Ok(Source::new(id(name)?, text.to_string()))
}

/// Whether one of the fonts can show a letter.
fn shows(letter: char) -> bool {
    let known = |font: &Font| font.info().coverage.contains(u32::from(letter));
    SHELF.fonts.iter().any(known)
}

/// The paper of a template; `paper` is its name, which is part of its identity.
///
/// # Errors
/// A fault of the template with its line; a paper that PDF/UA-1 refuses, such as a figure without text alternative.
pub fn render(
    (template, paper): (&str, &str),
    (overrides, content): (&Overrides, &impl Serialize),
    day: NaiveDate,
) -> anyhow::Result<Vec<u8>> {
    let content = kept::printable(kept::cleaned(serde_json::to_value(content)?), &shows);
    let desk = Desk {
        main: source(template, overrides)?,
        shared: source("shared.typ", overrides)?,
        content: (id("content.json")?, Bytes::new(serde_json::to_vec(&content)?)),
        day,
    };
    let _set = Setting::begin();
    let document = match typst::compile::<PagedDocument>(&desk).output {
        Ok(document) => document,
        Err(faults) => return Err(told(&desk, &faults)),
    };
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|fault| anyhow::anyhow!("PDF/UA-1 is not to be had: {fault:?}"))?;
    let options = PdfOptions {
        standards,
        ident: Smart::Custom(format!("paqa {paper} {day}")),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options);
    bytes.map_err(|faults| told(&desk, &faults).context(format!("the paper `{paper}`")))
}

/// How many papers are being set.
static BEING_SET: AtomicUsize = AtomicUsize::new(0);

/// One paper being set. Typst lays a paper out several times and remembers what did not change; that memory is shared, so it
/// is emptied only when no other paper is in the middle of it: before the next one, since after the last it goes with the program.
struct Setting;

impl Setting {
    fn begin() -> Setting {
        if BEING_SET.fetch_add(1, Ordering::SeqCst) == 0 {
            typst::comemo::evict(0);
        }
        Setting
    }
}

impl Drop for Setting {
    fn drop(&mut self) {
        BEING_SET.fetch_sub(1, Ordering::SeqCst);
    }
}

fn id(path: &str) -> anyhow::Result<FileId> {
    let path = VirtualPath::new(path).map_err(|fault| anyhow::anyhow!("`{path}` is no path: {fault:?}"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// Each fault with its template and line.
fn told(desk: &Desk, faults: &[SourceDiagnostic]) -> anyhow::Error {
    let one = |fault: &SourceDiagnostic| {
        let within = [&desk.main, &desk.shared]
            .into_iter()
            .find(|source| fault.span.id() == Some(source.id()));
        let range = desk.range(fault.span);
        let place = within.map_or_else(
            || "template: ".to_string(),
            |source| {
                let line = range.and_then(|range| source.lines().byte_to_line(range.start));
                let line = line.map(|line| format!(", line {}", line + 1)).unwrap_or_default();
                format!("template {}{line}: ", source.id().vpath().get_without_slash())
            },
        );
        let hints: String = fault.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
        format!("{place}{}{hints}", fault.message)
    };
    TemplateFault(faults.iter().map(one).collect::<Vec<_>>().join("\n")).into()
}
