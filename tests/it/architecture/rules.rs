//! What each module may name, where each outside crate lives, and the other rules of the house.

use super::source::SourceFile;
use std::collections::BTreeSet;

/// Which modules each module may name, besides itself.
pub const MAY_NAME: &[(&str, &[&str])] = &[
    ("stats", &[]),
    ("domain", &["stats"]),
    ("catalogue", &["domain"]),
    ("board", &["domain", "catalogue"]),
    ("ingest", &["domain", "catalogue"]),
    ("store", &["domain", "catalogue"]),
    ("measure", &["stats", "domain", "catalogue"]),
    ("detect", &["stats", "domain", "catalogue"]),
    ("sift", &["stats", "domain", "catalogue"]),
    ("withhold", &["stats", "domain", "catalogue"]),
    ("chart", &["stats", "domain"]),
    ("report", &["domain", "catalogue", "chart"]),
    (
        "pipeline",
        &[
            "stats",
            "domain",
            "catalogue",
            "board",
            "ingest",
            "store",
            "measure",
            "detect",
            "sift",
            "withhold",
            "chart",
            "report",
            "cli",
        ],
    ),
    ("cli", &["domain"]),
];

/// Where each outside crate lives; a folder ends in `/`.
pub const HOMES: &[(&str, &[&str])] = &[
    ("polars", &["domain/submission.rs", "ingest/", "store/", "measure/"]),
    ("polars_arrow", &["store/"]),
    ("arrow", &["store/", "ingest/"]),
    ("parquet", &["store/", "ingest/"]),
    ("zstd", &["store/"]),
    ("calamine", &["ingest/", "board/"]),
    ("encoding_rs", &["ingest/", "board/"]),
    ("chardetng", &["ingest/"]),
    ("quick_xml", &["ingest/"]),
    ("zip", &["ingest/", "report/", "pipeline/"]),
    ("plotters", &["chart/draw.rs", "chart/draw/"]),
    ("resvg", &["chart/"]),
    ("typst", &["report/"]),
    ("typst_layout", &["report/"]),
    ("typst_pdf", &["report/"]),
    ("rust_xlsxwriter", &["report/"]),
    ("minijinja", &["report/"]),
    ("microlp", &["withhold/"]),
    ("rayon", &["pipeline.rs", "pipeline/"]),
    ("toml", &["catalogue/", "board/"]),
    ("clap", &["cli.rs", "cli/", "main.rs"]),
    ("clap_complete", &["cli.rs", "cli/", "main.rs"]),
    ("indicatif", &["main.rs", "pipeline/progress.rs"]),
];

/// Lines at which a file is too long to keep in one's head.
const LONGEST_FILE: usize = 400;

/// One rule: its name and what breaks it, one line a breach.
pub struct Rule {
    pub name: &'static str,
    pub check: fn(&[SourceFile]) -> Vec<String>,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        name: "a module names only what it may",
        check: modules,
    },
    Rule {
        name: "every module has a line in the table",
        check: known,
    },
    Rule {
        name: "an outside crate stays at home",
        check: crates,
    },
    Rule {
        name: "no climb of supers",
        check: climbs,
    },
    Rule {
        name: "a file can be kept in one's head",
        check: long,
    },
    Rule {
        name: "a file says first what it is for",
        check: unopened,
    },
    Rule {
        name: "no file is called utils",
        check: nameless,
    },
    Rule {
        name: "figures fit to print are made in one place",
        check: shown,
    },
    Rule {
        name: "papers and charts hold no raw figure",
        check: raw,
    },
    Rule {
        name: "what is published names no restricted figure",
        check: published,
    },
    Rule {
        name: "the months are listed once",
        check: months,
    },
    Rule {
        name: "only main prints",
        check: printing,
    },
];

