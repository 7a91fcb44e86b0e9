//! What can be worked out before a release says a word: from earlier releases, those of other boards among them, and from the papers
//! that members hold. No choice of this release undoes that, so it must not stand in the way of protecting everything else.

use std::collections::BTreeSet;

use crate::withhold::audit::{Standard, disclosed, require};
use crate::withhold::cell::{Key, Seen};
use crate::withhold::model::Model;
use crate::withhold::protect::{LEAST_WITHHELD, Protection};

/// A figure that could be worked out before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownBefore {
    /// The quantity.
    pub key: Key,
    /// Where the figures stand that give it away; empty where it takes more than one sum.
    pub places: Vec<String>,
}

/// The cells of a model that are disclosed by what was told before, whatever the release shows.
pub(in crate::withhold) fn known_before(model: &Model, standard: Standard) -> anyhow::Result<BTreeSet<usize>> {
    let before = told_before(model);
    let found = disclosed(&before, standard)?;
    Ok(found.into_iter().map(|interval| interval.cell).collect())
}

/// A model of which only what was told before is seen, and true zeros, which are shown always and everywhere.
fn told_before(model: &Model) -> Model {
    let mut before = model.clone();
    for cell in before.cells.iter_mut().filter(|cell| !cell.fixed) {
        let is_zero = cell.seen == Seen::Number(0.0);
        if let (Seen::Number(_) | Seen::Between { .. }, false) = (cell.seen, is_zero) {
            cell.seen = Seen::Unpublished;
        }
    }
    before
}

/// The same in words' raw form: each such quantity with the places of one sum that gives it.
pub(in crate::withhold) fn described(model: &Model, known: &BTreeSet<usize>) -> Vec<KnownBefore> {
    let before = told_before(model);
    let seen = |cell: usize| matches!(before.cells[cell].seen, Seen::Number(_));
    let of = |&cell: &usize| {
        let gives = |terms: &[(usize, f64)]| terms.iter().all(|(other, _)| *other == cell || seen(*other));
        let own = before
            .relations
            .iter()
            .filter(|relation| relation.terms.iter().any(|(other, _)| *other == cell));
        let sum = own.into_iter().find(|relation| gives(&relation.terms));
        let others = sum
            .iter()
            .flat_map(|relation| &relation.terms)
            .filter(|(other, _)| *other != cell);
        let places: BTreeSet<&String> = others.flat_map(|(other, _)| &before.cells[*other].places).collect();
        KnownBefore {
            key: model.cells[cell].key.clone(),
            places: places.into_iter().cloned().collect(),
        }
    };
    known.iter().map(of).collect()
}

/// Protects the figures against the world, for which members' papers do not exist, and then against members, from whom what they
/// can work out already is not kept. What either asks for is withheld; both audits must pass.
///
/// # Errors
/// The name of a cell that stays exposed in either.
pub(in crate::withhold) fn protected_apart(
    (members, known): (&Model, &BTreeSet<usize>),
    public: &Model,
    protect: impl Fn(&Model) -> anyhow::Result<Protection>,
    standard: Standard,
) -> anyhow::Result<Protection> {
    let public = without(public, &known_before(public, standard)?);
    let mut open = protect(&public)?;
    let mut joined = without(members, known);
    let hidden = Seen::Withheld {
        low: LEAST_WITHHELD,
        high: f64::INFINITY,
    };
    for cell in open
        .model
        .cells
        .iter()
        .filter(|cell| matches!(cell.seen, Seen::Withheld { .. }))
    {
        if let Some(at) = joined.find(&cell.key).filter(|at| !joined.cells[*at].fixed) {
            joined.cells[at].seen = hidden;
        }
    }
    let held = protect(&joined)?;
    require(&held.model, standard)?;
    for cell in held
        .model
        .cells
        .iter()
        .filter(|cell| matches!(cell.seen, Seen::Withheld { .. }))
    {
        if let Some(at) = open.model.find(&cell.key).filter(|at| !open.model.cells[*at].fixed) {
            open.model.cells[at].seen = hidden;
        }
    }
    require(&open.model, standard)?;
    Ok(open)
}

/// The model in which nobody asks for these cells to be kept.
fn without(model: &Model, known: &BTreeSet<usize>) -> Model {
    let mut model = model.clone();
    for &cell in known {
        let cell = &mut model.cells[cell];
        (cell.sensitive, cell.about_nobody) = (Some(false), true);
        // What was withheld for its own sake stays so.
        if let (Seen::Number(value), false) = (cell.seen, cell.fixed)
            && value > 0.0
        {
            cell.seen = Seen::Withheld {
                low: LEAST_WITHHELD,
                high: f64::INFINITY,
            };
        }
    }
    model
}
