//! An OLE container into what it holds: an old Excel workbook, or something that cannot be read.

mod compound;
mod records;
mod strings;
mod globals;
mod worksheet;
mod summary;

use std::sync::Arc;

use crate::ingest::read::xls::compound::Compound;
use crate::ingest::read::xls::globals::Globals;
use crate::ingest::read::xls::records::Records;
use crate::ingest::read::{Aside, FileKind, Outcome, ReadFile, Refusal, Trouble};
use crate::ingest::sheet::{GridBuilder, Sheet, Visibility};

/// Reads the container.
pub fn read(bytes: &[u8]) -> Outcome {
    let unknown = |refusal| (FileKind::Unknown, refusal);
    let broken = || {
        unknown(Refusal::damaged(
            "its container is broken, as when a file is cut off in transfer",
        ))
    };
    let compound = Compound::open(bytes).ok_or_else(broken)?;
    if compound.has("EncryptedPackage") || compound.has("EncryptionInfo") {
        return Err(unknown(Refusal::protected()));
    }
    for (stream, what) in [
        ("WordDocument", "a word-processor document"),
        ("PowerPoint Document", "a presentation"),
        ("__properties_version1.0", "an e-mail"),
    ] {
        if compound.has(stream) {
            return Err(unknown(Refusal::new(
                "file-not-a-table",
                format!("it is {what}, from which no table can be read"),
            )));
        }
    }
    let listed = ["Workbook", "Book"].into_iter().find(|name| compound.has(name));
    let no_workbook = || unknown(Refusal::new("file-not-a-table", "it is a container without a workbook"));
    let stream = compound.stream(listed.ok_or_else(no_workbook)?).ok_or_else(broken)?;
    let mut file = read_workbook(&stream).map_err(|refusal| (FileKind::Xls, refusal))?;
    for name in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
        if let Some(bytes) = compound.stream(name) {
            summary::read(&bytes, &mut file.properties);
        }
    }
    for (name, bytes) in
        compound.streams_like(|name| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        file.unseen.extend(pivot_cache(&name, &bytes));
    }
    Ok(file)
}

fn read_workbook(stream: &[u8]) -> Result<ReadFile, Refusal> {
    let mut globals = Globals::read(stream)?;
    let mut file = ReadFile {
        kind: FileKind::Xls,
        asides: std::mem::take(&mut globals.names),
        ..ReadFile::default()
    };
    let styles = Arc::new(globals.styles());
    let mut shared = std::mem::take(&mut globals.strings);
    for (index, entry) in globals.sheets.iter().enumerate() {
        let blank = Sheet {
            name: entry.name.clone(),
            visibility: entry.visibility,
            index,
            ..Sheet::default()
        };
        if entry.is_chart {
            file.troubles.push(Trouble::with_sheet(
                "chart-sheet",
                &entry.name,
                "the sheet holds a chart or a form and no cells",
            ));
            continue;
        }
        let records = Records::from(stream, entry.offset);
        let mut reading = worksheet::Reading::new(&globals, &mut shared, blank, styles.clone());
        reading
            .read(records)
            .map_err(|much| Refusal::too_large(much.to_string()))?;
        let (sheet, asides) = reading.finish();
        file.sheets.push(sheet);
        file.asides.extend(asides);
    }
    file.asides
        .extend(shared.left_over().map(|text| Aside::of_file("left-over text", text)));
    if globals.since_1904 {
        let seen = "the workbook counts days from 1904";
        file.troubles
            .push(Trouble::with_file("dates-count-from-1904", seen, "dates counted so"));
    }
    if globals.links_out {
        let seen = "some of its values come from another workbook";
        file.troubles
            .push(Trouble::with_file("external-links", seen, "the values as last saved"));
    }
    if file.sheets.is_empty() {
        return Err(Refusal::damaged("it lists no worksheet"));
    }
    Ok(file)
}

/// The texts and numbers of a pivot cache, in one column: which field they belong to does not matter to a search for people.
fn pivot_cache(name: &str, bytes: &[u8]) -> Option<Sheet> {
    let mut builder = GridBuilder::default();
    let mut row = 0;
    for record in Records::from(bytes, 0) {
        let text = match record.kind {
            // SXString; SXFDB holds a field's name after 14 bytes.
            0x00CD => strings::long_string(record.bytes, true),
            0x00C7 => record
                .bytes
                .get(14..)
                .and_then(|bytes| strings::long_string(bytes, true)),
            0x00C9 => record
                .bytes
                .get(..8)
                .and_then(|bytes| bytes.try_into().ok())
                .map(|bytes| f64::from_le_bytes(bytes).to_string()),
            _ => None,
        };
        if let Some(text) = text {
            builder.push_text(row, 0, &text).ok()?;
            row += 1;
        }
    }
    let sheet = Sheet {
        name: format!("pivot cache {name}"),
        visibility: Visibility::VeryHidden,
        grid: builder.finish(),
        ..Sheet::default()
    };
    (!sheet.is_empty()).then_some(sheet)
}
