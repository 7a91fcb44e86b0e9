//! A workbook with the two things that its writer cannot say: which cells are headings, and which language it is in.

use crate::report::pack::workbook::HEADING_SIZE;
use anyhow::{Context, bail};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The workbook again, with title cells in the style Heading 1 and British English as its language.
///
/// # Errors
/// When the workbook is not built as expected, which is a fault of the program.
pub fn headed(workbook: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.to_string();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        let bytes = match name.as_str() {
            "xl/styles.xml" => with_heading_style(&String::from_utf8(bytes)?)?.into_bytes(),
            "docProps/core.xml" => with_language(&String::from_utf8(bytes)?)?.into_bytes(),
            _ => bytes,
        };
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn with_language(core: &str) -> anyhow::Result<String> {
    let Some(end) = core.find("</cp:coreProperties>") else {
        bail!("the workbook has no core properties");
    };
    Ok(format!(
        "{}<dc:language>en-GB</dc:language>{}",
        &core[..end],
        &core[end..]
    ))
}

/// Adds the built-in style Heading 1 (number 16) and gives it to the cell formats with the heading's font.
fn with_heading_style(styles: &str) -> anyhow::Result<String> {
    let (fonts, _) = styles.split_once("</fonts>").context("the workbook has no fonts")?;
    let size = format!("<sz val=\"{HEADING_SIZE}\"/>");
    let font = fonts.split("<font>").skip(1).position(|font| font.contains(&size));
    let font = font.context("the workbook has no heading font")?;
    let own = format!("fontId=\"{font}\" ");
    let (before, formats) = styles
        .split_once("<cellXfs")
        .context("the workbook has no cell formats")?;
    let (formats, after) = formats
        .split_once("</cellXfs>")
        .context("the workbook's cell formats do not end")?;
    let formats: Vec<String> = formats
        .split("<xf ")
        .map(|format| {
            if format.contains(&own) {
                format.replace("xfId=\"0\"", "xfId=\"1\"")
            } else {
                format.to_string()
            }
        })
        .collect();
    let style = format!("<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
    let before = before
        .replace("<cellStyleXfs count=\"1\">", "<cellStyleXfs count=\"2\">")
        .replace("</cellStyleXfs>", &style);
    let named = "<cellStyle name=\"Heading 1\" xfId=\"1\" builtinId=\"16\"/></cellStyles>";
    let after = after
        .replace("<cellStyles count=\"1\">", "<cellStyles count=\"2\">")
        .replace("</cellStyles>", named);
    Ok(format!("{before}<cellXfs{}</cellXfs>{after}", formats.join("<xf ")))
}
