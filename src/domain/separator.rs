//! What divides the cells of a text: told by a first line `sep=;`, else guessed from how the lines fall apart.

/// A first line `sep=;` is an instruction to the spreadsheet, which neither shows nor counts it.
pub fn separator_line(text: &str) -> (usize, Option<u8>) {
    let line = text.split('\n').next().unwrap_or_default();
    let declared = line.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=");
    match declared.map(str::as_bytes) {
        Some([delimiter]) => ((line.len() + 1).min(text.len()), Some(*delimiter)),
        _ => (0, None),
    }
}

/// The separator that divides most of the first lines into the same number of cells, more than one.
pub fn guess_separator(text: &str) -> u8 {
    let lines = first_lines(text);
    let score = |delimiter: u8| {
        let widths: Vec<usize> = lines.iter().map(|line| count_outside_quotes(line, delimiter)).collect();
        let mut best = (0, 0);
        for &width in widths.iter().filter(|width| **width > 0) {
            let same = widths.iter().filter(|other| **other == width).count();
            best = best.max((same, width));
        }
        best
    };
    // Of two equals the earlier is taken: a comma stands in text more often than the others, so it comes last but for the bar.
    let mut best = (b',', score(b','));
    for delimiter in [b'\t', b';', b'|'] {
        let found = score(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

/// Up to 200 lines that hold something; a line break between quotes does not end a line.
fn first_lines(text: &str) -> Vec<&str> {
    let (mut lines, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, byte) in text.bytes().enumerate().take(1 << 20) {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted {
            lines.extend(text.get(start..at).filter(|line| !line.trim().is_empty()));
            start = at + 1;
        }
        if lines.len() == 200 {
            return lines;
        }
    }
    lines.extend(
        text.get(start..)
            .filter(|line| !line.trim().is_empty() && line.len() < 1 << 20),
    );
    lines
}

fn count_outside_quotes(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    let outside = line.bytes().filter(|byte| {
        quoted ^= *byte == b'"';
        *byte == delimiter && !quoted
    });
    outside.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_its_own_tells_the_separator_and_lines_that_fall_apart_alike_do() {
        assert_eq!(separator_line("sep=;\r\na;b"), (7, Some(b';')));
        assert_eq!(separator_line("a;b"), (0, None));
        assert_eq!(
            [
                guess_separator("a;b\nd, e;f"),
                guess_separator("a\tb"),
                guess_separator("alone")
            ],
            *b";\t,"
        );
    }
}
