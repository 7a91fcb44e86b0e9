//! Words of a chart: made harmless, measured, and cut to the room there is.

/// Widths of the printable ASCII letters in thousandths of the size: Open Sans Regular, from the font's own table.
const REGULAR: [u16; 95] = [
    260, 267, 401, 646, 572, 823, 730, 221, 296, 296, 552, 572, 245, 322, 266, 367, 572, 572, 572, 572, 572, 572, 572,
    572, 572, 572, 266, 266, 572, 572, 572, 429, 899, 633, 648, 631, 729, 556, 516, 728, 738, 279, 267, 614, 519, 903,
    754, 779, 602, 779, 618, 549, 553, 728, 595, 926, 577, 560, 571, 329, 367, 329, 542, 448, 577, 556, 613, 476, 613,
    561, 339, 548, 614, 253, 253, 525, 253, 930, 614, 604, 613, 613, 408, 477, 353, 614, 501, 778, 524, 504, 468, 379,
    551, 379, 572,
];

/// The same of Open Sans Bold.
const BOLD: [u16; 95] = [
    260, 286, 472, 646, 571, 901, 750, 266, 339, 339, 545, 571, 290, 322, 285, 413, 571, 571, 571, 571, 571, 571, 571,
    571, 571, 571, 285, 290, 571, 571, 571, 477, 897, 690, 672, 637, 740, 560, 549, 724, 765, 331, 331, 664, 565, 943,
    813, 796, 628, 796, 660, 551, 579, 756, 650, 967, 667, 624, 579, 331, 413, 331, 532, 411, 607, 604, 633, 514, 633,
    591, 387, 565, 657, 305, 305, 620, 305, 982, 657, 619, 633, 633, 454, 497, 434, 657, 569, 856, 578, 569, 488, 394,
    551, 394, 571,
];

/// The width of a text in points. Exact but for kerning in English; never too narrow in other scripts.
pub fn text_width(words: &str, size: f64, bold: bool) -> f64 {
    let thousandths: f64 = words.chars().map(|letter| letter_width(letter, bold)).sum();
    thousandths * size / 1000.0
}

fn letter_width(letter: char, bold: bool) -> f64 {
    let table = if bold { &BOLD } else { &REGULAR };
    let code = letter as u32;
    match code {
        32..=126 => f64::from(table[code as usize - 32]),
        0x300..=0x36F => 0.0,
        0xA0..=0x24F | 0x2010..=0x201F if letter.is_uppercase() => 980.0,
        0xC6 | 0xE6 | 0x152 | 0x153 | 0x2014 | 0x2015 | 0x2026 => 1000.0,
        0xA0..=0x24F | 0x2010..=0x201F => 680.0,
        _ => 1400.0,
    }
}

/// Words as they may be drawn: harmless, and without heaps of accents.
pub fn harmless(words: &str) -> String {
    let mut accents = 0;
    let is_no_heap = |letter: &char| {
        accents = if (0x300..=0x36F).contains(&(*letter as u32)) {
            accents + 1
        } else {
            0
        };
        accents <= 2
    };
    crate::domain::harmless(words).chars().filter(is_no_heap).collect()
}

/// The words, or as many of them as fit a width with an ellipsis behind; the table beside has the whole.
pub fn fitted(words: &str, width: f64, (size, bold): (f64, bool)) -> String {
    let words = harmless(words);
    if text_width(&words, size, bold) <= width {
        return words;
    }
    let room = width - text_width("…", size, bold);
    let mut taken = 0.0;
    let kept: String = words
        .chars()
        .take_while(|&letter| {
            taken += text_width(letter.encode_utf8(&mut [0; 4]), size, bold);
            taken <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// The words in at most `lines` lines no wider than a width, broken at spaces; the last is cut where it must be.
pub fn wrapped(words: &str, width: f64, (size, lines): (f64, usize)) -> Vec<String> {
    let words = harmless(words);
    let mut made: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let longer = made.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(longer) if made.len() >= lines || text_width(&longer, size, false) <= width => {
                made.pop();
                made.push(longer);
            }
            Some(_) | None => made.push(word.to_string()),
        }
    }
    made.iter().map(|line| fitted(line, width, (size, false))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_to_their_room_and_no_shorter_than_needed() {
        assert_eq!(fitted("Tendring", 60.0, (9.0, false)), "Tendring");
        let cut = fitted("Castle Point and everything near it", 60.0, (9.0, false));
        assert!(cut.starts_with("Castle Po") && cut.ends_with('…'), "{cut}");
        assert!(text_width(&cut, 9.0, false) <= 60.0);
    }

    #[test]
    fn nothing_turns_the_text_around() {
        assert_eq!(harmless("a\u{202E}b\u{0}c\u{E000}d\nе"), "ab cd е");
        assert_eq!(harmless("e\u{301}\u{301}\u{301}\u{301}"), "e\u{301}\u{301}");
    }

    #[test]
    fn long_words_break_at_spaces_and_the_last_line_is_cut() {
        let lines = wrapped(
            "Nine visits were due in the quarter and ten are needed to judge",
            90.0,
            (9.0, 2),
        );
        assert_eq!(lines.len(), 2);
        assert!(
            lines.iter().all(|line| text_width(line, 9.0, false) <= 90.0),
            "{lines:?}"
        );
        assert!(lines[1].ends_with('…'));
    }
}
