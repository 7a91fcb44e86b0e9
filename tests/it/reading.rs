//! Files of every kind into sheets: what a spreadsheet shows, what peers read, and what must be refused in words.

#![allow(
    clippy::unwrap_used,
    reason = "what cannot be written or read here has failed the test"
)]

use std::io::Cursor;
use std::time::Instant;

use calamine::{Data, Ods, Range, Reader, Xls, Xlsx};
use paqa::ingest::read::{ReadFile, read_file};
use paqa::ingest::sheet::{Raw, Sheet, Visibility, address};
use rust_xlsxwriter::{Format as Dress, Formula, Workbook};

use crate::written::{FORMATS, Format, Table, add_note, table, write, xls, zipped};

/// A table with what trips readers up.
pub fn sample() -> Table {
    table(
        "Return of Harlow & Epping||\n\
         \n\
         Indicator|Number|Note\n\
         Referrals|1407|\"quoted\", 5 < 6; £7 – “so”\n\
         Looked after|0.5|two\nlines\n\
         |<5|\n\
         Last|-3|é",
    )
}

/// Every cell with its address.
pub fn cells(sheet: &Sheet) -> Vec<String> {
    (0..sheet.row_count())
        .flat_map(|row| {
            sheet
                .row(row)
                .map(move |(column, cell)| format!("{}={}", address(row, column), cell.shown()))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn expected(table: &Table) -> Vec<String> {
    let named = |row: usize, column: usize, cell: &str| format!("{}={cell}", address(row as u32, column as u32));
    let rows = table.iter().enumerate();
    rows.flat_map(|(row, cells)| {
        cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .map(move |(column, cell)| named(row, column, cell))
            .collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn one_table_reads_alike_in_every_format() {
    let table = sample();
    for format in FORMATS {
        let file = read_file(&write(&table, format), &format!("return.{}", format.ending()));
        assert_eq!(file.refused, None, "{format:?}");
        assert_eq!(file.troubles, [], "{format:?}");
        let mut wanted = expected(&table);
        if format == Format::Html {
            // A browser takes a line break in the source for a space.
            wanted.iter_mut().for_each(|cell| *cell = cell.replace('\n', " "));
        }
        assert_eq!(cells(&file.sheets[0]), wanted, "{format:?}");
    }
}

#[test]
fn the_content_tells_the_kind_and_a_wrong_name_is_said() {
    for format in FORMATS {
        let bytes = write(&sample(), format);
        let plain = read_file(&bytes, "return");
        for name in ["return.csv", "return.xlsx", "return.xls", "return.ods", "RETURN.HTML"] {
            let file = read_file(&bytes, name);
            assert_eq!(file.kind, plain.kind, "{format:?} as {name}");
            let said = file.troubles.iter().any(|trouble| trouble.kind == "file-kind-mismatch");
            let ending = name.rsplit('.').next().unwrap().to_lowercase();
            assert_eq!(said, !plain.kind.fits(&ending), "{format:?} as {name}");
        }
    }
}

#[test]
fn workbooks_read_as_a_peer_reads_them() {
    let table = sample();
    for format in [Format::Xlsx, Format::Xls, Format::Ods] {
        let bytes = write(&table, format);
        let ours = read_file(&bytes, "a");
        let range = peer_range(bytes, format);
        let (top, left) = range.start().unwrap();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top + row as u32, left + column as u32);
            assert_eq!(
                ours.sheets[0].cell(row, column).shown(),
                value.to_string(),
                "{format:?} {}",
                address(row, column)
            );
        }
        assert_eq!(
            range.used_cells().count(),
            ours.sheets[0].grid.cell_count(),
            "{format:?}"
        );
    }
}

fn peer_range(bytes: Vec<u8>, format: Format) -> Range<Data> {
    let bytes = Cursor::new(bytes);
    match format {
        Format::Xls => Xls::new(bytes).unwrap().worksheet_range("Return").unwrap(),
        Format::Ods => Ods::new(bytes).unwrap().worksheet_range("Return").unwrap(),
        _ => Xlsx::new(bytes).unwrap().worksheet_range("Return").unwrap(),
    }
}

fn dressed() -> ReadFile {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Data").unwrap();
    sheet
        .write_number_with_format(0, 0, 0.075, &Dress::new().set_num_format("0.0%"))
        .unwrap();
    sheet
        .write_number_with_format(1, 0, 46286.0, &Dress::new().set_num_format("dd/mm/yyyy"))
        .unwrap();
    sheet
        .write_number_with_format(2, 0, 3.0, &Dress::new().set_num_format("[<6]\"<6\";0"))
        .unwrap();
    sheet
        .write_string_with_format(3, 0, "Total", &Dress::new().set_bold())
        .unwrap();
    sheet
        .write_formula(4, 0, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet
        .write_formula(5, 0, Formula::new("=A1*2").set_result("0.15"))
        .unwrap();
    sheet.write_formula(6, 0, Formula::new("=SUM(A1:A3)")).unwrap();
    sheet.write_boolean(8, 0, true).unwrap();
    sheet.merge_range(9, 0, 11, 0, "Mid", &Dress::new()).unwrap();
    sheet.set_row_hidden(1).unwrap();
    sheet.set_column_hidden(3).unwrap();
    sheet.write_number(1, 3, 12).unwrap();
    add_note(&mut book, (0, 0), "as agreed");
    book.add_worksheet()
        .set_name("Old")
        .unwrap()
        .set_hidden(true)
        .write_number(0, 0, 1)
        .unwrap();
    book.add_worksheet().set_name("Older").unwrap().set_very_hidden(true);
    read_file(&book.save_to_buffer().unwrap(), "a.xlsx")
}

#[test]
fn what_the_reading_library_hides_is_read() {
    let file = dressed();
    let sheet = &file.sheets[0];
    let shown: Vec<String> = (0..6).map(|row| sheet.cell(row, 0).shown().into_owned()).collect();
    assert_eq!(shown, ["7.5%", "21/09/2026", "<6", "Total", "#DIV/0!", "0.15"]);
    assert_eq!(sheet.cell(0, 0).number_as_read(), Some(7.5));
    assert!(matches!(sheet.cell(1, 0).raw, Raw::Date(_)) && sheet.cell(3, 0).style.bold);
    assert!(matches!(sheet.cell(4, 0).raw, Raw::Error("#DIV/0!")) && sheet.cell(5, 0).formula);
    assert_eq!(
        sheet.cell(6, 0).raw,
        Raw::FormulaWithoutValue,
        "a nought that no one calculated"
    );
    assert_eq!(sheet.cell_through_merges(11, 0).shown(), "Mid");
    assert!(sheet.row_is_hidden(1) && sheet.column_is_hidden(3) && !sheet.row_is_hidden(0));
    assert_eq!(sheet.comments[0].text, "as agreed");
    let seen: Vec<Visibility> = file.sheets.iter().map(|sheet| sheet.visibility).collect();
    assert_eq!(seen, [Visibility::Visible, Visibility::Hidden, Visibility::VeryHidden]);
}

/// A workbook whose only sheet has the given XML between `<worksheet>` tags.
pub fn workbook_of(sheet: &str) -> Vec<u8> {
    let part = format!("<worksheet>{sheet}</worksheet>");
    zipped::with_parts(
        &write(&sample(), Format::Xlsx),
        &[("xl/worksheets/sheet1.xml", part.as_bytes())],
    )
}

#[track_caller]
fn check_refused(bytes: &[u8], what: &str, kind: &str) {
    let begun = Instant::now();
    let file = read_file(bytes, "return.xlsx");
    assert!(file.refused.is_some(), "{what} is refused");
    let refusal = file.refused.unwrap();
    assert_eq!(refusal.kind, kind, "{what}: {}", refusal.reason);
    assert!(
        refusal.reason.starts_with("it ") || refusal.reason.starts_with("its ") || refusal.reason.starts_with("a "),
        "{}",
        refusal.reason
    );
    assert!(begun.elapsed().as_secs() < 10, "{what} takes {:?}", begun.elapsed());
}

#[test]
fn protected_files_are_refused_in_words() {
    check_refused(
        &xls::container("EncryptedPackage", b"secret"),
        "an encrypted workbook",
        "password-protected",
    );
    let begun = [9u16, 8, 8, 0].map(|number| number as u8);
    let records = [&begun[..], &[0, 6, 5, 0, 0, 0, 0, 0], &[0x2F, 0, 2, 0, 1, 0]].concat();
    check_refused(
        &xls::container("Workbook", &records),
        "an encrypted old workbook",
        "password-protected",
    );
    let manifest =
        b"<manifest><file-entry full-path=\"content.xml\"><encryption-data/></file-entry></manifest>".as_slice();
    let protected = zipped::with_parts(&write(&sample(), Format::Ods), &[("META-INF/manifest.xml", manifest)]);
    check_refused(&protected, "an encrypted spreadsheet", "password-protected");
    let mut locked = write(&sample(), Format::Xlsx);
    let flags: Vec<usize> = (0..locked.len() - 4)
        .filter(|at| locked[*at..].starts_with(b"PK\x01\x02"))
        .collect();
    flags.iter().for_each(|at| locked[at + 8] |= 1);
    check_refused(&locked, "an encrypted archive", "password-protected");
}

#[test]
fn what_is_no_table_is_refused_in_words() {
    check_refused(b"", "an empty file", "file-empty");
    check_refused(b" \r\n\r\n", "a file of empty lines", "file-empty");
    check_refused(b"%PDF-1.7 ...", "a PDF", "file-not-a-table");
    check_refused(b"\x89PNG\r\n\x1a\n", "a picture", "file-not-a-table");
    check_refused(
        &zipped::archive(&[("word/document.xml", b"<document/>")]),
        "a letter",
        "file-not-a-table",
    );
    check_refused(&zipped::archive(&[("a.csv", b"a,b")]), "an archive", "file-not-a-table");
    check_refused(
        &xls::container("WordDocument", b"x"),
        "an old letter",
        "file-not-a-table",
    );
    for format in [Format::Xlsx, Format::Ods, Format::Xls] {
        let bytes = write(&sample(), format);
        check_refused(
            &bytes[..bytes.len() / 2],
            &format!("half of {format:?}"),
            "file-damaged",
        );
    }
}

#[test]
fn hostile_files_are_refused_within_seconds() {
    let bomb = vec![b' '; 80 << 20];
    let packed = zipped::with_parts(&write(&sample(), Format::Xlsx), &[("xl/worksheets/sheet1.xml", &bomb)]);
    check_refused(&packed, "a sheet that inflates a thousandfold", "file-too-large");
    check_refused(
        &zipped::with_parts(&write(&sample(), Format::Ods), &[("content.xml", &bomb)]),
        "the same as ODS",
        "file-too-large",
    );
    let entities =
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><worksheet><sheetData/></worksheet>";
    let laughing = zipped::with_parts(
        &write(&sample(), Format::Xlsx),
        &[("xl/worksheets/sheet1.xml", entities.as_bytes())],
    );
    check_refused(&laughing, "a document of entities", "file-too-large");
    let long = format!(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData>",
        "ab".repeat(8 << 20)
    );
    check_refused(&workbook_of(&long), "a text of 16 MB", "file-too-large");
    check_refused(
        "a,".repeat(1_000_000).as_bytes(),
        "a line of a million cells",
        "file-too-large",
    );
    check_refused(
        &"x\n".repeat(16_000_001).into_bytes(),
        "sixteen million lines",
        "file-too-large",
    );
    let many: Vec<(String, Vec<u8>)> = (0..21_000).map(|index| (format!("xl/{index}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    check_refused(&zipped::archive(&many), "twenty thousand parts", "file-too-large");
}

#[test]
fn wide_deep_and_empty_sheets_are_read_in_passing() {
    let empty: String = (1..=300_000).map(|row| format!("<row r=\"{row}\"/>")).collect();
    let far = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
               <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    let nested = format!(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>{}",
        "<a>".repeat(500_000)
    );
    for (what, sheet, rows) in [
        (
            "empty rows",
            format!("<sheetData>{empty}<row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData>"),
            2,
        ),
        ("a far corner", far.to_owned(), 1_048_576),
        ("deep nesting", nested, 1),
    ] {
        let begun = Instant::now();
        let file = read_file(&workbook_of(&sheet), "a.xlsx");
        assert_eq!((file.refused, file.sheets[0].row_count()), (None, rows), "{what}");
        assert!(begun.elapsed().as_secs() < 10, "{what} takes {:?}", begun.elapsed());
    }
}

#[test]
fn cells_without_addresses_and_rows_out_of_order_find_their_places() {
    let sheet = "<sheetData><row><c><v>1</v></c><c t=\"str\"><v>a_x000D_b</v></c></row><row r=\"5\"><c r=\"C5\" t=\"b\"><v>1</v></c></row>\
                 <row r=\"3\"><c r=\"B3\" t=\"d\"><v>2026-09-30</v></c></row></sheetData>";
    let file = read_file(&workbook_of(sheet), "a.xlsx");
    assert_eq!(cells(&file.sheets[0]), ["A1=1", "B1=a\rb", "B3=2026-09-30", "C5=TRUE"]);
}

#[test]
fn charts_macros_links_and_old_dates_are_said() {
    let book = "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"Return\" r:id=\"rId1\"/>\
                <sheet name=\"Chart\" r:id=\"rId9\"/><sheet name=\"Gone\" r:id=\"rId10\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                     <Relationship Id=\"rId9\" Type=\"x/chartsheet\" Target=\"chartsheets/sheet1.xml\"/>\
                     <Relationship Id=\"rId3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>44824</v></c></row></sheetData></worksheet>";
    let parts = [
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/vbaProject.bin", b"macro"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    ];
    let file = read_file(
        &zipped::with_parts(&write(&sample(), Format::Xlsx), &parts),
        "return.xlsm",
    );
    let kinds: Vec<&str> = file.troubles.iter().map(|trouble| trouble.kind).collect();
    assert_eq!(
        kinds,
        [
            "macros-ignored",
            "dates-count-from-1904",
            "chart-sheet",
            "sheet-unreadable",
            "external-links"
        ]
    );
    assert_eq!(file.sheets[0].cell(0, 0).shown(), "21/09/2026");
    assert!(kinds.iter().all(|kind| paqa::ingest::read::KINDS.contains(kind)));
}

#[test]
fn a_formula_that_makes_an_empty_text_is_blank_and_one_that_lost_its_text_is_not() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><f>IF(B1&gt;1,B1,&quot;&quot;)</f><v></v></c>\
                 <c r=\"B1\" t=\"str\"><f>C1&amp;D1</f><v></v></c><c r=\"C1\"><f>SUM(D1:D9)</f></c></row></sheetData>";
    let file = read_file(&workbook_of(sheet), "a.xlsx");
    let raws: Vec<Raw> = (0..3).map(|column| file.sheets[0].cell(0, column).raw).collect();
    assert_eq!(raws, [Raw::Empty, Raw::FormulaWithoutValue, Raw::FormulaWithoutValue]);
}
