//! A plan into SVG text; the only file that names plotters.

use crate::chart::palette::{BOX_DASH, Colour, DOTS, LIMIT_DASH, NEAR_LIMIT_DASH};
use crate::chart::plan::{Anchor, At, Item, Plan, Stroke};
use crate::chart::text::harmless;
use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

/// Units of the drawing to a point: coordinates are whole numbers, so this is their fineness.
const FINENESS: f64 = 10.0;

/// The SVG backend writes the asked font size divided by this number.
const BACKEND_FONT_FACTOR: f64 = 1.24;

/// Distance between the lines of a hatching, in points.
const HATCH_STEP: f64 = 4.0;

/// The backend knows no dashed lines: one is asked for with an opacity that nothing else has, which then becomes its dashes.
const DASHES: [((f64, f64), f64, &str); 4] = [
    (LIMIT_DASH, 0.91, "45 30"),
    (DOTS, 0.92, "11 30"),
    (NEAR_LIMIT_DASH, 0.93, "15 22"),
    (BOX_DASH, 0.94, "40 30"),
];

/// The backend knows no rims: a text with one begins with this letter of private use, which words never hold.
const RIM: char = '\u{E000}';

/// The words that go with a drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// A short id, unique in the page that holds the drawing.
    pub id: String,
    /// The chart's title; empty for a decorative drawing, which assistive technology then skips.
    pub title: String,
    /// The text alternative.
    pub description: String,
}

/// The plan as one SVG element, drawn at its size in points.
///
/// # Errors
/// When the drawing library refuses, which is a fault of the program.
pub fn svg(plan: &Plan, words: &Words) -> anyhow::Result<String> {
    let mut written = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut written, (units(plan.width) as u32, units(plan.height) as u32));
        for item in &plan.items {
            draw(&mut backend, item)?;
        }
        backend
            .present()
            .map_err(|fault| anyhow::anyhow!("cannot finish a chart: {fault}"))?;
    }
    let (_, inside) = written
        .split_once('>')
        .ok_or_else(|| anyhow::anyhow!("a drawing has no opening tag"))?;
    Ok(format!("{}{}", opening(plan, words), tidy(inside)))
}

fn opening(plan: &Plan, words: &Words) -> String {
    let (wide, high) = (plan.width, plan.height);
    let size = format!(
        "width=\"{wide}pt\" height=\"{high}pt\" viewBox=\"0 0 {} {}\"",
        units(wide),
        units(high)
    );
    let start = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}");
    if words.title.is_empty() {
        return format!("{start} aria-hidden=\"true\" focusable=\"false\">");
    }
    let [id, title, description] = [&words.id, &words.title, &words.description].map(|words| escape(&harmless(words)));
    format!(
        "{start} role=\"img\" aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{description}</desc>"
    )
}

/// The backend names one font, gives each shape a full opacity and puts line breaks into texts.
fn tidy(inside: &str) -> String {
    let fonts = "font-family=\"Open Sans, Arial, sans-serif\"";
    let mut tidied = inside
        .replace("font-family=\"Open Sans\"", fonts)
        .replace(" opacity=\"1\"", "")
        .replace("\">\n", "\">")
        .replace("\n</text>", "</text>");
    for (_, opacity, dashes) in DASHES {
        let asked = format!(" opacity=\"{opacity}\"");
        if tidied.contains(&asked) {
            tidied = tidied.replace(&asked, &format!(" stroke-dasharray=\"{dashes}\""));
        }
    }
    if tidied.contains(RIM) {
        let rim = " stroke=\"#FFFFFF\" stroke-width=\"20\" stroke-linejoin=\"round\" paint-order=\"stroke\">";
        tidied = tidied.replace(&format!(">{RIM}"), rim);
    }
    tidied
}

/// Text as it may stand in XML and HTML: harmless, with the signs of markup spelt out.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in crate::domain::harmless(text).chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// The library's fault as one of the program.
fn drawn<Fault: std::fmt::Display>(result: Result<(), Fault>) -> anyhow::Result<()> {
    result.map_err(|fault| anyhow::anyhow!("cannot draw a chart: {fault}"))
}

fn draw(backend: &mut SVGBackend, item: &Item) -> anyhow::Result<()> {
    match item {
        Item::Line { through, stroke } => draw_line(backend, through, stroke),
        Item::Shape { corners, fill, edge } => draw_shape(backend, corners, (*fill, *edge)),
        Item::Disc { at, radius, fill, edge } => draw_disc(backend, (*at, *radius), (*fill, *edge)),
        Item::Hatch { from, to } => draw_hatch(backend, *from, *to),
        Item::Text {
            at,
            words,
            anchor,
            size,
            bold,
            colour,
            halo,
        } => {
            let style = if *bold { FontStyle::Bold } else { FontStyle::Normal };
            let font = ("Open Sans", size * FINENESS * BACKEND_FONT_FACTOR)
                .into_font()
                .style(style);
            let position = Pos::new(horizontal(*anchor), VPos::Center);
            let rim = if *halo { String::from(RIM) } else { String::new() };
            let words = format!("{rim}{}", harmless(words));
            let colour = rgb(*colour);
            let style = TextStyle::from(font).color(&colour).pos(position);
            drawn(backend.draw_text(&words, &style, place(*at)))
        }
    }
}

