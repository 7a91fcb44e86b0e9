//! What a chart draws, as figures and words fit for their audience; where things stand on the paper is the chart stage's affair.

use crate::domain::{PointMark, Shown, ShownSeries, ShownUnit};

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
    /// What the base is, in words: `Referrals in the quarter`.
    pub base_words: String,
    /// A withheld unit, or one whose base is withheld, is left out of the drawing and named in the table.
    pub units: Vec<FunnelUnit>,
    /// The common level.
    pub centre: f64,
    /// The label of the common level: `Essex 16.8%`.
    pub centre_words: String,
    /// Base, then lower and upper 95% limits, then lower and upper 99.8% limits, by rising base.
    pub limits: Vec<[f64; 5]>,
}

/// One unit of a funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelUnit {
    /// Its name.
    pub name: String,
    /// Its base, fit to be shown.
    pub base: Shown,
    /// Its figure.
    pub figure: Shown,
    /// Outside or inside.
    pub standing: Standing,
    /// Whether the paper is for the group it belongs to: it is then named even when it stands inside.
    pub own: bool,
}

/// Bars lying one below the other, in the order given.
#[derive(Clone, Debug, PartialEq)]
pub struct BarsDrawn {
    /// Unit of the length.
    pub unit: ShownUnit,
    /// In the order of drawing.
    pub bars: Vec<BarDrawn>,
    /// A target of all bars, drawn dotted on top, with its words: `Local target 85%`.
    pub target: Option<(f64, String)>,
    /// What an earlier figure is, where bars have one: `Same quarter last year`; may be empty.
    pub before_words: String,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BarDrawn {
    /// The unit's name.
    pub name: String,
    /// Its figure.
    pub figure: Shown,
    /// Words behind the figure: `74 of 91`; may be empty.
    pub beside: String,
    /// Least and greatest likely value, in the same unit; `None` where a range would say nothing.
    pub range: Option<(f64, f64)>,
    /// This bar's own target, where bars have different ones.
    pub target: Option<f64>,
    /// The figure of an earlier time, drawn as a tick across the bar; `None` where there is none or it is withheld.
    pub before: Option<f64>,
}

/// Bars of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedDrawn {
    /// Names of the parts in their fixed order, at most four; the last is the darkest.
    pub parts: Vec<String>,
    /// The bars in the order of drawing.
    pub bars: Vec<StackedBar>,
    /// Upright bars over time, else bars lying one below the other.
    pub upright: bool,
    /// Whether all bars have one length, so that shares are compared, not counts.
    pub shares: bool,
    /// What stands beside each bar: `Over 3 months`, `Moderated`; may be empty.
    pub beside_words: String,
}

/// One bar of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedBar {
    /// Its name: an owner, a quarter.
    pub name: String,
    /// As many figures as there are parts.
    pub figures: Vec<Shown>,
    /// Words at its end, such as a total that the table holds too; may be empty.
    pub beside: String,
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
    /// What stands at the right: `Paired, of attended`; may be empty.
    pub beside_words: String,
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
    /// The change as printed behind the later value: `+2.6`; may be empty.
    pub change: String,
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
    /// In the order of drawing.
    pub charts: Vec<MultipleDrawn>,
}

/// One small chart.
#[derive(Clone, Debug, PartialEq)]
pub struct MultipleDrawn {
    /// The district's name.
    pub name: String,
    /// As many figures as there are quarters.
    pub figures: Vec<Shown>,
    /// Whether it belongs to the group that the paper is for, which prints its name bold.
    pub own: bool,
    /// The newest point's mark.
    pub mark: PointMark,
}
