//! What an agency is told, as a note for an e-mail and as the sentences that open its workbook.

use crate::domain::{FeedbackLine, ReturnLine, ReturnStatus};
use crate::sift::feedback::{Case, page, words};
use crate::sift::unusable;

/// What the page is about, as its title.
pub fn title(case: &Case<'_>) -> String {
    let period = case.period();
    let missing = case.lacking();
    match (case.received(), case.questions().count(), missing) {
        (None, 0, missing) if missing > 0 => format!("Your return for {period} has not reached us"),
        (None, _, _) => format!("We could not use your return for {period}"),
        (Some(_), 0, 0) if case.figures.0 < case.figures.1 => {
            "Thank you. Nothing to fix, if we read you rightly.".to_string()
        }
        (Some(_), 0, 0) => "Nothing to fix. Thank you.".to_string(),
        (Some(_), 0, _) => "Thank you; a part of your return has not reached us".to_string(),
        (Some(_), 1, _) => "Your return: thank you, and one thing to check".to_string(),
        (Some(_), questions, _) => format!("Your return: thank you, and {questions} things to check"),
    }
}

/// Which return, and when it came.
pub fn about(case: &Case<'_>) -> String {
    let (period, due) = (case.period(), case.briefing.due);
    let Some(received) = case.received() else {
        return format!("About: your return for {period}, due on {}.", words::day(due));
    };
    let days = (received - due).num_days();
    let when = match days {
        0 => "on the day it was due".to_string(),
        1 => "one day after it was due".to_string(),
        late if late > 0 => format!("{late} days after it was due"),
        -1 => "one day before it was due".to_string(),
        early => format!("{} days before it was due", -early),
    };
    format!(
        "About: your return for {period}, received on {}, {when}.",
        words::day(received)
    )
}

/// One sentence for each return that is lacking, and for each that came in part.
pub fn missing(case: &Case<'_>) -> Vec<String> {
    let catalogue = case.evidence.catalogue;
    let sentence = |line: &&ReturnLine| {
        let feed = words::capital(&words::feed(&line.feed, catalogue));
        match line.status {
            ReturnStatus::Missing if line.files.is_empty() => Some(format!(
                "{feed}: it was due on {}, {} ago.",
                words::day(case.briefing.due),
                words::several(usize::try_from(line.days_late).unwrap_or(0), "day", "days")
            )),
            ReturnStatus::Missing => Some(format!("{feed}: what came could not be used.")),
            ReturnStatus::Held => Some(format!("{feed}: what came is set aside until a question is answered.")),
            ReturnStatus::Partial => Some(format!(
                "{feed}: {} of {} came.",
                line.indicators_received.unwrap_or(0),
                words::several(line.indicators_expected.unwrap_or(0), "indicator", "indicators")
            )),
            ReturnStatus::OnTime
            | ReturnStatus::Late
            | ReturnStatus::Nil
            | ReturnStatus::WrongForm
            | ReturnStatus::NotDue => None,
        }
    };
    let lines = case.returns.iter().copied().filter_map(|line| sentence(&line));
    lines.chain(for_wider_areas(case)).collect()
}

/// One sentence for each figure that came for a wider area alone.
fn for_wider_areas(case: &Case<'_>) -> Vec<String> {
    let places = case.evidence.places;
    let home = places.name(places.home());
    let sent = unusable::for_wider_areas(case.id, case.evidence).into_iter();
    sent.map(|(row_name, area)| {
        format!("{row_name}: what came is for {area}. Please send the figure for {home} alone.")
    })
    .collect()
}

/// What is asked by when.
pub fn dates(case: &Case<'_>) -> Vec<String> {
    let questions = case.questions().count();
    let (answer, correct) = (words::day(case.answer_by()), words::day(case.correct_by()));
    let next = case.period().next();
    let first = match (questions, case.lacking()) {
        (0, 0) => format!("By {answer}: nothing, unless we read something wrongly."),
        (0, _) => format!(
            "By {answer}: send what is missing, tell us when it will come, or say that there is nothing to report."
        ),
        (1, 0) => format!(
            "By {answer}: answer the question above, or send a corrected file. One line to the Board's performance analyst is enough."
        ),
        (_, 0) => format!(
            "By {answer}: answer the {questions} questions above, or send a corrected file. One line for each to the Board's performance analyst is enough."
        ),
        (_, _) => format!(
            "By {answer}: send what is missing, and answer what we ask above. One line for each to the Board's performance analyst is enough."
        ),
    };
    let second = if case.received().is_none() {
        format!(
            "By {correct}: what has come by then counts in the next paper. Until it comes the paper says that nothing was received from you; nothing is shown as zero, nor as last time's."
        )
    } else {
        format!(
            "By {correct}: corrections that are to count in the next paper. A figure that changes later is shown as restated."
        )
    };
    vec![
        first,
        second,
        format!(
            "By {}: your next return ({next}). The workbook for it shows what you sent this time beside each empty cell.",
            words::day(case.evidence.due_date(next))
        ),
    ]
}

