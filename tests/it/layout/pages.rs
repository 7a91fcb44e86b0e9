//! The pages of a PDF with the place of every word.

use std::process::Command;

/// One word and its box, in points from the top left.
#[derive(Clone, Debug)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub foot: f64,
}

impl Word {
    pub fn height(&self) -> f64 {
        self.foot - self.top
    }
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub height: f64,
    pub words: Vec<Word>,
}

/// Boxes of letters reach above and below what is printed; so much of them may lie on each other.
const SLACK: (f64, f64) = (0.8, 2.0);

impl Page {
    /// All words, with spaces.
    pub fn text(&self) -> String {
        self.words
            .iter()
            .map(|word| word.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Pairs of words of which one hides the other.
    pub fn overlaps(&self) -> Vec<(String, String)> {
        let mut found = vec![];
        for (nth, one) in self.words.iter().enumerate() {
            for other in &self.words[nth + 1..] {
                let across = one.right.min(other.right) - one.left.max(other.left);
                let down = one.foot.min(other.foot) - one.top.max(other.top);
                if across > SLACK.0 && down > SLACK.1 {
                    found.push((one.text.clone(), other.text.clone()));
                }
            }
        }
        found
    }
}

/// The pages of a PDF; `None` where `pdftotext` is not installed.
pub fn pages(pdf: &[u8]) -> Option<Vec<Page>> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).expect("written");
    let told = Command::new("pdftotext")
        .arg("-bbox")
        .arg(&path)
        .arg("-")
        .output()
        .ok()?;
    Some(read(&String::from_utf8_lossy(&told.stdout)))
}

fn read(told: &str) -> Vec<Page> {
    let mut pages: Vec<Page> = vec![];
    for line in told.lines() {
        let line = line.trim();
        let number = |name: &str| -> f64 {
            let after = line.split_once(&format!("{name}=\"")).map_or("", |(_, after)| after);
            after
                .split('"')
                .next()
                .and_then(|text| text.parse().ok())
                .unwrap_or_default()
        };
        if line.starts_with("<page ") {
            pages.push(Page {
                height: number("height"),
                words: vec![],
            });
        } else if line.starts_with("<word ") {
            let text = line.split_once('>').map_or("", |(_, after)| after);
            let word = Word {
                text: text.trim_end_matches("</word>").to_string(),
                left: number("xMin"),
                top: number("yMin"),
                right: number("xMax"),
                foot: number("yMax"),
            };
            if let Some(page) = pages.last_mut() {
                page.words.push(word);
            }
        }
    }
    pages
}
