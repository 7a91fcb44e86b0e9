//! One text into what it is by itself, remembered because returns repeat few texts often.

use std::rc::Rc;

use crate::ingest::privacy::Detector;
use crate::ingest::privacy::alone::quotes_one_by_name;
use crate::ingest::privacy::columns::Label;
use crate::ingest::privacy::free_text::{Hit, Reader};
use crate::ingest::privacy::headings::{self, Heading};
use crate::ingest::privacy::labels::{label, says_contact};
use crate::ingest::privacy::normal::{normalise, runs, words_of};
use crate::ingest::privacy::people::{NameShape, name_shape};

/// Texts that are remembered.
const CACHE: usize = 4_096;

/// What a text is by itself, wherever it stands.
#[derive(Debug, Default)]
pub struct Facts {
    pub hits: Vec<Hit>,
    pub heading: Option<Heading>,
    pub label: Label,
    /// It says that the way to reach someone follows.
    pub contact: bool,
    pub shape: NameShape,
    /// It names somebody by a first name, who is a child where it is what children said.
    pub quotes: bool,
}

/// The facts of the texts seen last.
#[derive(Debug, Default)]
pub struct Memory<'s> {
    cache: Vec<Option<(&'s str, Rc<Facts>)>>,
}

impl<'s> Memory<'s> {
    /// What a text is.
    pub fn facts(&mut self, text: &'s str, reader: &Reader) -> Rc<Facts> {
        if self.cache.is_empty() {
            self.cache.resize(CACHE, None);
        }
        let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        let slot = (hash >> 20) as usize % CACHE;
        if let Some(Some((known, facts))) = self.cache.get(slot)
            && *known == text
        {
            return facts.clone();
        }
        let facts = Rc::new(find_facts(text, reader));
        if let Some(slot) = self.cache.get_mut(slot) {
            *slot = Some((text, facts.clone()));
        }
        facts
    }
}

/// Longer texts are running text, which announces nothing.
const LONGEST_LABEL: usize = 40;
const LONGEST_HEADING: usize = 80;
const LONGEST_ANNOUNCEMENT: usize = 400;

/// What a text is by itself.
pub fn find_facts(text: &str, reader: &Reader) -> Facts {
    let gazetteer = reader.gazetteer;
    let plain = normalise(text);
    let mut facts = Facts {
        hits: reader.look_at(&plain),
        shape: name_shape(&plain, gazetteer),
        quotes: plain.contains(' ') && quotes_one_by_name(&plain, &runs(&plain), gazetteer),
        ..Facts::default()
    };
    if plain.len() > LONGEST_ANNOUNCEMENT {
        return facts;
    }
    let words = words_of(&plain);
    facts.contact = says_contact(&words, plain.contains(':'));
    if plain.len() > LONGEST_HEADING {
        return facts;
    }
    let declared = gazetteer.declares(&words);
    // A declared heading still announces what can be nothing but an identifier.
    facts.heading = headings::read(&words).filter(|heading| !declared || is_beyond_doubt(*heading));
    facts.label = match declared {
        true => Label {
            figures: true,
            dates: true,
            names: true,
            ..label(&words, false)
        },
        false if plain.len() <= LONGEST_LABEL => label(&words, plain.contains('£')),
        false => Label::default(),
    };
    facts
}

fn is_beyond_doubt(heading: Heading) -> bool {
    use Detector::{DateOfBirth, NationalInsuranceNumber, NhsNumber, PupilNumber};
    matches!(
        heading,
        Heading::Identifier(NhsNumber | PupilNumber | NationalInsuranceNumber | DateOfBirth)
    )
}