fn draw_line(backend: &mut SVGBackend, through: &[At], stroke: &Stroke) -> anyhow::Result<()> {
    drawn(backend.draw_path(through.iter().map(|at| place(*at)), &line_style(stroke)))
}

fn draw_shape(
    backend: &mut SVGBackend,
    corners: &[At],
    (fill, edge): (Option<Colour>, Option<Stroke>),
) -> anyhow::Result<()> {
    if let Some(fill) = fill {
        drawn(backend.fill_polygon(corners.iter().map(|at| place(*at)), &rgb(fill).filled()))?;
    }
    let Some(edge) = edge else { return Ok(()) };
    let around: Vec<At> = corners.iter().chain(corners.first()).copied().collect();
    draw_line(backend, &around, &edge)
}

fn draw_disc(
    backend: &mut SVGBackend,
    (at, radius): (At, f64),
    (fill, edge): (Colour, Option<Stroke>),
) -> anyhow::Result<()> {
    drawn(backend.draw_circle(place(at), units(radius) as u32, &rgb(fill).filled(), true))?;
    match edge {
        Some(edge) => drawn(backend.draw_circle(place(at), units(radius) as u32, &line_style(&edge), false)),
        None => Ok(()),
    }
}

/// Lines that rise to the right, clipped to the box.
fn draw_hatch(backend: &mut SVGBackend, from: At, to: At) -> anyhow::Result<()> {
    let style = line_style(&Stroke::solid(0.75, crate::chart::palette::RULE));
    let (wide, high) = (to.0 - from.0, to.1 - from.1);
    let mut along = HATCH_STEP;
    while along < wide + high {
        let start = if along <= high {
            (from.0, from.1 + along)
        } else {
            (from.0 + along - high, to.1)
        };
        let end = if along <= wide {
            (from.0 + along, from.1)
        } else {
            (to.0, from.1 + along - wide)
        };
        drawn(backend.draw_line(place(start), place(end), &style))?;
        along += HATCH_STEP;
    }
    Ok(())
}

fn units(points: f64) -> i32 {
    (points * FINENESS).round() as i32
}

fn place((x, y): At) -> (i32, i32) {
    (units(x), units(y))
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn line_style(stroke: &Stroke) -> ShapeStyle {
    let pattern = DASHES.iter().find(|(dash, _, _)| stroke.dash == Some(*dash));
    let opacity = pattern.map_or(1.0, |(_, opacity, _)| *opacity);
    let width = (stroke.width * FINENESS).round() as u32;
    ShapeStyle {
        color: rgb(stroke.colour).mix(opacity),
        filled: false,
        stroke_width: width,
    }
}

fn horizontal(anchor: Anchor) -> HPos {
    match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::palette::INK;

    #[test]
    fn hostile_words_stand_as_text() {
        let mut plan = Plan::sized(100.0, 20.0);
        plan.label((0.0, 10.0), "<script>alert(1)</script>\u{0}", (Anchor::Start, INK));
        let words = Words {
            id: "a".into(),
            title: "\"><svg onload=x>".into(),
            description: "b & c".into(),
        };
        let text = svg(&plan, &words).unwrap();
        assert!(!text.contains("<script") && !text.contains("<svg onload"), "{text}");
        assert!(text.contains("b &amp; c") && text.contains("role=\"img\""));
    }

    #[test]
    fn every_dash_of_the_palette_is_drawn_as_a_dash() {
        for dash in [LIMIT_DASH, DOTS, NEAR_LIMIT_DASH, BOX_DASH] {
            let mut plan = Plan::sized(20.0, 20.0);
            plan.line(vec![(0.0, 5.0), (20.0, 5.0)], Stroke::dashed(1.0, INK, dash));
            let text = svg(&plan, &Words::default()).unwrap();
            let lengths = format!("stroke-dasharray=\"{} {}\"", units(dash.0), units(dash.1));
            assert!(text.contains(&lengths) && !text.contains("opacity"), "{text}");
        }
    }

    #[test]
    fn a_rim_is_drawn_below_its_text_and_leaves_no_letter() {
        let mut plan = Plan::sized(40.0, 20.0);
        plan.label((0.0, 10.0), "\u{E000}Harlow", (Anchor::Start, INK));
        plan.with_halo();
        let text = svg(&plan, &Words::default()).unwrap();
        assert!(text.contains("paint-order=\"stroke\">Harlow<"), "{text}");
    }

    #[test]
    fn a_drawing_without_title_is_hidden_from_assistive_technology() {
        assert!(
            svg(&Plan::sized(10.0, 10.0), &Words::default())
                .unwrap()
                .contains("aria-hidden=\"true\"")
        );
    }
}
