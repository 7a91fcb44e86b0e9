//! A program started and waited for → what it used. Asks the system through `/proc`, so only Linux answers.

use std::fs;
use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a program used.
#[derive(Clone, Copy, Debug)]
pub struct Used {
    /// Processor seconds in all its threads, its own and the system's for it.
    pub processor: f64,
    /// Seconds on the clock.
    pub wall: f64,
    /// The most memory that it held at a time, in bytes.
    pub peak: u64,
}

/// Runs a program to its end. Gives what it used and what it printed.
///
/// # Errors
/// When it cannot be started, or ends as a run does that was not finished.
pub fn run(command: &mut Command) -> io::Result<(Used, String)> {
    let (before, clock) = (seconds(15), Instant::now());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut stdout = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        stdout.as_mut().map(|out| out.read_to_string(&mut text));
        text
    });
    let mut stderr = child.stderr.take();
    let said = thread::spawn(move || {
        let mut text = String::new();
        stderr.as_mut().map(|out| out.read_to_string(&mut text));
        text
    });
    let mut peak = 0;
    let ended = loop {
        peak = peak.max(peak_of(&status).unwrap_or(0));
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        thread::sleep(Duration::from_millis(10));
    };
    let printed = reader.join().unwrap_or_default();
    let said = said.join().unwrap_or_default();
    // Findings of severity error are what was planted.
    if !matches!(ended.code(), Some(0 | 1)) || printed.is_empty() {
        return Err(io::Error::other(said));
    }
    let used = Used {
        processor: seconds(15) - before,
        wall: clock.elapsed().as_secs_f64(),
        peak,
    };
    Ok((used, printed))
}

/// Processor seconds of this process so far.
pub fn own_seconds() -> f64 {
    seconds(13)
}

/// Two fields of `/proc/self/stat`, counted from 0, in seconds: 13 for this process, 15 for the children it waited for.
fn seconds(field: usize) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    // What follows the bracket begins with field 2.
    let ticks = |at: usize| {
        fields
            .get(at - 2)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(field) + ticks(field + 1)) / 100.0
}

fn peak_of(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1_024)
}
