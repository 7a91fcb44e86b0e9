//! A year's series into tables that anybody may see: annual figures, everything they add up to, and what was published
//! before, protected together and audited together.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Indicator, Policy, Protection as Mode};
use crate::domain::{Level, Places, PublicTable, Series};
use crate::withhold::annual::Annual;
use crate::withhold::audit::{self, Standard};
use crate::withhold::breakdown::Breakdown;
use crate::withhold::cell::{Key, Seen};
use crate::withhold::hierarchy::{Edge, Hierarchies};
use crate::withhold::kept;
use crate::withhold::known::{KnownBefore, described, known_before, protected_apart};
use crate::withhold::ledger::{Differencing, Published, add_earlier};
use crate::withhold::members::{InPapers, in_papers, sight_in_papers};
use crate::withhold::model::{Fact, Model, Publication, Sighting};
use crate::withhold::papers::Withheld;
use crate::withhold::primary::{Figure, Rule, tells_of_a_whole_group};
use crate::withhold::protect::{Protection, Settings, protect, seen_of_rest};
use crate::withhold::refused::with_proposals;
use crate::withhold::rounding::{Rounding, protect_by_rounding};
use crate::withhold::scope::Scope;
use crate::withhold::tables;
use crate::withhold::tie::{Ties, state_identities};
use crate::withhold::yearly::{Yearly, not_known_in, parts, yearly};

/// What is to be published.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The series as measured; those of agencies and of wider footprints are passed over.
    pub series: &'a [Series],
    /// The indicators, in the order of the catalogue.
    pub indicators: &'a [Indicator],
    /// Title of each theme by its id.
    pub themes: &'a BTreeMap<String, String>,
    /// The board's areas.
    pub places: &'a Places,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The years and quarters that are shown.
    pub scope: &'a Scope,
    /// Counts split by what they are about; only annual releases show them.
    pub breakdowns: &'a [Breakdown],
    /// Every cell of every earlier release.
    pub earlier: &'a [Published],
    /// What the papers for members withhold, quarter by quarter; `None` where they show small numbers, so that nothing can be
    /// kept from their readers.
    pub papers: Option<&'a Withheld>,
    /// Work that protecting is worth.
    pub work: usize,
}

/// What may be published, and what the office must know of it.
#[derive(Clone, Debug)]
pub struct Release {
    /// The tables.
    pub tables: Vec<PublicTable>,
    /// The cells for the ledger, without the release's name.
    pub cells: Vec<Published>,
    /// Figures withheld now because an earlier release shows nearly the same.
    pub differencing: Vec<Differencing>,
    /// Figures that could be worked out before, from earlier releases and members' papers: this release does not change that.
    pub known_before: Vec<KnownBefore>,
    /// Groups of which all or none have an attribute: a person must look.
    pub whole_groups: Vec<String>,
    /// The model as published, for any further audit.
    pub model: Model,
}

/// Everything that is published together, before anything is withheld.
struct Made<'a> {
    yearly: Vec<Yearly<'a>>,
    publication: Publication,
    model: Model,
    differencing: Vec<Differencing>,
}

fn made<'a>(request: &Request<'a>, standard: Standard) -> Made<'a> {
    let yearly = yearly(request);
    let all_edges: Vec<Edge> = edges(request.places).into_iter().chain(split_edges(&yearly)).collect();
    let mut publication = Publication::new(Hierarchies::new(&all_edges));
    let ties = Ties::new(request);
    for it in &yearly {
        sight_all(&mut publication, it, (request, &ties));
        sight_splits(&mut publication, it, request);
        ties.state(&mut publication, it, request);
    }
    state_identities(&mut publication, &yearly, request);
    let differencing = add_earlier(&mut publication, request.earlier, standard);
    let mut model = publication.model();
    mark_small(&mut model, standard);
    Made {
        yearly,
        publication,
        model,
        differencing,
    }
}

