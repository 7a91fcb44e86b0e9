//! Charts of a briefing as SVG for a page, with the table that says the same.

use crate::chart::{self, draw, sparkline, spc};
use crate::domain::{Exception, ShownSeries, ShownUnit};
use serde::Serialize;

/// A chart as SVG, with its words and figures.
#[derive(Clone, Debug, Serialize)]
pub struct Drawing {
    /// SVG of the chart, or of the box of words that takes its place.
    pub svg: String,
    /// What, unit and where, with the axis start if it is not zero.
    pub subtitle: String,
    /// Rows of the table that says the same: quarter, figure, count, base, mark.
    pub rows: Vec<[String; 5]>,
    /// The text alternative.
    pub alt: String,
}

/// The chart of an exception; `None` where it has no series, or a table of records stands in its place.
///
/// # Errors
/// When it cannot be drawn, which is a fault of the program.
pub fn of_exception(exception: &Exception, id: &str) -> anyhow::Result<Option<Drawing>> {
    let series = exception.series.as_ref().filter(|_| exception.waiting.is_empty());
    let Some(series) = series.map(spc::newest) else {
        return Ok(None);
    };
    let series = &series;
    let words = draw::Words {
        id: id.to_string(),
        title: exception.title.clone(),
        description: exception.alt.clone(),
    };
    let svg = draw::svg(&chart::series::plan(series, spc::BLOCK), &words)?;
    let subtitle = format!("{}{}", series.subtitle, spc::axis_words(series));
    Ok(Some(Drawing {
        svg,
        subtitle,
        rows: rows(series),
        alt: exception.alt.clone(),
    }))
}

/// The small drawing of a row; empty when no point may be drawn.
///
/// # Errors
/// When it cannot be drawn, which is a fault of the program.
pub fn spark(series: Option<&ShownSeries>, size: (f64, f64)) -> anyhow::Result<String> {
    match series.and_then(|series| sparkline::plan(series, size)) {
        Some(plan) => draw::svg(&plan, &draw::Words::default()),
        None => Ok(String::new()),
    }
}

/// The figures behind a chart.
pub fn rows(series: &ShownSeries) -> Vec<[String; 5]> {
    // A count has no base, which is another thing than a base that did not come.
    let counts = series.unit == ShownUnit::Count;
    let points = series.points.iter();
    points
        .map(|point| {
            [
                point.period.to_string(),
                point.value.to_string(),
                point.numerator.to_string(),
                if counts {
                    "\u{2013}".to_string()
                } else {
                    point.denominator.to_string()
                },
                point.mark.word().unwrap_or("\u{2013}").to_string(),
            ]
        })
        .collect()
}
