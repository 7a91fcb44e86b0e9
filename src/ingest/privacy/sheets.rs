//! One sheet into the identifiers that stand in it, each with its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::privacy::columns::{Column, Suspicion};
use crate::ingest::privacy::facts::{Facts, Memory};
use crate::ingest::privacy::free_text::{Hit, Reader};
use crate::ingest::privacy::headings::{Heading, Quality};
use crate::ingest::privacy::labels::{parse_date, plain_number};
use crate::ingest::privacy::numbers::is_phone;
use crate::ingest::privacy::people::NameShape;
use crate::ingest::privacy::{Detector, Reason, Reasons, Verdict, checks, values};
use crate::ingest::sheet::{Cell, Raw, Sheet, address};

/// Looks at every cell of a sheet.
pub fn examine(sheet: &Sheet, label: &str, reader: &Reader, reasons: &mut Reasons) {
    let mut scan = Scan {
        reader,
        memory: Memory::default(),
        columns: Vec::new(),
        found: BTreeMap::new(),
        contacts: BTreeMap::new(),
    };
    for row in 0..sheet.row_count() {
        scan.row(sheet, row);
    }
    scan.settle_contacts();
    scan.settle_columns();
    for ((column, detector, verdict), seen) in scan.found {
        let (first, last) = (address(seen.first, column), address(seen.last, column));
        let place = if first == last {
            first
        } else {
            format!("{first}:{last}")
        };
        reasons.add(Reason {
            sheet: label.to_owned(),
            place,
            detector,
            verdict,
            score: seen.score,
            times: seen.times,
        });
    }
}

/// E-mail addresses and the like that one sheet may show beside a word such as "contact" before they are a list.
const MOST_CONTACTS: usize = 3;

#[derive(Debug, Clone, Copy)]
struct Seen {
    first: u32,
    last: u32,
    times: usize,
    score: u8,
}

struct Scan<'s, 'r, 'g> {
    reader: &'r Reader<'g>,
    memory: Memory<'s>,
    columns: Vec<Column>,
    found: BTreeMap<(u32, Detector, Verdict), Seen>,
    /// Hits beside words of contact, to be judged when their number is known.
    contacts: BTreeMap<(u32, u32), Vec<Hit>>,
}

/// A place, with what stands to its left in the same row.
#[derive(Clone, Copy, Default)]
struct Spot {
    row: u32,
    column: u32,
    /// A word such as "contact" or "telephone" stands there.
    contact: bool,
    /// So it does, and not as a heading of identifiers: the row may head a list of contacts.
    heads_contacts: bool,
    heading: Option<(Heading, u32)>,
}

impl<'s> Scan<'s, '_, '_> {
    fn row(&mut self, sheet: &'s Sheet, row: u32) {
        let mut spot = Spot { row, ..Spot::default() };
        for (column, cell) in sheet.row(row) {
            spot.column = column;
            self.make_room(column);
            match cell.raw {
                Raw::Empty | Raw::Bool(_) | Raw::FormulaWithoutValue | Raw::Duration(_) => {}
                Raw::Number(number) => self.number(spot, &cell, number),
                Raw::Date(when) => {
                    self.under_heading(spot, &cell);
                    self.columns[column as usize].take_date(row, when.date());
                }
                Raw::Text(text) | Raw::Error(text) => match plain_number(text) {
                    Some(number) => self.number_as_text(spot, &cell, (text.trim(), number)),
                    None => {
                        let facts = self.memory.facts(text, self.reader);
                        spot.contact |= facts.contact;
                        spot.heads_contacts |= facts.contact && facts.heading.is_none();
                        match facts.heading {
                            Some(heading) => {
                                self.begin_columns(sheet, spot, heading);
                                spot.heading = Some((heading, column));
                                facts.hits.iter().for_each(|hit| self.hit(spot, *hit));
                            }
                            None => self.text(spot, &cell, (text, &facts)),
                        }
                        self.split_number(sheet, spot);
                    }
                },
            }
        }
    }

    fn make_room(&mut self, column: u32) {
        if self.columns.len() <= column as usize {
            self.columns.resize_with(column as usize + 1, Column::default);
        }
    }

    fn number(&mut self, spot: Spot, cell: &Cell<'s>, number: f64) {
        self.under_heading(spot, cell);
        // Amounts are shown with separators, currency or decimals; identifiers never are.
        let amount =
            number >= 1e4 && !cell.style.format.is_plain() && cell.shown().contains([',', '£', '.', '$', '€', '%']);
        self.columns[spot.column as usize].take_number(spot.row, if amount { 0.5 } else { number });
    }

    fn number_as_text(&mut self, spot: Spot, cell: &Cell<'s>, (text, number): (&str, f64)) {
        self.under_heading(spot, cell);
        if is_phone(text, false) {
            self.hit(
                spot,
                Hit {
                    contact: true,
                    ..Hit::new(Detector::Phone, Verdict::Quarantine, 60)
                },
            );
        }
        if text.len() == 10 && text.starts_with('0') && checks::is_nhs_number(text) && checks::is_issued(text) {
            self.hit(spot, Hit::new(Detector::NhsNumber, Verdict::Quarantine, 60));
        }
        self.columns[spot.column as usize].take_number(spot.row, number);
    }

