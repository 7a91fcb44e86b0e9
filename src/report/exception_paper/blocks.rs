//! An exception into its front row and its half page.

use crate::domain::{Asked, Exception, ExceptionState, Said};
use crate::report::exception_paper::model::{ActionLine, Block, Row, Telling};
use crate::report::{drawing, words};

pub(super) fn row(exception: &Exception) -> anyhow::Result<Row<'_>> {
    let rank = exception.rank.map(|rank| rank.to_string()).unwrap_or_default();
    let new = exception.state == ExceptionState::New;
    let quarters = if new {
        String::new()
    } else {
        words::quarters_open(exception.quarters_open)
    };
    Ok(Row {
        id: format!("exception-{rank}"),
        rank,
        name: &exception.row_name,
        what: ended(&exception.row),
        spark: drawing::spark(exception.series.as_ref(), crate::chart::sparkline::ROW)?,
        concern: exception.verdict_word(),
        state: exception.state.to_string(),
        chip: chip(exception.state),
        quarters,
        owner: &exception.owner,
        decision: &exception.decision,
        short_decision: on_paper(&exception.decision),
        front_decision: on_front(&exception.decision),
    })
}

/// Most words of a decision on paper.
const MOST_WORDS: usize = 80;

/// Most letters of it: a long link is one word.
const MOST_LETTERS: usize = 800;

/// Most words of it in a row of the front page.
const ON_FRONT: usize = 18;

/// A decision in its row of the front page; its block has the rest.
fn on_front(decision: &str) -> String {
    match decision.split_whitespace().count() > ON_FRONT {
        true => format!("{}\u{2026}", start(decision, ON_FRONT)),
        false => on_paper(decision),
    }
}

/// The first words of a text, and of those so many letters.
fn start(text: &str, most: usize) -> String {
    let words = text.split_whitespace().take(most).collect::<Vec<_>>().join(" ");
    words.chars().take(MOST_LETTERS).collect()
}

/// A text as it stands on paper: cut where it is long, and saying where the rest is.
fn on_paper(text: &str) -> String {
    let shown = start(text, MOST_WORDS);
    let is_whole = shown.split_whitespace().eq(text.split_whitespace());
    match is_whole {
        true => text.to_string(),
        false => format!("{shown}\u{2026} (continues in the workbook)"),
    }
}

/// The text as a sentence: with a full stop, unless it ends in a mark of its own.
pub(super) fn ended(text: &str) -> String {
    match text.ends_with(['.', '?', '!', '\u{2026}']) || text.is_empty() {
        true => text.to_string(),
        false => format!("{text}."),
    }
}

pub(super) fn chip(state: ExceptionState) -> String {
    match state {
        ExceptionState::New => "New",
        ExceptionState::Continuing => "Continuing",
        ExceptionState::Improving => "Improving",
        ExceptionState::Closed => "Closed",
        ExceptionState::AfterClosing => "Closed, on watch",
    }
    .to_string()
}

pub(super) fn block(exception: &Exception) -> anyhow::Result<Block<'_>> {
    let row = row(exception)?;
    let id = format!("chart-{}", row.rank);
    let then = exception
        .then
        .iter()
        .map(|then| {
            let (value, parts) = (then.value.to_string(), then.parts.as_str());
            // A figure that is printed as its parts has no others.
            let parts = if parts == value { "" } else { parts };
            (then.when.as_str(), value, parts)
        })
        .collect();
    let actions = exception.actions.iter().map(action).collect();
    Ok(Block {
        chart: drawing::of_exception(exception, &id)?,
        id,
        row,
        exception: telling(exception),
        then,
        actions,
    })
}

fn telling(exception: &Exception) -> Telling<'_> {
    let (said, before) = (&exception.agency_says, &exception.said_before);
    let score = exception
        .score
        .iter()
        .map(|part| (part.name.as_str(), format!("{:.1}", part.points), part.reason.as_str()))
        .collect();
    let lines = exception.waiting.iter();
    let waiting: Vec<_> = lines
        .map(|one| [&one.what, one.whose.as_str(), &one.when, &one.stands])
        .collect();
    let total: f64 = exception.score.iter().map(|part| part.points).sum();
    Telling {
        identity: &exception.identity,
        title: &exception.title,
        sentence: &exception.sentence,
        which_rule: &exception.which_rule,
        how_sure: &exception.how_sure,
        compared_with: &exception.compared_with,
        related: if waiting.is_empty() { &exception.related } else { &[] },
        waiting,
        counted: match &exception.series {
            Some(series) if !exception.waiting.is_empty() => &series.subtitle,
            _ => "",
        },
        source: &exception.source,
        says: &said.text,
        says_by: by(said),
        also_says: exception
            .also_said
            .iter()
            .map(|one| (one.text.as_str(), by(one)))
            .collect(),
        said_before: &before.text,
        said_before_by: by(before),
        said_before_in: &before.period,
        asked: exception.asked.iter().map(asked).collect(),
        score,
        total: format!("{total:.1}"),
    }
}

/// The quarter, the question, the answer, the decision, and when the answer came.
fn asked(asked: &Asked) -> [&str; 5] {
    [
        &asked.period,
        &asked.question,
        &asked.answer,
        &asked.decision,
        &asked.answered,
    ]
}

/// By whom and when, as far as it is known.
fn by(said: &Said) -> String {
    let known = [said.by.clone(), words::date_of(&said.on)];
    let known: Vec<String> = known.into_iter().filter(|part| !part.is_empty()).collect();
    known.join(", ")
}

fn action(action: &crate::domain::LinkedAction) -> ActionLine {
    let owner = if action.owner.is_empty() {
        "no owner named".to_string()
    } else {
        action.owner.clone()
    };
    let due = action
        .due
        .map_or_else(|| "no date set".to_string(), |due| format!("due {}", words::date(due)));
    let done = action
        .completed
        .map(|day| format!("completed {}", words::date(day)))
        .unwrap_or(due);
    let overdue = if action.days_overdue > 0 {
        format!("overdue by {} days at the end of the quarter", action.days_overdue)
    } else {
        String::new()
    };
    let afterwards = if action.afterwards.is_empty() {
        String::new()
    } else {
        format!(" {}", action.afterwards)
    };
    ActionLine {
        text: format!("Action {}: {} ({owner}, {done}).{afterwards}", action.id, action.text),
        overdue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_decision_is_cut_on_paper_and_says_where_the_rest_stands() {
        assert_eq!(on_paper("Ask for a plan"), "Ask for a plan");
        let long = on_paper(&"word ".repeat(700));
        assert_eq!(long.split_whitespace().count(), MOST_WORDS + 4);
        assert!(long.ends_with("\u{2026} (continues in the workbook)"), "{long}");
        let link = on_paper(&"x".repeat(3000));
        assert_eq!(link.chars().filter(|letter| *letter == 'x').count(), MOST_LETTERS);
    }
}
