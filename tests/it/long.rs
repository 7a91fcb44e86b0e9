//! A long canonical file both ways: column by column, and by the ordinary reader, whose word holds.

use paqa::catalogue::{Catalogue, Unit};
use paqa::domain::{FileState, Finding, Receipt};
use paqa::ingest::{FileContext, FileReading, Held, Known, Lexicon, fast, read_one};
use paqa::pipeline::Session;
use paqa::store::{Incoming, PATIENCE, Store, Window, pack, sha256};
use polars::prelude::DataFrame;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

struct Reader {
    session: Session,
    lexicon: Lexicon,
}

impl Reader {
    fn new() -> Reader {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/essex");
        let session = Session::open(&root, "2026-11-20".parse().unwrap()).ok().unwrap();
        let lexicon = Lexicon::new(&session.catalogue, &session.board.agencies, &session.board.places);
        Reader { session, lexicon }
    }

    fn read(&self, text: &str, read: impl Fn(&[u8], &FileContext<'_>) -> Option<FileReading>) -> Option<FileReading> {
        let (habits, held) = (BTreeMap::new(), Held::default());
        let receipt = Receipt {
            agency: "essex-police".into(),
            period: "2026-27 Q2".parse().unwrap(),
            file: "2026-27-Q2/essex-police/return.csv".into(),
            sha256: sha256(text.as_bytes()),
            received: "2026-10-20".parse().unwrap(),
            received_assumed: false,
            modified: String::new(),
        };
        let known = Known {
            catalogue: &self.session.catalogue,
            agencies: &self.session.board.agencies,
            places: &self.session.board.places,
            habits: &habits,
            lexicon: &self.lexicon,
        };
        let context = FileContext {
            known,
            receipt: &receipt,
            held: &held,
            released: false,
        };
        read(text.as_bytes(), &context)
    }

    fn quick(&self, text: &str) -> Option<FileReading> {
        self.read(text, fast::read)
    }

    fn ordinary(&self, text: &str) -> FileReading {
        self.read(text, |bytes, context| Some(read_one(bytes, context)))
            .unwrap()
    }

    /// The rows as the store would give them back, and the findings.
    fn kept(&self, reading: FileReading) -> (DataFrame, Vec<Finding>) {
        let catalogue = &self.session.catalogue;
        let mut submissions = reading.submissions;
        for submission in &mut submissions {
            let feed = catalogue.feed(&submission.feed);
            submission.long = submission.long.take().map(|long| pack(feed.unwrap(), long).unwrap());
        }
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open_for_run(folder.path(), catalogue.feeds(), PATIENCE).unwrap();
        let incoming = Incoming {
            submissions: &submissions,
            register: &[],
            read_under: "",
        };
        store.keep(&incoming).unwrap();
        let findings = submissions.iter().flat_map(|one| one.findings.clone()).collect();
        (store.rows("dashboard", &Window::default()).unwrap(), findings)
    }

    #[track_caller]
    fn same_both_ways(&self, text: &str) -> Vec<Finding> {
        let quick = self.quick(text).expect("it should be read column by column");
        let ordinary = self.ordinary(text);
        assert_eq!(quick.doubtful, ordinary.doubtful);
        let ((rows, findings), (true_rows, true_findings)) = (self.kept(quick), self.kept(ordinary));
        for (one, other) in findings.iter().zip(&true_findings) {
            assert_eq!(one, other);
        }
        assert_eq!(findings.len(), true_findings.len());
        assert_eq!(rows.height(), true_rows.height());
        for (column, truth) in rows.columns().iter().zip(true_rows.columns()) {
            let differs = (0..rows.height()).find(|row| column.get(*row).unwrap() != truth.get(*row).unwrap());
            assert_eq!(
                differs.map(|row| (row, column.get(row).unwrap(), truth.get(row).unwrap())),
                None,
                "{}",
                column.name()
            );
        }
        findings
    }
}

const HEAD: &str = "indicator,area,period,numerator,denominator,value,note\n";

/// Figures that fit their indicator, one for each indicator and area; every so often `odd` writes the numerator.
fn file(catalogue: &Catalogue, areas: &[&str], odd: impl Fn(usize) -> Option<&'static str>) -> String {
    let mut text = HEAD.to_owned();
    let mut line = 0;
    for indicator in catalogue.indicators() {
        for area in areas {
            line += 1;
            let (part, whole) = (3 + line * 7 % 90, 100 + line % 50);
            let numerator = odd(line).map_or(part.to_string(), str::to_owned);
            let of = |per: f64| format!("{numerator},{whole},{:.1}", per * part as f64 / whole as f64);
            let figures = match indicator.unit {
                Unit::Count => format!("{numerator},,"),
                Unit::Percent => of(100.0),
                Unit::RatePer1000 => of(1_000.0),
                Unit::RatePer10000 => of(10_000.0),
                Unit::RatePer100000 => of(100_000.0),
                Unit::Ratio | Unit::Score => of(1.0),
                Unit::MedianDays => format!(",,{part}"),
            };
            writeln!(text, "{},{area},2026-27 Q2,{figures},", indicator.id).unwrap();
        }
    }
    text
}

const DISTRICTS: [&str; 12] = [
    "E07000066",
    "E07000067",
    "E07000068",
    "E07000069",
    "E07000070",
    "E07000071",
    "E07000072",
    "E07000073",
    "E07000074",
    "E07000075",
    "E07000076",
    "E07000077",
];

#[test]
fn a_clean_file_gives_the_same_rows_both_ways() {
    let reader = Reader::new();
    let findings = reader.same_both_ways(&file(&reader.session.catalogue, &DISTRICTS, |_| None));
    // The police are not asked every indicator.
    let others = findings
        .iter()
        .find(|finding| finding.kind != "indicator-of-another-kind");
    assert_eq!(others, None);
}

#[test]
fn withheld_blank_and_bad_cells_are_the_same_both_ways() {
    let reader = Reader::new();
    let odd = [
        "<5", "c", "", "abc", "..", "x", "-4", "12*", "4.5", "n/a", "<1", "three", "12 (3)", "85%", "1e5", ">100",
        "1-4", " 6 ", "nil", "tbc", "7 of 10", "*", "0",
    ];
    let text = file(&reader.session.catalogue, &DISTRICTS, |line| {
        line.is_multiple_of(9).then(|| odd[line / 9 % odd.len()])
    });
    let findings = reader.same_both_ways(&text);
    assert!(findings.iter().any(|finding| finding.kind == "number-unreadable"));
    assert!(findings.iter().any(|finding| finding.kind == "decimal-in-count"));
}

#[test]
fn rows_that_the_checks_speak_of_are_the_same_both_ways() {
    let reader = Reader::new();
    let catalogue = &reader.session.catalogue;
    let of = |unit: Unit| {
        catalogue
            .indicators()
            .iter()
            .find(|one| one.unit == unit)
            .unwrap()
            .id
            .clone()
    };
    let (count, percent, rate) = (of(Unit::Count), of(Unit::Percent), of(Unit::RatePer10000));
    let areas: Vec<&str> = DISTRICTS.into_iter().chain(["E10000012", "essex-north"]).collect();
    let mut text = file(catalogue, &areas, |line| line.is_multiple_of(41).then_some("<5"));
    for line in [
        format!("{count},E06000033,2026-27 Q2,5,,5,checked\n"),
        format!("{count},E06000034,2026-27 Q2,,,6,\n"),
        format!("{count},set-footprint,2026-27 Q2,5,9,,\n"),
        format!("{percent},E06000033,2026-27 Q2,,,0.45,\n"),
        format!("{percent},E06000034,2026-27 Q2,45,100,0.45,\n"),
        format!("{percent},set-footprint,2026-27 Q2,145,100,,agreed\n"),
        format!("{percent},essex-mid,2026-27 Q2,,,145.5,\n"),
        format!("{percent},essex-west,2026-27 Q2,45,100,54.5,\n"),
        format!("{percent},essex-south,2026-27 Q2,<5,100,3.0%,\n"),
        format!("{rate},E06000033,2026-27 Q2,4,1000,77.7,\n"),
        format!("{rate},E06000034,2026-27 Q2,4,1000,160.0,\n"),
        format!("{count},Southend,2026-27 Q2,5,,,checked\n"),
        format!("{count},E06000034,2026-27 Q2,8,,,\n"),
        format!("{count},E06000033,2026-27 Q3,5,,,\n"),
        format!("{count},E06000033,2026-27 Q1,5,,,\n"),
        format!("{count},E06000034,2026-27 Q1,,,,\n"),
        format!("{percent},essex-mid,2026-27 Q1,12,40,30.0,\n"),
    ] {
        text.push_str(&line);
    }
    let findings = reader.same_both_ways(&text);
    for kind in [
        "county-disagrees",
        "row-repeated",
        "row-twice",
        "later-quarter",
        "earlier-quarter-added",
        "rate-disagrees",
        "percent-impossible",
        "numerator-over-denominator",
        "denominator-of-count",
        "fraction-under-percent",
    ] {
        assert!(findings.iter().any(|finding| finding.kind == kind), "{kind} is missing");
    }
}

#[test]
fn other_orders_of_columns_and_line_ends_are_the_same_both_ways() {
    let reader = Reader::new();
    let mut text = String::from("\u{feff}value,period,numerator,indicator\r\n");
    for (at, indicator) in reader.session.catalogue.indicators().iter().enumerate() {
        if indicator.unit == Unit::Count {
            write!(text, ",2026-27 Q2,{},{}\r\n", at + 7, indicator.id).unwrap();
        }
    }
    reader.same_both_ways(&text);
}

#[test]
fn what_may_be_personal_is_never_read_quickly() {
    let reader = Reader::new();
    let clean = file(&reader.session.catalogue, &DISTRICTS, |_| None);
    let id = &reader.session.catalogue.indicators()[0].id;
    for (note, state) in [
        ("NHS no 9996912701", FileState::Refused),
        ("kit@example.com", FileState::Refused),
        ("he was born on 12 March 2014 there", FileState::Refused),
        ("lives at CM2 6AB now", FileState::Held),
    ] {
        let text = format!("{clean}{id},E06000033,2026-27 Q2,5,,,{note}\n");
        assert!(reader.quick(&text).is_none(), "{note}");
        assert_eq!(reader.ordinary(&text).submissions[0].state, state, "{note}");
    }
    for figure in ["9996912701", "999 691 2701", "07700900123", "12/03/2014"] {
        assert!(
            reader
                .quick(&format!("{clean}{id},E06000033,2026-27 Q2,{figure},,,\n"))
                .is_none(),
            "{figure}"
        );
    }
}

#[test]
fn what_is_not_canonical_is_left_to_the_ordinary_reader() {
    let reader = Reader::new();
    let clean = file(&reader.session.catalogue, &DISTRICTS, |_| None);
    let id = &reader.session.catalogue.indicators()[0].id;
    for line in [
        format!("{id},Basildn,2026-27 Q2,5,,,\n"),
        format!("{id},Total,2026-27 Q2,5,,,\n"),
        ",E06000033,2026-27 Q2,5,,,\n".to_owned(),
        format!("{id},,2026-27 Q2,5,,,\n"),
        format!("{id},E06000033,,5,,,\n"),
        format!("{id},E06000033,2026-27,5,,,\n"),
        "ZZ99,E06000033,2026-27 Q2,5,,,\n".to_string(),
        format!("{id},E06000033,2026-27 Q2,12345678,,,\n"),
        HEAD.to_owned(),
        "A note under the table\n".to_owned(),
    ] {
        assert!(reader.quick(&format!("{clean}{line}")).is_none(), "{line}");
    }
    let next_quarter = clean.replace("2026-27 Q2", "2026-27 Q3");
    assert!(reader.quick(&next_quarter).is_none());
}
