//! Which further cells to withhold so that every target keeps enough values: one target after the other, each by its
//! cheapest pair of alternative tables; then releases, then repeated partial rebuilding within a bound on the work.
//!
//! The first pass follows the family of heuristics of Kelly, Golden and Assad (1992) and Robertson (1993); rebuilding
//! is the ruin-and-recreate of Schrimpf and others (2000). No clock is read: the bound counts steps, so runs repeat.

use crate::withhold::moves::{Alternative, Movements, Target, values_between};

/// A set of withheld slots with the tables that prove it sufficient.
#[derive(Clone, Debug)]
pub struct Cover {
    /// Which slots are withheld, the targets included.
    pub withheld: Vec<bool>,
    /// Targets that cannot be protected even if every movable cell is withheld.
    pub hopeless: Vec<Target>,
    tables: Vec<Alternative>,
}

/// How much searching is worth while.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Rounds of rebuilding, at most.
    pub rounds: usize,
    /// Rounds without any gain after which it ends.
    pub idle_rounds: usize,
    /// Bound on the work of all solves, in entries looked at.
    pub work: usize,
}

impl Effort {
    /// The effort for a part with this many targets out of so many in all: the work is shared out, so that many small
    /// tables take no longer than one large one.
    pub fn share(work: usize, targets: usize, of: usize) -> Effort {
        let work = (work as f64 * targets as f64 / of.max(1) as f64) as usize;
        Effort {
            rounds: 400 * targets,
            idle_rounds: 150 + 15 * targets,
            work,
        }
    }
}

/// The best cover found.
pub fn search(movements: &Movements, effort: Effort) -> Cover {
    let mut search = Search {
        movements,
        work: 0,
        limit: effort.work,
    };
    let mut best = search.construct(&order_of_targets(movements, 0));
    for order in 1..ORDERS {
        if search.is_spent() || is_least(movements, &best) {
            break;
        }
        let next = search.construct(&order_of_targets(movements, order));
        if cost(movements, &next) < cost(movements, &best) - TINY {
            best = next;
        }
    }
    search.improve(best, effort)
}

/// Orders in which targets are protected, to begin with.
const ORDERS: usize = 4;

const TINY: f64 = 1e-9;

/// Whether no other cover can be cheaper by more than the size of a cell tells apart: none or one further cell is withheld, and no
/// cell costs less.
fn is_least(movements: &Movements, cover: &Cover) -> bool {
    let dear = movements.weight.iter().copied().filter(|weight| *weight > 0.0);
    let least = dear.fold(f64::INFINITY, f64::min);
    cost(movements, cover) < least * (1.0 + LITTLE)
}

/// What part of its cost the size and the height of a cell make up at most.
const LITTLE: f64 = 0.02;

fn cost(movements: &Movements, cover: &Cover) -> f64 {
    cover
        .withheld
        .iter()
        .zip(&movements.weight)
        .filter(|(withheld, _)| **withheld)
        .map(|(_, weight)| weight)
        .sum()
}

/// Orders in which to protect the targets; they are given by decreasing value, ties by key.
fn order_of_targets(movements: &Movements, order: usize) -> Vec<Target> {
    let mut targets = movements.targets.clone();
    match order {
        0 => (),
        1 => targets.reverse(),
        2 => targets.sort_by_key(|target| target.slot),
        _ => targets.sort_by_key(|target| (target.slot * 7919) % 1009),
    }
    targets
}

struct Search<'a> {
    movements: &'a Movements,
    work: usize,
    limit: usize,
}

