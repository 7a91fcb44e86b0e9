//! The parts of a zipped workbook, inflated only as far as a workbook can need.

use std::io::{Cursor, Error, ErrorKind, Read};

use zip::ZipArchive;

use crate::ingest::read::Refusal;

/// Parts that a workbook may have; large ones have hundreds.
const MOST_PARTS: usize = 20_000;
/// Bytes that all parts read may inflate to together: a full worksheet of a million rows and ten columns.
const MOST_INFLATED: u64 = 768 << 20;
/// Beyond this size a part that inflates more than this many times was made to exhaust its reader; sheets of repeated rows reach 60.
const BOMB: (u64, u64) = (64 << 20, 300);

/// An open archive with the bytes it may still inflate.
pub struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    left: u64,
}

impl<'b> Parts<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// A [`Refusal`] when it is broken, protected by a password, or made to exhaust its reader.
    pub fn open(bytes: &'b [u8]) -> Result<Parts<'b>, Refusal> {
        let broken = |_| Refusal::damaged("its packing is broken, as when a file is cut off in transfer");
        if declared_entries(bytes) > MOST_PARTS {
            return Err(Refusal::too_large("it is packed from more than 20,000 parts"));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        let (mut names, mut encrypted) = (Vec::new(), false);
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(broken)?;
            encrypted |= part.encrypted();
            let (size, packed) = (part.size(), part.compressed_size().max(1));
            if size > BOMB.0 && size / packed > BOMB.1 || size > MOST_INFLATED {
                return Err(bomb());
            }
            names.push(String::from_utf8_lossy(part.name_raw()).replace('\\', "/"));
        }
        if encrypted {
            return Err(Refusal::protected());
        }
        Ok(Parts {
            archive,
            names,
            left: MOST_INFLATED,
        })
    }

    /// The names of the parts, in the order of the archive.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is a part of that name; letter case does not matter.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    fn place(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        let exact = self.names.iter().position(|known| known == name);
        exact.or_else(|| self.names.iter().position(|known| known.eq_ignore_ascii_case(name)))
    }

    /// Opens a part for reading; `None` when there is none of that name or it cannot be opened.
    pub fn stream(&mut self, name: &str) -> Option<impl Read + '_> {
        let index = self.place(name)?;
        let part = self.archive.by_index(index).ok()?;
        let packed = part.compressed_size();
        Some(Guarded {
            inner: part,
            packed,
            given: 0,
            left: &mut self.left,
        })
    }

    /// A whole part of at most `most` bytes; `None` as for [`Self::stream`], or when it is longer or broken.
    pub fn bytes(&mut self, name: &str, most: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let length = self.stream(name)?.take(most as u64 + 1).read_to_end(&mut bytes).ok()?;
        (length <= most).then_some(bytes)
    }
}

fn bomb() -> Refusal {
    Refusal::too_large("it is packed to inflate beyond all reason")
}

/// How many entries the end of the archive declares; the archive is opened only if they are few, because each takes memory.
fn declared_entries(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(66_000);
    let end = memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06").map(|at| at + tail);
    let declared = end
        .and_then(|end| bytes.get(end + 10..end + 12))
        .map_or(0, |two| usize::from(two[0]) | usize::from(two[1]) << 8);
    // 65,535 stands for "more, look elsewhere". Then, and when nothing is declared, the entries themselves are counted.
    if declared == 0 || declared == 0xFFFF {
        return memchr::memmem::find_iter(bytes, b"PK\x01\x02")
            .take(MOST_PARTS + 1)
            .count();
    }
    declared
}

/// A reader that stops when a part inflates more than its packed size, or all parts together more than a workbook, can explain.
struct Guarded<'p, R> {
    inner: R,
    packed: u64,
    given: u64,
    left: &'p mut u64,
}

impl<R: Read> Read for Guarded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.given += length as u64;
        let bomb = self.given > BOMB.0 && self.given / self.packed.max(1) > BOMB.1;
        match self.left.checked_sub(length as u64) {
            Some(left) if !bomb => *self.left = left,
            _ => return Err(Error::new(ErrorKind::FileTooLarge, "inflates beyond all reason")),
        }
        Ok(length)
    }
}
