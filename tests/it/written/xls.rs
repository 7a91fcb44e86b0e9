//! A table into an old workbook: the fewest records of MS-XLS, in the smallest container of MS-CFB.

use crate::written::{Table, number};

const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const SECTOR: usize = 512;

/// A workbook of one sheet.
pub fn workbook(table: &Table) -> Vec<u8> {
    container("Workbook", &stream(table))
}

fn record(out: &mut Vec<u8>, kind: u16, bytes: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((bytes.len() as u16).to_le_bytes());
    out.extend(bytes);
}

/// The records of a workbook.
pub fn stream(table: &Table) -> Vec<u8> {
    let mut globals = Vec::new();
    record(&mut globals, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let name = b"Return";
    let offset = globals.len() + 4 + 8 + name.len() + 4;
    let mut entry = (offset as u32).to_le_bytes().to_vec();
    entry.extend([0, 0, name.len() as u8, 0]);
    entry.extend(name);
    record(&mut globals, 0x0085, &entry);
    record(&mut globals, 0x000A, &[]);
    record(&mut globals, 0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0]);
    for (row, cells) in (0u16..).zip(table) {
        for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let mut bytes = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            match number(cell) {
                Some(number) => {
                    bytes.extend(number.to_le_bytes());
                    record(&mut globals, 0x0203, &bytes);
                }
                None => {
                    let units: Vec<u16> = cell.encode_utf16().collect();
                    bytes.extend((units.len() as u16).to_le_bytes());
                    bytes.push(1);
                    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
                    record(&mut globals, 0x0204, &bytes);
                }
            }
        }
    }
    record(&mut globals, 0x000A, &[]);
    globals
}

/// A container with one stream, padded so that it needs no small sectors.
pub fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut content = stream.to_vec();
    content.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = content.len() / SECTOR;
    let table_sectors = (sectors + 1).div_ceil(SECTOR / 4 - 1).max(1);
    let (directory_at, content_at) = (table_sectors as u32, table_sectors as u32 + 1);
    let mut numbers: Vec<u32> = vec![0xFFFF_FFFD; table_sectors];
    numbers.push(END);
    numbers.extend((1..sectors as u32).map(|index| content_at + index));
    numbers.push(END);
    numbers.resize(table_sectors * SECTOR / 4, FREE);
    let mut head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    head.resize(24, 0);
    head.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    head.resize(44, 0);
    for value in [table_sectors as u32, directory_at, 0, 4096, END, 0, END, 0] {
        head.extend(value.to_le_bytes());
    }
    head.extend(
        (0..109).flat_map(|index: u32| (if index < table_sectors as u32 { index } else { FREE }).to_le_bytes()),
    );
    let directory = [
        entry("Root Entry", 5, (END, 0)),
        entry(name, 2, (content_at, content.len())),
        entry("", 0, (0, 0)),
        entry("", 0, (0, 0)),
    ];
    let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    [head, numbers, directory.concat(), content].concat()
}

fn entry(name: &str, kind: u8, (start, length): (u32, usize)) -> Vec<u8> {
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut entry = units.clone();
    entry.resize(64, 0);
    entry.extend((units.len() as u16 + 2).to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([FREE, FREE, FREE].iter().flat_map(|number| number.to_le_bytes()));
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend((length as u32).to_le_bytes());
    entry.resize(128, 0);
    entry
}
