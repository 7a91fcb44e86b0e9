//! A briefing into the exception paper, as a web page and as a tagged PDF.

mod blocks;
mod front;
mod lists;
mod model;

use crate::domain::{Briefing, ExceptionState};
use crate::report::page::{self, Overrides};
use crate::report::{abbreviations, pdf, words};
use blocks::{block, row};
use front::{counts, is_without_data, nothing, returns, title, unwatched, watch_note};
use lists::{changed, coverage, data_row, folded, good, grid, grid_title, small, statuses};
use model::Paper;

pub use lists::status_words;

/// The page.
///
/// # Errors
/// A chart that cannot be drawn, or a fault in a template with its line.
pub fn html(briefing: &Briefing, overrides: &Overrides) -> anyhow::Result<String> {
    page::render("exception-paper.html", overrides, &content(briefing, overrides)?)
}

/// The same paper as a tagged PDF.
///
/// # Errors
/// As [`html`], and what PDF/UA-1 refuses.
pub fn pdf(briefing: &Briefing, overrides: &Overrides) -> anyhow::Result<Vec<u8>> {
    pdf::render(
        ("exception-paper.typ", "exception-paper"),
        (overrides, &content(briefing, overrides)?),
        briefing.as_at,
    )
}

/// Every small drawing that print needs.
const ICONS: [&str; 26] = [
    "usual",
    "worse-high",
    "worse-low",
    "better-high",
    "better-low",
    "unusual-high",
    "unusual-low",
    "too-few",
    "no-return",
    "withheld",
    "new-series",
    "target-met",
    "target-varies",
    "target-missed",
    "on-time",
    "late",
    "partial",
    "nil",
    "missing",
    "held",
    "wrong-form",
    "not-due",
    "mark-worse-high",
    "mark-worse-low",
    "mark-better",
    "mark-unusual",
];

/// The one content model of both.
#[expect(clippy::too_many_lines, reason = "one field of the paper a line")]
fn content<'a>(briefing: &'a Briefing, overrides: &Overrides) -> anyhow::Result<Paper<'a>> {
    let rows = briefing
        .exceptions
        .iter()
        .map(row)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let blocks = briefing
        .exceptions
        .iter()
        .map(block)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let new = briefing
        .exceptions
        .iter()
        .filter(|exception| exception.state == ExceptionState::New)
        .count();
    // What closed and is on watch for two quarters is told with what closed.
    let (after, still): (Vec<_>, Vec<_>) = briefing
        .watch
        .iter()
        .partition(|one| one.state == ExceptionState::AfterClosing);
    let unwatched = unwatched(after.len());
    let closed = briefing.closed.iter().chain(after);
    let mut paper = Paper {
        board: &briefing.board,
        home: &briefing.home,
        period: briefing.period.to_string(),
        months: briefing.period.months(),
        marking: &briefing.marking,
        edition: &briefing.edition,
        draft: briefing.edition.starts_with("Draft"),
        data_to: words::date(briefing.as_at),
        due: words::date(briefing.due),
        run_id: &briefing.run_id,
        title: title(briefing, new),
        front_only: is_without_data(briefing),
        nothing: nothing(briefing),
        in_short: &briefing.in_short,
        returns: returns(briefing),
        counts: counts(briefing, new),
        rows,
        blocks,
        data: folded(
            briefing
                .data_exceptions
                .iter()
                .map(|exception| data_row(exception, briefing))
                .collect(),
        ),
        restated: briefing.restated.iter().map(changed).collect(),
        watch: still.into_iter().map(small).collect::<anyhow::Result<_>>()?,
        watch_note: watch_note(briefing),
        unwatched,
        closed: closed.map(small).collect::<anyhow::Result<_>>()?,
        good_news: briefing.good_news.iter().map(good).collect::<anyhow::Result<_>>()?,
        too_few: words::list(&briefing.too_few),
        too_few_count: briefing.too_few.len(),
        grid: grid(briefing),
        quarters: (0..8)
            .rev()
            .map(|back| {
                briefing
                    .period
                    .back(back)
                    .to_string()
                    .trim_start_matches("20")
                    .to_string()
            })
            .collect(),
        grid_title: grid_title(briefing),
        statuses: statuses(briefing),
        icons: page::icons(&ICONS, overrides)?,
        coverage: briefing.coverage.iter().map(|line| coverage(line, briefing)).collect(),
        next_due: briefing
            .next_due
            .iter()
            .map(|next| (next.indicator.clone(), next.row_name.clone(), next.period.to_string()))
            .collect(),
        tested: briefing.counts.together.alarms,
        tested_alone: briefing.counts.tested,
        front_abbreviations: vec![],
        abbreviations: vec![],
    };
    paper.front_abbreviations = abbreviations::used_in(&paper.rows)?;
    paper.abbreviations = abbreviations::used_in(&paper)?;
    Ok(paper)
}
