//! The marks in the SVG stand where the figures say, for each kind of chart: the drawing is read back as text and measured
//! against its own printed axis.

use crate::chart_samples::bare_series;
use paqa::chart::draw::{Words, svg};
use paqa::chart::plan::Plan;
use paqa::chart::plan_of;
use paqa::domain::*;
use proptest::prelude::*;
use regex::Regex;
use std::collections::BTreeMap;

/// Places are whole tenths of a point, and ticks are printed in full.
const NEAR: f64 = 0.25;

/// One element of the SVG.
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub words: String,
}

impl Element {
    pub fn number(&self, attribute: &str) -> f64 {
        self.attributes[attribute].parse::<f64>().unwrap() / 10.0
    }

    pub fn corners(&self) -> Vec<(f64, f64)> {
        let places = self.attributes["points"].split_whitespace();
        let number = |text: &str| text.parse::<f64>().unwrap() / 10.0;
        places
            .map(|place| place.split_once(',').map(|(x, y)| (number(x), number(y))).unwrap())
            .collect()
    }

    /// Least and greatest of its corners, across and down.
    pub fn extent(&self) -> ((f64, f64), (f64, f64)) {
        let corners = self.corners();
        let fold = |by: fn(&(f64, f64)) -> f64| {
            corners
                .iter()
                .map(by)
                .fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        (fold(|corner| corner.0), fold(|corner| corner.1))
    }

    pub fn is(&self, attribute: &str, value: &str) -> bool {
        self.attributes
            .get(attribute)
            .is_some_and(|held| held.eq_ignore_ascii_case(value))
    }
}

pub fn elements(chart: &DrawnChart) -> Vec<Element> {
    elements_of(&plan_of(chart).unwrap())
}

/// The elements of a plan's SVG in the order of drawing.
pub fn elements_of(plan: &Plan) -> Vec<Element> {
    let text = svg(plan, &Words::default()).unwrap();
    let element = Regex::new(r#"<(\w+)((?: [\w-]+="[^"]*")*)/?>([^<]*)"#).unwrap();
    let attribute = Regex::new(r#" ([\w-]+)="([^"]*)""#).unwrap();
    let read = |found: regex::Captures| Element {
        name: found[1].to_string(),
        attributes: attribute
            .captures_iter(&found[2])
            .map(|pair| (pair[1].to_string(), pair[2].to_string()))
            .collect(),
        words: found[3].trim().to_string(),
    };
    element.captures_iter(&text).map(read).collect()
}

/// The printed ticks that end at one side of the plot (`end`) or are centred below it (`middle`): value and place.
pub fn ticks(drawn: &[Element], anchor: &str) -> Vec<(f64, f64)> {
    let texts = drawn
        .iter()
        .filter(|one| one.name == "text" && one.is("text-anchor", anchor));
    let number = |words: &str| words.trim_end_matches('%').replace(',', "").parse::<f64>().ok();
    let along = if anchor == "end" { "y" } else { "x" };
    texts
        .filter_map(|one| Some((number(&one.words)?, one.number(along))))
        .collect()
}

/// Where a value stands on the axis that the ticks print.
pub fn at(ticks: &[(f64, f64)], value: f64) -> f64 {
    let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
    first.1 + (value - first.0) / (last.0 - first.0) * (last.1 - first.1)
}

pub fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= NEAR
}

pub fn percent(value: f64) -> Shown {
    Shown::Number {
        value,
        text: format!("{value:.1}%"),
    }
}

pub fn count(value: u32) -> Shown {
    Shown::Number {
        value: f64::from(value),
        text: value.to_string(),
    }
}

const WITHHELD: Shown = Shown::Mark(Missing::Withheld);

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn points_of_a_series_stand_at_their_values(values in prop::collection::vec(2.0..98.0f64, 9..24), gap in 1..8usize) {
        let mut figures: Vec<Shown> = values.iter().copied().map(percent).collect();
        figures[gap] = WITHHELD;
        let mut series = bare_series(figures, ShownUnit::Percent);
        let newest = series.points.len() - 1;
        series.points[newest].mark = PointMark::WorseLow;
        let drawn = elements(&DrawnChart::Series(Box::new(series)));
        let axis = ticks(&drawn, "end");
        let mut places: Vec<(f64, f64)> = drawn.iter().filter(|one| one.name == "circle").map(|one| (one.number("cx"), one.number("cy"))).collect();
        let triangle = drawn.iter().find(|one| one.name == "polygon" && one.is("fill", "#F46A25")).unwrap();
        let ((left, right), (head, foot)) = triangle.extent();
        places.push(((left + right) / 2.0, (head + foot) / 2.0));
        let expected: Vec<f64> = values.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, value)| *value).collect();
        prop_assert_eq!(places.len(), expected.len(), "a point for each figure and none for the withheld one");
        for (place, value) in places.iter().zip(&expected) {
            prop_assert!(near(place.1, at(&axis, *value)), "{value} stands at {place:?}, axis {axis:?}");
        }
        let steps: Vec<f64> = places.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let step = steps.iter().copied().fold(f64::MAX, f64::min);
        let double = steps.iter().filter(|one| (**one - 2.0 * step).abs() < 2.0 * NEAR).count();
        let single = steps.iter().filter(|one| (**one - step).abs() < NEAR).count();
        prop_assert_eq!(single + double, steps.len());
        prop_assert_eq!(double, 1, "quarters stand evenly, with one gap");
    }

    #[test]
    fn units_of_a_funnel_stand_at_base_and_value(units in prop::collection::vec((20..900u32, 5.0..60.0f64), 3..14)) {
        let of = |(nth, (base, value)): (usize, &(u32, f64))| FunnelUnit {
            name: format!("District {nth}"),
            base: count(*base),
            figure: percent(*value),
            standing: Standing::Inside,
            own: false,
        };
        let mut shown: Vec<FunnelUnit> = units.iter().enumerate().map(of).collect();
        shown.push(FunnelUnit { base: WITHHELD, figure: WITHHELD, ..shown[0].clone() });
        let drawn = elements(&DrawnChart::Funnel(FunnelDrawn {
            unit: ShownUnit::Percent,
            base_words: "Referrals".into(),
            units: shown,
            centre: 30.0,
            centre_words: "Essex 30%".into(),
            limits: Vec::new(),
        }));
        let (up, across) = (ticks(&drawn, "end"), ticks(&drawn, "middle"));
        let circles: Vec<&Element> = drawn.iter().filter(|one| one.name == "circle").collect();
        prop_assert_eq!(circles.len(), units.len());
        for (circle, (base, value)) in circles.iter().zip(&units) {
            prop_assert!(near(circle.number("cx"), at(&across, f64::from(*base))));
            prop_assert!(near(circle.number("cy"), at(&up, *value)));
        }
    }

    #[test]
    fn bars_and_their_ranges_are_as_long_as_their_values(values in prop::collection::vec((10.0..80.0f64, 1.0..9.0f64), 2..9)) {
        let bars = values.iter().enumerate().map(|(nth, (value, wide))| BarDrawn {
            name: format!("Area {nth}"),
            figure: percent(*value),
            beside: String::new(),
            range: Some((value - wide, value + wide)),
            target: None,
            before: None,
        });
        let bars = bars.collect();
        let chart = BarsDrawn { unit: ShownUnit::Percent, bars, target: None, before_words: String::new() };
        let drawn = elements(&DrawnChart::Bars(chart));
        let extents: Vec<_> = drawn.iter().filter(|one| one.name == "polygon" && one.is("fill", "#6BACE6")).map(Element::extent).collect();
        prop_assert_eq!(extents.len(), values.len());
        let unit = (extents[0].0.1 - extents[0].0.0) / values[0].0;
        let ranges: Vec<_> = drawn.iter().filter(|one| one.name == "polyline" && one.is("stroke", "#222222")).map(Element::extent).collect();
        for (nth, (((left, right), _), (value, wide))) in extents.iter().zip(&values).enumerate() {
            prop_assert!(near(*left, extents[0].0.0), "bars start at one line");
            prop_assert!((right - left - value * unit).abs() < 1.0, "{value} is {} long", right - left);
            let (from, to) = ranges[nth * 3].0;
            prop_assert!((from - left - (value - wide) * unit).abs() < 1.0 && (to - left - (value + wide) * unit).abs() < 1.0);
        }
    }

    #[test]
    fn parts_of_a_stack_are_as_long_as_their_counts(bars in prop::collection::vec([1..90u32, 1..90u32, 1..90u32, 1..90u32], 1..8), upright in any::<bool>()) {
        let parts: Vec<String> = ["up to 3", "3 to 6", "6 to 12", "over 12"].map(String::from).to_vec();
        let stacked = bars.iter().map(|figures| StackedBar { name: "Health".into(), figures: figures.iter().map(|part| count(*part)).collect(), beside: String::new() });
        let chart = StackedDrawn { parts, bars: stacked.collect(), upright, shares: false, beside_words: String::new() };
        let drawn = elements(&DrawnChart::Stacked(chart));
        let fills = ["#FFFFFF", "#B8D5EF", "#2073BC", "#12436D"];
        let length = |one: &Element| {
            let ((left, right), (head, foot)) = one.extent();
            if upright { foot - head } else { right - left }
        };
        let mut all = Vec::new();
        for (nth, fill) in fills.iter().enumerate() {
            let lengths: Vec<f64> = drawn.iter().filter(|one| one.name == "polygon" && one.is("fill", fill)).skip(1).map(length).collect();
            prop_assert_eq!(lengths.len(), bars.len(), "one part of each shade in each bar, and one in the key");
            all.extend(lengths.into_iter().zip(bars.iter().map(|bar| f64::from(bar[nth]))));
        }
        let unit = all.iter().map(|(length, _)| length).sum::<f64>() / all.iter().map(|(_, count)| count).sum::<f64>();
        for (length, count) in all {
            prop_assert!((length - count * unit).abs() < 0.5, "{count} is {length} long at {unit} each");
        }
    }

    #[test]
    fn pairs_stand_at_their_values(pairs in prop::collection::vec((1.0..10.0f64, 1.0..10.0f64), 1..9)) {
        let score = |value: f64| Shown::Number { value, text: format!("{value:.1} points") };
        let lines = pairs.iter().map(|(before, after)| PairDrawn {
            name: "Course".into(),
            before: score(*before),
            after: score(*after),
            change: String::new(),
            beside: String::new(),
            tentative: false,
        });
        let chart = DumbbellDrawn { unit: ShownUnit::Score, ends: ("before".into(), "after".into()), axis: (1.0, 10.0), beside_words: String::new(), pairs: lines.collect() };
        let drawn = elements(&DrawnChart::Dumbbell(chart));
        let axis = ticks(&drawn, "middle");
        let mut circles: Vec<f64> = Vec::new();
        for one in drawn.iter().filter(|one| one.name == "circle" && one.is("fill", "none")) {
            circles.push(one.number("cx"));
        }
        // The key has the first two.
        prop_assert_eq!(circles.len(), 2 + pairs.len() * 2);
        for (nth, (before, after)) in pairs.iter().enumerate() {
            prop_assert!(near(circles[2 + nth * 2], at(&axis, *before)));
            prop_assert!(near(circles[3 + nth * 2], at(&axis, *after)));
        }
    }

    #[test]
    fn small_charts_share_one_scale(charts in prop::collection::vec(prop::collection::vec(5.0..40.0f64, 6), 2..9)) {
        let small = charts.iter().map(|values| MultipleDrawn { name: "Harlow".into(), figures: values.iter().copied().map(percent).collect(), own: false, mark: PointMark::Usual });
        let chart = MultiplesDrawn { unit: ShownUnit::Percent, context_name: "Essex".into(), context: vec![percent(20.0); 6], quarters: vec![String::new(); 6], charts: small.collect() };
        let drawn = elements(&DrawnChart::Multiples(chart));
        let lines = |colour: &str| -> Vec<Vec<(f64, f64)>> { drawn.iter().filter(|one| one.name == "polyline" && one.is("stroke", colour)).map(Element::corners).collect() };
        let (grey, blue) = (lines("#8C8C8C"), lines("#12436D"));
        prop_assert_eq!((grey.len(), blue.len()), (charts.len(), charts.len()));
        let reach = charts.iter().flatten().map(|value| (value - 20.0).abs()).fold(0.0, f64::max);
        let mut unit = 0.0;
        for (nth, values) in charts.iter().enumerate() {
            for (place, value) in blue[nth].iter().zip(values) {
                if (value - 20.0).abs() == reach {
                    unit = (grey[nth][0].1 - place.1) / (value - 20.0);
                }
            }
        }
        for (nth, values) in charts.iter().enumerate() {
            for (place, value) in blue[nth].iter().zip(values) {
                prop_assert!((grey[nth][0].1 - place.1 - (value - 20.0) * unit).abs() < 0.4, "{value} at {place:?}");
            }
        }
    }

    #[test]
    fn tiles_stand_in_their_cells_with_the_shade_of_their_value(values in prop::collection::vec(0..40u32, 12)) {
        let tile = |(nth, value): (usize, &u32)| TileDrawn { name: format!("D{nth}"), at: ((nth % 4) as u8, (nth / 4) as u8), figure: count(*value), own: nth == 5 };
        let chart = TilesDrawn { unit: ShownUnit::Count, breaks: (15.0, 25.0), tiles: values.iter().enumerate().map(tile).collect() };
        let drawn = elements(&DrawnChart::Tiles(chart));
        let shade = |value: u32| if value >= 25 { "#12436D" } else if value >= 15 { "#6BACE6" } else { "#FFFFFF" };
        // The key has the first three.
        let boxes: Vec<&Element> = drawn.iter().filter(|one| one.name == "polygon").skip(3).collect();
        prop_assert_eq!(boxes.len(), 12);
        let (wide, high) = (boxes[1].extent().0.0 - boxes[0].extent().0.0, boxes[4].extent().1.0 - boxes[0].extent().1.0);
        for (nth, (tile, value)) in boxes.iter().zip(&values).enumerate() {
            prop_assert!(tile.is("fill", shade(*value)));
            let ((left, _), (head, _)) = tile.extent();
            prop_assert!(near(left, boxes[0].extent().0.0 + (nth % 4) as f64 * wide));
            prop_assert!(near(head, boxes[0].extent().1.0 + (nth / 4) as f64 * high));
            let written = value.to_string();
            prop_assert!(drawn.iter().any(|text| text.name == "text" && text.words == written));
        }
    }
}

#[test]
fn a_withheld_figure_moves_nothing() {
    let chart = |hidden: f64| {
        let mut figures: Vec<Shown> = (0..12).map(|at| percent(40.0 + f64::from(at % 5))).collect();
        // What the figure was is known to nobody here: the drawing gets the mark alone.
        figures[4] = if hidden > 0.0 { WITHHELD } else { figures[4].clone() };
        DrawnChart::Series(Box::new(bare_series(figures, ShownUnit::Percent)))
    };
    let drawn = elements(&chart(1.0));
    assert_eq!(drawn.iter().filter(|one| one.name == "circle").count(), 11);
    assert!(drawn.iter().any(|one| one.words == "[c]"));
    assert!(!elements(&chart(0.0)).iter().any(|one| one.words == "[c]"));
}
