//! `chart`: any indicator over any span as SVG, PNG and CSV, ready to paste in a report.

use crate::chart::{draw, png, spc};
use crate::cli::{ChartOptions, Format};
use crate::domain::{Entry, Exception, Period, ShownSeries, Table};
use crate::pipeline::assess::{self, Around};
use crate::pipeline::{Fault, Outcome, Session, World, queries};
use crate::report::listing;
use crate::sift;
use crate::store::write_whole;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Quarters drawn unless `--from` says otherwise.
const QUARTERS: i32 = 20;

/// Draws the charts and says which files were written.
///
/// # Errors
/// `Usage` for an unknown indicator or area, or a span without a figure; `Unfinished` when a file cannot be written.
pub fn charts(
    session: &Session,
    options: &ChartOptions,
    (formats, world): (&[Format], &World),
) -> Result<Outcome, Fault> {
    for id in &options.indicators {
        queries::known_indicator(session, id)?;
    }
    let formats = wanted(formats)?;
    let area = area(session, options.area.as_deref())?;
    let store = queries::open(session)?;
    let to = options.to.map_or_else(|| queries::newest_held(&store), Ok)?;
    let from = options.from.unwrap_or(to.back(QUARTERS - 1));
    if from > to {
        return Err(Fault::usage(format!("--from {from} is later than --to {to}")));
    }
    let around = Around {
        run_id: "",
        edition: "",
        watch: world.watch,
    };
    let of = |evidence: &sift::Evidence<'_>| -> Vec<Exception> {
        let wanted = evidence.judged().iter().filter(|judged| {
            options.indicators.contains(&judged.series.indicator)
                && judged.series.area == area
                && judged.series.agency.is_none()
        });
        wanted.filter_map(|judged| sift::portrait(judged, evidence)).collect()
    };
    let portraits = assess::look(&store, session, (to, &around), of)?;
    let out = options.out.clone().unwrap_or_else(|| PathBuf::from("."));
    let mut written = Vec::new();
    for id in &options.indicators {
        let Some(portrait) = portraits.iter().find(|portrait| portrait.indicator == *id) else {
            return Err(Fault::usage(format!(
                "nothing is held of {id} at {area}; `paqa series {id} --by district` shows where figures are"
            )));
        };
        written.extend(files(portrait, (from, &formats), &out)?);
    }
    Ok(Outcome {
        notes: written.iter().map(|path| format!("Wrote {}", path.display())).collect(),
        ..Outcome::default()
    })
}

fn wanted(formats: &[Format]) -> Result<Vec<Format>, Fault> {
    if formats.is_empty() {
        return Ok(vec![Format::Svg, Format::Png, Format::Csv]);
    }
    match formats
        .iter()
        .find(|format| matches!(format, Format::Text | Format::Json))
    {
        Some(_) => Err(Fault::usage("a chart is written as svg, png or csv")),
        None => Ok(formats.to_vec()),
    }
}

/// The id of the area named, by id or name; the home county where none is.
fn area(session: &Session, named: Option<&str>) -> Result<String, Fault> {
    let places = &session.board.places;
    let Some(named) = named else {
        return Ok(places.home().to_string());
    };
    let found = places
        .all()
        .iter()
        .find(|area| area.id == named || area.name.eq_ignore_ascii_case(named));
    found.map(|area| area.id.clone()).ok_or_else(|| {
        let known: Vec<&str> = places.all().iter().map(|area| area.name.as_str()).collect();
        Fault::usage(format!("areas.csv has no area `{named}`; it has {}", known.join(", ")))
    })
}

fn files(portrait: &Exception, (from, formats): (Period, &[Format]), out: &Path) -> Result<Vec<PathBuf>, Fault> {
    let Some(series) = portrait.series.as_ref().map(|series| since(series, from)) else {
        return Ok(vec![]);
    };
    std::fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    let name = format!("{}-{}", portrait.indicator, series.area);
    let words = draw::Words {
        id: name.clone(),
        title: portrait.title.clone(),
        description: portrait.alt.clone(),
    };
    let drawn = spc::plan(&series, spc::REPORT)
        .map(|plan| draw::svg(&plan, &words))
        .transpose()?;
    let mut written = Vec::new();
    for format in formats {
        let (end, bytes) = match (format, &drawn) {
            (Format::Svg, Some(svg)) => ("svg", svg.clone().into_bytes()),
            (Format::Png, Some(svg)) => ("png", png::Painter::default().png(svg)?),
            (Format::Csv, _) => ("csv", listing::csv(&table(&series))?.into_bytes()),
            (Format::Svg | Format::Png, None) => continue,
            (Format::Text | Format::Json, _) => continue,
        };
        let path = out.join(format!("{name}.{end}"));
        write_whole(&path, &bytes)?;
        written.push(path);
    }
    let path = out.join(format!("{name}.txt"));
    write_whole(&path, told(portrait, &series).as_bytes())?;
    written.push(path);
    Ok(written)
}

/// The words that go with a chart: title, subtitle, source and text alternative, ready to paste.
fn told(portrait: &Exception, series: &ShownSeries) -> String {
    let axis = spc::axis_starts_at(series)
        .map(|from| format!(". Axis from {from}"))
        .unwrap_or_default();
    format!(
        "{}\n{}{axis}\n\n{}\n\nText alternative:\n{}\n",
        portrait.title,
        series.subtitle,
        portrait.source.trim_end_matches(" Run ."),
        portrait.alt
    )
}

fn since(series: &ShownSeries, from: Period) -> ShownSeries {
    let skipped = series.points.iter().take_while(|point| point.period < from).count();
    let restarts = series
        .restarts
        .iter()
        .filter(|(at, _)| *at > skipped)
        .map(|(at, why)| (at - skipped, why.clone()))
        .collect();
    ShownSeries {
        points: series.points[skipped..].to_vec(),
        restarts,
        ..series.clone()
    }
}

fn table(series: &ShownSeries) -> Table {
    let mut table = Table::with_columns(&[
        "indicator",
        "area",
        "quarter",
        "figure",
        "number",
        "out_of",
        "average",
        "lower_limit",
        "upper_limit",
    ]);
    for point in &series.points {
        let limits = point.lines.and_then(|lines| lines.limits);
        table.rows.push(vec![
            Entry::from(series.indicator.as_str()),
            Entry::from(series.area_name.as_str()),
            Entry::from(point.period.to_string()),
            Entry::from(point.value.to_string()),
            Entry::from(point.numerator.to_string()),
            Entry::from(point.denominator.to_string()),
            Entry::from(point.lines.map(|lines| lines.centre)),
            Entry::from(limits.map(|limits| limits.low)),
            Entry::from(limits.map(|limits| limits.high)),
        ]);
    }
    table
}
