//! What `schemas/` declares: it parses, its names resolve, slips are told with their line, a board overrides it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by stopping")]

use paqa::catalogue::{Catalogue, Polarity, Unit, load, measured_in_words};
use std::path::Path;

fn built_in() -> Catalogue {
    Catalogue::built_in().unwrap_or_else(|faults| panic!("\n{faults}\n"))
}

/// A board folder that holds only the files given.
fn board(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The faults of a board's files, one a line.
fn faults(files: &[(&str, &str)]) -> String {
    load(Some(board(files).path())).unwrap_err().to_string()
}

#[test]
fn every_declaration_parses_and_every_name_resolves() {
    let catalogue = built_in();
    assert_eq!(catalogue.feeds().len(), 15);
    assert_eq!(catalogue.themes().len(), 31);
    assert_eq!(catalogue.standards().len(), 8);
}

#[test]
fn all_163_indicators_are_there() {
    let catalogue = built_in();
    let count = |prefix: &str| {
        catalogue
            .indicators()
            .iter()
            .filter(|one| one.id.starts_with(prefix))
            .count()
    };
    let families = [
        ("FD", 11),
        ("AS", 4),
        ("CP", 20),
        ("LA", 14),
        ("MX", 14),
        ("PL", 11),
        ("AM", 6),
        ("FG", 3),
        ("HE", 17),
        ("ED", 7),
        ("EH", 6),
        ("YJ", 3),
        ("HO", 3),
        ("FI", 2),
        ("AB", 1),
        ("PF", 2),
        ("CD", 3),
        ("RV", 3),
        ("WF", 4),
        ("LD", 10),
        ("SA", 6),
        ("TR", 6),
        ("QA", 2),
        ("EN", 4),
        ("BP", 1),
    ];
    for (prefix, expected) in families {
        assert_eq!(count(prefix), expected, "{prefix}");
    }
    assert_eq!(catalogue.indicators().len(), 163);
}

#[test]
fn no_file_of_the_schema_folder_is_left_out_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let files = walkdir::WalkDir::new(&folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file());
    let on_disk = files
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "toml"))
        .count();
    assert_eq!(built_in().files(), on_disk);
}

#[test]
fn sentences_made_of_an_indicators_words_hold_together() {
    for indicator in built_in().indicators() {
        let words = [
            &indicator.noun,
            &indicator.noun_one,
            &indicator.verb_phrase,
            &indicator.definition,
        ];
        assert!(
            words
                .iter()
                .all(|word| !word.trim().is_empty() && word.trim() == word.as_str()),
            "{}",
            indicator.id
        );
        assert!(
            indicator.definition.ends_with('.') && indicator.context.ends_with('.'),
            "{}",
            indicator.id
        );
        let has_verb = [
            "were",
            "was",
            "came",
            "became",
            "ended",
            "had",
            "led",
            "recorded",
            "reoffended",
            "entered",
        ];
        let more = [
            "took", "went", "heard", "started", "lived", "used", "returned", "left", "gave", "rated", "found",
        ];
        let last = ["presented", "involved", "received", "of", "met"];
        let first = indicator.verb_phrase.split(' ').next().unwrap();
        assert!(
            has_verb.iter().chain(&more).chain(&last).any(|verb| *verb == first),
            "{}: {first}",
            indicator.id
        );
    }
}

#[test]
fn words_that_go_into_papers_name_no_cause_and_raise_no_alarm() {
    let never = [
        "because of",
        "due to",
        "driven by",
        "as a result",
        "led to",
        "failed",
        "alarming",
        "significant",
        "plummet",
    ];
    let catalogue = built_in();
    let of_indicators = catalogue.indicators().iter().flat_map(|one| {
        let words = [
            &one.name,
            &one.row_name,
            &one.short_name,
            &one.noun,
            &one.verb_phrase,
            &one.context,
            &one.better,
        ];
        words
            .into_iter()
            .chain(one.targets.iter().map(|target| &target.words))
            .map(|text| (&one.id, text))
    });
    for (id, text) in of_indicators.chain(catalogue.links().iter().map(|link| (&link.id, &link.asks))) {
        let said = text.to_lowercase();
        assert!(!never.iter().any(|word| said.contains(word)), "{id}: {text}");
    }
}

