//! A number and its format code into what a person sees: `0.075` under `0.0%` is `7.5%`.

use chrono::{Datelike, NaiveDateTime, Timelike};

use crate::ingest::sheet::drop_dust;
use crate::ingest::sheet::format_code::{Comparison, Piece, Section, parse_section, split_sections};
use crate::ingest::sheet::grid::serial_to_date;

/// A number format, read from its code. The plain one shows numbers as `General` does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberFormat {
    sections: Vec<Section>,
}

impl NumberFormat {
    /// Reads a format code as the file holds it. `General`, `@` and the empty code are the plain format.
    pub fn parse(code: &str) -> NumberFormat {
        if code.is_empty() || code == "@" || code.eq_ignore_ascii_case("general") || code.len() > 1_000 {
            return NumberFormat::default();
        }
        NumberFormat {
            sections: split_sections(code)
                .iter()
                .take(4)
                .map(|part| parse_section(part))
                .collect(),
        }
    }

    /// Whether numbers are shown as they are.
    pub fn is_plain(&self) -> bool {
        self.sections.is_empty()
    }

    /// Whether numbers are shown as percentages.
    pub fn is_percent(&self) -> bool {
        self.sections.first().is_some_and(|section| section.percents > 0)
    }

    /// Whether numbers are shown as dates: with a day, a month or a year.
    pub fn is_date(&self) -> bool {
        let Some(section) = self.sections.first() else {
            return false;
        };
        let timed = section
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Elapsed(_) | Piece::Date('h' | 's', _)));
        section.pieces.iter().any(|piece| match piece {
            Piece::Date('d' | 'y', _) => true,
            Piece::Date('m', width) => !timed || *width > 2,
            _ => false,
        })
    }

    /// Whether numbers are shown as times: elapsed, or of a day that is not named.
    pub fn is_elapsed(&self) -> bool {
        let timed = |section: &Section| {
            section
                .pieces
                .iter()
                .any(|piece| matches!(piece, Piece::Elapsed(_) | Piece::Date(..)))
        };
        self.sections.first().is_some_and(timed) && !self.is_date()
    }

    /// What a person sees of a number.
    pub fn show(&self, number: f64) -> String {
        let Some((section, magnitude)) = self.section_for(number) else {
            return show_general(number);
        };
        if section
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Date(..) | Piece::Elapsed(_)))
        {
            return show_time(section, serial_to_date(number), number);
        }
        let digits = if section.general {
            show_general(magnitude)
        } else {
            section.digits(magnitude)
        };
        let pieces = section.pieces.iter().map(|piece| match piece {
            Piece::Literal(text) => text.as_str(),
            _ => digits.as_str(),
        });
        pieces.collect()
    }

    /// What a person sees of a date. Without a date format: `2026-09-30`, with its time if it has one.
    pub fn show_date(&self, when: NaiveDateTime) -> String {
        match self.sections.first() {
            Some(section) if self.is_date() => show_time(section, Some(when), 0.0),
            _ if when.num_seconds_from_midnight() == 0 => when.date().to_string(),
            _ => when.format("%Y-%m-%d %H:%M").to_string(),
        }
    }

    /// The section that shows a number, and the number to show in it: a section for negative numbers draws its own sign.
    fn section_for(&self, number: f64) -> Option<(&Section, f64)> {
        let met = |section: &Section| match section.condition {
            Some((comparison, bound)) => comparison.holds(number, bound),
            None => true,
        };
        if self.sections.iter().any(|section| section.condition.is_some()) {
            let found = self
                .sections
                .iter()
                .take(3)
                .find(|section| met(section))
                .or(self.sections.last());
            return found.map(|section| {
                (
                    section,
                    if section.condition.is_some() {
                        number.abs()
                    } else {
                        number
                    },
                )
            });
        }
        let first = self.sections.first()?;
        match (number, self.sections.len()) {
            (below, 2..) if below < 0.0 => self.sections.get(1).map(|section| (section, number.abs())),
            (0.0, 3..) => self.sections.get(2).map(|section| (section, 0.0)),
            _ => Some((first, number)),
        }
    }
}

