//! What may be written into cells: lists to choose from with the sheet that holds them, and questions about odd entries.

use crate::report::sheets::{AllowedList, Allows, Field, Sheet, SheetColumn, SheetTable};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, Worksheet, XlsxError,
};

/// The sheet that holds the lists.
const NAME: &str = "Allowed values";
/// Characters that a hint may have.
const HINT: usize = 250;

/// Where the values of each list stand.
pub(super) fn places(lists: &[AllowedList], heading_row: u32) -> Vec<String> {
    let mut next = heading_row + 2;
    let mut places = Vec::new();
    for list in lists {
        let last = next + list.values.len().max(1) as u32 - 1;
        places.push(format!("='{NAME}'!$B${next}:$B${last}"));
        next = last + 1;
    }
    places
}

/// The sheet of all lists.
pub(super) fn sheet(lists: &[AllowedList], says: &[String]) -> Sheet {
    let row = |list: &AllowedList, (value, meaning): &(String, String)| {
        vec![
            Field::from(list.title.as_str()),
            Field::from(value.as_str()),
            Field::from(meaning.as_str()),
        ]
    };
    let rows = lists
        .iter()
        .flat_map(|list| list.values.iter().map(move |value| row(list, value)));
    Sheet {
        name: NAME.to_string(),
        title: "Allowed values".to_string(),
        says: says.to_vec(),
        table: Some(SheetTable {
            columns: vec![
                SheetColumn::words("List", 28.0),
                SheetColumn::words("Value", 34.0),
                SheetColumn::words("Meaning", 60.0),
            ],
            rows: rows.collect(),
            open: false,
        }),
    }
}

/// Says what may be written into a column, from the first row to the last.
pub(super) fn put(
    to: &mut Worksheet,
    (column, at): (&SheetColumn, u16),
    (first, last): (u32, u32),
    places: &[String],
) -> Result<(), XlsxError> {
    let not_a_number = "If there is no number, write x (not available), z (does not apply) or <5 (too small to send).";
    let rule = match column.allows {
        Allows::Anything if column.hint.is_empty() => return Ok(()),
        Allows::Anything => DataValidation::new().allow_any_value(),
        Allows::Count => questioned(
            DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            not_a_number,
        )?,
        Allows::Number => questioned(
            DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            not_a_number,
        )?,
        Allows::Day => questioned(
            DataValidation::new().allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(2000, 1, 1)?)),
            "Please write a date, such as 24 July 2026.",
        )?,
        Allows::Listed(list) => match places.get(list) {
            Some(place) => questioned(
                DataValidation::new().allow_list_formula(Formula::new(place)),
                "That is not on the list. If none fits, keep it and say so in your e-mail.",
            )?,
            None => return Ok(()),
        },
    };
    let rule = if column.hint.is_empty() {
        rule
    } else {
        rule.set_input_message(column.hint.chars().take(HINT).collect::<String>())?
    };
    to.add_data_validation(first, at, last, at, &rule)?;
    Ok(())
}

/// A form that refuses an answer gets none: odd entries are questioned and can be kept.
fn questioned(rule: DataValidation, said: &str) -> Result<DataValidation, XlsxError> {
    rule.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Please check")?
        .set_error_message(said)
}
