//! Tables of records of one sheet into rows of their feeds.

use crate::catalogue::Family;
use crate::ingest::arrange::listed;
use crate::ingest::assemble::{Gathered, TableSums};
use crate::ingest::choose::{Chosen, LacksNumber, Role, lacks_its_number};
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::Crosstab;
use crate::ingest::extract::{self, Reading};
use crate::ingest::file::writes_numbers_out;
use crate::ingest::given::{self, Given};
use crate::ingest::read::ReadFile;
use crate::ingest::rearrange::Rearranged;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::scale::Scale;
use crate::ingest::share::share;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::sense::Senses;
use crate::ingest::table::{Layout, Table};
use crate::ingest::titles::Titles;
use crate::ingest::words::labels::financial_year;
use crate::ingest::workbook::Laid;
use std::collections::BTreeMap;

/// What a workbook of graded answers says of its scale and of who answers.
pub(super) struct Form {
    pub(super) scale: Scale,
    pub(super) given: Given,
}

/// One table in its place.
struct Part<'f> {
    pub(super) file: &'f ReadFile,
    pub(super) at: usize,
    table_at: usize,
    pub(super) sheet: &'f Sheet,
    table: &'f Table,
    /// Where its cells stand in the file, if they were turned to be read.
    pub(super) back: Option<&'f Rearranged>,
}

/// Where tables of records stand: the file, the sheet's place in it, its cells and, if they were turned, the way back.
pub(super) struct Place<'f> {
    pub(super) file: &'f ReadFile,
    pub(super) at: usize,
    pub(super) sheet: &'f Sheet,
    pub(super) back: Option<&'f Rearranged>,
}

