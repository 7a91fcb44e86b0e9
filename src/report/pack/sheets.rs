//! Tables into sheets: cover, contents, notes, then one table a sheet. XLSX and ODS are written from the same sheets.

use crate::domain::{Public, PublicPack, PublicSplit, PublicTable};
use crate::report::pack::prose;

/// One sheet.
pub struct Sheet {
    /// Its name, at most 31 letters.
    pub name: String,
    /// The title in its first cell.
    pub heading: String,
    /// Lines between title and table.
    pub lines: Vec<String>,
    /// The table; only the cover has none.
    pub table: Option<Grid>,
}

/// A table of a sheet.
pub struct Grid {
    /// Name by which programs find it: letters, digits and underscores.
    pub name: String,
    /// Headings, all different, none empty.
    pub columns: Vec<String>,
    /// Widths of the columns in letters.
    pub widths: Vec<f64>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<SheetCell>>,
}

/// One cell.
pub enum SheetCell {
    /// Words.
    Words(String),
    /// The name of a sheet, which leads there.
    Link(String),
    /// A number and its decimals.
    Number(f64, usize),
    /// A mark in the place of a number.
    Mark(String),
}

/// Width of a column of sentences, in letters.
pub const WIDE: f64 = 70.0;
const NAME_WIDTH: f64 = 34.0;
const FIGURE_WIDTH: f64 = 18.0;
const LONGEST_NAME: usize = 31;

/// All sheets in their order.
pub fn sheets(pack: &PublicPack) -> Vec<Sheet> {
    let mut tables = Vec::new();
    for table in &pack.tables {
        tables.push((table.theme_title.as_str(), table_sheet(table, pack)));
        let splits = table.splits.iter().map(|split| split_sheet(split, (table, pack)));
        tables.extend(splits.map(|sheet| (table.theme_title.as_str(), sheet)));
    }
    tables.extend(quarter_sheets(pack));
    let contents = contents(&tables);
    let own = tables.into_iter().map(|(_, sheet)| sheet);
    [cover(pack), contents, notes(pack)].into_iter().chain(own).collect()
}

fn words(text: impl Into<String>) -> SheetCell {
    SheetCell::Words(text.into())
}

fn figure(figure: &Public, decimals: usize) -> SheetCell {
    match figure.drawn() {
        Some(number) => SheetCell::Number(number, decimals),
        None => SheetCell::Mark(figure.to_string()),
    }
}

fn cover(pack: &PublicPack) -> Sheet {
    let lines = vec![
        pack.marking.clone(),
        prose::reach(pack),
        prose::source(pack),
        prose::protection(pack),
        "The sheet Notes explains every mark. The sheet Contents lists the tables.".to_string(),
        "Licence: Open Government Licence v3.0.".to_string(),
    ];
    Sheet {
        name: "Cover".to_string(),
        heading: format!("{}: tables {}", pack.board, pack.year),
        lines,
        table: None,
    }
}

const ONE_TABLE: &str = "This sheet contains one table.";

fn contents(tables: &[(&str, Sheet)]) -> Sheet {
    let rows = tables.iter().map(|(theme, sheet)| {
        vec![
            SheetCell::Link(sheet.name.clone()),
            words(&sheet.heading),
            words(*theme),
        ]
    });
    Sheet {
        name: "Contents".to_string(),
        heading: "Contents".to_string(),
        lines: vec![ONE_TABLE.to_string()],
        table: Some(Grid {
            name: "table_contents".to_string(),
            columns: ["Sheet", "Title", "Theme"].map(str::to_string).to_vec(),
            widths: vec![FIGURE_WIDTH, WIDE, 40.0],
            rows: rows.collect(),
        }),
    }
}

fn notes(pack: &PublicPack) -> Sheet {
    let marks = prose::MARKS
        .iter()
        .map(|mark| (mark.mark().to_string(), mark.words().to_string()));
    let each = |table: &PublicTable| -> Vec<String> {
        let notes = prose::notes(table).into_iter();
        notes.map(|note| format!("{}: {note}", table.indicator)).collect()
    };
    let numbered = pack.tables.iter().flat_map(each).enumerate();
    let all = marks.chain(numbered.map(|(nth, note)| (format!("[note {}]", nth + 1), note)));
    Sheet {
        name: "Notes".to_string(),
        heading: "Notes".to_string(),
        lines: vec![ONE_TABLE.to_string()],
        table: Some(Grid {
            name: "table_notes".to_string(),
            columns: ["Note", "Meaning"].map(str::to_string).to_vec(),
            widths: vec![12.0, WIDE],
            rows: all.map(|(mark, meaning)| vec![words(mark), words(meaning)]).collect(),
        }),
    }
}

/// The lines over a table: what it holds, the marks, the source.
fn lines(subtitle: &str, references: &str, pack: &PublicPack) -> Vec<String> {
    vec![
        format!("{ONE_TABLE} {subtitle}. {references}").trim().to_string(),
        "Marks: [c] withheld, [x] not available, [z] not applicable; the sheet Notes explains them.".to_string(),
        prose::source(pack),
    ]
}

