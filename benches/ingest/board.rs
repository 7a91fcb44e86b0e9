//! Made boards: long canonical files of many agencies, and one folder of schools' Section 11 workbooks.

use paqa::catalogue::{Catalogue, Indicator, Unit};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// The quarter of everything that is made.
pub const PERIOD: &str = "2026-27-Q2";
const AGENCIES: usize = 40;
const FILES: usize = 10;
/// Criteria of each of the eight standards: 68 in all.
const CRITERIA: [usize; 8] = [9, 9, 8, 8, 9, 9, 8, 8];

/// Numbers that only depend on the seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to one less than `below`.
    pub fn below(&mut self, below: u64) -> u64 {
        self.next() % below
    }
}

/// A board whose 40 agencies send 400 files with so many rows together: 2% of the figures withheld, 1% blank, 0.1% bad.
/// Gives the number of rows written.
pub fn long(root: &Path, rows: usize) -> io::Result<usize> {
    let catalogue = paqa::catalogue::load(None).map_err(|_| io::Error::other("the catalogue does not load"))?;
    let (kind, indicators) = asked(&catalogue);
    let areas = rows.div_ceil(AGENCIES * indicators.len());
    tables(root, (areas, kind))?;
    let mut dice = Dice(20_260_701);
    let each = rows / (AGENCIES * FILES);
    for agency in 0..AGENCIES {
        let folder = root.join(format!("inbox/{PERIOD}/agency-{agency:02}"));
        fs::create_dir_all(&folder)?;
        for file in 0..FILES {
            let text = file_of(&indicators, (file * each, each), &mut dice);
            fs::write(folder.join(format!("return-{file}.csv")), text)?;
        }
    }
    Ok(each * AGENCIES * FILES)
}

/// The kind of agency of which most indicators are asked, and these.
fn asked(catalogue: &Catalogue) -> (&str, Vec<&Indicator>) {
    let mut kinds: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
    for indicator in catalogue.indicators() {
        for kind in &indicator.agency_kinds {
            kinds.entry(kind).or_default().push(indicator);
        }
    }
    kinds
        .into_iter()
        .max_by_key(|(_, asked)| asked.len())
        .unwrap_or_default()
}

fn tables(root: &Path, (areas, kind): (usize, &str)) -> io::Result<()> {
    fs::create_dir_all(root)?;
    fs::write(
        root.join("board.toml"),
        "name = \"A made board\"\nhome = \"home\"\ndue_days = 30\n",
    )?;
    let mut text = String::from("agency,name,kind,aliases,feeds,valid_from,valid_to\n");
    for agency in 0..AGENCIES {
        line(
            &mut text,
            format_args!("agency-{agency:02},Agency {agency:02},{kind},,dashboard,,\n"),
        );
    }
    fs::write(root.join("agencies.csv"), text)?;
    let mut text = String::from("area,name,level,parent,aliases\nhome,Home,county,,\n");
    for area in 0..areas {
        line(&mut text, format_args!("place-{area:04},Place {area:04},other,,\n"));
    }
    fs::write(root.join("areas.csv"), text)
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}

/// Some of the rows of one agency: each indicator at each place once.
fn file_of(indicators: &[&Indicator], (from, count): (usize, usize), dice: &mut Dice) -> String {
    const BAD: [&str; 5] = ["n.k.", "see note", "12..3", "??", "tbc"];
    let mut text = String::from("indicator,area,period,numerator,denominator,value,note\n");
    for row in from..from + count {
        let indicator = indicators[row % indicators.len()];
        let whole = 20 + dice.below(2_000);
        let part = dice.below(whole);
        let numerator = match dice.below(1_000) {
            0..10 => "<5".to_owned(),
            10..20 => "c".to_owned(),
            20..30 => String::new(),
            30 => BAD[dice.below(5) as usize].to_owned(),
            _ => part.to_string(),
        };
        let rate = |per: f64| format!("{numerator},{whole},{:.1}", per * part as f64 / whole as f64);
        let figures = match indicator.unit {
            Unit::Count => format!("{numerator},,"),
            Unit::Percent => rate(100.0),
            Unit::RatePer1000 => rate(1_000.0),
            Unit::RatePer10000 => rate(10_000.0),
            Unit::RatePer100000 => rate(100_000.0),
            Unit::Ratio | Unit::Score => rate(1.0),
            Unit::MedianDays => format!(",,{part}"),
        };
        let area = row / indicators.len();
        line(
            &mut text,
            format_args!("{},place-{area:04},2026-27 Q2,{figures},\n", indicator.id),
        );
    }
    text
}

/// A workbook of 200,000 rows and 12 columns.
pub fn workbook(path: &Path) -> Result<(), XlsxError> {
    let (mut workbook, mut dice) = (Workbook::new(), Dice(7));
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    for row in 0..200_000_u32 {
        for column in 0..12_u16 {
            match (row, column) {
                (0, _) => sheet.write_string(0, column, format!("column {column}"))?,
                (_, 0..3) => sheet.write_string(row, column, format!("word {}", dice.below(200)))?,
                _ => sheet.write_number(row, column, dice.below(10_000) as f64)?,
            };
        }
    }
    workbook.save(path)
}

/// A folder of schools' Section 11 workbooks, one school each, 68 answers each.
pub fn schools(root: &Path, schools: usize) -> Result<(), Box<dyn std::error::Error>> {
    const ANSWERS: [&str; 10] = [
        "Green", "Green", "Green", "Green", "Green", "Green", "Amber", "Amber", "Red", "N/A",
    ];
    const TREES: [&str; 10] = [
        "Oak", "Elm", "Ash", "Beech", "Willow", "Cedar", "Holly", "Maple", "Rowan", "Hazel",
    ];
    tables(root, (12, "education"))?;
    let agencies =
        "agency,name,kind,aliases,feeds,valid_from,valid_to\nschools,Schools Service,education,,s11-answers,,\n";
    fs::write(root.join("agencies.csv"), agencies)?;
    let folder = root.join(format!("inbox/{PERIOD}/schools"));
    fs::create_dir_all(&folder)?;
    let mut dice = Dice(11);
    for school in 0..schools {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("Audit")?;
        let name = format!(
            "{} {} Primary School {school}",
            TREES[school % 10],
            TREES[school / 10 % 10]
        );
        sheet.write(0, 0, "Section 11 schools workbook 2026-27")?;
        sheet.write(1, 0, format!("School: {name}"))?;
        sheet.write(
            2,
            0,
            "Green = fully met; Amber = partly met; Red = not met; N/A = not applicable",
        )?;
        for (column, head) in (0..).zip(["Standard", "Question", "Criterion", "Self grade", "Evidence"]) {
            sheet.write(4, column, head)?;
        }
        let criteria = (1..)
            .zip(CRITERIA)
            .flat_map(|(standard, count)| (1..=count).map(move |at| (standard, at)));
        for (row, (standard, criterion)) in (5..).zip(criteria) {
            sheet.write(row, 0, standard)?;
            sheet.write(row, 1, format!("{standard}.{criterion}"))?;
            sheet.write(
                row,
                2,
                format!("Criterion {criterion} of standard {standard} is in place and reviewed"),
            )?;
            sheet.write(row, 3, ANSWERS[dice.below(10) as usize])?;
            if dice.below(5) < 2 {
                sheet.write(row, 4, "Policy reviewed in the spring term")?;
            }
        }
        workbook.save(folder.join(format!("school-{school:04}.xlsx")))?;
    }
    Ok(())
}
