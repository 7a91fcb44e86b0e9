//! Every district of the county by the size of its base, with the limits within which chance alone would leave it.

use crate::catalogue::{Indicator, Polarity, Unit};
use crate::domain::{
    Area, DrawnChart, Figure, FunnelDrawn, FunnelUnit, Missing, PaperCell, PaperTable, Part, Shown, ShownSeries,
    Standing,
};
use crate::sift::papers::quadrant::charts;
use crate::sift::papers::{Told, district, words};
use crate::sift::{concern, number};
use crate::stats::funnel::{self, Outlying, Statistic, Unit as Counted};

fn newest(series: &Option<ShownSeries>) -> Shown {
    let point = series.as_ref().and_then(|series| series.points.last());
    point.map_or(Shown::Mark(Missing::NotAvailable), |point| point.value.clone())
}

/// From a share of the base to the figure's unit: 100 for per cent, 40,000 for a quarter's rate per 10,000 put on a year.
fn times(members: &[Member<'_>]) -> Option<f64> {
    members.iter().find_map(|one| {
        let counted = one.counted.filter(|counted| counted.numerator > 0.0)?;
        Some(one.figure.drawn()? * counted.denominator / counted.numerator)
    })
}

/// What a figure is out of: the base of a share, the people of a rate.
fn base_words(indicator: &Indicator) -> String {
    let people = indicator
        .population
        .as_ref()
        .map(|population| number::capitalised(&population.words));
    let base = match indicator.unit.is_rate() {
        true => people,
        false => indicator.denominator.clone(),
    };
    base.unwrap_or_else(|| "Base".into())
}

/// One district of the funnel, with the exact parts that may be drawn.
struct Member<'a> {
    area: &'a Area,
    own: bool,
    figure: Shown,
    base: Shown,
    counted: Option<Counted>,
}

/// The funnel of a share or a rate; `None` where its parts make none.
#[expect(clippy::too_many_lines, reason = "one field of the drawing a line")]
pub(super) fn part(told: &Told<'_>, indicator: &Indicator, own: &[&Area]) -> Option<Part> {
    let statistic = match indicator.unit {
        Unit::Percent if !indicator.may_exceed_100 => Statistic::Proportion,
        unit if unit.is_rate() => Statistic::Rate,
        _ => return None,
    };
    let members: Vec<Member<'_>> = charts::in_order(told, own)
        .into_iter()
        .map(|(area, own)| member(told, indicator, (area, own)))
        .collect();
    let counted: Vec<Counted> = members.iter().filter_map(|one| one.counted).collect();
    let centre = funnel::average(statistic, &counted).ok()?;
    let judged = funnel::judge(statistic, &counted).ok()?;
    let lines = funnel::lines(statistic, &counted).ok()?;
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
    let times = times(&members)?;
    let scaled = |value: f64| value * times;
    let drawn = FunnelDrawn {
        unit: number::shown_unit(indicator.unit),
        base_words: base_words(indicator),
        centre: scaled(centre),
        centre_words: format!(
            "Average {}{}",
            number::decimal(scaled(centre), 1),
            if statistic == Statistic::Proportion { "%" } else { "" }
        ),
        limits: lines
            .iter()
            .map(|line| {
                [
                    // The lines of a rate stand by expected events.
                    match statistic {
                        Statistic::Proportion => line.at,
                        Statistic::Rate | Statistic::Ratio => line.at / line.baseline,
                    },
                    scaled(line.two_sigma.lower),
                    scaled(line.two_sigma.upper),
                    scaled(line.three_sigma.lower),
                    scaled(line.three_sigma.upper),
                ]
            })
            .collect(),
        units,
    };
    Some(figure(told, indicator, (drawn, &members, outside)))
}

/// The names of the group's own districts that lie outside the limits of a funnel among these parts.
pub(super) fn own_outside<'p>(parts: impl IntoIterator<Item = &'p Part>) -> Vec<String> {
    let mut found = vec![];
    for part in parts {
        match part {
            Part::Figure(figure) => {
                if let DrawnChart::Funnel(funnel) = &figure.chart {
                    let own = funnel.units.iter().filter(|unit| unit.own);
                    let outside = own.filter(|unit| unit.standing != Standing::Inside);
                    found.extend(outside.map(|unit| unit.name.clone()));
                }
            }
            Part::Beside(columns) => found.extend(own_outside(columns.iter().flatten())),
            _ => (),
        }
    }
    found
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

/// `Above the 99.8% limits: Harlow 26.2%. `; empty where all are inside.
fn outlying(drawn: &FunnelDrawn) -> String {
    let is_high = |unit: &FunnelUnit| unit.figure.drawn().is_some_and(|figure| figure > drawn.centre);
    let of_side = |high: bool| {
        let outside = drawn.units.iter().filter(|unit| unit.standing != Standing::Inside);
        let of_it = outside.filter(|unit| is_high(unit) == high);
        let named: Vec<String> = of_it.map(|unit| format!("{} {}", unit.name, unit.figure)).collect();
        let side = if high { "Above" } else { "Below" };
        match named.is_empty() {
            true => String::new(),
            false => format!("{side} the 99.8% limits: {}. ", words::names(&named, 4)),
        }
    };
    format!("{}{}", of_side(true), of_side(false))
}

fn figure(
    told: &Told<'_>,
    indicator: &Indicator,
    (drawn, members, outside): (FunnelDrawn, &[Member<'_>], Vec<String>),
) -> Part {
    let title = match outside.as_slice() {
        [] => "No district is outside the limits".to_string(),
        [one] => format!("{one} is outside the limits"),
        [one, other] => format!("{one} and {other} are outside the limits"),
        more => format!(
            "{} of {} districts are outside the limits",
            number::capitalised(&number::in_words(more.len())),
            number::in_words(members.len())
        ),
    };
    let base = base_words(indicator);
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
    let listed = outlying(&drawn);
    Part::Figure(Box::new(Figure {
        id: "districts-by-size".into(),
        title,
        subtitle: format!(
            "{}, {}. Limits widen where there are fewer. They allow for no difference in need.",
            indicator.row_name, told.evidence.period
        ),
        alt: format!(
            "Funnel chart. {} by district, against the size of its base. {}. {listed}Inside: {inside}. Withheld or missing: {withheld}. Figures in the table.",
            indicator.row_name, drawn.centre_words
        ),
        source: charts::source(told),
        chart: DrawnChart::Funnel(drawn),
        table,
    }))
}
