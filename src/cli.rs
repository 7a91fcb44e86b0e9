//! The command line as types; their doc comments are the help. No logic.

mod command;
mod protect;

pub use command::Command;
pub use protect::ProtectOptions;

use crate::domain::{Level, Period};
use chrono::NaiveDate;
use clap::{Args, Parser, ValueEnum};
use std::path::PathBuf;

/// Turns the quarterly returns of a safeguarding board's agencies into evidence that the board can act on.
#[derive(Debug, Parser)]
#[command(
    name = "paqa",
    version,
    max_term_width = 110,
    after_help = "Start with:  paqa init my-board --example\n             paqa run --board my-board --period 2026-27-Q2\n\nExit codes: 0 nothing wrong was found; 1 done, with errors in the returns; 2 the command line or a board file\nis wrong, nothing was done; 3 not finished, what was held before is intact."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// The board's folder [default: this folder, or the nearest parent that holds board.toml].
    #[arg(long, global = true, value_name = "DIR")]
    pub board: Option<PathBuf>,
    /// The date of the run: only what had been received by then is used [default: today].
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub as_at: Option<NaiveDate>,
    /// How lists are printed: text, csv or json [default: text on a terminal, csv otherwise]. For `chart`: svg, png, csv.
    #[arg(
        long = "format",
        global = true,
        value_enum,
        value_delimiter = ',',
        value_name = "FORMAT",
        hide_possible_values = true
    )]
    pub formats: Vec<Format>,
    /// Warnings, late and missing returns also give exit code 1.
    #[arg(long, global = true)]
    pub strict: bool,
    /// Print results only.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more about what is being done.
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colour; NO_COLOR is obeyed.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
    /// Threads to use [default: one for each processor].
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
}

/// How lists are printed, or what `chart` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
    /// A drawing that scales.
    Svg,
    /// A picture for documents that cannot take SVG.
    Png,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal that can show it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which catalogue an earlier date is looked at under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CatalogueOf {
    /// The tables and schemas of the newest edition issued by that date.
    Then,
    /// The tables and schemas of today.
    Now,
}

/// A command about one quarter.
#[derive(Args, Debug)]
pub struct OfPeriod {
    /// The quarter.
    #[arg(long)]
    pub period: Period,
}

/// What `chart` draws.
#[derive(Args, Debug)]
pub struct ChartOptions {
    /// Indicator ids.
    #[arg(required = true)]
    pub indicators: Vec<String>,
    /// The first quarter [default: 20 quarters].
    #[arg(long)]
    pub from: Option<Period>,
    /// The last quarter [default: the newest held].
    #[arg(long)]
    pub to: Option<Period>,
    /// An area's id or name [default: the home county, or the wider area in which alone it is sent].
    #[arg(long)]
    pub area: Option<String>,
    /// A chart for each place of a level, or for each agency.
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub by: Option<By>,
    /// Where to write [default: this folder].
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// What the lines of `series` are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// The home county.
    County,
    /// Groups of districts.
    Quadrant,
    /// Districts, cities and boroughs.
    District,
    /// Wider or different footprints.
    Other,
    /// Each agency's own part.
    Agency,
}

impl By {
    /// The level of area; `None` for agencies.
    pub fn level(self) -> Option<Level> {
        match self {
            By::County => Some(Level::County),
            By::Quadrant => Some(Level::Quadrant),
            By::District => Some(Level::District),
            By::Other => Some(Level::Other),
            By::Agency => None,
        }
    }
}

/// The command line that these words make, the program's name first.
///
/// # Errors
/// What is wrong with them, as the program would say it.
pub fn parse_from(words: &[&str]) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn each_command_shows_an_example() {
        for command in Cli::command().get_subcommands() {
            let help = command
                .get_after_help()
                .map(|help| help.to_string())
                .unwrap_or_default();
            assert!(
                help.contains(&format!("paqa {}", command.get_name())),
                "{}",
                command.get_name()
            );
        }
    }
}
