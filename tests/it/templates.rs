//! Forms sent out, filled in and sent back: what comes in is what was written, and an empty form is no return.

use crate::example_run::{AS_AT, board, cell};
use crate::written::zipped;
use calamine::{Data, Reader, Xlsx};
use paqa::domain::Table;
use paqa::pipeline::{self, Outcome, Printed, Silent, World};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::OnceLock;

const PERIOD: &str = "2026-27 Q3";
const SLUG: &str = "2026-27-Q3";
/// The day on which the forms come back.
const BACK: &str = "2027-01-20";

static BOARD: OnceLock<tempfile::TempDir> = OnceLock::new();

/// A copy of the example board, after its newest quarter, in which Section 11 is due again; the forms are written.
fn sent_out() -> &'static Path {
    let folder = BOARD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        copy(&board(), folder.path());
        let settings = folder.path().join("board.toml");
        let text = std::fs::read_to_string(&settings).unwrap();
        let due = text.replace(
            "\"2024-25 Q3\", \"2026-27 Q2\"",
            "\"2024-25 Q3\", \"2026-27 Q2\", \"2026-27 Q3\"",
        );
        assert_ne!(due, text, "the example asks for Section 11");
        std::fs::write(settings, due).unwrap();
        for name in ["first", "again"] {
            let out = folder.path().join(name).display().to_string();
            paqa(&["templates", "--period", SLUG, "--out", &out], folder.path(), AS_AT);
        }
        folder
    });
    folder.path()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let at = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(at).unwrap();
        } else {
            std::fs::copy(entry.path(), at).unwrap();
        }
    }
}

fn paqa(words: &[&str], here: &Path, today: &str) -> Outcome {
    let words: Vec<&str> = std::iter::once("paqa").chain(words.iter().copied()).collect();
    let cli = paqa::cli::parse_from(&words).unwrap();
    let world = World {
        here,
        today: today.parse().unwrap(),
        watch: &Silent,
    };
    pipeline::perform(&cli.command, &cli.global, &world).unwrap_or_else(|fault| panic!("{words:?}: {fault}"))
}

fn listed(outcome: Outcome) -> Table {
    match outcome.printed {
        Printed::List(table) => table,
        other => panic!("no list: {other:?}"),
    }
}

fn forms(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().replace(".xlsx", "");
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect();
    found.sort();
    found
}

/// One table of a form: its sheet's number from 1, its headings, and its rows with the number of each from 1.
struct Asked {
    sheet: usize,
    name: String,
    headings: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

fn asked(form: &[u8]) -> Vec<Asked> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(form)).unwrap();
    let names = book.sheet_names();
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if ["Read me", "Definitions", "Allowed values"].contains(&name.as_str()) {
            continue;
        }
        let range = book.worksheet_range(name).unwrap();
        let text = |cell: &Data| cell.to_string();
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(text).collect()).collect();
        // A title and a sentence stand over the headings.
        let headings: Vec<String> = rows[2].iter().filter(|heading| !heading.is_empty()).cloned().collect();
        let width = headings.len();
        let mut body: Vec<(u32, Vec<String>)> = (3..rows.len())
            .map(|row| (row as u32 + 1, rows[row][..width].to_vec()))
            .collect();
        if body.is_empty() {
            body.push((4, vec![String::new(); width]));
        }
        found.push(Asked {
            sheet: at + 1,
            name: name.clone(),
            headings,
            rows: body,
        });
    }
    found
}

/// What is written into the empty cells: figures near the last ones that agree with each other, words of the lists.
fn answers(form: &[u8]) -> BTreeMap<(usize, u32, usize), String> {
    let lists = lists_of(form);
    let mut written = BTreeMap::new();
    for table in asked(form) {
        let parts_of = |code: &str| table.rows.iter().filter(|(_, row)| row[0] == code).count();
        let mut sums: BTreeMap<(String, usize), f64> = BTreeMap::new();
        // The county's row stands first, so its parts are summed from the end.
        for (number, row) in table.rows.iter().rev() {
            for (column, heading) in table.headings.iter().enumerate() {
                if !row[column].is_empty() || heading.ends_with("(for reference)") {
                    continue;
                }
                let answer = match heading.as_str() {
                    "Number" | "Numerator" | "Denominator" => {
                        let usual = if heading == "Denominator" { 90.0 } else { 40.0 } + f64::from(*number % 7);
                        // Near the last figure, and not the same: the whole moves by more than its part.
                        let moved = if heading == "Denominator" { 2.0 } else { 1.0 } + f64::from(*number % 2);
                        let own = last_time(heading, &table.headings, row).map_or(usual, |last| last + moved);
                        let sum = sums.entry((row[0].clone(), column)).or_default();
                        let is_county = row[2] == "Essex" && parts_of(&row[0]) > 1;
                        let figure = if is_county { *sum } else { own };
                        *sum += own;
                        figure.to_string()
                    }
                    "Value" => last_time(heading, &table.headings, row)
                        .map_or(4.0, |last| (last * 10.0 + 1.0).round() / 10.0)
                        .to_string(),
                    "Note" => "Counted again in January".to_string(),
                    // An action with a day on which it was completed is complete.
                    "Status" if table.headings.iter().any(|other| other == "Completed") => "Complete".to_string(),
                    "Period" => PERIOD.to_string(),
                    other => lists.get(&(table.sheet, column)).map_or_else(
                        || plain_answer(other, *number),
                        |list| list[*number as usize % list.len()].clone(),
                    ),
                };
                written.insert((table.sheet, *number, column), answer);
            }
        }
    }
    written
}

