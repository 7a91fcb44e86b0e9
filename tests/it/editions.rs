//! What has become of a board since an edition was issued: the edition is made again from what it froze, damage to it is found, figures
//! that are what they were are not called restated, and a file of another quarter says how it can count.

use crate::late::column;
use crate::past::{HEAD, NOW, first_quarter, paqa, put, rows, tried, without};
use crate::small_board::paqa_on;
use std::path::Path;

fn error(board: &Path, words: &str) -> (Option<i32>, String) {
    let output = tried(board, NOW, words);
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn an_edition_is_made_again_whatever_the_boards_own_tables_have_become_and_its_damage_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    paqa(board, "2026-08-20", "run --period 2026-27-Q1");
    paqa(board, "2026-08-25", "issue --period 2026-27-Q1");
    let healthy = paqa(board, NOW, "history --verify");
    assert!(
        healthy.contains("files of editions are as they were issued"),
        "{healthy}"
    );

    put(
        board,
        "schemas/indicators/own.toml",
        "[[indicator]]\nid = \"FD01\"\npolarty = 3\n",
    );
    put(board, "agencies.csv", "agency\nbroken,too,many\n");
    let (code, said) = error(board, "series FD01");
    assert_eq!(code, Some(2), "{said}");
    let again = paqa(board, NOW, "issue --period 2026-27-Q1 --again 1");
    assert!(again.contains("made again to the byte"), "{again}");

    std::fs::remove_dir_all(board.join("schemas")).unwrap();
    first_quarter(board);
    let card = board.join("editions/2026-27-Q1/1/edition.json");
    let kept = std::fs::read(&card).unwrap();
    std::fs::write(&card, &kept[..kept.len() / 2]).unwrap();
    let (code, said) = error(board, "history --verify");
    assert_eq!(code, Some(3));
    assert!(said.contains("edition.json") && said.contains("from a copy"), "{said}");
    std::fs::write(&card, &kept).unwrap();
    let paper = board.join("editions/2026-27-Q1/1/papers/exception-paper.html");
    std::fs::write(&paper, "another paper").unwrap();
    std::fs::remove_file(board.join("editions/2026-27-Q1/1/figures/series.json")).unwrap();
    for words in [
        "history --verify",
        "issue --period 2026-27-Q1 --again 1",
        "compare 2026-27-Q1",
    ] {
        let (code, said) = error(board, words);
        assert_eq!(code, Some(3), "{words}: {said}");
        assert!(said.contains("from a copy"), "{words}: {said}");
    }
    let (_, said) = error(board, "history --verify");
    assert!(
        said.contains("exception-paper.html") && said.contains("series.json"),
        "{said}"
    );
}

/// A board with two districts, whose agency sends the county's row and a row for each.
fn by_district(board: &Path) {
    first_quarter(board);
    let areas = "area,name,level,parent,aliases\nE10000012,Essex,county,,\nE07000066,Basildon,district,E10000012,\n\
                 E07000070,Chelmsford,district,E10000012,\n";
    put(board, "areas.csv", areas);
    put(
        board,
        "populations.csv",
        "area,year,population_0_17,vintage\nE10000012,2025,300000,mid-2025\nE07000066,2025,45000,mid-2025\nE07000070,2025,40000,mid-2025\n",
    );
    let first = |indicator: &str, basildon: u32| {
        let chelmsford = 60 - basildon;
        format!("{indicator},E07000066,2026-27 Q1,{basildon},,,\n{indicator},E07000070,2026-27 Q1,{chelmsford},,,\n")
    };
    let own = rows("2026-27 Q1", 20);
    let text = format!("{HEAD}{own}{}", first("FD03", 35));
    put(board, "inbox/2026-27-Q1/one/return.csv", &text);
    // Five move from one district to the other.
    let now = "FD03,E07000066,2026-27 Q2,33,,,\nFD03,E07000070,2026-27 Q2,29,,,\n";
    let text = format!("{HEAD}{}{now}{}", rows("2026-27 Q2", 21), first("FD03", 30));
    put(board, "inbox/2026-27-Q2/one/return.csv", &text);
}

