//! How an indicator is measured from rows, in words.

use crate::catalogue::shape::{Amount, Asked, Condition, Measurement, Shape, Test};

/// One sentence without its full stop: "rows of actions, by the quarter in which they came: …".
pub fn measured_in_words(measured: &Measurement) -> String {
    let dated = match (&measured.dated_by, &measured.dated_through) {
        (Some(column), _) => format!("by {column}"),
        (None, Some(through)) => format!(
            "by the {} of their {} in {}{}",
            through.column,
            through.by,
            through.feed,
            where_all(&through.that)
        ),
        (None, None) => "by the quarter in which they came".into(),
    };
    format!("rows of {}, {dated}: {}", measured.feed, shape(&measured.shape))
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Count(counted) => amount(counted),
        Shape::Distinct { column, that } => format!("different values of {column}{}", where_all(that)),
        Shape::Proportion { of, that } => {
            format!("of rows{}, those{}", where_all(of), where_all(that))
        }
        Shape::Ratio { numerator, denominator } => format!("{}, over {}", amount(numerator), amount(denominator)),
        Shape::Mean { column, that } => format!("the mean of {column}{}", where_all(that)),
        Shape::Median { column, that } => format!("the median of {column}{}", where_all(that)),
        Shape::MeanDifference { before, after, scale } => {
            format!("the mean of {after} less {before}, where both are given, brought to a scale of ten by {scale}")
        }
        Shape::Largest { of } => format!("the greatest {of} of one row"),
        Shape::Judged { case, good, .. } => {
            format!(
                "of cases (one for each {}), those judged {}",
                case.join(" and "),
                good.join(" or ")
            )
        }
        Shape::Returns {
            organisation_types,
            asked,
            in_time,
        } => {
            let types = organisation_types.join(" or ");
            let when = if *in_time { " by the day it was due" } else { "" };
            match asked {
                Asked::ExpectedAgencies => {
                    format!("of the agencies that were asked, those that returned the right form{when}")
                }
                Asked::InScope(number) => format!(
                    "organisations of type {types} that returned the right form{when}, over the {number} in scope"
                ),
            }
        }
    }
}

fn amount(amount: &Amount) -> String {
    let what = if amount.sum.is_empty() {
        "rows".into()
    } else {
        format!("the sum of {}", amount.sum.join(" and "))
    };
    let once = match amount.once_per.as_slice() {
        [] => String::new(),
        columns => format!(", once for each {}", columns.join(" and ")),
    };
    format!("{what}{once}{}", where_all(&amount.that))
}

fn where_all(conditions: &[Condition]) -> String {
    if conditions.is_empty() {
        return String::new();
    }
    format!(
        " where {}",
        conditions.iter().map(condition).collect::<Vec<_>>().join(" and ")
    )
}

fn condition(condition: &Condition) -> String {
    let column = match &condition.or_else {
        None => condition.column.clone(),
        Some(other) => format!("{} (else {other})", condition.column),
    };
    let test = match &condition.is {
        Test::Present => "is given".into(),
        Test::Absent => "is empty".into(),
        Test::OneOf(words) => format!("is {}", words.join(" or ")),
        Test::NotOneOf(words) => format!("is not {}", words.join(" or ")),
        Test::AtLeast(number) => format!("is {number} or more"),
        Test::AtMost(number) => format!("is {number} or less"),
        Test::AtLeastShareOf { column, share } => format!("is {}% of {column} or more", share * 100.0),
        Test::DiffersFrom(other) => format!("is not {other}"),
        Test::OnOrBefore(other) => format!("is on or before {other}"),
        Test::InPeriod => "lies in the quarter".into(),
        Test::BeforePeriodEnd => "is before the quarter's last day".into(),
    };
    format!("{column} {test}")
}

#[cfg(test)]
mod tests {
    use super::measured_in_words;
    use crate::catalogue::Catalogue;

    #[test]
    fn a_measurement_reads_as_a_sentence() {
        let catalogue = Catalogue::built_in().unwrap();
        let said = |id: &str| {
            catalogue
                .indicator(id)
                .unwrap()
                .measured_from
                .as_ref()
                .map(measured_in_words)
                .unwrap()
        };
        assert_eq!(
            said("SA05"),
            "rows of actions, by the quarter in which they came: of rows where source is s11 and status is not complete, \
             those where due is before the quarter's last day"
        );
        assert_eq!(
            said("TR01"),
            "rows of training-sessions, by date: the sum of attended where mode is not Conference, over the sum of capacity, once for each session where \
             mode is not Conference"
        );
    }
}
