//! Parsed files to declared things: the board's blocks laid over the built-in ones, then read.

use crate::catalogue::declared::{Declared, top_keys};
use crate::catalogue::fault::{Fault, line_of};
use crate::catalogue::indicator::Indicator;
use crate::catalogue::link::Theme;
use crate::catalogue::merge;
use crate::catalogue::policy::Policy;
use crate::catalogue::read::{Origin, Table, only_these_keys, parse, read, read_or_rest, required_by, text_of};
use crate::catalogue::source::{Kind, Source};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Files with their parsed tables, in order.
pub(super) struct Parsed<'text> {
    files: Vec<(&'text Source, Table<'text>)>,
    /// Ids of blocks that have faults: that others name them is no fault of theirs.
    pub failed: Vec<String>,
}

/// One block before it is read.
struct Block<'text> {
    source: &'text Source,
    theme: String,
    table: Table<'text>,
}

impl Source {
    /// The text with its name, for faults.
    fn origin(&self) -> Origin<'_> {
        Origin {
            file: &self.name,
            text: &self.text,
        }
    }
}

impl<'text> Parsed<'text> {
    /// Parses every file and says which keys of it nobody reads.
    pub(super) fn new(sources: &'text [Source], faults: &mut Vec<Fault>) -> Parsed<'text> {
        let parse_one = |source: &'text Source| {
            let before = faults.len();
            let table = parse(source.origin(), faults);
            if faults.len() > before {
                // What stands around a mark that is missing would only be misread.
                return (source, empty());
            }
            if let Some(keys) = top_keys(source.kind) {
                only_these_keys(table.get_ref(), keys, source.origin(), faults);
            }
            (source, table)
        };
        Parsed {
            files: sources.iter().map(parse_one).collect(),
            failed: Vec::new(),
        }
    }

    /// Takes out the blocks of a type and reads them, in the order of the files.
    pub(super) fn take<T: Declared>(&mut self, faults: &mut Vec<Fault>) -> Vec<(T, String)> {
        let mut blocks: Vec<Block<'text>> = Vec::new();
        let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
        for (source, table) in self.files.iter_mut().filter(|(source, _)| source.kind == T::KIND) {
            for block in blocks_of::<T>(source, table, faults) {
                let Some(id) = text_of(block.table.get_ref(), "id").map(String::from) else {
                    let line = line_of(&source.text, block.table.span().start);
                    faults.push(Fault::at(
                        &source.name,
                        line,
                        "the key `id` is missing, or is no text in quotes",
                    ));
                    continue;
                };
                match by_id.get(&id) {
                    None => {
                        by_id.insert(id, blocks.len());
                        blocks.push(block);
                    }
                    Some(&at) if block.source.of_board && !blocks[at].source.of_board => {
                        lay_over(block, &mut blocks[at])
                    }
                    Some(&at) => {
                        let line = line_of(&source.text, block.table.span().start);
                        let other = &blocks[at].source.name;
                        faults.push(Fault::at(
                            &source.name,
                            line,
                            format!("`{id}` is declared already, in {other}"),
                        ));
                    }
                }
            }
        }
        let mut items = Vec::new();
        for block in blocks {
            let id = text_of(block.table.get_ref(), "id").map(String::from);
            match read(block.table, block.source.origin(), faults) {
                Some(item) => items.push((item, block.theme)),
                None => self.failed.extend(id),
            }
        }
        items
    }

    /// The themes of the indicator files, in order; a board's own file counts where its theme is new and indicators are `of` it. One that
    /// only says something else of indicators that are declared already needs no theme.
    pub(super) fn themes(&self, of: &[Indicator], faults: &mut Vec<Fault>) -> Vec<Theme> {
        let mut themes: Vec<Theme> = Vec::new();
        for (source, table) in self.files.iter().filter(|(source, _)| source.kind == Kind::Indicators) {
            let id = theme_of(source, table.get_ref());
            let title = text_of(table.get_ref(), "title").map(String::from);
            match (themes.iter_mut().find(|theme| theme.id == id), title) {
                (Some(theme), Some(title)) => theme.title = title,
                (Some(_), None) => {}
                (None, Some(title)) => themes.push(Theme { id, title }),
                (None, None) if !of.iter().any(|indicator| indicator.theme == id) => {}
                (None, None) => {
                    let said = format!("the theme `{id}` is new and needs a `title`");
                    faults.push(Fault::at(&source.name, 1, said));
                }
            }
        }
        themes
    }

    /// The policy: the built-in one with the board's files laid over it, then `over`, the `[policy]` of `board.toml`. Each is read by
    /// itself, so that its faults are told in the file that has them; what has none holds, so that the rest can be checked.
    pub(super) fn policy(
        &mut self,
        over: Option<(&'text Source, Table<'text>)>,
        faults: &mut Vec<Fault>,
    ) -> Option<Policy> {
        let files = self.files.iter_mut().filter(|(source, _)| source.kind == Kind::Policy);
        let taken = files.map(|(source, table)| (*source, std::mem::replace(table, empty())));
        let mut layers = taken.chain(over);
        let (first, built_in) = layers.next()?;
        let mut whole = built_in.clone().into_inner();
        for (source, layer) in layers {
            let sound = sound_of(&built_in, (source, layer), faults);
            merge::lay(sound, &mut whole);
        }
        read(Spanned::new(built_in.span(), whole), first.origin(), faults)
    }
}

