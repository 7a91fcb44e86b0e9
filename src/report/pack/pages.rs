//! Pages of the pack: the gallery to copy charts from, how the figures were made, what came of the year's exceptions, and
//! what has changed since the last pack.

use crate::chart::draw::escape;
use crate::domain::{PublicPack, PublicTable};
use crate::report::pack::charts::Picture;
use crate::report::pack::open_data::{LICENCE, LICENCE_ADDRESS};
use crate::report::pack::{Files, prose, slug};

/// Adds the pages.
pub fn all(pack: &PublicPack, gallery: &[Picture], files: &mut Files) {
    let mut add = |name: &str, title: &str, body: String| {
        files.insert(
            name.to_string(),
            page(&format!("{title}, {} {}", pack.board, pack.year), title, &body).into_bytes(),
        );
    };
    add("index.html", "Charts and tables", gallery_page(pack, gallery));
    add("methods-and-quality.html", "Methods and quality", methods(pack));
    add("impact.html", "What came of the year's exceptions", impact(pack));
    add("changes.html", "Changes since the last pack", changes(pack));
}

/// A whole page. The style sheet is part of it, so that it looks the same offline.
pub fn page(title: &str, heading: &str, body: &str) -> String {
    let style = include_str!("pack.css");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<main id=\"main\">\n<h1>{}</h1>\n{body}</main>\n</body>\n</html>\n",
        escape(title),
        escape(heading)
    )
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text))
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: String = items.into_iter().map(|item| format!("<li>{item}</li>\n")).collect();
    format!("<ul>\n{items}</ul>\n")
}

fn link(address: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(address), escape(words))
}

fn marks() -> String {
    let each = prose::MARKS
        .iter()
        .map(|mark| format!("{} {}", escape(mark.mark()), escape(mark.words())));
    format!("<h2>Marks</h2>\n{}", list(each))
}

fn gallery_page(pack: &PublicPack, gallery: &[Picture]) -> String {
    let mut body = paragraph(&format!("Annual figures of {}, {}.", pack.board, pack.year));
    let files = [
        link(&format!("tables-{}.xlsx", pack.year), "All tables as a workbook"),
        link("open-data/datapackage.json", "Open data"),
        link("methods-and-quality.html", "Methods and quality"),
        link("impact.html", "What came of the year's exceptions"),
        link("changes.html", "Changes since the last pack"),
    ];
    body.push_str(&list(files));
    body.push_str(&marks());
    let mut theme = "";
    for (number, table) in pack.tables.iter().enumerate() {
        if table.theme != theme {
            theme = &table.theme;
            body.push_str(&format!("<h2>{}</h2>\n", escape(&table.theme_title)));
        }
        body.push_str(&format!(
            "<h3 id=\"{0}\">{1}</h3>\n",
            slug(&table.indicator),
            escape(&table.name)
        ));
        body.push_str(&paragraph(&table.definition));
        let own = gallery.iter().filter(|picture| picture.table == number);
        own.for_each(|picture| body.push_str(&figure(picture, pack)));
        body.push_str(&table_of(table, pack));
    }
    body.push_str(&format!(
        "<p>{} {}</p>\n",
        escape(LICENCE),
        link(LICENCE_ADDRESS, "Read the licence")
    ));
    body
}

fn figure(picture: &Picture, pack: &PublicPack) -> String {
    let download = |ending: &str, words: &str| {
        let path = format!("charts/{}.{ending}", picture.name);
        link(&path, &format!("{words}: {}", picture.title))
    };
    let downloads = list([download("svg", "SVG"), download("png", "PNG"), download("csv", "CSV")]);
    format!(
        "<figure>\n<p class=\"title\">{}</p>\n<p class=\"subtitle\">{}</p>\n{}\n<figcaption>{}</figcaption>\n</figure>\n<details><summary>Text alternative and files: {}</summary>\n<p>{}</p>\n{downloads}</details>\n",
        escape(&picture.title),
        escape(&picture.subtitle),
        picture.svg,
        escape(&prose::source(pack)),
        escape(&picture.title),
        escape(&picture.alt)
    )
}

fn table_of(table: &PublicTable, pack: &PublicPack) -> String {
    let title = prose::title(table, pack);
    let heading = |words: &str| format!("<th scope=\"col\">{}</th>", escape(words));
    let years: String = table.years.iter().map(|year| heading(year)).collect();
    let rows: String = table
        .rows
        .iter()
        .map(|row| {
            let figures: String = row
                .figures
                .iter()
                .map(|figure| format!("<td>{}</td>", escape(&figure.value.to_string())))
                .collect();
            format!("<tr><th scope=\"row\">{}</th>{figures}</tr>\n", escape(&row.name))
        })
        .collect();
    let notes: String = table.notes.iter().map(|note| paragraph(note)).collect();
    let name = slug(&table.indicator);
    format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{name}-caption\">\n<table>\n<caption id=\"{name}-caption\">{}. {}</caption>\n<thead><tr>{}{years}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{notes}<p>{}</p>\n",
        escape(&title),
        escape(&prose::subtitle(table)),
        heading("Area"),
        link(&format!("tables/{name}.csv"), &format!("CSV: {}", table.name))
    )
}

fn methods(pack: &PublicPack) -> String {
    let small = pack.withheld_up_to;
    let mut body = String::from("<h2>How the figures are made</h2>\n");
    for text in [
        "Agencies report each quarter. A year's count is the sum of its four quarters, or the position at the end of March for counts on one day; a year's percentage or rate is worked out from the year's counts, never by averaging quarters. Where a quarter is missing, the year has no figure.",
        "Cases whose district is not known are counted for the county and stand in a line of their own.",
    ] {
        body.push_str(&paragraph(text));
    }
    body.push_str("<h2>How children are protected</h2>\n");
    for text in [
        format!("Counts of children from 1 to {small} are withheld. So are further figures, wherever a reader could otherwise work a small count out from sums, percentages, other tables of this pack or earlier packs. Both carry the same mark. True zeros are shown."),
        format!("Before publication every withheld figure is checked by solving all published figures together, as an intruder would: at least {small} values must remain possible for it. Charts, texts and downloads are made from the protected figures alone."),
        "What remains: a reader who knows the method may rule out some possibilities because other figures would have been withheld then, and nothing protects against what insiders already know.".to_string(),
    ] {
        body.push_str(&paragraph(&text));
    }
    body.push_str("<h2>Quality</h2>\n");
    body.push_str(&paragraph("Figures rest on what agencies returned; each is traceable to its source cell in the office. Definitions changed where a note says so. Small bases make percentages move by chance."));
    body.push_str(&marks());
    body.push_str("<h2>Definitions</h2>\n<dl>\n");
    for table in &pack.tables {
        body.push_str(&format!(
            "<dt>{} ({})</dt><dd>{}</dd>\n",
            escape(&table.name),
            escape(&table.indicator),
            escape(&table.definition)
        ));
    }
    body.push_str("</dl>\n");
    body
}

fn impact(pack: &PublicPack) -> String {
    if pack.impact.is_empty() {
        return paragraph("No exception of the year has a recorded decision.");
    }
    let mut body = String::new();
    for it in &pack.impact {
        body.push_str(&format!("<h2>{}</h2>\n", escape(&it.about)));
        body.push_str(&paragraph(&it.action));
        body.push_str(&paragraph(&it.movement));
    }
    body
}

fn changes(pack: &PublicPack) -> String {
    if pack.changes.is_empty() {
        return paragraph("No figure that was published before has changed.");
    }
    list(pack.changes.iter().map(|change| escape(change)))
}
