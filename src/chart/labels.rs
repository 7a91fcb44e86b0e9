//! Labels at the right end of lines, and beside marks, moved so that none hides another.

use crate::chart::palette::{AXIS_LINE, Colour, INK, INK_2, LABEL_STEP, RULE, TEXT};
use crate::chart::plan::{Anchor, At, Plan, Stroke};
use crate::chart::text::text_width;

/// Which labels give way first when there is no room: the last go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    /// The target and the newest value.
    Always,
    /// The average.
    Second,
    /// The upper limit.
    Third,
    /// The lower limit.
    Fourth,
}

/// A label and the height of what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLabel {
    /// The words.
    pub words: String,
    /// Where its line ends.
    pub y: f64,
    /// When it may be dropped.
    pub keep: Keep,
    /// Bold or regular.
    pub bold: bool,
    /// Its colour.
    pub colour: Colour,
}

/// Where labels may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// Where the lines end.
    pub from: f64,
    /// Where the texts begin.
    pub text: f64,
    /// Upper end of the plot.
    pub top: f64,
    /// Lower end of the plot.
    pub foot: f64,
}

impl EndLabel {
    /// A label that stands out.
    pub fn bold(words: String, y: f64, keep: Keep) -> EndLabel {
        EndLabel {
            words,
            y,
            keep,
            bold: true,
            colour: INK,
        }
    }

    /// A label of a limit or an average.
    pub fn plain(words: String, y: f64, keep: Keep) -> EndLabel {
        EndLabel {
            words,
            y,
            keep,
            bold: false,
            colour: INK_2,
        }
    }
}

/// Adds the labels, with a leader to each that had to move.
pub fn push(plan: &mut Plan, mut ends: Vec<EndLabel>, margin: &Margin) {
    let room = ((margin.foot - margin.top) / LABEL_STEP).floor() as usize + 1;
    ends.sort_by(|a, b| {
        (a.keep, a.y)
            .partial_cmp(&(b.keep, b.y))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    ends.truncate(room);
    ends.sort_by(|a, b| {
        (a.y, a.keep)
            .partial_cmp(&(b.y, b.keep))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let places = spread(
        &ends.iter().map(|end| end.y).collect::<Vec<_>>(),
        (margin.top, margin.foot),
    );
    for (end, y) in ends.iter().zip(places) {
        plan.line(
            vec![(margin.from + 1.0, end.y), (margin.text - 2.0, y)],
            Stroke::solid(AXIS_LINE, RULE),
        );
        let style = (Anchor::Start, end.colour);
        if end.bold {
            plan.bold_label((margin.text, y), end.words.as_str(), style);
        } else {
            plan.label((margin.text, y), end.words.as_str(), style);
        }
    }
}

/// Heights in rising order, pushed at least a line apart and kept between the two ends where there is room.
pub fn spread(heights: &[f64], (top, foot): (f64, f64)) -> Vec<f64> {
    let mut places: Vec<f64> = heights.iter().map(|height| height.clamp(top, foot)).collect();
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + LABEL_STEP);
    }
    let mut ceiling = foot;
    for place in places.iter_mut().rev() {
        *place = place.min(ceiling);
        ceiling = *place - LABEL_STEP;
    }
    places
}

/// What a label beside a mark must keep clear of.
#[derive(Clone, Copy, Debug)]
pub struct Near<'a> {
    /// Every mark of the chart: top left and bottom right.
    pub marks: &'a [(At, At)],
    /// Which of them the label names.
    pub own: usize,
    /// Leaders of labels that stand already, from end to end.
    pub leaders: &'a [(At, At)],
    /// Boxes in which no label may stand, and which leaders may cross.
    pub walls: &'a [(At, At)],
    /// Pieces of lines that a label hides only where there is no other place.
    pub lines: &'a [(At, At)],
    /// Where labels may stand.
    pub bounds: (At, At),
    /// Whether the label is bold.
    pub bold: bool,
}

/// Between the ends of a label and the marks of others.
const APART: f64 = 9.0;
/// Between a label without a leader and marks above and below it.
const APART_BESIDE: f64 = 4.0;

/// A label that is looking for its place: half its width, and the middle of the mark that it names.
struct Placing<'a> {
    near: &'a Near<'a>,
    /// Labels that stand already.
    taken: Vec<(At, At)>,
    half: f64,
    mark: At,
}

