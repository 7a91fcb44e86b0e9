//! How an indicator is measured from the rows of a feed: closed lists of shapes and conditions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the rows of an indicator come from and what is made of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// The feed.
    pub feed: String,
    /// The period or date column that says which period a row belongs to; none: the period of the inbox folder.
    pub dated_by: Option<String>,
    /// Where that date stands in another feed, found through a column that both have.
    pub dated_through: Option<Through>,
    /// The columns by which it is also given: `area`, `agency`.
    #[serde(default)]
    pub split_by: Vec<String>,
    /// What is made of the rows.
    pub shape: Shape,
}

/// A date that stands in another feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Through {
    /// The other feed.
    pub feed: String,
    /// The column that both feeds have.
    pub by: String,
    /// The date column of the other feed.
    pub column: String,
    /// What the rows of the other feed must meet; the rows of the others have no date and do not count.
    #[serde(default)]
    pub that: Vec<Condition>,
}

impl Through {
    /// The columns of the other feed that its conditions read.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        columns_of(&self.that)
    }
}

/// What is made of rows. The list is closed, so that each shape also has one portable SQL text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Shape {
    /// The number of rows, or the sum of a column.
    Count(Amount),
    /// The number of different values of a column.
    Distinct {
        /// The column whose values are told apart.
        column: String,
        /// The rows that count; all of these must hold.
        #[serde(default)]
        that: Vec<Condition>,
    },
    /// The share of rows that meet a condition.
    Proportion {
        /// The rows of the denominator.
        #[serde(default)]
        of: Vec<Condition>,
        /// What the rows of the numerator meet besides.
        that: Vec<Condition>,
    },
    /// One amount over another.
    Ratio {
        /// The amount above the line.
        numerator: Amount,
        /// The amount below the line.
        denominator: Amount,
    },
    /// The mean of a column.
    Mean {
        /// The column.
        column: String,
        /// The rows that count.
        #[serde(default)]
        that: Vec<Condition>,
    },
    /// The median of a column; never averaged over agencies or quarters.
    Median {
        /// The column.
        column: String,
        /// The rows that count.
        #[serde(default)]
        that: Vec<Condition>,
    },
    /// The mean of the differences of two columns, over rows that have both.
    MeanDifference {
        /// The earlier value.
        before: String,
        /// The later value.
        after: String,
        /// The column with the top of the scale, by which scores are brought to a scale of ten.
        scale: String,
    },
    /// The greatest number that one row has: for people who may be counted in several rows, which must not be added.
    Largest {
        /// The column.
        of: String,
    },
    /// The share of cases whose grade is among the good ones. A case's grade is that of its overall row, else the
    /// lower median of its grades.
    Judged {
        /// The columns that tell cases apart.
        case: Vec<String>,
        /// The grade columns; the first that is filled counts.
        grade: Vec<String>,
        /// Grades from best to worst.
        order: Vec<String>,
        /// The grades that count as good.
        good: Vec<String>,
        /// What marks an overall row.
        overall: Option<Condition>,
    },
    /// The share of those asked who returned, from what was received.
    Returns {
        /// The types of organisation that count, in the column `organisation_type`.
        organisation_types: Vec<String>,
        /// Who was asked.
        asked: Asked,
        /// Whether only returns received by the day on which they were due count.
        #[serde(default)]
        in_time: bool,
    },
}

impl Shape {
    /// What rows must meet to count in a number of the shape, one list for each number; an empty list is met by every row.
    pub fn selections(&self) -> Vec<&[Condition]> {
        match self {
            Shape::Count(amount) => vec![&amount.that],
            Shape::Distinct { that, .. } | Shape::Mean { that, .. } | Shape::Median { that, .. } => vec![that],
            Shape::Proportion { of, .. } => vec![of],
            Shape::Ratio { numerator, denominator } => vec![&numerator.that, &denominator.that],
            Shape::MeanDifference { .. } | Shape::Largest { .. } | Shape::Judged { .. } | Shape::Returns { .. } => {
                vec![&[]]
            }
        }
    }
}