    fn text(&mut self, spot: Spot, cell: &Cell<'s>, (text, facts): (&str, &Facts)) {
        let claimed = self.under_heading(spot, cell);
        let state = &mut self.columns[spot.column as usize];
        state.label.join(facts.label);
        match (parse_date(text), facts.shape) {
            (Some(date), _) => state.take_date(spot.row, date),
            (None, shape) if claimed.is_none() => state.take_text(spot.row, text, shape),
            _ => state.take_text(spot.row, text, NameShape::Not),
        }
        let (of_a_venue, of_a_voice) = (state.label.venues, state.label.voices);
        let named = |hit: &Hit| hit.detector == Detector::PersonName;
        if of_a_voice && facts.quotes && !facts.hits.iter().any(named) {
            self.hit(spot, Hit::new(Detector::PersonName, Verdict::Quarantine, 50));
        }
        // What the heading announced has been counted.
        facts
            .hits
            .iter()
            .filter(|hit| Some(hit.detector) != claimed)
            .filter(|hit| !(of_a_venue && hit.detector == Detector::Postcode && hit.verdict < Verdict::Block))
            .for_each(|hit| self.hit(spot, *hit));
    }

    /// A heading stands over its column, or over all columns of its merged area.
    fn begin_columns(&mut self, sheet: &'s Sheet, spot: Spot, heading: Heading) {
        let last = sheet
            .merge_at(spot.row, spot.column)
            .map_or(spot.column, |area| area.last_column.min(spot.column + 8));
        self.make_room(last);
        for covered in spot.column..=last {
            self.columns[covered as usize].begin(heading, spot.heads_contacts);
        }
    }

    /// Judges a cell by the heading above it, or to its left in a form; says whether it was what the heading announces.
    fn under_heading(&mut self, spot: Spot, cell: &Cell<'s>) -> Option<Detector> {
        let gazetteer = self.reader.gazetteer;
        let reached = |detector| matches!(detector, Detector::Phone | Detector::Postcode | Detector::Email);
        let state = &mut self.columns[spot.column as usize];
        let mut found = None;
        match state.heading {
            Some(Heading::Identifier(detector)) => {
                let contact = state.heading_of_contacts && reached(detector);
                found = values::under_identifier(detector, cell, gazetteer).map(|hit| Hit { contact, ..hit });
            }
            Some(Heading::PerhapsName) if matches!(cell.raw, Raw::Text(_)) => {
                state.perhaps.1 += 1;
                state.perhaps.0 += usize::from(values::under_perhaps_name(cell, gazetteer));
            }
            Some(Heading::PerhapsName | Heading::Quality(_)) | None => {}
        }
        // A form: the label to the left, its value within three columns. Ways to reach someone are judged as contacts.
        if let (None, Some((Heading::Identifier(detector), at))) = (found, spot.heading)
            && spot.column <= at + 3
            && !(reached(detector) && (spot.contact || detector != Detector::Postcode))
        {
            found = values::under_identifier(detector, cell, gazetteer);
        }
        if let Some(hit) = found {
            self.hit(
                Spot {
                    contact: hit.contact,
                    ..spot
                },
                hit,
            );
        }
        found.map(|hit| hit.detector)
    }

    /// Under a heading of NHS numbers, a number whose three groups stand in three cells.
    fn split_number(&mut self, sheet: &'s Sheet, spot: Spot) {
        let Spot { row, column, .. } = spot;
        if self.columns[column as usize].heading != Some(Heading::Identifier(Detector::NhsNumber)) {
            return;
        }
        let groups: Vec<String> = (column..column + 3)
            .map(|column| values::plain_digits(&sheet.cell(row, column).shown()))
            .collect();
        let lengths: Vec<usize> = groups.iter().map(String::len).collect();
        if lengths == [3, 3, 4] && checks::is_nhs_number(&groups.concat()) {
            self.hit(spot, Hit::new(Detector::NhsNumber, Verdict::Block, 95));
        }
    }

    fn hit(&mut self, spot: Spot, hit: Hit) {
        let place = (spot.row, spot.column);
        if hit.contact && spot.contact {
            self.contacts.entry(place).or_default().push(hit);
        } else {
            self.count(place, hit.detector, (hit.verdict, hit.score));
        }
    }

    fn count(&mut self, (row, column): (u32, u32), detector: Detector, (verdict, score): (Verdict, u8)) {
        let fresh = Seen {
            first: row,
            last: row,
            times: 0,
            score,
        };
        let seen = self.found.entry((column, detector, verdict)).or_insert(fresh);
        seen.first = seen.first.min(row);
        seen.last = seen.last.max(row);
        seen.times += 1;
        seen.score = seen.score.max(score);
    }

