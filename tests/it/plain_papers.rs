//! The papers of the example as a member reads them: what the program wrote itself is in short sentences without the words that
//! papers never say. What people said is quoted and not judged.

use crate::example_run;
use crate::page_tree::{self, Element, Inside};
use regex::Regex;
use std::path::{Path, PathBuf};

/// Most words of a sentence.
const LONGEST: usize = 25;

/// Never said of a figure, whole words.
const NEVER: [&str; 16] = [
    "because of",
    "due to",
    "driven by",
    "as a result",
    "led to",
    "poor",
    "alarming",
    "significant",
    "significantly",
    "plummeted",
    "deteriorated",
    "no concerns",
    "unacceptable",
    "disappointing",
    "victim",
    "abuser",
];

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "html") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// Every page of the example's reports: its name and what stands in it.
fn papers() -> Vec<(String, String)> {
    let reports = example_run::board().join("reports");
    let named = |page: PathBuf| {
        let name = page.strip_prefix(&reports).unwrap().display().to_string();
        (name, std::fs::read_to_string(&page).unwrap())
    };
    pages(&reports).into_iter().map(named).collect()
}

/// The words of paragraphs, list items and headings; drawings, tables, quotations and what agencies said are left out.
fn paragraphs(html: &str) -> Vec<String> {
    let mut text = html.to_string();
    for element in ["style", "script", "svg", "blockquote", "table", "details"] {
        let whole = Regex::new(&format!(r"(?s)<{element}\b.*?</{element}>")).unwrap();
        text = whole.replace_all(&text, " ").into_owned();
    }
    let said =
        Regex::new(r#"(?s)<(\w+)[^>]*class="[^"]*(?:said|says|identity|source|score|points)[^"]*"[^>]*>.*?</\w+>"#)
            .unwrap();
    text = said.replace_all(&text, " ").into_owned();
    // A name in bold, a link or a chip before a sentence is not a part of it.
    text = Regex::new(r"</(?:strong|b|a|h\d|dt|summary)>")
        .unwrap()
        .replace_all(&text, " \u{1}")
        .into_owned();
    let block = Regex::new(r"(?s)<(?:p|li|h[1-4]|figcaption)\b[^>]*>(.*?)</(?:p|li|h[1-4]|figcaption)>").unwrap();
    let tags = Regex::new(r"<[^>]+>").unwrap();
    let plain = |found: regex::Captures| {
        tags.replace_all(&found[1], " ")
            .replace("&nbsp;", " ")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    block.captures_iter(&text).map(plain).collect()
}

/// Most words of a name in a list of names.
const NAME: usize = 8;

/// How many words of a sentence are read at a stretch. Of a list of three or more names after a colon only the longest counts.
fn stretch(sentence: &str) -> usize {
    let count = |text: &str| text.split_whitespace().count();
    let Some((head, list)) = sentence.split_once(':') else {
        return count(sentence);
    };
    let list = list.replace(" and ", ",");
    let names = list.split([',', ';', '·']).map(count).filter(|words| *words > 0);
    let names: Vec<usize> = names.collect();
    match names.iter().max() {
        Some(longest) if names.len() >= 3 && *longest <= NAME => count(head) + longest,
        Some(_) | None => count(sentence),
    }
}

/// A text in its sentences.
fn sentences(text: &str) -> Vec<String> {
    let ends = Regex::new(r"[.?!]\s+|\u{1}").unwrap();
    ends.split(text)
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Columns in which people outside the program speak, or in which what they wrote is named.
const SAID: [&str; 11] = [
    "What",
    "About",
    "What was asked",
    "What came back",
    "Decision",
    "What was said",
    "What changed",
    "Issue",
    "Response",
    "Outcome",
    "Progress",
];

/// The sentences in the cells of tables, with the words above their columns; names in bold stand by themselves.
fn cells(element: &Element, heads: &mut Vec<String>) -> Vec<(String, String)> {
    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if element.name == "table" {
        heads.clear();
    }
    if element.name != "tr" {
        return element.elements().flat_map(|inside| cells(inside, heads)).collect();
    }
    let columns: Vec<&Element> = element
        .elements()
        .filter(|one| matches!(one.name.as_str(), "td" | "th"))
        .collect();
    if heads.is_empty() {
        *heads = columns.iter().map(|one| plain(one.text())).collect();
        return vec![];
    }
    let pieces = |cell: &Element| -> Vec<String> {
        let mut words = String::new();
        for inside in &cell.inside {
            match inside {
                Inside::Words(text) => words.push_str(text),
                Inside::Element(one) => words.push_str(&format!(" {} \u{1} ", one.text())),
            }
        }
        sentences(&words)
    };
    let none = String::new();
    let told = columns.iter().zip(heads.iter().chain(std::iter::repeat(&none)));
    told.filter(|(_, head)| !SAID.contains(&head.as_str()))
        .flat_map(|(cell, head)| pieces(cell).into_iter().map(|text| (head.clone(), text)))
        .collect()
}

#[test]
fn what_stands_in_the_tables_of_papers_is_short_too() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (name, html) in papers() {
        for (head, sentence) in cells(&page_tree::read(&html), &mut vec![]) {
            count += usize::from(sentence.split_whitespace().count() > 5);
            let words = stretch(&sentence);
            if words > LONGEST {
                faults.push(format!("{name}: {words} words under `{head}`: {sentence}"));
            }
        }
    }
    println!("{count} sentences in tables read");
    assert!(count > 400, "{count} sentences were found");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_the_papers_say_is_short_and_plain() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (name, html) in papers() {
        for sentence in paragraphs(&html).iter().flat_map(|text| sentences(text)) {
            count += 1;
            let words = stretch(&sentence);
            if words > LONGEST {
                faults.push(format!("{name}: {words} words: {sentence}"));
            }
            let lower = format!(
                " {} ",
                sentence.to_lowercase().replace([',', '.', ';', ':', '(', ')'], " ")
            );
            for never in NEVER.iter().filter(|never| lower.contains(&format!(" {never} "))) {
                faults.push(format!("{name}: says `{never}`: {sentence}"));
            }
        }
    }
    println!("{count} sentences read");
    assert!(count > 200, "{count} sentences were found");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
