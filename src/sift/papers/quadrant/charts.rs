//! A quadrant's charts: every district over time, every district by its base, and the map.

use crate::catalogue::{Indicator, Polarity, Unit};
use crate::domain::{
    Area, DrawnChart, Figure, FunnelDrawn, FunnelUnit, Level, Missing, MultipleDrawn, MultiplesDrawn, PaperCell,
    PaperTable, Part, PointMark, Section, Shown, ShownSeries, Standing, TileDrawn, TilesDrawn,
};
use crate::sift::papers::{Told, district, section, words};
use crate::sift::{concern, number};
use crate::stats::funnel::{self, Outlying, Statistic, Unit as Counted};

/// The sections with charts; empty where no measure can be seen by district.
pub(super) fn sections(told: &Told<'_>, own: &[&Area]) -> Vec<Section> {
    let evidence = told.evidence;
    let mut all = vec![];
    if let Some(indicator) = district::main_measure(evidence) {
        let heading = format!("{}, by district, last eight quarters", indicator.row_name);
        all.push(section(heading, vec![multiples(told, indicator, own)]));
    }
    let funnel = district::main_measure(evidence).and_then(|indicator| funnel(told, indicator, own));
    let maps = district::map_measures(evidence);
    let maps = maps
        .iter()
        .enumerate()
        .filter_map(|(nth, indicator)| tiles(told, (indicator, nth), own));
    let beside: Vec<Vec<Part>> = funnel.into_iter().chain(maps).take(2).map(|part| vec![part]).collect();
    if !beside.is_empty() {
        all.push(section("By size, and on the map", vec![Part::Beside(beside)]));
    }
    all
}

/// The group's districts first, then the others by quadrant and name: never by value.
fn in_order<'a>(told: &Told<'a>, own: &[&Area]) -> Vec<(&'a Area, bool)> {
    let places = told.evidence.places;
    let is_own = |area: &Area| own.iter().any(|other| other.id == area.id);
    let quadrants: Vec<&Area> = places.at_level(Level::Quadrant).collect();
    let place = |area: &Area| quadrants.iter().position(|one| Some(&one.id) == area.parent.as_ref());
    let mut districts: Vec<&Area> = places.at_level(Level::District).collect();
    districts.sort_by_key(|area| (!is_own(area), place(area), area.name.clone()));
    districts.into_iter().map(|area| (area, is_own(area))).collect()
}

fn newest(series: &Option<ShownSeries>) -> Shown {
    let point = series.as_ref().and_then(|series| series.points.last());
    point.map_or(Shown::Mark(Missing::NotAvailable), |point| point.value.clone())
}

