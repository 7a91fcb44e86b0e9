//! What the shapes of a drawing tell, against the figures beside it.

/// The elements that a published drawing is made of.
const ELEMENTS: [&str; 7] = ["svg", "title", "desc", "text", "polyline", "circle", "polygon"];
/// The colour of bars.
const BAR: &str = "#6BACE6";
/// How far a line ends from the disc that it leads from, and from the label that it leads to, in tenths of a point.
const POINT: f64 = 31.0;
const LABEL: f64 = 61.0;

/// Everything about a drawing's shapes that its figures do not account for.
pub fn strangers(name: &str, svg: &str, table: &str) -> Vec<String> {
    let mut found = unknown_shapes(svg);
    let of_points = name.ends_with("_quarters.svg") || name.ends_with("_compared.svg");
    let other = if of_points { "<polygon" } else { "<circle" };
    found.extend(
        svg.contains(other)
            .then(|| format!("`{other}`, which this kind of drawing has none of")),
    );
    found.extend(if of_points {
        heights(svg, table)
    } else {
        lengths(svg, table)
    });
    found.extend(unmarked_lines(svg));
    found
}

/// Shapes that no published drawing has, and bars in a colour of their own: what is not known cannot be measured.
fn unknown_shapes(svg: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in svg.split('<').skip(1) {
        let name = tag.split([' ', '>', '/']).next().unwrap_or_default();
        if !name.is_empty() && !ELEMENTS.contains(&name) {
            found.push(format!("a shape `{name}`, which no published drawing has"));
        }
        let fill = attribute(tag, "fill").unwrap_or_default();
        if name == "polygon" && fill != BAR {
            found.push(format!("a bar in the colour `{fill}`"));
        }
    }
    found
}

/// A line such as a mean tells a number by its place. A line of the grid must stand at a printed label; every other must lead
/// through points, around bars, or from a point to its label.
fn unmarked_lines(svg: &str) -> Vec<String> {
    let number = |tag: &str, name: &str| attribute(tag, name)?.parse::<f64>().ok();
    let labels: Vec<(f64, f64)> = svg
        .split("<text")
        .skip(1)
        .filter_map(|tag| Some((number(tag, "x")?, number(tag, "y")?)))
        .collect();
    let bars = svg.split("<polygon").skip(1);
    let corners: Vec<(f64, f64)> = bars
        .flat_map(|tag| places(attribute(tag, "points").unwrap_or_default()))
        .collect();
    let discs = discs(svg);
    let close = |near: f64, (x, y): &(f64, f64), to: &[(f64, f64)]| {
        to.iter()
            .any(|(at_x, at_y)| (at_x - x).abs() <= near && (at_y - y).abs() <= near)
    };
    let known = |at: &(f64, f64)| close(POINT, at, &discs) || close(1.0, at, &corners) || close(LABEL, at, &labels);
    let of_grid = |line: &[(f64, f64)]| match line {
        [(_, y), (_, to_y)] if (y - to_y).abs() <= 1.0 => labels.iter().any(|(_, label)| (label - y).abs() <= 1.0),
        [(x, _), (to_x, _)] if (x - to_x).abs() <= 1.0 => labels.iter().any(|(label, _)| (label - x).abs() <= LABEL),
        _ => false,
    };
    let lines = svg.split("<polyline").skip(1);
    let astray = lines
        .map(|tag| places(attribute(tag, "points").unwrap_or_default()))
        .filter(|line| !of_grid(line) && !line.iter().all(known));
    astray
        .map(|_| "a line stands at no printed label, point or bar".to_string())
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let tag = tag.split('>').next()?;
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// The places of a line or outline.
fn places(points: &str) -> Vec<(f64, f64)> {
    let each = points.split_whitespace().filter_map(|point| point.split_once(','));
    each.filter_map(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)))
        .collect()
}

