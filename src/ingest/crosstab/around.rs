//! What stands over a whole table, on its tab and elsewhere in the file, into what holds for every figure that says nothing nearer.

use crate::catalogue::plain;
use crate::domain::{Area, Level};
use crate::ingest::context::Known;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::asides::{Aside, aside_of_title};
use crate::ingest::crosstab::blocks::{Block, Text};
use crate::ingest::crosstab::footnotes::is_of_some;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::places::area_of_all;
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::lexicon::Named;
use crate::ingest::titles::Titles;
use crate::ingest::words::names::Likeness;
use std::collections::BTreeMap;

/// What holds for a whole table.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// What its titles and its tab say of what and where.
    pub says: Says,
    /// What they say of when.
    pub titles: Titles,
    /// The cell of a title that gives the area only as the name of a council, if that is all there is.
    pub council_at: Option<(u32, u32)>,
    /// A title that nearly names an indicator, where no label of the table names one.
    pub near_title: Option<Claim<Named>>,
}

/// What holds for a block; `first` is the topmost block of the sheet, if it is another: its titles hold where the block's say nothing.
pub fn around((block, first): (&Block, Option<&Block>), setting: &Setting<'_, '_>) -> Around {
    let known = &setting.context.known;
    let places = known.places;
    let mut says = of_titles(&block.titles, setting);
    if let Some(first) = first {
        let of_sheet = of_titles(&first.titles, setting);
        says = says.or(&Says {
            area: of_sheet.area,
            elsewhere: of_sheet.elsewhere,
            ..Says::default()
        });
    }
    let named_by_council = council(&block.titles, &says, setting);
    let says = says.and(&of_tab(setting), places);
    let header = block.band.last().copied().unwrap_or(block.first_row);
    let mut titles = Titles::read(&block.titles).or(&Titles::of_name(&setting.sheet.name));
    if let Some(first) = first {
        let of_sheet = Titles::read(&first.titles);
        titles = titles.timed_by(&of_sheet);
        titles.year = titles.year.or(of_sheet.year);
    }
    let notes = setting.notes.iter().filter(move |(row, _, _)| *row > header);
    let notes = notes.filter(|(_, _, text)| !is_of_some(text, setting.sheet));
    Around {
        says,
        titles: titles.or(setting.titles).heeding(notes),
        council_at: named_by_council,
        near_title: None,
    }
}

/// What the texts over a table say of what and where; the cells of one row that are a key and its value are read together.
fn of_titles(texts: &[Text], setting: &Setting<'_, '_>) -> Says {
    let known = &setting.context.known;
    let mut says = Says::default();
    for (at, text) in read_together(texts, setting) {
        let label = Label::of(&text, known);
        let mut placed = Placed { at, text, label };
        let label = &mut placed.label;
        let of_several = label.area.is_some() || label.elsewhere;
        let several = of_several.then(|| several_areas(&placed.text, known)).flatten();
        // In prose only what is written beyond doubt counts.
        label.indicator = label.indicator.take().filter(|named| named.likeness != Likeness::Near);
        label.area = label
            .area
            .take()
            .filter(|named| named.likeness != Likeness::Near || label.keyed)
            .filter(|named| !is_one_of_several(&named.id, &placed.text, known))
            .or_else(|| known.lexicon.council_in(&placed.text))
            .or_else(|| locality_in(&placed.text, known));
        match several {
            Some(Some(area)) => (label.area, label.elsewhere) = (Some(area), false),
            Some(None) => (label.area, label.elsewhere) = (None, true),
            // The name of a trust has names of places in it.
            None => label.elsewhere &= !label.several,
        }
        label.aside = aside_of_title(&placed.text);
        (label.when, label.part, label.total) = (None, None, false);
        (label.rolling, label.to_date, label.unexplained, label.clash) = (false, false, false, false);
        // The nearest title that names an indicator beyond doubt says what its table is about.
        if placed.label.indicator.is_some() {
            says.indicator = None;
        }
        says = says.and(&Says::of(&placed), known.places);
    }
    says
}

