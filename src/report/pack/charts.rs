//! A table into its charts: SVG, PNG, the figures drawn as CSV, and the text alternative.

use crate::chart::bars::{Bar, bars, columns};
use crate::chart::compared::{Place, compared};
use crate::chart::draw::{Words, svg};
use crate::chart::plan::Plan;
use crate::chart::png::Painter;
use crate::chart::quarters::{Quarter, quarters};
use crate::domain::{Level, PublicPack, PublicSplit, PublicTable};
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
    /// Bytes of the drawing, the picture and the figures, for the words of links.
    pub sizes: [usize; 3],
}

/// Adds every chart's files, and lists the charts for the gallery.
///
/// # Errors
/// When a drawing cannot be made, which is a fault of the program.
pub fn all(pack: &PublicPack, files: &mut Files) -> anyhow::Result<Vec<Picture>> {
    let painter = Painter::default();
    let mut gallery = Vec::new();
    for (number, table) in pack.tables.iter().enumerate() {
        let plain = [
            compared_with_others(table, pack).or_else(|| over_the_years(table, pack)),
            over_the_quarters(table, pack),
            by_district(table, pack),
        ];
        let splits = table.splits.iter().map(|split| by_part(split, (table, pack)));
        for draft in plain.into_iter().chain(splits).flatten() {
            let mut picture = draft.picture(number)?;
            let path = |ending: &str| format!("charts/{}.{ending}", picture.name);
            let png = painter.png(&picture.svg)?;
            files.insert(path("svg"), picture.svg.clone().into_bytes());
            files.insert(path("csv"), draft.rows.clone().into_bytes());
            files.insert(path("txt"), words(&picture, pack).into_bytes());
            let sizes = [picture.svg.len(), png.len(), draft.rows.len()];
            files.insert(path("png"), png);
            picture.sizes = sizes;
            gallery.push(picture);
        }
    }
    Ok(gallery)
}

/// Everything that is pasted beside a picture: title, subtitle, source and text alternative.
fn words(picture: &Picture, pack: &PublicPack) -> String {
    format!(
        "Title: {}\nSubtitle: {}\n{}\nText alternative: {}\n",
        picture.title,
        picture.subtitle,
        prose::source(pack),
        picture.alt
    )
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
            sizes: [0; 3],
        })
    }
}

fn over_the_years(table: &PublicTable, pack: &PublicPack) -> Option<Draft> {
    let row = prose::county(table).filter(|_| table.years.len() > 1)?;
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

/// The years beside what others have published.
fn compared_with_others(table: &PublicTable, pack: &PublicPack) -> Option<Draft> {
    let row = prose::county(table).filter(|_| !table.comparators.is_empty())?;
    let own = Place {
        name: pack.home.1.clone(),
        figures: row.figures.iter().map(|figure| &figure.value).collect(),
    };
    let others = table.comparators.iter().map(|other| Place {
        name: other.group.clone(),
        figures: other.figures.iter().collect(),
    });
    let places: Vec<Place> = std::iter::once(own).chain(others).collect();
    let plan = compared(&table.years, &places, table.unit)?;
    let mut text = line(&["place", "financial_year", "value"].map(str::to_string));
    for place in &places {
        for (year, figure) in table.years.iter().zip(&place.figures) {
            text.push_str(&line(&[place.name.clone(), year.clone(), value(figure)]));
        }
    }
    let sentence = prose::trend_sentence(table, pack);
    let others = prose::others_sentence(table);
    Some(Draft {
        name: format!("{}_compared", slug(&table.indicator)),
        title: format!("{}: {}", table.name, first_lower(&sentence)),
        subtitle: format!(
            "{}, {}. {}",
            prose::subtitle(table),
            pack.home.1,
            prose::published_by(table)
        ),
        alt: format!("Line chart of {}, {}. {sentence} {others}", table.name, pack.home.1),
        plan,
        rows: text,
    })
}

fn over_the_quarters(table: &PublicTable, pack: &PublicPack) -> Option<Draft> {
    if !prose::has_quarters(table) {
        return None;
    }
    let given: Vec<Quarter> = table
        .quarters
        .iter()
        .zip(&table.by_quarter)
        .map(|(label, figure)| Quarter {
            label: label.clone(),
            figure: &figure.value,
        })
        .collect();
    let bars: Vec<Bar> = given
        .iter()
        .map(|it| Bar {
            label: it.label.clone(),
            figure: it.figure,
        })
        .collect();
    let sentence = prose::quarters_sentence(table);
    Some(Draft {
        name: format!("{}_quarters", slug(&table.indicator)),
        title: format!("{} by quarter", table.name),
        subtitle: format!("{}, {}", prose::subtitle(table), pack.home.1),
        alt: format!("Line chart of {} by quarter, {}. {sentence}", table.name, pack.home.1),
        plan: quarters(&given, table.unit)?,
        rows: rows("quarter", &bars),
    })
}

/// The newest year's count by what it is about, in the order of the list: an order by size would rank withheld figures.
fn by_part(split: &PublicSplit, (table, pack): (&PublicTable, &PublicPack)) -> Option<Draft> {
    let given: Vec<Bar> = split
        .parts
        .iter()
        .filter_map(|(name, figures)| {
            Some(Bar {
                label: name.clone(),
                figure: figures.last()?,
            })
        })
        .collect();
    Some(Draft {
        name: format!("{}_by_{}", slug(&table.indicator), slug(&split.id)),
        title: format!("{} by {}, {}", table.name, split.id, pack.year),
        subtitle: format!("{}, {}", prose::split_subtitle(split, table), pack.home.1),
        alt: format!(
            "Bar chart of {} by {}, {}. {}",
            table.name,
            split.id,
            pack.home.1,
            prose::parts_sentence(split, pack)
        ),
        plan: bars(&given, table.unit)?,
        rows: rows(&split.id, &given),
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
