//! The commands, with their options and a working example each.

use crate::cli::{By, CatalogueOf, ChartOptions, OfPeriod, ProtectOptions};
use crate::domain::Period;
use clap::Subcommand;
use std::path::PathBuf;

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new board folder.
    #[command(after_help = "Examples:\n  paqa init my-board\n  paqa init my-board --example")]
    Init {
        /// The folder to make; it must be empty or absent.
        dir: PathBuf,
        /// Fill it with believable history, returns and faults.
        #[arg(long)]
        example: bool,
    },
    /// Write a workbook per agency to send out, with what it sent last time beside the cells to fill in.
    #[command(
        after_help = "Examples:\n  paqa templates --period 2026-27-Q3\n  paqa templates --period 2026-27-Q3 --out to-send"
    )]
    Templates {
        /// The quarter that they ask about.
        #[arg(long)]
        period: Period,
        /// Where to write [default: templates/<period> in the board's folder].
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Read the inbox, or the files named, and report findings; stores nothing.
    #[command(
        after_help = "Examples:\n  paqa check --period 2026-27-Q2\n  paqa check --agency essex-fire --period 2026-27-Q2 \"inbox/2026-27-Q2/essex-fire/ECFRS safeguarding Q2.csv\"\n  paqa check --publication pack"
    )]
    Check {
        /// The quarter of the inbox, or of the files named.
        #[arg(long)]
        period: Option<Period>,
        /// Whose the files named are.
        #[arg(long)]
        agency: Option<String>,
        /// Check the folders or files named as open data to be published.
        #[arg(long)]
        publication: bool,
        /// Files to read in place of the inbox.
        files: Vec<PathBuf>,
    },
    /// Read the inbox of a quarter into the store.
    #[command(after_help = "Example:\n  paqa ingest --period 2026-27-Q2")]
    Ingest(OfPeriod),
    /// Who was expected, who sent what, what is late; and messages to those who have not sent.
    #[command(
        after_help = "Examples:\n  paqa status --period 2026-27-Q2\n  paqa status --period 2026-27-Q2 --chase\n  paqa status --period 2026-27-Q2 --chase --as-at 2026-10-16 --out reminders"
    )]
    Status {
        /// The quarter.
        #[arg(long)]
        period: Period,
        /// Write the message that is due by now to each agency that has not sent, and a list for the chair.
        #[arg(long)]
        chase: bool,
        /// Where to write the messages [default: chasing/<period> in the board's folder].
        #[arg(long, requires = "chase")]
        out: Option<PathBuf>,
    },
    /// Read the inbox, measure, detect, sift, and write the papers.
    #[command(after_help = "Example:\n  paqa run --period 2026-27-Q2 --as-at 2026-11-20")]
    Run {
        /// The quarter.
        #[arg(long)]
        period: Period,
        /// Which catalogue to use for an earlier --as-at.
        #[arg(long, value_enum, default_value_t = CatalogueOf::Now)]
        catalogue: CatalogueOf,
    },
    /// What the store holds of a feed.
    #[command(
        after_help = "Examples:\n  paqa rows dashboard --period 2026-27-Q2 --format csv\n  paqa rows actions --all"
    )]
    Rows {
        /// The feed's id; `paqa catalogue feeds` lists them.
        feed: String,
        /// Only rows about this quarter.
        #[arg(long)]
        period: Option<Period>,
        /// Superseded rows too.
        #[arg(long)]
        all: bool,
        /// Which catalogue to use for an earlier --as-at.
        #[arg(long, value_enum, default_value_t = CatalogueOf::Now)]
        catalogue: CatalogueOf,
    },
    /// An indicator's figures as measured.
    #[command(after_help = "Examples:\n  paqa series MX05\n  paqa series CP06 CP07 --by district --format csv")]
    Series {
        /// Indicator ids; `paqa catalogue indicators` lists them.
        #[arg(required = true)]
        indicators: Vec<String>,
        /// One line per area of this level, or per agency [default: county].
        #[arg(long, value_name = "LEVEL")]
        by: Option<By>,
        /// The newest quarter to show [default: the newest held].
        #[arg(long)]
        period: Option<Period>,
        /// Which catalogue to use for an earlier --as-at.
        #[arg(long, value_enum, default_value_t = CatalogueOf::Now)]
        catalogue: CatalogueOf,
    },
    /// The ranked exceptions of a quarter.
    #[command(after_help = "Example:\n  paqa exceptions --period 2026-27-Q2 --format json")]
    Exceptions {
        /// The quarter.
        #[arg(long)]
        period: Period,
        /// Which catalogue to use for an earlier --as-at.
        #[arg(long, value_enum, default_value_t = CatalogueOf::Now)]
        catalogue: CatalogueOf,
    },
    /// How a figure and its verdict came about, to the source cell.
    #[command(
        after_help = "Examples:\n  paqa explain CP10 --period 2026-27-Q2\n  paqa explain CP06 --area E07000070 --period 2026-27-Q2 --format json"
    )]
    Explain {
        /// The indicator's id.
        indicator: String,
        /// An area's id or name [default: the home county].
        #[arg(long)]
        area: Option<String>,
        /// The quarter.
        #[arg(long)]
        period: Period,
        /// Which catalogue to use for an earlier --as-at.
        #[arg(long, value_enum, default_value_t = CatalogueOf::Now)]
        catalogue: CatalogueOf,
    },
    /// Charts of any indicator over any span, ready to paste in a report.
    #[command(
        after_help = "Examples:\n  paqa chart LD01 --from 2022-23-Q1 --to 2026-27-Q2 --format svg,png,csv --out charts\n  paqa chart MX01 --by district --out districts"
    )]
    Chart(ChartOptions),
    /// Freeze what was reported as a numbered edition.
    #[command(
        after_help = "Examples:\n  paqa issue --period 2026-27-Q2\n  paqa issue --period 2026-27-Q2 --again 1 --out edition-1"
    )]
    Issue {
        /// The quarter.
        #[arg(long)]
        period: Period,
        /// Make an issued edition again, byte for byte, in place of issuing a new one.
        #[arg(long, value_name = "EDITION")]
        again: Option<u32>,
        /// Where the edition made again is written.
        #[arg(long, requires = "again")]
        out: Option<PathBuf>,
    },
    /// What has changed since an edition, and which exceptions that flips.
    #[command(
        after_help = "Example, once the quarter has been run and issued (`paqa issue --period 2026-27-Q1`):\n  paqa compare 2026-27-Q1 --with 1\n\nWhat a figure is now takes in whatever has come since, in the folders of later quarters too, as their papers do; `run` and `series` for the quarter itself leave those folders out."
    )]
    Compare {
        /// The quarter of the edition.
        period: Period,
        /// The edition's number [default: the newest].
        #[arg(long)]
        with: Option<u32>,
    },
    /// The disclosure-controlled annual pack, or a quarter's figures of every area.
    #[command(
        after_help = "Examples:\n  paqa publish --year 2025-26 --out pack\n  paqa publish --quarter 2026-27-Q2 --out quarter-pack\n\nA pack is protected together with everything in ledger/ and with the papers of its quarters, and kept there. It is marked OFFICIAL. Exit code 3: the disclosure audit or the scan of the finished files failed, and nothing was written."
    )]
    Publish {
        /// The financial year, such as 2025-26.
        #[arg(long, required_unless_present = "quarter", conflicts_with = "quarter")]
        year: Option<String>,
        /// A quarter in place of a year, for packs of quadrants that leave the office.
        #[arg(long, value_name = "PERIOD")]
        quarter: Option<Period>,
        /// Where to write [default: reports/annual-<year> or reports/quarter-<period>].
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Withhold small counts, and whatever else is needed, in any tables of counts.
    #[command(
        after_help = "Examples:\n  paqa protect protect/values.csv --hierarchies protect/hierarchies.csv > published.csv\n  paqa protect protect/values.csv --hierarchies protect/hierarchies.csv --exact-only > published.csv\n  paqa protect published.csv --hierarchies protect/hierarchies.csv --audit --truth protect/values.csv --format csv\n\nvalues.csv: table_id, one column per dimension, value; every margin included, `Total` for a sum. hierarchies.csv: dim,parent,child. A quantity that stands in several tables is one quantity. A column `children` gives the distinct children behind a count of events, `out_of` the whole of which a figure is a part where the rest is as telling, `largest` and `second` the two largest contributions to a sum. A column `weight` makes a cell dearer (more than 1) or cheaper to withhold. Exit code 0: protected and audited; 2: a file is wrong or its figures do not add up; 3: a cell cannot be protected. With --audit, exit code 1: a cell is disclosed."
    )]
    Protect(ProtectOptions),
    /// Take a submission out of use, hold it, or bring it back.
    #[command(
        after_help = "Examples:\n  paqa withdraw \"2026-27-Q2/essex-fire/ECFRS safeguarding Q2.csv\" --reason \"sent by mistake\"\n  paqa withdraw \"2026-27-Q2/essex-fire/ECFRS safeguarding Q2.csv\" --restore --reason \"agency confirmed\""
    )]
    Withdraw {
        /// The file, relative to the inbox.
        file: String,
        /// Why; it is kept in the register.
        #[arg(long)]
        reason: String,
        /// Hold it until someone decides.
        #[arg(long, conflicts_with = "restore")]
        hold: bool,
        /// Bring it back into use.
        #[arg(long)]
        restore: bool,
    },
    /// Versions of the store, what made each, and when.
    #[command(after_help = "Examples:\n  paqa history\n  paqa history --table dashboard\n  paqa history --verify")]
    History {
        /// Only this table.
        #[arg(long)]
        table: Option<String>,
        /// Check the hash of every file that is held.
        #[arg(long)]
        verify: bool,
    },
    /// What is held, from whom, why, and until when it may be kept.
    #[command(after_help = "Examples:\n  paqa holdings\n  paqa holdings --expire --as-at 2033-04-01")]
    Holdings {
        /// Remove what is past its keeping time, and record that it was removed.
        #[arg(long)]
        expire: bool,
    },
    /// What is declared, with its text.
    #[command(
        after_help = "Examples:\n  paqa catalogue\n  paqa catalogue indicators CP10\n  paqa catalogue findings --format csv"
    )]
    Catalogue {
        /// feeds, indicators, rules, findings or codes.
        section: Option<String>,
        /// One entry.
        id: Option<String>,
    },
    /// The portable SQL that measures indicators over the tables of the store.
    #[command(
        after_help = "Examples:\n  paqa sql CP10 > cp10.sql\n  paqa sql --format json > measures.json\n\nEach text names the tables by their folders below store/tables (`dashboard`, `lado-referrals`): register these under that name in DuckDB, polars or another engine, and run it. It gives the figures of `paqa series` at every level. Open each table at the version that the table `runs` gives for it: after a command that was cut off a folder can hold more than is in use, until the next run takes it back."
    )]
    Sql {
        /// Indicator ids [default: all].
        indicators: Vec<String>,
    },
    /// Print a completion script for a shell.
    #[command(after_help = "Example:\n  paqa completions bash > paqa.bash")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}
