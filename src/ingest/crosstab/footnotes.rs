//! Notes below a table: those to which a sign behind a name points, where they say that the figures of its row are of a wider area or
//! not what they seem, and those that say so of all figures.

use crate::catalogue::plain;
use crate::domain::{Period, Places};
use crate::ingest::check::wider::{area_said, takes_in_a_neighbour};
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::Role;
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::unread_words::changes_all;
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::Sheet;
use crate::ingest::words::changes::{is_terse_and_strange, may_change_figure};
use crate::ingest::words::days;
use crate::ingest::words::doubts::{doubts, doubts_all};
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::whole_quarter::{names_another_quarter, names_another_time};
use crate::ingest::words::windows::{span_of_remark, speaks_of_another};
use chrono::Datelike;
use std::collections::BTreeMap;

/// Signs with which notes begin that are about the rows behind whose names the same sign stands.
const SIGNS: [char; 11] = ['†', '‡', '§', '*', '#', '^', '¹', '²', '³', '⁴', '⁵'];

/// The sign with which a note begins, and the note without it: `*`, `**`, `1` of `(1)`, `[1]`, `1.` and `¹`.
fn sign_of(note: &str) -> Option<(String, &str)> {
    let note = note.trim();
    if let Some(first) = note.chars().next().filter(|first| SIGNS.contains(first)) {
        let end = note.find(|letter| letter != first)?;
        let (sign, rest) = note.split_at(end);
        return Some((plainly(sign), rest.trim()));
    }
    let begins = note.get(..4).filter(|start| start.eq_ignore_ascii_case("note"));
    let note = begins.map_or(note, |_| note[4..].trim_start());
    let opened = note.strip_prefix(['(', '[']);
    let inside = opened.unwrap_or(note);
    let end = inside.find(|letter: char| !letter.is_ascii_alphanumeric())?;
    let (sign, rest) = inside.split_at(end);
    let is_closed = match opened {
        Some(_) => rest.starts_with([')', ']']),
        None => rest.starts_with([')', '.', ':']) && rest.get(1..)?.starts_with(' '),
    };
    (is_closed && is_mark(sign)).then(|| (sign.to_lowercase(), rest.get(1..).unwrap_or_default().trim()))
}

/// The sign behind a name.
fn sign_behind(name: &str) -> Option<String> {
    let name = name.trim_end();
    if let Some(last) = name.chars().next_back().filter(|last| SIGNS.contains(last)) {
        let start = name.trim_end_matches(last).len();
        return (start > 0).then(|| plainly(&name[start..]));
    }
    let (before, inside) = name.strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let lower = inside.trim().to_lowercase();
    let mark = lower.strip_prefix("see ").unwrap_or(&lower);
    let mark = mark.strip_prefix("note ").unwrap_or(mark).trim();
    (!before.trim().is_empty() && is_mark(mark)).then(|| mark.to_owned())
}

/// One letter or a number of at most two digits.
fn is_mark(text: &str) -> bool {
    let all = |is: fn(&u8) -> bool| text.bytes().all(|byte| is(&byte));
    match text.len() {
        1 => all(u8::is_ascii_alphanumeric),
        2 => all(u8::is_ascii_digit),
        _ => false,
    }
}

/// A raised digit as the digit that it is.
fn plainly(sign: &str) -> String {
    match sign {
        "¹" => "1".to_owned(),
        "²" => "2".to_owned(),
        "³" => "3".to_owned(),
        "⁴" => "4".to_owned(),
        "⁵" => "5".to_owned(),
        other => other.to_owned(),
    }
}

/// Whether a note is about some rows only, behind whose names its sign stands.
pub(super) fn is_of_some(note: &str, sheet: &Sheet) -> bool {
    let Some((sign, _)) = sign_of(note) else { return false };
    let rows = 0..sheet.row_count().min(LOOKED_AT);
    rows.flat_map(|row| sheet.row(row))
        .any(|(_, cell)| sign_behind(&cell.shown()).as_ref() == Some(&sign))
}