impl Search<'_> {
    /// Whether the bound on the work is reached. What is withheld by then protects every target; only less might do.
    fn is_spent(&self) -> bool {
        self.work > self.limit
    }

    /// Protects the targets in the given order, then releases what is not needed.
    fn construct(&mut self, order: &[Target]) -> Cover {
        let free = self.movements.weight.iter().map(|weight| *weight == 0.0).collect();
        let mut cover = Cover {
            withheld: free,
            hopeless: Vec::new(),
            tables: Vec::new(),
        };
        for &target in order {
            if !self.protect(&mut cover, target, &self.movements.price) {
                cover.hopeless.push(target);
            }
        }
        let everything: Vec<usize> = (0..cover.withheld.len()).collect();
        self.release(&mut cover, &everything);
        cover
    }

    /// Withholds what the target lacks; false if nothing helps.
    fn protect(&mut self, cover: &mut Cover, target: Target, price: &[f64]) -> bool {
        if is_protected(&cover.tables, target) {
            return true;
        }
        let withheld = cover.withheld.iter();
        let prices: Vec<f64> = withheld
            .zip(price)
            .map(|(withheld, price)| if *withheld { 0.0 } else { *price })
            .collect();
        let (tables, work) = self.movements.widen(target, &prices);
        self.work += work;
        let Some(tables) = tables else {
            return false;
        };
        for table in tables {
            table.iter().for_each(|(slot, _)| cover.withheld[*slot] = true);
            cover.tables.push(table);
        }
        true
    }

    /// Shows again, dearest first, each of the given slots that the targets do not need.
    fn release(&mut self, cover: &mut Cover, slots: &[usize]) {
        let weight = &self.movements.weight;
        let mut slots: Vec<usize> = slots
            .iter()
            .copied()
            .filter(|slot| cover.withheld[*slot] && weight[*slot] > 0.0)
            .collect();
        slots.sort_by(|one, other| weight[*other].total_cmp(&weight[*one]).then(one.cmp(other)));
        for slot in slots {
            if self.is_spent() {
                break;
            }
            if let Some(tables) = self.tables_without(cover, slot) {
                cover.tables = tables;
                cover.withheld[slot] = false;
            }
        }
        self.prune(cover);
    }

    /// Tables that protect every target although a slot is shown, if there are such.
    fn tables_without(&mut self, cover: &Cover, slot: usize) -> Option<Vec<Alternative>> {
        let unmoved = |table: &&Alternative| table.binary_search_by_key(&slot, |(slot, _)| *slot).is_err();
        let mut tables: Vec<Alternative> = cover.tables.iter().filter(unmoved).cloned().collect();
        if tables.len() == cover.tables.len() {
            return Some(tables);
        }
        let price = |(other, withheld): (usize, &bool)| if *withheld && other != slot { 0.0 } else { f64::INFINITY };
        let prices: Vec<f64> = cover.withheld.iter().enumerate().map(price).collect();
        for &target in &self.movements.targets {
            if is_protected(&tables, target) || cover.hopeless.contains(&target) {
                continue;
            }
            let (found, work) = self.movements.widen(target, &prices);
            self.work += work;
            tables.extend(found?);
        }
        Some(tables)
    }

    /// Keeps only tables that are the furthest of some target.
    fn prune(&self, cover: &mut Cover) {
        let mut kept: Vec<Alternative> = Vec::new();
        for &target in &self.movements.targets {
            if is_protected(&kept, target) {
                continue;
            }
            let by = |table: &&Alternative| crate::withhold::moves::movement(table, target.slot);
            let highest = cover.tables.iter().max_by(|one, other| by(one).total_cmp(&by(other)));
            let lowest = cover.tables.iter().min_by(|one, other| by(one).total_cmp(&by(other)));
            kept.extend(highest.into_iter().chain(lowest).cloned());
        }
        cover.tables = kept;
    }

    /// Shows a few neighbouring cells again, protects anew what that lays open, and keeps the result if it is no dearer.
    fn improve(&mut self, best: Cover, effort: Effort) -> Cover {
        let mut random = Random(0x5eed);
        let mut current = best;
        let mut idle = 0;
        for _ in 0..effort.rounds {
            if self.is_spent() || idle > effort.idle_rounds || is_least(self.movements, &current) {
                break;
            }
            let shown = self.some_neighbours(&current, &mut random);
            if shown.is_empty() {
                break;
            }
            let next = self.rebuild(&current, &shown, &mut random);
            let gain = cost(self.movements, &current) - cost(self.movements, &next);
            idle = if gain > TINY { 0 } else { idle + 1 };
            // Equal covers are taken too: from there other ways are open.
            if gain >= -TINY {
                current = next;
            }
        }
        let everything: Vec<usize> = (0..current.withheld.len()).collect();
        self.release(&mut current, &everything);
        current
    }

    fn some_neighbours(&self, cover: &Cover, random: &mut Random) -> Vec<usize> {
        let secondary = |slot: &usize| cover.withheld[*slot] && self.movements.weight[*slot] > 0.0;
        let all: Vec<usize> = (0..cover.withheld.len()).filter(secondary).collect();
        if all.is_empty() {
            return all;
        }
        let first = all[random.below(all.len())];
        let wanted = 1 + random.below(4.min(all.len()));
        let mut chosen = vec![first];
        // Cells that move together in some table are neighbours.
        let near: Vec<&Alternative> = cover
            .tables
            .iter()
            .filter(|table| table.iter().any(|(slot, _)| *slot == first))
            .collect();
        for _ in 0..12 {
            if chosen.len() >= wanted || near.is_empty() {
                break;
            }
            let table = near[random.below(near.len())];
            let slot = table[random.below(table.len())].0;
            if secondary(&slot) && !chosen.contains(&slot) {
                chosen.push(slot);
            }
        }
        chosen
    }

    fn rebuild(&mut self, cover: &Cover, shown: &[usize], random: &mut Random) -> Cover {
        let mut next = cover.clone();
        shown.iter().for_each(|slot| next.withheld[*slot] = false);
        next.tables
            .retain(|table| !table.iter().any(|(slot, _)| shown.contains(slot)));
        let mut price: Vec<f64> = self
            .movements
            .price
            .iter()
            .map(|price| price * (0.6 + 0.8 * random.share()))
            .collect();
        shown.iter().for_each(|slot| price[*slot] *= 1.0 + 3.0 * random.share());
        let mut broken: Vec<Target> = self.movements.targets.clone();
        broken.retain(|target| !is_protected(&next.tables, *target) && !cover.hopeless.contains(target));
        for at in (1..broken.len()).rev() {
            broken.swap(at, random.below(at + 1));
        }
        for target in broken {
            if !self.protect(&mut next, target, &price) {
                return cover.clone();
            }
        }
        if cost(self.movements, &next) > cost(self.movements, cover) + 2.5 {
            return next;
        }
        let fresh: Vec<usize> = (0..next.withheld.len()).filter(|slot| next.withheld[*slot]).collect();
        self.release(&mut next, &fresh);
        next
    }
}

fn is_protected(tables: &[Alternative], target: Target) -> bool {
    values_between(tables, target.slot) >= f64::from(target.need)
}

/// A small generator of pseudo-random numbers (splitmix64, Steele and others 2014) from a fixed seed: the search is
/// the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
