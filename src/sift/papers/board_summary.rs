//! A briefing into the one page that the Board reads: at most five matters, what cannot be assured, what is asked.

mod panels;

use crate::domain::{
    Briefing, Concern, Document, DrawnChart, Exception, ExceptionState, PaperItem, Part, Section, ShownSeries,
};
use crate::sift::attach;
use crate::sift::grid::{USUAL_AND_LISTED, USUAL_AND_MARKED, WIDER_ONLY};
use crate::sift::in_short::Silence;
use crate::sift::number;
use crate::sift::papers::{Told, document, section, words};
use crate::sift::records::RECORDS;

/// Most matters on the page.
const MATTERS: usize = 5;
/// Most letters of a matter's words: two lines.
const LONGEST: usize = 170;

/// What the Board must know, in three groups.
struct Matters<'a> {
    worse: Vec<&'a Exception>,
    /// Listed, and without a figure this quarter.
    unseen: Vec<&'a Exception>,
    better: Vec<PaperItem>,
    unusual: Vec<&'a Exception>,
}

/// The paper.
pub(super) fn paper(told: &Told<'_>) -> Document {
    let briefing = told.briefing;
    let matters = matters(briefing);
    let all = matters.worse.len() + matters.unseen.len() + matters.better.len() + matters.unusual.len();
    let title = match all {
        0 => "What the Board needs to know: nothing stands out".to_string(),
        some => format!(
            "What the Board needs to know: {}",
            words::several(some, "thing", "things")
        ),
    };
    let lead = vec![
        format!(
            "Summary from Performance, Audit and Quality Assurance for the Board. {}, {} ({}).",
            briefing.home,
            briefing.period,
            briefing.period.months()
        ),
        lead(briefing),
    ];
    let mut sections = groups(&matters);
    sections.push(section("Assurance and decisions", last_parts(briefing, &matters)));
    Document {
        one_page: true,
        ..document(
            briefing,
            ("board-summary".into(), format!("Board summary, {}", briefing.period)),
            (title, lead),
            sections,
        )
    }
}

/// The matters in their groups, numbered through.
fn groups(matters: &Matters<'_>) -> Vec<Section> {
    let mut sections = vec![];
    let mut number = 0;
    let mut group = |heading: &str, items: Vec<PaperItem>| {
        if items.is_empty() {
            return;
        }
        let numbered = items.into_iter().map(|item| {
            number += 1;
            PaperItem {
                number: number.to_string(),
                ..item
            }
        });
        sections.push(section(heading, vec![Part::Items(numbered.collect())]));
    };
    group(
        "Worse, or not getting better",
        matters.worse.iter().map(|one| item(one)).collect(),
    );
    group(
        "Listed before, and without a figure this quarter",
        matters.unseen.iter().map(|one| item(one)).collect(),
    );
    group("Better", matters.better.clone());
    group(
        "Unusual: the Board should know, and not conclude",
        matters.unusual.iter().map(|one| item(one)).collect(),
    );
    sections
}

/// How many are as usual, how many not, and where nothing can be said: every indicator that was due is counted once.
fn lead(briefing: &Briefing) -> String {
    let sum = Sum::of(briefing);
    let first = format!(
        "Of {} indicators due, {} as usual, and {} out.",
        sum.due(),
        none_or(sum.usual, ("is", "are")),
        none_or(sum.out, ("stands", "stand")),
    );
    let told = |parts: [(usize, &str); 2]| {
        let some = parts.into_iter().filter(|(count, _)| *count > 0);
        let some: Vec<String> = some.map(|(count, what)| format!("{} {what}", are(count))).collect();
        match some.is_empty() {
            true => String::new(),
            false => format!(" {}.", number::capitalised(&some.join("; "))),
        }
    };
    let usual = told([
        (sum.listed, "on the list of exceptions, and as usual now"),
        (sum.marked, "as usual and marked by a rule of the chart"),
    ]);
    let unseen = told([
        (sum.unjudged, "withheld or cannot be judged"),
        (sum.missing, "not reported"),
    ]);
    let raised = raised(briefing);
    let silence = Silence::of(&briefing.returns);
    let gap = match silence.len() {
        0 if sum.missing > 0 => "Where nothing was reported we cannot give the Board assurance.".to_string(),
        0 => "Every agency sent figures that are used.".to_string(),
        1 => format!(
            "{}; for its service we cannot give the Board assurance.",
            number::capitalised(&silence.words())
        ),
        _ => format!(
            "{}; for their services we cannot give the Board assurance.",
            number::capitalised(&silence.words())
        ),
    };
    format!("{first}{usual}{unseen} {raised}. {gap}")
}

