//! Small tables of text as records, and the records that say how cells hang together: hierarchies, relations, shares.

use std::collections::BTreeMap;

use anyhow::{Context, bail};

use crate::withhold::cell::Key;
use crate::withhold::hierarchy::{Edge, Hierarchies, is_total};
use crate::withhold::model::{Base, Fact, Publication, Share};

/// One line, by heading.
pub(in crate::withhold) type Record = BTreeMap<String, String>;

pub(in crate::withhold) fn records(text: &str) -> anyhow::Result<(Vec<String>, Vec<Record>)> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings: Vec<String> = reader.headers()?.iter().map(str::to_string).collect();
    let mut records = Vec::new();
    for line in reader.records() {
        records.push(headings.iter().cloned().zip(line?.iter().map(str::to_string)).collect());
    }
    Ok((headings, records))
}

pub(in crate::withhold) fn read_hierarchies(text: Option<&str>) -> anyhow::Result<Hierarchies> {
    let (_, records) = records(text.unwrap_or("dim,parent,child\n")).context("cannot read the hierarchies")?;
    let edge = |record: &Record| Edge {
        dimension: field(record, "dim").to_string(),
        parent: field(record, "parent").to_string(),
        child: field(record, "child").to_string(),
        set: field(record, "set").to_string(),
    };
    let edges: Vec<Edge> = records.iter().map(edge).collect();
    match edges
        .iter()
        .find(|edge| edge.dimension.is_empty() || is_total(&edge.child))
    {
        None => Ok(Hierarchies::new(&edges)),
        Some(edge) => bail!("the hierarchies have a line without dimension or child: {edge:?}"),
    }
}

pub(in crate::withhold) fn read_relations(
    to: &mut Publication,
    text: Option<&str>,
    ids: &BTreeMap<String, Key>,
) -> anyhow::Result<()> {
    let (_, records) = records(text.unwrap_or("relation_id\n")).context("cannot read the relations")?;
    let mut facts: BTreeMap<String, (Fact, String, f64)> = BTreeMap::new();
    for record in &records {
        let name = field(record, "relation_id").to_string();
        let empty = Fact {
            name: name.clone(),
            terms: Vec::new(),
            low: 0.0,
            high: 0.0,
        };
        let (fact, operator, right) = facts.entry(name).or_insert((empty, "=".to_string(), 0.0));
        let coefficient = number(record, "coef")?.unwrap_or(1.0);
        fact.terms.push((known(ids, field(record, "cell_id"))?, coefficient));
        *right = number(record, "rhs")?.unwrap_or(*right);
        if !field(record, "op").is_empty() {
            *operator = field(record, "op").to_string();
        }
    }
    for (mut fact, operator, right) in facts.into_values() {
        (fact.low, fact.high) = match operator.as_str() {
            "=" => (right, right),
            "<=" => (f64::NEG_INFINITY, right),
            ">=" => (right, f64::INFINITY),
            other => bail!("relation {} has the operator `{other}`; use =, <= or >=", fact.name),
        };
        to.state(fact);
    }
    Ok(())
}

pub(in crate::withhold) fn read_derived(
    to: &mut Publication,
    text: Option<&str>,
    ids: &BTreeMap<String, Key>,
) -> anyhow::Result<()> {
    let (_, records) = records(text.unwrap_or("numerator\n")).context("cannot read the derived figures")?;
    for record in &records {
        let base = match number(record, "denominator_value")? {
            Some(value) => Base::Public(value),
            None => Base::Cell(known(ids, field(record, "denominator"))?),
        };
        let Some(value) = number(record, "value")? else {
            bail!("a derived figure of {} has no value", field(record, "numerator"));
        };
        to.share(Share {
            numerator: known(ids, field(record, "numerator"))?,
            base,
            value,
            decimals: number(record, "dp")?.unwrap_or(0.0) as i32,
            scale: number(record, "scale")?.unwrap_or(100.0),
        });
    }
    Ok(())
}

pub(in crate::withhold) fn known(ids: &BTreeMap<String, Key>, id: &str) -> anyhow::Result<Key> {
    ids.get(id)
        .cloned()
        .with_context(|| format!("no cell has the id `{id}`"))
}

pub(in crate::withhold) fn finished(writer: csv::Writer<Vec<u8>>) -> anyhow::Result<String> {
    let bytes = writer
        .into_inner()
        .map_err(|error| anyhow::anyhow!("cannot finish the table: {}", error.error()))?;
    Ok(String::from_utf8(bytes)?)
}

pub(in crate::withhold) fn field<'a>(record: &'a Record, heading: &str) -> &'a str {
    record.get(heading).map_or("", String::as_str)
}

pub(in crate::withhold) fn number(record: &Record, heading: &str) -> anyhow::Result<Option<f64>> {
    match field(record, heading) {
        "" => Ok(None),
        text => {
            Ok(Some(text.parse().with_context(|| {
                format!("`{text}` in column {heading} is not a number")
            })?))
        }
    }
}
