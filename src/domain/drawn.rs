//! What a chart draws, as figures and words fit for their audience; where things stand on the paper is the chart stage's affair.

use crate::domain::{Shown, ShownSeries, ShownUnit};

/// A chart as content.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawnChart {
    /// A control chart, a run chart, dots, or the box that takes their place: the series' own length decides.
    Series(Box<ShownSeries>),
    /// Units by their base, with limits round a common level.
    Funnel(FunnelDrawn),
    /// One bar a name, with a likely range where there is one.
    Bars(BarsDrawn),
    /// Bars of up to four parts, by age of the cases among others.
    Stacked(StackedDrawn),
    /// Two values a name: before and after.
    Dumbbell(DumbbellDrawn),
    /// The districts as tiles in three shades.
    Tiles(TilesDrawn),
    /// One small line chart a name, all on one scale, each beside the same context line.
    Multiples(MultiplesDrawn),
}

/// Whether a unit of a funnel stands outside its limits, which is what its mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Inside the outer limits.
    Inside,
    /// Above the outer limits, and high is worse.
    HighWorse,
    /// Below the outer limits, and low is worse.
    LowWorse,
    /// Outside on the good side.
    Better,
    /// Outside, and neither direction is better.
    Unusual,
}

/// A funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelDrawn {
    /// Unit of the upright axis.
    pub unit: ShownUnit,
    /// What the base is, in words: `Referrals`.
    pub base_words: String,
    /// Name, base, value, standing; a withheld unit is left out of the drawing and named in the table.
    pub units: Vec<(String, f64, Shown, Standing)>,
    /// The common level.
    pub centre: f64,
    /// Base, then lower and upper 95% limits, then lower and upper 99.8% limits, by rising base.
    pub limits: Vec<[f64; 5]>,
}

/// Bars side by side, in the order given.
#[derive(Clone, Debug, PartialEq)]
pub struct BarsDrawn {
    /// Unit of the length.
    pub unit: ShownUnit,
    /// In the order of drawing.
    pub bars: Vec<BarDrawn>,
    /// The target, drawn dotted on top, with its words.
    pub target: Option<(f64, String)>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BarDrawn {
    /// The unit's name.
    pub name: String,
    /// Its figure.
    pub figure: Shown,
    /// Least and greatest likely value, in the same unit; `None` where a range would say nothing.
    pub range: Option<(f64, f64)>,
}

/// Bars of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedDrawn {
    /// Names of the parts in their fixed order, at most four; the last is the darkest.
    pub parts: Vec<String>,
    /// Name of the bar and the parts' figures, as many as `parts`.
    pub bars: Vec<(String, Vec<Shown>)>,
    /// Upright bars over time, else bars lying one below the other.
    pub upright: bool,
}

/// Pairs of values.
#[derive(Clone, Debug, PartialEq)]
pub struct DumbbellDrawn {
    /// Unit of the axis.
    pub unit: ShownUnit,
    /// The words for the two ends: `before`, `after`.
    pub ends: (String, String),
    /// The axis' least and greatest value.
    pub axis: (f64, f64),
    /// One line a name.
    pub pairs: Vec<PairDrawn>,
}

/// One line of a dumbbell.
#[derive(Clone, Debug, PartialEq)]
pub struct PairDrawn {
    /// The course, the question.
    pub name: String,
    /// The earlier value.
    pub before: Shown,
    /// The later value.
    pub after: Shown,
    /// Words at the right: `42 of 88`.
    pub beside: String,
    /// Too few to be firm: drawn dashed and open.
    pub tentative: bool,
}

/// Districts as tiles.
#[derive(Clone, Debug, PartialEq)]
pub struct TilesDrawn {
    /// Unit of the breaks.
    pub unit: ShownUnit,
    /// The two values at which the second and the third shade begin.
    pub breaks: (f64, f64),
    /// The tiles.
    pub tiles: Vec<TileDrawn>,
}

/// One district's tile.
#[derive(Clone, Debug, PartialEq)]
pub struct TileDrawn {
    /// The district's name.
    pub name: String,
    /// Column and row from the top left, from 0.
    pub at: (u8, u8),
    /// Its figure, or the mark in its place.
    pub figure: Shown,
    /// Whether it belongs to the group that the paper is for, which outlines it.
    pub own: bool,
}

/// Small charts side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct MultiplesDrawn {
    /// Unit of every upright axis.
    pub unit: ShownUnit,
    /// What the grey line behind each is: `Essex`.
    pub context_name: String,
    /// The grey line's figures, as many as each chart has.
    pub context: Vec<Shown>,
    /// The quarters along the foot.
    pub quarters: Vec<String>,
    /// Name, figures, and whether the name is printed bold.
    pub charts: Vec<(String, Vec<Shown>, bool)>,
}