/// What is said of notes below the first table that doubt all figures: their time, a month that they lack, an area beside the county that
/// they take in.
pub(super) fn on_all(setting: &Setting<'_, '_>, below: u32) -> Vec<Remark> {
    let own = setting.context.period();
    let places = setting.context.known.places;
    let doubts = |text: &str| {
        let takes_in = || {
            let simple = plain(text);
            let of_figures = simple.split(' ').any(|word| FIGURES.contains(&word));
            let takes_in = || area_said(places, text).is_none() && takes_in_a_neighbour(places, text);
            of_figures
                && (takes_in()
                    || changes_all(text, places)
                    || is_replaced(text, &simple)
                    || less_than_the_quarter(text, own))
        };
        doubts_all(text, own) || takes_in() || says_shortly_of_all(text, (own, places))
    };
    let notes = setting.notes.iter().filter(|(row, _, _)| *row > below);
    notes
        .filter(|(_, _, text)| !is_of_some(text, setting.sheet) && doubts(text))
        .map(|(row, column, text)| {
            let place = (setting.sheet.name.as_str(), *row, *column);
            Remark::on_cell("note-on-figures", place, text.trim()).about(&setting.feed.id)
        })
        .collect()
}

/// Whether a note says that figures are only of another time than the quarter: `Data to end of August only`.
fn less_than_the_quarter(note: &str, own: Period) -> bool {
    let simple = plain(note);
    let bounds = simple.split(' ').any(|word| matches!(word, "only" | "until" | "to"));
    bounds && !speaks_of_another(&simple) && names_another_time(note, own)
}

/// Words of the longest note that is about all figures without a word for figures.
const SHORT: usize = 10;

/// Whether a short note says what all figures are: of another time, without a month, with a neighbour, of others than the names say.
fn says_shortly_of_all(note: &str, (own, places): (Period, &Places)) -> bool {
    const ASIDE: [&str; 14] = [
        "source",
        "run",
        "extract",
        "extracted",
        "contact",
        "due",
        "next",
        "published",
        "updated",
        "revised",
        "restated",
        "amended",
        "previous",
        "target",
    ];
    const LACKS: [&str; 8] = [
        "not",
        "excludes",
        "excluding",
        "missing",
        "without",
        "awaiting",
        "unavailable",
        "outstanding",
    ];
    let simple = plain(note);
    let words: Vec<&str> = simple.split(' ').collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    if words.len() > SHORT || has(&ASIDE) || speaks_of_another(&simple) {
        return false;
    }
    let own_months = own.first_day().month()..=own.last_day().month();
    let lacks_month = has(&LACKS)
        && words
            .iter()
            .any(|word| days::month(word).is_some_and(|at| own_months.contains(&at)));
    let is_other_time =
        has(&[
            "only", "to", "until", "these", "relates", "relate", "for", "are", "covers",
        ]) && (names_another_time(note, own) || names_another_quarter(note, own) || names_another_year(note, own));
    let takes_in = area_said(places, note).is_none() && takes_in_a_neighbour(places, note);
    lacks_month || is_other_time || takes_in || changes_all(note, places) || speaks_of_others(note)
}

/// Whether a text names a year, and it is another.
fn names_another_year(text: &str, own: Period) -> bool {
    matches!(periods::find(text).map(|found| found.when), Some(When::Year(year)) if year != own.year())
}

/// Whether a text says that others are counted than names say: `counts people not episodes`, `aged 18 and over`, `adults`.
pub(super) fn speaks_of_others(text: &str) -> bool {
    let simple = plain(text);
    let words: Vec<&str> = simple.split(' ').collect();
    let counts = words
        .iter()
        .position(|word| word.starts_with("count") && !word.starts_with("county"));
    let denies = counts.is_some_and(|at| words[at..].contains(&"not") && words.len() - at <= 6);
    let is_of_age = words
        .windows(2)
        .any(|two| two[0] == "aged" && two[1].bytes().all(|digit| digit.is_ascii_digit()));
    let is_of_adults =
        words.len() <= SHORT && words.contains(&"18") && words.contains(&"over") && !words.contains(&"under");
    denies || is_of_age || is_of_adults
}

