//! A briefing into the exception paper as a web page.

use crate::domain::{
    AgencyCoverage, Briefing, Exception, ExceptionState, Note, PointMark, Restated, ReturnLine, ReturnStatus,
};
use crate::report::drawing::{self, Drawing};
use crate::report::page::{self, Overrides};
use crate::report::pdf;
use crate::report::words;
use serde::Serialize;

/// Everything that the template prints.
#[derive(Serialize)]
struct Paper<'a> {
    board: &'a str,
    home: &'a str,
    period: String,
    months: String,
    marking: &'a str,
    edition: &'a str,
    draft: bool,
    data_to: String,
    due: String,
    run_id: &'a str,
    title: String,
    nothing: String,
    in_short: &'a [String],
    returns: Returns,
    counts: Vec<(String, String)>,
    rows: Vec<Row<'a>>,
    blocks: Vec<Block<'a>>,
    data: Vec<DataRow<'a>>,
    restated: Vec<Changed<'a>>,
    watch: Vec<Small<'a>>,
    watch_note: String,
    closed: Vec<Small<'a>>,
    good_news: Vec<Small<'a>>,
    too_few: String,
    too_few_count: usize,
    grid: Vec<GridPart<'a>>,
    quarters: Vec<String>,
    coverage: Vec<CoverageRow<'a>>,
    next_due: Vec<(String, String, String)>,
    tested: usize,
}

#[derive(Serialize)]
struct Returns {
    lead: String,
    rest: Vec<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    rank: String,
    id: String,
    name: &'a str,
    what: &'a str,
    spark: String,
    mark: &'static str,
    state: String,
    chip: String,
    quarters: String,
    owner: &'a str,
    decision: &'a str,
}

#[derive(Serialize)]
struct Block<'a> {
    id: String,
    row: Row<'a>,
    exception: Telling<'a>,
    chart: Option<Drawing>,
    then: Vec<(&'a str, String, &'a str)>,
    actions: Vec<ActionLine>,
}

/// The texts of an exception.
#[derive(Serialize)]
struct Telling<'a> {
    identity: &'a str,
    title: &'a str,
    sentence: &'a str,
    which_rule: &'a str,
    how_sure: &'a str,
    compared_with: &'a str,
    related: &'a [String],
    source: &'a str,
    says: &'a str,
    says_by: String,
    asked: Vec<[&'a str; 4]>,
    score: Vec<(&'a str, String, &'a str)>,
}

#[derive(Serialize)]
struct ActionLine {
    text: String,
    overdue: String,
}

#[derive(Serialize)]
struct DataRow<'a> {
    agency: &'a str,
    wrong: &'a str,
    treatment: &'a str,
    since: String,
}

#[derive(Serialize)]
struct Changed<'a> {
    name: &'a str,
    period: String,
    was: String,
    now: String,
    changes: bool,
    consequence: &'a str,
}

#[derive(Serialize)]
struct Small<'a> {
    name: &'a str,
    text: &'a str,
    spark: String,
    chip: String,
    state: String,
}

#[derive(Serialize)]
struct GridPart<'a> {
    priority: &'a str,
    title: &'a str,
    lines: Vec<[String; 6]>,
}

#[derive(Serialize)]
struct CoverageRow<'a> {
    name: &'a str,
    history: Vec<&'static str>,
    now: String,
    indicators: String,
    usable: String,
    missing: bool,
}

/// The page.
///
/// # Errors
/// A chart that cannot be drawn, or a fault in a template with its line.
pub fn html(briefing: &Briefing, overrides: &Overrides) -> anyhow::Result<String> {
    page::render("exception-paper.html", overrides, &content(briefing)?)
}

/// The same paper as a tagged PDF.
///
/// # Errors
/// As [`html`], and what PDF/UA-1 refuses.
pub fn pdf(briefing: &Briefing, overrides: &Overrides) -> anyhow::Result<Vec<u8>> {
    let name = "exception-paper.typ";
    let template = overrides
        .get(name)
        .map_or(include_str!("templates/exception-paper.typ"), String::as_str);
    pdf::render((name, template), &content(briefing)?, briefing.as_at)
}

