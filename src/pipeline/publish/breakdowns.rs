//! Which counts are split in the annual pack, and by what: every count that is a sum over a feed's rows, by each column of
//! the feed's key that holds a word of a code list.

use crate::catalogue::{Catalogue, CodeList, Feed, Holds, Indicator, Shape};
use crate::domain::Series;
use crate::measure::{RowsByFeed, Setting, breakdown};
use crate::withhold::{Breakdown, NOT_RECORDED};

/// The splits of every such count.
pub fn breakdowns(rows: &RowsByFeed, setting: &Setting<'_>) -> Vec<Breakdown> {
    let catalogue = setting.catalogue;
    let mut found = Vec::new();
    for indicator in catalogue.indicators() {
        let Some(feed) = summed_feed(indicator, catalogue) else {
            continue;
        };
        let lists = coded_columns(feed, catalogue);
        let columns: Vec<&str> = lists.iter().map(|(column, _, _)| *column).collect();
        let measured = breakdown(rows, setting, (indicator, &columns));
        for ((column, means, list), words) in lists.into_iter().zip(measured) {
            let parts = in_order(list, words);
            if parts.len() > 1 {
                found.push(Breakdown {
                    indicator: indicator.id.clone(),
                    id: column.to_string(),
                    means: means.trim_end_matches('.').to_string(),
                    parts,
                });
            }
        }
    }
    found
}

/// The feed over whose rows a count is a plain sum.
fn summed_feed<'a>(indicator: &Indicator, catalogue: &'a Catalogue) -> Option<&'a Feed> {
    let made = indicator.measured_from.as_ref()?;
    match &made.shape {
        Shape::Count(amount) if !amount.sum.is_empty() && amount.that.is_empty() && amount.once_per.is_empty() => {
            catalogue.feed(&made.feed)
        }
        _ => None,
    }
}

/// Column, meaning and list of each column of the key that holds a code.
fn coded_columns<'a>(feed: &'a Feed, catalogue: &'a Catalogue) -> Vec<(&'a str, &'a str, &'a CodeList)> {
    let columns = feed.key.iter().filter_map(|name| feed.column(name));
    let coded = columns.filter_map(|column| match &column.holds {
        Holds::Code(list) => Some((column.name.as_str(), column.means.as_str(), catalogue.code_list(list)?)),
        _ => None,
    });
    coded.collect()
}

/// The parts in the order of the list; words of no list come together as one part, since they may be anything.
fn in_order(list: &CodeList, words: Vec<(String, Series)>) -> Vec<(String, Series)> {
    let mut parts: Vec<(String, Series)> = list
        .codes
        .iter()
        .filter_map(|code| {
            let (_, series) = words.iter().find(|(word, _)| *word == code.code)?;
            // The ledger joins codes with these two.
            Some((code.label.replace(';', ",").replace('=', "-"), series.clone()))
        })
        .collect();
    // What stands in no list joins what is not recorded: it is the rest of the whole.
    parts.retain(|(label, _)| label != NOT_RECORDED);
    parts
}
