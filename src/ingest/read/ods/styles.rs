//! The styles of an OpenDocument spreadsheet by name: bold cells, hidden sheets.

use std::collections::BTreeMap;

use crate::ingest::read::xml::Attributes;

/// What a style says that matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellStyle {
    /// Bold type.
    pub bold: bool,
    /// A sheet that is not displayed.
    pub hidden: bool,
}

/// Collects styles in the order of the document.
#[derive(Debug, Default)]
pub struct StyleReader {
    styles: BTreeMap<String, CellStyle>,
    open: String,
}

/// Styles that are kept; documents have hundreds.
const MOST_STYLES: usize = 100_000;

impl StyleReader {
    /// Begins with styles that are declared elsewhere.
    pub fn from_shared(styles: BTreeMap<String, CellStyle>) -> StyleReader {
        StyleReader {
            styles,
            open: String::new(),
        }
    }

    /// Takes an opening tag.
    pub fn open(&mut self, name: &[u8], attributes: Attributes) {
        match name {
            b"style" if self.styles.len() < MOST_STYLES => {
                self.open = attributes.text(b"name").unwrap_or_default().into_owned();
                let parent = attributes.text(b"parent-style-name").unwrap_or_default();
                let inherited = self.named(&parent);
                self.styles.insert(self.open.clone(), inherited);
            }
            b"text-properties" => {
                if let (Some(weight), Some(style)) = (attributes.text(b"font-weight"), self.styles.get_mut(&self.open))
                {
                    style.bold = weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
                }
            }
            b"table-properties" => {
                if let (Some(display), Some(style)) = (attributes.text(b"display"), self.styles.get_mut(&self.open)) {
                    style.hidden = display == "false";
                }
            }
            _ => {}
        }
    }

    /// A style by its name; the plain one when it is not declared.
    pub fn named(&self, name: &str) -> CellStyle {
        self.styles.get(name).cloned().unwrap_or_default()
    }

    /// Which styles are bold.
    pub fn bold_by_name(&self) -> BTreeMap<String, bool> {
        self.styles
            .iter()
            .map(|(name, style)| (name.clone(), style.bold))
            .collect()
    }

    /// All styles.
    pub fn finish(self) -> BTreeMap<String, CellStyle> {
        self.styles
    }
}
