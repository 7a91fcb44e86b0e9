//! The words of a column into small numbers, in the order in which they are first met.

use crate::domain::word_hash;

/// The different words of one column.
#[derive(Debug, Default)]
pub struct Words<'t> {
    /// Each word once.
    pub all: Vec<&'t str>,
    /// Places in `all` plus one, by hash; 0 is free. At most half full.
    slots: Vec<u32>,
    /// For each word the one that stood in the line below it when it was last met.
    below: Vec<u32>,
    last: u32,
}

impl<'t> Words<'t> {
    /// The number of a word.
    pub fn number(&mut self, word: &'t str) -> u32 {
        // Long files are sorted by something: words stand in runs, or follow one another in the same order again and again.
        if let Some(guess) = self.below.get(self.last as usize)
            && self.all[*guess as usize] == word
        {
            self.last = *guess;
            return self.last;
        }
        let number = self.find(word);
        if let Some(below) = self.below.get_mut(self.last as usize) {
            *below = number;
        }
        if number as usize == self.below.len() {
            self.below.push(number);
        }
        self.last = number;
        number
    }

    fn find(&mut self, word: &'t str) -> u32 {
        if self.slots.len() < 2 * (self.all.len() + 1) {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = spread(word) & mask;
        loop {
            match self.slots[at] {
                0 => {
                    self.all.push(word);
                    self.slots[at] = self.all.len() as u32;
                    return self.slots[at] - 1;
                }
                taken if self.all[taken as usize - 1] == word => return taken - 1,
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![0; size];
        for (number, word) in self.all.iter().enumerate() {
            let mut at = spread(word) & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = number as u32 + 1;
        }
    }
}

fn spread(word: &str) -> usize {
    let hash = word_hash(word);
    (hash ^ (hash >> 29)) as usize
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_word_keeps_its_number_however_many_follow() {
        let texts: Vec<String> = (0..1_000).map(|number| format!("word {number}")).collect();
        let mut words = Words::default();
        for round in 0..2 {
            for (at, text) in texts.iter().enumerate() {
                assert_eq!(words.number(text), at as u32, "round {round}");
            }
        }
    }
}
