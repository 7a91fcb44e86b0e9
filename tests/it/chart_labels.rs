//! Whatever is drawn, no label hides another and none leaves its chart; hostile names are text and nothing else.

use crate::chart_samples::{chart, hostile_names};
use paqa::chart::draw::{Words, svg};
use paqa::chart::labels::{crosses, meet};
use paqa::chart::palette::INK_2;
use paqa::chart::plan::{At, Item, Plan};
use paqa::chart::{narrow_plan_of, plan_of, series, spc};
use paqa::domain::DrawnChart;
use proptest::prelude::*;

/// Rounding of places to a tenth of a point.
const SLACK: f64 = 0.11;

fn labels_are_apart_and_inside(plan: &Plan) -> Result<(), String> {
    let boxes = plan.text_boxes();
    for (nth, (from, to, words)) in boxes.iter().enumerate() {
        let inside = from.0 >= -SLACK && from.1 >= -SLACK && to.0 <= plan.width + SLACK && to.1 <= plan.height + SLACK;
        if !inside {
            return Err(format!(
                "`{words}` leaves the chart: {from:?} {to:?} of {} x {}",
                plan.width, plan.height
            ));
        }
        for (other_from, other_to, other) in &boxes[nth + 1..] {
            let empty = words.is_empty() || other.is_empty();
            if !empty && meet((*from, *to), (*other_from, *other_to)) {
                return Err(format!("`{words}` at {from:?} hides `{other}` at {other_from:?}"));
            }
        }
    }
    Ok(())
}

/// The SVG read by an XML reader: its elements, and the words of its texts.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut elements, mut words) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => return (elements, words),
            quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                elements.push(element.name().as_ref().to_string());
            }
            quick_xml::events::Event::Text(text) => words.push(text.as_ref().to_string()),
            _ => (),
        }
    }
}

/// The leader that an item of a plan is; names of limits have lighter ones outside the plot.
fn leader(item: &Item) -> Option<(At, At)> {
    match item {
        Item::Line { through, stroke } if through.len() == 2 && stroke.colour == INK_2 => {
            Some((through[0], through[1]))
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_label_hides_another_and_none_leaves_its_chart(chart in chart()) {
        if let Some(plan) = plan_of(&chart) {
            labels_are_apart_and_inside(&plan).map_err(|why| TestCaseError::fail(format!("{why}\n{chart:?}")))?;
        }
        if let Some(plan) = narrow_plan_of(&chart) {
            labels_are_apart_and_inside(&plan).map_err(|why| TestCaseError::fail(format!("narrow: {why}\n{chart:?}")))?;
        }
        if let DrawnChart::Series(drawn) = &chart {
            let plan = series::plan(&spc::newest(drawn), spc::REPORT);
            labels_are_apart_and_inside(&plan).map_err(|why| TestCaseError::fail(format!("report: {why}")))?;
        }
    }

    #[test]
    fn no_leader_of_a_funnel_crosses_a_label(chart in chart()) {
        if let (DrawnChart::Funnel(_), Some(plan)) = (&chart, plan_of(&chart)) {
            let leaders: Vec<(At, At)> = plan.items.iter().filter_map(leader).collect();
            for (from, to, words) in plan.text_boxes() {
                // A leader ends at the edge of its own label.
                let inside = ((from.0 + 0.2, from.1 + 0.2), (to.0 - 0.2, to.1 - 0.2));
                let crossed = leaders.iter().find(|leader| crosses(**leader, inside));
                prop_assert!(words.is_empty() || crossed.is_none(), "{words} is crossed by {crossed:?}");
            }
        }
    }

    #[test]
    fn hostile_names_make_no_elements(chart in chart(), title in hostile_names()) {
        let known = ["svg", "title", "desc", "line", "polyline", "polygon", "circle", "rect", "text"];
        if let Some(plan) = plan_of(&chart) {
            let words = Words { id: "chart".into(), title: title.clone(), description: title };
            let drawn = svg(&plan, &words).unwrap();
            let (elements, texts) = read(&drawn);
            for element in elements {
                prop_assert!(known.contains(&element.as_str()), "{element}");
            }
            for turning in ['\u{202A}', '\u{202E}', '\u{2066}', '\u{2067}', '\u{0}', '\u{1b}'] {
                prop_assert!(!texts.iter().any(|text| text.contains(turning)));
            }
        }
    }
}
