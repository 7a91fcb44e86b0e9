//! Sessions into people and places: each place once a session, each person by the agency that sent them.

use crate::domain::{Period, Session};
use crate::sift::evidence::Evidence;
use std::collections::{BTreeMap, BTreeSet};

/// People and places of several sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct People {
    pub capacity: f64,
    pub registered: f64,
    /// Walk-ins among them.
    pub attended: f64,
    pub cancelled: f64,
    pub no_show: f64,
    pub walk_in: f64,
}

impl People {
    /// Sums over rows; the places of a session count once, however many agencies sent people.
    pub fn sum(rows: &[&Session]) -> People {
        let mut places: BTreeMap<&str, f64> = BTreeMap::new();
        let mut people = People::default();
        for row in rows {
            if let Some(capacity) = row.capacity {
                places.insert(&row.session, capacity);
            }
            let [registered, attended, cancelled, no_show, walk_in] = row.people;
            people.registered += registered;
            people.attended += attended;
            people.cancelled += cancelled;
            people.no_show += no_show;
            people.walk_in += walk_in;
        }
        people.capacity = places.values().sum();
        people
    }

    /// Those who were registered and came.
    pub fn came(&self) -> f64 {
        (self.attended - self.walk_in).max(0.0)
    }
}

/// Whether a session is a conference: hundreds of people, who would swamp the courses.
pub fn is_conference(session: &Session) -> bool {
    session.mode.eq_ignore_ascii_case("conference")
}

/// The rows of the courses, or of the conferences, of a quarter.
pub fn of_quarter<'a>(evidence: &Evidence<'a>, period: Period, conferences: bool) -> Vec<&'a Session> {
    let days = period.first_day()..=period.last_day();
    let in_quarter = |session: &&Session| session.date.is_some_and(|day| days.contains(&day));
    evidence
        .held
        .sessions
        .iter()
        .filter(in_quarter)
        .filter(|session| is_conference(session) == conferences)
        .collect()
}

/// How many sessions the rows are of.
pub fn sessions(rows: &[&Session]) -> usize {
    rows.iter()
        .map(|row| row.session.as_str())
        .collect::<BTreeSet<_>>()
        .len()
}

/// The rows put together by a word.
pub fn by(rows: &[&Session], key: &dyn Fn(&Session) -> String) -> BTreeMap<String, People> {
    let mut groups: BTreeMap<String, Vec<&Session>> = BTreeMap::new();
    for row in rows {
        groups.entry(key(row)).or_default().push(row);
    }
    groups
        .into_iter()
        .map(|(name, rows)| (name, People::sum(&rows)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(id: &str, agency: &str, people: [f64; 5]) -> Session {
        Session {
            session: id.into(),
            course: "Level 3".into(),
            theme: "core".into(),
            date: None,
            mode: "Virtual".into(),
            capacity: Some(40.0),
            agency: agency.into(),
            people,
        }
    }

    #[test]
    fn the_places_of_a_session_count_once_and_walk_ins_are_no_registrations() {
        let rows = [
            session("S1", "a", [10.0, 9.0, 1.0, 1.0, 1.0]),
            session("S1", "b", [5.0, 5.0, 0.0, 0.0, 0.0]),
        ];
        let people = People::sum(&rows.iter().collect::<Vec<_>>());
        assert_eq!(
            (people.capacity, people.registered, people.attended),
            (40.0, 15.0, 14.0)
        );
        assert_eq!(people.came(), 13.0);
    }
}
