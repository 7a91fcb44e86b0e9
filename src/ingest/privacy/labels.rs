//! Short texts into what they say of the cells below and beside them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::ingest::privacy::birth::is_date;
use crate::ingest::privacy::columns::Label;
use crate::ingest::privacy::vocabulary::is_one_of;

/// A text of at most eleven digits and nothing else, as a number. Longer ones are no identifier known here.
pub fn plain_number(text: &str) -> Option<f64> {
    let digits = text.trim();
    let plain = !digits.is_empty() && digits.len() <= 11 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// `12/03/2014` or `2014-03-12`, for its place in time only.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.len() > 10 || text.len() < 6 || !is_date(&text.to_lowercase()) {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else { return None };
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else {
        (third, second, first)
    };
    let year: i32 = year.parse().ok()?;
    NaiveDate::from_ymd_opt(
        if year < 100 { year + 2000 } else { year },
        month.parse().ok()?,
        day.parse().ok()?,
    )
}

const FIGURES: &str = "
count number total value amount cost costs budget spend spent population reach clicks views funding pledged
paid hours days minutes numerator denominator impressions attendance capacity urn laestab establishment code
ons price expenditure income balance account referrals contacts figure result no";

const DATES: &str = "
due completed completion session course meeting review reviewed inspection inspected published received start
end raised closed updated period quarter month year week reported held event created opened signed deadline
target";

const NAMES: &str = "
organisation organisations school schools setting settings course title measure indicator agency agencies
theme sector area ward district locality team service services provider partner standard evidence owner lead
officer role campaign channel meeting group topic status action reference source audit domain quadrant place
town trust practice responsible";

const VENUES: &str = "venue venues premises";

static LABELS: LazyLock<BTreeMap<&'static str, Label>> = LazyLock::new(|| {
    let mut labels: BTreeMap<&str, Label> = BTreeMap::new();
    let kinds = [
        (
            FIGURES,
            Label {
                figures: true,
                ..Label::default()
            },
        ),
        (
            DATES,
            Label {
                dates: true,
                ..Label::default()
            },
        ),
        (
            NAMES,
            Label {
                names: true,
                ..Label::default()
            },
        ),
        (
            VENUES,
            Label {
                names: true,
                venues: true,
                ..Label::default()
            },
        ),
    ];
    for (list, label) in kinds {
        list.split_ascii_whitespace()
            .for_each(|word| labels.entry(word).or_default().join(label));
    }
    labels
});

/// What the words of a heading say of the column below it.
pub fn label(words: &[String], in_pounds: bool) -> Label {
    let mut label = Label {
        figures: in_pounds,
        voices: says_voices(words),
        ..Label::default()
    };
    words
        .iter()
        .filter_map(|word| LABELS.get(word.as_str()))
        .for_each(|found| label.join(*found));
    label
}

/// Whether a heading is one of what children or young people said: `You said`, `What young people told us`.
fn says_voices(words: &[String]) -> bool {
    const WHO: &str = "you they we children young people carers families";
    let ends = |end: &[&str]| {
        words.len() <= 5 && words.ends_with(&end.iter().map(|word| word.to_string()).collect::<Vec<_>>())
    };
    let said = ends(&["said"]) || ends(&["told", "us"]) || ends(&["we", "heard"]);
    let quotes = matches!(words, [word] if is_one_of("quote quotes views voice", word));
    quotes || said && words.iter().any(|word| is_one_of(WHO, word))
}

/// Whether the words of a text announce how to reach someone, or who filled the form in; with a colon, more words do.
pub fn says_contact(words: &[String], colon: bool) -> bool {
    const ALONE: &str = "contact contacts author queries enquiries telephone email tel phone sender signed role";
    const BY: &str = "completed prepared submitted produced compiled sent";
    let pair = |pair: &[String]| match [pair[0].as_str(), pair[1].as_str()] {
        ["return", "to"] | ["e", "mail"] | ["data", "officer"] => true,
        [first, "by"] => is_one_of(BY, first),
        _ => false,
    };
    // A form that asks for a postcode and does not say whose asks for that of the office.
    let bare = match words {
        [word] => word == "postcode",
        [first, second] => first == "post" && second == "code",
        _ => false,
    };
    let labelled = colon && words.iter().any(|word| matches!(word.as_str(), "address" | "lead"));
    bare || labelled || words.iter().any(|word| is_one_of(ALONE, word)) || words.windows(2).any(pair)
}