impl Comparison {
    fn holds(self, number: f64, bound: f64) -> bool {
        match self {
            Comparison::Below => number < bound,
            Comparison::AtMost => number <= bound,
            Comparison::Above => number > bound,
            Comparison::AtLeast => number >= bound,
            Comparison::Equal => number == bound,
            Comparison::Unequal => number != bound,
        }
    }
}

impl Section {
    fn digits(&self, number: f64) -> String {
        let (whole, least, most) = self.digits;
        let scaled = drop_dust(number * 100f64.powi(self.percents as i32) / 1000f64.powi(self.scale as i32));
        let mut text = format!("{:.most$}", round_half_up(scaled.abs(), most));
        if most > least && text.contains('.') {
            while text.ends_with('0') && text.len() - text.find('.').unwrap_or(0) - 1 > least {
                text.pop();
            }
            if text.ends_with('.') {
                text.pop();
            }
        }
        let (before, after) = match text.split_once('.') {
            Some((before, after)) => (before.to_owned(), format!(".{after}")),
            None => (text, String::new()),
        };
        let before = format!("{before:0>whole$}");
        let before = if whole == 0 && before == "0" && !after.is_empty() {
            String::new()
        } else {
            before
        };
        let before = if self.thousands { with_commas(&before) } else { before };
        let rounded_away = before
            .bytes()
            .chain(after.bytes())
            .all(|byte| matches!(byte, b'0' | b'.' | b','));
        let sign = if number < 0.0 && !rounded_away { "-" } else { "" };
        format!("{sign}{before}{after}")
    }
}

/// Spreadsheets round halves away from zero in decimal; `format!` rounds them to even in binary.
fn round_half_up(number: f64, decimals: usize) -> f64 {
    let factor = 10f64.powi(decimals as i32);
    let scaled = drop_dust(number * factor);
    if scaled.abs() < 1e15 {
        (scaled + 0.5).floor() / factor
    } else {
        number
    }
}

