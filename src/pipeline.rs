//! One quarter, from inbox to paper: the only file that knows every stage.

mod absent;
mod assess;
mod back;
mod care;
mod charts;
mod chase;
mod cause;
mod collect;
mod compare;
mod cut_off;
mod decided;
mod declared;
mod dispatch;
mod doubted;
mod edition;
mod evidence_papers;
mod explain;
mod held_rows;
mod init;
mod files;
mod inputs;
mod issue;
mod lineage;
mod lists;
mod outcome;
mod out;
mod overrides;
mod papers;
mod parts;
mod press;
mod protect;
mod quarter;
mod queries;
mod publication;
mod remarks;
mod restated_since;
pub mod publish;
mod session;
mod sql;
mod standing;
mod templates;
mod watch;
mod weigh;

pub use dispatch::{World, perform};
pub use outcome::{Fault, Outcome, Printed, Worst, exit_code};
pub use session::{Session, find_board};
pub use watch::{Silent, Watch};
pub use weigh::quarters;

/// Sets how many threads the work may use; the default is one for each processor.
///
/// # Errors
/// `Unfinished` when threads were started already.
pub fn use_threads(threads: usize) -> Result<(), Fault> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|fault| Fault::Unfinished(fault.into()))
}
