//! `commentary/<period>.csv` or `.xlsx`: what people wrote about exceptions, read; and the lines that are missing, added.

use crate::board::register::quoted;
use crate::board::table::{self, Row};
use crate::catalogue::Fault;
use crate::domain::{Period, Remark, inert};
use calamine::{Data, Reader};
use chrono::{Datelike, NaiveDate};
use encoding_rs::WINDOWS_1252;
use std::path::Path;

const COLUMNS: [&str; 12] = [
    "exception",
    "indicator",
    "area",
    "agency",
    "said",
    "said_by",
    "said_on",
    "asked",
    "answer",
    "decision",
    "owner",
    "due",
];

/// What people wrote in one quarter. Faults in it are findings, not errors.
#[derive(Clone, Debug, Default)]
pub struct Commentary {
    /// The lines in the order of the file.
    pub remarks: Vec<Remark>,
    /// What could not be read; the lines at fault are left out.
    pub faults: Vec<Fault>,
}

/// Reads the commentary of a period: the CSV file, the workbook, or both; empty when there is neither.
pub fn read_commentary(root: &Path, period: Period) -> Commentary {
    let mut commentary = Commentary::default();
    let name = format!("commentary/{}.csv", period.slug());
    if let Ok(bytes) = std::fs::read(root.join(&name)) {
        let text = table::text_of_bytes(&bytes);
        add_lines(&text, &name, period, &mut commentary);
    }
    let name = format!("commentary/{}.xlsx", period.slug());
    if root.join(&name).is_file() {
        match sheet_as_csv(&root.join(&name)) {
            Ok(text) => add_lines(&text, &name, period, &mut commentary),
            Err(error) => commentary
                .faults
                .push(Fault::of_file(name, format!("cannot be read: {error}"))),
        }
    }
    commentary
}

fn add_lines(text: &str, name: &str, period: Period, commentary: &mut Commentary) {
    if let Some(table) = table::parse(text, name, &COLUMNS, &mut commentary.faults) {
        for row in &table.rows {
            let said = no_days(row).into_iter().chain(empty_signs(row));
            let faults: Vec<Fault> = said.map(|said| Fault::at(name, row.line, said)).collect();
            commentary.faults.extend(faults);
            commentary.remarks.push(remark(row, period));
        }
    }
}

/// What is said of dates that are none. When something was said is a day, or at least tells its year.
fn no_days(row: &Row) -> Vec<String> {
    let is_wrong = |column: &&str| {
        let written = row.cell(column);
        let tells_no_year = *column == "said_on" && !written.is_empty() && !has_a_year(written);
        day(written).is_none() && (looks_like_a_day(written) || tells_no_year)
    };
    let wrong = ["said_on", "due"].into_iter().filter(is_wrong);
    wrong
        .map(|column| format!("`{column}` says {}, which is no day", row.cell(column)))
        .collect()
}

fn has_a_year(written: &str) -> bool {
    let mut words = written.split(|letter: char| !letter.is_ascii_digit());
    words.any(|word| word.len() == 4)
}

/// Columns whose words papers quote.
const QUOTED: [&str; 4] = ["said", "asked", "answer", "decision"];

/// What is said of cells that hold a sign in place of words, which is taken for none.
fn empty_signs(row: &Row) -> Vec<String> {
    let held = QUOTED.into_iter().filter(|column| is_empty_sign(row.cell(column)));
    held.map(|column| {
        format!(
            "`{column}` says {}, which is taken for nothing",
            row.cell(column).trim()
        )
    })
    .collect()
}

/// Whether a cell was filled to say that there is nothing: one letter or sign, or `n/a` and its like. One digit may well be an answer.
fn is_empty_sign(written: &str) -> bool {
    let letters: String = written.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let counts = letters.chars().any(char::is_numeric);
    let known = ["na", "nil", "tba", "tbc", "tbd", "xx", "xxx"];
    let says_nothing = letters.chars().count() < 2 || known.contains(&letters.to_lowercase().as_str());
    !written.trim().is_empty() && !counts && says_nothing
}

/// A day as people write it: `2026-11-13`, `13/11/2026`, `13.11.26`, `13 Nov 2026`.
fn day(written: &str) -> Option<NaiveDate> {
    let written = written.trim().replace(['.', '-', ' '], "/");
    let forms = ["%Y/%m/%d", "%d/%m/%y", "%d/%m/%Y", "%d/%b/%Y", "%d/%B/%Y"];
    forms
        .iter()
        .filter_map(|form| NaiveDate::parse_from_str(&written, form).ok())
        .find(|day| (1900..2200).contains(&day.year()))
}

/// Whether a text is digits with what divides them in a date, twice.
fn looks_like_a_day(written: &str) -> bool {
    let divides = |letter: char| matches!(letter, '/' | '.' | '-');
    let plain = written
        .trim()
        .chars()
        .all(|letter| letter.is_ascii_digit() || divides(letter));
    plain && written.trim().matches(divides).count() == 2
}