/// Protects and audits. Fails with the name of a cell that cannot be protected.
pub fn release(request: &Request) -> anyhow::Result<Release> {
    let standard = Standard {
        largest_small: request.policy.withhold_up_to,
        values_needed: request.policy.values_left_open,
    };
    let made = made(request, standard);
    let told = |model: &Model, fault: anyhow::Error| with_proposals(fault, (&made.publication, model), standard);
    let known = match request.earlier.is_empty() {
        true => BTreeSet::new(),
        false => known_before(&made.model, standard)?,
    };
    let protection = if known.is_empty() {
        let protection = protected(&made.model, request, standard)?;
        audit::require(&protection.model, standard).map_err(|fault| told(&protection.model, fault))?;
        protection
    } else {
        let public = self::made(
            &Request {
                papers: None,
                ..*request
            },
            standard,
        )
        .model;
        let protect = |model: &Model| protected(model, request, standard);
        protected_apart((&made.model, &known), &public, protect, standard).map_err(|fault| told(&made.model, fault))?
    };
    Ok(Release {
        tables: tables::tables(&made.yearly, &protection.model, request),
        cells: kept::cells(&made.yearly, &protection.model, request),
        differencing: made.differencing,
        known_before: described(&made.model, &known),
        whole_groups: whole_groups(&made.yearly, request, standard),
        model: protection.model,
    })
}

fn protected(model: &Model, request: &Request, standard: Standard) -> anyhow::Result<Protection> {
    let settings = Settings {
        standard,
        guard_all: true,
        work: request.work,
    };
    match request.policy.protection {
        Mode::Withhold => protect(model, settings),
        Mode::Round => {
            let policy = request.policy;
            let rounding = Rounding {
                withhold_up_to: policy.rounding_withhold_up_to,
                base: policy.rounding_base,
            };
            protect_by_rounding(model, rounding, settings)
        }
    }
}

/// Which areas add up to which, each with a part for cases whose place is not known.
fn edges(places: &Places) -> Vec<Edge> {
    let mut edges = Vec::new();
    for parent in places.all().iter().filter(|area| area.level != Level::Other) {
        let children: Vec<String> = parts(places, &parent.id);
        let unknown = (!children.is_empty()).then(|| not_known_in(&parent.id));
        for child in children.into_iter().chain(unknown) {
            edges.push(Edge {
                dimension: "area".into(),
                parent: parent.id.clone(),
                child,
                set: String::new(),
            });
        }
    }
    edges
}

/// The key of a quantity at an area in the nth year of the request.
pub(in crate::withhold) fn key_of(request: &Request, measure: &str, (area, nth): (&str, usize)) -> Key {
    let year = time_name(request, nth);
    let is_home = area == request.places.home();
    let area = (!is_home).then(|| ("area".to_string(), area.to_string()));
    Key::new(measure, area.into_iter().chain([("year".to_string(), year)]))
}

pub(in crate::withhold) fn time_name(request: &Request, nth: usize) -> String {
    request.scope.times().get(nth).map_or(String::new(), |time| time.name())
}

/// The key of a part of the county's count.
pub(in crate::withhold) fn part_key(
    request: &Request,
    yearly: &Yearly,
    (split, words, nth): (&str, &str, usize),
) -> Key {
    key_of(request, &yearly.numerator, (request.places.home(), nth)).with(split, Some(words))
}

/// The parts of every split add up to the total over it.
fn split_edges(yearly: &[Yearly]) -> BTreeSet<Edge> {
    let splits = yearly.iter().flat_map(|it| &it.splits);
    let edge = |dimension: &str, child: &str| Edge {
        dimension: dimension.to_string(),
        parent: String::new(),
        child: child.to_string(),
        set: String::new(),
    };
    splits
        .flat_map(|split| split.parts.iter().map(move |(words, _)| edge(&split.id, words)))
        .collect()
}

fn sight_splits(publication: &mut Publication, yearly: &Yearly, request: &Request) {
    for split in &yearly.splits {
        let place = format!("{} by {}", yearly.indicator.id, split.id);
        for (words, figures) in &split.parts {
            for nth in request.scope.columns() {
                let value = match figures[nth] {
                    Annual::Known { numerator, .. } => Some(numerator),
                    Annual::Missing(_) => None,
                };
                let key = part_key(request, yearly, (&split.id, words, nth));
                sight(publication, (key, value), (&place, false, true));
            }
        }
    }
}

