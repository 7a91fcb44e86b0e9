//! The cells of one column, seen together: numbers, dates and names that only in company look like those of people.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::ingest::privacy::headings::Heading;
use crate::ingest::privacy::people::NameShape;
use crate::ingest::privacy::{Detector, Verdict, checks};

/// Distinct values that are remembered of a column; enough to tell a list from a repetition.
const MOST_DISTINCT: usize = 5_000;
/// By chance a number of ten digits checks, and starts as an issued one, about once in eighteen.
const CHANCE: f64 = 0.055;

/// What has been seen of a column since its last personal heading.
#[derive(Debug, Default)]
pub struct Column {
    /// What its heading announces.
    pub heading: Option<Heading>,
    /// Its heading stands among those of a list of contacts.
    pub heading_of_contacts: bool,
    /// Whether the newest text above says what numbers, dates or names stand here, and that they are not people's.
    pub label: Label,
    /// Cells that were names under a heading that may announce some, and cells with text there.
    pub perhaps: (usize, usize),
    pub first_row: Option<u32>,
    pub last_row: u32,
    tens: (usize, usize, usize),
    mobiles: usize,
    numbers: usize,
    pub ones: usize,
    integers: Integers,
    dates: (BTreeSet<NaiveDate>, usize, usize),
    texts: Texts,
}

/// What a label above a column says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Label {
    /// Amounts, counts or codes.
    pub figures: bool,
    /// Dates of something other than birth.
    pub dates: bool,
    /// Names of things, or of adults at work.
    pub names: bool,
    /// Places where courses and meetings are held, whose postcodes are no one's home.
    pub venues: bool,
    /// What children or young people said, in which any first name may be a child's.
    pub voices: bool,
}

impl Label {
    /// Adds what another text says.
    pub fn join(&mut self, other: Label) {
        self.figures |= other.figures;
        self.dates |= other.dates;
        self.names |= other.names;
        self.venues |= other.venues;
        self.voices |= other.voices;
    }
}

#[derive(Debug, Default)]
struct Integers {
    values: BTreeSet<u64>,
    count: usize,
    others: usize,
    round: usize,
    shortest: usize,
    longest: usize,
}

#[derive(Debug, Default)]
struct Texts {
    values: BTreeSet<String>,
    count: usize,
    full: usize,
    single: usize,
}

/// What a column is suspected of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspicion {
    pub detector: Detector,
    pub verdict: Verdict,
    pub score: u8,
    pub times: usize,
}

impl Column {
    /// Takes a number that is shown without separators, currency or decimals.
    pub fn take_number(&mut self, row: u32, number: f64) {
        self.note(row);
        self.numbers += 1;
        self.ones += usize::from(number == 1.0);
        if number != number.trunc() || number < 0.0 {
            self.integers.others += 1;
            return;
        }
        let whole = number as u64;
        match number {
            1e4..1e9 => self.integers.take(whole),
            _ => self.integers.others += 1,
        }
        if (1e9..1e10).contains(&number) {
            let digits = format!("{whole}");
            let passes = checks::is_nhs_number(&digits) && checks::is_issued(&digits);
            self.tens.0 += 1;
            self.tens.1 += usize::from(passes);
            self.tens.2 += usize::from(passes && digits.starts_with("999"));
            self.mobiles += usize::from(digits.starts_with('7'));
        }
    }

    /// Takes a date.
    pub fn take_date(&mut self, row: u32, date: NaiveDate) {
        self.note(row);
        if self.dates.0.len() < MOST_DISTINCT {
            self.dates.0.insert(date);
        }
        self.dates.1 += 1;
        self.dates.2 += usize::from(date.succ_opt().is_some_and(|next| next.day() == 1) || date.day() == 1);
    }

    /// Takes a text that is no number and no heading; the first of a column is taken for its heading.
    pub fn take_text(&mut self, row: u32, text: &str, shape: NameShape) {
        if self.first_row.is_none() {
            self.note(row);
            return;
        }
        self.note(row);
        if self.texts.values.len() < MOST_DISTINCT && !self.texts.values.contains(text) {
            self.texts.values.insert(text.to_owned());
        }
        self.texts.count += 1;
        self.texts.full += usize::from(shape == NameShape::Full);
        self.texts.single += usize::from(shape == NameShape::Single);
    }

