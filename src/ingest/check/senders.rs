//! Whose return a file is: the member agency that its content names, else the folder's.

use crate::catalogue::plain;
use crate::domain::{Agency, Level};
use crate::ingest::context::FileContext;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::Row;
use crate::ingest::words::names::{Likeness, words};
use crate::ingest::words::tidy;
use std::collections::BTreeSet;

/// A text that may name an agency, with its sheet, row and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The sheet's name.
    pub sheet: String,
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub column: u32,
    /// The text.
    pub text: String,
}

/// Whose return it is, and what there is to say about that.
#[derive(Clone, Debug, Default)]
pub struct Sender {
    /// The agency's id.
    pub id: String,
    /// Whether it is another than the folder's.
    pub elsewhere: bool,
    /// What was found.
    pub remarks: Vec<Remark>,
}

/// Decides whose return a file is, from the texts over its tables and the rows themselves.
pub fn decide(context: &FileContext<'_>, heard: &[Heard], rows: &[&Row]) -> Sender {
    let folder = context.receipt.agency.clone();
    let mut sender = Sender {
        id: folder.clone(),
        ..Sender::default()
    };
    let named: Vec<(&Heard, Vec<&Agency>)> = heard
        .iter()
        .map(|heard| (heard, named_in(context, &heard.text)))
        .collect();
    let by_rows: BTreeSet<&str> = rows
        .iter()
        .map(|row| row.sender.as_str())
        .filter(|id| !id.is_empty())
        .collect();
    let own = named
        .iter()
        .any(|(_, agencies)| agencies.iter().any(|agency| agency.id == folder))
        || by_rows.contains(folder.as_str());
    remark_old_names(context, &named, &mut sender);
    if own || heard.iter().any(|heard| nearly_names(context, &heard.text)) {
        return sender;
    }
    let existing = |agency: &&Agency| agency.existed(context.period().first_day(), context.period().last_day());
    let other = match by_rows.first() {
        Some(id) => context.known.agencies.iter().find(|agency| agency.id == *id),
        None => named
            .iter()
            .flat_map(|(_, agencies)| agencies.iter().copied())
            .find(existing)
            .or_else(|| council_of(context, rows)),
    };
    if let Some(other) = other.filter(|other| other.id != folder && fits(context, other, rows)) {
        let remark = Remark::on_file("agency-differs", other.name.clone())
            .taken_as(other.name.clone())
            .noting(
                context
                    .folder_agency()
                    .map_or(folder.clone(), |agency| agency.name.clone()),
            );
        sender.remarks.push(remark);
        sender.id = other.id.clone();
        sender.elsewhere = true;
    }
    sender
}

/// What is said of a return of an agency that was no member in the quarter.
pub fn not_a_member(context: &FileContext<'_>, sender: &str) -> Option<Remark> {
    let agency = context.known.agencies.iter().find(|agency| agency.id == sender)?;
    let existed = agency.existed(context.period().first_day(), context.period().last_day());
    (!existed).then(|| Remark::on_file("agency-not-member", agency.name.clone()))
}

/// The agencies that a text names: as a whole, by its first part, or by a long enough name inside it.
fn named_in<'a>(context: &FileContext<'a>, text: &str) -> Vec<&'a Agency> {
    let agencies = context.known.agencies;
    let by_id = |id: &str| agencies.iter().find(|agency| agency.id == id);
    let text = tidy(text);
    let text = without_label(&text);
    for part in std::iter::once(text)
        .chain(text.split([':', '(', ',', '|']).next())
        .chain(text.split(" - ").next())
    {
        if let Some(agency) = context.known.lexicon.agency_declared(part).and_then(by_id) {
            return vec![agency];
        }
    }
    let simple = format!(" {} ", plain(text));
    let mut found: Vec<(usize, &Agency)> = Vec::new();
    for agency in agencies {
        let names = std::iter::once(&agency.name).chain(&agency.aliases);
        let longest = names
            .map(|name| (plain(name), name))
            .filter(|(name, _)| simple.contains(&format!(" {name} ")))
            // A single common word (Police, Transport) in a title names nobody; an abbreviation does.
            .filter(|(name, written)| {
                name.contains(' ') || written.chars().filter(|letter| letter.is_uppercase()).count() >= 3
            })
            .map(|(name, _)| name.len())
            .max();
        if let Some(length) = longest {
            found.push((length, agency));
        }
    }
    found.sort_by_key(|(length, agency)| (std::cmp::Reverse(*length), agency.id.clone()));
    found.into_iter().map(|(_, agency)| agency).collect()
}

/// `Organisation: Essex Police` names what follows the label.
fn without_label(text: &str) -> &str {
    const LABELS: [&str; 14] = [
        "organisation",
        "agency",
        "name of agency",
        "name of organisation",
        "organisation name",
        "agency name",
        "submitted by",
        "returned by",
        "provider",
        "setting",
        "school",
        "partner",
        "trust",
        "return from",
    ];
    match text.split_once(':') {
        Some((label, rest)) if LABELS.contains(&plain(label).as_str()) => rest.trim(),
        _ => text,
    }
}

