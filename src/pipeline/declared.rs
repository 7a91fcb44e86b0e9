//! `paqa catalogue`: what is declared, for a board or, outside of one, as built in.

use crate::catalogue::{self, Catalogue, Form, RuleText, Section, list_section, overview, print_entry};
use crate::cli::{Format, Global};
use crate::detect::RULES;
use crate::domain::Side;
use crate::pipeline::{Fault, Outcome, find_board};
use std::path::Path;

/// Lists a section, or prints one entry of it, or says how much each section holds.
///
/// # Errors
/// `Usage` for a word that is no section, an id that is not declared, or a fault in the board's schemas.
pub fn show(asked: (Option<&str>, Option<&str>), global: &Global, here: &Path) -> Result<Outcome, Fault> {
    let catalogue = of_board_or_built_in(global, here)?;
    let rules = rules();
    let (Some(word), id) = asked else {
        return Ok(Outcome::list(overview(&catalogue, &rules)));
    };
    let Some(section) = Section::of(word) else {
        let words = Section::ALL.map(Section::word).join(", ");
        return Err(Fault::usage(format!(
            "`{word}` is no section of the catalogue; use one of {words}"
        )));
    };
    let Some(id) = id else {
        return Ok(Outcome::list(list_section(&catalogue, section, &rules)));
    };
    let text = print_entry((&catalogue, &rules), (section, id), form(global));
    text.map(Outcome::text).map_err(|unknown| Fault::Usage(unknown.into()))
}

/// Outside of a board folder the built-in declarations are shown, unless a board was named.
fn of_board_or_built_in(global: &Global, here: &Path) -> Result<Catalogue, Fault> {
    let root = match find_board(global.board.as_deref(), here) {
        Ok(root) => Some(root),
        Err(_) if global.board.is_none() => None,
        Err(fault) => return Err(fault),
    };
    catalogue::load(root.as_deref()).map_err(|faults| Fault::Usage(faults.into()))
}

/// An entry is prose, so it is text unless another form was asked for.
fn form(global: &Global) -> Form {
    match global.formats.first() {
        Some(Format::Csv) => Form::Csv,
        Some(Format::Json) => Form::Json,
        Some(Format::Text | Format::Svg | Format::Png) | None => Form::Text,
    }
}

fn rules() -> Vec<RuleText> {
    let text = |rule: &crate::detect::Rule| RuleText {
        id: rule.id.to_string(),
        title: (rule.title)(Side::High).to_string(),
        why: rule.why.to_string(),
        source: rule.source.to_string(),
        points_needed: rule.points_needed.to_string(),
    };
    RULES.iter().map(text).collect()
}
