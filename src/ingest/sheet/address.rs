//! Row and column numbers into the names that a spreadsheet gives cells, and back.

/// A rectangle of cells, both ends included; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Top row.
    pub first_row: u32,
    /// Leftmost column.
    pub first_column: u32,
    /// Bottom row.
    pub last_row: u32,
    /// Rightmost column.
    pub last_column: u32,
}

impl Area {
    /// Whether the cell lies inside.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }

    /// Reads `C7` or `C7:D19`; `None` for anything else.
    pub fn parse(reference: &str) -> Option<Area> {
        let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
        let (first_row, first_column) = parse_address(first.as_bytes())?;
        let (last_row, last_column) = parse_address(last.as_bytes())?;
        Some(Area {
            first_row,
            first_column,
            last_row,
            last_column,
        })
    }
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// The name of a cell whose row and column count from 0: `C7` for row 6, column 2.
pub fn address(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), u64::from(row) + 1)
}

/// Row and column, from 0, of `C7` or `$C$7`; `None` for anything else and for addresses beyond 4 billion.
pub fn parse_address(name: &[u8]) -> Option<(u32, u32)> {
    let (mut column, mut row, mut letters, mut digits) = (0u32, 0u32, 0, 0);
    for &byte in name {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if digits == 0 => {
                column = column
                    .checked_mul(26)?
                    .checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
                letters += 1;
            }
            b'0'..=b'9' if letters > 0 => {
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
                digits += 1;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_a_spreadsheet_letters_them() {
        let cases = [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ];
        for (column, letters) in cases {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn an_address_reads_back_as_itself() {
        for (row, column) in [(0, 0), (6, 2), (1_048_575, 16_383)] {
            assert_eq!(parse_address(address(row, column).as_bytes()), Some((row, column)));
        }
        assert_eq!(parse_address(b"$C$7"), Some((6, 2)));
    }

    #[test]
    fn what_is_not_an_address_is_none() {
        for name in ["", "C", "7", "7C", "C0", "C7D", "ZZZZZZZZZ1", "A99999999999"] {
            assert_eq!(parse_address(name.as_bytes()), None, "{name}");
        }
    }
}
