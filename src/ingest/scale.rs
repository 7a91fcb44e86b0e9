//! The key that a Section 11 workbook prints, or the version that it is, into what its answers mean.

use crate::catalogue::{Catalogue, Family, Workbook, plain};
use crate::ingest::choose::{Chosen, Role, is_of_another_cycle, share, whose_unclear};
use crate::ingest::context::FileContext;
use crate::ingest::printed::Printed;
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::{Table, header_text};
use crate::ingest::words::labels::leading_number;
use crate::ingest::words::tidy;
use std::collections::{BTreeMap, BTreeSet};

/// The list of codes that graded answers come from.
pub const GRADES: &str = "s11-grades";

/// What the answers of one workbook mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    answers: BTreeMap<String, String>,
    /// Percentages, where the key gives the grades in those.
    bands: Vec<(Band, String)>,
    /// Numbers of this version that stand for questions of another number.
    renumbered: BTreeMap<String, String>,
    /// Whether the file is a Section 11 workbook at all.
    graded: bool,
    /// Whom the workbook is for, if that is known.
    pub family: Option<Family>,
}

impl Scale {
    /// The scale of a workbook, from its texts. `grades` are answers found in it; without a key of either kind words that
    /// say themselves what they mean are still read.
    pub fn of_workbook((texts, printed): (&[String], &Printed), catalogue: &Catalogue) -> Scale {
        let mut scale = Scale {
            graded: true,
            ..Scale::default()
        };
        let known = version(texts, catalogue);
        scale.family = known.map(|workbook| workbook.family).or_else(|| family_said(texts));
        scale.read_key(printed, catalogue);
        if scale.answers.len() + scale.bands.len() < 2 {
            scale.answers.clear();
            scale.bands.clear();
        }
        if let Some(workbook) = known {
            return scale.of_version(workbook);
        }
        scale
    }