#[test]
fn targets_say_who_set_them_and_neutral_indicators_have_none() {
    for indicator in built_in().indicators() {
        assert!(
            indicator.polarity != Polarity::Neutral || indicator.targets.is_empty(),
            "{}",
            indicator.id
        );
        for target in &indicator.targets {
            assert!(target.words.ends_with('.'), "{}", indicator.id);
            let possible = indicator.unit != Unit::Percent || (0.0..=100.0).contains(&target.value);
            assert!(possible, "{}", indicator.id);
        }
    }
}

#[test]
fn names_that_agencies_use_lead_to_one_indicator() {
    let catalogue = built_in();
    let cases = [
        ("ICPC in 15 days", "CP05"),
        ("RHI within 72hrs", "MX05"),
        ("% repeat referrals (12m)", "FD05"),
        ("Re-Referrals", "FD05"),
        ("Percentage of re-referrals", "FD05"),
        ("Number of S47 enquiries", "CP01"),
        ("fd05", "FD05"),
        ("Children on a CPP", "CP06"),
        ("CPP rate per 10,000", "CP07"),
        ("EHE", "ED03"),
        ("Section 47 enquiries started", "CP01"),
        ("LAC placed over 20 miles", "LA05"),
    ];
    for (written, id) in cases {
        assert_eq!(
            catalogue.indicator_written(written).map(|found| found.id.as_str()),
            Some(id),
            "{written}"
        );
    }
    let by_code = |written| catalogue.indicator_written(written).map(|found| found.id.as_str());
    assert_eq!(by_code("FD05 Re-referrals within 12 months (%)"), Some("FD05"));
    assert_eq!(by_code("LD03: anything they call it"), Some("LD03"));
    assert_eq!(by_code("Plans over two years (CP10)"), Some("CP10"));
    assert_eq!(
        by_code("FD05 Permanent exclusions"),
        None,
        "code and words contradict each other"
    );
    assert!(catalogue.indicator_written("Moon phases").is_none());
    assert!(
        catalogue.indicator_written("% of S47 enquiries").is_none(),
        "a share is never taken for a count"
    );
    assert!(catalogue.indicator_written("").is_none());
}

/// Slips in every kind of file, and what is told of them.
const SLIPS: [(&str, &str); 7] = [
    (
        "schemas/indicators/own.toml",
        "title = \"Own\"\n\n[[indicator]]\nid = \"FD05\"\npolarity = \"lower_bettr\"\ncolour = \"red\"\ntiming = \"often\"\n",
    ),
    (
        "schemas/feeds/dashboard.toml",
        "id = \"dashboard\"\nkey = [\"indicator\", \"aera\"]\n",
    ),
    ("schemas/policy.toml", "sure_q = 0.02\nwatch_p = 2.0\nwatch_q = 0.1\n"),
    (
        "board.toml",
        "name = \"Example\"\n[policy]\nfront_rows = \"ten\"\nrounding_base = 0\n",
    ),
    ("schemas/fed/x.toml", ""),
    (
        "schemas/symbols.toml",
        "[[symbol]]\nid = \"q\"\nbecomes = \"zero\"\nmeans = 3\n",
    ),
    (
        "schemas/links.toml",
        "[[link]]\nid = \"allegations\"\nindicators = [\"FD99\"]\n",
    ),
];

#[test]
fn every_slip_is_told_at_once_with_its_line_and_the_words_allowed() {
    let said = faults(&SLIPS);
    let expected = [
        "schemas/indicators/own.toml:5: `lower_bettr` is not a word allowed here (did you mean `lower_better`?); allowed: \
         higher_better, lower_better, neutral",
        "schemas/indicators/own.toml:6: `colour` is not a key here",
        "schemas/indicators/own.toml:7: `often` is not a word allowed here; allowed: flow, flow_annualised,",
        "schemas/feeds/dashboard.toml:2: `aera` is no column of this feed (did you mean `area`?); allowed: indicator, area,",
        "schemas/policy.toml:2: `watch_p` is 2; it must lie between 0 and 1",
        "schemas/policy.toml:3: `watch_q` is not a key here (did you mean `watch_p`?); allowed: ",
        "board.toml:3: ",
        "board.toml:4: `rounding_base` is 0",
        "schemas/fed/x.toml: is no file that a schema folder holds",
        "schemas/symbols.toml:4: `means` is not a key here",
        "schemas/links.toml:3: `FD99` is no indicator",
    ];
    for fault in expected {
        assert!(said.contains(fault), "missing: {fault}\nin:\n{said}");
    }
    assert_eq!(said.lines().count(), expected.len(), "{said}");
}

