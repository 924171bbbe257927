//! Directories of a TIFF (TIFF 6.0, section 2; BigTIFF): tags with their values.

use super::byte_reader::ByteOrder;
use super::header::Header;
use crate::RasterError;
use crate::positioned_file::PositionedFile;
use std::cell::Cell;
use std::collections::BTreeMap;

/// Where the values of a tag are.
#[derive(Clone, Copy, Debug)]
struct Entry {
    kind: u16,
    count: u64,
    /// Of the values in the file, which may be in the entry itself.
    offset: u64,
}

/// The tags of one image.
#[derive(Debug)]
pub(super) struct Directory<'a> {
    file: &'a PositionedFile,
    /// Bytes that values may still take, of all directories together.
    budget: &'a Cell<u64>,
    order: ByteOrder,
    entries: BTreeMap<u16, Entry>,
    /// Where the next one is; 0 behind the last.
    pub(super) next: u64,
}

/// Bytes of a value of a field's type; none for a type that is not known.
fn bytes_of(kind: u16) -> Option<u64> {
    Some(match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16..=18 => 8,
        _ => return None,
    })
}

impl<'a> Directory<'a> {
    /// Reads the directory at `offset`; of the values only where they are.
    pub(super) fn read(
        file: &'a PositionedFile,
        budget: &'a Cell<u64>,
        header: &Header,
        offset: u64,
    ) -> Result<Self, RasterError> {
        let order = header.order;
        let (count_bytes, entry_bytes, inline) = if header.big { (8, 20, 8) } else { (2, 12, 4) };
        let ends = |what: &str| RasterError::Damaged {
            file: file.path().to_owned(),
            what: format!("it ends before {what} of the directory at byte {offset}"),
        };
        let take = |at: u64, bytes: u64, what: &str| {
            if !file.holds(at, bytes) {
                return Err(ends(what));
            }
            let mut buffer = vec![0; bytes as usize];
            file.read_at(at, &mut buffer)?;
            Ok(buffer)
        };
        let count = order.unsigned(&take(offset, count_bytes, "the count")?);
        // Tags are numbered with 16 bits, and each comes once.
        if count > 1 << 16 {
            let what =
                format!("the directory at byte {offset} has {count} tags, at most 65536 fit");
            return Err(RasterError::Damaged { file: file.path().to_owned(), what });
        }
        let start = offset + count_bytes;
        let table = take(start, count * entry_bytes, "the last tag")?;
        let mut entries = BTreeMap::new();
        for (place, entry) in table.chunks_exact(entry_bytes as usize).enumerate() {
            let (tag, kind) = (order.unsigned(&entry[..2]), order.unsigned(&entry[2..4]));
            let (count, value) = entry[4..].split_at(inline);
            let count = order.unsigned(count);
            let Some(size) = bytes_of(kind as u16) else { continue };
            let offset = if count.saturating_mul(size) <= inline as u64 {
                start + place as u64 * entry_bytes + 4 + inline as u64
            } else {
                order.unsigned(value)
            };
            // The first counts where a tag comes twice.
            entries.entry(tag as u16).or_insert(Entry { kind: kind as u16, count, offset });
        }
        let behind = start + count * entry_bytes;
        // Some writers leave the last link out.
        let next = take(behind, inline as u64, "the link").map_or(0, |link| order.unsigned(&link));
        Ok(Self { file, budget, order, entries, next })
    }

    pub(super) fn has(&self, tag: u16) -> bool {
        self.entries.contains_key(&tag)
    }

    /// How many values a tag has.
    pub(super) fn count(&self, tag: u16) -> u64 {
        self.entries.get(&tag).map_or(0, |entry| entry.count)
    }

    /// The bytes of a tag's values, and its type; none where the tag is not there.
    fn bytes(&self, tag: u16) -> Result<Option<(u16, Vec<u8>)>, RasterError> {
        let Some(entry) = self.entries.get(&tag) else { return Ok(None) };
        let bytes = entry.count.saturating_mul(bytes_of(entry.kind).unwrap_or(1));
        let file = || self.file.path().to_owned();
        if !self.file.holds(entry.offset, bytes) {
            let what = format!(
                "tag {tag} is {bytes} bytes from byte {} on, the file has {}",
                entry.offset,
                self.file.bytes()
            );
            return Err(RasterError::Damaged { file: file(), what });
        }
        let limit = self.budget.get();
        let Some(left) = limit.checked_sub(bytes) else {
            let what = format!("tag {tag}");
            return Err(RasterError::TooLarge { file: file(), what, needed: bytes, limit });
        };
        self.budget.set(left);
        let mut buffer = vec![0; bytes as usize];
        self.file.read_at(entry.offset, &mut buffer)?;
        Ok(Some((entry.kind, buffer)))
    }

    fn wrong_type(&self, tag: u16, expected: &str) -> RasterError {
        let kind = self.entries.get(&tag).map_or(0, |entry| entry.kind);
        let what = format!("tag {tag} is of type {kind}, expected {expected}");
        RasterError::Damaged { file: self.file.path().to_owned(), what }
    }

    /// A tag's values as whole numbers; none where the tag is not there.
    pub(super) fn unsigned(&self, tag: u16) -> Result<Option<Vec<u64>>, RasterError> {
        let Some((kind, bytes)) = self.bytes(tag)? else { return Ok(None) };
        let size = match kind {
            1 | 7 => 1,
            3 => 2,
            4 | 13 => 4,
            16 | 18 => 8,
            _ => return Err(self.wrong_type(tag, "one of whole numbers")),
        };
        Ok(Some(bytes.chunks_exact(size).map(|bytes| self.order.unsigned(bytes)).collect()))
    }

    /// The first of a tag's values as a whole number; none where there is none.
    pub(super) fn number(&self, tag: u16) -> Result<Option<u64>, RasterError> {
        Ok(self.unsigned(tag)?.and_then(|values| values.first().copied()))
    }

    /// A tag's values as real numbers, stored with 64 or 32 bits; none where the tag is not there.
    pub(super) fn reals(&self, tag: u16) -> Result<Option<Vec<f64>>, RasterError> {
        let Some((kind, bytes)) = self.bytes(tag)? else { return Ok(None) };
        let bits = |bytes: &[u8]| self.order.unsigned(bytes);
        match kind {
            12 => Ok(Some(bytes.chunks_exact(8).map(|b| f64::from_bits(bits(b))).collect())),
            11 => {
                let one = |b: &[u8]| f64::from(f32::from_bits(bits(b) as u32));
                Ok(Some(bytes.chunks_exact(4).map(one).collect()))
            }
            _ => Err(self.wrong_type(tag, "one of floating point")),
        }
    }

    /// A tag's text up to the zero that ends it; what is not UTF-8 is replaced.
    pub(super) fn text(&self, tag: u16) -> Result<Option<String>, RasterError> {
        let Some((kind, bytes)) = self.bytes(tag)? else { return Ok(None) };
        if !matches!(kind, 1 | 2 | 7) {
            return Err(self.wrong_type(tag, "a text"));
        }
        let text = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
        Ok(Some(String::from_utf8_lossy(text).into_owned()))
    }

    /// A tag's bytes as they are.
    pub(super) fn raw(&self, tag: u16) -> Result<Option<Vec<u8>>, RasterError> {
        Ok(self.bytes(tag)?.map(|(_, bytes)| bytes))
    }
}