    /// The same; where neither key nor printed words tell the workbook's version, the one that asks exactly the questions of a table.
    pub fn for_questions(
        &self,
        sheet: &Sheet,
        (table, chosen): (&Table, &Chosen<'_>),
        context: &FileContext<'_>,
    ) -> Scale {
        if self.is_known() {
            return self.clone();
        }
        let column = chosen
            .roles
            .iter()
            .zip(&table.heads)
            .find(|(role, _)| **role == Role::Word("question".to_owned()));
        let Some((_, head)) = column else {
            return self.clone();
        };
        let asked: BTreeSet<String> = (table.first_row..table.end_row)
            .filter_map(|row| leading_number(&header_text(&sheet.cell(row, head.column))))
            .collect();
        let numbers = |workbook: &Workbook| -> BTreeSet<String> {
            let renumbered = |question: &String| {
                let other = workbook.renumbered.iter().find(|other| other.question == *question);
                other.map_or_else(|| question.clone(), |other| other.number.clone())
            };
            workbook.questions.iter().map(renumbered).collect()
        };
        let workbooks = context.known.catalogue.workbooks().iter();
        let mut same = workbooks.filter(|workbook| !workbook.questions.is_empty() && numbers(workbook) == asked);
        match (same.next(), same.next()) {
            (Some(workbook), None) => self.clone().of_version(workbook),
            _ => self.clone(),
        }
    }

    /// This with what a declared version says.
    fn of_version(mut self, workbook: &Workbook) -> Scale {
        self.family = Some(workbook.family);
        self.renumbered = workbook
            .renumbered
            .iter()
            .map(|other| (other.number.clone(), other.question.clone()))
            .collect();
        if self.answers.len() + self.bands.len() < 2 {
            let written = workbook.scale.iter();
            self.answers = written
                .map(|answer| (plain(&answer.written), answer.grade.clone()))
                .collect();
        }
        self
    }

    /// A column of answers under a heading of its own: most of what stands there is an answer of the workbook.
    pub fn take_answers(&self, chosen: &mut Chosen<'_>, (sheet, table): (&Sheet, &Table), context: &FileContext<'_>) {
        if chosen.roles.iter().any(|role| role.gives("self_grade")) {
            return;
        }
        let lexicon = context.known.lexicon;
        let is_answer = |text: &str| {
            self.grade(GRADES, text).is_some() || is_plain_answer(text) && lexicon.code_exactly(GRADES, text).is_some()
        };
        if let Some(remark) = whose_unclear(chosen, (sheet, table), context) {
            chosen.remarks.push(remark);
            return;
        }
        let found = (0..table.heads.len()).find(|&at| {
            let head = &table.heads[at];
            let (known, seen) = share(sheet, (table, head), is_answer);
            let is_open =
                chosen.roles[at] == Role::Unknown && !is_of_another_cycle(head, (chosen.feed, table), context);
            is_open && !head.text.is_empty() && known > 0 && known * 3 >= seen * 2
        });
        let Some(at) = found else { return };
        let head = &table.heads[at];
        chosen.roles[at] = Role::Word("self_grade".to_owned());
        let remark = Remark::on_cell("heading-near-miss", (&sheet.name, head.row, head.column), &head.text);
        chosen
            .remarks
            .push(remark.taken_as("self_grade").about(&chosen.feed.id));
    }

    /// The question that a number of this workbook stands for: its own, unless the version declares another.
    pub fn question(&self, number: String) -> String {
        self.renumbered.get(&number).cloned().unwrap_or(number)
    }

    /// The grade of an answer in the list of grades, if the workbook declares it.
    pub fn grade(&self, list: &str, written: &str) -> Option<&str> {
        if list != GRADES {
            return None;
        }
        let word = self.answers.get(&plain(&tidy(written))).map(String::as_str);
        word.or_else(|| self.grade_of_percentage(written))
    }

    /// The grade of the one band in which a percentage lies; a number without its sign could be a score of another kind.
    fn grade_of_percentage(&self, written: &str) -> Option<&str> {
        let number: f64 = tidy(written).strip_suffix('%')?.trim().parse().ok()?;
        let exact = self
            .bands
            .iter()
            .find(|(band, _)| band.low == band.high && band.low == number);
        let mut within = self.bands.iter().filter(|(band, _)| band.holds(number));
        let (first, second) = (within.next(), within.next());
        let found = exact.or(first.filter(|_| second.is_none()))?;
        Some(found.1.as_str())
    }

    /// Whether answers of a list may only be read by a key, or when they say themselves what they mean: nobody can tell which
    /// way round numbers or colours run.
    pub fn must_know(&self, list: &str) -> bool {
        self.graded && list == GRADES
    }

    /// Whether every answer of a table says itself what it means (`Partly met`), so that no key is needed. Colours, numbers and
    /// letters do not.
    pub fn speaks_for_itself(&self, sheet: &Sheet, table: &Table, chosen: &Chosen<'_>) -> bool {
        let words = table.heads.iter().zip(&chosen.roles);
        let ticked = words.filter(|(_, role)| matches!(role, Role::Mark(_)));
        if ticked
            .map(|(head, _)| head.text.as_str())
            .any(|text| !is_plain_answer(text))
        {
            return false;
        }
        let graded = |role: &Role| match role {
            Role::Word(column) | Role::Answer { column, .. } => column.ends_with("_grade"),
            _ => false,
        };
        let columns = table
            .heads
            .iter()
            .zip(&chosen.roles)
            .filter(|(_, role)| graded(role))
            .map(|(head, _)| head.column);
        let mut answers = columns.flat_map(|column| (table.first_row..table.end_row).map(move |row| (row, column)));
        answers.all(|(row, column)| {
            let text = header_text(&sheet.cell(row, column));
            text.is_empty() || is_plain_answer(&text)
        })
    }

    /// Whether the workbook's key or version was found.
    pub fn is_known(&self) -> bool {
        !self.answers.is_empty() || !self.bands.is_empty()
    }

    /// Takes the entries of the printed key that say a grade.
    fn read_key(&mut self, printed: &Printed, catalogue: &Catalogue) {
        let in_percent = printed.pairs().iter().any(|pair| pair.written.contains('%'));
        for pair in printed.pairs() {
            let first = plain(&pair.written);
            let is_answer = first.split(' ').count() <= 3
                && !["standard", "section", "question", "part"]
                    .iter()
                    .any(|word| first.split(' ').next() == Some(word));
            let Some(grade) = grade_of(&pair.meaning, catalogue).filter(|_| is_answer) else {
                continue;
            };
            match Band::read(&pair.written).filter(|_| in_percent) {
                Some(band) => self.bands.push((band, grade)),
                None => {
                    self.answers.entry(plain(&pair.written)).or_insert(grade);
                }
            }
        }
    }
}

/// A stretch of percentages, both ends included unless they are said not to be.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    low: f64,
    high: f64,
    open: bool,
}

