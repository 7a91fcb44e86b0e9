//! Words that make another figure of what they stand over or beside: an aim, an average, another unit, a part of those counted, a
//! guess. And the words that plainly do not, so that any others can be said.

mod harmless;

use crate::catalogue::plain;
use crate::ingest::words::changes::harmless::{IN_HEADINGS, IN_REMARKS};
use crate::ingest::words::doubts::{denies, is_less};
use crate::ingest::words::names::words;
use crate::ingest::words::windows::speaks_of_another;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words for what is aimed at.
const AIMS: &str = "plan planned planning budget budgets budgeted profile profiled stretch assumption assumptions assumed scenario \
    ceiling cap capacity commissioned contracted modelled best worst";
/// Words for a number made of several.
const AVERAGES: &str = "average averages averaged avg ave mean annualised annualized prorata rata extrapolated extrapolation weekly \
    monthly daily max maximum min minimum peak highest lowest weighted smoothed imputed typical";
/// Words beside these that say nothing more.
const BESIDE: &str = "figure figures value values number numbers no count level outturn total case per pro a the for of in to as on \
    week month day quarter year data only";

/// Whether a text says of its figures nothing but that they are aimed at: `plan`, `budgeted figure`.
pub fn is_aim(text: &str) -> bool {
    is_nothing_but(text, AIMS)
}

/// Whether a text says of its figures nothing but that they are made of several: `monthly average`, `per week`.
pub fn is_average(text: &str) -> bool {
    let simple = plain(text);
    let rates = [
        "per week",
        "per month",
        "per day",
        "a week",
        "a month",
        "a day",
        "each month",
        "each week",
    ];
    is_nothing_but(text, AVERAGES) || rates.contains(&simple.as_str())
}

fn is_nothing_but(text: &str, known: &str) -> bool {
    let simple = plain(text);
    let mut words = simple.split(' ');
    let told = simple.split(' ').any(|word| is_among(known, word));
    told && words.all(|word| is_among(known, word) || is_among(BESIDE, word))
}

/// Whether a word is one of a list of words.
fn is_among(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Whether a text, with a space at either end, has one of a list of phrases in it.
fn says_one(padded: &str, phrases: &str) -> bool {
    phrases.split(", ").any(|phrase| {
        let mut found = padded.match_indices(phrase);
        found.any(|(at, _)| padded[..at].ends_with(' ') && padded[at + phrase.len()..].starts_with(' '))
    })
}

/// Beginnings of words that change what any figure means beside which they stand.
const STRONG: &str = "estimat approx annuali extrapolat exclud omit imput modelled budget proxy prorata weighted duplicat trustwide \
    forcewide capped projected projection ignor";
/// The same as whole words, or several.
const STRONG_PHRASES: &str = "excl, hundreds, thousands, 000s, minimum, maximum, sample of, a sample, sample only, sampled, pro rata, \
    double count, double counted, double counting, not including, not included, not include, not counted, not \
    comparable, system down, half of, part year, part quarter, weekly average, monthly average, daily average, \
    quarterly average, monthly averages, weekly averages, monthly mean, average of, an average, are averages, net \
    of, forecast, forecasts, in error, target figure, target figures, planned figure, planned figures, plan figures, \
    plan figure, left out, taken out, not captured, not recorded, as last quarter, figure repeated, figures repeated, as last time, as last year, copied \
    from, copied over, wrong report, wrong figure, wrong figures, wrong run, please add, please ignore, please amend, \
    not number, not a number, not numbers, now includes, now excludes, now counts";
/// The same beside one figure; of a whole table rates are told from counts elsewhere, and its data may well run up to a day.
const STRONG_BESIDE: &str = "per 100, per 1000, per 1 000, per 10000, per 10 000, per 100000, per 100 000, per 1000 children, up to, rounded \
    to";
/// Words that do so unless the remark compares, or tells why a figure is what it is.
const WEAK: &str =
    "only without except minus plus incl snapshot unborn adults ages covers definition definitions census";
const WEAK_PHRASES: &str = "not yet, from last year, from last quarter, last years figure, last quarters figure, based on, whole force, \
    whole trust, trust wide, force wide, all ages, one team, two teams, team only, figure from, figures from, \
    missing one, missing two, missing some, missing data, missing a, brought forward, carried forward, carried over, \
    of three months, two months, one month, six months, months data, weeks data, full year, whole year, calendar \
    year, school year, annual figure, annual figures, annual total, year figure, weekly figure, monthly figure, \
    daily figure, per week, per month, per day, counts families, counts households, number of families, families \
    counted, households counted, siblings counted, number of sibling, number of siblings";
/// Words of a remark that compares figures or tells what lies behind one.
const TELLS: &str = "than compared comparison above below down rise rises rose rising risen increase increased increases increasing \
    decrease decreased fall fell fallen falls falling drop dropped reduced reduction reducing higher lower due \
    because following improve improved improving improvement worse better trend similar stable steady change \
    changed continue continues under will we our recruit recruited recruitment training vacancies audit action \
    actions review reviewed reviewing now led met";

/// Whether a remark beside a figure may change what it means: it leaves out, takes in, guesses, gives another unit or another time.
pub fn may_change_figure(remark: &str) -> bool {
    let simple = plain(remark).replace("up to date", "");
    let padded = format!(" {simple} ");
    if denies(&simple) {
        return false;
    }
    if says_strongly(&simple) || says_one(&padded, STRONG_BESIDE) {
        return true;
    }
    let tells = speaks_of_another(&simple) || simple.split(' ').any(|word| is_among(TELLS, word));
    let is_weak = || simple.split(' ').any(|word| is_among(WEAK, word)) || says_one(&padded, WEAK_PHRASES);
    !tells && is_weak()
}

/// Whether a text has a word that changes what any figures mean, whatever else it says.
pub fn says_strongly(text: &str) -> bool {
    let simple = plain(text);
    let padded = format!(" {simple} ");
    let begins = |word: &str| STRONG.split(' ').any(|start| word.starts_with(start));
    let says = |word: &str| is_less(word) || begins(word);
    !denies(&simple) && (simple.split(' ').any(says) || says_one(&padded, STRONG_PHRASES))
}

/// Whether a title of a table says that its figures are not all that its names say: a sample, a plan, some of those counted.
pub fn title_changes_figures(title: &str) -> bool {
    const OF_TITLES: &str = "pilot, sample, averages, weekly, planned, plan for, plan figures, boys only, girls only, males only, females only, \
        out of county, out of area, other authorities, other local authorities, one team, part return, partial return";
    says_strongly(title) || says_one(&format!(" {} ", plain(title)), OF_TITLES)
}

/// Whether a remark of a word or two is nothing that is said of figures without changing them: `SET`, `Old basis`.
pub fn is_terse_and_strange(remark: &str) -> bool {
    const MOST: usize = 2;
    let simple = plain(remark);
    let words: Vec<&str> = simple.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > MOST {
        return false;
    }
    let plain = |word: &str| {
        word.chars().count() <= 2
            || word.bytes().any(|byte| byte.is_ascii_digit())
            || is_among(IN_REMARKS, word)
            || is_among(IN_HEADINGS, word)
            || is_among(TELLS, word)
    };
    !words.into_iter().all(plain)
}

/// Whether a word, as it compares, is one of those that say nothing of what figures are.
pub fn says_nothing_of_figures(stem: &str) -> bool {
    static STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| IN_HEADINGS.split(' ').flat_map(words).collect());
    is_among(IN_HEADINGS, stem) || STEMS.contains(stem)
}

