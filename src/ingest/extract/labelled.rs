//! Titles with a label (`Audit: Neglect 2026`, or `Theme:` with its answer in the next cell) into words that hold for every row.

use crate::catalogue::{Column, Holds};
use crate::ingest::extract::Body;
use crate::ingest::resolve::Word;
use crate::ingest::words::tidy;

impl Body<'_, '_> {
    /// What the titles say under a label that is a heading of a column which the table itself does not have.
    pub(super) fn take_labelled_titles(&mut self) {
        let lexicon = self.reading.context.known.lexicon;
        for (label, answer) in labelled(&self.table.titles) {
            let named = |column: &&Column| {
                let of_heading = |pair: &&(String, String)| pair.0 == self.feed.id && pair.1 == column.name;
                lexicon.heading(&label).iter().any(of_heading)
            };
            let open = |column: &&Column| {
                !self.roles.iter().any(|role| role.gives(&column.name)) && !self.titled.contains_key(&column.name)
            };
            let Some(column) = self.feed.columns.iter().find(named).filter(open) else {
                continue;
            };
            // A title that names an owner or a lead names that of the paper, not of each of its rows.
            let is_of_all = column.required || self.feed.key.contains(&column.name) || column.name == "theme";
            let word = match &column.holds {
                Holds::Label if is_of_all => Some(answer),
                Holds::Code(list) if is_of_all => lexicon.code_exactly(list, &answer).map(str::to_owned),
                _ => None,
            };
            if let Some(word) = word {
                self.titled.insert(column.name.clone(), Word::Is(word));
            }
        }
    }
}

/// The labels among titles, each with what it says.
fn labelled(titles: &[(u32, u32, String)]) -> Vec<(String, String)> {
    let beside = |row: u32, column: u32| {
        let mut right = titles.iter().filter(|title| title.0 == row && title.1 > column);
        right.next().map(|title| tidy(&title.2))
    };
    let split = |(row, column, text): &(u32, u32, String)| {
        let text = tidy(text);
        let (label, answer) = text.split_once(':')?;
        let answer = match answer.trim() {
            "" => beside(*row, *column)?,
            answer => answer.to_owned(),
        };
        let is_label = label.split(' ').count() <= 4 && !answer.is_empty() && answer.chars().count() <= 80;
        is_label.then(|| (label.trim().to_owned(), answer))
    };
    titles.iter().filter_map(split).collect()
}

#[cfg(test)]
mod tests {
    use super::labelled;

    #[test]
    fn a_label_stands_in_its_cell_or_beside_its_answer_and_a_sentence_is_none() {
        let titles = [
            (0, 0, "Audit: Self-harm 2026"),
            (1, 0, "Theme:"),
            (1, 1, "self-harm"),
            (2, 0, "Please read this before you begin your work: it matters"),
            (3, 0, "Notes:"),
        ]
        .map(|(row, column, text)| (row, column, text.to_owned()));
        let pairs = [("Audit", "Self-harm 2026"), ("Theme", "self-harm")];
        assert_eq!(
            labelled(&titles),
            pairs.map(|(label, answer)| (label.to_owned(), answer.to_owned()))
        );
    }
}
