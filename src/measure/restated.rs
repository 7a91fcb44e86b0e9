//! Superseded versions into what each restated figure of the county was when it was first received.

use crate::catalogue::Indicator;
use crate::domain::{Level, Period, Restatement};
use crate::measure::Setting;
use crate::measure::assemble::{Subject, series};
use crate::measure::book::Book;
use crate::measure::parts::Sent;
use std::collections::{BTreeMap, BTreeSet};

/// Every earlier quarter of the home county whose figure was restated by what came this quarter, and is now another.
pub(super) fn restatements(setting: &Setting<'_>, book: &Book<'_>) -> Vec<Restatement> {
    let mut found = vec![];
    for indicator in setting.catalogue.indicators() {
        let Some(sent) = book.sent.get(&indicator.id) else {
            continue;
        };
        let told_now = sent
            .replaced
            .iter()
            .filter(|((_, _, period), old)| old.replaced_in == Some(setting.until) && *period < setting.until);
        let periods: BTreeSet<Period> = told_now.map(|((_, _, period), _)| *period).collect();
        found.extend(
            periods
                .into_iter()
                .filter_map(|period| restatement(indicator, period, setting, book)),
        );
    }
    found.sort_by(|one, other| (one.period, &one.indicator).cmp(&(other.period, &other.indicator)));
    found
}

fn restatement(indicator: &Indicator, period: Period, setting: &Setting<'_>, book: &Book<'_>) -> Option<Restatement> {
    let home = setting.places.home();
    let subject = Subject {
        level: Level::County,
        area: home.to_string(),
        agency: None,
    };
    let nobody = BTreeSet::new();
    let mut before = book.sent.get(&indicator.id)?.clone();
    let old: Vec<_> = before.replaced.iter().filter(|((_, _, at), _)| *at == period).collect();
    let old: Vec<_> = old
        .into_iter()
        .map(|((sender, area, _), old)| (sender.clone(), area.clone(), old.part))
        .collect();
    for (sender, area, part) in old {
        before.put(&sender, (&area, period), part);
    }
    before.replaced.clear();
    // A rate's or share's other part is taken as it stands.
    let others = indicator.numerator_is.iter().chain(&indicator.denominator_is);
    let mut sent: BTreeMap<String, Sent> = others
        .filter_map(|id| Some((id.clone(), book.sent.get(id)?.clone())))
        .collect();
    sent.insert(indicator.id.clone(), before);
    let past = book.with(sent);
    let setting_then = Setting {
        until: period,
        ..*setting
    };
    let as_first_received = series(indicator, &subject, (&setting_then, &past), (&nobody, period));
    let now = series(indicator, &subject, (&setting_then, book), (&nobody, period));
    let (was, now) = (as_first_received.newest()?.value, now.newest()?.value);
    let same = was.zip(now).is_some_and(|(was, now)| (was - now).abs() < 1e-9);
    (!same).then(|| Restatement {
        indicator: indicator.id.clone(),
        as_first_received,
        period,
        was,
        now,
    })
}
