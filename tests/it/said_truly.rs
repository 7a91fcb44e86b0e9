//! What is said of a verdict is what the verdict is: the number that was allowed for, how sure we are, and no two views that differ.

use crate::any_series::any_series;
use crate::bare_evidence::weigh;
use crate::draws::Draws;
use crate::said_plainly::parts;
use crate::verdicts::{catalogue, indicator, judge, stable_meeting};
use crate::yearly::quarterly;
use paqa::catalogue::{Baseline, Indicator, Polarity, Tier as Core};
use paqa::detect;
use paqa::domain::{Briefing, Judged, Rung, Series, Side, Tier, Together, Verdict};
use paqa::sift::{self, Quarter, Spoken};

/// What is said of the first of some judged series, and the lists of their quarter.
fn told(judged: &[Judged]) -> (Spoken, Briefing) {
    let period = judged[0].series.newest().unwrap().period;
    let quarters = [Quarter::new(period, judged.to_vec())];
    weigh(&quarters, (catalogue(), &[]), |evidence| {
        let briefing = sift::briefing(evidence);
        (
            sift::spoken(&evidence.judged()[0], evidence, &briefing).unwrap(),
            briefing,
        )
    })
}

/// The same after the meeting, of one series alone.
fn told_alone(indicator: &Indicator, series: Series) -> (Judged, Spoken, Briefing) {
    let verdict = judge(&series, indicator);
    let mut judged = [Judged { series, verdict }];
    detect::meet(&mut judged, catalogue());
    let (spoken, briefing) = told(&judged);
    let [judged] = judged;
    (judged, spoken, briefing)
}

fn worse_and_better(polarity: Polarity) -> (Side, Side) {
    match polarity {
        Polarity::HigherBetter => (Side::Low, Side::High),
        Polarity::LowerBetter | Polarity::Neutral => (Side::High, Side::Low),
    }
}

#[test]
fn the_number_that_is_said_to_be_allowed_for_is_the_one_that_was() {
    let polarity = |one: &Judged| catalogue().indicator(&one.series.indicator).unwrap().polarity;
    let mut met = stable_meeting(11);
    met.sort_by_key(|one| polarity(one) == Polarity::Neutral);
    for is_better in [false, true] {
        let mut judged = met.clone();
        for (at, one) in judged.iter_mut().enumerate() {
            let (worse, better) = worse_and_better(polarity(one));
            one.verdict.p = one.verdict.p.map(|p| if at == 0 { 1e-6 } else { p.max(0.2) });
            if at == 0 {
                one.verdict.leans = Some(if is_better { better } else { worse });
            }
            one.verdict.tier = Tier::Usual;
        }
        detect::meet(&mut judged, catalogue());
        let with_p = || judged.iter().filter(|one| one.verdict.p.is_some());
        let directed = with_p().filter(|one| polarity(one) != Polarity::Neutral).count();
        let together = Together {
            alarms: with_p().count(),
            good_news: directed,
        };
        assert!(together.alarms > together.good_news + 5, "{together:?}");
        let first = &judged[0].verdict;
        assert_eq!((first.tier, first.together), (Tier::Exception, Some(together)));
        let (tested, what) = match is_better {
            true => (together.good_news, "better"),
            false => (together.alarms, "worse or unusual"),
        };
        // The smallest of all p values is multiplied by the number of its family, which is how the number shows.
        let allowed_for = (first.q.unwrap() / 1e-6).round() as usize;
        assert_eq!(allowed_for, tested);
        let (spoken, briefing) = told(&judged);
        let said = format!("even though {tested} indicators were tested together for what is {what}.");
        assert!(spoken.unusual.contains(&said), "{}", spoken.unusual);
        assert_eq!(briefing.counts.together, together);
    }
}

