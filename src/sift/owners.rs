//! Which agency an exception concerns: whose figure it is, who owns it, who sends a part of it, whose district it tells of.

use crate::catalogue::Indicator;
use crate::domain::{Agency, Area, Exception, Judged, Level};
use crate::sift::evidence::Evidence;
use crate::sift::{beside, performance};

/// The kind of agency that serves one district and carries its name.
const COUNCIL: &str = "district_council";

/// Whether an exception is one agency's to answer: its own, one that it owns by name or by role, or one of a figure that it sends a
/// part of.
pub(super) fn is_about(exception: &Exception, agency: &str, evidence: &Evidence<'_>) -> bool {
    let own = evidence.agencies.iter().find(|one| one.id == agency);
    let owns = own.is_some_and(|own| is_named(&exception.owner, own));
    exception.agency == agency || owns || sends_a_part(exception, agency, evidence)
}

/// Whether anything that an exception tells is an agency's, or about the district whose council it is, whoever must answer.
pub(super) fn is_told(exception: &Exception, agency: &str, evidence: &Evidence<'_>) -> bool {
    is_about(exception, agency, evidence) || exception.tells_of.iter().any(|one| one == agency)
}

/// Whether an agency is the council of a district.
pub(super) fn is_council_of(agency: &Agency, district: &Area) -> bool {
    let rest = agency.name.strip_prefix(district.name.as_str());
    agency.kind == COUNCIL && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The council of an area, where it is a district that has one.
fn council<'a>(area: &str, evidence: &Evidence<'a>) -> Option<&'a Agency> {
    let mut districts = evidence.places.at_level(Level::District);
    let district = districts.find(|one| one.id == area)?;
    evidence.agencies.iter().find(|agency| is_council_of(agency, district))
}

/// Those of whose figures or district a judged figure tells: the agency whose part it is, the council of its district, and the
/// councils of the districts that are named beside it.
pub(super) fn told_of(judged: &Judged, indicator: &Indicator, evidence: &Evidence<'_>) -> Vec<String> {
    let series = &judged.series;
    let own = series.agency.iter().cloned();
    let area = series.agency.is_none().then_some(series.area.as_str());
    let named = beside::named(indicator, evidence);
    let councils = area.into_iter().chain(named).filter_map(|area| council(area, evidence));
    own.chain(councils.map(|council| council.id.clone())).collect()
}

/// Whether an agency sends the figures of an indicator, alone or with others.
pub(super) fn sends(agency: &str, indicator: &str, evidence: &Evidence<'_>) -> bool {
    let main = evidence.main(indicator);
    main.is_some_and(|judged| performance::sources(&judged.series).iter().any(|one| one == agency))
}

/// Whether it is for somebody else to answer: the owner named is a role of another agency.
pub(super) fn is_owned_elsewhere(exception: &Exception, agency: &str, evidence: &Evidence<'_>) -> bool {
    let mut owners = evidence
        .agencies
        .iter()
        .filter(|one| is_named(&exception.owner, one))
        .peekable();
    let names_others_only = owners.peek().is_some() && owners.all(|one| one.id != agency);
    names_others_only && !sends_a_part(exception, agency, evidence)
}

/// Whether an owner is an agency, or a role in it that says so: `LADO manager`.
fn is_named(owner: &str, agency: &Agency) -> bool {
    let mut names = std::iter::once(&agency.name).chain(&agency.aliases);
    names.any(|name| {
        let padded = format!(" {owner} ");
        !name.is_empty() && padded.contains(&format!(" {name} "))
    })
}

/// Whether the figure is made of several agencies' parts, and one of them is this agency's.
fn sends_a_part(exception: &Exception, agency: &str, evidence: &Evidence<'_>) -> bool {
    let is_one_agency_s = evidence.agencies.iter().any(|one| one.id == exception.agency);
    if exception.indicator.is_empty() || is_one_agency_s {
        return false;
    }
    let main = evidence.main(&exception.indicator);
    main.is_some_and(|judged| {
        let is_of_senders = matches!(judged.series.level, Level::County | Level::Other);
        is_of_senders && performance::sources(&judged.series).iter().any(|one| one == agency)
    })
}
