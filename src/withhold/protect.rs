//! A model with true values into the set of cells to withhold, proved by the exact audit.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;

use crate::withhold::audit::{self, Interval, Standard};
use crate::withhold::cell::{Cell, Seen};
use crate::withhold::groups::groups;
use crate::withhold::model::{Model, Relation};
use crate::withhold::moves::{Movable, Movements, Target};
use crate::withhold::search::{Effort, search};
use crate::withhold::supposed::with_supposed_truths;

/// How to protect.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// When a cell counts as protected.
    pub standard: Standard,
    /// Whether withheld cells that are not small, but that a reader cannot tell from small ones, must keep as many
    /// values as small ones do. Publications for the world at large are made so.
    pub guard_all: bool,
    /// How much to search in all parts together; see [`USUAL_WORK`].
    pub work: usize,
}

/// What to withhold. Which of the cells are small is nobody's business beyond this module's callers in the
/// restricted part of the program: a published file marks all of them alike.
#[derive(Clone, Debug)]
pub struct Protection {
    /// The model with every withheld cell marked so.
    pub model: Model,
    /// Cells that are sensitive in themselves.
    pub primary: BTreeSet<usize>,
    /// Cells withheld only so that the others cannot be worked out.
    pub secondary: BTreeSet<usize>,
    /// Sensitive cells that stay exposed whatever is withheld.
    pub exposed: Vec<Interval>,
}

/// The least value that a withheld count can have, since true zeros are shown.
pub const LEAST_WITHHELD: f64 = 1.0;

/// What a reader knows of what is left of a whole: where the part is all of it, that is shown, so the rest of a withheld part
/// is one at least.
pub(in crate::withhold) fn seen_of_rest(rest: Option<f64>) -> Seen {
    match rest {
        Some(rest) if rest >= LEAST_WITHHELD => Seen::Withheld {
            low: LEAST_WITHHELD,
            high: f64::INFINITY,
        },
        Some(_) | None => Seen::Unpublished,
    }
}

/// Work that a whole publication is worth: a few seconds on one core, counted in entries looked at, not in time. Three times
/// as much withholds about one cell in a hundred less in tables of several hundred cells, and nothing less in smaller ones.
pub const USUAL_WORK: usize = 120_000_000;

/// What is asked of the search: the cells that must keep enough values, each with how many more than enough.
type Asked = BTreeMap<usize, u32>;

/// Where the search, which knows no whole numbers, overrates what it leaves open, it is asked for so many values more, one at
/// a time; then everything around the cell is withheld.
const MOST_MORE: u32 = 3;
const EVERYTHING: u32 = MOST_MORE + 1;

/// Chooses what to withhold, and audits it. Cells whose `sensitive` is `Some(true)` are protected; published zeros
/// and cells that an earlier release shows stay as they are.
pub fn protect(model: &Model, settings: Settings) -> anyhow::Result<Protection> {
    // What an earlier release shows cannot be taken back; withholding it now would protect nothing.
    let sensitive = |cell: &usize| model.cells[*cell].sensitive == Some(true) && !model.cells[*cell].fixed;
    let primary: BTreeSet<usize> = (0..model.cells.len()).filter(sensitive).collect();
    let mut asked: Asked = primary.iter().map(|cell| (*cell, 0)).collect();
    let supposed = with_supposed_truths(model);
    loop {
        let (withheld, hopeless) = choose(&supposed, &asked, settings);
        let published = with_withheld(model, &withheld);
        let exposed = audit::disclosed(&published, settings.standard).context("the protected figures were audited")?;
        let before = asked.clone();
        for cell in exposed
            .iter()
            .map(|interval| interval.cell)
            .filter(|cell| !model.cells[*cell].fixed)
        {
            let more = before.get(&cell).map_or(0, |more| (more + 1).min(EVERYTHING));
            asked.insert(cell, if hopeless.contains(&cell) { EVERYTHING } else { more });
        }
        if settings.guard_all {
            for cell in ambiguous(&published, settings.standard)? {
                asked.entry(cell).or_insert(0);
            }
        }
        if asked == before {
            let secondary = withheld.difference(&primary).copied().collect();
            return Ok(Protection {
                model: published,
                primary,
                secondary,
                exposed,
            });
        }
    }
}

/// Withheld or implied cells that an onlooker would call narrow, since they could be small for all the onlooker knows.
fn ambiguous(published: &Model, standard: Standard) -> anyhow::Result<Vec<usize>> {
    let mut unknown = published.clone();
    unknown.cells.iter_mut().for_each(|cell| cell.sensitive = None);
    Ok(audit::disclosed(&unknown, standard)?
        .into_iter()
        .map(|interval| interval.cell)
        .collect())
}

