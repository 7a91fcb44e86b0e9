//! Special functions, from arguments to values good to about fourteen figures, because nothing in the standard library reaches that.
//!
//! The tails of every distribution in `stats` come from four functions here: the regularised incomplete gamma and beta functions
//! and their inverses. Each is a prefix (a probability mass, formed without cancellation) times a series or continued fraction.

pub mod beta;
pub mod gamma;
pub mod mass;
pub mod normal;
pub mod root;