/// The area whose people a longer title is about: `EWMHS Southend locality`, `Harlow residents`.
fn locality_in(text: &str, known: &Known<'_>) -> Option<Named> {
    const OF: [&str; 4] = ["locality", "residents", "patients", "only"];
    const OTHERS: [&str; 10] = [
        "not",
        "excluding",
        "excl",
        "exc",
        "without",
        "except",
        "including",
        "includes",
        "plus",
        "and",
    ];
    let simple = plain(text);
    let words: Vec<&str> = simple.split(' ').collect();
    if words.iter().any(|word| OTHERS.contains(word)) {
        return None;
    }
    let end = words.iter().position(|word| OF.contains(word))?;
    let area = |start: usize| known.lexicon.area(&words.get(start..end)?.join(" "));
    let found =
        (end.saturating_sub(3)..end).find_map(|start| area(start).filter(|named| named.likeness != Likeness::Near));
    found
        .filter(|named| named.id != known.places.home())
        .map(|named| Named {
            likeness: Likeness::SameWords,
            ..named
        })
}

/// Whether an area is only one of several that a text lists side by side: `Southend, Essex and Thurrock Child Death Review Team`.
fn is_one_of_several(area: &str, text: &str, known: &Known<'_>) -> bool {
    let listed = text.split([',', ';', '&', '/']).flat_map(|part| part.split(" and "));
    let named: Vec<String> = listed
        .filter_map(|part| known.lexicon.area(part.trim()))
        .filter(|named| named.likeness != Likeness::Near)
        .map(|named| named.id)
        .collect();
    let apart = |one: &str| !known.places.contains(one, area) && !known.places.contains(area, one);
    named.iter().any(|one| one == area) && named.iter().any(|one| apart(one))
}

/// Words for a body that bears the names of places and is none.
const BODIES: &str = "hospital hospitals sites university team panel board partnership service services trust nhs review group committee alliance authority council councils office";

/// The area of figures that a title says are for several areas side by side: the board's area that is called so, or none. Nothing
/// where the text is the name of those who send: `Southend, Essex and Thurrock Child Death Review Team`.
fn several_areas(text: &str, known: &Known<'_>) -> Option<Option<Named>> {
    let simple = plain(text);
    if simple.split(' ').any(|word| BODIES.split(' ').any(|body| body == word)) {
        return None;
    }
    let padded = format!(" {simple} ");
    let says = |name: &str| plain(name).len() >= 3 && padded.contains(&format!(" {} ", plain(name)));
    let called = |area: &&Area| std::iter::once(&area.name).chain(&area.aliases).any(|name| says(name));
    let named: Vec<&Area> = known.places.all().iter().filter(called).collect();
    let apart = |one: &Area, other: &Area| {
        one.id != other.id && !known.places.contains(&one.id, &other.id) && !known.places.contains(&other.id, &one.id)
    };
    // One that is called by the names of the others is all of them.
    let is_of_all = |one: &&&Area| {
        let own = format!(" {} ", plain(&one.name));
        named.iter().all(|other| {
            let mut ways = std::iter::once(&other.name).chain(&other.aliases);
            other.id == one.id || ways.any(|way| own.contains(&format!(" {} ", plain(way))))
        })
    };
    let takes_in_a_neighbour = lists_home(text, known) && named.iter().any(|area| area.level == Level::Other);
    if named.len() < 2 || !takes_in_a_neighbour || !named.iter().any(|one| named.iter().any(|other| apart(one, other)))
    {
        return None;
    }
    let all = named.iter().find(is_of_all).map(|area| Named {
        id: area.id.clone(),
        likeness: Likeness::SameWords,
    });
    let listed: Vec<Named> = named
        .iter()
        .map(|area| Named {
            id: area.id.clone(),
            likeness: Likeness::SameWords,
        })
        .collect();
    Some(all.or_else(|| area_of_all(&listed, known.places)))
}