/// The model with these cells withheld.
pub fn with_withheld(model: &Model, withheld: &BTreeSet<usize>) -> Model {
    let mut published = model.clone();
    for &cell in withheld {
        let cell = &mut published.cells[cell];
        if let Seen::Number(_) | Seen::Between { .. } = cell.seen {
            cell.seen = Seen::Withheld {
                low: LEAST_WITHHELD,
                high: f64::INFINITY,
            };
        }
    }
    published
}

/// The published cells to withhold, part by part, and the cells for which no choice seems to be enough.
fn choose(model: &Model, asked: &Asked, settings: Settings) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let most_codes = model.cells.iter().map(|cell| cell.key.codes.len()).max().unwrap_or(0);
    let movable: Vec<Option<Movable>> = (0..model.cells.len())
        .map(|cell| movable(model, cell, (asked.contains_key(&cell), most_codes)))
        .collect();
    let groups = groups(model, &|cell| movable[cell].is_some());
    let relations = relations_of(model, &groups);
    let (mut withheld, mut hopeless) = (BTreeSet::new(), BTreeSet::new());
    for (group, relations) in groups.iter().zip(&relations) {
        if group.iter().any(|cell| asked.get(cell) == Some(&EVERYTHING)) {
            withheld.extend(group.iter().copied());
            continue;
        }
        let cells: Vec<Movable> = group.iter().filter_map(|cell| movable[*cell]).collect();
        let mut movements = Movements::new(model, &cells, relations);
        movements.targets = targets(model, &cells, asked, settings.standard);
        if movements.targets.is_empty() {
            continue;
        }
        let effort = Effort::share(settings.work, movements.targets.len(), asked.len());
        let cover = search(&movements, effort);
        let slots = (0..movements.cells.len()).filter(|slot| cover.withheld[*slot]);
        withheld.extend(slots.map(|slot| movements.cells[slot]));
        hopeless.extend(cover.hopeless.iter().map(|target| movements.cells[target.slot]));
    }
    let stands = |cell: &Cell| cell.seen != Seen::Unpublished && !cell.places.is_empty();
    let shown = |cell: &usize| stands(&model.cells[*cell]);
    let all = withheld.into_iter().chain(asked.keys().copied());
    (all.filter(shown).collect(), hopeless)
}

/// The relations that touch each group; no relation touches two.
fn relations_of<'a>(model: &'a Model, groups: &[Vec<usize>]) -> Vec<Vec<&'a Relation>> {
    let home: BTreeMap<usize, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, cells)| cells.iter().map(move |cell| (*cell, group)))
        .collect();
    let mut found = vec![Vec::new(); groups.len()];
    for relation in &model.relations {
        if let Some(group) = relation.terms.iter().find_map(|(cell, _)| home.get(cell)) {
            found[*group].push(relation);
        }
    }
    found
}

/// The cells of a group that must keep enough values, largest first, ties by key.
fn targets(model: &Model, cells: &[Movable], asked: &Asked, standard: Standard) -> Vec<Target> {
    let mut slots: Vec<usize> = (0..cells.len())
        .filter(|slot| asked.contains_key(&cells[*slot].cell))
        .collect();
    slots.sort_by(|one, other| cells[*other].truth.total_cmp(&cells[*one].truth).then(one.cmp(other)));
    let need = |cell: usize| standard.needed_for(&model.cells[cell]) + asked.get(&cell).copied().unwrap_or(0);
    slots
        .into_iter()
        .map(|slot| Target {
            slot,
            need: need(cells[slot].cell),
        })
        .collect()
}

/// What a search may do with a cell; `None` if it stands still.
fn movable(model: &Model, number: usize, (guarded, most_codes): (bool, usize)) -> Option<Movable> {
    let cell = &model.cells[number];
    let truth = cell.truth?;
    if cell.fixed {
        return None;
    }
    let (bounds, free) = match cell.seen {
        Seen::Unpublished | Seen::Unavailable => ((0.0, f64::INFINITY), true),
        Seen::Withheld { low, high } => ((low, high), true),
        Seen::Number(0.0) => return None,
        Seen::Number(_) | Seen::Between { .. } => ((LEAST_WITHHELD.min(truth), f64::INFINITY), guarded),
    };
    if free {
        return Some(Movable {
            cell: number,
            truth,
            bounds,
            weight: 0.0,
            price: 0.0,
        });
    }
    let size = (1.0 + truth.max(0.0)).log2();
    let summed_over = (most_codes - cell.key.codes.len()) as f64;
    let (weight, price) = (
        cell.cost * (1.0 + 0.002 * summed_over + 0.0002 * size),
        cell.cost * (1.0 + 0.1 * summed_over + 0.02 * size),
    );
    Some(Movable {
        cell: number,
        truth,
        bounds,
        weight,
        price,
    })
}