/// How many were asked for a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The agencies whose `feeds` name the feed.
    ExpectedAgencies,
    /// The number that policy gives to a type of organisation in `organisations_in_scope`.
    InScope(String),
}

/// A number of rows, or a sum over them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// The columns summed; empty: rows are counted.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Columns of which each combination counts once, for a value that stands in several rows.
    #[serde(default)]
    pub once_per: Vec<String>,
    /// The rows that count; all of these must hold.
    #[serde(default)]
    pub that: Vec<Condition>,
}

/// What a row must meet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The column looked at.
    pub column: String,
    /// The column looked at where the first is empty.
    pub or_else: Option<String>,
    /// What must be true of it.
    pub is: Test,
}

/// What may be asked of a cell. An empty cell meets none of these but `absent` and `not-one-of`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Test {
    /// Something stands there.
    Present,
    /// Nothing stands there.
    Absent,
    /// One of these words.
    OneOf(Vec<String>),
    /// None of these words.
    NotOneOf(Vec<String>),
    /// This number or more.
    AtLeast(f64),
    /// This number or less.
    AtMost(f64),
    /// At least a share, 0 to 1, of the number in another column.
    AtLeastShareOf {
        /// The other column.
        column: String,
        /// 0 to 1.
        share: f64,
    },
    /// Not the word of another column.
    DiffersFrom(String),
    /// A day on or before that of another column.
    OnOrBefore(String),
    /// A day within the period measured.
    InPeriod,
    /// A day before the last day of the period measured.
    BeforePeriodEnd,
}

impl Shape {
    /// The columns that the shape reads, each with its role; used to check that the feed has them.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Shape::Count(amount) => amount.columns(),
            Shape::Distinct { column, that } | Shape::Mean { column, that } | Shape::Median { column, that } => {
                std::iter::once(column.as_str()).chain(columns_of(that)).collect()
            }
            Shape::Proportion { of, that } => columns_of(of).chain(columns_of(that)).collect(),
            Shape::Ratio { numerator, denominator } => {
                numerator.columns().into_iter().chain(denominator.columns()).collect()
            }
            Shape::MeanDifference { before, after, scale } => vec![before, after, scale],
            Shape::Largest { of } => vec![of],
            Shape::Judged {
                case, grade, overall, ..
            } => case
                .iter()
                .chain(grade)
                .map(String::as_str)
                .chain(columns_of(overall.as_slice()))
                .collect(),
            Shape::Returns { .. } => vec!["organisation_type"],
        }
    }

    /// Every condition of the shape.
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Shape::Count(amount) => amount.that.iter().collect(),
            Shape::Distinct { that, .. } | Shape::Mean { that, .. } | Shape::Median { that, .. } => {
                that.iter().collect()
            }
            Shape::Proportion { of, that } => of.iter().chain(that).collect(),
            Shape::Ratio { numerator, denominator } => numerator.that.iter().chain(&denominator.that).collect(),
            Shape::Judged { overall, .. } => overall.iter().collect(),
            Shape::MeanDifference { .. } | Shape::Largest { .. } | Shape::Returns { .. } => vec![],
        }
    }
}

impl Amount {
    fn columns(&self) -> Vec<&str> {
        self.sum
            .iter()
            .chain(&self.once_per)
            .map(String::as_str)
            .chain(columns_of(&self.that))
            .collect()
    }
}

/// The columns that conditions name.
fn columns_of(conditions: &[Condition]) -> impl Iterator<Item = &str> {
    conditions.iter().flat_map(|condition| {
        let other = match &condition.is {
            Test::AtLeastShareOf { column, .. } | Test::DiffersFrom(column) | Test::OnOrBefore(column) => Some(column),
            Test::Present
            | Test::Absent
            | Test::OneOf(_)
            | Test::NotOneOf(_)
            | Test::AtLeast(_)
            | Test::AtMost(_)
            | Test::InPeriod
            | Test::BeforePeriodEnd => None,
        };
        [Some(&condition.column), condition.or_else.as_ref(), other]
            .into_iter()
            .flatten()
            .map(String::as_str)
    })
}
