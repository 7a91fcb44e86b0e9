//! The published shapes and check digits of identifiers.

/// NHS and CHI numbers: weights 10 to 2, sum modulo 11 (NHS Data Dictionary, NHS NUMBER).
pub fn is_nhs_number(digits: &str) -> bool {
    let Some(numbers) = ten_digits(digits) else {
        return false;
    };
    let sum: u32 = numbers[..9]
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    match 11 - sum % 11 {
        11 => numbers[9] == 0,
        10 => false,
        check => numbers[9] == check,
    }
}

/// Whether a number lies in a range that has been issued: 3, 4, 6, 7, the test range 9, or a Scottish number, which starts with a
/// date of birth.
pub fn is_issued(digits: &str) -> bool {
    let born = |from: usize, most: u32| {
        digits
            .get(from..from + 2)
            .and_then(|two| two.parse::<u32>().ok())
            .is_some_and(|two| (1..=most).contains(&two))
    };
    matches!(digits.as_bytes().first(), Some(b'3' | b'4' | b'6' | b'7' | b'9')) || born(0, 31) && born(2, 12)
}

fn ten_digits(digits: &str) -> Option<[u32; 10]> {
    let bytes: &[u8; 10] = digits.as_bytes().try_into().ok()?;
    bytes
        .iter()
        .all(u8::is_ascii_digit)
        .then(|| bytes.map(|byte| u32::from(byte - b'0')))
}

/// The letters that check a pupil number; I, O and S are unused.
const PUPIL_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// Whether a word has the shape of a pupil number: a letter, then twelve digits or eleven and a letter.
pub fn has_pupil_shape(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 13
        && PUPIL_LETTERS.contains(&bytes[0].to_ascii_uppercase())
        && bytes[1..12].iter().all(u8::is_ascii_digit)
        && (bytes[12].is_ascii_digit() || PUPIL_LETTERS.contains(&bytes[12].to_ascii_uppercase()))
}

/// Unique pupil numbers: weights 2 to 13 on characters 2 to 13, sum modulo 23 names the first letter (DfE, UPN guidance).
pub fn is_pupil_number(word: &str) -> bool {
    if !has_pupil_shape(word) {
        return false;
    }
    let upper = word.to_ascii_uppercase();
    let index = |byte: u8| PUPIL_LETTERS.iter().position(|letter| *letter == byte).unwrap_or(0);
    let value = |byte: u8| {
        if byte.is_ascii_digit() {
            usize::from(byte - b'0')
        } else {
            index(byte)
        }
    };
    let sum: usize = upper
        .bytes()
        .skip(1)
        .zip(2..)
        .map(|(byte, weight)| value(byte) * weight)
        .sum();
    PUPIL_LETTERS[sum % 23] == upper.as_bytes()[0]
}

/// National Insurance numbers of eight characters, or nine with the suffix (HMRC, NIM39110). The prefix QQ, which is never issued,
/// counts: it stands in test data and in copied forms.
pub fn is_insurance_number(word: &str) -> bool {
    let upper = word.to_ascii_uppercase();
    let bytes = upper.as_bytes();
    if !matches!(bytes.len(), 8 | 9) || !bytes[2..8].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let (first, second) = (bytes[0], bytes[1]);
    let barred = |letter: u8| b"DFIQUV".contains(&letter) || !letter.is_ascii_uppercase();
    let prefix = !barred(first)
        && !barred(second)
        && second != b'O'
        && !matches!(&bytes[..2], b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ");
    let suffix = bytes.get(8).is_none_or(|suffix| (b'A'..=b'D').contains(suffix));
    (prefix || &bytes[..2] == b"QQ") && suffix
}

/// Full postcodes, by their outward and inward parts (Royal Mail, PAF programmers' guide).
pub fn is_postcode(outward: &str, inward: &str) -> bool {
    let (outward, inward) = (outward.to_ascii_uppercase(), inward.to_ascii_uppercase());
    if (outward.as_str(), inward.as_str()) == ("GIR", "0AA") {
        return true;
    }
    let inward = inward.as_bytes();
    // Pseudo-postcodes say "abroad" or "of no fixed abode" in letters that streets do not have.
    let pseudo = outward == "ZZ99" && inward.len() == 3;
    let inward_fits = inward.len() == 3
        && inward[0].is_ascii_digit()
        && inward[1..]
            .iter()
            .all(|letter| letter.is_ascii_uppercase() && !b"CIKMOV".contains(letter));
    pseudo || inward_fits && is_outward(outward.as_bytes())
}

fn is_outward(outward: &[u8]) -> bool {
    let area = outward.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (letters, rest) = outward.split_at(area);
    let area_fits = match letters {
        [first] => !b"QVX".contains(first),
        [first, second] => !b"QVX".contains(first) && !b"IJZ".contains(second),
        _ => false,
    };
    let district_fits = match rest {
        [digit] => digit.is_ascii_digit(),
        [digit, last] if last.is_ascii_digit() => digit.is_ascii_digit(),
        [digit, last] if area == 1 => digit.is_ascii_digit() && b"ABCDEFGHJKSTUW".contains(last),
        [digit, last] => digit.is_ascii_digit() && b"ABEHMNPRVWXY".contains(last),
        _ => false,
    };
    area_fits && district_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nhs_numbers_are_told_by_their_last_digit() {
        for (digits, expected) in [("9996912701", true), ("9994869434", true), ("9990000019", false)] {
            assert_eq!(is_nhs_number(digits), expected, "{digits}");
        }
        assert!(!is_nhs_number("999691270"));
        let valid = (0..100_000u64)
            .filter(|number| is_nhs_number(&format!("{:010}", 9_000_000_000 + number * 7_919)))
            .count();
        assert!(
            (8_500..9_500).contains(&valid),
            "one in eleven passes by chance, not {valid} of 100,000"
        );
    }

    #[test]
    fn pupil_numbers_are_told_by_their_first_letter() {
        assert!(is_pupil_number("B801200005001"));
        assert!(is_pupil_number("R881904817976"));
        assert!(!is_pupil_number("Q207000016049"));
        assert!(!is_pupil_number("B80120000500"));
    }

    #[test]
    fn insurance_numbers_have_prefixes_that_are_issued() {
        for (word, expected) in [
            ("QQ123456C", true),
            ("AB123456A", true),
            ("AB123456", true),
            ("AB123456E", false),
            ("GB123456A", false),
            ("AO123456A", false),
        ] {
            assert_eq!(is_insurance_number(word), expected, "{word}");
        }
    }

    #[test]
    fn postcodes_have_the_shapes_that_the_post_uses() {
        for (outward, inward, expected) in [
            ("CM1", "1QH", true),
            ("cm99", "1qh", true),
            ("W1A", "1AA", true),
            ("EC1A", "1BB", true),
            ("GIR", "0AA", true),
            ("ZZ99", "3VZ", true),
            ("Q1", "1AA", false),
            ("CM1", "1CH", false),
            ("CM1", "QH", false),
            ("HO01", "2AB", true),
        ] {
            assert_eq!(is_postcode(outward, inward), expected, "{outward} {inward}");
        }
    }
}
