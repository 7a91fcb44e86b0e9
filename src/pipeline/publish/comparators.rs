//! What others have published, laid beside the pack's own figures: England, and the newest group of similar areas.

use crate::catalogue::{Catalogue, Indicator};
use crate::domain::{Comparator, Public, PublicComparator, PublicPack, PublicTable};
use crate::withhold::published_elsewhere;

const NATIONAL: &str = "England";
const SIMILAR: &str = "Statistical neighbours";

/// Adds the comparators to every annual table that has some in its years.
pub fn add(comparators: &[Comparator], catalogue: &Catalogue, pack: &mut PublicPack) {
    for table in &mut pack.tables {
        let Some(indicator) = catalogue.indicator(&table.indicator) else {
            continue;
        };
        let own: Vec<&Comparator> = comparators.iter().filter(|one| is_of(one, indicator)).collect();
        let similar = own
            .iter()
            .map(|one| one.group.as_str())
            .filter(|group| group.starts_with(SIMILAR))
            .max();
        let groups = [Some(NATIONAL), similar].into_iter().flatten();
        table.comparators = groups.filter_map(|group| published(&own, group, table)).collect();
    }
}

/// Whether a comparator is the indicator's own, or the one that it names, and of years such as the pack's: an academic year is not set
/// beside the mean of a financial year's terms.
fn is_of(comparator: &Comparator, indicator: &Indicator) -> bool {
    let named = indicator.comparator.as_deref();
    let is_its = comparator.indicator == indicator.id || named == Some(comparator.indicator.as_str());
    is_its && comparator.is_of_a_financial_year()
}

fn published(own: &[&Comparator], group: &str, table: &PublicTable) -> Option<PublicComparator> {
    let in_group = || own.iter().filter(|one| one.group == group);
    let source = in_group().next()?.source.clone();
    // As many decimals as the pack's own figures have.
    let decimals = usize::from(table.counted.1.is_some());
    let figure = |year: &String| {
        let ends: Option<i32> = year
            .get(..4)
            .and_then(|start| start.parse::<i32>().ok())
            .map(|start| start + 1);
        let found = in_group().find(|one| ends.is_some() && one.year_ending() == ends);
        published_elsewhere(found.map(|one| one.value), decimals)
    };
    let figures: Vec<Public> = table.years.iter().map(figure).collect();
    let name = match group.starts_with(SIMILAR) {
        true => "Similar areas".to_string(),
        false => group.to_string(),
    };
    figures
        .iter()
        .any(|figure| figure.drawn().is_some())
        .then_some(PublicComparator {
            group: name,
            source,
            figures,
        })
}