/// What the form says was sent last time, so that the answer is like earlier quarters': the figure of `3679 in 2026-27 Q2`, the part or
/// the whole of `34 of 90 in 2026-27 Q2`. `None` where nothing was sent.
fn last_time(heading: &str, headings: &[String], row: &[String]) -> Option<f64> {
    let column = headings.iter().position(|other| other == "Last time (for reference)")?;
    let (said, _) = row[column].split_once(" in ")?;
    let figure = match (heading, said.split_once(" of ")) {
        ("Denominator", Some((_, whole))) => whole,
        (_, Some((part, _))) => part,
        (_, None) => said,
    };
    match figure {
        "a small number" => Some(1.0),
        // The pupils on a reduced timetable, of whom nothing was available last time, were about 320 before.
        "x" => Some(320.0),
        _ => figure.parse().ok(),
    }
}

fn plain_answer(heading: &str, row: u32) -> String {
    match heading {
        "Date" | "Completed" | "Due" | "Reviewed" | "Closed" => "2026-11-10".to_string(),
        "Action" | "Risk" | "Session" | "Respondent" => format!("N{row}"),
        "Course" | "Text" | "Owner" | "Reference" | "Evidence" | "Role" => format!("{heading} of this quarter"),
        "Impact" if row > 0 => "3".to_string(),
        _ => "4".to_string(),
    }
}

/// The lists that columns choose from, by sheet and column, from the rules of the workbook itself.
fn lists_of(form: &[u8]) -> BTreeMap<(usize, usize), Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(form)).unwrap();
    let names = book.sheet_names();
    let Some(range) = names
        .contains(&"Allowed values".to_string())
        .then(|| book.worksheet_range("Allowed values").unwrap())
    else {
        return BTreeMap::new();
    };
    let rule = regex::Regex::new(
        r"(?s)<dataValidation [^>]*sqref=.([A-Z]+)\d+[^>]*>\s*<formula1>'Allowed values'!\$B\$(\d+):\$B\$(\d+)</formula1>",
    )
    .unwrap();
    let mut lists = BTreeMap::new();
    for sheet in 1..=names.len() {
        let xml = part(form, &format!("xl/worksheets/sheet{sheet}.xml"));
        for found in rule.captures_iter(&xml) {
            let column = found[1]
                .bytes()
                .fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1)
                - 1;
            let rows = found[2].parse::<u32>().unwrap()..=found[3].parse::<u32>().unwrap();
            let values = rows
                .map(|row| range.get_value((row - 1, 1)).unwrap().to_string())
                .collect();
            lists.insert((sheet, column), values);
        }
    }
    lists
}

