//! Which agency an exception concerns: whose figure it is, who owns it, or who sends a part of it.

use crate::domain::{Agency, Exception, Level};
use crate::sift::evidence::Evidence;
use crate::sift::performance;

/// Whether an exception is one agency's to answer: its own, one that it owns by name or by role, or one of a figure that it sends a
/// part of.
pub(super) fn is_about(exception: &Exception, agency: &str, evidence: &Evidence<'_>) -> bool {
    let own = evidence.agencies.iter().find(|one| one.id == agency);
    let owns = own.is_some_and(|own| is_named(&exception.owner, own));
    exception.agency == agency || owns || sends_a_part(exception, agency, evidence)
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
