//! A chart with its title, subtitle and source around it, for a picture that stands alone.

use crate::chart::palette::*;
use crate::chart::plan::{Anchor, At, Item, Plan};
use crate::chart::text::wrapped;

/// Room between the words and the edge.
const EDGE: f64 = 6.0;
/// Size of the title, in points.
const TITLE: f64 = 12.0;
/// Height of a line of text as a share of its size.
const LINE: f64 = 1.35;
/// Most lines of the title and the subtitle, and of the source.
const MOST_LINES: (usize, usize) = (2, 4);

/// The chart below its title and subtitle and above its source; words that are empty take no room.
pub fn around(chart: Plan, [title, subtitle, source]: [&str; 3]) -> Plan {
    let width = chart.width - 2.0 * EDGE;
    // Bold letters are wider than the measure of regular ones.
    let title = wrapped(title, width * 0.92, (TITLE, MOST_LINES.0));
    let subtitle = wrapped(subtitle, width, (TEXT, MOST_LINES.0));
    let source = wrapped(source, width, (TEXT, MOST_LINES.1));
    let room = |lines: &[String], size: f64| lines.len() as f64 * size * LINE;
    let above = EDGE + room(&title, TITLE) + room(&subtitle, TEXT);
    let below = above + chart.height;
    let mut plan = Plan::sized(chart.width, below + room(&source, TEXT) + EDGE);
    let parts = [
        (title, EDGE, (TITLE, true, INK)),
        (subtitle, above, (TEXT, false, INK_2)),
        (source, below, (TEXT, false, INK_3)),
    ];
    for (at, (lines, top, (size, bold, colour))) in parts.into_iter().enumerate() {
        let top = if at == 1 { top - room(&lines, size) } else { top };
        for (line, words) in lines.into_iter().enumerate() {
            let middle = top + (line as f64 + 0.5) * size * LINE;
            plan.write((EDGE, middle), words, (Anchor::Start, colour, (size, bold)));
        }
    }
    plan.items
        .extend(chart.items.into_iter().map(|item| lowered(item, above)));
    plan
}

/// A thing further down the page.
fn lowered(mut item: Item, by: f64) -> Item {
    let places: Vec<&mut At> = match &mut item {
        Item::Line { through: places, .. } | Item::Shape { corners: places, .. } => places.iter_mut().collect(),
        Item::Disc { at, .. } | Item::Text { at, .. } => vec![at],
        Item::Hatch { from, to } => vec![from, to],
    };
    for place in places {
        place.1 += by;
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_alone_bears_its_title_its_unit_and_its_source() {
        let mut chart = Plan::sized(300.0, 100.0);
        chart.label((10.0, 50.0), "inside", (Anchor::Start, INK));
        let whole = around(
            chart,
            ["Referrals: 12", "Referrals, number, Essex", "Source: Essex Police."],
        );
        let at = |wanted: &str| {
            let found = whole.items.iter().find_map(|item| match item {
                Item::Text { at, words, .. } if words == wanted => Some(at.1),
                _ => None,
            });
            found.unwrap_or_else(|| panic!("{wanted} is not drawn"))
        };
        let down = [
            "Referrals: 12",
            "Referrals, number, Essex",
            "inside",
            "Source: Essex Police.",
        ]
        .map(at);
        assert!(down.windows(2).all(|pair| pair[0] + 8.0 < pair[1]), "{down:?}");
        assert!(down[3] < whole.height);
    }
}