/// The detection rules whose file and registration do not agree: each file of `detect/rules/` is named for the id of a rule that is
/// registered, and each registered rule has such a file.
pub fn unregistered(files: &[SourceFile], registered: &[&str]) -> Vec<String> {
    let names: BTreeSet<String> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix("detect/rules/")?.strip_suffix(".rs"))
        .filter(|name| *name != "mod")
        .map(|name| name.replace('_', "-"))
        .collect();
    let ids: BTreeSet<String> = registered.iter().map(ToString::to_string).collect();
    let fileless = ids
        .difference(&names)
        .map(|id| format!("`{id}` is registered and has no file"));
    let unknown = names
        .difference(&ids)
        .map(|name| format!("`{name}` has a file and is not registered"));
    let twice = (registered.len() > ids.len()).then(|| "a rule is registered twice".to_string());
    fileless.chain(unknown).chain(twice).collect()
}

fn breaches(files: &[SourceFile], of: impl Fn(&SourceFile) -> Vec<String>) -> Vec<String> {
    files
        .iter()
        .flat_map(|file| of(file).into_iter().map(|said| format!("{}: {said}", file.path)))
        .collect()
}

fn when(broken: bool, said: &str) -> Vec<String> {
    if broken { vec![said.to_string()] } else { Vec::new() }
}

fn outside_the_table(module: &str) -> bool {
    module == "lib" || module == "main"
}

fn modules(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let module = file.module();
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == module) else {
            return Vec::new();
        };
        let renamed = when(
            names_word(&file.code, "crate as") || file.code.contains("extern crate self"),
            "`crate` has one name",
        );
        modules_named(&file.code)
            .into_iter()
            .chain(named_from_the_top(file))
            .filter(|used| used != module && !allowed.contains(&used.as_str()))
            .map(|used| format!("`{module}` may not name `{used}`"))
            .chain(renamed)
            .collect()
    })
}

fn known(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let module = file.module();
        let listed = outside_the_table(module) || MAY_NAME.iter().any(|(name, _)| *name == module);
        when(!listed, &format!("module `{module}` has no line in MAY_NAME"))
    })
}

fn crates(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        HOMES
            .iter()
            .filter(|(name, homes)| {
                let at_home = homes
                    .iter()
                    .any(|home| file.path == *home || (home.ends_with('/') && file.path.starts_with(home)));
                !at_home && names_crate(&file.program, name)
            })
            .map(|(name, homes)| format!("`{name}` belongs in {homes:?}"))
            .collect()
    })
}

fn climbs(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        when(
            file.code.contains("super::super"),
            "write `crate::`, not a climb of `super`s",
        )
    })
}

fn long(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        when(file.text.lines().count() > LONGEST_FILE, "is longer than 400 lines")
    })
}

fn unopened(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        when(!file.text.starts_with("//!"), "does not open with a `//!` line")
    })
}

fn nameless(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        when(
            matches!(name, "utils.rs" | "util.rs" | "helpers.rs" | "misc.rs" | "common.rs"),
            "is named for nothing",
        )
    })
}

fn shown(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let maker = file.path.starts_with("sift/withhold")
            || file.path.starts_with("withhold/")
            || file.path.starts_with("domain/");
        let makes = ["Shown::Number {", "Shown::Range {"].iter().any(|making| {
            file.program
                .match_indices(making)
                .any(|(at, _)| !is_pattern(&file.program[at..]))
        });
        let publishes = !file.path.starts_with("withhold/")
            && file.path != "domain/public.rs"
            && file.program.contains("Public::audited(");
        when(
            (!maker && makes) || publishes,
            "a figure fit to print is made only where small numbers are decided on",
        )
    })
}

/// Whether `Shown::Number { .. }` at the start of `code` is matched against, not made.
fn is_pattern(code: &str) -> bool {
    let Some(close) = code.find('}') else { return false };
    let after = code[close + 1..].trim_start_matches([' ', '\n', ')', ',']);
    after.starts_with("=>") || after.starts_with("= ") || after.starts_with('|') || after.starts_with("if ")
}

