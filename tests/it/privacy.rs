//! The privacy gate against identifiers seeded in every position and format, and against clean files that look dangerous.
//! All identifiers are from ranges that belong to nobody: NHS numbers from 999, insurance numbers with QQ, telephones from
//! 07700 900000, pseudo-postcodes, invented names.

#![allow(clippy::unwrap_used, reason = "what cannot be written here has failed the test")]

mod first_names;
mod seeds;

use paqa::ingest::privacy::{GateOutcome, Gazetteer, Verdict, examine};
use paqa::ingest::read::read_file;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_xlsxwriter::{DocProperties, Workbook};

use crate::privacy::seeds::{COLUMNS, SENTENCES, Seed, columns, sentences};
use crate::written::{FORMATS, Format, Table, add_note, table, write, xlsx, zipped};

fn gazetteer() -> Gazetteer {
    let mut gazetteer = Gazetteer::default();
    gazetteer.add_places(["Essex", "Basildon", "Castle Point", "Epping Forest", "Harlow", "Maldon"]);
    gazetteer.add_names([
        "Essex Police",
        "Harlow District Council",
        "Neglect and the graded care profile",
        "Head of Quality",
    ]);
    gazetteer.add_declared_headings([
        "Audit",
        "Case",
        "Response ID",
        "Owner",
        "Due date",
        "Date completed",
        "Value",
        "Course ref",
    ]);
    gazetteer
}

/// A clean return, to which identifiers are added.
fn clean() -> Table {
    table(
        "Quarterly return to the board, Q2 2026-27||||\n\
         Contact: Data team, returns@agency.gov.uk, 01245 000000||||\n\
         Indicator|District|Quarter|Number|Notes\n\
         Homeless 16-17 year olds presenting|Basildon|Q2 2026/27|12|* revised since Q1\n\
         Homeless 16-17 year olds presenting|Castle Point|Q2 2026/27|<5|\n\
         Homeless 16-17 year olds presenting|Epping Forest|Q2 2026/27|7|rise follows training on 12/09/2026\n\
         Homeless 16-17 year olds presenting|Harlow|Q2 2026/27|19|see S11-2024-3.2\n\
         Homeless 16-17 year olds presenting|Maldon|Q2 2026/27|c|",
    )
}

fn with_column(seed: &Seed) -> Table {
    let mut table = clean();
    table[2].push(seed.heading.clone());
    for (row, value) in table.iter_mut().skip(3).zip(&seed.values) {
        row.push(value.clone());
    }
    table
}

fn with_sentence(sentence: &str) -> Table {
    let mut table = clean();
    table[5][4] = sentence.to_owned();
    table
}

fn gate(bytes: &[u8], name: &str) -> GateOutcome {
    let file = read_file(bytes, name);
    assert_eq!(file.refused, None, "{name} is read");
    examine(&file, name, &gazetteer())
}

/// The file is not simply passed, and nothing that the gate says repeats what it saw.
#[track_caller]
fn check_caught(bytes: &[u8], name: &str, (what, seeds): (&str, &[String])) {
    let outcome = gate(bytes, name);
    assert!(outcome.verdict > Verdict::Pass, "{what} is caught in {name}");
    let said = format!("{outcome:?}");
    assert!(
        seeds.iter().all(|seed| seed.len() < 4 || !said.contains(seed.as_str())),
        "{what} is not repeated: {said}"
    );
}

#[test]
fn every_clean_format_passes() {
    for format in FORMATS {
        let outcome = gate(&write(&clean(), format), &format!("return.{}", format.ending()));
        assert_eq!(outcome.verdict, Verdict::Pass, "{format:?}: {:?}", outcome.reasons);
    }
}

#[test]
fn identifiers_in_columns_are_caught_in_every_format() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut count = 0;
    for format in FORMATS {
        for seed in columns(&mut random) {
            let name = format!("return.{}", format.ending());
            check_caught(
                &write(&with_column(&seed), format),
                &name,
                (&seed.heading, &seed.values),
            );
            count += seed.values.len();
        }
    }
    assert!(
        count >= FORMATS.len() * COLUMNS * 3,
        "{count} identifiers seeded in columns"
    );
}

#[test]
fn identifiers_in_sentences_are_caught_in_every_format() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    for format in FORMATS {
        for (sentence, seed) in sentences(&mut random) {
            let name = format!("return.{}", format.ending());
            check_caught(&write(&with_sentence(&sentence), format), &name, (&sentence, &[seed]));
        }
    }
    assert!(FORMATS.len() * SENTENCES >= 100);
}

#[test]
fn one_cell_of_a_form_is_enough() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    for seed in columns(&mut random).into_iter().filter(|seed| seed.stands_alone) {
        let mut table = clean();
        table.insert(1, vec![format!("{}:", seed.heading), seed.values[0].clone()]);
        check_caught(&write(&table, Format::Xlsx), "form.xlsx", (&seed.heading, &seed.values));
    }
}

