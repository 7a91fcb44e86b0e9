//! Tables as open data: one tidy file a theme as the Department for Education's open data standard asks, its metadata,
//! and the descriptions by which other programs read it (Frictionless data package, CSV on the Web).

use crate::domain::{Level, PublicPack, PublicRow, PublicTable, ShownUnit};
use crate::report::pack::csv_tables::{line, value};
use crate::report::pack::{Files, filtered, prose, slug};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The sentence that the Open Government Licence asks for.
pub const LICENCE: &str = "Contains public sector information licensed under the Open Government Licence v3.0.";
/// Where the licence is.
pub const LICENCE_ADDRESS: &str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
/// Marks in data, without brackets.
pub(super) const MARKS: [&str; 4] = ["c", "x", "z", "low"];
/// The columns that say when and where, in their order; files without districts end before the last two.
pub const PLACE_AND_TIME: [&str; 12] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "lad_code",
    "lad_name",
];

/// English county councils: code, code in the department's older list, region's code and name.
const COUNTIES: &[(&str, &str, &str, &str)] = &[
    ("E10000003", "873", "E12000006", "East of England"),
    ("E10000007", "830", "E12000004", "East Midlands"),
    ("E10000008", "878", "E12000009", "South West"),
    ("E10000011", "845", "E12000008", "South East"),
    ("E10000012", "881", "E12000006", "East of England"),
    ("E10000013", "916", "E12000009", "South West"),
    ("E10000014", "850", "E12000008", "South East"),
    ("E10000015", "919", "E12000006", "East of England"),
    ("E10000016", "886", "E12000008", "South East"),
    ("E10000017", "888", "E12000002", "North West"),
    ("E10000018", "855", "E12000004", "East Midlands"),
    ("E10000019", "925", "E12000004", "East Midlands"),
    ("E10000020", "926", "E12000006", "East of England"),
    ("E10000024", "891", "E12000004", "East Midlands"),
    ("E10000025", "931", "E12000008", "South East"),
    ("E10000028", "860", "E12000005", "West Midlands"),
    ("E10000029", "935", "E12000006", "East of England"),
    ("E10000030", "936", "E12000008", "South East"),
    ("E10000031", "937", "E12000005", "West Midlands"),
    ("E10000032", "938", "E12000008", "South East"),
    ("E10000034", "885", "E12000005", "West Midlands"),
];

/// One indicator column of a file.
pub(super) struct Column<'a> {
    pub name: String,
    pub label: String,
    pub unit: &'static str,
    /// As many as its finest figure has.
    pub decimals: String,
    pub table: &'a PublicTable,
    pub part: Part,
}

/// Which of a figure's numbers a column holds.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Value,
    Numerator,
    Denominator,
}

/// Adds the files of every theme and the descriptions of all of them.
///
/// # Errors
/// When a description cannot be written, which is a fault of the program.
pub fn all(pack: &PublicPack, files: &mut Files) -> anyhow::Result<()> {
    let mut themes: BTreeMap<&str, Vec<&PublicTable>> = BTreeMap::new();
    for table in &pack.tables {
        themes.entry(&table.theme).or_default().push(table);
    }
    let mut resources = Vec::new();
    for (theme, tables) in themes {
        let name = slug(theme);
        let columns: Vec<Column> = tables.iter().flat_map(|table| columns(table)).collect();
        files.insert(
            format!("open-data/{name}.csv"),
            data(&tables, &columns, pack).into_bytes(),
        );
        files.insert(format!("open-data/{name}.meta.csv"), metadata(&columns).into_bytes());
        let on_the_web = serde_json::to_vec_pretty(&csvw(&name, &tables, &columns))?;
        files.insert(format!("open-data/{name}.csv-metadata.json"), on_the_web);
        resources.push(resource(&name, &tables, &columns));
        resources.extend(filtered::quarters(&name, &tables, pack, files)?);
    }
    for table in &pack.tables {
        resources.extend(filtered::splits(table, pack, files)?);
    }
    let package = serde_json::to_vec_pretty(&package(pack, resources))?;
    files.insert("open-data/datapackage.json".to_string(), package);
    files.insert("open-data/LICENCE.txt".to_string(), licence(pack).into_bytes());
    Ok(())
}