fn table_sheet(table: &PublicTable, pack: &PublicPack) -> Sheet {
    let has_base = table.counted.1.is_some();
    let decimals = usize::from(has_base);
    let mut columns = vec!["Area".to_string()];
    let unit = table.unit_words.to_lowercase();
    columns.extend(table.years.iter().map(|year| format!("{year} ({unit})")));
    if has_base {
        columns.extend([format!("Numerator {}", pack.year), format!("Denominator {}", pack.year)]);
    }
    let row = |row: &crate::domain::PublicRow| {
        let mut cells = vec![words(&row.name)];
        cells.extend(row.figures.iter().map(|it| figure(&it.value, decimals)));
        if let (true, Some(newest)) = (has_base, table.newest(row)) {
            let base = newest.denominator.as_ref();
            cells.push(figure(&newest.numerator, 0));
            cells.push(base.map_or_else(|| words(""), |base| figure(base, 0)));
        }
        cells
    };
    let others = table.comparators.iter().map(|other| {
        let mut cells = vec![words(format!("{} (published)", other.group))];
        cells.extend(other.figures.iter().map(|it| figure(it, decimals)));
        cells.resize_with(columns_of(table), || SheetCell::Mark("[z]".to_string()));
        cells
    });
    Sheet {
        name: table.indicator.clone(),
        heading: prose::title(table, pack),
        lines: lines(&prose::subtitle(table), &note_references(table, pack), pack),
        table: Some(grid(
            &table.indicator,
            columns,
            table.rows.iter().map(row).chain(others).collect(),
        )),
    }
}

/// How many columns a table's sheet has.
fn columns_of(table: &PublicTable) -> usize {
    let of_base = if table.counted.1.is_some() { 2 } else { 0 };
    1 + table.years.len() + of_base
}

fn split_sheet(split: &PublicSplit, (table, pack): (&PublicTable, &PublicPack)) -> Sheet {
    let mut columns = vec![prose::first_upper(&split.id)];
    columns.extend(table.years.iter().map(|year| format!("{year} (number)")));
    let rows = prose::with_total(split, table);
    let rows = rows.into_iter().map(|(name, figures)| {
        let figures = figures.into_iter().map(|it| figure(it, 0));
        std::iter::once(words(name)).chain(figures).collect()
    });
    let name: String = format!("{} {}", table.indicator, split.id)
        .chars()
        .take(LONGEST_NAME)
        .collect();
    Sheet {
        heading: prose::split_title(split, (table, pack)),
        lines: lines(
            &prose::split_subtitle(split, table),
            &note_references(table, pack),
            pack,
        ),
        table: Some(grid(&name, columns, rows.collect())),
        name,
    }
}

/// One sheet a theme with the county's quarters: an indicator a row.
fn quarter_sheets(pack: &PublicPack) -> Vec<(&str, Sheet)> {
    let mut found: Vec<(&str, Sheet)> = Vec::new();
    for table in pack.tables.iter().filter(|table| prose::has_quarters(table)) {
        let name: String = format!("Quarters {}", table.theme).chars().take(LONGEST_NAME).collect();
        if found.last().is_none_or(|(_, sheet)| sheet.name != name) {
            let mut columns = vec!["Indicator".to_string(), "Unit".to_string()];
            columns.extend(table.quarters.iter().cloned());
            let heading = format!("{}: quarters, {}", table.theme_title, pack.home.1);
            let sheet = Sheet {
                heading,
                lines: lines("The county's figure of each quarter", "", pack),
                table: Some(grid(&name, columns, Vec::new())),
                name,
            };
            found.push((table.theme_title.as_str(), sheet));
        }
        let decimals = usize::from(table.counted.1.is_some());
        let mut row = vec![
            words(format!("{} ({})", table.name, table.indicator)),
            words(&table.unit_words),
        ];
        row.extend(table.by_quarter.iter().map(|it| figure(&it.value, decimals)));
        if let Some(grid) = found.last_mut().and_then(|(_, sheet)| sheet.table.as_mut()) {
            grid.rows.push(row);
        }
    }
    found
}

fn grid(name: &str, columns: Vec<String>, rows: Vec<Vec<SheetCell>>) -> Grid {
    let widths = (0..columns.len()).map(|nth| if nth == 0 { NAME_WIDTH } else { FIGURE_WIDTH });
    Grid {
        name: format!("table_{}", super::slug(name)),
        widths: widths.collect(),
        columns,
        rows,
    }
}

/// The numbers of the table's notes in the sheet Notes.
fn note_references(table: &PublicTable, pack: &PublicPack) -> String {
    let before: usize = pack
        .tables
        .iter()
        .take_while(|other| other.indicator != table.indicator)
        .map(|other| prose::notes(other).len())
        .sum();
    let numbers = (0..prose::notes(table).len()).map(|nth| format!("[note {}]", before + nth + 1));
    numbers.collect::<Vec<String>>().join(" ")
}
