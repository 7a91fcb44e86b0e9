//! Series into verdicts. Pure: no files, clock or randomness. Must not rank.

mod change;
mod chart;
mod evidence;
mod ladder;
mod likely;
mod material;
mod meeting;
mod point;
mod rule;
mod rules;
mod season;
mod target;

pub use meeting::{Family, is_tested, meet};
pub use point::Point;
pub use rule::{Rule, SeenIn};
pub use rules::{RULES, rule};

use crate::catalogue::{ChartProfile, Indicator, Policy};
use crate::domain::{Mark, Rung, Series, Tier, Verdict};
use crate::stats::xmr::Profile;
use chart::Chart;
use material::{Ends, Material};

/// Evidence weaker than this does not decide the direction; the chart's mark does.
const SPEAKS: f64 = 0.05;

/// What the methods say of a series in its newest quarter. Where figures are only known to lie between bounds, every way is
/// judged in which their ends can make the newest ones stand out most or least; if the ways disagree, nobody can tell.
pub fn judge(series: &Series, indicator: &Indicator, policy: &Policy) -> Verdict {
    let judged = |ends: Ends| {
        let material = Material::of(series, indicator, ends);
        judge_material(series, &material, indicator, policy)
    };
    let first = Material::of(series, indicator, Ends::LOW);
    let verdict = judge_material(series, &first, indicator, policy);
    if !first.ranged {
        return verdict;
    }
    let others = Ends::OTHERS.into_iter().map(judged);
    others.fold(verdict, |so_far, other| together(so_far, other, policy))
}

/// One verdict from those of two ways in which ranges can lie: the weaker where they agree, else none.
fn together(one: Verdict, other: Verdict, policy: &Policy) -> Verdict {
    let unusual = |verdict: &Verdict| verdict.p.is_some_and(|p| p < policy.watch_p);
    let speaks = |verdict: &Verdict| verdict.marks.last().and_then(|mark| mark.side);
    let fact = |verdict: &Verdict| verdict.target.as_ref().map(|target| target.fact);
    // What stands out either way does so whichever chart the ends allow, and whatever its rules mark.
    let both_stand_out = unusual(&one) && unusual(&other) && one.leans == other.leans;
    let neither_does = !unusual(&one) && !unusual(&other) && one.rung == other.rung && speaks(&one) == speaks(&other);
    let agree = one.tier == other.tier && (both_stand_out || neither_does);
    let same_mark = speaks(&one) == speaks(&other);
    let same_fact = fact(&one) == fact(&other);
    let weaker = if one.p.unwrap_or(1.0) < other.p.unwrap_or(1.0) {
        other
    } else {
        one
    };
    let target = weaker.target.clone().filter(|_| same_fact);
    if agree {
        let mut agreed = Verdict { target, ..weaker };
        if let Some(newest) = agreed.marks.last_mut().filter(|_| !same_mark) {
            *newest = Mark::default();
        }
        return agreed;
    }
    Verdict {
        tier: Tier::CannotTell,
        p: None,
        leans: None,
        side: None,
        window: None,
        target,
        ..weaker
    }
}

