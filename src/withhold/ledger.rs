//! What was ever published, cell by cell: written with each release, and audited together with the next.

use std::collections::BTreeSet;

use anyhow::{Context, bail};

use crate::withhold::audit::Standard;
use crate::withhold::cell::{CLOSE, Key, Seen};
use crate::withhold::model::{Publication, Sighting};
use crate::withhold::protect::LEAST_WITHHELD;

/// One cell of one release.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The release: `annual-2025-26`.
    pub release: String,
    /// The quantity.
    pub key: Key,
    /// The number, or `None` where it was withheld.
    pub value: Option<f64>,
    /// The table or chart in which it stood.
    pub place: String,
}

/// A figure that an earlier release showed otherwise, so little otherwise that the difference is itself a small count.
#[derive(Clone, Debug, PartialEq)]
pub struct Differencing {
    /// The quantity.
    pub key: Key,
    /// As it was published before.
    pub before: Published,
    /// Where it would stand now.
    pub now: String,
}

impl std::fmt::Display for Differencing {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Differencing { key, before, now } = self;
        write!(
            to,
            "{key} stands in {} ({}) and has changed since by a small number of children, so {now} withholds it",
            before.place, before.release
        )
    }
}

const HEADINGS: [&str; 5] = ["release", "measure", "codes", "value", "place"];

/// The ledger's table as text.
///
/// # Errors
/// Only when memory runs out.
pub fn to_csv(cells: &[Published]) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADINGS)?;
    for cell in cells {
        let codes: Vec<String> = cell
            .key
            .codes
            .iter()
            .map(|(name, code)| format!("{name}={code}"))
            .collect();
        let value = cell.value.map_or("c".to_string(), |value| value.to_string());
        writer.write_record([&cell.release, &cell.key.measure, &codes.join(";"), &value, &cell.place])?;
    }
    crate::withhold::records::finished(writer)
}

/// The ledger's table from text.
///
/// # Errors
/// The line that cannot be read: what was published must not be guessed.
pub fn from_csv(text: &str) -> anyhow::Result<Vec<Published>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    if reader.headers()?.iter().ne(HEADINGS) {
        bail!("the headings are not {}", HEADINGS.join(","));
    }
    let mut cells = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = record?;
        let line = || format!("line {} of the ledger", number + 2);
        let field = |at: usize| record.get(at).unwrap_or_default().to_string();
        let code = |text: &str| {
            text.split_once('=')
                .map(|(name, code)| (name.to_string(), code.to_string()))
        };
        let codes = field(2);
        let codes: Option<Vec<(String, String)>> = codes.split(';').filter(|text| !text.is_empty()).map(code).collect();
        let key = Key::new(&field(1), codes.with_context(line)?);
        let value = match field(3).as_str() {
            "c" => None,
            number => Some(number.parse().with_context(line)?),
        };
        cells.push(Published {
            release: field(0),
            key,
            value,
            place: field(4),
        });
    }
    Ok(cells)
}

/// Adds earlier releases to a publication whose own cells have been sighted with their true values.
///
/// A figure that still holds is the same quantity: what was shown stays known, what was withheld must stay protected.
/// Where any figure of a measure and year has been restated, the earlier ones are quantities of their own, and what can
/// be learnt is the difference: a figure whose change is a small count is made sensitive, so that it is withheld now.
pub fn add_earlier(publication: &mut Publication, earlier: &[Published], standard: Standard) -> Vec<Differencing> {
    let restated = restated(publication, earlier);
    let mut found = Vec::new();
    for cell in earlier {
        let Some(now) = publication.cell_mut(&cell.key) else {
            if !restated.contains(&family(&cell.key)) {
                publication.sight(sighting(cell));
            }
            continue;
        };
        let change = cell
            .value
            .zip(now.truth)
            .map_or(0.0, |(before, truth)| (truth - before).abs());
        let is_small = change > CLOSE && change <= f64::from(standard.largest_small);
        if is_small && now.sensitive != Some(false) {
            now.sensitive = Some(true);
            let places = now.places.join(", ");
            found.push(Differencing {
                key: cell.key.clone(),
                before: cell.clone(),
                now: places,
            });
        }
        if !restated.contains(&family(&cell.key)) {
            let own = publication.sight(sighting(cell));
            own.fixed |= cell.value.is_some();
        }
    }
    found
}

/// Measure and all codes but the area: figures that add up with each other.
fn family(key: &Key) -> Key {
    key.with("area", None)
}

/// Families of which any figure differs from what was published.
fn restated(publication: &mut Publication, earlier: &[Published]) -> BTreeSet<Key> {
    let mut differs = |cell: &&Published| {
        let truth = publication.cell_mut(&cell.key).and_then(|now| now.truth);
        cell.value
            .zip(truth)
            .is_some_and(|(before, truth)| (truth - before).abs() > CLOSE)
    };
    earlier
        .iter()
        .filter(|cell| differs(cell))
        .map(|cell| family(&cell.key))
        .collect()
}

fn sighting(cell: &Published) -> Sighting {
    let withheld = Seen::Withheld {
        low: LEAST_WITHHELD,
        high: f64::INFINITY,
    };
    let seen = cell.value.map_or(withheld, Seen::Number);
    Sighting {
        key: cell.key.clone(),
        seen,
        truth: cell.value,
        place: format!("{}: {}", cell.release, cell.place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::withhold::hierarchy::Hierarchies;

    const STANDARD: Standard = Standard {
        largest_small: 5,
        values_needed: 5,
    };

    fn key(area: &str) -> Key {
        Key::new(
            "LD01",
            [
                ("area".to_string(), area.to_string()),
                ("year".to_string(), "2024-25".to_string()),
            ],
        )
    }

    fn before(area: &str, value: Option<f64>) -> Published {
        Published {
            release: "annual-2024-25".into(),
            key: key(area),
            value,
            place: "LD01 table".into(),
        }
    }

    fn now(area: &str, value: f64) -> Publication {
        let mut publication = Publication::new(Hierarchies::default());
        let sighting = Sighting {
            key: key(area),
            seen: Seen::Number(value),
            truth: Some(value),
            place: "LD01".into(),
        };
        publication.sight(sighting);
        publication
    }

    #[test]
    fn the_ledger_reads_back_as_it_was_written() {
        let cells = [before("E07000066", Some(41.0)), before("E07000067", None)];
        assert_eq!(from_csv(&to_csv(&cells).unwrap()).unwrap(), cells);
        assert!(from_csv("release,measure\n").is_err());
    }

    #[test]
    fn a_small_restatement_is_withheld_and_both_places_are_named() {
        let mut publication = now("E07000066", 43.0);
        let found = add_earlier(&mut publication, &[before("E07000066", Some(41.0))], STANDARD);
        let said = found[0].to_string();
        assert!(
            said.contains("LD01 table (annual-2024-25)") && said.contains("so LD01 withholds it"),
            "{said}"
        );
        assert_eq!(publication.cell_mut(&key("E07000066")).unwrap().sensitive, Some(true));
    }

    #[test]
    fn a_large_restatement_and_an_unchanged_figure_are_no_differencing() {
        let mut publication = now("E07000066", 143.0);
        assert!(add_earlier(&mut publication, &[before("E07000066", Some(41.0))], STANDARD).is_empty());
        let mut publication = now("E07000066", 41.0);
        assert!(add_earlier(&mut publication, &[before("E07000066", Some(41.0))], STANDARD).is_empty());
        assert!(publication.cell_mut(&key("E07000066")).unwrap().fixed);
    }
}
