//! Table 3: the ten lowest questions, and the ten that moved most among the same questions and the same organisations.

use crate::domain::{DrawnChart, DumbbellDrawn, PairDrawn, PaperCell, PaperTable, Part, ShownUnit};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper::{self, Captioned};
use crate::sift::pages::section_11::Pair;
use crate::sift::pages::section_11::compared::{self, LikeForLike};
use crate::sift::pages::section_11::cycle::{Cycle, Family, Share};
use crate::sift::withhold::counts;

/// Questions in each of the two lists.
const LISTED: usize = 10;

/// The words of a question as asked.
fn words(question: &str, evidence: &Evidence<'_>) -> String {
    match evidence.catalogue.question(question) {
        Some(known) => format!("{} {}", known.id, known.text.trim_end_matches('.')),
        None => question.to_string(),
    }
}

/// Compared questions by the size of their change, largest first, those that did not move left out.
fn most_moved<'a>(compared: &LikeForLike<'a>) -> Vec<(&'a str, (Share, Share))> {
    let mut moved: Vec<(&str, (Share, Share))> = compared
        .questions
        .iter()
        .map(|(question, shares)| (*question, *shares))
        .filter(|(_, (was, is))| was.base > 0 && was.met != is.met)
        .collect();
    // In the order of the points as printed, or +26, +26, +27 would follow one another.
    let printed = |(was, is): &(Share, Share)| (is.percent().round() - was.percent().round()).abs();
    let exact = |(was, is): &(Share, Share)| (is.percent() - was.percent()).abs();
    moved.sort_by(|one, other| {
        let by_print = printed(&other.1).total_cmp(&printed(&one.1));
        by_print
            .then_with(|| exact(&other.1).total_cmp(&exact(&one.1)))
            .then_with(|| one.0.cmp(other.0))
    });
    moved.truncate(LISTED);
    moved
}