#[test]
fn the_slips_of_declarations_and_of_tables_are_told_together() {
    let folder = board(&[
        ("schemas/policy.toml", "watch_p = 2.0\n"),
        (
            "schemas/indicators/own.toml",
            "[[indicator]]\nid = \"FD05\"\npolarity = \"lower_bettr\"\n",
        ),
        (
            "board.toml",
            "name = \"Example\"\nduedays = 3\nhomme = \"x\"\nfoo = [\"2024-25 Q9\"]\n[due]\nfunding = [\"2024-25 Q9\"]\n[policy]\nwatch_q = 0.1\n",
        ),
        (
            "agencies.csv",
            "agency,name,kind,aliases,feeds,valid_from,valid_to\na,A,polise,,dashboard,,\n",
        ),
        (
            "areas.csv",
            "area,name,level,parent,aliases\nE1,N,county,,\nD1,L,distrct,E1,\n",
        ),
        ("populations.csv", "area,year,population_0_17,vintage\nE1,last,10,m\n"),
        (
            "comparators.csv",
            "indicator,group,year,value,published,source\nFD05,England,2025,20,,\n",
        ),
    ]);
    let told = paqa::pipeline::Session::open(folder.path(), "2026-11-20".parse().unwrap());
    let said = told.err().map(|fault| fault.to_string()).unwrap_or_default();
    let expected = [
        "schemas/policy.toml:1: `watch_p` is 2; it must lie between 0 and 1",
        "schemas/indicators/own.toml:3: `lower_bettr` is not a word allowed here",
        "board.toml:2: `duedays` is not a key here (did you mean `due_days`?); allowed: name, home, due_days, due, policy",
        "board.toml:3: `homme` is not a key here (did you mean `home`?); allowed: name, home, due_days, due, policy",
        "board.toml:4: `foo` is not a key here; allowed: name, home, due_days, due, policy",
        "board.toml:6: `2024-25 Q9` is not a period",
        "board.toml:8: `watch_q` is not a key here (did you mean `watch_p`?); allowed: ",
        "agencies.csv:2: `polise` is no agency kind (did you mean `police`?); allowed: ",
        "areas.csv:3: `distrct` is no level (did you mean `district`?); allowed: county, quadrant, district, other",
        "populations.csv:2: the year `last` is no calendar year",
    ];
    for fault in expected {
        assert!(said.contains(fault), "missing: {fault}\nin:\n{said}");
    }
    // That FD05 has a fault itself is no fault of the comparators.
    assert_eq!(said.lines().count(), expected.len(), "{said}");
}

#[test]
fn a_new_indicator_must_say_everything() {
    let said = faults(&[(
        "schemas/indicators/own.toml",
        "title = \"Own\"\n[[indicator]]\nid = \"OW01\"\ntier = \"core\"\n",
    )]);
    for key in ["name", "row_name", "noun", "unit", "timing", "agency_kinds"] {
        assert!(
            said.contains(&format!("own.toml:2: the key `{key}` is missing")),
            "{key}\n{said}"
        );
    }
}

#[test]
fn a_file_that_is_no_toml_is_told_by_line() {
    let said = faults(&[("schemas/symbols.toml", "[[symbol]]\nid = \"q\n")]);
    assert!(said.starts_with("schemas/symbols.toml:2: "), "{said}");
}

#[test]
fn names_that_are_too_long_or_mean_two_things_are_told() {
    let said = faults(&[(
        "schemas/indicators/front_door.toml",
        "[[indicator]]\nid = \"FD05\"\nshort_name = \"Referrals that came back again\"\nspellings = [\"S47s\"]\n",
    )]);
    assert!(
        said.contains("front_door.toml:3: `Referrals that came back again` has 30 characters; 22 fit"),
        "{said}"
    );
    assert!(said.contains("`S47s` stands for"), "{said}");
}

