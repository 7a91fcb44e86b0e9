//! What a command gives back: what to print, what to say beside it, and which exit code it earns.

use crate::domain::Table;
use crate::store::disk;
use std::io::ErrorKind;

/// What goes to standard output.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Printed {
    /// Nothing.
    #[default]
    Nothing,
    /// Text as it stands.
    Text(String),
    /// A list, in the form that was asked for.
    List(Table),
}

/// The worst that was found in the returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worst {
    /// Nothing wrong.
    #[default]
    Nothing,
    /// Warnings, late or missing returns: wrong only under `--strict`.
    Warnings,
    /// Findings of severity error.
    Errors,
}

/// A command that was done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// For standard output.
    pub printed: Printed,
    /// For standard error, one paragraph each: what must not be missed, however quiet the command is to be.
    pub warnings: Vec<String>,
    /// For standard error, one paragraph each, unless the command is to be quiet.
    pub notes: Vec<String>,
    /// The worst that was found.
    pub worst: Worst,
}

/// A command that was not done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The command line, a board table, a mapping, a template or a schema is wrong, or a named file or id does not exist.
    #[error("{0:#}")]
    Usage(anyhow::Error),
    /// A disk, permission or internal fault, a damaged store, a board in use, a failed audit.
    #[error("{0:#}")]
    Unfinished(anyhow::Error),
}

impl Outcome {
    /// A list and nothing else.
    pub fn list(table: Table) -> Outcome {
        Outcome {
            printed: Printed::List(table),
            ..Outcome::default()
        }
    }

    /// A text and nothing else.
    pub fn text(text: String) -> Outcome {
        Outcome {
            printed: Printed::Text(text),
            ..Outcome::default()
        }
    }
}

impl Fault {
    /// A fault of what was asked for.
    pub fn usage(said: impl Into<String>) -> Fault {
        Fault::Usage(anyhow::anyhow!(said.into()))
    }
}

impl From<anyhow::Error> for Fault {
    /// Whatever goes wrong without being named as a fault of the request is one of the run.
    fn from(fault: anyhow::Error) -> Fault {
        let of_disk = fault
            .chain()
            .find_map(|cause| cause.downcast_ref::<std::io::Error>())
            .map(std::io::Error::kind);
        Fault::Unfinished(match of_disk {
            // What the disk says tells nobody what to do.
            Some(kind) => {
                let act = match kind {
                    ErrorKind::PermissionDenied => "Give yourself the right to read and write there and run again",
                    kind => disk::what_to_do(kind),
                };
                anyhow::anyhow!("{fault:#}. {act}.")
            }
            None => fault,
        })
    }
}

/// The number that the shell sees.
pub fn exit_code(result: &Result<Outcome, Fault>, strict: bool) -> u8 {
    match result {
        Ok(outcome) => match outcome.worst {
            Worst::Nothing => 0,
            Worst::Warnings => u8::from(strict),
            Worst::Errors => 1,
        },
        Err(Fault::Usage(_)) => 2,
        Err(Fault::Unfinished(_)) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_disk_says_comes_with_what_to_do() {
        use anyhow::Context;
        for (kind, act) in [
            (ErrorKind::PermissionDenied, "Give yourself the right"),
            (ErrorKind::StorageFull, "free some space"),
            (ErrorKind::ReadOnlyFilesystem, "make it writable"),
        ] {
            let fault: anyhow::Result<()> = Err(std::io::Error::from(kind)).context("cannot read inbox/x.csv");
            let said = Fault::from(fault.unwrap_err()).to_string();
            assert!(
                said.starts_with("cannot read inbox/x.csv: ") && said.contains(act),
                "{said}"
            );
        }
    }

    #[test]
    fn each_ending_has_its_exit_code() {
        let done = |worst| {
            Ok(Outcome {
                worst,
                ..Outcome::default()
            })
        };
        assert_eq!(exit_code(&done(Worst::Nothing), true), 0);
        assert_eq!(exit_code(&done(Worst::Warnings), false), 0);
        assert_eq!(exit_code(&done(Worst::Warnings), true), 1);
        assert_eq!(exit_code(&done(Worst::Errors), false), 1);
        assert_eq!(exit_code(&Err(Fault::usage("no such period")), false), 2);
        assert_eq!(exit_code(&Err(Fault::from(anyhow::anyhow!("disk full"))), false), 3);
    }
}
