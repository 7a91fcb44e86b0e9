//! What is published bears the public marking, and a quarter's pack speaks of its quarter.

use crate::publish::PACK;
use paqa::domain::PublicPack;
use paqa::report::pack::{Files, files, sign_off};

fn page<'a>(files: &'a Files, name: &str) -> Option<&'a str> {
    files.get(name).map(|bytes| std::str::from_utf8(bytes).unwrap())
}

#[test]
fn every_page_of_a_pack_is_marked_for_everybody_and_the_sign_off_sheet_for_the_office() {
    let (pack, files) = &*PACK;
    let pages = files.iter().filter(|(name, _)| name.ends_with(".html"));
    let unmarked: Vec<&String> = pages
        .filter(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("<p class=\"marking\">OFFICIAL</p>"))
        .map(|(name, _)| name)
        .collect();
    assert!(unmarked.is_empty(), "{unmarked:?}");
    assert!(sign_off(pack, "OFFICIAL-SENSITIVE").contains("<p class=\"marking\">OFFICIAL-SENSITIVE</p>"));
}

#[test]
fn a_pack_of_a_quarter_does_not_speak_of_the_year() {
    let of_quarter = PublicPack {
        year: "2025-26 Q2".into(),
        ..PACK.0.clone()
    };
    let files = files(&of_quarter).unwrap();
    assert_eq!(page(&files, "impact.html"), None);
    let gallery = page(&files, "index.html").unwrap();
    assert!(!gallery.contains("impact.html") && gallery.contains("Changes since earlier packs"));
    let methods = page(&files, "methods-and-quality.html").unwrap();
    assert!(
        !methods.contains("A year's count") && !methods.contains("A year&#39;s count"),
        "{methods}"
    );
}
