//! Tables as text into a publication, and a protected publication back into tables: the form in which other programs
//! can hand over any set of counts.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};

use crate::domain::inert;
use crate::withhold::cell::{Key, ONLY_MEASURE, Seen};
use crate::withhold::model::{Fact, Model, Publication, Sighting};
use crate::withhold::primary::{Figure, Rule, reason, values_needed};
use crate::withhold::protect::seen_of_rest;
use crate::withhold::records::{
    Record, field, finished, number, read_derived, read_hierarchies, read_relations, records,
};
use crate::withhold::rounding::Rounding;
use crate::withhold::symbols::{Symbols, seen};

/// The text of the files that make up one publication.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Name and text of each file of cells: `table_id, value`, any dimensions, and if wanted `cell_id`, `measure`, `base`,
    /// `children`, `largest`, `second`, `out_of`, `weight`.
    pub cells: Vec<(String, String)>,
    /// `dim,parent,child[,set]`.
    pub hierarchies: Option<String>,
    /// `relation_id,cell_id,coef[,op,rhs]`.
    pub relations: Option<String>,
    /// `numerator,denominator,value,dp[,scale][,denominator_value]`.
    pub derived: Option<String>,
    /// Dimensions whose total is the sum of all their codes.
    pub flat: Vec<String>,
    /// Whether the values are the publisher's true ones, or what a reader sees.
    pub true_values: bool,
}

/// One line of a file of cells.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which of the files it stands in, from 0.
    pub file: usize,
    /// The quantity.
    pub key: Key,
    /// Heading and text of each column, in the file's order.
    pub columns: Vec<(String, String)>,
}

/// A publication with the lines that it was read from.
#[derive(Clone, Debug)]
pub struct Tables {
    /// What is published together.
    pub publication: Publication,
    /// The lines of all files, in their order.
    pub lines: Vec<Line>,
    /// The rules' answer for quantities of which more than the value is known: the least number of values that must
    /// stay possible if the quantity is sensitive.
    judged: BTreeMap<Key, Option<u32>>,
}

const RESERVED: [&str; 11] = [
    "table_id", "cell_id", "measure", "base", "value", "note", "children", "largest", "second", "out_of", "weight",
];

/// Reads the files. Fails with the file and line of what cannot be read, and where two places contradict each other.
pub fn read(sources: &Sources, rule: Rule) -> anyhow::Result<Tables> {
    let hierarchies = read_hierarchies(sources.hierarchies.as_deref())?;
    let mut tables = Tables {
        publication: Publication::new(hierarchies),
        lines: Vec::new(),
        judged: BTreeMap::new(),
    };
    let mut ids = BTreeMap::new();
    for (file, (name, text)) in sources.cells.iter().enumerate() {
        let (headings, records) = records(text).with_context(|| format!("cannot read {name}"))?;
        for (number, record) in records.iter().enumerate() {
            let place = || format!("{name}, line {}", number + 2);
            let (id, key) = tables.read_line(record, sources, rule).with_context(place)?;
            let columns = headings
                .iter()
                .map(|heading| (heading.clone(), field(record, heading).to_string()))
                .collect();
            tables.lines.push(Line {
                file,
                key: key.clone(),
                columns,
            });
            ids.insert(
                id.unwrap_or_else(|| format!("{}#{}", field(record, "table_id"), number + 1)),
                key,
            );
        }
    }
    tables.require_dimensions()?;
    tables.add_flat(&sources.flat, sources.true_values)?;
    read_relations(&mut tables.publication, sources.relations.as_deref(), &ids)?;
    read_derived(&mut tables.publication, sources.derived.as_deref(), &ids)?;
    match tables.publication.contradictions() {
        [] => Ok(tables),
        found => bail!("{}", found.join("\n")),
    }
}

impl Tables {
    /// The model, with sensitivity set from the true values where they are known.
    pub fn model(&self, rule: Rule) -> Model {
        let mut model = self.publication.model();
        for cell in &mut model.cells {
            let small = |value| {
                reason(
                    Figure {
                        value,
                        ..Figure::default()
                    },
                    rule,
                )
                .is_some()
            };
            match self.judged.get(&cell.key) {
                Some(needed) => (cell.sensitive, cell.values_needed) = (Some(needed.is_some()), needed.unwrap_or(0)),
                None => cell.sensitive = cell.truth.map(small),
            }
        }
        model
    }

