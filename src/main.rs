//! Parses the command line, calls the pipeline, prints, and chooses the exit code.

use clap::{CommandFactory, Parser};
use indicatif::{ProgressBar, ProgressStyle};
use paqa::cli::{Cli, Colour, Command, Format, Global};
use paqa::domain::harmless_lines;
use paqa::pipeline::{self, Fault, Outcome, Printed, Silent, Watch, World};
use paqa::report::listing;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;
#[cfg(unix)]
use std::sync::{Arc, atomic::AtomicBool};

fn main() -> ExitCode {
    #[cfg(unix)]
    outlive_limits();
    let cli = Cli::parse();
    if let Command::Completions { shell } = &cli.command {
        clap_complete::generate(*shell, &mut Cli::command(), "paqa", &mut io::stdout());
        return ExitCode::SUCCESS;
    }
    colour(cli.global.color);
    let result = threads(&cli.global).and_then(|()| work(&cli));
    let code = pipeline::exit_code(&result, cli.global.strict);
    let printed = match &result {
        Ok(outcome) => print(outcome, &cli.global),
        Err(fault) => {
            let said = fault.to_string();
            say(&format!(
                "{}error:{} {}",
                style("1;31"),
                style("0"),
                harmless_lines(&said)
            ));
            Ok(())
        }
    };
    match printed {
        Ok(()) => ExitCode::from(code),
        // A reader that has seen enough, such as `head`, is no fault.
        Err(fault) if is_closed_pipe(&fault) => ExitCode::from(code),
        Err(fault) => {
            say(&format!("error: cannot print the result: {fault:#}"));
            ExitCode::from(3)
        }
    }
}

/// A file that outgrows what the session allows is a fault of the disk with a path, like any other, and ends nothing without a word.
#[cfg(unix)]
fn outlive_limits() {
    use signal_hook::{consts::SIGXFSZ, flag};
    // Where the signal cannot be caught all is as it was.
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

fn work(cli: &Cli) -> Result<Outcome, Fault> {
    let here = std::env::current_dir().map_err(|fault| Fault::Unfinished(fault.into()))?;
    #[expect(clippy::disallowed_methods, reason = "the one place that asks what day it is")]
    let today = chrono::Local::now().date_naive();
    let on_terminal = io::stderr().is_terminal() && !cli.global.quiet;
    let bar = Bar(Mutex::new(None));
    let watch: &dyn Watch = if on_terminal { &bar } else { &Silent };
    let result = pipeline::perform(
        &cli.command,
        &cli.global,
        &World {
            here: &here,
            today,
            watch,
        },
    );
    watch.end();
    result
}

fn threads(global: &Global) -> Result<(), Fault> {
    let Some(threads) = global.threads else { return Ok(()) };
    if threads == 0 {
        return Err(Fault::usage("--threads takes a number from 1"));
    }
    pipeline::use_threads(threads)
}

fn print(outcome: &Outcome, global: &Global) -> anyhow::Result<()> {
    outcome
        .warnings
        .iter()
        .for_each(|warning| say(&harmless_lines(warning)));
    if !global.quiet {
        outcome.notes.iter().for_each(|note| say(&harmless_lines(note)));
    }
    let text = match &outcome.printed {
        Printed::Nothing => return Ok(()),
        Printed::Text(text) => text.clone(),
        Printed::List(table) => match form(global) {
            Format::Json => listing::json(table)?,
            Format::Csv => listing::csv(table)?,
            Format::Text | Format::Svg | Format::Png => {
                listing::text(table).unwrap_or_else(|| "Nothing to list.\n".into())
            }
        },
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Text for people on a terminal, CSV for whatever reads a pipe, unless one was asked for.
fn form(global: &Global) -> Format {
    let default = if io::stdout().is_terminal() {
        Format::Text
    } else {
        Format::Csv
    };
    global.formats.first().copied().unwrap_or(default)
}

fn say(words: &str) {
    let mut out = anstream::stderr().lock();
    // Nothing can be said about a standard error that cannot be written to.
    let _ = writeln!(out, "{words}");
}

fn style(code: &str) -> String {
    format!("\u{1b}[{code}m")
}

fn colour(when: Colour) {
    match when {
        Colour::Auto => (),
        Colour::Always => anstream::ColorChoice::Always.write_global(),
        Colour::Never => anstream::ColorChoice::Never.write_global(),
    }
}

fn is_closed_pipe(fault: &anyhow::Error) -> bool {
    fault
        .downcast_ref::<io::Error>()
        .is_some_and(|fault| fault.kind() == io::ErrorKind::BrokenPipe)
}

/// A bar on standard error.
struct Bar(Mutex<Option<ProgressBar>>);

impl Watch for Bar {
    fn begin(&self, stage: &str, steps: usize) {
        let bar = if steps == 0 {
            ProgressBar::new_spinner()
        } else {
            ProgressBar::new(steps as u64)
        };
        let template = if steps == 0 {
            "{spinner} {msg}"
        } else {
            "{msg:24} {bar:40} {pos} of {len}"
        };
        if let Ok(look) = ProgressStyle::with_template(template) {
            bar.set_style(look);
        }
        bar.set_message(stage.to_string());
        self.replace(Some(bar));
    }

    fn step(&self) {
        if let Ok(bar) = self.0.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.inc(1);
        }
    }

    fn end(&self) {
        self.replace(None);
    }
}

impl Bar {
    fn replace(&self, new: Option<ProgressBar>) {
        if let Ok(mut bar) = self.0.lock() {
            if let Some(old) = bar.as_ref() {
                old.finish_and_clear();
            }
            *bar = new;
        }
    }
}
