//! Words in place of numbers: where a column counts yeses (who was present at a meeting, and who came for whom), and where it is
//! answered on a scale of words (`Strongly agree`).

use crate::catalogue::{Column, plain};
use crate::domain::Reading;
use crate::ingest::choose::Role;
use crate::ingest::extract::Body;
use crate::ingest::extract::figures::tidy_end;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::sheet::{Cell, Raw};

/// What became of one seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    Taken,
    ByDeputy,
    Empty,
}

/// What a word says of a seat; a letter alone says nothing without a key.
fn seat(word: &str) -> Option<Seat> {
    let simple = plain(word);
    let first = simple.split(' ').next().unwrap_or_default();
    if word.trim() == "\u{2713}" || word.trim() == "\u{2714}" {
        return Some(Seat::Taken);
    }
    match first {
        "present" | "attended" | "yes" | "y" | "attending" => Some(Seat::Taken),
        "deputy" | "represented" | "substitute" | "rep" | "representative" | "deputised" => Some(Seat::ByDeputy),
        "apologies" | "apology" | "absent" | "no" | "n" => Some(Seat::Empty),
        _ if simple == "did not attend" || simple == "not present" || simple == "not represented" => Some(Seat::Empty),
        _ => None,
    }
}

/// What the key of a file says of a seat, in whatever words.
fn seat_in(meaning: &str) -> Option<Seat> {
    let simple = plain(meaning);
    let has = |words: &[&str]| simple.split(' ').any(|word| words.contains(&word));
    let starts = |starts: &[&str]| {
        simple
            .split(' ')
            .any(|word| starts.iter().any(|start| word.starts_with(start)))
    };
    match () {
        () if starts(&["deput", "represent", "substitut"]) || has(&["rep", "reps"]) => Some(Seat::ByDeputy),
        () if starts(&["apolog", "absen"]) || has(&["not", "no", "missed", "away"]) => Some(Seat::Empty),
        () if starts(&["attend", "presen"]) || has(&["came", "yes", "there", "joined"]) => Some(Seat::Taken),
        () => None,
    }
}

impl Body<'_, '_> {
    /// Counts a word of a column that counts yeses; `false` for anything else. Where the days stand across, one word says it all.
    pub(super) fn count_word(
        &mut self,
        built: &mut Row,
        (role, declared): (&Role, &Column),
        cell: (&Cell<'_>, (u32, u32)),
    ) -> bool {
        let (cell, at) = cell;
        let (true, Raw::Text(text)) = (declared.ticks, cell.raw) else {
            return false;
        };
        let by_key = self
            .reading
            .printed
            .of(text)
            .and_then(|pair| seat(&pair.meaning).or_else(|| seat_in(&pair.meaning)));
        let Some(seat) = by_key.or_else(|| seat(text)) else {
            return false;
        };
        let alone = !role.fixed().is_empty();
        let counts = [
            ("invited", alone.then_some(1.0)),
            ("attended", Some(f64::from(u8::from(seat == Seat::Taken)))),
            ("represented", Some(f64::from(u8::from(seat == Seat::ByDeputy)))),
        ];
        let own = match declared.name.as_str() {
            "represented" => f64::from(u8::from(seat != Seat::Empty)),
            "attended" => f64::from(u8::from(seat == Seat::Taken)),
            _ => f64::from(u8::from(seat != Seat::Empty)),
        };
        let figure = |number: f64| Figure {
            reading: Reading::number(number),
            cell: at,
            seen: cell.shown().into_owned(),
            marked_percent: false,
        };
        built.numbers.insert(declared.name.clone(), figure(own));
        if alone {
            for (name, number) in counts {
                if let Some(number) = number.filter(|_| name != declared.name && self.feed.column(name).is_some()) {
                    built.numbers.insert(name.to_owned(), figure(number));
                }
            }
        }
        // A key that the file prints says what its letters are.
        if by_key.is_none() {
            let spot = (self.reading.sheet.name.as_str(), at.0, at.1);
            let remark = Remark::on_cell("word-counted", spot, tidy_end(text)).taken_as(format!("{own}"));
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Seat, seat};

    #[test]
    fn words_say_what_became_of_a_seat_and_letters_do_not() {
        for (word, said) in [
            ("Present", Some(Seat::Taken)),
            ("represented by a deputy", Some(Seat::ByDeputy)),
            ("Apologies sent", Some(Seat::Empty)),
            ("A", None),
            ("P", None),
            ("12", None),
        ] {
            assert_eq!(seat(word), said, "{word}");
        }
    }
}
