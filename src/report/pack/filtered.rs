//! Open data beside the files of years and districts: the county's quarters, and counts split by filters.

use crate::domain::{Public, PublicFigure, PublicPack, PublicTable};
use crate::report::pack::csv_tables::{line, value};
use crate::report::pack::open_data::{LICENCE_ADDRESS, MARKS, PLACE_AND_TIME, Part, columns, place_and_time};
use crate::report::pack::{Files, prose, slug};
use serde_json::{Value, json};

/// The columns that say when and where in a file of the county alone.
const COUNTY_COLUMNS: usize = 10;

/// A column after those of place and time.
struct Heading {
    name: String,
    label: String,
    /// Unit and decimals of an indicator; `None` for a filter.
    indicator: Option<(&'static str, String)>,
}

/// One file with all that describes it.
struct OpenFile {
    name: String,
    title: String,
    headings: Vec<Heading>,
    rows: Vec<Vec<String>>,
}

/// A theme's quarters; `None` where it has none.
///
/// # Errors
/// When a description cannot be written, which is a fault of the program.
pub fn quarters(
    theme: &str,
    tables: &[&PublicTable],
    pack: &PublicPack,
    files: &mut Files,
) -> anyhow::Result<Option<Value>> {
    let tables: Vec<&PublicTable> = tables
        .iter()
        .copied()
        .filter(|table| prose::has_quarters(table))
        .collect();
    let Some(first) = tables.first() else { return Ok(None) };
    let mut headings = Vec::new();
    let mut parts = Vec::new();
    for column in tables.iter().flat_map(|table| columns(table)) {
        parts.push((column.table, column.part));
        headings.push(Heading {
            name: column.name,
            label: column.label,
            indicator: Some((column.unit, column.decimals)),
        });
    }
    let mut rows = Vec::new();
    for (nth, quarter) in first.quarters.iter().enumerate() {
        let mut cells = when_and_where(quarter, first, pack);
        cells.extend(parts.iter().map(|(table, part)| cell(table.by_quarter.get(nth), *part)));
        rows.push(cells);
    }
    let file = OpenFile {
        name: format!("{theme}_quarters"),
        title: format!("{}: quarters", first.theme_title),
        headings,
        rows,
    };
    file.add(files).map(Some)
}

/// A count by each of its filters, the others at their total; `None` where it is not split.
///
/// # Errors
/// When a description cannot be written, which is a fault of the program.
pub fn splits(table: &PublicTable, pack: &PublicPack, files: &mut Files) -> anyhow::Result<Option<Value>> {
    let Some(county) = prose::county(table).filter(|_| !table.splits.is_empty()) else {
        return Ok(None);
    };
    let filters = table.splits.iter().map(|split| Heading {
        name: slug(&split.id),
        label: prose::first_upper(&split.id),
        indicator: None,
    });
    let count = Heading {
        name: slug(&table.indicator),
        label: format!("{} ({})", table.name, table.indicator),
        indicator: Some(("", "0".into())),
    };
    let mut rows = Vec::new();
    for (nth, year) in table.years.iter().enumerate() {
        let row = |filter: usize, part: &str, figure: Option<&Public>| {
            let mut cells = when_and_where(year, table, pack);
            let filters = (0..table.splits.len()).map(|other| if other == filter { part } else { "Total" });
            cells.extend(filters.map(str::to_string));
            cells.push(figure.map_or("x".to_string(), value));
            cells
        };
        let total = county.figures.get(nth).map(|figure| &figure.value);
        rows.push(row(usize::MAX, "Total", total));
        for (filter, split) in table.splits.iter().enumerate() {
            let parts = split.parts.iter();
            rows.extend(parts.map(|(part, figures)| row(filter, part, figures.get(nth))));
        }
    }
    let file = OpenFile {
        name: format!("{}_by_topic", slug(&table.indicator)),
        title: format!("{} by topic", table.name),
        headings: filters.chain([count]).collect(),
        rows,
    };
    file.add(files).map(Some)
}

/// The cells of place and time of the county in a year or quarter.
fn when_and_where(time: &str, table: &PublicTable, pack: &PublicPack) -> Vec<String> {
    let Some(county) = prose::county(table) else {
        return vec![String::new(); COUNTY_COLUMNS];
    };
    let mut cells = place_and_time(time, county, pack);
    cells.truncate(COUNTY_COLUMNS);
    cells
}

fn cell(figure: Option<&PublicFigure>, part: Part) -> String {
    let missing = || "x".to_string();
    let Some(figure) = figure else { return missing() };
    match part {
        Part::Value => value(&figure.value),
        Part::Numerator => value(&figure.numerator),
        Part::Denominator => figure.denominator.as_ref().map_or_else(missing, value),
    }
}

impl OpenFile {
    /// Writes the data, the metadata and the description for the web; returns the entry of the data package.
    fn add(&self, files: &mut Files) -> anyhow::Result<Value> {
        let names = || self.headings.iter().map(|heading| heading.name.clone());
        let fixed = || PLACE_AND_TIME[..COUNTY_COLUMNS].iter().map(|name| name.to_string());
        let mut text = line(&fixed().chain(names()).collect::<Vec<String>>());
        self.rows.iter().for_each(|row| text.push_str(&line(row)));
        files.insert(format!("open-data/{}.csv", self.name), text.into_bytes());
        files.insert(
            format!("open-data/{}.meta.csv", self.name),
            self.metadata().into_bytes(),
        );
        let on_the_web = serde_json::to_vec_pretty(&self.csvw())?;
        files.insert(format!("open-data/{}.csv-metadata.json", self.name), on_the_web);
        Ok(self.resource())
    }

