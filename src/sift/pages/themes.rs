//! What Section 11, courses, LADO, audits, actions and indicators say of each theme, with dates: where they disagree comes first.

mod brief;
mod dated;
mod disagree;
mod side_by_side;

use crate::catalogue::Link;
use crate::domain::{Briefing, Document, PaperTable, Part, Section};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::section_11::compared::{self, LikeForLike};
use crate::sift::pages::section_11::cycle::{self, Cycle, Family};
use crate::sift::pages::section_11::{self, Pair};

/// What every theme looks at.
pub(super) struct Sources<'a> {
    /// What is on which list.
    pub lists: &'a Briefing,
    pub agencies: Option<Pair<'a>>,
    pub schools: Option<Pair<'a>>,
    /// The newest two audits of agencies, and of schools, compared where there are two.
    pub compared: [Option<LikeForLike<'a>>; 2],
    /// Every audit of the agencies, oldest first.
    pub cycles: Vec<Cycle<'a>>,
}

/// What is told of one theme.
struct Told<'a> {
    link: &'a Link,
    aside: PaperTable,
    disagreements: Vec<String>,
    dated: Option<PaperTable>,
}

impl<'a> Told<'a> {
    /// `None` where no source says anything of it.
    fn of(link: &'a Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Option<Told<'a>> {
        Some(Told {
            link,
            aside: side_by_side::table(link, sources, evidence)?,
            disagreements: disagree::points(link, sources, evidence),
            dated: dated::table(link, sources, evidence),
        })
    }

    /// Whether a line among the others says all that there is.
    fn is_quiet(&self) -> bool {
        self.disagreements.is_empty() && self.dated.is_none()
    }
}

/// The paper; `None` when nothing is linked or nothing was ever held.
pub(super) fn document(evidence: &Evidence<'_>, lists: &Briefing) -> Option<Document> {
    let agencies = section_11::newest(evidence, Family::Agencies);
    let schools = section_11::newest(evidence, Family::Schools);
    let compared = [&agencies, &schools].map(|pair| {
        let pair = pair.as_ref()?;
        Some(compared::like_for_like(
            pair.before.as_ref()?,
            &pair.now,
            evidence.catalogue,
        ))
    });
    let sources = Sources {
        lists,
        agencies,
        schools,
        compared,
        cycles: cycle::cycles(evidence, Family::Agencies),
    };
    let linked = evidence.catalogue.links().iter();
    let mut told: Vec<Told<'_>> = linked.filter_map(|link| Told::of(link, &sources, evidence)).collect();
    told.first()?;
    // Themes on which more disagrees come first; the others keep the order of the map.
    told.sort_by_key(|one| std::cmp::Reverse(one.disagreements.len()));
    let asked: usize = told.iter().map(|one| one.disagreements.len()).sum();
    let title = match asked {
        0 => "Themes: the pieces of evidence do not disagree".to_string(),
        1 => "Themes: in one place the pieces of evidence disagree".to_string(),
        more => format!(
            "Themes: in {} places the pieces of evidence disagree",
            number::in_words(more)
        ),
    };
    let (quiet, own): (Vec<Told<'_>>, Vec<Told<'_>>) = told.into_iter().partition(Told::is_quiet);
    let mut sections: Vec<Section> = own.into_iter().map(section).collect();
    if asked == 0 {
        let none = "No source says another thing than the others on its theme.";
        sections.insert(0, paper::section("What to ask", vec![paper::text(none)]));
    }
    if !quiet.is_empty() {
        let links: Vec<&Link> = quiet.iter().map(|one| one.link).collect();
        sections.push(brief::section(&links, &sources, evidence));
    }
    let lead = vec![
        "Each theme sets side by side what different returns say. A difference is a question, not a fault.".to_string(),
        "That one thing came after another does not show that it made it happen.".to_string(),
    ];
    Some(paper::document(("themes", "Themes"), title, (lead, sections), evidence))
}

/// One theme: what to ask, what came when, and what each source says.
fn section(told: Told<'_>) -> Section {
    let link = told.link;
    let mut parts = vec![];
    if !told.disagreements.is_empty() {
        parts.push(paper::panel("Where they disagree", told.disagreements));
    }
    if let Some(dated) = told.dated {
        parts.push(Part::Table(dated));
        parts.push(paper::text(
            "The order is that of the dates. Where only the quarter is known, a level stands at its first day and anything else at its last. \
             This shows what came after what, not what made it happen.",
        ));
    }
    parts.push(Part::Table(told.aside));
    parts.insert(
        0,
        paper::text(format!("Board priority: {}. {}", link.priority.title(), link.asks)),
    );
    paper::section(link.title.clone(), parts)
}

/// A question of the audit with its words: `6.1, “managers know how to refer to the LADO”`.
pub(super) fn question_in_words(question: &str, evidence: &Evidence<'_>) -> String {
    match evidence.catalogue.question(question) {
        Some(known) => format!(
            "{question}, \u{201c}{}\u{201d}",
            number::lower_first(known.text.trim_end_matches('.'))
        ),
        None => question.to_string(),
    }
}
