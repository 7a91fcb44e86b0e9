//! What is drawn where, as a value: this is what tests compare. Lengths are in points, y runs downwards.

use crate::chart::palette::{Colour, TEXT};
use crate::chart::text::harmless;
pub use crate::chart::text::text_width;

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
        /// Whether a white rim keeps it clear of what is drawn below.
        halo: bool,
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

    /// Adds a line in pieces with a gap wherever there is no place; a place between two gaps is a dot.
    pub fn broken_line(&mut self, places: &[Option<At>], stroke: Stroke) {
        for run in places.split(Option::is_none) {
            let run: Vec<At> = run.iter().flatten().copied().collect();
            if let [at] = run[..] {
                self.items.push(Item::Disc {
                    at,
                    radius: stroke.width,
                    fill: stroke.colour,
                    edge: None,
                });
            }
            self.line(run, stroke);
        }
    }

    /// Adds a box with its top left and bottom right corners.
    pub fn rectangle(&mut self, (from, to): (At, At), fill: Option<Colour>, edge: Option<Stroke>) {
        let corners = vec![from, (to.0, from.1), to, (from.0, to.1)];
        self.items.push(Item::Shape { corners, fill, edge });
    }

    /// Adds regular chart text.
    pub fn label(&mut self, at: At, words: impl Into<String>, (anchor, colour): (Anchor, Colour)) {
        self.write(at, words, (anchor, colour, (TEXT, false)));
    }

    /// Adds bold chart text.
    pub fn bold_label(&mut self, at: At, words: impl Into<String>, (anchor, colour): (Anchor, Colour)) {
        self.write(at, words, (anchor, colour, (TEXT, true)));
    }

    /// Adds text of a size in points, bold or regular.
    pub fn write(
        &mut self,
        at: At,
        words: impl Into<String>,
        (anchor, colour, (size, bold)): (Anchor, Colour, (f64, bool)),
    ) {
        self.items.push(Item::Text {
            at,
            words: harmless(&words.into()),
            anchor,
            size,
            bold,
            colour,
            halo: false,
        });
    }

    /// Gives the text added last a white rim.
    pub fn with_halo(&mut self) {
        if let Some(Item::Text { halo, .. }) = self.items.last_mut() {
            *halo = true;
        }
    }

    /// Adds a hatched box with its top left and bottom right corners.
    pub fn hatch(&mut self, (from, to): (At, At)) {
        self.items.push(Item::Hatch { from, to });
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
        // From the head of a tall letter to the foot of a tail is one size, centred on the place.
        Some(((left, at.1 - size * 0.5), (left + wide, at.1 + size * 0.5), words))
    }
}
