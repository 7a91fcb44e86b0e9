//! Rows of words alone inside a table: headings of sections, which hold for the rows below, names whose figures are lacking, notes.

use crate::catalogue::plain;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::{Role, Side};
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::parts::{part_in_brackets, part_of};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::crosstab::title_words::is_unread;
use crate::ingest::words::changes::may_change_figure;
use crate::ingest::words::labels::is_no_one_place;
use crate::ingest::words::tidy;

/// What the headings inside a table give to the rows below them.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What they say.
    pub says: Says,
    /// Whether a heading that nobody understands ended one that said where or when.
    pub is_closed: bool,
    /// That heading.
    pub closed_by: Option<Claim<()>>,
    /// A heading that says nothing that is understood and may make other figures of those below it.
    pub doubtful: Option<Claim<()>>,
}

impl Body<'_, '_, '_> {
    /// Reads a row with one text and no figure. `false` when it is a row like others whose figures are lacking.
    pub(super) fn lone(&mut self, row: u32, filled: &[usize]) -> bool {
        let [only] = filled else { return false };
        let column = &self.panel.columns[*only];
        let (at, role) = (column.at, column.role);
        let placed = Placed::at((self.setting.sheet, row, at), &self.setting.context.known);
        if self.panel.columns.len() < 2 {
            return false;
        }
        match role {
            // Alone among empty cells prose is a note, and a number still a number.
            Role::Figures => return tidy(&placed.text).split(' ').count() > 3,
            Role::Nothing => return true,
            Role::Side(Side::Note) => return true,
            Role::Side(_) => {}
        }
        if is_note(&placed.text) {
            return true;
        }
        if self.names_a_row(row, &placed) {
            return false;
        }
        self.open_section(placed);
        true
    }

    /// Whether a lone name is that of a row like those below it, and no heading over them.
    fn names_a_row(&self, row: u32, placed: &Placed) -> bool {
        let label = &placed.label;
        let column = placed.at.1;
        let below = self.next_row(row).map(|below| {
            let text = |column: u32| {
                let cell = self.setting.sheet.cell_through_merges(below, column);
                crate::ingest::table::header_text(&cell)
            };
            let own = Label::of(&text(column), &self.setting.context.known);
            let any_indicator = self
                .panel
                .columns
                .iter()
                .filter(|column| matches!(column.role, Role::Side(_)))
                .any(|column| {
                    Label::of(&text(column.at), &self.setting.context.known)
                        .indicator
                        .is_some()
                });
            (own, any_indicator)
        });
        if label.is_certain() {
            return below.is_none_or(|(_, any_indicator)| any_indicator) && !self.is_band(placed.at);
        }
        if label.area.is_some() || label.when.is_some() {
            let alike =
                |own: &Label| own.area.is_some() == label.area.is_some() && own.when.is_some() == label.when.is_some();
            return below.is_some_and(|(own, _)| alike(&own)) && self.says_what(row);
        }
        false
    }

    /// Whether a text is merged over the figures too, or stands where no row that has figures has a name: a heading across the table.
    fn is_band(&self, (row, column): (u32, u32)) -> bool {
        let sheet = self.setting.sheet;
        let over_figures = |last: u32| self.overs.iter().any(|over| (column..=last).contains(&over.at));
        let merged = sheet.merge_at(row, column);
        merged.is_some_and(|area| area.last_column > column && over_figures(area.last_column))
    }

    /// Whether rows need not say what they count, because a label elsewhere does.
    fn says_what(&self, _row: u32) -> bool {
        self.overs.iter().any(|over| over.says.indicator.is_some())
            || self.section.says.indicator.is_some()
            || self.around.says.indicator.is_some()
    }

    /// The next row of the table with a figure in it.
    fn next_row(&self, row: u32) -> Option<u32> {
        let sheet = self.setting.sheet;
        (row + 1..self.panel.block.end_row.min(row + 4)).find(|below| {
            !sheet.row_is_hidden(*below) && self.overs.iter().any(|over| !is_blank(&sheet.cell(*below, over.at)))
        })
    }

    /// Whether the next row of figures names an indicator itself.
    fn rows_have_names(&self, row: u32) -> bool {
        let Some(below) = self.next_row(row) else { return false };
        let sides = self
            .panel
            .columns
            .iter()
            .filter(|column| matches!(column.role, Role::Side(_)));
        let mut labels = sides.map(|column| {
            let cell = self.setting.sheet.cell_through_merges(below, column.at);
            Label::of(&crate::ingest::table::header_text(&cell), &self.setting.context.known)
        });
        labels.any(|label| label.indicator.is_some())
    }

    /// Whether the rows below a lone name hold its parts: `- seen (numerator)`.
    fn opens_parts(&self, (row, column): (u32, u32)) -> bool {
        let Some(below) = self.next_row(row) else { return false };
        let text = self
            .setting
            .sheet
            .cell_through_merges(below, column)
            .shown()
            .into_owned();
        let lexicon = self.setting.context.known.lexicon;
        sub_row(&text).is_some_and(|text| part_in_brackets(&text, lexicon).or(part_of(&text, lexicon)).is_some())
    }

    fn open_section(&mut self, placed: Placed) {
        self.names.forget();
        self.section.doubtful = None;
        let label = &placed.label;
        let mut says = Says::of(&placed);
        says.unexplained.clear();
        // A theme may sound like an indicator; one across the table whose rows have names of their own is no more than that.
        let is_theme = self.is_band(placed.at) && self.rows_have_names(placed.at.0);
        let parted = self.opens_parts(placed.at);
        says.indicator = match (label.is_certain() && !is_theme, parted) {
            (true, _) => says.indicator,
            (false, true) => self.names.parted(&placed),
            (false, false) => None,
        };
        if says.indicator.is_some()
            || says.area.is_some()
            || says.when.is_some()
            || says.elsewhere.is_some()
            || label.aside.is_some()
        {
            (self.section.is_closed, self.section.closed_by) = (false, None);
            let earlier = std::mem::take(&mut self.section.says);
            self.section.says = Says {
                aside: says.aside.clone(),
                ..says.or(&Says {
                    aside: None,
                    elsewhere: None,
                    ..earlier
                })
            };
            return;
        }
        let of_others = is_no_one_place(&placed.text) && says_of_whom(&placed.text);
        let is_strange = is_unread(&placed.text, &self.setting.context.known);
        if of_others || is_strange || may_change_figure(&placed.text) {
            self.section.doubtful = Some(Claim {
                value: (),
                at: placed.at,
                text: placed.text.clone(),
            });
        }
        // A theme over indicators says nothing; after a place or a time it may be another one.
        let known = &self.section.says;
        if known.area.is_some() || known.when.is_some() || known.elsewhere.is_some() {
            self.section.is_closed = true;
            self.section.closed_by = Some(Claim {
                value: (),
                at: placed.at,
                text: placed.text,
            });
        }
        self.section.says = Says::default();
    }
}