impl Placing<'_> {
    fn of<'a>(plan: &Plan, words: &str, near: &'a Near<'a>) -> Option<Placing<'a>> {
        let (from, to) = near.marks.get(near.own).copied()?;
        Some(Placing {
            near,
            taken: plan.text_boxes().into_iter().map(|(from, to, _)| (from, to)).collect(),
            half: text_width(words, TEXT, true) / 2.0,
            mark: ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0),
        })
    }

    /// Whether a place, as a way from the mark, is inside the chart and on no mark, label or leader.
    fn is_free(&self, (across, down): (f64, f64)) -> bool {
        let at = (self.mark.0 + across, self.mark.1 + down);
        let own = (
            (at.0 - self.half, at.1 - TEXT / 2.0),
            (at.0 + self.half, at.1 + TEXT / 2.0),
        );
        let (low, high) = self.near.bounds;
        let holds = own.0.0 >= low.0 && own.0.1 >= low.1 && own.1.0 <= high.0 && own.1.1 <= high.1;
        holds
            && !self.obstacles().any(|other| meet(own, other))
            && !self.near.leaders.iter().any(|leader| crosses(*leader, own))
    }

    /// What no label may lie on: marks, walls, and labels that stand already.
    fn obstacles(&self) -> impl Iterator<Item = (At, At)> {
        let near = self.near.marks.iter().chain(self.near.walls);
        near.chain(&self.taken).copied()
    }

    /// How many pieces of lines a label at a place would hide.
    fn hides(&self, (across, down): (f64, f64)) -> usize {
        let at = (self.mark.0 + across, self.mark.1 + down);
        let own = (
            (at.0 - self.half, at.1 - TEXT / 2.0),
            (at.0 + self.half, at.1 + TEXT / 2.0),
        );
        self.near.lines.iter().filter(|line| crosses(**line, own)).count()
    }

    /// From the mark to the nearest end of a label at a place.
    fn leader(&self, (across, down): (f64, f64)) -> (At, At) {
        let (x, y) = self.mark;
        let end = (
            x.clamp(x + across - self.half, x + across + self.half),
            y + down - down.signum() * TEXT / 2.0,
        );
        ((x, y + down.signum() * 5.0), end)
    }

    /// Whether a place is free and beside no other mark, and its leader passes through no label and no other mark.
    fn is_led(&self, (across, down): (f64, f64)) -> bool {
        let leader = self.leader((across, down));
        self.is_free((across, down))
            && self.is_apart(((across, down), 0.0))
            && !self.is_beside_another((across, down))
            && !self.taken.iter().any(|label| crosses(leader, *label))
            && !self.near.leaders.iter().any(|other| cut(leader, *other))
            && !self.others().any(|mark| crosses(leader, mark))
    }

    /// Whether a label at a place stands beside no other mark, and so far above and below none, so that nobody takes it for that one's.
    /// Marks that lie on one another are told apart by nobody.
    fn is_apart(&self, ((across, down), upright): ((f64, f64), f64)) -> bool {
        let (x, y) = (self.mark.0 + across, self.mark.1 + down);
        let high = TEXT / 2.0 + upright;
        let around = ((x - self.half - APART, y - high), (x + self.half + APART, y + high));
        let own = self.near.marks[self.near.own];
        !self.others().any(|mark| !meet(own, mark) && meet(around, mark))
    }

    /// Whether a label at a place stands in one line with another, so that the two are read as one.
    fn is_beside_another(&self, (across, down): (f64, f64)) -> bool {
        let (x, y) = (self.mark.0 + across, self.mark.1 + down);
        let around = (
            (x - self.half - APART, y - TEXT / 2.0),
            (x + self.half + APART, y + TEXT / 2.0),
        );
        self.taken.iter().any(|label| meet(around, *label))
    }

    fn others(&self) -> impl Iterator<Item = (At, At)> {
        let marks = self.near.marks.iter().enumerate();
        marks.filter(|(nth, _)| *nth != self.near.own).map(|(_, mark)| *mark)
    }

    fn write(&self, plan: &mut Plan, words: &str, (across, down): (f64, f64)) {
        let at = (self.mark.0 + across, self.mark.1 + down);
        match self.near.bold {
            true => plan.bold_label(at, words, (Anchor::Middle, INK)),
            false => plan.label(at, words, (Anchor::Middle, INK)),
        }
        plan.with_halo();
    }
}

/// Adds a label right, above, below or left of a mark, where one of these places is free; gives how much worse than the best it is.
pub fn push_beside(plan: &mut Plan, words: &str, near: &Near) -> Option<f64> {
    let placing = Placing::of(plan, words, near)?;
    let (half, above) = (placing.half, LABEL_STEP);
    let aside = half + 7.0;
    let close = [(aside, 0.0), (0.0, -above), (0.0, above), (-aside, 0.0)].map(|place| (place, 0.0));
    let diagonal = [(half, -above), (-half, -above), (half, above), (-half, above)].map(|place| (place, ASLANT));
    let worse = |(place, worse): ((f64, f64), f64)| worse + if placing.hides(place) > 0 { HIDDEN } else { 0.0 };
    let free = close.into_iter().chain(diagonal);
    let free = free.filter(|(place, _)| placing.is_free(*place) && placing.is_apart((*place, APART_BESIDE)));
    let best = free.min_by(|one, other| worse(*one).total_cmp(&worse(*other)))?;
    placing.write(plan, words, best.0);
    Some(worse(best))
}

