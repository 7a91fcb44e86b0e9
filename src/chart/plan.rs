//! What is drawn where, as a value: this is what tests compare. Lengths are in points, y runs downwards.

use crate::chart::palette::{Colour, TEXT};

/// A place in the plan.
pub type At = (f64, f64);

/// A chart before it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// In points.
    pub width: f64,
    /// In points.
    pub height: f64,
    /// In the order of drawing, which is the order of reading.
    pub items: Vec<Item>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// In points.
    pub width: f64,
    /// Its colour.
    pub colour: Colour,
    /// Length of dash and of space, in points; `None` for a solid line.
    pub dash: Option<(f64, f64)>,
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A line through places.
    Line {
        /// At least two.
        through: Vec<At>,
        /// How.
        stroke: Stroke,
    },
    /// A closed shape.
    Shape {
        /// At least three.
        corners: Vec<At>,
        /// Inside; `None` is left open.
        fill: Option<Colour>,
        /// Edge.
        edge: Option<Stroke>,
    },
    /// A filled disc, or an open circle.
    Disc {
        /// Its centre.
        at: At,
        /// In points.
        radius: f64,
        /// Inside.
        fill: Colour,
        /// Edge.
        edge: Option<Stroke>,
    },
    /// A column or box filled with slanted lines.
    Hatch {
        /// Top left.
        from: At,
        /// Bottom right.
        to: At,
    },
    /// Horizontal text, centred on its height.
    Text {
        /// Where its anchor stands.
        at: At,
        /// The words.
        words: String,
        /// Which end stands there.
        anchor: Anchor,
        /// In points.
        size: f64,
        /// Bold or regular.
        bold: bool,
        /// Its colour.
        colour: Colour,
    },
}

impl Stroke {
    /// A solid line.
    pub fn solid(width: f64, colour: Colour) -> Stroke {
        Stroke {
            width,
            colour,
            dash: None,
        }
    }

    /// A line of dashes.
    pub fn dashed(width: f64, colour: Colour, dash: (f64, f64)) -> Stroke {
        Stroke {
            width,
            colour,
            dash: Some(dash),
        }
    }
}

impl Plan {
    /// An empty plan of a size in points.
    pub fn sized(width: f64, height: f64) -> Plan {
        Plan {
            width,
            height,
            items: Vec::new(),
        }
    }

    /// Adds a line.
    pub fn line(&mut self, through: Vec<At>, stroke: Stroke) {
        if through.len() > 1 {
            self.items.push(Item::Line { through, stroke });
        }
    }

    /// Adds a box with its top left and bottom right corners.
    pub fn rectangle(&mut self, (from, to): (At, At), fill: Option<Colour>, edge: Option<Stroke>) {
        let corners = vec![from, (to.0, from.1), to, (from.0, to.1)];
        self.items.push(Item::Shape { corners, fill, edge });
    }

    /// Adds regular chart text.
    pub fn label(&mut self, at: At, words: impl Into<String>, (anchor, colour): (Anchor, Colour)) {
        self.items.push(Item::Text {
            at,
            words: words.into(),
            anchor,
            size: TEXT,
            bold: false,
            colour,
        });
    }

    /// Adds bold chart text.
    pub fn bold_label(&mut self, at: At, words: impl Into<String>, (anchor, colour): (Anchor, Colour)) {
        self.items.push(Item::Text {
            at,
            words: words.into(),
            anchor,
            size: TEXT,
            bold: true,
            colour,
        });
    }

    /// The boxes that its texts take, estimated: top left and bottom right, with the words.
    pub fn text_boxes(&self) -> Vec<(At, At, &str)> {
        self.items.iter().filter_map(Item::text_box).collect()
    }
}

impl Item {
    fn text_box(&self) -> Option<(At, At, &str)> {
        let Item::Text {
            at,
            words,
            anchor,
            size,
            bold,
            ..
        } = self
        else {
            return None;
        };
        let wide = text_width(words, *size, *bold);
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - wide / 2.0,
            Anchor::End => at.0 - wide,
        };
        // Letters without accents and tails take about 0.72 of the size, centred on the place.
        Some(((left, at.1 - size * 0.36), (left + wide, at.1 + size * 0.36), words))
    }
}

/// The width of a text in points, from the widths of classes of letters in Open Sans; right to about 5%.
pub fn text_width(words: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = words.chars().map(letter_width).sum();
    ems * size * if bold { 1.07 } else { 1.0 }
}

fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.27,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.36,
        'm' | 'M' | 'W' | '%' | '@' => 0.88,
        'w' | 'O' | 'Q' | 'G' | 'D' | 'H' | 'N' | 'U' => 0.75,
        letter if letter.is_uppercase() => 0.62,
        _ => 0.56,
    }
}