/// The words of a piece of a heading that are none of those that say nothing of what a figure is.
pub fn strange_in_heading(piece: &str) -> bool {
    let simple = plain(piece);
    let plain = |word: &str| {
        word.chars().count() <= 1 || word.bytes().all(|byte| byte.is_ascii_digit()) || is_among(IN_HEADINGS, word)
    };
    !simple.split(' ').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aims_and_averages_are_no_figures_of_a_quarter() {
        for text in [
            "plan",
            "Planned number",
            "budget",
            "best case",
            "stretch",
            "plan figures",
        ] {
            assert!(is_aim(text), "{text}");
        }
        for text in [
            "monthly average",
            "per week",
            "Mean",
            "annualised",
            "highest month",
            "pro rata",
        ] {
            assert!(is_average(text), "{text}");
        }
        for text in [
            "children on a plan",
            "plans started",
            "average caseload",
            "month",
            "per child",
            "cases per week",
        ] {
            assert!(!is_aim(text) && !is_average(text), "{text}");
        }
    }

    #[test]
    fn a_remark_that_leaves_out_or_guesses_is_told_from_one_that_explains() {
        for text in [
            "Annualised",
            "excludes Harlow",
            "estimate from last year",
            "Two of three months",
            "counts families",
            "Without the night team",
            "Weekly figure",
            "figure from last year",
            "up to 15 September",
            "All ages",
        ] {
            assert!(may_change_figure(text), "{text}");
        }
        for text in [
            "",
            "Up on last quarter",
            "Rise due to a new front door process",
            "Staff vacancies in the team",
            "Higher than usual because of one large group of siblings",
            "No longer an estimate",
            "Reviewed by the head of service",
        ] {
            assert!(!may_change_figure(text), "{text}");
        }
    }

    #[test]
    fn a_word_that_nobody_says_of_a_figure_without_changing_it_is_strange() {
        for text in ["SET", "Old basis", "Restated twice", "part quarter"] {
            assert!(is_terse_and_strange(text), "{text}");
        }
        for text in [
            "On track",
            "n/a",
            "Validated",
            "No change",
            "",
            "JB",
            "Q2",
            "three words here",
        ] {
            assert!(!is_terse_and_strange(text), "{text}");
        }
        assert!(strange_in_heading("received") && !strange_in_heading("actual outturn (final)"));
    }
}