    fn note(&mut self, row: u32) {
        self.first_row.get_or_insert(row);
        self.last_row = row;
    }

    /// Begins anew below a heading.
    pub fn begin(&mut self, heading: Heading, of_contacts: bool) {
        let label = self.label;
        *self = Column {
            heading: Some(heading),
            heading_of_contacts: of_contacts,
            label,
            ..Column::default()
        };
    }

    /// How many cells hold numbers.
    pub fn number_count(&self) -> usize {
        self.numbers
    }

    /// How many cells hold text.
    pub fn text_count(&self) -> usize {
        self.texts.count
    }

    /// Whether its texts label the rows: all but a few differ, and they are no names.
    pub fn labels_rows(&self) -> bool {
        let texts = &self.texts;
        texts.count >= 3
            && texts.values.len() * 10 >= texts.count.min(MOST_DISTINCT) * 8
            && (texts.full + texts.single) * 2 < texts.count
    }

    /// Whether most of its texts are single unknown capitalised words: one half of a list of names.
    pub fn is_half_a_name(&self) -> bool {
        let texts = &self.texts;
        !self.label.names
            && texts.count >= 3
            && texts.single * 10 >= texts.count * 7
            && texts.values.len() * 10 >= texts.count.min(MOST_DISTINCT) * 5
    }

    /// What the column is suspected of by itself; `rows_are_labelled` when another column names what each row is about.
    pub fn suspicions(&self, rows_are_labelled: bool) -> Vec<Suspicion> {
        let mut found: Vec<Suspicion> = Vec::new();
        found.extend(self.nhs_numbers());
        found.extend(self.mobile_numbers());
        if !rows_are_labelled {
            found.extend(self.case_ids());
        }
        found.extend(self.birth_dates());
        found.extend(self.names());
        found
    }

    fn nhs_numbers(&self) -> Option<Suspicion> {
        let (count, passes, tests) = self.tens;
        let by_chance = chance(count, passes);
        let many = passes >= 3 && passes * 10 >= count * 6;
        let (verdict, score) = match () {
            () if passes == 0 => return None,
            () if tests >= 2 && tests * 10 >= count * 6 => (Verdict::Block, 99),
            () if many && self.label.figures && by_chance < 1e-9 => (Verdict::Block, 90),
            () if many && !self.label.figures && by_chance < 1e-6 => (Verdict::Block, 95),
            () if many && !(self.label.figures && by_chance > 1e-6) => (Verdict::Quarantine, 70),
            () if tests > 0 && !self.label.figures => (Verdict::Quarantine, 60),
            () => (Verdict::Pass, 10),
        };
        Some(Suspicion {
            detector: Detector::NhsNumber,
            verdict,
            score,
            times: passes,
        })
    }

    fn mobile_numbers(&self) -> Option<Suspicion> {
        let all = self.mobiles >= 3
            && self.mobiles * 10 >= self.tens.0 * 9
            && self.tens.0 == self.numbers
            && !self.label.figures;
        all.then_some(Suspicion {
            detector: Detector::Phone,
            verdict: Verdict::Quarantine,
            score: 50,
            times: self.mobiles,
        })
    }

    fn case_ids(&self) -> Option<Suspicion> {
        let integers = &self.integers;
        let alike = integers.count >= 5
            && integers.others == 0
            && integers.shortest == integers.longest
            && integers.longest >= 5;
        let distinct = integers.values.len() == integers.count && integers.round * 3 < integers.count;
        let total = integers
            .values
            .last()
            .is_some_and(|last| integers.values.iter().sum::<u64>() == 2 * last);
        let suspect = alike && distinct && !total && !self.label.figures;
        suspect.then_some(Suspicion {
            detector: Detector::CaseId,
            verdict: Verdict::Quarantine,
            score: 45,
            times: integers.count,
        })
    }

