//! Pages of the pack: the gallery to copy charts from, how the figures were made, what came of the year's exceptions, and
//! what has changed since the last pack.

use crate::chart::draw::escape;
use crate::domain::{PublicPack, PublicSplit, PublicTable};
use crate::report::pack::charts::Picture;
use crate::report::pack::open_data::{LICENCE, LICENCE_ADDRESS};
use crate::report::pack::{Files, prose, slug};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What the page about exceptions is called; a quarter's pack has none.
const IMPACT: &str = "What came of the year's exceptions";

/// Adds the pages.
pub fn all(pack: &PublicPack, gallery: &[Picture], files: &mut Files) {
    let taken: Vec<String> = pack
        .tables
        .iter()
        .enumerate()
        .map(|(number, table)| take_away(pack, (number, table), (gallery, files)))
        .collect();
    let mut add = |name: &str, title: &str, body: String| {
        files.insert(
            name.to_string(),
            page(
                (&format!("{title}, {} {}", pack.board, pack.year), &pack.marking),
                title,
                &body,
            )
            .into_bytes(),
        );
    };
    for (table, body) in pack.tables.iter().zip(taken) {
        add(&format!("take/{}.html", slug(&table.indicator)), &table.name, body);
    }
    add("index.html", "Charts and tables", gallery_page(pack, gallery));
    add("methods-and-quality.html", "Methods and quality", methods(pack));
    if !pack.is_of_a_quarter() {
        add("impact.html", IMPACT, impact(pack));
    }
    add("changes.html", prose::since(pack), changes(pack));
}

/// The style sheet of every page.
pub const STYLE: &str = include_str!("pack.css");

/// A whole page, under its protective marking. The style sheet is part of it, so that it looks the same offline.
pub fn page((title, marking): (&str, &str), heading: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<main id=\"main\">\n<p class=\"marking\">{}</p>\n<h1>{}</h1>\n{body}</main>\n</body>\n</html>\n",
        escape(title),
        escape(marking),
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
    let mut body = paragraph(&format!("{}. {}", pack.board, prose::reach(pack)));
    body.push_str(&paragraph(
        "Each chart is ready to paste: title, subtitle and source line stand over and under it, the text alternative beside it, and its files are linked.",
    ));
    let mut files = vec![
        link(
            &format!("tables-{}.xlsx", prose::file_year(pack)),
            "All tables as a workbook (XLSX)",
        ),
        link(
            &format!("tables-{}.ods", prose::file_year(pack)),
            "All tables as a workbook (ODS)",
        ),
        link("open-data/datapackage.json", "Open data"),
        link("methods-and-quality.html", "Methods and quality"),
        link("changes.html", prose::since(pack)),
    ];
    if !pack.is_of_a_quarter() {
        files.push(link("impact.html", IMPACT));
    }
    body.push_str(&list(files));
    body.push_str(&marks());
    body.push_str(&themes(pack));
    let mut theme = "";
    for (number, table) in pack.tables.iter().enumerate() {
        if table.theme != theme {
            theme = &table.theme;
            body.push_str(&format!(
                "<h2 id=\"{}\">{}</h2>\n",
                slug(&table.theme),
                escape(&table.theme_title)
            ));
        }
        body.push_str(&block(pack, (number, table), gallery));
    }
    body.push_str(&format!(
        "<p>{} {}</p>\n",
        escape(LICENCE),
        link(LICENCE_ADDRESS, "Read the licence")
    ));
    body
}

/// One indicator: its charts with all that is pasted beside them, and its tables.
fn block(pack: &PublicPack, (number, table): (usize, &PublicTable), gallery: &[Picture]) -> String {
    let mut body = String::new();
    body.push_str(&format!(
        "<h3 id=\"{0}\">{1}</h3>\n",
        slug(&table.indicator),
        escape(&table.name)
    ));
    body.push_str(&paragraph(&table.definition));
    let own = gallery.iter().filter(|picture| picture.table == number);
    own.for_each(|picture| body.push_str(&figure(picture, pack)));
    body.push_str(&table_of(table, pack, ""));
    let splits = table.splits.iter();
    splits.for_each(|split| body.push_str(&split_table(split, (table, pack), "")));
    let take = format!("take/{}.html", slug(&table.indicator));
    let words = format!("For a word processor: {}", table.name);
    body.push_str(&format!("<p>{}</p>\n", link(&take, &words)));
    body
}

