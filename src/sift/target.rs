//! A target by its name: who set the level, and of which years it is where later editions name none.

use crate::catalogue::{Target, TargetStatus};

/// Who set a target, in the words of sentences.
fn whose(status: TargetStatus) -> &'static str {
    match status {
        TargetStatus::Statutory => "legal limit",
        TargetStatus::NationalGuidance => "national guidance",
        TargetStatus::LocalOnStatutoryTimescale | TargetStatus::Local => "local target",
    }
}

/// `local target of 90%`, `80% in the guidance of 2016 to 2020`.
pub(in crate::sift) fn of(target: &Target, level: &str) -> String {
    match &target.years {
        Some(years) => format!("{level} in the guidance of {years}"),
        None => format!("{} of {level}", whose(target.status)),
    }
}

/// `local target is 90%`, `guidance of 2016 to 2020 set 80%`.
pub(in crate::sift) fn is(target: &Target, level: &str) -> String {
    match &target.years {
        Some(years) => format!("guidance of {years} set {level}"),
        None => format!("{} is {level}", whose(target.status)),
    }
}

/// `local target 90%`, `80%, guidance to 2020`, for rows and labels.
pub(in crate::sift) fn short(target: &Target, level: &str) -> String {
    match target
        .years
        .as_deref()
        .map(|years| years.rsplit(' ').next().unwrap_or(years))
    {
        Some(last) => format!("{level}, guidance to {last}"),
        None => format!("{} {level}", whose(target.status)),
    }
}