#[test]
fn what_a_workbook_hides_is_searched() {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let first = clean();
    for seed in columns(&mut random) {
        let second = with_column(&seed);
        type Hide = fn(&mut Workbook);
        let ways: [(&str, Hide); 4] = [
            ("hidden sheet", |book| {
                book.worksheet_from_index(1).unwrap().set_hidden(true);
            }),
            ("very hidden sheet", |book| {
                book.worksheet_from_index(1).unwrap().set_very_hidden(true);
            }),
            ("hidden column", |book| {
                book.worksheet_from_index(1).unwrap().set_column_hidden(5).unwrap();
            }),
            ("hidden rows", |book| {
                let sheet = book.worksheet_from_index(1).unwrap();
                (2..9).for_each(|row| {
                    sheet.set_row_hidden(row).unwrap();
                });
            }),
        ];
        for (way, hide) in ways {
            let bytes = xlsx(&[("Return", &first), ("Work", &second)], hide);
            check_caught(
                &bytes,
                "return.xlsx",
                (&format!("{} in a {way}", seed.heading), &seed.values),
            );
        }
    }
}

#[test]
fn texts_that_stand_in_no_cell_are_searched() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let first = clean();
    for (sentence, seed) in sentences(&mut random) {
        let seeds = [seed];
        let note = xlsx(&[("Return", &first)], |book| add_note(book, (4, 3), &sentence));
        check_caught(&note, "return.xlsx", (&format!("{sentence} in a comment"), &seeds));
        let header = xlsx(&[("Return", &first)], |book| {
            book.worksheet_from_index(0)
                .unwrap()
                .set_header(sentence.replace('&', ""));
        });
        check_caught(
            &header,
            "return.xlsx",
            (&format!("{sentence} in a page header"), &seeds),
        );
        let shape = format!("<xdr:wsDr xmlns:a=\"a\"><xdr:sp><a:t>{sentence}</a:t></xdr:sp></xdr:wsDr>");
        let drawn = zipped::with_parts(
            &write(&first, Format::Xlsx),
            &[("xl/drawings/drawing1.xml", shape.as_bytes())],
        );
        check_caught(&drawn, "return.xlsx", (&format!("{sentence} in a text box"), &seeds));
        let left = format!("<sst><si><t>Indicator</t></si><si><t>{sentence}</t></si></sst>");
        let left = zipped::with_parts(
            &write(&first, Format::Xlsx),
            &[("xl/sharedStrings.xml", left.as_bytes())],
        );
        check_caught(
            &left,
            "return.xlsx",
            (&format!("{sentence} deleted from its cell"), &seeds),
        );
    }
}

#[test]
fn names_and_properties_are_searched_for_numbers_of_people() {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let first = clean();
    for _ in 0..10 {
        let (nhs, upn) = (seeds::nhs_number(&mut random), seeds::pupil_number(&mut random));
        let grouped = format!("{} {} {}", &nhs[..3], &nhs[3..6], &nhs[6..]);
        for seed in [&grouped, &upn] {
            let seeds = [seed.clone()];
            let titled = xlsx(&[("Return", &first)], |book| {
                book.set_properties(&DocProperties::new().set_title(seed));
            });
            check_caught(&titled, "return.xlsx", ("a property", &seeds));
            check_caught(
                &xlsx(&[(seed.as_str(), &first)], |_| ()),
                "return.xlsx",
                ("a sheet name", &seeds),
            );
            let outcome = gate(&write(&first, Format::Csv), &format!("{seed} return.csv"));
            assert!(outcome.verdict > Verdict::Pass && outcome.name_holds_identifier);
            check_caught(
                &write(&first, Format::Csv),
                &format!("in/{seed}.csv"),
                ("a file name", &seeds),
            );
            let named = "<workbook><sheets><sheet name=\"Return\" sheetId=\"1\" id=\"rId1\"/></sheets><definedNames>\
                         <definedName name=\"x\">\"SEED\"</definedName></definedNames></workbook>";
            let named = named.replace("SEED", seed);
            let named = zipped::with_parts(&write(&first, Format::Xlsx), &[("xl/workbook.xml", named.as_bytes())]);
            check_caught(&named, "return.xlsx", ("a defined name", &seeds));
        }
    }
}

#[test]
fn the_cache_of_a_pivot_table_is_searched() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for seed in columns(&mut random) {
        let items: String = seed
            .values
            .iter()
            .map(|value| format!("<s v=\"{}\"/>", crate::written::escape(value)))
            .collect();
        let field = format!(
            "<cacheField name=\"{}\"><sharedItems>{items}</sharedItems></cacheField>",
            crate::written::escape(&seed.heading)
        );
        let definition = format!("<pivotCacheDefinition><cacheFields>{field}</cacheFields></pivotCacheDefinition>");
        let part = ("xl/pivotCache/pivotCacheDefinition1.xml", definition.as_bytes());
        let bytes = zipped::with_parts(&write(&clean(), Format::Xlsx), &[part]);
        check_caught(
            &bytes,
            "return.xlsx",
            (&format!("{} in a pivot cache", seed.heading), &seed.values),
        );
    }
}