    /// The lines of one file as a table of text: `c` in place of each withheld value, and rounded values as the rounding
    /// prints them. Columns that tell of the children behind a figure are left out.
    pub fn published(&self, model: &Model, file: usize, rounding: Rounding) -> anyhow::Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut headings_written = false;
        for line in self.lines.iter().filter(|line| line.file == file) {
            let public = || line.columns.iter().filter(|(heading, _)| !is_restricted(heading));
            if !headings_written {
                writer.write_record(public().map(|(heading, _)| heading))?;
                headings_written = true;
            }
            let seen = model.find(&line.key).map(|cell| model.cells[cell].seen);
            let shown = public().map(|(heading, text)| match (heading.as_str(), seen) {
                ("value", Some(Seen::Withheld { .. })) => "c".to_string(),
                ("value", Some(Seen::Between { .. })) => text
                    .parse()
                    .map_or(text.clone(), |value| rounding.rounded(value).to_string()),
                (_, _) => text.clone(),
            });
            let cells = shown.map(|text| inert(&text).into_owned());
            writer.write_record(cells.collect::<Vec<String>>())?;
        }
        finished(writer)
    }

    /// A hierarchy of a dimension that no table has would tie nothing, and leave the tables open without a word.
    fn require_dimensions(&self) -> anyhow::Result<()> {
        let headings: BTreeSet<&str> = self
            .lines
            .iter()
            .flat_map(|line| line.columns.iter().map(|(heading, _)| heading.as_str()))
            .collect();
        let partitions = self.publication.hierarchies.partitions();
        match partitions.iter().find(|it| !headings.contains(it.dimension.as_str())) {
            Some(it) => bail!(
                "the hierarchies name the dimension `{}`, which is no column of the cells",
                it.dimension
            ),
            None => Ok(()),
        }
    }

    /// Dimensions of which totals stand beside their codes though nothing says what adds up: sums that nobody looks through.
    pub fn loose(&self) -> Vec<String> {
        let (mut coded, mut total) = (BTreeSet::new(), BTreeSet::new());
        for line in &self.lines {
            let is_code = |heading: &&str| line.key.code(heading).is_some();
            let own = line.columns.iter().map(|(heading, _)| heading.as_str());
            let own = own.filter(|heading| !RESERVED.contains(heading));
            let (with, without): (Vec<&str>, Vec<&str>) = own.partition(is_code);
            coded.extend(with);
            total.extend(without);
        }
        let both = coded.intersection(&total).map(|dimension| dimension.to_string());
        both.filter(|dimension| !self.publication.hierarchies.knows(dimension))
            .collect()
    }

    fn read_line(&mut self, record: &Record, sources: &Sources, rule: Rule) -> anyhow::Result<(Option<String>, Key)> {
        let codes: Vec<(&str, &str)> = dimensions(record).map(|name| (name, field(record, name))).collect();
        let measure = Some(field(record, "measure"))
            .filter(|text| !text.is_empty())
            .unwrap_or(ONLY_MEASURE);
        let key = self.publication.hierarchies.key(measure, &codes);
        let symbols = Symbols {
            largest_small: rule.largest_small,
            base: number(record, "base")?.unwrap_or(0.0),
        };
        let seen = seen(field(record, "value"), symbols)?;
        let truth = match seen {
            Seen::Number(value) if sources.true_values => Some(value),
            Seen::Number(_) | Seen::Unpublished | Seen::Unavailable | Seen::Withheld { .. } | Seen::Between { .. } => {
                None
            }
        };
        if let Some(value) = truth {
            self.judge(&key, figure_of(record, value)?, rule);
        }
        if let Some(whole) = number(record, "out_of")? {
            self.publication.state(with_its_rest(&key, whole));
            let left = match seen {
                Seen::Number(value) => Some(whole - value),
                Seen::Withheld { low, .. } => Some(whole - low),
                Seen::Unpublished | Seen::Unavailable | Seen::Between { .. } => None,
            };
            if let Some(rest) = self.publication.cell_mut(&rest_of(&key)) {
                rest.seen = seen_of_rest(left);
            }
        }
        let id = Some(field(record, "cell_id").to_string()).filter(|id| !id.is_empty());
        let (key_of_line, place) = (key.clone(), field(record, "table_id").to_string());
        let weight = number(record, "weight")?.unwrap_or(1.0);
        if !(weight > 0.0 && weight.is_finite()) {
            bail!("the weight {weight} is not above 0");
        }
        let cell = self.publication.sight(Sighting {
            key,
            seen,
            truth,
            place,
        });
        // Of two lines about one quantity the dearer counts; a line that says nothing says 1.
        cell.cost = if cell.places.len() == 1 {
            weight
        } else {
            cell.cost.max(weight)
        };
        Ok((id, key_of_line))
    }

    /// Keeps the rules' answer where a line says more of a figure than its value.
    fn judge(&mut self, key: &Key, figure: Figure, rule: Rule) {
        if figure
            != (Figure {
                value: figure.value,
                ..Figure::default()
            })
        {
            let needed = reason(figure, rule).map(|_| values_needed(figure, rule));
            self.judged.insert(key.clone(), needed);
        }
    }

    /// Totals of flat dimensions. With true values a dimension without hierarchy whose totals add up is taken to be flat
    /// even if nobody says so: a forgotten declaration must not open the tables.
    ///
    /// # Errors
    /// A dimension whose totals add up in some places and not in others: a reader would take those that do for sums, so nobody may
    /// leave them out in silence.
    fn add_flat(&mut self, declared: &[String], true_values: bool) -> anyhow::Result<()> {
        let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (dimension, code) in self.lines.iter().flat_map(|line| &line.key.codes) {
            codes.entry(dimension.clone()).or_default().insert(code.clone());
        }
        for (dimension, codes) in codes {
            if self.publication.hierarchies.knows(&dimension) {
                continue;
            }
            let said = declared.contains(&dimension);
            if said || (true_values && self.adds_up(&dimension, &codes)?) {
                self.publication.hierarchies.add_flat(&dimension, codes);
            }
        }
        Ok(())
    }

    /// Whether the totals of a dimension are the sums of its codes; a code that a total has no line for counts nothing.
    fn adds_up(&self, dimension: &str, codes: &BTreeSet<String>) -> anyhow::Result<bool> {
        let mut values: BTreeMap<&Key, f64> = BTreeMap::new();
        for line in &self.lines {
            if let Ok(value) = field_of(&line.columns, "value").parse() {
                values.insert(&line.key, value);
            }
        }
        let (mut totals, mut odd) = (0, None);
        for (total, value) in values.iter().filter(|(key, _)| key.code(dimension).is_none()) {
            let parts: Vec<f64> = codes
                .iter()
                .filter_map(|code| values.get(&total.with(dimension, Some(code))).copied())
                .collect();
            let sum = parts.iter().sum::<f64>();
            match (sum - value).abs() <= crate::withhold::cell::CLOSE {
                _ if parts.len() < 2 => {}
                true => totals += 1,
                false if parts.len() < codes.len() && sum < *value => {}
                false => odd = odd.or(Some((total, sum, *value))),
            }
        }
        match odd {
            Some((total, sum, value)) if totals > 0 => bail!(
                "the totals of `{dimension}` add up elsewhere and not in {total}: its parts come to {sum}, and it says {value}. \
                 A part that has no line, such as unknown, needs one; else say with --hierarchies what adds up."
            ),
            _ => Ok(totals > 0 && odd.is_none()),
        }
    }
}

