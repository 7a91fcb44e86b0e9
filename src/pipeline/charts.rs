//! `chart`: any indicator over any span as SVG, PNG and CSV, ready to paste in a report.

use crate::chart::{self, captioned, draw, png, spc};
use crate::cli::{By, ChartOptions, Format};
use crate::domain::{Entry, Exception, Judged, Missing, Period, Shown, ShownSeries, ShownUnit, Table, harmless_lines};
use crate::pipeline::assess::{self, Around};
use crate::pipeline::{Fault, Outcome, Session, World, collect, inputs, queries};
use crate::report::listing;
use crate::sift;
use crate::store::write_whole;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Quarters drawn unless `--from` says otherwise.
const QUARTERS: i32 = 20;

/// Which series are drawn: one indicator's at the main place, at a named area, or at every place of a level.
struct Asked<'a> {
    indicators: &'a [String],
    area: Option<String>,
    by: Option<By>,
    from: Period,
}

/// Draws the charts and says which files were written.
///
/// # Errors
/// `Usage` for an unknown indicator or area, or where nothing is held of one that was named; `Unfinished` when a file cannot be
/// written.
pub fn charts(
    session: &Session,
    options: &ChartOptions,
    (formats, world): (&[Format], &World),
) -> Result<Outcome, Fault> {
    for id in &options.indicators {
        queries::known_indicator(session, id)?;
    }
    let formats = wanted(formats)?;
    let store = queries::open(session)?;
    let to = options.to.map_or_else(|| queries::newest_held(&store), Ok)?;
    let from = options.from.unwrap_or(to.back(QUARTERS - 1));
    if from > to {
        return Err(Fault::usage(format!("--from {from} is later than --to {to}")));
    }
    let asked = Asked {
        indicators: &options.indicators,
        area: area(session, options.area.as_deref())?,
        by: options.by,
        from,
    };
    let around = Around {
        run_id: &run_id(session, to)?,
        edition: "",
        watch: world.watch,
    };
    let of = |evidence: &sift::Evidence<'_>| portraits(&asked, evidence);
    let found = assess::look(&store, session, (to, &around), of)?;
    let silent: Vec<&str> = found
        .iter()
        .filter(|(_, held)| held.is_empty())
        .map(|(id, _)| id.as_str())
        .collect();
    if !silent.is_empty() {
        return Err(Fault::usage(format!(
            "nothing is held of {} there up to {to}, so there is no chart; `paqa status --period {}` shows what came",
            silent.join(", "),
            to.slug()
        )));
    }
    let out = options.out.clone().unwrap_or_else(|| PathBuf::from("."));
    let mut written = Vec::new();
    for portrait in found.iter().flat_map(|(_, held)| held) {
        written.extend(files(portrait, &formats, &out)?);
    }
    Ok(Outcome {
        notes: written.iter().map(|path| format!("Wrote {}", path.display())).collect(),
        ..Outcome::default()
    })
}

/// The id of the run that would make the papers of a quarter from what is held: a chart bears the id that stands in those papers.
fn run_id(session: &Session, until: Period) -> Result<String, Fault> {
    let store = queries::as_it_is(session)?;
    let register = queries::register(session)?;
    let held = collect::held_inputs(&store, until);
    Ok(inputs::inputs(session, &held, register.lines(), until)?.run_id(session))
}

/// One chart with its words, and who is left out of it.
struct Portrait {
    words: Exception,
    left_out: Vec<String>,
}

/// What is asked for of each indicator, as it may be shown.
fn portraits(asked: &Asked, evidence: &sift::Evidence<'_>) -> Vec<(String, Vec<Portrait>)> {
    let of = |id: &String| {
        let held = chosen(asked, (id, evidence));
        let drawn = held.into_iter().filter_map(|judged| {
            Some(Portrait {
                words: sift::portrait_since(judged, asked.from, evidence)?,
                left_out: sift::left_out(judged, evidence),
            })
        });
        (id.clone(), drawn.collect())
    };
    asked.indicators.iter().map(of).collect()
}

fn chosen<'a>(asked: &Asked, (id, evidence): (&String, &sift::Evidence<'a>)) -> Vec<&'a Judged> {
    let all = evidence.judged().iter().filter(|judged| judged.series.indicator == *id);
    match (&asked.area, asked.by) {
        (None, None) => evidence.main(id).into_iter().collect(),
        (Some(area), None) => all
            .filter(|judged| judged.series.area == *area && judged.series.agency.is_none())
            .collect(),
        (area, Some(by)) => all
            .filter(|judged| queries::is_by(&judged.series, by))
            .filter(|judged| area.as_ref().is_none_or(|area| judged.series.area == *area))
            .collect(),
    }
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

/// The id of the area named, by id or name; `None` where none is.
fn area(session: &Session, named: Option<&str>) -> Result<Option<String>, Fault> {
    let places = &session.board.places;
    let Some(named) = named else {
        return Ok(None);
    };
    let found = places
        .all()
        .iter()
        .find(|area| area.id == named || area.name.eq_ignore_ascii_case(named));
    found.map(|area| Some(area.id.clone())).ok_or_else(|| {
        let known: Vec<&str> = places.all().iter().map(|area| area.name.as_str()).collect();
        Fault::usage(format!("areas.csv has no area `{named}`; it has {}", known.join(", ")))
    })
}

