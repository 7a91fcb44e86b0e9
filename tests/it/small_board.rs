//! A board of one county and two agencies, for what needs no more than that.

use paqa::domain::Table;
use paqa::pipeline::{self, Outcome, Printed, Silent, World};
use std::path::Path;

/// Makes the folder of the board.
pub fn small_board() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(
        folder.path(),
        "board.toml",
        "name = \"A Board\"\nhome = \"E10000012\"\ndue_days = 30\n",
    );
    let agencies = "agency,name,kind,aliases,feeds,valid_from,valid_to\n\
                    essex-police,Essex Police,police,,dashboard,,\n\
                    essex-social-care,Essex Social Care,local_authority_csc,,dashboard,,\n";
    put(folder.path(), "agencies.csv", agencies);
    let areas = "area,name,level,parent,aliases\nE10000012,Essex,county,,\nE07000066,Basildon,district,E10000012,\n";
    put(folder.path(), "areas.csv", areas);
    put(folder.path(), "populations.csv", "area,year,population_0_17,vintage\n");
    std::fs::create_dir_all(folder.path().join("inbox")).unwrap();
    folder
}

/// Writes a file of the board.
pub fn put(board: &Path, name: &str, text: &str) {
    let path = board.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A command in the board's folder on a day.
pub fn paqa_on(day: &str, words: &[&str], here: &Path) -> Result<Outcome, pipeline::Fault> {
    let words: Vec<&str> = std::iter::once("paqa").chain(words.iter().copied()).collect();
    let cli = paqa::cli::parse_from(&words).unwrap();
    let world = World {
        here,
        today: day.parse().unwrap(),
        watch: &Silent,
    };
    pipeline::perform(&cli.command, &cli.global, &world)
}

/// The list that a command prints.
pub fn listed(outcome: Outcome) -> Table {
    match outcome.printed {
        Printed::List(table) => table,
        other => panic!("no list: {other:?}"),
    }
}

/// A Section 11 audit with grades from 1 to 4 of which nothing says which end is good.
pub fn unclear_scale() -> String {
    let questions = ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "5.1"];
    let rows = questions
        .iter()
        .enumerate()
        .map(|(at, question)| format!("{},{question},{}\n", &question[..1], at % 4 + 1));
    let rows: String = rows.collect();
    format!("Safeguarding self check,,\nStandard,Ref,Self-assessed grade\n{rows}")
}
