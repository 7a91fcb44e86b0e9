//! A chart and the direction of good → the icons of Making Data Count. The direction decides words and colours, never a mark.

use crate::stats::xmr::{Mark, Profile, Side, XmrChart};

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Higher is better.
    Increase,
    /// Lower is better.
    Decrease,
    /// Neither.
    Neutral,
}

/// What a marked point means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// Ordinary variation.
    Common,
    /// The good way.
    Improvement,
    /// The bad way.
    Concern,
    /// High, where neither way is good.
    NeutralHigh,
    /// Low, where neither way is good.
    NeutralLow,
}

/// The variation icon: colour and, for a marked point, whether the mark is high or low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variation {
    /// What it means.
    pub colour: Colour,
    /// Which way the icon points. As in the peer, this follows from colour and direction.
    pub side: Option<Side>,
}

/// The assurance icon: will the process meet the target by itself?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    /// All ordinary variation lies on the good side of the target.
    Pass,
    /// All ordinary variation lies on the bad side of the target.
    Fail,
    /// The target lies among ordinary variation, or on a limit.
    HitOrMiss,
}

impl Mark {
    /// The colour of a point with this mark.
    pub const fn colour(self, direction: Direction) -> Colour {
        match (self.side(), direction) {
            (None, _) => Colour::Common,
            (Some(Side::High), Direction::Neutral) => Colour::NeutralHigh,
            (Some(Side::Low), Direction::Neutral) => Colour::NeutralLow,
            (Some(Side::High), Direction::Increase) | (Some(Side::Low), Direction::Decrease) => Colour::Improvement,
            (Some(Side::Low), Direction::Increase) | (Some(Side::High), Direction::Decrease) => Colour::Concern,
        }
    }
}

pub(super) fn variation(chart: &XmrChart, direction: Direction) -> Option<Variation> {
    let newest = chart.newest()?;
    if chart.profile == Profile::Mdc2023 {
        let unlimited = chart.last_part()?.limits.limits.is_err();
        if newest.value.is_none() || unlimited && newest.mark == Mark::Common {
            return None;
        }
    }
    Some(Variation {
        colour: newest.mark.colour(direction),
        side: newest.mark.side(),
    })
}

pub(super) fn assurance(chart: &XmrChart, target: f64, direction: Direction) -> Option<Assurance> {
    let part = chart.last_part()?;
    let (above, below) = match direction {
        Direction::Neutral => return None,
        Direction::Increase => (Assurance::Fail, Assurance::Pass),
        Direction::Decrease => (Assurance::Pass, Assurance::Fail),
    };
    let limits = match (part.limits.limits, chart.profile) {
        (Ok(limits), _) => limits,
        // Comparisons with missing limits settle nothing, and the peer's fallback is hit-or-miss.
        (Err(_), Profile::MdcPeer) => return Some(Assurance::HitOrMiss),
        (Err(_), Profile::Mdc2023) => return None,
    };
    if target > limits.upper {
        Some(above)
    } else if target < limits.lower {
        Some(below)
    } else if chart.profile == Profile::Mdc2023 && part.limits.constant {
        // The value has only ever been the target itself, which meets it whichever way is good.
        Some(Assurance::Pass)
    } else {
        Some(Assurance::HitOrMiss)
    }
}