fn licence(pack: &PublicPack) -> String {
    format!(
        "{LICENCE}\n{LICENCE_ADDRESS}\n\nSource: {}. Logos are not covered by the licence.\n",
        pack.board
    )
}

pub(super) fn columns(table: &PublicTable) -> Vec<Column<'_>> {
    let id = slug(&table.indicator);
    let count = |suffix: &str, label: String, part: Part| Column {
        name: format!("{id}{suffix}"),
        label,
        unit: "",
        decimals: "0".into(),
        table,
        part,
    };
    let Some(base) = &table.counted.1 else {
        return vec![count("", format!("{} ({})", table.name, table.indicator), Part::Value)];
    };
    let (suffix, unit) = match table.unit {
        ShownUnit::Percent => ("_percent", "%"),
        ShownUnit::Count | ShownUnit::Rate | ShownUnit::Days | ShownUnit::Score => ("_rate", ""),
    };
    let label = format!(
        "{} ({}), {}",
        table.name,
        table.indicator,
        table.unit_words.to_lowercase()
    );
    vec![
        count(
            "_numerator",
            format!("{} ({}): {}", table.name, table.indicator, table.counted.0),
            Part::Numerator,
        ),
        count(
            "_denominator",
            format!("{} ({}): out of {base}", table.name, table.indicator),
            Part::Denominator,
        ),
        Column {
            name: format!("{id}{suffix}"),
            label,
            unit,
            decimals: decimals(table).to_string(),
            table,
            part: Part::Value,
        },
    ]
}

/// Decimals of a table's finest rate or share; a small one has more than one.
fn decimals(table: &PublicTable) -> usize {
    let rows = table.rows.iter().flat_map(|row| &row.figures);
    let texts = rows.chain(&table.by_quarter).map(|figure| figure.value.to_string());
    let each = texts.map(|text| text.split_once('.').map_or(0, |(_, rest)| rest.len()));
    each.max().unwrap_or(0).max(1)
}

/// A line for the county and each district in each year; areas that the standard does not know (groups of districts) are
/// in the other tables of the pack.
fn data(tables: &[&PublicTable], columns: &[Column], pack: &PublicPack) -> String {
    let place_columns = place_columns(tables);
    let mut headings: Vec<String> = place_columns.iter().map(|heading| heading.to_string()).collect();
    headings.extend(columns.iter().map(|column| column.name.clone()));
    let mut text = line(&headings);
    let years = tables.first().map_or(&[][..], |table| &table.years);
    for (nth, year) in years.iter().enumerate() {
        for place in places(tables) {
            let mut cells = place_and_time(year, place, pack);
            cells.truncate(place_columns.len());
            cells.extend(columns.iter().map(|column| cell(column, &place.area, nth)));
            text.push_str(&line(&cells));
        }
    }
    text
}

fn place_columns(tables: &[&PublicTable]) -> &'static [&'static str] {
    let has_districts = tables
        .iter()
        .any(|table| prose::rows_at(table, Level::District).next().is_some());
    if has_districts {
        &PLACE_AND_TIME
    } else {
        &PLACE_AND_TIME[..10]
    }
}

fn places<'a>(tables: &[&'a PublicTable]) -> Vec<&'a PublicRow> {
    let mut places: Vec<&PublicRow> = Vec::new();
    for level in [Level::County, Level::District] {
        for row in tables.iter().flat_map(|table| prose::rows_at(table, level)) {
            if !places.iter().any(|place| place.area == row.area) {
                places.push(row);
            }
        }
    }
    places
}

