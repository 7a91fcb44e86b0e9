//! The registry of rules, in order of precedence: where several hold a point, the first speaks.

mod first_change;
mod longer_run_than_chance;
mod outside_limits;
mod rising_or_falling_run;
mod run_on_one_side;
mod two_of_three_near_limit;
mod unlike_its_history;

use crate::detect::rule::Rule;

/// Every rule. The order is that of Making Data Count: limit, trend, two of three, shift.
pub const RULES: &[Rule] = &[
    outside_limits::RULE,
    rising_or_falling_run::RULE,
    two_of_three_near_limit::RULE,
    run_on_one_side::RULE,
    longer_run_than_chance::RULE,
    first_change::RULE,
    unlike_its_history::RULE,
];

/// The rule with an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
