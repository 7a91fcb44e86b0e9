//! Words over a table, on its tab and over its sections that nobody reads: they may say that only some are counted, or something
//! else, or elsewhere.

use crate::catalogue::{Frequency, plain};
use crate::ingest::check::wider::area_said;
use crate::ingest::context::Known;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::around::read_together;
use crate::ingest::crosstab::asides::{Aside, aside, aside_of_title};
use crate::ingest::crosstab::blocks::Block;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::footnotes::speaks_of_others;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::unread_words::{areas_named, leaves_out_only_what_is_outside};
use crate::ingest::remarks::Remark;
use crate::ingest::rows::Row;
use crate::ingest::words::changes::{says_nothing_of_figures, title_changes_figures};
use crate::ingest::words::days;
use crate::ingest::words::names::words;
use crate::ingest::words::whole_quarter::names_another_time;
use crate::ingest::words::{periods, tidy};

/// Words that a title has beside its agency, its time and what is counted.
const HARMLESS: &str = "safeguarding data dataset set return returns report reports reporting scorecard dashboard information \
    performance management multi agency partner partners partnership board boards breakdown district districts area areas by local \
    authority city borough county council councils office department directorate division unit team teams service services section \
    strategic strategy analysis intelligence insight support business official sensitive confidential restricted protect marking \
    headline headlines summary overview key indicator indicators measure measures metric metrics kpi kpis table tables sheet tab page \
    part annex appendix form template submission submitted version v issue series quarter quarterly monthly month months day date to \
    from of the for and in on at with rolling cumulative ytd actual actuals provisional final revised activity trend trends position \
    snapshot status demand timeliness quality outcome outcomes input inputs output outputs process processes core contextual context \
    priority priorities theme themes domain strand vulnerable general other overall total totals all whole our your their numbers \
    figures counts volumes rates percentages percentage count collection update latest current detail details combined pivot chart \
    charts graph working workings tabular list lists log export extract download run produced prepared live entry raw main master copy \
    new children childrens child young people person persons families family csc cyp mash camhs nhs trust exclusion exclusions \
    suspension suspensions absence absences attendance attendances quadrant quadrants contract contracts monitoring community safety sg \
    perf assurance commissioning provider term terms summer autumn spring winter runs covers covering covered ended ending ends found \
    factor factors kind kinds type types reason reasons what which were was is are calendar year years financial fiscal academic per \
    show shows showing following listed each against not applicable safeguard group panel review committee executive school schools \
    early help health police education social care home front door assessment assessments access solutions youth justice board's lscb \
    lscp scb scp sab site sites hospital hospitals";
/// Words by which a line tells who made it, or where it came from.
const MADE_BY: [&str; 28] = [
    "completed",
    "prepared",
    "contact",
    "author",
    "name",
    "tel",
    "telephone",
    "email",
    "e-mail",
    "date",
    "version",
    "organisation",
    "agency",
    "school",
    "setting",
    "submitted",
    "return by",
    "lead",
    "signed",
    "owner",
    "due",
    "source",
    "note",
    "notes",
    "nb",
    "period",
    "please",
    "produced",
];
/// Words that say which side of a county, or that more than it is meant.
const SIDES: &str = "north south east west mid central northern southern eastern western northeast northwest southeast southwest greater \
    region regional force lpa";
/// Words of titles that tell how numbers are rounded or withheld.
const SETTLED: [&str; 5] = ["rounded ", "shown as ", "suppress", "withheld", "small numbers"];
/// Words of a piece of a title; more are prose.
const LONGEST: usize = 6;

/// What is said of titles over a table, and of its tab, that may make other figures of all of them.
pub(super) fn of_titles((block, panel): (&Block, &Panel), rows: &[Row], setting: &Setting<'_, '_>) -> Vec<Remark> {
    let titles = read_together(&block.titles, setting);
    let mut remarks: Vec<Remark> = titles
        .into_iter()
        .filter_map(|(at, text)| {
            let kind = kind_said((&text, panel), rows, setting)?;
            let remark = Remark {
                at: Some(reach(setting.sheet, panel, at)),
                ..Remark::on_sheet(kind, &setting.sheet.name, text)
            };
            Some(remark.about(&setting.feed.id))
        })
        .collect();
    let name = &setting.sheet.name;
    if is_tab_strange(name, rows, setting) {
        remarks.push(Remark::on_sheet("words-not-read", name, name.clone()).about(&setting.feed.id));
    }
    remarks
}