/// The keys of a layer of policy that can be meant, read over the built-in policy.
fn sound_of<'text>(
    built_in: &Table<'text>,
    (source, layer): (&Source, Table<'text>),
    faults: &mut Vec<Fault>,
) -> DeTable<'text> {
    let span = layer.span();
    let layer = layer.into_inner();
    let mut laid = built_in.get_ref().clone();
    merge::lay(layer.clone(), &mut laid);
    let laid = Spanned::new(span, laid);
    let Err(rest) = read_or_rest::<Policy>(laid, source.origin(), &required_by::<Policy>, faults) else {
        return layer;
    };
    let mut sound = DeTable::new();
    for (key, value) in rest.into_inner() {
        if layer.get(key.get_ref().as_ref()).is_some() {
            sound.insert(key, value);
        }
    }
    sound
}

/// A table without keys.
fn empty<'text>() -> Table<'text> {
    Spanned::new(0..0, DeTable::new())
}

/// Lays a board's block over a built-in one. Lines are told in the board's file from then on.
fn lay_over<'text>(over: Block<'text>, under: &mut Block<'text>) {
    let span = over.table.span();
    let mut table = std::mem::replace(&mut under.table, empty()).into_inner();
    merge::lay(over.table.into_inner(), &mut table);
    under.table = Spanned::new(span, table);
    under.source = over.source;
}

/// The theme that an indicator file declares, else the file's name.
fn theme_of(source: &Source, table: &DeTable<'_>) -> String {
    text_of(table, "theme").map_or_else(|| source.stem.clone(), String::from)
}

/// The blocks of one file.
fn blocks_of<'text, T: Declared>(
    source: &'text Source,
    table: &mut Table<'text>,
    faults: &mut Vec<Fault>,
) -> Vec<Block<'text>> {
    let theme = theme_of(source, table.get_ref());
    let Some(list) = T::LIST else {
        return vec![Block {
            source,
            theme,
            table: std::mem::replace(table, empty()),
        }];
    };
    let Some(value) = table.get_mut().remove(list) else {
        return vec![];
    };
    let span = value.span();
    let DeValue::Array(items) = value.into_inner() else {
        let said = format!("`{list}` must be a list of tables, each under `[[{list}]]`");
        faults.push(Fault::at(&source.name, line_of(&source.text, span.start), said));
        return vec![];
    };
    let block = |item: &Spanned<DeValue<'text>>| match item.get_ref() {
        DeValue::Table(inner) => Some(Block {
            source,
            theme: theme.clone(),
            table: Spanned::new(item.span(), inner.clone()),
        }),
        _ => None,
    };
    items.iter().filter_map(block).collect()
}

/// The line of a key in the block that declares an id: in the board's file if that has it, else in the built-in one.
pub(super) fn line_of_key<T: Declared>(sources: &[Source], id: &str, path: &[&str]) -> (String, Option<usize>) {
    let mut place = (String::from("schemas"), None);
    for source in sources.iter().filter(|source| source.kind == T::KIND) {
        let mut table = parse(source.origin(), &mut vec![]);
        for block in blocks_of::<T>(source, &mut table, &mut vec![]) {
            if text_of(block.table.get_ref(), "id") != Some(id) {
                continue;
            }
            let found = path.first().is_none_or(|key| block.table.get_ref().get(*key).is_some());
            if found || place.1.is_none() {
                let span = descend(block.table, path);
                place = (source.name.clone(), Some(line_of(&source.text, span)));
            }
        }
    }
    place
}

/// Where the deepest part of a path stands; numbers count the items of a list.
fn descend(table: Table<'_>, path: &[&str]) -> usize {
    let mut start = table.span().start;
    let mut value = DeValue::Table(table.into_inner());
    for part in path {
        let next = match &value {
            DeValue::Table(inner) => inner.get(*part).cloned(),
            DeValue::Array(items) => part.parse().ok().and_then(|at: usize| items.get(at).cloned()),
            _ => None,
        };
        let Some(next) = next else { return start };
        start = next.span().start;
        value = next.into_inner();
    }
    start
}

/// The line of a key of policy in the last of the files that say it; the `[policy]` of `board.toml` is the last of all.
pub(super) fn line_of_policy(sources: &[Source], board: Option<&Source>, key: &str) -> (String, Option<usize>) {
    let files = sources.iter().filter(|source| source.kind == Kind::Policy);
    let tables = files.map(|source| (source, Some(parse(source.origin(), &mut vec![]))));
    let said = tables.chain(board.map(|source| (source, policy_of(source))));
    let mut places = said.filter_map(|(source, table)| {
        let start = table?.get_ref().get(key)?.span().start;
        Some((source.name.clone(), Some(line_of(&source.text, start))))
    });
    places
        .next_back()
        .unwrap_or((String::from("schemas/policy.toml"), None))
}

/// The table `[policy]` of `board.toml`, if it has one; `board::Board::open` says what is wrong with the rest.
pub(super) fn policy_of(source: &Source) -> Option<Table<'_>> {
    let mut faults = vec![];
    let mut table = parse(source.origin(), &mut faults);
    let policy = table.get_mut().remove("policy").filter(|_| faults.is_empty())?;
    let span = policy.span();
    match policy.into_inner() {
        DeValue::Table(policy) => Some(Spanned::new(span, policy)),
        _ => None,
    }
}