/// Whether a heading names somebody: `Children of other authorities`, not `Other measures`.
fn says_of_whom(text: &str) -> bool {
    const WHOM: [&str; 9] = [
        "children",
        "child",
        "cyp",
        "people",
        "residents",
        "families",
        "authorities",
        "county",
        "area",
    ];
    plain(text).split(' ').any(|word| WHOM.contains(&word))
}

/// What a row says below its name: `- eligible staff (denominator)` without its dash; `None` for a name of its own.
pub(super) fn sub_row(text: &str) -> Option<String> {
    let text = text.trim();
    let marks = ['-', '–', '—', '•', '·', '◦', '▪', '>'];
    let rest = text.trim_start_matches(marks).trim_start();
    (rest.len() < text.len()
        && rest
            .chars()
            .next()
            .is_some_and(|first| first.is_alphabetic() || first == '%'))
    .then(|| rest.to_owned())
}

/// Whether a text is a note: it is long, it ends like a sentence, or it begins as notes do.
fn is_note(text: &str) -> bool {
    const BEGINNINGS: [&str; 9] = ["*", "†", "note", "source", "nb", "n.b", "please", "(", "¹"];
    let text = tidy(text);
    let lower = text.to_lowercase();
    let words = text.split(' ').count();
    words > 16 || words > 4 && text.ends_with('.') || BEGINNINGS.iter().any(|start| lower.starts_with(start))
}
