//! What `schemas/` declares, loaded and cross-checked. Must not see any data.
//!
//! [`load`] reads the declarations built into the program and lays a board's own over them. A board's block overrides
//! the built-in block of the same id key by key; spellings and headings are added to, not replaced.

mod built_in;
mod check;
mod codes;
mod dates;
mod decided;
mod declared;
mod entries;
mod fault;
mod feed;
mod finding_kind;
mod indicator;
mod json_schema;
mod link;
mod listed;
mod load;
mod merge;
mod names;
mod policy;
mod print;
mod read;
mod shape;
mod source;
mod spelling;
mod standard;
mod symbol;
mod unit;
mod wording;

pub use codes::{Code, CodeList};
pub use decided::{Baseline, Method, Override, Rebase};
pub use fault::{Fault, Faults, is_slip_of, line_of, nearest};
pub use feed::{Cadence, Column, Contract, Feed, Holds};
pub use finding_kind::FindingKind;
pub use indicator::{
    Break, Counted, Frequency, Indicator, Polarity, Population, Priority, Risk, Target, TargetStatus, Tier, Timing,
};
pub use json_schema::json_schemas;
pub use link::{Link, Theme};
pub use load::{Loaded, load, load_over};
pub use policy::{ChartProfile, Policy, Protection, Ranking};
pub use print::{Form, RuleText, Section, UnknownId, list_section, measured_in_words, overview, print_entry};
pub use read::read_what_can_be;
pub use shape::{Amount, Asked, Condition, Measurement, Shape, Test, Through};
pub use source::{INDEX, built_in_files};
pub use spelling::plain;
pub use standard::{Answer, Family, Question, Renumbered, Standard, Workbook};
pub use symbol::{Becomes, Symbol};
pub use unit::Unit;
pub use wording::{is_alike, likeness, weight};

use listed::Listed;
use names::Names;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Everything that is declared.
#[derive(Clone, Debug)]
pub struct Catalogue {
    feeds: Listed<Feed>,
    codes: Listed<CodeList>,
    themes: Listed<Theme>,
    indicators: Listed<Indicator>,
    standards: Listed<Standard>,
    questions: Listed<Question>,
    workbooks: Listed<Workbook>,
    findings: Listed<FindingKind>,
    symbols: Listed<Symbol>,
    links: Listed<Link>,
    policy: Policy,
    hash: String,
    files: usize,
    names: OnceLock<Names>,
    /// By every way in which it is written, in small letters, the place of a symbol.
    written: OnceLock<BTreeMap<String, usize>>,
}

impl Catalogue {
    /// The declarations built into the program, without any board's own.
    ///
    /// # Errors
    /// Their faults; a test holds that there are none.
    pub fn built_in() -> Result<Catalogue, Faults> {
        load(None)
    }

    /// Every feed, in the order in which papers list them.
    pub fn feeds(&self) -> &[Feed] {
        self.feeds.all()
    }

    /// The feed with an id.
    pub fn feed(&self, id: &str) -> Option<&Feed> {
        self.feeds.get(id)
    }

    /// Every code list.
    pub fn code_lists(&self) -> &[CodeList] {
        self.codes.all()
    }

    /// The code list with an id.
    pub fn code_list(&self, id: &str) -> Option<&CodeList> {
        self.codes.get(id)
    }

    /// Every theme of indicators, in the order in which papers list them.
    pub fn themes(&self) -> &[Theme] {
        self.themes.all()
    }

    /// The theme with an id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.get(id)
    }

    /// Every indicator, in the order in which papers list them.
    pub fn indicators(&self) -> &[Indicator] {
        self.indicators.all()
    }

    /// The indicator with an id, such as `FD01`.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.get(id)
    }

    /// Whether an indicator is a rate whose count is tested itself: testing both would be testing one thing twice.
    pub fn is_told_by_its_count(&self, indicator: &Indicator) -> bool {
        let count = indicator.numerator_is.as_ref().filter(|_| indicator.unit.is_rate());
        let count = count.and_then(|id| self.indicator(id));
        count.is_some_and(|count| count.tier == Tier::Core)
    }

    /// The indicator that a written name means: by its id, one of its names or a spelling, with or without "%",
    /// "percentage of" and "number of". Each name means one indicator at most, and a share is never taken for a count.
    pub fn indicator_written(&self, written: &str) -> Option<&Indicator> {
        let names = self.names.get_or_init(|| Names::new(self.indicators()));
        names.find(written, self.indicators()).map(|at| &self.indicators()[at])
    }

    /// The Section 11 standards.
    pub fn standards(&self) -> &[Standard] {
        self.standards.all()
    }

    /// The standard with a number.
    pub fn standard(&self, id: &str) -> Option<&Standard> {
        self.standards.get(id)
    }

    /// The Section 11 questions.
    pub fn questions(&self) -> &[Question] {
        self.questions.all()
    }

    /// The question with a number.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.get(id)
    }

    /// The Section 11 workbooks that were ever sent out.
    pub fn workbooks(&self) -> &[Workbook] {
        self.workbooks.all()
    }

    /// Every kind of finding.
    pub fn finding_kinds(&self) -> &[FindingKind] {
        self.findings.all()
    }

    /// The kind of finding with an id.
    pub fn finding_kind(&self, id: &str) -> Option<&FindingKind> {
        self.findings.get(id)
    }

    /// What symbols in numeric cells stand for, unless an agency's mapping says otherwise.
    pub fn symbols(&self) -> &[Symbol] {
        self.symbols.all()
    }

    /// The symbol that a whole cell holds, without regard to case and outer spaces.
    pub fn symbol_written(&self, written: &str) -> Option<&Symbol> {
        let known = self.written.get_or_init(|| {
            let mut known = BTreeMap::new();
            for (at, symbol) in self.symbols().iter().enumerate() {
                for way in std::iter::once(&symbol.id).chain(&symbol.spellings) {
                    known.entry(way.to_lowercase()).or_insert(at);
                }
            }
            known
        });
        let at = known.get(&written.trim().to_lowercase())?;
        self.symbols().get(*at)
    }

    /// The theme pages on which different evidence meets.
    pub fn links(&self) -> &[Link] {
        self.links.all()
    }

    /// What the board may decide.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The same declarations, with what the board may decide decided otherwise.
    pub fn with_policy(self, policy: Policy) -> Catalogue {
        Catalogue { policy, ..self }
    }

    /// How many files were read.
    pub fn files(&self) -> usize {
        self.files
    }

    /// A hash over all declarations, 64 hexadecimal digits: equal exactly when the texts are.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}
