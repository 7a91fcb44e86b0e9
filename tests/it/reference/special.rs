//! Incomplete gamma and beta functions against a package that computes to forty figures.

use super::table;
use paqa::stats::special::{beta, gamma};

#[test]
fn both_tails_of_both_functions_agree_where_they_are_not_vanishing() {
    for row in table::rows("special_functions") {
        let [a, x] = ["a", "x"].map(|heading| row.number(heading).unwrap());
        let tails = match row.number("b") {
            None => gamma::tails(a, x),
            Some(b) => beta::tails((x, 1.0 - x), a, b),
        };
        row.agrees("lower", tails.lower);
        row.agrees("upper", tails.upper);
    }
}
