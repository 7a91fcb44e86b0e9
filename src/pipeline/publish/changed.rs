//! Figures that were published otherwise, in the words of the tables: no codes, no names of files.

use crate::domain::{Period, PublicTable};
use crate::pipeline::Session;
use crate::withhold::{Differencing, Key, KnownBefore, Published, Release};
use std::collections::{BTreeMap, BTreeSet};

/// What a code's dimension is, where it is no split.
const PLACE_AND_TIME: [&str; 2] = ["area", "year"];

/// What quantities and releases are called.
pub struct Names<'a> {
    session: &'a Session,
    tables: BTreeMap<&'a str, &'a PublicTable>,
    is_annual: bool,
}

impl<'a> Names<'a> {
    /// The names of a release's quantities.
    pub fn new(session: &'a Session, found: &'a Release, is_annual: bool) -> Names<'a> {
        Names {
            session,
            tables: found
                .tables
                .iter()
                .map(|table| (table.indicator.as_str(), table))
                .collect(),
            is_annual,
        }
    }

    /// Figures that were published otherwise, with both figures: none of them small, and none a small number apart. Of a figure
    /// that is withheld now neither is told, only that it is; the same of one that was withheld and is shown.
    pub fn changes(&self, found: &Release, earlier: &[Published]) -> Vec<String> {
        let now: BTreeMap<_, _> = found.cells.iter().map(|cell| (&cell.key, cell)).collect();
        let changed = earlier.iter().filter_map(|before| {
            let cell = now.get(&before.key)?;
            let (what, there) = (self.quantity(&cell.key), release(&before.release));
            match (before.value, cell.value) {
                (Some(old), Some(new)) if old != new => {
                    Some(format!("{what}: published as {old} in {there}, now {new}."))
                }
                (Some(_), None) => Some(format!(
                    "{what}: published in {there}, now [c]: withheld because it is small, or would reveal a figure that is."
                )),
                (None, Some(_)) => Some(format!("{what}: [c] in {there}, now shown.")),
                (Some(_), Some(_)) | (None, None) => None,
            }
        });
        let mut told: Vec<String> = changed.collect();
        told.dedup();
        told.extend(self.gone(earlier));
        told
    }

    /// Indicators of which the newest pack of this kind had a table and this one has none.
    fn gone(&self, earlier: &[Published]) -> Vec<String> {
        let newest = earlier
            .iter()
            .filter(|cell| cell.release.starts_with("annual-"))
            .map(|cell| &cell.release)
            .max();
        let of_newest = earlier
            .iter()
            .filter(|cell| self.is_annual && Some(&cell.release) == newest);
        let had: BTreeSet<&str> = of_newest.filter_map(|cell| cell.place.strip_suffix(" table")).collect();
        let catalogue = &self.session.catalogue;
        let gone = had.into_iter().filter(|id| !self.tables.contains_key(id));
        let named = gone.map(|id| {
            let name = catalogue
                .indicator(id)
                .map_or(String::new(), |indicator| indicator.name.clone());
            format!("{name} ({id}): no table this time; nothing is held of which it could be made.")
        });
        named.collect()
    }

    /// That a figure could be worked out before, for the person who signs.
    pub fn known_before(&self, one: &KnownBefore) -> String {
        let places = match one.places.is_empty() {
            true => "from several sums together".to_string(),
            false => format!("from {}", one.places.join("; ")),
        };
        format!(
            "{} is withheld here, and could be worked out before this pack, {places}. Members’ own papers and what was published stay as they are.",
            self.quantity(&one.key)
        )
    }

    /// Why a figure is withheld that an earlier release shows nearly the same, for the person who signs.
    pub fn differencing(&self, one: &Differencing) -> String {
        format!(
            "{} stands in {} and has changed since by a small number of children, so it is withheld now.",
            self.quantity(&one.key),
            release(&one.before.release)
        )
    }

    /// `Children on a plan (CP01), Basildon, 2024-25`.
    fn quantity(&self, key: &Key) -> String {
        let (id, part) = key.measure.split_once(' ').unwrap_or((&key.measure, ""));
        let catalogue = self
            .session
            .catalogue
            .indicator(id)
            .map(|indicator| indicator.name.as_str());
        let name = self.tables.get(id).map(|table| table.name.as_str()).or(catalogue);
        let mut words = match name {
            Some(name) => format!("{name} ({id})"),
            None => id.to_string(),
        };
        words.push_str(match part {
            "numerator" => ", number counted",
            "denominator" => ", number that it is out of",
            _ => "",
        });
        let splits = key
            .codes
            .iter()
            .filter(|(kind, _)| !PLACE_AND_TIME.contains(&kind.as_str()));
        for (kind, code) in splits {
            words.push_str(&format!(", {kind} {code}"));
        }
        let places = &self.session.board.places;
        let area = key.code("area").unwrap_or(places.home());
        let place = match area.strip_prefix("not known in ") {
            Some(whole) => format!("not known within {}", places.name(whole)),
            None => places.name(area).to_string(),
        };
        words.push_str(&format!(", {place}, {}", key.code("year").unwrap_or_default()));
        words
    }
}

