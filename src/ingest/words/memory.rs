//! A text into what was once worked out of it: returns of one folder repeat the same few texts thousands of times.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// Texts that are remembered; those after them are worked out each time, so that a hostile file cannot fill the memory.
const MOST: usize = 20_000;
/// Longer texts are sentences, which do not repeat.
const LONGEST: usize = 300;

/// What was worked out of texts. Holds nothing that could not be worked out again, so a copy begins empty.
#[derive(Debug)]
pub struct Memory<T>(Mutex<BTreeMap<String, T>>);

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
        if let Ok(known) = self.0.lock()
            && let Some(found) = known.get(text)
        {
            return found.clone();
        }
        let found = work_out();
        if text.len() <= LONGEST
            && let Ok(mut known) = self.0.lock()
            && known.len() < MOST
        {
            known.insert(text.to_owned(), found.clone());
        }
        found
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
