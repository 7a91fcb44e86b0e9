//! A label of several parts, taken off one after the other.

use crate::catalogue::Unit;
use crate::ingest::context::Known;
use crate::ingest::crosstab::asides::{Aside, aside, is_elsewhere};
use crate::ingest::crosstab::fillers::{ends_as_total, is_filler};
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::nouns::{lacks_only_the_sign, speaks_of};
use crate::ingest::crosstab::parts::{Part, ends_in_percent, part_by_words, part_named, part_of, per, per_of};
use crate::ingest::crosstab::places::{area_in, area_of_all};
use crate::ingest::lexicon::{Lexicon, Named, is_total};
use crate::ingest::words::changes::{is_aim, is_average};
use crate::ingest::words::names::{Likeness, words};
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::tidy;
use crate::ingest::words::windows;
use std::collections::BTreeSet;
use std::ops::Range;

/// A text whose parts are taken off one after the other.
pub(super) struct Peeling<'k, 'a> {
    known: &'k Known<'a>,
    /// What is left; where something was taken off stands a joint.
    rest: String,
    label: Label,
    /// Whether the text ends with the sign of a percentage.
    is_signed: bool,
    /// Whether two numbers are named: `% / count`, as the row may be.
    two_parts: bool,
    /// Whether the name was found as it is declared, without a code.
    by_name: bool,
    /// Whether the name that was found lacks nothing but the sign of a percentage.
    lacks_percent: bool,
}

impl<'k, 'a> Peeling<'k, 'a> {
    pub(super) fn new(text: &str, known: &'k Known<'a>) -> Peeling<'k, 'a> {
        Peeling {
            known,
            is_signed: ends_in_percent(text),
            rest: without_field_words(text).to_owned(),
            label: Label::default(),
            two_parts: false,
            by_name: false,
            lacks_percent: false,
        }
    }

    pub(super) fn done(mut self) -> Label {
        self.take_codes();
        if self.label.indicator.is_none() && !self.label.clash {
            self.take_exact_name();
        }
        self.take_time();
        if self.label.indicator.is_none() && !self.label.clash {
            self.take_near_name();
        }
        self.take_pieces();
        // `Care leavers (19-21) in suitable homes (%)` is the share, though it begins with the name of its base.
        if self.is_signed && matches!(self.label.part, Some(Part::Numerator | Part::Denominator)) {
            (self.label.part, self.label.part_of_name) = (Some(Part::Value), true);
        }
        self.label
    }

    /// Takes off the codes of indicators. A code with the name of another indicator, or two codes, name none.
    fn take_codes(&mut self) {
        let codes = self.known.lexicon.codes_in(&self.rest);
        let Some((id, _)) = codes.first().cloned() else { return };
        if codes.iter().any(|(other, _)| *other != id) {
            self.label.clash = true;
            self.label.unexplained = true;
            return;
        }
        for (_, range) in codes.into_iter().rev() {
            self.cut(range);
        }
        let name = self.left();
        let other = self
            .known
            .lexicon
            .indicator_exactly(&name)
            .filter(|other| other.id != id);
        if other.is_some() && !self.is_named_so(&id, &name) {
            self.label.clash = true;
            return;
        }
        // What is left of the name says nothing more.
        if let Some(range) = self.open_stretch()
            && (other.is_some()
                || self
                    .known
                    .lexicon
                    .indicator_named(&self.rest[range.clone()])
                    .is_some_and(|named| named.id == id))
        {
            self.cut(range);
        }
        self.label.indicator = Some(Named {
            id,
            likeness: Likeness::Declared,
        });
    }

    /// Takes off the longest stretch that is an indicator's name.
    fn take_exact_name(&mut self) {
        let pieces = pieces(&self.rest);
        for length in (1..=pieces.len()).rev() {
            for first in 0..=pieces.len() - length {
                let range = stretch(&self.rest, (&pieces[first], &pieces[first + length - 1]));
                let name = &self.rest[range.clone()];
                // One common word inside a longer text is no name.
                let alone = length == pieces.len() || name.contains(' ');
                let is_name = |named: &Named| {
                    named.likeness == Likeness::Declared || length == 1 || !ends_in_a_part(name, self.known.lexicon)
                };
                let found = match length < pieces.len() {
                    true => self.known.lexicon.indicator_with_or_without_sign(name),
                    false => self.known.lexicon.indicator_exactly(name),
                };
                let found = found.filter(|_| alone);
                if let Some(named) = found.filter(is_name) {
                    // `Children looked after: rate per 10,000` is the rate, not the count.
                    if let Some((rate, whole)) = self.rate_of((&named, name)) {
                        self.label.indicator = Some(rate);
                        (self.label.per, self.label.part) = (per(&self.rest[whole.clone()]), Some(Part::Value));
                        self.label.part_of_name = true;
                        self.cut(whole);
                        return;
                    }
                    self.label.indicator = Some(named);
                    self.by_name = true;
                    self.cut(range);
                    return;
                }
            }
        }
    }

