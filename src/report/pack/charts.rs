//! A table into its charts: SVG, PNG, the figures drawn as CSV, and the text alternative.

use crate::chart::bars::{Bar, bars, columns};
use crate::chart::draw::{Words, svg};
use crate::chart::plan::Plan;
use crate::chart::png::Painter;
use crate::domain::{Level, PublicPack, PublicTable};
use crate::report::pack::csv_tables::{line, value};
use crate::report::pack::{Files, prose, slug};

/// A chart as the gallery shows it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Number of the table in the pack.
    pub table: usize,
    /// File name without ending, below `charts/`.
    pub name: String,
    /// Heading of about ten words.
    pub title: String,
    /// What, unit, place and years.
    pub subtitle: String,
    /// The text alternative.
    pub alt: String,
    /// The drawing.
    pub svg: String,
}

/// Adds every chart's files, and lists the charts for the gallery.
///
/// # Errors
/// When a drawing cannot be made, which is a fault of the program.
pub fn all(pack: &PublicPack, files: &mut Files) -> anyhow::Result<Vec<Picture>> {
    let painter = Painter::default();
    let mut gallery = Vec::new();
    for (number, table) in pack.tables.iter().enumerate() {
        for draft in [over_the_years(table, pack), by_district(table, pack)]
            .into_iter()
            .flatten()
        {
            let picture = draft.picture(number)?;
            let path = |ending: &str| format!("charts/{}.{ending}", picture.name);
            files.insert(path("svg"), picture.svg.clone().into_bytes());
            files.insert(path("png"), painter.png(&picture.svg)?);
            files.insert(path("csv"), draft.rows.into_bytes());
            files.insert(path("txt"), format!("{}\n", picture.alt).into_bytes());
            gallery.push(picture);
        }
    }
    Ok(gallery)
}

struct Draft {
    name: String,
    title: String,
    subtitle: String,
    alt: String,
    plan: Plan,
    rows: String,
}

impl Draft {
    fn picture(&self, table: usize) -> anyhow::Result<Picture> {
        let words = Words {
            id: self.name.clone(),
            title: self.title.clone(),
            description: self.alt.clone(),
        };
        Ok(Picture {
            table,
            name: self.name.clone(),
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            alt: self.alt.clone(),
            svg: svg(&self.plan, &words)?,
        })
    }
}

fn over_the_years(table: &PublicTable, pack: &PublicPack) -> Option<Draft> {
    let row = prose::county(table)?;
    let given: Vec<Bar> = table
        .years
        .iter()
        .zip(&row.figures)
        .map(|(year, figure)| Bar {
            label: year.clone(),
            figure: &figure.value,
        })
        .collect();
    let plan = columns(&given, table.unit)?;
    let sentence = prose::trend_sentence(table, pack);
    let each: Vec<String> = given
        .iter()
        .map(|bar| format!("{} in {}", prose::said(&bar.figure.to_string(), table), bar.label))
        .collect();
    Some(Draft {
        name: format!("{}_years", slug(&table.indicator)),
        title: format!("{}: {}", table.name, first_lower(&sentence)),
        subtitle: format!("{}, {}", prose::subtitle(table), pack.home.1),
        alt: format!(
            "Column chart of {}, {}. {sentence} By year: {}.",
            table.name,
            pack.home.1,
            each.join("; ")
        ),
        plan,
        rows: rows("financial_year", &given),
    })
}

fn by_district(table: &PublicTable, pack: &PublicPack) -> Option<Draft> {
    // In the order of the board's areas: an order by size would rank withheld figures.
    let given: Vec<Bar> = prose::rows_at(table, Level::District)
        .filter_map(|row| {
            Some(Bar {
                label: row.name.clone(),
                figure: &table.newest(row)?.value,
            })
        })
        .collect();
    let plan = bars(&given, table.unit)?;
    Some(Draft {
        name: format!("{}_districts", slug(&table.indicator)),
        title: format!("{} by district, {}", table.name, pack.year),
        subtitle: format!("{}, districts of {}", prose::subtitle(table), pack.home.1),
        alt: format!("Bar chart of {}. {}", table.name, prose::areas_sentence(table, pack)),
        plan,
        rows: rows("district", &given),
    })
}

fn rows(heading: &str, bars: &[Bar]) -> String {
    let mut text = line(&[heading.to_string(), "value".to_string()]);
    for bar in bars {
        text.push_str(&line(&[bar.label.clone(), value(bar.figure)]));
    }
    text
}

fn first_lower(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
