//! Short texts into what they say of the cells below and beside them.

use chrono::NaiveDate;

use crate::ingest::privacy::birth::is_date;
use crate::ingest::privacy::columns::Label;
use crate::ingest::privacy::normal::words_of;
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

/// What a heading says of the column below it.
pub fn label(text: &str) -> Label {
    const FIGURES: &str = "count number total value amount cost costs budget spend spent population reach clicks views funding pledged paid hours days minutes numerator denominator impressions attendance capacity urn laestab establishment code ons price expenditure income balance account referrals contacts figure result no";
    const DATES: &str = "due completed completion session course meeting review reviewed inspection inspected published received start end raised closed updated period quarter month year week reported held event created opened signed deadline target";
    const NAMES: &str = "organisation organisations school schools setting settings course title measure indicator agency agencies theme sector area ward district locality team service services provider partner standard evidence owner lead officer role campaign channel meeting group topic status action reference source audit domain quadrant place town trust practice responsible";
    let words = words_of(text);
    let says = |list: &str| words.iter().any(|word| is_one_of(list, word));
    Label {
        figures: says(FIGURES) || text.contains('£'),
        dates: says(DATES),
        names: says(NAMES),
    }
}

/// Whether a text announces how to reach someone, or who filled the form in.
pub fn says_contact(text: &str) -> bool {
    const WORDS: &str = "contact|completed by|prepared by|submitted by|author|return to|queries|enquiries|telephone|e-mail|email|tel:|phone|sent by|sender|signed|address:|lead:|produced by|compiled by|data officer|role";
    let lower = text.to_lowercase();
    // A form that asks for a postcode and does not say whose asks for that of the office.
    let bare = matches!(words_of(text).join(" ").as_str(), "postcode" | "post code");
    bare || WORDS.split('|').any(|words| lower.contains(words))
}
