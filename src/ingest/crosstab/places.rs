//! A text into the area of the board that it names, however it says so: `Essex total`, `Essex (excl. Southend)`, `Mid residents`.

use crate::catalogue::plain;
use crate::domain::{Level, Places};
use crate::ingest::check::wider::the_wider_area;
use crate::ingest::context::Known;
use crate::ingest::lexicon::{Named, without_total};
use crate::ingest::words::labels::is_no_one_place;
use crate::ingest::words::names::Likeness;
use crate::ingest::words::tidy;
use std::collections::BTreeSet;

/// The area, and whether the text calls it a total.
pub fn area_in(text: &str, known: &Known<'_>) -> Option<(Named, bool)> {
    let text = tidy(text);
    if let Some(area) = named(&text, known) {
        return Some((area, false));
    }
    if let Some(area) = without_what_is_outside(&text, known) {
        return Some((area, false));
    }
    if let Some(area) = of_the_force(&text, known) {
        return Some((area, plain(&text).contains("total")));
    }
    let bare = without_total(&text)?;
    Some((named(&bare, known)?, true))
}

/// A name with what stands around it in headings.
fn named(text: &str, known: &Known<'_>) -> Option<Named> {
    const AROUND: [&str; 11] = [
        "residents",
        "resident",
        "patients",
        "footprint",
        "in",
        "for",
        "of",
        "across",
        "only",
        "whole",
        "sites",
    ];
    let lexicon = known.lexicon;
    // A slip of the pen is believed in a name, not in prose or in a code.
    let near = |named: &Named| {
        named.likeness != Likeness::Near
            || text.split(' ').count() <= 3
                && !text.contains(|letter: char| letter.is_ascii_digit() || letter == '%')
                && text
                    .split(' ')
                    .all(|word| lexicon.heading_exactly(word).iter().all(|(_, column)| column == "area"))
    };
    // `Out of county` is no way of writing the county.
    let is_none = is_no_one_place(text);
    let is_written = |named: &Named| !is_none || named.likeness == Likeness::Declared;
    if let Some(area) = lexicon.area(text).filter(near).filter(is_written) {
        return Some(area);
    }
    if is_none {
        return None;
    }
    let simple = plain(text);
    let bare: Vec<&str> = simple.split(' ').filter(|word| !AROUND.contains(word)).collect();
    let bare = bare.join(" ");
    let shorter = bare != simple && !bare.is_empty();
    shorter
        .then(|| lexicon.area(&bare))
        .flatten()
        .filter(|area| area.likeness != Likeness::Near)
}

/// The one area that several side by side make up: one of them that holds the others, or a quadrant of exactly these.
pub fn area_of_all(areas: &[Named], places: &Places) -> Option<Named> {
    let holds_all = |one: &&Named| {
        areas
            .iter()
            .all(|other| places.contains(&one.id, &other.id) || one.id == other.id)
    };
    if let Some(one) = areas.iter().find(holds_all) {
        return Some(one.clone());
    }
    let named: BTreeSet<&str> = areas.iter().map(|area| area.id.as_str()).collect();
    let quadrant = places.at_level(Level::Quadrant).find(|quadrant| {
        let children: BTreeSet<&str> = places.children(&quadrant.id).map(|area| area.id.as_str()).collect();
        children == named
    })?;
    Some(Named {
        id: quadrant.id.clone(),
        likeness: Likeness::SameWords,
    })
}

/// `Essex (excl. Southend & Thurrock)` is Essex where the two lie outside it anyway; `Essex without Harlow` is no area.
fn without_what_is_outside(text: &str, known: &Known<'_>) -> Option<Named> {
    let lower = text.to_lowercase();
    let (at, word) = [
        "excluding",
        "excludes",
        "excl.",
        "excl",
        "ex.",
        "not including",
        "without",
        "except",
    ]
    .iter()
    .filter_map(|word| Some((lower.find(word)?, *word)))
    .min_by_key(|(at, word)| (*at, std::cmp::Reverse(word.len())))?;
    let trim = |text: &str| text.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    let whole = named(&trim(lower.get(..at)?), known)?;
    let out = trim(lower.get(at + word.len()..)?);
    let places = known.places;
    let outside = out
        .replace('&', ",")
        .replace(" and ", ",")
        .split(',')
        .all(|part| named(part.trim(), known).is_some_and(|area| !places.contains(&whole.id, &area.id)));
    outside.then_some(whole)
}

/// `Castle Pt`, `Epping`: the one area of whose name this is a short form. Only for texts that can be nothing but areas.
pub fn area_shortened(text: &str, known: &Known<'_>) -> Option<Named> {
    let short = plain(text);
    let short: Vec<&str> = short.split(' ').collect();
    let means = |name: &str| {
        let full = plain(name);
        let full: Vec<&str> = full.split(' ').collect();
        let fits = short.iter().zip(&full).all(|(short, full)| is_short_for(short, full));
        // A first word alone stands for a name of two.
        fits && (short.len() == full.len() || short.len() == 1 && full.len() == 2 && short[0] == full[0])
    };
    let names = |area: &&crate::domain::Area| means(&area.name) || area.aliases.iter().any(|alias| means(alias));
    let mut found = known.places.all().iter().filter(names);
    let area = found.next()?;
    (found.next().is_none() && short.join("").len() >= 4).then(|| Named {
        id: area.id.clone(),
        likeness: Likeness::Near,
    })
}

/// `NE Essex` beside all other quadrants of the county: it can only be the one that is left, if that is one of its two sides.
pub fn last_quadrant(text: &str, beside: &BTreeSet<String>, known: &Known<'_>) -> Option<Named> {
    let sides = known.lexicon.corner(text);
    let quadrants: Vec<_> = known.places.at_level(Level::Quadrant).collect();
    let mut left = quadrants.iter().filter(|area| !beside.contains(&area.id));
    let (area, None) = (left.next()?, left.next()) else {
        return None;
    };
    let is_side = sides
        .iter()
        .any(|side| plain(&area.name).split(' ').any(|word| word == *side));
    (is_side && quadrants.len() > 2).then(|| Named {
        id: area.id.clone(),
        likeness: Likeness::Near,
    })
}

/// Whether a word is another with letters left out: `Pt`, `Chelmsfd`.
fn is_short_for(short: &str, full: &str) -> bool {
    let mut letters = full.chars();
    short == full
        || short.len() >= 2
            && short.len() < full.len()
            && short.chars().next() == full.chars().next()
            && short.chars().all(|wanted| letters.any(|letter| letter == wanted))
            && short.chars().last() == full.chars().last()
}

/// `Force`, `Force total`: the one wider area of the board.
fn of_the_force(text: &str, known: &Known<'_>) -> Option<Named> {
    let simple = plain(text);
    let is_force = [
        "force",
        "force total",
        "whole force",
        "force area",
        "total force",
        "force wide",
    ]
    .contains(&simple.as_str());
    let id = the_wider_area(known.places).filter(|_| is_force)?;
    Some(Named {
        id,
        likeness: Likeness::SameWords,
    })
}
