//! The rules of `src/`, as tests. The tables in `rules.rs` are the design; ARCHITECTURE.md repeats them.

mod planted;
mod rules;
mod source;

use rules::{HOMES, RULES, Rule, unregistered};
use source::SourceFile;

fn faults_of(rule: &Rule, files: &[SourceFile]) -> String {
    (rule.check)(files).join("\n")
}

#[test]
fn the_house_keeps_every_rule() {
    let files = source::files_below(&source::root().join("src"));
    assert!(files.len() > 20, "src/ was not found");
    let faults: Vec<String> = RULES
        .iter()
        .map(|rule| faults_of(rule, &files))
        .filter(|text| !text.is_empty())
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn each_planted_breach_is_caught_by_the_rule_it_breaks() {
    let breaches = planted::breaches();
    for (rule_name, path, code) in &breaches {
        let file = SourceFile::new(path, code);
        let caught: Vec<&str> = RULES
            .iter()
            .filter(|rule| !faults_of(rule, std::slice::from_ref(&file)).is_empty())
            .map(|rule| rule.name)
            .collect();
        assert_eq!(caught, [*rule_name], "{path}:\n{code}");
    }
    for rule in RULES {
        assert!(
            breaches.iter().any(|(name, ..)| *name == rule.name),
            "no breach is planted for `{}`",
            rule.name
        );
    }
}

#[test]
fn what_is_allowed_is_not_called_a_breach() {
    for (path, code) in planted::ALLOWED {
        let file = SourceFile::new(path, code);
        for rule in RULES {
            assert_eq!(faults_of(rule, std::slice::from_ref(&file)), "", "{path}:\n{code}");
        }
    }
}

#[test]
fn each_rule_file_is_registered() {
    let files = source::files_below(&source::root().join("src"));
    let ids: Vec<&str> = paqa::detect::RULES.iter().map(|rule| rule.id).collect();
    assert!(!ids.is_empty());
    assert_eq!(unregistered(&files, &ids), Vec::<String>::new());
}

#[test]
fn a_rule_that_is_not_registered_under_its_files_name_is_caught() {
    let file = |path: &str| SourceFile::new(path, "//! A rule.\n");
    let files = [
        file("detect/rules/mod.rs"),
        file("detect/rules/outside_limits.rs"),
        file("detect/rule.rs"),
    ];
    assert!(unregistered(&files, &["outside-limits"]).is_empty());
    assert_eq!(
        unregistered(&files, &[]),
        ["`outside-limits` has a file and is not registered"]
    );
    assert_eq!(
        unregistered(&files, &["outside-limit"]),
        [
            "`outside-limit` is registered and has no file",
            "`outside-limits` has a file and is not registered"
        ]
    );
    assert_eq!(
        unregistered(&files, &["outside-limits", "outside-limits"]),
        ["a rule is registered twice"]
    );
}

#[test]
fn every_outside_crate_may_be_named_at_home_and_nowhere_else() {
    let rule = RULES
        .iter()
        .find(|rule| rule.name == "an outside crate stays at home")
        .expect("the rule");
    for (name, homes) in HOMES {
        let code = format!("//! A file.\nuse {name}::Thing;\n");
        let said = |path: &str| faults_of(rule, &[SourceFile::new(path, &code)]);
        assert_eq!(
            said("sift/rank.rs"),
            format!("sift/rank.rs: `{name}` belongs in {homes:?}")
        );
        for home in *homes {
            let path = if home.ends_with('/') {
                format!("{home}part.rs")
            } else {
                home.to_string()
            };
            assert_eq!(said(&path), "", "{name} at {path}");
        }
    }
}