/// The one content model of both.
fn content(briefing: &Briefing) -> anyhow::Result<Paper<'_>> {
    let rows = briefing
        .exceptions
        .iter()
        .map(row)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let blocks = briefing
        .exceptions
        .iter()
        .map(block)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let new = briefing
        .exceptions
        .iter()
        .filter(|exception| exception.state == ExceptionState::New)
        .count();
    Ok(Paper {
        board: &briefing.board,
        home: &briefing.home,
        period: briefing.period.to_string(),
        months: briefing.period.months(),
        marking: &briefing.marking,
        edition: &briefing.edition,
        draft: briefing.edition.starts_with("Draft"),
        data_to: words::date(briefing.as_at),
        due: words::date(briefing.due),
        run_id: &briefing.run_id,
        title: words::front_title(briefing.exceptions.len(), new),
        nothing: nothing(briefing),
        in_short: &briefing.in_short,
        returns: returns(briefing),
        counts: counts(briefing, new),
        rows,
        blocks,
        data: briefing
            .data_exceptions
            .iter()
            .map(|exception| data_row(exception, briefing))
            .collect(),
        restated: briefing.restated.iter().map(changed).collect(),
        watch: briefing.watch.iter().map(small).collect::<anyhow::Result<_>>()?,
        watch_note: watch_note(briefing),
        closed: briefing.closed.iter().map(small).collect::<anyhow::Result<_>>()?,
        good_news: briefing.good_news.iter().map(good).collect::<anyhow::Result<_>>()?,
        too_few: words::list(&briefing.too_few),
        too_few_count: briefing.too_few.len(),
        grid: grid(briefing),
        quarters: (0..8)
            .rev()
            .map(|back| briefing.period.back(back).to_string())
            .collect(),
        coverage: briefing.coverage.iter().map(|line| coverage(line, briefing)).collect(),
        next_due: briefing
            .next_due
            .iter()
            .map(|next| (next.indicator.clone(), next.row_name.clone(), next.period.to_string()))
            .collect(),
        tested: briefing.counts.tested,
    })
}

fn row(exception: &Exception) -> anyhow::Result<Row<'_>> {
    let rank = exception.rank.map(|rank| rank.to_string()).unwrap_or_default();
    let new = exception.state == ExceptionState::New;
    let quarters = if new {
        String::new()
    } else {
        format!("{} quarter", words::ordinal(exception.quarters_open))
    };
    Ok(Row {
        id: format!("exception-{rank}"),
        rank,
        name: &exception.row_name,
        what: &exception.row,
        spark: drawing::spark(exception.series.as_ref(), crate::chart::sparkline::ROW)?,
        mark: mark_words(exception),
        state: exception.state.to_string(),
        chip: chip(exception.state),
        quarters,
        owner: &exception.owner,
        decision: &exception.decision,
    })
}

/// What the newest point's mark says, for readers who do not see it.
fn mark_words(exception: &Exception) -> &'static str {
    let newest = exception
        .series
        .as_ref()
        .and_then(|series| series.points.last())
        .map(|point| point.mark);
    match newest {
        Some(PointMark::WorseHigh) => "Worse, high",
        Some(PointMark::WorseLow) => "Worse, low",
        Some(PointMark::Better) => "Better",
        Some(PointMark::Unusual) => "Unusual",
        Some(PointMark::Usual) => "Not marked this quarter",
        None => "No chart",
    }
}

fn chip(state: ExceptionState) -> String {
    match state {
        ExceptionState::New => "New",
        ExceptionState::Continuing => "Continuing",
        ExceptionState::Improving => "Improving",
        ExceptionState::Closed => "Closed",
        ExceptionState::AfterClosing => "Closed, on watch",
    }
    .to_string()
}

fn block(exception: &Exception) -> anyhow::Result<Block<'_>> {
    let row = row(exception)?;
    let id = format!("chart-{}", row.rank);
    let then = exception
        .then
        .iter()
        .map(|then| (then.when.as_str(), then.value.to_string(), then.parts.as_str()))
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
    let said = &exception.agency_says;
    let says_by = [said.by.as_str(), said.on.as_str()]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let asked = exception
        .asked
        .iter()
        .map(|asked| [asked.period.as_str(), &asked.question, &asked.answer, &asked.decision])
        .collect();
    let score = exception
        .score
        .iter()
        .map(|part| (part.name.as_str(), format!("{:.1}", part.points), part.reason.as_str()))
        .collect();
    Telling {
        identity: &exception.identity,
        title: &exception.title,
        sentence: &exception.sentence,
        which_rule: &exception.which_rule,
        how_sure: &exception.how_sure,
        compared_with: &exception.compared_with,
        related: &exception.related,
        source: &exception.source,
        says: &said.text,
        says_by,
        asked,
        score,
    }
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
        format!("overdue {} days", action.days_overdue)
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

