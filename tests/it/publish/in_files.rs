//! Leaks planted in the files of a finished pack: each must be found, in its file.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

use crate::publish::PACK;
use paqa::domain::{Level, PublicTable};
use paqa::pipeline::publish::scan::{scan, strange_pictures};
use paqa::report::pack::{Files, slug};
use rust_xlsxwriter::{Formula, Workbook};

/// Replaces one file of the pack and returns what the scan finds there.
fn found(name: &str, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<String> {
    let (pack, files) = &*PACK;
    let mut files = files.clone();
    let changed = change(&files[name]);
    assert_ne!(files[name], changed, "nothing was planted in {name}");
    files.insert(name.to_string(), changed);
    let leaks = scan(&files, pack).unwrap();
    // A chart that was changed is found in the pages that show it, too.
    let elsewhere = leaks.iter().filter(|leak| leak.file != name);
    let is_known = |file: &str| file.starts_with("charts/") || file == "index.html" || file.starts_with("take/");
    assert!(
        elsewhere
            .into_iter()
            .all(|leak| name.starts_with("charts/") && is_known(&leak.file)),
        "{leaks:?}"
    );
    let own = leaks.into_iter().filter(|leak| leak.file == name);
    own.map(|leak| leak.found).collect()
}

fn in_text(name: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    found(name, |bytes| change(std::str::from_utf8(bytes).unwrap()).into_bytes())
}

/// A count by district of which one is withheld and others are not, with its file name.
fn mixed() -> (&'static PublicTable, String) {
    let is_mixed = |table: &&PublicTable| {
        let newest = || {
            table
                .rows
                .iter()
                .filter(|row| row.level == Some(Level::District))
                .filter_map(|row| table.newest(row))
        };
        let shown = newest()
            .filter(|figure| figure.value.drawn().is_some_and(|value| value > 9.0))
            .count();
        table.counted.1.is_none() && shown >= 2 && newest().any(|figure| figure.value.drawn().is_none())
    };
    let table = PACK.0.tables.iter().find(is_mixed).unwrap();
    (table, format!("charts/{}_districts", slug(&table.indicator)))
}

#[test]
fn a_bar_of_another_length() {
    let svg = format!("{}.svg", mixed().1);
    let longer = in_text(&svg, |text| {
        let start = text.find("<polygon ").unwrap();
        let (points, rest) = text[start..]
            .split_once("points=\"")
            .map(|(_, rest)| rest.split_once('"').unwrap())
            .unwrap();
        let last = points
            .split_whitespace()
            .map(|point| point.split(',').next().unwrap())
            .max_by_key(|x| x.parse::<i64>().unwrap());
        let moved = points.replace(
            last.unwrap(),
            &(last.unwrap().parse::<i64>().unwrap() - 300).to_string(),
        );
        format!("{}<polygon fill=\"#6BACE6\" points=\"{moved}\"{rest}", &text[..start])
    });
    assert!(longer.iter().any(|it| it.contains("bar")), "{longer:?}");
}

#[test]
fn a_bar_for_a_withheld_figure() {
    let found = in_text(&format!("{}.svg", mixed().1), |text| {
        let bar = "<polygon fill=\"#6BACE6\" points=\"800,1000 830,1000 830,1100 800,1100\"/></svg>";
        text.replace("</svg>", bar)
    });
    assert!(found.iter().any(|it| it.contains("bars are drawn for")), "{found:?}");
}

/// The smallest count that no figure of the indicator is, as in "down from 4 to 3".
fn a_small_one(table: &PublicTable) -> u32 {
    let allowed = |number: &u32| {
        let figures = table.rows.iter().flat_map(|row| &row.figures).chain(&table.by_quarter);
        let mut all = figures.flat_map(|figure| {
            [
                Some(&figure.value),
                Some(&figure.numerator),
                figure.denominator.as_ref(),
            ]
        });
        let words = format!("{} {} {:?}", table.name, table.definition, table.notes);
        all.any(|figure| figure.and_then(|figure| figure.drawn()) == Some(f64::from(*number)))
            || words.contains(&number.to_string())
    };
    (1..6).find(|number| !allowed(number)).unwrap()
}

/// A small number that no figure of the indicator has, though others of the pack have it.
fn another_s(table: &PublicTable) -> u32 {
    let of = |table: &PublicTable| -> Vec<f64> {
        let figures = table.rows.iter().flat_map(|row| &row.figures).chain(&table.by_quarter);
        let all = figures.flat_map(|figure| {
            [
                Some(&figure.value),
                Some(&figure.numerator),
                figure.denominator.as_ref(),
            ]
        });
        all.flatten().filter_map(|figure| figure.drawn()).collect()
    };
    let own = of(table);
    let words = format!("{} {} {:?}", table.name, table.definition, table.notes);
    let others: Vec<f64> = PACK.0.tables.iter().flat_map(of).collect();
    let is_strange = |number: &u32| {
        let value = f64::from(*number);
        others.contains(&value) && !own.contains(&value) && !words.contains(&number.to_string())
    };
    (6..400).find(is_strange).unwrap()
}

#[test]
fn a_digit_in_a_text_alternative_a_headline_and_a_table() {
    let (table, name) = mixed();
    let planted = another_s(table);
    let told = [format!("the number {planted} is not in the protected set")];
    assert_eq!(
        in_text(&format!("{name}.txt"), |text| text
            .replace(".\n", &format!(", {planted} of them.\n"))),
        told
    );
    let section = format!("<h3 id=\"{}\">", slug(&table.indicator));
    let in_section = |old: &str, new: &str| {
        in_text("index.html", |text| {
            let (before, after) = text.split_once(&section).unwrap();
            format!("{before}{section}{}", after.replacen(old, new, 1))
        })
    };
    let letters: String = planted.to_string().bytes().map(|digit| format!("&#{digit};")).collect();
    for (old, new) in [
        ("</h3>", format!(": {planted}</h3>")),
        ("</h3>", format!(": {letters}</h3>")),
        ("</h3>", format!("</h3><!-- {planted} -->")),
        ("<figure>", format!("<figure title=\"{planted}\">")),
        ("<figure>", format!("<figure data-count=\"{planted}\">")),
        ("</figcaption>", format!(" {planted} more</figcaption>")),
    ] {
        assert_eq!(in_section(old, &new), told, "{new}");
    }
    let tables = format!("tables/{}.csv", slug(&table.indicator));
    assert_eq!(
        in_text(&tables, |text| text.replacen(",c\n", &format!(",{planted}\n"), 1)),
        told
    );
}

#[test]
fn a_number_of_another_indicator_in_a_column_of_open_data() {
    let (table, _) = mixed();
    let planted = another_s(table);
    let told = [format!("the number {planted} is not in the protected set")];
    let open = format!("open-data/{}.csv", slug(&table.theme));
    let heading = slug(&table.indicator);
    let in_column = in_text(&open, |text| {
        let column = text
            .lines()
            .next()
            .unwrap()
            .split(',')
            .position(|it| it == heading)
            .unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        let at = lines
            .iter()
            .position(|line| line.split(',').nth(column) == Some("c"))
            .unwrap();
        let mut cells: Vec<&str> = lines[at].split(',').collect();
        let number = planted.to_string();
        cells[column] = &number;
        lines[at] = cells.join(",");
        lines.join("\n") + "\n"
    });
    assert_eq!(in_column, told);
}

#[test]
fn a_small_count_in_words_and_a_rank() {
    let (table, name) = mixed();
    let small = a_small_one(table);
    let told = [format!("the number {small} is not in the protected set")];
    let planted = |sentence: &str| {
        in_text(&format!("{name}.txt"), |text| {
            text.replace(".\n", &format!(", {sentence}.\n"))
        })
    };
    assert_eq!(planted(&format!("down to {small}")), told);
    assert_eq!(planted(&format!("the {small}rd highest")), told);
    assert_eq!(planted("down by ½"), ["the number ½ is not in the protected set"]);
}

#[test]
fn a_figure_in_a_files_name() {
    let (pack, files) = &*PACK;
    let mut files = files.clone();
    let name = format!("{}.txt", mixed().1);
    let text = files.remove(&name).unwrap();
    files.insert(name.replace("_districts", "_districts_33333"), text);
    let leaks = scan(&files, pack).unwrap();
    assert_eq!(leaks.len(), 1, "{leaks:?}");
    assert!(leaks[0].found.contains("33333"), "{leaks:?}");
}

#[test]
fn an_area_or_year_left_out_of_a_table() {
    let csv = format!("tables/{}.csv", slug(&mixed().0.indicator));
    let fewer = in_text(&csv, |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.remove(7);
        lines.join("\n")
    });
    assert_eq!(fewer, ["the lines are not every area and year in their order"]);
}