/// Links to the themes of the page, each with its indicators.
fn themes(pack: &PublicPack) -> String {
    let mut body = String::from("<nav aria-label=\"Themes\">\n<h2>On this page</h2>\n");
    let mut shown: Vec<&str> = Vec::new();
    for table in &pack.tables {
        if shown.contains(&table.theme.as_str()) {
            continue;
        }
        shown.push(&table.theme);
        let own = pack.tables.iter().filter(|other| other.theme == table.theme);
        let links = own.map(|other| link(&format!("#{}", slug(&other.indicator)), &other.name));
        body.push_str(&format!(
            "<details><summary>{}</summary>\n{}</details>\n",
            escape(&table.theme_title),
            list(links)
        ));
    }
    body.push_str("</nav>\n");
    body
}

/// One indicator's charts and tables as a word processor takes them over: pictures with their text alternatives, and tables.
/// The pictures are part of the page, so that they come along when it is copied, mailed or opened elsewhere.
fn take_away(
    pack: &PublicPack,
    (number, table): (usize, &PublicTable),
    (gallery, files): (&[Picture], &Files),
) -> String {
    let mut body = marks();
    body.push_str("<h2>Charts</h2>\n");
    for picture in gallery.iter().filter(|picture| picture.table == number) {
        let [subtitle, source] = [&picture.subtitle, &prose::source(pack)].map(|text| paragraph(text));
        body.push_str(&format!(
            "<h3>{}</h3>\n{subtitle}<p><img src=\"data:image/png;base64,{}\" alt=\"{}\" width=\"560\"></p>\n{source}",
            escape(&picture.title),
            STANDARD.encode(
                files
                    .get(&format!("charts/{}.png", picture.name))
                    .map_or(&[][..], Vec::as_slice)
            ),
            escape(&picture.alt)
        ));
    }
    let notes = prose::notes(table);
    if !notes.is_empty() {
        body.push_str("<h2>What to say beside them</h2>\n");
        notes.iter().for_each(|note| body.push_str(&paragraph(note)));
    }
    body.push_str("<h2>Tables</h2>\n");
    body.push_str(&table_of(table, pack, "../"));
    let splits = table.splits.iter();
    splits.for_each(|split| body.push_str(&split_table(split, (table, pack), "../")));
    body
}

/// A size as links say it.
fn size(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}

fn figure(picture: &Picture, pack: &PublicPack) -> String {
    let download = |(ending, words): (&str, &str), bytes: usize| {
        let path = format!("charts/{}.{ending}", picture.name);
        link(&path, &format!("{words}: {} ({})", picture.title, size(bytes)))
    };
    let downloads = list([
        download(("png", "Picture, PNG"), picture.sizes[1]),
        download(("svg", "Drawing, SVG"), picture.sizes[0]),
        download(("csv", "Figures, CSV"), picture.sizes[2]),
    ]);
    format!(
        "<figure>\n<p class=\"title\">{}</p>\n<p class=\"subtitle\">{}</p>\n{}\n<figcaption>{}</figcaption>\n</figure>\n<div class=\"take\">\n<p><strong>Text alternative.</strong> {}</p>\n{downloads}</div>\n",
        escape(&picture.title),
        escape(&picture.subtitle),
        picture.svg,
        escape(&prose::source(pack)),
        escape(&picture.alt)
    )
}

/// A table with its source line, so that it can be copied by itself. `up` leads from the page to the pack's folder.
fn table_of(table: &PublicTable, pack: &PublicPack, up: &str) -> String {
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
    let others: String = table
        .comparators
        .iter()
        .map(|other| {
            let cells = other
                .figures
                .iter()
                .map(|figure| format!("<td>{}</td>", escape(&figure.to_string())));
            let name = format!("{} (published)", other.group);
            format!(
                "<tr><th scope=\"row\">{}</th>{}</tr>\n",
                escape(&name),
                cells.collect::<String>()
            )
        })
        .collect();
    let notes: String = prose::notes(table).iter().map(|note| paragraph(note)).collect();
    let name = slug(&table.indicator);
    format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{name}-caption\">\n<table>\n<caption id=\"{name}-caption\">{}. {}</caption>\n<thead><tr>{}{years}</tr></thead>\n<tbody>\n{rows}{others}</tbody>\n</table>\n</div>\n{}{notes}<p>{}</p>\n",
        escape(&title),
        escape(&prose::subtitle(table)),
        heading("Area"),
        paragraph(&prose::source(pack)),
        link(&format!("{up}tables/{name}.csv"), &format!("CSV: {}", table.name))
    )
}

