//! Standards, findings, symbols, theme pages and policy: every name resolves and every number can be meant.

use crate::catalogue::check::Report;
use crate::catalogue::finding_kind::NAMES;
use crate::catalogue::{Catalogue, FindingKind, Link, Question, Symbol, Workbook};

pub(super) fn check(report: &mut Report<'_>) {
    check_questions(report);
    check_workbooks(report);
    check_sentences(report);
    check_symbols(report);
    check_links(report);
    check_policy(report);
}

fn question_ids(catalogue: &Catalogue) -> Vec<&str> {
    let questions = catalogue.questions().iter();
    questions.map(|question| question.id.as_str()).collect()
}

fn check_questions(report: &mut Report<'_>) {
    let catalogue = report.catalogue;
    let standards: Vec<&str> = catalogue
        .standards()
        .iter()
        .map(|standard| standard.id.as_str())
        .collect();
    let questions = question_ids(catalogue);
    for question in catalogue.questions() {
        report.must_be_one_of::<Question>(
            (&question.id, &["standard"]),
            ("standard", &question.standard),
            &standards,
        );
        if let Some(split) = &question.split_from {
            report.must_be_one_of::<Question>((&question.id, &["split_from"]), ("question", split), &questions);
        }
    }
}

fn check_workbooks(report: &mut Report<'_>) {
    let catalogue = report.catalogue;
    let questions = question_ids(catalogue);
    let grades: Vec<&str> = match catalogue.code_list("s11-grades") {
        Some(list) => list.codes.iter().map(|code| code.code.as_str()).collect(),
        None => return,
    };
    for workbook in catalogue.workbooks() {
        for (at, question) in workbook.questions.iter().enumerate() {
            let path = ["questions", &at.to_string()];
            report.must_be_one_of::<Workbook>((&workbook.id, &path), ("question", question), &questions);
        }
        for (at, answer) in workbook.scale.iter().enumerate() {
            let path = ["scale", &at.to_string()];
            report.must_be_one_of::<Workbook>((&workbook.id, &path), ("grade", &answer.grade), &grades);
        }
        for (at, renumbered) in workbook.renumbered.iter().enumerate() {
            let path = ["renumbered", &at.to_string()];
            report.must_be_one_of::<Workbook>((&workbook.id, &path), ("question", &renumbered.question), &questions);
        }
    }
}

/// The names in a finding's sentences must be those that a finding can fill.
fn check_sentences(report: &mut Report<'_>) {
    for kind in report.catalogue.finding_kinds() {
        for (key, sentence) in [("one", &kind.one), ("many", &kind.many)] {
            for name in sentence
                .split('{')
                .skip(1)
                .filter_map(|part| part.split_once('}'))
                .map(|(name, _)| name)
            {
                report.must_be_one_of::<FindingKind>((&kind.id, &[key]), ("name that a finding has", name), &NAMES);
            }
        }
    }
}

fn check_symbols(report: &mut Report<'_>) {
    for symbol in report.catalogue.symbols() {
        if symbol.high.is_some_and(|high| high < symbol.low) {
            report.say::<Symbol>(&symbol.id, &["high"], "`high` is below `low`".into());
        }
    }
}

fn check_links(report: &mut Report<'_>) {
    let catalogue = report.catalogue;
    let indicators: Vec<&str> = catalogue
        .indicators()
        .iter()
        .map(|indicator| indicator.id.as_str())
        .collect();
    let questions = question_ids(catalogue);
    let codes = |list: &str| -> Vec<&str> {
        catalogue.code_list(list).map_or(vec![], |list| {
            list.codes.iter().map(|code| code.code.as_str()).collect()
        })
    };
    let (themes, sectors) = (codes("course-themes"), codes("lado-sectors"));
    for link in catalogue.links() {
        let lists = [
            ("indicators", "indicator", &link.indicators, &indicators),
            ("questions", "question", &link.questions, &questions),
            ("course_themes", "course theme", &link.course_themes, &themes),
            ("lado_sectors", "LADO sector", &link.lado_sectors, &sectors),
        ];
        for (key, what, words, allowed) in lists {
            for (at, word) in words.iter().enumerate() {
                report.must_be_one_of::<Link>((&link.id, &[key, &at.to_string()]), (what, word), allowed);
            }
        }
    }
}

fn check_policy(report: &mut Report<'_>) {
    let policy = report.catalogue.policy();
    let shares = [
        ("exception_q", policy.exception_q),
        ("good_news_q", policy.good_news_q),
        ("sure_q", policy.sure_q),
        ("watch_p", policy.watch_p),
        ("same_as_last_quarter", policy.same_as_last_quarter),
        ("replaces_from", policy.replaces_from),
        ("sudden_fall", policy.sudden_fall),
    ];
    for (key, share) in shares {
        if !(share > 0.0 && share < 1.0) {
            report.say_of_policy(key, format!("`{key}` is {share}; it must lie between 0 and 1"));
        }
    }
    let rules = [
        (
            "points_for_limits",
            policy.points_for_limits < policy.points_for_run_chart,
            "is below `points_for_run_chart`",
        ),
        ("points_for_run_chart", policy.points_for_run_chart < 3, "is below 3"),
        (
            "ageing_months",
            policy.ageing_months.windows(2).any(|pair| pair[0] >= pair[1]),
            "must rise",
        ),
        ("rounding_base", policy.rounding_base == 0, "is 0"),
        (
            "sudden_rise",
            policy.sudden_rise.partial_cmp(&1.0) != Some(std::cmp::Ordering::Greater),
            "must be above 1",
        ),
    ];
    for (key, broken, said) in rules {
        if broken {
            report.say_of_policy(key, format!("`{key}` {said}"));
        }
    }
}
