//! What the shapes of a drawing tell, against the figures beside it.

/// Everything about a drawing's shapes that its figures do not account for.
pub fn strangers(name: &str, svg: &str, table: &str) -> Vec<String> {
    if name.ends_with("_quarters.svg") || name.ends_with("_compared.svg") {
        heights(svg, table)
    } else {
        lengths(svg, table)
    }
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

/// Centres of the filled discs.
fn discs(svg: &str) -> Vec<(f64, f64)> {
    let number = |tag: &str, name: &str| -> Option<f64> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()?.parse().ok()
    };
    let tags = svg.split("<circle").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter_map(|tag| Some((number(tag, "cx")?, number(tag, "cy")?)))
        .collect()
}

/// Every place that a line in the colour of figures leads through.
fn line_ends(svg: &str) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    for rest in svg.split("<polyline").skip(1) {
        let tag = rest.split('>').next().unwrap_or_default();
        let points = tag.split_once("points=\"").and_then(|(_, rest)| rest.split('"').next());
        if !tag.contains("#12436D") {
            continue;
        }
        for point in points.unwrap_or_default().split_whitespace() {
            let place = point
                .split_once(',')
                .and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
            found.extend(place);
        }
    }
    found
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
    let mut boxes = Vec::new();
    for shape in svg.split("<polygon ").skip(1) {
        let points = shape
            .split_once("points=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(points, _)| points);
        let is_filled = shape.split('>').next().is_some_and(|tag| tag.contains("#6BACE6"));
        let numbers: Vec<f64> = points
            .unwrap_or_default()
            .split(|letter: char| letter == ',' || letter.is_whitespace())
            .filter_map(|number| number.parse().ok())
            .collect();
        if is_filled && numbers.len() >= 6 {
            boxes.push((
                extent(numbers.iter().step_by(2)),
                extent(numbers.iter().skip(1).step_by(2)),
            ));
        }
    }
    let varies = |sides: Vec<f64>| extent(sides.iter());
    let across =
        varies(boxes.iter().map(|(wide, _)| *wide).collect()) > varies(boxes.iter().map(|(_, high)| *high).collect());
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