/// Adds a label farther off with a leader; gives how much worse that is than the best place, and the leader. Where no place is free it is
/// left out, and the table has the name.
pub fn push_led(plan: &mut Plan, words: &str, near: &Near) -> Option<(f64, (At, At))> {
    let placing = Placing::of(plan, words, near)?;
    let worse = |place: (f64, f64)| if placing.hides(place) > 0 { HIDDEN } else { 0.0 };
    let (cost, place) = nearest(placing.half, |place| placing.is_led(place).then(|| worse(place)))?;
    let leader = placing.leader(place);
    plan.line(vec![leader.0, leader.1], Stroke::solid(AXIS_LINE, INK_2));
    placing.write(plan, words, place);
    Some((LED + cost, leader))
}

/// How much worse than the best a place is that hides a line, in points of a leader.
const HIDDEN: f64 = 12.0;
/// The same of a place that is neither beside nor above nor below.
const ASLANT: f64 = 4.0;
/// The same of a place that needs a leader.
const LED: f64 = 10.0;
/// Between two places that are tried, in points.
const TRIED: f64 = 4.0;

/// The free place farther off, above or below a mark, whose leader is shortest, given what makes a place worse or that it is not free;
/// of equal ones the least far to a side.
fn nearest(half: f64, worse: impl Fn((f64, f64)) -> Option<f64>) -> Option<(f64, (f64, f64))> {
    let mut found: Option<((f64, f64), (f64, f64))> = None;
    for away in (4..34).map(|steps| f64::from(steps) * TRIED) {
        if found.is_some_and(|((least, _), _)| away - TEXT / 2.0 > least) {
            break;
        }
        for across in (-16..=16).map(|turn| f64::from(turn) / 6.0 * half) {
            let leader = (across.abs() - half).max(0.0).hypot(away - TEXT / 2.0);
            for place in [(across, away), (across, -away)] {
                let is_nearer = |leader: f64| found.is_none_or(|(least, _)| (leader, across.abs()) < least);
                let cost = is_nearer(leader)
                    .then(|| worse(place))
                    .flatten()
                    .map(|worse| leader + worse);
                if let Some(cost) = cost.filter(|cost| is_nearer(*cost)) {
                    found = Some(((cost, across.abs()), place));
                }
            }
        }
    }
    found.map(|((cost, _), place)| (cost, place))
}

/// Whether a straight line from one place to another passes through a box.
pub fn crosses((from, to): (At, At), (low, high): (At, At)) -> bool {
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (start, end, low, high) in [(from.0, to.0, low.0, high.0), (from.1, to.1, low.1, high.1)] {
        let way = end - start;
        if way.abs() < 1e-9 {
            if start <= low || start >= high {
                return false;
            }
            continue;
        }
        let (one, other) = ((low - start) / way, (high - start) / way);
        first = first.max(one.min(other));
        last = last.min(one.max(other));
    }
    first < last
}

/// Whether two straight lines cut one another.
pub fn cut(one: (At, At), other: (At, At)) -> bool {
    let side = |(from, to): (At, At), at: At| (to.0 - from.0) * (at.1 - from.1) - (to.1 - from.1) * (at.0 - from.0);
    let parts = |line: (At, At), (from, to): (At, At)| side(line, from) * side(line, to) < 0.0;
    parts(one, other) && parts(other, one)
}

/// Whether two boxes share any room.
pub fn meet(one: (At, At), other: (At, At)) -> bool {
    one.0.0 < other.1.0 && other.0.0 < one.1.0 && one.0.1 < other.1.1 && other.0.1 < one.1.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_meet_are_pushed_apart_within_the_plot() {
        let places = spread(&[10.0, 12.0, 100.0, 101.0], (0.0, 105.0));
        assert!(
            places.windows(2).all(|pair| pair[1] - pair[0] >= LABEL_STEP - 1e-9),
            "{places:?}"
        );
        assert!(places.iter().all(|place| (0.0..=105.0).contains(place)), "{places:?}");
    }

    #[test]
    fn a_line_crosses_the_boxes_that_it_passes_through_and_no_others() {
        let own = ((10.0, 10.0), (20.0, 20.0));
        for (line, is_so) in [
            (((0.0, 15.0), (30.0, 15.0)), true),
            (((15.0, 0.0), (15.0, 12.0)), true),
            (((0.0, 0.0), (30.0, 30.0)), true),
            (((0.0, 0.0), (30.0, 9.0)), false),
            (((15.0, 0.0), (15.0, 10.0)), false),
            (((0.0, 25.0), (5.0, 10.0)), false),
        ] {
            assert_eq!(crosses(line, own), is_so, "{line:?}");
        }
    }

    #[test]
    fn the_lower_limit_gives_way_first() {
        let mut plan = Plan::sized(100.0, 40.0);
        let ends = vec![
            EndLabel::plain("Lower limit".into(), 20.0, Keep::Fourth),
            EndLabel::bold("Now".into(), 20.0, Keep::Always),
            EndLabel::plain("Average".into(), 21.0, Keep::Second),
        ];
        push(
            &mut plan,
            ends,
            &Margin {
                from: 10.0,
                text: 20.0,
                top: 15.0,
                foot: 26.0,
            },
        );
        let words: Vec<&str> = plan.text_boxes().into_iter().map(|(_, _, words)| words).collect();
        assert_eq!(words, ["Now", "Average"]);
    }
}
