//! A chart as content into SVG, or the words that take its place.

use crate::chart::plan::Plan;
use crate::chart::series::instead;
use crate::chart::{draw, funnel, narrow_plan_of, plan_of, sparkline, stacked};
use crate::domain::{DrawnChart, Figure, ShownSeries};

/// A chart as a page shows it.
pub struct Drawn {
    /// SVG; empty when words take its place.
    pub svg: String,
    /// The same for a narrow screen; empty where the first serves.
    pub narrow: String,
    /// The words; empty when there is a chart.
    pub instead: String,
    /// Width in points; 0 without a chart.
    pub width: f64,
    /// The line of sources below it.
    pub source: String,
}

/// The chart of a figure.
///
/// # Errors
/// When it cannot be drawn, which is a fault of the program.
pub fn figure(figure: &Figure) -> anyhow::Result<Drawn> {
    let words = draw::Words {
        id: figure.id.clone(),
        title: figure.title.clone(),
        description: figure.alt.clone(),
    };
    match plan_of(&figure.chart) {
        Some(plan) => Ok(Drawn {
            svg: draw::svg(&plan, &words)?,
            narrow: narrow(&figure.chart, words)?,
            instead: String::new(),
            width: plan.width,
            source: source(figure, &plan),
        }),
        None => Ok(Drawn {
            svg: String::new(),
            narrow: String::new(),
            instead: in_its_place(&figure.chart),
            width: 0.0,
            source: figure.source.clone(),
        }),
    }
}

/// The line of sources of a figure, with the units of a funnel whose names found no room beside their marks.
fn source(figure: &Figure, plan: &Plan) -> String {
    let unnamed = match &figure.chart {
        DrawnChart::Funnel(drawn) => funnel::unnamed(drawn, plan),
        _ => vec![],
    };
    match unnamed.is_empty() {
        true => figure.source.clone(),
        false => format!(
            "No room for the names of: {} (see the figures). {}",
            unnamed.join(", "),
            figure.source
        ),
    }
}

/// The drawing for a narrow screen; of the two a page shows one.
fn narrow(chart: &DrawnChart, words: draw::Words) -> anyhow::Result<String> {
    let Some(plan) = narrow_plan_of(chart) else {
        return Ok(String::new());
    };
    let id = format!("{}-narrow", words.id);
    draw::svg(&plan, &draw::Words { id, ..words })
}

/// The small drawing beside a row; empty when no point may be drawn.
///
/// # Errors
/// When it cannot be drawn, which is a fault of the program.
pub fn spark(chart: &DrawnChart) -> anyhow::Result<String> {
    let plan = match chart {
        DrawnChart::Series(series) => sparkline::plan(series, sparkline::SUMMARY),
        DrawnChart::Stacked(bar) => stacked::in_a_row(bar),
        DrawnChart::Funnel(_)
        | DrawnChart::Bars(_)
        | DrawnChart::Dumbbell(_)
        | DrawnChart::Tiles(_)
        | DrawnChart::Multiples(_) => None,
    };
    match plan {
        Some(plan) => draw::svg(&plan, &draw::Words::default()),
        None => Ok(String::new()),
    }
}

fn in_its_place(chart: &DrawnChart) -> String {
    match chart {
        DrawnChart::Series(series) => state_box(series),
        _ => "Nothing to draw: the figures are withheld or were not received. The table has the marks.".into(),
    }
}

/// The words that take the place of a series without points.
pub fn state_box(series: &ShownSeries) -> String {
    instead(series).map(|instead| instead.words).unwrap_or_default()
}