fn part(form: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(form)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The form itself with answers put into the XML of its sheets, all else as it was sent out.
fn filled(form: &[u8], answers: &BTreeMap<(usize, u32, usize), String>) -> Vec<u8> {
    let mut sheets: BTreeMap<usize, String> = BTreeMap::new();
    for ((sheet, row, column), answer) in answers {
        let name = format!("xl/worksheets/sheet{sheet}.xml");
        let xml = sheets.entry(*sheet).or_insert_with(|| part(form, &name));
        let at = paqa::ingest::sheet::address(row - 1, *column as u32);
        let value = match answer.parse::<f64>() {
            Ok(number) => format!("<v>{number}</v></c>"),
            Err(_) => format!("<is><t>{}</t></is></c>", crate::written::escape(answer)),
        };
        let kind = if value.starts_with("<v>") { "n" } else { "inlineStr" };
        *xml = with_cell(xml, (*row, *column), &format!("<c r=\"{at}\" t=\"{kind}\">{value}"));
    }
    let parts: Vec<(String, Vec<u8>)> = sheets
        .into_iter()
        .map(|(sheet, xml)| (format!("xl/worksheets/sheet{sheet}.xml"), xml.into_bytes()))
        .collect();
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    zipped::with_parts(form, &parts)
}

/// A sheet's XML with one more cell, before the first cell further right.
fn with_cell(xml: &str, (row, column): (u32, usize), cell: &str) -> String {
    let open = format!("<row r=\"{row}\"");
    let Some(start) = xml.find(&open) else {
        let end = xml.find("</sheetData>").unwrap();
        return format!("{}{open}>{cell}</row>{}", &xml[..end], &xml[end..]);
    };
    let end = start + xml[start..].find("</row>").unwrap();
    let place = regex::Regex::new("<c r=\"([A-Z]+)").unwrap();
    let further = place.captures_iter(&xml[start..end]).find(|found| {
        let letters = found[1]
            .bytes()
            .fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
        letters > column + 1
    });
    let at = further.map_or(end, |found| start + found.get(0).unwrap().start());
    format!("{}{cell}{}", &xml[..at], &xml[at..])
}

/// A copy of the board with these files as what came in.
fn came_back(files: &[(String, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(sent_out(), folder.path());
    for (agency, bytes) in files {
        let inbox = folder.path().join("inbox").join(SLUG).join(agency);
        std::fs::create_dir_all(&inbox).unwrap();
        std::fs::write(inbox.join("return.xlsx"), bytes).unwrap();
    }
    folder
}

#[test]
fn the_same_day_gives_the_same_forms() {
    let board = sent_out();
    let (first, again) = (forms(&board.join("first")), forms(&board.join("again")));
    assert!(first.len() > 20, "{} forms", first.len());
    assert!(first == again);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one form after the other, out and back")]
fn what_is_filled_in_is_read_without_a_word() {
    let forms = forms(&sent_out().join("first"));
    let answered: Vec<(String, Vec<u8>, BTreeMap<_, _>)> = forms
        .into_iter()
        .map(|(agency, form)| {
            let answers = answers(&form);
            (agency, filled(&form, &answers), answers)
        })
        .collect();
    let files: Vec<(String, Vec<u8>)> = answered
        .iter()
        .map(|(agency, form, _)| (agency.clone(), form.clone()))
        .collect();
    let board = came_back(&files);
    let findings = listed(paqa(&["ingest", "--period", SLUG], board.path(), BACK));
    let said: Vec<String> = (0..findings.rows.len())
        .map(|row| {
            format!(
                "{}: {} {}",
                cell(&findings, row, "agency"),
                cell(&findings, row, "cell"),
                cell(&findings, row, "message")
            )
        })
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    let rows = listed(paqa(&["rows", "dashboard", "--period", SLUG], board.path(), BACK));
    let mut held: BTreeMap<(String, String, String), String> = BTreeMap::new();
    for row in 0..rows.rows.len() {
        let column = |name: &str| cell(&rows, row, name);
        let figures = [column("numerator"), column("denominator"), column("value")].join("/");
        held.insert(
            (column("sender"), column("source_sheet"), column("source_cell")),
            figures,
        );
    }
    let mut compared = 0;
    for (agency, form, answers) in &answered {
        for table in asked(form) {
            let column = |name: &str| table.headings.iter().position(|heading| heading == name);
            let parts = ["Number", "Numerator", "Denominator", "Value"].map(column);
            if table.headings[0] != "Indicator code" {
                continue;
            }
            for (number, _) in &table.rows {
                let written: Vec<(String, String)> = parts
                    .iter()
                    .flatten()
                    .map(|column| {
                        let at = paqa::ingest::sheet::address(number - 1, *column as u32);
                        (at, answers[&(table.sheet, *number, *column)].clone())
                    })
                    .collect();
                let cells = written.iter().map(|(at, _)| at.clone()).collect::<Vec<_>>().join(";");
                let figure = match (&written[..], table.name.as_str()) {
                    ([(_, value)], "Medians and scores") => format!("//{value}"),
                    ([(_, count)], _) => format!("{count}//"),
                    ([(_, part), (_, whole)], _) => format!("{part}/{whole}/"),
                    _ => panic!("{agency} {} {number}: {written:?}", table.name),
                };
                let key = (agency.clone(), table.name.clone(), cells);
                assert_eq!(held.get(&key), Some(&figure), "{key:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 250 && compared == held.len(), "{compared} of {}", held.len());
    let grades = listed(paqa(&["rows", "s11-answers", "--period", SLUG], board.path(), BACK));
    let graded = (0..grades.rows.len())
        .filter(|&row| !cell(&grades, row, "self_grade").is_empty())
        .count();
    assert!(
        graded > 400 && graded == grades.rows.len(),
        "{graded} of {}",
        grades.rows.len()
    );
}

#[test]
fn an_empty_form_is_neither_nil_nor_last_quarter() {
    let board = came_back(&forms(&sent_out().join("first")));
    let findings = listed(paqa(&["ingest", "--period", SLUG], board.path(), BACK));
    let unfilled = (0..findings.rows.len())
        .filter(|&row| cell(&findings, row, "kind") == "form-not-filled")
        .count();
    assert!(unfilled > 50, "{unfilled}");
    let status = listed(paqa(&["status", "--period", SLUG], board.path(), "2027-02-15"));
    for row in 0..status.rows.len() {
        let word = cell(&status, row, "status");
        assert!(
            ["held", "missing"].contains(&word.as_str()),
            "{} {word}",
            cell(&status, row, "agency")
        );
    }
    let rows = listed(paqa(&["rows", "dashboard", "--period", SLUG], board.path(), BACK));
    let figures = (0..rows.rows.len())
        .filter(|&row| cell(&rows, row, "numerator_state") != "blank")
        .count();
    assert_eq!(figures, 0);
}
