//! Averages, limits, targets and bands stand where the figures say, in control charts, funnels and sparklines: read back from the SVG.

use crate::chart_geometry::{Element, at, count, elements, elements_of, near, percent, ticks};
use crate::chart_samples::bare_series;
use paqa::chart::labels::crosses;
use paqa::chart::palette::HAIR;
use paqa::chart::plan::Item;
use paqa::chart::{plan_of, sparkline};
use paqa::domain::*;
use proptest::prelude::*;

/// Colours and widths, in tenths of a point, of the lines that are looked for.
const GREY: &str = "#595959";
const PINK: &str = "#801650";

/// The dashed or whole lines of a colour and width.
fn lines<'a>(drawn: &'a [Element], colour: &str, (width, dashed): (&str, bool)) -> Vec<&'a Element> {
    let is_it = |one: &&Element| {
        one.name == "polyline"
            && one.is("stroke", colour)
            && one.is("stroke-width", width)
            && one.attributes.contains_key("stroke-dasharray") == dashed
    };
    drawn.iter().filter(is_it).collect()
}

/// The height of a line that goes from left to right, at a place across.
fn height(line: &Element, x: f64) -> Option<f64> {
    let corners = line.corners();
    let pair = corners.windows(2).find(|pair| pair[0].0 <= x && x <= pair[1].0)?;
    let (from, to) = (pair[0], pair[1]);
    let share = if to.0 > from.0 {
        (x - from.0) / (to.0 - from.0)
    } else {
        0.0
    };
    Some(from.1 + share * (to.1 - from.1))
}

/// A series with an average, limits that step with each point, and a target.
fn judged(figures: &[f64], (centre, reaches): (f64, &[f64]), target: f64) -> ShownSeries {
    let mut series = bare_series(figures.iter().copied().map(percent).collect(), ShownUnit::Percent);
    for (point, reach) in series.points.iter_mut().zip(reaches) {
        let limits = Interval {
            low: centre - reach,
            high: centre + reach,
        };
        point.lines = Some(Lines {
            centre,
            limits: Some(limits),
        });
    }
    series.target = Some(ShownTarget {
        value: target,
        label: "Local target".into(),
    });
    series
}

