//! Every number in the papers of the example: found in what `series`, `exceptions`, `findings`, `status` and the chart data print
//! of the same indicator, place and quarter (`numbers/known.rs`), counted from those lists (`numbers/sources.rs`), or of one of the
//! kinds that are no figures (`numbers/kinds.rs`).

mod charts;
mod dates;
mod kinds;
mod known;
mod names;
mod sources;
mod spots;
mod when;

use crate::example_run::board;
use crate::page_tree;
use known::{Known, printed};
use sources::Lists;
use spots::Spot;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "html") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// A number of a text and where it stands.
type Number = (std::ops::Range<usize>, String);

/// Everything in which a number may be found.
struct Sources {
    known: Known,
    lists: Lists,
}

impl Sources {
    /// Read once for all tests.
    fn read() -> &'static Sources {
        static SOURCES: OnceLock<Sources> = OnceLock::new();
        SOURCES.get_or_init(|| {
            let catalogue = paqa::catalogue::load(Some(&board())).expect("the catalogue");
            Sources {
                known: Known::read(&catalogue),
                lists: Lists::read(catalogue.policy()),
            }
        })
    }

    /// The numbers of a spot that are figures, and those among them that no source holds.
    fn look(&self, spot: &Spot) -> (Vec<Number>, Vec<Number>) {
        if !spot.words.contains(|c: char| c.is_ascii_digit()) {
            return (vec![], vec![]);
        }
        let numbers = printed(&kinds::without(&self.known.without_words(&spot.words)));
        if numbers.is_empty() {
            return (vec![], vec![]);
        }
        let counted = self.lists.counted(spot, &self.known);
        let is_alone = sources::is_counted_alone(spot);
        let is_found = |(at, text): &&Number| counted.contains(&at.start) || !is_alone && self.known.holds(text, spot);
        let missing = numbers.iter().filter(|number| !is_found(number)).cloned().collect();
        (numbers, missing)
    }
}

/// The spots of every paper that is looked at, by page.
fn spots_of_papers() -> Vec<Spot> {
    let reports = board().join("reports").join(when::QUARTER);
    let mut all = Vec::new();
    for path in pages(&reports) {
        let name = path
            .strip_prefix(&reports)
            .expect("inside")
            .with_extension("")
            .display()
            .to_string();
        let page = page_tree::read(&std::fs::read_to_string(&path).expect("a page"));
        all.extend(spots::of(&page, &name));
    }
    all
}

#[test]
fn every_number_of_every_paper_is_in_the_lists_that_the_commands_print() {
    let sources = Sources::read();
    let mut faults = Vec::new();
    let mut numbers = 0;
    for spot in spots_of_papers() {
        let (found, missing) = sources.look(&spot);
        numbers += found.len();
        let told = |(_, text): &Number| format!("{}: {text} in <{}> {}", spot.page, spot.element, spot.line);
        faults.extend(missing.iter().map(told));
    }
    println!("{numbers} numbers");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    // A reader that saw no numbers would find no fault: the example's papers hold about 7,000 of them.
    assert!(numbers > 6_800, "only {numbers} numbers were found");
}

#[test]
fn a_number_that_no_list_holds_is_found_out() {
    let sources = Sources::read();
    let page = page_tree::read(
        "<section class=\"block\" id=\"exception-1\"><h2>1 On a plan</h2><p>6.4% were, from 12,345.</p></section>",
    );
    let spots = spots::of(&page, "exception-paper");
    let faults: Vec<Number> = spots.iter().flat_map(|spot| sources.look(spot).1).collect();
    assert_eq!(faults.len(), 3, "{faults:?}");
}

/// Another number of as many digits, always the same for the same place.
fn mutated(text: &str, seed: usize) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let least = 10u64.pow(digits as u32 - 1);
    let number: u64 = text
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .expect("digits");
    let mixed = (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    // A number that begins with 0, as 0.5 does, is left below one.
    let from = if number < least { 0 } else { least };
    let span = if number < least { least } else { 9 * least };
    let other = from + (number - from + 1 + mixed % (span - 1)) % span;
    let other = format!("{other:0digits$}");
    let mut other = other.chars();
    let digit = |c: char| {
        if c.is_ascii_digit() {
            other.next().unwrap_or('0')
        } else {
            c
        }
    };
    text.chars().map(digit).collect()
}

#[test]
fn a_figure_changed_by_hand_is_nearly_always_found_out() {
    let sources = Sources::read();
    let (mut changed, mut caught) = (0, 0);
    let mut missed: Vec<String> = Vec::new();
    for (nth, spot) in spots_of_papers().iter().enumerate() {
        for (at, text) in sources.look(spot).0 {
            if !(2..=3).contains(&text.chars().filter(char::is_ascii_digit).count()) {
                continue;
            }
            let other = mutated(&text, nth * 31 + at.start);
            let mut wrong = spot.clone();
            wrong.words.replace_range(at.clone(), &other);
            wrong.line = wrong.line.replacen(&spot.words, &wrong.words, 1);
            changed += 1;
            match sources.look(&wrong).1.is_empty() {
                false => caught += 1,
                true => missed.push(format!(
                    "{}: {text} to {other} in <{}> {}",
                    spot.page, spot.element, spot.line
                )),
            }
        }
    }
    println!("{caught} of {changed} caught");
    let told = missed.join("\n");
    assert!(changed > 4_200, "only {changed} figures were changed");
    assert!(
        caught * 100 >= changed * 95,
        "only {caught} of {changed} were found out:\n{told}"
    );
}