/// `annual-2024-25` as readers know it: `the annual pack of 2024-25`; made again with other figures, its second version.
fn release(slug: &str) -> String {
    let versioned = |rest: &str, length: usize| -> Option<(String, String)> {
        let name = rest.get(..length)?;
        let version = rest.get(length..)?.strip_prefix('-').unwrap_or_default();
        Some((name.to_string(), version.to_string()))
    };
    let year = slug
        .strip_prefix("annual-")
        .and_then(|rest| versioned(rest, "2024-25".len()));
    let quarter = slug
        .strip_prefix("quarter-")
        .and_then(|rest| versioned(rest, "2024-25-Q1".len()));
    let quarter = quarter.and_then(|(name, version)| Some((name.parse::<Period>().ok()?.to_string(), version)));
    let named = year.map(|(name, version)| (format!("the annual pack of {name}"), version));
    let named = named.or_else(|| quarter.map(|(name, version)| (format!("the pack of {name}"), version)));
    match named {
        Some((name, version)) if version.is_empty() => name,
        Some((name, version)) => format!("{name} (version {version})"),
        None => slug.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_named_as_readers_know_it() {
        assert_eq!(release("annual-2024-25"), "the annual pack of 2024-25");
        assert_eq!(release("annual-2024-25-2"), "the annual pack of 2024-25 (version 2)");
        assert_eq!(release("quarter-2026-27-Q2"), "the pack of 2026-27 Q2");
        assert_eq!(release("an old one"), "an old one");
    }

    #[test]
    fn a_changed_figure_is_named_in_words_not_codes() {
        let places = crate::domain::Places::new(
            vec![area("E10000012", "Essex"), area("E07000066", "Basildon")],
            "E10000012".into(),
        );
        let session = Session {
            board: crate::board::Board {
                places,
                ..crate::board::Board::default()
            },
            catalogue: crate::catalogue::Catalogue::built_in().unwrap(),
            as_at: chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
        };
        let names = Names {
            session: &session,
            tables: BTreeMap::new(),
            is_annual: true,
        };
        let codes =
            [("area", "E07000066"), ("year", "2024-25")].map(|(kind, code)| (kind.to_string(), code.to_string()));
        let told = names.quantity(&Key::new("CP10 denominator", codes));
        let name = &session.catalogue.indicator("CP10").unwrap().name;
        assert_eq!(
            told,
            format!("{name} (CP10), number that it is out of, Basildon, 2024-25")
        );
        let codes =
            [("sector", "Education"), ("year", "2024-25")].map(|(kind, code)| (kind.to_string(), code.to_string()));
        assert!(
            names
                .quantity(&Key::new("LD02", codes))
                .ends_with(", sector Education, Essex, 2024-25")
        );
    }

    fn area(id: &str, name: &str) -> crate::domain::Area {
        crate::domain::Area {
            id: id.into(),
            name: name.into(),
            level: crate::domain::Level::District,
            parent: None,
            aliases: vec![],
            tile: None,
        }
    }
}