/// How many exceptions there are, how many of them no figure made, and how many have no figure this quarter.
fn raised(briefing: &Briefing) -> String {
    let with = |is_so: fn(&Exception) -> bool| briefing.exceptions.iter().filter(|one| is_so(one)).count();
    let parts = [
        (with(|one| one.method == RECORDS), "from the Board’s own records"),
        (with(Exception::is_unseen), "without a figure this quarter"),
    ];
    let all = match briefing.exceptions.len() {
        0 => return "There is no exception".to_string(),
        1 => "There is one exception".to_string(),
        more => format!("There are {} exceptions", number::in_words(more)),
    };
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| match briefing.exceptions.len() {
            1 => what.to_string(),
            _ => format!("{} {what}", number::in_words(count)),
        })
        .collect();
    match told.is_empty() {
        true => all,
        false => format!("{all}, {}", number::listed(&told)),
    }
}

/// `none are`, `one is`, `105 are`.
fn none_or(count: usize, (one, more): (&str, &str)) -> String {
    match count {
        0 => format!("none {more}"),
        some => words::several(some, one, more),
    }
}

/// `one is`, `105 are`.
fn are(count: usize) -> String {
    words::several(count, "is", "are")
}

/// The indicators that were due, each counted once, by the grid's words.
struct Sum {
    usual: usize,
    /// Those that stand out.
    out: usize,
    /// Those that are as usual now, and listed still.
    listed: usize,
    /// Those that a rule of the chart marks, which may be chance.
    marked: usize,
    unjudged: usize,
    missing: usize,
}

impl Sum {
    fn of(briefing: &Briefing) -> Sum {
        let lines = || briefing.grid.iter().flat_map(|table| &table.lines);
        let with = |movements: &[&str]| {
            lines()
                .filter(|line| movements.contains(&line.movement.as_str()))
                .count()
        };
        let due = lines().count() - with(&["Not due", "Not asked for"]);
        let (usual, missing) = (with(&["Usual"]), with(&["No return", "Not measured", WIDER_ONLY]));
        let (out, listed) = (with(&["Worse", "Better", "Unusual"]), with(&[USUAL_AND_LISTED]));
        let marked = with(&[USUAL_AND_MARKED]);
        Sum {
            usual,
            out,
            listed,
            marked,
            missing,
            unjudged: due - usual - out - listed - marked - missing,
        }
    }

    fn due(&self) -> usize {
        self.usual + self.out + self.listed + self.marked + self.unjudged + self.missing
    }
}

/// Three worse, one better, one unusual; places that a group does not need go to the next by rank.
fn matters(briefing: &Briefing) -> Matters<'_> {
    let of = |concern: Concern| -> Vec<&Exception> {
        briefing
            .exceptions
            .iter()
            .filter(|one| one.concern == concern && !one.is_unseen())
            .collect()
    };
    let mut unseen: Vec<&Exception> = briefing.exceptions.iter().filter(|one| one.is_unseen()).collect();
    let (mut worse, mut unusual) = (of(Concern::Worse), of(Concern::Unusual));
    let improving = of(Concern::Better).into_iter();
    let good: Vec<PaperItem> = improving
        .map(item)
        .chain(
            briefing
                .closed
                .iter()
                .filter(|one| one.state == ExceptionState::Closed)
                .map(closed),
        )
        .chain(briefing.good_news.iter().map(|note| PaperItem {
            name: note.row_name.clone(),
            words: told(&note.text),
            chart: Some(small(&note.series)),
            ..PaperItem::default()
        }))
        .collect();
    let better: Vec<PaperItem> = good.into_iter().take(1).collect();
    let room = MATTERS - better.len();
    let for_unusual = unusual.len().min(1).max(room.saturating_sub(worse.len()));
    unusual.truncate(for_unusual);
    // What is to go to the Executive is told before what only stands higher: every decision asked stands on a matter of the page.
    worse.sort_by_key(|one| !one.decision.starts_with(attach::TO_THE_EXECUTIVE));
    worse.truncate(room - unusual.len());
    worse.sort_by_key(|one| one.rank);
    unseen.truncate(room - unusual.len() - worse.len());
    Matters {
        worse,
        unseen,
        better,
        unusual,
    }
}

