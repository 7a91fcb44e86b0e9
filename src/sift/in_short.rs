//! The quarter in at most four sentences, made from the lists alone; the last is always about what cannot be seen.

use crate::domain::{Concern, Counts, Exception, ExceptionState, Gap, Note, ReturnLine, ReturnStatus, unanswered};
use crate::sift::records::RECORDS;
use crate::sift::{gaps, number};

/// Most words of a sentence.
const LONGEST: usize = 25;

/// What the sentences are made from.
pub(super) struct Lists<'a> {
    pub exceptions: &'a [Exception],
    pub closed: &'a [Exception],
    pub good_news: &'a [Note],
    pub returns: &'a [ReturnLine],
    pub counts: &'a Counts,
    pub gaps: &'a [Gap],
}

/// The sentences, in the order of the panel.
pub(super) fn told(lists: &Lists<'_>) -> Vec<String> {
    let first = match (lists.counts.reported, lists.exceptions.first()) {
        (0, Some(_)) => {
            Some("No figure of an indicator has come; what is listed is from before or from records.".to_string())
        }
        (_, listed) => listed.map(first),
    };
    let said = [first, Some(worse(lists)), better(lists), Some(unseen(lists))];
    said.into_iter().flatten().collect()
}

/// What stands at the head of the list, and whether its owner owes answers.
fn first(exception: &Exception) -> String {
    let title = exception.title.trim_end_matches('.');
    let unanswered = unanswered(&exception.asked);
    let owed = match (unanswered, exception.agency_says.text.is_empty()) {
        (1, true) => "; its owner has not answered one request".to_string(),
        (some, true) if some > 1 => format!("; its owner has not answered {} requests", number::in_words(some)),
        _ => String::new(),
    };
    let whole = format!("{title}{owed}.");
    if whole.split_whitespace().count() <= LONGEST {
        whole
    } else {
        format!("{title}.")
    }
}

/// What the grid says of each exception, counted: worse, unusual, no longer worse, and those that no figure made.
fn worse(lists: &Lists<'_>) -> String {
    let kinds: Vec<Kind> = lists.exceptions.iter().map(kind).collect();
    let with = |kind: Kind| kinds.iter().filter(|one| **one == kind).count();
    let (all, improving) = (kinds.len(), with(Kind::NoLonger));
    let unusual = match improving {
        0 => "unusual without being better or worse",
        _ => "unusual",
    };
    let said = [
        (Kind::Worse, "worse than usual"),
        (Kind::Unusual, unusual),
        (Kind::NoLonger, "no longer worse"),
        (Kind::Unseen, "without a figure this quarter"),
        (Kind::Record, "from the Board’s own records"),
    ];
    let said: Vec<(usize, &str)> = said
        .into_iter()
        .map(|(kind, what)| (with(kind), what))
        .filter(|(count, _)| *count > 0)
        .collect();
    in_one_sentence(&said, all).unwrap_or_else(|| match lists.counts.reported {
        0 => "No figure of an indicator has come.".into(),
        1 => "Nothing stands out in the one indicator reported.".into(),
        more => format!(
            "Nothing stands out among the {} indicators reported.",
            number::decimal(more as f64, 0)
        ),
    })
}

/// `Both exceptions are worse than usual.`; `None` where there is no exception.
fn in_one_sentence(said: &[(usize, &str)], all: usize) -> Option<String> {
    Some(match said {
        [] => return None,
        [(1, what)] => format!("The one exception is {what}."),
        [(2, what)] => format!("Both exceptions are {what}."),
        [(_, what)] => format!("All {} exceptions are {what}.", number::in_words(all)),
        several => {
            let told: Vec<String> = several
                .iter()
                .map(|(count, what)| format!("{} {what}", are(*count)))
                .collect();
            format!("Of {} exceptions, {}.", number::in_words(all), number::listed(&told))
        }
    })
}

/// What an exception is, as the grid beside the sentence shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Worse,
    Unusual,
    NoLonger,
    /// Listed still, and no figure came.
    Unseen,
    Record,
}

fn kind(exception: &Exception) -> Kind {
    if exception.is_unseen() {
        return Kind::Unseen;
    }
    // No rule marks a figure that is listed still and has come back.
    match (
        exception.method == RECORDS,
        exception.rules.is_empty(),
        exception.concern,
    ) {
        (true, _, _) => Kind::Record,
        (false, true, _) | (false, false, Concern::Better) => Kind::NoLonger,
        (false, false, Concern::Worse) => Kind::Worse,
        (false, false, Concern::Unusual) => Kind::Unusual,
    }
}

