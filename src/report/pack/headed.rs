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
    let (before, number) = with_one_more(before, "cellStyleXfs", |_| {
        format!("<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\"/>")
    })?;
    let named = |format: &str| format.replace("xfId=\"0\"", &format!("xfId=\"{number}\""));
    let formats: Vec<String> = formats
        .split("<xf ")
        .map(|format| {
            if format.contains(&own) {
                named(format)
            } else {
                format.to_string()
            }
        })
        .collect();
    let style = format!("<cellStyle name=\"Heading 1\" xfId=\"{number}\" builtinId=\"16\"/>");
    let (after, _) = with_one_more(after, "cellStyles", |_| style.clone())?;
    Ok(format!("{before}<cellXfs{}</cellXfs>{after}", formats.join("<xf ")))
}

/// The text with one more entry in a counted list, and the entry's number.
fn with_one_more(text: &str, list: &str, entry: impl Fn(usize) -> String) -> anyhow::Result<(String, usize)> {
    let open = format!("<{list} count=\"");
    let (before, rest) = text
        .split_once(&open)
        .with_context(|| format!("the workbook has no {list}"))?;
    let (count, rest) = rest.split_once('"').with_context(|| format!("{list} has no count"))?;
    let count: usize = count.parse().with_context(|| format!("{list} has no count"))?;
    let end = format!("</{list}>");
    let rest = rest.replacen(&end, &format!("{}{end}", entry(count)), 1);
    Ok((format!("{before}{open}{}\"{rest}", count + 1), count))
}