pub(super) fn place_and_time(year: &str, place: &PublicRow, pack: &PublicPack) -> Vec<String> {
    let home = COUNTIES.iter().find(|county| county.0 == pack.home.0);
    let (old, region, region_name) = home.map_or(("z", "z", "z"), |county| (county.1, county.2, county.3));
    let (year, quarter) = year.split_once(' ').unwrap_or((year, ""));
    let identifier = format!("Financial year {quarter}");
    let time = [year.replace('-', ""), identifier.trim().to_string()];
    let country = ["E92000001".to_string(), "England".to_string()];
    let is_county = place.level == Some(Level::County);
    let level = if is_county {
        "Local authority"
    } else {
        "Local authority district"
    };
    let blank = || String::new();
    let county = if is_county {
        [region, region_name, old, &place.area, &place.name].map(str::to_string)
    } else {
        [blank(), blank(), blank(), blank(), blank()]
    };
    let district = if is_county {
        [blank(), blank()]
    } else {
        [place.area.clone(), place.name.clone()]
    };
    time.into_iter()
        .chain([level.to_string()])
        .chain(country)
        .chain(county)
        .chain(district)
        .collect()
}

fn cell(column: &Column, area: &str, nth: usize) -> String {
    let figure = column
        .table
        .rows
        .iter()
        .find(|row| row.area == area)
        .and_then(|row| row.figures.get(nth));
    let Some(figure) = figure else {
        return "x".to_string();
    };
    match column.part {
        Part::Value => value(&figure.value),
        Part::Numerator => value(&figure.numerator),
        Part::Denominator => figure.denominator.as_ref().map_or("x".to_string(), value),
    }
}

fn metadata(columns: &[Column]) -> String {
    let headings = [
        "col_name",
        "col_type",
        "label",
        "indicator_grouping",
        "indicator_unit",
        "indicator_dp",
        "filter_hint",
        "filter_grouping_column",
    ];
    let mut text = line(&headings.map(str::to_string));
    for column in columns {
        let cells = [
            &column.name,
            "Indicator",
            &column.label,
            "",
            column.unit,
            &column.decimals,
            "",
            "",
        ];
        text.push_str(&line(&cells.map(str::to_string)));
    }
    text
}

fn package(pack: &PublicPack, resources: Vec<Value>) -> Value {
    json!({
        "name": format!("{}-{}", slug(&pack.board).replace('_', "-"), slug(&pack.year).replace('_', "-")),
        "title": format!("{}: figures {}", pack.board, pack.year),
        "licenses": [{ "name": "OGL-UK-3.0", "path": LICENCE_ADDRESS, "title": "Open Government Licence v3.0" }],
        "sources": [{ "title": format!("{}. {}", pack.board, pack.source) }],
        "resources": resources,
    })
}

fn fields(tables: &[&PublicTable], columns: &[Column]) -> Vec<Value> {
    let place_and_time = place_columns(tables).iter().map(|name| {
        let kind = if *name == "time_period" { "integer" } else { "string" };
        json!({ "name": name, "type": kind })
    });
    let indicators = columns
        .iter()
        .map(|column| json!({ "name": column.name, "title": column.label, "type": "number" }));
    place_and_time.chain(indicators).collect()
}

fn resource(name: &str, tables: &[&PublicTable], columns: &[Column]) -> Value {
    let marks: Vec<&str> = std::iter::once("").chain(MARKS).collect();
    let by_district = place_columns(tables).contains(&"lad_code").then_some("lad_code");
    let key: Vec<&str> = ["time_period", "geographic_level"]
        .into_iter()
        .chain(by_district)
        .collect();
    json!({
        "name": name.replace('_', "-"),
        "title": tables.first().map_or(name, |table| table.theme_title.as_str()),
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields(tables, columns),
            "missingValues": marks,
            "primaryKey": key,
        },
    })
}

fn csvw(name: &str, tables: &[&PublicTable], columns: &[Column]) -> Value {
    let nulls: Vec<&str> = std::iter::once("").chain(MARKS).collect();
    let place_and_time = place_columns(tables)
        .iter()
        .map(|name| json!({ "name": name, "titles": name, "datatype": "string" }));
    let indicators = columns.iter().map(|column| {
        json!({
            "name": column.name, "titles": column.name, "dc:description": column.label, "datatype": "number", "null": nulls,
        })
    });
    json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": format!("{name}.csv"),
        "dc:title": tables.first().map_or(name, |table| table.theme_title.as_str()),
        "dc:license": { "@id": LICENCE_ADDRESS },
        "tableSchema": { "columns": place_and_time.chain(indicators).collect::<Vec<Value>>() },
    })
}