#[test]
fn a_drawing_within_a_page_that_is_no_chart_of_the_pack() {
    let changed = in_text("index.html", |text| text.replacen("<circle cx=\"", "<circle cx=\"1", 1));
    assert_eq!(changed, ["a drawing that is no chart of the pack"]);
    let take = format!("take/{}.html", slug(&mixed().0.indicator));
    let changed = in_text(&take, |text| text.replacen("base64,iVBOR", "base64,iVBOQ", 1));
    assert_eq!(changed, ["a picture that is no chart of the pack"]);
}

#[test]
fn a_shape_of_another_kind_or_colour_and_a_mean_line() {
    let svg = format!("{}.svg", mixed().1);
    for (shape, told) in [
        (
            "<rect x=\"800\" y=\"1000\" width=\"30\" height=\"90\"/>",
            "a shape `rect`",
        ),
        ("<path d=\"M 800 1000 L 830 1000\"/>", "a shape `path`"),
        (
            "<polygon fill=\"#12436D\" points=\"800,1000 830,1000 830,1100 800,1100\"/>",
            "a bar in the colour `#12436D`",
        ),
        (
            "<polyline fill=\"none\" stroke=\"#595959\" points=\"1777,0 1777,2480\"/>",
            "a line stands at no printed label",
        ),
        (
            "<polyline fill=\"none\" stroke=\"#E3E3E3\" points=\"694,333 4000,333\"/>",
            "a line stands at no printed label",
        ),
    ] {
        let found = in_text(&svg, |text| text.replace("</svg>", &format!("{shape}</svg>")));
        assert!(found.iter().any(|it| it.starts_with(told)), "{shape}: {found:?}");
    }
}