fn small(series: &ShownSeries) -> Box<DrawnChart> {
    Box::new(DrawnChart::Series(Box::new(series.clone())))
}

fn item(exception: &Exception) -> PaperItem {
    let awaited = if exception.agency_says.text.is_empty() {
        "commentary awaited"
    } else {
        "answered"
    };
    let since = match exception.state {
        ExceptionState::New => "New".to_string(),
        _ => format!(
            "{} on the list",
            number::capitalised(&number::quarters_open(exception.quarters_open))
        ),
    };
    PaperItem {
        number: String::new(),
        name: exception.row_name.clone(),
        words: format!("{} {since}; {awaited}.", told(&exception.sentence)),
        ask: String::new(),
        chart: exception.series.as_ref().map(small),
    }
}

/// As many whole sentences as two lines hold, at least one; a first sentence that is longer is cut.
fn told(text: &str) -> String {
    let two = words::first_sentences(text, 2);
    if two.chars().count() <= LONGEST {
        return two;
    }
    words::cut(&words::first_sentences(text, 1), LONGEST)
}

fn closed(exception: &Exception) -> PaperItem {
    PaperItem {
        words: told(&exception.sentence),
        ..item(exception)
    }
}

fn last_parts(briefing: &Briefing, matters: &Matters<'_>) -> Vec<Part> {
    let unsure = Part::Panel {
        heading: "Where we cannot give assurance".into(),
        points: panels::assurance(briefing),
    };
    let asked = Part::Panel {
        heading: "Decisions asked of the Board".into(),
        points: panels::decisions(briefing, matters),
    };
    let told = matters.worse.len() + matters.unseen.len() + matters.unusual.len();
    let others = briefing.exceptions.len().saturating_sub(told);
    let rest = match others {
        0 => "The exception paper holds the figures and the method.".to_string(),
        1 => "The exception paper holds the figures, one more exception and the method.".to_string(),
        more => format!(
            "The exception paper holds the figures, {} more exceptions and the method.",
            number::in_words(more)
        ),
    };
    vec![
        Part::Beside(vec![vec![unsure], vec![asked]]),
        Part::Text(changed(briefing)),
        Part::Text(format!(
            "Grey band: usual range. Triangle: worse. Diamond: better. Square: unusual, neither direction better. Dotted line: target. {rest}"
        )),
    ]
}

/// What has changed since the last summary, in one line.
fn changed(briefing: &Briefing) -> String {
    if briefing.is_first() {
        return "This is the first summary: there is none before it to compare with.".into();
    }
    let flips = briefing.restated.iter().find(|one| one.verdict_changes);
    let said = match flips {
        Some(restated) => words::cut(
            &format!(
                "{}, {}, is now {} [r]; it was {}. {}",
                restated.row_name, restated.period, restated.now, restated.was, restated.consequence
            ),
            220,
        ),
        None => {
            let new = briefing
                .exceptions
                .iter()
                .filter(|one| one.state == ExceptionState::New)
                .count();
            let closed = briefing
                .closed
                .iter()
                .filter(|one| one.state == ExceptionState::Closed)
                .count();
            let none = |count: usize| match count {
                0 => "none is".to_string(),
                some => words::several(some, "is", "are"),
            };
            format!(
                "{} of the exceptions {} new; of those before, {} closed. No restated figure changes what was said before.",
                number::capitalised(&number::in_words(new).replace("no", "none")),
                if new < 2 { "is" } else { "are" },
                none(closed)
            )
        }
    };
    format!("Changed since the last summary: {said}")
}
