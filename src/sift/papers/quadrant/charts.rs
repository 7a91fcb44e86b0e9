//! A quadrant's charts: every district over time, and the map; every district by its base stands in `funnel`.

use crate::catalogue::{Indicator, Unit};
use crate::domain::{
    Area, DrawnChart, Figure, Level, Missing, MultipleDrawn, MultiplesDrawn, PaperCell, PaperTable, Part, PointMark,
    Section, Shown, TileDrawn, TilesDrawn,
};
use crate::sift::number;
use crate::sift::papers::quadrant::funnel;
use crate::sift::papers::{Told, district, section, words};

/// The charts; `None` where no measure can be seen by district.
pub(super) fn section_of(told: &Told<'_>, own: &[&Area]) -> Option<Section> {
    let evidence = told.evidence;
    let main = district::main_measure(evidence)?;
    let funnel = funnel::part(told, main, own);
    let maps = district::map_measures(evidence);
    let maps = maps
        .iter()
        .enumerate()
        .filter_map(|(nth, indicator)| tiles(told, (indicator, nth), own));
    let beside: Vec<Vec<Part>> = funnel.into_iter().chain(maps).take(2).map(|part| vec![part]).collect();
    let mut parts = vec![multiples(told, main, own)];
    if !beside.is_empty() {
        parts.push(Part::Beside(beside));
    }
    Some(section("The districts beside each other", parts))
}

/// The group's districts first, then the others by quadrant and name: never by value.
pub(super) fn in_order<'a>(told: &Told<'a>, own: &[&Area]) -> Vec<(&'a Area, bool)> {
    let places = told.evidence.places;
    let is_own = |area: &Area| own.iter().any(|other| other.id == area.id);
    let quadrants: Vec<&Area> = places.at_level(Level::Quadrant).collect();
    let place = |area: &Area| quadrants.iter().position(|one| Some(&one.id) == area.parent.as_ref());
    let mut districts: Vec<&Area> = places.at_level(Level::District).collect();
    districts.sort_by_key(|area| (!is_own(area), place(area), area.name.clone()));
    districts.into_iter().map(|area| (area, is_own(area))).collect()
}

pub(super) fn source(told: &Told<'_>) -> String {
    format!(
        "[c] withheld: small, or would give a small number away. Data received to {}. Run {}.",
        words::day(told.evidence.as_at),
        told.evidence.run_id
    )
}

/// What the group's own districts show, in words.
fn own_words(told: &Told<'_>, indicator: &Indicator, own: &[&Area]) -> String {
    let said: Vec<String> = own
        .iter()
        .map(|area| format!("{} {}", area.name, district::figure(told, indicator, &area.id)))
        .collect();
    said.join(", ")
}

#[expect(clippy::too_many_lines, reason = "one field of the figure a line")]
fn multiples(told: &Told<'_>, indicator: &Indicator, own: &[&Area]) -> Part {
    let evidence = told.evidence;
    let home = evidence.places.home();
    let quarters: Vec<String> = evidence
        .period
        .back(district::QUARTERS - 1)
        .to(evidence.period)
        .map(|period| period.to_string())
        .collect();
    let figures = |area: &str| -> Vec<Shown> {
        let series = district::shown(told, indicator, area);
        evidence
            .period
            .back(district::QUARTERS - 1)
            .to(evidence.period)
            .map(|period| {
                let points = series
                    .as_ref()
                    .map(|series| series.points.as_slice())
                    .unwrap_or_default();
                let point = points.iter().find(|point| point.period == period);
                point.map_or(Shown::Mark(Missing::NotAvailable), |point| point.value.clone())
            })
            .collect()
    };
    let mark = |area: &str| {
        district::shown(told, indicator, area)
            .and_then(|series| series.points.last().map(|point| point.mark))
            .unwrap_or(PointMark::Usual)
    };
    let districts = in_order(told, own);
    let charts: Vec<MultipleDrawn> = districts
        .iter()
        .map(|(area, own)| MultipleDrawn {
            name: area.name.clone(),
            figures: figures(&area.id),
            own: *own,
            mark: mark(&area.id),
        })
        .collect();
    let home_name = evidence.places.name(home).to_string();
    let mut heads = vec!["District"];
    let short: Vec<String> = quarters
        .iter()
        .map(|quarter| quarter.trim_start_matches("20").to_string())
        .collect();
    heads.extend(short.iter().map(String::as_str));
    let mut table = PaperTable::headed(format!("{} by district and quarter", indicator.row_name), &heads);
    for (name, figures) in charts
        .iter()
        .map(|chart| (&chart.name, &chart.figures))
        .chain([(&home_name, &figures(home))])
    {
        let mut row = vec![PaperCell::from(name.as_str())];
        row.extend(figures.iter().cloned().map(PaperCell::Figure));
        table.rows.push(row);
    }
    Part::Figure(Box::new(Figure {
        id: "districts-over-time".into(),
        title: format!(
            "{} by district, last {}",
            indicator.row_name,
            number::quarters(district::QUARTERS as usize)
        ),
        subtitle: format!(
            "{}. Dark line: the district; grey line: {home_name}; one scale. The group’s districts first, then by quadrant.",
            unit_words(indicator)
        ),
        alt: format!(
            "Small charts, one a district. {}, last {}. This quarter: {}. {home_name} {}. Figures in the table.",
            indicator.row_name,
            number::quarters(district::QUARTERS as usize),
            own_words(told, indicator, own),
            figures(home).last().map(Shown::to_string).unwrap_or_default()
        ),
        source: source(told),
        chart: DrawnChart::Multiples(MultiplesDrawn {
            unit: number::shown_unit(indicator.unit),
            context_name: home_name,
            context: figures(home),
            quarters,
            charts,
        }),
        table,
    }))
}

