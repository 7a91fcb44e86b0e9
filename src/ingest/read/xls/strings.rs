//! The strings of old workbooks, and the table of shared ones, whose strings may be cut by record ends.

use encoding_rs::WINDOWS_1252;

use crate::ingest::read::Refusal;
use crate::ingest::sheet::grid::MOST_TEXT;

/// A string after a two-byte length: in Unicode since Excel 97, in the Western code page before. `None` when it is cut off.
pub fn long_string(bytes: &[u8], unicode: bool) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([*bytes.first()?, *bytes.get(1)?]));
    letters(bytes.get(2..)?, length, unicode)
}

/// The same after a one-byte length.
pub fn short_string(bytes: &[u8], unicode: bool) -> Option<String> {
    letters(bytes.get(1..)?, usize::from(*bytes.first()?), unicode)
}

/// Letters whose number is known; in Unicode a byte of flags stands before them.
pub fn letters(bytes: &[u8], length: usize, unicode: bool) -> Option<String> {
    if !unicode {
        return Some(
            WINDOWS_1252
                .decode_without_bom_handling(bytes.get(..length)?)
                .0
                .into_owned(),
        );
    }
    let (flags, rest) = bytes.split_first()?;
    // Runs of formatting and reading aids announce their lengths before the letters.
    let skip = if flags & 8 != 0 { 2 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
    let rest = rest.get(skip..)?;
    match flags & 1 {
        0 => Some(rest.get(..length)?.iter().map(|byte| char::from(*byte)).collect()),
        _ => Some(wide(rest.get(..length * 2)?)),
    }
}

fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The texts that cells share.
#[derive(Debug, Default)]
pub struct SharedStrings {
    texts: Vec<(String, bool)>,
}

impl SharedStrings {
    /// Reads the table from its record and the records that continue it.
    ///
    /// # Errors
    /// A [`Refusal`] when the table is beyond all reason. A table that breaks off gives the texts before the break.
    pub fn read(segments: &[&[u8]]) -> Result<SharedStrings, Refusal> {
        let mut cursor = Cursor {
            segments,
            segment: 0,
            at: 8,
        };
        let (mut strings, mut total) = (SharedStrings::default(), 0);
        while let Some(text) = cursor.string() {
            total += text.len() + 24;
            if total > MOST_TEXT {
                return Err(Refusal::too_large("it holds more than 256 MB of text"));
            }
            strings.texts.push((text, false));
        }
        Ok(strings)
    }

    /// A text by its number, noted as used.
    pub fn take(&mut self, number: usize) -> Option<&str> {
        let (text, used) = self.texts.get_mut(number)?;
        *used = true;
        Some(text)
    }

    /// The texts that stand in no cell.
    pub fn left_over(&self) -> impl Iterator<Item = String> {
        self.texts
            .iter()
            .filter(|(text, used)| !used && !text.trim().is_empty())
            .map(|(text, _)| text.clone())
    }
}

/// Reads across records.
struct Cursor<'s> {
    segments: &'s [&'s [u8]],
    segment: usize,
    at: usize,
}

impl Cursor<'_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.segments.get(self.segment)?.len() {
            self.segment += 1;
            self.at = 0;
        }
        let byte = self.segments.get(self.segment)?.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.segments.get(self.segment)?.len().saturating_sub(self.at);
            let step = left.min(count);
            self.at += step;
            count -= step;
            if count > 0 {
                self.segment += 1;
                self.at = 0;
            }
        }
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let mut left = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 {
            usize::from(self.short()?) * 4
        } else {
            0
        };
        let aids = if flags & 4 != 0 {
            usize::from(self.short()?) | usize::from(self.short()?) << 16
        } else {
            0
        };
        let mut is_wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::with_capacity(left);
        while left > 0 {
            if self.at >= self.segments.get(self.segment)?.len() {
                self.segment += 1;
                self.at = 0;
                // Letters that go on in the next record begin with flags of their own.
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(if is_wide {
                self.short()?
            } else {
                u16::from(self.byte()?)
            });
            left -= 1;
        }
        self.skip(runs + aids)?;
        Some(
            char::decode_utf16(units)
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_a_record_end_cuts_are_whole() {
        let first = [&[2, 0, 0, 0, 2, 0, 0, 0][..], &[3, 0, 0], b"abc", &[4, 0, 0], b"de"].concat();
        let second = [&[1][..], &[b'f', 0, 0x13, 0x20]].concat();
        let mut strings = SharedStrings::read(&[&first, &second]).unwrap();
        assert_eq!(strings.take(1), Some("def–"));
        assert_eq!(strings.left_over().collect::<Vec<_>>(), ["abc"]);
    }
}
