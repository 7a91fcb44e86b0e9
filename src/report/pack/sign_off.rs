//! The sheet that a person signs before the pack leaves the office. It names restricted matters, so it is written beside
//! the published folder, never into it.

use crate::chart::draw::escape;
use crate::domain::PublicPack;
use crate::report::pack::pages::page;

/// What a person must have looked at, whatever the figures.
const CHECKS: [&str; 6] = [
    "The figures are those of the issued editions, or the page of changes explains the difference.",
    "The disclosure audit passed over all tables and earlier packs; the scan found no number that is not in the protected set.",
    "Each group of which all or none have an attribute, listed below, may be published.",
    "Titles, text alternatives and the impact page were read by someone who did not write them.",
    "The pages, the workbook and the open data passed the accessibility and publication checks.",
    "The release ledger holds this pack's cells.",
];

/// The sheet as a page under the office's own marking.
pub fn sign_off(pack: &PublicPack, marking: &str) -> String {
    let checks: String = CHECKS
        .iter()
        .map(|check| format!("<li>{}</li>\n", escape(check)))
        .collect();
    let matters: String = pack
        .for_sign_off
        .iter()
        .map(|matter| format!("<li>{}</li>\n", escape(matter)))
        .collect();
    let matters = if matters.is_empty() {
        "<p>None.</p>\n".to_string()
    } else {
        format!("<ul>\n{matters}</ul>\n")
    };
    let roles: String = ["Analyst", "Assurer (not the analyst)", "Approver"]
        .map(|role| format!("<tr><th scope=\"row\">{role}</th><td>________</td><td>________</td></tr>\n"))
        .concat();
    let body = format!(
        "<p>Restricted: for the office. {} tables for {}.</p>\n<h2>Checked</h2>\n<ol>\n{checks}</ol>\n<h2>For a decision</h2>\n{matters}<h2>Signed</h2>\n<table>\n<caption>Who answers for the pack</caption>\n<thead><tr><th scope=\"col\">Role</th><th scope=\"col\">Name</th><th scope=\"col\">Date</th></tr></thead>\n<tbody>\n{roles}</tbody>\n</table>\n",
        pack.tables.len(),
        escape(&pack.year)
    );
    page(
        (&format!("Sign-off of the pack {}", pack.year), marking),
        "Sign-off of the pack",
        &body,
    )
}