/// `one is`, `four are`.
fn are(count: usize) -> String {
    match count {
        1 => "one is".into(),
        more => format!("{} are", number::in_words(more)),
    }
}

/// What closed and what has become better; `None` where there is neither.
fn better(lists: &Lists<'_>) -> Option<String> {
    let closed = lists
        .closed
        .iter()
        .filter(|one| one.state == ExceptionState::Closed)
        .count();
    let closed = match closed {
        0 => None,
        1 => Some("one earlier exception closed".to_string()),
        more => Some(format!("{} earlier exceptions closed", number::in_words(more))),
    };
    let good = match lists.good_news {
        [] => None,
        [one] => Some(format!("one figure is better than usual: {}", one.row_name)),
        more => Some(format!(
            "{} figures are better than usual",
            number::in_words(more.len())
        )),
    };
    let both: Vec<String> = [closed, good].into_iter().flatten().collect();
    (!both.is_empty()).then(|| format!("{}.", number::capitalised(&both.join("; "))))
}

/// What was due and cannot be seen, and of what most of it is: an agency that lacks many is named with as many of them as there is room
/// for, else it is said how many sent nothing.
fn unseen(lists: &Lists<'_>) -> String {
    let missing = lists.counts.due.saturating_sub(lists.counts.reported);
    let said = match missing {
        0 => return "Every indicator that was due was reported.".into(),
        1 => "Nothing can be said of one indicator that was due and not reported".to_string(),
        more => format!(
            "Nothing can be said of {} indicators that were due and not reported",
            number::in_words(more)
        ),
    };
    let with = |more: String| format!("{said}; {more}.");
    let greatest = (0..=2)
        .rev()
        .filter_map(|names| gaps::greatest(lists.gaps, (names, missing)));
    let silent = Some(Silence::of(lists.returns).words()).filter(|words| !words.is_empty());
    let mut told = greatest.chain(silent).map(with);
    let fits = |sentence: &String| sentence.split_whitespace().count() <= LONGEST;
    told.find(fits).unwrap_or_else(|| format!("{said}."))
}

/// Agencies whose figures cannot be used this quarter: those that sent none, and those whose return is here and not used.
pub(super) struct Silence<'a> {
    /// Nothing came.
    pub nothing: Vec<&'a str>,
    /// What came cannot be used: it waits for a decision, cannot be opened or read, or is not the form asked for.
    pub unused: Vec<&'a str>,
}

impl<'a> Silence<'a> {
    pub fn of(returns: &'a [ReturnLine]) -> Silence<'a> {
        let of = |wanted: &dyn Fn(&ReturnLine) -> bool| -> Vec<&'a str> {
            let lines = returns.iter().filter(|line| line.feed == "dashboard" && wanted(line));
            lines.map(|line| line.agency.as_str()).collect()
        };
        let came = |line: &ReturnLine| match line.status {
            ReturnStatus::Held | ReturnStatus::WrongForm => true,
            ReturnStatus::Missing => !line.files.is_empty(),
            _ => false,
        };
        Silence {
            nothing: of(&|line| line.status == ReturnStatus::Missing && !came(line)),
            unused: of(&came),
        }
    }

    /// `two agencies sent no figures and one return cannot be used`; empty where all sent figures that are used.
    pub fn words(&self) -> String {
        let nothing = match self.nothing.len() {
            0 => None,
            1 => Some("one agency sent no figures".to_string()),
            more => Some(format!("{} agencies sent no figures", number::in_words(more))),
        };
        let unused = match self.unused.len() {
            0 => None,
            1 => Some("one return cannot be used".to_string()),
            more => Some(format!("{} returns cannot be used", number::in_words(more))),
        };
        let both: Vec<String> = [nothing, unused].into_iter().flatten().collect();
        both.join(" and ")
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.nothing.len() + self.unused.len()
    }
}

#[cfg(test)]
mod tests {
    use super::in_one_sentence;

    #[test]
    fn one_two_and_three_exceptions_are_told_as_people_say_it() {
        let said = |kinds: &[(usize, &str)]| {
            let all = kinds.iter().map(|(count, _)| count).sum();
            in_one_sentence(kinds, all).unwrap_or_default()
        };
        let own = "from the Board’s own records";
        assert_eq!(said(&[(1, own)]), "The one exception is from the Board’s own records.");
        assert_eq!(said(&[(2, own)]), "Both exceptions are from the Board’s own records.");
        assert_eq!(
            said(&[(3, own)]),
            "All three exceptions are from the Board’s own records."
        );
        assert_eq!(
            said(&[(1, "worse than usual"), (1, own)]),
            "Of two exceptions, one is worse than usual and one is from the Board’s own records."
        );
        assert_eq!(said(&[]), "");
    }
}
