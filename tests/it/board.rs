//! A board's own tables: what they say is read, and every slip in them is told at once.
#![allow(clippy::unwrap_used, reason = "a test says what is wrong by stopping")]

use paqa::board::{Board, read_commentary};
use paqa::catalogue::Catalogue;
use paqa::domain::{Level, Period};
use std::path::Path;

const AGENCIES: &str = "agency,name,kind,aliases,feeds,valid_from,valid_to\n\
    north-police,North Police,police,Police;NP,dashboard;s11-answers,,\n\
    old-trust,Old Trust,health_acute,,dashboard,2013-04-01,2020-03-31\n\
    young-voices,Young Voices,youth_parliament,,voice,,\n";
const AREAS: &str = "area,name,level,parent,aliases\n\
    E1,Northshire,county,,Norths\n\
    mid,Mid,quadrant,E1,\n\
    D1,Little Town,district,mid,Lt Town;Little Twn\n";
const POPULATIONS: &str =
    "area,year,population_0_17,vintage,population_15_17_f\nE1,2024,\"12,345\",mid-2024,900\nD1,2024,100,mid-2024,\n";
const COMPARATORS: &str = "indicator,group,year,value,published,source\nFD05,England,2025,22.6,,DfE\n";

/// A board folder with these tables, some of them replaced.
fn folder(replaced: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tables = [
        (
            "board.toml",
            "name = \"Northshire Board\"\ndue_days = 21\n[due]\ns11-answers = [\"2026-27 Q2\", \"2024-25-Q3\"]\n",
        ),
        ("agencies.csv", AGENCIES),
        ("areas.csv", AREAS),
        ("populations.csv", POPULATIONS),
        ("comparators.csv", COMPARATORS),
    ];
    for (name, text) in tables.iter().chain(replaced) {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
}

fn open(folder: &Path) -> Result<Board, String> {
    Board::open(folder, &Catalogue::built_in().unwrap()).map_err(|faults| faults.to_string())
}

fn quarter(text: &str) -> Period {
    text.parse().unwrap()
}

#[test]
fn what_the_tables_say_is_read() {
    let folder = folder(&[]);
    let board = open(folder.path()).unwrap();
    assert_eq!((board.name.as_str(), board.places.home()), ("Northshire Board", "E1"));
    assert_eq!(board.agency("north-police").unwrap().aliases, ["Police", "NP"]);
    assert_eq!(board.places.at_level(Level::District).count(), 1);
    assert_eq!(
        board.populations.at("E1", "population_0_17", 2025).unwrap().people,
        12345.0
    );
    assert_eq!(board.populations.at("D1", "population_15_17_f", 2025), None);
    assert_eq!(board.due_date(quarter("2026-27 Q2")).to_string(), "2026-10-21");
}

#[test]
fn a_return_is_expected_of_members_in_the_quarters_in_which_it_is_due() {
    let folder = folder(&[]);
    let (board, catalogue) = (open(folder.path()).unwrap(), Catalogue::built_in().unwrap());
    let expected = |period: &str| {
        let pairs = board.expected(quarter(period), &catalogue);
        pairs
            .into_iter()
            .map(|(agency, feed)| format!("{} {feed}", agency.id))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(
        expected("2026-27 Q2"),
        "north-police dashboard, north-police s11-answers"
    );
    assert_eq!(expected("2026-27 Q1"), "north-police dashboard");
    assert_eq!(expected("2019-20 Q4"), "north-police dashboard, old-trust dashboard");
}

/// What is wrong with the tables of the test below.
const SLIPS: [&str; 17] = [
    "board.toml:1: `name` is empty",
    "board.toml:3: `s11-answer` is no feed (did you mean `s11-answers`?)",
    "board.toml:4: `2026 Q9` is not a period",
    "agencies.csv:2: `polise` is no agency kind (did you mean `police`?)",
    "agencies.csv:2: `dashbord` is no feed (did you mean `dashboard`?); allowed: dashboard,",
    "agencies.csv:2: `valid_from` is `2020-13-01`, which is no day",
    "agencies.csv:3: the agency `a` stands twice",
    "agencies.csv:3: `valid_to` is before `valid_from`",
    "areas.csv:3: `distrct` is no level (did you mean `district`?); allowed: county, quadrant, district, other",
    "areas.csv:3: `E9` is no area",
    "populations.csv:2: `E7` is no area",
    "populations.csv:3: the year `last` is no calendar year",
    "populations.csv:4: `few` is no number of people",
    "comparators.csv:2: `FD5` is no indicator",
    "comparators.csv:2: `c` is no number",
    "mappings/a.toml:3: `FD99` is no indicator",
    "mappings/b.toml:1: unknown field `sheets`",
];

#[test]
fn every_slip_of_every_table_is_told_at_once() {
    let folder = folder(&[
        (
            "board.toml",
            "name = \"\"\n[due]\ns11-answer = [\"2026-27 Q2\"]\nfunding = [\"2026 Q9\"]\n",
        ),
        (
            "agencies.csv",
            "agency,name,kind,aliases,feeds,valid_from,valid_to\na,A,polise,,dashbord,2020-13-01,\na,B,police,,,2020-02-01,2020-01-01\n",
        ),
        (
            "areas.csv",
            "area,name,level,parent,aliases\nE1,N,county,,\nD1,L,distrct,E9,\n",
        ),
        (
            "populations.csv",
            "area,year,population_0_17,vintage\nE7,2024,10,m\nE1,last,10,m\nE1,2024,few,m\n",
        ),
        (
            "comparators.csv",
            "indicator,group,year,value,published,source\nFD5,England,2025,c,,\n",
        ),
        (
            "mappings/a.toml",
            "skip_sheets = []\n[indicators]\n\"Repeat\" = \"FD99\"\n",
        ),
        ("mappings/b.toml", "sheets = 3\n"),
    ]);
    let said = open(folder.path()).unwrap_err();
    for fault in SLIPS {
        assert!(said.contains(fault), "missing: {fault}\nin:\n{said}");
    }
    assert_eq!(said.lines().count(), SLIPS.len(), "{said}");
}

#[test]
fn a_board_may_lack_comparators_but_not_areas() {
    let folder = folder(&[]);
    std::fs::remove_file(folder.path().join("comparators.csv")).unwrap();
    assert!(open(folder.path()).unwrap().comparators.is_empty());
    std::fs::remove_file(folder.path().join("areas.csv")).unwrap();
    let said = open(folder.path()).unwrap_err();
    assert!(said.contains("areas.csv: cannot be read"), "{said}");
}

#[test]
fn a_mapping_is_written_back_as_it_was_read() {
    let text = "skip_sheets = [\"Lookups\"]\n\n[headings.dashboard]\n\"No of kids\" = \"numerator\"\n\n[areas]\n\"Lt. Twn\" = \"D1\"\n\n\
        [symbols.\"#\"]\nbecomes = \"suppressed\"\nlow = 1.0\nhigh = 4.0\n\n\
        [[patch]]\nfile = \"2026-27-Q2/north-police/a.xlsx\"\nsheet = \"Data\"\ncell = \"C7\"\nseen = \"1O\"\nread_as = \"10\"\nagreed = \"Analyst, by telephone\"\n";
    let folder = folder(&[("mappings/north-police.toml", text)]);
    let board = open(folder.path()).unwrap();
    let mapping = board.mapping("north-police").unwrap();
    assert_eq!(mapping.symbols["#"].high, Some(4.0));
    write(folder.path(), "mappings/north-police.toml", &mapping.to_toml().unwrap());
    assert_eq!(open(folder.path()).unwrap().mapping("north-police").unwrap(), mapping);
}

#[test]
fn commentary_is_read_from_csv_and_workbook_and_an_empty_quarter_has_none() {
    let header = "exception,indicator,area,agency,said,said_by,said_on,asked,answer,decision,owner,due\n";
    let folder = folder(&[(
        "commentary/2026-27-Q2.csv",
        &format!("{header}x1,FD05,E1,,\"Why, then?\",Head of service,,,,,,\n"),
    )]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Commentary for members").unwrap();
    for (column, name) in header.trim().split(',').enumerate() {
        sheet.write(2, column as u16, name).unwrap();
    }
    sheet.write(3, 0, "x2").unwrap();
    sheet.write(3, 4, "Because").unwrap();
    workbook.save(folder.path().join("commentary/2026-27-Q2.xlsx")).unwrap();
    let commentary = read_commentary(folder.path(), quarter("2026-27 Q2"));
    let said: Vec<&str> = commentary.remarks.iter().map(|remark| remark.said.as_str()).collect();
    assert_eq!((said, commentary.faults.len()), (vec!["Why, then?", "Because"], 0));
    assert!(read_commentary(folder.path(), quarter("2026-27 Q1")).remarks.is_empty());
}
