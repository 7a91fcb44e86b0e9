//! Names that neighbouring rows share, each with the word for one of the three numbers: `Visits: number`, `Visits: all due`, `Visits: %`.

use crate::ingest::crosstab::beside::Names;
use crate::ingest::crosstab::guess::guess;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::parts::{Part, part_of};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::lexicon::Lexicon;
use crate::ingest::table::header_text;
use crate::ingest::words::names::Likeness;

/// Rows before and after in which the other numbers of a name stand.
const NEAR: u32 = 2;

impl Names<'_, '_, '_> {
    /// What a name says that its neighbours share, where it or one of them says too little by itself.
    pub(super) fn tailed(&self, placed: &Placed) -> Option<Says> {
        let (name, own) = parted(&placed.text)?;
        let (row, column) = placed.at;
        let first = self.panel.block.first_row.max(row.saturating_sub(NEAR));
        let rows = first..self.panel.block.end_row.min(row + NEAR + 1);
        let texts: Vec<String> = rows.map(|row| header_text(&self.sheet.cell(row, column))).collect();
        let shared: Vec<&str> = texts
            .iter()
            .filter(|text| parted(text).is_some_and(|(other, _)| other == name))
            .map(String::as_str)
            .collect();
        let known = &self.context.known;
        let says_all = |text: &&str| {
            let label = Label::of(text, known);
            label.is_certain() && label.part.is_some() && !label.part_of_name
        };
        if shared.len() < 2 || shared.iter().all(says_all) {
            return None;
        }
        let others = shared
            .iter()
            .filter_map(|text| Some(parted(text)?.1))
            .filter(|tail| *tail != own);
        let part = part_beside(own, &others.collect::<Vec<_>>(), known.lexicon)?;
        // The name of a percentage may be written without its sign.
        let near = |text: &str| Label::of(text, known).indicator;
        let whole = |text: &str| near(text).filter(|named| named.likeness != Likeness::Near);
        let named = whole(name).or_else(|| whole(&format!("{name} (%)")));
        let named = named.or_else(|| guess(name, self.context)).or_else(|| near(name))?;
        Some(Says {
            indicator: Some(Claim {
                value: named,
                at: placed.at,
                text: name.to_owned(),
            }),
            part: Some((part, false)),
            ..Says::default()
        })
    }
}

/// A text as a name and what stands behind its last joint.
fn parted(text: &str) -> Option<(&str, &str)> {
    let joint = [": ", " - ", " – "]
        .iter()
        .filter_map(|joint| Some((text.rfind(joint)?, joint.len())))
        .max()?;
    let (name, tail) = (text[..joint.0].trim(), text[joint.0 + joint.1..].trim());
    (!name.is_empty() && !tail.is_empty()).then_some((name, tail))
}

/// The number that the end of a name says; what says none beside the count and the rate is what they are out of.
fn part_beside(own: &str, others: &[&str], lexicon: &Lexicon) -> Option<Part> {
    let told = |text: &str| part_of(text, lexicon);
    if let Some(part) = told(own) {
        return Some(part);
    }
    match others[..] {
        [one, other] => {
            let parts = [told(one)?, told(other)?];
            let both = parts.contains(&Part::Numerator) && parts.contains(&Part::Value);
            both.then_some(Part::Denominator)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{part_beside, parted};
    use crate::catalogue::Catalogue;
    use crate::domain::Places;
    use crate::ingest::crosstab::parts::Part;
    use crate::ingest::lexicon::Lexicon;

    #[test]
    fn what_is_neither_the_count_nor_the_rate_is_what_they_are_out_of() {
        let catalogue = Catalogue::built_in().unwrap();
        let lexicon = Lexicon::new(&catalogue, &[], &Places::default());
        assert_eq!(parted("Visits: by team: all due"), Some(("Visits: by team", "all due")));
        assert_eq!(
            part_beside("all due", &["number", "%"], &lexicon),
            Some(Part::Denominator)
        );
        assert_eq!(part_beside("all due", &["number"], &lexicon), None);
        assert_eq!(part_beside("%", &["number"], &lexicon), Some(Part::Value));
    }
}