#[test]
fn lines_in_the_order_of_size_and_a_line_left_out() {
    let csv = format!("{}.csv", mixed().1);
    let by_size = in_text(&csv, |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        lines.join("\n")
    });
    assert!(
        by_size.contains(&"the lines are not every district in the order of places".to_string()),
        "{by_size:?}"
    );
    let fewer = in_text(&csv, |text| text.lines().take(5).collect::<Vec<&str>>().join("\n"));
    assert!(
        fewer.contains(&"the lines are not every district in the order of places".to_string()),
        "{fewer:?}"
    );
}

#[test]
fn words_in_a_picture() {
    let found = found(&format!("{}.png", mixed().1), |png| {
        let chunk = b"\0\0\0\x08tEXtCount\x003!\0\0\0\0";
        [&png[..33], &chunk[..], &png[33..]].concat()
    });
    assert_eq!(found, ["the picture holds a part `tEXt`, which is not pixels"]);
}

#[test]
fn a_picture_with_another_bar_than_its_drawing() {
    let (_, files) = &*PACK;
    let name = mixed().1;
    let own: Files = files
        .iter()
        .filter(|(file, _)| file.starts_with(&name))
        .map(|(file, bytes)| (file.clone(), bytes.clone()))
        .collect();
    assert_eq!(strange_pictures(&own).unwrap(), []);
    let svg = String::from_utf8(own[&format!("{name}.svg")].clone()).unwrap();
    let painted = paqa::chart::png::Painter::default();
    let bar = "<polygon fill=\"#6BACE6\" points=\"800,1000 830,1000 830,1100 800,1100\"/></svg>";
    let other = painted.png(&svg.replace("</svg>", bar)).unwrap();
    let planted = own.into_iter().chain([(format!("{name}.png"), other)]).collect();
    assert_eq!(strange_pictures(&planted).unwrap().len(), 1);
}

#[test]
fn what_a_workbook_hides() {
    let planted = |plant: &dyn Fn(&mut Workbook)| {
        found("tables-2025-26.xlsx", |_| {
            let mut workbook = Workbook::new();
            workbook.add_worksheet().write(0, 0, "Cover").unwrap();
            plant(&mut workbook);
            workbook.save_to_buffer().unwrap()
        })
    };
    let hidden = planted(&|workbook| {
        workbook.add_worksheet().set_hidden(true).write(0, 0, 3.0).unwrap();
    });
    assert!(hidden.iter().any(|it| it.ends_with("a hidden sheet")), "{hidden:?}");
    let formula = planted(&|workbook| {
        workbook
            .add_worksheet()
            .write(0, 0, Formula::new("=1+2").set_result("3"))
            .unwrap();
    });
    assert!(formula.iter().any(|it| it.ends_with("a formula")), "{formula:?}");
    let precise = planted(&|workbook| {
        let rounded = rust_xlsxwriter::Format::new().set_num_format("0");
        workbook
            .add_worksheet()
            .write_with_format(0, 0, 7.142_857, &rounded)
            .unwrap();
    });
    assert!(
        precise.iter().any(|it| it.contains("the number 7.142857 is not")),
        "{precise:?}"
    );
    let named = planted(&|workbook| {
        workbook.define_name("Small", "=3").unwrap();
    });
    assert!(named.iter().any(|it| it.ends_with("a defined name")), "{named:?}");
}