/// The last word.
pub fn closing(case: &Case<'_>) -> String {
    let refused = case
        .briefing
        .findings
        .iter()
        .any(|one| one.agency == case.id && one.kind.starts_with("personal-data"));
    let last = if refused {
        "A return must hold no names or details of a child. A file that seems to hold some was put aside before anything of it was kept. Please delete your copies of the message and tell your data protection lead."
    } else if case.received().is_some() {
        "No names or details of a child should be in a return; none were found in yours."
    } else {
        "No names or details of a child should be in a return."
    };
    format!(
        "If we have read something wrongly, tell us. We keep your file as you sent it, and can undo any reading. {last}"
    )
}

/// The sentences that open the workbook.
pub fn summary(case: &Case<'_>) -> Vec<String> {
    let mut said = vec![about(case)];
    if case.received().is_some() {
        said.push(match case.figures {
            (_, 0) => "No figures in what we could use.".to_string(),
            (read, sent) => format!("Figures read as you wrote them: {read} of {sent}."),
        });
    }
    said.push(match case.questions().count() {
        0 => "Questions that need an answer from you: none.".to_string(),
        some => format!("Questions that need an answer from you: {some}. They stand first in the sheet Findings."),
    });
    if case.put_right.1 > 0 {
        said.push(format!(
            "Put right since last time: {} of {}.",
            case.put_right.0, case.put_right.1
        ));
    }
    said.extend(
        missing(case)
            .into_iter()
            .map(|sentence| format!("Not received: {sentence}")),
    );
    said.extend(dates(case));
    said.push(closing(case));
    said
}

/// The covering note.
pub fn note(case: &Case<'_>) -> String {
    let mut text = vec![
        format!("To the safeguarding data lead, {}", case.name),
        format!("{}: {}", case.period(), title(case)),
        String::new(),
        thanks(case),
    ];
    let missing = missing(case);
    if !missing.is_empty() {
        text.push(String::new());
        text.push("What we have not received, or not in full:".to_string());
        text.extend(missing.iter().map(|sentence| format!("  - {sentence}")));
    }
    let questions: Vec<&FeedbackLine> = case.questions().collect();
    if !questions.is_empty() {
        text.push(String::new());
        text.push(words::capital(&format!(
            "{}:",
            words::several(questions.len(), "question for you", "questions for you")
        )));
        for (nth, line) in questions.iter().enumerate() {
            text.push(format!("  {}. {}.", nth + 1, page::place(&[line])));
            text.push(format!("     We saw: {}", line.saw));
            text.push(format!("     We did: {}", line.did));
            text.push(format!("     Please: {}", line.ask));
        }
    }
    let rest = case.lines.len() - questions.len();
    if rest > 0 {
        text.push(String::new());
        text.push(match rest {
            1 => "The workbook with this note lists one thing that we read in our own way. It needs nothing from you if it is right.".to_string(),
            _ => format!("The workbook with this note lists {rest} things that we read in our own way. They need nothing from you if they are right."),
        });
    }
    text.push(String::new());
    text.push("What we ask next:".to_string());
    text.extend(dates(case).iter().map(|date| format!("  - {date}")));
    text.extend([
        String::new(),
        closing(case),
        String::new(),
        format!("{}, performance analyst", case.briefing.board),
    ]);
    format!("{}\n", text.join("\n"))
}

/// How many of the figures were read as they stand, in a sentence with a space before it; empty where there were none.
fn read_as_written(read: usize, sent: usize) -> String {
    match (read, sent) {
        (_, 0) => String::new(),
        (0, 1) => " We read your one figure otherwise than you wrote it.".into(),
        (_, 1) => " We read your one figure as you wrote it.".into(),
        (0, _) => format!(" We read none of {sent} figures as you wrote them."),
        (read, _) if read == sent => format!(" We read all {sent} figures as you wrote them."),
        (_, _) => format!(" We read {read} of {sent} figures as you wrote them."),
    }
}

fn thanks(case: &Case<'_>) -> String {
    let about = about(case).trim_start_matches("About: ").to_string();
    if case.received().is_none() {
        return format!(
            "Your return for {} was due on {} and has not reached us, or not in a form that we could use.",
            case.period(),
            words::day(case.briefing.due)
        );
    }
    let (read, sent) = case.figures;
    let all = read_as_written(read, sent);
    let nothing = match (case.questions().next(), case.lacking() == 0) {
        (None, true) if read == sent => " There is nothing to fix.",
        (None, true) => " If we read the rest rightly, there is nothing to fix.",
        (_, _) => "",
    };
    format!("Thank you for {about}{all}{nothing}")
}
