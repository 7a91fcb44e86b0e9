//! The rules of `src/`, as tests. The tables in `rules.rs` are the design; ARCHITECTURE.md repeats them.

mod planted;
mod rules;
mod source;

use rules::{RULES, Rule};
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
