//! What `protect` takes: any tables of counts, as text.

use clap::Args;
use std::path::PathBuf;

/// What to protect, and how.
#[derive(Args, Debug)]
pub struct ProtectOptions {
    /// Tables of counts that are published together: table_id, any dimensions, value; `Total` is the sum over a dimension.
    #[arg(required = true, value_name = "CELLS")]
    pub cells: Vec<PathBuf>,
    /// Which codes add up to which: dim,parent,child and, where a parent is split in several ways, set.
    #[arg(long, value_name = "FILE")]
    pub hierarchies: Option<PathBuf>,
    /// Other sums that a reader can check: relation_id,cell_id,coef,op,rhs.
    #[arg(long, value_name = "FILE")]
    pub relations: Option<PathBuf>,
    /// Published percentages and rates: numerator,denominator,value,dp,scale,denominator_value.
    #[arg(long, value_name = "FILE")]
    pub derived: Option<PathBuf>,
    /// Dimensions whose total is the sum of all their codes.
    #[arg(long, value_delimiter = ',', value_name = "DIM")]
    pub flat: Vec<String>,
    /// Counts from 1 to this are small.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub k: u32,
    /// Whole values that must stay possible for a small count [default: as many as --k].
    #[arg(long, value_name = "N")]
    pub values: Option<u32>,
    /// Only keep small counts from being worked out exactly.
    #[arg(long, conflicts_with = "values")]
    pub exact_only: bool,
    /// Keep as many values open for every withheld cell that could be small for all that a reader knows.
    #[arg(long)]
    pub guard_all: bool,
    /// Round to multiples of this, withholding 1 to 7, in place of withholding further cells.
    #[arg(long, value_name = "BASE")]
    pub round: Option<u32>,
    /// The cells are as published: say what each gap can still be, and whether that is enough.
    #[arg(long)]
    pub audit: bool,
    /// True values for --audit, which say which gaps are small counts.
    #[arg(long, requires = "audit", value_name = "FILE")]
    pub truth: Option<PathBuf>,
    /// Write each table under its own name into this folder [default: print the only one].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
