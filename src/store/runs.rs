//! Small whole numbers → the runs and packed bits in which Parquet keeps them ("RLE / bit-packing hybrid" of its format).

/// Eight rows or more with one value are a run of their own.
const EIGHT: usize = 8;
/// Bytes of eight rows alike from which on they are a run of rows.
const LEAST_RUN: usize = 4;

/// Places in a dictionary of so many values, as a data page holds them: how many bits each has, then the places.
pub(crate) fn places(places: &[u32], different: u32) -> Vec<u8> {
    let width = (u32::BITS - different.saturating_sub(1).leading_zeros()).max(1);
    let mut out = vec![width as u8];
    out.reserve(places.len() * width as usize / 8 + 16);
    let alike = |eight: &[u32]| eight.iter().all(|place| *place == eight[0]);
    let mut rest = places;
    while !rest.is_empty() {
        let apart = rest.chunks(EIGHT).take_while(|eight| !alike(eight)).count();
        let (packed, after) = rest.split_at(rest.len().min(apart * EIGHT));
        if !packed.is_empty() {
            header((apart << 1 | 1) as u64, &mut out);
            pack(packed, width, &mut out);
        }
        let same = after.iter().take_while(|place| Some(*place) == after.first()).count();
        if same > 0 {
            header((same as u64) << 1, &mut out);
            out.extend_from_slice(&after[0].to_le_bytes()[..width.div_ceil(8) as usize]);
        }
        rest = &after[same..];
    }
    out
}

/// The bits of places one after the other, each eight from a byte on.
fn pack(places: &[u32], width: u32, out: &mut Vec<u8>) {
    for eight in places.chunks(EIGHT) {
        let (mut bits, mut count, end) = (0_u64, 0, out.len() + width as usize);
        for place in eight {
            bits |= u64::from(*place) << count;
            count += width;
            if count >= 32 {
                out.extend_from_slice(&(bits as u32).to_le_bytes());
                (bits, count) = (bits >> 32, count - 32);
            }
        }
        out.extend_from_slice(&bits.to_le_bytes());
        out.resize(end, 0);
    }
}

/// In which of so many rows something stands, from one bit for each.
pub(crate) fn presence(present: &[u8], rows: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut at, mut packed) = (0, 0);
    // Bits after the last row mean nothing, so the last byte may be taken for a part of the run before it.
    let spare = (present.len() * 8 - rows) as u32;
    let byte = |at: usize| match present.get(at) {
        Some(byte) if at + 1 == present.len() && byte << spare == u8::MAX << spare => Some(u8::MAX),
        Some(byte) => Some(*byte),
        None => None,
    };
    let write_packed = |from: usize, to: usize, out: &mut Vec<u8>| {
        if to > from {
            header(((to - from) << 1 | 1) as u64, out);
            out.extend_from_slice(&present[from..to]);
        }
    };
    while let Some(first) = byte(at) {
        let run = (at..).take_while(|at| byte(*at) == Some(first)).count();
        let whole = at == 0 && run == present.len();
        if matches!(first, 0 | u8::MAX) && (run >= LEAST_RUN || whole) {
            write_packed(packed, at, &mut out);
            let count = (run * 8).min(rows - at * 8);
            header((count as u64) << 1, &mut out);
            out.push(first & 1);
            packed = at + run;
        }
        at += run;
    }
    write_packed(packed, present.len(), &mut out);
    out
}