#[test]
fn a_figure_that_is_what_it_was_is_not_called_restated() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    by_district(board);
    paqa(board, NOW, "run --period 2026-27-Q2");
    let flags = |level: &str, area: &str| {
        let list = paqa(board, NOW, &format!("series FD03 --by {level} --format csv"));
        let value = column(&list, "value", &[area, "2026-27 Q1"]);
        (value.join(";"), column(&list, "flags", &[area, "2026-27 Q1"]).join(";"))
    };
    let (value, flag) = flags("district", "E07000066");
    assert!(value == "30" && flag.contains("restated"), "{value} {flag}");
    let (value, flag) = flags("county", "E10000012");
    assert!(value == "60" && !flag.contains("restated"), "{value} {flag}");
}

#[test]
fn a_file_of_another_quarter_says_how_it_can_count_and_does_once_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let text = format!("{HEAD}{}", rows("2026-27 Q1", 20).replace(",26,", ",31,"));
    let name = "2026-27-Q2/one/return.csv";
    put(board, &format!("inbox/{name}"), &text);
    let list = paqa(board, NOW, "run --period 2026-27-Q2 --format csv");
    let said = column(&list, "message", &["period-differs"]);
    assert!(
        said.len() == 1 && said[0].contains("moved into that quarter's folder, or restored"),
        "{said:?}"
    );
    let register = std::fs::read_to_string(board.join("register.csv")).unwrap();
    assert!(
        register.contains("held,by rule: set aside when it was read"),
        "{register}"
    );
    let figure = || {
        let list = paqa(board, NOW, "rows dashboard --format csv");
        column(&list, "numerator", &["one", "CP05", "2026-27 Q1"])
    };
    assert_eq!(figure(), ["26"]);
    paqa(board, NOW, &format!("withdraw {name} --restore --reason confirmed"));
    paqa(board, NOW, "run --period 2026-27-Q2");
    assert_eq!(figure(), ["31"], "taken as a restatement");
    without(board, "store");
    paqa(board, NOW, "run --period 2026-27-Q2");
    assert_eq!(figure(), ["31"]);
}

#[test]
#[cfg(unix)]
fn a_table_that_the_disk_refuses_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    paqa(board, "2026-08-20", "run --period 2026-27-Q1");
    for name in [
        "register.csv",
        "agencies.csv",
        "mappings/one.toml",
        "commentary/2026-27-Q1.csv",
    ] {
        let path = board.join(name);
        let kept = std::fs::read(&path).ok();
        std::fs::remove_file(&path).ok();
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        // A link to itself can be opened by nobody.
        std::os::unix::fs::symlink(&path, &path).unwrap();
        let (code, said) = error(board, "run --period 2026-27-Q1");
        std::fs::remove_file(&path).unwrap();
        if let Some(kept) = kept {
            std::fs::write(&path, kept).unwrap();
        }
        assert_eq!(code, Some(3), "{name}: {said}");
        assert!(said.contains(name) && said.contains("Run again"), "{said}");
    }
    paqa(board, "2026-08-21", "run --period 2026-27-Q1");
}

/// A board whose first quarter was run and issued.
fn issued() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    first_quarter(folder.path());
    paqa(folder.path(), "2026-08-20", "run --period 2026-27-Q1");
    paqa(folder.path(), "2026-08-25", "issue --period 2026-27-Q1");
    folder
}

const LOOKS: [&str; 10] = [
    "compare 2026-27-Q1",
    "exceptions --period 2026-27-Q1",
    "explain CP03 --period 2026-27-Q1",
    "status --period 2026-27-Q1",
    "rows dashboard",
    "series CP03",
    "holdings",
    "holdings --expire",
    "history",
    "history --verify",
];

#[test]
fn a_store_that_is_gone_is_not_taken_for_one_in_which_nothing_was_ever_held() {
    let folder = issued();
    let board = folder.path();
    for part in ["store", "store/tables"] {
        without(board, part);
        for words in LOOKS {
            let (code, said) = error(board, words);
            assert_eq!(code, Some(3), "{words}: {said}");
            assert!(said.contains("store/tables"), "{words}: {said}");
            assert!(said.contains("paqa run --period 2026-27-Q1"), "{words}: {said}");
        }
        paqa(board, NOW, "issue --period 2026-27-Q1 --again 1");
        paqa(board, NOW, "check --period 2026-27-Q1");
        let (code, _) = error(board, "status --period 2026-27-Q1");
        assert_eq!(code, Some(3), "what looks at the inbox only has stored nothing");
        paqa(board, NOW, "run --period 2026-27-Q1");
        LOOKS.iter().for_each(|words| _ = paqa(board, NOW, words));
    }
    // Where no run was ever made nothing is missed.
    let never = tempfile::tempdir().unwrap();
    first_quarter(never.path());
    paqa(never.path(), NOW, "status --period 2026-27-Q1");
    assert_eq!(error(never.path(), "series CP03").0, Some(2));
}

