//! `register.csv`: every change in the life of every file. Lines are added, never changed; the newest of a file counts.

use crate::board::table;
use crate::board::tables::read_day;
use crate::catalogue::{Fault, Faults};
use crate::domain::{RegisterLine, as_written, harmless, inert};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const NAME: &str = "register.csv";
const COLUMNS: [&str; 8] = [
    "agency", "period", "file", "sha256", "received", "since", "state", "reason",
];

/// The register as it stands on disk, with the lines that this run adds.
#[derive(Clone, Debug, Default)]
pub struct Register {
    path: PathBuf,
    text: String,
    /// How much of the text was there when it was read.
    read: usize,
    lines: Vec<RegisterLine>,
    /// Those among them that were added since it was read.
    added: Vec<RegisterLine>,
    /// By file and content, which line is the newest.
    newest: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Register {
    /// Reads the register of a board; a board that never ran has none.
    ///
    /// # Errors
    /// Every line that cannot be understood.
    pub fn open(root: &Path) -> Result<Register, Faults> {
        let path = root.join(NAME);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Register {
                    path,
                    ..Register::default()
                });
            }
            Err(error) => return Err(Faults(vec![Fault::of_file(NAME, format!("cannot be read: {error}"))])),
        };
        let text = table::text_of_bytes(&bytes);
        let mut faults = Vec::new();
        let table = table::parse(&text, NAME, &COLUMNS, &mut faults);
        let rows = table.iter().flat_map(|table| &table.rows);
        let lines: Vec<RegisterLine> = rows.filter_map(|row| line_of_row(row, &mut faults)).collect();
        Faults::none_in(faults)?;
        let mut register = Register {
            path,
            read: text.len(),
            text,
            ..Register::default()
        };
        lines.into_iter().for_each(|line| register.push(line));
        Ok(register)
    }

    /// Whether what stands on disk is still what was read.
    pub fn is_as_read(&self) -> bool {
        match std::fs::read(&self.path) {
            Ok(bytes) => Some(&*table::text_of_bytes(&bytes)) == self.text.get(..self.read),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound && self.read == 0,
        }
    }

    /// Every line, oldest first.
    pub fn lines(&self) -> &[RegisterLine] {
        &self.lines
    }

    /// The line that counts for a file: the newest with its path and content.
    pub fn newest(&self, file: &str, sha256: &str) -> Option<&RegisterLine> {
        let at = self.newest.get(file)?.get(sha256)?;
        self.lines.get(*at)
    }

    fn push(&mut self, line: RegisterLine) {
        let of_file = self.newest.entry(line.file.clone()).or_default();
        of_file.insert(line.sha256.clone(), self.lines.len());
        self.lines.push(line);
    }

    /// Adds a line, unless it says nothing new about its file.
    pub fn add(&mut self, line: RegisterLine) {
        let line = RegisterLine {
            reason: harmless(&line.reason).trim().to_string(),
            ..line
        };
        let same =
            |old: &&RegisterLine| old.state == line.state && old.received == line.received && old.reason == line.reason;
        if self.newest(&line.file, &line.sha256).filter(same).is_none() {
            self.write_line(&line);
            self.added.push(line.clone());
            self.push(line);
        }
    }

    /// The lines that were added since it was read.
    pub fn added(&self) -> &[RegisterLine] {
        &self.added
    }

    /// What stands on disk once it is kept: the old text to the byte, then the lines added.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Writes it, first under another name, so that an interruption leaves the old or the new.
    ///
    /// # Errors
    /// What the disk says, with the path.
    pub fn keep(&self) -> std::io::Result<()> {
        let fresh = self.path.with_extension("csv.new");
        std::fs::write(&fresh, self.text.as_bytes())?;
        std::fs::rename(&fresh, &self.path)
    }

    fn write_line(&mut self, line: &RegisterLine) {
        if self.text.is_empty() {
            self.text = format!("{}\n", COLUMNS.join(","));
        } else if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let separator = table::separator(&self.text);
        let (period, received, since) = (
            line.period.to_string(),
            line.received.to_string(),
            line.since.to_string(),
        );
        let cells = [
            &line.agency,
            &period,
            &line.file,
            &line.sha256,
            &received,
            &since,
            line.state.word(),
            &inert(&line.reason),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell, separator)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{}", cells.join(&separator.to_string()));
    }
}