fn unit_words(indicator: &Indicator) -> String {
    match (&indicator.unit, &indicator.denominator) {
        (Unit::Percent, Some(base)) => format!("Per cent of {}", number::lower_first(base)),
        (Unit::Percent, None) => "Per cent".into(),
        (unit, _) if unit.is_rate() => match &indicator.population {
            Some(population) => format!("Per {} {}", per(unit), population.words),
            None => "Rate".into(),
        },
        _ => "Number".into(),
    }
}

fn per(unit: &Unit) -> &'static str {
    match unit {
        Unit::RatePer1000 => "1,000",
        Unit::RatePer100000 => "100,000",
        _ => "10,000",
    }
}

/// The districts of each shade and those without a figure: `60 or more: Harlow. Under 40: Maldon.`
fn by_shade(tiles: &[TileDrawn], (second, third): (f64, f64), indicator: &Indicator) -> String {
    let sign = if indicator.unit == Unit::Percent { "%" } else { "" };
    let [low, high] = [second, third].map(|at| format!("{}{sign}", number::decimal(at, 0)));
    let shades = [
        (format!("{high} or more"), third..f64::INFINITY),
        (format!("{low} to under {high}"), second..third),
        (format!("Under {low}"), f64::NEG_INFINITY..second),
    ];
    let named = |is_of: &dyn Fn(Option<f64>) -> bool| -> Vec<String> {
        let of_it = tiles.iter().filter(|tile| is_of(tile.figure.drawn()));
        of_it.map(|tile| tile.name.clone()).collect()
    };
    let mut told: Vec<(String, Vec<String>)> = shades
        .into_iter()
        .map(|(words, span)| {
            (
                words,
                named(&|figure| figure.is_some_and(|figure| span.contains(&figure))),
            )
        })
        .collect();
    told.push(("Without a figure".into(), named(&|figure| figure.is_none())));
    let told = told.iter().filter(|(_, districts)| !districts.is_empty());
    let told: Vec<String> = told
        .map(|(shade, districts)| format!("{shade}: {}.", words::names(districts, districts.len())))
        .collect();
    told.join(" ")
}

fn tiles(told: &Told<'_>, (indicator, nth): (&Indicator, usize), own: &[&Area]) -> Option<Part> {
    let evidence = told.evidence;
    let level = district::judged(evidence, (&indicator.id, evidence.places.home()))?;
    let level = level.series.at(evidence.period)?.value?;
    // Breaks a fifth below and above the county's level, at round numbers.
    let breaks = ((level * 0.8).round().max(1.0), (level * 1.2).round().max(2.0));
    let tiles: Vec<TileDrawn> = evidence
        .places
        .tiles()
        .into_iter()
        .map(|(area, at)| TileDrawn {
            name: area.name.clone(),
            at,
            figure: district::figure(told, indicator, &area.id),
            own: own.iter().any(|other| other.id == area.id),
        })
        .collect();
    let mut table = PaperTable::headed(
        format!("{} by district, {}", indicator.row_name, evidence.period),
        &["District", "Figure"],
    );
    for (area, _) in in_order(told, own) {
        let figure = district::figure(told, indicator, &area.id);
        table
            .rows
            .push(vec![PaperCell::from(area.name.as_str()), PaperCell::Figure(figure)]);
    }
    Some(Part::Figure(Box::new(Figure {
        id: format!("districts-on-the-map-{}", nth + 1),
        title: indicator.row_name.clone(),
        subtitle: format!(
            "{}, {}. A tile is a district, roughly as on the map. Thick outline: the group’s own.",
            unit_words(indicator),
            evidence.period
        ),
        alt: format!(
            "Tile map of {} districts. {}. {} The group’s own: {}. Figures in the table.",
            tiles.len(),
            indicator.row_name,
            by_shade(&tiles, breaks, indicator),
            own_words(told, indicator, own)
        ),
        source: source(told),
        chart: DrawnChart::Tiles(TilesDrawn {
            unit: number::shown_unit(indicator.unit),
            breaks,
            tiles,
        }),
        table,
    })))
}
