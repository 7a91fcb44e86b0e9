//! What each figure of a stable board looks like: level, spread, season and sender. All levels are invented.

/// Factors of quarters 1 to 4.
pub type Season = [f64; 4];
const FLAT: Season = [1.0; 4];
const MILD: Season = [1.02, 0.95, 1.03, 1.0];
const SCHOOL: Season = [1.06, 0.8, 1.1, 1.04];

/// Where a figure is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// One row for the county.
    County,
    /// One row for each district, and none for the county.
    Districts,
    /// One row for each quadrant.
    Quadrants,
}

/// How a figure comes about.
pub enum Shape {
    /// Events in a quarter: mean, variance divided by mean, season.
    Events(f64, f64, Season),
    /// People at the quarter's end, of whom some stay: mean, variance divided by mean.
    Kept(f64, f64),
    /// A share of a denominator of its own: mean denominator, level, spread of the level between quarters.
    Share(f64, f64, f64),
    /// A figure that the agency works out: mean and standard deviation.
    Printed(f64, f64),
}

/// Indicator, sender, places and shape of one figure.
pub struct Recipe(pub &'static str, pub &'static str, pub Places, pub Shape);

use Places::{County, Districts, Quadrants};
use Shape::{Events, Kept, Printed, Share};

/// The dashboard indicators of a stable board.
#[rustfmt::skip] // a table reads better with one row to a line
pub const RECIPES: &[Recipe] = &[
    Recipe("FD01", "essex-social-care", County, Events(5650.0, 5.0, MILD)),
    Recipe("FD02", "essex-social-care", County, Share(5650.0, 0.253, 0.006)),
    Recipe("FD03", "essex-social-care", Districts, Events(1430.0, 4.0, MILD)),
    Recipe("FD05", "essex-social-care", County, Share(1429.5, 0.162, 0.01)),
    Recipe("FD06", "essex-social-care", County, Share(1429.5, 0.061, 0.006)),
    Recipe("FD07", "essex-social-care", County, Share(1429.5, 0.955, 0.006)),
    Recipe("FD08", "essex-social-care", County, Share(1429.5, 0.284, 0.012)),
    Recipe("FD09", "essex-social-care", County, Share(1429.5, 0.158, 0.008)),
    Recipe("FD10", "essex-social-care", County, Share(1429.5, 0.131, 0.008)),
    Recipe("FD11", "essex-social-care", County, Share(1429.5, 0.388, 0.012)),
    Recipe("AS01", "essex-social-care", County, Share(1720.0, 0.924, 0.007)),
    Recipe("AS02", "essex-social-care", County, Events(1720.0, 3.0, MILD)),
    Recipe("AS03", "essex-social-care", County, Kept(5900.0, 2.2)),
    Recipe("CP01", "essex-social-care", County, Events(352.0, 1.8, FLAT)),
    Recipe("CP03", "essex-social-care", County, Share(352.0, 0.575, 0.015)),
    Recipe("CP04", "essex-social-care", County, Events(206.0, 1.6, FLAT)),
    Recipe("CP05", "essex-social-care", County, Share(206.0, 0.917, 0.006)),
    Recipe("CP06", "essex-social-care", Districts, Kept(690.0, 1.4)),
    Recipe("CP08", "essex-social-care", County, Events(184.0, 1.6, FLAT)),
    Recipe("CP09", "essex-social-care", County, Share(184.0, 0.236, 0.01)),
    Recipe("CP10", "essex-social-care", County, Share(690.0, 0.026, 0.0)),
    Recipe("CP11", "essex-social-care", County, Share(176.0, 0.068, 0.0)),
    Recipe("CP12", "essex-social-care", County, Share(545.1, 0.962, 0.004)),
    Recipe("CP13", "essex-social-care", County, Share(690.0, 0.472, 0.008)),
    Recipe("CP14", "essex-social-care", County, Share(690.0, 0.336, 0.008)),
    Recipe("CP15", "essex-social-care", County, Share(690.0, 0.075, 0.003)),
    Recipe("CP16", "essex-social-care", County, Share(690.0, 0.036, 0.002)),
    Recipe("CP17", "essex-social-care", County, Share(690.0, 0.921, 0.006)),
    Recipe("CP18", "essex-social-care", County, Share(1480.0, 0.905, 0.008)),
    Recipe("CP19", "essex-social-care", County, Share(1360.0, 0.705, 0.012)),
    Recipe("CP20", "essex-social-care", County, Share(152.0, 0.842, 0.01)),
    Recipe("LA01", "essex-social-care", Districts, Kept(1176.0, 1.3)),
    Recipe("LA03", "essex-social-care", County, Events(116.0, 1.5, FLAT)),
    Recipe("LA04", "essex-social-care", County, Share(1176.0, 0.132, 0.004)),
    Recipe("LA05", "essex-social-care", County, Share(1176.0, 0.143, 0.004)),
    Recipe("LA11", "essex-social-care", County, Share(1281.8, 0.127, 0.006)),
    Recipe("LA12", "essex-social-care", County, Kept(112.0, 1.2)),
    Recipe("LA13", "essex-social-care", County, Share(524.0, 0.884, 0.006)),
    Recipe("LA14", "essex-social-care", County, Kept(724.0, 2.0)),
    Recipe("MX04", "essex-social-care", County, Share(484.0, 0.962, 0.006)),
    Recipe("MX05", "essex-social-care", County, Share(465.6, 0.612, 0.018)),
    Recipe("MX06", "essex-social-care", County, Kept(112.0, 1.6)),
    Recipe("MX08", "essex-social-care", County, Share(968.0, 0.012, 0.001)),
    Recipe("MX09", "essex-social-care", County, Share(968.0, 0.01, 0.001)),
    Recipe("MX10", "essex-social-care", County, Events(23.0, 1.2, FLAT)),
    Recipe("PL11", "essex-social-care", County, Share(968.0, 0.401, 0.012)),
    Recipe("AM01", "essex-social-care", County, Share(968.0, 0.342, 0.012)),
    Recipe("AM02", "essex-social-care", County, Share(968.0, 0.138, 0.008)),
    Recipe("AM03", "essex-social-care", County, Share(968.0, 0.121, 0.008)),
    Recipe("HE03", "essex-social-care", County, Share(968.0, 0.027, 0.002)),
    Recipe("EH04", "essex-social-care", County, Share(968.0, 0.312, 0.012)),
    Recipe("PF01", "essex-social-care", County, Kept(24.0, 1.0)),
    Recipe("PF02", "essex-social-care", County, Share(38.0, 0.93, 0.01)),
    Recipe("EH01", "essex-family-support", Quadrants, Events(884.0, 1.8, MILD)),
    Recipe("EH02", "essex-family-support", Quadrants, Share(752.0, 0.771, 0.012)),
    Recipe("EH03", "essex-family-support", Quadrants, Share(752.0, 0.094, 0.008)),
    Recipe("MX01", "essex-police", Districts, Events(918.0, 2.2, FLAT)),
    Recipe("MX02", "essex-police", County, Events(412.0, 1.6, FLAT)),
    Recipe("MX03", "essex-police", County, Events(57.0, 1.3, FLAT)),
    Recipe("MX07", "essex-police", Quadrants, Events(88.0, 1.3, FLAT)),
    Recipe("MX11", "essex-police", County, Events(22.0, 1.2, FLAT)),
    Recipe("MX12", "essex-police", County, Events(84.0, 1.4, FLAT)),
    Recipe("MX13", "essex-police", County, Events(132.0, 1.6, FLAT)),
    Recipe("MX14", "essex-police", County, Events(37.0, 1.3, FLAT)),
    Recipe("PL01", "essex-police", Districts, Events(5620.0, 4.0, FLAT)),
    Recipe("PL02", "essex-police", County, Share(5620.0, 0.452, 0.01)),
    Recipe("PL03", "essex-police", County, Events(424.0, 1.8, FLAT)),
    Recipe("PL04", "essex-police", County, Share(424.0, 0.962, 0.006)),
    Recipe("PL05", "essex-police", County, Share(424.0, 0.276, 0.012)),
    Recipe("PL06", "essex-police", County, Events(634.0, 2.0, FLAT)),
    Recipe("PL07", "essex-police", County, Events(66.0, 1.3, FLAT)),
    Recipe("PL08", "essex-police", County, Events(3920.0, 5.0, MILD)),
    Recipe("PL09", "essex-police", County, Events(694.0, 2.2, FLAT)),
    Recipe("PL10", "essex-police", County, Events(11.0, 1.0, FLAT)),
    Recipe("FG02", "essex-police", County, Events(0.8, 1.0, FLAT)),
    Recipe("HE01", "mid-south-hospitals", County, Events(286.0, 1.6, FLAT)),
    Recipe("HE12", "mid-south-hospitals", County, Share(4560.0, 0.886, 0.008)),
    Recipe("HE13", "mid-south-hospitals", County, Events(108.0, 1.4, FLAT)),
    Recipe("HE16", "mid-south-hospitals", County, Share(27400.0, 0.084, 0.004)),
    Recipe("AM05", "partnership-trust", County, Share(6980.0, 0.955, 0.006)),
    Recipe("AM06", "partnership-trust", County, Events(53.0, 1.4, FLAT)),
    Recipe("HE08", "partnership-trust", County, Events(0.9, 1.0, FLAT)),
    Recipe("HE14", "partnership-trust", County, Events(214.0, 1.6, FLAT)),
    Recipe("HE04", "wellbeing-service", County, Events(2480.0, 4.0, SCHOOL)),
    Recipe("HE05", "wellbeing-service", County, Kept(4890.0, 3.0)),
    Recipe("HE06", "wellbeing-service", County, Share(1530.0, 0.936, 0.008)),
    Recipe("HE07", "wellbeing-service", County, Printed(57.0, 2.4)),
    Recipe("LA06", "mid-community-health", County, Share(116.0, 0.905, 0.012)),
    Recipe("LA07", "mid-community-health", County, Share(862.0, 0.912, 0.006)),
    Recipe("LA08", "mid-community-health", County, Share(862.0, 0.812, 0.01)),
    Recipe("HE15", "mid-community-health", County, Share(3380.0, 0.941, 0.006)),
    Recipe("CD01", "child-death-review", County, Events(18.0, 1.2, FLAT)),
    Recipe("AM04", "essex-public-health", Quadrants, Share(2310.0, 0.262, 0.008)),
    Recipe("ED03", "essex-education", Districts, Kept(2860.0, 1.6)),
    Recipe("ED04", "essex-education", Districts, Kept(336.0, 1.3)),
    Recipe("YJ01", "essex-youth-justice", County, Kept(208.0, 1.1)),
    Recipe("YJ03", "essex-probation", County, Share(268.0, 0.962, 0.008)),
    Recipe("FI01", "essex-fire", Quadrants, Events(26.0, 1.2, FLAT)),
    Recipe("FI02", "essex-fire", County, Events(13.0, 1.2, FLAT)),
    Recipe("AB01", "east-ambulance", Districts, Events(232.0, 1.5, FLAT)),
    Recipe("LD01", "essex-lado", County, Events(604.0, 1.8, FLAT)),
    Recipe("LD04", "essex-lado", County, Events(96.0, 1.4, FLAT)),
    Recipe("LD09", "essex-lado", County, Share(402.0, 0.912, 0.01)),
    Recipe("LD10", "essex-lado", Districts, Events(48.0, 1.2, FLAT)),
    Recipe("RV01", "board-unit", County, Events(1.5, 1.0, FLAT)),
    Recipe("RV02", "board-unit", County, Kept(4.0, 1.0)),
    Recipe("EN01", "board-unit", County, Kept(3680.0, 1.0)),
    Recipe("EH05", "stay-safe-groups", Quadrants, Events(70.0, 1.4, FLAT)),
];