pub(super) fn heading((family, pair): (Family, &Pair<'_>), evidence: &Evidence<'_>) -> String {
    let who = match family {
        Family::Agencies => "Agencies",
        Family::Schools => "Schools and colleges",
        Family::Settings => "Early-years settings",
    };
    let Some(before) = &pair.before else {
        return format!("{who}: the first audit held of this kind");
    };
    let compared = compared::like_for_like(before, &pair.now, evidence.catalogue);
    let all = compared.questions.values().filter(|(was, _)| was.base > 0);
    let (mut up, mut down, mut same) = (0, 0, 0);
    for (was, is) in all {
        match was.met.cmp(&is.met) {
            std::cmp::Ordering::Less => up += 1,
            std::cmp::Ordering::Greater => down += 1,
            std::cmp::Ordering::Equal => same += 1,
        }
    }
    match (up, down, same) {
        (0, 0, 0) => format!("{who}: no question can be compared"),
        (0, 0, _) => format!("{who}: no question moved"),
        _ => format!(
            "{who}: of {}, {} rose and {} fell",
            paper::counted(up + down + same, "question"),
            number::in_words(up),
            number::in_words(down)
        ),
    }
}

pub(super) fn parts((family, pair): (Family, &Pair<'_>), evidence: &Evidence<'_>) -> Vec<Part> {
    let Some(before) = &pair.before else {
        return vec![paper::text(format!(
            "{} is the first audit held of this kind, so nothing can be compared yet.",
            pair.now.name
        ))];
    };
    let mut parts = vec![];
    let compared = compared::like_for_like(before, &pair.now, evidence.catalogue);
    if compared.organisations == 0 {
        parts.push(paper::text(
            "No organisation answered in both cycles, so nothing is compared.",
        ));
    } else {
        match most_moved(&compared).is_empty() {
            true => parts.push(paper::text(unmoved(&compared))),
            false => parts.push(moved((before, &pair.now), &compared, evidence)),
        }
        parts.push(paper::panel(
            "Not compared",
            not_compared((before, &pair.now), &compared),
        ));
    }
    if !compared.copied.is_empty() {
        parts.push(paper::text(copied(family, &compared)));
    }
    parts.extend(gone((family, before), &pair.now).map(Part::Table));
    parts
}

/// What stands in place of a chart on which nothing would be drawn.
fn unmoved(compared: &LikeForLike<'_>) -> String {
    let asked = compared.questions.values().filter(|(was, _)| was.base > 0).count();
    format!(
        "No question moved: {} {} compared among {} that answered in both cycles, and the share met is what it was in each.",
        paper::counted(asked, "question"),
        if asked == 1 { "was" } else { "were" },
        paper::counted(compared.organisations, "organisation")
    )
}

pub(super) fn lowest((family, now): (Family, &Cycle<'_>), evidence: &Evidence<'_>) -> PaperTable {
    let mut shares: Vec<(&str, Share)> = now
        .questions()
        .into_iter()
        .map(|question| (question, now.share(question)))
        .filter(|(_, share)| share.base > 0)
        .collect();
    shares.sort_by(|one, other| {
        one.1
            .percent()
            .total_cmp(&other.1.percent())
            .then_with(|| one.0.cmp(other.0))
    });
    let policy = evidence.catalogue.policy();
    let rows = shares.iter().take(LISTED).map(|(question, share)| {
        vec![
            PaperCell::from(words(question, evidence)),
            paper::cell(counts::share(share.parts(), policy)),
            format!("{} of {}", share.met, share.base).into(),
            paper::cell(counts::things(share.blank as f64)),
        ]
    });
    let count = match shares.len() {
        0 => "The lowest questions".to_string(),
        few @ 1..LISTED => format!("The {}, from the lowest", paper::counted(few, "question")),
        _ => "The ten lowest questions".to_string(),
    };
    paper::table(
        format!("{count}, {}, cycle {}", family.nouns(), now.name),
        &["Question", "Met", "Met, of n", "Blank"],
        rows.collect(),
        &["Met by the panel's grade where there is one. Not applicable leaves the base; a blank stays in it."],
    )
}

/// Schools or settings that answered last time and not now, by name; agencies are named among the returns.
fn gone((family, before): (Family, &Cycle<'_>), now: &Cycle<'_>) -> Option<PaperTable> {
    let came = |id: &str, area: &str| now.organisations.iter().any(|one| one.id == id && one.area == area);
    let names = before.organisations.iter().filter(|one| !came(one.id, one.area));
    let rows: Vec<Vec<PaperCell>> = names
        .filter(|_| family != Family::Agencies)
        .map(|one| vec![one.name.clone().into(), before.name.into()])
        .collect();
    (!rows.is_empty()).then(|| {
        paper::table(
            format!("Answered in {} and not in {}", before.name, now.name),
            &["Organisation", "Last answered"],
            rows,
            &["Others that were asked and never answered are not known by name."],
        )
    })
}

/// The question that moved most one way, in a sentence after others; empty where none did.
fn first_moved(
    moved: &[(&str, (Share, Share))],
    (how, is_so): (&str, fn(f64) -> bool),
    evidence: &Evidence<'_>,
) -> String {
    let mut those = moved
        .iter()
        .filter(|(_, (was, is))| is_so(is.percent() - was.percent()));
    those.next().map_or_else(String::new, |(question, (was, is))| {
        let [was, is] = [was, is].map(|share| counts::whole_percent(share.parts()));
        format!(" {how}: {}, from {was} to {is}.", words(question, evidence))
    })
}

fn moved((before, now): (&Cycle<'_>, &Cycle<'_>), compared: &LikeForLike<'_>, evidence: &Evidence<'_>) -> Part {
    let moved = most_moved(compared);
    let pair = |(question, (was, is)): &(&str, (Share, Share))| PairDrawn {
        name: words(question, evidence),
        before: counts::whole_percent(was.parts()),
        after: counts::whole_percent(is.parts()),
        change: change(is.percent().round() - was.percent().round()),
        beside: format!("{}", is.base),
        tentative: is.base < evidence.catalogue.policy().least_pairs as usize,
    };
    let rows = moved.iter().map(|(question, (was, is))| {
        let points = is.percent().round() - was.percent().round();
        vec![
            PaperCell::from(words(question, evidence)),
            paper::cell(counts::whole_percent(was.parts())),
            paper::cell(counts::whole_percent(is.parts())),
            change(points).into(),
            paper::cell(counts::things(is.base as f64)),
        ]
    });
    let table = paper::table(
        "The ten questions that moved most, like for like",
        &["Question", before.name, now.name, "Points", "Organisations"],
        rows.collect(),
        &["Only organisations that answered the question in both cycles are in the figures."],
    );
    let drawn = DrawnChart::Dumbbell(DumbbellDrawn {
        unit: ShownUnit::Percent,
        ends: (before.name.to_string(), now.name.to_string()),
        axis: (0.0, 100.0),
        beside_words: "Organisations".into(),
        pairs: moved.iter().map(pair).collect(),
    });
    let same = paper::counted_first(compared.organisations, "organisation");
    let words = Captioned {
        id: "s11-moved",
        title: "What moved most".into(),
        subtitle: format!(
            "Met, per cent of the same organisations, cycles {} and {}",
            before.name, now.name
        ),
        alt: format!(
            "Before and after, {} and {}. {same} answered in both cycles.{}{}",
            before.name,
            now.name,
            first_moved(&moved, ("Rose most", |change| change > 0.0), evidence),
            first_moved(&moved, ("Fell most", |change| change < 0.0), evidence)
        ),
    };
    paper::figure(words, drawn, table, evidence)
}

/// `+12`, or with a minus sign.
fn change(points: f64) -> String {
    match points {
        points if points > 0.0 => format!("+{}", number::decimal(points, 0)),
        points => number::decimal(points, 0),
    }
}

/// What the rule leaves out, and the figure without it.
fn not_compared((before, now): (&Cycle<'_>, &Cycle<'_>), compared: &LikeForLike<'_>) -> Vec<String> {
    let share = |share: Share| counts::whole_percent(share.parts());
    let mut said = vec![
        format!(
            "Like for like: {} asked in the same words in both cycles, and {} that answered both times. {} new, reworded, split or no longer asked; {} answered in only one cycle. They are left out here.",
            paper::counted(compared.questions.len(), "question"),
            paper::counted(compared.organisations, "organisation"),
            match compared.not_compared.len() {
                0 => "No question is".to_string(),
                some => format!("{} {}", paper::counted_first(some, "question"), paper::be(some)),
            },
            paper::counted(compared.one_cycle_only.len(), "organisation")
        ),
        format!(
            "Like for like the overall share met was {} and is {}. Without this rule it would read {} to {}.",
            share(compared.overall.0),
            share(compared.overall.1),
            share(before.overall()),
            share(now.overall())
        ),
    ];
    if compared.own_grades {
        said.push(
            "Where the panel has graded answers of one cycle only, organisations’ own grades of both cycles are compared."
                .into(),
        );
    }
    said
}

fn copied(family: Family, compared: &LikeForLike<'_>) -> String {
    let who = match family {
        Family::Agencies => paper::joined(&compared.copied, ""),
        _ => paper::counted_first(compared.copied.len(), family.noun()),
    };
    format!(
        "Same answers as last time to every question: {who}. The answers may be true, or copied forward. How were they reached?"
    )
}