#[test]
fn a_store_that_no_longer_says_what_belongs_together_is_damaged() {
    let folder = issued();
    let board = folder.path();
    without(board, "store/tables/runs");
    for words in LOOKS.iter().chain(&["run --period 2026-27-Q1"]) {
        let (code, said) = error(board, words);
        assert_eq!(code, Some(3), "{words}: {said}");
        assert!(said.contains("the store is damaged"), "{words}: {said}");
        assert!(said.contains("store/tables/runs is gone"), "{words}: {said}");
    }
    without(board, "store/tables");
    paqa(board, NOW, "run --period 2026-27-Q1");
    paqa(board, NOW, "history --verify");
}

#[test]
fn what_the_board_reads_otherwise_is_not_put_down_to_the_agency() {
    let folder = issued();
    let board = folder.path();
    let patch = "[[patch]]\nfile = \"2026-27-Q1/one/return.csv\"\ncell = \"D2\"\nseen = \"20\"\nread_as = \"25\"\n\
                 agreed = \"a slip of the pen\"\n";
    put(board, "mappings/one.toml", patch);
    let corrected = rows("2026-27 Q1", 120).replace(",123,", ",124,");
    put(
        board,
        "inbox/2026-27-Q1/two/corrected.csv",
        &format!("{HEAD}{corrected}"),
    );
    paqa(board, NOW, "run --period 2026-27-Q1");
    let list = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    for (holding, cause) in [
        (["figure", "CP01", ""], "board tables"),
        (["figure", "CP03", "two"], "restated by the agency"),
    ] {
        let found = column(&list, "why", &holding);
        assert!(
            !found.is_empty() && found.iter().all(|why| why == cause),
            "{holding:?}: {list}"
        );
    }
    let detail = column(&list, "detail", &["figure", "CP01"]);
    assert!(detail[0].contains("mappings"), "{list}");
}

#[test]
fn the_paragraph_for_the_minutes_counts_a_changed_comparator() {
    let folder = issued();
    let board = folder.path();
    let nothing = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    assert!(nothing.contains("Nothing reported in edition 1"), "{nothing}");
    let published = "indicator,group,year,value,published,source\nCP05,England,2025,79,,DfE\n";
    put(board, "comparators.csv", published);
    let list = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    let minutes = &column(&list, "detail", &["minutes"])[0];
    assert!(
        minutes.contains("no figure has moved. One published comparator has changed, that of CP05."),
        "{minutes}"
    );
}

#[test]
fn a_figure_of_which_the_keeping_time_has_ended_has_moved_for_that_reason() {
    let folder = issued();
    let board = folder.path();
    paqa(board, "2037-08-01", "holdings --expire");
    let list = paqa(board, "2037-08-01", "compare 2026-27-Q1 --format csv");
    let figures: Vec<&str> = list.lines().filter(|line| line.starts_with("figure,")).collect();
    assert!(!figures.is_empty(), "{list}");
    for figure in figures {
        assert!(
            figure.contains(",expired,") && figure.contains("return.csv was removed"),
            "{figure}"
        );
    }
    assert!(list.contains("because a file's keeping time has ended"), "{list}");
}

#[test]
fn the_catalogue_of_then_is_named() {
    let folder = issued();
    let words = ["series", "CP03", "--as-at", "2026-10-01", "--catalogue", "then"];
    let outcome = paqa_on("2026-11-20", &words, folder.path()).unwrap();
    assert!(
        outcome.notes[0].contains("edition 1 of 2026-27 Q1, issued on 25 August 2026"),
        "{:?}",
        outcome.notes
    );
}

