//! A property stream of an OLE container into the properties of a workbook (MS-OLEPS).

use chrono::{DateTime, NaiveDateTime};
use encoding_rs::WINDOWS_1252;

use crate::ingest::read::Properties;

/// Adds the properties of a stream; what is broken is passed over.
pub fn read(bytes: &[u8], properties: &mut Properties) {
    let section = number(bytes, 44).unwrap_or(0) as usize;
    let count = number(bytes, section + 4).unwrap_or(0).min(1_000) as usize;
    for index in 0..count {
        let at = section + 8 + index * 8;
        let (Some(id), Some(offset)) = (number(bytes, at), number(bytes, at + 4)) else {
            break;
        };
        let at = section.saturating_add(offset as usize);
        match number(bytes, at) {
            Some(0x1E | 0x1F) => {
                let text = string(bytes, at).unwrap_or_default();
                if id == 2 {
                    properties.title.clone_from(&text);
                }
                if !text.is_empty() {
                    properties.all.push((format!("property {id}"), text));
                }
            }
            // 13 is the time of the last saving.
            Some(0x40) if id == 13 => properties.modified = moment(bytes, at + 4),
            _ => {}
        }
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn string(bytes: &[u8], at: usize) -> Option<String> {
    let length = number(bytes, at + 4)? as usize;
    let is_wide = number(bytes, at)? == 0x1F;
    let size = if is_wide { length.checked_mul(2)? } else { length };
    let letters = bytes.get(at + 8..(at + 8).checked_add(size)?)?;
    let text = if is_wide {
        let units: Vec<u16> = letters
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        match std::str::from_utf8(letters) {
            Ok(text) => text.to_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(letters).0.into_owned(),
        }
    };
    Some(text.trim_end_matches('\0').to_owned())
}

/// Tenths of microseconds since 1601.
fn moment(bytes: &[u8], at: usize) -> Option<NaiveDateTime> {
    let ticks = u64::from(number(bytes, at)?) | u64::from(number(bytes, at + 4)?) << 32;
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - 11_644_473_600;
    (ticks > 0)
        .then(|| DateTime::from_timestamp(seconds, 0).map(|when| when.naive_utc()))
        .flatten()
}