fn files(of: &Portrait, formats: &[Format], out: &Path) -> Result<Vec<PathBuf>, Fault> {
    let portrait = &of.words;
    let Some(series) = &portrait.series else {
        return Ok(vec![]);
    };
    std::fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    let place = series.agency.as_ref().unwrap_or(&series.area);
    let name = format!("{}-{place}", portrait.indicator);
    let title = alone(portrait, series);
    let words = draw::Words {
        id: name.clone(),
        title: title.clone(),
        description: portrait.alt.clone(),
    };
    let plan = chart::series::plan(series, spc::REPORT);
    let svg = draw::svg(&plan, &words)?;
    let subtitle = format!("{}{}", series.subtitle, spc::axis_words(series));
    let source = source(portrait, series);
    let mut written = Vec::new();
    for format in formats {
        let (end, bytes) = match format {
            Format::Svg => ("svg", svg.clone().into_bytes()),
            Format::Png => ("png", {
                let whole = captioned::around(plan.clone(), [&title, &subtitle, source]);
                png::Painter::default().png(&draw::svg(&whole, &words)?)?
            }),
            Format::Csv => ("csv", listing::csv(&table(series, &of.left_out))?.into_bytes()),
            Format::Text | Format::Json => continue,
        };
        let path = out.join(format!("{name}.{end}"));
        write_whole(&path, &bytes)?;
        written.push(path);
    }
    let path = out.join(format!("{name}.txt"));
    write_whole(&path, harmless_lines(&told(portrait, series)).as_bytes())?;
    written.push(path);
    Ok(written)
}

/// The title of a chart that is pasted alone: with the indicator's name, and what is not due with its newest figure.
fn alone(portrait: &Exception, series: &ShownSeries) -> String {
    let (name, title) = (&portrait.row_name, portrait.title.trim_end_matches('.'));
    let is_due = portrait.value != Shown::Mark(Missing::NotApplicable);
    let newest = series.points.iter().rfind(|point| point.value.drawn().is_some());
    match newest.filter(|_| !is_due) {
        Some(newest) => format!("{name}: {} in {}; not due this quarter", newest.value, newest.period),
        // What stands out says so in the words of the papers.
        None if title.starts_with(name.as_str()) || !portrait.rules.is_empty() => title.to_string(),
        None => format!("{name}: {}", lower_first(title)),
    }
}

/// A sentence as it goes on after a colon; one that begins with a figure or an abbreviation stays.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            format!(
                "{}{}",
                first.to_lowercase(),
                text.get(first.len_utf8()..).unwrap_or_default()
            )
        }
        _ => text.to_string(),
    }
}

/// The source line. Of a series of which nothing is shown it does not say how it was judged.
fn source<'p>(portrait: &'p Exception, series: &ShownSeries) -> &'p str {
    let source = portrait.source.as_str();
    match series.points.iter().any(|point| point.value.drawn().is_some()) {
        true => source,
        false => source.split(" Judged by").next().unwrap_or(source),
    }
}

/// The words that go with a chart: title, subtitle, source and text alternative, ready to paste.
fn told(portrait: &Exception, series: &ShownSeries) -> String {
    let axis = spc::axis_words(series);
    format!(
        "{}\n{}{axis}\n\n{}\n\nText alternative:\n{}\n\nFor the Board's own papers. Charts that anybody may see are made by `paqa publish`.\n",
        alone(portrait, series),
        series.subtitle,
        source(portrait, series),
        portrait.alt
    )
}

/// The figures as drawn; limits are one decimal finer than the figures, and the last column names whose part is in none.
fn table(series: &ShownSeries, left_out: &[String]) -> Table {
    let fineness = match series.unit {
        ShownUnit::Count | ShownUnit::Days => 10.0,
        ShownUnit::Percent | ShownUnit::Rate | ShownUnit::Score => 100.0,
    };
    let fine = |value: f64| (value * fineness).round() / fineness;
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
        "left_out",
    ]);
    for point in &series.points {
        // A figure that never varied has no limits: the chart says so.
        let limits = point.lines.and_then(|lines| lines.limits);
        let limits = limits.filter(|limits| limits.low < limits.high);
        table.rows.push(vec![
            Entry::from(series.indicator.as_str()),
            Entry::from(series.area_name.as_str()),
            Entry::from(point.period.to_string()),
            Entry::from(point.value.to_string()),
            Entry::from(point.numerator.to_string()),
            Entry::from(point.denominator.to_string()),
            Entry::from(point.lines.map(|lines| fine(lines.centre))),
            Entry::from(limits.map(|limits| fine(limits.low))),
            Entry::from(limits.map(|limits| fine(limits.high))),
            Entry::from(left_out.to_vec()),
        ]);
    }
    table
}