/// Whether a text comes near the folder's own agency: enough to believe the folder, never to believe another.
fn nearly_names(context: &FileContext<'_>, text: &str) -> bool {
    let Some(agency) = context.folder_agency() else {
        return false;
    };
    let text = tidy(text);
    let own = std::iter::once(&agency.name).chain(&agency.aliases);
    let heard = words(&text);
    let near = [text.as_str(), text.split(" - ").next().unwrap_or_default()]
        .into_iter()
        .filter_map(|part| context.known.lexicon.agency(part))
        .any(|named| named.id == agency.id && named.likeness != Likeness::Declared);
    near || own
        .map(|name| words(name))
        .any(|name| !name.is_empty() && name.is_subset(&heard))
}

/// The district council whose district every row is about, when the folder belongs to another council.
fn council_of<'a>(context: &FileContext<'a>, rows: &[&Row]) -> Option<&'a Agency> {
    let folder = context.folder_agency()?;
    let areas: BTreeSet<&str> = rows
        .iter()
        .map(|row| row.word("area"))
        .filter(|area| !area.is_empty())
        .collect();
    let [area] = areas.into_iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let area = context
        .known
        .places
        .area(area)
        .filter(|area| area.level == Level::District)?;
    let bears = |agency: &&Agency, name: &str| words(name).is_subset(&words(&agency.name));
    let districts: Vec<&str> = context
        .known
        .places
        .at_level(Level::District)
        .map(|area| area.name.as_str())
        .collect();
    let folder_has_own = districts.iter().any(|name| bears(&folder, name)) && !bears(&folder, &area.name);
    let candidates: Vec<&Agency> = context
        .known
        .agencies
        .iter()
        .filter(|agency| agency.kind == folder.kind && bears(agency, &area.name))
        .collect();
    match candidates[..] {
        [one] if folder_has_own => Some(one),
        _ => None,
    }
}

/// Whether the rows are what the named agency sends, rather than what the folder's does.
fn fits(context: &FileContext<'_>, other: &Agency, rows: &[&Row]) -> bool {
    let catalogue = context.known.catalogue;
    let supplied = |kind: &str| {
        rows.iter()
            .filter_map(|row| catalogue.indicator(row.word("indicator")))
            .filter(|indicator| indicator.agency_kinds.iter().any(|supplies| supplies == kind))
            .count()
    };
    let folder = context.folder_agency().map_or(0, |agency| supplied(&agency.kind));
    let measured = rows.iter().any(|row| !row.word("indicator").is_empty());
    !measured || supplied(&other.kind) >= folder.max(1) && supplied(&other.kind) > 0
}

/// Whether a text names an agency by an alias that was its name, or that of one that went into it, before it began: words of their
/// own, and no initials of the name that it bears now.
fn is_former_name(agency: &Agency, text: &str) -> bool {
    let text = without_label(text);
    let alias = agency
        .aliases
        .iter()
        .find(|alias| plain(&format!(" {text} ")).contains(&plain(alias)) && alias.contains(' '));
    let Some(alias) = alias.filter(|_| agency.valid_from.is_some()) else {
        return false;
    };
    let (own, theirs) = (words(&agency.name), words(alias));
    let initials: String = agency
        .name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase))
        .filter_map(|word| word.chars().next())
        .collect();
    let is_short = |word: &str| word.len() >= 3 && initials.contains(word);
    !plain(text).contains(&plain(&agency.name)) && !theirs.is_subset(&own) && !alias.split(' ').any(is_short)
}

/// Names under which an agency no longer goes: those of a former member that its own aliases carry on.
fn remark_old_names(context: &FileContext<'_>, named: &[(&Heard, Vec<&Agency>)], sender: &mut Sender) {
    let Some(folder) = context.folder_agency() else { return };
    let ended = |agency: &&Agency| agency.valid_to.is_some_and(|last| last < context.period().first_day());
    for (heard, agencies) in named {
        let first = heard.text.split(['(', ':', ',']).next().unwrap_or_default();
        let first = words(first.split(" - ").next().unwrap_or_default());
        let is_current_name = !first.is_empty() && first == words(&folder.name);
        let ours = agencies.iter().any(|agency| agency.id == folder.id || ended(agency));
        let former = context.known.agencies.iter().filter(ended).find(|agency| {
            let of_name = first.len() >= 2 && first.is_subset(&words(&agency.name));
            of_name || agencies.iter().any(|named| named.id == agency.id)
        });
        let own_former = is_former_name(folder, &heard.text) && agencies.iter().any(|agency| agency.id == folder.id);
        if former.is_none() && own_former {
            let place = (heard.sheet.as_str(), heard.row, heard.column);
            let remark = Remark::on_cell("agency-old-name", place, without_label(&heard.text));
            sender.remarks.push(remark.taken_as(folder.name.clone()));
            return;
        }
        if let Some(former) = former.filter(|_| ours && !is_current_name) {
            let remark = Remark::on_cell(
                "agency-old-name",
                (&heard.sheet, heard.row, heard.column),
                former.name.clone(),
            );
            sender.remarks.push(remark.taken_as(folder.name.clone()));
            return;
        }
    }
}
