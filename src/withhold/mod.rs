//! All that is to be published together into what may be shown.
//!
//! A *cell* is one quantity, wherever it stands; a *publication* is everything that a reader can lay side by side: tables,
//! charts, percentages, other geographies, earlier releases. Some cells are sensitive in themselves (*primary*); others
//! are withheld only so that those cannot be worked out (*secondary*). Both carry one mark. The *search* chooses the
//! secondary cells; the *audit*, by other code and another solver, solves the publication as an *intruder* would and has
//! the last word.

mod cell;
mod hierarchy;
mod model;
mod primary;
mod symbols;
mod groups;
mod matrix;
mod simplex;
mod moves;
mod search;
mod supposed;
mod intruder;
mod audit;
mod protect;
mod rounding;
mod merge;
mod records;
mod files;
mod agencies;
mod annual;
mod breakdown;
mod scope;
mod tie;
mod yearly;
mod ledger;
mod known;
mod refused;
mod publish;
mod quarter;
mod papers;
mod members;
mod kept;
mod tables;
mod numbers;

pub use audit::{Interval, Standard, Verdict, disclosed, intervals, require};
pub use breakdown::{Breakdown, NOT_RECORDED};
pub use cell::{Cell, Key, ONLY_MEASURE, Seen};
pub use files::{Line, Sources, Tables, read};
pub use hierarchy::{Edge, Hierarchies, Partition, is_total};
pub use known::KnownBefore;
pub use ledger::{Differencing, Published, add_earlier, from_csv, to_csv};
pub use merge::{Proposal, proposals};
pub use model::{Base, Fact, Model, Publication, Relation, Share, Sighting};
pub use numbers::{Allowed, numbers_in};
pub use papers::Withheld;
pub use primary::{Figure, Reason, Rule, reason, tells_of_a_whole_group, values_needed};
pub use protect::{Protection, Settings, USUAL_WORK, protect, with_withheld};
pub use publish::{Release, Request, release};
pub use quarter::{Of, Quarter, withheld_cells};
pub use rounding::{Rounding, protect_by_rounding};
pub use scope::{Scope, Time};
pub use tables::published_elsewhere;
