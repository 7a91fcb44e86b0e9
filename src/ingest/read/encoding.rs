//! Bytes of a text file into text, whatever encoding they were saved in.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text with the encoding it was in.
pub struct Decoded<'b> {
    /// The text, without a byte-order mark.
    pub text: Cow<'b, str>,
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Whether the encoding was guessed, because the file neither says it nor is plain UTF-8.
    pub guessed: bool,
}

/// Decodes a file: by its byte-order mark, else as UTF-8 if it is, else as UTF-16 if every other byte is zero, else by a guess.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Decoded {
            text,
            encoding,
            guessed: false,
        };
    }
    // Zero bytes are legal UTF-8, so UTF-16 without a mark must be looked for first.
    if let Some(encoding) = looks_like_utf_16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Decoded {
            text,
            encoding,
            guessed: true,
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8,
            guessed: false,
        };
    }
    let encoding = guess(bytes);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        encoding,
        guessed: true,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A megabyte decides as well as the whole file, but the odd bytes may all be at the end.
    let odd = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let end = bytes.len().min(odd.saturating_add(1 << 20));
    detector.feed(&bytes[odd.saturating_sub(1 << 16)..end], true);
    let found = detector.guess(Some(b"uk"), Utf8Detection::Allow);
    // British agencies write the Western alphabet; a guess of a wider one rests on a stray byte or two. UTF-8 with a
    // broken byte in it is still UTF-8.
    if found == UTF_8 || !found.is_single_byte() {
        found
    } else {
        WINDOWS_1252
    }
}

fn looks_like_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        () if odd * 10 >= half * 7 && even * 10 <= half => Some(UTF_16LE),
        () if even * 10 >= half * 7 && odd * 10 <= half => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, guessed: bool) {
        let decoded = decode(bytes);
        assert_eq!(
            (decoded.text.as_ref(), decoded.encoding.name(), decoded.guessed),
            (text, encoding, guessed)
        );
    }

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn encodings_that_spreadsheets_write_are_told_apart() {
        check("Cost,£5\n".as_bytes(), "Cost,£5\n", "UTF-8", false);
        check(b"\xEF\xBB\xBFa,b\n", "a,b\n", "UTF-8", false);
        check(
            b"Period,2016\x9617\nCost,\xA35,\x93ok\x94\n",
            "Period,2016–17\nCost,£5,“ok”\n",
            "windows-1252",
            true,
        );
        check(b"a,\xA3\n", "a,£\n", "windows-1252", true);
        let text = "Indicator\t2026–27\r\n";
        check(
            &utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes),
            text,
            "UTF-16LE",
            false,
        );
        check(
            &utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes),
            text,
            "UTF-16BE",
            false,
        );
        check(&utf_16(text, u16::to_le_bytes), text, "UTF-16LE", true);
        check(&utf_16(text, u16::to_be_bytes), text, "UTF-16BE", true);
    }
}
