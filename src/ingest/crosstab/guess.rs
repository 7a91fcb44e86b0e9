//! A name that is no indicator's, into the one indicator of its agency's kind whose description it repeats.

use crate::ingest::context::FileContext;
use crate::ingest::lexicon::Named;
use crate::ingest::words::concepts::concepts;
use crate::ingest::words::labels::is_part_of_another;
use crate::ingest::words::names::Likeness;

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