/// A table of amounts, counts and codes by area; says how many cells hold numbers.
fn accounts(random: &mut ChaCha8Rng) -> (Table, usize) {
    const HEADINGS: &str = "Amount|Budget (£)|2025-26|Total spend|Account code|Figure|Q2|Reach|Population|URN|Balance";
    let headings: Vec<&str> = HEADINGS.split('|').collect();
    let areas = ["Basildon", "Castle Point", "Epping Forest", "Harlow", "Maldon"];
    let picked: Vec<&str> = (0..6)
        .map(|_| headings[random.random_range(0..headings.len())])
        .collect();
    let mut rows = vec![
        ["Area", "Code"]
            .iter()
            .chain(&picked)
            .map(|heading| (*heading).to_owned())
            .collect::<Vec<_>>(),
    ];
    for index in 0..random.random_range(3..40) {
        let mut row = vec![
            areas[index % areas.len()].to_owned(),
            format!("E070000{:02}", random.random_range(10..90)),
        ];
        row.extend(picked.iter().map(|heading| match *heading {
            "URN" => random.random_range(100_000..150_000u32).to_string(),
            "Population" | "Reach" => random.random_range(1_000..60_000u32).to_string(),
            "Account code" => random.random_range(1_000..9_999u32).to_string(),
            _ => random.random_range(1_000_000_000..9_989_999_999u64).to_string(),
        }));
        rows.push(row);
    }
    let cells = (rows.len() - 1) * picked.len();
    (rows, cells)
}

#[test]
fn clean_numbers_of_ten_digits_and_codes_pass() {
    let mut random = ChaCha8Rng::seed_from_u64(8);
    let (mut seen, mut blocked, mut held) = (0, 0, 0);
    while seen < 100_000 {
        let (rows, cells) = accounts(&mut random);
        seen += cells;
        let format = if random.random_bool(0.5) {
            Format::Csv
        } else {
            Format::Xlsx
        };
        let outcome = gate(&write(&rows, format), "accounts.csv");
        blocked += usize::from(outcome.verdict == Verdict::Block);
        held += usize::from(outcome.verdict == Verdict::Quarantine);
    }
    assert!(blocked <= 1, "{blocked} clean files blocked");
    assert!(held <= 10, "{held} clean files held");
}

#[test]
fn what_ordinary_returns_hold_passes() {
    let declared = "Audit|Theme|Case|Agency|Domain|Agency grade\n\
        Domestic abuse 2026|domestic abuse|D-0107|Essex Police|assessment|Good\n\
        Domestic abuse 2026|domestic abuse|D-0108|Essex Police|plan|Good\n\
        Domestic abuse 2026|domestic abuse|D-0109|Essex Police|plan|Inadequate";
    let actions = "Action no.|Source|Action|Owner|Due date|Date completed\n\
        A101|Section 11|Add the route to the induction pack|Jane Marlowe|14/09/2021|12/02/2022\n\
        A102|Section 11|Publish the contact on the intranet|Tom Fairleigh|02/06/2023|17/08/2023\n\
        A103|Practice review|Record status at every review|Ann Brackenbury|15/05/2025|\n\
        A104|Business plan|Refresh the pathway|Ravi Stonegate|28/11/2026|\n\
        A105|Business plan|Panel twice a year|Lou Hartwell|30/03/2027|";
    let signed = "Section 11 self-assessment||\n\
        Organisation: Harlow District Council||\n\
        Completed by:|Jane Marlowe|jane.marlowe@agency.gov.uk\n\
        Telephone:|01279 000000|\n\
        Office address:|The Offices, The High, CM20 1XX|\n\
        Standard|Question|RAG\n\
        1. Leadership|1.1 A named senior lead is in post|Green\n\
        1. Leadership|1.2 The board receives an annual report|Amber";
    let evaluations = "Course ref|Response ID|Organisation|Role|Before|After\n\
        T262-02|R001|Essex Police|Practitioner|7|8\n\
        T262-02|R002|Essex Police|Designated lead|5|5\n\
        T262-03|R004|Harlow District Council|Manager|4|9";
    let measures = "Measure|Children Missing|Private Fostering|Strategy Discussions|Sex|Age group\n\
        Basildon|12|4|31|Female|10 to 14\n\
        Harlow|9|2|27|Male|10 to 14\n\
        Maldon|3|1|11|Male|15 to 17\n\
        Essex|24|7|69||";
    for (what, text) in [
        ("an audit", declared),
        ("a tracker", actions),
        ("a signed form", signed),
        ("evaluations", evaluations),
        ("measures", measures),
    ] {
        for format in FORMATS {
            let outcome = gate(&write(&table(text), format), &format!("{what}.{}", format.ending()));
            assert_eq!(
                outcome.verdict,
                Verdict::Pass,
                "{what} as {format:?}: {:?}",
                outcome.reasons
            );
        }
    }
}
