//! A page of the pack against the protected figures, section by section.

use crate::pipeline::publish::markup::visible;
use crate::pipeline::publish::may::May;
use crate::pipeline::publish::scan::told;
use crate::report::pack::{Files, LICENCE_ADDRESS, slug};
use crate::withhold::Allowed;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How a picture within a page begins.
const PICTURE: &str = "src=\"data:image/png;base64,";
/// What could carry anything along.
const ACTIVE: [&str; 6] = ["<script", "<iframe", "<object", "<embed", "javascript:", "data:"];
/// How the section of an indicator begins.
const SECTION: &str = "<h3 id=\"";

/// Everything of a page that the figures it is about do not account for.
pub fn scan((name, text): (&str, &str), files: &Files, may: &May) -> Vec<String> {
    let (text, mut found) = without_pictures(text, files);
    let active = ACTIVE.iter().filter(|mark| text.contains(**mark));
    found.extend(active.map(|mark| format!("`{mark}`, which no published page holds")));
    let (text, strange) = without_drawings(&text, files);
    found.extend(strange);
    if name == "index.html" {
        found.extend(sections(&text, files, may));
    } else {
        found.extend(told(&may_say(name, may), &seen(&text)));
    }
    found
}

fn seen(text: &str) -> String {
    visible(&text.replace(LICENCE_ADDRESS, ""))
}

/// What a page may say that is not made of sections.
fn may_say(name: &str, may: &May) -> Allowed {
    let pack = may.pack;
    let mut allowed = match name {
        "methods-and-quality.html" => {
            let mut both = may.words();
            both.all_of(&may.rule());
            both
        }
        "impact.html" => {
            let mut all = may.words();
            pack.tables.iter().for_each(|table| all.all_of(&may.table(table)));
            pack.impact.iter().for_each(|it| all.text(&it.about));
            all
        }
        "changes.html" => may.words(),
        _ => may.file(name),
    };
    if name == "changes.html" {
        let said = pack.changes.iter().chain(&pack.since_editions);
        said.for_each(|text| allowed.text(text));
    }
    allowed
}

/// The gallery: what stands before the first indicator is words; each indicator's section has its own figures and no other's.
fn sections(text: &str, files: &Files, may: &May) -> Vec<String> {
    let mut each = text.split(SECTION);
    let mut found = told(&may.words(), &seen(each.next().unwrap_or_default()));
    for section in each {
        let id = section.split('"').next().unwrap_or_default();
        let Some(table) = may.pack.tables.iter().find(|table| slug(&table.indicator) == id) else {
            found.push(format!("a section `{id}` that no table is named for"));
            continue;
        };
        // The heading of the next theme, and the licence's version after the last, stand at a section's end.
        let (own, after) = section.split_once("<h2").unwrap_or((section, ""));
        let (own, licence) = own
            .split_once("<p>Contains public sector information")
            .unwrap_or((own, ""));
        let mut closing = may.words();
        closing.text("3.0");
        found.extend(told(&may.table(table), &seen(&without_sizes(own, (id, files)))));
        found.extend(told(&closing, &seen(&format!("{after} {licence}"))));
    }
    found
}

/// A section without the sizes of the charts that it links to.
fn without_sizes(text: &str, (id, files): (&str, &Files)) -> String {
    let own = files.iter().filter(|(name, _)| {
        let chart = name.strip_prefix("charts/").and_then(|name| name.strip_prefix(id));
        chart.is_some_and(|rest| rest.starts_with('_'))
    });
    let sizes: std::collections::BTreeSet<usize> = own.map(|(_, bytes)| bytes.len().div_ceil(1000)).collect();
    let said = sizes.into_iter().map(|size| format!("({size} kB)"));
    said.fold(text.to_string(), |text, size| text.replace(&size, ""))
}

/// A page without the pictures in it, each of which must be a chart of the pack.
fn without_pictures(text: &str, files: &Files) -> (String, Vec<String>) {
    let is_chart = |encoded: &str| {
        STANDARD.decode(encoded).is_ok_and(|bytes| {
            files
                .iter()
                .any(|(name, own)| name.starts_with("charts/") && name.ends_with(".png") && *own == bytes)
        })
    };
    let mut parts = text.split(PICTURE);
    let mut rest = parts.next().unwrap_or_default().to_string();
    let mut found = Vec::new();
    for part in parts {
        let (encoded, after) = part.split_once('"').unwrap_or((part, ""));
        if !is_chart(encoded) {
            found.push("a picture that is no chart of the pack".to_string());
        }
        rest.push_str(after);
    }
    (rest, found)
}

/// A page without the drawings in it, each of which must be a chart of the pack, where it is scanned.
fn without_drawings(text: &str, files: &Files) -> (String, Vec<String>) {
    let charts = files
        .iter()
        .filter(|(name, _)| name.starts_with("charts/") && name.ends_with(".svg"));
    let charts: std::collections::BTreeSet<&str> = charts
        .filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
        .map(str::trim_end)
        .collect();
    let mut parts = text.split("<svg");
    let mut rest = parts.next().unwrap_or_default().to_string();
    let mut found = Vec::new();
    for part in parts {
        let (inside, after) = part.split_once("</svg>").unwrap_or((part, ""));
        if !charts.contains(format!("<svg{inside}</svg>").as_str()) {
            found.push("a drawing that is no chart of the pack".to_string());
        }
        rest.push_str(after);
    }
    (rest, found)
}