fn figure_of(record: &Record, value: f64) -> anyhow::Result<Figure> {
    let largest = number(record, "largest")?.zip(number(record, "second")?);
    Ok(Figure {
        value,
        children: number(record, "children")?,
        largest,
        out_of: number(record, "out_of")?,
    })
}

/// What is left of a known whole is as telling as the part, so it is a quantity too. Rests add up as little as their
/// wholes need to: all categories of one area may be parts of one whole.
fn with_its_rest(key: &Key, whole: f64) -> Fact {
    let rest = rest_of(key);
    Fact {
        name: format!("{key} and its rest"),
        terms: vec![(key.clone(), 1.0), (rest, 1.0)],
        low: whole,
        high: whole,
    }
}

fn rest_of(key: &Key) -> Key {
    Key::new(&format!("the rest of {key}"), [])
}

/// Columns that tell of the children behind a figure are never published.
fn is_restricted(heading: &str) -> bool {
    ["children", "largest", "second", "out_of", "note", "weight"].contains(&heading)
}

fn field_of<'a>(columns: &'a [(String, String)], heading: &str) -> &'a str {
    columns
        .iter()
        .find(|(name, _)| name == heading)
        .map_or("", |(_, text)| text.as_str())
}

fn dimensions(record: &Record) -> impl Iterator<Item = &str> {
    record
        .keys()
        .map(String::as_str)
        .filter(|heading| !RESERVED.contains(heading))
}
