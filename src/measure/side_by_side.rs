//! Work that falls into pieces which need nothing of one another. Whoever calls says how they are done, because this stage starts no
//! threads; what comes of them is the same either way.

use std::sync::Mutex;

/// Does a piece of work for each number below a count: in any order, and several at a time if it likes.
pub type Doer<'d> = &'d (dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync);

/// Does one piece after the other.
pub fn in_turn(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).for_each(work);
}

/// What is made of each number below a count, in their order.
pub(super) fn each<Made: Send>(count: usize, doer: Doer<'_>, make: impl Fn(usize) -> Made + Sync) -> Vec<Made> {
    let places: Vec<Mutex<Option<Made>>> = (0..count).map(|_| Mutex::new(None)).collect();
    doer(count, &|at| {
        let made = make(at);
        if let Ok(mut place) = places[at].lock() {
            *place = Some(made);
        }
    });
    let found = places.into_iter().map(|place| place.into_inner().ok().flatten());
    let found = found.enumerate();
    found.map(|(at, made)| made.unwrap_or_else(|| make(at))).collect()
}

/// What comes of two pieces of work.
pub(super) fn both<One: Send, Other: Send>(
    doer: Doer<'_>,
    one: impl Fn() -> One + Sync,
    other: impl Fn() -> Other + Sync,
) -> (One, Other) {
    let (first, second) = (Mutex::new(None), Mutex::new(None));
    doer(2, &|at| {
        if at == 0 {
            let made = one();
            first.lock().map(|mut place| *place = Some(made)).unwrap_or_default();
        } else {
            let made = other();
            second.lock().map(|mut place| *place = Some(made)).unwrap_or_default();
        }
    });
    let (first, second) = (first.into_inner().ok().flatten(), second.into_inner().ok().flatten());
    (first.unwrap_or_else(&one), second.unwrap_or_else(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_stands_in_the_order_of_the_numbers_however_it_is_done() {
        let backwards = |count: usize, work: &(dyn Fn(usize) + Sync)| (0..count).rev().for_each(work);
        let threads = |count: usize, work: &(dyn Fn(usize) + Sync)| {
            std::thread::scope(|scope| (0..count).for_each(|at| drop(scope.spawn(move || work(at)))));
        };
        for doer in [&in_turn as Doer<'_>, &backwards, &threads] {
            assert_eq!(each(5, doer, |at| at * at), [0, 1, 4, 9, 16]);
            assert_eq!(both(doer, || 1, || "two"), (1, "two"));
        }
    }
}
