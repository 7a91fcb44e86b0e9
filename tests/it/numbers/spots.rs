//! A page as the places in which numbers stand, each with the words that say what they are about.

use super::known;
use crate::page_tree::{Element, Inside};
use std::collections::BTreeMap;

/// A line of text, or a cell of a table.
#[derive(Debug, Default, Clone)]
pub struct Spot {
    /// The name of the page without its ending, such as `agencies/essex-police`.
    pub page: String,
    /// The text whose numbers are looked for.
    pub words: String,
    /// The whole row or line in which it stands.
    pub line: String,
    /// The words of the first cell of its row.
    pub row: String,
    /// The words above its column.
    pub column: String,
    /// The headings over it, the page's first.
    pub heads: Vec<String>,
    /// Ranks of the exceptions whose blocks it stands in.
    pub rank: Option<String>,
    /// Which row of its table it stands in, the first under the headings being 1.
    pub nth: usize,
    /// The names of all rows of its table.
    pub rows: Vec<String>,
    /// The numbers in the tables of its section.
    pub beside: Vec<String>,
    /// What comes next in the page's numbering of its points, if it begins with a number of one.
    pub step: usize,
    /// The numbers at the left of the chart that it stands beside or in.
    pub ticks: Vec<f64>,
    /// Heights at which a chart has the ticks of a lower axis.
    lower: Vec<String>,
    /// The values of those ticks, in every drawing of the figure that has enough of them to be known as an axis.
    scale: Vec<f64>,
    /// The element's name.
    pub element: String,
}

impl Spot {
    /// Whether it is a cell with points of a score.
    pub fn is_score(&self) -> bool {
        let parts = [
            "Severity",
            "Direction",
            "Persistence",
            "Comparator",
            "Confidence",
            "Board priority",
        ];
        self.element == "td" && (parts.contains(&self.column.as_str()))
    }
}

/// Elements whose words are looked at as one.
const LINES: [&str; 15] = [
    "li",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "caption",
    "desc",
    "title",
    "dt",
    "dd",
    "summary",
    "text",
    "figcaption",
    "span",
];
/// Elements that give what is inside them the subject of their headings.
const SCOPES: [&str; 5] = ["section", "figure", "table", "details", "svg"];
/// Elements that say what their scope is about.
const HEADS: [&str; 8] = ["h2", "h3", "caption", "figcaption", "title", "desc", "div", "summary"];

/// Every spot of a page in its order.
pub fn of(page: &Element, name: &str) -> Vec<Spot> {
    let at = Spot {
        page: name.to_string(),
        ..Spot::default()
    };
    let mut spots = Vec::new();
    look(page, &at, &mut spots);
    let mut last = 0;
    for spot in &mut spots {
        if let Some(number) = point(&spot.words) {
            spot.step = if number == 1 { 1 } else { last + 1 };
            last = number;
        }
    }
    spots
}

/// The number of a point: "3. Write to them" or, from a list with its numbers apart, "3    Write to them".
pub fn point(words: &str) -> Option<usize> {
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let (number, after) = words.split_at(digits);
    let is_point = after.starts_with(". ") || after.starts_with("   ");
    number.parse().ok().filter(|_| is_point)
}

/// Looks into an element; `at` holds what is known of where it stands.
fn look(element: &Element, at: &Spot, spots: &mut Vec<Spot>) {
    if element.name == "text" && is_tick(element, at) {
        return;
    }
    let mut at = at.clone();
    at.element = element.name.clone();
    if SCOPES.contains(&element.name.as_str()) {
        at.heads.extend(heads(element));
        at.rank = rank(element).or(at.rank);
    }
    if element.name == "section" {
        at.beside = in_tables(element);
    }
    if matches!(element.name.as_str(), "figure" | "svg") {
        let texts = texts(element);
        let left = texts.iter().filter(|text| attribute(text, "text-anchor") == "end");
        at.ticks = left.flat_map(|text| known::numbers(&text.text())).collect();
        if element.name == "figure" {
            at.scale = even_rows(&texts).into_iter().flat_map(|(_, row)| row).collect();
        }
        at.lower = lower_axes(&texts, &at.scale);
    }
    if element.name == "table" {
        return table(element, &at, spots);
    }
    let is_line = LINES.contains(&element.name.as_str())
        && !element
            .elements()
            .any(|inside| matches!(inside.name.as_str(), "svg" | "p" | "figure"));
    if is_line {
        return spots.push(line(&element.text(), &at));
    }
    let mut under = at.clone();
    for inside in &element.inside {
        match inside {
            Inside::Element(inside) => {
                look(inside, &under, spots);
                // A heading in the middle says what follows it is about.
                let text = inside.text();
                if matches!(inside.name.as_str(), "h2" | "h3" | "h4") && !at.heads.contains(&text) {
                    under.heads.clone_from(&at.heads);
                    under.heads.push(text);
                }
            }
            Inside::Words(words) => spots.push(line(words, &under)),
        }
    }
}

/// The numbers in the cells of a section.
fn in_tables(element: &Element) -> Vec<String> {
    let own = (element.name == "td").then(|| element.text());
    let own = own
        .iter()
        .flat_map(|text| known::printed(text))
        .map(|(_, text)| text)
        .collect::<Vec<_>>();
    own.into_iter().chain(element.elements().flat_map(in_tables)).collect()
}

/// Every text of a chart.
fn texts(element: &Element) -> Vec<&Element> {
    let inside = element.elements().flat_map(texts);
    let own = (element.name == "text").then_some(element);
    own.into_iter().chain(inside).collect()
}

