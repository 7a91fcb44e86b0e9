//! Tables as CSV, one file an indicator: a line for each area and year.

use crate::domain::{Missing, Public, PublicPack, PublicSplit, PublicTable, inert, plain_number};
use crate::report::pack::{Files, prose, slug};

/// Adds a file for each table.
pub fn all(pack: &PublicPack, files: &mut Files) {
    for table in &pack.tables {
        files.insert(
            format!("tables/{}.csv", slug(&table.indicator)),
            csv(table).into_bytes(),
        );
        for split in &table.splits {
            let name = format!("tables/{}_by_{}.csv", slug(&table.indicator), slug(&split.id));
            files.insert(name, split_csv(split, table).into_bytes());
        }
    }
}

fn csv(table: &PublicTable) -> String {
    let has_base = table.counted.1.is_some();
    let mut headings = vec!["area_code", "area_name", "level", "financial_year"];
    headings.extend(if has_base {
        vec!["numerator", "denominator", "value"]
    } else {
        vec!["value"]
    });
    let mut text = line(
        &headings
            .iter()
            .map(|heading| heading.to_string())
            .collect::<Vec<String>>(),
    );
    for row in &table.rows {
        for (year, figure) in table.years.iter().zip(&row.figures) {
            let level = row.level.map_or("not known", |level| level.word());
            let mut cells = vec![row.area.clone(), row.name.clone(), level.to_string(), year.clone()];
            if has_base {
                cells.push(value(&figure.numerator));
                cells.push(figure.denominator.as_ref().map_or(String::new(), value));
            }
            cells.push(value(&figure.value));
            text.push_str(&line(&cells));
        }
    }
    text
}

/// A part a line, a year a column, and the total last.
fn split_csv(split: &PublicSplit, table: &PublicTable) -> String {
    let mut headings = vec![split.id.clone()];
    headings.extend(table.years.iter().cloned());
    let mut text = line(&headings);
    for (name, figures) in prose::with_total(split, table) {
        let mut cells = vec![name.to_string()];
        cells.extend(figures.into_iter().map(value));
        text.push_str(&line(&cells));
    }
    text
}

/// A figure as data: a plain number, or a mark without brackets.
pub fn value(figure: &Public) -> String {
    match (figure.drawn(), figure.mark()) {
        (Some(number), _) => plain_number(number),
        (None, Some(mark)) => bare(mark).to_string(),
        (None, None) => figure.to_string(),
    }
}

/// A mark as it stands in data.
pub fn bare(mark: Missing) -> &'static str {
    match mark {
        Missing::Withheld => "c",
        Missing::NotAvailable => "x",
        Missing::NotApplicable => "z",
        Missing::Low => "low",
    }
}

/// One line of CSV.
pub fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        let cell = inert(cell);
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.into_owned()
        }
    };
    let mut text = cells.iter().map(quoted).collect::<Vec<String>>().join(",");
    text.push('\n');
    text
}