#[test]
fn a_board_overrides_key_by_key_and_adds_spellings() {
    let folder = board(&[
        (
            "schemas/indicators/own.toml",
            "theme = \"front_door\"\n[[indicator]]\nid = \"FD05\"\nspellings = [\"Came back\"]\n\
             [[indicator.target]]\nvalue = 20.0\nstatus = \"local\"\nwords = \"The 20% is ours.\"\nfrom = \"2026-27 Q1\"\n",
        ),
        (
            "schemas/codes/lado-sectors.toml",
            "id = \"lado-sectors\"\n[[code]]\ncode = \"Circus\"\nlabel = \"Circus\"\n",
        ),
        ("schemas/policy.toml", "withhold_up_to = 7\n"),
        ("board.toml", "name = \"Example\"\n[policy]\nfront_rows = 8\n"),
    ]);
    let (own, plain) = (load(Some(folder.path())).unwrap(), built_in());
    let (changed, original) = (own.indicator("FD05").unwrap(), plain.indicator("FD05").unwrap());
    assert_eq!(
        (changed.row_name.as_str(), changed.targets.len()),
        (original.row_name.as_str(), 1)
    );
    assert!(changed.target_in("2025-26 Q4".parse().unwrap()).is_none());
    assert!(own.indicator_written("came back").is_some() && own.indicator_written("Repeat referrals").is_some());
    let sectors = own.code_list("lado-sectors").unwrap();
    assert!(sectors.code("Circus").is_some() && sectors.read("Schools").is_some());
    assert_eq!((own.policy().withhold_up_to, own.policy().front_rows), (7, 8));
    assert_eq!(own.policy().points_for_limits, plain.policy().points_for_limits);
    assert_ne!(own.hash(), plain.hash());
    assert_eq!(plain.hash(), built_in().hash());
}

#[test]
fn how_an_indicator_is_measured_holds_as_a_whole_and_a_file_of_changes_needs_no_theme() {
    let measured = "[[indicator]]\nid = \"LD05\"\n[indicator.measured_from]\nfeed = \"lado-timeliness\"\ndated_by = \"period\"\n\
                    [indicator.measured_from.shape.ratio]\nnumerator = { sum = [\"count\"] }\n\
                    denominator = { sum = [\"count\"], that = [{ column = \"measure\", is = { one-of = [\"concluded\"] } }] }\n";
    let folder = board(&[("schemas/indicators/board.toml", measured)]);
    let own = load(Some(folder.path())).unwrap_or_else(|faults| panic!("{faults}"));
    let (changed, plain) = (own.indicator("LD05").unwrap(), built_in());
    let original = plain.indicator("LD05").unwrap();
    assert_eq!(
        (&changed.theme, &changed.row_name),
        (&original.theme, &original.row_name)
    );
    assert_eq!(own.themes().len(), plain.themes().len());
    let in_words = |catalogue: &Catalogue| {
        let indicator = catalogue.indicator("LD05").unwrap();
        measured_in_words(indicator.measured_from.as_ref().unwrap())
    };
    assert!(in_words(&plain).contains("concluded_1_month"), "{}", in_words(&plain));
    assert!(!in_words(&own).contains("concluded_1_month"), "{}", in_words(&own));

    let part =
        "[[indicator]]\nid = \"LD05\"\n[indicator.measured_from.shape.ratio]\nnumerator = { sum = [\"count\"] }\n";
    let said = faults(&[("schemas/indicators/board.toml", part)]);
    assert!(said.contains("schemas/indicators/board.toml:"), "{said}");
    let fresh = "[[indicator]]\nid = \"ZZ01\"\nname = \"New\"\n";
    let said = faults(&[("schemas/indicators/board.toml", fresh)]);
    assert!(said.contains("schemas/indicators/board.toml:"), "{said}");
}

#[test]
fn a_policy_that_cannot_be_meant_is_told_in_the_file_that_says_it() {
    let said = faults(&[(
        "board.toml",
        "name = \"Example\"\n[policy]\nwatch_q = 0.1\nfront_rows = \"ten\"\n",
    )]);
    assert!(said.contains("board.toml:3: `watch_q` is not a key here"), "{said}");
    assert!(said.contains("board.toml:4: "), "{said}");
}