/// Reads a list of a feed's words that has no headings.
pub(super) fn read_list(
    (place, layout): (&Place<'_>, &Layout),
    (crosstabs, tables): (&mut Vec<Crosstab>, &mut usize),
    read: (&Laid<'_>, &Form),
    (feeds, context, senses): (&mut BTreeMap<String, Gathered>, &FileContext<'_>, &mut Senses),
) -> Vec<Remark> {
    let Some((list, layout)) = listed((place.sheet, layout), crosstabs, (context, senses)) else {
        return vec![];
    };
    let records = share((&list.sheet, &layout), vec![], context).records;
    let of_list = Place {
        sheet: &list.sheet,
        back: Some(&list),
        ..*place
    };
    read_records((&of_list, records), tables, read, (feeds, context))
}

/// Reads the tables of records of one sheet, and counts them.
pub(super) fn read_records(
    (place, records): (&Place<'_>, Vec<(&Table, Chosen<'_>)>),
    tables: &mut usize,
    (laid, form): (&Laid<'_>, &Form),
    (feeds, context): (&mut BTreeMap<String, Gathered>, &FileContext<'_>),
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (table, chosen) in records {
        let part = Part {
            file: place.file,
            at: place.at,
            table_at: *tables,
            sheet: place.sheet,
            table,
            back: place.back,
        };
        remarks.extend(read_table((&part, chosen), (laid, form), (feeds, context)));
        *tables += 1;
    }
    remarks
}

/// Reads one table of records.
fn read_table(
    (part, mut chosen): (&Part<'_>, Chosen<'_>),
    (laid, form): (&Laid<'_>, &Form),
    (feeds, context): (&mut BTreeMap<String, Gathered>, &FileContext<'_>),
) -> Vec<Remark> {
    let (sheet, table) = (part.sheet, part.table);
    let lacking = lacks_its_number(&chosen, (sheet, table));
    if let LacksNumber::Refused(columns) = &lacking {
        return vec![without_columns((sheet, table), (&chosen.feed.id, columns))];
    }
    let titles = Titles::read(&table.titles)
        .or(&Titles::of_name(&sheet.name))
        .or(&laid.titles)
        .heeding(notes_below(table, laid.layouts.get(&part.at)));
    let graded = chosen.feed.id == "s11-answers";
    let (no_scale, nothing_given) = (Scale::default(), BTreeMap::new());
    let scale = if graded {
        form.scale.for_questions(sheet, (table, &chosen), context)
    } else {
        no_scale
    };
    if graded {
        scale.take_answers(&mut chosen, (sheet, table), context);
    }
    let reading = Reading {
        context,
        sheet,
        sheet_at: part.at,
        table_at: part.table_at,
        text_file: writes_numbers_out(part.file),
        titles: &titles,
        legend: &laid.legend,
        printed: &laid.printed,
        since_1904: part
            .file
            .troubles
            .iter()
            .any(|trouble| trouble.kind == "dates-count-from-1904"),
        scale: &scale,
        from_form: part.back.is_some(),
        given: if graded { &form.given.words } else { &nothing_given },
    };
    gather(feeds, (part, &chosen, &lacking), reading);
    if !graded {
        return vec![];
    }
    if !scale.is_known() && !scale.speaks_for_itself(sheet, table, &chosen) {
        let remark = Remark {
            at: answers((sheet, table), &chosen),
            ..Remark::on_sheet(SCALE_UNCLEAR, &sheet.name, sheet.name.clone())
        };
        let remark = remark.about(&chosen.feed.id);
        feeds.entry(chosen.feed.id.clone()).or_default().remarks.push(remark);
    }
    judge_form((&scale, &form.given), (sheet, &chosen), (&titles, context))
}

/// Nobody can tell which way the scale of a workbook runs: it is held until its sender says so.
pub(super) const SCALE_UNCLEAR: &str = "scale-unclear";

/// The texts that stand alone below a table's headings.
fn notes_below<'l>(table: &Table, layout: Option<&'l Layout>) -> impl Iterator<Item = &'l (u32, u32, String)> {
    let header = table.header_row;
    let texts = layout.into_iter().flat_map(|layout| &layout.texts);
    texts.filter(move |(row, _, _)| *row > header)
}

fn without_columns((sheet, table): (&Sheet, &Table), (feed, columns): (&str, &[String])) -> Remark {
    Remark::on_cell("columns-missing", top_left((sheet, table)), columns.join(", ")).about(feed)
}

fn top_left<'s>((sheet, table): (&'s Sheet, &Table)) -> (&'s str, u32, u32) {
    let column = table
        .heads
        .iter()
        .find(|head| !head.text.is_empty())
        .map_or(0, |head| head.column);
    (&sheet.name, table.header_row, column)
}

fn gather(
    feeds: &mut BTreeMap<String, Gathered>,
    (part, chosen, lacking): (&Part<'_>, &Chosen<'_>, &LacksNumber),
    reading: Reading<'_, '_>,
) {
    let mut extract = extract::extract(part.table, chosen, reading);
    if *lacking == LacksNumber::Cases {
        extract.count_cases(chosen.feed, (&reading.sheet.name, part.table));
    }
    if let Some(back) = part.back {
        back.put_back(&mut extract);
    }
    let gathered = feeds.entry(chosen.feed.id.clone()).or_default();
    gathered.rows.extend(extract.rows);
    gathered.sums.push(TableSums {
        sheet: reading.sheet_at,
        table: reading.table_at,
        sums: extract.sums,
    });
    gathered.remarks.extend(extract.remarks);
}

/// From the first to the last of the answers of a table.
fn answers((sheet, table): (&Sheet, &Table), chosen: &Chosen<'_>) -> Option<Stretch> {
    let graded = |role: &Role| match role {
        Role::Word(column) | Role::Answer { column, .. } | Role::Mark(column) => column.ends_with("_grade"),
        Role::Number { .. } | Role::Sender | Role::Side | Role::Unknown => false,
    };
    let columns = table.heads.iter().zip(&chosen.roles);
    let columns = columns.filter(|(_, role)| graded(role)).map(|(head, _)| head.column);
    let cells = columns.flat_map(|column| (table.first_row..table.end_row).map(move |row| (row, column)));
    let filled: Vec<(u32, u32)> = cells
        .filter(|(row, column)| !sheet.cell(*row, *column).is_empty())
        .collect();
    Some(Stretch {
        first_column: filled.iter().map(|cell| cell.1).min()?,
        first_row: filled.iter().map(|cell| cell.0).min()?,
        last_row: filled.iter().map(|cell| cell.0).max()?,
        last_column: filled.iter().map(|cell| cell.1).max()?,
    })
}

/// The two families of Section 11 workbooks are mixed up every year.
fn judge_form(
    (scale, given): (&Scale, &Given),
    (sheet, chosen): (&Sheet, &Chosen<'_>),
    (titles, context): (&Titles, &FileContext<'_>),
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let cycle = context.period().financial_year();
    let has_own = chosen.roles.iter().any(|role| role.gives("cycle"));
    if let Some(said) = titles
        .year
        .map(financial_year)
        .filter(|said| *said != cycle && !has_own)
    {
        let remark = match titles.year_at {
            Some((row, column)) => Remark::on_cell("cycle-differs", (&sheet.name, row, column), said.clone()),
            None => Remark::on_sheet("cycle-differs", &sheet.name, said.clone()),
        };
        remarks.push(remark.taken_as(said).noting(cycle).about(&chosen.feed.id));
    }
    let wanted = given::family_wanted(given, context);
    let differs = |family: Family, wanted: Family| {
        // Settings for the youngest answer either of the two, where the Board has no workbook of theirs.
        family != wanted && !(wanted == Family::EarlyYears && family == Family::Schools)
    };
    if let (Some(family), Some(wanted)) = (scale.family, wanted)
        && differs(family, wanted)
    {
        let remark =
            Remark::on_file("wrong-form", given::family_in_words(family)).taken_as(given::family_in_words(wanted));
        remarks.push(remark.about(&chosen.feed.id));
    }
    remarks
}