    /// The rate that a text means where it says of what bears the name of a count that it is per so many.
    fn rate_of(&self, (count, name): (&Named, &str)) -> Option<(Named, Range<usize>)> {
        let unit = |id: &str| self.known.catalogue.indicator(id).map(|indicator| indicator.unit);
        let pieces = pieces(&self.rest);
        let said = pieces.iter().find_map(|piece| per(&self.rest[piece.clone()]))?;
        if unit(&count.id) != Some(Unit::Count) {
            return None;
        }
        let counted = self.known.lexicon.numbers_named(name).iter();
        let mut rates =
            counted.filter(|(id, part)| *part == Part::Numerator && unit(id).and_then(per_of) == Some(said));
        let (id, _) = rates.next().filter(|_| rates.next().is_none())?;
        let rate = Named {
            id: id.clone(),
            likeness: Likeness::SameWords,
        };
        Some((rate, stretch(&self.rest, (pieces.first()?, pieces.last()?))))
    }

    /// Takes off a time: not the ages that look like one.
    fn take_time(&mut self) {
        let lower = self.rest.to_lowercase();
        self.label.rolling |= windows::says_rolling(&lower);
        self.label.to_date |= windows::says_to_date(&lower);
        if lower.len() != self.rest.len() {
            return;
        }
        let Some(found) = periods::find(&lower) else { return };
        // `find` reads the tidied text, which this one is.
        if self.rest.is_char_boundary(found.start) && self.rest.is_char_boundary(found.end) {
            self.label.when = Some(found.when);
            self.cut(found.start..found.end);
        }
    }

    /// Whether every word of a name is a word of an indicator's own names.
    fn is_named_so(&self, id: &str, name: &str) -> bool {
        let own = self.known.catalogue.indicator(id);
        own.is_some_and(|indicator| {
            let all: BTreeSet<String> = indicator.ways_of_writing().flat_map(words).collect();
            words(name).is_subset(&all)
        })
    }

    /// From the first to the last piece that nothing else explains.
    fn open_stretch(&self) -> Option<Range<usize>> {
        let pieces = pieces(&self.rest);
        let is_open = |piece: &&Range<usize>| !self.is_explained(&self.rest[(*piece).clone()]);
        let start = pieces.iter().position(|piece| is_open(&piece))?;
        // What stands behind the word for a number belongs to that: `Plans closed: out of (all plans)`.
        let is_part = |piece: &Range<usize>| {
            let part = part_named(&self.rest[piece.clone()], self.known.lexicon);
            matches!(part, Some(Part::Numerator | Part::Denominator))
        };
        let end = pieces[start..]
            .iter()
            .position(is_part)
            .map_or(pieces.len(), |at| start + at);
        let last = pieces[start..end].iter().rev().find(is_open)?;
        Some(stretch(&self.rest, (&pieces[start], last)))
    }

    /// Takes what no other part explains for the name of an indicator, if it can mean only one.
    fn take_near_name(&mut self) {
        let Some(range) = self.open_stretch() else { return };
        // `Plan` sounds like many a name.
        let says_how = is_aim(&self.rest[range.clone()]) || is_average(&self.rest[range.clone()]);
        let found = self
            .known
            .lexicon
            .indicator_named(&self.rest[range.clone()])
            .filter(|_| !says_how);
        if let Some(named) = found {
            self.lacks_percent = self.differs_by_percent(&self.rest[range.clone()], &named);
            self.label.indicator = Some(named);
            self.cut(range);
        }
    }

    fn differs_by_percent(&self, name: &str, named: &Named) -> bool {
        let indicator = self.known.catalogue.indicator(&named.id);
        indicator.is_some_and(|indicator| lacks_only_the_sign(name, indicator))
    }

    fn is_explained(&self, piece: &str) -> bool {
        part_named(piece, self.known.lexicon).is_some()
            || periods::read(piece).is_some()
            || is_total(piece)
            || area_in(piece, self.known).is_some()
            || is_filler(piece)
    }

    /// Explains what is left, piece by piece.
    fn take_pieces(&mut self) {
        let rest = std::mem::take(&mut self.rest);
        let indicator = self
            .label
            .indicator
            .as_ref()
            .and_then(|named| self.known.catalogue.indicator(&named.id));
        let mut areas: Vec<Named> = Vec::new();
        for piece in pieces(&rest) {
            let piece = &rest[piece];
            if is_filler(piece) {
                continue;
            }
            self.label.per = self.label.per.or_else(|| per(piece));
            if let Some(part) = part_named(piece, self.known.lexicon) {
                self.take_part(part);
            } else if is_total(piece) {
                self.label.total = true;
            } else if let Some((area, total)) = area_in(piece, self.known) {
                self.label.total |= total;
                areas.push(area);
            } else if self.is_elsewhere(piece) {
                self.label.elsewhere = true;
            } else if let Some(aside) = aside(piece) {
                self.label.aside = self.label.aside.or(Some(aside));
            } else if let Some(part) = part_of(piece, self.known.lexicon)
                .or_else(|| indicator.and_then(|indicator| part_by_words(piece, indicator)))
            {
                self.take_part(part);
                // `Missing from care: number of episodes` counts no children.
                let of_other =
                    self.by_name && part == Part::Numerator && indicator.is_some_and(|own| !speaks_of(piece, own));
                self.label.unexplained |= of_other;
                self.label.qualified |= of_other;
            } else {
                self.leave(piece);
                self.label.qualified |= self.by_name && indicator.is_some_and(|own| !speaks_of(piece, own));
            }
        }
        self.take_areas(areas);
        if self.two_parts {
            self.label.part = None;
        }
        // One of the two numbers of a percentage is called without its sign.
        if let (true, Some(Part::Numerator | Part::Denominator), Some(named)) =
            (self.lacks_percent, self.label.part, &mut self.label.indicator)
        {
            named.likeness = Likeness::SameWords;
        }
        // `Last quarter (Q1 2026-27)` is that quarter's figure.
        if self.label.aside == Some(Aside::Derived) && matches!(self.label.when, Some(When::Quarter(_))) {
            self.label.aside = None;
        }
    }

