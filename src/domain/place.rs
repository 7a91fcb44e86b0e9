//! The board's areas and which of them contains which.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// How large an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The home county.
    County,
    /// A group of districts with a local safeguarding group of its own.
    Quadrant,
    /// A district, city or borough.
    District,
    /// A wider or different footprint: a force area, a trust's catchment, a neighbouring unitary.
    Other,
}

impl Level {
    /// Every level, widest first.
    pub const ALL: [Level; 4] = [Level::County, Level::Quadrant, Level::District, Level::Other];

    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Level::County => "county",
            Level::Quadrant => "quadrant",
            Level::District => "district",
            Level::Other => "other",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Level, String> {
        Level::ALL
            .into_iter()
            .find(|level| level.word() == text)
            .ok_or_else(|| format!("`{text}` is not a level; use county, quadrant, district or other"))
    }
}

/// One area of `areas.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// ONS code where there is one, else a short id.
    pub id: String,
    /// The name that papers print.
    pub name: String,
    /// How large it is.
    pub level: Level,
    /// The area that contains it, if any.
    pub parent: Option<String>,
    /// Other spellings that agencies use.
    pub aliases: Vec<String>,
    /// Its place on the map of tiles: column and row from the top left, from 0; `None` where the board gives none.
    pub tile: Option<(u8, u8)>,
}

impl Area {
    /// An area that is called by its id, has no other spellings and no tile.
    pub fn named(id: &str, level: Level, parent: Option<&str>) -> Area {
        Area {
            id: id.to_string(),
            name: id.to_string(),
            level,
            parent: parent.map(str::to_string),
            aliases: vec![],
            tile: None,
        }
    }
}

/// All areas of a board, in the order of `areas.csv` (the order of the tile map and of every table).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Places {
    areas: Vec<Area>,
    by_id: BTreeMap<String, usize>,
    /// For each area the ids of those that contain it, itself first.
    around: Vec<Vec<String>>,
    /// By id of a parent, where its children stand in `areas`.
    within: BTreeMap<String, Vec<usize>>,
    home: String,
}

impl fmt::Debug for Places {
    /// What is declared, without what is only looked up in it: stores and editions keep a hash of this.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Places")
            .field("areas", &self.areas)
            .field("by_id", &self.by_id)
            .field("around", &self.around)
            .field("home", &self.home)
            .finish()
    }
}

impl Places {
    /// The areas with the id of the home county. An area listed twice keeps its first place.
    pub fn new(areas: Vec<Area>, home: String) -> Places {
        let mut by_id = BTreeMap::new();
        for (at, area) in areas.iter().enumerate() {
            by_id.entry(area.id.clone()).or_insert(at);
        }
        let around = areas.iter().map(|area| chain(area, (&areas, &by_id))).collect();
        let mut within: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, area) in areas.iter().enumerate() {
            if let Some(parent) = &area.parent {
                within.entry(parent.clone()).or_default().push(at);
            }
        }
        Places {
            areas,
            by_id,
            around,
            within,
            home,
        }
    }

    /// The id of the home county; empty when the board declares none.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// Every area in the order of the table.
    pub fn all(&self) -> &[Area] {
        &self.areas
    }

    /// The area with an id.
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.by_id.get(id).map(|&at| &self.areas[at])
    }

    /// The name of an area, or the id itself where it is unknown.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.area(id).map_or(id, |area| &area.name)
    }

    /// Areas of one level, in the order of the table.
    pub fn at_level(&self, level: Level) -> impl Iterator<Item = &Area> {
        self.areas.iter().filter(move |area| area.level == level)
    }

    /// The areas whose parent is `id`, in the order of the table.
    pub fn children(&self, id: &str) -> impl Iterator<Item = &Area> {
        let within = self.within.get(id).into_iter().flatten();
        within.map(|&at| &self.areas[at])
    }

    /// Where each district's tile stands. The board's own places hold if every district has one and no two are the same;
    /// else the districts stand in rows of four in the order of the table.
    pub fn tiles(&self) -> Vec<(&Area, (u8, u8))> {
        let districts: Vec<&Area> = self.at_level(Level::District).collect();
        let given: BTreeSet<(u8, u8)> = districts.iter().filter_map(|area| area.tile).collect();
        let whole = given.len() == districts.len();
        let place = |(nth, area): (usize, &&Area)| area.tile.filter(|_| whole).unwrap_or(in_rows(nth));
        let placed: Vec<(u8, u8)> = districts.iter().enumerate().map(|one| place((one.0, one.1))).collect();
        districts.into_iter().zip(placed).collect()
    }

    /// Whether `outer` contains `inner`, or is it. A cycle of parents counts as not containing.
    pub fn contains(&self, outer: &str, inner: &str) -> bool {
        match self.by_id.get(inner) {
            Some(at) => self.around[*at].iter().any(|id| id == outer),
            None => inner == outer,
        }
    }
}

/// An area's id, its parent's, its parent's parent's and so on; a cycle ends where it closes.
fn chain(area: &Area, (areas, by_id): (&[Area], &BTreeMap<String, usize>)) -> Vec<String> {
    let mut ids = vec![area.id.clone()];
    let mut parent = area.parent.clone();
    while let Some(id) = parent.filter(|id| !ids.contains(id)) {
        parent = by_id.get(&id).and_then(|at| areas[*at].parent.clone());
        ids.push(id);
    }
    ids
}

/// The place of the nth tile in rows of four.
fn in_rows(nth: usize) -> (u8, u8) {
    (
        u8::try_from(nth % 4).unwrap_or(0),
        u8::try_from(nth / 4).unwrap_or(u8::MAX),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(id: &str, level: Level, parent: Option<&str>) -> Area {
        Area {
            id: id.into(),
            name: id.into(),
            level,
            parent: parent.map(String::from),
            aliases: vec![],
            tile: None,
        }
    }

    #[test]
    fn tiles_stand_where_the_board_says_or_else_in_rows_of_four() {
        let names = ["a", "b", "c", "d", "e"];
        let mut areas: Vec<Area> = names.map(|id| area(id, Level::District, None)).to_vec();
        let places = |areas: &[Area]| -> Vec<(u8, u8)> {
            let all = Places::new(areas.to_vec(), String::new());
            all.tiles().into_iter().map(|(_, at)| at).collect()
        };
        assert_eq!(places(&areas), [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1)]);
        for (nth, area) in areas.iter_mut().enumerate() {
            area.tile = Some((3, nth as u8));
        }
        assert_eq!(places(&areas)[4], (3, 4));
        areas[1].tile = Some((3, 0));
        assert_eq!(places(&areas)[4], (0, 1), "two on one place hold for none");
    }

    #[test]
    fn a_county_contains_the_districts_of_its_quadrants() {
        let places = Places::new(
            vec![
                area("county", Level::County, None),
                area("mid", Level::Quadrant, Some("county")),
                area("maldon", Level::District, Some("mid")),
                area("force", Level::Other, None),
            ],
            "county".into(),
        );
        assert!(places.contains("county", "maldon"));
        assert!(places.contains("maldon", "maldon"));
        assert!(!places.contains("maldon", "county"));
        assert!(!places.contains("county", "force"));
        assert_eq!(places.children("mid").count(), 1);
    }

    #[test]
    fn parents_in_a_circle_end() {
        let places = Places::new(
            vec![area("a", Level::Other, Some("b")), area("b", Level::Other, Some("a"))],
            "a".into(),
        );
        assert!(!places.contains("c", "a"));
    }
}
