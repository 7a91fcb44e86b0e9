//! Headings that only the headings beside them explain: `NE` beside Mid, South and West, a paraphrase beside names of indicators.

use crate::ingest::context::FileContext;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::guess::guess;
use crate::ingest::crosstab::over::Over;
use crate::ingest::crosstab::places::{area_shortened, last_quadrant};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::lexicon::Named;
use crate::ingest::words::labels::is_no_one_place;
use crate::ingest::words::names::words;
use std::collections::BTreeSet;

/// Words that a heading must have before it is taken for a paraphrase.
const LEAST_WORDS: usize = 3;

/// Lets the columns of a panel explain one another.
pub fn explain(overs: &mut [Over], (panel, around): (&Panel, &Says), context: &FileContext<'_>) {
    areas(overs, context);
    sites(overs, context);
    let rows_are_named = panel
        .columns
        .iter()
        .any(|column| column.role == Role::Side(Side::Indicator));
    if !rows_are_named && around.indicator.is_none() {
        paraphrases(overs, context);
    }
}

/// Among headings that are areas a short form, or the corner that is left, is one too.
fn areas(overs: &mut [Over], context: &FileContext<'_>) {
    let known = &context.known;
    let beside: BTreeSet<String> = overs
        .iter()
        .filter_map(|over| Some(over.says.area.as_ref()?.value.id.clone()))
        .collect();
    if beside.len() < 2 {
        return;
    }
    for over in overs.iter_mut().filter(|over| over.is_unknown) {
        let Some(head) = over.head.clone() else { continue };
        let named = area_shortened(&head.text, known).or_else(|| last_quadrant(&head.text, &beside, known));
        let Some(named) = named.filter(|named| !beside.contains(&named.id)) else {
            continue;
        };
        over.says.area = Some(claim(named, over));
        over.names_area = true;
        understood(over);
    }
}

/// Among the headings of a hospital trust one that is no area makes sites of all: hospitals are called after towns.
fn sites(overs: &mut [Over], context: &FileContext<'_>) {
    let is_trust = context
        .folder_agency()
        .is_some_and(|agency| agency.kind == "health_acute");
    let is_site = |over: &Over| {
        let head = over
            .head
            .as_ref()
            .filter(|_| over.is_unknown && over.says.aside.is_none());
        head.is_some_and(|head| !head.text.is_empty() && !is_no_one_place(&head.text))
    };
    let named = overs.iter().filter(|over| over.names_area).count();
    if !is_trust || named == 0 || !overs.iter().any(is_site) {
        return;
    }
    for over in overs.iter_mut().filter(|over| over.names_area) {
        if let Some(area) = over.says.area.take() {
            over.says.elsewhere = Some(Claim {
                value: (),
                at: area.at,
                text: area.text,
            });
        }
    }
}

/// Among headings that are indicators one that is nobody's name may be a paraphrase of one.
fn paraphrases(overs: &mut [Over], context: &FileContext<'_>) {
    let named = |overs: &[Over]| -> BTreeSet<String> {
        let claims = overs.iter().filter_map(|over| over.says.indicator.as_ref());
        claims.map(|claim| claim.value.id.clone()).collect()
    };
    if named(overs).is_empty() {
        return;
    }
    groups(overs, context);
    for at in 0..overs.len() {
        let Some(head) = overs[at].head.clone().filter(|_| overs[at].is_unknown) else {
            continue;
        };
        let meant = guess(&head.text, context).filter(|meant| !named(overs).contains(&meant.id));
        if let Some(meant) = meant.filter(|_| words(&head.text).len() >= LEAST_WORDS) {
            overs[at].says.indicator = Some(claim(meant, &overs[at]));
            understood(&mut overs[at]);
        }
    }
}

/// A group of columns beside groups that are indicators may be called by a paraphrase of one.
fn groups(overs: &mut [Over], context: &FileContext<'_>) {
    let named: BTreeSet<String> = overs
        .iter()
        .filter_map(|over| Some(over.says.indicator.as_ref()?.value.id.clone()))
        .collect();
    for over in overs.iter_mut().filter(|over| over.says.indicator.is_none()) {
        let (Some(text), Some(at)) = (over.groups.last().cloned(), over.group_at) else {
            continue;
        };
        let meant = guess(&text, context).filter(|meant| !named.contains(&meant.id));
        if let Some(value) = meant.filter(|_| words(&text).len() >= LEAST_WORDS) {
            over.says.indicator = Some(Claim { value, at, text });
        }
    }
}

fn claim(value: Named, over: &Over) -> Claim<Named> {
    let head = over.head.as_ref();
    Claim {
        value,
        at: head.map_or((0, over.at), |head| head.at),
        text: head.map(|head| head.text.clone()).unwrap_or_default(),
    }
}

fn understood(over: &mut Over) {
    over.is_unknown = false;
    let at = over.head.as_ref().map(|head| head.at);
    over.says.unexplained.retain(|claim| Some(claim.at) != at);
}