fn judge_material(series: &Series, material: &Material, indicator: &Indicator, policy: &Policy) -> Verdict {
    let (rung, rung_reason) = ladder::rung(series.newest(), material, indicator, policy);
    let chart = chart_of(rung, material, policy);
    let rung_reason = ladder::with_limits((rung, rung_reason), &chart, material, indicator);
    let marks = marks(&chart, material.ranged);
    let newest = marks.last().cloned().unwrap_or_default();
    let figure = material.newest();
    let likely = figure.and_then(|figure| likely::likely(figure, indicator, material.scale));
    let judged = !matches!(rung, Rung::NoFigure | Rung::TooShort | Rung::TooFew);
    let mut target = target::statement(indicator, material, (&chart, likely));
    if let Some(statement) = target.as_mut().filter(|_| is_changing(&newest)) {
        statement.assurance = Some("changing".into());
    }
    // Where no line is drawn, the middle of what came before tells which way the newest figure lies.
    let drawn = chart.lines.last().copied().flatten().map(|lines| lines.centre);
    let centre = drawn.or_else(|| material.middle_before());
    let evidence = evidence::evidence((material, judged), indicator, centre);
    let side = evidence
        .filter(|one| one.p < SPEAKS)
        .map(|one| one.side)
        .or(newest.side);
    Verdict {
        rung,
        rung_reason,
        points: material.points(),
        target,
        last_quarter: change::since((indicator, material), likely, 1),
        last_year: change::since_a_year((indicator, material), likely),
        restarts: material
            .restarts
            .iter()
            .map(|(at, why)| (material.kept[*at], why.clone()))
            .collect(),
        p: evidence.map(|one| one.p),
        q: None,
        together: None,
        window: evidence.map(|one| one.window),
        leans: evidence.map(|one| one.side),
        side: match rung {
            Rung::TooShort => change::stands_out(indicator, material),
            _ => side.filter(|_| judged),
        },
        expected: chart.lines.last().copied().flatten().and_then(|lines| lines.limits),
        tier: if judged { Tier::Usual } else { Tier::NotJudged },
        likely,
        marks: spread(marks, material, series.observations.len()),
        lines: spread(chart.lines, material, series.observations.len()),
        method: match (drawn, rung) {
            (None, Rung::TooShort) | (Some(_), Rung::TooFew) => "no chart".into(),
            _ => chart.method,
        },
    }
}

/// The chart that a rung allows.
fn chart_of(rung: Rung, material: &Material, policy: &Policy) -> chart::Chart {
    let profile = match policy.chart_profile {
        ChartProfile::MdcPeer => Profile::MdcPeer,
        ChartProfile::Mdc2023 => Profile::Mdc2023,
    };
    match rung {
        Rung::Individuals => chart::individuals(material, profile, None),
        Rung::Attribute => chart::attribute(material, profile),
        Rung::Seasonal => chart::individuals(material, profile, season::factors(material).as_deref()),
        Rung::NoFigure if material.points() >= policy.points_for_limits as usize => history(material, profile),
        Rung::Rare => chart::median(material, chart::RARE, profile),
        Rung::NoFigure | Rung::TooShort | Rung::TooFew | Rung::RunChart => {
            chart::median(material, chart::RUN_CHART, profile)
        }
    }
}

/// One entry per observation again: quarters that were not used have none.
fn spread<T: Clone + Default>(used: Vec<T>, material: &Material, length: usize) -> Vec<T> {
    let mut all = vec![T::default(); length];
    for (&at, one) in material.kept.iter().zip(used) {
        all[at] = one;
    }
    all
}

/// Whether a run or trend is on, so that the usual range says nothing of what is to come.
fn is_changing(newest: &Mark) -> bool {
    newest
        .rules
        .iter()
        .any(|rule| rule == "run-on-one-side" || rule == "rising-or-falling-run")
}

/// The chart of a series that has no figure this quarter: what came before it.
fn history(material: &Material, profile: Profile) -> Chart {
    if material.has_parts() {
        chart::attribute(material, profile)
    } else {
        chart::individuals(material, profile, None)
    }
}

/// What the rules mark, stretch by stretch. Of figures that are only known to lie in a range nobody knows that they were all the same.
fn marks(chart: &Chart, ranged: bool) -> Vec<Mark> {
    let mut marks = vec![Mark::default(); chart.points.len()];
    for (stretch, drawn) in &chart.stretches {
        let Some(drawn) = drawn else { continue };
        let points = &chart.points[stretch.clone()];
        let collapsed = *drawn == SeenIn::WithoutLimits;
        let looks = |rule: &&Rule| rule.seen_in == *drawn || (collapsed && rule.seen_in == SeenIn::Limits);
        let may = |rule: &&Rule| !(ranged && rule.id == "first-change");
        for rule in RULES.iter().filter(looks).filter(may) {
            for (at, side) in (rule.sees)(points, chart.profile).into_iter().enumerate() {
                let Some(side) = side.filter(|_| points[at].value.is_some()) else {
                    continue;
                };
                let mark = &mut marks[stretch.start + at];
                mark.rules.push(rule.id.to_string());
                mark.side = mark.side.or(Some(side));
            }
        }
    }
    marks
}