    fn birth_dates(&self) -> Option<Suspicion> {
        let (days, count, edges) = &self.dates;
        let span = days.last()?.signed_duration_since(*days.first()?).num_days();
        let uneven = edges * 2 < *count && days.len() * 10 >= count.min(&MOST_DISTINCT) * 6;
        // Dates of sessions, actions and reviews lie within a few years; those of children over many.
        let suspect = *count >= 5 && uneven && (1_096..=9_500).contains(&span) && !self.label.dates;
        suspect.then_some(Suspicion {
            detector: Detector::DateOfBirth,
            verdict: Verdict::Quarantine,
            score: 50,
            times: *count,
        })
    }

    fn names(&self) -> Option<Suspicion> {
        let texts = &self.texts;
        let listed = texts.count >= 3
            && texts.full * 10 >= texts.count * 7
            && texts.values.len() * 10 >= texts.count.min(MOST_DISTINCT) * 7;
        (listed && !self.label.names).then_some(Suspicion {
            detector: Detector::PersonName,
            verdict: Verdict::Quarantine,
            score: 55,
            times: texts.full,
        })
    }
}

impl Integers {
    fn take(&mut self, whole: u64) {
        let length = whole.checked_ilog10().unwrap_or(0) as usize + 1;
        self.shortest = if self.count == 0 {
            length
        } else {
            self.shortest.min(length)
        };
        self.longest = self.longest.max(length);
        self.count += 1;
        self.round += usize::from(whole.is_multiple_of(10));
        if self.values.len() < MOST_DISTINCT {
            self.values.insert(whole);
        }
    }
}

/// About how likely it is that at least `passes` of `count` numbers pass by chance.
fn chance(count: usize, passes: usize) -> f64 {
    let ways: f64 = (0..passes)
        .map(|index| (count - index) as f64 / (index + 1) as f64)
        .product();
    ways * CHANCE.powi(passes as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(numbers: &[f64]) -> Column {
        let mut column = Column::default();
        (0..)
            .zip(numbers)
            .for_each(|(row, number)| column.take_number(row, *number));
        column
    }

    fn verdicts(column: &Column) -> Vec<(&'static str, Verdict)> {
        column
            .suspicions(false)
            .iter()
            .map(|found| (found.detector.id(), found.verdict))
            .collect()
    }

    #[test]
    fn a_column_of_numbers_that_check_is_blocked_and_one_alone_is_not() {
        let tests = [9_996_912_701.0, 9_994_869_434.0, 9_996_143_724.0];
        assert_eq!(verdicts(&column(&tests)), [("nhs-number", Verdict::Block)]);
        assert_eq!(verdicts(&column(&tests[..1])), [("nhs-number", Verdict::Quarantine)]);
        let mut money = column(&tests[..1]);
        money.label.figures = true;
        assert_eq!(verdicts(&money), [("nhs-number", Verdict::Pass)]);
    }

    #[test]
    fn distinct_numbers_of_one_length_are_case_numbers_unless_rows_are_labelled() {
        let ids = column(&[482_913.0, 120_394.0, 773_201.0, 559_127.0, 301_448.0]);
        assert_eq!(verdicts(&ids), [("case-id", Verdict::Quarantine)]);
        assert!(ids.suspicions(true).is_empty());
        assert!(verdicts(&column(&[10_200.0, 22_300.0, 41_000.0, 10_300.0, 52_000.0])).is_empty());
    }

    #[test]
    fn dates_over_many_years_are_of_birth_and_dates_of_one_year_are_not() {
        let dates = |days: [i32; 6]| {
            let mut column = Column::default();
            let epoch = NaiveDate::from_ymd_opt(2008, 3, 12).unwrap_or_default();
            (0..)
                .zip(days)
                .for_each(|(row, day)| column.take_date(row, epoch + chrono::TimeDelta::days(i64::from(day))));
            verdicts(&column)
        };
        assert_eq!(
            dates([0, 400, 1_111, 2_345, 3_021, 4_012]),
            [("date-of-birth", Verdict::Quarantine)]
        );
        assert!(dates([0, 14, 40, 77, 120, 300]).is_empty());
    }
}
