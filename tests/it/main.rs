//! One test binary, because typst is slow to link.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that fails says so; helpers of tests are tests, too"
)]

mod verdict_methods;
mod verdicts;
mod workbook_rules;
mod workbooks;
mod written;

mod accounted;
mod agreed;
mod any_bytes;
mod any_series;
mod architecture;
mod bare_evidence;
mod before_returns;
mod board;
mod catalogue;
mod causes_alone;
mod causes_of_returns;
mod causes_together;
mod chart_geometry;
mod chart_labels;
mod chart_lines;
mod chart_samples;
mod chart_spans;
mod chart_speed;
mod chasing;
mod clean_rows;
mod documents;
mod doubtful;
mod draws;
mod dropped;
mod example_board;
mod empty_cells;
mod evidence_counts;
mod evidence_papers;
mod evidence_traps;
mod example_run;
mod editions;
mod faults;
mod feedback;
mod gaps_and_asks;
mod golden;
mod grown;
mod help;
mod hostile_board;
mod measured;
mod planted;
mod plurals;
mod polarity;
mod privacy;
mod questions;
mod numbers;
mod one_verdict;
mod pack_funnels;
mod page_tree;
mod returns_told;
mod same_text;
mod paper;
mod past;
mod plain_papers;
mod plain_words;
mod situations;
mod publication;
mod publish;
mod reading;
mod reference;
mod stable_board;
mod sdc;
mod said_of_doubt;
mod said_plainly;
mod said_truly;
mod small_board;
mod store;
mod store_care;
mod story;
mod story_flips;
mod torture;
mod false_alarms;
mod late;
mod laws;
mod lives;
mod layout;
mod long;
mod stories;
mod templates;
mod traps;
mod true_papers;
mod two_years;
mod two_years_papers;
mod untidy;
mod untidy_audits;
mod untidy_columns;
mod untidy_evidence;
mod untidy_figures;
mod untidy_forms;
mod untidy_keys;
mod untidy_layouts;
mod untidy_neighbours;
mod untidy_records;
mod untidy_remarks;
mod untidy_tables;
mod untidy_units;
mod untidy_words;
mod yearly;