/// Points must stand as high as their figures, all by one measure, one a published quarter, and lines lead through points only.
fn heights(svg: &str, table: &str) -> Vec<String> {
    let figures: Vec<f64> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit(',').next()?.parse().ok())
        .collect();
    let points = discs(svg);
    if points.len() != figures.len() {
        return vec![format!(
            "{} points are drawn for {} published figures",
            points.len(),
            figures.len()
        )];
    }
    let paired = || figures.iter().zip(points.iter().map(|(_, y)| *y));
    let (least, most) = (
        paired().min_by(|one, other| one.0.total_cmp(other.0)),
        paired().max_by(|one, other| one.0.total_cmp(other.0)),
    );
    let mut found = Vec::new();
    if let (Some((low, foot)), Some((high, head))) = (least, most) {
        let slope = if high > low { (head - foot) / (high - low) } else { 0.0 };
        let wrong = paired().filter(|(figure, y)| (foot + slope * (*figure - low) - y).abs() > 4.0);
        found.extend(wrong.map(|(figure, _)| format!("a point is not as high as its figure {figure}")));
    }
    let known = |(x, y): &(f64, f64)| {
        points
            .iter()
            .any(|(px, py)| (px - x).abs() <= 1.0 && (py - y).abs() <= 1.0)
    };
    let is_astray = line_ends(svg).iter().any(|at| !known(at));
    found.extend(is_astray.then(|| "a line leads through a place without a published figure".to_string()));
    found
}

/// Centres of the discs.
fn discs(svg: &str) -> Vec<(f64, f64)> {
    let number = |tag: &str, name: &str| attribute(tag, name)?.parse::<f64>().ok();
    let tags = svg.split("<circle").skip(1);
    tags.filter_map(|tag| Some((number(tag, "cx")?, number(tag, "cy")?)))
        .collect()
}

/// Every place that a line in the colour of figures leads through.
fn line_ends(svg: &str) -> Vec<(f64, f64)> {
    let lines = svg.split("<polyline").skip(1);
    let of_figures = lines.filter(|tag| attribute(tag, "stroke") == Some("#12436D"));
    of_figures
        .flat_map(|tag| places(attribute(tag, "points").unwrap_or_default()))
        .collect()
}

/// Bars must be as long as their figures, all by one measure, and a withheld figure has none.
fn lengths(svg: &str, table: &str) -> Vec<String> {
    let figures: Vec<f64> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit(',').next()?.parse().ok())
        .filter(|value| *value > 0.0)
        .collect();
    let lengths = bar_lengths(svg);
    if lengths.len() != figures.len() {
        return vec![format!(
            "{} bars are drawn for {} published figures",
            lengths.len(),
            figures.len()
        )];
    }
    let scale = |(length, figure): (&f64, &f64)| length / figure;
    let longest = figures.iter().copied().fold(0.0, f64::max);
    let usual = lengths
        .iter()
        .zip(&figures)
        .find(|(_, figure)| **figure == longest)
        .map_or(1.0, scale);
    let wrong = lengths
        .iter()
        .zip(&figures)
        .filter(|(length, figure)| (**length - **figure * usual).abs() > 4.0);
    wrong
        .map(|(_, figure)| format!("a bar is not as long as its figure {figure}"))
        .collect()
}

/// The longer side that varies: heights of columns, widths of bars, in the order of drawing.
fn bar_lengths(svg: &str) -> Vec<f64> {
    let bars = svg
        .split("<polygon")
        .skip(1)
        .filter(|tag| attribute(tag, "fill") == Some(BAR));
    let corners = bars.map(|tag| places(attribute(tag, "points").unwrap_or_default()));
    let boxes: Vec<(f64, f64)> = corners
        .filter(|corners| corners.len() >= 3)
        .map(|corners| {
            (
                extent(corners.iter().map(|(x, _)| x)),
                extent(corners.iter().map(|(_, y)| y)),
            )
        })
        .collect();
    let wide = extent(boxes.iter().map(|(wide, _)| wide));
    let across = wide > extent(boxes.iter().map(|(_, high)| high));
    boxes
        .into_iter()
        .map(|(wide, high)| if across { wide } else { high })
        .collect()
}

fn extent<'a>(values: impl Iterator<Item = &'a f64>) -> f64 {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(*value), high.max(*value))
    });
    high - low
}