/// Which finding a title gives, if any.
fn kind_said((text, panel): (&str, &Panel), rows: &[Row], setting: &Setting<'_, '_>) -> Option<&'static str> {
    let known = &setting.context.known;
    let home = known.places.home();
    let of_home = rows.iter().all(|row| row.word("area") == home);
    let names_a_part = || {
        let is_sender = known.lexicon.agency_declared(text).is_some();
        let named = areas_named(text, known.places);
        of_home && !is_sender && !named.contains(&home) && !named.is_empty()
    };
    let label = Label::of(text, known);
    let rest = if label.is_certain() {
        label.left.join("; ")
    } else {
        text.to_owned()
    };
    // That its figures are of a wider area, rounded or withheld, is settled elsewhere.
    let simple = plain(text);
    let is_settled = area_said(known.places, text).is_some() || SETTLED.iter().any(|words| simple.contains(words));
    if is_settled || aside_of_title(text).is_some() || leaves_out_only_what_is_outside(text, known.places) {
        return None;
    }
    if title_changes_figures(&rest) || names_a_part() || speaks_of_others(text) {
        return Some("note-on-figures");
    }
    let own_time = panel.columns.iter().any(|column| {
        column.role == Role::Side(Side::Period) || column.stack.iter().any(|placed| placed.label.when.is_some())
    });
    let quarter = setting.context.period();
    let is_of_quarter = rows.iter().all(|row| row.word("period") == quarter.to_string());
    let is_yearly = |row: &Row| {
        let indicator = known.catalogue.indicator(row.word("indicator"));
        indicator.is_some_and(|indicator| indicator.frequency != Frequency::Quarterly)
    };
    // What is counted once a term or a year is returned under the name of its term.
    let is_its_term = (simple.contains("term") || simple.contains("year")) && rows.iter().any(is_yearly);
    if !own_time && is_of_quarter && !is_its_term && names_another_time(&rest, quarter) {
        return Some("note-on-figures");
    }
    let is_near_name = label.indicator.is_some() && !label.is_certain();
    let is_placed = label.area.as_ref().is_some_and(|named| named.id != home) || label.elsewhere;
    let is_open = !is_near_name && !label.keyed && (!is_placed || of_home);
    (is_open && !tells_of_its_making(text) && is_unread(&rest, known)).then_some("words-not-read")
}

/// Whether the name of a sheet says something that nobody reads, or names another quarter than its figures were read as.
fn is_tab_strange(name: &str, rows: &[Row], setting: &Setting<'_, '_>) -> bool {
    let known = &setting.context.known;
    let label = Label::of(name, known);
    if is_short_for_sender(name, setting) {
        return false;
    }
    if title_changes_figures(name) {
        return true;
    }
    if label.indicator.is_some() || label.area.is_some() || label.elsewhere || aside_of_title(name).is_some() {
        return false;
    }
    let quarter = setting.context.period();
    let is_of_quarter = rows.iter().all(|row| row.word("period") == quarter.to_string());
    let is_other_quarter = match label.when.as_ref() {
        Some(periods::When::Quarter(named)) => *named != quarter,
        Some(periods::When::QuarterOnly(number)) => *number != quarter.quarter(),
        _ => false,
    };
    is_of_quarter && is_other_quarter || is_unread(without_copy(name), known)
}

/// `YJS` on a tab of the Essex Youth Justice Service.
fn is_short_for_sender(name: &str, setting: &Setting<'_, '_>) -> bool {
    let Some(agency) = setting.context.folder_agency() else {
        return false;
    };
    let short = plain(name);
    let starts = |name: &str| {
        let simple = plain(name);
        simple
            .split(' ')
            .filter_map(|word| word.chars().next())
            .collect::<String>()
    };
    let mut ways = std::iter::once(&agency.name).chain(&agency.aliases);
    (2..=5).contains(&short.len()) && ways.any(|way| starts(way).contains(&short))
}

/// The name of a sheet without the number of its copy: `Q2 (2)`.
fn without_copy(name: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit());
    let inside = name.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    inside
        .filter(|(_, number)| is_number(number))
        .map_or(name, |(before, _)| before)
}

/// Whether a line tells who made a return, or where it came from.
fn tells_of_its_making(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    lower.starts_with(['*', '\u{2020}']) || MADE_BY.iter().any(|word| lower.starts_with(word)) || lower.contains('@')
}

/// Whether a text over figures has a short piece of which nobody knows what it says: neither an agency, an area, a time nor a thing
/// that is counted.
pub(super) fn is_unread(text: &str, known: &Known<'_>) -> bool {
    let rest = without_times(&without_agencies(&without_marks(text, known), known));
    let is_edge = |letter: char| {
        matches!(
            letter,
            ',' | ';' | ':' | '|' | '(' | ')' | '[' | ']' | '\u{2013}' | '\u{2014}' | '\n'
        )
    };
    rest.split(is_edge)
        .flat_map(|part| part.split(" - "))
        .any(|piece| is_strange(piece, known))
}