#[test]
fn a_table_that_the_last_run_went_by_and_that_is_gone_is_told_once_however_quiet_the_run() {
    let folder = issued();
    let board = folder.path();
    let run = || {
        let words = ["run", "--period", "2026-27-Q1", "--quiet"];
        paqa_on("2026-08-26", &words, board).unwrap().warnings
    };
    put(board, "mappings/one.toml", "skip_sheets = [\"Notes\"]\n");
    assert_eq!(run(), Vec::<String>::new());
    std::fs::remove_file(board.join("mappings/one.toml")).unwrap();
    std::fs::remove_file(board.join("comparators.csv")).unwrap();
    let told = run();
    assert!(
        told.len() == 1 && told[0].contains("comparators.csv, mappings/one.toml"),
        "{told:?}"
    );
    assert_eq!(run(), Vec::<String>::new());
    std::fs::remove_dir_all(board.join("inbox/2026-27-Q1/one")).unwrap();
    let told = run();
    assert!(
        told.len() == 1 && told[0].contains("no longer in the inbox"),
        "{told:?}"
    );
}

/// Of a county figure that was issued: what it is, and why, as `compare` says.
fn county(board: &Path, indicator: &str) -> (Vec<String>, Vec<String>) {
    let list = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    let holding = ["figure", indicator, "county", "E10000012"];
    (column(&list, "why", &holding), column(&list, "detail", &holding))
}

#[test]
fn a_correction_that_is_withdrawn_gives_its_place_back_and_is_no_restatement() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let corrected = format!("{HEAD}{}", rows("2026-27 Q1", 20).replace(",20,", ",77,"));
    put(board, "inbox/2026-27-Q1/one/return v2.csv", &corrected);
    paqa(board, "2026-08-20", "run --period 2026-27-Q1");
    paqa(board, "2026-08-25", "issue --period 2026-27-Q1");
    let withdraw = [
        "withdraw",
        "2026-27-Q1/one/return v2.csv",
        "--reason",
        "sent by mistake",
    ];
    paqa_on("2026-09-01", &withdraw, board).unwrap();
    let refused = tried(board, "2026-09-02", "issue --period 2026-27-Q1");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(2) && said.contains("became `withdrawn`"),
        "{said}"
    );
    paqa(board, NOW, "run --period 2026-27-Q1");
    let (why, detail) = county(board, "CP01");
    assert!(!why.is_empty() && why.iter().all(|why| why == "withdrawn"), "{why:?}");
    assert!(detail[0].contains("sent by mistake"), "{detail:?}");
}

/// A board of which one agency has restated an issued quarter in its next return and another was late.
fn restated_and_late() -> tempfile::TempDir {
    let folder = issued();
    let board = folder.path();
    put(
        board,
        "inbox/2026-27-Q2/one/return.csv",
        &format!("{HEAD}{}CP01,E10000012,2026-27 Q1,99,,,\n", rows("2026-27 Q2", 23)),
    );
    let three = "three,three,local_authority_csc,,dashboard,,\n";
    let agencies = std::fs::read_to_string(board.join("agencies.csv")).unwrap() + three;
    put(board, "agencies.csv", &agencies);
    put(
        board,
        "inbox/2026-27-Q1/three/return.csv",
        &format!("{HEAD}CP01,E10000012,2026-27 Q1,7,,,\n"),
    );
    paqa(board, NOW, "run --period 2026-27-Q2");
    folder
}

#[test]
fn every_cause_that_moved_a_figure_is_named() {
    let folder = restated_and_late();
    let (why, _) = county(folder.path(), "CP01");
    let both = why
        .iter()
        .any(|why| why.contains("restated by the agency") && why.contains("late return"));
    assert!(both, "{why:?}");
}

#[test]
fn what_was_overwritten_before_the_store_was_made_again_is_missed() {
    let folder = restated_and_late();
    let board = folder.path();
    let overwritten = format!("{HEAD}{}", rows("2026-27 Q1", 50));
    put(board, "inbox/2026-27-Q1/two/return.csv", &overwritten);
    paqa(board, NOW, "run --period 2026-27-Q2");
    without(board, "store");
    let told = paqa_on(NOW, &["run", "--period", "2026-27-Q2"], board)
        .unwrap()
        .warnings;
    assert!(
        told.iter()
            .any(|told| told.contains("an earlier content") && told.contains("two/return.csv")),
        "{told:?}"
    );
}