    fn leave(&mut self, piece: &str) {
        self.label.total |= ends_as_total(piece);
        self.label.unexplained = true;
        self.label.left.push(piece.to_owned());
    }

    /// The area of a text that names several: the first, unless areas stand side by side, which only the area of them all can mean.
    fn take_areas(&mut self, areas: Vec<Named>) {
        let places = self.known.places;
        let apart =
            |one: &Named, other: &Named| !places.contains(&one.id, &other.id) && !places.contains(&other.id, &one.id);
        let side_by_side = areas.iter().any(|one| areas.iter().any(|other| apart(one, other)));
        if !side_by_side {
            self.label.area = self.label.area.take().or(areas.into_iter().next());
            return;
        }
        match area_of_all(&areas, places) {
            Some(area) => {
                self.label.area = Some(area);
                self.label.unexplained = false;
            }
            None => (self.label.elsewhere, self.label.several) = (true, true),
        }
    }

    /// Whether a piece names a place that is none of the board's, and no agency.
    fn is_elsewhere(&self, piece: &str) -> bool {
        is_elsewhere(piece) && self.known.lexicon.agency_declared(piece).is_none()
    }

    fn take_part(&mut self, part: Part) {
        let of_name = self.label.indicator.is_some() && part == Part::Value;
        self.two_parts |= !of_name && self.label.part.is_some_and(|known| known != part);
        if self.label.part.is_none() || self.label.part_of_name {
            (self.label.part, self.label.part_of_name) = (Some(part), of_name);
        }
    }

    fn cut(&mut self, range: Range<usize>) {
        self.rest.replace_range(range, " | ");
        // Times are found in tidied text, by their place.
        self.rest = tidy(&self.rest);
    }

    fn left(&self) -> String {
        let left: Vec<&str> = pieces(&self.rest).into_iter().map(|piece| &self.rest[piece]).collect();
        left.join(" ")
    }
}

/// Where a text falls apart: at brackets, colons, dashes between spaces, bars, strokes, commas.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    let mut close = |from: usize, to: usize| {
        let piece = &text[from..to];
        let lead = piece.len() - piece.trim_start_matches(is_edge).len();
        let trail = piece.trim_end_matches(is_edge).len();
        if lead < trail {
            out.push(from + lead..from + trail);
        }
    };
    for at in 0..bytes.len() {
        let spaced = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b' ');
        let joint = match bytes[at] {
            b'(' | b')' | b'[' | b']' | b'|' | b';' | b'\n' => true,
            b':' | b',' => spaced(at + 1),
            b'-' | b'/' => at > 0 && spaced(at - 1) && spaced(at + 1),
            _ => false,
        };
        if joint {
            close(start, at);
            start = at + 1;
        }
    }
    close(start, bytes.len());
    out
}

/// Whether the last piece of a text is the word for one of the two numbers of what stands before it, `number` or `number of children`.
/// `(%)` belongs to a name.
pub(super) fn ends_in_a_part(text: &str, lexicon: &Lexicon) -> bool {
    let pieces = pieces(text);
    let part = pieces
        .last()
        .filter(|_| pieces.len() > 1)
        .and_then(|last| part_of(&text[last.clone()], lexicon));
    matches!(part, Some(Part::Numerator | Part::Denominator))
}

fn is_edge(letter: char) -> bool {
    !letter.is_alphanumeric() && !matches!(letter, '%' | '£' | '#' | '<' | '+')
}

/// From one piece to another, with the bracket that the last one leaves open.
fn stretch(text: &str, (first, last): (&Range<usize>, &Range<usize>)) -> Range<usize> {
    let open = text[first.start..last.end].matches(['(', '[']).count();
    let closed = text[first.start..last.end].matches([')', ']']).count();
    let more = text[last.end..].starts_with([')', ']']) && open > closed;
    first.start..last.end + usize::from(more)
}

/// The name of a field of a pivot table: `Sum of Cases` is its cases.
fn without_field_words(text: &str) -> &str {
    let without = |start: &str| {
        let begins = text
            .get(..start.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(start));
        text.get(start.len()..).filter(|_| begins)
    };
    ["sum of ", "count of "].into_iter().find_map(without).unwrap_or(text)
}
