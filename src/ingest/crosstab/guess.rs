//! A name that is no indicator's, into the one indicator of its agency's kind whose description it repeats.

use crate::catalogue::Unit;
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::lexicon::Named;
use crate::ingest::words::concepts::concepts;
use crate::ingest::words::labels::is_part_of_another;
use crate::ingest::words::names::{Likeness, words};

impl Body<'_, '_, '_> {
    /// What the labels say, with the indicator that this kind of agency is asked for where one word (`Referrals`) is all that names
    /// another's. Nothing where none or several can be meant, which is said.
    pub(super) fn of_own_kind(&mut self, mut says: Says) -> Option<Says> {
        let context = self.setting.context;
        let (Some(claim), Some(agency)) = (&says.indicator, context.folder_agency()) else {
            return Some(says);
        };
        let catalogue = context.known.catalogue;
        let Some(indicator) = catalogue.indicator(&claim.value.id) else {
            return Some(says);
        };
        let asked = |id: &str| {
            let indicator = catalogue.indicator(id);
            indicator.filter(|indicator| indicator.agency_kinds.contains(&agency.kind))
        };
        let lexicon = context.known.lexicon;
        let said = words(&claim.text);
        let shared = said.intersection(&words(&indicator.name)).count();
        let is_whole = said == words(&indicator.name);
        // What only sounds like another agency's is nobody's.
        let is_near = claim.value.likeness == Likeness::Near;
        if asked(&indicator.id).is_some()
            || !is_near && (is_whole || shared > 1)
            || !lexicon.codes_in(&claim.text).is_empty()
        {
            return Some(says);
        }
        let claim = claim.clone();
        let called = lexicon.numbers_named(&claim.text).iter();
        let mut own = called.filter(|(id, part)| {
            *part == Part::Numerator && asked(id).is_some_and(|indicator| indicator.unit == Unit::Count)
        });
        let Some((id, _)) = own.next().filter(|_| own.next().is_none()) else {
            self.say_unknown(&Claim {
                value: (),
                at: claim.at,
                text: claim.text,
            });
            return None;
        };
        let name = catalogue.indicator(id).map(|own| own.name.as_str()).unwrap_or_default();
        let remark = self.at_label("indicator-near-miss", claim.at, &claim.text);
        let remark = remark.taken_as(format!("{id} {name}"));
        self.near_name = Some(remark.about(&self.setting.feed.id));
        says.indicator = Some(Claim {
            value: Named {
                id: id.clone(),
                likeness: Likeness::SameWords,
            },
            ..claim
        });
        Some(says)
    }
}

/// The indicator that a name paraphrases, if it can be only one of those that this kind of agency is asked for. A guess, to be said.
pub fn guess(text: &str, context: &FileContext<'_>) -> Option<Named> {
    if is_part_of_another(text) {
        return None;
    }
    let agency = context.folder_agency()?;
    let kind = &agency.kind;
    let asked = |id: &str| {
        context
            .known
            .catalogue
            .indicator(id)
            .is_some_and(|indicator| indicator.agency_kinds.contains(kind))
    };
    let lexicon = context.known.lexicon;
    let id = lexicon.guesses.of(&format!("{}: {text}", agency.id), || {
        // An agency does not call itself by its name in its own return.
        let called = std::iter::once(&agency.name).chain(&agency.aliases);
        let own = called.flat_map(|name| concepts(name)).collect();
        lexicon.described(text, &own, asked).map(str::to_owned)
    })?;
    Some(Named {
        id,
        likeness: Likeness::Near,
    })
}
