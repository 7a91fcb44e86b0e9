//! The code of a number format into its sections and their pieces.

/// One of the parts of a format code that semicolons divide.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Section {
    pub(super) condition: Option<(Comparison, f64)>,
    pub(super) pieces: Vec<Piece>,
    pub(super) percents: u32,
    pub(super) thousands: bool,
    /// Commas after the last digit: each divides by a thousand.
    pub(super) scale: u32,
    /// Least digits before the point, least and most digits after it.
    pub(super) digits: (usize, usize, usize),
    pub(super) general: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Comparison {
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
    Unequal,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    /// Where the digits of the number go.
    Number,
    /// A run of one date letter: `d`, `m`, `y`, `h`, `s`, or `a` for AM/PM.
    Date(char, usize),
    /// Elapsed hours, minutes or seconds: `[h]`.
    Elapsed(char),
}

pub(super) fn split_sections(code: &str) -> Vec<String> {
    let (mut parts, mut part, mut quoted, mut escaped) = (Vec::new(), String::new(), false, false);
    for letter in code.chars() {
        if letter == ';' && !quoted && !escaped {
            parts.push(std::mem::take(&mut part));
            continue;
        }
        quoted ^= letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped && !quoted;
        part.push(letter);
    }
    parts.push(part);
    parts
}

pub(super) fn parse_section(code: &str) -> Section {
    let mut section = Section {
        general: code.to_ascii_lowercase().contains("general"),
        ..Section::default()
    };
    let letters: Vec<char> = code.chars().collect();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        at += match letter {
            '"' => section.quoted(&letters[at + 1..]),
            '\\' | '!' => section.literal(letters.get(at + 1).copied()),
            // `_x` leaves the width of x, `*x` fills with x: neither is content.
            '_' => section.literal(Some(' ')),
            '*' => 2,
            '[' => section.bracket(&letters[at + 1..]),
            '0' | '#' | '?' => section.number(&letters[at..]),
            '.' if matches!(letters.get(at + 1), Some('0' | '#' | '?')) => section.number(&letters[at..]),
            '%' => {
                section.percents += 1;
                section.literal(Some('%')) - 1
            }
            'G' | 'g' if section.general => {
                section.pieces.push(Piece::Number);
                "General".len()
            }
            'A' | 'a'
                if letters[at..]
                    .iter()
                    .take(5)
                    .collect::<String>()
                    .eq_ignore_ascii_case("am/pm") =>
            {
                section.pieces.push(Piece::Date('a', 5));
                5
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => section.date_run(&letters[at..]),
            '@' | ',' => 1,
            other => section.literal(Some(other)) - 1,
        };
    }
    section
}

impl Section {
    /// Each of these takes letters from the code and says how many.
    fn literal(&mut self, letter: Option<char>) -> usize {
        if let Some(letter) = letter {
            match self.pieces.last_mut() {
                Some(Piece::Literal(text)) => text.push(letter),
                _ => self.pieces.push(Piece::Literal(letter.to_string())),
            }
        }
        2
    }

    fn quoted(&mut self, rest: &[char]) -> usize {
        let length = rest.iter().position(|&letter| letter == '"').unwrap_or(rest.len());
        rest[..length].iter().for_each(|&letter| {
            self.literal(Some(letter));
        });
        length + 2
    }

    fn bracket(&mut self, rest: &[char]) -> usize {
        let length = rest.iter().position(|&letter| letter == ']').unwrap_or(rest.len());
        let inside: String = rest[..length].iter().collect::<String>().to_ascii_lowercase();
        match inside.as_bytes() {
            [b'h' | b'm' | b's', tail @ ..] if tail.iter().all(|byte| Some(byte) == inside.as_bytes().first()) => {
                self.pieces.extend(inside.chars().next().map(Piece::Elapsed));
            }
            [b'$', ..] => {
                let sign = inside[1..].split('-').next().unwrap_or_default().to_owned();
                sign.chars().for_each(|letter| {
                    self.literal(Some(letter));
                });
            }
            _ => self.condition = self.condition.or(parse_condition(&inside)),
        }
        length + 2
    }

    fn number(&mut self, rest: &[char]) -> usize {
        let length = rest
            .iter()
            .position(|letter| !matches!(letter, '0' | '#' | '?' | ',' | '.'))
            .unwrap_or(rest.len());
        let run: String = rest[..length].iter().collect();
        if self.pieces.contains(&Piece::Number) {
            return length;
        }
        let (before, after) = run.split_once('.').unwrap_or((&run, ""));
        let unscaled = run.trim_end_matches(',');
        self.scale = (run.len() - unscaled.len()) as u32;
        self.thousands = before.trim_end_matches(',').contains(',');
        let count = |text: &str, letters: &[char]| text.chars().filter(|letter| letters.contains(letter)).count();
        self.digits = (
            count(before, &['0']),
            count(after, &['0']),
            count(after, &['0', '#', '?']),
        );
        self.pieces.push(Piece::Number);
        length
    }

    fn date_run(&mut self, rest: &[char]) -> usize {
        let first = rest[0].to_ascii_lowercase();
        let length = rest
            .iter()
            .take_while(|letter| letter.to_ascii_lowercase() == first)
            .count();
        self.pieces.push(Piece::Date(first, length));
        length
    }
}

fn parse_condition(inside: &str) -> Option<(Comparison, f64)> {
    let signs = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<>", Comparison::Unequal),
        ("<", Comparison::Below),
        (">", Comparison::Above),
        ("=", Comparison::Equal),
    ];
    let (sign, comparison) = signs.iter().find(|(sign, _)| inside.starts_with(sign))?;
    Some((*comparison, inside[sign.len()..].trim().parse().ok()?))
}