fn source(told: &Told<'_>) -> String {
    format!(
        "[c] withheld: a small number, or one that would let a small number be worked out. Data received to {}. Run {}.",
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
        title: format!("{}: each district beside {home_name}", indicator.row_name),
        subtitle: format!(
            "{}. Dark line: the district. Grey line: {home_name}. The same scale in each. The group’s districts first, then by quadrant.",
            unit_words(indicator)
        ),
        alt: format!(
            "Small charts, one a district. {}, last eight quarters. This quarter: {}. {home_name} {}. Figures in the table.",
            indicator.row_name,
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

/// One district of the funnel, with the exact parts that may be drawn.
struct Member<'a> {
    area: &'a Area,
    own: bool,
    figure: Shown,
    base: Shown,
    counted: Option<Counted>,
}

#[expect(clippy::too_many_lines, reason = "one field of the drawing a line")]
fn funnel(told: &Told<'_>, indicator: &Indicator, own: &[&Area]) -> Option<Part> {
    if indicator.unit != Unit::Percent || indicator.may_exceed_100 {
        return None;
    }
    let members: Vec<Member<'_>> = in_order(told, own)
        .into_iter()
        .map(|(area, own)| member(told, indicator, (area, own)))
        .collect();
    let counted: Vec<Counted> = members.iter().filter_map(|one| one.counted).collect();
    let centre = funnel::average(Statistic::Proportion, &counted).ok()?;
    let judged = funnel::judge(Statistic::Proportion, &counted).ok()?;
    let lines = funnel::lines(Statistic::Proportion, &counted).ok()?;
    let mut verdicts = judged.iter();
    let units: Vec<FunnelUnit> = members
        .iter()
        .map(|one| FunnelUnit {
            name: one.area.name.clone(),
            base: one.base.clone(),
            figure: one.figure.clone(),
            standing: match one.counted.and_then(|_| verdicts.next()) {
                Some(verdict) => standing(verdict.outlying, indicator.polarity),
                None => Standing::Inside,
            },
            own: one.own,
        })
        .collect();
    let outside: Vec<String> = units
        .iter()
        .filter(|unit| unit.standing != Standing::Inside)
        .map(|unit| format!("{} {}", unit.name, unit.figure))
        .collect();
    let percent = |value: f64| value * 100.0;
    let drawn = FunnelDrawn {
        unit: number::shown_unit(indicator.unit),
        base_words: indicator.denominator.clone().unwrap_or_else(|| "Base".into()),
        centre: percent(centre),
        centre_words: format!("All shown {}%", number::decimal(percent(centre), 1)),
        limits: lines
            .iter()
            .map(|line| {
                [
                    line.at,
                    percent(line.two_sigma.lower),
                    percent(line.two_sigma.upper),
                    percent(line.three_sigma.lower),
                    percent(line.three_sigma.upper),
                ]
            })
            .collect(),
        units,
    };
    Some(funnel_part(told, indicator, (drawn, &members, outside)))
}

fn member<'a>(told: &Told<'_>, indicator: &Indicator, (area, own): (&'a Area, bool)) -> Member<'a> {
    let series = district::shown(told, indicator, &area.id);
    let point = series.as_ref().and_then(|series| series.points.last());
    let point = point.filter(|point| point.period == told.evidence.period);
    let parts = point.and_then(|point| Some((point.numerator.drawn()?, point.denominator.drawn()?)));
    let is_shown = newest(&series).drawn().is_some();
    Member {
        area,
        own,
        figure: newest(&series),
        base: point.map_or(Shown::Mark(Missing::NotAvailable), |point| point.denominator.clone()),
        counted: parts
            .filter(|(numerator, base)| is_shown && *base > 0.0 && numerator <= base)
            .map(|(numerator, denominator)| Counted { numerator, denominator }),
    }
}

fn standing(outlying: Outlying, polarity: Polarity) -> Standing {
    let side = match outlying {
        Outlying::VeryHigh => crate::domain::Side::High,
        Outlying::VeryLow => crate::domain::Side::Low,
        Outlying::Low | Outlying::No | Outlying::High => return Standing::Inside,
    };
    match (concern::concern(side, polarity), side) {
        (crate::domain::Concern::Unusual, _) => Standing::Unusual,
        (crate::domain::Concern::Better, _) => Standing::Better,
        (crate::domain::Concern::Worse, crate::domain::Side::High) => Standing::HighWorse,
        (crate::domain::Concern::Worse, crate::domain::Side::Low) => Standing::LowWorse,
    }
}

fn funnel_part(
    told: &Told<'_>,
    indicator: &Indicator,
    (drawn, members, outside): (FunnelDrawn, &[Member<'_>], Vec<String>),
) -> Part {
    let title = match outside.as_slice() {
        [] => "No district is outside the limits".to_string(),
        [_] => format!("{} is outside the limits", outside[0]),
        more => format!("{} are outside the limits", words::names(more, 4)),
    };
    let base = indicator.denominator.clone().unwrap_or_else(|| "Base".into());
    let mut table = PaperTable::headed(
        format!("{} by district, {}", indicator.row_name, told.evidence.period),
        &["District", "Figure", &number::capitalised(&base)],
    );
    for one in members {
        table.rows.push(vec![
            PaperCell::from(one.area.name.as_str()),
            PaperCell::Figure(one.figure.clone()),
            PaperCell::Figure(one.base.clone()),
        ]);
    }
    let inside = members.iter().filter(|one| one.counted.is_some()).count() - outside.len();
    let withheld = members.len() - inside - outside.len();
    let listed = if outside.is_empty() {
        String::new()
    } else {
        format!("Outside the 99.8% limits: {}. ", words::names(&outside, 4))
    };
    Part::Figure(Box::new(Figure {
        id: "districts-by-size".into(),
        title,
        subtitle: format!(
            "{}, {}. Limits widen where there are fewer cases. They are not adjusted for differences in need.",
            indicator.row_name, told.evidence.period
        ),
        alt: format!(
            "Funnel chart. {} by district, against the size of its base. {listed}Inside: {inside}. Withheld or missing: {withheld}. Figures in the table.",
            indicator.row_name
        ),
        source: String::new(),
        chart: DrawnChart::Funnel(drawn),
        table,
    }))
}

#[expect(clippy::too_many_lines, reason = "one field of the figure a line")]
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
    let withheld: Vec<String> = tiles
        .iter()
        .filter(|tile| tile.figure.drawn().is_none())
        .map(|tile| tile.name.clone())
        .collect();
    let without = match withheld.len() {
        0 => String::new(),
        _ => format!(" Without a figure: {}.", words::names(&withheld, 5)),
    };
    Some(Part::Figure(Box::new(Figure {
        id: format!("districts-on-the-map-{}", nth + 1),
        title: indicator.row_name.clone(),
        subtitle: format!(
            "{}, {}. Each tile is one district, placed roughly as on the map. Thick outline: the group’s own.",
            unit_words(indicator),
            evidence.period
        ),
        alt: format!(
            "Tile map of {} districts. {}. The group’s own: {}.{without} Figures in the table.",
            tiles.len(),
            indicator.row_name,
            own_words(told, indicator, own)
        ),
        source: String::new(),
        chart: DrawnChart::Tiles(TilesDrawn {
            unit: number::shown_unit(indicator.unit),
            breaks,
            tiles,
        }),
        table,
    })))
}