fn remark(row: &Row, period: Period) -> Remark {
    let text = |column: &str| match QUOTED.contains(&column) && is_empty_sign(row.cell(column)) {
        true => String::new(),
        false => row.cell(column).to_string(),
    };
    // Papers print a day in one way, however it was written.
    let when = |column: &str| day(row.cell(column)).map_or_else(|| text(column), |day| day.to_string());
    Remark {
        period,
        exception: text("exception"),
        indicator: text("indicator"),
        area: text("area"),
        agency: text("agency"),
        said: text("said"),
        said_by: text("said_by"),
        said_on: when("said_on"),
        asked: text("asked"),
        answer: text("answer"),
        decision: text("decision"),
        owner: text("owner"),
        due: when("due"),
    }
}

/// The first sheet of a workbook as CSV text, from its header row on. Days come as ISO 8601.
fn sheet_as_csv(path: &Path) -> Result<String, calamine::Error> {
    let mut workbook = calamine::open_workbook_auto(path)?;
    let Some(sheet) = workbook.worksheet_range_at(0) else {
        return Ok(String::new());
    };
    let sheet = sheet?;
    let is_header = |row: &&[Data]| {
        row.iter()
            .any(|cell| cell.to_string().trim().eq_ignore_ascii_case("exception"))
    };
    let skipped = sheet.rows().position(|row| is_header(&row)).unwrap_or(0);
    let line = |row: &[Data]| {
        row.iter()
            .map(|cell| quoted(&cell_text(cell), ','))
            .collect::<Vec<_>>()
            .join(",")
    };
    // Blank lines stand for the rows above the header, so that faults are told at the sheet's own rows.
    let rows: Vec<String> = sheet.rows().skip(skipped).map(line).collect();
    Ok(format!("{}{}", "\n".repeat(skipped), rows.join("\n")))
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => match day.as_datetime() {
            Some(day) => day.date().to_string(),
            None => cell.to_string(),
        },
        _ => cell.to_string(),
    }
}

/// A commentary file with a line for each remark added at its end. What is there stays to the byte, in the encoding, the order of
/// columns and with the separators with which it was saved; a file that is not there yet begins with the canonical header. Two bytes a letter
/// (UTF-16) are left alone: nothing is added to them.
pub fn with_lines_added(old: &[u8], remarks: &[Remark]) -> Vec<u8> {
    let is_two_bytes = old.starts_with(&[0xff, 0xfe]) || old.starts_with(&[0xfe, 0xff]) || old.contains(&0);
    match std::str::from_utf8(old) {
        _ if is_two_bytes => old.to_vec(),
        Ok(text) => text_with_lines_added(text, remarks).into_bytes(),
        Err(_) => {
            let (text, _, _) = WINDOWS_1252.decode(old);
            let new = text_with_lines_added(&text, remarks);
            let added = new.get(text.len()..).unwrap_or_default();
            [old, WINDOWS_1252.encode(added).0.as_ref()].concat()
        }
    }
}

fn text_with_lines_added(old: &str, remarks: &[Remark]) -> String {
    let written = table::headings(old);
    let (columns, separator) = if written.is_empty() {
        (COLUMNS.map(String::from).to_vec(), ',')
    } else {
        (written, table::separator(old))
    };
    let between = separator.to_string();
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = old.to_string();
    if old.trim_start_matches('\u{feff}').trim().is_empty() {
        text.push_str(&format!("{}{end}", COLUMNS.join(&between)));
    }
    for remark in remarks {
        if !text.ends_with('\n') {
            text.push_str(end);
        }
        let cells: Vec<String> = columns
            .iter()
            .map(|column| quoted(&inert(cell_of(remark, column)), separator))
            .collect();
        text.push_str(&cells.join(&between));
        text.push_str(end);
    }
    text
}