#[test]
fn a_contract_holds_the_columns_in_force() {
    let column = "id = \"risks\"\n[[column]]\nname = \"appetite\"\nmeans = \"How much is borne.\"\nholds = \"label\"\nfrom = \"2026-27 Q1\"\n";
    let folder = board(&[("schemas/feeds/risks.toml", column)]);
    let catalogue = load(Some(folder.path())).unwrap();
    let risks = catalogue.feed("risks").unwrap();
    let has = |period: &str| risks.contract_for(period.parse().unwrap()).column("appetite").is_some();
    assert_eq!((has("2025-26 Q4"), has("2026-27 Q1")), (false, true));
}

#[test]
fn canonical_columns_are_those_that_agencies_files_rely_on() {
    let catalogue = built_in();
    let columns = |feed: &str| {
        let feed = catalogue.feed(feed).unwrap();
        feed.columns
            .iter()
            .map(|column| column.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(
        columns("dashboard"),
        "indicator, area, period, numerator, denominator, value, note"
    );
    assert_eq!(
        columns("lado-referrals"),
        "period, area, referrer, sector, concern, threshold, outcome, count"
    );
    assert_eq!(
        columns("training-sessions"),
        "session, course, theme, date, mode, capacity, agency, registered, attended, cancelled, no_show, walk_in"
    );
    assert_eq!(
        columns("s11-answers"),
        "cycle, organisation, organisation_type, area, standard, question, self_grade, moderated_grade, evidence"
    );
}

#[test]
fn the_json_schemas_for_editors_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/json");
    for (name, text) in paqa::catalogue::json_schemas().unwrap() {
        if std::env::var_os("PAQA_BLESS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(name), &text).unwrap();
        }
        let held = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            held == text,
            "schemas/json/{name} is stale; run the tests once with PAQA_BLESS=1"
        );
    }
}

#[test]
fn editors_ask_of_a_block_only_what_tells_it_apart() {
    let schemas = paqa::catalogue::json_schemas().unwrap();
    let required = |file: &str, part: &str| {
        let (_, text) = schemas.iter().find(|(name, _)| *name == file).unwrap();
        let schema: serde_json::Value = serde_json::from_str(text).unwrap();
        let part = if part.is_empty() {
            &schema
        } else {
            &schema["$defs"][part]
        };
        let keys = part["required"].as_array().cloned().unwrap_or_default();
        let keys = keys.iter().filter_map(|key| key.as_str());
        keys.collect::<Vec<_>>().join(", ")
    };
    // A board that overrides one key of an indicator says its id, and no name.
    assert_eq!(required("indicators.json", "Indicator"), "id");
    assert_eq!(required("indicators.json", "Rebase"), "");
    assert_eq!(required("feed.json", ""), "id");
    assert_eq!(required("feed.json", "Column"), "name");
    assert_eq!(required("codes.json", "Code"), "code");
    assert_eq!(required("standards.json", "Renumbered"), "number");
    assert_eq!(required("policy.json", ""), "");
}

#[test]
fn every_schema_file_names_the_json_schema_that_describes_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for entry in walkdir::WalkDir::new(&folder).into_iter().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let named = text
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("#:schema "))
                .unwrap_or_default();
            let found = entry.path().parent().unwrap().join(named);
            assert!(found.is_file(), "{}: {named}", entry.path().display());
        }
    }
}

#[test]
fn a_share_of_people_served_in_time_or_well_guards_the_few_who_were_not() {
    // Of 178 of 184 cases closed in time the six others are as small a number as any count of six.
    let catalogue = Catalogue::built_in().unwrap();
    let open: Vec<&str> = catalogue
        .indicators()
        .iter()
        .filter(|one| {
            one.unit == paqa::catalogue::Unit::Percent && one.polarity == paqa::catalogue::Polarity::HigherBetter
        })
        .filter(|one| one.is_sensitive() && !one.complement_sensitive)
        .map(|one| one.id.as_str())
        .collect();
    assert!(open.is_empty(), "{open:?}");
    for id in ["LD03", "LD06", "LD07", "LD08"] {
        assert!(catalogue.indicator(id).unwrap().complement_sensitive, "{id}");
    }
}
