//! A declared word for a state at the head of a longer text.

use crate::catalogue::{Becomes, Catalogue, Symbol};

/// The declared word with which a longer text begins that says more of it: `n/a (none due)`, `awaiting validation`. No number may
/// stand in the rest, and a word for nothing must stand alone: `none due` is no count.
pub(super) fn symbol_before_more<'a>(written: &str, catalogue: &'a Catalogue) -> Option<&'a Symbol> {
    const MOST: usize = 60;
    const LEAST_LETTERS: usize = 4;
    if written.len() > MOST || written.chars().any(char::is_numeric) {
        return None;
    }
    let mut ends = written
        .char_indices()
        .rev()
        .filter(|(_, letter)| !letter.is_alphanumeric());
    ends.find_map(|(end, _)| {
        let (lead, rest) = (written[..end].trim_end(), written[end..].trim_start());
        let letters = lead.chars().filter(|letter| letter.is_alphabetic()).count();
        // A short word is one only where a sign parts it from the rest.
        let parted = letters >= 2 && rest.starts_with(['(', '-', '–', '—', ':', ';', ',', '[']);
        let sure = letters >= LEAST_LETTERS || parted || letters >= 2 && lead.contains(['/', '.']);
        let more = rest.chars().any(char::is_alphabetic);
        let symbol = catalogue.symbol_written(lead.trim_end_matches([',', ';', ':']))?;
        let stands = matches!(
            symbol.becomes,
            Becomes::NotApplicable | Becomes::NotAvailable | Becomes::Suppressed
        );
        (sure && more && stands).then_some(symbol)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::legend::Legend;

    #[test]
    fn a_declared_word_may_say_more_and_a_word_for_nothing_may_not() {
        let catalogue = Catalogue::built_in().unwrap();
        let becomes = |text: &str| {
            let understood = Legend::default().symbol(text, (None, &catalogue));
            understood.map(|understood| (understood.stands.becomes, understood.at_face_value))
        };
        for (text, wanted) in [
            ("n/a (none due)", Becomes::NotApplicable),
            ("N/A - no cases", Becomes::NotApplicable),
            ("Not applicable this quarter", Becomes::NotApplicable),
            ("Awaiting validation", Becomes::NotAvailable),
            ("TBC: system down", Becomes::NotAvailable),
            ("Suppressed, small numbers", Becomes::Suppressed),
        ] {
            assert_eq!(becomes(text), Some((wanted, false)), "{text}");
        }
        for text in [
            "none due",
            "n/a (5)",
            "awaiting 3 cases",
            "c of e",
            "natural causes",
            "see comment",
        ] {
            assert_eq!(becomes(text), None, "{text}");
        }
    }
}