fn cell_of<'a>(remark: &'a Remark, column: &str) -> &'a str {
    match column {
        "exception" => &remark.exception,
        "indicator" => &remark.indicator,
        "area" => &remark.area,
        "agency" => &remark.agency,
        "said" => &remark.said,
        "said_by" => &remark.said_by,
        "said_on" => &remark.said_on,
        "asked" => &remark.asked,
        "answer" => &remark.answer,
        "decision" => &remark.decision,
        "owner" => &remark.owner,
        "due" => &remark.due,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_for(indicator: &str) -> Remark {
        let mut commentary = Commentary::default();
        let text = format!("{}\nx,{indicator}\n", COLUMNS.join(","));
        add_lines(&text, "c.csv", "2026-27 Q2".parse().unwrap(), &mut commentary);
        commentary.remarks.remove(0)
    }

    #[test]
    fn a_sign_in_place_of_words_says_nothing_and_one_digit_may_be_an_answer() {
        for written in ["-", "–", "n/a", "A", "tbc", "?"] {
            assert!(is_empty_sign(written), "{written}");
        }
        for written in ["", "7", "no", "yes", "x2"] {
            assert!(!is_empty_sign(written), "{written}");
        }
    }

    #[test]
    fn lines_are_added_and_what_stands_is_never_touched() {
        let old = "exception,note,indicator\n\"a, b\",mine,FD05";
        let new = with_lines_added(old.as_bytes(), &[asked_for("CP10")]);
        assert_eq!(new, format!("{old}\nx,,CP10\n").into_bytes());
        assert!(with_lines_added(b"", &[]).starts_with(b"exception,indicator,area,agency,said,"));
    }

    #[test]
    fn a_file_divided_by_semicolons_or_tabs_is_read_and_goes_on_so() {
        let period = "2026-27 Q2".parse().unwrap();
        for between in [";", "\t", ","] {
            let said = "We agree; more, later";
            let header = COLUMNS.join(between);
            let line = format!(
                "x{between}FD05{between}E1{between}{between}\"{said}\"{}",
                between.repeat(7)
            );
            let old = format!("{header}\r\n{line}\r\n");
            let mut commentary = Commentary::default();
            add_lines(&old, "c.csv", period, &mut commentary);
            assert_eq!(commentary.remarks[0].said, said, "{:?}", commentary.faults);
            let new = String::from_utf8(with_lines_added(old.as_bytes(), &[asked_for("CP10")])).unwrap();
            assert!(new.starts_with(&old), "what stood there is untouched");
            let mut commentary = Commentary::default();
            add_lines(&new, "c.csv", period, &mut commentary);
            assert_eq!(commentary.remarks[1].indicator, "CP10", "{new}");
            assert!(commentary.faults.is_empty());
        }
    }

    #[test]
    fn days_are_read_as_people_write_them_and_one_that_is_none_is_a_fault() {
        let read = |said_on: &str, due: &str| {
            let mut commentary = Commentary::default();
            let text = format!("{}\nx,FD05,,,yes,Head,{said_on},,,,,{due}\n", COLUMNS.join(","));
            add_lines(&text, "c.csv", "2026-27 Q2".parse().unwrap(), &mut commentary);
            commentary
        };
        let good = read("13/11/2026", "1.2.27");
        assert!(good.faults.is_empty(), "{:?}", good.faults);
        assert_eq!(
            (good.remarks[0].said_on.as_str(), good.remarks[0].due.as_str()),
            ("2026-11-13", "2027-02-01")
        );
        let bad = read("2026-11-13", "32/13/2026");
        assert_eq!(bad.remarks[0].due, "32/13/2026");
        assert!(
            bad.faults
                .iter()
                .any(|fault| fault.line == Some(2) && fault.said.contains("32/13/2026"))
        );
        assert!(read("in November 2026", "when the post is filled").faults.is_empty());
        assert_eq!(read("16 Nov 2026", "").remarks[0].said_on, "2026-11-16");
        assert!(read("last Tuesday", "").faults[0].said.contains("last Tuesday"));
    }

    #[test]
    fn a_sign_in_place_of_words_is_no_speech_and_is_told() {
        for (written, is_one) in [
            ("-", true),
            ("n/a", true),
            ("TBC", true),
            ("A", true),
            ("No.", false),
            ("", false),
        ] {
            let mut commentary = Commentary::default();
            let text = format!("{}\nx,FD05,,,{written},,,,,,,\n", COLUMNS.join(","));
            add_lines(&text, "c.csv", "2026-27 Q2".parse().unwrap(), &mut commentary);
            assert_eq!(commentary.remarks[0].said, if is_one { "" } else { written });
            assert_eq!(commentary.faults.len(), usize::from(is_one), "{written}");
        }
    }

    #[test]
    fn blank_lines_before_the_header_stay_with_all_that_follows() {
        let old = "\n\nexception,indicator\nx,FD05\n";
        let new = with_lines_added(old.as_bytes(), &[asked_for("CP10")]);
        assert_eq!(new, format!("{old}x,CP10\n").into_bytes());
    }

    #[test]
    fn what_was_saved_in_another_encoding_stays_to_the_byte() {
        // As a British spreadsheet saves it: one byte for each of the letters and quotation marks.
        let old = b"exception,indicator,said\nx,FD05,\x93Na\xefve\x94 caf\xe9\n";
        let new = with_lines_added(old, &[asked_for("CP10")]);
        assert_eq!(new, [old.as_slice(), b"x,CP10,\n"].concat());
        for old in [b"\xff\xfee\0x\0".as_slice(), b"\xfe\xff\0e\0x", b"\0\x01\x02"] {
            assert_eq!(with_lines_added(old, &[asked_for("CP10")]), old);
        }
    }

    #[test]
    fn a_missing_column_is_a_fault_of_the_file_and_no_error() {
        let mut commentary = Commentary::default();
        add_lines(
            "exception,indicator\nx,FD05\n",
            "c.csv",
            "2026-27 Q2".parse().unwrap(),
            &mut commentary,
        );
        assert!(commentary.remarks.is_empty());
        assert!(commentary.faults.iter().any(|fault| fault.said.contains("`said`")));
    }
}
