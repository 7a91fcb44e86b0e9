//! A text into what was once worked out of it: returns of one folder repeat the same few texts thousands of times.

#![expect(
    clippy::disallowed_types,
    reason = "texts are looked up and never listed, so their order tells nothing"
)]

use std::collections::HashMap;
use std::sync::Mutex;

/// Texts that are remembered; those after them are worked out each time, so that a hostile file cannot fill the memory.
const MOST: usize = 20_000;
/// Longer texts are sentences, which do not repeat.
const LONGEST: usize = 300;

/// What was worked out of texts. Holds nothing that could not be worked out again, so a copy begins empty.
#[derive(Debug)]
pub struct Memory<T>(Mutex<HashMap<String, T>>);

impl<T> Default for Memory<T> {
    fn default() -> Memory<T> {
        Memory(Mutex::default())
    }
}

impl<T> Clone for Memory<T> {
    fn clone(&self) -> Memory<T> {
        Memory::default()
    }
}

impl<T: Clone> Memory<T> {
    /// What a text is: remembered, or worked out now.
    pub fn of(&self, text: &str, work_out: impl FnOnce() -> T) -> T {
        if let Some(found) = self.known(text) {
            return found;
        }
        let found = work_out();
        self.keep(text, &found);
        found
    }

    /// What a text is, if it is remembered.
    pub fn known(&self, text: &str) -> Option<T> {
        self.0.lock().ok()?.get(text).cloned()
    }

    /// Remembers what a text is.
    pub fn keep(&self, text: &str, found: &T) {
        if text.len() <= LONGEST
            && let Ok(mut known) = self.0.lock()
            && known.len() < MOST
        {
            known.insert(text.to_owned(), found.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;

    #[test]
    fn a_text_is_worked_out_once() {
        let memory = Memory::default();
        assert_eq!(memory.of("a", || 1), 1);
        assert_eq!(memory.of("a", || 2), 1);
        assert_eq!(memory.clone().of("a", || 3), 3, "a copy knows nothing yet");
    }
}
