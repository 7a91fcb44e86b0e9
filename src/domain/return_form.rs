//! The words by which a workbook that the board sent out is known again when it comes back filled in.

/// How the stamp begins that says which form it is; the board, the quarter and the version follow.
pub const STAMP: &str = "Return form of ";
/// What a sheet says under its title when nobody should fill it in.
pub const READ_ONLY_SHEET: &str = "For reference: nothing on this sheet is read.";
/// How a heading ends whose column nobody should fill in.
pub const READ_ONLY_COLUMN: &str = "(for reference)";

/// The stamp of a form: board, quarter and version.
pub fn stamp(board: &str, period: &str, version: &str) -> String {
    format!("{STAMP}{board}, {period}, version {version}")
}

/// Whether a text is such a stamp, of whichever board, quarter and version.
pub fn is_stamp(text: &str) -> bool {
    let Some(rest) = text.trim().strip_prefix(STAMP) else {
        return false;
    };
    let version = rest.rsplit_once(", version ").map(|(_, version)| version);
    version.is_some_and(|version| version.len() == 12 && version.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_known_and_nothing_else_is() {
        assert!(is_stamp(&stamp("A Board, of Essex", "2026-27 Q3", "0123456789ab")));
        assert!(!is_stamp("Return form of 2026"));
        assert!(!is_stamp("Return form of A, 2026-27 Q3, version draft"));
    }
}
