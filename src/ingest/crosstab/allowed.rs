//! Whether the labels of a figure let it be read as the indicator that they name.

use crate::catalogue::Indicator;
use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::beside::Beside;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::heads::Told;
use crate::ingest::crosstab::nouns::is_of;
use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::When;

impl Body<'_, '_, '_> {
    /// Whether the row's own words are words of the indicator that stands over its section.
    pub(super) fn words_fit(&self, beside: &Beside, says: &Says) -> bool {
        let (Some(claim), Some(unread)) = (&says.indicator, &beside.unread) else {
            return false;
        };
        let indicator = self.setting.context.known.catalogue.indicator(&claim.value.id);
        indicator.is_some_and(|indicator| is_of(&unread.text, indicator))
    }

    /// Whether what stands beside the figures is explained, where only labels further away say what is counted: `Girls` under a title
    /// is some of those counted, not all.
    pub(super) fn explains(&mut self, (beside, near): (&Beside, bool), indicator: &Indicator) -> bool {
        let own = &beside.says;
        // A name that only sounds like another indicator's names some of those counted: `Neglect` under children on a plan.
        let other = own
            .indicator
            .as_ref()
            .filter(|claim| claim.value.likeness == Likeness::Near && claim.value.id != indicator.id);
        let named = own.indicator.is_some() && other.is_none();
        let says_where = named || own.area.is_some() || own.when.is_some() || own.total.is_some();
        if says_where || own.part.is_some() || near && self.lines < 2 {
            return true;
        }
        let other = other.map(|claim| Claim {
            value: (),
            at: claim.at,
            text: claim.text.clone(),
        });
        let open: Vec<Claim<()>> = own
            .unexplained
            .iter()
            .chain(&beside.unread)
            .chain(&other)
            .cloned()
            .collect();
        let odd = open.into_iter().find(|claim| !is_of(&claim.text, indicator));
        if let Some(claim) = &odd {
            self.say_unknown(claim);
        }
        odd.is_none()
    }

    /// Whether an average, or an aim of the quarter, stands where the figure itself is nowhere.
    fn is_all_there_is(&self, aside: &Claim<Aside>, group: &[usize]) -> bool {
        let own = self.overs[group[0]].says.when.as_ref().map(|claim| &claim.value);
        let is_average = aside.value == Aside::Average;
        let names_quarter = matches!(own, Some(When::Quarter(_) | When::QuarterOnly(_) | When::OneOf(_)));
        if !is_average && !names_quarter {
            return false;
        }
        let in_heading = self.overs[group[0]].says.aside.is_some();
        let is_beside = |other: &Over, told: &Told| {
            let when = other.says.when.as_ref().map(|claim| &claim.value);
            let same_time = own.is_none() || when.is_none() || when == own;
            *told != Told::Unread && other.says.aside.is_none() && other.sum == Sum::No && same_time
        };
        !in_heading
            || !self
                .overs
                .iter()
                .zip(&self.parts)
                .any(|(other, told)| is_beside(other, told))
    }

    /// Whether nothing in the labels speaks against reading; says what does.
    pub(super) fn may_be_read(
        &mut self,
        (row, filled): (u32, bool),
        says: &Says,
        (beside, group): (&Beside, &[usize]),
    ) -> bool {
        if let Some(aside) = &says.aside {
            let is_said = matches!(aside.value, Aside::Example | Aside::Superseded | Aside::Subset);
            if filled && (is_said || self.is_all_there_is(aside, group)) {
                self.say_aside(aside);
                // `Boys` and `Girls` side by side are each a part.
                let over: Vec<Claim<Aside>> = group
                    .iter()
                    .filter_map(|&at| self.overs[at].says.aside.clone())
                    .collect();
                over.iter().for_each(|aside| self.say_aside(aside));
            }
            return false;
        }
        if !filled {
            return says.clash.is_none() && says.elsewhere.is_none() && !self.section.is_closed;
        }
        if let Some((one, other)) = &says.clash {
            self.say_clash((row, group), (one, other));
            return false;
        }
        if let (Some(place), None) = (&says.elsewhere, &says.area) {
            let place = place.clone();
            self.say_elsewhere(&place);
            return false;
        }
        if self.section.is_closed && beside.says.area.is_none() {
            if let Some(claim) = self.section.closed_by.clone() {
                self.say_unknown(&claim);
            }
            return false;
        }
        !beside.time_unread
    }
}