fn split_table(split: &PublicSplit, (table, pack): (&PublicTable, &PublicPack), up: &str) -> String {
    let heading = |words: &str| format!("<th scope=\"col\">{}</th>", escape(words));
    let years: String = table.years.iter().map(|year| heading(year)).collect();
    let row = |(name, figures): (&str, Vec<&crate::domain::Public>)| {
        let cells: String = figures
            .iter()
            .map(|figure| format!("<td>{}</td>", escape(&figure.to_string())))
            .collect();
        format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", escape(name))
    };
    let rows: String = prose::with_total(split, table).into_iter().map(row).collect();
    let name = format!("{}_by_{}", slug(&table.indicator), slug(&split.id));
    let title = prose::split_title(split, (table, pack));
    format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{name}-caption\">\n<table>\n<caption id=\"{name}-caption\">{}. {}</caption>\n<thead><tr>{}{years}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{}<p>{}</p>\n",
        escape(&title),
        escape(&prose::split_subtitle(split, table)),
        heading(&prose::first_upper(&split.id)),
        paragraph(&prose::source(pack)),
        link(
            &format!("{up}tables/{name}.csv"),
            &format!("CSV: {} by {}", table.name, split.id)
        )
    )
}

fn methods(pack: &PublicPack) -> String {
    let small = pack.withheld_up_to;
    let mut body = String::from("<h2>How the figures are made</h2>\n");
    for text in [
        prose::making(pack),
        "Cases whose district is not known are counted for the county and stand in a line of their own.",
    ] {
        body.push_str(&paragraph(text));
    }
    body.push_str("<h2>How children are protected</h2>\n");
    for text in [
        prose::protection(pack),
        "Figures are withheld wherever a reader could otherwise work a small count out from sums, percentages, other tables of this pack or earlier packs. They carry the same mark as small counts.".to_string(),
        format!("Before publication every withheld figure is checked by solving all published figures together, as an intruder would: at least {small} values must remain possible for it. Charts, texts and downloads are made from the protected figures alone."),
        "What remains: a reader who knows the method may rule out some possibilities because other figures would have been withheld then, and nothing protects against what insiders already know.".to_string(),
    ] {
        body.push_str(&paragraph(&text));
    }
    body.push_str(&events(pack));
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

/// What is assumed where events are counted, and which tables that concerns.
fn events(pack: &PublicPack) -> String {
    let of_events: Vec<&PublicTable> = pack.tables.iter().filter(|table| table.counts_events).collect();
    if of_events.is_empty() {
        return String::new();
    }
    let assumed = "Some tables count events, such as missing episodes, of which one child can have several. Agencies send the number of events, not of the children behind them, so a count of events is withheld when it is itself small; fewer children may stand behind a larger one. The person who signs the pack decides whether that is enough for the tables concerned:";
    let names = of_events
        .iter()
        .map(|table| format!("{} ({})", escape(&table.name), escape(&table.indicator)));
    format!("<h3>Counts of events</h3>\n{}{}", paragraph(assumed), list(names))
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
    let mut body = String::from("<h2>Figures that were published before</h2>\n");
    match pack.changes.is_empty() {
        true => body.push_str(&paragraph(
            "No figure that was published before has changed, and none is withheld now that was not.",
        )),
        false => body.push_str(&list(pack.changes.iter().map(|change| escape(change)))),
    }
    body.push_str("<h2>Against the quarterly editions</h2>\n");
    body.push_str(&paragraph(
        "The board's quarterly papers are frozen as editions when they are issued. Figures here are those of the newest edition of each quarter, except:",
    ));
    let all_agree = "No difference was found, and every quarter has an edition.";
    match pack.since_editions.is_empty() {
        true => body.push_str(&paragraph(all_agree)),
        false => body.push_str(&list(pack.since_editions.iter().map(|change| escape(change)))),
    }
    body
}