#[test]
fn good_news_is_held_to_half_the_share_of_false_ones_that_alarms_are() {
    let mut judged = stable_meeting(11);
    for one in &mut judged {
        one.verdict.tier = Tier::Usual;
        one.verdict.p = Some(0.9);
    }
    let directed = judged
        .iter()
        .position(|one| catalogue().indicator(&one.series.indicator).unwrap().polarity != Polarity::Neutral)
        .unwrap();
    let polarity = catalogue()
        .indicator(&judged[directed].series.indicator)
        .unwrap()
        .polarity;
    let (worse, better) = worse_and_better(polarity);
    let tier = |q: f64, side: Side| {
        let mut judged = judged.clone();
        judged[directed].verdict.leans = Some(side);
        // Found by the size of the family, which the first meeting tells.
        detect::meet(&mut judged, catalogue());
        let together = judged[directed].verdict.together.unwrap();
        let among = if side == better {
            together.good_news
        } else {
            together.alarms
        };
        judged[directed].verdict.p = Some(q / among as f64);
        detect::meet(&mut judged, catalogue());
        judged[directed].verdict.tier
    };
    assert_eq!(tier(0.0999, worse), Tier::Exception);
    assert_eq!(tier(0.1001, worse), Tier::Watch);
    assert_eq!(tier(0.0499, better), Tier::Exception);
    assert_eq!(tier(0.0501, better), Tier::Usual);
}

