//! Who is told how long work gets on; the program shows it on a terminal, tests do not.

/// Told of the stages of a run. Implementations must not slow the work down.
pub trait Watch: Sync {
    /// A stage begins; `steps` is 0 where nobody knows how many.
    fn begin(&self, stage: &str, steps: usize);
    /// One step of the stage is done.
    fn step(&self);
    /// The work is over, well or not.
    fn end(&self);
}

/// Says nothing.
pub struct Silent;

impl Watch for Silent {
    fn begin(&self, _stage: &str, _steps: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}
