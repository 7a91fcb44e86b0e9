//! A list as commands print it and as the machine-readable outputs hold it.

/// One cell of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Unknown or not applicable.
    Empty,
    /// Words.
    Text(String),
    /// A number; printed as short as it reads back the same.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// Several words; joined by `;` in CSV and text.
    List(Vec<String>),
    /// Something with an inside, for JSON; a short form stands in CSV and text.
    Nested(serde_json::Value),
}

/// A list: named columns and rows of as many entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns' names, in order.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Entry>>,
}

impl Table {
    /// An empty list with these columns.
    pub fn with_columns(names: &[&str]) -> Table {
        Table {
            columns: names.iter().map(|name| name.to_string()).collect(),
            rows: Vec::new(),
        }
    }

    /// The place of a column; `None` when there is none of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

impl Entry {
    /// The entry as one piece of text, as it stands in CSV.
    pub fn flat(&self) -> String {
        match self {
            Entry::Empty => String::new(),
            Entry::Text(text) => text.clone(),
            Entry::Number(number) => plain_number(*number),
            Entry::Truth(truth) => truth.to_string(),
            Entry::List(words) => words.join(";"),
            Entry::Nested(value) => value.to_string(),
        }
    }
}

impl From<&str> for Entry {
    fn from(text: &str) -> Entry {
        if text.is_empty() {
            Entry::Empty
        } else {
            Entry::Text(text.to_string())
        }
    }
}

impl From<String> for Entry {
    fn from(text: String) -> Entry {
        if text.is_empty() {
            Entry::Empty
        } else {
            Entry::Text(text)
        }
    }
}

impl From<Option<f64>> for Entry {
    fn from(number: Option<f64>) -> Entry {
        number.map_or(Entry::Empty, Entry::Number)
    }
}

impl From<f64> for Entry {
    fn from(number: f64) -> Entry {
        Entry::Number(number)
    }
}

impl From<usize> for Entry {
    fn from(number: usize) -> Entry {
        Entry::Number(number as f64)
    }
}

impl From<Option<usize>> for Entry {
    fn from(number: Option<usize>) -> Entry {
        number.map_or(Entry::Empty, Entry::from)
    }
}

impl From<bool> for Entry {
    fn from(truth: bool) -> Entry {
        Entry::Truth(truth)
    }
}

impl From<Vec<String>> for Entry {
    fn from(words: Vec<String>) -> Entry {
        Entry::List(words)
    }
}

/// A number as tables hold it: whole numbers without a point, others as short as they read back the same; never `-0`.
pub fn plain_number(number: f64) -> String {
    let number = if number == 0.0 { 0.0 } else { number };
    format!("{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_short_as_they_read_back() {
        for (number, text) in [
            (42.0, "42"),
            (0.1, "0.1"),
            (-0.0, "0"),
            (1234567.0, "1234567"),
            (1.0 / 3.0, "0.3333333333333333"),
        ] {
            assert_eq!(plain_number(number), text);
        }
    }

    #[test]
    fn empty_words_are_an_empty_entry() {
        assert_eq!(Entry::from(""), Entry::Empty);
        assert_eq!(Entry::from(vec!["a".to_string(), "b".to_string()]).flat(), "a;b");
    }
}
