//! What reading a file must know besides its bytes: the board, the agency's habits, and what is already held.

use crate::catalogue::{Becomes, Catalogue};
use crate::domain::{Agency, Period, Places, Receipt};
use crate::ingest::held::Held;
use crate::ingest::lexicon::Lexicon;
use std::collections::BTreeMap;

/// The board as far as reading needs it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Feeds, indicators, codes, symbols and kinds of finding.
    pub catalogue: &'a Catalogue,
    /// The member agencies, former ones included.
    pub agencies: &'a [Agency],
    /// The areas.
    pub places: &'a Places,
    /// What was learnt of each agency's habits, by agency.
    pub habits: &'a BTreeMap<String, Habits>,
    /// All names, ready to be looked up.
    pub lexicon: &'a Lexicon,
}

/// What was learnt of one agency's habits: `mappings/<agency>.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    /// Sheets that hold nothing to read, by name.
    pub skip_sheets: Vec<String>,
    /// For each feed: heading to column.
    pub headings: BTreeMap<String, BTreeMap<String, String>>,
    /// Written name to indicator.
    pub indicators: BTreeMap<String, String>,
    /// Written name to area.
    pub areas: BTreeMap<String, String>,
    /// Written name to agency.
    pub agencies: BTreeMap<String, String>,
    /// For each code list: written word to code.
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
    /// What this agency's symbols stand for.
    pub symbols: BTreeMap<String, Stands>,
    /// Cells that are read otherwise, by agreement.
    pub patches: Vec<Patch>,
}

/// What a symbol stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stands {
    /// What the cell becomes.
    pub becomes: Becomes,
    /// Least number that it may hide.
    pub low: f64,
    /// Greatest number that it may hide; none: not known.
    pub high: Option<f64>,
}

/// One cell that is read otherwise, by agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// Path relative to the inbox.
    pub file: String,
    /// Sheet name; empty for text files.
    pub sheet: String,
    /// As Excel names it.
    pub cell: String,
    /// What stands there; the patch is void when something else does.
    pub seen: String,
    /// What it is read as.
    pub read_as: String,
    /// Why, and with whom it was agreed, as a role.
    pub agreed: String,
}

/// One file and all that its reading may look at.
#[derive(Clone, Copy, Debug)]
pub struct FileContext<'a> {
    /// The board.
    pub known: Known<'a>,
    /// Whose folder, which period, which file. Its `modified` is filled in by reading.
    pub receipt: &'a Receipt,
    /// Earlier figures, to compare with.
    pub held: &'a Held,
    /// Whether a person looked at the file and let it through the privacy gate, which only suspected it.
    pub released: bool,
}

impl<'a> FileContext<'a> {
    /// The agency whose folder the file came in; `None` when `agencies.csv` does not have it.
    pub fn folder_agency(&self) -> Option<&'a Agency> {
        self.known
            .agencies
            .iter()
            .find(|agency| agency.id == self.receipt.agency)
    }

    /// The area inside the county whose council the folder's agency is: its figures are that area's, where nothing else is said.
    pub fn own_area(&self) -> Option<String> {
        let agency = self.folder_agency()?;
        let known = &self.known;
        let named = known.lexicon.council_in(&agency.name)?;
        known
            .places
            .contains(known.places.home(), &named.id)
            .then_some(named.id)
    }

    /// The period of the inbox folder.
    pub fn period(&self) -> Period {
        self.receipt.period
    }

    /// The habits of the folder's agency, if any were learnt.
    pub fn habits(&self) -> Option<&'a Habits> {
        self.known.habits.get(&self.receipt.agency)
    }
}
