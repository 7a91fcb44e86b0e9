//! Breaches that the rules must catch, and look-alikes that they must let pass.

/// The rule that is broken, and the only one; a path below `src/`; the code.
pub fn breaches() -> Vec<(&'static str, &'static str, String)> {
    let long = format!("//! A file that is too long.\n{}", "fn f() {}\n".repeat(400));
    let short = BREACHES
        .iter()
        .map(|(rule, path, code)| (*rule, *path, code.to_string()));
    short
        .chain([("a file can be kept in one's head", "sift/rank.rs", long)])
        .collect()
}

const BREACHES: &[(&str, &str, &str)] = &[
    (
        "a module names only what it may",
        "stats/xmr.rs",
        "//! Limits.\nuse crate::domain::Period;\n",
    ),
    (
        "a module names only what it may",
        "measure/rate.rs",
        "//! Rates.\nuse crate::{stats::centre, detect::judge};\n",
    ),
    (
        "a module names only what it may",
        "report/paper.rs",
        "//! A paper.\nfn f() { crate::stats::mean(&[]); }\n",
    ),
    (
        "a module names only what it may",
        "domain/period.rs",
        "//! A period.\nuse crate::{\n    stats,\n    store::Store,\n};\n",
    ),
    (
        "a module names only what it may",
        "detect/mod.rs",
        "//! Verdicts.\nuse super::ingest::Cell;\n",
    ),
    (
        "a module names only what it may",
        "chart/mod.rs",
        "//! Charts.\nfn f() { super::store::open(); }\n",
    ),
    (
        "a module names only what it may",
        "cli.rs",
        "//! Words.\nuse super::{store::Store, domain};\n",
    ),
    (
        "a module names only what it may",
        "sift/rank.rs",
        "//! Order.\nuse crate as c;\nuse c::ingest::Cell;\n",
    ),
    (
        "an outside crate stays at home",
        "stats/mod.rs",
        "//! Numbers.\nuse ::polars::prelude::*;\n",
    ),
    (
        "an outside crate stays at home",
        "sift/rank.rs",
        "//! Order.\nextern crate polars as p;\n",
    ),
    (
        "an outside crate stays at home",
        "sift/rank.rs",
        "//! Order.\nuse rayon as r;\n",
    ),
    (
        "only main prints",
        "sift/rank.rs",
        "//! Order.\nfn f() { std::io::stdout().write_all(b\"x\"); }\n",
    ),
    ("every module has a line in the table", "extras/mod.rs", "//! More.\n"),
    (
        "an outside crate stays at home",
        "detect/mod.rs",
        "//! Verdicts.\nuse polars::prelude::DataFrame;\n",
    ),
    (
        "an outside crate stays at home",
        "chart/plan.rs",
        "//! A plan.\nfn f() { plotters::prelude::RED; }\n",
    ),
    (
        "an outside crate stays at home",
        "measure/mod.rs",
        "//! Series.\nuse rayon::prelude::*;\n",
    ),
    (
        "no climb of supers",
        "sift/rank.rs",
        "//! Order.\nuse super::super::domain;\n",
    ),
    ("a file says first what it is for", "sift/rank.rs", "use std::fmt;\n"),
    ("no file is called utils", "sift/utils.rs", "//! Things.\n"),
    (
        "figures fit to print are made in one place",
        "report/paper.rs",
        "//! A paper.\nfn f() -> Shown { Shown::Number { value: 4.0, text: String::new() } }\n",
    ),
    (
        "papers and charts hold no raw figure",
        "chart/plan.rs",
        "//! A plan.\nuse crate::domain::Observation;\n",
    ),
    (
        "figures fit to print are made in one place",
        "sift/rank.rs",
        "//! Order.\nfn f() -> Public { Public::audited(4.0) }\n",
    ),
    (
        "figures fit to print are made in one place",
        "chart/plan.rs",
        "//! A plan.\nfn f() -> Shown { Shown::Range { low: 1.0, high: 4.0 } }\n",
    ),
    (
        "papers and charts hold no raw figure",
        "report/paper.rs",
        "//! A paper.\nuse crate::domain::Observation;\n",
    ),
    (
        "papers and charts hold no raw figure",
        "report/paper.rs",
        "//! A paper.\nfn f(one: &Reading) {}\n",
    ),
    (
        "what is published names no restricted figure",
        "report/pack/pages.rs",
        "//! Pages.\nuse crate::domain::{PublicPack, Shown};\n",
    ),
    (
        "only main prints",
        "store/mod.rs",
        "//! Tables.\nfn f() { println!(); }\n",
    ),
    (
        "the months are listed once",
        "report/words.rs",
        "//! Words.\nconst MONTHS: [&str; 2] = [\"January\", \"February\"];\n",
    ),
    (
        "only main prints",
        "store/mod.rs",
        "//! Tables.\n#[cfg(test)]\nmod tests { const CLOSE: char = '}'; }\nfn f() { println!(); }\n",
    ),
    (
        "an outside crate stays at home",
        "sift/rank.rs",
        "//! Order.\n#[cfg(test)]\nuse a::{b};\nfn f() { polars::prelude::col(); }\n",
    ),
];

/// Paths and code that break nothing.
pub const ALLOWED: &[(&str, &str)] = &[
    (
        "measure/rate.rs",
        "//! Rates.\nuse crate::{domain::{Period, Series}, stats};\nuse polars::prelude::*;\n",
    ),
    (
        "chart/plan.rs",
        "//! A plan.\n// crate::store is not named here, nor polars::prelude.\nconst A: &str = \"crate::store\";\n",
    ),
    (
        "report/paper.rs",
        "//! A paper.\nfn f(s: &Shown) -> u8 { match s { Shown::Number { text, .. } => 1, _ => 2 } }\n",
    ),
    (
        "report/paper.rs",
        "//! A paper.\nfn f(my_polars: u8) { let x = a::polars::y; }\n#[cfg(test)]\nmod tests { fn f() { println!(); } }\n",
    ),
    (
        "report/paper.rs",
        "//! A paper.\n#[cfg(test)]\nfn f(a: [u8; 2]) { println!(\"{}\", '{'); }\nfn g<'a>(b: &'a str) {}\n#[cfg(test)]\nmod tests { use polars::prelude::*; }\n",
    ),
    (
        "pipeline.rs",
        "//! The way.\nuse crate::{store::Store, ingest, report};\nuse rayon::prelude::*;\n",
    ),
    (
        "report/pack/pages.rs",
        "//! Pages.\nuse crate::domain::{PublicPack, ShownUnit};\n",
    ),
    (
        "domain/day.rs",
        "//! A day.\nconst MONTHS: [&str; 1] = [\"February\"];\n",
    ),
    ("main.rs", "//! The program.\nfn main() { println!(\"{}\", '\"'); }\n"),
];
