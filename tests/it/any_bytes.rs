//! Laws of reading: whatever the bytes, there is a file, in good time, and the gate can look at it.

use std::time::Instant;

use paqa::ingest::read::{FileKind, read_file};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};

use crate::reading::{cells, sample, workbook_of};
use crate::written::{FORMATS, escape, write};

fn any_name() -> impl Strategy<Value = String> {
    let endings = prop_oneof!["csv", "tsv", "xlsx", "xlsm", "xls", "ods", "html", "xml", "txt", ""];
    ("[a-z0-9 ]{0,12}", endings).prop_map(|(stem, ending)| format!("{stem}.{ending}"))
}

/// A valid file with some of its bytes changed, and cut somewhere.
fn mutilated() -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    let files: Vec<Vec<u8>> = FORMATS.iter().map(|format| write(&sample(), *format)).collect();
    (
        prop::sample::select(files),
        changes,
        prop_oneof![3 => Just(None), 1 => any::<prop::sample::Index>().prop_map(Some)],
    )
        .prop_map(|(mut bytes, changes, cut)| {
            for (at, value) in changes {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            bytes.truncate(cut.map_or(bytes.len(), |cut| cut.index(bytes.len())));
            bytes
        })
}

/// Markup of the words that readers look for, in any order and depth.
fn markup() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        "row",
        "c",
        "v",
        "f",
        "is",
        "t",
        "sheetData",
        "mergeCell",
        "col",
        "table:table",
        "table:table-row",
        "table:table-cell",
        "text:p",
        "Row",
        "Cell",
        "Data",
        "Worksheet",
        "tr",
        "td",
        "table"
    ];
    let attribute = ("(r|s|t|ref|min|max|hidden|ss:Index|ss:Type|colspan|rowspan|table:number-rows-repeated|table:number-columns-repeated)", "[A-Z0-9a-z:&;-]{0,9}")
        .prop_map(|(name, value)| format!(" {name}=\"{value}\""));
    let tag = (
        name,
        prop::collection::vec(attribute, 0..3),
        prop_oneof!["", "/"],
        any::<bool>(),
    )
        .prop_map(|(name, attributes, slash, close)| {
            if close {
                format!("</{name}>")
            } else {
                format!("<{name}{}{slash}>", attributes.concat())
            }
        });
    let text = "[ -~£\n]{0,8}".prop_map(|text| escape(&text));
    prop::collection::vec(prop_oneof![3 => tag, 1 => text], 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_under_any_name_give_a_file(bytes in prop::collection::vec(any::<u8>(), 0..3_000), name in any_name()) {
        check_read(&bytes, &name);
    }

    #[test]
    fn any_text_gives_a_file(text in "[\"',;|\t\r\n a-c0-9£\u{feff}<>=-]{0,400}", name in any_name()) {
        check_read(text.as_bytes(), &name);
    }

    #[test]
    fn mutilated_files_give_a_file(bytes in mutilated(), name in any_name()) {
        check_read(&bytes, &name);
    }

    #[test]
    fn any_markup_gives_a_file(markup in markup()) {
        check_read(&workbook_of(&format!("<sheetData>{markup}</sheetData>")), "a.xlsx");
        check_read(format!("<html>{markup}").as_bytes(), "a.xls");
        let open = "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><table:table table:name=\"a\">";
        check_read(format!("{open}{markup}").as_bytes(), "a.fods");
        let open = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\">";
        check_read(format!("{open}{markup}").as_bytes(), "a.xml");
    }
}

/// Reads and searches, in good time; whatever is not refused has a known kind, and every cell can be looked at.
fn check_read(bytes: &[u8], name: &str) {
    let begun = Instant::now();
    let file = read_file(bytes, name);
    assert!(file.refused.is_some() || file.kind != FileKind::Unknown);
    assert!(
        file.refused
            .as_ref()
            .is_none_or(|refusal| refusal.reason != "reading it broke off"),
        "a reader panicked"
    );
    let letters: usize = file.sheets.iter().flat_map(cells).map(|cell| cell.len()).sum();
    let outcome = paqa::ingest::privacy::examine(&file, name, &paqa::ingest::privacy::Gazetteer::default());
    assert!(outcome.reasons.iter().all(|reason| reason.times > 0) && letters < 1 << 30);
    assert!(begun.elapsed().as_secs() < 10);
}
