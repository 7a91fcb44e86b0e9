//! A file in the inbox into submissions: rows and findings.
//!
//! `read` makes sheets of bytes; `gate` asks whether they hold personal data; `table`, `choose` and `extract` make rows of
//! sheets; `check` holds the rows against one another and against what is already held. Nothing is guessed: what is read
//! otherwise than at face value is a finding, and what cannot be understood is left out with one.

pub mod sheet;
pub mod read;
pub mod privacy;
pub mod words;
pub mod held;
pub mod lexicon;
pub mod context;
mod remarks;
mod legend;
mod printed;
mod cells;
mod table;
mod crosstab;
mod titles;
mod times;
mod scale;
mod given;
mod choose;
mod resolve;
mod coded;
mod dated;
mod rows;
mod extract;
mod share;
mod rearrange;
mod check;
mod gate;
mod agreed;
mod quarter_columns;
mod form;
mod workbook;
mod assemble;
mod arrange;
mod file;
mod records;
mod leftover;
mod colours;
mod keys;
pub mod fast;
pub mod find;
mod copies;
mod life;
mod partial;
pub mod inbox;

pub use context::{FileContext, Habits, Known, Patch, Stands};
pub use file::{FileReading, read_one};
pub use held::Held;
pub use lexicon::Lexicon;
pub use partial::expected;