/// A title without the number of its section, the codes of indicators and the signs between thousands: `1. Joint assessments (HO02)`.
fn without_marks(text: &str, known: &Known<'_>) -> String {
    let mut text = tidy(text);
    for (_, code) in known.lexicon.codes_in(&text).into_iter().rev() {
        text.replace_range(code, " ");
    }
    let rest = text
        .trim_start()
        .trim_start_matches(|letter: char| letter.is_ascii_digit());
    if rest.len() < text.trim_start().len() && rest.starts_with(['.', ')']) {
        text = rest[1..].to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let parts_thousands = |at: usize| at > 0 && is_digit(at - 1) && (1..=3).all(|next| is_digit(at + next));
    let kept = (0..letters.len()).filter(|at| letters[*at] != ',' || !parts_thousands(*at));
    kept.map(|at| letters[at]).collect()
}

/// Whether a number in a title says when, or of how many a rate is: `31 August`, `per 10,000`.
fn is_of_time_or_rate(said: &[&str], at: usize) -> bool {
    let is_month = |at: usize| said.get(at).is_some_and(|word| days::month(word).is_some());
    let before = at.checked_sub(1);
    // `Position at 31` is what is left of a day whose month was read.
    let is_day =
        at + 1 == said.len() && before.is_some_and(|before| matches!(said[before], "at" | "on" | "ended" | "ending"));
    said[at].bytes().all(|letter| letter.is_ascii_digit())
        && (is_day || is_month(at + 1) || before.is_some_and(|before| is_month(before) || said[before] == "per"))
}

fn is_strange(piece: &str, known: &Known<'_>) -> bool {
    let simple = plain(piece);
    let said: Vec<&str> = simple
        .split(' ')
        .filter(|word| word.chars().count() > 1 || is_number(word))
        .collect();
    let all = said.clone();
    let said: Vec<&str> = (0..all.len())
        .filter(|at| !is_of_time_or_rate(&all, *at) && days::month(all[*at]).is_none())
        .map(|at| all[at])
        .collect();
    if said.is_empty() || said.len() > LONGEST || known.lexicon.indicator_exactly(piece).is_some() {
        return false;
    }
    let label = Label::of(piece, known);
    if label.area.is_some() && label.left.is_empty() || known.lexicon.agency(piece).is_some() {
        return false;
    }
    let says_of_whom = matches!(aside(piece), Some(Aside::Subset | Aside::Target | Aside::Comparator));
    let is_listed = |list: &str, word: &str| list.split(' ').any(|one| one == word);
    let is_plain = |word: &&str| {
        let is_year = word.len() == 4 && word.bytes().all(|letter| letter.is_ascii_digit());
        // `Sheet1` and `v2` number something.
        let numbered = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let is_numbered = numbered.len() < word.len() && is_listed(HARMLESS, numbered);
        is_year
            || is_numbered
            || !is_number(word)
                && !is_listed(SIDES, word)
                && *word != "only"
                && (is_listed(HARMLESS, word)
                    || words(word)
                        .iter()
                        .all(|stem| says_nothing_of_figures(stem) || known.lexicon.has_word(stem)))
    };
    says_of_whom || !said.iter().all(is_plain)
}

fn is_number(word: &str) -> bool {
    word.bytes().any(|letter| letter.is_ascii_digit())
}

/// A text in small letters without the names of agencies.
fn without_agencies(text: &str, known: &Known<'_>) -> String {
    let mut rest = tidy(text).to_lowercase().replace('\u{2019}', "'");
    for agency in known.agencies {
        for name in std::iter::once(&agency.name).chain(&agency.aliases) {
            let name = name.to_lowercase();
            if let Some(at) = rest.find(&name) {
                let ends = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
                let (before, after) = (rest[..at].chars().next_back(), rest[at + name.len()..].chars().next());
                if !name.is_empty() && ends(before) && ends(after) {
                    rest.replace_range(at..at + name.len(), " , ");
                }
            }
        }
    }
    rest
}

/// A text in small letters without the times that it names.
fn without_times(text: &str) -> String {
    const MOST: usize = 4;
    // A rolling window is settled elsewhere.
    let mut rest = tidy(text).replace("12 months", " , ").replace("twelve months", " , ");
    for _ in 0..MOST {
        match periods::find(&rest) {
            Some(found) if rest.get(found.start..found.end).is_some() => {
                rest.replace_range(found.start..found.end, " , ")
            }
            _ => break,
        }
        rest = tidy(&rest);
    }
    rest
}
