//! The annual pack: what it holds, and that planted leaks are caught on every path.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

mod in_figures;
mod in_files;
mod made_up;

use paqa::domain::PublicPack;
use paqa::pipeline::publish::scan::scan;
use paqa::report::pack::{Files, files};
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