/// A cell as CSV writes it, between separators of its kind.
pub(super) fn quoted(cell: &str, separator: char) -> String {
    if cell.contains([separator, ',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
    }
}

/// One row as a line; `None`, with a fault for each cell, when it cannot be understood.
fn line_of_row(row: &table::Row, faults: &mut Vec<Fault>) -> Option<RegisterLine> {
    let mut told = |said: String| faults.push(Fault::at(NAME, row.line, said));
    let period = row
        .cell("period")
        .parse()
        .map_err(|error| told(format!("{error}")))
        .ok();
    let mut day = |column: &str| {
        let written = row.cell(column);
        let read = read_day(written);
        if read.is_none() {
            told(format!("`{column}` is `{written}`, which is no day such as 2026-07-24"));
        }
        read
    };
    let (received, since) = (day("received"), day("since"));
    let state = row.cell("state").parse().map_err(told).ok();
    Some(RegisterLine {
        agency: row.cell("agency").into(),
        period: period?,
        file: row.cell("file").into(),
        sha256: row.cell("sha256").to_lowercase(),
        received: received?,
        since: since?,
        state: state?,
        reason: as_written(row.cell("reason")).into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FileState;
    use chrono::NaiveDate;

    fn line(file: &str, state: FileState) -> RegisterLine {
        let day = NaiveDate::from_ymd_opt(2026, 7, 24).unwrap();
        RegisterLine {
            agency: "essex-police".into(),
            period: "2026-27 Q1".parse().unwrap(),
            file: file.into(),
            sha256: "ab".into(),
            received: day,
            since: day,
            state,
            reason: "sent again, corrected".into(),
        }
    }

    #[test]
    fn what_is_kept_is_read_back_and_the_newest_line_counts() {
        let folder = tempfile::tempdir().unwrap();
        let mut register = Register::open(folder.path()).unwrap();
        register.add(line("a, b.csv", FileState::Current));
        register.add(line("a, b.csv", FileState::Current));
        register.add(line("a, b.csv", FileState::Withdrawn));
        register.keep().unwrap();
        let again = Register::open(folder.path()).unwrap();
        assert_eq!(again.lines().len(), 2);
        assert_eq!(again.newest("a, b.csv", "ab").unwrap().state, FileState::Withdrawn);
        assert_eq!(again.newest("a, b.csv", "cd"), None);
    }

    #[test]
    fn a_register_saved_with_semicolons_goes_on_so_and_a_reason_runs_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let header = COLUMNS.join(";");
        std::fs::write(folder.path().join(NAME), format!("{header}\r\n")).unwrap();
        let mut register = Register::open(folder.path()).unwrap();
        let odd = RegisterLine {
            reason: "=A1\u{202E}; sent twice".into(),
            ..line("a.csv", FileState::Withdrawn)
        };
        register.add(odd.clone());
        assert!(register.text().contains(";\"'=A1; sent twice\""), "{}", register.text());
        register.keep().unwrap();
        let mut again = Register::open(folder.path()).unwrap();
        assert_eq!(again.lines()[0].reason, "=A1; sent twice");
        again.add(odd);
        assert_eq!(again.lines().len(), 1, "it is known as the same");
    }

    #[test]
    fn what_people_wrote_stays_to_the_byte() {
        let folder = tempfile::tempdir().unwrap();
        let written = "agency,period,file,sha256,received,since,state,reason,note\r\n\
                       p,2026-27-Q1,x.csv,AB,24/07/2026,2026-07-24,held,,ask Jo";
        std::fs::write(folder.path().join(NAME), written).unwrap();
        let mut register = Register::open(folder.path()).unwrap();
        register.add(line("y.csv", FileState::Current));
        assert!(register.text().starts_with(written));
        assert_eq!(register.newest("x.csv", "ab").unwrap().state, FileState::Held);
    }

    #[test]
    fn each_bad_cell_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let written = "agency,period,file,sha256,received,since,state,reason\np,Q1,x,a,soon,2026-07-24,lost,\n";
        std::fs::write(folder.path().join(NAME), written).unwrap();
        let faults = Register::open(folder.path()).unwrap_err();
        assert_eq!(faults.0.len(), 3, "{faults}");
        assert!(faults.0.iter().all(|fault| fault.line == Some(2)));
    }
}