fn raw(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let reader = matches!(file.module(), "chart" | "report");
        let names = ["Observation", "Reading"]
            .into_iter()
            .filter(|name| names_word(&file.program, name));
        names
            .filter(|_| reader)
            .map(|name| format!("`{name}` is a raw figure; take what is shown"))
            .collect()
    })
}

/// The annual pack is written from public figures alone: its writers cannot even name the restricted ones.
fn published(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let writes = file.path.starts_with("report/pack") || file.path.starts_with("report/publication");
        let names = [
            "Shown",
            "ShownSeries",
            "ShownPoint",
            "Briefing",
            "Exception",
            "Document",
            "PaperTable",
            "PaperCell",
        ]
        .into_iter()
        .filter(|name| names_word(&file.program, name));
        names
            .filter(|_| writes)
            .map(|name| format!("`{name}` may be restricted; take what is public"))
            .collect()
    })
}

fn printing(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let prints = [
            "println!",
            "eprintln!",
            "print!",
            "eprint!",
            "dbg!",
            "stdout()",
            "stderr()",
        ]
        .iter()
        .any(|call| file.program.contains(call));
        when(file.path != "main.rs" && prints, "printing belongs in main.rs")
    })
}

/// What reads months as agencies write them has words of its own; what prints one asks `domain`.
fn months(files: &[SourceFile]) -> Vec<String> {
    breaches(files, |file| {
        let lists = file.text.contains("\"February\"");
        when(
            file.path != "domain/day.rs" && lists,
            "the months stand in domain/day.rs",
        )
    })
}

/// The first word after each `crate::`, looking inside a braced group.
fn modules_named(code: &str) -> BTreeSet<String> {
    let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.split("crate::").skip(1).flat_map(first_words).collect()
}

fn first_words(after: &str) -> Vec<String> {
    let word = |text: &str| {
        text.trim()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let Some(group) = after.strip_prefix('{') else {
        return vec![word(after)];
    };
    let (mut depth, mut at, mut words) = (0, 0, Vec::new());
    for (end, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' => {
                words.push(word(&group[at..end]));
                break;
            }
            ',' if depth == 0 => {
                words.push(word(&group[at..end]));
                at = end + 1;
            }
            _ => (),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The modules that a file at the top of one reaches by `super::`: there it is the whole crate.
fn named_from_the_top(file: &SourceFile) -> BTreeSet<String> {
    let at_the_top = match file.path.split_once('/') {
        Some((_, rest)) => rest == "mod.rs",
        None => true,
    };
    if !at_the_top {
        return BTreeSet::new();
    }
    let flat = file.program.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = flat.split("super::").skip(1).flat_map(first_words);
    named
        .filter(|word| MAY_NAME.iter().any(|(name, _)| name == word))
        .collect()
}

/// Whether code names an outside crate: `polars::`, `::polars::`, `use polars as p;`, `extern crate polars`.
fn names_crate(code: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let begins = |at: usize| {
        let before = &code[..at];
        match before.strip_suffix("::") {
            // A path from the root begins with the crate; any other has something before it.
            Some(root) => !root.ends_with(|c: char| part(c) || c == '>'),
            None => !before.ends_with(|c: char| part(c) || c == ':'),
        }
    };
    let is_path = |at: usize| code[at + name.len()..].starts_with("::");
    let is_used = |at: usize| {
        let before = code[..at].trim_end_matches("::").trim_end();
        let ends = code[at + name.len()..].trim_start();
        let whole = ends.starts_with(';') || ends.starts_with("as ");
        whole && (before.ends_with("use") || before.ends_with("extern crate"))
    };
    code.match_indices(name)
        .any(|(at, _)| begins(at) && (is_path(at) || is_used(at)))
}

fn names_word(code: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name)
        .any(|(at, _)| !code[..at].ends_with(part) && !code[at + name.len()..].starts_with(part))
}
