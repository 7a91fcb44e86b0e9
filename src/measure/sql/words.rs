//! Names, words, numbers and quarters as SQL writes them.

/// A column's or table's name.
pub(super) fn name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A word.
pub(super) fn text(word: &str) -> String {
    format!("'{}'", word.replace('\'', "''"))
}

/// A list of words to be found in.
pub(super) fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| text(word)).collect();
    format!("({})", words.join(", "))
}

/// The quarter, as `2026-27 Q2`, of a day written as `2026-08-31`.
pub(super) fn quarter_of(day: &str) -> String {
    let (year, month) = (format!("SUBSTR({day}, 1, 4)"), format!("SUBSTR({day}, 6, 2)"));
    let next = format!("SUBSTR(CAST(CAST({year} AS INTEGER) + 1 AS VARCHAR), 3, 2)");
    let last = format!("CAST(CAST({year} AS INTEGER) - 1 AS VARCHAR)");
    format!(
        "CASE WHEN {month} IN ('04', '05', '06') THEN {year} || '-' || {next} || ' Q1'\n  \
         WHEN {month} IN ('07', '08', '09') THEN {year} || '-' || {next} || ' Q2'\n  \
         WHEN {month} IN ('10', '11', '12') THEN {year} || '-' || {next} || ' Q3'\n  \
         WHEN {month} IN ('01', '02', '03') THEN {last} || '-' || SUBSTR({day}, 3, 2) || ' Q4' END"
    )
}

/// The last day, as `2026-09-30`, of a quarter written as `2026-27 Q2`.
pub(super) fn last_day_of(quarter: &str) -> String {
    let (year, number) = (format!("SUBSTR({quarter}, 1, 4)"), format!("SUBSTR({quarter}, 10, 1)"));
    let next = format!("CAST(CAST({year} AS INTEGER) + 1 AS VARCHAR)");
    format!(
        "CASE {number} WHEN '1' THEN {year} || '-06-30' WHEN '2' THEN {year} || '-09-30' \
         WHEN '3' THEN {year} || '-12-31' ELSE {next} || '-03-31' END"
    )
}

/// The order of a table's rows, by inbox folder, file and place in the file; `way` is `ASC` or `DESC`.
pub(super) fn by_place(way: &str) -> String {
    format!("source_file {way}, LENGTH(COALESCE(source_cell, '')) {way}, COALESCE(source_cell, '') {way}")
}