    fn metadata(&self) -> String {
        let mut text = String::from(
            "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\n",
        );
        for heading in &self.headings {
            let (kind, unit, decimals) = match &heading.indicator {
                Some((unit, decimals)) => ("Indicator", *unit, decimals.as_str()),
                None => ("Filter", "", ""),
            };
            let cells = [&heading.name, kind, &heading.label, "", unit, decimals, "", ""];
            text.push_str(&line(&cells.map(str::to_string)));
        }
        text
    }

    fn resource(&self) -> Value {
        let field = |heading: &Heading| {
            let kind = if heading.indicator.is_some() {
                "number"
            } else {
                "string"
            };
            json!({ "name": heading.name, "title": heading.label, "type": kind })
        };
        let fixed = PLACE_AND_TIME[..COUNTY_COLUMNS].iter().map(|name| {
            let kind = if *name == "time_period" { "integer" } else { "string" };
            json!({ "name": name, "type": kind })
        });
        let filters = self.headings.iter().filter(|heading| heading.indicator.is_none());
        let key: Vec<&str> = ["time_period", "time_identifier"]
            .into_iter()
            .chain(filters.map(|heading| heading.name.as_str()))
            .collect();
        json!({
            "name": self.name.replace('_', "-"),
            "title": self.title,
            "path": format!("{}.csv", self.name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": fixed.chain(self.headings.iter().map(field)).collect::<Vec<Value>>(),
                "missingValues": std::iter::once("").chain(MARKS).collect::<Vec<&str>>(),
                "primaryKey": key,
            },
        })
    }

    fn csvw(&self) -> Value {
        let nulls: Vec<&str> = std::iter::once("").chain(MARKS).collect();
        let fixed = PLACE_AND_TIME[..COUNTY_COLUMNS]
            .iter()
            .map(|name| json!({ "name": name, "titles": name, "datatype": "string" }));
        let own = self.headings.iter().map(|heading| {
            let kind = if heading.indicator.is_some() { "number" } else { "string" };
            json!({ "name": heading.name, "titles": heading.name, "dc:description": heading.label, "datatype": kind, "null": nulls })
        });
        json!({
            "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
            "url": format!("{}.csv", self.name),
            "dc:title": self.title,
            "dc:license": { "@id": LICENCE_ADDRESS },
            "tableSchema": { "columns": fixed.chain(own).collect::<Vec<Value>>() },
        })
    }
}