fn with_commas(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number as the `General` format shows it in a wide column: up to eleven digits, no trailing zeros.
pub fn show_general(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    if number == number.trunc() && number.abs() < 1e11 {
        return format!("{number:.0}").replace("-0", if number == 0.0 { "0" } else { "-0" });
    }
    if number.abs() >= 1e11 && number == number.trunc() && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    if number.abs() >= 1e11 || number.abs() < 1e-4 {
        return format!("{:E}", drop_dust(number));
    }
    let before = number.abs().log10().floor().max(0.0) as usize + 1;
    let rounded = format!("{number:.*}", 10usize.saturating_sub(before));
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn show_time(section: &Section, when: Option<NaiveDateTime>, days: f64) -> String {
    let Some(when) = when else { return show_general(days) };
    let twelve = section.pieces.contains(&Piece::Date('a', 5));
    let mut out = String::new();
    for (at, piece) in section.pieces.iter().enumerate() {
        match piece {
            Piece::Literal(text) => out.push_str(text),
            Piece::Number => {}
            Piece::Elapsed(unit) => {
                let per_day = match unit {
                    'h' => 24.0,
                    'm' => 1_440.0,
                    _ => 86_400.0,
                };
                out.push_str(&format!("{:.0}", drop_dust(days * per_day).floor()));
            }
            Piece::Date('m', width @ 1..=2) if is_minute(&section.pieces, at) => {
                out.push_str(&format!("{:0width$}", when.minute()));
            }
            Piece::Date(letter, width) => out.push_str(&show_part(when, *letter, *width, twelve)),
        }
    }
    out
}

/// `m` means minutes after an hour or before a second, and months elsewhere.
fn is_minute(pieces: &[Piece], at: usize) -> bool {
    let is = |piece: Option<&Piece>, letter: char| matches!(piece, Some(Piece::Date(found, _) | Piece::Elapsed(found)) if *found == letter);
    let timed = |piece: &&Piece| matches!(piece, Piece::Date(..) | Piece::Elapsed(_));
    let before = pieces[..at].iter().rev().find(timed);
    let after = pieces[at + 1..].iter().find(timed);
    is(before, 'h') || is(after, 's')
}

fn show_part(when: NaiveDateTime, letter: char, width: usize, twelve: bool) -> String {
    let pattern = match (letter, width) {
        ('y', 0..=2) => "%y",
        ('y', _) => "%Y",
        ('m', 1) => return when.month().to_string(),
        ('m', 2) => "%m",
        ('m', 3) => "%b",
        ('m', _) => "%B",
        ('d', 1) => return when.day().to_string(),
        ('d', 2) => "%d",
        ('d', 3) => "%a",
        ('d', _) => "%A",
        ('h', width) => {
            let hour = if twelve { when.hour12().1 } else { when.hour() };
            return format!("{hour:0>width$}");
        }
        ('s', width) => return format!("{:0>width$}", when.second()),
        _ => "%p",
    };
    when.format(pattern).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, number: f64, shown: &str) {
        assert_eq!(NumberFormat::parse(code).show(number), shown, "{number} under {code}");
    }

    #[test]
    fn general_shows_whole_numbers_whole_and_others_without_dust() {
        for (number, shown) in [
            (199.0, "199"),
            (0.0, "0"),
            (-0.0, "0"),
            (-12.0, "-12"),
            (71.9 + 1e-14, "71.9"),
        ] {
            check("General", number, shown);
        }
        check("General", 9_996_912_701.0, "9996912701");
        check("General", 0.4097560975609756, "0.409756098");
    }

    #[test]
    fn percentages_are_shown_on_a_hundred() {
        check("0%", 0.85, "85%");
        check("0.0%", 0.075, "7.5%");
        check("0.00%", 0.289, "28.90%");
        check("0%", 1.0, "100%");
        assert!(NumberFormat::parse("0.0%").is_percent());
        assert!(!NumberFormat::parse("0.0\"%\"").is_percent());
    }

    #[test]
    fn decimals_thousands_and_scale_are_kept() {
        check("#,##0", 1_234_567.0, "1,234,567");
        check("#,##0.0", 1234.56, "1,234.6");
        check("0.00", 2.675, "2.68");
        check("0.##", 2.5, "2.5");
        check("#,##0,", 12_345.0, "12");
        check("000", 7.0, "007");
        check("0.0", -0.04, "0.0");
        check("[$£-809]#,##0.00", 1234.5, "£1,234.50");
        check("\"£\"#,##0;[Red]-\"£\"#,##0", -50.0, "-£50");
    }

    #[test]
    fn a_format_that_hides_small_numbers_shows_what_a_person_sees() {
        check("[<6]\"<6\";0", 3.0, "<6");
        check("[<6]\"<6\";0", 8.0, "8");
        check("0;-0;\"nil\"", 0.0, "nil");
        check(";;;", 5.0, "");
        check("0\"*\"", 29.0, "29*");
    }

    #[test]
    fn dates_are_shown_as_their_format_says() {
        check("dd/mm/yyyy", 46286.0, "21/09/2026");
        check("d mmm yy", 46286.0, "21 Sep 26");
        check("mmmm yyyy", 46286.0, "September 2026");
        check("yyyy-mm-dd hh:mm", 46286.75, "2026-09-21 18:00");
        check("h:mm AM/PM", 0.75, "6:00 PM");
        check("[h]:mm", 1.5, "36:00");
        for (code, date) in [
            ("dd/mm/yyyy", true),
            ("0.0", false),
            ("[Red]0", false),
            ("General", false),
            ("0\"days\"", false),
            ("hh:mm", false),
            ("mm/yy", true),
        ] {
            assert_eq!(NumberFormat::parse(code).is_date(), date, "{code}");
        }
        assert!(NumberFormat::parse("[hh]:mm").is_elapsed());
    }
}
