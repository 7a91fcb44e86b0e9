//! An indicator: what is counted, in which unit, which way is better, and the words in which papers speak of it.

use crate::catalogue::dates;
use crate::catalogue::decided::{Baseline, Override, Rebase};
use crate::catalogue::shape::Measurement;
use crate::catalogue::unit::Unit;
use crate::domain::Period;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One indicator of the catalogue; an `[[indicator]]` block in `schemas/indicators/<theme>.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The code that agencies and minutes use, such as `FD01`.
    pub id: String,
    /// The theme of its file.
    #[serde(skip_deserializing)]
    #[schemars(skip)]
    pub theme: String,
    /// Whether it is tested for exceptions every quarter.
    pub tier: Tier,
    /// Full name.
    pub name: String,
    /// The name in the front table of a paper: 36 characters or fewer.
    pub row_name: String,
    /// The name in grids: 22 characters or fewer.
    pub short_name: String,
    /// What exactly is counted.
    pub definition: String,
    /// The numerator in words.
    pub numerator: String,
    /// The denominator in words; none for counts and medians.
    pub denominator: Option<String>,
    /// The units counted, in the plural: the denominator of a share ("interviews"), what a count or rate counts
    /// ("referrals"), or the subject of a score or median ("the median wait").
    pub noun: String,
    /// The same for exactly one.
    pub noun_one: String,
    /// What the value says of the noun: "were held within 72 hours". See [`Indicator::verb_phrase_for`].
    pub verb_phrase: String,
    /// The unit of its values.
    pub unit: Unit,
    /// Which way is better.
    pub polarity: Polarity,
    /// Which way is better in words: "Higher is better".
    pub better: String,
    /// How often agencies report it.
    pub frequency: Frequency,
    /// The quarters of the financial year in which it is due, 1 to 4; empty when it is never missing.
    pub due_quarters: Vec<u8>,
    /// The kinds of agency that supply it, as `agencies.csv` spells them.
    pub agency_kinds: Vec<String>,
    /// The priority of the business plan that it serves.
    pub priority: Priority,
    /// How its quarters combine.
    pub timing: Timing,
    /// Targets with their years; empty when there is none.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
    /// What to bear in mind when reading it; printed with its definition.
    pub context: String,
    /// How often its numerator is too small to judge.
    pub small_number_risk: Risk,
    /// What its numerator counts; decides whether small counts are withheld.
    pub counts: Counted,
    /// Whether denominator less numerator is itself a sensitive count.
    #[serde(default)]
    pub complement_sensitive: bool,
    /// Whether its values follow the school year.
    #[serde(default)]
    pub seasonal: bool,
    /// Whether a percentage above 100 can be true.
    #[serde(default)]
    pub may_exceed_100: bool,
    /// How many quarters after its own a figure may still change; none: as policy says.
    pub provisional_quarters: Option<u8>,
    /// Points at which its definition changed.
    #[serde(default, rename = "break")]
    pub breaks: Vec<Break>,
    /// Points from which the board decided that limits start again.
    #[serde(default, rename = "rebase", skip_serializing_if = "Vec::is_empty")]
    pub rebases: Vec<Rebase>,
    /// Limits from the first quarters only, where the board decided so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// The method that the board chose instead of that of the ladder.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Override>,
    /// The key of its published comparators; none: no national figure is published.
    pub comparator: Option<String>,
    /// Whether the published figures add up a whole year, of which each of ours is a part: they are told, and never held against.
    #[serde(default)]
    pub comparator_of_year: bool,
    /// The population that a rate is of.
    pub population: Option<Population>,
    /// The count indicator that equals its numerator, if there is one.
    pub numerator_is: Option<String>,
    /// The count indicator that equals its denominator, if there is one.
    pub denominator_is: Option<String>,
    /// Whether it counts help that is given, not need: the need map sets the two side by side.
    #[serde(default)]
    pub supply: bool,
    /// The names that agencies use for it, without regard to case, spaces and punctuation.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// Why it comes as a total with the dashboard, where others of its theme are measured from rows; a sentence.
    #[serde(default)]
    pub sent_as_total: String,
    /// How it is measured from the rows of another feed than the dashboard; none: only as agencies report it.
    pub measured_from: Option<Measurement>,
}

/// How closely an indicator is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Tested for exceptions every quarter.
    Core,
    /// Shown, and tested only where it reports.
    Supplementary,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// More is better.
    HigherBetter,
    /// Less is better.
    LowerBetter,
    /// Neither: it can be unusual, never worse.
    Neutral,
}

/// How often an indicator is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every quarter.
    Quarterly,
    /// Once a school term.
    Termly,
    /// Once a year.
    Annual,
    /// Every other year.
    Biennial,
    /// With each themed audit.
    PerAudit,
    /// With each campaign.
    PerCampaign,
}

/// The priorities of the business plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Priority {
    /// Domestic abuse, female genital mutilation, adult mental health, substance misuse.
    P1,
    /// Gangs, exploitation, missing, self-harm, online safety.
    P2,
    /// Neglect and early help.
    P3,
    /// Visibility and engagement.
    P4,
    /// Statutory effectiveness, challenge and learning.
    P5,
}

/// How the quarters of an indicator combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Timing {
    /// Quarters add up; shares are rebuilt from their parts.
    #[serde(rename = "flow")]
    Flow,
    /// A quarter's count times four over a yearly population.
    #[serde(rename = "flow_annualised")]
    FlowAnnualised,
    /// Agencies send either the quarter or the last twelve months; which one is part of the row.
    #[serde(rename = "flow_or_rolling_12m")]
    FlowOrRolling12m,
    /// Different people each quarter: never added up.
    #[serde(rename = "flow_distinct")]
    FlowDistinct,
    /// Belongs to an earlier quarter's cohort and keeps changing.
    #[serde(rename = "flow_lagged")]
    FlowLagged,
    /// Counted in the quarter in which the case closed.
    #[serde(rename = "flow_cohort_by_closure")]
    FlowCohortByClosure,
    /// The position on the last day.
    #[serde(rename = "snapshot")]
    Snapshot,
    /// The last twelve months; windows overlap.
    #[serde(rename = "rolling_12m")]
    Rolling12m,
    /// The last three years pooled; windows overlap.
    #[serde(rename = "rolling_3y")]
    Rolling3y,
    /// One value for a whole audit cycle.
    #[serde(rename = "cycle")]
    Cycle,
}

/// A target and since when it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// In the indicator's unit.
    pub value: f64,
    /// Who set the number.
    pub status: TargetStatus,
    /// A sentence for the paper: which part is law, which is habit, of which years.
    pub words: String,
    /// Of which years the edition was that named the number, `2016 to 2020`, where later ones name none.
    #[serde(default)]
    pub years: Option<String>,
    /// First period in which it applies; none: always did.
    #[serde(default, with = "dates::optional_period")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Period>,
    /// Last period in which it applies; none: still does.
    #[serde(default, with = "dates::optional_period")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Period>,
}

/// Who set the number of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TargetStatus {
    /// The number itself is law.
    Statutory,
    /// The number is published national guidance.
    NationalGuidance,
    /// The timescale is law or national guidance; the percentage beside it is local.
    LocalOnStatutoryTimescale,
    /// The number is a local convention or ambition.
    Local,
}

/// How often a numerator is too small to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// Seldom.
    Low,
    /// In districts.
    Medium,
    /// Usually: under about ten a quarter.
    High,
}

/// What a numerator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Children, or families by their children.
    Children,
    /// Events in the lives of children, several of which may concern one child.
    Events,
    /// Adults whose identity must be protected too: subjects of allegations, patients.
    Adults,
    /// Organisations, staff, places, documents: nobody to protect.
    Other,
}

/// A point from which earlier figures are not compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// The first period of the new definition.
    #[serde(with = "dates::period")]
    #[schemars(with = "String")]
    pub from: Period,
    /// What changed, as a sentence.
    pub note: String,
}

/// The population that a rate is of: a column of `populations.csv` and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// The column, such as `population_0_17` or `population_15_17_f`.
    pub column: String,
    /// After "per 10,000": "children".
    pub words: String,
}

impl Frequency {
    /// What one figure of it covers: "quarter".
    pub const fn span(self) -> &'static str {
        match self {
            Frequency::Quarterly => "quarter",
            Frequency::Termly => "term",
            Frequency::Annual => "year",
            Frequency::Biennial | Frequency::PerAudit | Frequency::PerCampaign => "round",
        }
    }
}

impl Indicator {
    /// The target in force in a period.
    pub fn target_in(&self, period: Period) -> Option<&Target> {
        let holds = |target: &&Target| {
            target.from.is_none_or(|from| from <= period) && target.until.is_none_or(|until| period <= until)
        };
        self.targets.iter().find(holds)
    }

    /// The noun for a number of things: "1 referral", "2 referrals".
    pub fn noun_for(&self, number: f64) -> &str {
        if is_one(number) { &self.noun_one } else { &self.noun }
    }

    /// The verb phrase for a number of things: "was held", "were held".
    pub fn verb_phrase_for(&self, number: f64) -> String {
        if !is_one(number) {
            return self.verb_phrase.clone();
        }
        let (verb, rest) = self.verb_phrase.split_once(' ').unwrap_or((&self.verb_phrase, ""));
        let singular = match verb {
            "were" => "was",
            "are" => "is",
            "have" => "has",
            "do" => "does",
            other => other,
        };
        format!("{singular} {rest}").trim_end().to_string()
    }

    /// Id, names and spellings.
    pub fn ways_of_writing(&self) -> impl Iterator<Item = &str> {
        let names = [&self.id, &self.name, &self.row_name, &self.short_name];
        names.into_iter().chain(&self.spellings).map(String::as_str)
    }

    /// Whether counts of it from 1 up to the policy's bound are withheld.
    pub fn is_sensitive(&self) -> bool {
        match self.counts {
            Counted::Children | Counted::Events | Counted::Adults => true,
            Counted::Other => false,
        }
    }

    /// The newest definition break at or before a period.
    pub fn break_before(&self, period: Period) -> Option<&Break> {
        self.breaks
            .iter()
            .filter(|change| change.from <= period)
            .max_by_key(|change| change.from)
    }
}

/// Whether a count is exactly one, and so takes the singular.
fn is_one(number: f64) -> bool {
    (number - 1.0).abs() < f64::EPSILON
}

impl Priority {
    /// What the priority is about, in words.
    pub fn title(self) -> &'static str {
        match self {
            Priority::P1 => "Domestic abuse, FGM, adult mental health and substance misuse",
            Priority::P2 => "Gangs, exploitation, missing, self-harm and online safety",
            Priority::P3 => "Neglect and early help",
            Priority::P4 => "Visibility and engagement",
            Priority::P5 => "Statutory effectiveness, challenge and learning",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;

    #[test]
    fn one_of_a_thing_takes_the_singular() {
        let catalogue = Catalogue::built_in().unwrap();
        let indicator = catalogue.indicator("MX05").unwrap();
        assert_eq!(
            (indicator.noun_for(1.0), indicator.noun_for(2.0)),
            ("interview", "interviews")
        );
        assert_eq!(indicator.verb_phrase_for(1.0), "was held within 72 hours");
        assert_eq!(indicator.verb_phrase_for(0.0), "were held within 72 hours");
    }
}