/// Whether the county itself is one of a list: `Southend, Essex and Thurrock`, not `Mid Essex Hospitals (Basildon, Southend)`.
fn lists_home(text: &str, known: &Known<'_>) -> bool {
    let area = |text: &str| {
        known
            .lexicon
            .area(text)
            .filter(|named| named.likeness != Likeness::Near)
    };
    let is_home = |text: &str| area(text).is_some_and(|named| named.id == known.places.home());
    let parts = text
        .split([',', ';', '&', '/', '(', ')'])
        .flat_map(|part| part.split(" and "));
    parts.map(plain).any(|part| {
        let words: Vec<&str> = part.split(' ').collect();
        let last = |count: usize| words[words.len().saturating_sub(count)..].join(" ");
        is_home(&part) || is_home(&last(1)) && area(&last(2)).is_none()
    })
}

/// The titles row by row: `District | Basildon` is one text.
pub(super) fn read_together(texts: &[Text], setting: &Setting<'_, '_>) -> Vec<((u32, u32), String)> {
    let mut rows: BTreeMap<u32, Vec<&Text>> = BTreeMap::new();
    for text in texts {
        rows.entry(text.0).or_default().push(text);
    }
    let mut lines = Vec::new();
    for cells in rows.into_values() {
        let Some((first, rest)) = cells.split_first() else {
            continue;
        };
        let key = Label::of(&first.2, &setting.context.known);
        let is_key = key.column.is_some() || first.2.trim_end().ends_with(':');
        if is_key && !rest.is_empty() {
            let values: Vec<&str> = rest.iter().map(|cell| cell.2.as_str()).collect();
            let text = format!("{}: {}", first.2.trim_end().trim_end_matches(':'), values.join(" "));
            lines.push(((rest[0].0, rest[0].1), text));
        } else {
            lines.extend(cells.iter().map(|cell| ((cell.0, cell.1), cell.2.clone())));
        }
    }
    lines
}

/// What the tab says. A tab for guidance holds no return.
fn of_tab(setting: &Setting<'_, '_>) -> Says {
    const GUIDANCE: [&str; 8] = [
        "guidance",
        "instructions",
        "how to complete",
        "completion notes",
        "help",
        "example",
        "examples",
        "definitions",
    ];
    let name = &setting.sheet.name;
    let mut label = Label::of(name, &setting.context.known);
    // `Care and missing` is a group of figures, not those who are `missing from care`.
    label.indicator = label.indicator.filter(|named| named.likeness == Likeness::Declared);
    label.area = label.area.filter(|named| named.likeness != Likeness::Near);
    if label.area.is_none() && !label.elsewhere {
        label.area = setting.tab_area.clone();
    }
    label.aside = aside_of_title(name);
    if GUIDANCE.contains(&plain(name).as_str()) {
        label.aside = Some(Aside::Example);
    }
    (label.when, label.part, label.total, label.unexplained, label.clash) = (None, None, false, false, false);
    (label.rolling, label.to_date) = (false, false);
    Says::of(&Placed {
        at: (0, 0),
        text: name.clone(),
        label,
    })
}

/// Where the area is given only by the name of a council over the table, as its sender's.
fn council(texts: &[Text], says: &Says, setting: &Setting<'_, '_>) -> Option<(u32, u32)> {
    let places = setting.context.known.places;
    let Claim { value, at, .. } = says.area.as_ref().filter(|claim| claim.value.id != places.home())?;
    let text = &texts.iter().find(|text| (text.0, text.1) == *at)?.2;
    let lower = text.to_lowercase();
    let is_council = ["council", "borough", " bc", " dc"]
        .iter()
        .any(|word| lower.contains(word));
    let keyed = Label::of(text, &setting.context.known).keyed || value.likeness == Likeness::Declared;
    (is_council && !keyed).then_some(*at)
}