impl Band {
    /// `50% to 99%`, `below 50%`, `75% and over`, `100%`.
    fn read(written: &str) -> Option<Band> {
        let text = tidy(written).to_lowercase();
        let numbers: Vec<f64> = text
            .split(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .filter_map(|part| part.parse().ok())
            .collect();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match numbers[..] {
            [low, high] if low < high && high <= 100.0 => Some(Band { low, high, open: false }),
            [bound] if bound <= 100.0 => Some(match () {
                () if has(&["below", "under", "less than", "<"]) => Band {
                    low: 0.0,
                    high: bound,
                    open: true,
                },
                () if has(&["or less", "and less", "or below", "and below", "and under", "up to"]) => Band {
                    low: 0.0,
                    high: bound,
                    open: false,
                },
                () if has(&["more than", "above", "greater than", ">"]) && !has(&["and above", "or above"]) => Band {
                    low: bound,
                    high: 100.0,
                    open: true,
                },
                () if has(&[
                    "or more",
                    "and more",
                    "and over",
                    "or over",
                    "and above",
                    "or above",
                    "or higher",
                    "+",
                    "at least",
                ]) =>
                {
                    Band {
                        low: bound,
                        high: 100.0,
                        open: false,
                    }
                }
                () => Band {
                    low: bound,
                    high: bound,
                    open: false,
                },
            }),
            _ => None,
        }
    }

    fn holds(&self, number: f64) -> bool {
        let open_low = self.open && self.high == 100.0 && self.low > 0.0;
        let open_high = self.open && !open_low;
        // Bands such as 50 to 99 and 100 leave nothing between them but decimals.
        let above = if open_low {
            number > self.low
        } else {
            number >= self.low
        };
        let below = if open_high {
            number < self.high
        } else {
            number < self.high + 1.0 && number <= 100.0
        };
        above && below
    }
}

/// Whether an answer means what it says without a key.
pub fn is_plain_answer(written: &str) -> bool {
    let words = format!(" {} ", plain(written));
    [
        " met ",
        "applicable",
        " n a ",
        " na ",
        "complian",
        "achieved",
        "in place",
        "unmet",
        "meets",
    ]
    .iter()
    .any(|word| words.contains(word))
}

/// The grade that the words of a key describe.
fn grade_of(words: &str, catalogue: &Catalogue) -> Option<String> {
    // What follows belongs to the grade or is the next answer, which says itself what it means.
    let first = words.split([',', ';']).next().unwrap_or_default();
    grade_said(first, catalogue).or_else(|| grade_said(words, catalogue))
}

fn grade_said(words: &str, catalogue: &Catalogue) -> Option<String> {
    let list = catalogue.code_list(GRADES)?;
    if let Some(code) = list.read(words) {
        return Some(code.code.clone());
    }
    let words = format!(" {} ", plain(words));
    let has = |wanted: &[&str]| wanted.iter().any(|word| words.contains(word));
    let grade = if has(&["not applicable", "does not apply", " n a "]) {
        "not-applicable"
    } else if has(&[
        "partly",
        "partial",
        "some ",
        "mostly",
        "in progress",
        "developing",
        "working towards",
    ]) {
        "partly-met"
    } else if has(&[" not ", "no evidence", "unmet", "inadequate"]) {
        "not-met"
    } else if has(&[" met ", "fully", "in place", "achieved", "embedded"]) {
        "met"
    } else {
        return None;
    };
    list.code(grade).map(|code| code.code.clone())
}

/// The declared version whose printed words all stand in the workbook, the newest first.
fn version<'c>(texts: &[String], catalogue: &'c Catalogue) -> Option<&'c Workbook> {
    let all = plain(&texts.join(" | "));
    catalogue
        .workbooks()
        .iter()
        .filter(|workbook| !workbook.recognise_by.is_empty())
        .filter(|workbook| workbook.recognise_by.iter().all(|words| all.contains(&plain(words))))
        .max_by(|one, other| {
            (one.recognise_by.len(), &one.from_cycle).cmp(&(other.recognise_by.len(), &other.from_cycle))
        })
}

/// Whom the workbook says it is for.
fn family_said(texts: &[String]) -> Option<Family> {
    texts.iter().take(12).find_map(|text| {
        let text = plain(text);
        if text.contains("workbook") || text.contains("audit") || text.contains("self assessment") {
            if text.contains("early years") || text.contains("nurser") {
                return Some(Family::EarlyYears);
            }
            if text.contains("school") || text.contains("college") {
                return Some(Family::Schools);
            }
            if text.contains("agency") || text.contains("agencies") || text.contains("partner") {
                return Some(Family::Agencies);
            }
        }
        None
    })
}
