//! The bytes of an OLE compound file into its streams (MS-CFB). Chains are followed no further than the file is long.

use std::collections::BTreeMap;

/// An opened container.
pub struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: usize,
    /// Start and length of each stream by its name; the last of a name wins.
    entries: BTreeMap<String, (u32, usize)>,
}

const MINI_SECTOR: usize = 64;
/// From here on numbers mean "end", "free" and the like.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

impl<'b> Compound<'b> {
    /// Opens a container; `None` when its tables are broken.
    pub fn open(bytes: &'b [u8]) -> Option<Compound<'b>> {
        let shift = short(bytes, 0x1E)?;
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let mut compound = Compound {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: number(bytes, 0x38)? as usize,
            entries: BTreeMap::new(),
        };
        compound.table = compound.read_table()?;
        compound.mini_table = numbers(&compound.chain(number(bytes, 0x3C)?, usize::MAX).unwrap_or_default());
        let directory = compound.chain(number(bytes, 0x30)?, usize::MAX)?;
        compound.read_directory(&directory);
        Some(compound)
    }

    fn sector_at(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last sector may be cut short.
        self.bytes
            .get(start..self.bytes.len().min(start.checked_add(self.sector)?))
            .filter(|bytes| !bytes.is_empty())
    }

    fn read_table(&self) -> Option<Vec<u32>> {
        let mut places: Vec<u32> = (0..109).filter_map(|at| number(self.bytes, 0x4C + at * 4)).collect();
        let (mut next, limit) = (number(self.bytes, 0x44)?, self.bytes.len() / self.sector + 1);
        for _ in 0..limit {
            let Some(sector) = (next < LAST_SECTOR).then(|| self.sector_at(next)).flatten() else {
                break;
            };
            let mut more = numbers(sector);
            next = more.pop()?;
            places.extend(more);
        }
        let used = places.iter().filter(|place| **place < LAST_SECTOR).take(limit);
        Some(
            used.filter_map(|place| self.sector_at(*place))
                .flat_map(numbers)
                .collect(),
        )
    }

    /// The bytes of a chain of sectors, up to a length; `None` when it runs in a circle or out of the file.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let (mut bytes, mut next, mut steps) = (Vec::new(), start, 0);
        while next < LAST_SECTOR && bytes.len() < length {
            bytes.extend_from_slice(self.sector_at(next)?);
            next = *self.table.get(next as usize)?;
            steps += 1;
            if steps > self.table.len() {
                return None;
            }
        }
        bytes.truncate(length);
        Some(bytes)
    }

    fn read_directory(&mut self, directory: &[u8]) {
        for entry in directory.chunks_exact(128) {
            let (Some(letters), Some(start), Some(length)) = (short(entry, 64), number(entry, 116), number(entry, 120))
            else {
                continue;
            };
            let units = entry[..usize::from(letters).clamp(2, 64) - 2]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let name: String = char::decode_utf16(units)
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect();
            match entry[66] {
                2 => {
                    self.entries.insert(name, (start, length as usize));
                }
                5 => self.mini_stream = self.chain(start, length as usize).unwrap_or_default(),
                _ => {}
            }
        }
    }

    /// Whether there is a stream of that name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The bytes of a stream; `None` when there is none of that name or its chain is broken.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let &(start, length) = self.entries.get(name)?;
        if length >= self.mini_cutoff {
            self.chain(start, length)
        } else {
            self.mini_chain(start, length)
        }
    }

    fn mini_chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let (mut bytes, mut next, mut steps) = (Vec::new(), start, 0);
        while next < LAST_SECTOR && bytes.len() < length {
            let from = next as usize * MINI_SECTOR;
            bytes.extend_from_slice(
                self.mini_stream
                    .get(from..self.mini_stream.len().min(from + MINI_SECTOR))?,
            );
            next = *self.mini_table.get(next as usize)?;
            steps += 1;
            if steps > self.mini_table.len() {
                return None;
            }
        }
        bytes.truncate(length);
        Some(bytes)
    }

    /// The streams whose names a test picks, with their names.
    pub fn streams_like(&self, picked: fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
        let names = self.entries.keys().filter(|name| picked(name)).take(100);
        names
            .filter_map(|name| Some((name.clone(), self.stream(name)?)))
            .collect()
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}