#[test]
fn a_supplementary_indicator_is_said_to_stand_by_itself_and_never_that_a_certain_change_may_be_chance() {
    let of_counts = indicator("AS02");
    assert_eq!(of_counts.tier, Core::Supplementary);
    let mut draws = Draws(5);
    let mut counts: Vec<f64> = (0..24).map(|_| draws.poisson(300.0)).collect();
    let worse = worse_and_better(of_counts.polarity).0;
    counts[23] = if worse == Side::High { 900.0 } else { 40.0 };
    let (judged, spoken, briefing) = told_alone(&of_counts, quarterly(&of_counts, &counts));
    assert_eq!((judged.verdict.tier, judged.verdict.q), (Tier::Watch, None));
    assert!(judged.verdict.p.unwrap() < 1e-6);
    assert!(
        !spoken.unusual.contains("by chance") && !spoken.sure.contains("may be chance"),
        "{spoken:?}"
    );
    assert!(
        spoken.unusual.contains("That is more than chance explains")
            && spoken
                .unusual
                .contains("It is a supplementary indicator, judged by itself")
            && spoken.sure.starts_with("Sure of the"),
        "{spoken:?}"
    );
    assert!(
        briefing.watch[0]
            .sentence
            .contains("It is a supplementary indicator, judged by itself"),
        "{}",
        briefing.watch[0].sentence
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one view after the other")]
fn where_the_chart_marks_what_the_test_thinks_chance_every_view_says_both() {
    let (mut marked, mut unmarked, mut older) = (0, 0, 0);
    for seed in 0..12 {
        for (at, one) in catalogue().indicators().iter().enumerate() {
            let mut series = any_series(one, seed * 1000 + at as u64);
            series.level = paqa::domain::Level::County;
            series.agency = None;
            let (judged, spoken, briefing) = told_alone(one, series);
            let Verdict { p, tier, marks, .. } = &judged.verdict;
            if *tier != Tier::Usual || p.is_none_or(|p| p < 0.05) || judged.series.newest().unwrap().value.is_none() {
                continue;
            }
            let both = marks.last().is_some_and(|mark| mark.side.is_some());
            if spoken.unusual.starts_with("It is the same as in every") {
                assert!(!both, "{}", spoken.happened);
                continue;
            }
            let withheld = spoken.happened.starts_with("[c]");
            // A level that moved before the test's longest window did not move by chance.
            let rules = marks.last().map(|mark| mark.rules.as_slice()).unwrap_or_default();
            let running = marks.iter().rev().take_while(|mark| !mark.rules.is_empty()).count();
            let long_ago = spoken.unusual.contains("marks a run that began long ago");
            let of_level = |rule: &&String| *rule == "run-on-one-side" || *rule == "longer-run-than-chance";
            assert!(
                !long_ago || rules.iter().any(|rule| of_level(&rule)) && running > 8,
                "{rules:?}, {running} quarters"
            );
            assert_eq!(
                (
                    spoken.happened.contains("that may be chance"),
                    spoken.happened.contains("no clear move since")
                ),
                (both && !long_ago && !withheld, long_ago && !withheld),
                "{}",
                spoken.happened
            );
            assert_eq!(
                spoken.unusual.contains("A rule of the chart marks it all the same"),
                both && !long_ago,
                "{}",
                spoken.unusual
            );
            assert_eq!(
                spoken.unusual.contains("nothing out of the ordinary"),
                !both,
                "{}",
                spoken.unusual
            );
            let mut lines = briefing.grid.iter().flat_map(|table| &table.lines);
            let line = lines.find(|line| line.indicator == one.id);
            if let Some(line) = line.filter(|line| line.movement == "Usual") {
                assert_eq!(
                    (
                        line.judged_by.ends_with("a rule marks it, which may be chance"),
                        line.judged_by.ends_with("a rule marks a run that began long ago")
                    ),
                    (both && !long_ago, long_ago),
                    "{}",
                    line.judged_by
                );
            }
            older += usize::from(long_ago);
            *if both { &mut marked } else { &mut unmarked } += 1;
        }
    }
    assert!(
        marked > 20 && unmarked > 200 && older > 0,
        "{marked} marked, of them {older} of long ago, {unmarked} not"
    );
}

#[test]
fn a_series_too_short_to_judge_tells_its_changes_each_with_its_range() {
    let count = indicator("EH01");
    let (judged, spoken, _) = told_alone(&count, quarterly(&count, &[250.0, 301.0, 280.0, 310.0, 412.0]));
    assert_eq!(judged.verdict.rung, Rung::TooShort);
    let said = "Since last quarter it rose by 102, from 310. The likely range of the rise is 48 to 156, which chance alone seldom gives. \
                Since the same quarter last year it rose by 162, from 250.";
    assert!(spoken.unusual.contains(said), "{}", spoken.unusual);
    let score = indicator("LA10");
    let (_, spoken, _) = told_alone(&score, quarterly(&score, &[20.0, 18.0]));
    assert!(
        spoken.unusual.contains("Since last quarter it fell by 2"),
        "{}",
        spoken.unusual
    );
    let (_, spoken, _) = told_alone(&count, quarterly(&count, &[310.0, 310.0]));
    assert!(
        spoken.unusual.contains(
            "Since last quarter it has not moved from 310. The likely range of the change runs from a fall of"
        ),
        "{}",
        spoken.unusual
    );
    let (_, spoken, _) = told_alone(&count, quarterly(&count, &[310.0]));
    assert!(!spoken.unusual.contains("Since"), "{}", spoken.unusual);
}

#[test]
fn a_figure_that_never_varied_is_said_not_to_have_and_nothing_is_called_rare_that_is_not() {
    let share = indicator("CP05");
    let reason = |indicator: &Indicator, series: Series| told_alone(indicator, series).0.verdict.rung_reason;
    let all = reason(&share, parts(&share, &[(60.0, 60.0); 20]));
    assert!(all.starts_with("It was 100% in all 20 quarters"), "{all}");
    let half = reason(&share, parts(&share, &[(30.0, 60.0); 20]));
    assert!(
        half.starts_with("All 20 quarters have the same figure. It has not varied"),
        "{half}"
    );
    let few = reason(&share, parts(&share, &[(59.0, 60.0), (60.0, 60.0)].repeat(10)));
    assert!(
        few.starts_with("Fewer than 5 a quarter are usual on one side of the share"),
        "{few}"
    );
    let count = indicator("EH01");
    let none = reason(&count, quarterly(&count, &[0.0; 20]));
    assert!(none.starts_with("There were none in any of 20 quarters"), "{none}");
    let same = reason(&count, quarterly(&count, &[40.0; 20]));
    assert!(same.starts_with("All 20 quarters have the same figure"), "{same}");
    for series in [quarterly(&count, &[0.0; 20]), quarterly(&count, &[40.0; 20])] {
        let (_, spoken, _) = told_alone(&count, series);
        assert!(
            spoken.unusual.contains("It is the same as in every quarter before"),
            "{}",
            spoken.unusual
        );
        assert!(!spoken.unusual.contains("If nothing had changed"), "{}", spoken.unusual);
    }
}

#[test]
fn a_constant_has_no_season_and_its_first_change_is_marked_also_where_a_season_is_declared() {
    let seasonal = Indicator {
        seasonal: true,
        ..indicator("EH01")
    };
    for jump in [75.0, 13.0] {
        let verdict = judge(&quarterly(&seasonal, &[&[40.0; 19][..], &[jump]].concat()), &seasonal);
        assert_eq!(verdict.rung, Rung::Individuals, "{}", verdict.rung_reason);
        let newest = verdict.marks.last().unwrap();
        assert_eq!(newest.rules, ["first-change"]);
        assert_eq!(newest.side, Some(if jump > 40.0 { Side::High } else { Side::Low }));
        assert!(verdict.p.unwrap() < 0.01, "{:?}", verdict.p);
    }
}

/// Thirty quarters with a step after the fourteenth, and limits held from the first thirteen.
fn held() -> (Indicator, Vec<f64>) {
    let declared = Indicator {
        baseline: Some(Baseline {
            quarters: 13,
            reason: "Before the new pathway".into(),
            decided: "2025-06-12".parse().unwrap(),
        }),
        ..indicator("EH01")
    };
    let mut draws = Draws(21);
    let counts = (0..30)
        .map(|at| draws.poisson(if at < 14 { 300.0 } else { 380.0 }))
        .collect();
    (declared, counts)
}

#[test]
fn a_declared_baseline_is_what_the_p_value_is_held_against_too() {
    let (declared, counts) = held();
    let plain = Indicator {
        baseline: None,
        ..declared.clone()
    };
    let series = quarterly(&declared, &counts);
    let (with, without) = (judge(&series, &declared), judge(&series, &plain));
    assert!(with.p.unwrap() < 1e-4, "{:?}", with.p);
    assert!(
        without.p.unwrap() > 20.0 * with.p.unwrap(),
        "{:?} and {:?}",
        without.p,
        with.p
    );
    // Whatever came between the baseline and the newest eight quarters plays no part.
    let mut other = counts.clone();
    for count in &mut other[13..22] {
        *count = 1000.0;
    }
    assert_eq!(with.p, judge(&quarterly(&declared, &other), &declared).p);
    let values = Indicator {
        baseline: declared.baseline.clone(),
        ..indicator("LA10")
    };
    let verdict = judge(&quarterly(&values, &counts), &values);
    assert!(verdict.p.unwrap() < 1e-4, "{:?}", verdict.p);
}

#[test]
fn where_nothing_changes_a_declared_baseline_raises_no_more_than_chance() {
    let (declared, _) = held();
    let values = Indicator {
        baseline: declared.baseline.clone(),
        ..indicator("LA10")
    };
    for one in [declared, values] {
        let low = |seed: u64| {
            let mut draws = Draws(90_000 + seed);
            let counts: Vec<f64> = (0..26).map(|_| draws.poisson(200.0)).collect();
            judge(&quarterly(&one, &counts), &one).p.unwrap() < 0.01
        };
        let found = (0..4000).filter(|seed| low(*seed)).count();
        // Each direction has one in a hundred; three standard errors above two of them.
        assert!(found < 107, "{found} of 4000 for {}", one.id);
    }
}
