//! The annual pack: what it holds, and that planted leaks are caught on every path on which figures leak beside a table:
//!
//! | path | test |
//! | --- | --- |
//! | a bar's length, a bar for a withheld figure | `in_files::a_bar_of_another_length`, `a_bar_for_a_withheld_figure` |
//! | a line through a gap, a point's height | `in_files::a_line_through_a_withheld_quarter_and_a_point_of_another_height` |
//! | shapes that are not measured, a mean line | `in_files::a_shape_of_another_kind_or_colour_and_a_mean_line` |
//! | a drawing or picture within a page | `in_files::a_drawing_within_a_page_that_is_no_chart_of_the_pack` |
//! | chart against data table, text alternative, headline, attribute | `in_files::a_digit_in_a_text_alternative_a_headline_and_a_table`, `a_small_count_in_words_and_a_rank` |
//! | a file's name | `in_files::a_figure_in_a_files_name` |
//! | cached results, hidden sheets, precision, names in a workbook | `in_files::what_a_workbook_hides`, `what_an_open_document_spreadsheet_hides`, `a_number_in_a_workbooks_cell_heading_title_or_property` |
//! | a picture that is not its drawing's | `in_files::a_picture_with_another_bar_than_its_drawing` |
//! | picture metadata, files of other kinds (PDF among them) | `in_files::words_in_a_picture`, `a_file_of_an_unknown_kind` |
//! | sort order, missing lines | `in_files::lines_in_the_order_of_size_and_a_line_left_out`, `a_part_left_out_of_a_split`, `an_area_or_year_left_out_of_a_table` |
//! | year-to-date less a quarter, a year less its quarters | `in_figures::a_year_to_date_less_the_quarter_before`, `a_year_less_its_other_quarters` |
//! | a rate of a public population | `in_figures::a_rate_of_a_public_population` |
//! | the mean of a control chart | `in_figures::the_mean_line_of_a_control_chart` |
//! | another geography | `in_figures::a_second_geography_of_the_same_county` |
//! | a total in another board's report | `in_figures::a_district_total_in_another_boards_report` |
//! | a restatement, an earlier release | `in_figures::a_restatement_is_withheld_with_both_places_named_and_a_second_year_stays_safe` |

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

mod accessible;
mod in_figures;
mod in_files;
mod in_papers;
mod in_words;
mod made_up;
mod marked;

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
