//! The annual pack: what it holds, and that planted leaks are caught on every path.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

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
    if let Ok(folder) = std::env::var("PAQA_KEEP_PACK") {
        for (name, bytes) in files {
            let path = std::path::Path::new(&folder).join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
    let leaks = scan(files, pack).unwrap();
    assert!(leaks.is_empty(), "{:#?}", &leaks[..leaks.len().min(20)]);
    assert!(files.len() > 500, "{}", files.len());
}
