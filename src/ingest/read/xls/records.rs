//! A workbook stream into its records (MS-XLS): a kind, a length, bytes.

/// One record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'b> {
    /// Its kind.
    pub kind: u16,
    /// Its bytes.
    pub bytes: &'b [u8],
}

impl Record<'_> {
    /// Two bytes as a number; 0 beyond the end.
    pub fn short(&self, at: usize) -> u16 {
        self.bytes
            .get(at..at + 2)
            .map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
    }

    /// Four bytes as a number; 0 beyond the end.
    pub fn long(&self, at: usize) -> u32 {
        u32::from(self.short(at)) | u32::from(self.short(at + 2)) << 16
    }

    /// Eight bytes as a floating-point number; `None` beyond the end.
    pub fn double(&self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.bytes.get(at..at + 8)?.try_into().ok()?))
    }
}

/// Record after record; ends where the stream does.
pub struct Records<'b> {
    stream: &'b [u8],
    at: usize,
}

impl<'b> Records<'b> {
    /// The records from an offset on.
    pub fn from(stream: &'b [u8], offset: usize) -> Records<'b> {
        Records { stream, at: offset }
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let head = self.stream.get(self.at..self.at + 4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let bytes = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some(Record {
            kind: u16::from_le_bytes([head[0], head[1]]),
            bytes,
        })
    }
}
