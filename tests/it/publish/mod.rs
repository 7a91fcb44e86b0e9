//! The annual pack: what it holds, and that planted leaks are caught on every path.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

mod accessible;
mod in_figures;
mod in_files;
mod made_up;

use paqa::domain::PublicPack;
use paqa::pipeline::publish::scan::scan;
use paqa::report::pack::{Files, files};
use paqa::report::publication::{Outcome, check, pairs};
use std::sync::LazyLock;

static PACK: LazyLock<(PublicPack, Files)> = LazyLock::new(|| {
    let pack = made_up::pack();
    let files = files(&pack).unwrap();
    (pack, files)
});

#[test]
fn the_finished_pack_holds_no_number_that_is_not_protected() {
    let (pack, files) = &*PACK;
    let leaks = scan(files, pack).unwrap();
    assert!(leaks.is_empty(), "{:#?}", &leaks[..leaks.len().min(20)]);
    assert!(files.len() > 150, "{}", files.len());
}

#[test]
fn the_open_data_passes_every_publication_check() {
    let (_, files) = &*PACK;
    let open = files
        .iter()
        .filter(|(name, _)| name.starts_with("open-data/") && name.ends_with(".csv"));
    let pairs = pairs(open.map(|(name, bytes)| (name.trim_start_matches("open-data/"), bytes.as_slice()))).unwrap();
    assert!(pairs.len() >= 4);
    let (table, worst) = check(&pairs);
    let bad: Vec<_> = table.rows.iter().filter(|row| row[2].flat() != "PASS").collect();
    assert_eq!(worst, Outcome::Pass, "{bad:?}");
}