/// Figures from end to end of a scale, the reach of the limits at each, and where the average and the target stand.
fn sample() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, f64, f64)> {
    (12..24usize).prop_flat_map(|quarters| {
        let figures = prop::collection::vec(12.0..88.0f64, quarters).prop_map(|mut figures| {
            (figures[0], figures[1]) = (10.0, 90.0);
            figures
        });
        let reaches = prop::collection::vec(5.0..25.0f64, quarters);
        (figures, reaches, 40.0..60.0f64, 15.0..85.0f64)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn averages_limits_and_targets_stand_at_their_values((figures, reaches, centre, target) in sample()) {
        let drawn = elements(&DrawnChart::Series(Box::new(judged(&figures, (centre, &reaches), target))));
        let axis = ticks(&drawn, "end");
        let places: Vec<f64> = drawn.iter().filter(|one| one.name == "circle").map(|one| one.number("cx")).collect();
        prop_assert_eq!(places.len(), figures.len());
        let averages = lines(&drawn, GREY, ("10", false));
        prop_assert_eq!(averages.len(), 1);
        let limits = lines(&drawn, GREY, ("9", true));
        prop_assert_eq!(limits.len(), 2, "an upper and a lower limit");
        let targets = lines(&drawn, PINK, ("15", true));
        prop_assert_eq!(targets.len(), 1);
        for (x, reach) in places.iter().zip(&reaches) {
            for (line, value) in [(averages[0], centre), (targets[0], target), (limits[0], centre + reach), (limits[1], centre - reach)] {
                let y = height(line, *x).expect("the line passes every quarter");
                prop_assert!(near(y, at(&axis, value)), "{value} is drawn at {y}, axis {axis:?}");
            }
        }
    }

    #[test]
    fn no_line_runs_through_the_mark_of_a_gap((figures, reaches, centre, target) in sample(), gap in 2..12usize) {
        let mut series = judged(&figures, (centre, &reaches), target);
        series.points[gap].value = Shown::Mark(Missing::NotAvailable);
        let plan = plan_of(&DrawnChart::Series(Box::new(series))).expect("a chart");
        let (from, to, _) = plan.text_boxes().into_iter().find(|(_, _, words)| *words == "[x]").expect("its mark");
        let lines = plan.items.iter().filter_map(|item| match item {
            Item::Line { through, stroke } if stroke.colour != HAIR => Some(through),
            _ => None,
        });
        for pair in lines.flat_map(|through| through.windows(2)) {
            prop_assert!(!crosses((pair[0], pair[1]), (from, to)), "{pair:?} strikes {from:?} {to:?}");
        }
    }

    #[test]
    fn limits_of_a_funnel_are_the_curves_that_were_given(centre in 25.0..40.0f64, wide in 60.0..140.0f64) {
        let limits: Vec<[f64; 5]> = (1..=40).map(|step| {
            let base = 25.0 * f64::from(step);
            let reach = wide / base.sqrt();
            [base, centre - reach, centre + reach, centre - 1.5 * reach, centre + 1.5 * reach]
        }).collect();
        let unit = |base: u32, value: f64| FunnelUnit {
            name: "District".into(), base: count(base), figure: percent(value), standing: Standing::Inside, own: false,
        };
        let drawn = elements(&DrawnChart::Funnel(FunnelDrawn {
            unit: ShownUnit::Percent,
            base_words: "Referrals".into(),
            units: vec![unit(400, centre), unit(1000, centre), unit(700, centre)],
            centre,
            centre_words: "Average".into(),
            limits: limits.clone(),
        }));
        let (up, across) = (ticks(&drawn, "end"), ticks(&drawn, "middle"));
        let level = lines(&drawn, GREY, ("10", false));
        prop_assert_eq!(level.len(), 1);
        for corner in level[0].corners() {
            prop_assert!(near(corner.1, at(&up, centre)));
        }
        let curves = lines(&drawn, GREY, ("9", true));
        let of = |dash: &str| curves.iter().filter(|one| one.is("stroke-dasharray", dash)).count();
        prop_assert_eq!((of("15 22"), of("45 30")), (2, 2), "two limits of each kind");
        let mut seen = [false; 5];
        for curve in &curves {
            // Each of the four lines is the one of its column: from where it enters the frame to the last base.
            let column = (1..5).find(|column| {
                let expected = |row: &[f64; 5]| (at(&across, row[0]), at(&up, row[*column]));
                let inside = limits.iter().map(expected).filter(|place| height(curve, place.0).is_some());
                let mut apart = inside.map(|place| height(curve, place.0).map_or(99.0, |y| (y - place.1).abs()));
                apart.all(|away| away < 0.6)
            });
            let column = column.expect("a drawn curve is none of those given");
            prop_assert!(!seen[column], "one curve is drawn twice");
            seen[column] = true;
            let end = curve.corners().last().copied().unwrap();
            prop_assert!(near(end.0, at(&across, 1000.0)), "the curve ends at {end:?}");
        }
    }

    #[test]
    fn a_sparkline_has_its_points_its_band_and_its_target_on_one_scale((figures, reaches, centre, target) in sample()) {
        let series = judged(&figures, (centre, &reaches), target);
        let drawn = elements_of(&sparkline::plan(&series, sparkline::ROW).unwrap());
        let shown: Vec<f64> = figures.iter().copied().skip(figures.len().saturating_sub(20)).collect();
        let line = drawn.iter().find(|one| one.name == "polyline" && one.is("stroke", "#3D3D3D")).unwrap();
        let corners = line.corners();
        prop_assert_eq!(corners.len(), shown.len());
        let step = corners[1].0 - corners[0].0;
        for pair in corners.windows(2) {
            prop_assert!(near(pair[1].0 - pair[0].0, step), "quarters stand evenly");
        }
        // The scale as the greatest and the least figure give it.
        let place = |by: fn(f64, f64) -> f64| {
            let value = shown.iter().copied().reduce(by).unwrap();
            let nth = shown.iter().position(|one| *one == value).unwrap();
            (value, corners[nth].1)
        };
        let scale = [place(f64::min), place(f64::max)];
        let close = |y: f64, value: f64| (y - at(&scale, value)).abs() < 0.3;
        for (corner, value) in corners.iter().zip(&shown) {
            prop_assert!(close(corner.1, *value), "{value} at {corner:?}");
        }
        let band = drawn.iter().find(|one| one.name == "polygon" && one.is("fill", "#E9E9E9")).unwrap();
        let (_, (head, foot)) = band.extent();
        let reach = reaches.last().unwrap();
        prop_assert!(close(head, centre + reach) && close(foot, centre - reach), "the band is {head} to {foot}");
        let aim = lines(&drawn, PINK, ("15", true));
        let (least, most) = (scale[0].0.min(centre - reach), scale[1].0.max(centre + reach));
        if (least..=most).contains(&target) {
            prop_assert_eq!(aim.len(), 1);
            for corner in aim[0].corners() {
                prop_assert!(close(corner.1, target), "the target {target} is at {corner:?}");
            }
        }
        let mark = drawn.iter().rfind(|one| one.name == "circle").expect("the newest point");
        prop_assert!(close(mark.number("cy"), *shown.last().unwrap()));
        prop_assert!(near(mark.number("cx"), corners.last().unwrap().0));
    }
}
