//! The annual pack: published tables into every form in which people take them away. Each form is made from the same
//! public figures, which is all that this folder is given.

mod charts;
mod csv_tables;
mod filtered;
pub(in crate::report) mod headed;
mod ods;
mod open_data;
mod pages;
mod prose;
mod sheets;
mod sign_off;
pub(in crate::report) mod workbook;

pub(super) use headed::headed;
pub use open_data::{LICENCE_ADDRESS, PLACE_AND_TIME};
pub use pages::STYLE;
pub use prose::since_sentence;
pub use sign_off::sign_off;
pub(super) use workbook::HEADING_SIZE;

use crate::domain::{PublicPack, harmless_lines};
use std::collections::BTreeMap;

/// The files of a folder by their path in it, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Everything in the published folder.
///
/// # Errors
/// When a drawing or workbook cannot be made, which is a fault of the program.
pub fn files(pack: &PublicPack) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let gallery = charts::all(pack, &mut files)?;
    csv_tables::all(pack, &mut files);
    open_data::all(pack, &mut files)?;
    let sheets = sheets::sheets(pack);
    files.insert(
        format!("tables-{}.xlsx", prose::file_year(pack)),
        workbook::workbook(pack, &sheets)?,
    );
    files.insert(
        format!("tables-{}.ods", prose::file_year(pack)),
        ods::spreadsheet(pack, &sheets)?,
    );
    pages::all(pack, &gallery, &mut files);
    // The board's names stand in texts and descriptions, too.
    let is_text = |name: &str| name.ends_with(".txt") || name.ends_with(".json");
    for (_, bytes) in files.iter_mut().filter(|(name, _)| is_text(name)) {
        *bytes = harmless_lines(&String::from_utf8_lossy(bytes))
            .into_owned()
            .into_bytes();
    }
    Ok(files)
}

/// An indicator's id as part of a file name.
pub fn slug(id: &str) -> String {
    id.to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect()
}
