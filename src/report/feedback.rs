//! What one agency is told into a workbook: summary first, then every finding, then the names that could be remembered.

use crate::domain::Feedback;
use crate::report::sheets::{self, Book, Field, Sheet, SheetColumn, SheetTable};
use chrono::NaiveDate;

/// The workbook as bytes.
///
/// # Errors
/// When it cannot be made, which is a fault of the program.
pub fn workbook(told: &Feedback, (board, day): (&str, NaiveDate)) -> anyhow::Result<Vec<u8>> {
    let mut made = vec![Sheet {
        name: "Summary".to_string(),
        title: told.page.title.clone(),
        says: [vec![format!("{}. {}.", told.page.of, told.name)], told.summary.clone()].concat(),
        table: None,
    }];
    if !told.lines.is_empty() {
        made.push(findings(told));
    }
    if !told.proposals.is_empty() {
        made.push(names(told));
    }
    sheets::workbook(&Book {
        title: format!("{}: {}", told.page.of, told.name),
        author: board.to_string(),
        day,
        sheets: made,
        lists: vec![],
        lists_say: vec![],
    })
}

fn findings(told: &Feedback) -> Sheet {
    let widths = [
        ("No.", 6.0),
        ("Answer needed", 11.0),
        ("File", 26.0),
        ("Sheet", 18.0),
        ("Cell", 10.0),
        ("What it is about", 24.0),
        ("What was seen", 26.0),
        ("Taken for", 22.0),
        ("What we saw", 50.0),
        ("What we did", 36.0),
        ("What we ask of you", 44.0),
    ];
    let or = |text: &str, otherwise: &str| Field::Words(if text.is_empty() { otherwise } else { text }.to_string());
    let rows = told.lines.iter().enumerate().map(|(nth, line)| {
        vec![
            Field::Number((nth + 1) as f64),
            Field::from(if line.is_question { "yes" } else { "no" }),
            or(&line.file, "no file"),
            or(&line.sheet, "whole file"),
            or(&line.cell, "no one cell"),
            Field::from(line.title.as_str()),
            or(&line.seen, "nothing"),
            or(&line.treated_as, "not taken, or as it stands"),
            Field::from(line.saw.as_str()),
            Field::from(line.did.as_str()),
            or(&line.ask, "nothing"),
        ]
    });
    Sheet {
        name: "Findings".to_string(),
        title: "Everything that we found, what needs an answer first".to_string(),
        says: vec!["This sheet contains one table.".to_string()],
        table: Some(SheetTable {
            columns: widths
                .iter()
                .map(|(name, width)| SheetColumn::words(name, *width))
                .collect(),
            rows: rows.collect(),
            open: false,
        }),
    }
}

fn names(told: &Feedback) -> Sheet {
    let what = |what: &str| match what {
        "heading" => "column heading",
        "indicator" => "name of an indicator",
        "area" => "name of an area",
        "agency" => "name of an agency",
        _ => "word in a list",
    };
    let rows = told.proposals.iter().map(|one| {
        let read_as = if one.called.is_empty() {
            "not understood"
        } else {
            &one.called
        };
        vec![
            Field::from(one.written.as_str()),
            Field::from(what(&one.what)),
            Field::from(read_as),
            Field::from(one.found_at.rsplit('/').next().unwrap_or_default()),
        ]
    });
    Sheet {
        name: "Your names".to_string(),
        title: "Names of yours that we would remember".to_string(),
        says: vec![
            "This sheet contains one table. If we took a name for the wrong thing, please tell us; the others we shall remember.".to_string(),
        ],
        table: Some(SheetTable {
            columns: vec![
                SheetColumn::words("You wrote", 36.0),
                SheetColumn::words("It is a", 22.0),
                SheetColumn::words("We read it as", 30.0),
                SheetColumn::words("It stands in", 40.0),
            ],
            rows: rows.collect(),
            open: false,
        }),
    }
}
