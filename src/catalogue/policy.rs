//! Numbers and words of policy: what the board may decide, and does not need a programmer for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `schemas/policy.toml`, overridden by the board's `schemas/policy.toml` and by `[policy]` in `board.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    // Small numbers.
    /// Counts of people from 1 to this are withheld. 0 withholds nothing.
    pub withhold_up_to: u32,
    /// Whether they are withheld in the sub-committee's own papers too.
    pub withhold_in_restricted_papers: bool,
    /// The least number of whole values that a withheld cell must still be able to have.
    pub values_left_open: u32,
    /// The p% rule for sums and means, in per cent.
    pub dominance_percent: f64,
    /// How published figures are protected.
    pub protection: Protection,
    /// In rounding mode: counts from 1 to this are withheld.
    pub rounding_withhold_up_to: u32,
    /// In rounding mode: everything else is rounded to the nearest of these.
    pub rounding_base: u32,

    // Judging.
    /// The rules of the charts.
    pub chart_profile: ChartProfile,
    /// Points needed for a run chart.
    pub points_for_run_chart: u32,
    /// Points needed for limits.
    pub points_for_limits: u32,
    /// Full years needed before a season is allowed for.
    pub years_for_season: u32,
    /// Fewer expected events than this in a window are too few to judge.
    pub least_expected_events: f64,
    /// A smaller denominator than this is too few to judge.
    pub least_denominator: f64,
    /// False-discovery rate of the exception tier.
    pub exception_q: f64,
    /// The same of good news. Half as much: so that both directions together raise no more by chance than one may.
    pub good_news_q: f64,
    /// The false-discovery rate up to which papers say "sure".
    pub sure_q: f64,
    /// p value of the watch tier.
    pub watch_p: f64,
    /// Units from which funnel limits allow for over-dispersion.
    pub units_for_overdispersion: u32,
    /// Fewer matched pairs than this are too few to judge.
    pub least_pairs: u32,
    /// How many quarters after its own a figure counts as provisional.
    pub provisional_quarters: u32,

    // The paper.
    /// Most exceptions in a paper; the rest are on watch.
    pub most_exceptions: u32,
    /// Rows of the front table before it runs on.
    pub front_rows: u32,
    /// Quarters for which the target must be met, or the range kept, before an item closes.
    pub quarters_to_close: u32,
    /// Quarters on watch after closing.
    pub quarters_on_watch: u32,
    /// Words of commentary before it continues in the annex.
    pub commentary_words: u32,
    /// Percentages have a decimal from this denominator on.
    pub decimals_from: u32,
    /// Percentages are given at all from this denominator on; below, counts only.
    pub percent_from: u32,
    /// Weight of each part of an exception's score.
    pub ranking: Ranking,
    /// Marking of restricted papers.
    pub marking_restricted: String,
    /// Marking of published papers.
    pub marking_public: String,

    // Receiving.
    /// Share of equal cells, 0 to 1, from which last quarter's numbers are suspected.
    pub same_as_last_quarter: f64,
    /// Share of common row keys, 0 to 1, from which a later file replaces an earlier one.
    pub replaces_from: f64,
    /// A fall to less than this share, 0 to 1, of the usual is suspected to be a fault first.
    pub sudden_fall: f64,
    /// A rise to more than so many times the usual, above 1, is suspected to be a fault first, such as a slipped digit.
    pub sudden_rise: f64,
    /// Quarters of history that say what an agency is expected to send.
    pub quarters_of_expectation: u32,
    /// Days before the due date on which reminders are written; 0 is the day itself.
    pub reminder_days: Vec<u32>,
    /// Bands of age for overdue actions, in months.
    pub ageing_months: Vec<u32>,
    /// Organisations asked for a Section 11 return, by type, where they are not member agencies.
    pub organisations_in_scope: BTreeMap<String, u32>,
    /// The cycles in which schools and settings are asked for it, by type, such as `2025-26`. What comes in another cycle is kept
    /// and counts in no rate. A type that is not named here is asked in the years between the
    /// audits of agencies, if `[due]` names two or more that leave years between them, else in every cycle.
    pub audit_cycles: BTreeMap<String, Vec<String>>,
}

/// How published figures are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// Small cells and enough others are withheld; what is shown is exact.
    Withhold,
    /// Small cells are withheld and all else is rounded.
    Round,
}

/// The rules of the charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChartProfile {
    /// Bit-compatible with the NHSRplotthedots package.
    MdcPeer,
    /// The rules of Making Data Count since the end of 2023.
    #[serde(rename = "mdc-2023")]
    Mdc2023,
}

/// Weight of each part of an exception's score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// How far out it is.
    pub severity: f64,
    /// Whether it is worse, unusual or better.
    pub direction: f64,
    /// For how long.
    pub persistence: f64,
    /// Against whom.
    pub comparator: f64,
    /// How sure.
    pub confidence: f64,
    /// Whether it serves one of the first priorities.
    pub priority: f64,
    /// Whether a target is missed.
    pub target: f64,
}