fn attribute<'a>(element: &'a Element, name: &str) -> &'a str {
    let after = element
        .attributes
        .split_once(&format!("{name}=\""))
        .map(|(_, after)| after);
    after.and_then(|after| after.split('"').next()).unwrap_or_default()
}

/// Whether a text is a tick of an axis: a scale, no figure. It stands at the left, or in a row under the chart whose numbers are as
/// far apart as their places.
fn is_tick(text: &Element, at: &Spot) -> bool {
    attribute(text, "text-anchor") == "end" || at.lower.iter().any(|height| height == attribute(text, "y"))
}

/// The heights of rows that are lower axes: those of three numbers or more whose distances go with their places, and in a narrow
/// drawing of the same figure rows of a part of the same numbers.
fn lower_axes(texts: &[&Element], scale: &[f64]) -> Vec<String> {
    let even = even_rows(texts).into_iter().map(|(height, _)| height);
    let is_part = |row: &Vec<(f64, f64)>| row.len() >= 2 && row.iter().all(|(_, value)| scale.contains(value));
    let parts = rows(texts)
        .into_iter()
        .filter(|(_, row)| is_part(row))
        .map(|(height, _)| height.to_string());
    even.chain(parts).collect()
}

/// The numbers that are centred at one height, from left to right, with their places.
fn rows<'a>(texts: &[&'a Element]) -> BTreeMap<&'a str, Vec<(f64, f64)>> {
    let mut rows: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for text in texts.iter().filter(|text| attribute(text, "text-anchor") == "middle") {
        let value = text
            .text()
            .trim_end_matches('%')
            .replace(',', "")
            .parse::<f64>()
            .unwrap_or(f64::NAN);
        let place = attribute(text, "x").parse::<f64>().unwrap_or(f64::NAN);
        rows.entry(attribute(text, "y")).or_default().push((place, value));
    }
    rows
}

/// Rows of three numbers or more whose distances go with their places: the height and the numbers of each.
fn even_rows(texts: &[&Element]) -> Vec<(String, Vec<f64>)> {
    let is_even = |row: &Vec<(f64, f64)>| {
        let step = |pair: &[(f64, f64)]| (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0);
        let steps: Vec<f64> = row.windows(2).map(step).collect();
        steps.len() >= 2
            && steps
                .iter()
                .all(|one| *one > 0.0 && (one / steps[0] - 1.0).abs() < 0.01)
    };
    rows(texts)
        .into_iter()
        .filter(|(_, row)| is_even(row))
        .map(|(height, row)| (height.to_string(), row.into_iter().map(|(_, value)| value).collect()))
        .collect()
}

fn line(text: &str, at: &Spot) -> Spot {
    Spot {
        words: text.to_string(),
        line: text.to_string(),
        ..at.clone()
    }
}

/// The words of the headings directly in a scope; of a block's head, only its heading.
fn heads(scope: &Element) -> Vec<String> {
    let found = scope.elements().filter(|inside| HEADS.contains(&inside.name.as_str()));
    let words = found.map(|head| match head.name.as_str() {
        "div" => head
            .elements()
            .find(|inside| inside.name == "h2")
            .map_or(String::new(), Element::text),
        _ => head.text(),
    });
    words.filter(|words| !words.is_empty()).collect()
}

fn rank(scope: &Element) -> Option<String> {
    let (_, after) = scope.attributes.split_once("id=\"exception-")?;
    let digits = after.split('"').next()?;
    digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.to_string())
}

/// The cells of a table, each with its row and the words above its column.
fn table(table: &Element, at: &Spot, spots: &mut Vec<Spot>) {
    let mut rows: Vec<&Element> = Vec::new();
    for part in table.elements() {
        match part.name.as_str() {
            "tr" => rows.push(part),
            "thead" | "tbody" | "tfoot" => rows.extend(part.elements().filter(|row| row.name == "tr")),
            _ => look(part, at, spots),
        }
    }
    let first = |row: &&Element| row.elements().find(|cell| cell.name == "th").map(Element::text);
    let names: Vec<String> = rows.iter().filter_map(first).collect();
    let (mut above, mut nth) = (Vec::<String>::new(), 0);
    for row in rows {
        let cells: Vec<&Element> = row.elements().collect();
        let texts: Vec<String> = cells.iter().map(|cell| cell.text()).collect();
        let is_head = cells.iter().all(|cell| cell.name == "th");
        nth += usize::from(!is_head);
        let name = cells.iter().find(|cell| cell.name == "th").map(|cell| cell.text());
        for (column, text) in texts.iter().enumerate() {
            spots.push(Spot {
                words: text.clone(),
                line: texts.join(" | "),
                row: name.clone().unwrap_or_default(),
                column: above.get(column).cloned().unwrap_or_default(),
                nth,
                rows: names.clone(),
                element: cells[column].name.clone(),
                ..at.clone()
            });
        }
        if is_head {
            above = texts;
        }
    }
}

#[test]
fn a_cell_knows_its_row_its_column_and_its_caption() {
    let page = crate::page_tree::read(
        "<section id=\"exception-3\"><h2>On a plan</h2><table><caption>By quarter</caption><thead><tr><th>Quarter</th><th>Out of</th></tr></thead>\
         <tbody><tr><th>2026-27 Q1</th><td>744</td></tr></tbody></table></section>",
    );
    let spots = of(&page, "paper");
    let cell = spots.iter().find(|spot| spot.words == "744").expect("the cell");
    assert_eq!(
        (cell.row.as_str(), cell.column.as_str(), cell.rank.as_deref()),
        ("2026-27 Q1", "Out of", Some("3"))
    );
    assert_eq!(cell.heads, ["On a plan", "By quarter"]);
}