/// A number in as many bytes as it needs, seven bits to each.
fn header(mut number: u64, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The different ones among some numbers in the order in which they first stand, and for each its place among them; `None`
/// when there are more than `most`.
pub(crate) fn different(numbers: &[u64], most: usize) -> Option<(Vec<u64>, Vec<u32>)> {
    // An open table, at most half full; 0 is free.
    let mut table = vec![0_u32; 256];
    let (mut all, mut places): (Vec<u64>, Vec<u32>) = (Vec::new(), Vec::with_capacity(numbers.len()));
    let start = |number: u64, mask: usize| (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize & mask;
    for &number in numbers {
        let mask = table.len() - 1;
        let mut at = start(number, mask);
        while table[at] != 0 && all[table[at] as usize - 1] != number {
            at = (at + 1) & mask;
        }
        if table[at] == 0 {
            if all.len() == most {
                return None;
            }
            all.push(number);
            table[at] = all.len() as u32;
        }
        places.push(table[at] - 1);
        if all.len() * 2 > table.len() {
            table = vec![0; table.len() * 4];
            let mask = table.len() - 1;
            for (number, place) in all.iter().zip(1..) {
                let mut at = start(*number, mask);
                while table[at] != 0 {
                    at = (at + 1) & mask;
                }
                table[at] = place;
            }
        }
    }
    Some((all, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers that runs and packed bits mean, by the letter of the format.
    fn read(mut bytes: &[u8], width: u32, count: usize) -> Vec<u32> {
        let mut numbers = Vec::new();
        while numbers.len() < count {
            let (mut header, mut shift) = (0_u64, 0);
            loop {
                let byte = bytes[0];
                bytes = &bytes[1..];
                header |= u64::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
            }
            if header & 1 == 1 {
                let bits = (header >> 1) as usize * 8;
                let bit = |at: usize| u32::from(bytes[at / 8] >> (at % 8) & 1);
                for at in 0..bits {
                    numbers.push(
                        (0..width as usize).fold(0, |number, one| number | bit(at * width as usize + one) << one),
                    );
                }
                bytes = &bytes[bits * width as usize / 8..];
            } else {
                let size = width.div_ceil(8) as usize;
                let number = (0..size).fold(0, |number, at| number | u32::from(bytes[at]) << (8 * at));
                numbers.extend(std::iter::repeat_n(number, (header >> 1) as usize));
                bytes = &bytes[size..];
            }
        }
        assert!(bytes.is_empty());
        numbers.truncate(count);
        numbers
    }

    #[test]
    fn places_are_read_as_they_were_written() {
        for different in [1, 2, 3, 7, 8, 200, 256, 257, 70_000, 5_000_000] {
            for run in [1, 3, 8, 9, 40] {
                for count in [0, 1, 7, 8, 9, 100, 3_000] {
                    let numbers: Vec<u32> = (0..count).map(|at: u32| at / run * 7_919 % different).collect();
                    let bytes = places(&numbers, different);
                    assert_eq!(
                        read(&bytes[1..], u32::from(bytes[0]), numbers.len()),
                        numbers,
                        "{different} {run} {count}"
                    );
                }
            }
        }
    }

    #[test]
    fn presence_is_read_as_it_was_written() {
        for run in [1, 2, 9, 31, 64, 500] {
            for rows in [0_usize, 1, 7, 8, 9, 63, 1_000, 1_001] {
                let truths: Vec<u32> = (0..rows as u32).map(|row| 1 - row / run % 2).collect();
                let mut bits = vec![0_u8; rows.div_ceil(8)];
                for (row, truth) in truths.iter().enumerate() {
                    bits[row / 8] |= (*truth as u8) << (row % 8);
                }
                assert_eq!(read(&presence(&bits, rows), 1, rows), truths, "{run} {rows}");
            }
        }
    }

    #[test]
    fn different_numbers_are_told_in_the_order_in_which_they_stand() {
        let numbers: Vec<u64> = (0..9_000).map(|at| at * at % 1_009).collect();
        let (all, places) = different(&numbers, 2_000).unwrap();
        let again: Vec<u64> = places.iter().map(|place| all[*place as usize]).collect();
        assert_eq!((all.len(), again), (505, numbers.clone()));
        assert_eq!(all[..4], [0, 1, 4, 9]);
        assert_eq!(different(&numbers, 504), None);
    }
}