/// The pack's own workbook with one part changed.
fn with_part(bytes: &[u8], part: &str, change: &dyn Fn(String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().to_string();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let text = if name == part { change(text) } else { text };
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_number_in_a_workbooks_cell_heading_title_or_property() {
    let (table, _) = mixed();
    let planted = another_s(table);
    let told = format!("the number {planted} is not in the protected set");
    let nth = PACK
        .0
        .tables
        .iter()
        .position(|it| it.indicator == table.indicator)
        .unwrap();
    let splits: usize = PACK.0.tables[..nth].iter().map(|it| it.splits.len()).sum();
    let sheet = format!("xl/worksheets/sheet{}.xml", 3 + nth + splits + 1);
    for (part, old, new) in [
        (
            sheet.as_str(),
            "<sheetData>",
            format!("<sheetData><row r=\"900\"><c r=\"A900\"><v>{planted}</v></c></row>"),
        ),
        (
            sheet.as_str(),
            "<sheetData>",
            format!("<sheetData><row r=\"900\"><c r=\"A900\" t=\"inlineStr\"><is><t>{planted} more</t></is></c></row>"),
        ),
        ("docProps/app.xml", "</vt:lpstr>", " 33333</vt:lpstr>".to_string()),
        ("docProps/core.xml", "</dc:title>", " 33333</dc:title>".to_string()),
        (
            "xl/tables/table1.xml",
            "<tableColumn id=\"1\" name=\"",
            "<tableColumn id=\"1\" name=\"33333 ".to_string(),
        ),
        (
            "xl/sharedStrings.xml",
            "</sst>",
            "<si><t>33333</t></si></sst>".to_string(),
        ),
    ] {
        let found = found("tables-2025-26.xlsx", |bytes| {
            with_part(bytes, part, &|text| text.replacen(old, &new, 1))
        });
        let told = if new.contains("33333") {
            told.replace(&planted.to_string(), "33333")
        } else {
            told.clone()
        };
        assert!(found.iter().any(|it| it.ends_with(&told)), "{part}, {new}: {found:?}");
    }
}

#[test]
fn a_line_through_a_withheld_quarter_and_a_point_of_another_height() {
    let is_drawn = |name: &&String| name.ends_with("_quarters.svg") && name.starts_with("charts/");
    let gapped = PACK.1.keys().filter(is_drawn).find(|name| {
        let figures = std::str::from_utf8(&PACK.1[&name.replace(".svg", ".csv")]).unwrap();
        figures.lines().filter(|line| line.ends_with(",c")).count() > 1
    });
    let name = gapped.unwrap();
    let bridged = in_text(name, |text| {
        let line = "<polyline fill=\"none\" stroke=\"#12436D\" points=\"500,500 700,900\"/></svg>";
        text.replace("</svg>", line)
    });
    assert!(
        bridged.contains(&"a line leads through a place without a published figure".to_string()),
        "{bridged:?}"
    );
    let extra = in_text(name, |text| {
        let point = "<circle cx=\"500\" cy=\"1000\" r=\"26\" fill=\"#12436D\"/></svg>";
        text.replace("</svg>", point)
    });
    assert!(extra.iter().any(|it| it.contains("points are drawn for")), "{extra:?}");
    let moved = in_text(name, |text| {
        let at = text.find("cy=\"").unwrap() + 4;
        let end = at + text[at..].find('"').unwrap();
        let y: i64 = text[at..end].parse().unwrap();
        format!("{}{}{}", &text[..at], y - 200, &text[end..])
    });
    assert!(
        moved
            .iter()
            .any(|it| it.contains("a point is not as high") || it.contains("a line leads")),
        "{moved:?}"
    );
}

#[test]
fn what_an_open_document_spreadsheet_hides() {
    let planted = |change: &dyn Fn(String) -> String| {
        found("tables-2025-26.ods", |bytes| with_part(bytes, "content.xml", change))
    };
    let hidden = planted(&|text| text.replacen("<table:table ", "<table:table table:display=\"false\" ", 1));
    assert_eq!(hidden, ["content.xml: a hidden sheet"]);
    let precise = planted(&|text| text.replacen("office:value=\"", "office:value=\"33333.25\" was=\"", 1));
    assert!(
        precise[0].ends_with("the number 33333.25 is not in the protected set"),
        "{precise:?}"
    );
}

#[test]
fn a_part_left_out_of_a_split() {
    let fewer = in_text("charts/ld02_by_sector.csv", |text| {
        text.lines().take(2).collect::<Vec<&str>>().join("\n")
    });
    assert_eq!(fewer, ["the lines are not every part in the order of their list"]);
}

#[test]
fn a_file_of_an_unknown_kind() {
    let files = Files::from([("charts/raw.parquet".to_string(), vec![3])]);
    assert_eq!(scan(&files, &PACK.0).unwrap().len(), 1);
}