    /// A few addresses beside words of contact are those of the sender; many are a list that a person must see.
    fn settle_contacts(&mut self) {
        let contacts = std::mem::take(&mut self.contacts);
        let verdict = if contacts.len() <= MOST_CONTACTS {
            Verdict::Pass
        } else {
            Verdict::Quarantine
        };
        for (place, hits) in contacts {
            for hit in hits {
                self.count(place, hit.detector, (verdict.min(hit.verdict), hit.score));
            }
        }
    }

    fn settle_columns(&mut self) {
        let columns = std::mem::take(&mut self.columns);
        let labelled = columns.iter().any(Column::labels_rows);
        let personal = columns.iter().any(|column| column.heading.is_some());
        let leftmost = columns
            .iter()
            .position(|column| column.first_row.is_some())
            .unwrap_or(0) as u32;
        let mut weak: BTreeSet<Detector> = BTreeSet::new();
        let mut first_weak = None;
        for (at, column) in (0..).zip(&columns) {
            // What a heading announces has been judged cell by cell.
            let announced = |found: &Suspicion| column.heading == Some(Heading::Identifier(found.detector));
            // Case numbers stand at the head of a row or beside other facts about a person.
            let aggregate = labelled || !(at == leftmost || personal);
            for found in column
                .suspicions(aggregate)
                .into_iter()
                .filter(|found| !announced(found))
            {
                if found.verdict == Verdict::Quarantine {
                    weak.insert(found.detector);
                    first_weak.get_or_insert((at, column));
                }
                self.column_seen(at, column, found);
            }
            self.settle_perhaps(at, column);
        }
        for (at, pair) in (0..).zip(columns.windows(2)) {
            if pair[0].is_half_a_name() && pair[1].is_half_a_name() {
                weak.insert(Detector::PersonName);
                first_weak.get_or_insert((at, &pair[0]));
                self.column_seen(at, &pair[0], suspicion(Detector::PersonName, 60, pair[0].text_count()));
            }
        }
        // Names beside dates of birth or case numbers are a list of children, whatever its headings say.
        if let (2.., Some((at, column))) = (weak.len(), first_weak) {
            let found = Suspicion {
                verdict: Verdict::Block,
                ..suspicion(Detector::RowPerChild, 80, column.text_count().max(1))
            };
            self.column_seen(at, column, found);
        }
        self.settle_rows(&columns);
    }

    /// A heading that may announce names, with names below it. A word or two over or among many numbers are headings.
    fn settle_perhaps(&mut self, at: u32, column: &Column) {
        let (names, texts) = column.perhaps;
        if names > 0 && names * 2 >= texts && names * 4 >= column.number_count() {
            let verdict = if names >= 2 && !column.heading_of_contacts {
                Verdict::Block
            } else {
                Verdict::Quarantine
            };
            self.column_seen(
                at,
                column,
                Suspicion {
                    verdict,
                    ..suspicion(Detector::PersonName, 75, names)
                },
            );
        }
    }

    fn column_seen(&mut self, column: u32, state: &Column, found: Suspicion) {
        let first = state.first_row.unwrap_or(0);
        let fresh = Seen {
            first,
            last: state.last_row,
            times: 0,
            score: found.score,
        };
        let seen = self
            .found
            .entry((column, found.detector, found.verdict))
            .or_insert(fresh);
        seen.times = seen.times.max(found.times);
    }

    /// One row for each child: several qualities of a person side by side, and no count but 1.
    fn settle_rows(&mut self, columns: &[Column]) {
        let held = |column: &Column| match column.heading {
            Some(Heading::Quality(Quality::Age)) if column.number_count() >= 3 => Some(Quality::Age),
            Some(Heading::Quality(quality)) if column.text_count() + column.number_count() >= 3 => Some(quality),
            _ => None,
        };
        let mut qualities: Vec<Quality> = columns.iter().filter_map(held).collect();
        qualities.sort();
        qualities.dedup();
        let counts: Vec<&Column> = columns
            .iter()
            .filter(|column| held(column).is_none() && column.heading.is_none() && column.number_count() >= 3)
            .collect();
        let only_ones = counts.iter().any(|column| column.ones == column.number_count());
        let aged = qualities.contains(&Quality::Age);
        let one_each =
            qualities.len() >= 3 && aged && (counts.is_empty() || only_ones) || qualities.len() >= 2 && only_ones;
        let first = columns.iter().position(|column| held(column).is_some()).unwrap_or(0);
        if one_each && let Some(column) = columns.get(first) {
            let times = column.number_count().max(column.text_count());
            self.column_seen(first as u32, column, suspicion(Detector::RowPerChild, 60, times));
        }
    }
}

fn suspicion(detector: Detector, score: u8, times: usize) -> Suspicion {
    Suspicion {
        detector,
        verdict: Verdict::Quarantine,
        score,
        times,
    }
}