fn sight_all(publication: &mut Publication, yearly: &Yearly, (request, ties): (&Request, &Ties)) {
    let indicator = yearly.indicator;
    for (area, figures) in &yearly.areas {
        let is_county = area == request.places.home();
        for (nth, figure) in figures.iter().enumerate() {
            let shown = request.scope.shows(nth, is_county);
            let [of_counted, of_base] = in_papers(yearly, (area, nth), request);
            let in_papers = of_counted != InPapers::Nowhere || of_base != InPapers::Nowhere;
            if !shown && !in_papers && !ties.is_context(yearly, (area, nth), request) {
                continue;
            }
            let at = |measure: &str| key_of(request, measure, (area, nth));
            let (counted, of) = match *figure {
                Annual::Known { numerator, denominator } => (Some(numerator), denominator),
                Annual::Missing(_) => (None, None),
            };
            let about_nobody = !indicator.is_sensitive();
            let place = format!("{} table", indicator.id);
            let stands = (place.as_str(), about_nobody, shown);
            sight(publication, (at(&yearly.numerator), counted), stands);
            sight_in_papers(publication, (at(&yearly.numerator), counted), of_counted);
            let Some(base) = &yearly.base else {
                continue;
            };
            sight(publication, (at(base), of), stands);
            sight_in_papers(publication, (at(base), of), of_base);
            if counted.is_some() && of.is_some() && !indicator.may_exceed_100 {
                let parts = (at(&yearly.numerator), at(base));
                let left = of.zip(counted).map(|(of, counted)| of - counted);
                relate(
                    publication,
                    parts,
                    (about_nobody || !indicator.complement_sensitive, left),
                );
            }
        }
    }
}

/// A figure where it stands: shown, or only known to the office.
fn sight(
    publication: &mut Publication,
    (key, value): (Key, Option<f64>),
    (place, about_nobody, shown): (&str, bool, bool),
) {
    let seen = match value {
        Some(value) if shown => Seen::Number(value),
        None if shown => Seen::Unavailable,
        Some(_) | None => Seen::Unpublished,
    };
    let known = publication.cell_mut(&key).map(|cell| cell.about_nobody);
    let cell = publication.sight(Sighting {
        key,
        seen,
        truth: value,
        place: place.to_string(),
    });
    cell.about_nobody = about_nobody && known.unwrap_or(true);
}

/// What any reader knows of a share: the part is no more than the whole, and the rest may be as telling as the part.
fn relate(publication: &mut Publication, (part, whole): (Key, Key), (rest_about_nobody, left): (bool, Option<f64>)) {
    let rest = Key::new(&format!("rest of {}", part.measure), part.codes.iter().cloned());
    let name = format!("{part} and its rest");
    publication.state(Fact {
        name,
        terms: vec![(part, 1.0), (rest.clone(), 1.0), (whole, -1.0)],
        low: 0.0,
        high: 0.0,
    });
    if let Some(cell) = publication.cell_mut(&rest) {
        cell.about_nobody = rest_about_nobody;
        cell.seen = seen_of_rest(left);
    }
}

/// Cells are sensitive by their true value; implied ones are about somebody where their neighbours of the same measure are.
fn mark_small(model: &mut Model, standard: Standard) {
    let nobody: BTreeSet<String> = model
        .cells
        .iter()
        .filter(|cell| cell.about_nobody)
        .map(|cell| cell.key.measure.clone())
        .collect();
    for cell in &mut model.cells {
        let small = |value: f64| value > 0.0 && value <= f64::from(standard.largest_small);
        cell.about_nobody |= cell.places.is_empty() && nobody.contains(&cell.key.measure);
        if cell.sensitive != Some(true) {
            cell.sensitive = if cell.about_nobody {
                Some(false)
            } else {
                cell.truth.map(small)
            };
        }
    }
}

fn whole_groups(yearly: &[Yearly], request: &Request, standard: Standard) -> Vec<String> {
    let rule = Rule {
        largest_small: standard.largest_small,
        dominance_percent: request.policy.dominance_percent,
    };
    let mut found = Vec::new();
    for it in yearly
        .iter()
        .filter(|it| it.indicator.is_sensitive() && it.base.is_some())
    {
        for (area, figures) in &it.areas {
            let is_county = area == request.places.home();
            for nth in (0..figures.len()).filter(|nth| request.scope.shows(*nth, is_county)) {
                let Annual::Known {
                    numerator: value,
                    denominator: out_of,
                } = figures[nth]
                else {
                    continue;
                };
                if tells_of_a_whole_group(
                    Figure {
                        value,
                        out_of,
                        ..Figure::default()
                    },
                    rule,
                ) {
                    let (id, place) = (&it.indicator.id, request.places.name(area));
                    let all_or_none = if value == 0.0 { "none" } else { "all" };
                    found.push(format!(
                        "{id}, {place}, {}: {all_or_none} of the group",
                        time_name(request, nth)
                    ));
                }
            }
        }
    }
    found
}