fn data_row<'a>(exception: &'a Exception, briefing: &'a Briefing) -> DataRow<'a> {
    let named = briefing.coverage.iter().find(|line| line.agency == exception.agency);
    let since = match exception.state {
        ExceptionState::New => "New.".to_string(),
        _ => format!("{} quarter.", words::ordinal(exception.quarters_open)),
    };
    DataRow {
        agency: named.map_or(exception.owner.as_str(), |line| &line.name),
        wrong: &exception.sentence,
        treatment: &exception.treatment,
        since: format!("{since} {}", exception.owner),
    }
}

fn changed(restated: &Restated) -> Changed<'_> {
    Changed {
        name: &restated.row_name,
        period: restated.period.to_string(),
        was: restated.was.to_string(),
        now: restated.now.to_string(),
        changes: restated.verdict_changes,
        consequence: &restated.consequence,
    }
}

fn small(exception: &Exception) -> anyhow::Result<Small<'_>> {
    let spark = drawing::spark(exception.series.as_ref(), crate::chart::sparkline::ROW)?;
    let closed = matches!(exception.state, ExceptionState::Closed | ExceptionState::AfterClosing);
    let chip = if closed { chip(exception.state) } else { String::new() };
    Ok(Small {
        name: &exception.row_name,
        text: &exception.sentence,
        spark,
        chip,
        state: exception.state.to_string(),
    })
}

fn good(note: &Note) -> anyhow::Result<Small<'_>> {
    let spark = drawing::spark(Some(&note.series), crate::chart::sparkline::ROW)?;
    Ok(Small {
        name: &note.row_name,
        text: &note.text,
        spark,
        chip: String::new(),
        state: String::new(),
    })
}

/// What is said in place of the front table when nothing stands out.
fn nothing(briefing: &Briefing) -> String {
    let counts = &briefing.counts;
    let unreported = counts.due.saturating_sub(counts.reported);
    let gap = if unreported == 0 {
        String::new()
    } else {
        format!(
            " {} not reported.",
            words::several(unreported, "indicator was", "indicators were")
        )
    };
    format!(
        "Nothing stands out among the {} indicators reported.{gap}",
        counts.reported
    )
}

fn watch_note(briefing: &Briefing) -> String {
    let expected = briefing.counts.expected_watch.round() as usize;
    format!(
        "Unusual, but with {} indicators tested about {} such would turn up by chance.",
        briefing.counts.tested,
        words::count(expected)
    )
}

fn counts(briefing: &Briefing, new: usize) -> Vec<(String, String)> {
    let raised = briefing.exceptions.len();
    let improving = briefing
        .exceptions
        .iter()
        .filter(|exception| exception.state == ExceptionState::Improving)
        .count();
    let closed = briefing
        .closed
        .iter()
        .filter(|exception| exception.state == ExceptionState::Closed)
        .count();
    let before = match improving {
        0 => "from before".to_string(),
        some => format!("from before ({some} improving)"),
    };
    let chance = format!("on watch; about {:.0} by chance", briefing.counts.expected_watch);
    vec![
        (
            format!("{} of {}", briefing.counts.reported, briefing.counts.due),
            "due indicators reported".into(),
        ),
        (raised.to_string(), "with an exception".into()),
        (new.to_string(), "new".into()),
        ((raised - new).to_string(), before),
        (closed.to_string(), "closed".into()),
        (briefing.watch.len().to_string(), chance),
    ]
}

/// Most names in one line of the first panel; the coverage table has the rest.
const MOST_NAMES: usize = 5;

