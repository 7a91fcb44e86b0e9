//! What a block of TOML declares: under which key it stands in a file, and what its id is.

use crate::catalogue::codes::CodeList;
use crate::catalogue::feed::Feed;
use crate::catalogue::finding_kind::FindingKind;
use crate::catalogue::indicator::Indicator;
use crate::catalogue::link::Link;
use crate::catalogue::source::Kind;
use crate::catalogue::standard::{Question, Standard, Workbook};
use crate::catalogue::symbol::Symbol;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// A kind of block.
pub(super) trait Declared: DeserializeOwned + JsonSchema {
    /// The kind of file that it stands in.
    const KIND: Kind;
    /// The key of the list that it stands in; none when the whole file is one block.
    const LIST: Option<&'static str>;

    /// Its id.
    fn id(&self) -> &str;
}

macro_rules! declared {
    ($($type:ty: $kind:ident, $list:expr;)*) => {
        $(impl Declared for $type {
            const KIND: Kind = Kind::$kind;
            const LIST: Option<&'static str> = $list;

            fn id(&self) -> &str {
                &self.id
            }
        })*
    };
}

declared! {
    Feed: Feed, None;
    CodeList: Codes, None;
    Indicator: Indicators, Some("indicator");
    Standard: Standards, Some("standard");
    Question: Standards, Some("question");
    Workbook: Standards, Some("workbook");
    FindingKind: Findings, Some("finding");
    Symbol: Symbols, Some("symbol");
    Link: Links, Some("link");
}

/// The keys that a file of a kind may hold at its top; none when its type says it.
pub(super) fn top_keys(kind: Kind) -> Option<&'static [&'static str]> {
    match kind {
        Kind::Feed | Kind::Codes | Kind::Policy => None,
        Kind::Indicators => Some(&["theme", "title", "indicator"]),
        Kind::Standards => Some(&["standard", "question", "workbook"]),
        Kind::Findings => Some(&["finding"]),
        Kind::Symbols => Some(&["symbol"]),
        Kind::Links => Some(&["link"]),
    }
}
