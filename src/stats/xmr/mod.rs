//! Values in order of time → an XmR chart: centre, limits, marks and icons, under a named profile.
//!
//! Sources: the rules of NHS England's Making Data Count team; profile `mdc-peer` reproduces the R package NHSRplotthedots 0.2.2,
//! profile `mdc-2023` departs from it where that stops, or where the team's own tools have moved on since 2023.

mod icons;
mod limits;
mod marks;

#[cfg(test)]
mod tests;

pub use icons::{Assurance, Colour, Direction, Variation};
pub use limits::{Limits, NoLimits, PartLimits};
pub use marks::{Mark, Place, Side, beyond_limits, is_close, shifts, trends, two_of_three};

/// Moving ranges are judged with this: mean range × 2.66 is three sigma (3 / 1.128, as Making Data Count rounds it).
pub const LIMIT_FACTOR: f64 = 2.66;
/// A moving range of at least this many mean ranges is left out when ranges are screened (Nelson 1982; D4 for pairs).
pub const SCREEN_FACTOR: f64 = 3.267;
/// Points in a trend or a shift.
pub const RUN_LENGTH: usize = 7;
/// Points that `mdc-2023` needs before it shows limits; `mdc-peer` only warns below it.
pub const POINTS_FOR_LIMITS: usize = 13;
/// Fewest points in a declared baseline.
pub const POINTS_IN_BASELINE: usize = 12;

/// Which published set of rules a chart follows. Recorded with every chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Profile {
    /// NHSRplotthedots 0.2.2, defects included where they are defined.
    MdcPeer,
    /// Making Data Count as its own tools have it since 2023: the default.
    #[default]
    Mdc2023,
}

impl Profile {
    /// The name under which the profile is declared and printed.
    pub const fn name(self) -> &'static str {
        match self {
            Profile::MdcPeer => "mdc-peer",
            Profile::Mdc2023 => "mdc-2023",
        }
    }
}

/// How one series is to be charted.
#[derive(Debug, Clone, PartialEq)]
pub struct XmrOptions {
    /// The set of rules.
    pub profile: Profile,
    /// Positions, from 0, of the first point of each new part. Positions beyond the series are ignored.
    pub rebase_at: Vec<usize>,
    /// Limits of each part come from its first so many positions only (gaps count); `None`: from all.
    pub baseline: Option<usize>,
    /// Leave out extreme moving ranges, once.
    pub screen_ranges: bool,
}

impl Default for XmrOptions {
    fn default() -> Self {
        XmrOptions {
            profile: Profile::default(),
            rebase_at: Vec::new(),
            baseline: None,
            screen_ranges: true,
        }
    }
}

/// One position of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct XmrPoint {
    /// Which part it is in, from 0.
    pub part: usize,
    /// The value; `None` is a gap, which is never a zero.
    pub value: Option<f64>,
    /// Distance to the point before within the baseline, if both are there and it was not screened out.
    pub moving_range: Option<f64>,
    /// Strictly beyond a limit. `None` for a gap and where there are no limits.
    pub outside: Option<bool>,
    /// −1 below, 0 on, 1 above the mean. `None` for a gap and where there is no mean.
    pub side: Option<i8>,
    /// Beyond a two-sigma line, in the profile's sense. `None` as for `outside`.
    pub close: Option<bool>,
    /// The first rule that marks the point: limit, trend, two of three, shift.
    pub mark: Mark,
}

/// One stretch between rebasings.
#[derive(Debug, Clone, PartialEq)]
pub struct XmrPart {
    /// First position.
    pub first: usize,
    /// One past the last position.
    pub end: usize,
    /// How many rebasings lie at or before the part, which is how the peer numbers parts.
    pub rebase_group: usize,
    /// Centre and limits, or why there are none.
    pub limits: PartLimits,
    /// Fewer than [`POINTS_FOR_LIMITS`] positions, gaps counted.
    pub short: bool,
    /// A gap lies in a window that is otherwise one-way: here the peer stops with an error. We let a gap break every run.
    pub peer_would_stop: bool,
}

/// A whole chart.
#[derive(Debug, Clone, PartialEq)]
pub struct XmrChart {
    /// The rules that were followed.
    pub profile: Profile,
    /// In order of time; empty for an empty series.
    pub parts: Vec<XmrPart>,
    /// One for each position of the series.
    pub points: Vec<XmrPoint>,
}

impl XmrChart {
    /// The last part, if there is any point at all.
    pub fn last_part(&self) -> Option<&XmrPart> {
        self.parts.last()
    }

    /// The newest position, gap or not.
    pub fn newest(&self) -> Option<&XmrPoint> {
        self.points.last()
    }

    /// What the variation icon says: the newest position only. `mdc-2023` has none for a gap, and none for an unmarked point
    /// where there are no limits to say that it is ordinary.
    pub fn variation(&self, direction: Direction) -> Option<Variation> {
        icons::variation(self, direction)
    }

    /// What the assurance icon says of `target`, from the last part's limits. `None` for a neutral direction, no points,
    /// or (in `mdc-2023`) no limits.
    pub fn assurance(&self, target: f64, direction: Direction) -> Option<Assurance> {
        icons::assurance(self, target, direction)
    }
}

/// Charts `values`, given in order of time with gaps as `None`. An empty series gives an empty chart.
pub fn chart(values: &[Option<f64>], options: &XmrOptions) -> XmrChart {
    let mut starts: Vec<usize> = options
        .rebase_at
        .iter()
        .copied()
        .filter(|&at| at < values.len())
        .collect();
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    let mut points = Vec::with_capacity(values.len());
    let mut parts = Vec::with_capacity(starts.len());
    for (index, &first) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(values.len());
        if first == end {
            continue;
        }
        let part_values = &values[first..end];
        let measured = limits::measure(part_values, options);
        marks::mark_part(&mut points, (index, part_values), &measured, options.profile);
        parts.push(XmrPart {
            first,
            end,
            rebase_group: options.rebase_at.iter().filter(|&&at| at <= first).count(),
            limits: measured.limits,
            short: end - first < POINTS_FOR_LIMITS,
            peer_would_stop: marks::peer_would_stop(part_values),
        });
    }
    XmrChart {
        profile: options.profile,
        parts,
        points,
    }
}