/// The first panel: how many returns came, then who did not send, what is held, what came in part or late.
fn returns(briefing: &Briefing) -> Returns {
    let counts = &briefing.counts;
    let lines = |wanted: ReturnStatus| briefing.returns.iter().filter(move |line| line.status == wanted);
    let named = |wanted: ReturnStatus| -> Vec<String> {
        let mut names: Vec<String> = lines(wanted)
            .take(MOST_NAMES)
            .map(|line| lost(line, briefing))
            .collect();
        let more = lines(wanted).count().saturating_sub(MOST_NAMES);
        if more > 0 {
            names.push(format!("{} more", words::count(more)));
        }
        names
    };
    let said = [
        ("Not received", named(ReturnStatus::Missing)),
        ("Not the form that was asked for", named(ReturnStatus::WrongForm)),
        ("Held for checking", named(ReturnStatus::Held)),
    ];
    let listed = said.into_iter().filter(|(_, names)| !names.is_empty());
    let mut rest: Vec<String> = listed
        .map(|(what, names)| format!("{what}: {}.", words::list(&names)))
        .collect();
    let counted = [("In part", ReturnStatus::Partial), ("Late but in", ReturnStatus::Late)];
    for (what, status) in counted {
        let number = lines(status).count();
        if number > 0 {
            rest.push(format!("{what}: {}.", words::several(number, "return", "returns")));
        }
    }
    Returns {
        lead: format!("{} of {} returns came.", counts.returns_received, counts.returns_due),
        rest,
    }
}

/// An agency with what its return takes away, and how late it is.
fn lost(line: &ReturnLine, briefing: &Briefing) -> String {
    let name = briefing
        .coverage
        .iter()
        .find(|agency| agency.agency == line.agency)
        .map_or(line.agency.as_str(), |agency| &agency.name);
    let feed = if line.feed == "dashboard" {
        String::new()
    } else {
        format!(", {}", line.feed.replace('-', " "))
    };
    let missing = match (line.indicators_expected, line.indicators_received) {
        (Some(expected), received) if expected > received.unwrap_or(0) => {
            let gone = expected - received.unwrap_or(0);
            format!("{gone} {}", if gone == 1 { "indicator" } else { "indicators" })
        }
        _ => String::new(),
    };
    let late = match line.days_late {
        days if days > 0 => format!("{days} {} late", if days == 1 { "day" } else { "days" }),
        _ => String::new(),
    };
    let inside = [missing, late]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    if inside.is_empty() {
        format!("{name}{feed}")
    } else {
        format!("{name}{feed} ({inside})")
    }
}

fn grid(briefing: &Briefing) -> Vec<GridPart<'_>> {
    let line = |line: &crate::domain::GridLine| {
        let bold = if line.bold { "strong" } else { "" };
        [
            line.indicator.clone(),
            line.short_name.clone(),
            line.now.to_string(),
            line.movement.clone(),
            line.target.clone(),
            bold.to_string(),
        ]
    };
    let tables = briefing.grid.iter();
    tables
        .map(|table| GridPart {
            priority: &table.priority,
            title: &table.title,
            lines: table.lines.iter().map(line).collect(),
        })
        .collect()
}

fn coverage<'a>(line: &'a AgencyCoverage, briefing: &Briefing) -> CoverageRow<'a> {
    let status = line.history.last().copied().unwrap_or(ReturnStatus::NotDue);
    let missing = matches!(
        status,
        ReturnStatus::Missing | ReturnStatus::Held | ReturnStatus::WrongForm
    );
    let late = if line.days_late > 0 && briefing.as_at > briefing.due {
        format!(", {} days late", line.days_late)
    } else {
        String::new()
    };
    CoverageRow {
        name: &line.name,
        history: line.history.iter().map(|status| status_words(*status)).collect(),
        now: format!("{}{late}", status_words(status)),
        indicators: if line.asked == 0 {
            String::new()
        } else {
            format!("{} of {}", line.received, line.asked)
        },
        usable: line
            .usable_percent
            .map_or("none".to_string(), |percent| format!("{percent}%")),
        missing,
    }
}

/// The status in the words of the coverage page.
pub fn status_words(status: ReturnStatus) -> &'static str {
    match status {
        ReturnStatus::OnTime => "On time",
        ReturnStatus::Late => "Late",
        ReturnStatus::Partial => "In part",
        ReturnStatus::Nil => "Nil return",
        ReturnStatus::Held => "Held",
        ReturnStatus::WrongForm => "Wrong form",
        ReturnStatus::Missing => "Not received",
        ReturnStatus::NotDue => "Not due",
    }
}