/// Whether a note says that numbers stand for others: `Figures below 10 are shown as 9`. Rounding and signs such as `<5` are read
/// elsewhere.
fn is_replaced(note: &str, simple: &str) -> bool {
    if note.contains('<')
        || ["round", "suppress", "nearest"]
            .iter()
            .any(|word| simple.contains(word))
    {
        return false;
    }
    let words: Vec<&str> = simple.split(' ').collect();
    words.windows(3).any(|three| {
        matches!(three[0], "shown" | "given" | "entered" | "recorded" | "replaced")
            && matches!(three[1], "as" | "by" | "with" | "to")
            && three[2].bytes().all(|letter| letter.is_ascii_digit())
    })
}

/// Words of a note that is about figures.
const FIGURES: [&str; 8] = [
    "figure",
    "figures",
    "data",
    "numbers",
    "counts",
    "includes",
    "include",
    "including",
];
/// Rows in which signs are looked for.
const LOOKED_AT: u32 = 400;

/// Notes that say that figures are of a wider area than the county or less than they seem, by the sign with which they begin.
pub(super) fn on_area(setting: &Setting<'_, '_>) -> BTreeMap<String, String> {
    let own = setting.context.period();
    let places = setting.context.known.places;
    let signed = |text: &str| {
        let (sign, rest) = sign_of(text)?;
        let is_wider = area_said(places, rest).is_some() || takes_in_a_neighbour(places, rest);
        let changes = may_change_figure(rest) || is_terse_and_strange(rest);
        let tells = is_wider || changes || doubts(rest, own) || doubts_all(rest, own) || span_of_remark(rest).is_some();
        tells.then(|| (sign, text.trim().to_owned()))
    };
    setting.notes.iter().filter_map(|(_, _, text)| signed(text)).collect()
}

impl Body<'_, '_, '_> {
    /// The note to which a sign behind a name points (`Cases heard †`), where it says that the figures are of a wider area.
    pub(super) fn note_on_area(&self, row: u32) -> Option<String> {
        if self.notes_on_area.is_empty() {
            return None;
        }
        let names = self
            .panel
            .columns
            .iter()
            .filter(|column| matches!(column.role, Role::Side(_)));
        let mut texts = names.map(|column| {
            self.setting
                .sheet
                .cell_through_merges(row, column.at)
                .shown()
                .into_owned()
        });
        texts.find_map(|text| self.notes_on_area.get(&sign_behind(&text)?).cloned())
    }

    /// What is said of headings with a sign that leads to such a note.
    pub(super) fn noted_headings(&self) -> Vec<Remark> {
        let stacks = self.panel.columns.iter().filter(|column| column.role == Role::Figures);
        let heads = stacks.flat_map(|column| &column.stack);
        let noted = heads.filter_map(|placed| Some((placed, self.notes_on_area.get(&sign_behind(&placed.text)?)?)));
        noted
            .map(|(placed, note)| {
                let remark = Remark {
                    at: Some(reach(self.setting.sheet, self.panel, placed.at)),
                    ..Remark::on_sheet("note-on-figures", &self.setting.sheet.name, note)
                };
                remark.about(&self.setting.feed.id)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{sign_behind, sign_of};

    #[test]
    fn the_signs_of_notes_are_one_however_they_are_written() {
        for (note, name) in [
            ("* estimated", "Referrals*"),
            ("(1) estimated", "Referrals (1)"),
            ("[1] estimated", "Referrals [1]"),
            ("1. estimated", "Referrals¹"),
            ("Note 1: estimated", "Referrals (see note 1)"),
            ("(a) estimated", "502 (a)"),
        ] {
            let (sign, rest) = sign_of(note).unwrap();
            assert_eq!(rest, "estimated");
            assert_eq!(sign_behind(name), Some(sign), "{name}");
        }
        for text in ["Referrals (%)", "Children (under 18)", "(1)", "Referrals", "2026"] {
            assert_eq!(sign_behind(text), None, "{text}");
        }
        assert_eq!(sign_of("Estimated figures"), None);
        assert_eq!(sign_of("30.9.2026"), None);
    }
}
